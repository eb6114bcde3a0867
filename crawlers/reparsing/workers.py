"""Processes that work through a stream of tasks; one that hangs or crashes costs the item at fault alone."""

from __future__ import annotations

import contextlib
import logging
import multiprocessing
import os
import resource
import selectors
import signal
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from types import TracebackType
from typing import Any, Generic, NamedTuple, TypeVar

from crawlers.store import StoreError

logger = logging.getLogger(__name__)
Item = TypeVar("Item")
Answer = TypeVar("Answer")
Work = Callable[[Sequence[Any]], Iterable[Any]]
"""Takes a task's items, gives one answer for each, in order."""

# Not forked: a fork of a process with threads (the store's, Scrapy's) may inherit a lock that nobody frees.
_PROCESSES = multiprocessing.get_context("spawn")
_READY = "ready"
_TICK = 0.25
_OUT_OF_MEMORY = 70
_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class NoWorkers(RuntimeError):  # noqa: N818
    """No worker process starts."""


class Casualty(NamedTuple, Generic[Item]):
    """An item on which a worker process ended."""

    item: Item
    reason: str


@contextlib.contextmanager
def within(seconds: float) -> Iterator[None]:
    """In a worker: end this process if the block takes longer (in C code too), or runs out of memory."""
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    except MemoryError:
        os._exit(_OUT_OF_MEMORY)  # what is left of this process is not relied on
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def bound_memory(size: int) -> None:
    """In a worker: let this process fail, with MemoryError or by its end, before the machine does."""
    with contextlib.suppress(ValueError, OSError):  # macOS knows no such bound
        resource.setrlimit(resource.RLIMIT_AS, (size, size))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


class _Worker:
    """A process, the connection to it, and what it has been given and not answered yet."""

    def __init__(self, start: Callable[[], Work]) -> None:
        self.connection, its = _PROCESSES.Pipe()
        self.items: deque[Any] = deque()
        self.is_ready = False
        self.process: SpawnProcess = _PROCESSES.Process(target=_work, args=(its, start), daemon=True)
        # It begins with these held back, so that neither ends it before it ignores them.
        held = signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
        try:
            self.process.start()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, held)
        its.close()

    def give(self, items: Sequence[Any]) -> None:
        self.items.extend(items)
        with contextlib.suppress(OSError):  # it has just ended, which shows when it is heard
            self.connection.send(list(items))

    def end(self) -> None:
        self.connection.close()
        self.process.kill()
        self.process.join()


class Workers(Generic[Item, Answer]):
    """`count` processes, each with its own work, which `start` makes there; `start` must be picklable."""

    def __init__(self, start: Callable[[], Work], count: int) -> None:
        self._start = start
        self._count = count
        self._workers: list[_Worker] = []
        self._waiting: deque[Sequence[Item]] = deque()
        self._connections = selectors.DefaultSelector()

    def __enter__(self) -> Workers[Item, Answer]:
        for _ in range(self._count):
            self._engage()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in self._workers:
            worker.end()
        self._connections.close()

    def answers(
        self, tasks: Iterator[Sequence[Item]], meanwhile: Callable[[], None]
    ) -> Iterator[Answer | Casualty[Item]]:
        """The answer of every item, in no order; `meanwhile` is called several times a second.

        Raises what a worker raised, what `meanwhile` raises, and NoWorkers.
        """
        while True:
            meanwhile()
            self._look_ahead(tasks)
            for worker in self._workers:
                if self._waiting and worker.is_ready and not worker.items:
                    worker.give(self._waiting.popleft())
            if not self._waiting and not any(worker.items for worker in self._workers):
                return
            self._look_ahead(tasks)  # while they work
            for ready, _ in self._connections.select(_TICK):
                yield from self._hear(ready.data)

    def _engage(self) -> None:
        worker = _Worker(self._start)
        self._workers.append(worker)
        self._connections.register(worker.connection, selectors.EVENT_READ, worker)

    def _look_ahead(self, tasks: Iterator[Sequence[Item]]) -> None:
        """A task for each worker that will soon be idle: making one takes time."""
        while len(self._waiting) < self._count and (task := next(tasks, None)) is not None:
            self._waiting.append(task)

    def _hear(self, worker: _Worker) -> Iterator[Answer | Casualty[Item]]:
        try:
            said = worker.connection.recv()
        except (EOFError, OSError):
            yield from self._replace(worker)
            return
        if isinstance(said, Exception):
            raise said
        if said == _READY:
            worker.is_ready = True
            return
        worker.items.popleft()
        yield said

    def _replace(self, worker: _Worker) -> Iterator[Casualty[Item]]:
        self._connections.unregister(worker.connection)
        worker.end()
        self._workers.remove(worker)
        if not worker.is_ready:
            raise NoWorkers(
                f"the process that reads pages {_meaning(worker.process.exitcode)} before it began; nothing "
                "more is read. What it printed says why."
            )
        self._engage()
        if worker.items:
            item = worker.items.popleft()
            if worker.items:
                self._waiting.appendleft(list(worker.items))
            yield Casualty(item, f"the process that read it {_meaning(worker.process.exitcode)}")


def _meaning(code: int | None) -> str:
    if code == -signal.SIGALRM:
        return "took too long over it and was broken off (see READING_SECONDS)"
    if code == _OUT_OF_MEMORY:
        return "needed too much memory for it (see READING_MEMORY)"
    if code is not None and code < 0:
        return f"was ended by {signal.Signals(-code).name}"
    return f"ended with {code}"


def _work(connection: Connection[Any, Any], start: Callable[[], Work]) -> None:
    """What a worker process does until its connection ends."""
    for number in _SIGNALS:  # sent to the whole group; the parent decides what they mean
        signal.signal(number, signal.SIG_IGN)
    with contextlib.suppress(OSError):  # the parent has ended
        try:
            work = start()
            connection.send(_READY)
            while (items := _received(connection)) is not None:
                for answer in work(items):
                    connection.send(answer)
        except StoreError as error:
            connection.send(type(error)(str(error)))
        except Exception as error:
            connection.send(RuntimeError(f"{error!r}\n{traceback.format_exc()}"))


def _received(connection: Connection[Any, Any]) -> Sequence[Any] | None:
    try:
        items: Sequence[Any] = connection.recv()
    except EOFError:
        return None
    return items

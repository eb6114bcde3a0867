"""Reading pages in a process of its own, beside the one that fetches them."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
from collections import deque
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from crawlers.layout import Layout
from crawlers.reader.child import ReadingChild
from crawlers.reader.messages import OUT_OF_MEMORY, Broken, Page, Start
from crawlers.reading import NoArticle, Reading

_MOST_BYTES = 32 * 1024 * 1024
"""Of pages that wait to be read; further reads wait for room."""
_STARTS = 3
"""Times that a process is started in a row without one of them getting to read."""
_PAUSE = 0.5
_MEBIBYTE = 1024 * 1024

logger = logging.getLogger(__name__)


class ReadingFailed(Exception):  # noqa: N818
    """One page could not be read; the message says why. Nothing is known of what the page holds."""


@dataclass(eq=False)
class _Task:
    """A page, and who waits for its reading."""

    page: Page
    reading: asyncio.Future[Reading | NoArticle]

    def fail(self, reason: str) -> None:
        if not self.reading.done():
            self.reading.set_exception(ReadingFailed(reason))


class Reader:
    """Reads pages in a child process: while it reads, the crawl fetches on another core.

    A page that hangs, breaks the parser or eats memory costs that page alone: its process is killed, and the
    pages behind it are read by a fresh one. Pages are read one at a time, in the order in which they came.
    """

    def __init__(self, layout: Layout, *, seconds: float, memory: int) -> None:
        """`seconds` that one page may take; `memory` in bytes that the process may use, its code included."""
        self._layout = layout
        self._seconds = seconds
        self._memory = memory
        self._tasks: deque[_Task] = deque()
        self._bytes = 0
        self._entrance = asyncio.Lock()
        self._room = asyncio.Event()
        self._child: ReadingChild | None = None
        self._dismissed: ReadingChild | None = None
        self._starting: asyncio.Task[None] | None = None
        self._alarm: asyncio.TimerHandle | None = None
        self._closed = False

    @property
    def pid(self) -> int | None:
        """Of the process that reads; None while there is none."""
        return self._child.process.pid if self._child else None

    @property
    def waiting(self) -> int:
        """Pages that are not read yet."""
        return len(self._tasks)

    @property
    def waiting_bytes(self) -> int:
        """Of the pages that are not read yet."""
        return self._bytes

    async def start(self) -> None:
        """Start the process, and wait until it reads. Raises ReadingFailed where it does not start."""
        self._starting = asyncio.create_task(self._start())
        await asyncio.shield(self._starting)
        if self._child is None:
            raise ReadingFailed(_NO_START)

    async def close(self) -> None:
        """End the process; what still waits to be read fails."""
        self._closed = True
        if self._starting:
            self._starting.cancel()
            await asyncio.wait([self._starting])
        self._dismiss()
        self._fail_all(_ENDED)
        if self._dismissed:
            await self._dismissed.ended()

    async def read(
        self, content: bytes, *, content_type: str | None, url: str, fetched_at: datetime
    ) -> Reading | NoArticle:
        """What `crawlers.reading.read_page` gives; `Reading.taken` stays empty, it hangs on the page's tree.

        Raises ReadingFailed where the page took too long or too much memory, broke the process or raised an
        exception in it, and where the reader was closed.
        """
        page = Page(content, content_type, url, fetched_at)
        async with self._entrance:  # a queue before the queue
            while self._tasks and self._bytes + len(content) > _MOST_BYTES:
                self._room.clear()
                await self._room.wait()
            if self._closed:
                raise ReadingFailed(_ENDED)
            task = self._enter(page)
        return await task.reading

    # The pages

    def _enter(self, page: Page) -> _Task:
        task = _Task(page, asyncio.get_running_loop().create_future())
        self._tasks.append(task)
        self._bytes += len(page.content)
        if self._child:
            self._child.send(page)
            if len(self._tasks) == 1:
                self._watch()
        elif self._starting is None or self._starting.done():  # the last attempts failed
            self._starting = asyncio.create_task(self._start())
        return task

    def _answered(self, answer: Any) -> None:
        if not self._tasks or not isinstance(answer, Reading | NoArticle | Broken):
            self._restart("the reading process answered with something that is no reading")
            return
        task = self._next()
        if isinstance(answer, Broken):
            logger.error("An error in this program: %s cannot be read.\n%s", task.page.url, answer.traceback)
            task.fail(f"an error in this program: {answer.error}")
        elif not task.reading.done():
            task.reading.set_result(answer)
        self._watch()

    def _next(self) -> _Task:
        """The page that is being read leaves the queue."""
        task = self._tasks.popleft()
        self._bytes -= len(task.page.content)
        self._room.set()
        return task

    def _watch(self) -> None:
        """Time runs for the first page of the queue: the process has begun it."""
        if self._alarm:
            self._alarm.cancel()
        self._alarm = (
            asyncio.get_running_loop().call_later(self._seconds, self._too_long) if self._tasks else None
        )

    def _too_long(self) -> None:
        self._restart(f"its reading took longer than {self._seconds:g} s and was broken off")

    def _fail_all(self, reason: str) -> None:
        while self._tasks:
            self._next().fail(reason)

    # The process

    async def _start(self) -> None:
        """Start a process that reads, and give it what waits; where none starts, what waits fails."""
        for attempt in range(_STARTS):
            try:
                self._take(await ReadingChild.start(Start(self._layout, self._memory, os.getpid())))
                return
            except OSError as error:
                logger.warning("The process that reads pages does not start: %s", error)
                await asyncio.sleep(attempt * _PAUSE)
        self._fail_all(_NO_START)

    def _take(self, child: ReadingChild) -> None:
        self._child = child
        for task in self._tasks:
            child.send(task.page)
        self._watch()
        child.attend(self._answered, self._died)

    def _died(self) -> None:
        self._restart(None)

    def _restart(self, reason: str | None) -> None:
        """End the process that has a page it cannot read; the page fails, for this reason or the exit's."""
        child = self._child
        self._dismiss()
        if child:
            self._starting = asyncio.create_task(self._replace(child, reason))

    async def _replace(self, child: ReadingChild, reason: str | None) -> None:
        code = await child.ended()
        if self._tasks:
            self._next().fail(reason or self._meaning(code))
        await self._start()

    def _dismiss(self) -> None:
        if self._alarm:
            self._alarm.cancel()
        if self._child:
            self._child.kill()
            self._child, self._dismissed = None, self._child

    def _meaning(self, code: int) -> str:
        if code == OUT_OF_MEMORY:
            return f"its reading needed more than {self._memory // _MEBIBYTE} MiB of memory"
        if code < 0:
            return f"the reading process was ended by {signal.Signals(-code).name} while it read the page"
        return f"the reading process ended with {code} while it read the page"


_ENDED = "the crawl ended before it was read"
_NO_START = (
    "the process that reads pages does not start, so no page can be read; what it printed says why: "
    "look whether its memory bound is too low and whether python -m crawlers.reader.process starts"
)

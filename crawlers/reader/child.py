"""The child process that reads pages, as its parent sees it."""

from __future__ import annotations

import asyncio
import os
import pickle
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, cast

from crawlers.reader.messages import HEADER, READY, Start, packed

_LONGEST_ANSWER = 512 * 1024 * 1024
_START_SECONDS = 60.0
_SOON = 0.005


@dataclass(eq=False)
class ReadingChild(asyncio.Protocol):
    """One reading process and the connection to it."""

    process: subprocess.Popen[bytes]
    _received: bytearray = field(default_factory=bytearray)
    _transport: asyncio.Transport | None = None
    _answered: Callable[[Any], None] | None = None
    _died: Callable[[], None] | None = None
    _is_lost: bool = False

    @classmethod
    async def start(cls, start: Start) -> ReadingChild:
        """A process that is ready to read. Raises OSError where it ends before that, or says nothing."""
        loop = asyncio.get_running_loop()
        ready: asyncio.Future[Any] = loop.create_future()
        ours, its = socket.socketpair()
        with its:
            self = cls(_spawned(its))
        self.attend(lambda said: _set(ready, said), lambda: _set(ready, None))
        try:
            await loop.create_unix_connection(lambda: self, sock=ours)
            self.send(start)
            said = await asyncio.wait_for(ready, _START_SECONDS)
            if said != READY:
                raise OSError("it ended before it was ready")
        except BaseException:
            self.kill()
            await self.ended()
            raise
        return self

    def attend(self, answered: Callable[[Any], None], died: Callable[[], None]) -> None:
        """Say who gets the answers, and who is told when no more will come."""
        self._answered, self._died = answered, died
        if self._is_lost:
            died()

    def send(self, message: Any) -> None:
        """Send a message, or keep it until the process takes it."""
        if self._transport:
            self._transport.write(packed(message))

    def kill(self) -> None:
        """Nothing that it still says is heard."""
        self._answered = self._died = None
        if self._transport:
            self._transport.abort()
        self.process.kill()

    async def ended(self) -> int:
        """Wait for its end, which is near; its exit code. Threads may all be busy with the store."""
        while (code := self.process.poll()) is None:
            await asyncio.sleep(_SOON)
        return code

    # asyncio.Protocol, as its calls come before those of timers: an answer that is here is never too late

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """As asyncio says that the connection stands."""
        self._transport = cast(asyncio.Transport, transport)  # uvloop's are none of asyncio's classes

    def data_received(self, data: bytes) -> None:
        """Hand over each answer that is whole."""
        self._received += data
        while self._answered and len(self._received) >= HEADER.size:
            (length,) = HEADER.unpack_from(self._received)
            if length > _LONGEST_ANSWER:
                self._answered(None)
                return
            if len(self._received) < HEADER.size + length:
                return
            frame = bytes(self._received[HEADER.size : HEADER.size + length])
            del self._received[: HEADER.size + length]
            self._answered(_unpacked(frame))

    def connection_lost(self, error: Exception | None) -> None:
        """The process ended, or closed its output."""
        del error
        self._is_lost = True
        if self._died:
            self._died()


def _spawned(connection: socket.socket) -> subprocess.Popen[bytes]:
    """A process that finds this project where the present one does, and knows nothing of the store.

    It begins with SIGINT and SIGTERM held back, so that neither ends it before it ignores them.
    """
    environment = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    environment["PYTHONPATH"] = os.pathsep.join(entry or os.curdir for entry in sys.path)
    held = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT, signal.SIGTERM))
    try:
        return subprocess.Popen(
            [sys.executable, "-P", "-m", "crawlers.reader.process"],
            stdin=connection.fileno(),
            stdout=connection.fileno(),
            env=environment,
        )
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, held)


def _unpacked(frame: bytes) -> Any:
    try:
        return pickle.loads(frame)  # noqa: S301  # from a child that runs this project's code
    except Exception:
        return None


def _set(future: asyncio.Future[Any], value: Any) -> None:
    if not future.done():
        future.set_result(value)

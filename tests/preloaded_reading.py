"""The first reading process of a forked crawl, forked too: before the crawl has threads or connections.

Every later one, and each one of a crawl that was not forked, is started as `crawlers.reader.child` does.
"""

from __future__ import annotations

import os
import signal
import socket
import sys
from collections.abc import Callable
from subprocess import Popen
from typing import Any, NoReturn, cast

from crawlers.reader import child as reading_child
from crawlers.reader import process as reading_process


def prepare() -> None:
    """Fork a process that waits for the connection to read from, and have the crawl take it."""
    ours, its = socket.socketpair()
    held = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT, signal.SIGTERM))
    try:
        pid = os.fork()
        if pid == 0:
            ours.close()
            _wait_and_read(its)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, held)
    its.close()
    ours.set_inheritable(False)
    reading_child._spawned = _taken(ours, _Forked(pid), reading_child._spawned)  # type: ignore[assignment]


class _Forked:
    """As much of a `Popen` as is asked of a reading process."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.returncode: int | None = None

    def poll(self) -> int | None:
        if self.returncode is None:
            ended, status = os.waitpid(self.pid, os.WNOHANG)
            self.returncode = os.waitstatus_to_exitcode(status) if ended else None
        return self.returncode

    def kill(self) -> None:
        if self.poll() is None:
            os.kill(self.pid, signal.SIGKILL)


_Spawned = Callable[[socket.socket], Popen[bytes]]


def _taken(waiting: socket.socket, process: _Forked, spawned: _Spawned) -> _Spawned:
    """Give the connection to the process that waits; after that, start others."""

    def take(connection: socket.socket) -> Popen[bytes]:
        reading_child._spawned = spawned  # type: ignore[assignment]
        with waiting:
            socket.send_fds(waiting, [b"read"], [connection.fileno()])
        return cast(Popen[bytes], process)

    return take


def _wait_and_read(waiting: socket.socket) -> NoReturn:
    code: Any = 1
    try:
        for name in [name for name in os.environ if name.startswith("AWS_")]:
            del os.environ[name]
        _, connections, _, _ = socket.recv_fds(waiting, 4, 1)
        waiting.close()
        if connections:  # none where the crawl ended before it came to reading
            os.dup2(connections[0], 0)
            os.dup2(connections[0], 1)
            os.close(connections[0])
            reading_process.main()
        code = 0
    except SystemExit as end:
        code = end.code or 0
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        os._exit(code)

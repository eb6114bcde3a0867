"""The instants at which a process kills itself: around every write to a store, and within those to a file."""

from __future__ import annotations

import functools
import os
import random
import signal
import stat
import threading
import time
from collections.abc import Callable
from typing import Any

STEPS = ("pages", "articles", "rejected", "log", "runs", "head", "known", "lease")
"""What a key is of: its part after the portal."""
AROUND = ("before", "during", "after")
FILE_POINTS = (
    "an empty file",
    "half a file",
    "before fsync of a file",
    "after fsync of a file",
    "before link",
    "after link",
    "before rename",
    "after rename",
    "before fsync of a directory",
    "after fsync of a directory",
)
"""Within the file store, whatever is being written."""
_SOON = 0.01  # seconds within which a write that is under way is cut short
_WRITES = ("put", "create", "replace", "delete")


def store_points() -> list[str]:
    """The points around the writes of each step, in either kind of store, and around a removal."""
    return [f"{around} {step}" for step in (*STEPS, "delete") for around in AROUND]


class Point:
    """One instant: the `nth` time that `name` is reached."""

    def __init__(self, name: str, nth: int) -> None:
        self.name = name
        self._left = nth
        self._counting = threading.Lock()
        self._inside = threading.local()

    def install(self) -> None:
        """Have this process killed there."""
        from crawlers.store.files import FileStore
        from crawlers.store.s3 import S3Store

        for store in (FileStore, S3Store):
            for write in _WRITES:
                setattr(store, write, self._around_write(getattr(store, write), write))
        if self.name in FILE_POINTS:
            self._watch_files()

    def reach(self, name: str) -> None:
        """Die if this is the instant."""
        if self._is_it(name):
            _die()

    def _is_it(self, name: str) -> bool:
        if name != self.name:
            return False
        with self._counting:
            self._left -= 1
            return self._left == 0

    def _around_write(self, write: Callable[..., Any], name: str) -> Callable[..., Any]:
        @functools.wraps(write)
        def watched(store: Any, key: str, *values: Any) -> Any:
            if getattr(self._inside, "write", False):  # a replace that is made of a put
                return write(store, key, *values)
            step = "delete" if name == "delete" else _step(key)
            self._inside.write = True
            try:
                self.reach(f"before {step}")
                if self._is_it(f"during {step}"):
                    threading.Thread(target=_die_soon, daemon=True).start()
                written = write(store, key, *values)
                self.reach(f"after {step}")
                return written
            finally:
                self._inside.write = False

        return watched

    def _watch_files(self) -> None:
        os.open = self._after_open(os.open)
        os.fsync = self._around_sync(os.fsync)  # type: ignore[assignment]  # ours are all descriptors
        os.link = self._around_call(os.link, "link")
        os.rename = self._around_call(os.rename, "rename")

    def _after_open(self, call: Callable[..., int]) -> Callable[..., int]:
        def watched(path: Any, flags: int, *more: Any, **named: Any) -> int:
            descriptor = call(path, flags, *more, **named)
            if flags & os.O_EXCL and getattr(self._inside, "write", False):
                self.reach("an empty file")
            return descriptor

        return watched

    def _around_sync(self, call: Callable[[int], None]) -> Callable[[int], None]:
        def watched(descriptor: int) -> None:
            state = os.fstat(descriptor)
            what = "a directory" if stat.S_ISDIR(state.st_mode) else "a file"
            if what == "a file" and self._is_it("half a file"):
                os.ftruncate(descriptor, state.st_size // 2)  # as a power cut leaves it
                _die()
            self.reach(f"before fsync of {what}")
            call(descriptor)
            self.reach(f"after fsync of {what}")

        return watched

    def _around_call(self, call: Callable[..., None], name: str) -> Callable[..., None]:
        def watched(*words: Any, **named: Any) -> None:
            self.reach(f"before {name}")
            call(*words, **named)
            self.reach(f"after {name}")

        return watched


def _step(key: str) -> str:
    parts = key.split("/")
    return parts[2].partition(".")[0] if len(parts) > 2 else key


def _die_soon() -> None:
    time.sleep(random.uniform(0, _SOON))
    _die()


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(60)  # it does not come back

"""A crawl that is killed, by itself at a point or from outside at a moment, and what it leaves running."""

from __future__ import annotations

import os
import secrets
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from tests.crawling import ROOT, SECONDS

_MARK = "TUANTRA_TEST_VICTIM"
_LAST_BREATH = 5.0  # seconds in which a child may notice that its parent is gone


class Death(NamedTuple):
    """How it ended: `code` is -9 where it was killed; `survivors` are processes it started that live on."""

    code: int
    out: str
    err: str
    survivors: list[int]

    @property
    def was_killed(self) -> bool:
        return self.code == -signal.SIGKILL


def killed_at(point: str, nth: int, words: list[str], environment: Mapping[str, str]) -> Death:
    """Let the crawl of these words (tests.crawling.command's) kill itself at a point, if it gets there."""
    with_point = [sys.executable, "-m", "tests.torture.killed", point, str(nth), *words[3:]]
    return _death(with_point, environment, lambda _: None)


def killed_when(is_time: Callable[[], bool], words: list[str], environment: Mapping[str, str]) -> Death:
    """Kill the crawl from outside as soon as `is_time`."""

    def kill(process: subprocess.Popen[str]) -> None:
        while process.poll() is None and not is_time():
            time.sleep(0.002)
        process.kill()

    return _death(words, environment, kill)


def _death(
    words: list[str], environment: Mapping[str, str], meanwhile: Callable[[subprocess.Popen[str]], None]
) -> Death:
    mark = secrets.token_hex(8)
    # Files, not pipes: a process that outlives the crawl would hold a pipe open.
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        marked = {**os.environ, **environment, _MARK: mark}
        process = subprocess.Popen(words, cwd=ROOT, env=marked, stdout=out, stderr=err, text=True)
        try:
            meanwhile(process)
            process.wait(SECONDS)
        finally:
            process.kill()
            process.wait()
        out.seek(0)
        err.seek(0)
        return Death(process.returncode, out.read(), err.read(), _survivors(mark))


def _survivors(mark: str) -> list[int]:
    """The processes with this mark in their environment, after they had time to end. Only Linux tells."""
    deadline = time.monotonic() + _LAST_BREATH
    while (found := _marked(mark)) and time.monotonic() < deadline:
        time.sleep(0.05)
    return found


def _marked(mark: str) -> list[int]:
    wanted = f"{_MARK}={mark}".encode()
    found = []
    for place in Path("/proc").glob("[0-9]*/environ"):
        try:
            if wanted in place.read_bytes():
                found.append(int(place.parent.name))
        except OSError:  # gone, or another account's
            continue
    return found

"""A crawl that is killed, by itself at a point or from outside at a moment, and what it leaves running."""

from __future__ import annotations

import secrets
import signal
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from tests.crawling import SECONDS, started
from tests.preloaded import Running

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

    def kill(process: Running) -> None:
        while process.code is None and not is_time():
            time.sleep(0.002)
        process.kill()

    return _death(words, environment, kill)


def _death(words: list[str], environment: Mapping[str, str], meanwhile: Callable[[Running], None]) -> Death:
    mark = secrets.token_hex(8)
    with started(words, {**environment, _MARK: mark}) as process:
        meanwhile(process)
        code = process.wait(SECONDS)
        survivors = _survivors(process.pid, mark)
        return Death(code, process.out.decode(), process.err.decode(), survivors)


def _survivors(leader: int, mark: str) -> list[int]:
    """The processes of its session, or with this mark, after they had time to end. Only Linux tells."""
    deadline = time.monotonic() + _LAST_BREATH
    while (found := [*_of_session(leader), *_marked(mark)]) and time.monotonic() < deadline:
        time.sleep(0.05)
    return found


def _of_session(leader: int) -> Iterator[int]:
    """The crawl leads a session; what it forks or starts is of it, unless it leads another."""
    for place in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, _, session = place.read_text().rpartition(")")[2].split()[:4]
        except OSError:  # gone
            continue
        if int(session) == leader and state != "Z":
            yield int(place.parent.name)


def _marked(mark: str) -> Iterator[int]:
    """A process that was started, not forked, shows its environment."""
    wanted = f"{_MARK}={mark}".encode()
    for place in Path("/proc").glob("[0-9]*/environ"):
        try:
            if wanted in place.read_bytes():
                yield int(place.parent.name)
        except OSError:  # gone, or another account's
            continue

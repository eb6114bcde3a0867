"""Crawls as an operator starts them: `scrapy crawl` in a process of its own."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from crawlers.store import Log, ObjectStore, latest_runs, open_store
from crawlers.store.batches import Row
from tests.preloaded import Running

ROOT = Path(__file__).parents[1]
QUICK = ("-s", "AUTOTHROTTLE_ENABLED=0", "-s", "DOWNLOAD_DELAY=0")
"""What loosens the manners towards a server of one's own."""
SECONDS = 120
_PYTHON = (sys.executable, "-m")


class Ended(NamedTuple):
    """A crawl that has ended."""

    code: int
    out: str
    err: str

    @property
    def last_line(self) -> str:
        return self.out.splitlines()[-1]


def command(portal: str, home: str, store: str, *more: str) -> list[str]:
    return [*_PYTHON, "scrapy", "crawl", portal, "-a", f"home={home}", "-s", f"STORE={store}", *QUICK, *more]


def crawl(portal: str, home: str, store: str, *more: str, env: Mapping[str, str] | None = None) -> Ended:
    return ended(command(portal, home, store, *more), env)


def scrapy(*words: str) -> Ended:
    return ended([*_PYTHON, "scrapy", *words])


def ended(words: Sequence[str], env: Mapping[str, str] | None = None, cwd: Path = ROOT) -> Ended:
    """A command of Python's (`command`'s, for example) that was run to its end."""
    with started(words, env, cwd) as process:
        return end_of(process)


def started(words: Sequence[str], env: Mapping[str, str] | None = None, cwd: Path = ROOT) -> Running:
    """A command of Python's that runs while the block does."""
    assert tuple(words[:2]) == _PYTHON
    return Running(words[2:], {**_environment(), **(env or {})}, cwd)


def end_of(process: Running) -> Ended:
    """How a process ends, and what it says until then."""
    code = process.wait(SECONDS)
    return Ended(code, process.out.decode(), process.err.decode())


def _environment() -> dict[str, str]:
    """The environment of the tests without what an operator may have set for real crawls."""
    return {name: value for name, value in os.environ.items() if name not in ("TUANTRA_CONTACT", "STORE")}


def rows(store: str | ObjectStore, portal: str) -> list[Row]:
    opened = open_store(store) if isinstance(store, str) else store
    return [row for _, row in Log(opened, portal).articles()]


def last_run(store: str, portal: str) -> dict[str, Any]:
    ((_, record),) = latest_runs(open_store(store), portal, 1)
    return record

"""Crawls as an operator starts them: `scrapy crawl` in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from crawlers.store import Log, ObjectStore, latest_runs, open_store
from crawlers.store.batches import Row
from tests import preloaded

ROOT = Path(__file__).parents[1]
QUICK = ("-s", "AUTOTHROTTLE_ENABLED=0", "-s", "DOWNLOAD_DELAY=0")
"""What loosens the manners towards a server of one's own."""
SECONDS = 120


class Ended(NamedTuple):
    """A crawl that has ended."""

    code: int
    out: str
    err: str

    @property
    def last_line(self) -> str:
        return self.out.splitlines()[-1]


def command(portal: str, home: str, store: str, *more: str) -> list[str]:
    scrapy = [sys.executable, "-m", "scrapy"]
    return [*scrapy, "crawl", portal, "-a", f"home={home}", "-s", f"STORE={store}", *QUICK, *more]


def crawl(portal: str, home: str, store: str, *more: str, env: Mapping[str, str] | None = None) -> Ended:
    return ended(command(portal, home, store, *more), env)


def scrapy(*words: str) -> Ended:
    return ended([sys.executable, "-m", "scrapy", *words])


def ended(words: list[str], env: Mapping[str, str] | None = None) -> Ended:
    """A command that was run to its end."""
    environment = {**_environment(), **(env or {})}
    if words[:2] == [sys.executable, "-m"] and not _is_for_the_interpreter(environment):
        code, out, err = preloaded.run(words[2:], environment, ROOT, SECONDS)
    else:
        done = subprocess.run(
            words, cwd=ROOT, env=environment, capture_output=True, timeout=SECONDS, check=False
        )
        code, out, err = done.returncode, done.stdout, done.stderr
    return Ended(code, out.decode(), err.decode())


def _is_for_the_interpreter(environment: Mapping[str, str]) -> bool:
    """Whether the environment changes how Python itself starts."""
    return any(environment[name] != os.environ.get(name) for name in environment if name.startswith("PYTHON"))


def _environment() -> dict[str, str]:
    """The environment of the tests without what an operator may have set for real crawls."""
    return {name: value for name, value in os.environ.items() if name not in ("TUANTRA_CONTACT", "STORE")}


def rows(store: str | ObjectStore, portal: str) -> list[Row]:
    opened = open_store(store) if isinstance(store, str) else store
    return [row for _, row in Log(opened, portal).articles()]


def last_run(store: str, portal: str) -> dict[str, Any]:
    ((_, record),) = latest_runs(open_store(store), portal, 1)
    return record

"""Scrapy in processes of its own, with what they cost."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from tests.bench.site import ROOT

_LAST_LINES = 20
_ENDED = (0, 4)
"""Exit codes: complete, and suspect, since some forged pages are meant to be doubtful."""
UNHURRIED = (
    "CONCURRENT_REQUESTS=16",
    "CONCURRENT_REQUESTS_PER_DOMAIN=16",
    "DOWNLOAD_DELAY=0",
    "AUTOTHROTTLE_ENABLED=0",
)
"""Settings without the manners that one owes to other people's servers; the rest is the project's."""


class Ran(NamedTuple):
    """A process that has ended. Instants as `time.monotonic` has them."""

    code: int
    told: str
    """What it printed."""
    started: float
    ended: float
    cpu: float
    """Seconds of all cores, with the processes that it started and waited for."""

    @property
    def seconds(self) -> float:
        """From its start to its end."""
        return self.ended - self.started


def crawl_command(home: str, store: str, *more: str) -> list[str]:
    """`scrapy crawl` of the Hải Phòng portal at `home`; `more` are further arguments."""
    settings = [f"-s{setting}" for setting in (f"STORE={store}", *UNHURRIED)]
    return [sys.executable, "-m", "scrapy", "crawl", "hai_phong", "-a", f"home={home}", *settings, *more]


class Running:
    """A process that has been started; `wait` has to be called."""

    def __init__(
        self, command: Sequence[str], directory: Path = ROOT, env: Mapping[str, str] | None = None
    ) -> None:
        self._command = command
        environment = {**_environment(), "PYTHONPATH": str(ROOT), **(env or {})}
        self._cpu = _cpu_of_ended()
        self._started = time.monotonic()
        self._process = subprocess.Popen(
            command, cwd=directory, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )

    @property
    def pid(self) -> int:
        """The process's number."""
        return self._process.pid

    def wait(self) -> Ran:
        """Wait for its end. Raises RuntimeError where its code is none of a crawl that came to its end."""
        output, _ = self._process.communicate()
        ended, cpu = time.monotonic(), _cpu_of_ended() - self._cpu
        told, code = output.decode(errors="replace"), self._process.returncode
        if code not in _ENDED:
            last = "\n".join(told.splitlines()[-_LAST_LINES:])
            raise RuntimeError(f"{' '.join(self._command)} ended with {code}; nothing was measured:\n{last}")
        return Ran(code, told, self._started, ended, cpu)


def run(command: Sequence[str], directory: Path = ROOT, env: Mapping[str, str] | None = None) -> Ran:
    """Run to the end, as `Running.wait` tells it."""
    return Running(command, directory, env).wait()


def _environment() -> dict[str, str]:
    """Without what an operator may have set for real crawls, or Scrapy for this process."""
    real = ("AWS_", "SCRAPY_", "STORE", "TUANTRA_")
    return {name: value for name, value in os.environ.items() if not name.startswith(real)}


def _cpu_of_ended() -> float:
    """Seconds that processes took which this one has started and waited for."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime

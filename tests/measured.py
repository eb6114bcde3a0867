"""Scrapy's command line in a process that tells what it took: `python -m tests.measured crawl …`.

Two lines on standard error, of the process and of those it started: KiB at most, and processor seconds.
"""

from __future__ import annotations

import re
import resource
import sys
from collections.abc import Sequence
from typing import NamedTuple

from scrapy.cmdline import execute

from tests.peak import peak_memory


class Used(NamedTuple):
    """What a process took: bytes at most, processor seconds."""

    peak: int
    seconds: float


def measured(words: Sequence[str]) -> list[str]:
    """The words of tests.crawling.command, for a crawl that is measured."""
    return [sys.executable, "-m", "tests.measured", *words[3:]]


def used(told: str) -> list[Used]:
    """What standard error says was taken: by the crawl, by its reading process."""
    found = re.findall(r"used: (\d+) (\S+)", told)
    return [Used(int(size) * 1024, float(seconds)) for size, seconds in found]


def main() -> None:
    """Run Scrapy with the words that follow."""
    try:
        execute(["scrapy", *sys.argv[1:]])
    finally:
        own, read = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        print("used:", peak_memory() // 1024, own.ru_utime + own.ru_stime, file=sys.stderr)
        print("used:", read.ru_maxrss, read.ru_utime + read.ru_stime, file=sys.stderr)


if __name__ == "__main__":
    main()

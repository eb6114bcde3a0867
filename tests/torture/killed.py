"""Scrapy's command line in a process that kills itself: `python -m tests.torture.killed POINT NTH crawl …`.

The points are tests.torture.points'. The process that is never there ends as Scrapy's does.
"""

from __future__ import annotations

import sys

from scrapy.cmdline import execute

from tests.torture.points import FILE_POINTS, Point, store_points


def main() -> None:
    """Arm the point, then run Scrapy with the rest of the words."""
    name, nth, *words = sys.argv[1:]
    if name not in (*store_points(), *FILE_POINTS):
        raise SystemExit(f"there is no point {name!r}")
    Point(name, int(nth)).install()
    execute(["scrapy", *words])


if __name__ == "__main__":
    main()

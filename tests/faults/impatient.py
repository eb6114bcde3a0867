"""Scrapy's command line with a store's client that waits a second for an answer: `python -m … crawl …`.

Otherwise a test of a server that stalls takes as long as operators are ready to wait, 30 seconds.
"""

from __future__ import annotations

import sys

from scrapy.cmdline import execute

from crawlers.store import s3

READ_SECONDS = 1


def main() -> None:
    """Run Scrapy with the words that follow."""
    assert s3._READ_SECONDS > READ_SECONDS
    s3._READ_SECONDS = READ_SECONDS
    execute(["scrapy", *sys.argv[1:]])


if __name__ == "__main__":
    main()

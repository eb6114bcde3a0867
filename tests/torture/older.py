"""Scrapy's command line with an older reading that left the last paragraph out of the body."""

from __future__ import annotations

import sys
from dataclasses import replace

from scrapy.cmdline import execute

from spiders.hai_phong import HaiPhongSpider


def main() -> None:
    """Run Scrapy with the words that follow."""
    HaiPhongSpider.layout = replace(HaiPhongSpider.layout, noise="p:last-of-type")
    execute(["scrapy", *sys.argv[1:]])


if __name__ == "__main__":
    main()

"""Crawls several sample portals in one process: `python -m tests.platforms.crawl_all STORE NAME=ADDRESS …`.

Prints a line for each, its name and how the run went.
"""

from __future__ import annotations

import sys

from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.utils.project import get_project_settings

from crawlers.runs.run import Run

NOW = "2025-06-28T03:00:00Z"


def crawl_all(store: str, sites: dict[str, str]) -> dict[str, str]:
    """Crawl each portal at its address into the same store; how each run went."""
    settings = get_project_settings()
    settings.setdict(
        {
            "SPIDER_MODULES": ["tests.platforms.spiders"],
            "STORE": store,
            "NOW": NOW,
            "AUTOTHROTTLE_ENABLED": False,
            "DOWNLOAD_DELAY": 0,
        },
        priority="cmdline",
    )
    process = AsyncCrawlerProcess(settings)
    crawlers: dict[str, Crawler] = {}
    for name, home in sites.items():
        crawlers[name] = process.create_crawler(name)
        process.crawl(crawlers[name], home=home)
    process.start()
    return {name: str(_outcome(crawler)) for name, crawler in crawlers.items()}


def _outcome(crawler: Crawler) -> object:
    run = crawler.get_extension(Run)
    return run.outcome if run else "no run"


if __name__ == "__main__":
    named = dict(argument.split("=", 1) for argument in sys.argv[2:])
    for portal, outcome in crawl_all(sys.argv[1], named).items():
        print(portal, outcome)

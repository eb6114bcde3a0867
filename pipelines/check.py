"""Every article is checked before it is stored; what fails is kept aside with the reason."""

from __future__ import annotations

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from crawlers.article import as_row
from crawlers.defect import find_defect
from crawlers.fetching.fetched import FetchedArticle
from crawlers.runs.run import Run
from pipelines.publish import Publish


class Check:
    """Item pipeline: lets an article pass, or keeps it aside."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Check:
        """As Scrapy makes its components."""
        return cls(crawler)

    async def process_item(self, item: FetchedArticle) -> FetchedArticle:
        """Let the article pass, or keep it aside and drop it."""
        run = Run.of(self._crawler)
        if defect := find_defect(as_row(item.article), run.spider):
            await Publish.of(self._crawler).reject(item, defect)
            run.spider.fetcher.carry(item.article.url)
            raise DropItem(f"{item.article.id} fails the check: {defect}", log_level="WARNING")
        return item

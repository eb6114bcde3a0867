"""Every article is checked before it is stored; what fails is kept aside with the reason."""

from __future__ import annotations

from datetime import datetime

import msgspec
from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from crawlers.article import Article, as_row, content_hash
from crawlers.run import Run
from crawlers.spider import PortalSpider
from crawlers.store.batches import Row
from pipelines.publish import Publish


class Check:
    """Item pipeline: by the schema, and by what a schema cannot say."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Check:
        """As Scrapy makes its components."""
        return cls(crawler)

    async def process_item(self, item: Article) -> Article:
        """Let the article pass, or keep it aside and drop it."""
        row = as_row(item)
        if defect := find_defect(row, Run.of(self._crawler).spider):
            await Publish.of(self._crawler).reject(row, defect)
            raise DropItem(f"{item.id} fails the check: {defect}", log_level="WARNING")
        return item


def find_defect(row: Row, portal: PortalSpider) -> str | None:
    """The first thing that is wrong with an article, None where there is nothing."""
    try:
        article = msgspec.convert(row, Article)
    except msgspec.ValidationError as error:
        return f"schema: {error}"
    if article.id.partition("/")[0] != portal.name or article.portal != portal.name:
        return f"it is not an article of {portal.name}"
    if not article.body.strip():
        return "its body is empty"
    if not portal.addresses.owns(article.url):
        return "its address is not on the portal's hosts"
    if article.content_hash != content_hash(row, portal.addresses.home):
        return "content_hash is not the hash of its content"
    return _date_defect(article.published_at) or _date_defect(article.fetched_at)


def _date_defect(instant: str | None) -> str | None:
    try:
        if instant:
            datetime.fromisoformat(instant)
    except ValueError:
        return f"there is no day {instant}"
    return None

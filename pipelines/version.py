"""An article becomes a new revision only where its content has changed."""

from __future__ import annotations

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from crawlers.article import Article
from crawlers.run import Run
from crawlers.store import KnownArticle


class Version:
    """Item pipeline: compares with what is committed."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Version:
        """As Scrapy makes its components."""
        return cls(crawler)

    def process_item(self, item: Article) -> Article:
        """Number the article's revision, or drop what is stored already."""
        run = Run.of(self._crawler)
        known = run.known.get(item.id)
        if known and _is_stored(item, known):
            run.spider.tally.unchanged += 1
            raise DropItem(f"{item.id} is unchanged")
        item.revision = known.revision + 1 if known else 1
        return item


def _is_stored(item: Article, known: KnownArticle) -> bool:
    if known.gone:
        return False  # it is back, even if it says the same
    # A print view, read because the page failed today, has neither date nor title: it replaces no page.
    is_less = known.published_at is not None and item.published_at is None and item.title is None
    return known.content_hash == item.content_hash or is_less

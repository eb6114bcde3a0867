"""An article becomes a new revision only where its content has changed."""

from __future__ import annotations

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from crawlers.article import Article
from crawlers.fetching.fetched import FetchedArticle
from crawlers.runs.run import Run
from crawlers.store import KnownArticle


class Version:
    """Item pipeline: compares with what is committed."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Version:
        """As Scrapy makes its components."""
        return cls(crawler)

    def process_item(self, item: FetchedArticle) -> FetchedArticle:
        """Number the article's revision, or drop what is stored already."""
        run, article = Run.of(self._crawler), item.article
        known = run.known.get(article.id)
        if known and not known.gone:  # one that was gone is back, even if it says the same
            if known.content_hash == article.content_hash:
                run.spider.tally.unchanged += 1
                raise DropItem(f"{article.id} is unchanged")
            if _is_less(article, known):
                run.spider.tally.held_back += 1
                raise DropItem(f"{article.id} has lost its date; what is stored has it")
        article.revision = known.revision + 1 if known else 1
        return item


def _is_less(article: Article, known: KnownArticle) -> bool:
    """A page that has lost its date was redesigned, or is a print view: it replaces none that has one."""
    return known.published_at is not None and article.published_at is None

"""A crawl that fetches nothing: its run, opened on an empty store, and its pipelines."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem
from scrapy.settings import Settings

from crawlers.article import Article
from crawlers.fetching.fetched import FetchedArticle
from crawlers.runs.run import Run
from crawlers.store import Log, ObjectStore, open_store
from crawlers.store.batches import Row
from pipelines.check import Check
from pipelines.publish import Publish
from pipelines.version import Version
from spiders.hai_phong import HaiPhongSpider
from tests.pipelines.articles import fetched

_SMALL: dict[str, Any] = {"BATCH_ARTICLES": 500, "BATCH_BYTES": 10**7, "BATCH_SECONDS": 300}
_SMALL |= {"LEASE_SECONDS": 60, "STORE_PATIENCE": 0, "TUANTRA_CONTACT": "someone@example.org"}


class QuietEngine:
    """Fetches nothing; knows whether it is paused."""

    paused = False

    def pause(self) -> None:
        self.paused = True

    def unpause(self) -> None:
        self.paused = False


class QuietCrawler(Crawler):
    """Has the components that the pipelines ask for."""

    engine: Any = QuietEngine()

    def __init__(self, store: str, **settings: Any) -> None:
        base = Settings({"STORE": store, **_SMALL})
        base.setdict(settings)
        super().__init__(HaiPhongSpider, base)
        self.spider = HaiPhongSpider()
        self.spider.settings = self.settings
        self.crawling = True
        self.run_, self.publish = Run(self), Publish(self)

    def get_extension(self, cls: type[Any]) -> Any:
        return self.run_ if cls is Run else None

    def get_item_pipeline(self, cls: type[Any]) -> Any:
        return self.publish if cls is Publish else None


@dataclass
class Crawl:
    """Drives articles through the three pipelines, as a crawl does."""

    crawler: QuietCrawler
    loop: asyncio.AbstractEventLoop

    @property
    def run(self) -> Run:
        return self.crawler.run_

    @property
    def store(self) -> ObjectStore:
        return self.run.store

    def do(self, awaitable: Awaitable[Any]) -> Any:
        return self.loop.run_until_complete(awaitable)

    def take(self, *articles: Article | FetchedArticle) -> list[str]:
        """What became of each: `stored`, or why it was dropped."""
        items = [fetched(one) if isinstance(one, Article) else one for one in articles]
        return [self.do(self._take(item)) for item in items]

    async def _take(self, item: FetchedArticle) -> str:
        try:
            item = await Check(self.crawler).process_item(item)
            item = Version(self.crawler).process_item(item)
            await self.crawler.publish.process_item(item)
        except DropItem as drop:
            return str(drop)
        finally:
            await asyncio.sleep(0)  # a full batch begins to be written
            await self.crawler.publish._last_written()
        return "stored"

    def close(self) -> None:
        self.do(self.crawler.publish.close_spider())

    def rows(self) -> list[Row]:
        return [row for _, row in Log(self.store, "hai_phong").articles()]


@pytest.fixture
def crawl(tmp_path: Path) -> Iterator[Callable[..., Crawl]]:
    """Start a crawl into the test's own store; each call is a run after the one before."""
    loop = asyncio.new_event_loop()
    hour, rejected = iter(range(24)), list[str]()

    def start(**settings: Any) -> Crawl:
        now = datetime(2026, 11, 21, next(hour), tzinfo=UTC).isoformat()
        crawler = QuietCrawler(str(tmp_path / "store"), NOW=now, **settings)
        run = crawler.run_
        run._store = open_store(str(tmp_path / "store"))
        loop.run_until_complete(asyncio.to_thread(run._open))
        run.rejected = rejected  # a record would hand it on
        return Crawl(crawler, loop)

    yield start
    loop.close()

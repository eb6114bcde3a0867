"""Articles go into the store in batches, each with its commit."""

from __future__ import annotations

import asyncio
import time

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from crawlers import clock
from crawlers.article import Article, as_row
from crawlers.run import Run
from crawlers.store import BatchObject, articles_object, publish, rejected_object
from crawlers.store.batches import Row


class Publish:
    """Item pipeline: while a batch is being written, the articles after it wait, and with them the crawl."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._most = crawler.settings.getint("BATCH_ARTICLES")
        self._seconds = crawler.settings.getfloat("BATCH_SECONDS")
        self._rows: list[Row] = []
        self._rejected: list[Row] = []
        self._begun = time.monotonic()
        self._lock = asyncio.Lock()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Publish:
        """As Scrapy makes its components."""
        return cls(crawler)

    @staticmethod
    def of(crawler: Crawler) -> Publish:
        """The one of this crawl."""
        publish = crawler.get_item_pipeline(Publish)
        if publish is None:
            raise RuntimeError("ITEM_PIPELINES lacks pipelines.publish.Publish: nothing would be stored")
        return publish

    async def process_item(self, item: Article) -> Article:
        """Take the article into the batch."""
        await self._take(self._rows, as_row(item))
        return item

    async def reject(self, row: Row, reason: str) -> None:
        """Take an article that failed the check into what is kept aside, with the reason."""
        await self._take(self._rejected, {"reason": reason, "article": _without_fetch_time(row)})

    async def close_spider(self) -> None:
        """Commit the rest."""
        async with self._lock:
            if not self._run.has_failed:
                await self._commit()

    @property
    def _run(self) -> Run:
        return Run.of(self._crawler)

    async def _take(self, rows: list[Row], row: Row) -> None:
        async with self._lock:
            if self._run.has_failed:
                raise DropItem("the store has failed: nothing more is written in this run")
            rows.append(row)
            if self._is_due():
                await self._commit()

    def _is_due(self) -> bool:
        waiting = len(self._rows) + len(self._rejected)
        return waiting >= self._most or time.monotonic() - self._begun >= self._seconds

    async def _commit(self) -> None:
        rows, rejected = self._rows.copy(), self._rejected.copy()
        self._rows.clear()
        self._rejected.clear()
        self._begun = time.monotonic()
        if not rows and not rejected:
            return
        try:
            await asyncio.to_thread(self._publish, rows, rejected)
        except Exception as error:  # whatever it is: these articles are not stored, and that must not pass
            self._run.fail(error)

    def _publish(self, rows: list[Row], rejected: list[Row]) -> None:
        run, tally = self._run, self._run.spider.tally
        added = sum(row["revision"] == 1 for row in rows)
        counts = {"added": added, "changed": len(rows) - added, "gone": 0, "rejected": len(rejected)}
        objects = _objects(run, rows, rejected)
        if objects:
            commit = publish(run.store, run.log, run.id, objects, counts, clock.now(run.settings))
            run.committed(commit, rows)
        tally.added += added
        tally.changed += len(rows) - added
        tally.rejected += len(rejected)


def _objects(run: Run, rows: list[Row], rejected: list[Row]) -> list[BatchObject]:
    articles = [articles_object(run.spider.name, rows)] if rows else []
    aside = [rejected_object(run.spider.name, rejected)] if rejected else []
    # The same defects again, as in every run until they are mended, are kept already.
    return articles + [kept for kept in aside if run.store.size(kept.key) is None]


def _without_fetch_time(row: Row) -> Row:
    """A rejected article as it is kept: the same bytes for the same defect, whenever it was read."""
    return {name: value for name, value in row.items() if name != "fetched_at"}

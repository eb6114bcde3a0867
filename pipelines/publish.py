"""Articles go into the store in batches, each with its commit."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import TypeVar

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from crawlers import clock
from crawlers.fetching.fetched import FetchedArticle
from crawlers.runs.run import Run
from crawlers.store import Patience, Unavailable, publish
from pipelines.batch import Batch, Made, make

Result = TypeVar("Result")


class Publish:
    """Item pipeline: while one batch is being written the next one fills; articles after that wait, and with
    them the crawl.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._most = crawler.settings.getint("BATCH_ARTICLES")
        self._bytes = crawler.settings.getint("BATCH_BYTES")
        self._seconds = crawler.settings.getfloat("BATCH_SECONDS")
        self._patience = crawler.settings.getfloat("STORE_PATIENCE")
        self._batch = Batch()
        self._written = 0
        self._pauses = 0
        self._writing: asyncio.Task[None] | None = None
        self._turn = asyncio.Lock()

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

    async def process_item(self, item: FetchedArticle) -> FetchedArticle:
        """Take the article into the batch."""
        self._refuse_after_failure()
        self._batch.add(item)
        await self._write_if_due()
        return item

    async def reject(self, item: FetchedArticle, reason: str) -> None:
        """Take an article that failed the check into what is kept aside, with the reason."""
        self._refuse_after_failure()
        self._batch.reject(item, reason)
        await self._write_if_due()

    async def close_spider(self) -> None:
        """Commit the rest."""
        async with self._turn:
            await self._last_written()
            if self._run.has_failed:
                return
            if self._run.spider.has_finished:
                self._batch.gone += self._run.spider.fetcher.gone()
            batch, self._batch = self._batch, Batch()
            if len(batch):
                await self._write(batch)

    @property
    def _run(self) -> Run:
        return Run.of(self._crawler)

    def _refuse_after_failure(self) -> None:
        if self._run.has_failed:
            raise DropItem("the store has failed: nothing more is written in this run")

    async def _write_if_due(self) -> None:
        if not self._is_due():
            return
        async with self._turn:
            if self._is_due():
                await self._last_written()
                batch, self._batch = self._batch, Batch()
                self._writing = asyncio.create_task(self._write(batch))

    def _is_due(self) -> bool:
        batch = self._batch
        age = time.monotonic() - batch.begun
        return len(batch) >= self._most or batch.bytes >= self._bytes or age >= self._seconds

    async def _last_written(self) -> None:
        if self._writing and not self._writing.done():
            with self._no_fetching():
                await self._writing

    async def _write(self, batch: Batch) -> None:
        run, tally, counts = self._run, self._run.spider.tally, batch.counts
        self._written += 1
        try:
            made = await self._patiently(lambda: make(batch, run, self._written))
            if made.objects and not run.has_failed:
                await self._publish(made, counts)
        except Exception as error:  # whatever it is: these articles are not stored, and that must not pass
            run.fail(error)
            return
        for name, count in counts.items():
            setattr(tally, name, getattr(tally, name) + count)

    async def _publish(self, made: Made, counts: dict[str, int]) -> None:
        run, now = self._run, clock.now(self._run.settings)
        commit = await self._patiently(lambda: publish(run.store, run.log, run.id, made.objects, counts, now))
        run.committed(commit, made.rows)

    async def _patiently(self, write: Callable[[], Result]) -> Result:
        """Write in a thread; where the store does not answer, stop fetching and try again for a while."""
        patience = Patience(self._patience, lambda: self._crawler.crawling)
        with ExitStack() as paused:
            while True:
                try:
                    return await asyncio.to_thread(write)
                except Unavailable as error:
                    wait = patience.wait_after(error)
                paused.enter_context(self._no_fetching())
                await asyncio.sleep(wait)

    @contextmanager
    def _no_fetching(self) -> Iterator[None]:
        engine = self._crawler.engine
        self._pauses += 1
        engine.pause()
        try:
            yield
        finally:
            self._pauses -= 1
            if not self._pauses:
                engine.unpause()

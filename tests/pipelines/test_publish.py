"""Batches: bounded, in order, waited for; and a store that fails ends the run."""

import asyncio
import threading
from collections.abc import Callable
from typing import Any

import pytest

from crawlers.store import Log, StoreError, Unavailable, publish
from tests.pipelines.articles import article, fetched
from tests.pipelines.conftest import Crawl


def test_a_full_batch_is_committed_at_once_and_the_rest_at_the_end(crawl: Callable[..., Crawl]) -> None:
    running = crawl(BATCH_ARTICLES=2)
    running.take(*map(article, (1, 2, 3)))
    assert len(running.rows()) == 2
    running.close()
    assert [commit.counts["added"] for commit in Log(running.store, "hai_phong").commits()] == [2, 1]
    assert running.run.commits == [1, 2]


def test_a_batch_that_is_old_enough_is_committed(crawl: Callable[..., Crawl]) -> None:
    running = crawl(BATCH_SECONDS=0)
    running.take(article(1))
    assert len(running.rows()) == 1


def test_nothing_new_commits_nothing(crawl: Callable[..., Crawl]) -> None:
    running = crawl()
    running.close()
    assert list(running.store.keys("v1/hai_phong/log/")) == []


def test_one_batch_fills_while_the_store_is_slow_and_the_next_waits(
    crawl: Callable[..., Crawl], monkeypatch: pytest.MonkeyPatch
) -> None:
    running, release, real = crawl(BATCH_ARTICLES=1), threading.Event(), publish

    def slow(*arguments: Any) -> Any:
        assert release.wait(10)
        return real(*arguments)

    monkeypatch.setattr("pipelines.publish.publish", slow)

    async def two_articles() -> list[bool]:
        takes = [
            asyncio.create_task(running.crawler.publish.process_item(fetched(article(n)))) for n in (1, 2)
        ]
        await asyncio.sleep(0.1)
        waiting = [not take.done() for take in takes]
        assert running.crawler.engine.paused
        release.set()
        await asyncio.gather(*takes)
        return waiting

    assert running.do(two_articles()) == [False, True]
    assert not running.crawler.engine.paused
    running.close()
    assert len(running.rows()) == 2


@pytest.mark.parametrize("error", [Unavailable("the store does not answer"), RuntimeError("a defect")])
def test_a_store_that_fails_ends_the_run(
    crawl: Callable[..., Crawl], monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    running = crawl(BATCH_ARTICLES=1)

    def fail(*_arguments: Any) -> Any:
        raise error

    async def ignore() -> None: ...

    monkeypatch.setattr("pipelines.publish.publish", fail)
    monkeypatch.setattr(running.run, "_close", ignore)
    running.take(article(1))
    assert running.run.has_failed
    assert running.run._failure
    assert running.run._failure.reason == ("store" if isinstance(error, StoreError) else "error")
    assert "nothing more is written" in running.take(article(2))[0]
    running.close()
    assert running.rows() == []
    assert running.run.spider.tally.added == 0

"""What fails the check is kept aside with the reason, and nothing else is."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from crawlers.article import Article, Image, as_row
from crawlers.defect import find_defect
from crawlers.store import Log
from crawlers.store.batches import decode
from spiders.hai_phong import HaiPhongSpider
from tests.pipelines.articles import article
from tests.pipelines.conftest import Crawl


def test_a_right_article_has_no_defect() -> None:
    assert find_defect(as_row(article(1)), HaiPhongSpider()) is None
    bare = article(1, title=None, published_at=None, published_text=None)
    assert find_defect(as_row(bare), HaiPhongSpider()) is None


@pytest.mark.parametrize(
    ("more", "defect"),
    [
        ({"id": "hai_phong/../../secret"}, "schema: .*id"),
        ({"id": "bac_ninh/1"}, "not an article of hai_phong"),
        ({"portal": "bac_ninh"}, "not an article of hai_phong"),
        ({"title": "x" * 1001}, "schema: .*title"),
        ({"title": ""}, "schema: .*title"),
        ({"title": "a\nb"}, "schema: .*title"),
        ({"body": ""}, "schema: .*body"),
        ({"body": " \n "}, "body is empty"),
        ({"url": "https://example.com/Tin-a/b-1.html"}, "not on the portal's hosts"),
        ({"url": "javascript:alert(1)"}, "schema: .*url"),
        ({"images": [Image("data:image/png;base64,x")]}, "schema: .*images"),
        ({"published_at": "2021-02-31"}, "there is no day 2021-02-31"),
        ({"published_at": "2021-02-28T25:00:00+07:00"}, "there is no day"),
        ({"published_at": "27/06/2025"}, "schema: .*published_at"),
        ({"content_hash": "0" * 64}, "content_hash is not the hash"),
        ({"revision": 0}, "schema: .*revision"),
    ],
)
def test_each_defect_is_found(more: dict[str, Any], defect: str) -> None:
    found = find_defect(as_row(article(1, **more)), HaiPhongSpider())
    assert found is not None
    assert re.search(defect, found)


def test_a_rejected_article_is_kept_aside_with_the_reason(crawl: Callable[..., Crawl]) -> None:
    running = crawl()
    bad: Article = article(2, title="x" * 1001)
    dropped = running.take(article(1), bad)
    running.close()
    assert dropped[0] == "stored"
    assert "hai_phong/2 fails the check: schema" in dropped[1]
    (commit,) = Log(running.store, "hai_phong").commits()
    assert commit.counts == {"added": 1, "changed": 0, "gone": 0, "rejected": 1}
    (kept,) = [named for named in commit.objects if named.kind == "rejected"]
    (row,) = decode(running.store.get(kept.key).data)
    assert row["article"] == {name: value for name, value in as_row(bad).items() if name != "fetched_at"}
    assert row["reason"].startswith("schema")
    assert [row["id"] for row in running.rows()] == ["hai_phong/1"]
    assert running.run.spider.tally.rejected == 1


def test_the_same_defect_again_is_counted_but_not_committed_again(crawl: Callable[..., Crawl]) -> None:
    for _ in range(2):
        running = crawl()
        running.take(article(2, title="x" * 1001))
        running.close()
        assert running.run.spider.tally.rejected == 1
    assert len(list(Log(running.store, "hai_phong").commits())) == 1

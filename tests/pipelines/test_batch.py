"""Each article's page is kept as it came, once, and the article says where."""

from __future__ import annotations

import io
from collections.abc import Callable

from fastwarc.warc import ArchiveIterator, WarcRecordType

from crawlers.store import Log
from crawlers.store.warc import read_page
from tests.pipelines.articles import article, fetched
from tests.pipelines.conftest import Crawl


def records(running: Crawl, kind: WarcRecordType) -> int:
    """How many records of a kind all objects of pages hold."""
    found = 0
    for commit in Log(running.store, "hai_phong").commits():
        for named in commit.objects:
            if named.kind == "pages":
                data = io.BytesIO(running.store.get(named.key).data)
                found += sum(record.record_type == kind for record in ArchiveIterator(data))
    return found


def test_an_article_points_to_its_page(crawl: Callable[..., Crawl]) -> None:
    running = crawl()
    page = "<h1>Trang gốc</h1>".encode()
    running.take(fetched(article(1), page, ETag='"a1"', **{"Last-Modified": "Mon, 16 Nov 2026 03:00:00 GMT"}))
    running.close()
    (row,) = running.rows()
    stored = read_page(running.store, row["page"])
    assert (stored.url, stored.body, stored.status) == (row["url"], page, 200)
    assert (row["page"]["etag"], row["page"]["last_modified"]) == ('"a1"', "Mon, 16 Nov 2026 03:00:00 GMT")
    (commit,) = Log(running.store, "hai_phong").commits()
    assert [named.kind for named in commit.objects] == ["pages", "articles"]
    assert commit.objects[0].key == row["page"]["warc"]


def test_a_header_that_cannot_be_sent_back_is_not_kept(crawl: Callable[..., Crawl]) -> None:
    running = crawl()
    running.take(fetched(article(1), ETag='"' + "a" * 300 + '"'), fetched(article(2), ETag='"é\n"'))
    running.close()
    assert [row["page"]["etag"] for row in running.rows()] == [None, None]


def test_a_page_that_is_kept_already_is_a_revisit(crawl: Callable[..., Crawl]) -> None:
    first = crawl()
    first.take(fetched(article(1), b"<p>one page</p>"))
    first.close()
    reread = article(1, body="Đọc lại bằng quy tắc mới.")
    first.take(fetched(reread, b"<p>one page</p>"), fetched(article(2), b"<p>another</p>"))
    first.close()
    older, newer = [row for row in first.rows() if row["id"] == "hai_phong/1"]
    assert older["page"] == newer["page"]
    assert records(first, WarcRecordType.revisit) == 1
    assert read_page(first.store, newer["page"]).body == b"<p>one page</p>"


def test_the_page_of_a_rejected_article_is_kept_once(crawl: Callable[..., Crawl]) -> None:
    for _ in range(2):
        running = crawl()
        running.take(article(2, title="x" * 1001))
        running.close()
    assert records(running, WarcRecordType.response) == 1

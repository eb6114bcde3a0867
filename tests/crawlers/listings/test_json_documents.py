"""A listing in JSON gives its articles whatever its shape, and no shape of it harms the crawl."""

from __future__ import annotations

import json
import time
from datetime import UTC, date, datetime
from typing import Any

import pytest
from scrapy.http import Response, TextResponse

from crawlers.addresses import Addresses
from crawlers.listings.documents import ListingPage, read_answer
from crawlers.listings.json_documents import BadJson
from crawlers.listings.paged import PagedListing

NOW = datetime(2026, 11, 21, 10, 15, tzinfo=UTC)
HOME = "https://congan.example.gov.vn"
ADDRESSES = Addresses("vi_du", f"{HOME}/", r"/tin/[^/]+-(?P<number>\d+)\.html")
PAGED = PagedListing(address="/api?p={page}", article="/tin/{slug}-{id}.html")


def read(body: bytes | str, content_type: str = "application/json") -> ListingPage:
    body = body.encode() if isinstance(body, str) else body
    response = Response(f"{HOME}/api?p=1", body=body, headers={"Content-Type": content_type})
    return read_answer(response, ADDRESSES, PAGED, None, NOW)


def found(document: Any) -> list[str]:
    return [name.removeprefix("vi_du/") for name in read(json.dumps(document, ensure_ascii=False)).articles]


@pytest.mark.parametrize(
    "document",
    [
        ["/tin/a-1.html", "https://congan.example.gov.vn/tin/b-2.html?utm_source=x"],
        {"data": {"items": [{"url": "//www.congan.example.gov.vn/tin/a-1.html"}, {"link": "tin/b-2.html"}]}},
        {"html": '<ul><li><a href="/tin/a-1.html">A</a></li><li><a href="/tin/b-2.html">B</a></li></ul>'},
        {"html": '&lt;a href="/tin/a-1.html"&gt;A&lt;/a&gt; &lt;a href="/tin/b-2.html"&gt;B&lt;/a&gt;'},
        {"items": [{"id": 1, "slug": "tuần tra"}, {"id": "2", "slug": "b"}]},
        {"d": json.dumps([{"url": "/tin/a-1.html"}, {"url": "/tin/b-2.html"}])},
        {"1": {"url": "/tin/a-1.html"}, "2": {"url": "/tin/b-2.html"}},
    ],
)
def test_articles_are_found_wherever_they_stand(document: Any) -> None:
    assert found(document) == ["1", "2"]


@pytest.mark.parametrize(
    "document",
    [
        {"slug": "a-1.htm", "title": "/tin/ mới-1.html", "id": None},
        {"id": True, "slug": "a"},
        {"id": [1], "slug": "a"},
        {"id": "1", "slug": ".."},
        {"url": "https://example.com/tin/a-1.html"},
        {"url": "javascript:/tin/a-1.html"},
        {"url": "http://[::1/tin/a-1.html"},
        None,
        "a-1",
        17,
    ],
)
def test_what_is_no_article_s_address_is_left(document: Any) -> None:
    assert found(document) == []


@pytest.mark.parametrize(
    "name", ["totalPageNum", "total_pages", "totalPages", "last_page", "pageCount", "pages"]
)
def test_the_number_of_pages_is_a_hint(name: str) -> None:
    assert read(json.dumps({"meta": {name: 12, "page": 3}})).last == 12
    assert read(json.dumps({"meta": {name: "nhiều"}})).last is None


@pytest.mark.parametrize(
    "told",
    [
        {"ngayDang": "2024-06-05"},
        {"createdDate": "2024-06-04T18:00:00Z"},
        {"createdDate": "2024-06-05T08:00:00.000+07:00"},
        {"created": 1717549200000},
        {"publish_time": "1717549200"},
        {"d": "/Date(1717549200000)/"},
        {"d": "05/06/2024 08:00"},
        {"d": "2024-01-01", "modified": "2024-06-05 00:00:00"},
    ],
)
def test_the_newest_day_is_told_where_each_item_has_one(told: dict[str, Any]) -> None:
    older = {"url": "/tin/b-2.html", "date": "2023-01-01"}
    assert read(json.dumps([{"url": "/tin/a-1.html", **told}, older])).newest == date(2024, 6, 5)
    assert read(json.dumps([{"url": "/tin/a-1.html", **told}, {"url": "/tin/b-2.html"}])).newest is None


def test_a_number_is_no_date_because_it_looks_like_one() -> None:
    assert read(json.dumps([{"url": "/tin/a-1.html", "code": 1717549200}])).newest is None


def test_names_that_stand_twice_and_numbers_that_are_none_lose_nothing() -> None:
    body = '{"tin": {"u": "/tin/a-1.html"}, "tin": {"u": "/tin/b-2.html"}, "n": NaN, "m": 1e999, "k": %s}'
    assert list(read(body % ("9" * 5000)).articles) == ["vi_du/1", "vi_du/2"]


@pytest.mark.parametrize("mark", [b"\xef\xbb\xbf", b"\n  "])
def test_it_is_json_by_what_it_holds(mark: bytes) -> None:
    page = read(mark + b'["/tin/a-1.html"]', "text/html")
    assert (page.is_json, list(page.articles)) == (True, ["vi_du/1"])
    html = read(mark + b'<a href="/tin/a-1.html">A</a>', "text/plain")
    assert (html.is_json, list(html.articles)) == (False, ["vi_du/1"])


@pytest.mark.parametrize(
    "body", [b'{"items": [', b"<p>404</p>", b"[" * 100_000, b"[" + b"1," * 300_000 + b"1]", b'["\xff']
)
def test_what_ought_to_be_json_and_is_not_is_said(body: bytes) -> None:
    if body == b'["\xff':
        body += b'\x00"'
    with pytest.raises(BadJson):
        read(body)


def test_a_page_made_to_be_slow_is_read_in_time() -> None:
    pieces = json.dumps(["<a href=/x>" for _ in range(5000)])
    began = time.monotonic()
    with pytest.raises(BadJson, match="pieces of HTML"):
        read(pieces)
    read(json.dumps(["[" * 500 for _ in range(300)]))
    assert time.monotonic() - began < 20


def test_html_of_a_paged_listing_needs_no_declaration_of_its_kind() -> None:
    response = TextResponse(f"{HOME}/manh/2", body='<li><a href="/tin/a-1.html">Một</a>'.encode())
    page = read_answer(response, ADDRESSES, PAGED, None, NOW)
    assert (list(page.articles), page.is_json) == (["vi_du/1"], False)

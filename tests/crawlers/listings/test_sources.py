"""A listing goes on to its next page as long as it has one, and tells a gap from its end."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from scrapy.http import Response

from crawlers.addresses import Addresses
from crawlers.listings.documents import ListingPage
from crawlers.listings.page_links import PageLink
from crawlers.listings.paged import PagedListing
from crawlers.listings.postback import Form
from crawlers.listings.sources import TURN, BadAnswer, Linked, Numbered, Scripted

NOW = datetime(2026, 11, 21, 10, 15, tzinfo=UTC)
HOME = "https://congan.example.gov.vn"
ADDRESSES = Addresses("vi_du", f"{HOME}/", r"/tin/[\w-]+-(?P<number>\d+)\.html")


def numbered() -> Numbered:
    return Numbered(PagedListing(address="/api?p={page}"), None)


def read(source: Numbered, turn: int, body: bytes) -> ListingPage:
    return source.read(Response(f"{HOME}/api?p={turn}", body=body), ADDRESSES, turn, NOW)


def test_the_next_number_is_asked_for_after_a_page_with_articles() -> None:
    source = numbered()
    assert source.first(ADDRESSES) == f"{HOME}/api?p=1"
    assert read(source, 1, b'["/tin/a-1.html"]').pages == [PageLink(2, f"{HOME}/api?p=2")]
    assert read(source, 2, b"[]").pages == []
    assert read(source, 2, b" ").pages == []


def test_a_page_without_articles_is_not_the_end_where_the_portal_tells_of_more() -> None:
    source = numbered()
    read(source, 1, b'{"totalPages": 3, "i": ["/tin/a-1.html"]}')
    assert read(source, 2, b'{"totalPages": 3, "i": []}').pages == [PageLink(3, f"{HOME}/api?p=3")]
    assert read(source, 3, b'{"totalPages": 3, "i": []}').pages == []


def test_html_in_place_of_json_is_no_page() -> None:
    source = numbered()
    read(source, 1, b'["/tin/a-1.html"]')
    with pytest.raises(BadAnswer):
        read(source, 2, b"<html><body>Bao tri</body></html>")


def test_a_later_page_that_is_not_there_is_the_end_and_one_that_fails_is_not() -> None:
    source = numbered()
    assert [source.is_over(turn, status) for turn, status in ((1, 404), (2, 404), (2, 410), (2, 500))] == [
        False,
        True,
        True,
        False,
    ]
    read(source, 1, b'{"last_page": 4, "i": ["/tin/a-1.html"]}')
    assert [source.is_over(turn, 500) for turn in (4, 5)] == [False, True]


def test_numbers_behind_a_failure_are_tried_and_then_given_up() -> None:
    following = [
        numbered().after_failure(ADDRESSES, turn, row) for turn, row in ((2, 1), (3, 2), (4, 3), (1, 1))
    ]
    assert following == [PageLink(3, f"{HOME}/api?p=3"), PageLink(4, f"{HOME}/api?p=4"), None, None]


def test_a_form_is_posted_and_a_link_is_not() -> None:
    source = Linked("/tin", None)
    posted = source.request(PageLink(2, f"{HOME}/tin", Form("", b"a=1")), 2)
    assert (posted.method, posted.body) == ("POST", b"a=1")
    assert posted.headers["Content-Type"] == b"application/x-www-form-urlencoded"
    assert source.request(PageLink(2, f"{HOME}/tin?p=2"), 2).method == "GET"


def test_a_turn_of_the_browser_is_not_tried_again_and_opening_is() -> None:
    source = Scripted("/tin", None)
    opening, turn = (source.request(PageLink(number, f"{HOME}/tin"), number) for number in (1, 2))
    assert [(one.meta[TURN], one.meta["dont_retry"]) for one in (opening, turn)] == [(1, False), (2, True)]

"""Requests wait unmade, and an article is met once, however many there are."""

from __future__ import annotations

from collections.abc import Iterator

from scrapy import Request

from crawlers.fetching.seen import Seen
from crawlers.listings.backlog import Backlog


def requests(name: str, count: int, made: list[str]) -> Iterator[Request]:
    for number in range(count):
        made.append(f"{name}{number}")
        yield Request(f"https://congan.example.gov.vn/{name}{number}")


def test_no_request_is_made_before_its_turn() -> None:
    backlog, made = Backlog(), list[str]()
    backlog.last(requests("b", 5, made))
    backlog.next(requests("a", 3, made))
    assert made == []
    assert [request.url[-2:] for request in backlog.take(2)] == ["a0", "a1"]
    assert made == ["a0", "a1"]
    assert [request.url[-2:] for request in backlog.take(2)] == ["a2"]
    assert [len(backlog.take(4)) for _ in range(3)] == [4, 1, 0]


def test_a_source_found_on_the_way_goes_first() -> None:
    backlog, made = Backlog(), list[str]()
    backlog.last(requests("a", 4, made))
    backlog.take(2)
    backlog.next(requests("b", 1, made))
    assert [request.url[-2:] for request in backlog.take(9) + backlog.take(9)] == ["b0", "a2", "a3"]


def test_an_id_is_new_once() -> None:
    seen = Seen()
    assert [seen.add(number) for number in ("p/1", "p/2", "p/1")] == [True, True, False]
    assert "p/2" in seen
    assert "p/3" not in seen

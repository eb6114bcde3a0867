"""Known articles are asked for again: the recent ones often, each now and then, never too many in one run."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.fetching.revisits import choose, is_due
from crawlers.store import KnownArticle

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def known(
    published: datetime | None, fetched: datetime = NOW - 1000 * DAY, gone: bool = False
) -> KnownArticle:
    printed = published.isoformat() if published else None
    return KnownArticle(1, 1, "0" * 64, "https://x.vn/1", printed, fetched.isoformat(), None, gone)


@pytest.mark.parametrize(
    ("age", "since_last", "due"),
    [
        (timedelta(hours=2), timedelta(minutes=5), True),
        (timedelta(hours=23), timedelta(hours=1), True),
        (timedelta(hours=25), timedelta(hours=3), True),  # a day has passed since the last time
        (timedelta(hours=30), timedelta(hours=3), False),
        (2 * DAY + timedelta(hours=1), timedelta(hours=3), True),
        (3 * DAY, timedelta(hours=3), False),
        (130 * DAY, 3 * DAY, True),
        (140 * DAY, 3 * DAY, False),
        (140 * DAY, 30 * DAY, True),
    ],
)
def test_the_older_the_rarer(age: timedelta, since_last: timedelta, due: bool) -> None:
    assert is_due(known(NOW - age), NOW, NOW - since_last) is due


def test_an_article_fetched_since_its_time_came_is_not_due() -> None:
    assert not is_due(known(NOW - 1000 * DAY, fetched=NOW - DAY), NOW, None)


def test_without_a_date_it_counts_from_when_it_was_fetched() -> None:
    assert is_due(known(None, fetched=NOW - timedelta(hours=1)), NOW, None)


def test_the_newest_are_chosen_first_and_the_rest_is_a_sweep() -> None:
    articles = [(f"p/{number:03}", known(NOW - number * timedelta(hours=1))) for number in range(1, 41)]
    chosen = choose(articles, len(articles), NOW, NOW - DAY, 10, "p/020")
    assert chosen.ids == [f"p/{number:03}" for number in (1, 2, 3, 4, 5, 6, 7, 21, 22, 23)]
    old = [(f"p/{number:03}", known(NOW - 900 * DAY, fetched=NOW)) for number in range(1, 41)]
    first = choose(old, len(old), NOW, NOW, 15, "")
    second = choose(old, len(old), NOW, NOW, 15, first.swept_to)
    third = choose(old, len(old), NOW, NOW, 15, second.swept_to)
    assert {*first.ids, *second.ids, *third.ids} == {article_id for article_id, _ in old}


def test_what_is_gone_is_not_asked_for() -> None:
    assert choose([("p/1", known(NOW, gone=True))], 1, NOW, None, 10, "").ids == []


def test_a_large_portal_is_asked_for_one_in_two_hundred() -> None:
    articles = [(f"p/{number:06}", known(NOW - timedelta(minutes=number))) for number in range(50_000)]
    assert len(choose(articles, len(articles), NOW, None, 100, "").ids) == 250


@given(st.integers(1, 60), st.integers(1, 20), st.lists(st.integers(0, 4000), min_size=60, max_size=60))
def test_every_article_has_its_turn(count: int, most: int, ages: list[int]) -> None:
    articles = [(f"p/{n:03}", known(NOW - ages[n] * DAY, fetched=NOW - DAY)) for n in range(count)]
    swept_to, met = "", set[str]()
    for run in range(4 * count // most + 4):
        chosen = choose(articles, count, NOW + run * timedelta(hours=1), NOW, most, swept_to)
        assert len(chosen.ids) == len(set(chosen.ids)) <= most
        met |= set(chosen.ids)
        swept_to = chosen.swept_to
    assert len(met) == count

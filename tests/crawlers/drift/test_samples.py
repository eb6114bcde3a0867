"""A run keeps a few pages in hand, whatever it reads."""

from __future__ import annotations

from datetime import UTC, datetime

from crawlers.drift.samples import Sampled, Samples

NOW = datetime(2026, 11, 21, tzinfo=UTC)


def page(number: int, *, known: bool = False, size: int = 100) -> Sampled:
    before = {"warc": "x"} if known else None
    return Sampled(f"p/{number}", f"https://x.vn/{number}", b"x" * size, "text/html", NOW, before)


def test_four_known_articles_and_four_new_ones_from_the_whole_run() -> None:
    samples = Samples()
    for number in range(400):
        samples.take(page(number, known=number % 2 == 0))
    kept = samples.pages
    assert [one.before is not None for one in kept] == [True] * 4 + [False] * 4
    assert len({one.article for one in kept}) == 8
    assert max(int(one.article[2:]) for one in kept) > 100  # not merely the first ones


def test_a_giant_is_not_kept() -> None:
    samples = Samples()
    samples.take(page(1, size=3 * 1024 * 1024))
    assert samples.pages == []

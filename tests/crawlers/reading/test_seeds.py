# ruff: noqa: E501  (mark-up and sentences read better unbroken)
"""The seed documents give their gold articles; so do, nearly always, pages forged around them and others."""

import json
from typing import Any

import pytest

from crawlers.reading import Reading, read_page, read_text
from tests.crawlers.reading.pages import FETCHED_AT, shared, told
from tests.forge import score
from tests.forge.article import PORTALS
from tests.layouts import layout_of

SEEDS = ("000_hai_phong", "001_hai_phong", "002_hai_phong_city_print", "003_bac_ninh", "004_tphcm")
PAGES = 300
WANTED = 0.95
"""Share of the forged pages that must be read exactly right in every field."""


def gold(name: str) -> tuple[str, str, dict[str, Any]]:
    """Portal, seed text and expected article."""
    known = json.loads(shared("gold", f"{name}.json").read_text(encoding="utf-8"))
    text = shared("seeds", known["seed"]).read_text(encoding="utf-8")
    return known["portal"].removesuffix("_print"), text, known


@pytest.mark.parametrize("name", SEEDS)
def test_a_seed_as_text_gives_its_gold_article(name: str) -> None:
    portal, text, known = gold(name)
    reading = read_text(layout_of(portal), text, fetched_at=FETCHED_AT)
    assert isinstance(reading, Reading), reading
    assert reading.title == known["title"]
    assert (reading.published.iso() if reading.published else None) == known["published_at"]
    assert (reading.published.text if reading.published else None) == known["published_text"]
    assert (reading.author, reading.source) == (known["author"], known["source"])
    captions = known["captions"]  # from text alone they cannot be told from paragraphs
    assert [text for text in reading.body if text not in captions] == known["body"]


@pytest.mark.parametrize("name", SEEDS)
def test_a_seed_as_a_file_without_mark_up_gives_the_same(name: str) -> None:
    portal, text, known = gold(name)
    layout = layout_of(portal)
    as_text = read_text(layout, text, fetched_at=FETCHED_AT)
    as_page = read_page(layout, text.encode(), content_type="text/plain", url=None, fetched_at=FETCHED_AT)
    assert isinstance(as_page, Reading)
    assert isinstance(as_text, Reading)
    assert told(as_page) == told(as_text)
    assert (as_page.flags, as_page.dropped) == (as_text.flags, as_text.dropped)
    assert ("letter" in as_page.dropped) == (known["portal"] == "hai_phong")


def forged(count: int) -> list[score.Case]:
    """Pages around invented articles, and around the gold ones where they are there; of every portal."""
    known = [*score.gold_names().items(), *(("invented", portal) for portal in PORTALS)]
    return [score.Case(*known[number % len(known)], seed=1_000 + number) for number in range(count)]


def test_forged_pages_are_read_exactly() -> None:
    verdicts = [verdict for case in forged(PAGES) if (verdict := score.judged(case, score.read))]
    right = sum(verdict.all_right for verdict in verdicts)
    print(
        f"{right} of {len(verdicts)} forged pages exactly right; to see one: python -m tests.forge.score --show …"
    )
    print(score.failures(verdicts))
    assert len(verdicts) == PAGES
    assert right >= WANTED * PAGES, score.failures(verdicts)


def test_no_forged_page_without_an_article_is_read_as_one() -> None:
    cases = [score.Case("none", PORTALS[number % 4], seed=1_000 + number) for number in range(PAGES)]
    verdicts = [verdict for case in cases if (verdict := score.judged(case, score.read))]
    assert len(verdicts) == PAGES
    assert score.failures(verdicts) == ""

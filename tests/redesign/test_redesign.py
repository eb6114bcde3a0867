"""Redesigns change pages and keep their truth; a sample of them is read right, and none wrong in silence."""

from __future__ import annotations

import lxml.html
import pytest

from crawlers.layout import Layout
from tests.redesign.canvas import REDESIGNS
from tests.redesign.originals import forged_page, platform_pages, recorded_pages
from tests.redesign.redesigned import redesign_of, redesigned, written_anew
from tests.redesign.report import shares, table, wrong_ones
from tests.redesign.verdicts import Verdict, judge, judged

SAMPLE = range(300_000, 300_110)
"""Seeds whose pages are kept right: since they are tested, the reader is no longer new to them."""
PAGES = (
    *recorded_pages()[::4],
    *platform_pages()[::6],
    forged_page(11, "hai_phong"),
    forged_page(29, "tphcm"),
)


@pytest.mark.parametrize("kind", sorted(REDESIGNS))
def test_a_redesign_changes_the_page_and_keeps_the_words_of_the_article(kind: str) -> None:
    changed = 0
    for number, before in enumerate(PAGES):
        page = redesign_of(before, number, kind)
        if not page.kinds:
            continue
        changed += 1
        assert page.html != written_anew(before)
        assert (page.truth.title, page.truth.body) == (before.truth["title"], before.truth["body"])
        shown = _letters(page.html)
        assert all(_letters(text) in shown for text in (page.truth.title, *page.truth.body))
    assert changed


def _letters(html: str) -> str:
    """The letters and digits that a page shows, and nothing of its mark-up."""
    text = "".join(map(str, lxml.html.fromstring(html).itertext())) if "<" in html else html
    return "".join(filter(str.isalnum, text))


def test_a_seed_always_gives_the_same_page() -> None:
    for seed in SAMPLE[:10]:
        one, other = redesigned(seed), redesigned(seed)
        assert (one.html, one.kinds, one.truth) == (other.html, other.kinds, other.truth)


def test_seeds_give_one_to_five_redesigns_of_all_kinds() -> None:
    made = [redesigned(seed).kinds for seed in SAMPLE]
    assert {len(kinds) for kinds in made} <= {1, 2, 3, 4, 5}
    assert len({kind for kinds in made for kind in kinds}) > 0.9 * len(REDESIGNS)


def test_a_date_in_another_form_is_another_truth() -> None:
    pages = [redesign_of(forged_page(seed, "bac_ninh"), seed, "date_form_changed") for seed in range(8)]
    changed = [page for page in pages if page.kinds]
    assert changed
    assert any(page.truth.published_at != page.before.truth["published_at"] for page in changed)


@pytest.mark.parametrize("declared", [True, False], ids=["declared", "undeclared"])
def test_redesigned_pages_are_read_right_and_never_wrong_without_a_flag(declared: bool) -> None:
    verdicts = [verdict for seed in SAMPLE if (verdict := judged(seed, declared=declared))]
    told = shares(verdicts)
    assert told.pages > 90
    assert told.silent == 0, wrong_ones(verdicts, 5)
    assert told.right >= 95.0, wrong_ones(verdicts, 10)


def test_a_wrong_reading_is_told_from_a_right_one() -> None:
    before = recorded_pages()[0]
    page = redesign_of(before, 1, "names_changed")
    assert judge(page, before.layout, declared=True).outcome == "right"
    page.truth.body.append("Một đoạn văn mà trang không có.")
    page.truth.title = "Một tiêu đề khác"
    verdict = judge(page, Layout(), declared=False)
    assert (verdict.outcome, sorted(verdict.silent)) == ("silent", ["body", "title"])


def test_a_flag_that_names_the_field_is_no_silence() -> None:
    flagged = Verdict(1, "page", ("names_lost",), wrong={"date": "another"}, flags=("date-unsure",))
    silent = Verdict(2, "page", ("names_lost",), wrong={"date": "another"}, flags=("title-unsure",))
    right = Verdict(3, "page", ("date_moved",), flags=("date-unsure",))
    assert [verdict.outcome for verdict in (flagged, silent, right)] == ["flagged", "silent", "right"]
    told = shares([flagged, silent, right])
    assert (told.silent, round(told.right), told.flags_on_right) == (1, 33, 100.0)
    assert "names_lost" in table([flagged, silent, right])

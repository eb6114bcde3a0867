"""Pages of then beside pages of now, for each kind of redesign."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from crawlers.declaring.seen import Page
from crawlers.drift.analysis import Analysis, analyse
from crawlers.drift.task import NotAnalysed, Task, analysed
from tests.drifting import pages
from tests.drifting.portal import DriftingSpider
from tests.small_site import article_path

LAYOUT = DriftingSpider.layout
THEN, NOW = datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 11, 21, tzinfo=UTC)
HTML = "text/html; charset=utf-8"
HOME = "https://congan.haiphong.gov.vn"


def page(number: int, content: str, fetched_at: datetime) -> Page:
    url = HOME + article_path(number)
    return Page(url, content.encode(), HTML, fetched_at, f"drifting/{number}")


def compared(redesign: Callable[[str], str], silent: tuple[str, ...] = ()) -> Analysis:
    then = [page(number, pages.article(number), THEN) for number in (101, 102, 103)]
    now = [page(number, redesign(pages.article(number)), NOW) for number in (103, 104, 105, 106)]
    return analyse(LAYOUT, silent, then, now)


@pytest.mark.parametrize(
    ("redesign", "field", "value", "proposed"),
    [
        (pages.date_renamed, "date", ".ngay-dang", ".thoi-gian-dang"),
        (pages.body_renamed, "body", ".noi-dung-bai", ".bai-viet-chi-tiet"),
        (pages.label_reworded, "date_labels", "Cập nhật", ["Đăng tải"]),
    ],
)
def test_a_sign_that_died_gets_a_successor(
    redesign: Callable[[str], str], field: str, value: str, proposed: object
) -> None:
    found = compared(redesign)
    assert [(told.field, told.value, told.then, told.now) for told in found.signs if told.is_dead] == [
        (field, value, (3, 3), (0, 4))
    ]
    assert [(one.field, one.value, one.pages) for one in found.proposed] == [(field, proposed, 4)]
    assert found.then is not None
    assert found.now is not None
    assert (found.then, found.now) == (2, 0)  # the same article
    assert found.reads["title"].then == found.reads["title"].general


def test_a_rule_has_no_successor() -> None:
    found = compared(pages.letter_removed)
    assert [told.value for told in found.signs if told.is_dead] == ["letter"]
    assert found.proposed == []


def test_what_did_not_change_is_alive() -> None:
    found = compared(lambda page: pages.quiet(pages.to_divs(page)))
    assert not any(told.is_dead for told in found.signs)
    assert found.proposed == []


def test_nothing_is_proposed_that_does_not_hold_on_all_pages() -> None:
    def redesign(page: str) -> str:
        other = "lich-dang" if "kỳ 104" in page else "thoi-gian-dang"
        return page.replace('class="ngay-dang"', f'class="{other}"')

    found = compared(redesign)
    assert [told.field for told in found.signs if told.is_dead] == ["date"]
    assert "thoi-gian-dang" not in str([one.value for one in found.proposed])


def test_no_page_of_then_is_no_death() -> None:
    now = [page(101, pages.date_renamed(pages.article(101)), NOW)]
    found = analyse(LAYOUT, (), [], now)
    assert (found.then, found.now) == (None, 0)
    assert not any(told.is_dead for told in found.signs)


def test_pages_are_compared_in_a_process_of_its_own_that_is_bounded() -> None:
    then = (page(101, pages.article(101), THEN),)
    now = (page(101, pages.date_renamed(pages.article(101)), NOW),)
    found = analysed(Task(LAYOUT, (), then, now, 30, 2**30))
    assert [told.field for told in found.signs if told.is_dead] == ["date"]
    giant = page(101, "<p>" + "tuần tra " * 2_000_000, NOW)
    with pytest.raises(NotAnalysed, match="ended with 1: MemoryError"):
        analysed(Task(LAYOUT, (), then, (giant,), 30, 2**24))

"""An archived page is read with the layout of the day on which it was fetched; a new layout rewrites none."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from crawlers.layout import Layout
from crawlers.reparsing.reparse import Reparse, look
from crawlers.reparsing.summary import Summary
from spiders.hai_phong import HaiPhongSpider
from tests.crawlers.reparsing.archived import Page, archive, page, rows_of, settings
from tests.crawlers.reparsing.rules import ShorterBody
from tests.crawlers.reparsing.test_rereading import reread

OLD = datetime(2026, 11, 1, 3, 4, 5, tzinfo=UTC)
NEW = datetime(2026, 11, 20, 16, 59, 59, tzinfo=UTC)  # one second before midnight in Việt Nam


class Redesigned(ShorterBody):
    """Since 20 November the last paragraph is no part of the article."""

    former_layouts = (Layout(version=1, until=date(2026, 11, 19), date_labels=("Cập nhật",)),)


class RedesignedLater(ShorterBody):
    """The same, since the day after."""

    former_layouts = (Layout(version=1, until=date(2026, 11, 20), date_labels=("Cập nhật",)),)


@pytest.fixture
def address(tmp_path: Path) -> str:
    address = str(tmp_path / "store")
    archive(address, [page(1001), page(1002)], number=1, fetched_at=OLD)
    archive(address, [page(2001)], number=2, fetched_at=NEW)
    return address


def kinds(address: str, spider: type[HaiPhongSpider]) -> dict[str, str]:
    return {found.id: found.kind for found in reread(address, rows_of(address), spider)}


def test_without_former_layouts_a_new_layout_rewrites_everything(address: str) -> None:
    assert set(kinds(address, ShorterBody).values()) == {"changed"}


def test_articles_of_before_the_redesign_stay_as_they_are(address: str) -> None:
    assert kinds(address, Redesigned) == {
        "hai_phong/1001": "unchanged",
        "hai_phong/1002": "unchanged",
        "hai_phong/2001": "changed",
    }
    assert set(kinds(address, RedesignedLater).values()) == {"unchanged"}


def test_the_parser_names_the_layout_by_which_the_page_was_read(address: str) -> None:
    found = {one.id: one for one in reread(address, rows_of(address), Redesigned)}
    new = found["hai_phong/2001"].row
    assert new is not None
    assert new["parser"].startswith("hai_phong/2 ")
    assert rows_of(address)[0]["parser"].startswith("hai_phong/1 ")
    assert not found["hai_phong/1001"].differences  # `parser` is compared too


def test_a_reparse_of_the_portal_counts_them_so(address: str) -> None:
    summary = Summary()
    outcome = look(Reparse(Redesigned, settings(address), None, 1), summary, lambda: None)
    assert outcome.state == "complete"
    assert summary.kinds == {"unchanged": 2, "changed": 1}


def test_a_live_page_is_read_with_the_present_layout(tmp_path: Path) -> None:
    """Even on the last day of a former one: only what is archived has a day of its own."""
    address = str(tmp_path / "live")
    portal = RedesignedLater()
    archive(address, [Page(*page(3001))], portal=portal, fetched_at=NEW)
    assert rows_of(address)[0]["parser"].startswith("hai_phong/2 ")

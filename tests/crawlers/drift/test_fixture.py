"""The pages of a report become recorded pages: each is read by the layout of its day."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from crawlers.declaring.recording import Recorded, compared
from crawlers.declaring.seen import read
from crawlers.drift.analysis import Analysis, Proposal
from crawlers.drift.fixture import Occupied, save
from crawlers.drift.report import Page, Report, Since, keep_page
from crawlers.fetching.revisits import day
from crawlers.layout import layout_on
from crawlers.reading import Reading
from crawlers.store import ObjectStore, open_store
from tests.crawlers.store.portal import run_id
from tests.drifting import pages
from tests.drifting.portal import DriftingSpider
from tests.small_site import article_path

URL = "https://congan.haiphong.gov.vn" + article_path(101)
THEN, NOW = datetime(2026, 11, 1, 5, tzinfo=UTC), datetime(2026, 11, 21, 12, tzinfo=UTC)
RUN = run_id(1)


class Mended(DriftingSpider):
    """As a developer has it after the redesign."""

    layout = replace(DriftingSpider.layout, version=2, date=".thoi-gian-dang", date_labels=("Đăng tải",))
    former_layouts = (replace(DriftingSpider.layout, until=date(2026, 11, 20)),)


def redesigned(page: str) -> str:
    return pages.label_reworded(pages.date_renamed(page))


@pytest.fixture
def store(tmp_path: Path) -> ObjectStore:
    return open_store(str(tmp_path / "store"))


def report(store: ObjectStore) -> Report:
    def kept(when: Any, content: str, fetched_at: datetime) -> Any:
        page = Page("drifting/101", URL, content.encode(), "text/html; charset=utf-8", fetched_at)
        return keep_page(store, "drifting", RUN, when, page)

    proposed = [Proposal("date", ".thoi-gian-dang", 7), Proposal("date_labels", ["Đăng tải"], 7)]
    return Report(
        portal="drifting",
        run=RUN,
        layout=1,
        written_at=NOW,
        since=Since(None, RUN),
        changes=[],
        analysis=Analysis(proposed=proposed),
        pages={"then": 1, "now": 1},
        then=kept("then", pages.article(101), THEN),
        now=kept("now", redesigned(pages.article(101)), NOW),
    )


@pytest.mark.parametrize("spider", [DriftingSpider, Mended])
def test_what_is_expected_holds_once_the_proposal_is_declared(
    store: ObjectStore, tmp_path: Path, spider: type[DriftingSpider]
) -> None:
    """Whether the pages are saved before the spider is edited or after it."""
    folder = tmp_path / "drifting"
    written = [path.name for path in save(store, report(store), spider, folder)]
    then, now = "article-101-then-20261101", "article-101-now-20261121"
    assert written == [f"{then}.html", f"{then}.json", f"{now}.html", f"{now}.json"]
    for stem, version in ((then, 1), (now, 2)):
        expected = json.loads((folder / f"{stem}.json").read_text(encoding="utf-8"))
        page = Recorded.load(folder).page(folder / f"{stem}.html")
        layout = layout_on(day(page.fetched_at), Mended.layout, Mended.former_layouts)
        reading = read(layout, page)
        assert isinstance(reading, Reading)
        assert layout.version == version
        assert reading.witnesses["date"] == "both"
        assert compared(reading) == {name: expected[name] for name in compared(reading)}
        assert (expected["id"], expected["flags"]) == ("drifting/101", [])


def test_nothing_that_may_have_been_edited_is_overwritten(store: ObjectStore, tmp_path: Path) -> None:
    folder = tmp_path / "drifting"
    folder.mkdir()
    edited = folder / "article-101-then-20261101.json"
    edited.write_text("{}", encoding="utf-8")
    with pytest.raises(Occupied, match="is there already"):
        list(save(store, report(store), DriftingSpider, folder))
    assert [path.name for path in folder.iterdir()] == [edited.name]
    assert edited.read_text(encoding="utf-8") == "{}"

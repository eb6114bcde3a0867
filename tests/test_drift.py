"""A portal is redesigned: the next run is suspect, its report says what died and what would do instead."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from crawlers.drift.report import Report, newest_reports, read_report
from crawlers.layout import Layout
from crawlers.reading import Reading, read_page
from crawlers.runs.history import remember
from crawlers.store import open_store, write_run
from crawlers.store.verify import Verification
from tests.crawling import Ended, crawl, last_run, scrapy
from tests.drifting import pages
from tests.small_site import SmallSite

PORTAL = "drifting"
SPIDERS = ("-s", "SPIDER_MODULES=tests.drifting.portal")
KNOWN, LATER = range(101, 113), range(101, 116)


def run(store: Path, numbers: range, redesign: Callable[[str], str] = str) -> Ended:
    with SmallSite(pages.site(numbers, redesign)) as site:
        return crawl(PORTAL, site.base_url, str(store), *SPIDERS)


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store after a first crawl, with a history as a dozen further ones would have left it."""
    store = tmp_path_factory.mktemp("usual") / "store"
    assert run(store, KNOWN).code == 0
    record = last_run(str(store), PORTAL)
    counts = {**record["counts"], "known": 12, "added": 0, "unchanged": 12}
    history: list[dict[str, Any]] = []
    for _ in range(12):
        history = remember(history, counts, is_suspect=False, layout=1, run=record["run"])
    record["carried"]["history"] = history
    write_run(open_store(str(store)), PORTAL, record["run"], record)
    return store


@pytest.fixture
def store(usual: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(usual, tmp_path / "store"))


def redesigned(page: str) -> str:
    """All at once: another class of the date, another label, another name of the text, no letter."""
    for change in (pages.date_renamed, pages.label_reworded, pages.body_renamed, pages.letter_removed):
        page = change(page)
    return page


def report_of(store: Path) -> Report:
    opened = open_store(str(store))
    (only,) = newest_reports(opened, PORTAL)
    return read_report(opened, PORTAL, only)


def test_a_redesign_is_reported_once_with_what_died_and_what_would_do_instead(
    store: Path, tmp_path: Path
) -> None:
    before = last_run(str(store), PORTAL)["run"]
    ended = run(store, LATER, redesigned)
    assert ended.code == 4, ended.err
    assert f"{PORTAL}: suspect (drift: " in ended.last_line
    assert f"see `scrapy drift {PORTAL}`" in ended.last_line

    record, report = last_run(str(store), PORTAL), report_of(store)
    assert record["drift"]["run"] == report.run == record["run"]
    assert record["drift"]["report"] == f"v1/{PORTAL}/drift/{report.run}.json"
    assert (report.since.usual, report.since.unusual) == (before, record["run"])
    changes = {(change.reason, change.subject) for change in report.changes}
    assert changes >= {
        ("mark-up-silent", "date"),
        ("mark-up-silent", "body"),
        ("label-silent", "date"),
        ("rule-silent", "letter"),
    }
    dead = {(sign.field, sign.value) for sign in report.analysis.signs if sign.is_dead}
    assert dead == {
        ("date", ".ngay-dang"),
        ("date_labels", "Cập nhật"),
        ("body", ".noi-dung-bai"),
        ("boilerplate", "letter"),
    }
    proposed = {one.field: one.value for one in report.analysis.proposed}
    assert proposed == {
        "date": ".thoi-gian-dang",
        "date_labels": ["Đăng tải"],
        "body": ".bai-viet-chi-tiet",
    }
    reads = report.analysis.reads["date"]
    assert reads.then == reads.general == reads.now is not None
    assert report.then is not None
    assert report.now is not None
    assert report.then.article == report.now.article

    again = run(store, range(101, 120), redesigned)
    assert again.code == 4, again.err
    record = last_run(str(store), PORTAL)
    assert record["drift"] == {"run": report.run, "report": f"v1/{PORTAL}/drift/{report.run}.json"}
    assert report_of(store).run == report.run

    _is_shown(store, report)
    _is_saved(store, tmp_path / "fixture", proposed)
    verification = Verification(open_store(str(store)), PORTAL)
    assert [*verification.glance(), *verification.contents(None)] == []
    assert verification.orphans == []


def _is_shown(store: Path, report: Report) -> None:
    shown = scrapy("drift", PORTAL, *SPIDERS, "-s", f"STORE={store}")
    assert shown.code == 0, shown.err
    for told in (report.run, ".ngay-dang", "died", "date='.thoi-gian-dang'", "version=2", "until=date("):
        assert told in shown.out


def _is_saved(store: Path, folder: Path, proposed: dict[str, Any]) -> None:
    """Both pages are recorded pages, and the proposed layout reads that of now as is expected of it."""
    command = ("drift", PORTAL, *SPIDERS, "-s", f"STORE={store}", "--save", str(folder), "--format", "json")
    assert scrapy(*command).code == 0
    recorded = json.loads((folder / "recorded.json").read_text(encoding="utf-8"))["pages"]
    assert len(recorded) == 2
    (name,) = (name for name in recorded if "-now-" in name)
    expected = json.loads((folder / name).with_suffix(".json").read_text(encoding="utf-8"))
    layout = Layout(date=proposed["date"], date_labels=tuple(proposed["date_labels"]), body=proposed["body"])
    reading = read_page(
        layout,
        (folder / name).read_bytes(),
        content_type=recorded[name]["content_type"],
        url=recorded[name]["url"],
        fetched_at=report_of(store).written_at,
    )
    assert isinstance(reading, Reading)
    assert reading.flags == []
    assert reading.witnesses["date"] == reading.witnesses["body"] == "both"
    assert (reading.title, reading.body) == (expected["title"], expected["body"])
    assert expected["checked_by"] is None

    once_more = scrapy(*command)
    assert once_more.code == 5
    assert "is there already" in once_more.err


def test_adverts_counters_and_other_elements_raise_nothing(store: Path) -> None:
    ended = run(store, LATER, lambda page: pages.to_divs(pages.quiet(page)))
    assert ended.code == 0, ended.last_line
    assert "drift" not in last_run(str(store), PORTAL)
    assert list(newest_reports(open_store(str(store)), PORTAL)) == []

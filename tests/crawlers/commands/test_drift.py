"""`scrapy drift` shows a report, harmlessly; or says why there is none to show."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from scrapy.settings import Settings

from crawlers.commands.drift import Command
from crawlers.drift.analysis import Analysis, Proposal, Reads, Told
from crawlers.drift.report import Change, Page, Report, Since, keep_page, keep_report
from crawlers.store import ObjectStore, open_store, write_run
from tests.crawlers.store.portal import run_id

PORTAL = "hai_phong"
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
FIRST, AGAIN, NEWEST = run_id(1), run_id(2), run_id(3)


def report(run: str, **more: Any) -> Report:
    analysis = Analysis(
        signs=[Told("selector", "date", ".ngay", (3, 3), (0, 7))],
        reads={"title": Reads("Cũ", "\x1b[2J\u202eMới [bold]", None)},
        proposed=[Proposal("date", ".moi", 7)],
    )
    return Report(
        portal=PORTAL,
        run=run,
        layout=4,
        written_at=NOW,
        since=Since("20261120T101500Z-00000a", run),
        changes=[Change("mark-up-silent", "date", "date: 7 of 7 pages", (7, 7), (0, 90))],
        analysis=analysis,
        pages={"then": 3, "now": 7},
        **more,
    )


@pytest.fixture
def store(tmp_path: Path) -> ObjectStore:
    store = open_store(str(tmp_path / "store"))
    keep_report(store, report(FIRST))
    write_run(store, PORTAL, AGAIN, {"state": "suspect", "drift": {"run": FIRST, "report": "…"}})
    return store


def told(tmp_path: Path, *args: str, **options: Any) -> int:
    command = Command()
    command.settings = Settings({"STORE": str(tmp_path / "store"), "SPIDER_MODULES": ["spiders"]})
    command.exitcode = 0
    given = {"run": None, "save": None, "format": "table", **options}
    command.run(list(args), argparse.Namespace(**given))
    return command.exitcode


def test_the_newest_report_is_shown_with_what_to_declare(
    store: ObjectStore, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keep_report(store, report(NEWEST))
    assert told(tmp_path, PORTAL) == 0
    out = capsys.readouterr().out
    for said in (NEWEST, ".ngay", "died", "0 of 7", "version=5", "date='.moi',", "until=date(2026, 11, 20)"):
        assert said in out
    assert "\\x1b[2J\\u202eMới [bold]" in out
    assert "\x1b[2J" not in out


def test_a_run_that_met_the_drift_again_leads_to_its_first_report(
    store: ObjectStore, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    del store
    assert told(tmp_path, PORTAL, run=AGAIN, format="json") == 0
    assert f'"run": "{FIRST}"' in capsys.readouterr().out


@pytest.mark.parametrize(
    ("args", "options", "code", "said"),
    [
        ([], {}, 2, "give one portal"),
        (["ha_noi"], {}, 2, "is not a portal"),
        ([PORTAL], {"run": "../x"}, 2, "is not a run"),
        (["tphcm"], {}, 0, "no drift of tphcm is reported"),
        (["tphcm"], {"save": Path("nowhere")}, 5, "no drift of tphcm is reported"),
        ([PORTAL], {"run": NEWEST}, 5, f"There are: {FIRST}"),
    ],
)
def test_where_there_is_nothing_to_show_it_says_so(
    store: ObjectStore,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    args: list[str],
    options: dict[str, Any],
    code: int,
    said: str,
) -> None:
    del store
    assert told(tmp_path, *args, **options) == code
    assert said in capsys.readouterr().err


def test_a_page_that_was_altered_is_not_saved(
    store: ObjectStore, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = Page(f"{PORTAL}/1", "https://congan.haiphong.gov.vn/Tin/a-1.html", b"<p>x</p>", None, NOW)
    kept = keep_page(store, PORTAL, NEWEST, "now", page)
    keep_report(store, report(NEWEST, now=kept))
    store.put(kept.object.key, b"other")
    assert told(tmp_path, PORTAL, save=tmp_path / "saved") == 5
    assert "was damaged" in capsys.readouterr().err
    assert list((tmp_path / "saved").iterdir()) == []

"""A report never costs a run its end, and a drift that goes on gets no second one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy.settings import Settings

from crawlers.drift.following import Followed, follow
from crawlers.drift.samples import Sampled, Samples
from crawlers.runs.carried import Carried, Ongoing
from crawlers.runs.outcome import Outcome
from crawlers.runs.tally import Tally
from crawlers.runs.unusual import Finding
from crawlers.scope import Scope
from crawlers.store import Known, Unavailable
from crawlers.store.files import FileStore
from tests.crawlers.drift.test_analysis import HTML, NOW
from tests.crawlers.store.portal import run_id
from tests.drifting import pages
from tests.drifting.portal import DriftingSpider

DATE = Finding("mark-up-silent", "date: silent", "date", (5, 5), (0, 100))
TITLE = Finding("disagree", "title: differs", "title", (5, 5), (0, 100))
SUSPECT = Outcome("suspect", "drift", "…")
ONGOING = Ongoing(run=run_id(1), report=f"v1/drifting/drift/{run_id(1)}.json", subjects=["date"])


class Dead(FileStore):
    """A directory that takes nothing."""

    def put(self, key: str, data: bytes) -> None:
        raise Unavailable(f"{key} could not be written ({len(data)} bytes)")


def a_run(store: FileStore, unusual: Sequence[Finding], drift: Ongoing | None = None, read: int = 5) -> Any:
    samples = Samples()
    content = pages.date_renamed(pages.article(101)).encode()
    samples.take(Sampled("drifting/101", "https://congan.haiphong.gov.vn/x", content, HTML, NOW))
    spider = SimpleNamespace(
        name="drifting", layout=DriftingSpider.layout, scope=Scope(), samples=samples, tally=Tally(read=read)
    )
    return SimpleNamespace(
        spider=spider,
        store=store,
        former=Carried(drift=drift, history=[{"run": run_id(1), "read": 4, "print_views": 0}]),
        unusual=list(unusual),
        known=Known(),
        id=run_id(2),
        started_at=NOW,
        settings=Settings({"READING_MEMORY": 2**30}),
        is_open=True,
        fenced=False,
    )


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path)


def test_a_new_drift_is_reported(store: FileStore) -> None:
    followed = follow(a_run(store, [DATE]), SUSPECT)
    assert followed.ongoing is not None
    assert followed.ongoing.run == run_id(2)
    assert followed.record is not None
    assert [one["key"] for one in followed.record["objects"]] == [
        f"v1/drifting/drift/{run_id(2)}.json",
        f"v1/drifting/drift/{run_id(2)}-now.html.gz",
    ]
    assert len(list(store.keys(""))) == 2


def test_the_same_drift_is_not_reported_again_and_another_one_is(store: FileStore) -> None:
    again = follow(a_run(store, [DATE], ONGOING), SUSPECT)
    assert again == Followed(ONGOING, {"run": ONGOING.run, "report": ONGOING.report})
    assert list(store.keys("")) == []
    other = follow(a_run(store, [DATE, TITLE], ONGOING), SUSPECT).ongoing
    assert other is not None
    assert (other.run, other.subjects) == (run_id(2), ["date", "title"])


def test_a_drift_ends_with_a_usual_run_that_read_enough_to_tell(store: FileStore) -> None:
    complete = Outcome("complete")
    assert follow(a_run(store, [], ONGOING), complete) == Followed(None)
    assert follow(a_run(store, [], ONGOING, read=1), complete) == Followed(ONGOING)
    assert follow(a_run(store, [], ONGOING), Outcome("failed", "store")) == Followed(ONGOING)


def test_misread_pages_that_always_were_so_are_no_drift(store: FileStore) -> None:
    assert follow(a_run(store, []), Outcome("suspect", "misread", "5 of 5")) == Followed(None)
    assert list(store.keys("")) == []


def test_a_store_that_fails_is_told_and_costs_nothing_else(tmp_path: Path) -> None:
    followed = follow(a_run(Dead(tmp_path), [DATE]), SUSPECT)
    assert followed.ongoing is None
    assert followed.record is not None
    assert followed.record["report"] is None
    assert "could not be written" in followed.record["error"]


def test_an_error_in_this_program_costs_nothing_else(store: FileStore) -> None:
    run = a_run(store, [DATE])
    run.known = None
    followed = follow(run, SUSPECT)
    assert followed.record is not None
    assert "AttributeError" in followed.record["error"]


def test_a_run_that_was_asked_for_less_changes_nothing(store: FileStore) -> None:
    run = a_run(store, [], ONGOING)
    run.spider.scope = Scope(limit=3)
    assert follow(run, Outcome("complete", "limit")) == Followed(ONGOING)

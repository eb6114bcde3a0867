"""A parser fix reaches old articles and nothing else does; what it changes is shown before it is stored."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from scrapy.settings import Settings
from scrapy.spiderloader import SpiderLoader

from crawlers.reparsing.reparse import Reparse, Stopped, commit, look
from crawlers.reparsing.summary import Summary
from crawlers.runs.outcome import Outcome
from crawlers.spider import PortalSpider
from crawlers.store import (
    Head,
    Held,
    Log,
    StoreError,
    keys,
    latest_runs,
    open_store,
    read_head,
    take_lease,
    write_head,
)
from crawlers.store.warc import read_page
from spiders.hai_phong import HaiPhongSpider
from tests.crawlers.reparsing.archived import (
    FETCHED,
    archive,
    commit_rows,
    contents,
    page,
    rows_of,
    settings,
)
from tests.crawlers.reparsing.rules import Fatal, Misdeclared, NoCategory, ShorterBody, Slow
from tests.crawlers.store.conftest import use
from tests.crawlers.store.portal import NOW
from tests.crawling import crawl
from tests.s3server import S3Server
from tests.samples.server import PORTALS, SampleSites

NUMBERS = range(1001, 1009)
Do = Callable[[Reparse, Summary, Callable[[], None]], Outcome]


@pytest.fixture
def address(tmp_path: Path) -> str:
    return str(tmp_path / "store")


def go_on() -> None:
    """Nothing tells it to stop."""


def reparse(
    do: Do,
    address: str,
    spider: type[PortalSpider] = HaiPhongSpider,
    since: str | None = None,
    meanwhile: Callable[[], None] = go_on,
    **more: Any,
) -> tuple[Outcome, Summary]:
    summary = Summary(3)
    outcome = do(Reparse(spider, settings(address, **more), since, 1), summary, meanwhile)
    return outcome, summary


def numbers_of(rows: list[dict[str, Any]], revision: int) -> list[int]:
    return sorted(int(row["id"].partition("/")[2]) for row in rows if row["revision"] == revision)


# The same rules give the same articles


@pytest.mark.parametrize("portal", PORTALS)
def test_right_after_a_crawl_nothing_differs(portal: str, address: str) -> None:
    spider: Any = SpiderLoader(Settings({"SPIDER_MODULES": ["spiders"]})).load(portal)
    with SampleSites.start(portals=(portal,), slow_seconds=0) as sites:
        assert crawl(portal, sites[portal].base_url, address).code == 0
        stored = len(sites.truth(portal))
    outcome, summary = reparse(look, address, spider)
    assert outcome == Outcome("complete")
    assert summary.kinds == {"unchanged": stored}
    assert (summary.without_page, summary.gone) == (0, 0)


# Looking


def test_a_look_shows_each_field_that_differs_and_writes_nothing(address: str) -> None:
    archive(address, map(page, NUMBERS))
    before = contents(address)
    outcome, summary = reparse(look, address, ShorterBody)
    assert outcome == Outcome("complete")
    assert summary.kinds == {"changed": 8}
    assert summary.differences == {"body": 8, "dropped": 8, "parser": 8}
    first = summary.examples["body"][0]
    assert first.id == "hai_phong/1001"
    assert "(1001)" in first.said[0]
    assert contents(address) == before


def test_a_difference_outside_the_content_makes_no_revision(address: str) -> None:
    archive(address, map(page, NUMBERS))
    _, summary = reparse(commit, address, NoCategory)
    assert summary.kinds == {"outside": 8}
    assert summary.differences == {"category": 8}
    assert summary.committed == 0
    assert Log(open_store(address), "hai_phong").last() == 1


def test_since_takes_what_was_fetched_on_that_day_or_later(address: str) -> None:
    archive(address, [page(1001)])
    archive(address, [page(1002), page(1003)], number=2, fetched_at=FETCHED + timedelta(days=1))
    day = (FETCHED + timedelta(days=1)).date()
    assert reparse(look, address, since=day.isoformat())[1].read == 2
    assert reparse(look, address, since=FETCHED.date().isoformat())[1].read == 3
    assert reparse(look, address, since=(day + timedelta(days=1)).isoformat())[1].read == 0


def test_what_was_fetched_earlier_is_not_taken_because_it_was_committed_later(address: str) -> None:
    archive(address, [page(1001)])
    reparse(commit, address, ShorterBody)
    assert reparse(look, address, since=NOW.date().isoformat())[1].read == 0
    assert reparse(look, address, since=FETCHED.date().isoformat())[1].read == 1


def test_gone_articles_and_those_without_a_page_are_counted_and_left(address: str) -> None:
    rows = archive(address, map(page, NUMBERS))
    gone = {"schema": "gone/1", "id": "hai_phong/1003", "portal": "hai_phong", "url": rows[2]["url"]}
    gone |= {"revision": 2, "gone": True, "first_missed": "2026-11-18", "confirmed": "2026-11-20"}
    pageless = rows[4] | {"page": None, "revision": 2, "content_hash": "0" * 64}
    commit_rows(address, [gone | {"fetched_at": "2026-11-20T10:00:00Z"}, pageless], 2)
    outcome, summary = reparse(commit, address, ShorterBody)
    assert outcome == Outcome("complete")
    assert (summary.gone, summary.without_page, summary.committed) == (1, 1, 6)
    assert numbers_of(rows_of(address), 3) == []


def test_an_empty_store_is_read_and_stays_empty(address: str) -> None:
    outcome, summary = reparse(look, address)
    assert (outcome, summary.read) == (Outcome("complete"), 0)
    assert not Path(address).exists()


# Committing


def test_a_commit_stores_a_new_revision_of_the_same_page(address: str) -> None:
    old = archive(address, map(page, NUMBERS))
    outcome, summary = reparse(commit, address, ShorterBody)
    new = rows_of(address)[8:]
    assert (outcome, summary.committed) == (Outcome("complete"), 8)
    for before, after in zip(old, new, strict=True):
        assert (after["id"], after["revision"]) == (before["id"], 2)
        assert (after["fetched_at"], after["page"]) == (before["fetched_at"], before["page"])
        assert after["content_hash"] != before["content_hash"]
        assert after["body"] == before["body"].rpartition("\n\n")[0]
        assert after["parser"].startswith("hai_phong/2 ")
    assert rows_of(address)[:8] == old
    assert b"(1001)" in read_page(open_store(address), new[0]["page"]).body


def test_a_second_commit_finds_nothing_to_do(address: str) -> None:
    archive(address, map(page, NUMBERS))
    reparse(commit, address, ShorterBody)
    outcome, summary = reparse(commit, address, ShorterBody)
    assert (outcome, summary.committed) == (Outcome("complete"), 0)
    assert summary.kinds == {"unchanged": 8}, "only the newest revision of an article is read"
    assert len(rows_of(address)) == 16


def test_new_revisions_are_committed_in_batches_and_the_log_stays_whole(address: str) -> None:
    archive(address, map(page, NUMBERS))
    reparse(commit, address, ShorterBody, BATCH_ARTICLES=3)
    commits = list(Log(open_store(address), "hai_phong").commits())
    assert [one.counts.get("changed") for one in commits] == [None, 3, 3, 2]
    assert numbers_of(rows_of(address), 2) == list(NUMBERS)


def test_a_commit_leaves_a_run_record_and_says_nothing_of_the_portals_freshness(address: str) -> None:
    archive(address, map(page, NUMBERS))
    store = open_store(address)
    crawled = Head(1, "20261121T111500Z-000001", "20261121T111500Z-000001", "partial", "x", {"articles": 8})
    write_head(store, "hai_phong", crawled)
    reparse(commit, address, ShorterBody, since="2026-11-20")
    ((_, record),) = latest_runs(store, "hai_phong", 1)
    assert (record["kind"], record["state"], record["full"]) == ("reparse", "complete", False)
    assert (record["commits"], record["arguments"]) == ([2], {"since": "2026-11-20"})
    assert (record["counts"]["read"], record["counts"]["changed"]) == (8, 8)
    assert read_head(store, "hai_phong") == replace(crawled, last_seq=2)


def test_it_works_on_a_bucket(s3: S3Server, monkeypatch: pytest.MonkeyPatch) -> None:
    use(s3.environment, monkeypatch)
    archive("s3://tuantra/reparse", map(page, NUMBERS))
    _, summary = reparse(commit, "s3://tuantra/reparse", ShorterBody)
    assert summary.committed == 8
    assert reparse(look, "s3://tuantra/reparse", ShorterBody)[1].kinds == {"unchanged": 8}


def test_an_article_that_fails_the_check_is_told_and_not_committed(address: str) -> None:
    archive(address, [page(1001)])
    outcome, summary = reparse(commit, address, Misdeclared)
    assert (outcome, summary.kinds) == (Outcome("complete"), {"rejected": 1})
    assert "agency" in summary.examples["rejected"][0].said[0]
    assert len(rows_of(address)) == 1


# Other writers, ends and failures


def test_a_portal_that_is_being_crawled_is_left_alone(address: str) -> None:
    archive(address, [page(1001)])
    take_lease(open_store(address), "hai_phong", "elsewhere:1 (run x)", NOW, 60)
    with pytest.raises(Held, match="elsewhere"):
        reparse(commit, address, ShorterBody)
    assert len(rows_of(address)) == 1
    assert reparse(look, address, ShorterBody)[1].kinds == {"changed": 1}


def test_a_crawl_that_commits_meanwhile_fences_it(address: str) -> None:
    archive(address, map(page, NUMBERS))
    intruded: list[int] = []

    def intrude() -> None:
        if not intruded:
            intruded.append(2)
            archive(address, [page(2001)], number=2)

    outcome, summary = reparse(commit, address, ShorterBody, meanwhile=intrude)
    assert (outcome.state, outcome.reason, summary.committed) == ("failed", "held", 0)
    assert numbers_of(rows_of(address), 2) == []
    assert [one.seq for one in Log(open_store(address), "hai_phong").commits()] == [1, 2]
    assert latest_runs(open_store(address), "hai_phong", 1)[0][1]["reason"] == "held"


def test_the_lease_is_kept_as_long_as_it_takes_and_given_back(address: str) -> None:
    archive(address, map(page, NUMBERS))
    store, until = open_store(address), set()

    def note() -> None:
        until.add(store.get(keys.lease("hai_phong")).data)

    reparse(commit, address, Slow, meanwhile=note, LEASE_SECONDS=1.5, NOW="")
    assert len(until) > 1
    take_lease(store, "hai_phong", "elsewhere:1 (run x)", datetime.now(UTC), 60)


def test_stopped_it_commits_what_is_in_hand_and_goes_on_next_time(address: str) -> None:
    archive(address, map(page, NUMBERS))
    read = Summary()

    def stop() -> None:
        if read.read >= 3:
            raise Stopped

    reading = Reparse(ShorterBody, settings(address), None, 1)
    outcome = commit(reading, read, stop)
    assert (outcome.state, outcome.reason) == ("partial", "stopped")
    assert read.committed == len(rows_of(address)) - 8 == read.read
    assert 3 <= read.committed < 8
    reparse(commit, address, ShorterBody)
    assert numbers_of(rows_of(address), 2) == list(NUMBERS)


def test_a_page_that_hangs_crashes_or_exhausts_its_reader_stops_no_other(address: str) -> None:
    archive(address, map(page, NUMBERS))
    outcome, summary = reparse(look, address, Fatal, READING_SECONDS=1)
    assert (outcome.state, outcome.reason) == ("partial", "page-failed")
    assert summary.kinds == {"unchanged": 4, "failed": 4}
    assert [one.id[-4:] for one in summary.examples["failed"]] == ["1002", "1004", "1006"]
    hung, crashed, exhausted = (one.said[0] for one in summary.examples["failed"])
    assert "took too long" in hung
    assert "SIGSEGV" in crashed
    assert "memory" in exhausted


def test_a_damaged_archive_is_told_and_costs_what_is_damaged_alone(address: str) -> None:
    rows = archive(address, map(page, NUMBERS))
    archive(address, [page(2001)], number=2)
    path = Path(address, rows[0]["page"]["warc"])
    end = rows[3]["page"]["offset"]
    data = bytearray(path.read_bytes()[: rows[6]["page"]["offset"]])
    data[end + 200] ^= 0xFF
    path.write_bytes(data)
    outcome, summary = reparse(commit, address, ShorterBody)
    assert (outcome.state, outcome.reason) == ("failed", "damaged")
    assert summary.kinds == {"changed": 6, "damaged": 3}
    assert [one.id[-4:] for one in summary.examples["damaged"]] == ["1004", "1007", "1008"]
    assert summary.committed == 6


def test_a_store_that_fails_ends_it(address: str) -> None:
    archive(address, map(page, NUMBERS))
    Path(address, "v1/hai_phong/log/000000000001.json").write_bytes(b"{")
    with pytest.raises(StoreError, match="commit 1 of hai_phong"):
        reparse(look, address)

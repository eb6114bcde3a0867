"""What a run hands to the next is found again, from the last run that came to its end."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from crawlers.runs.carried import Carried, last_carried
from crawlers.store import Head, ObjectStore, keys, open_store, write_head, write_run
from tests.crawling import crawl, last_run
from tests.small_site import SmallSite, portal

PORTAL = "hai_phong"
RUNS = [f"2026112{day}T101500Z-00000{day}" for day in range(4)]


@pytest.fixture
def store(tmp_path: Path) -> ObjectStore:
    return open_store(str(tmp_path))


def ended(store: ObjectStore, run: str, **carried: object) -> None:
    handed_on = msgspec.to_builtins(msgspec.convert(carried, Carried))
    write_run(store, PORTAL, run, {"state": "complete", "carried": handed_on})


def test_the_first_run_takes_up_nothing(store: ObjectStore) -> None:
    assert last_carried(store, PORTAL) == Carried()


def test_a_killed_run_hands_on_nothing_so_the_one_before_it_counts(store: ObjectStore) -> None:
    ended(store, RUNS[0], ground={"/": 1})
    ended(store, RUNS[1], ground={"/": 2}, failed={"https://x.vn/1": 3}, missing={"p/1": "2026-11-20"})
    write_run(store, PORTAL, RUNS[2], {"state": "running"})
    found = last_carried(store, PORTAL)
    assert found.ground == {"/": 2}
    assert found.failed == {"https://x.vn/1": 3}
    assert found.missing == {"p/1": "2026-11-20"}


def test_of_two_runs_in_one_second_the_head_tells_the_later(store: ObjectStore) -> None:
    later, earlier = "20261121T101500Z-000000", "20261121T101500Z-ffffff"
    ended(store, earlier, ground={"/": 1})
    ended(store, later, ground={"/": 2})
    write_head(store, PORTAL, Head(2, later, later, "complete", None))
    assert last_carried(store, PORTAL).ground == {"/": 2}


def test_a_run_that_cannot_be_opened_hides_nothing_from_the_next(tmp_path: Path) -> None:
    address = str(tmp_path)
    store = open_store(address)
    with SmallSite(portal(range(101, 104))) as site:
        assert crawl(PORTAL, site.base_url, address).code == 0
        before = last_carried(store, PORTAL)
        commit, checkpoint = keys.commit(PORTAL, 1), keys.checkpoint(PORTAL, 1)
        whole = store.get(commit).data
        store.put(commit, b"{")
        Path(address, checkpoint).unlink(missing_ok=True)
        failed = crawl(PORTAL, site.base_url, address)
        store.put(commit, whole)
        assert (failed.code, last_run(address, PORTAL)["state"]) == (5, "failed")
        assert before.ground
        assert last_carried(store, PORTAL) == before
        assert "0 stored" in crawl(PORTAL, site.base_url, address).last_line


@pytest.mark.parametrize("carried", [{"ground": "all"}, [], None])
def test_what_cannot_be_understood_is_passed_over(store: ObjectStore, carried: object) -> None:
    ended(store, RUNS[0], ground={"/": 1})
    write_run(store, PORTAL, RUNS[1], {"state": "complete", "carried": carried})
    assert last_carried(store, PORTAL).ground == {"/": 1}

"""Every run leaves a record; the head is a summary of records and log that can be made again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from crawlers.store import (
    Head,
    Missing,
    ObjectStore,
    StoreError,
    keys,
    latest_runs,
    read_head,
    read_run,
    rebuild_head,
    write_head,
    write_run,
)
from tests.crawlers.store.portal import NOW, PORTAL, filled, run_id


def runs(store: ObjectStore, *states: str) -> list[str]:
    """Records of runs some days apart, over more than a month."""
    ids = [run_id(number * 24 * 9) for number in range(len(states))]
    for number, (run, state) in enumerate(zip(ids, states, strict=True)):
        finished = f"{NOW + timedelta(days=number * 9):%Y-%m-%dT%H:%M:%SZ}"
        write_run(store, PORTAL, run, {"run": run, "state": state, "finished_at": finished})
    return ids


def test_a_record_is_read_back_and_lies_under_its_month(store: ObjectStore) -> None:
    write_run(store, PORTAL, run_id(0), {"state": "failed", "reason": "danh sách không có bài"})
    assert read_run(store, PORTAL, run_id(0)) == {"state": "failed", "reason": "danh sách không có bài"}
    assert list(store.keys("v1/")) == ["v1/hai_phong/runs/2026-11/20261121T101500Z-000000.json"]
    with pytest.raises(Missing):
        read_run(store, PORTAL, run_id(1))
    with pytest.raises(ValueError, match="not a run id"):
        write_run(store, PORTAL, "../../head", {})


def test_the_latest_runs_come_newest_first_across_months(store: ObjectStore) -> None:
    ids = runs(store, "complete", "failed", "complete", "partial", "suspect")
    assert [run for run, _ in latest_runs(store, PORTAL, 3)] == ids[:1:-1]
    assert [run for run, _ in latest_runs(store, PORTAL, 99)] == ids[::-1]
    assert latest_runs(store, PORTAL, 1)[0][1]["state"] == "suspect"
    assert latest_runs(store, "bac_ninh", 3) == []


@pytest.mark.parametrize("hinted", ["20261121T101500Z-000000", "20991231T101500Z-000000", "nonsense", None])
def test_the_latest_runs_are_right_whatever_the_head_says(store: ObjectStore, hinted: str | None) -> None:
    ids = runs(store, "complete", "failed", "complete", "partial", "suspect")
    write_head(store, PORTAL, Head(0, hinted, None, None, None))
    assert [run for run, _ in latest_runs(store, PORTAL, 2)] == ids[:2:-1]
    assert len(latest_runs(store, PORTAL, 5)) == 5


@pytest.mark.parametrize("last", ["000000", "7f3a2c", "ffffff"])
def test_of_runs_that_began_in_one_second_the_one_that_the_head_names_is_the_newest(
    store: ObjectStore, last: str
) -> None:
    second = "20261121T101500Z"
    for random in ("000000", "7f3a2c", "ffffff"):
        write_run(store, PORTAL, f"{second}-{random}", {"state": "complete"})
    write_head(store, PORTAL, Head(0, f"{second}-{last}", None, None, None))
    assert [run for run, _ in latest_runs(store, PORTAL, 1)] == [f"{second}-{last}"]
    assert len(latest_runs(store, PORTAL, 5)) == 3
    later = "20261121T101501Z-000000"
    write_run(store, PORTAL, later, {"state": "running"})
    assert [run for run, _ in latest_runs(store, PORTAL, 1)] == [later]


def test_an_unreadable_record_hides_no_other(store: ObjectStore, caplog: pytest.LogCaptureFixture) -> None:
    ids = runs(store, "complete", "failed")
    store.put(keys.run_record(PORTAL, ids[1]), b"{")
    assert [run for run, _ in latest_runs(store, PORTAL, 1)] == ids[:1]
    assert ids[1] in caplog.text
    with pytest.raises(StoreError, match=r"no run record.*Remove it"):
        read_run(store, PORTAL, ids[1])


def test_a_head_is_read_back_with_what_the_writer_added(store: ObjectStore) -> None:
    head = Head(
        7, run_id(2), run_id(1), "partial", "2026-11-21T10:15:00Z", {"articles": 1204, "newest": "2026-11-20"}
    )
    assert read_head(store, PORTAL) is None
    write_head(store, PORTAL, head)
    assert read_head(store, PORTAL) == head
    with pytest.raises(ValueError, match="own meaning: last_seq"):
        write_head(store, PORTAL, Head(7, None, None, None, None, {"last_seq": 8}))


def test_a_head_is_made_again_from_log_and_records(store: ObjectStore) -> None:
    filled(store, 3)
    ids = runs(store, "complete", "complete", "failed")
    wanted = Head(3, ids[2], ids[1], "failed", "2026-12-09T10:15:00Z")
    for before in (None, b"{", b'{"last_seq":99,"last_run":"20991231T101500Z-000000"}'):
        store.delete(keys.head(PORTAL))
        if before:
            store.put(keys.head(PORTAL), before)
        assert rebuild_head(store, PORTAL) == wanted
        assert read_head(store, PORTAL) == wanted


def test_a_head_of_nothing_says_so(store: ObjectStore) -> None:
    assert rebuild_head(store, PORTAL) == Head(0, None, None, None, None)

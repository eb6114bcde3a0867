"""One worker a portal: others wait, a dead one's lease runs out, and nobody overwrites another's."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest

from crawlers.store import Held, Lease, Lost, ObjectStore, keys, take_lease
from tests.crawlers.store.portal import NOW, PORTAL

MINUTE = timedelta(minutes=1)


def holder(store: ObjectStore) -> str:
    name: str = json.loads(store.get(keys.lease(PORTAL)).data)["holder"]
    return name


def test_while_one_holds_the_portal_another_is_told_who_and_until_when(store: ObjectStore) -> None:
    take_lease(store, PORTAL, "máy-1", NOW, 600)
    with pytest.raises(
        Held, match=r"crawled by máy-1, whose lease runs until 2026-11-21 10:25:00 UTC"
    ) as held:
        take_lease(store, PORTAL, "máy-2", NOW + 9 * MINUTE, 600)
    assert (held.value.holder, held.value.until) == ("máy-1", NOW + 10 * MINUTE)
    assert holder(store) == "máy-1"
    take_lease(store, "bac_ninh", "máy-2", NOW, 600)


def test_a_released_portal_is_free_at_once(store: ObjectStore) -> None:
    take_lease(store, PORTAL, "máy-1", NOW, 600).release()
    take_lease(store, PORTAL, "máy-2", NOW + MINUTE, 600)
    assert holder(store) == "máy-2"


def test_a_lease_that_ran_out_is_taken_over_and_its_holder_learns_of_it(store: ObjectStore) -> None:
    dead = take_lease(store, PORTAL, "máy-1", NOW, 600)
    alive = take_lease(store, PORTAL, "máy-2", NOW + 10 * MINUTE, 600)
    with pytest.raises(Lost, match="taken by another worker"):
        dead.renew(NOW + 11 * MINUTE, 600)
    dead.release()
    assert holder(store) == "máy-2"
    alive.renew(NOW + 12 * MINUTE, 600)


def test_a_renewed_lease_holds_longer(store: ObjectStore) -> None:
    lease = take_lease(store, PORTAL, "máy-1", NOW, 600)
    lease = lease.renew(NOW + 5 * MINUTE, 600)
    assert lease.until == NOW + 15 * MINUTE
    with pytest.raises(Held):
        take_lease(store, PORTAL, "máy-2", NOW + 14 * MINUTE, 600)
    lease.renew(NOW + 20 * MINUTE, 600)  # late, but nobody took it


def test_the_same_name_twice_is_still_two_workers(store: ObjectStore) -> None:
    first = take_lease(store, PORTAL, "máy-1", NOW, 600)
    with pytest.raises(Held):
        take_lease(store, PORTAL, "máy-1", NOW, 600)
    take_lease(store, PORTAL, "máy-1", NOW + 10 * MINUTE, 600)
    with pytest.raises(Lost):
        first.renew(NOW + 10 * MINUTE, 600)


@pytest.mark.parametrize("before", ["nothing", "ran out", "released"])
def test_of_several_takers_exactly_one_wins(store: ObjectStore, before: str) -> None:
    now = NOW
    for _ in range(2):
        now += 20 * MINUTE
        store.delete(keys.lease(PORTAL))
        if before != "nothing":
            old = take_lease(store, PORTAL, "cũ", now - 15 * MINUTE, 600)
            if before == "released":
                old.release()
        start = Barrier(3)

        def attempt(number: int, start: Barrier = start) -> Lease | None:
            start.wait(10)
            try:
                return take_lease(store, PORTAL, f"máy-{number}", now, 600)  # noqa: B023
            except Held:
                return None

        with ThreadPoolExecutor(3) as pool:
            winners = [lease for lease in pool.map(attempt, range(3)) if lease]
        assert [winner.holder for winner in winners] == [holder(store)]


@pytest.mark.parametrize(
    "unreadable", [b"", b"{", b'{"holder": 1}', b'{"holder":"a","token":"b","until":"2026-11-21"}']
)
def test_a_lease_that_cannot_be_read_does_not_lock_the_portal_for_ever(
    store: ObjectStore, caplog: pytest.LogCaptureFixture, unreadable: bytes
) -> None:
    store.put(keys.lease(PORTAL), unreadable)
    take_lease(store, PORTAL, "máy-1", NOW, 600)
    assert holder(store) == "máy-1"
    assert "cannot be read and is taken over" in caplog.text


def test_a_lease_that_vanished_is_lost(store: ObjectStore) -> None:
    lease = take_lease(store, PORTAL, "máy-1", NOW, 600)
    store.delete(keys.lease(PORTAL))
    with pytest.raises(Lost):
        lease.renew(NOW, 600)
    lease.release()
    assert store.size(keys.lease(PORTAL)) is None

"""Removing what crashes left behind, and nothing that a reader or a crawl could need."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from crawlers.store import keys
from crawlers.store.holder import is_dead
from crawlers.store.lease import Lease, take_lease
from crawlers.store.objects import Entry, ObjectStore, StoreError
from crawlers.store.verify import Orphan, Verification
from crawlers.store.verify.listing import files_of, named_after

AGE = timedelta(days=1)


class Refused(StoreError):  # noqa: N818
    """Nothing is pruned: what looks like an orphan may be named by a commit that was lost."""


def prune(
    store: ObjectStore, portal: str, holder: str, now: Callable[[], datetime], seconds: float
) -> Iterator[Orphan]:
    """Remove a portal's orphans that are older than a day, and give each that was removed.

    Holds the portal's lease meanwhile, for `seconds` at a time by the clock `now`, and looks at the log
    again itself. What no part of the layout knows is left alone: it may be a newer version's. Raises Held,
    Lost, Refused and StoreError; what was given until then is removed.

    A crawl loses nothing by it. Its objects are less than a day old when it commits them, by the store's own
    clock; a batch that is written again under the same key is new again, and is asked for its age just before
    it goes, and the log for a commit that names it. What remains: a worker that stopped for over a day
    between writing a batch and committing it (a machine put to sleep), without noticing that it lost its
    lease, and whose portal nobody crawled meanwhile. Its commit would name what was pruned; `verify` tells.
    """
    lease = take_lease(store, portal, holder, now(), seconds, is_dead)
    try:
        verification = Verification(store, portal)
        if any(defect.weight == "defect" for defect in verification.glance()):
            raise Refused(
                f"nothing of {portal} in {store.address} was pruned: its log has defects, so that what no "
                "commit names may be what a lost commit named. Mend these first."
            )
        lease = lease.renew(now(), seconds)
        before = _entry(store, keys.lease(portal)).modified - AGE  # it was written just now
        for orphan in verification.orphans:
            lease = _held(lease, now(), seconds)
            if _removed(store, portal, orphan, verification.last, before):
                yield orphan
    finally:
        lease.release()


def _held(lease: Lease, now: datetime, seconds: float) -> Lease:
    remaining = (lease.until - now).total_seconds()
    return lease.renew(now, seconds) if remaining < seconds / 2 else lease


def _removed(store: ObjectStore, portal: str, orphan: Orphan, last: int, before: datetime) -> bool:
    if orphan.modified >= before or orphan.kind == "stray":
        return False
    if orphan.kind == "leftover":
        files = files_of(store)
        return files is not None and files.remove_leftover(orphan.key)
    found = next((entry for entry in store.entries(orphan.key) if entry.key == orphan.key), None)
    if found is None or found.modified >= before or orphan.key in named_after(store, portal, last):
        return False
    store.delete(orphan.key)
    return True


def _entry(store: ObjectStore, key: str) -> Entry:
    for entry in store.entries(key):
        if entry.key == key:
            return entry
    raise StoreError(
        f"{store.address} does not list {key}, which was written just now: its listings cannot be relied on. "
        "Nothing was pruned."
    )

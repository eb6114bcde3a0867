"""Drift reports and their pages: named by the record of their run, with size and hash."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from crawlers.store import keys
from crawlers.store.batches import sha256
from crawlers.store.objects import Entry, Missing, ObjectStore
from crawlers.store.verify.access import Unreadable, read
from crawlers.store.verify.defect import Defect
from crawlers.store.verify.listing import Orphan

_COST = "what it showed of a redesign cannot be looked at; no article is concerned"
_RESTORE = "Restore it from a copy of the store, or remove it."


class DriftObject(msgspec.Struct, frozen=True):
    """An object as the record of its run names it."""

    key: str
    bytes: int
    sha256: str


class DriftObjects:
    """Those that a portal's run records name. There are few: a redesign leaves three."""

    def __init__(self, store: ObjectStore, portal: str) -> None:
        self._store, self._portal = store, portal
        self._named: dict[str, DriftObject] = {}
        self._unread: set[str] = set()

    def name(self, run: str, objects: Iterable[DriftObject]) -> None:
        """Take up what the record of a run names; of other runs' objects it says nothing."""
        self._named |= {one.key: one for one in objects if keys.drift_run(self._portal, one.key) == run}

    def not_read(self, run: str) -> None:
        """Note a run whose record cannot be read: what it left is not called an orphan."""
        self._unread.add(run)

    def check(self, listed: Iterable[Entry]) -> Iterator[Defect]:
        """Compare sizes with a listing; an object that is missing is a notice, as for any hint."""
        sizes = {entry.key: entry.bytes for entry in listed}
        for key, named in self._named.items():
            size = sizes.get(key) if key in sizes else self._store.size(key)
            if size is None:
                yield Defect(
                    self._portal, key, f"a run's record names it and it is missing: {_COST}", "notice"
                )
            elif size != named.bytes:
                what = f"it has {size:,} bytes, its run's record says {named.bytes:,}: {_COST}. {_RESTORE}"
                yield Defect(self._portal, key, what)

    def contents(self) -> Iterator[Defect]:
        """Compare hashes, of those that have the size that they should have."""
        for key, named in self._named.items():
            try:
                data = read(self._store, key)
            except Missing:
                continue
            except Unreadable as error:
                yield Defect(self._portal, key, f"it cannot be read ({error}): {_COST}. {_RESTORE}")
                continue
            if len(data) == named.bytes and sha256(data) != named.sha256:
                what = f"its content has another hash than its run's record says: {_COST}. {_RESTORE}"
                yield Defect(self._portal, key, what)

    def orphans(self, listed: Iterable[Entry]) -> Iterator[Orphan]:
        """What no record names: a run that was killed leaves it."""
        for entry in listed:
            if entry.key not in self._named and keys.drift_run(self._portal, entry.key) not in self._unread:
                yield Orphan(*entry, "unnamed")

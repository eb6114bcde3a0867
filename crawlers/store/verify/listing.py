"""Every object of a portal beside what its commits name: what is missing, and what nobody names."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Literal, NamedTuple

from crawlers.store import keys
from crawlers.store.files import FileStore
from crawlers.store.log import Log, StoredObject
from crawlers.store.objects import Entry, ObjectStore
from crawlers.store.single_writer import SingleWriter
from crawlers.store.verify.defect import Defect
from crawlers.store.verify.inventory import Inventory, Named
from crawlers.store.verify.log import number_of_pages

_CHECKPOINTS_KEPT = 2


class Orphan(NamedTuple):
    """An object that no reader is led to. It is no defect: a crash leaves some, and a crawl that runs."""

    key: str
    bytes: int
    modified: datetime
    """By the store's clock."""
    kind: Literal["unnamed", "checkpoint", "leftover", "stray"]
    """Of a batch that was never committed, or a drift report that no run record names; a checkpoint beyond
    the newest two; unfinished, by a killed writer to a directory; or no part of the layout that this version
    knows."""


class Listing:
    """What lies below a portal's prefix."""

    def __init__(self) -> None:
        self.orphans: list[Orphan] = []
        self.runs: list[str] = []
        self.checkpoints: list[int] = []
        """Newest first."""
        self.drift: list[Entry] = []
        """Drift reports and their pages, which run records name."""

    def read(self, store: ObjectStore, portal: str, inventory: Inventory) -> Iterator[Defect]:
        """Compare the objects below a portal's prefix with what is named. Raises StoreError."""
        checkpoints: list[tuple[int, Entry]] = []
        for entry in store.entries(keys.portal_prefix(portal)):
            if seq := keys.checkpoint_seq(portal, entry.key):
                checkpoints.append((seq, entry))
            elif run := keys.record_run(portal, entry.key):
                self.runs.append(run)
            elif keys.drift_run(portal, entry.key):
                self.drift.append(entry)
            elif not inventory.found(entry.key, entry.bytes) and not _is_known(portal, entry.key):
                kind: Literal["unnamed", "stray"] = "unnamed" if is_batch(portal, entry.key) else "stray"
                self.orphans.append(Orphan(*entry, kind))
        checkpoints.sort(reverse=True)
        self.checkpoints = [seq for seq, _ in checkpoints]
        self.orphans += [Orphan(*entry, "checkpoint") for _, entry in checkpoints[_CHECKPOINTS_KEPT:]]
        self.orphans += [Orphan(*entry, "leftover") for entry in _leftovers(store, portal)]
        self._leave_out_committed(store, portal, inventory.last)
        yield from _not_as_named(store, portal, inventory)

    def _leave_out_committed(self, store: ObjectStore, portal: str, last: int) -> None:
        """A crawl may have committed since the log was read."""
        if any(orphan.kind == "unnamed" for orphan in self.orphans):
            later = named_after(store, portal, last)
            self.orphans = [orphan for orphan in self.orphans if orphan.key not in later]


def named_after(store: ObjectStore, portal: str, seq: int) -> set[str]:
    """The keys of all objects that commits after `seq` name. Raises StoreError where one cannot be read."""
    log = Log(store, portal)
    after = keys.commit(portal, seq) if seq else ""
    later = (keys.commit_seq(portal, key) for key in store.keys(keys.log_prefix(portal), after))
    return {stored.key for later_seq in later if later_seq for stored in log.read(later_seq).objects}


def is_batch(portal: str, key: str) -> bool:
    """Tell whether a key is one under which pages, articles or what was rejected may lie."""
    folder, _, name = key.removeprefix(keys.portal_prefix(portal)).partition("/")
    try:
        match folder:
            case "articles":
                return key == keys.articles(portal, name.removesuffix(".jsonl.gz"))
            case "rejected":
                return key == keys.rejected(portal, name.removesuffix(".jsonl.gz"))
            case "pages":
                return key == keys.pages(portal, name.rpartition("-")[0], number_of_pages(key))
    except ValueError:
        return False
    return False


def files_of(store: ObjectStore) -> FileStore | None:
    """The directory behind a store; None for a bucket."""
    match store:
        case FileStore():
            return store
        case SingleWriter():
            return files_of(store.behind)
        case _:
            return None


def _is_known(portal: str, key: str) -> bool:
    return key in (keys.head(portal), keys.lease(portal)) or keys.commit_seq(portal, key) is not None


def _leftovers(store: ObjectStore, portal: str) -> Iterator[Entry]:
    files = files_of(store)
    return files.leftovers(keys.portal_prefix(portal)) if files else iter(())


def _not_as_named(store: ObjectStore, portal: str, inventory: Inventory) -> Iterator[Defect]:
    for named, listed in inventory.not_as_named():
        # A listing may lag behind: the object itself is asked.
        size = store.size(named.stored.key)
        if size == named.stored.bytes:
            continue
        inventory.damage(named.stored, named.seq)
        yield Defect(portal, named.stored.key, _what(named, size if listed is None else listed))


def _what(named: Named, size: int | None) -> str:
    stored = named.stored
    if size is None:
        return f"commit {named.seq} names it and it is missing: {cost(stored)}. {RESTORE}"
    return (
        f"it has {size:,} bytes, commit {named.seq} names {stored.bytes:,}: it was cut or overwritten, "
        f"{cost(stored)}. {RESTORE}"
    )


RESTORE = "Restore it from a copy of the store."


def cost(stored: StoredObject) -> str:
    """What the loss of an object means."""
    match stored.kind:
        case "articles":
            return f"its {stored.rows} articles are lost to readers"
        case "pages":
            return f"its {stored.rows} records cannot be read again, the articles are there"
        case "rejected":
            return f"{stored.rows} rejected articles cannot be looked at, the articles are there"

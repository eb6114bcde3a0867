"""What stands beside the log: hints and caches, which may be wrong without harm, and may bear witness.

Head, run records and checkpoints are written after the commits of which they speak. One that speaks of a
commit after the log's end therefore tells that the end was lost, which the log itself cannot tell.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Annotated

import msgspec

from crawlers.article import Article, Gone, json_schema
from crawlers.store import batches, canonical, keys
from crawlers.store.objects import Missing, ObjectStore, StoreError
from crawlers.store.verify.access import Unreadable, read
from crawlers.store.verify.defect import Defect
from crawlers.store.verify.drift import DriftObject, DriftObjects
from crawlers.store.verify.inventory import Inventory
from crawlers.store.verify.listing import Listing

SCHEMAS: dict[str, type[Article | Gone]] = {"article/1": Article, "gone/1": Gone}
_CHECKPOINTS_USED = 2
_Seq = Annotated[int, msgspec.Meta(ge=0, le=keys.LAST_SEQ)]


class _Head(msgspec.Struct):
    last_seq: _Seq
    last_run: str | None = None
    last_complete_run: str | None = None


class _Drift(msgspec.Struct):
    objects: list[DriftObject] = []


class _Run(msgspec.Struct):
    portal: str
    run: str
    commits: list[_Seq] = []
    drift: _Drift | None = None


class _Lease(msgspec.Struct):
    holder: str
    token: str
    until: datetime


class _Checkpoint(msgspec.Struct):
    portal: str
    seq: int
    commit: str
    articles: int


def check_hints(
    store: ObjectStore, portal: str, inventory: Inventory, listing: Listing, drift: DriftObjects
) -> Iterator[Defect]:
    """Check head, lease, run records and checkpoints against the log; `drift` takes up what records name.

    Raises StoreError.
    """
    witnesses = _Witnesses(store, portal, inventory, drift)
    yield from witnesses.check_head()
    for run in listing.runs:
        yield from witnesses.check_run(run)
    for seq in listing.checkpoints[:_CHECKPOINTS_USED]:
        yield from witnesses.check_checkpoint(seq)
    yield from _check_lease(store, portal)


def check_schemas(store: ObjectStore) -> Iterator[Defect]:
    """Check the published schemas of what is stored; one that was never published is none."""
    for schema, stored in SCHEMAS.items():
        name, _, version = schema.partition("/")
        key = keys.schema(name, int(version))
        try:
            published = read(store, key)
        except Missing:
            continue
        except Unreadable as error:
            published = str(error).encode()
        if published != canonical.encode(json_schema(stored)):
            yield Defect(
                "",
                key,
                f"it is not the schema {schema} of this version of the package: readers that check by it may "
                "refuse articles or let others pass. The next crawl by this version publishes it anew.",
                "notice",
            )


class _Witnesses:
    """What speaks of a portal's commits."""

    def __init__(self, store: ObjectStore, portal: str, inventory: Inventory, drift: DriftObjects) -> None:
        self._store, self._portal, self._inventory, self._drift = store, portal, inventory, drift
        self._told: set[int] = set()

    def check_head(self) -> Iterator[Defect]:
        key = keys.head(self._portal)
        remedy = (
            "Nothing stored is concerned; the next run writes it anew, as does crawlers.store.rebuild_head."
        )
        try:
            head = msgspec.json.decode(read(self._store, key), type=_Head)
        except Missing:
            return
        except (Unreadable, msgspec.MsgspecError) as error:
            yield self._notice(key, f"it cannot be read ({error}). {remedy}")
            return
        yield from self._check_end(key, [head.last_seq])
        for run in dict.fromkeys((head.last_run, head.last_complete_run)):
            if run is not None and not self._has_record(run):
                yield self._notice(key, f"it names the run {run}, of which there is no record. {remedy}")

    def check_run(self, run: str) -> Iterator[Defect]:
        key = keys.run_record(self._portal, run)
        remedy = "The articles are not concerned. Remove it."
        try:
            record = msgspec.json.decode(read(self._store, key), type=_Run)
        except Missing:
            return
        except (Unreadable, msgspec.MsgspecError) as error:
            self._drift.not_read(run)
            yield self._notice(key, f"it cannot be read ({error}). {remedy}")
            return
        if (record.portal, record.run) != (self._portal, run):
            yield self._notice(key, f"it is the record of {record.run} of {record.portal}. {remedy}")
            return
        if record.drift:
            self._drift.name(run, record.drift.objects)
        yield from self._check_end(key, record.commits)
        for seq in record.commits:
            writer = self._inventory.run_of(seq)
            if writer not in (None, run):
                yield self._notice(
                    key, f"it counts commit {seq} as its own, which is run {writer}'s. {remedy}"
                )

    def check_checkpoint(self, seq: int) -> Iterator[Defect]:
        key = keys.checkpoint(self._portal, seq)
        remedy = "It is a cache: runs pass it over and read the log. Remove it."
        try:
            data = read(self._store, key)
        except Missing:
            return
        except Unreadable as error:
            yield self._notice(key, f"it cannot be read ({error}). {remedy}")
            return
        if what := self._checkpoint_defect(seq, data):
            yield self._notice(key, f"{what}. {remedy}")
        else:
            yield from self._check_end(key, [seq])

    def _checkpoint_defect(self, seq: int, data: bytes) -> str | None:
        lines = batches.lines(data)
        try:
            header = msgspec.json.decode(next(lines, b""), type=_Checkpoint)
            articles = sum(1 for _ in lines)
        except (StoreError, msgspec.MsgspecError) as error:
            return f"it cannot be read ({error})"
        if (header.portal, header.seq, header.articles) != (self._portal, seq, articles):
            return "it is not what its key and its first line say"
        is_doubtful = seq in self._inventory.doubtful  # told already
        if not is_doubtful and self._inventory.digest_of(seq) not in (None, header.commit):
            return f"it is of another commit {seq} than the log's"
        return None

    def _check_end(self, key: str, seqs: Iterable[int]) -> Iterator[Defect]:
        """A commit made since the log was read is not missing."""
        latest = max(seqs, default=0)
        if latest <= self._inventory.last or latest in self._told:
            return
        self._told.add(latest)
        if self._store.size(keys.commit(self._portal, latest)) is None:
            yield Defect(
                self._portal,
                keys.commit(self._portal, latest),
                f"commit {latest} is missing at the end of the log, which ends at {self._inventory.last}: "
                f"{key} speaks of it. What it named is lost to readers, and a crawl would write another "
                f"commit {latest}. Stop crawls of {self._portal} and restore the log's end from a copy of "
                f"the store. If you know that there never was such a commit, remove {key}.",
            )

    def _has_record(self, run: str) -> bool:
        return keys.is_run(run) and self._store.size(keys.run_record(self._portal, run)) is not None

    def _notice(self, key: str, what: str) -> Defect:
        return Defect(self._portal, key, what, "notice")


def _check_lease(store: ObjectStore, portal: str) -> Iterator[Defect]:
    key = keys.lease(portal)
    try:
        lease = msgspec.json.decode(read(store, key), type=_Lease)
        what = "" if lease.until.tzinfo else "its time has no time zone"
    except Missing:
        return
    except (Unreadable, msgspec.MsgspecError) as error:
        what = str(error)
    if what:
        yield Defect(
            portal,
            key,
            f"it cannot be read ({what}): another worker may take the portal while one crawls it. Nothing "
            "stored is concerned; the next run takes it over.",
            "notice",
        )

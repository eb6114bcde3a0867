"""A batch into the store, in the one order in which a crash at any instant breaks no promise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from crawlers.store.batches import BatchObject, Kind, sha256
from crawlers.store.log import Commit, Log, StoredObject
from crawlers.store.objects import ObjectStore


def publish(
    store: ObjectStore,
    log: Log,
    run: str,
    batch_objects: Sequence[BatchObject],
    counts: Mapping[str, int],
    now: datetime,
) -> Commit:
    """Write pages, then articles and what was rejected, then the commit that names them.

    May be repeated with the same arguments after an error, as often as it takes. Raises StoreError,
    OtherWriter where another worker has committed meanwhile, and ValueError where there is nothing to
    publish.
    """
    write_pages(store, batch_objects)
    write_articles(store, batch_objects)
    write_rejected(store, batch_objects)
    return write_commit(log, run, batch_objects, counts, now)


def write_pages(store: ObjectStore, batch_objects: Sequence[BatchObject]) -> None:
    """First: articles point into these."""
    _write(store, batch_objects, "pages")


def write_articles(store: ObjectStore, batch_objects: Sequence[BatchObject]) -> None:
    """Second: the commit names these."""
    _write(store, batch_objects, "articles")


def write_rejected(store: ObjectStore, batch_objects: Sequence[BatchObject]) -> None:
    """Third: what failed the check is named by the commit too."""
    _write(store, batch_objects, "rejected")


def write_commit(
    log: Log, run: str, batch_objects: Sequence[BatchObject], counts: Mapping[str, int], now: datetime
) -> Commit:
    """Last: from here on readers see the batch, all of it."""
    return log.append(run, [_named(stored) for stored in batch_objects], counts, now)


def _write(store: ObjectStore, batch_objects: Sequence[BatchObject], kind: Kind) -> None:
    for stored in batch_objects:
        if stored.kind == kind:
            store.put(stored.key, stored.data)


def _named(stored: BatchObject) -> StoredObject:
    return StoredObject(stored.key, len(stored.data), sha256(stored.data), stored.rows, stored.kind)

"""Run records: every run leaves one, a failed one too."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from crawlers.store import canonical, keys
from crawlers.store.head import Head, read_head, write_head
from crawlers.store.log import Log
from crawlers.store.objects import Missing, ObjectStore, StoreError

logger = logging.getLogger(__name__)
Record = dict[str, Any]


def write_run(store: ObjectStore, portal: str, run: str, record: Mapping[str, Any]) -> None:
    """Write the record of a run, over an earlier one of the same run."""
    store.put(keys.run_record(portal, run), canonical.encode(record))


def read_run(store: ObjectStore, portal: str, run: str) -> Record:
    """The record of a run. Raises Missing, and StoreError where it cannot be read."""
    key = keys.run_record(portal, run)
    try:
        return msgspec.json.decode(store.get(key).data, type=Record)
    except msgspec.MsgspecError as error:
        raise StoreError(
            f"{key} in {store.address} is no run record ({error}); the articles are not concerned. Remove it."
        ) from error


def run_ids(store: ObjectStore, portal: str) -> Iterator[str]:
    """The ids of a portal's runs, newest first, without listing years of them if the head helps."""
    head = read_head(store, portal)
    last = head.last_run if head and head.last_run and keys.is_run(head.last_run) else None
    newest = list(_runs(store, portal, keys.runs_month(portal, last))) if last else []
    yield from _newest_first(newest, last)
    listed = set(newest)
    yield from _newest_first((run for run in _runs(store, portal) if run not in listed), last)


def _newest_first(runs: Iterable[str], last: str | None) -> list[str]:
    """By the second in which they began; of several in one second the run that the head names is the last."""
    return sorted(runs, key=lambda run: (run.partition("-")[0], run == last, run), reverse=True)


def latest_runs(store: ObjectStore, portal: str, limit: int) -> list[tuple[str, Record]]:
    """The newest `limit` runs with their records, newest first; an unreadable record is left out."""
    newest: list[tuple[str, Record]] = []
    for run in run_ids(store, portal):
        try:
            newest.append((run, read_run(store, portal, run)))
        except Missing:
            continue
        except StoreError as error:
            logger.warning("%s", error)
        if len(newest) == limit:
            break
    return newest


def rebuild_head(store: ObjectStore, portal: str) -> Head:
    """Make ``head.json`` again from the log and the run records, and return it.

    Uses the records' ``state``, ``full`` (false where the run was limited) and ``finished_at``; what else a
    run adds to its head is not rebuilt.
    """
    newest = latest_runs(store, portal, 1)
    run, record = newest[0] if newest else (None, {})
    head = Head(
        last_seq=Log(store, portal).last(),
        last_run=run,
        last_complete_run=_last_complete(store, portal),
        state=record.get("state"),
        updated_at=record.get("finished_at"),
    )
    write_head(store, portal, head)
    return head


def _last_complete(store: ObjectStore, portal: str) -> str | None:
    for run in reversed(list(_runs(store, portal))):
        try:
            record = read_run(store, portal, run)
            if record.get("state") == "complete" and record.get("full", True) and "kind" not in record:
                return run
        except StoreError as error:
            logger.warning("%s", error)
    return None


def _runs(store: ObjectStore, portal: str, after: str = "") -> Iterator[str]:
    for key in store.keys(keys.runs_prefix(portal), after):
        if run := keys.record_run(portal, key):
            yield run

"""The newest revision of every article, out of the log, as tasks for the workers."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import msgspec

from crawlers.article import RawPage
from crawlers.reparsing.finding import Finding, Stored
from crawlers.reparsing.summary import Summary
from crawlers.store import Known, Log
from crawlers.store.batches import Row

_PAGES_A_TASK = 50


def newest_rows(log: Log, known: Known, last: int, since: str | None) -> Iterator[Row]:
    """The rows of commits up to `last` that are what is known now, one batch in memory at a time.

    `since` (ISO 8601 day, UTC): only of pages that were fetched on that day or later. Raises StoreError.
    """
    for commit in log.commits():
        if commit.seq > last:
            return
        if since and commit.committed_at < since:
            continue  # and what it holds was fetched before it was committed
        for row in log.rows(commit):
            if row["revision"] == known[row["id"]].revision and (since is None or row["fetched_at"] >= since):
                yield row


def tasks(rows: Iterator[Row], summary: Summary) -> Iterator[list[Stored]]:
    """Articles to read, several at a time, those whose pages are neighbours together.

    What has no page to read is counted instead.
    """
    stored = _stored(rows, summary)
    while task := list(islice(stored, _PAGES_A_TASK)):
        yield sorted(task, key=lambda one: (one.place.warc, one.place.offset))


def _stored(rows: Iterator[Row], summary: Summary) -> Iterator[Stored]:
    for row in rows:
        if row.get("gone"):
            summary.gone += 1
        elif row.get("page") is None:
            summary.without_page += 1
        elif place := _place(row):
            yield Stored(row, place)
        else:
            summary.add(Finding(row["id"], "damaged", detail="its page pointer cannot be followed"))


def _place(row: Row) -> RawPage | None:
    try:
        return msgspec.convert(row["page"], RawPage)
    except msgspec.ValidationError:
        return None

"""Is a store whole? Asked without the code that writes it, of the objects alone."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from crawlers.store import ObjectStore, StoreError
from tests.faults.changing_portal import NAME, ChangingPortal, body, title

Row = dict[str, Any]


def defects(store: ObjectStore, portal: str = NAME) -> list[str]:
    """What is wrong with a portal's part of the store; an empty list where nothing is."""
    found: list[str] = []
    rows: list[Row] = []
    previous = None
    for expected, key in enumerate(sorted(store.keys(f"v1/{portal}/log/")), 1):
        data = store.get(key).data
        commit = json.loads(data)
        if key != f"v1/{portal}/log/{expected:012d}.json" or commit["seq"] != expected:
            found.append(f"{key} stands where commit {expected} belongs")
        if commit["previous"] != previous:
            found.append(f"{key} does not follow from the commit before")
        previous = hashlib.sha256(data).hexdigest()
        for named in commit["objects"]:
            found += _object_defects(store, named)
            if named["kind"] == "articles" and not found:
                rows += _rows(store, named["key"])
    return [*found, *_row_defects(rows)]


def missing_or_wrong(store: ObjectStore, site: ChangingPortal) -> list[str]:
    """How the store differs from what the site gave out: to be asked after a complete run.

    Every article that was served is there, once in each of its revisions, which are versions that were
    served, in their order.
    """
    revisions: dict[int, list[Row]] = {}
    for row in committed(store):
        if not row.get("gone"):
            revisions.setdefault(int(row["id"].partition("/")[2]), []).append(row)
    found = [f"article {number} was served and is not stored" for number in site.served.keys() - revisions]
    found += [f"article {number} is not the site's" for number in revisions.keys() - site.versions.keys()]
    found += [
        f"article {number} of the site is not stored" for number in site.versions.keys() - revisions.keys()
    ]
    for number, rows in revisions.items():
        found += _version_defects(number, rows, site.served[number])
        found += [f"article {number} has another raw page" for row in rows if not _has_page(store, row)]
    return found


def outdated(store: ObjectStore, site: ChangingPortal) -> list[str]:
    """Articles whose newest revision is not what the site has now: to be asked after a full sweep."""
    newest = {row["id"]: row for row in committed(store)}
    return [
        f"article {number} is stored in an old version"
        for number, version in site.versions.items()
        if f"{NAME}/{number}" not in newest
        or newest[f"{NAME}/{number}"]["body"].split("\n\n") != body(number, version)
    ]


def committed(store: ObjectStore, portal: str = NAME) -> list[Row]:
    """Every row of the log, in order."""
    return [
        row
        for key in sorted(store.keys(f"v1/{portal}/log/"))
        for named in json.loads(store.get(key).data)["objects"]
        if named["kind"] == "articles"
        for row in _rows(store, named["key"])
    ]


def _object_defects(store: ObjectStore, named: Row) -> Iterator[str]:
    try:
        data = store.get(named["key"]).data
    except StoreError as error:
        yield f"{named['key']} is named and cannot be read: {error}"
        return
    if (len(data), hashlib.sha256(data).hexdigest()) != (named["bytes"], named["sha256"]):
        yield f"{named['key']} is not what its commit says"


def _row_defects(rows: list[Row]) -> Iterator[str]:
    often = Counter((row["id"], row["revision"]) for row in rows)
    yield from (
        f"{name} is stored {count} times in revision {revision}"
        for (name, revision), count in often.items()
        if count > 1
    )
    last: dict[str, Row] = {}
    for row in rows:
        before = last.get(row["id"])
        if row["revision"] != (before["revision"] + 1 if before else 1):
            yield f"{row['id']} has revision {row['revision']} after {before and before['revision']}"
        if before and not row.get("gone") and before.get("content_hash") == row["content_hash"]:
            yield f"{row['id']} has revision {row['revision']}, which says what the one before said"
        last[row["id"]] = row


def _version_defects(number: int, rows: list[Row], served: list[int]) -> Iterator[str]:
    after = 0
    for row in rows:
        text = row["body"].split("\n\n")
        version = next((one for one in served if one > after and body(number, one) == text), None)
        if version is None or row["title"] != title(number) or row["flags"]:
            yield f"article {number}, revision {row['revision']}, holds what was not served: {row}"
            return
        after = version


def _has_page(store: ObjectStore, row: Row) -> bool:
    """Its raw page is one gzip member where the row says, and prints its text."""
    page = row["page"]
    record = store.get(page["warc"]).data[page["offset"] : page["offset"] + page["length"]]
    printed = gzip.decompress(record)
    return printed.startswith(b"WARC/1.") and all(
        text.encode() in printed for text in row["body"].split("\n\n")
    )


def _rows(store: ObjectStore, key: str) -> list[Row]:
    return [json.loads(line) for line in gzip.decompress(store.get(key).data).splitlines()]

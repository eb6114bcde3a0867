"""An invented portal's articles, batches and times, for the tests of the log and of what stands on it."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from typing import Any

from crawlers.store import BatchObject, Commit, Log, ObjectStore, articles_object, pages_object, publish

PORTAL = "hai_phong"
NOW = datetime(2026, 11, 21, 10, 15, tzinfo=UTC)


def run_id(number: int) -> str:
    """The run `number`: an hour after the one before."""
    return f"{NOW + timedelta(hours=number):%Y%m%dT%H%M%SZ}-{number:06x}"


def article(number: int, revision: int = 1, **more: Any) -> dict[str, Any]:
    text = f"Công an phường số {number} tuần tra, lần {revision}."
    return {
        "id": f"{PORTAL}/{number}",
        "revision": revision,
        "content_hash": hashlib.sha256(text.encode()).hexdigest(),
        "url": f"https://portal.example/Tin-{number}.html",
        "body": text,
        "published_at": "2026-11-20",
        "fetched_at": "2026-11-21T10:15:00Z",
        **more,
    }


def batch(run: str, number: int, rows: list[dict[str, Any]]) -> list[BatchObject]:
    """What a run publishes at once. In the wrong order on purpose: `publish` must not depend on it."""
    pages = pages_object(
        PORTAL, run, number, b"WARC/1.1 " + b"".join(row["id"].encode() for row in rows), len(rows)
    )
    return [articles_object(PORTAL, rows), pages]


def commit(store: ObjectStore, log: Log, number: int, rows: list[dict[str, Any]]) -> Commit:
    """Publish `rows` as the only batch of run `number`."""
    counts = {"added": len(rows), "changed": 0, "gone": 0}
    return publish(
        store, log, run_id(number), batch(run_id(number), 1, rows), counts, NOW + timedelta(hours=number)
    )


def filled(store: ObjectStore, commits: int) -> Log:
    """A log of `commits` commits with three articles each."""
    log = Log(store, PORTAL)
    for number in range(1, commits + 1):
        commit(store, log, number, [article(number * 10 + offset) for offset in range(3)])
    return log

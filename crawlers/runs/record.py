"""What a run leaves behind besides articles: its record, the portal's head, the schema of an article."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from crawlers import __version__, clock
from crawlers.article import Article, Gone, json_schema
from crawlers.runs.handover import hand_on
from crawlers.runs.outcome import Outcome
from crawlers.store import Head, Known, Missing, ObjectStore, canonical, keys
from crawlers.store.head import read_head, write_head
from crawlers.store.runs import write_run

if TYPE_CHECKING:
    from crawlers.runs.run import Run


def begin(run: Run) -> None:
    """Leave word of a run that has begun, so that a killed one is seen too. Raises StoreError."""
    write_schema(run.store, "article", Article)
    write_schema(run.store, "gone", Gone)
    write_run(run.store, run.spider.name, run.id, _beginning(run))


def note_explored(run: Run) -> None:
    """Leave what an exploration found: should the run be killed, the next goes on by it.

    Raises StoreError.
    """
    carried = msgspec.structs.replace(run.former, explored=run.spider.explored)
    found = {"explored": run.spider.explored, "carried": msgspec.to_builtins(carried)}
    write_run(run.store, run.spider.name, run.id, _beginning(run) | found)


def _beginning(run: Run) -> dict[str, Any]:
    return {
        "portal": run.spider.name,
        "run": run.id,
        "state": "running",
        "arguments": run.spider.scope.as_record(),
        "started_at": clock.utc(run.started_at),
        "version": __version__,
    }


def write(run: Run, outcome: Outcome) -> None:
    """Write what the run leaves. A run that lost the portal leaves its record alone. Raises StoreError."""
    portal, store = run.spider.name, run.store
    finished_at = clock.utc(clock.now(run.settings))
    write_run(store, portal, run.id, _record(run, outcome, finished_at))
    if not run.fenced:
        write_head(store, portal, _head(run, outcome, finished_at))


def write_schema(store: ObjectStore, name: str, stored: type[Article | Gone]) -> None:
    """Publish the JSON Schema of what is stored, where it is not there already. Raises StoreError."""
    key, schema = keys.schema(name, 1), canonical.encode(json_schema(stored))
    try:
        if store.get(key).data == schema:
            return
    except Missing:
        pass
    store.put(key, schema)


def _record(run: Run, outcome: Outcome, finished_at: str) -> dict[str, Any]:
    spider = run.spider
    return {
        "portal": spider.name,
        "run": run.id,
        "state": outcome.state,
        "reason": outcome.reason,
        "detail": outcome.detail,
        "full": _is_full(run),
        "arguments": spider.scope.as_record(),
        "started_at": clock.utc(run.started_at),
        "finished_at": finished_at,
        "seconds": round(run.seconds, 3),
        "version": __version__,
        "layout": spider.layout.version,
        "exceptions": {name: why for name in ("unverified", "legacy_tls") if (why := getattr(spider, name))},
        "commits": run.commits,
        **({"drift": run.drift_record} if run.drift_record else {}),
        **({"explored": spider.explored} if spider.explored else {}),
        "counts": spider.tally.as_record(),
        # A run that did not come to know what was handed to it leaves that where it is.
        **({"carried": msgspec.to_builtins(hand_on(run, outcome))} if run.is_open else {}),
    }


def _head(run: Run, outcome: Outcome, finished_at: str) -> Head:
    before = read_head(run.store, run.spider.name)
    last_complete = before.last_complete_run if before else None
    if outcome.state == "complete" and _is_full(run):
        last_complete = run.id
    more = dict(before.more) if before else {}
    last_seq = before.last_seq if before else 0
    if run.is_open:
        last_seq = run.known.seq
        more |= {"articles": len(run.known), "newest": _newest(run.known)}
    return Head(
        last_seq, run.id, last_complete, outcome.state, finished_at, more | {"reason": outcome.reason}
    )


def _is_full(run: Run) -> bool:
    """A run that was asked for less than the whole portal says nothing of its completeness."""
    return not run.spider.tally.limit_reached and run.spider.scope.since is None


def _newest(known: Known) -> str | None:
    """The day of the newest article."""
    days = (article.published_at[:10] for _, article in known.items() if article.published_at)
    return max(days, default=None)

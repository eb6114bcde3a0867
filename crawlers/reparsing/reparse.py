"""Reading a portal's archived pages again with today's rules: what a parser fix does to old articles."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from scrapy.settings import BaseSettings

from crawlers.reparsing.finding import Finding, Stored
from crawlers.reparsing.newest import newest_rows, tasks
from crawlers.reparsing.rereading import Rereader, start
from crawlers.reparsing.revisions import Revisions, failure
from crawlers.reparsing.summary import Summary
from crawlers.reparsing.workers import Casualty, Workers
from crawlers.runs.outcome import Outcome
from crawlers.spider import PortalSpider
from crawlers.store import Known, Log, StoreError, load_known, open_store
from crawlers.store.batches import Row


class Stopped(Exception):  # noqa: N818
    """Whoever started it wants it to end."""


@dataclass(frozen=True)
class Reparse:
    """What is to be read again: the newest revision of each article of a portal."""

    spider: Callable[..., PortalSpider]
    """Makes the portal's spider, as its class does: with `home` for a mirror. It goes to other processes."""
    settings: BaseSettings
    since: str | None
    """ISO 8601 day (UTC): only pages that were fetched on that day or later."""
    jobs: int
    """Worker processes."""


def look(reparse: Reparse, summary: Summary, meanwhile: Callable[[], None]) -> Outcome:
    """Compare, and write nothing. `meanwhile` is called several times a second; where it raises Stopped, the
    outcome is partial. Raises StoreError.
    """
    store = open_store(reparse.settings["STORE"])
    log = Log(store, reparse.spider().name)
    known = load_known(store, log)
    try:
        return _read(reparse, log, known, summary, _leave, meanwhile)
    finally:
        known.close()


def commit(reparse: Reparse, summary: Summary, meanwhile: Callable[[], None]) -> Outcome:
    """Compare, and commit a new revision of each article whose content differs.

    Safe to break off and to repeat: what is committed stays and is not found different again. `meanwhile` as
    for `look`. Raises Held where another worker has the portal, StoreError where nothing could be begun; what
    fails later is the outcome.
    """
    arguments = {"since": reparse.since} if reparse.since else {}
    revisions = Revisions(reparse.spider(), reparse.settings, arguments)

    def keep_on() -> None:
        revisions.keep()
        summary.committed = revisions.committed
        meanwhile()

    try:
        outcome = _read(reparse, revisions.log, revisions.known, summary, revisions.take, keep_on)
        revisions.commit()
    except Exception as error:
        outcome = failure(error)
    summary.committed = revisions.committed
    try:
        revisions.close(outcome, summary.as_record())
    except StoreError as error:
        return outcome if outcome.state == "failed" else failure(error)
    return outcome


def _read(
    reparse: Reparse,
    log: Log,
    known: Known,
    summary: Summary,
    take: Callable[[Row], None],
    meanwhile: Callable[[], None],
) -> Outcome:
    rows = newest_rows(log, known, known.seq, reparse.since)
    workers: Workers[Stored, Finding] = Workers(_start(reparse), reparse.jobs)
    try:
        with workers:
            for answer in workers.answers(tasks(rows, summary), meanwhile):
                finding = _lost(answer) if isinstance(answer, Casualty) else answer
                summary.add(finding)
                if finding.row is not None:
                    take(finding.row)
    except Stopped:
        return Outcome("partial", "stopped", "it was told to stop; run it again to go on")
    return _judged(summary)


def _start(reparse: Reparse) -> Callable[[], Rereader]:
    settings = reparse.settings
    seconds, memory = settings.getfloat("READING_SECONDS"), settings.getint("READING_MEMORY")
    return partial(start, reparse.spider, settings["STORE"], seconds, memory)


def _lost(casualty: Casualty[Stored]) -> Finding:
    return Finding(casualty.item.row["id"], "failed", detail=casualty.reason)


def _leave(_row: Row) -> None:
    """A new revision that nobody asked to commit."""


def _judged(summary: Summary) -> Outcome:
    if damaged := summary.kinds["damaged"]:
        return Outcome(
            "failed",
            "damaged",
            f"the archive does not give {damaged} pages, whose articles stay as they are; all others were "
            "compared. Find out what is damaged with `scrapy verify --deep`",
        )
    if failed := summary.kinds["failed"]:
        return Outcome("partial", "page-failed", f"{failed} pages could not be read; their articles stay")
    return Outcome("complete")

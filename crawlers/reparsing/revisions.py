"""New revisions into the store: under the portal's lease and with a run record, as a crawl writes."""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from scrapy.settings import BaseSettings

from crawlers import __version__, clock
from crawlers.runs.outcome import Outcome
from crawlers.spider import PortalSpider
from crawlers.store import (
    Head,
    Known,
    Lease,
    Log,
    Lost,
    ObjectStore,
    OtherWriter,
    SingleWriter,
    StoreError,
    articles_object,
    is_checkpoint_due,
    load_known,
    open_store,
    probe,
    publish,
    read_head,
    take_lease,
    write_checkpoint,
    write_head,
    write_run,
)
from crawlers.store.batches import Row
from crawlers.store.holder import is_dead, this_process

logger = logging.getLogger(__name__)
_RENEWALS = 3  # in the time of a lease


class Revisions:
    """The writing half of a reparse: nobody else writes to the portal meanwhile; commits in batches."""

    def __init__(self, spider: PortalSpider, settings: BaseSettings, arguments: Mapping[str, Any]) -> None:
        """Take the lease, learn what is known, leave word of a run that begins. Raises Held, StoreError."""
        self._spider, self._settings, self._arguments = spider, settings, dict(arguments)
        self._started_at = clock.now(settings)
        self._began = self._renewed = time.monotonic()
        self._lease_seconds = settings.getfloat("LEASE_SECONDS")
        self.id = f"{self._started_at:%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}"
        self.commits: list[int] = []
        self.committed = 0
        """New revisions."""
        self._pending: dict[str, Row] = {}
        self._store = _fit_for_writing(settings)
        holder = this_process(self.id)
        self._lease: Lease = take_lease(
            self._store, spider.name, holder, self._started_at, self._lease_seconds, is_dead
        )
        try:
            self._write_record(Outcome("partial"), {"state": "running"})
            self.log = Log(self._store, spider.name)
            self.known: Known = load_known(self._store, self.log)
        except Exception:
            self._release()
            raise

    def take(self, row: Row) -> None:
        """Take a new revision into the batch; commit where it is full. Raises StoreError, OtherWriter."""
        self._pending[row["id"]] = row
        if len(self._pending) >= self._settings.getint("BATCH_ARTICLES"):
            self.commit()

    def commit(self) -> None:
        """Commit what is in hand, if anything is. Raises StoreError, OtherWriter."""
        if not self._pending:
            return
        rows = list(self._pending.values())
        counts = {"added": 0, "changed": len(rows), "gone": 0, "rejected": 0}
        batch = articles_object(self._spider.name, rows)
        commit = publish(self._store, self.log, self.id, [batch], counts, self._now())
        self.known.learn(rows, commit.seq)
        self.known.seq = commit.seq
        self.commits.append(commit.seq)
        self.committed += len(rows)
        self._pending.clear()

    def keep(self) -> None:
        """Renew the lease where it is time to; to be called often. Raises Lost."""
        if time.monotonic() - self._renewed < self._lease_seconds / _RENEWALS:
            return
        self._renewed = time.monotonic()
        try:
            self._lease = self._lease.renew(self._now(), self._lease_seconds)
        except Lost:
            raise
        except StoreError as error:
            logger.warning("The lease could not be renewed; trying again. %s", error)

    def close(self, outcome: Outcome, counts: Mapping[str, Any]) -> None:
        """Leave the run's record, let the head follow the log, give the portal free. Raises StoreError.

        A run that lost the portal leaves its record alone.
        """
        finished = {
            "reason": outcome.reason,
            "detail": outcome.detail,
            "finished_at": clock.utc(self._now()),
            "seconds": round(time.monotonic() - self._began, 3),
            "commits": self.commits,
            "counts": dict(counts),
        }
        is_ours = outcome.reason != "held"
        try:
            self._write_record(outcome, finished)
            if is_ours and self.commits:
                self._follow()
        finally:
            if is_ours:
                self._release()
            self.known.close()

    def _follow(self) -> None:
        """What the portal's crawls left in the head stays: only they say how fresh it is."""
        if is_checkpoint_due(self.known):
            write_checkpoint(self._store, self.log, self.known)
        head = read_head(self._store, self._spider.name) or Head(0, None, None, None, None)
        write_head(self._store, self._spider.name, replace(head, last_seq=self.known.seq))

    def _write_record(self, outcome: Outcome, more: Mapping[str, Any]) -> None:
        record = {
            "portal": self._spider.name,
            "run": self.id,
            "kind": "reparse",
            "state": outcome.state,
            "full": False,  # it says nothing of how complete the portal is read
            "arguments": self._arguments,
            "started_at": clock.utc(self._started_at),
            "version": __version__,
            "layout": self._spider.layout.version,
        }
        write_run(self._store, self._spider.name, self.id, {**record, **more})

    def _release(self) -> None:
        self._lease.release()

    def _now(self) -> datetime:
        return clock.now(self._settings)


def _fit_for_writing(settings: BaseSettings) -> ObjectStore:
    store = open_store(settings["STORE"])
    if settings.getbool("STORE_SINGLE_WRITER"):
        return SingleWriter(store)
    probe(store)
    return store


def failure(error: Exception) -> Outcome:
    """The outcome of a run that this error ended."""
    if isinstance(error, Lost | OtherWriter):
        return Outcome("failed", "held", str(error))
    if isinstance(error, StoreError):
        return Outcome("failed", "store", str(error))
    logger.error("An error in this program ends the run.", exc_info=error)
    return Outcome("failed", "error", f"an error in this program: {error!r}; see the log")

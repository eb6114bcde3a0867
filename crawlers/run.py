"""A run from its lease to its record: the Scrapy extension that everything of one `scrapy crawl` hangs on."""

from __future__ import annotations

import asyncio
import logging
import os
import secrets
import socket
import time
from collections.abc import Iterable
from typing import TypeVar, cast

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider
from twisted.python.failure import Failure

from crawlers import clock, record
from crawlers.outcome import EXIT_CODES, HELD_EXIT_CODE, Outcome, judge
from crawlers.spider import PortalSpider
from crawlers.store import (
    Commit,
    Held,
    Known,
    Lease,
    Log,
    Lost,
    ObjectStore,
    OtherWriter,
    SingleWriter,
    StoreError,
    load_known,
    open_store,
    probe,
    refuse_demo,
    take_lease,
    write_checkpoint,
)
from crawlers.store.batches import Row

logger = logging.getLogger(__name__)
Part = TypeVar("Part")
_CHECKPOINT_AFTER = 20  # commits: a start then reads at most so many
_RENEWALS = 3  # in the time of a lease


class Run:
    """One crawl of one portal: opens the store before anything is fetched, says at the end how it went."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.settings = crawler.settings
        self.started_at = clock.now(self.settings)
        self.id = f"{self.started_at:%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}"
        self.outcome: Outcome | None = None
        """None until the run has ended."""
        self.commits: list[int] = []
        self.seconds = 0.0
        self.fenced = False
        """Another worker holds the portal: what is in the store is that one's to change."""
        self._store: ObjectStore | None = None
        self._log: Log | None = None
        self._known: Known | None = None
        self._lease: Lease | None = None
        self._failure: Outcome | None = None
        self._started = time.monotonic()
        self._renewing: asyncio.Task[None] | None = None
        self._closing: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Run:
        """As Scrapy makes its extensions."""
        run = cls(crawler)
        crawler.signals.connect(run.spider_opened, signals.spider_opened)
        crawler.signals.connect(run.spider_closed, signals.spider_closed)
        crawler.signals.connect(run.spider_error, signals.spider_error)
        crawler.signals.connect(run.item_error, signals.item_error)
        return run

    @staticmethod
    def of(crawler: Crawler) -> Run:
        """The run of this crawl."""
        run = crawler.get_extension(Run)
        if run is None:
            raise RuntimeError("EXTENSIONS lacks crawlers.run.Run: nothing can be stored")
        return run

    @property
    def spider(self) -> PortalSpider:
        """The portal's spider."""
        return cast("PortalSpider", self.crawler.spider)

    @property
    def store(self) -> ObjectStore:
        """The store. Like `log` and `known` it is there once the run has been opened."""
        return _opened(self._store)

    @property
    def log(self) -> Log:
        """The portal's log."""
        return _opened(self._log)

    @property
    def known(self) -> Known:
        """What is committed."""
        return _opened(self._known)

    @property
    def is_open(self) -> bool:
        """What is known has been read."""
        return self._known is not None

    @property
    def has_failed(self) -> bool:
        """Nothing more may be written."""
        return self._failure is not None

    @property
    def exit_code(self) -> int:
        """What the process tells whoever started it."""
        if self.fenced:
            return HELD_EXIT_CODE
        return EXIT_CODES[self.outcome.state if self.outcome else "failed"]

    def fail(self, error: Exception) -> None:
        """End the run as failed; what was committed stays."""
        if self._failure:
            return
        self.fenced = isinstance(error, Held | Lost | OtherWriter)
        if not isinstance(error, StoreError):
            logger.error("An error in this program ends the run.", exc_info=error)
        self._failure = _failure(error)
        self._closing = asyncio.get_running_loop().create_task(self._close())

    def committed(self, commit: Commit, rows: Iterable[Row]) -> None:
        """Take up what a commit has made known."""
        self.known.learn(rows)
        self.known.seq = commit.seq
        self.commits.append(commit.seq)

    # Signals

    async def spider_opened(self) -> None:
        """Open the store, take the lease, learn what is known. Closes the run where that fails."""
        try:
            await asyncio.to_thread(self._open)
        except Exception as error:
            self.fenced = isinstance(error, Held)
            self._failure = _failure(error)
            if not isinstance(error, StoreError):
                logger.exception("An error in this program ends the run.")
            raise CloseSpider(self._failure.reason) from error
        if not self.crawler.crawling:  # told to stop while the store was being opened
            raise CloseSpider("shutdown")
        self._renewing = asyncio.get_running_loop().create_task(self._renew())

    async def spider_closed(self, reason: str) -> None:
        """Judge the run and leave its record."""
        if self._renewing:
            self._renewing.cancel()
        self.seconds = time.monotonic() - self._started
        self.outcome = self._failure or self._judged(reason)
        for name, value in self.spider.tally.as_record().items():
            if isinstance(value, int):
                self.crawler.stats.set_value(f"tuantra/{name}", value)
        await asyncio.to_thread(self._leave)

    def spider_error(self, failure: Failure) -> None:
        """A page on which this program fails is a page not read."""
        self.spider.tally.failed += 1
        self.spider.tally.note_failure(_address(failure), f"error in this program: {failure.value!r}")

    def item_error(self, failure: Failure) -> None:
        """An article that may be lost ends the run."""
        error = failure.value
        self.fail(error if isinstance(error, Exception) else RuntimeError(repr(error)))

    # Store

    def _open(self) -> None:
        store = open_store(self.settings["STORE"])
        if self.spider.scope.home is None:
            refuse_demo(store)
        if self.settings.getbool("STORE_SINGLE_WRITER"):
            store = SingleWriter(store)
        else:
            probe(store)
        self._store = store
        portal, seconds = self.spider.name, self.settings.getfloat("LEASE_SECONDS")
        holder = f"{socket.gethostname()}:{os.getpid()} (run {self.id})"
        self._lease = take_lease(store, portal, holder, self.started_at, seconds, _is_dead)
        record.begin(self)
        self._log = Log(store, portal)
        self._known = load_known(store, self._log)

    async def _renew(self) -> None:
        seconds = self.settings.getfloat("LEASE_SECONDS")
        while self._lease:
            await asyncio.sleep(seconds / _RENEWALS)
            try:
                self._lease = await asyncio.to_thread(self._lease.renew, clock.now(self.settings), seconds)
            except Lost as error:
                self.fail(error)
                return
            except StoreError as error:
                logger.warning("The lease could not be renewed; trying again. %s", error)

    async def _close(self) -> None:
        await self.crawler.engine.close_spider_async(reason="failed")

    def _judged(self, reason: str) -> Outcome:
        if reason == "start_error":
            return Outcome("failed", "error", "the start of the crawl failed; see the log")
        scope, tally = self.spider.scope, self.spider.tally
        limited = tally.limit_reached or scope.since is not None
        return judge(tally, stopped=reason != "finished", limited=limited)

    def _leave(self) -> None:
        """What a run leaves in the store; a failed one as much of it as the store lets it."""
        if self._store is None or self.outcome is None or (self.fenced and self._lease is None):
            return
        try:
            self._finish(self.outcome)
        except StoreError as error:
            logger.warning("The run's record could not be written. %s", error)
            if not self._failure:
                self.outcome = _failure(error)

    def _finish(self, outcome: Outcome) -> None:
        if (
            self._known
            and not self._failure
            and self._known.seq - self._known.checkpoint >= _CHECKPOINT_AFTER
        ):
            write_checkpoint(self.store, self.log, self.known)
        try:
            record.write(self, outcome)
        finally:
            if self._lease and not self.fenced:
                self._lease.release(clock.now(self.settings))


def _is_dead(holder: str) -> bool:
    """Whether the holder of a lease was a process of this machine that is no more."""
    host, _, process = holder.partition(" ")[0].rpartition(":")
    if host != socket.gethostname() or not process.isdecimal():
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False


def _opened(part: Part | None) -> Part:
    if part is None:
        raise RuntimeError("the run has not been opened")
    return part


def _failure(error: Exception) -> Outcome:
    if isinstance(error, Held | Lost | OtherWriter):
        return Outcome("failed", "held", str(error))
    if isinstance(error, StoreError):
        return Outcome("failed", "store", str(error))
    return Outcome("failed", "error", f"an error in this program: {error!r}; see the log")


def _address(failure: Failure) -> str:
    request = getattr(failure, "request", None)
    return str(getattr(request, "url", "unknown"))

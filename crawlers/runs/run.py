"""A run from its lease to its record: the Scrapy extension that everything of one `scrapy crawl` hangs on."""

from __future__ import annotations

import asyncio
import logging
import secrets
import time
from collections.abc import Callable, Iterable
from typing import Any, TypeVar, cast

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider
from scrapy.http import Response
from twisted.python.failure import Failure

from crawlers import clock
from crawlers.browser.program import check_browser
from crawlers.browser.trouble import NoBrowser
from crawlers.drift.following import follow
from crawlers.exploring.findings import Unexplored
from crawlers.fetching.failures import request_of
from crawlers.manners.hours import Hours, hours_for
from crawlers.runs import record
from crawlers.runs.carried import Carried, Ongoing, last_carried
from crawlers.runs.handover import unusual
from crawlers.runs.outcome import EXIT_CODES, HELD_EXIT_CODE, Outcome, judge
from crawlers.runs.unusual import Finding
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
    Patience,
    SingleWriter,
    StoreError,
    is_checkpoint_due,
    load_known,
    open_store,
    patiently,
    probe,
    refuse_demo,
    take_lease,
    write_checkpoint,
)
from crawlers.store.batches import Row
from crawlers.store.holder import is_dead, this_process

logger = logging.getLogger(__name__)
Part = TypeVar("Part")
_RENEWALS = 2  # in the time of a lease
_RENEWAL_TRIES = 20  # in the same time, where the store does not answer
_OUT_OF_HOURS = "out-of-hours"


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
        self.rejected: list[str] = []
        """Keys of what failed the check, in earlier runs and this one, oldest first."""
        self.seconds = 0.0
        self.fenced = False
        """Another worker holds the portal: what is in the store is that one's to change."""
        self._store: ObjectStore | None = None
        self._log: Log | None = None
        self._known: Known | None = None
        self.former = Carried()
        """What the last run left to this one."""
        self.unusual: list[Finding] = []
        """How the run differs from those before it."""
        self.drift: Ongoing | None = None
        """A drift of the portal's pages that began with this run or goes on."""
        self.drift_record: dict[str, Any] | None = None
        self._lease: Lease | None = None
        self._failure: Outcome | None = None
        self._started = time.monotonic()
        self._renewing: asyncio.Task[None] | None = None
        self._closing: asyncio.Task[None] | None = None
        self._hours_end: asyncio.TimerHandle | None = None

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
            raise RuntimeError("EXTENSIONS lacks crawlers.runs.run.Run: nothing can be stored")
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
        if not isinstance(error, StoreError | NoBrowser | Unexplored):
            logger.error("An error in this program ends the run.", exc_info=error)
        self._failure = _failure(error)
        self._closing = asyncio.get_running_loop().create_task(self._close())

    async def note(self, write: Callable[[Run], None]) -> None:
        """Write something about the run while it goes on; the run ends where the store does not take it."""
        try:
            await asyncio.to_thread(lambda: self._patiently(lambda: write(self)))
        except StoreError as error:
            self.fail(error)

    def committed(self, commit: Commit, rows: Iterable[Row]) -> None:
        """Take up what a commit has made known."""
        self.known.learn(rows, commit.seq)
        self.known.seq = commit.seq
        self.commits.append(commit.seq)
        self.rejected += [stored.key for stored in commit.objects if stored.kind == "rejected"]

    # Signals

    async def spider_opened(self) -> None:
        """Open the store, take the lease, learn what is known. Closes the run where that fails."""
        try:
            await asyncio.to_thread(self._open)
            if self.spider.scripted_listings:
                await check_browser(self.settings)
            await self.spider.readers.start()
        except Exception as error:
            self.fenced = isinstance(error, Held)
            self._failure = _failure(error)
            if not isinstance(error, StoreError | NoBrowser):
                logger.exception("An error in this program ends the run.")
            raise CloseSpider(self._failure.reason) from error
        if not self.crawler.crawling:  # told to stop while the store was being opened
            raise CloseSpider("shutdown")
        hours = self._hours()
        if hours and not hours.is_open(clock.now(self.settings)):
            raise CloseSpider(_OUT_OF_HOURS)
        loop = asyncio.get_running_loop()
        if hours:
            self._hours_end = loop.call_later(hours.closes_in(clock.now(self.settings)), self._end_hours)
        self._renewing = loop.create_task(self._renew())

    async def spider_closed(self, reason: str) -> None:
        """Judge the run and leave its record."""
        if self._renewing:
            self._renewing.cancel()
        if self._hours_end:
            self._hours_end.cancel()
        if self.is_open:
            await self.spider.readers.close()
            self.spider.finder.count()
        self.seconds = time.monotonic() - self._started
        self.outcome = self._failure or self._judged(reason)
        for name, value in self.spider.tally.as_record().items():
            if isinstance(value, int):
                self.crawler.stats.set_value(f"tuantra/{name}", value)
        await asyncio.to_thread(self._leave)

    def spider_error(self, failure: Failure, response: Response | Failure | None) -> None:
        """A page on which this program fails is a page not read, and the next run asks for it again.

        Without a page it is the beginning that failed, and nothing can be read.
        """
        if response is None:
            self.fail(failure.value if isinstance(failure.value, Exception) else RuntimeError(failure.value))
            return
        request = response.request if isinstance(response, Response) else request_of(response)
        self.spider.give_up(request, f"error in this program: {failure.value!r}")

    def item_error(self, failure: Failure) -> None:
        """An article that may be lost ends the run."""
        error = failure.value
        self.fail(error if isinstance(error, Exception) else RuntimeError(repr(error)))

    # Store

    def _open(self) -> None:
        store = open_store(self.settings["STORE"])
        if not self.spider.is_elsewhere:
            refuse_demo(store)
        if self.settings.getbool("STORE_SINGLE_WRITER"):
            store = SingleWriter(store)
        else:
            self._patiently(lambda: probe(store))
        self._store = store
        portal, seconds = self.spider.name, self.settings.getfloat("LEASE_SECONDS")
        holder = this_process(self.id)
        token = secrets.token_hex(8)
        self._lease = self._patiently(
            lambda: take_lease(store, portal, holder, self.started_at, seconds, is_dead, token)
        )
        self._patiently(lambda: record.begin(self))
        log = self._log = Log(store, portal)
        known = self._patiently(lambda: load_known(store, log))
        self.former = self._patiently(lambda: last_carried(store, portal))
        self.rejected = list(self.former.rejected)
        self.spider.begin(known, self.former)
        self._known = known

    def _patiently(self, operation: Callable[[], Part]) -> Part:
        seconds = 0.0 if self._failure else self.settings.getfloat("STORE_PATIENCE")
        return patiently(operation, Patience(seconds, lambda: self.crawler.crawling))

    async def _renew(self) -> None:
        seconds = self.settings.getfloat("LEASE_SECONDS")
        wait = seconds / _RENEWALS
        while self._lease:
            await asyncio.sleep(wait)
            try:
                self._lease = await asyncio.to_thread(self._lease.renew, clock.now(self.settings), seconds)
                wait = seconds / _RENEWALS
            except Lost as error:
                self.fail(error)
                return
            except StoreError as error:
                logger.warning("The lease could not be renewed; trying again. %s", error)
                wait = seconds / _RENEWAL_TRIES

    async def _close(self, reason: str = "failed") -> None:
        await self.crawler.engine.close_spider_async(reason=reason)

    def _hours(self) -> Hours | None:
        """Those of a portal do not hold for a mirror of it."""
        declared = self.spider.hours if self.spider.scope.home is None else ""
        return hours_for(declared, self.settings.get("PORTAL_HOURS"))

    def _end_hours(self) -> None:
        """As SIGTERM does: what is in hand is committed."""
        if not self._closing:
            self._closing = asyncio.get_running_loop().create_task(self._close(_OUT_OF_HOURS))

    def _judged(self, reason: str) -> Outcome:
        if reason == "start_error":
            return Outcome("failed", "error", "the start of the crawl failed; see the log")
        scope, tally = self.spider.scope, self.spider.tally
        limited = tally.limit_reached or scope.since is not None
        self.unusual = unusual(self)
        verdict = judge(tally, stopped=reason != "finished", limited=limited, unusual=self.unusual)
        hours = self._hours()
        if verdict.reason == "stopped" and reason == _OUT_OF_HOURS and hours:
            begin = hours.opens_at(clock.now(self.settings))
            told = f"the portal is crawled {hours} (Việt Nam); the next hours begin on {begin:%d/%m at %H:%M}"
            return Outcome("partial", _OUT_OF_HOURS, told)
        return verdict

    def _leave(self) -> None:
        """What a run leaves in the store; a failed one as much of it as the store lets it."""
        if self._store is None or self.outcome is None or (self.fenced and self._lease is None):
            return
        followed = follow(self, self.outcome)
        self.drift, self.drift_record = followed
        if self.drift and self.drift_record:
            self.outcome = self.outcome.see(f"scrapy drift {self.spider.name}")
        try:
            self._finish(self.outcome)
        except StoreError as error:
            logger.warning("The run's record could not be written. %s", error)
            if not self._failure:
                self.outcome = _failure(error)

    def _finish(self, outcome: Outcome) -> None:
        if self.is_open and not self._failure and is_checkpoint_due(self.known):
            self._patiently(lambda: write_checkpoint(self.store, self.log, self.known))
        try:
            self._patiently(lambda: record.write(self, outcome))
        finally:
            if self._lease and not self.fenced:
                self._patiently(self._lease.release)


def _opened(part: Part | None) -> Part:
    if part is None:
        raise RuntimeError("the run has not been opened")
    return part


def _failure(error: Exception) -> Outcome:
    if isinstance(error, Held | Lost | OtherWriter):
        return Outcome("failed", "held", str(error))
    if isinstance(error, StoreError):
        return Outcome("failed", "store", str(error))
    if isinstance(error, NoBrowser):
        return Outcome("failed", "browser", str(error))
    if isinstance(error, Unexplored):
        return Outcome("failed", error.reason, str(error))
    return Outcome("failed", "error", f"an error in this program: {error!r}; see the log")

"""Crawling a portal that nobody has declared: it is explored first, and what was found is kept."""

from __future__ import annotations

import hashlib
import re
from collections.abc import AsyncIterator
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.exceptions import DontCloseSpider
from scrapy.http import Response
from twisted.python.failure import Failure

from crawlers.addresses import clean, origin
from crawlers.exploring import Explorer, NothingFound, Sampled
from crawlers.exploring.findings import OtherIds, Unexplored
from crawlers.exploring.kept import Explored, addresses_of, as_record, keep, read_kept
from crawlers.exploring.own import OwnAddresses
from crawlers.exploring.telling import tell
from crawlers.fetching.failures import detail_of, let_go, request_of
from crawlers.layout import Layout
from crawlers.listings.backlog import Backlog
from crawlers.network.reachable import is_loopback
from crawlers.portals import UNDECLARED, declared_portals
from crawlers.provinces import UNKNOWN
from crawlers.reader.reader import ReadingFailed
from crawlers.runs import record
from crawlers.runs.carried import Carried
from crawlers.runs.run import Run
from crawlers.spider import PortalSpider
from crawlers.store import Known
from crawlers.terminal import write_utf8

_NOWHERE = "https://undeclared.invalid/"
_NEVER = r"(?!)"
_LONGEST_NAME = 64
_SAME_IDS = 0.9
_COMPARED = 2_000


def name_of(home: str) -> str:
    """The slug of a portal that nobody has named, of its host and port: two hosts never share one.

    `congan.quangtri.gov.vn` is congan_quangtri_gov_vn.
    """
    place = origin(home).partition("://")[2].removeprefix("www.")
    name = re.sub(r"[^a-z0-9_]", "_", place.replace("-", "__"))
    if not name[0].isalpha() or "_" not in name:
        name = f"host_{name}"
    if len(name) <= _LONGEST_NAME and "[" not in place:
        return name
    return f"{name[: _LONGEST_NAME - 9]}_{hashlib.sha256(place.encode()).hexdigest()[:8]}"


class UndeclaredPortal(PortalSpider):
    """The portal at `-a home=`: that is its official address, and its name is made of it.

    A first run explores it. Later runs take up what was found, so that ids stay what they are; one that finds
    no article link in any listing explores anew, and goes on only where articles keep their ids.
    """

    name = UNDECLARED
    agency = "không rõ"
    province = UNKNOWN
    home = _NOWHERE
    article = _NEVER

    def __init__(self, name: str | None = None, **arguments: str) -> None:
        """Raises BadArgument for arguments that cannot be meant."""
        if home := clean(arguments.get("home", "")):
            self.home = origin(home) + "/"
            self.name = name = name_of(self.home)
            self.agency = urlsplit(self.home).hostname or self.agency
        super().__init__(name, **arguments)
        self._explorer: Explorer | None = None

    def begin(self, known: Known, carried: Carried) -> None:
        """Take up what is known, and what an earlier run has found of the portal."""
        anew = self.settings.getbool("EXPLORE_ANEW")
        if (kept := read_kept(carried.explored)) and not anew:
            self._declare(kept)
        super().begin(known, carried)
        if self.explored is None:
            self._explorer = self._new_explorer()
            self.backlog = (
                Backlog()
            )  # which articles are asked for again shows when their addresses are known

    async def start(self) -> AsyncIterator[Request]:
        """What leads to articles; the exploration where that is not known yet."""
        if self._explorer is None:
            async for request in super().start():
                yield request
        else:
            self.warn()
            for request in self._ask():
                yield request

    @property
    def is_elsewhere(self) -> bool:
        """Its home is where the public reads it, unless that is this machine."""
        return is_loopback(urlsplit(self.home).hostname or "")

    def warn(self) -> None:
        """As of any portal; and where a spider declares this one, name it."""
        super().warn()
        for name, spider in declared_portals(self.settings).items():
            if spider().addresses.owns(self.home):
                self.logger.warning(
                    "The spider %s declares this portal. What is read now is stored as %s, beside what is "
                    "stored of %s, and its articles have other ids. Probably meant: scrapy crawl %s",
                    *(name, self.name, name, name),
                )

    def go_on(self) -> None:
        """As of any portal; where no listing leads to an article any more, explore anew."""
        super().go_on()
        if self._explorer is None and self.tally.listing_pages and not self.tally.found:
            self.logger.warning("No listing leads to an article: %s is explored anew.", self.home)
            self.has_finished = False
            self._explorer = self._new_explorer()
            for request in self._ask():
                self.crawler.engine.crawl(request)
            raise DontCloseSpider

    def give_up(self, request: Request | None, reason: str) -> None:
        """An exploration on which this program fails is none."""
        if request is not None and request.callback == self.explore:
            self._fail(NothingFound(f"The exploration of {self.home} broke off at {request.url}: {reason}"))
        else:
            super().give_up(request, reason)

    # Exploring

    def _new_explorer(self) -> Explorer:
        return Explorer(self.home, budget=self.settings.getint("EXPLORE_PAGES"), fetched_at=self.now())

    def _ask(self) -> list[Request]:
        """The next page of the exploration; none where it is over."""
        address = self._explorer.next() if self._explorer else None
        if address is None:
            return []
        return [Request(address, callback=self.explore, errback=self.not_explored, dont_filter=True)]

    async def explore(self, response: Response) -> AsyncIterator[Request]:
        """Take up a page of the exploration."""
        explorer = self._exploration()
        try:
            content_type = (response.headers.get("Content-Type") or b"").decode("latin-1") or None
            reading = await self.readers.read(
                response.body, content_type=content_type, url=response.url, fetched_at=self.now()
            )
            explorer.take(Sampled(response.url, response.body, content_type), reading)
        except ReadingFailed as error:
            explorer.fail(response.url, str(error))
        async for request in self._go_on_exploring():
            yield request

    async def not_explored(self, failure: Failure) -> AsyncIterator[Request]:
        """Note a page of the exploration that did not come."""
        self._exploration().fail(request_of(failure).url, detail_of(failure))
        let_go(failure)
        async for request in self._go_on_exploring():
            yield request

    async def _go_on_exploring(self) -> AsyncIterator[Request]:
        requests = self._ask()
        if not requests:
            await self._end_exploring()
            requests = [] if self._run.has_failed else list(self.finder.start())
        for request in requests:
            yield request

    async def _end_exploring(self) -> None:
        """Declare what was found, tell it, keep it; end the run where there is nothing to go by."""
        try:
            findings = self._exploration().conclude()
            explored = keep(findings)
            self._check_ids(explored)
        except NothingFound as error:
            self._fail(NothingFound(f"{error} Nothing was stored."))
            return
        except Unexplored as error:
            self._fail(error)
            return
        self._declare(explored)
        before = self.readers
        super().begin(self.known, self.carried)
        await self.readers.start()
        await before.close()
        write_utf8()
        for line in tell(findings):
            print(line, flush=True)
            self.logger.info("%s", line)
        await self._run.note(record.note_explored)

    def _check_ids(self, explored: Explored) -> None:
        """Raise OtherIds where articles that are stored would be stored again under other ids."""
        if self.settings.getbool("EXPLORE_ANEW"):
            return
        addresses = addresses_of(self.name, explored)
        stored = [(name, known.url) for name, known in islice(self.known.items(), _COMPARED) if known.url]
        kept = sum(_names(addresses, url) == article_id for article_id, url in stored)
        linked = {name for url in self._exploration().titled() if (name := _names(addresses, url))}
        met = sum(name in self.known for name in linked)
        if kept >= _SAME_IDS * len(stored) or (linked and met >= len(linked) / 2):
            return
        raise OtherIds(
            f"{self.home} has changed its addresses: by what was found now, {len(stored) - kept} of "
            f"{len(stored)} stored articles would get other ids (the pattern is now {explored.article}). "
            "Nothing was stored, nothing is lost. Declare the portal (scrapy newportal) so that old and new "
            "addresses give the same ids, or accept new ids with -s EXPLORE_ANEW=1."
        )

    def _exploration(self) -> Explorer:
        if self._explorer is None:
            raise RuntimeError("nothing is being explored")
        return self._explorer

    @property
    def _run(self) -> Run:
        return Run.of(self.crawler)

    def _fail(self, error: Exception) -> None:
        self._run.fail(error)

    # What was found

    def _declare(self, explored: Explored) -> None:
        """What a spider's class says of a declared portal."""
        self.explored = as_record(explored)
        self.agency, self.province = explored.agency, explored.province
        self.article, self.keep = explored.article, explored.keep
        self.listings, self.listing = explored.listings, explored.listing
        self.feeds, self.sitemaps, self.paged_listings = (
            explored.feeds,
            explored.sitemaps,
            explored.paged_listings,
        )
        self.addresses = addresses_of(self.name, explored)
        platform = explored.known_platform
        self.layout = platform.layout if platform else Layout()


def as_found(explored: dict[str, Any], **_arguments: str) -> UndeclaredPortal:
    """A portal by what an exploration found, as it is kept. Raises ValueError for what is not understood."""
    kept = read_kept(explored)
    if kept is None:
        raise ValueError("what was found of the portal cannot be understood")
    portal = UndeclaredPortal(home=origin(kept.home))
    portal._declare(kept)
    return portal


def _names(addresses: OwnAddresses, url: str) -> str | None:
    article = addresses.article(url)
    return article.id if article else None

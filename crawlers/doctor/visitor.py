"""The visit itself: a handful of requests, one after the other, with the crawl's own manners."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Iterator
from itertools import zip_longest
from time import monotonic
from typing import Any

from scrapy import Request, Spider
from scrapy.http import Response, TextResponse
from scrapy.settings import BaseSettings

from crawlers.addresses import ArticleAddress
from crawlers.browser.program import check_browser
from crawlers.browser.trouble import NoBrowser
from crawlers.definition import BadDefinition
from crawlers.doctor.exchange import Exchange
from crawlers.doctor.redirects import followed
from crawlers.doctor.stranger import explored, is_stranger
from crawlers.doctor.stubs import is_worth_asking_again
from crawlers.doctor.visit import NO_PROOF, NO_RULES, TIME_UP, ListingVisit, Sample, Visit
from crawlers.exploring import Explorer, NothingFound, Sampled
from crawlers.listings.documents import ListingPage, feed_links, read_answer, read_listing
from crawlers.listings.page_links import PageLink, join
from crawlers.listings.paged import PagedListing
from crawlers.listings.postback import Form
from crawlers.manners.robots import RobotsUnreachable
from crawlers.network.refused import BadCertificate
from crawlers.reader.reader import Reader, ReadingFailed
from crawlers.spider import PortalSpider

_LISTINGS_MOST = 6
_FOLLOWED_MOST = 2
"""Listings that are not declared by name but match the pattern."""
_INDEXES_MOST = 6
_ARTICLES = 3
_FAILED_MOST = 2
_EXPLORED_MOST = 25
"""Pages of a portal that nobody has declared, beside all others; too few for `newportal`."""
_REDIRECTS = (301, 302, 303, 307, 308)
_FORM_HEADERS = {"Content-Type": "application/x-www-form-urlencoded"}
_TERMS = {
    "RETRY_TIMES": 1,
    "DOWNLOAD_TIMEOUT": 20,  # seconds; a crawl has more patience
    "AUTOTHROTTLE_MAX_DELAY": 10.0,
}
_MIDDLEWARES_LEFT_OUT = ("crawlers.manners.retry_after.RetryAfter",)  # a wait is told instead


class Visitor(Spider):
    """Fills a `Visit`: robots.txt, home page, listings, feeds and site maps, articles. Keeps nothing."""

    name = "doctor"

    def __init__(self, visit: Visit, seconds: float) -> None:
        super().__init__()
        self.portal: PortalSpider = visit.portal
        """Its exceptions of encryption hold for its hosts."""
        self.addresses = visit.portal.addresses
        self.scope = visit.portal.scope
        self._visit = visit
        self._pattern = re.compile(visit.portal.listing) if visit.portal.listing else None
        self._seconds = seconds
        self._until = 0.0
        self._reader: Reader

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """No store and no run record; less patience than a crawl has."""
        PortalSpider.update_settings(settings)
        for name in ("ITEM_PIPELINES", "EXTENSIONS"):
            settings.set(name, {}, priority="spider")
        for name, value in _TERMS.items():
            settings.set(name, value, priority="spider")
        middlewares = {**settings.getdict("DOWNLOADER_MIDDLEWARES"), **dict.fromkeys(_MIDDLEWARES_LEFT_OUT)}
        settings.set("DOWNLOADER_MIDDLEWARES", middlewares, priority="spider")

    async def start(self) -> AsyncIterator[Any]:
        """The whole visit; nothing is scheduled, each request is awaited here."""
        settings, begun = self.settings, monotonic()
        self._until = begun + self._seconds
        self._reader = Reader(
            self.portal.layout,
            seconds=settings.getfloat("READING_SECONDS"),
            memory=settings.getint("READING_MEMORY"),
        )
        try:
            await self._go_round()
        finally:
            self._visit.seconds = monotonic() - begun
            await self._reader.close()
        for request in list[Request]():  # none: Scrapy wants a generator
            yield request

    async def _go_round(self) -> None:
        visit, portal = self._visit, self.portal
        visit.robots = await self._ask(self.addresses.at("/robots.txt"), meta={"dont_obey_robotstxt": True})
        visit.home = await self._ask(self.addresses.at("/"))
        if is_worth_asking_again(visit.home):
            visit.home_again = await self._ask(self.addresses.at("/"))
        if is_stranger(portal):
            await self._explore()
            portal = self.portal
        await self._listings()
        await self._sample(1)
        if portal.scripted_listings:
            visit.why_no_browser = await self._why_no_browser()
        for path in (portal.feeds + portal.sitemaps)[:_INDEXES_MOST]:
            visit.indexes[path] = await self._ask(self.addresses.at(path))
        await self._sample(_ARTICLES)

    # A portal that nobody has declared

    async def _explore(self) -> None:
        """Go on with what an exploration finds, if it finds articles."""
        visit = self._visit
        explorer = Explorer(visit.portal.home, budget=_EXPLORED_MOST, fetched_at=visit.at)
        while (address := explorer.next()) is not None:
            await self._show(explorer, address)
        try:
            findings = explorer.conclude()
            visit.portal = self.portal = explored(visit.portal, findings)
        except (NothingFound, BadDefinition) as error:
            visit.exploration = f"none; {error}"
            return
        self.addresses = self.portal.addresses
        self._pattern = re.compile(findings.listing) if findings.listing else None
        visit.exploration = f"none; on {len(explorer.asked)} pages articles at {findings.article} were found"

    async def _show(self, explorer: Explorer, address: str) -> None:
        exchange = self._visit.front() if address == self._visit.home.address else await self._ask(address)
        response = exchange.response
        if not exchange.is_page or response is None:
            explorer.fail(address, exchange.why)
            return
        kind = exchange.content_type
        try:
            reading = await self._reader.read(
                response.body, content_type=kind, url=response.url, fetched_at=self._visit.at
            )
        except ReadingFailed as error:
            explorer.fail(address, str(error))
            return
        explorer.take(Sampled(response.url, response.body, kind), reading)

    # Listings

    async def _listings(self) -> None:
        home = self._look(ListingVisit("/", True, self._visit.front()))
        self._visit.listings.append(home)
        for path in [path for path in self.portal.listings if path != "/"][:_LISTINGS_MOST]:
            await self._listing(ListingVisit(path, True, await self._ask(self.addresses.at(path))))
        for paged in self.portal.paged_listings[:_LISTINGS_MOST]:
            await self._paged_listing(paged)
        for path in self.portal.scripted_listings[:_LISTINGS_MOST]:
            self._visit.listings.append(
                self._look(ListingVisit(path, True, await self._ask(self.addresses.at(path))))
            )
        for path in self._followed(home):
            await self._listing(ListingVisit(path, False, await self._ask(self.addresses.at(path))))
        await self._turn(home)

    def _followed(self, home: ListingVisit) -> list[str]:
        """Listings by the portal's pattern that the home page links, where few are declared by name."""
        if home.page is None:
            return []
        paths = [address.removeprefix(self.addresses.read_at) for address in home.page.listings]
        new = [path for path in dict.fromkeys(paths) if path not in self.portal.listings]
        return new[: max(0, _FOLLOWED_MOST - len(self.portal.listings))]

    async def _listing(self, listing: ListingVisit) -> None:
        self._visit.listings.append(self._look(listing))
        await self._turn(listing)

    def _look(self, listing: ListingVisit) -> ListingVisit:
        listing.page = self._page(listing.first, listing.path)
        return listing

    async def _turn(self, listing: ListingVisit) -> None:
        """The second page, if the first one leads to it."""
        if not (further := listing.further()):
            return
        second = _second(further)
        listing.second = await self._ask(second.address, second.form)
        listing.second_page = self._page(listing.second, listing.path)

    async def _paged_listing(self, paged: PagedListing) -> None:
        """Its pages are asked for by number, whatever they say of each other."""
        first, second = [await self._ask(self.addresses.at(paged.page(turn))) for turn in (1, 2)]
        listing = ListingVisit(paged.address, True, first, second=second)
        listing.page, listing.second_page = self._answer(first, paged), self._answer(second, paged)
        self._visit.listings.append(listing)

    def _page(self, exchange: Exchange, path: str) -> ListingPage | None:
        response = exchange.response
        if not exchange.is_page or not isinstance(response, TextResponse):
            return None
        return read_listing(response, self.addresses, path, self._pattern, self._visit.at)

    def _answer(self, exchange: Exchange, paged: PagedListing) -> ListingPage | None:
        if not exchange.is_page or exchange.response is None:
            return None
        try:
            return read_answer(exchange.response, self.addresses, paged, self._pattern, self._visit.at)
        except ValueError:
            return None

    async def _why_no_browser(self) -> str:
        """Empty where a crawl would find one that starts."""
        try:
            await check_browser(self.settings)
        except NoBrowser as error:
            return str(error)
        return ""

    # Articles

    async def _sample(self, number: int) -> None:
        """Read articles until so many were read; a few may fail, as some links lead to no article."""
        sampled = {sample.exchange.address for sample in self._visit.samples}
        for article in self._articles():
            if len(self._visit.readings()) >= number or len(self._visit.samples) >= number + _FAILED_MOST:
                return
            if article.request not in sampled:
                sampled.add(article.request)
                self._visit.samples.append(await self._read(article))

    def _articles(self) -> Iterator[ArticleAddress]:
        """The newest of each listing in turn, the home page last: it shows old ones. Then those of feeds."""
        listings = self._visit.listings[1:] + self._visit.listings[:1]
        pages = [listing.page for listing in listings if listing.page]
        for turn in zip_longest(*(page.articles.values() for page in pages)):
            yield from filter(None, turn)
        for exchange in self._visit.indexes.values():
            yield from self._named(exchange)

    def _named(self, exchange: Exchange) -> Iterator[ArticleAddress]:
        if not exchange.is_page or exchange.response is None:
            return
        try:
            links = feed_links(exchange.body)
        except ValueError:
            return
        found = (self.addresses.article(join(exchange.response, link) or "") for link in links)
        yield from filter(None, found)

    async def _read(self, article: ArticleAddress) -> Sample:
        exchange = await self._ask(article.request)
        if not exchange.is_page or exchange.response is None:
            return Sample(exchange, why=exchange.why)
        try:
            reading = await self._reader.read(
                exchange.response.body,
                content_type=exchange.content_type,
                url=exchange.response.url,
                fetched_at=self._visit.at,
            )
        except ReadingFailed as error:
            return Sample(exchange, why=str(error))
        return Sample(exchange, reading)

    # Requests

    async def _ask(
        self, address: str, form: Form | None = None, meta: dict[str, Any] | None = None
    ) -> Exchange:
        """Ask, and follow redirects as a crawl does; each step is told."""
        asked, hops, seconds = [address], list[str](), list[float]()
        while True:
            if monotonic() > self._until:
                return Exchange(address, None, TIME_UP, tuple(hops), tuple(seconds))
            request = _request(asked[-1], form if len(asked) == 1 else None, meta)
            response, failure = await self._download(request)
            if response is not None:
                seconds.append(response.meta.get("download_latency", 0.0))
                there = _sent_on(response)
                if there is None:
                    return Exchange(address, response, "", tuple(hops), tuple(seconds))
                hops.append(there)
                onward, failure = followed(self.addresses, there, asked)
                asked.append(onward)
            if failure:
                return Exchange(address, response, failure, tuple(hops), tuple(seconds))

    async def _download(self, request: Request) -> tuple[Response | None, str]:
        """The answer, or why there is none."""
        self._visit.requests += 1
        left = max(1.0, self._until - monotonic()) + self.settings.getfloat("DOWNLOAD_TIMEOUT")
        try:
            return await asyncio.wait_for(self.crawler.engine.download_async(request), left), ""
        except TimeoutError:
            return None, TIME_UP
        except RobotsUnreachable:
            return None, NO_RULES
        except BadCertificate:
            return None, NO_PROOF
        except Exception as error:  # no answer, refused, forbidden: whatever it is, it is told
            return None, str(error) or type(error).__name__


def _request(address: str, form: Form | None, meta: dict[str, Any] | None) -> Request:
    more = {"dont_redirect": True, **(meta or {})}
    if form is None:
        return Request(address, dont_filter=True, meta=more)
    return Request(address, method="POST", body=form.body, headers=_FORM_HEADERS, dont_filter=True, meta=more)


def _sent_on(response: Response) -> str | None:
    """Where an answer redirects to; None for any other."""
    location = response.headers.get("Location") if response.status in _REDIRECTS else None
    return join(response, location.decode("latin-1")) if location else None


def _second(pages: list[PageLink]) -> PageLink:
    """The link to page 2; else to the next one."""
    named = {link.number: link for link in reversed(pages)}
    return named.get(2) or named.get(None) or pages[0]

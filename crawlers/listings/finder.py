"""From a portal's listings, feeds and site maps to the addresses of its articles."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from typing import TYPE_CHECKING

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from crawlers.addresses import ArticleAddress
from crawlers.fetching.failures import GONE, detail_of, request_of, status_of
from crawlers.listings.documents import ListingPage, feed_links, nested_site_maps
from crawlers.listings.page_links import PageLink, join
from crawlers.listings.sources import Linked, Numbered, Scripted, Source
from crawlers.listings.walk import Bounds, Walk

if TYPE_CHECKING:
    from crawlers.fetching.fetcher import Fetcher
    from crawlers.spider import PortalSpider

HOME = "/"
_LISTINGS_MOST = 300
"""Listings that are followed by pattern, at most."""
_INDEX_DEPTH = 3
"""Site maps in site maps."""


class Finder:
    """Walks the listings of one run. What it finds goes to the fetcher."""

    def __init__(self, spider: PortalSpider, fetcher: Fetcher) -> None:
        self._spider = spider
        self._fetcher = fetcher
        self._tally = spider.tally
        self._addresses = spider.addresses
        self._pattern = re.compile(spider.listing) if spider.listing else None
        self._walks: dict[str, Walk] = {}
        self._sources: dict[str, Source] = {}
        self._scripted = deque(
            Scripted(path, self._pattern) for path in dict.fromkeys(spider.scripted_listings)
        )
        """Those that wait: the browser has one listing open at a time."""
        self._indexes_asked: set[str] = set()
        settings = spider.settings
        self._bounds = Bounds(
            settings.getint("LISTING_OVERLAP"),
            settings.getint("LISTING_STALE"),
            settings.getint("MAX_LISTING_PAGES"),
        )

    def start(self) -> Iterator[Request]:
        """The home page and the declared listings, feeds and site maps."""
        for path in dict.fromkeys((HOME, *self._spider.listings)):
            if path not in self._spider.scripted_listings:
                yield self._walk(Linked(path, self._pattern))
        for paged in dict.fromkeys(self._spider.paged_listings):
            yield self._walk(Numbered(paged, self._pattern))
        for path in self._spider.feeds + self._spider.sitemaps:
            yield self._index_request(self._addresses.at(path), path, depth=0)
        yield from self._next_scripted()

    def ground(self, before: dict[str, int], seq: int) -> dict[str, int]:
        """For each listing the commit when it was last read whole, given that `seq` is the last one now."""
        whole = {path: seq for path, walk in self._walks.items() if walk.is_whole}
        return {path: whole.get(path, before.get(path, 0)) for path in {**before, **whole}}

    def count(self) -> None:
        """Write into the tally how the listings were read."""
        for path, walk in self._walks.items():
            self._tally.walks[path] = {
                "expected": walk.asked,
                "seen": walk.read,
                "links": walk.links or 0,
                "end": walk.end or "stopped",
            }
            if path in self._declared and walk.links is not None:
                self._tally.listings[path] = walk.links

    # Listings

    @property
    def _declared(self) -> tuple[str, ...]:
        spider = self._spider
        paged = (paged.address for paged in spider.paged_listings)
        return (*spider.listings, *paged, *spider.scripted_listings)

    def _walk(self, source: Source, address: str = "") -> Request:
        path = source.path
        ground = 0 if self._spider.scope.full else self._spider.carried.ground.get(path, 0)

        def is_known(article: ArticleAddress) -> bool:
            known = self._spider.known.get(article.id)
            return known is not None and known.first_seq <= ground

        walk = self._walks[path] = Walk(path, self._bounds, is_known)
        self._sources[path] = source
        return self._page_request(walk, walk.begin(address or source.first(self._addresses)))

    def _next_scripted(self) -> Iterator[Request]:
        if self._scripted:
            yield self._walk(self._scripted.popleft())

    def _page_request(self, walk: Walk, link: PageLink) -> Request:
        return (
            self._sources[walk.path]
            .request(link, walk.page)
            .replace(
                callback=self.read_listing,
                errback=self.listing_failed,
                cb_kwargs={"walk": walk},
                dont_filter=True,
                priority=0,  # after the articles that are known already: few requests wait at a time
            )
        )

    def read_listing(self, response: Response, walk: Walk) -> Iterator[Request]:
        """Follow a listing page to its articles and to the page after it."""
        source = self._sources[walk.path]
        try:
            page = source.read(response, self._addresses, walk.page, self._spider.now())
        except ValueError as error:
            self._tally.listings_failed += 1
            self._tally.note_failure(response.url, str(error))
            yield from self._go_on_behind(walk)
            return
        self._tally.listing_pages += 1
        walk.take(page)
        yield from self._fetcher.new(page.articles.values())
        if self._tally.limit_reached:
            walk.end = "limit"
        elif self._is_older(page):
            walk.end = "older"
        yield from self._go_on(walk)
        for address in page.listings:
            yield from self._follow(address)

    def listing_failed(self, failure: Failure) -> Iterator[Request]:
        """Note a listing page that could not be read: articles may be missing. Read what comes after it.

        A listing, other than the home page, that the portal says is not there, is absent like a feed.
        """
        walk: Walk = request_of(failure).cb_kwargs["walk"]
        status = status_of(failure)
        if status in GONE and walk.path != HOME and walk.asked == 1:
            walk.end = "end"
            self._note_absent(walk.path, f"the portal answers {status}")
            yield from self._go_on(walk)
        elif self._sources[walk.path].is_over(walk.page, status):
            yield from self._go_on(walk)
        else:
            self._note_failure(failure)
            yield from self._go_on_behind(walk)

    def _go_on_behind(self, walk: Walk) -> Iterator[Request]:
        walk.fail()
        following = self._sources[walk.path].after_failure(self._addresses, walk.page, walk.failed_in_row)
        if following:
            walk.go_on_to(following)
        yield from self._go_on(walk)

    def _go_on(self, walk: Walk) -> Iterator[Request]:
        if link := walk.next():
            yield self._page_request(walk, link)
            return
        if walk.end == "cut":
            self._tally.listings_cut += 1
            self._spider.logger.warning(
                "%s has more than %d pages; see MAX_LISTING_PAGES", walk.path, self._bounds.most
            )
        if isinstance(self._sources[walk.path], Scripted):
            yield from self._next_scripted()

    def _follow(self, address: str) -> Iterator[Request]:
        path = address.removeprefix(self._addresses.read_at)
        if path in self._walks or path in self._declared:
            return
        if len(self._walks) >= _LISTINGS_MOST:
            self._tally.listings_cut += 1
            return
        yield self._walk(Linked(path, self._pattern), address)

    def _is_older(self, page: ListingPage) -> bool:
        since = self._spider.scope.since
        return bool(since and page.newest and page.newest < since)

    # Feeds and site maps

    def _index_request(self, address: str, declared: str, depth: int) -> Request:
        self._indexes_asked.add(address)
        return Request(
            address,
            callback=self.read_index,
            errback=self.index_failed,
            cb_kwargs={"declared": declared, "depth": depth},
            dont_filter=True,
            priority=0,
        )

    def read_index(self, response: Response, declared: str, depth: int) -> None:
        """Follow a feed or a site map to its articles, an index of site maps to these."""
        try:
            links, site_maps = feed_links(response.body), nested_site_maps(response.body)
        except ValueError:
            self._note_absent(declared, "it is neither a feed nor a site map")
            return
        self._tally.listing_pages += 1
        if depth < _INDEX_DEPTH:
            self._spider.backlog.next(self._nested(response, site_maps, declared, depth + 1))
        self._spider.backlog.next(self._linked(response, links))

    def _linked(self, response: Response, links: list[str]) -> Iterator[Request]:
        found = (self._addresses.article(address) for link in links if (address := join(response, link)))
        yield from self._fetcher.new(article for article in found if article)

    def _nested(self, response: Response, links: list[str], declared: str, depth: int) -> Iterator[Request]:
        nested = (address for link in links if (address := join(response, link)))
        for site_map in filter(None, map(self._addresses.local, nested)):
            if len(self._indexes_asked) >= self._bounds.most:
                self._tally.listings_cut += 1
                return
            if site_map not in self._indexes_asked:
                yield self._index_request(site_map, declared, depth)

    def index_failed(self, failure: Failure) -> None:
        """A feed or site map that is absent is noted; one that fails may have named articles."""
        if status_of(failure) in GONE:
            declared = request_of(failure).cb_kwargs["declared"]
            self._note_absent(declared, f"the portal answers {status_of(failure)}")
        else:
            self._note_failure(failure)

    def _note_absent(self, path: str, why: str) -> None:
        self._tally.absent.append(path)
        self._spider.logger.info("%s is absent: %s", path, why)

    def _note_failure(self, failure: Failure) -> None:
        if not self._fetcher.is_refused(failure):
            self._fetcher.count_error(failure)
        self._tally.listings_failed += 1
        self._tally.note_failure(request_of(failure).url, detail_of(failure))

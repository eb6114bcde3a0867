"""The base of every portal's spider: from its listings to its articles."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response, TextResponse
from scrapy.settings import BaseSettings
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from crawlers import __version__, clock
from crawlers.addresses import Addresses, ArticleAddress
from crawlers.article import Article
from crawlers.compose import compose
from crawlers.definition import check_definition
from crawlers.layout import Layout
from crawlers.listings import ListingPage, feed_links, join, nested_site_maps, read_listing
from crawlers.offsite import OffSite
from crawlers.reading import Reading, read_page
from crawlers.scope import Scope
from crawlers.tally import Tally

HOME = "/"
_NO_CONTACT = "contact-not-set"
_GONE = (404, 410)
_DOUBTFUL_FLAGS = frozenset({"title-missing", "date-missing", "body-missing"})


class PortalSpider(Spider):
    """A portal. What is true of one portal alone is declared by its subclass; nothing else is in there.

    A declaration that makes no sense raises BadDefinition as soon as it is imported.
    """

    # Who
    name: str = ""
    """Slug of the portal; the first part of its articles' ids and of its keys in the store. Never changed."""
    agency: str = ""
    """The agency's name, in Vietnamese."""
    province: str = ""
    """ISO 3166-2 code; since 1 July 2025 several provinces are part of another."""

    # Where
    home: str = ""
    """Official address, with the scheme that the portal itself prefers."""
    hosts: tuple[str, ...] = ()
    """Further hosts of the same portal on which articles or listings lie. Nothing else is ever asked."""

    # What leads to articles
    listings: tuple[str, ...] = ()
    """Paths of the listings to begin with, besides the home page. Their further pages are found: links that
    are marked `rel=next`, named by a number, `Trang sau`, `Tiếp` or `»`, and lead to the same path."""
    listing: str | None = None
    """Pattern of path and query of further listings to follow, where `listings` cannot name them all."""
    feeds: tuple[str, ...] = ()
    """Paths of RSS or Atom feeds. One that is absent is noted, as is an absent site map."""
    sitemaps: tuple[str, ...] = ()
    """Paths of site maps, or of indexes of site maps."""

    # What an article's address is
    article: str = ""
    """Pattern of the whole path and query (only parameters in `keep`) of an article. Its group `number` is
    the portal's own article number, `category` the category; both may be missing."""
    keep: tuple[str, ...] = ()
    """Query parameters that belong to an article's address. All others are left out of it."""
    article_view: str | None = None
    """Path of an article's page with `{number}` in it, where a print view may be all that is linked."""
    print_view: str | None = None
    """Path of an article's print view with `{number}` in it: read where the page itself fails."""

    # How a page is read
    layout: Layout = Layout()

    def __init_subclass__(cls, **more: Any) -> None:
        super().__init_subclass__(**more)
        check_definition(cls)

    def __init__(self, name: str | None = None, **arguments: str) -> None:
        """Raises BadArgument for `-a` arguments that cannot be meant."""
        super().__init__(name)
        self.scope = Scope.parse(arguments)
        self.tally = Tally()
        self.addresses = Addresses(
            self.name,
            self.home,
            self.article,
            keep=self.keep,
            hosts=self.hosts,
            article_view=self.article_view,
            print_view=self.print_view,
            moved_to=self.scope.home,
        )
        self._listing_pattern = re.compile(self.listing) if self.listing else None
        self._print_addresses = re.compile(self.layout.print_view) if self.layout.print_view else None
        self._most_pages = 1  # until the settings are known
        self._asked: set[str] = set()
        self._listings_asked: set[str] = set()
        self._pages_asked: Counter[str] = Counter()

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """The user agent names the contact that the settings give."""
        super().update_settings(settings)
        agent = f"Mozilla/5.0 (compatible; tuantra/{__version__}; +{settings['TUANTRA_CONTACT']})"
        settings.set("USER_AGENT", agent, priority="spider")

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> PortalSpider:
        """As Scrapy makes a spider."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider._most_pages = crawler.settings.getint("MAX_LISTING_PAGES")
        return spider

    async def start(self) -> AsyncIterator[Request]:
        """The home page and the declared listings, feeds and site maps."""
        if self.scope.home is None and self.settings["TUANTRA_CONTACT"] == _NO_CONTACT:
            self.logger.warning("The portal is not told whom to ask about this crawl: set TUANTRA_CONTACT.")
        for path in dict.fromkeys((HOME, *self.listings)):
            for request in self._listing_requests([self.addresses.at(path)], path):
                yield request
        for path in self.feeds + self.sitemaps:
            yield self._index_request(self.addresses.at(path), declared=path)

    # Listings

    def _listing_requests(self, addresses: list[str], path: str) -> Iterator[Request]:
        for address in addresses:
            if address in self._listings_asked:
                continue
            if self._pages_asked[path] == self._most_pages:
                self.tally.listings_cut += 1
                self.logger.warning(
                    "%s has more than %d pages; see MAX_LISTING_PAGES", path, self._most_pages
                )
                return
            self._listings_asked.add(address)
            self._pages_asked[path] += 1
            yield Request(
                address,
                callback=self.read_listing,
                errback=self.listing_failed,
                cb_kwargs={"path": path},
                dont_filter=True,
                priority=1,
            )

    def read_listing(self, response: Response, path: str) -> Iterator[Request]:
        """Follow a listing page to its articles and to its further pages."""
        self.tally.listing_pages += 1
        page = ListingPage()
        if isinstance(response, TextResponse):
            page = read_listing(response, self.addresses, path, self._listing_pattern, self._now())
        if path in self.listings:
            self.tally.listings.setdefault(path, len(page.articles))
        yield from self._article_requests(page.articles.values())
        if self.tally.limit_reached or self._is_older(page):
            return
        yield from self._listing_requests(page.pages, path)
        for address in page.listings:
            yield from self._listing_requests([address], address.removeprefix(self.addresses.read_at))

    def listing_failed(self, failure: Failure) -> None:
        """Note a listing page that could not be read: articles may be missing.

        A listing, other than the home page, that the portal says is not there, is absent like a feed.
        """
        address, path = _request(failure).url, _request(failure).cb_kwargs.get("path", HOME)
        if _status(failure) in _GONE and path != HOME and address == self.addresses.at(path):
            self._note_absent(path, f"the portal answers {_status(failure)}")
            return
        if not self._is_refused(failure):
            self._count_error(failure)
        self.tally.listings_failed += 1
        self.tally.note_failure(_request(failure).url, _reason(failure))

    def _is_older(self, page: ListingPage) -> bool:
        return bool(self.scope.since and page.newest and page.newest < self.scope.since)

    # Feeds and site maps

    def _index_request(self, address: str, declared: str) -> Request:
        self._listings_asked.add(address)
        return Request(
            address,
            callback=self.read_index,
            errback=self.index_failed,
            cb_kwargs={"declared": declared},
            dont_filter=True,
            priority=1,
        )

    def read_index(self, response: Response, declared: str) -> Iterator[Request]:
        """Follow a feed or a site map to its articles, an index of site maps to these."""
        try:
            links, site_maps = feed_links(response.body), nested_site_maps(response.body)
        except ValueError:
            self._note_absent(declared, "it is neither a feed nor a site map")
            return
        self.tally.listing_pages += 1
        found = [self.addresses.article(address) for link in links if (address := join(response, link))]
        yield from self._article_requests(article for article in found if article)
        nested = (address for link in site_maps if (address := join(response, link)))
        for site_map in filter(None, map(self.addresses.local, nested)):
            self._pages_asked[declared] += 1
            if site_map not in self._listings_asked and self._pages_asked[declared] <= self._most_pages:
                yield self._index_request(site_map, declared)

    def index_failed(self, failure: Failure) -> None:
        """A feed or site map that is absent is noted; one that fails may have named articles."""
        if _status(failure) in _GONE:
            self._note_absent(
                _request(failure).cb_kwargs["declared"], f"the portal answers {_status(failure)}"
            )
        else:
            self.listing_failed(failure)

    def _note_absent(self, path: str, why: str) -> None:
        self.tally.absent.append(path)
        self.logger.info("%s is absent: %s", path, why)

    # Articles

    def _article_requests(self, articles: Any) -> Iterator[Request]:
        for article in articles:
            if article.id in self._asked:
                continue
            if self.tally.found == self.scope.limit:
                self.tally.limit_reached = True
                return
            self._asked.add(article.id)
            self.tally.found += 1
            yield self._page_request(article.request, article)

    def _page_request(self, address: str, article: ArticleAddress) -> Request:
        return Request(
            address,
            callback=self.read_article,
            errback=self.article_failed,
            cb_kwargs={"article": article},
            dont_filter=True,
        )

    def read_article(self, response: Response, article: ArticleAddress) -> Iterator[Request | Article]:
        """Read an article's page, or its print view where the page holds none."""
        arrived = self.addresses.article(response.url)
        if arrived is None:
            self._note_no_article(article, "redirected", f"its address leads to {response.url}")
            return
        if arrived.id != article.id:
            if arrived.id in self._asked:
                return
            self._asked.add(arrived.id)
        fetched_at = self._now()
        reading = read_page(
            self.layout,
            response.body,
            content_type=_content_type(response),
            url=response.url,
            fetched_at=fetched_at,
        )
        if isinstance(reading, Reading):
            yield from self._take(arrived, reading, response)
        elif print_view := self._print_view_instead(article, response.url):
            yield print_view
        elif reading.reason == "empty":
            self.tally.failed += 1
            self.tally.note_failure(response.url, "an empty answer")
        else:
            self._note_no_article(article, reading.reason, reading.detail)

    def article_failed(self, failure: Failure) -> Iterator[Request]:
        """Read the print view instead, where there is one; note a page that is gone, refused or failing."""
        article: ArticleAddress = _request(failure).cb_kwargs["article"]
        if self._is_refused(failure):
            return
        self._count_error(failure)
        if _status(failure) in _GONE:
            self.tally.gone_links += 1
        elif print_view := self._print_view_instead(article, _request(failure).url):
            yield print_view
        else:
            self.tally.failed += 1
            self.tally.note_failure(_request(failure).url, _reason(failure))

    def _print_view_instead(self, article: ArticleAddress, failed: str) -> Request | None:
        if article.print_request is None or article.print_request == failed:
            return None
        return self._page_request(article.print_request, article)

    def _take(self, address: ArticleAddress, reading: Reading, response: Response) -> Iterator[Article]:
        named = self.addresses.article(reading.canonical) if reading.canonical else None
        address = named if named and named.id == address.id else address
        article = compose(self, address, reading, self._now())
        self._count(article, reading, is_print_view=self._is_print_view(response.url))
        if self.scope.since and article.published_at and article.published_at < self.scope.since.isoformat():
            self.tally.older += 1
            return
        yield article

    def _count(self, article: Article, reading: Reading, *, is_print_view: bool) -> None:
        """A print view lacks title and date by its nature; that says nothing of how well pages are read."""
        self.tally.read += 1
        self.tally.flagged += bool(article.flags)
        self.tally.flags.update(article.flags)
        if is_print_view:
            self.tally.print_views += 1
            return
        self.tally.doubtful += any(map(_is_doubtful, article.flags))
        for name, witness in reading.witnesses.items():
            self.tally.witnesses[name][witness] += 1

    def _is_print_view(self, address: str) -> bool:
        return bool(self._print_addresses and self._print_addresses.search(address))

    def _note_no_article(self, article: ArticleAddress, reason: str, detail: str) -> None:
        self.tally.no_article[reason] += 1
        self.logger.info("no article at %s (%s): %s", article.request, reason, detail)

    # Failures

    def _is_refused(self, failure: Failure) -> bool:
        """Count what was not asked for, because it is another's or because robots.txt says so."""
        if isinstance(failure.value, OffSite):
            self.tally.offsite += 1
        elif _is_refused_by_robots(failure):
            self.tally.robots += 1
        else:
            return False
        self.logger.info("not asked for: %s", failure.value)
        return True

    def _count_error(self, failure: Failure) -> None:
        self.tally.http_errors[_reason(failure)] += 1
        self.logger.info("%s failed: %s", _request(failure).url, failure.value)

    def _now(self) -> Any:
        return clock.now(self.settings)


def _is_doubtful(flag: str) -> bool:
    return flag in _DOUBTFUL_FLAGS or flag.endswith("-disagrees")


def _status(failure: Failure) -> int | None:
    return failure.value.response.status if isinstance(failure.value, HttpError) else None


def _request(failure: Failure) -> Request:
    request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy's addition
    return request


def _is_refused_by_robots(failure: Failure) -> bool:
    return isinstance(failure.value, IgnoreRequest) and "robots.txt" in str(failure.value)


def _reason(failure: Failure) -> str:
    if status := _status(failure):
        return f"HTTP {status}"
    return "robots.txt" if _is_refused_by_robots(failure) else type(failure.value).__name__


def _content_type(response: Response) -> str | None:
    value = response.headers.get("Content-Type")
    return value.decode("latin-1") if value else None

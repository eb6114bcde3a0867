"""The base of every portal's spider: from its listings to its articles."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider
from scrapy.settings import BaseSettings

from crawlers import __version__, clock
from crawlers.addresses import Addresses
from crawlers.cores import cores
from crawlers.definition import check_definition
from crawlers.drift.samples import Samples
from crawlers.fetching.fetcher import Fetcher
from crawlers.layout import Layout
from crawlers.listings.backlog import Backlog
from crawlers.listings.finder import Finder
from crawlers.listings.paged import PagedListing
from crawlers.platforms.platform import Platform
from crawlers.reader.reader import Reader
from crawlers.reader.readers import Readers
from crawlers.runs.carried import Carried
from crawlers.runs.tally import Tally
from crawlers.scope import Scope
from crawlers.store import Known

_NO_CONTACT = "contact-not-set"
_HANDFUL = 200


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

    platform: Platform | None = None
    """The software it runs on, one of `crawlers.platforms`: what is not declared here is the platform's."""

    # Where
    home: str = ""
    """Official address, with the scheme that the portal itself prefers."""
    hosts: tuple[str, ...] = ()
    """Further hosts of the same portal on which articles or listings lie. Nothing else is ever asked."""

    # How its server is spoken with: exceptions, each declared as its reason and told in every run
    unverified: str = ""
    """Why the portal's certificate is not verified; empty: it is. `intermediates` is the better way."""
    legacy_tls: str = ""
    """Why TLS 1.0 and 1.1, old ciphers and unsafe renegotiation will do; empty: they will not."""
    intermediates: str = ""
    """File (PEM) beside the spider with intermediate certificates that the portal forgets to send. They have
    to lead to a root that the machine trusts."""

    hours: str = ""
    """When it is crawled, for example `21:00-05:30` (Việt Nam's time), where its office's hours are too slow
    for it; empty: at any hour."""

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
    paged_listings: tuple[PagedListing, ...] = ()
    """Listings whose pages are asked for by number, as HTML or as JSON."""
    scripted_listings: tuple[str, ...] = ()
    """Paths of listings that turn their pages by script alone: they are opened in a browser."""

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
    former_layouts: tuple[Layout, ...] = ()
    """How its pages looked before; each has its own version and the day `until` which it held."""

    explored: dict[str, Any] | None = None
    """What an exploration found of a portal that nobody has declared (crawlers.undeclared); else None."""

    def __init_subclass__(cls, **more: Any) -> None:
        super().__init_subclass__(**more)
        if isinstance(cls.platform, Platform):
            cls.platform.lend(cls, PortalSpider)
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
        self.samples = Samples()
        self.has_finished = False
        """Everything that there was to ask for was asked for."""
        self.known: Known
        self.carried: Carried
        self.fetcher: Fetcher
        self.finder: Finder
        self.backlog: Backlog
        self.readers: Readers

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """The user agent names the contact that the settings give; a browser is there where one is needed."""
        super().update_settings(settings)
        agent = f"Mozilla/5.0 (compatible; tuantra/{__version__}; +{settings['TUANTRA_CONTACT']})"
        settings.set("USER_AGENT", agent, priority="spider")
        if cls.scripted_listings:
            browser = "crawlers.browser.download.BrowserDownload"
            handlers = {**settings.getdict("DOWNLOAD_HANDLERS"), "http": browser, "https": browser}
            settings.set("DOWNLOAD_HANDLERS", handlers, priority="spider")

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> PortalSpider:
        """As Scrapy makes a spider."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.go_on, signals.spider_idle)
        return spider

    async def start(self) -> AsyncIterator[Request]:
        """The home page and the declared listings, feeds and site maps."""
        self.warn()
        for request in self.finder.start():
            yield request

    @property
    def is_elsewhere(self) -> bool:
        """It is read from a mirror or test server, not where the public reads it."""
        return self.scope.home is not None

    def warn(self) -> None:
        """Say before anything is asked for what an operator should know."""
        if not self.is_elsewhere and self.settings["TUANTRA_CONTACT"] == _NO_CONTACT:
            self.logger.warning("The portal is not told whom to ask about this crawl: set TUANTRA_CONTACT.")

    def begin(self, known: Known, carried: Carried) -> None:
        """Take up what is known, and what the last run has left to do."""
        self.known, self.carried = known, carried
        self.tally.known = len(known)
        self.readers = Readers(self._reader, cores())
        self.fetcher = Fetcher(self)
        self.finder = Finder(self, self.fetcher)
        self.backlog = Backlog()
        self.backlog.last(self.fetcher.again())
        if not self.scope.is_narrowed:
            self.backlog.last(self.fetcher.known())

    def _reader(self) -> Reader:
        seconds = self.settings.getfloat("READING_SECONDS")
        return Reader(self.layout, seconds=seconds, memory=self.settings.getint("READING_MEMORY"))

    def give_up(self, request: Request | None, reason: str) -> None:
        """Note a page on which this program itself fails, so that it is asked for again in the next run."""
        if request is None:
            return
        if article := request.cb_kwargs.get("article"):
            self.fetcher.note_failed(article, request.url, reason)
        elif walk := request.cb_kwargs.get("walk"):
            walk.fail()
            self.tally.listings_failed += 1
            self.tally.note_failure(request.url, reason)
        else:
            self.tally.listings_failed += 1
            self.tally.note_failure(request.url, reason)

    def go_on(self) -> None:
        """Nothing is left to do: make the next requests of the backlog. Raises DontCloseSpider if any."""
        requests = self.backlog.take(_HANDFUL)
        if not requests:
            self.has_finished = True
            return
        for request in requests:
            self.crawler.engine.crawl(request)
        raise DontCloseSpider

    def now(self) -> datetime:
        """The time, as the setting NOW has it."""
        return clock.now(self.settings)

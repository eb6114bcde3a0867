"""Fetching where some listings need a browser: the download handler of portals that declare such listings."""

from __future__ import annotations

import asyncio
import logging
import os
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import Browser, BrowserContext, Page, Route
from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Request as BrowserRequest
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import HtmlResponse, Response
from scrapy_playwright.handler import ScrapyPlaywrightDownloadHandler  # type: ignore[import-untyped]

from crawlers.addresses import Addresses, clean
from crawlers.browser.program import browser_path, does_not_start
from crawlers.browser.trouble import NoBrowser, PageTrouble
from crawlers.browser.turning import OpenListing
from crawlers.listings.sources import TURN
from crawlers.manners.robots import RobotsTxt
from crawlers.network.browser_proxy import BrowserProxy, browser_arguments
from crawlers.network.download import Download

logger = logging.getLogger(__name__)
_NOT_LOADED = frozenset({"image", "media", "font"})
_CONTEXT = "listings"
_STAY, _BLOCKED = "aborted", "blockedbyclient"  # of a page that would be left nothing else stays as it is
_PAGES = 2  # one and its pop-up; each listing has a context of its own
_PORTS = {"http": 80, "https": 443}
_ROBOTS_SECONDS = 20.0
_CLOSE_SECONDS = 10.0
_NO_CONTENT = 204
_NO_POPUPS = "window.open = () => null"


class BrowserDownload(ScrapyPlaywrightDownloadHandler, Download):  # type: ignore[misc]
    """Opens and turns the listings that are meant for the browser; fetches all else as `Download` does.

    One listing is open at a time. Whatever the browser asks for leaves through a proxy of this process, for
    the portal's own hosts alone, and only as far as robots.txt allows.
    """

    lazy = True

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        settings = crawler.settings
        self._seconds = settings.getfloat("DOWNLOAD_TIMEOUT")
        self._patience = settings.getfloat("BROWSER_SECONDS")
        self._most = settings.getint("DOWNLOAD_MAXSIZE")
        self._proxy: BrowserProxy | None = None
        self._listing: OpenListing | None = None
        self._starting = asyncio.Lock()
        self._spider: Any = crawler.spider
        self.config.max_pages_per_context = _PAGES

    async def download_request(self, request: Request) -> Response:
        """Fetch, open or turn. Raises PageTrouble for a listing that the browser cannot open or turn."""
        turn = request.meta.get(TURN)
        if turn is None:
            return await Download.download_request(self, request)
        try:
            async with asyncio.timeout(self._seconds):
                return await (self._open(request) if turn == 1 else self._turn(request, turn))
        except NoBrowser as error:
            self._fail_run(error)
            raise
        except TimeoutError as error:
            await self._drop()
            raise PageTrouble(f"{request.url} in the browser: not done in {self._seconds:.0f} s") from error
        except PlaywrightError as error:
            await self._drop()
            raise PageTrouble(f"{request.url} in the browser: {_first_line(error)}") from error

    async def close(self) -> None:
        """End the browser, whatever state it is in."""
        try:
            async with asyncio.timeout(_CLOSE_SECONDS):
                await super().close()
        except (TimeoutError, PlaywrightError) as error:
            logger.warning("The browser was not closed in good order: %s", _first_line(error))
        finally:
            if self._proxy:
                await self._proxy.close()

    # One listing

    async def _open(self, request: Request) -> Response:
        await self._drop()
        await self._start()
        opening = request.replace(
            meta={
                "playwright": True,
                "playwright_include_page": True,
                "playwright_context": _CONTEXT,
                "playwright_context_kwargs": self._context(),
                "playwright_page_init_callback": self._prepare,
                "playwright_page_goto_kwargs": {
                    "wait_until": "domcontentloaded",
                    "timeout": self._seconds * 1000,
                },
            }
        )
        opened: Response = await ScrapyPlaywrightDownloadHandler.download_request(self, opening)
        if self._listing is None:
            raise PageTrouble(f"{request.url} in the browser: no page was opened")
        if opened.status >= 300:
            return opened.replace(request=request)
        await self._listing.settle()
        return await self._taken(request, self._listing, opened)

    async def _turn(self, request: Request, turn: int) -> Response:
        listing = self._listing
        if listing is None or listing.path != _target(request.url) or listing.page.is_closed():
            raise PageTrouble(f"page {turn}: the browser has the listing open no more; it may have crashed")
        if not await listing.turn(turn):
            return HtmlResponse(listing.page.url, status=_NO_CONTENT, request=request)
        return await self._taken(request, listing, None)

    async def _taken(self, request: Request, listing: OpenListing, opened: Response | None) -> Response:
        content = await listing.content(self._most)
        return HtmlResponse(
            listing.page.url,
            status=opened.status if opened else 200,
            body=content.encode("utf-8", "replace"),
            encoding="utf-8",
            request=request,
        )

    async def _drop(self) -> None:
        """Close the listing that is open; one that does not let go takes the browser with it."""
        self._listing = None
        for wrapper in list(self.context_wrappers.values()):
            if not await _closes(wrapper.context):
                logger.warning("A listing did not close; the browser is started anew.")
                await _closes(self.browser)

    async def _prepare(self, page: Page, request: Request) -> None:
        """Before a page is opened: what it asks for is looked at, pop-ups are closed and get nothing."""
        self._listing = OpenListing(page, self._addresses, _target(request.url), self._patience)
        page.on("popup", lambda popup: popup.close())
        await page.route("**", self._let_out)  # before scrapy-playwright's, which sends Scrapy's headers
        await page.context.route("**", _abort)
        await page.context.add_init_script(_NO_POPUPS)

    # What leaves

    @property
    def _addresses(self) -> Addresses:
        addresses: Addresses = self._spider.addresses
        return addresses

    async def _let_out(self, route: Route, request: BrowserRequest) -> None:
        why = "" if request.resource_type in _NOT_LOADED else await self._why_refused(request.url)
        try:
            if why is None:
                await route.continue_()
                return
            if why and self._listing:
                logger.info("The browser was not let out to %s: %s", request.url, why)
                self._listing.refuse(request, why)
            await route.abort(_STAY if request.is_navigation_request() else _BLOCKED)
        except PlaywrightError as error:  # the page is gone, or has changed its mind
            logger.debug("%s: %s", request.url, _first_line(error))

    async def _why_refused(self, url: str) -> str | None:
        if not self._is_own(url):
            return "it is not on the portal's hosts"
        robots = self._robots()
        if robots is None:
            return None
        try:
            async with asyncio.timeout(_ROBOTS_SECONDS):
                await robots.process_request(Request(self._addresses.local(url) or url))
        except (IgnoreRequest, TimeoutError) as error:
            return str(error) or "its robots.txt did not come"
        return None

    def _is_own(self, url: str) -> bool:
        """A portal that is read elsewhere is not asked at its own place."""
        cleaned = clean(url)
        local = self._addresses.local(url)
        if cleaned is None or local is None:
            return False
        return self._spider.scope.home is None or urlsplit(local).netloc == urlsplit(cleaned).netloc

    def _robots(self) -> RobotsTxt | None:
        manager = self._crawler.engine.downloader.middleware
        return next((one for one in manager.middlewares if isinstance(one, RobotsTxt)), None)

    def _admits(self, host: str, port: int) -> bool:
        name = f"[{host}]" if ":" in host else host
        return any(self._is_own(f"{scheme}://{name}:{port}/") for scheme in _PORTS)

    def _owns(self, host: str, port: int) -> bool:
        home = urlsplit(self._spider.scope.home or "")
        return (host, port) == (home.hostname, home.port or _PORTS.get(home.scheme))

    # The browser

    async def _start(self) -> None:
        async with self._starting:
            if self._proxy:
                return
            path = browser_path(self._crawler.settings)
            is_root = os.geteuid() == 0
            self._proxy = BrowserProxy(self._admits, self._owns)
            self.config.launch_options = {
                "executable_path": path,
                "args": list(browser_arguments(await self._proxy.start())),
                "chromium_sandbox": not is_root,
            }
            if is_root:
                logger.info("The browser runs without its sandbox, which does not work for root.")
            await self._launch()

    async def _maybe_launch_browser(self) -> None:
        options = self.config.launch_options
        try:
            await super()._maybe_launch_browser()
        except PlaywrightError as error:
            if not options["chromium_sandbox"]:
                raise does_not_start(options["executable_path"], error.message) from error
            logger.warning(
                "The browser does not start with its sandbox, and is started without: a page that breaks out "
                "of it can do what this user can. Allow user namespaces, or crawl it in a container."
            )
            options["chromium_sandbox"] = False
            await self._maybe_launch_browser()

    def _context(self) -> dict[str, Any]:
        settings = self._crawler.settings
        verified = settings.getbool("DOWNLOAD_VERIFY_CERTIFICATES") and not self._spider.unverified
        return {
            "user_agent": settings["USER_AGENT"],
            "locale": "vi-VN",
            "timezone_id": "Asia/Ho_Chi_Minh",
            "service_workers": "block",  # they would fetch past the rules of the page
            "accept_downloads": False,
            "ignore_https_errors": not verified,
        }

    def _fail_run(self, error: NoBrowser) -> None:
        from crawlers.runs.run import Run  # which knows every spider, and so this

        Run.of(self._crawler).fail(error)


async def _closes(what: Browser | BrowserContext) -> bool:
    try:
        async with asyncio.timeout(_CLOSE_SECONDS):
            await what.close()
    except (TimeoutError, PlaywrightError):
        return False
    return True


async def _abort(route: Route) -> None:
    await route.abort()


def _target(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _first_line(error: BaseException) -> str:
    return str(error).strip().partition("\n")[0] or type(error).__name__

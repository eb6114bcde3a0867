"""Fetching one page with the crawl's own manners: robots.txt, user agent, size limit."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from typing import Any

from scrapy import Request, Spider
from scrapy.http import Response
from scrapy.settings import BaseSettings
from twisted.python.failure import Failure

from crawlers.addresses import clean, origin
from crawlers.scope import Scope
from crawlers.spider import PortalSpider

_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "crawlers.manners.robots.RobotsTxt": 100,
    "scrapy.downloadermiddlewares.cookies.CookiesMiddleware": None,
    "crawlers.network.cookies.Cookies": 700,
}
_ERRORS = list(range(400, 600))


class OnePageSpider(Spider):
    """Fetches one address and hands over what came, or says why nothing did.

    What was typed is an operator's own place and may be private; where it leads on to may not.
    """

    name = "one_page"

    def __init__(
        self,
        url: str,
        receive: Callable[[Response], None],
        fail: Callable[[str], None],
        portal: PortalSpider | None = None,
    ) -> None:
        super().__init__()
        self.url = url
        self.receive = receive
        self.fail = fail
        self.portal = portal
        """Its declared exceptions hold for its hosts."""
        self.scope = Scope(home=origin(url)) if clean(url) else Scope()

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """No store, no run record: nothing is kept of a page that is only looked at."""
        PortalSpider.update_settings(settings)
        for name in ("ITEM_PIPELINES", "EXTENSIONS"):
            settings.set(name, {}, priority="spider")
        settings.set("DOWNLOADER_MIDDLEWARES", _MIDDLEWARES, priority="spider")

    async def start(self) -> AsyncIterator[Any]:
        """The one request; a page with an error status is read like any other."""
        if clean(self.url) is None:
            self.fail("it is no address that can be asked; one with a user name or password is not")
            return
        yield Request(
            self.url,
            callback=self.parse,
            errback=self.failed,
            meta={"handle_httpstatus_list": _ERRORS},
            dont_filter=True,
        )

    def parse(self, response: Response, **_: Any) -> None:
        """Hand the page over."""
        self.receive(response)

    def failed(self, failure: Failure) -> None:
        """Say why there is no page."""
        self.fail(f"{failure.value!r}" if not str(failure.value) else str(failure.value))

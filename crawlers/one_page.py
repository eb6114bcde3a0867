"""Fetching one page with the crawl's own manners: robots.txt, user agent, size limit."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from typing import Any

from scrapy import Request, Spider
from scrapy.http import Response
from scrapy.settings import BaseSettings
from twisted.python.failure import Failure

from crawlers.spider import PortalSpider

_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "crawlers.robots.RobotsTxt": 100,
}


class OnePageSpider(Spider):
    """Fetches one address and hands over what came, or says why nothing did."""

    name = "one_page"

    def __init__(self, url: str, receive: Callable[[Response], None], fail: Callable[[str], None]) -> None:
        super().__init__()
        self.url = url
        self.receive = receive
        self.fail = fail

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """No store, no run record: nothing is kept of a page that is only looked at."""
        PortalSpider.update_settings(settings)
        for name in ("ITEM_PIPELINES", "EXTENSIONS"):
            settings.set(name, {}, priority="spider")
        settings.set("DOWNLOADER_MIDDLEWARES", _MIDDLEWARES, priority="spider")

    async def start(self) -> AsyncIterator[Any]:
        """The one request; a page with an error status is read like any other."""
        yield Request(
            self.url, callback=self.parse, errback=self.failed, meta={"handle_httpstatus_all": True}
        )

    def parse(self, response: Response, **_: Any) -> None:
        """Hand the page over."""
        self.receive(response)

    def failed(self, failure: Failure) -> None:
        """Say why there is no page."""
        self.fail(f"{failure.value!r}" if not str(failure.value) else str(failure.value))

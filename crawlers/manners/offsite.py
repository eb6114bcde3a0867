"""Requests leave only for the portal's own hosts, redirects too."""

from __future__ import annotations

from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest

from crawlers.addresses import Addresses


class OffSite(IgnoreRequest):
    """The address is another organisation's."""


class OwnHostsOnly:
    """Downloader middleware in place of Scrapy's own, which knows hosts but not their ports.

    A redirect to the official host of a portal that is read elsewhere is followed there; one that only adds
    `www.` to the host, or takes it away, moves the rest of the crawl along.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> OwnHostsOnly:
        """As Scrapy makes its components."""
        return cls(crawler)

    def process_request(self, request: Request) -> Request | None:
        """Let the request pass, move it, or raise OffSite."""
        addresses: Addresses = self._crawler.spider.addresses  # type: ignore[union-attr]
        if redirected := request.meta.get("redirect_urls"):
            addresses.move(redirected[-1], request.url)
        local = addresses.local(request.url)
        if local is None:
            raise OffSite(f"{request.url} is not on the portal's hosts")
        if urlsplit(local).netloc == urlsplit(request.url).netloc:
            return None
        return request.replace(url=local)

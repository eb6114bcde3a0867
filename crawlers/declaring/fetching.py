"""Fetching the pages that somebody asks for, one after the other, with the crawl's own manners."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import Any, Protocol
from urllib.parse import urljoin

from scrapy import Request, Spider
from scrapy.http import Response
from scrapy.settings import BaseSettings
from twisted.python.failure import Failure

from crawlers.addresses import clean, origin
from crawlers.exploring.findings import Sampled
from crawlers.one_page import OnePageSpider
from crawlers.scope import Scope
from crawlers.spider import PortalSpider

_MOST_REDIRECTS = 5
_MOVED = frozenset((301, 302, 303, 307, 308))
_STATUSES = [*sorted(_MOVED), *range(400, 600)]


class Asking(Protocol):
    """Whoever asks for pages: an `Explorer`, a list of addresses."""

    def next(self) -> str | None:
        """The address to fetch now; None: that was all."""

    def take(self, page: Sampled) -> None:
        """What came for it."""

    def fail(self, url: str, why: str) -> None:
        """Why nothing did."""


class SamplingSpider(Spider):
    """Fetches a portal's home page, then what is asked for; only pages of that host, wherever it moves to.

    Where nothing can be fetched at all, `failures` says why.
    """

    name = "sampling"

    def __init__(
        self,
        home: str,
        ask: Callable[[str], Asking],
        received: dict[str, datetime],
        failures: list[str],
        portal: PortalSpider | None = None,
    ) -> None:
        """`ask` makes whoever asks, given the home that answered; `received` is told when each page came."""
        super().__init__()
        self.home = home
        self.ask = ask
        self.received = received
        self.asking: Asking | None = None
        self.failures = failures
        self.portal = portal
        """Where it is declared already: its exceptions hold for its hosts."""
        self.scope = Scope(home=origin(home))
        self.ended = ""
        """Why it ended, as Scrapy says it: `shutdown` where it was told to stop."""

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """As for a single page, without store and record; a server that asks to wait is obeyed too."""
        OnePageSpider.update_settings(settings)
        middlewares = {
            **settings.getdict("DOWNLOADER_MIDDLEWARES"),
            "crawlers.manners.retry_after.RetryAfter": 610,
        }
        settings.set("DOWNLOADER_MIDDLEWARES", middlewares, priority="spider")

    async def start(self) -> AsyncIterator[Any]:
        """The home page first: it says where the portal lives now."""
        yield self._request(self.home, self.home, 0)

    def _request(self, url: str, asked: str, moves: int) -> Request:
        return Request(
            url,
            callback=self.parse,
            errback=self.failed,
            cb_kwargs={"asked": asked, "moves": moves},
            meta={"handle_httpstatus_list": _STATUSES, "dont_redirect": True},
            dont_filter=True,
        )

    def parse(self, response: Response, asked: str, moves: int) -> Iterator[Request]:
        """Follow a move on the portal's own host; hand over what came; ask for the next page."""
        if response.status in _MOVED:
            yield from self._moved(response, asked, moves)
        elif response.status >= 400:
            yield from self._go_on(asked, f"the portal answers {response.status}")
        else:
            page = Sampled(response.url, response.body, _content_type(response))
            self.received[page.url] = datetime.now(UTC).replace(microsecond=0)
            if self.asking is None:
                self._begin(origin(response.url) + "/", page)
            else:
                self.asking.take(page)
            yield from self._next()

    def closed(self, reason: str) -> None:
        """Keep why it ended."""
        self.ended = reason

    def failed(self, failure: Failure) -> Iterator[Request]:
        """Say why a page did not come; go on with the next one."""
        asked = failure.request.cb_kwargs["asked"]  # type: ignore[attr-defined]
        yield from self._go_on(asked, str(failure.value) or repr(failure.value))

    def _begin(self, home: str, page: Sampled) -> None:
        self.home = home
        self.asking = _Remembering(self.ask(home), {home: page, page.url: page})

    def _moved(self, response: Response, asked: str, moves: int) -> Iterator[Request]:
        target = urljoin(response.url, (response.headers.get("Location") or b"").decode("latin-1"))
        if moves >= _MOST_REDIRECTS or clean(target) is None:
            yield from self._go_on(asked, "it is redirected without end")
        elif _bare(target) != _bare(self.home):
            yield from self._go_on(asked, f"it leads to another host, {target}")
        else:
            yield self._request(target, asked, moves + 1)

    def _go_on(self, asked: str, why: str) -> Iterator[Request]:
        if self.asking is None:
            self.failures.append(why)
            return
        self.asking.fail(asked, why)
        yield from self._next()

    def _next(self) -> Iterator[Request]:
        url = self.asking.next() if self.asking else None
        if url is not None:
            yield self._request(url, url, 0)


class _Remembering:
    """Whoever asks, given at once what is there already."""

    def __init__(self, asking: Asking, there: dict[str, Sampled]) -> None:
        self._asking = asking
        self._there = there

    def next(self) -> str | None:
        while (url := self._asking.next()) in self._there and url is not None:
            self._asking.take(self._there.pop(url))
        return url

    def take(self, page: Sampled) -> None:
        self._asking.take(page)

    def fail(self, url: str, why: str) -> None:
        self._asking.fail(url, why)


class Wanted:
    """Asks for a list of addresses."""

    def __init__(self, addresses: Iterable[str]) -> None:
        self._left = list(addresses)[::-1]
        self._asked = ""
        self.pages: dict[str, Sampled] = {}
        """By the address that was asked for."""
        self.missing: dict[str, str] = {}

    def next(self) -> str | None:
        """The next address."""
        self._asked = self._left.pop() if self._left else ""
        return self._asked or None

    def take(self, page: Sampled) -> None:
        """Keep what came."""
        self.pages[self._asked] = page

    def fail(self, url: str, why: str) -> None:
        """Note why nothing came."""
        self.missing[url] = why


def _bare(address: str) -> str:
    return origin(address).partition("://")[2].removeprefix("www.")


def _content_type(response: Response) -> str | None:
    return (response.headers.get("Content-Type") or b"").decode("latin-1") or None

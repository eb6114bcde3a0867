"""One listing open in the browser: its state, and turning it to the next page."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Iterable

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Page, Request, Response

from crawlers.addresses import Addresses
from crawlers.browser.controls import FIND, TOLD, choose, last_resort
from crawlers.browser.trouble import PageTrouble
from crawlers.listings.page_links import is_beside, target

_DATA = frozenset({"document", "xhr", "fetch", "script"})
"""Kinds of requests without which a page may lack articles."""
_ERRORS = 400
_POLL = 0.1  # seconds
_QUIET = 0.4  # without a request under way, before a page is taken as it is
_IDLE = 0.13  # share of all patience, after a click that sets off no request: then it does nothing
_EMPTY_IDLE = 0.33  # before a page without any article is taken as it is
_SCROLLS = 2  # a page may load more only once its end has been seen for a while
_LINKS = """() => [...document.querySelectorAll('a[href]')].slice(0, 20000).map(link => String(link.href))"""
_SCROLL = "() => { window.scrollTo(0, 0); window.scrollTo(0, document.documentElement.scrollHeight); }"
_LENGTH = "() => document.documentElement.outerHTML.length"
_CLICK = (
    "(found, place) => { const it = found[place].element; it.scrollIntoView({block: 'center'}); it.click(); }"
)


class OpenListing:
    """A listing's page. Waiting ends after `seconds`, whatever the page does."""

    def __init__(self, page: Page, addresses: Addresses, path: str, seconds: float) -> None:
        self.page = page
        self.path = path
        """As it is declared."""
        self._addresses = addresses
        self._place = path
        self._seconds = seconds
        self._has_turned = False
        self._under_way: set[Request] = set()
        self._refused: set[str] = set()
        self._troubles: list[str] = []
        """What the portal did not answer."""
        self._elsewhere: list[str] = []
        """What was asked of other hosts in vain."""
        self._last_request = 0.0
        page.on("request", self._began)
        page.on("requestfinished", self._finished)
        page.on("requestfailed", self._failed)
        page.on("response", self._answered)

    async def settle(self) -> None:
        """Wait until the page asks for nothing more and shows articles, some seconds if it shows none."""
        self._place = target(self._addresses.local(self.page.url) or self.path)
        patience = self._now() + self._seconds
        quiet_since = self._now()
        while self._now() < patience:
            if self._under_way:
                quiet_since = self._now()
            quiet = self._now() - quiet_since
            if quiet > _EMPTY_IDLE * self._seconds or (quiet > _QUIET and await self._articles()):
                return
            await asyncio.sleep(_POLL)

    async def content(self, most: int) -> str:
        """The page as it stands. Raises PageTrouble for more than `most` characters."""
        if await self.page.evaluate(_LENGTH) > most:
            raise PageTrouble(f"the listing has grown to more than {most} characters in the browser")
        return await self.page.content()

    async def turn(self, number: int) -> bool:
        """Go on to page `number`; False where nothing on the page does: the listing is at its end.

        Raises PageTrouble where that cannot be told.
        """
        before = frozenset(await self._articles())
        self._begin()
        found = await self.page.evaluate_handle(FIND)
        controls = await found.evaluate(TOLD)
        for place in choose(controls, number, self._addresses, self._place):
            if await self._does(found.evaluate(_CLICK, place), number, before):
                return True
        for _ in range(_SCROLLS):
            if await self._does(self.page.evaluate(_SCROLL), number, before):
                return True
        for place in last_resort(controls):
            if await self._does(found.evaluate(_CLICK, place), number, before):
                return True
        if self._elsewhere and not self._has_turned:
            raise PageTrouble(_did_not_come(number, self._elsewhere))
        return False

    def refuse(self, request: Request, why: str) -> None:
        """Note a request of the page that was not let out; without it articles may be missing."""
        self._refused.add(request.url)
        self._note(request, f"{request.url} was not asked for: {why}")

    def _begin(self) -> None:
        """What is under way still is none of the turn's: a page may listen for ever to its server."""
        self._under_way.clear()
        self._refused.clear()
        self._troubles.clear()
        self._elsewhere.clear()

    async def _does(self, action: Awaitable[object], number: int, before: frozenset[str]) -> bool:
        """Whether an action brings more. Raises PageTrouble where what it asked of the portal failed."""
        try:
            await action
        except PlaywrightError:  # a click may take the document away while it is being answered
            if self.page.is_closed():
                raise
        if await self._brings_more(before):
            self._has_turned = True
            return True
        if self._troubles:
            raise PageTrouble(_did_not_come(number, self._troubles))
        return False

    async def _brings_more(self, before: frozenset[str]) -> bool:
        """Whether articles come that were not there. Raises PageTrouble if the page leads away or hangs."""
        began = self._now()
        self._last_request = began
        while self._now() - began < self._seconds:
            await asyncio.sleep(_POLL)
            if self._has_led_to_article():
                return False
            came = set(await self._articles()) - before
            if came and not self._under_way:
                await asyncio.sleep(_QUIET)  # the rest of it may be drawn a moment later
                return True
            if not self._under_way and self._now() - self._last_request > _IDLE * self._seconds:
                return False
        if self._under_way:
            waits = next(iter(self._under_way)).url
            raise PageTrouble(f"no answer from {waits} in {self._seconds:.0f} s")
        return False

    def _has_led_to_article(self) -> bool:
        """Then the control was an entry's and not the list's. Raises PageTrouble where it led elsewhere."""
        if self.page.is_closed():
            raise PageTrouble("the page has closed itself, or the browser has crashed")
        local = self._addresses.local(self.page.url)
        if local is not None and is_beside(target(local), self._place):
            return False
        if self._addresses.article(self.page.url) is None:
            raise PageTrouble(f"turning the page has led away, to {self.page.url}")
        return True

    async def _articles(self) -> list[str]:
        """Ids of the articles that the page links to; none while it is between two documents."""
        try:
            links: Iterable[str] = await self.page.evaluate(_LINKS)
        except PlaywrightError:
            if self.page.is_closed():
                raise PageTrouble("the page has closed itself, or the browser has crashed") from None
            return []
        found = (self._addresses.article(link) for link in links)
        return [article.id for article in found if article]

    def _began(self, request: Request) -> None:
        if request.resource_type in _DATA:
            self._under_way.add(request)
            self._last_request = self._now()

    def _finished(self, request: Request) -> None:
        self._under_way.discard(request)
        self._last_request = self._now()

    def _failed(self, request: Request) -> None:
        self._under_way.discard(request)
        self._last_request = self._now()
        if request.url not in self._refused:
            self._note(request, f"{request.url} failed: {request.failure or 'no answer'}")

    def _answered(self, response: Response) -> None:
        with contextlib.suppress(PlaywrightError):
            if response.status >= _ERRORS:
                self._note(response.request, f"{response.url} answers {response.status}")

    def _note(self, request: Request, trouble: str) -> None:
        """Another host's counts visitors as a rule. Only a listing that never turned may have needed it."""
        if request.resource_type in _DATA:
            is_own = self._addresses.local(request.url) is not None
            (self._troubles if is_own else self._elsewhere).append(trouble)

    @staticmethod
    def _now() -> float:
        return asyncio.get_running_loop().time()


def _did_not_come(number: int, why: Iterable[str]) -> str:
    return f"page {number} did not come: {'; '.join(list(dict.fromkeys(why))[:3])}"

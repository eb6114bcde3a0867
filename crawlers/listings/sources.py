"""The three ways in which a listing leads to its further pages."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Protocol

from scrapy import Request
from scrapy.http import Response, TextResponse

from crawlers.addresses import Addresses
from crawlers.fetching.failures import GONE
from crawlers.listings.documents import ListingPage, read_answer, read_listing
from crawlers.listings.page_links import PageLink
from crawlers.listings.paged import PagedListing

TURN = "browser_turn"
"""In a request's meta: it is for the browser, which opens the listing (1) or turns to that page."""
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}
_SCRIPT = {"Accept": "application/json, text/html;q=0.9, */*;q=0.8", "X-Requested-With": "XMLHttpRequest"}
_FAILURES_BEFORE_END = 3
"""Pages in a row that cannot be read, after which no further number is tried."""


class BadAnswer(ValueError):  # noqa: N818
    """What came in place of a page of the listing; the message says what."""


class Source(Protocol):
    """A listing, by the `path` under which runs remember it."""

    @property
    def path(self) -> str:
        """Where it begins, or the template of its pages."""

    def first(self, addresses: Addresses) -> str:
        """The address of its first page."""

    def request(self, link: PageLink, turn: int) -> Request:
        """What asks for a page, the `turn`th one."""

    def read(self, response: Response, addresses: Addresses, turn: int, now: datetime) -> ListingPage:
        """What a page holds; its `pages` are those to go on to. Raises ValueError for what is no page."""

    def after_failure(self, addresses: Addresses, turn: int, in_row: int) -> PageLink | None:
        """The page to go on to where this one could not be read, as so many in a row could not."""

    def is_over(self, turn: int, status: int | None) -> bool:
        """Tell whether a page that could not be read is one that does not exist."""


class Linked:
    """Its pages link to one another."""

    def __init__(self, path: str, pattern: re.Pattern[str] | None) -> None:
        self.path = path
        self._pattern = pattern

    def first(self, addresses: Addresses) -> str:
        """As it was declared or found."""
        return addresses.at(self.path)

    def request(self, link: PageLink, turn: int) -> Request:
        """A form is posted, anything else is asked for."""
        del turn
        if link.form is None:
            return Request(link.address)
        return Request(link.address, method="POST", body=link.form.body, headers=_FORM)

    def read(self, response: Response, addresses: Addresses, turn: int, now: datetime) -> ListingPage:
        """By its links."""
        del turn
        if not isinstance(response, TextResponse):
            return ListingPage()
        return read_listing(response, addresses, self.path, self._pattern, now)

    def after_failure(self, addresses: Addresses, turn: int, in_row: int) -> None:
        """What comes after it is not known."""
        del addresses, turn, in_row

    def is_over(self, turn: int, status: int | None) -> bool:
        """It does: another page links to it."""
        del turn, status
        return False


class Numbered:
    """Its pages are asked for by number, until one holds no article."""

    def __init__(self, paged: PagedListing, pattern: re.Pattern[str] | None) -> None:
        self.path = paged.address
        self._paged = paged
        self._pattern = pattern
        self._last: int | None = None
        self._is_json: bool | None = None

    def first(self, addresses: Addresses) -> str:
        """The first number's."""
        return addresses.at(self._paged.page(1))

    def request(self, link: PageLink, turn: int) -> Request:
        """As a script asks."""
        del turn
        return Request(link.address, headers=_SCRIPT)

    def read(self, response: Response, addresses: Addresses, turn: int, now: datetime) -> ListingPage:
        """In JSON or HTML. An empty answer is the listing's end; another kind of answer is no page of it."""
        if not response.body.strip():
            return ListingPage()
        page = read_answer(response, addresses, self._paged, self._pattern, now)
        if self._is_json and not page.is_json:
            raise BadAnswer("an answer that is no JSON, as the pages before were")
        self._is_json = page.is_json
        self._last = page.last or self._last
        may_go_on = page.articles or (self._last is not None and turn < self._last)
        page.pages = [self._link(addresses, turn + 1)] if may_go_on else []
        return page

    def after_failure(self, addresses: Addresses, turn: int, in_row: int) -> PageLink | None:
        """The next number: a page that fails has others behind it, a server that is down has not."""
        return self._link(addresses, turn + 1) if turn > 1 and in_row < _FAILURES_BEFORE_END else None

    def is_over(self, turn: int, status: int | None) -> bool:
        """A later page that the portal says is not there, or beyond the number that it told."""
        is_beyond = self._last is not None and turn > self._last
        return turn > 1 and (status in GONE or is_beyond)

    def _link(self, addresses: Addresses, turn: int) -> PageLink:
        return PageLink(turn, addresses.at(self._paged.page(turn)))


class Scripted:
    """Its pages are turned by script: a browser opens it once and turns them one after another."""

    def __init__(self, path: str, pattern: re.Pattern[str] | None) -> None:
        self.path = path
        self._pattern = pattern

    def first(self, addresses: Addresses) -> str:
        """The page that turns."""
        return addresses.at(self.path)

    def request(self, link: PageLink, turn: int) -> Request:
        """For the browser. Opening may be tried again; a turn may not, as it would be another one."""
        return Request(link.address, meta={TURN: turn, "dont_retry": turn > 1})

    def read(self, response: Response, addresses: Addresses, turn: int, now: datetime) -> ListingPage:
        """The state after a turn; one without an article is the listing's end."""
        if not isinstance(response, TextResponse):
            return ListingPage()
        page = read_listing(response, addresses, self.path, self._pattern, now)
        page.pages = [PageLink(turn + 1, addresses.at(self.path))] if page.articles else []
        return page

    def after_failure(self, addresses: Addresses, turn: int, in_row: int) -> None:
        """No page can be reached but through the one before."""
        del addresses, turn, in_row

    def is_over(self, turn: int, status: int | None) -> bool:
        """A turn that failed tells nothing."""
        del turn, status
        return False

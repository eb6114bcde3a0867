"""One listing read page by page, newest first, until it is well inside known ground."""

from __future__ import annotations

import heapq
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlsplit

from crawlers.addresses import ArticleAddress
from crawlers.listings.documents import ListingPage
from crawlers.listings.page_links import PageLink

End = Literal["", "end", "ground", "stale", "cut", "older", "limit"]
_DIGITS = re.compile(r"\d+")
_Known = tuple[int, str]


@dataclass(frozen=True)
class Bounds:
    """How far a listing is read. Each is a number of pages in a row, the last one in all."""

    overlap: int
    """That hold nothing but what earlier runs had read: then all before them is known."""
    stale: int
    """That name no article which the pages before did not: a calendar, a session trap, or the end."""
    most: int


@dataclass
class Walk:
    """A listing on its way. `is_known` tells whether an article lies in ground that an earlier run has read.

    The pages are taken in the order of their numbers, one after another: the next one is only asked for when
    it is clear that the walk has to go on.
    """

    path: str
    bounds: Bounds
    is_known: Callable[[ArticleAddress], bool]
    links: int | None = None
    """Links to articles on its first page; None until that was read."""
    asked: int = 0
    read: int = 0
    failed: int = 0
    end: End = ""
    """Why the walk came to its end; empty while it has not."""
    page: int = 1
    """The number of the page that was asked for last."""
    failed_in_row: int = 0
    _known_in_row: int = 0
    _stale_in_row: int = 0
    _waiting: list[tuple[int, int, _Known]] = field(default_factory=list)
    _links: dict[_Known, PageLink] = field(default_factory=dict)
    """Of the pages that wait, each by its last link: a form is posted with the state that is freshest."""
    _met: set[_Known] = field(default_factory=set)
    _seen: set[str] = field(default_factory=set)

    def begin(self, address: str) -> PageLink:
        """The first page."""
        self.asked = 1
        self._met.add((1, _shape(address)))
        return PageLink(1, address)

    def take(self, page: ListingPage) -> None:
        """Note what the page that was asked for last holds."""
        self.read += 1
        self.failed_in_row = 0
        if self.links is None:
            self.links = len(page.articles)
        fresh = [article for article in page.articles.values() if article.id not in self._seen]
        self._seen.update(article.id for article in fresh)
        self._stale_in_row = 0 if fresh else self._stale_in_row + 1
        if fresh:
            self._known_in_row = self._known_in_row + 1 if all(map(self.is_known, fresh)) else 0
        self._wait_for(page.pages)

    def fail(self) -> None:
        """Note that the page asked for last could not be read: articles may be missing."""
        self.failed += 1
        self.failed_in_row += 1

    def go_on_to(self, link: PageLink) -> None:
        """Have a page asked for that no page leads to."""
        self._wait_for([link])

    def next(self) -> PageLink | None:
        """The next page; None where the walk has come to its end."""
        self.end = self.end or self._end()
        if self.end:
            return None
        self.page, _, known_as = heapq.heappop(self._waiting)
        self.asked += 1
        return self._links.pop(known_as)

    @property
    def is_whole(self) -> bool:
        """It came to its end without a gap: what it led to is all there was."""
        return not self.failed and self.end in ("end", "ground", "stale") and bool(self.links)

    def _end(self) -> End:
        if self._known_in_row >= self.bounds.overlap:
            return "ground"
        if self._stale_in_row >= self.bounds.stale:
            return "stale"
        if not self._waiting:
            return "end"
        return "cut" if self.asked >= self.bounds.most else ""

    def _wait_for(self, links: Iterable[PageLink]) -> None:
        for link in links:
            number = link.number or self.page + 1
            known_as = number, _shape(link.address)
            if known_as not in self._met:
                self._met.add(known_as)
                self._links[known_as] = link
                heapq.heappush(self._waiting, (number, len(self._met), known_as))
            elif link.form and known_as in self._links:
                self._links[known_as] = link


def _shape(address: str) -> str:
    """What all pages of one listing share, whatever number or session their addresses carry."""
    parts = urlsplit(address)
    names = sorted(piece.partition("=")[0] for piece in parts.query.split("&"))
    return f"{_DIGITS.sub('#', parts.path)}?{'&'.join(names)}"

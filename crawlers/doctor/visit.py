"""What was fetched of a portal in one visit: all that the checks know."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from crawlers.doctor.exchange import Exchange
from crawlers.doctor.handshake import Encryption, Place
from crawlers.listings.documents import ListingPage
from crawlers.listings.page_links import PageLink
from crawlers.reading import NoArticle, Reading
from crawlers.spider import PortalSpider

NOT_ASKED = "it was not asked for"
NO_RULES = "nothing may be asked while robots.txt cannot be read"
NO_PROOF = "the certificate is refused, see there"
TIME_UP = "the time for this visit was up"


@dataclass(frozen=True)
class Terms:
    """How fast the crawl may go by its own settings; seconds."""

    delay: float
    """Between two requests, at least."""
    rest: float
    """Rest after a request, in times of how long its answer took; 0 without AutoThrottle."""
    crawl_delay_most: float
    hours: str
    """In which the portal is crawled; empty: any."""


@dataclass
class ListingVisit:
    """The first pages of one listing."""

    path: str
    declared: bool
    """By name; others were found by the portal's pattern."""
    first: Exchange
    page: ListingPage | None = None
    """What the first page leads to."""
    second: Exchange | None = None
    second_page: ListingPage | None = None

    def further(self) -> list[PageLink]:
        """Links to its further pages; one whose address is the page itself (`#`) leads nowhere."""
        pages = self.page.pages if self.page else []
        own = {self.first.address, self.first.response.url if self.first.response else ""}
        return [link for link in pages if link.form or link.address not in own]


@dataclass
class Sample:
    """An article's page and how it was read."""

    exchange: Exchange
    reading: Reading | NoArticle | None = None
    why: str = ""
    """Why there is no reading."""


@dataclass
class Visit:
    """One visit, as far as it came: what was not reached says why."""

    portal: PortalSpider
    at: datetime
    terms: Terms
    agent: str
    """Under which robots.txt is read."""
    place: Place
    encryptions: list[Encryption] = field(default_factory=list)
    why_no_encryption: str = ""
    robots: Exchange = field(default_factory=lambda: Exchange("", failure=NOT_ASKED))
    home: Exchange = field(default_factory=lambda: Exchange("", failure=NOT_ASKED))
    home_again: Exchange | None = None
    """Asked for where the first answer looked like a stub."""
    listings: list[ListingVisit] = field(default_factory=list)
    indexes: dict[str, Exchange] = field(default_factory=dict)
    """Declared feeds and site maps, by path."""
    samples: list[Sample] = field(default_factory=list)
    exploration: str = ""
    """What an exploration said, of a portal that nobody has declared."""
    why_no_browser: str | None = None
    """Empty: it is there; None: nobody has looked, as for most portals."""
    requests: int = 0
    seconds: float = 0.0

    @property
    def is_moved(self) -> bool:
        """It was read at a mirror or test server."""
        return not self.portal.addresses.owns(self.portal.addresses.read_at)

    @property
    def reached(self) -> bool:
        """Anything at all was answered."""
        return any(exchange.response is not None for exchange in self.exchanges())

    def front(self) -> Exchange:
        """The home page as it came at last."""
        return self.home_again if self.home_again and self.home_again.is_page else self.home

    def pages(self) -> Iterator[Exchange]:
        """The pages of the portal that came: home, listings, articles."""
        yield from (
            exchange for exchange in (self.front(), *self._listed(), *self._sampled()) if exchange.is_page
        )

    def exchanges(self) -> Iterator[Exchange]:
        """Everything that was asked for."""
        yield from (self.robots, self.home)
        if self.home_again:
            yield self.home_again
        yield from (*self._listed(), *self.indexes.values(), *self._sampled())

    def readings(self) -> list[Reading]:
        """The sampled articles that were read."""
        return [sample.reading for sample in self.samples if isinstance(sample.reading, Reading)]

    def _listed(self) -> Iterator[Exchange]:
        for listing in self.listings:
            if listing.first is not self.home:
                yield listing.first
            if listing.second:
                yield listing.second

    def _sampled(self) -> Iterator[Exchange]:
        return (sample.exchange for sample in self.samples)

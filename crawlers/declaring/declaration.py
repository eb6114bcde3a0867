"""All that is said of a portal: who, where, what an article's address is, how a page is read, and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from crawlers.addresses import Addresses, ArticleAddress
from crawlers.declaring.inferring import Inferred
from crawlers.declaring.seen import Page
from crawlers.layout import Layout
from crawlers.listings.paged import PagedListing
from crawlers.platforms import Platform
from crawlers.spider import PortalSpider

_ATTRIBUTES = (
    *("name", "agency", "province", "home", "hosts", "article", "keep", "article_view", "print_view"),
    *("listings", "listing", "feeds", "sitemaps", "paged_listings", "platform"),
)


@dataclass
class Declaration:
    """A portal as it is proposed. Names are those of `PortalSpider`."""

    name: str
    agency: str
    province: str
    home: str
    article: str
    day: date
    """On which it was proposed."""
    layout: Inferred
    keep: tuple[str, ...] = ()
    article_view: str | None = None
    print_view: str | None = None
    hosts: tuple[str, ...] = ()
    listings: tuple[str, ...] = ()
    listing: str | None = None
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    paged_listings: tuple[PagedListing, ...] = ()
    platform: Platform | None = None
    why: dict[str, str] = field(default_factory=dict)
    """Attribute to one sentence."""
    doubts: list[str] = field(default_factory=list)
    articles: list[Page] = field(default_factory=list)
    listing_pages: list[Page] = field(default_factory=list)
    others: list[Page] = field(default_factory=list)
    """Pages that hold no article and list none."""

    @property
    def addresses(self) -> Addresses:
        """The addresses of the portal as declared."""
        return Addresses(
            self.name,
            self.home,
            self.article,
            keep=self.keep,
            hosts=self.hosts,
            article_view=self.article_view,
            print_view=self.print_view,
        )

    @property
    def read_by(self) -> Layout:
        """The layout by which its pages are read."""
        return self.layout.layout

    def address(self, page: Page) -> ArticleAddress | None:
        """The article that a page's address names; None where it is no article's."""
        return self.addresses.article(page.url)

    def check(self) -> None:
        """Raise BadDefinition, as the spider would when it is imported."""
        given = {name: getattr(self, name) for name in _ATTRIBUTES if not self.inherits(name)}
        type("Proposed", (PortalSpider,), given | {"layout": self.read_by})

    def inherits(self, attribute: str) -> bool:
        """Whether the platform says the same already, or nothing is said."""
        value: Any = getattr(self, attribute)
        return not value or (self.platform is not None and getattr(self.platform, attribute, None) == value)

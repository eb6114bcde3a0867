"""What an exploration found, in the words of a portal's declaration."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from crawlers.listings.paged import PagedListing

if TYPE_CHECKING:
    from crawlers.platforms import Platform


class Unexplored(Exception):  # noqa: N818
    """An exploration gave nothing to go by; the message says why, what it means and what to do."""

    reason = "unexplored"
    """The run's reason code."""


class NothingFound(Unexplored):
    """No article was found."""

    reason = "nothing-found"


class OtherIds(Unexplored):
    """By what was found, stored articles would be stored again under other ids."""

    reason = "other-ids"


@dataclass(frozen=True)
class Sampled:
    """A page as it came."""

    url: str
    """Where it was read, after redirects."""
    content: bytes
    content_type: str | None


@dataclass
class Findings:
    """Attributes have the names and the meaning that they have in a PortalSpider."""

    home: str
    """Origin and a slash."""
    agency: str = ""
    """What the home page calls itself."""
    province: str = ""
    """By the host's name; `VN-XX` where that does not tell."""
    article: str = ""
    keep: tuple[str, ...] = ()
    article_view: str | None = None
    """Where print views are linked and the number alone makes the article's address."""
    print_view: str | None = None
    listings: tuple[str, ...] = ()
    """Paths of listings that were seen to lead to articles."""
    listing: str | None = None
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    paged_listings: tuple[PagedListing, ...] = ()
    aliases: tuple[str, ...] = ()
    """Other hosts under which the portal's own pages link the same addresses: names of the same portal."""
    platform: Platform | None = None
    articles: list[Sampled] = field(default_factory=list)
    listing_pages: list[Sampled] = field(default_factory=list)
    others: list[Sampled] = field(default_factory=list)
    """Pages that are neither: the home page, static pages, print views."""
    why: dict[str, str] = field(default_factory=dict)
    """Attribute to one sentence: what was seen that says so."""
    doubts: list[str] = field(default_factory=list)
    """What to check by eye."""

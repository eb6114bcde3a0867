"""What is true of every portal that runs on the same software."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from crawlers.layout import Layout

Where = Literal["generator", "assets", "links", "scripts", "fields", "names"]
"""Part of a page in which a sign is looked for; see `crawlers.platforms.evidence`."""


@dataclass(frozen=True, kw_only=True)
class Sign:
    """Something in a page that its software prints by itself, whatever the portal writes."""

    told: str
    """The sign in words, for people who ask why a platform was recognised."""
    where: Where
    pattern: str
    """Regular expression, searched for in each piece of that part; letters of either case match."""

    def stands_in(self, pieces: tuple[str, ...]) -> bool:
        """Whether one of the pieces holds the sign."""
        pattern = re.compile(self.pattern, re.I)
        return any(pattern.search(piece) for piece in pieces)


@dataclass(frozen=True, kw_only=True)
class Platform:
    """Software that several portals run on. A spider that names one need not declare what follows from it.

    All of it sharpens a reading and none of it is needed: themes differ, and a selector that does not match
    costs nothing. So each selector has to be right wherever it matches, not to match everywhere.
    """

    name: str
    """Slug, the name of its module too."""
    title: str
    """As people call it."""
    signs: tuple[Sign, ...]
    """Two of them, in different parts of a page, tell the platform."""
    rests_on: str = ""
    """Name of the platform that it is built on, and whose signs it shows too."""
    layout: Layout = field(default_factory=Layout)
    """How its own templates print an article."""
    article: str = ""
    """Pattern of an article's address as the platform makes it; empty where each portal decides."""
    keep: tuple[str, ...] = ()
    """Query parameters that belong to an article's address."""
    listing: str | None = None
    """Pattern of the addresses of its listings, where the platform and not the portal names them."""
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    """Patterns of the addresses of a listing's further pages; the group `page` is the number."""
    turning: str = ""
    """In one sentence how its listings turn their pages, for people."""
    never_articles: tuple[str, ...] = ()
    """Addresses that are no article on any portal of this platform; an `article` that takes one is wrong."""

    def layout_with(self, **declared: Any) -> Layout:
        """The platform's layout with what one portal declares: `NUKEVIET.layout_with(date_labels=…)`."""
        return replace(self.layout, **declared)

    def lend(self, portal: type, base: type) -> None:
        """Give a portal what neither it nor any class between it and `base` declares."""
        own = portal.__mro__[: portal.__mro__.index(base)]
        for name in INHERITED:
            if not any(name in vars(declaring) for declaring in own):
                setattr(portal, name, getattr(self, name))


INHERITED = ("article", "keep", "listing", "feeds", "sitemaps", "layout")
"""What a spider takes from its platform unless it declares it itself."""

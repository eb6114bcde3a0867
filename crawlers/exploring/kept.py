"""What of an exploration is kept for the next run: plain data, in the run's record."""

from __future__ import annotations

from typing import Any

import msgspec

from crawlers.exploring.findings import Findings
from crawlers.exploring.own import OwnAddresses
from crawlers.listings.paged import PagedListing
from crawlers.platforms import PLATFORMS, Platform


class Explored(msgspec.Struct, kw_only=True):
    """The declaration that was found, without pages. Attributes as in Findings."""

    home: str
    agency: str
    province: str
    article: str
    keep: tuple[str, ...] = ()
    article_view: str | None = None
    print_view: str | None = None
    listings: tuple[str, ...] = ()
    listing: str | None = None
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    paged_listings: tuple[PagedListing, ...] = ()
    aliases: tuple[str, ...] = ()
    platform: str | None = None
    """Its name."""
    why: dict[str, str] = msgspec.field(default_factory=dict)
    doubts: list[str] = msgspec.field(default_factory=list)

    @property
    def known_platform(self) -> Platform | None:
        """The platform, where this version of the program still knows it."""
        return next((platform for platform in PLATFORMS if platform.name == self.platform), None)


def keep(findings: Findings) -> Explored:
    """What is kept of findings."""
    found = {name: value for name, value in vars(findings).items() if name in Explored.__struct_fields__}
    return Explored(**{**found, "platform": findings.platform.name if findings.platform else None})


def as_record(explored: Explored) -> dict[str, Any]:
    """As it stands in a run's record."""
    record: dict[str, Any] = msgspec.to_builtins(explored)
    return record


def read_kept(record: dict[str, Any] | None) -> Explored | None:
    """What an earlier run found; None where there is nothing, or nothing that can be read."""
    try:
        return msgspec.convert(record, Explored, strict=False) if record else None
    except msgspec.ValidationError:
        return None


def addresses_of(portal: str, explored: Explored) -> OwnAddresses:
    """The addresses of a portal by what was found of it."""
    return OwnAddresses(
        portal,
        explored.home,
        explored.article,
        keep=explored.keep,
        aliases=explored.aliases,
        article_view=explored.article_view,
        print_links=explored.print_view,
        moved_to=explored.home,
    )

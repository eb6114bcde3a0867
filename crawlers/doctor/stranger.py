"""A portal that nobody has declared: what an exploration finds of it stands in for a declaration."""

from __future__ import annotations

from typing import Any

from crawlers.addresses import origin
from crawlers.exploring import Findings
from crawlers.provinces import UNKNOWN
from crawlers.spider import PortalSpider

_NO_ARTICLE = "(?!)"
"""Matches no address."""
_FOUND = ("article", "keep", "listings", "listing", "feeds", "sitemaps", "paged_listings", "platform")


def stranger(address: str) -> PortalSpider:
    """Stands in for the portal at an address; it is an operator's own place and may be private.

    Raises ValueError for what is no web address.
    """
    return _portal(origin(address), {"article": _NO_ARTICLE})


def explored(portal: PortalSpider, findings: Findings) -> PortalSpider:
    """The same portal with what was found of it. Raises BadDefinition where that makes no declaration."""
    return _portal(portal.addresses.read_at, {name: getattr(findings, name) for name in _FOUND})


def is_stranger(portal: PortalSpider) -> bool:
    """Tell whether nothing is known of a portal's articles."""
    return portal.article == _NO_ARTICLE


def _portal(home: str, attributes: dict[str, Any]) -> PortalSpider:
    who = {"name": "undeclared", "agency": "Chưa khai báo", "province": UNKNOWN, "home": f"{home}/"}
    portal: PortalSpider = type("Stranger", (PortalSpider,), who | attributes)(home=home)
    return portal

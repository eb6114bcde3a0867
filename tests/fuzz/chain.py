"""The whole chain from bytes to what would be stored, with everything that a crawl checks on the way."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from typing import Any

import msgspec

from crawlers.addresses import Addresses
from crawlers.article import Article, as_row
from crawlers.compose import article_at
from crawlers.layout import Layout
from crawlers.reading import Reading, read_page
from crawlers.store.canonical import encode
from tests.layouts import layout_of

FETCHED_AT = datetime(2026, 11, 21, 10, 15, tzinfo=UTC)


@dataclass
class Portal:
    """A portal that takes every address for an article's."""

    name: str
    layout: Layout
    addresses: Addresses
    agency: str = "Công an"
    province: str = "VN-HP"


@dataclass(frozen=True)
class Outcome:
    """What came of a page: an article as it would be stored, or the reason why there is none."""

    row: dict[str, Any] | None
    reason: str
    seconds: float
    """Of processor time."""
    stored: bytes = field(repr=False, default=b"")


@cache
def portal_named(name: str, url: str) -> Portal:
    """The portal, with the host of this address as its home."""
    scheme, _, rest = url.partition("://")
    home = f"{scheme}://{rest.partition('/')[0]}/"
    return Portal(name, layout_of(name), Addresses(name, home, r".*?(?P<number>\d+)?(\.\w+)?"))


def through_the_chain(portal: str, content: bytes, content_type: str | None, url: str) -> Outcome:
    """Read, compose, check, hash and encode a page. Raises whatever fails on the way."""
    began = time.process_time()
    known = portal_named(portal, url)
    reading = read_page(known.layout, content, content_type=content_type, url=url, fetched_at=FETCHED_AT)
    if not isinstance(reading, Reading):
        return Outcome(None, reading.reason, time.process_time() - began)
    address = known.addresses.article(url) or known.addresses.unknown()
    row = as_row(article_at(known, address, reading, FETCHED_AT))
    msgspec.convert(row, Article)
    stored = encode(row)
    return Outcome(row, "", time.process_time() - began, stored)

"""Reading what leads to articles: listing pages, feeds and site maps."""

from __future__ import annotations

import re
import struct
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple, cast
from urllib.parse import parse_qsl, urljoin, urlsplit

from lxml import etree
from lxml.etree import _Element
from parsel import Selector
from scrapy.http import Response, TextResponse
from scrapy.utils.gz import gunzip

from crawlers.addresses import Addresses, ArticleAddress
from crawlers.dates import PrintedDate, read_date_line

_NEXT = frozenset(
    {"»", "›", ">", ">>", "trang sau", "trang tiếp", "trang tiếp theo"}
    | {"trang kế", "tiếp", "tiếp theo", "sau", "next", "next page", "xem thêm"}
)
_FIRST = "1"
_PAGE_DIGITS = 6
_PAGE_IN_PATH = re.compile(r"((page|trang|p)[-/]?)?\d+(\.\w+)?/?", re.IGNORECASE)
_XML_ROOTS = frozenset({"rss", "RDF", "feed", "urlset", "sitemapindex"})
_XML_LINKS = (
    "//*[local-name()='item' or local-name()='entry']/*[local-name()='link'][not(@rel) or @rel='alternate']"
    " | //*[local-name()='url']/*[local-name()='loc']"
)
_XML_NESTED = "//*[local-name()='sitemap']/*[local-name()='loc']"
_GZIP = b"\x1f\x8b"
_MAXIMAL_XML = 64 * 1024 * 1024


class PageLink(NamedTuple):
    """A link to a further page of a listing; `number` is None where it only says that it is the next one."""

    number: int | None
    address: str


@dataclass
class ListingPage:
    """What one page of a listing leads to."""

    articles: dict[str, ArticleAddress] = field(default_factory=dict)
    """By id, in the order of the page."""
    pages: list[PageLink] = field(default_factory=list)
    """Further pages of the same listing."""
    listings: list[str] = field(default_factory=list)
    """Other listings, by the portal's own pattern."""
    newest: date | None = None
    """The newest day printed beside an article; None unless each article has one."""


def read_listing(
    response: TextResponse,
    addresses: Addresses,
    path: str,
    pattern: re.Pattern[str] | None,
    fetched_at: datetime,
) -> ListingPage:
    """Read a page of the listing that begins at `path`."""
    page = ListingPage()
    links: list[tuple[str, _Element]] = []
    for link in response.xpath("//a[@href] | //link[@rel='next'][@href]"):
        address = join(response, link.attrib["href"])
        local = addresses.local(address) if address else None
        if address is None or local is None:
            continue
        page_link = _page_link(link, local)
        if page_link and _is_beside(_target(local), path):  # `trang-2.html` looks like an article too
            page.pages.append(page_link)
        elif article := addresses.article(address):
            page.articles.setdefault(article.id, article)
            links.append((article.id, link.root))
        elif pattern and pattern.fullmatch(_target(local)):
            page.listings.append(local)
    page.newest = _newest(links, fetched_at)
    return page


def join(response: Response, link: str) -> str | None:
    """The whole address of a link; None for one that is no address at all."""
    for base in (getattr(response, "urljoin", None), lambda link: urljoin(response.url, link)):
        try:
            return str(base(link.strip())) if base else None
        except ValueError:
            continue
    return None


def feed_links(body: bytes) -> list[str]:
    """The addresses that a feed or a site map names. Raises ValueError where it is none of these."""
    return _addresses(_document(body), _XML_LINKS)


def nested_site_maps(body: bytes) -> list[str]:
    """The site maps that an index of site maps names. Raises ValueError where it is no feed or site map."""
    return _addresses(_document(body), _XML_NESTED)


def _target(local: str) -> str:
    parts = urlsplit(local)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _page_link(link: Selector, local: str) -> PageLink | None:
    """A link to another page of the listing is named by a number, or by a word for `next`."""
    shown = "".join(link.xpath(".//text()").getall())
    named = shown if shown.strip() else link.attrib.get("title") or link.attrib.get("aria-label") or ""
    words = " ".join(named.lower().split()).strip(" .[]()").removeprefix("trang số ")
    number = words.removeprefix("trang ")
    if number.isascii() and number.isdecimal() and number != _FIRST and len(number) <= _PAGE_DIGITS:
        return PageLink(int(number) or None, local)
    is_next = words in _NEXT or "next" in link.attrib.get("rel", "").lower().split()
    return PageLink(None, local) if is_next else None


def _is_beside(target: str, listing: str) -> bool:
    """The same path, or one below it that adds a page number; every parameter of the listing is there too."""
    here, there = urlsplit(listing), urlsplit(target)
    if not set(parse_qsl(here.query)) <= set(parse_qsl(there.query)):
        return False
    stem = re.sub(r"\.\w+$", "", here.path).rstrip("/")
    rest = there.path.removeprefix(stem)
    return there.path == here.path or (
        rest != there.path and bool(_PAGE_IN_PATH.fullmatch(rest.lstrip("-/")))
    )


def _newest(links: list[tuple[str, _Element]], fetched_at: datetime) -> date | None:
    entries = _entries(links)
    days = [max(_days(entry, fetched_at), default=None) for entry in entries.values()]
    known = [day for day in days if day is not None]
    return max(known) if known and len(known) == len(days) else None


def _entries(links: list[tuple[str, _Element]]) -> dict[str, _Element]:
    """For each article the widest element around its first link that leads to no other article."""
    led_to: defaultdict[_Element, set[str]] = defaultdict(set)
    for article_id, link in links:
        for around in (link, *link.iterancestors()):
            led_to[around].add(article_id)
    entries: dict[str, _Element] = {}
    for article_id, link in links:
        own = [around for around in (link, *link.iterancestors()) if len(led_to[around]) == 1]
        entries.setdefault(article_id, own[-1])
    return entries


def _days(entry: _Element, fetched_at: datetime) -> Iterator[date]:
    """The days printed on their own in an entry; a teaser may speak of other days."""
    for text in entry.itertext():
        printed = read_date_line(str(text), fetched_at)
        if isinstance(printed, PrintedDate):
            yield printed.day


def _document(body: bytes) -> _Element:
    try:
        root = _root(gunzip(body, max_size=_MAXIMAL_XML) if body.startswith(_GZIP) else body)
    except (OSError, EOFError, struct.error, ValueError, etree.XMLSyntaxError) as error:
        raise ValueError(f"neither a feed nor a site map: {error}") from error
    if root is None or _local_name(root) not in _XML_ROOTS:
        raise ValueError("neither a feed nor a site map")
    return root


def _root(body: bytes) -> _Element | None:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    return etree.fromstring(body.strip(), parser)


def _addresses(root: _Element, path: str) -> list[str]:
    found = cast("list[_Element]", root.xpath(path))
    addresses = ((element.get("href") or element.text or "").strip() for element in found)
    return [address for address in addresses if address]


def _local_name(element: _Element) -> str:
    return str(element.tag).rpartition("}")[2]

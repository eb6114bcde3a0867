"""Reading what leads to articles: pages of listings in HTML or JSON, feeds and site maps."""

from __future__ import annotations

import re
import struct
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from html import unescape
from typing import cast

from lxml import etree
from lxml.etree import _Element
from scrapy.http import HtmlResponse, Response, TextResponse
from scrapy.utils.gz import gunzip

from crawlers.addresses import Addresses, ArticleAddress
from crawlers.dates import PrintedDate, read_date_line
from crawlers.listings.json_documents import BadJson, Item, Text, last_page, parts_of, read_json
from crawlers.listings.page_links import PageLink, further_pages, join, links_of, page_link, target
from crawlers.listings.paged import PagedListing
from crawlers.reading.decode import decode

_XML_ROOTS = frozenset({"rss", "RDF", "feed", "urlset", "sitemapindex"})
_XML_LINKS = (
    "//*[local-name()='item' or local-name()='entry']/*[local-name()='link'][not(@rel) or @rel='alternate']"
    " | //*[local-name()='url']/*[local-name()='loc']"
)
_XML_NESTED = "//*[local-name()='sitemap']/*[local-name()='loc']"
_GZIP = b"\x1f\x8b"
_MAXIMAL_XML = 64 * 1024 * 1024
_PIECES_MOST = 2000
_LONGEST_ADDRESS = 4096
_ADDRESS_BEGINS = re.compile(r"https?://|/", re.IGNORECASE)
_PAGE_FILE = re.compile(r"\.[a-z]{3,5}$", re.IGNORECASE)


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
    last: int | None = None
    """The number of pages that the page tells: a hint, no more."""
    is_json: bool = False


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
    for link in links_of(response):
        address = join(response, link.attrib["href"])
        local = addresses.local(address) if address else None
        if address is None or local is None:
            continue
        if further := page_link(link, local, path):  # `trang-2.html` looks like an article too
            page.pages.append(further)
        elif article := addresses.article(address):
            page.articles.setdefault(article.id, article)
            links.append((article.id, link.root))
        elif pattern and pattern.fullmatch(target(local)):
            page.listings.append(local)
    page.pages += further_pages(response, addresses)
    page.newest = _newest(links, fetched_at)
    return page


def read_answer(
    response: Response,
    addresses: Addresses,
    paged: PagedListing,
    pattern: re.Pattern[str] | None,
    fetched_at: datetime,
) -> ListingPage:
    """Read a page of a paged listing, in JSON or HTML. Raises BadJson."""
    document = read_json(response)
    if document is None:
        text = decode(response.body, _content_type(response)).text
        return read_listing(_html(response, text), addresses, paged.address, pattern, fetched_at)
    page = ListingPage(is_json=True)
    days: list[date | None] = []
    pieces = 0
    for part in parts_of(document, fetched_at):
        if isinstance(part, Item):
            page.last = page.last or last_page(part)
        if isinstance(part, Text) and "<" in (text := _markup(part.text)):
            pieces += 1
            if pieces > _PIECES_MOST:
                raise BadJson(f"JSON with more than {_PIECES_MOST} pieces of HTML")
            piece = read_listing(_html(response, text), addresses, paged.address, pattern, fetched_at)
            page.listings += piece.listings
            found, day = piece.articles, piece.newest or part.day
        else:
            found, day = _named(part, response, addresses, paged), part.day
        days += [day] * len(found)
        for article_id, article in found.items():
            page.articles.setdefault(article_id, article)
    known = [day for day in days if day is not None]
    page.newest = max(known) if known and len(known) == len(days) else None
    return page


def feed_links(body: bytes) -> list[str]:
    """The addresses that a feed or a site map names. Raises ValueError where it is none of these."""
    return _addresses(_document(body), _XML_LINKS)


def nested_site_maps(body: bytes) -> list[str]:
    """The site maps that an index of site maps names. Raises ValueError where it is no feed or site map."""
    return _addresses(_document(body), _XML_NESTED)


def _named(
    part: Text | Item, response: Response, addresses: Addresses, paged: PagedListing
) -> dict[str, ArticleAddress]:
    """The article that a text is the address of, or that the fields of an item make up."""
    if isinstance(part, Item):
        path = paged.article_path(part.fields)
        address = addresses.at(path) if path else None
    else:
        address = _address(part.text.strip(), response)
    article = addresses.article(address) if address else None
    return {article.id: article} if article else {}


def _address(text: str, response: Response) -> str | None:
    """A text as an address. One without a slash is none: a slug alone may look like an article's path."""
    if not text or len(text) > _LONGEST_ADDRESS or any(character.isspace() for character in text):
        return None
    if not _ADDRESS_BEGINS.match(text):
        return join(response, f"/{text}") if "/" in text or _PAGE_FILE.search(text) else None
    return join(response, text)


def _markup(text: str) -> str:
    """A piece of HTML, whether its signs are written as entities or not."""
    return unescape(text) if "&lt;a" in text else text


def _html(response: Response, text: str) -> HtmlResponse:
    return HtmlResponse(response.url, body=text.encode("utf-8", "replace"), encoding="utf-8")


def _content_type(response: Response) -> str | None:
    value = response.headers.get("Content-Type")
    return value.decode("latin-1") if value else None


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

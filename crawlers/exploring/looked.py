"""One page as an explorer sees it: where it leads, and how it reads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Literal
from urllib.parse import urljoin

from lxml.etree import _Element as Element

from crawlers.addresses import clean
from crawlers.exploring.numbered import paged_in
from crawlers.listings.documents import feed_links, nested_site_maps
from crawlers.listings.paged import PagedListing
from crawlers.reading import NoArticle, Reading
from crawlers.reading.decode import decode
from crawlers.reading.links import is_file
from crawlers.reading.metadata import metadata_of, text_below
from crawlers.reading.tree import parse

Verdict = Literal["article", "undated", "none", "index", "text"]
_PAGE_WORDS = frozenset(
    {"»", "›", ">", ">>", "«", "‹", "<", "<<", "trang sau", "trang trước", "trang tiếp", "trang tiếp theo"}
    | {"trang kế", "tiếp", "tiếp theo", "sau", "trước", "next", "previous", "next page", "đầu", "cuối"}
    | {"trang đầu", "trang cuối", "xem thêm", "first", "last"}
)
_PAGE_NUMBER = re.compile(r"(?:trang\s*(?:số\s*)?)?\d{1,6}")
_FEED = re.compile(r"(?:^|[/._-])(?:rss|atom|feeds?)(?:$|[/?&._-]|2?\.xml)|[?&](?:feed|rss)=", re.IGNORECASE)
_LONGEST_TEXT = 300
_MOST_LINKS = 3_000
_PIECES_MOST = 30
"""Of the text of a link."""


@dataclass(frozen=True)
class Link:
    """A link on a page."""

    address: str
    text: str
    is_page: bool
    """It turns the page of a listing."""


@dataclass
class Looked:
    """A page that was looked at."""

    url: str
    verdict: Verdict
    why: str = ""
    """Where it is no article: what the reading says."""
    title: str | None = None
    site_name: str = ""
    links: list[Link] = field(default_factory=list)
    feeds: list[str] = field(default_factory=list)
    """Declared in the page's head."""
    nested: list[str] = field(default_factory=list)
    """Site maps of an index."""
    paged: list[PagedListing] = field(default_factory=list)
    """Listings that its scripts ask for by number."""
    scripts: int = 0
    letters: int = 0
    """Of the text that can be seen."""


def look_at_index(url: str, content: bytes) -> Looked | None:
    """A feed or a site map; None where the page is neither."""
    try:
        links, nested = feed_links(content), nested_site_maps(content)
    except ValueError:
        return None
    looked = Looked(url, "index", nested=_absolute(url, nested))
    looked.links = [Link(address, "", is_page=False) for address in _absolute(url, links)]
    return looked


def look_at(url: str, content: bytes, content_type: str | None, reading: Reading | NoArticle) -> Looked:
    """A page in HTML, read by the general layout."""
    looked = Looked(url, "none")
    if isinstance(reading, NoArticle):
        looked.why = reading.reason
    else:
        looked.title = reading.title
        looked.verdict = "article" if reading.title and reading.body and reading.published else "undated"
    text = decode(content, content_type).text
    root = parse(text) if "<" in text else None
    if root is None:
        looked.verdict = "text"
        return looked
    metadata = metadata_of(root)
    looked.site_name = metadata.site_name or metadata.window_title
    base = _base(root, url)
    looked.links = list(_links(root, base))
    looked.feeds = list(dict.fromkeys(_declared_feeds(root, base)))
    scripts = [node.text or "" for node in root.iter("script")]
    looked.scripts, looked.paged = len(scripts), paged_in(scripts)
    body = root.find(".//body")
    looked.letters = len(text_below(root if body is None else body))
    return looked


def is_feed_like(address: str) -> bool:
    """Whether an address looks like that of a feed, or of a page that lists feeds."""
    return _FEED.search(address.partition("//")[2].partition("/")[2]) is not None


def _absolute(url: str, links: list[str]) -> list[str]:
    joined = (_join(url, link) for link in links)
    return list(dict.fromkeys(address for address in joined if address))


def _base(root: Element, url: str) -> str:
    declared = next((node.get("href") for node in root.iter("base") if node.get("href")), None)
    return (declared and _join(url, declared)) or url


def _links(root: Element, base: str) -> Iterator[Link]:
    for place, node in enumerate(root.iter("a")):
        if place >= _MOST_LINKS:
            return
        href = (node.get("href") or "").strip()
        address = _join(base, href) if href and not href.startswith("#") else None
        if address is None or is_file(address) or address.lower().endswith((".css", ".js", ".ico", ".gif")):
            continue
        text = _text(node)
        yield Link(address, text, _turns_page(node, text))


def _text(node: Element) -> str:
    """What a link is called: its words, or what is told of its picture."""
    pieces = islice(node.itertext(), _PIECES_MOST)
    if shown := " ".join(" ".join(str(piece)[:_LONGEST_TEXT] for piece in pieces).split()):
        return shown[:_LONGEST_TEXT]
    told = [node.get("title"), node.get("aria-label"), *(image.get("alt") for image in node.iter("img"))]
    return " ".join(next((text for text in told if text), "").split())[:_LONGEST_TEXT]


def _turns_page(node: Element, text: str) -> bool:
    words = text.lower().strip(" .[]()")
    rel = (node.get("rel") or "").lower().split()
    return words in _PAGE_WORDS or bool(_PAGE_NUMBER.fullmatch(words)) or "next" in rel or "prev" in rel


def _declared_feeds(root: Element, base: str) -> Iterator[str]:
    for node in root.iter("link"):
        kind = (node.get("type") or "").lower()
        is_feed = "alternate" in (node.get("rel") or "").lower() and ("rss" in kind or "atom" in kind)
        if is_feed and (address := _join(base, node.get("href") or "")) is not None:
            yield address


def _join(base: str, link: str) -> str | None:
    """The clean whole address of a link; None for what is no web address."""
    try:
        return clean(urljoin(base, link.strip()))
    except ValueError:
        return None

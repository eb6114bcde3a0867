"""Listings that a page's own scripts ask for by number, seen in their source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from html import unescape

from scrapy.http import Response

from crawlers.exploring.findings import Sampled
from crawlers.listings.json_documents import Item, Text, parts_of, read_json
from crawlers.listings.paged import PAGE, PagedListing
from crawlers.reading.decode import decode

_ADDRESS = re.compile(
    r"[`'\"](?P<before>/[^`'\"\s<>${}]{1,200}?[?&](?:page|pageNum|pageNo|pageIndex|page_index|p|trang)=)"
    r"(?:\$\{[^{}]{1,60}\}|['\"]\s*\+\s*[\w.]{1,60}(?:\s*\+\s*['\"])?|\{page\}|[01](?=[&`'\"]))"
    r"(?P<after>[^`'\"\s<>${}]{0,200})",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"`(/[^`\s<>]{0,300}\$\{[^`\s<>]{1,300})`")
_FIELD = re.compile(r"\$\{\s*\w+\.([\w.]{1,60})\s*\}")
_LINK = re.compile(r"<a\s[^<>]{0,500}?href\s*=\s*[\"']([^\"'<>]{1,500})[\"']", re.IGNORECASE)
_LINKS_MOST = 500
_MOST = 3
_SCRIPT_MOST = 200_000
_LONGEST_ADDRESS = 500


def paged_in(scripts: Iterable[str]) -> list[PagedListing]:
    """The listings that scripts name, with the form of their articles' addresses where a script makes it."""
    text = "\n".join(scripts)[:_SCRIPT_MOST]
    article = next(filter(None, map(_template, _ARTICLE.findall(text))), None)
    found = (f"{match['before']}{PAGE}{match['after']}" for match in _ADDRESS.finditer(text))
    listings = (PagedListing(address=address, article=article) for address in dict.fromkeys(found))
    return [paged for paged in listings if not any(paged.findings())][:_MOST]


def addresses_in(page: Sampled, paged: PagedListing, fetched_at: datetime) -> tuple[list[str], bool]:
    """What a page of such a listing names, whole addresses and paths, and whether it is JSON or HTML."""
    headers = {"Content-Type": page.content_type} if page.content_type else {}
    try:
        document = read_json(Response(page.url, body=page.content, headers=headers))
    except ValueError:
        return [], True
    if document is not None:
        return list(dict.fromkeys(_named(document, paged, fetched_at))), True
    text = decode(page.content, page.content_type).text
    return [unescape(link) for link in dict.fromkeys(_LINK.findall(text))][:_LINKS_MOST], False


def _named(document: object, paged: PagedListing, fetched_at: datetime) -> Iterator[str]:
    for part in parts_of(document, fetched_at):
        if isinstance(part, Item) and (path := paged.article_path(part.fields)):
            yield path
        elif isinstance(part, Text) and paged.article is None and _is_address(part.text):
            yield part.text


def _is_address(text: str) -> bool:
    rooted = text.startswith("/") and not text.startswith("//")
    return len(text) <= _LONGEST_ADDRESS and " " not in text and (rooted or text.startswith("http"))


def _template(literal: str) -> str | None:
    """`/bai-viet/${item.slug}-${item.id}` with names of fields; None where other things are in it."""
    template = _FIELD.sub(lambda field: f"{{{field[1]}}}", literal)
    return None if "$" in template or "{" not in template else template

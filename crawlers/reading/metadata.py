"""What a page says of itself in its head: one of the two witnesses, never believed over the text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml.etree import _Element as Element

from crawlers.reading.words import fold

_ARTICLES = frozenset(("NewsArticle", "Article", "ReportageNewsArticle", "BlogPosting", "WebPage", "Report"))
_LONGEST_TITLE = 2000
"""Characters of the window's title; titles are read in all its parts."""
_PARTS = re.compile(r"\s+(?:[|»–—-]|::)\s+")


@dataclass
class Metadata:
    """A page's own words about its article. Lists are in the order of trust."""

    titles: list[str] = field(default_factory=list)
    dates: list[str] = field(default_factory=list)
    descriptions: list[str] = field(default_factory=list)
    window_title: str = ""
    """The text of ``<title>``, whole."""
    site_name: str = ""
    canonical: str | None = None
    kind: str = ""
    """``og:type``."""
    tags: list[str] = field(default_factory=list)


def metadata_of(root: Element) -> Metadata:
    """Read the head of a page. Nothing in it raises."""
    found = Metadata()
    for node in root.iter("meta"):
        _read_meta(node, found)
    for node in root.iter("script"):
        if (node.get("type") or "").lower() == "application/ld+json" and node.text:
            _read_json_ld(node.text, found)
    in_head = (title for head in root.iterchildren("head") for title in head.iterchildren("title"))
    head_title = next(in_head, None)
    if head_title is None:
        head_title = next(root.iterdescendants("title"), None)
    if head_title is not None:
        found.window_title = text_below(head_title)[:_LONGEST_TITLE]
    for node in root.iter("link"):
        if (node.get("rel") or "").lower() == "canonical" and node.get("href"):
            found.canonical = (node.get("href") or "").strip()
    return found


def text_below(node: Element) -> str:
    """The folded text of an element and all below it."""
    return fold(" ".join(str(text) for text in node.itertext()))


def window_titles(metadata: Metadata) -> list[str]:
    """What ``<title>`` may say the article's title is: the whole, or all but the portal's name at an end."""
    whole = metadata.window_title
    if not whole:
        return []
    parts = _PARTS.split(whole)
    ends = [whole]
    for cut in range(1, len(parts)):
        ends += [_without(whole, parts[-cut:], at_end=True), _without(whole, parts[:cut], at_end=False)]
    return list(dict.fromkeys(filter(None, ends)))


def _without(whole: str, parts: list[str], *, at_end: bool) -> str:
    size = sum(len(part) for part in parts) + 3 * (len(parts) - 1)
    rest = whole[: len(whole) - size] if at_end else whole[size:]
    return rest.strip(" |»–—-:")


def _read_meta(node: Element, found: Metadata) -> None:
    name = (node.get("property") or node.get("name") or node.get("itemprop") or "").lower()
    content = fold(node.get("content") or "")
    if not name or not content:
        return
    match name:
        case "og:title" | "twitter:title" | "dc.title" | "headline":
            found.titles.append(content)
        case "article:published_time" | "datepublished" | "pubdate" | "dc.date.issued" | "article:published":
            found.dates.append(content)
        case "og:description" | "description":
            found.descriptions.append(content)
        case "og:site_name":
            found.site_name = content
        case "og:type":
            found.kind = content.lower()
        case "og:url":
            found.canonical = found.canonical or content
        case "article:tag":
            found.tags.append(content)


def _read_json_ld(text: str, found: Metadata) -> None:
    try:
        data = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return
    for thing in _things(data):
        kinds = thing.get("@type")
        named = kinds if isinstance(kinds, list) else [kinds]
        if not any(kind in _ARTICLES for kind in named if isinstance(kind, str)):
            continue
        if isinstance(headline := thing.get("headline"), str):
            found.titles.append(fold(headline))
        # `dateCreated` often comes before and is the day the draft was begun: never taken.
        if isinstance(published := thing.get("datePublished"), str):
            found.dates.append(fold(published))


def _things(data: Any) -> Iterator[dict[str, Any]]:
    pending = [data]
    while pending:
        thing = pending.pop()
        if isinstance(thing, list):
            pending.extend(thing)
        elif isinstance(thing, dict):
            yield thing
            pending.append(thing.get("@graph"))

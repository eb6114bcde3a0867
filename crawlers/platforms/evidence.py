"""What in a page was written by the portal's software and not by its editors or by other sites.

The text of a page is never looked at, so an article about WordPress is no sign of it. Neither are addresses
on other hosts, nor pictures: editors take these from elsewhere, and they outlive a portal's move to other
software. Pasted text may bring classes along; they are one part of a page and never enough alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml.etree import _Element as Element

from crawlers.platforms.platform import Where
from crawlers.reading.decode import decode
from crawlers.reading.tree import parse, shortened

_LONGEST_PIECE = 50_000
_LONG_VALUE = re.compile(r"=\"[^\"<>]{500,}\"")
"""A view state, a picture in the page: what they say is no sign, and to parse them takes time."""
_LONG_TAG = re.compile(r"<[a-z][^<>]{5000,}>?", re.I)
"""Has thousands of attributes; the time for them grows with the square of their number."""
_MOST = 5_000
"""Pieces of each kind; a page with more has shown what it is long before."""


@dataclass(frozen=True)
class Evidence:
    """Pieces of one page, by the part in which `Sign`s look for them."""

    generator: tuple[str, ...] = ()
    """What `<meta name=generator>` says."""
    assets: tuple[str, ...] = ()
    """Paths and queries of the portal's own style sheets, scripts and other resources named in `<link>`."""
    links: tuple[str, ...] = ()
    """Paths and queries of its own pages that it links, and of the forms that it sends."""
    scripts: tuple[str, ...] = ()
    """Scripts in the page and its settings in JSON, but not what it says of its article (JSON-LD)."""
    fields: tuple[str, ...] = ()
    """Names of hidden form fields."""
    names: tuple[str, ...] = ()
    """Classes, ids and data attributes, as `.class`, `#id` and `[data-name=value]`."""

    def part(self, where: Where) -> tuple[str, ...]:
        """The pieces of one part."""
        pieces: tuple[str, ...] = getattr(self, where)
        return pieces


def evidence_of(content: bytes | str, url: str | None, content_type: str | None = None) -> Evidence:
    """Gather the evidence of a page. Nothing in a page makes this raise."""
    text = content if isinstance(content, str) else decode(content, content_type).text
    light = _LONG_TAG.sub("", _LONG_VALUE.sub('=""', shortened(text)))
    root = parse(light) if light.strip() else None
    if root is None:
        return Evidence()
    own = _own_hosts(root, url)
    return Evidence(
        generator=_first(_generators(root)),
        assets=_first(_local(_assets(root), own)),
        links=_first(_local(_links(root), own)),
        scripts=_first(_scripts(root)),
        fields=_first(node.get("name") or "" for node in root.iter("input") if _is(node, "type", "hidden")),
        names=_first(_names(root)),
    )


def _first(pieces: Iterable[str]) -> tuple[str, ...]:
    distinct = dict.fromkeys(piece[:_LONGEST_PIECE] for piece in pieces if piece)
    return tuple(distinct)[:_MOST]


def _is(node: Element, name: str, value: str) -> bool:
    return (node.get(name) or "").strip().lower() == value


def _generators(root: Element) -> Iterator[str]:
    return (node.get("content") or "" for node in root.iter("meta") if _is(node, "name", "generator"))


def _assets(root: Element) -> Iterator[str]:
    yield from (node.get("href") or "" for node in root.iter("link"))
    yield from (node.get("src") or "" for node in root.iter("script"))


def _links(root: Element) -> Iterator[str]:
    yield from (node.get("href") or "" for node in root.iter("a"))
    yield from (node.get("action") or "" for node in root.iter("form"))


def _scripts(root: Element) -> Iterator[str]:
    for node in root.iter("script"):
        if not _is(node, "type", "application/ld+json"):
            yield node.text or ""


def _names(root: Element) -> Iterator[str]:
    for node in root.iter("*"):
        for name, value in _attributes(node):
            if name == "class":
                yield from (f".{word}" for word in value.split())
            elif name == "id":
                yield f"#{value}"
            elif name.startswith("data-"):
                yield f"[{name}={value[:100]}]"


def _own_hosts(root: Element, url: str | None) -> set[str]:
    """Hosts under which the page knows itself: the one it came from, and those that it says it has."""
    said = [node.get("href") for node in root.iter("link") if _is(node, "rel", "canonical")]
    said += [node.get("content") for node in root.iter("meta") if _is(node, "property", "og:url")]
    return {host for address in (url, *said) if address and (host := _host(address))}


def _attributes(node: Element) -> list[tuple[str, str]]:
    return [(str(name), str(value)) for name, value in node.items()]


def _local(addresses: Iterable[str], own: set[str]) -> Iterator[str]:
    """Path and query of those addresses that lie on the portal itself."""
    for address in addresses:
        try:
            parts = urlsplit(address.strip())
        except ValueError:
            continue
        if parts.scheme not in ("", "http", "https") or (parts.netloc and _host(address) not in own):
            continue
        path = parts.path if parts.path.startswith("/") else f"/{parts.path}"
        yield f"{path}?{parts.query}" if parts.query else path


def _host(address: str) -> str:
    try:
        return (urlsplit(address.strip()).hostname or "").removeprefix("www.")
    except ValueError:
        return ""

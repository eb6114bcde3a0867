"""Saved pages: the files of a directory, and the address that each had."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from urllib.parse import quote, unquote, urljoin

from crawlers.addresses import clean, origin
from crawlers.declaring.seen import Page
from crawlers.reading.decode import decode

_TABLE = "addresses.tsv"
_SUFFIXES = (".html", ".htm")
_MOST_FILES = 500
_HEAD = 200_000
"""Characters in which a page says what its address is."""
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+?)\s*-->", re.I)
_MIRRORED = re.compile(
    r"<!--\s*Mirrored from (\S+) by HTTrack[^>]*?,\s*(\w{3}, \d\d \w{3} \d{4} [\d:]{8}) GMT", re.I
)
_TAG = re.compile(r"<(?:link|meta)\b[^<>]{0,2000}>", re.I)
_CANONICAL = re.compile(r"rel=[\"']?canonical|(?:property|name|itemprop)=[\"']?og:url", re.I)
_TARGET = re.compile(r"(?:href|content)=\s*[\"']?(https?://[^\s\"'<>]+)", re.I)
_SHARED = re.compile(
    r"(?:sharer(?:\.php|/sharer\.php)?\?(?:[^\"'\s]*?&(?:amp;)?)?u=|(?:twitter|x)\.com/(?:share|intent/tweet)\?"
    r"(?:[^\"'\s]*?&(?:amp;)?)?url=|data-href=[\"'])(https?(?:%3A|:)[^\"'\s&<>]+)",
    re.I,
)
_CURRENT = re.compile(r"Liferay\.currentURL\s*=\s*[\"']([^\"']+)[\"']")
_ESCAPED = re.compile(r"\\x([0-9a-f]{2})", re.I)


class BadFiles(Exception):  # noqa: N818
    """There are no saved pages to work with; the message says what was looked for."""


@dataclass
class SavedPages:
    """The pages of a directory."""

    pages: list[Page] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    """Files whose address is only guessed."""


def saved_pages(directory: Path, home: str) -> SavedPages:
    """The pages saved in a directory, by name. Raises BadFiles where it holds none."""
    files = sorted(
        path for path in directory.rglob("*") if path.suffix.lower() in _SUFFIXES and path.is_file()
    )
    if not files:
        raise BadFiles(
            f"{directory} holds no file named *.html or *.htm; nothing was written. Save some pages of the "
            "portal there."
        )
    table = _table(directory / _TABLE)
    found = SavedPages()
    for path in files[:_MOST_FILES]:
        name = path.relative_to(directory).as_posix()
        content = path.read_bytes()
        text = decode(content, None).text
        address = table.get(name) or _address_in(text, home)
        if address is None:
            address = urljoin(home, quote(name))
            found.doubts.append(
                f"{name}: the page does not say its address; taken for {address}. See {_TABLE}."
            )
        found.pages.append(Page(address, content, None, _day(text, path), name))
    return found


def _table(path: Path) -> dict[str, str]:
    """What `addresses.tsv` says: file, tab, address. Raises BadFiles for a line that says anything else."""
    if not path.is_file():
        return {}
    told: dict[str, str] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        name, _, address = line.partition("\t")
        if not line.strip() or line.startswith("#"):
            continue
        if clean(address.strip()) is None:
            raise BadFiles(f"{path}, line {number}: a file name, a tab and an address are needed.")
        told[name.strip()] = address.strip()
    return told


def _address_in(text: str, home: str) -> str | None:
    """The address that a page says it has, on the portal's own host."""
    site = _bare(home)
    for address in _said(text, home):
        cleaned = clean(address)
        if cleaned is not None and _bare(cleaned) == site:
            return origin(home) + cleaned.removeprefix(origin(cleaned))
    return None


def _said(text: str, home: str) -> Iterator[str]:
    """Addresses that a page may mean as its own, in the order of trust."""
    head = text[:_HEAD]
    if saved := _SAVED_FROM.search(head):
        yield unescape(saved[1])
    if mirrored := _MIRRORED.search(text):
        yield f"{home.partition(':')[0]}://{unescape(mirrored[1])}"
    for tag in _TAG.findall(head):
        if _CANONICAL.search(tag) and (target := _TARGET.search(tag)):
            yield unescape(target[1])
    if current := _CURRENT.search(head):
        yield urljoin(home, _ESCAPED.sub(lambda escape: chr(int(escape[1], 16)), current[1]))
    if shared := _SHARED.search(text):
        yield unquote(unescape(shared[1]))


def _bare(address: str) -> str:
    return origin(address).partition("://")[2].partition(":")[0].removeprefix("www.")


def _day(text: str, path: Path) -> datetime:
    """When a page was saved: as HTTrack says, else the file's time."""
    if mirrored := _MIRRORED.search(text):
        return datetime.strptime(mirrored[2], "%a, %d %b %Y %H:%M:%S").replace(tzinfo=UTC)
    return datetime.fromtimestamp(path.stat().st_mtime, UTC).replace(microsecond=0)

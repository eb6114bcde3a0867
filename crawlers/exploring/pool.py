"""All addresses of a portal that were met, and what is known of each."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from statistics import median
from urllib.parse import unquote

from crawlers.exploring.looked import Verdict
from crawlers.exploring.targets import Target, split

_TITLE_WORDS = 5
_TITLE_LETTERS = 25
_MENU_WORDS = 4
_LONG_TITLE = 8
"""Words of an address that can be nothing but a title, whatever it is linked by."""
_MENU_LETTERS = 25
_PRINT = re.compile(
    r"(?:^|[/?&._=])(?:print(?:item|able|view|page|article)?|in-?(?:bai|tin|an|trang)(?:-viet|-nay)?|banin|ban-in"
    r"|savefile|sendmail|guimail|send-?email|amp)(?:$|[/?&._=])",
    re.IGNORECASE,
)
_PAGE_PART = re.compile(r"(?:page|trang|paged|p)[-_]?\d{1,6}", re.IGNORECASE)
_PAGE_NAMES = re.compile(
    r"(?:page|trang|paged|p|pg|pageno|pageindex|pagenum|start|limitstart|offset|_\w+_cur|cur)", re.IGNORECASE
)
_DAY_NAMES = re.compile(r"(?:date|ngay|day|month|thang|year|nam|from|to|tungay|denngay)", re.IGNORECASE)


@dataclass
class Entry:
    """An address that was met."""

    target: Target
    text: str = ""
    """The longest words by which it was linked."""
    pages: set[int] = field(default_factory=set)
    """Numbers of the pages that link it."""
    is_page: bool = False
    """It was linked as a further page of a listing; page 1 is linked so by the others."""
    in_feed: bool = False
    in_map: bool = False
    verdict: Verdict | None = None
    """None until its page was looked at."""
    has_failed: bool = False

    @property
    def length(self) -> int:
        """Letters of its title as far as that is known: of the link, or of the words in the address."""
        if self.text or not (self.in_map or self.in_feed):
            return len(self.text)
        return min(len(unquote(self.target.slug)), 60)

    @property
    def is_titled(self) -> bool:
        """It is linked by something as long as a title."""
        if self.in_feed or self.target.words >= _LONG_TITLE:
            return True
        if self.text:
            return len(self.text) >= _TITLE_LETTERS or len(self.text.split()) > _TITLE_WORDS
        return self.in_map and self.target.words >= _TITLE_WORDS

    @property
    def is_menu(self) -> bool:
        """It is linked by something as short as an entry of a menu."""
        if not self.text or self.target.words >= _LONG_TITLE:  # `Bài trước` names an article, too
            return False
        return len(self.text) <= _MENU_LETTERS and len(self.text.split()) <= _MENU_WORDS

    @property
    def is_aside(self) -> bool:
        """Its address says that it is no page of an article: a print view, another language, a calendar."""
        target = self.target
        dated = any(_DAY_NAMES.fullmatch(name) for name, _ in target.query) and target.words < _TITLE_WORDS
        turns = self.is_page and not self.text and target.words < _LONG_TITLE
        return turns or target.is_foreign or dated or is_print(target) or is_turned(target)


def is_print(target: Target) -> bool:
    """Whether an address is that of a print view, or of a form that sends the article."""
    return _PRINT.search("/".join(target.segments) + target.extension + "?" + _names(target)) is not None


def is_turned(target: Target) -> bool:
    """Whether an address names a further page of a listing."""
    parts = target.segments
    if parts and _PAGE_PART.fullmatch(parts[-1]):
        return True
    if len(parts) > 1 and parts[-1].isdigit() and parts[-2].lower() in ("page", "trang"):
        return True
    digits = [name for name, value in target.query if value.isdigit() and _PAGE_NAMES.fullmatch(name)]
    return bool(digits) and bool(parts) and target.words < _TITLE_WORDS


def _names(target: Target) -> str:
    return "&".join(f"{name}={value}" for name, value in target.query)


class Pool:
    """The addresses, in the order in which they were met."""

    def __init__(self) -> None:
        self.entries: dict[str, Entry] = {}

    def add(self, text: str) -> Entry:
        """The entry of a path and query."""
        if text not in self.entries:
            self.entries[text] = Entry(split(text))
        return self.entries[text]

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries.values())

    def clusters(self) -> list[list[Entry]]:
        """Entries that may be articles, by the kind of their address; the most promising kind first."""
        kinds: defaultdict[tuple[object, ...], list[Entry]] = defaultdict(list)
        for entry in self.entries.values():
            if not entry.is_aside and (entry.target.segments or entry.target.query):
                kinds[entry.target.kind].append(entry)
        ranked = sorted(kinds.items(), key=lambda pair: (-_promise(pair[1]), str(pair[0])))
        return [cluster for _, cluster in ranked]


def _promise(cluster: list[Entry]) -> float:
    """How much the members of a cluster look like articles: long titles, and many of them."""
    lengths = median(min(entry.length, 60) for entry in cluster)
    fed = any(entry.in_feed for entry in cluster)
    return float(lengths) + 3 * min(len(cluster), 10) + 30 * fed


def is_promising(cluster: list[Entry]) -> bool:
    """Whether it is worth to look at more than one page of a cluster."""
    return any(entry.is_titled for entry in cluster)

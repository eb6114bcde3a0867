"""The first witness: what a portal's declared selectors and the page's metadata say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from functools import lru_cache
from itertools import islice

from lxml import etree
from lxml.etree import _Element as Element

from crawlers.dates import PrintedDate, month_first_agrees, read_date_line, read_machine_date
from crawlers.layout import Layout
from crawlers.reading.css import xpath_of
from crawlers.reading.metadata import Metadata, text_below
from crawlers.reading.words import bare, fold

_TWINS = ("datetime", "title", "data-date", "data-time", "content")
_MOST_NODES = 20


@lru_cache(maxsize=512)
def _compiled(selector: str) -> etree.XPath:
    return etree.XPath(xpath_of(selector))


def select(root: Element | None, selector: str | None) -> list[Element]:
    """The elements that a CSS selector names; none where nothing is declared."""
    if root is None or not selector:
        return []
    found = _compiled(selector)(root)
    return [node for node in found if isinstance(node, etree._Element)] if isinstance(found, list) else []


def shown_by(root: Element | None, selectors: Mapping[str, str]) -> list[str]:
    """The fields, of those with a selector, that it names on a page."""
    return [field for field, selector in selectors.items() if select(root, selector)]


def text_of(root: Element | None, selector: str | None) -> str | None:
    """The folded text of the first such element that has any."""
    for node in select(root, selector):
        text = text_below(node)
        if text:
            return text
    return None


def outermost(nodes: Iterable[Element]) -> list[Element]:
    """Those of the elements that stand in none of the others."""
    chosen = list(nodes)
    inside = set(chosen)
    return [node for node in chosen if not any(above in inside for above in node.iterancestors())]


def marked_date(
    root: Element | None, layout: Layout, metadata: Metadata, fetched_at: datetime
) -> PrintedDate | None:
    """The date at the declared place, if only one day is printed there; else the page's own metadata's."""
    printed = [read for node in select(root, layout.date) if (read := _date_in(node, layout, fetched_at))]
    if printed and all(other.day == printed[0].day for other in printed):
        return printed[0]
    for value in metadata.dates:
        machine = read_machine_date(value, fetched_at, layout.earliest)
        if isinstance(machine, PrintedDate):
            return machine
    return None


def _date_in(node: Element, layout: Layout, fetched_at: datetime) -> PrintedDate | None:
    for text in (text_below(node), fold(node.text or "")):
        read = read_date_line(text, fetched_at, layout.earliest)
        if isinstance(read, PrintedDate):
            return read
    return None


def twin_of(
    nodes: Iterable[Element | None], printed: PrintedDate, layout: Layout, fetched_at: datetime
) -> PrintedDate | None:
    """What attributes of the date's elements, or of those in them, say: `printed` where one agrees with it.

    They are a second witness and never replace what is printed: some templates put another day there. ASP.NET
    leaves a month-first twin (`title="3/5/2026 3:34:00 PM"`) beside what it prints day first; `<time>` has
    an ISO date, which tells a month that is printed first.
    """
    other: PrintedDate | None = None
    for value in _attributes(nodes):
        if month_first_agrees(value, printed):
            return printed
        machine = read_machine_date(value, fetched_at, layout.earliest)
        if isinstance(machine, PrintedDate):
            if dates_agree(machine, printed) or _is_local(value, printed, layout, fetched_at):
                return printed
            other = other or machine
    return other


def _attributes(nodes: Iterable[Element | None]) -> Iterator[str]:
    for node in nodes:
        if node is not None:
            inner = islice(node.iter(), _MOST_NODES)
            yield from (value for one in inner for name in _TWINS if (value := one.get(name)))


def _is_local(value: str, printed: PrintedDate, layout: Layout, fetched_at: datetime) -> bool:
    """Whether a date in `Z` is Viet Nam's time all the same, as many templates write it."""
    local = read_machine_date(value.strip().rstrip("zZ"), fetched_at, layout.earliest)
    return isinstance(local, PrintedDate) and dates_agree(local, printed)


def marked_title(root: Element | None, layout: Layout, metadata: Metadata, found: str | None) -> str | None:
    """The title at the declared place, else the metadata's: the one that agrees with `found` if any does."""
    declared = text_of(root, layout.title)
    if declared:
        return declared
    if found is not None and any(_agree(title, found) for title in [*metadata.titles, metadata.window_title]):
        return found
    return metadata.titles[0] if metadata.titles else None


def titles_agree(one: str, other: str) -> bool:
    """Whether two titles say the same: one may be cut short or carry the portal's name."""
    return _agree(one, other)


def _agree(one: str, other: str) -> bool:
    first, second = bare(one), bare(other)
    if first == second:
        return True
    shorter, longer = sorted((first, second), key=len)
    return len(shorter) >= 12 and (longer.startswith(shorter) or longer.endswith(shorter))


def dates_agree(one: PrintedDate, other: PrintedDate) -> bool:
    """Whether two dates are the same day and, where both have a time, the same minute."""
    if one.day != other.day:
        return False
    if one.time is None or other.time is None:
        return True
    return (one.time.hour, one.time.minute) == (other.time.hour, other.time.minute)

"""Reading alone: pages a second and how well, beside other libraries on the same pages."""

from __future__ import annotations

import re
import statistics
import time
import warnings
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from importlib import import_module
from typing import Any, NamedTuple

import lxml.html

from crawlers.reading import NoArticle, read_page
from tests.bench.measure import Effort, Finding, Target, Value, in_turn, ratio
from tests.bench.pages import CONTENT_TYPE, BenchPage, forged_page
from tests.forge.article import PORTALS
from tests.layouts import layout_of

PACKAGES = ("trafilatura", "newspaper4k", "readability-lxml", "resiliparse")
_OURS, _FLOOR, _RIVAL = "tuantra", "lxml.html (parse alone)", "trafilatura"
_LEAST = 5.0
FETCHED_AT = datetime(2026, 11, 21, 10, 15, tzinfo=UTC)
_WORD = re.compile(r"\w+")


class Read(NamedTuple):
    """What a library makes of a page; `day` as in 2025-06-27."""

    title: str | None
    day: str | None
    body: str


Reader = Callable[[BenchPage], Read | None]


def measure(effort: Effort) -> Finding:
    """Every library reads the same pages, in turns."""
    count = effort.amount(30, 1)
    forged = (forged_page(number, portal) for portal in PORTALS for number in range(5000, 5000 + count))
    pages = [page for page in forged if page.title]  # print views have none, nor a frame around them
    readers, missing = _readers()
    for read in readers.values():
        quietly(read, pages[0])  # what is loaded at the first call
    rates = in_turn(effort.rounds, {name: partial(_rate, read, pages) for name, read in readers.items()})
    finding = Finding(f"reading, {len(pages)} pages of 60 KB, one core")
    finding.rows = [_row(name, read, pages, rates) for name, read in readers.items()]
    if _RIVAL in readers:
        faster = ratio(rates[_OURS], rates[_RIVAL])
        finding.targets.append(Target(f"times {_RIVAL}", faster, least=_LEAST))
    finding.notes.append(
        "Forged pages, whose truth is known: body F1 by words (mean of the pages); title, and day of "
        "publication, exactly right in per cent. tuantra has the portal's declaration; the others have none."
    )
    finding.notes += [f"{name} is not here: pip install '.[bench]'" for name in missing]
    return finding


def _row(
    name: str, read: Reader, pages: Sequence[BenchPage], rates: dict[str, list[float]]
) -> dict[str, Value]:
    row: dict[str, Value] = {"reader": name, "pages/s": statistics.median(rates[name])}
    if _RIVAL in rates:
        row[f"x {_RIVAL}"] = ratio(rates[name], rates[_RIVAL])
    if name == _FLOOR:
        return row
    found = [(page, quietly(read, page)) for page in pages]
    return row | {
        "body F1": statistics.mean(f1(page.body, got.body if got else "") for page, got in found),
        "title %": share([same(page.title, got and got.title) for page, got in found]),
        "not read %": share([got is None for _, got in found]),
        "day %": share([(page.published_at or "")[:10] == ((got and got.day) or "") for page, got in found]),
    }


def _rate(read: Reader, pages: Sequence[BenchPage]) -> float:
    """Pages a second of processor time."""
    start = time.process_time()
    for page in pages:
        quietly(read, page)
    return len(pages) / (time.process_time() - start)


def quietly(read: Reader, page: BenchPage) -> Read | None:
    """What the library gives; None where it raises: then it has not read the page."""
    try:
        return read(page)
    except Exception:
        return None


# How right it is


def f1(truth: Sequence[str], got: str) -> float:
    wanted, found = (Counter(_WORD.findall(text.lower())) for text in (" ".join(truth), got))
    common = (wanted & found).total()
    return 2 * common / (wanted.total() + found.total()) if common else 0.0


def same(truth: str | None, got: str | None) -> bool:
    return " ".join((truth or "").split()) == " ".join((got or "").split())


def share(right: Sequence[bool]) -> float:
    return 100 * sum(right) / len(right)


# The libraries


def _readers() -> tuple[dict[str, Reader], list[str]]:
    """Ours, the parser alone, and the tools that are installed; and the names of those that are not."""
    found, missing = tools()
    return {_OURS: _tuantra, _FLOOR: _parse, **found}, missing


def tools() -> tuple[dict[str, Reader], list[str]]:
    """The libraries that are installed, by name, and the names of those that are not."""
    readers: dict[str, Reader] = {}
    missing = []
    makers = (_trafilatura, _resiliparse, _readability, _newspaper)
    for make in makers:
        name = make.__name__.removeprefix("_")
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # newspaper4k's, about what it could do besides
                readers[name] = make()
        except ImportError:
            missing.append(name)
    return readers, missing


def _tuantra(page: BenchPage) -> Read | None:
    read = read_page(
        layout_of(page.portal),
        page.content,
        content_type=CONTENT_TYPE,
        url=page.url,
        fetched_at=FETCHED_AT,
    )
    if isinstance(read, NoArticle):
        return None
    body = read.body if read.lead is None or read.lead in read.body else [read.lead, *read.body]
    return Read(read.title, read.published.iso()[:10] if read.published else None, "\n".join(body))


def _parse(page: BenchPage) -> None:
    lxml.html.document_fromstring(page.content, parser=lxml.html.HTMLParser(encoding="utf-8"))


def _trafilatura() -> Reader:
    extract: Any = import_module("trafilatura").bare_extraction

    def read(page: BenchPage) -> Read | None:
        document = extract(page.content, url=page.url, with_metadata=True)
        return Read(document.title, document.date, document.text or "") if document else None

    return read


def _resiliparse() -> Reader:
    tree: Any = import_module("resiliparse.parse.html").HTMLTree
    text: Any = import_module("resiliparse.extract.html2text").extract_plain_text

    def read(page: BenchPage) -> Read:
        parsed = tree.parse_from_bytes(page.content, "utf-8")
        return Read(parsed.title, None, text(parsed, main_content=True))

    return read


def _readability() -> Reader:
    document: Any = import_module("readability").Document

    def read(page: BenchPage) -> Read:
        made = document(page.content.decode())
        summary: Any = lxml.html.document_fromstring(made.summary())
        return Read(made.short_title(), None, summary.text_content())

    return read


def _newspaper() -> Reader:
    article: Any = import_module("newspaper").Article

    def read(page: BenchPage) -> Read:
        made = article(page.url, language="vi", fetch_images=False)
        made.download(input_html=page.content.decode())  # which downloads nothing
        made.parse()
        day = made.publish_date.date().isoformat() if made.publish_date else None
        return Read(made.title, day, made.text)

    return read

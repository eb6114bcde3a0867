"""What the reader makes of a redesigned page: right, wrong with a flag, or wrong without one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import lxml.html

from crawlers.dates import PrintedDate, read_machine_date
from crawlers.layout import Layout
from crawlers.reading import NoArticle, Reading, read_page
from crawlers.reading.metadata import metadata_of
from tests.redesign.canvas import Truth
from tests.redesign.originals import FETCHED_AT
from tests.redesign.redesigned import Redesigned, redesigned, written_anew

FIELDS = ("title", "date", "body")
_NO_WIDTH = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"))


@dataclass(frozen=True)
class Verdict:
    """The reading of one page beside its truth."""

    seed: int
    name: str
    kinds: tuple[str, ...]
    refused: str = ""
    """Why the page was taken for no article."""
    wrong: dict[str, str] = field(default_factory=dict)
    """Field to what was read instead."""
    flags: tuple[str, ...] = ()
    captions_right: bool = True
    author_right: bool = True

    @property
    def is_right(self) -> bool:
        """Title, date and body are as they should be."""
        return not self.refused and not self.wrong

    @property
    def silent(self) -> tuple[str, ...]:
        """The wrong fields that no flag names."""
        return tuple(name for name in self.wrong if not any(flag.startswith(name) for flag in self.flags))

    @property
    def outcome(self) -> str:
        """`right`, `flagged` (or not read at all), or `silent`."""
        if self.is_right:
            return "right"
        return "silent" if self.silent else "flagged"


def judged(seed: int, *, declared: bool, only: str | None = None) -> Verdict | None:
    """The verdict on the page of a seed; None where its original is read wrong, or no redesign fits it.

    With `declared` the page is read with the portal's declaration, else without any.
    """
    page = redesigned(seed, only)
    if not page.kinds or not is_read_right(page):
        return None
    return judge(page, page.layout if declared else Layout(), declared=declared)


def is_read_right(page: Redesigned) -> bool:
    """Whether the page, written anew, was read right and without a flag before its redesign."""
    before = page.before
    unchanged = Redesigned(page.seed, before, (), written_anew(before), before.told())
    verdict = judge(unchanged, before.layout, declared=True)
    return verdict.is_right and not verdict.flags


def judge(page: Redesigned, layout: Layout, *, declared: bool) -> Verdict:
    """Read a redesigned page and compare."""
    reading = read_page(
        layout,
        page.html.encode(),
        content_type="text/html; charset=utf-8",
        url=page.before.url,
        fetched_at=FETCHED_AT,
    )
    if isinstance(reading, NoArticle):
        return Verdict(page.seed, page.before.name, page.kinds, refused=reading.reason)
    truth = page.truth
    return Verdict(
        page.seed,
        page.before.name,
        page.kinds,
        wrong=_wrong(reading, page, declared),
        flags=tuple(reading.flags),
        captions_right=sorted(_captions(reading)) == sorted(truth.captions),
        author_right=_plain(reading.author) == truth.author,
    )


def _wrong(reading: Reading, page: Redesigned, declared: bool) -> dict[str, str]:
    truth, wrong = page.truth, {}
    if _plain(reading.title) != truth.title:
        wrong["title"] = f"{reading.title!r} instead of {truth.title!r}"
    day = reading.published.iso() if reading.published else None
    if day != truth.published_at and not _is_told_closer(page, day):
        wrong["date"] = f"{day} instead of {truth.published_at}"
    body = [_plain(text) or "" for text in reading.body]
    if body != truth.body and (declared or _unsigned(body, truth) != truth.body):
        foreign = [text[:90] for text in body if text not in truth.body]
        missing = [text[:90] for text in truth.body if text not in body]
        wrong["body"] = f"foreign {foreign[:3]}, missing {missing[:3]}"
    return wrong


def _is_told_closer(page: Redesigned, read: str | None) -> bool:
    """Whether the time of the page's own metadata was read where it prints the same day without one."""
    printed = page.truth.published_at
    if read is None or printed is None or "T" in printed or not read.startswith(printed):
        return False
    values = metadata_of(lxml.html.document_fromstring(page.html)).dates
    told = (read_machine_date(value, FETCHED_AT, Layout().earliest) for value in values)
    return any(isinstance(moment, PrintedDate) and moment.iso() == read for moment in told)


def _unsigned(body: Sequence[str], truth: Truth) -> list[str]:
    """Without what only a declaration tells from the text: who signed it, the tag before the lead."""
    signed = (truth.author, truth.source)
    kept = [text for text in body if text not in signed]
    tag = f"({truth.source}) "
    return [text.removeprefix(tag) if number == 0 else text for number, text in enumerate(kept)]


def _captions(reading: Reading) -> list[tuple[str, str]]:
    return [(_plain(text) or "", urlsplit(address).path) for address, text in reading.images if text]


def _plain(text: str | None) -> str | None:
    return None if text is None else text.translate(_NO_WIDTH)

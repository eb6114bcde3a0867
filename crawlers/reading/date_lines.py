"""The date lines of a page: every line, or part of a line, that prints a date and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from crawlers.dates import PrintedDate, RefusedDate, may_print_date, read_date_line
from crawlers.layout import Layout
from crawlers.reading.blocks import LINK, Block
from crawlers.reading.boilerplate import SHARING
from crawlers.reading.date_kinds import Kind, kind_of
from crawlers.reading.date_parts import Read, Reader, dates_in_parts, runs
from crawlers.reading.words import fold, remembered

_LONGEST_DATE = 160
_LONGEST_MIXED = 160
_LONGEST_PREFIX = 40
_MOST_PIECES = 12
_PLACED = re.compile(r"(?P<place>\w+(?: \w+){0,3}), (?P<day>(?:ngày )?\d{1,2}[/.-].*)")
"""`Bắc Ninh, 24/11/2026`; with the month in words it is the head of a document."""
_ICON = re.compile(r"^[^\w\s(\"'“”‘’]+\s")
_MOST_FURNITURE = 8
"""Words."""
_LEAST_HEADING = 4
"""Larger ones are titles, also where they are named like a section: `Tin an ninh - 24/11/2026`."""
_HOLDS_DATE = re.compile(r"\d{4}|trước|hôm (?:nay|qua)|xong", re.I)
"""A year, or a day told from today on."""
_OTHER_LABEL = re.compile(
    r".*,|(?:ngày|thời (?:hạn|điểm|gian)|hạn|sinh|bắt đầu|kết thúc|có hiệu lực)\b[^\d]{0,40}", re.I
)
"""What stands before the day of something else, where it makes no label of a date with it."""
_LIKE_DATE = re.compile(
    r"\W*(?:(?:(?:tin|bài|lần) )?(?:đăng|cập nhật|xuất bản)\b|thứ \w|chủ nhật|ngày \d|lúc \d|\d)"
    r".{0,40}?(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\btháng \d|\bth\w?\.? ?\d)",
    re.I,
)
_DATE_WORDS = re.compile(r"\b(?:thứ|ngày|tháng|năm|lúc|giờ|phút|âm lịch)\b", re.I)
_QUOTED = re.compile(r"[\"“”«»‘’,.;]")
_SEPARATORS = re.compile(r"\s+[|•·–]\s+|\s*[|•]\s*")


@dataclass
class DateLine:
    """A date line: the blocks that make it, and what was read."""

    blocks: tuple[int, ...]
    read: PrintedDate | RefusedDate
    labelled: bool
    """Whether it begins with the portal's own label."""
    kind: Kind = Kind.PLAIN
    alone: bool = True
    """Whether the line prints no other day that is as likely."""

    @property
    def tells(self) -> bool:
        """Whether it is worded as texts tell of a day: `Ngày 12/11/2026`, `Thời gian: …`."""
        return self.kind is Kind.LOOSE or (
            self.kind is Kind.PLAIN and self.read.text.casefold().startswith("ngày")
        )


class _Found(NamedTuple):
    read: Read
    kind: Kind
    alone: bool


def date_lines(
    blocks: Sequence[Block], layout: Layout, fetched_at: datetime, url: str | None = None
) -> list[DateLine]:
    """All date lines, in order. A link to another page than `url` is none: its date is that article's."""
    lines: list[DateLine] = []
    taken = -1
    own = _place_of(url)
    for block in blocks:
        if block.index <= taken or (block.is_link and not _is_same(block.href, own)):
            continue
        if len(block.text) > _LONGEST_DATE or not any(map(_may_print, _texts(blocks, block.index))):
            continue
        line = _date_line(blocks, block, layout, fetched_at)
        if line:
            lines.append(line)
            taken = line.blocks[-1]
    return lines


def _texts(blocks: Sequence[Block], at: int) -> list[str]:
    """A line, which may be a label only, and the one after it."""
    return [block.text for block in blocks[at : at + 2]]


def _place_of(url: str | None) -> str | None:
    """An address without its scheme; None where there is none."""
    return url.partition("://")[2].rstrip("/") if url else None


def _is_same(address: str | None, own: str | None) -> bool:
    """Whether a link leads to the page that it stands on, as many blogs link an article's day."""
    if not address or own is None or own not in address:
        return False
    return _place_of(address) == own


@remembered
def _may_print(text: str) -> bool:
    return len(text) <= _LONGEST_DATE and may_print_date(text)


def _date_line(
    blocks: Sequence[Block], block: Block, layout: Layout, fetched_at: datetime
) -> DateLine | None:
    """A date line in one block; or a label in one block and its date in the next; or a day and its time."""
    following = blocks[block.index + 1] if block.index + 1 < len(blocks) else None
    found = _read(block, layout, fetched_at) if _may_print(block.text) else None
    if following is not None and len(block.text) + len(following.text) < _LONGEST_DATE:
        needs_more = found is None or (isinstance(found.read, PrintedDate) and found.read.time is None)
        if needs_more and (_is_label(block.text) or (found and _is_time(following.text))):
            both = read_date_line(f"{block.text} {following.text}", fetched_at, layout.earliest)
            if both is not None:
                labelled = _is_labelled(both.text, layout)
                return DateLine((block.index, following.index), both, labelled, kind_of(both.text))
    if found is None:
        return None
    kind = found.kind
    if kind is Kind.PLAIN and block.index and _OTHER_LABEL.fullmatch(blocks[block.index - 1].text):
        kind = Kind.LOOSE
    return DateLine((block.index,), found.read, _is_labelled(found.read.text, layout), kind, found.alone)


def _read(block: Block, layout: Layout, fetched_at: datetime) -> _Found | None:
    """The date of a line: the whole line, or the likeliest of its parts that are date lines of their own."""
    text = block.text

    def read(line: str) -> Read | None:
        return read_date_line(line, fetched_at, layout.earliest)

    if (whole := read(text)) is not None:
        return _Found(whole, kind_of(whole.text), alone=True)
    if len(text) > _LONGEST_MIXED or text.endswith((".", "…")):
        return None
    if not _HOLDS_DATE.search(text) or not any(map(str.isdigit, text)):
        return None
    if (own := _first(_from_label(text, layout), read)) is not None:
        return _Found(own, kind_of(own.text), alone=True)
    dates = _in_pieces(block.pieces, read)
    if not dates and not 0 < block.level < _LEAST_HEADING:
        dates = dates_in_parts(text, read)
    dates = dates or _between_bars(text, read)
    if dates:
        return _likeliest(dates)
    if (rest := _first(_without_furniture(text), read)) is not None:
        return _Found(rest, kind_of(rest.text), alone=True)
    placed = _PLACED.fullmatch(text)
    read_there = read(placed["day"]) if placed is not None and placed["place"].istitle() else None
    return _Found(read_there, Kind.LOOSE, alone=True) if read_there is not None else None


def _first(texts: Iterable[str], read: Reader) -> Read | None:
    return next((date for text in texts if (date := read(text)) is not None), None)


def _likeliest(dates: Sequence[Read]) -> _Found:
    """Of the dates of one line the one whose label says most; alone where no other day is told as it is."""
    kinds = [kind_of(date.text) for date in dates]
    best = min(kinds)
    chosen = dates[kinds.index(best)]
    unsaid = (Kind.PLAIN, Kind.LOOSE)
    rivals = (
        date
        for date, kind in zip(dates, kinds, strict=True)
        if kind == best or (kind in unsaid and best in unsaid)
    )
    return _Found(chosen, best, all(_is_same_day(chosen, date) for date in rivals))


def _is_same_day(one: Read, other: Read) -> bool:
    if isinstance(one, PrintedDate) and isinstance(other, PrintedDate):
        return one.day == other.day
    return one == other


def _in_pieces(pieces: Sequence[str], read: Reader) -> list[Read]:
    """The dates that neighbouring pieces print; not what follows `Hải Phòng,` or `Ngày ban hành:`."""
    if not 1 < len(pieces) <= _MOST_PIECES:
        return []

    def read_run(start: int, end: int) -> Read | None:
        run = pieces[start:end]
        if LINK in run or (start and _OTHER_LABEL.fullmatch(pieces[start - 1])):
            return None
        line = " ".join(run)
        return _first(_without_furniture(line), read) if _HOLDS_DATE.search(line) else None

    return [date for _, date in runs(len(pieces), read_run)]


def _between_bars(text: str, read: Reader) -> list[Read]:
    """The dates between bars, whatever else stands there."""
    if not _SEPARATORS.search(text):
        return []
    parts = (_first(_without_furniture(part), read) for part in _SEPARATORS.split(text))
    return [date for date in parts if date is not None]


def _from_label(text: str, layout: Layout) -> Iterable[str]:
    """From the portal's own label on, with ever less of what follows the date."""
    lowered = text.casefold()
    for label in layout.date_labels:
        at = lowered.find(fold(label).casefold())
        if 0 <= at <= _LONGEST_PREFIX and not _QUOTED.search(text[:at]):
            words = text[at:].split()
            yield from (" ".join(words[:size]) for size in range(min(12, len(words)), 1, -1))


def _without_furniture(text: str) -> Iterable[str]:
    """A line without separators at its ends, and without sharing and font-size words after the date."""
    line = _ICON.sub("", text).strip(" |•·–-:»›>/[]*")
    yield line
    words = line.split()
    for size in range(len(words) - 1, max(0, len(words) - _MOST_FURNITURE), -1):
        if SHARING.matches(" ".join(words[size:])):
            yield " ".join(words[:size]).rstrip(" |•·–-")


def is_like_date(text: str) -> bool:
    """Whether a line that could not be read begins as a date does and is little else."""
    if len(text) > _LONGEST_DATE or not _LIKE_DATE.match(text):
        return False
    rest = _DATE_WORDS.sub("", text)
    figures, letters = sum(map(str.isdigit, rest)), sum(map(str.isalpha, rest))
    return figures >= 0.4 * (figures + letters)


def _is_label(text: str) -> bool:
    return len(text) <= 30 and not any(letter.isdigit() for letter in text) and any(map(str.isalpha, text))


def _is_time(text: str) -> bool:
    return len(text) <= 12 and ":" in text and text[:1].isdigit()


def _is_labelled(text: str, layout: Layout) -> bool:
    start = text.casefold()
    return any(start.startswith(fold(label).casefold()) for label in layout.date_labels)

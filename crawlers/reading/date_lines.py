"""The date lines of a page: every line, or part of a line, that prints a date and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from crawlers.dates import PrintedDate, RefusedDate, may_print_date, read_date_line
from crawlers.layout import Layout
from crawlers.reading.blocks import LINK, Block
from crawlers.reading.boilerplate import SHARING
from crawlers.reading.words import fold, remembered

_LONGEST_DATE = 160
_LONGEST_MIXED = 160
_LONGEST_PREFIX = 40
_QUOTED = re.compile(r"[\"“”«»‘’,.;]")
_SEPARATORS = re.compile(r"\s+[|•·–]\s+|\s*[|•]\s*")


@dataclass
class DateLine:
    """A date line: the blocks that make it, and what was read."""

    blocks: tuple[int, ...]
    read: PrintedDate | RefusedDate
    labelled: bool


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
    read = _read(block, layout, fetched_at) if _may_print(block.text) else None
    if following is not None and len(block.text) + len(following.text) < _LONGEST_DATE:
        needs_more = read is None or (isinstance(read, PrintedDate) and read.time is None)
        if needs_more and (_is_label(block.text) or (read and _is_time(following.text))):
            both = read_date_line(f"{block.text} {following.text}", fetched_at, layout.earliest)
            if both is not None:
                return DateLine((block.index, following.index), both, _is_labelled(both.text, layout))
    if read is None:
        return None
    return DateLine((block.index,), read, _is_labelled(read.text, layout))


def _read(block: Block, layout: Layout, fetched_at: datetime) -> PrintedDate | RefusedDate | None:
    """The date of a line: the whole line, or the part of it that is a date line of its own."""
    tried: set[str] = set()
    for text in _candidates(block, layout):
        if text in tried:
            continue
        read = read_date_line(text, fetched_at, layout.earliest)
        if read is not None:
            return read
        tried.add(text)
    return None


def _candidates(block: Block, layout: Layout) -> Iterable[str]:
    text = block.text
    yield text
    if not any(map(str.isdigit, text)) or len(text) > _LONGEST_MIXED or text.endswith((".", "…")):
        return
    yield from _from_label(text, layout)
    if 1 < len(block.pieces) <= 12:
        for run in _runs(block.pieces):
            yield from _without_furniture(run)
    if _SEPARATORS.search(text):
        for part in _SEPARATORS.split(text):
            yield from _without_furniture(part)
    yield from _without_furniture(text)


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
    line = text.strip(" |•·–-:»›>/")
    yield line
    words = line.split()
    for size in range(len(words) - 1, 0, -1):
        if not SHARING.matches(" ".join(words[size:])):
            return
        yield " ".join(words[:size]).rstrip(" |•·–-")


def _runs(pieces: Sequence[str]) -> Iterable[str]:
    """Neighbouring pieces as one text, the longest first; not what follows a comma (`Hải Phòng, ngày …`)."""
    count = len(pieces)
    for size in range(count, 0, -1):
        for start in range(count - size + 1):
            run = pieces[start : start + size]
            before = next((piece for piece in reversed(pieces[:start]) if piece), "")
            if not before.endswith(",") and LINK not in run:
                yield " ".join(run)


def _is_label(text: str) -> bool:
    return len(text) <= 30 and not any(letter.isdigit() for letter in text) and any(map(str.isalpha, text))


def _is_time(text: str) -> bool:
    return len(text) <= 12 and ":" in text and text[:1].isdigit()


def _is_labelled(text: str, layout: Layout) -> bool:
    start = text.casefold()
    return any(start.startswith(fold(label).casefold()) for label in layout.date_labels)

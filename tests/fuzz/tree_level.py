"""Whole parts of a page taken out, moved or doubled, and redesigns that leave its texts where they were."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

_PART = re.compile(r"<(p|div|h[1-6]|td|span|strong|b)\b[^<>]*>[^<>]{3,}</\1>", re.I)
_HEADING = re.compile(r"<(h[1-6])\b[^<>]*>[^<>]{8,}</\1>", re.I)
_DATE = re.compile(r"[^<>]*\d{1,2}/\d{1,2}/\d{4}[^<>]*")


def _one(pattern: re.Pattern[str], page: str, rng: random.Random) -> re.Match[str] | None:
    found = list(pattern.finditer(page))
    return rng.choice(found) if found else None


def part_lost(page: str, rng: random.Random) -> str:
    found = _one(_PART, page, rng)
    return page[: found.start()] + page[found.end() :] if found else page


def part_moved(page: str, rng: random.Random) -> str:
    found, place = _one(_PART, page, rng), _one(_PART, page, rng)
    if not found or not place or found.span() == place.span():
        return page
    rest = page[: found.start()] + page[found.end() :]
    at = place.start() - (len(found[0]) if place.start() > found.start() else 0)
    return rest[:at] + found[0] + rest[at:]


def part_doubled(page: str, rng: random.Random) -> str:
    found = _one(_PART, page, rng)
    return page[: found.end()] + found[0] + page[found.end() :] if found else page


def headings_lost(page: str, rng: random.Random) -> str:
    del rng
    return _HEADING.sub("", page)


def headings_plain(page: str, rng: random.Random) -> str:
    """A redesign: no heading is marked as one."""
    del rng
    return re.sub(r"(</?)h[1-6]\b", r"\1div", page, flags=re.I)


def metadata_lost(page: str, rng: random.Random) -> str:
    del rng
    return re.sub(r"<meta\b[^<>]*>|<title>[^<>]*</title>", "", page, flags=re.I)


def dates_lost(page: str, rng: random.Random) -> str:
    del rng
    return _DATE.sub(" ", page)


def names_lost(page: str, rng: random.Random) -> str:
    """A redesign: every class and id is another."""
    del rng
    return re.sub(r'\s(?:class|id|itemprop)="[^"<>]*"', ' class="x1"', page)


def shuffled_names(page: str, rng: random.Random) -> str:
    """A redesign: classes and ids are there, and mean something else."""
    names = re.findall(r'\s(?:class|id)="([^"<>]*)"', page)
    return re.sub(r'(\s(?:class|id)=)"[^"<>]*"', lambda found: f'{found[1]}"{rng.choice(names)}"', page)


def framed(page: str, rng: random.Random) -> str:
    start, end = rng.choice(
        (("<table><tr><td>", "</td></tr></table>"), ("<form>", "</form>"), ("<center>", "</center>"))
    )
    page = re.sub(r"(<body[^<>]*>)", rf"\1{start * 40}", page, count=1, flags=re.I)
    return re.sub(r"</body>", f"{end * 40}</body>", page, flags=re.I)


CHANGES: dict[str, Callable[[str, random.Random], str]] = {
    change.__name__: change
    for change in (
        part_lost,
        part_moved,
        part_doubled,
        headings_lost,
        headings_plain,
        metadata_lost,
        dates_lost,
        names_lost,
        shuffled_names,
        framed,
    )
}
KEEPING = frozenset({"headings_plain", "metadata_lost", "names_lost", "shuffled_names", "framed"})
"""Redesigns: every text is still there, in its order."""

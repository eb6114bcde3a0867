"""What in the addresses of a family names the article: its number, or parameters of the query."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from statistics import median

from crawlers.exploring.targets import Target

_HAVING = 0.8
"""Share of a family's addresses that have the number, at least."""
_DISTINCT = 0.8
"""Share of the articles that have a number of their own, at least: some are linked under two categories."""
_CONFLICTS = 0.1
"""Share of the numbers that stand before two different titles, at most: a title may be amended."""
_YEARS = range(1990, 2036)
_LAST_DAY = 31
_SECONDS = range(10**9, 21 * 10**8)
_ID_DIGITS = 20
_IN_QUERY = re.compile(r"([0-9]+)(?:(?::|%3A|-).*)?", re.IGNORECASE)
"""`184974`, and `184974:tuan-tra-dem` as Joomla has it."""


@dataclass(frozen=True)
class Number:
    """Where the portal's own number stands in the addresses of a family."""

    place: str
    """`part` (of the path), `tail`, `head` or `query`."""
    index: int = 0
    """Of the part, from the left; of the tail, from the right, the last one being 1."""
    name: str = ""
    """Of the parameter."""
    sign: str = ""
    """What stands between the number and the words."""
    mark: str = ""
    """Letters before the number of a tail: `-a184974`."""
    is_time: bool = False
    """It is the second of publication."""


def find_number(family: Sequence[Target]) -> Number | None:
    """The number that differs in every address and is no date, no category and, if possible, no clock time.

    Nearly all addresses of the family have it; where only some do, it is part of their titles.
    """
    ranked: list[tuple[tuple[int, int, float], Number]] = []
    for number in _places(family):
        having = [target for target in family if digits_at(number, target)]
        if len(having) >= _HAVING * len(family) and _is_own(number, having):
            ranked.append((_rank(number, having), number))
    if not ranked:
        return None
    rank, number = min(ranked, key=lambda pair: pair[0])
    return replace(number, is_time=rank[0] > 0)


def digits_at(number: Number, target: Target) -> str | None:
    """The digits of the number in an address; None where it has none."""
    if number.place == "part":
        part = target.segments[number.index] if number.index < len(target.segments) - 1 else ""
        return part if part.isascii() and part.isdigit() else None
    if number.place == "tail":
        if len(target.tails) < number.index:
            return None
        sign, mark, digits = target.tails[-number.index]
        return digits if (sign, mark.lower()) == (number.sign, number.mark) else None
    if number.place == "head":
        sign = target.last[len(target.head) : len(target.head) + 1]
        return target.head if target.head and sign == number.sign else None
    found = _IN_QUERY.fullmatch(dict(target.query).get(number.name, ""))
    return found[1] if found else None


def find_keep(family: Sequence[Target], others: Sequence[Target]) -> tuple[str, ...]:
    """The query parameters without which addresses of different articles would be the same.

    `others` are addresses that name no article: a parameter that tells these apart is kept too.
    """
    names = _common_names(family)
    wanted = len({(target.segments, target.query) for target in family})
    if not names or len({_path(target) for target in family}) >= _DISTINCT * wanted:
        return ()
    kept: list[str] = []
    while len(kept) < len(names):
        best = max(
            (name for name in names if name not in kept), key=lambda name: _tells(family, [*kept, name])
        )
        if kept and _tells(family, [*kept, best])[0] <= _tells(family, kept)[0]:
            break
        kept.append(best)
        if _tells(family, kept)[0] >= _DISTINCT * wanted:
            break
    same_path = {_path(target) for target in family}
    for name in names:  # `view=article` beside `view=category`
        values = {dict(target.query).get(name) for target in family}
        elsewhere = {dict(other.query).get(name) for other in others if _path(other) in same_path}
        if name not in kept and len(values) == 1 and elsewhere - values - {None}:
            kept.append(name)
    return tuple(name for name in names if name in kept)


def _tells(family: Sequence[Target], names: list[str]) -> tuple[int, int]:
    """How many addresses the parameters tell apart, and how many of those by number."""
    values = [tuple(dict(target.query).get(name, "") for name in names) for target in family]
    return len({(_path(t), v) for t, v in zip(family, values, strict=True)}), sum(
        v[-1].isdigit() for v in values
    )


def _path(target: Target) -> tuple[str, ...]:
    return tuple(part.lower() for part in target.segments)


def _common_names(family: Sequence[Target]) -> list[str]:
    """Parameters that every address has, in the order of the first one."""
    first = [name for name, _ in family[0].query]
    return [name for name in first if all(name in dict(target.query) for target in family)]


def _places(family: Sequence[Target]) -> Iterator[Number]:
    """Where addresses have digits, the likeliest place first."""
    tails = Counter(
        Number("tail", index, sign=tail.sign, mark=tail.mark.lower())
        for target in family
        for index, tail in enumerate(reversed(target.tails), 1)
    )
    yield from sorted(tails, key=lambda number: (number.index, -tails[number], number.sign, number.mark))
    signs = {target.last[len(target.head)] for target in family if target.head}
    yield from (Number("head", sign=sign) for sign in sorted(signs))
    if family:
        yield from (Number("query", name=name) for name in _common_names(family))
        depth = min(len(target.segments) for target in family)
        yield from (Number("part", index) for index in reversed(range(depth - 1)))


def _is_own(number: Number, family: Sequence[Target]) -> bool:
    """Whether articles have the number for their own."""
    digits = [digits_at(number, target) or "" for target in family]
    if any(len(value) > _ID_DIGITS for value in digits) or _is_date(number, family, digits):
        return False
    named: defaultdict[str, set[str]] = defaultdict(set)
    for value, target in zip(digits, family, strict=True):
        named[value].add(target.slug)
    addresses = len({(target.segments, target.query) for target in family})
    titles = len({target.slug for target in family})
    if number.place == "query" or titles < _DISTINCT / 2 * addresses:  # `detail.aspx` is no title
        return len(named) >= _DISTINCT * addresses
    conflicts = sum(len(slugs) > 1 for slugs in named.values())
    return len(named) >= _DISTINCT * titles and conflicts <= _CONFLICTS * len(named)


def _rank(number: Number, family: Sequence[Target]) -> tuple[int, int, float]:
    digits = [digits_at(number, target) or "" for target in family]
    is_time = all(map(_is_clock_time, digits))
    return int(is_time), -len(set(digits)), -median(map(len, digits))


def _is_date(number: Number, family: Sequence[Target], digits: list[str]) -> bool:
    if all(len(value) == 4 and int(value) in _YEARS for value in digits):
        return True
    if all(len(value) == 8 and _is_day(value) for value in digits):
        return True
    small = all(int(value) <= _LAST_DAY for value in digits)
    return small and all(_has_year_beside(number, target) for target in family)


def _has_year_beside(number: Number, target: Target) -> bool:
    """`/2025/11/…` and `…-20-11-2025`: a small number beside a year is a month or a day."""
    numbers = [tail.digits for tail in target.tails]
    numbers += [part for part in target.segments[:-1] if part.isdigit()]
    own = digits_at(number, target)
    return any(len(value) == 4 and int(value) in _YEARS for value in numbers if value != own)


def _is_day(value: str) -> bool:
    return any(_reads(value, form) for form in ("%Y%m%d", "%d%m%Y"))


def _is_clock_time(value: str) -> bool:
    if len(value) == 10:
        return int(value) in _SECONDS
    if len(value) == 13:
        return int(value) // 1000 in _SECONDS
    return len(value) in (12, 14) and _reads(value, "%Y%m%d%H%M" if len(value) == 12 else "%Y%m%d%H%M%S")


def _reads(value: str, form: str) -> bool:
    try:
        return datetime.strptime(value, form).year in _YEARS
    except ValueError:
        return False

"""Reading the dates that Vietnamese portals print: a known form, day first, in Viet Nam's time, or nothing.

A date line is a line that holds a date and nothing but a date: `Cập nhật: 07/04/2021 08:16`. A sentence that
mentions a day is not one, and neither is a document number, a range, or
`Hải Phòng, ngày 18 tháng 11 năm 2019`, which tells the day a document was made. Which of a page's date lines
is the article's is for the reader of the page to decide.

Three answers are possible: a `PrintedDate`; a `RefusedDate` for a date line that cannot be believed, with the
reason; and None for anything else. No text raises.

Decisions that are not obvious:

- `12:00 AM` (and `12:00:00 SA`) is what content systems print for an empty time field: the date has no time.
  A 24-hour `00:00` is a time.
- `13:00 PM` is a 24-hour clock with a stray mark, read as 13:00; `13:00 AM` and `0:30 PM` contradict
  themselves.
- `3/5/2026 3:34:00 PM` is how an American server prints. Its order cannot be known: refused, never swapped.
- `GMT+7` means seven hours ahead of Greenwich (in POSIX time zone names it would mean behind).
- `1 tuần trước`, `tháng trước` and the like do not name a day. `14g30` and two-digit years are not known from
  any portal's date line. None of these is read.
- `ngày 24 tháng năm 2026` may be May, or a form whose month was left empty: not read. `Tháng Năm 24, 2026`
  and `24 Tháng Năm, 2026`, as WordPress prints them, are May.
- `4:20 tối` and `12:30 tối` contradict themselves; `8:00 chiều` is how WordPress prints 8 PM.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from datetime import time as wall_time
from functools import lru_cache
from typing import Literal

from crawlers.date_forms import (
    AMERICAN,
    HAS_ODD,
    ISO_8601,
    LONGEST_LINE,
    MONTHS,
    MONTHS_IN_WORDS,
    NEAR,
    PRINTED,
    RELATIVE,
    RFC_2822,
    UNITS,
    VIETNAMS_OFFSET,
    WEEKDAYS,
    fold,
)

VIETNAM = timezone(timedelta(hours=7))
"""Viet Nam's time, +07:00, without summer time; the same for every day a portal can have printed."""

EARLIEST = date(1995, 1, 1)
"""Viet Nam had no public web before; a portal that knows its own first day passes that instead."""

_YEAR = re.compile("[0-9]{4}")
_NEAR_BY = ("hôm", "trước", "xong")
"""One of them is in every date that has no year, if only in one of the two lines in which it is printed."""

RefusalReason = Literal[
    "impossible-day", "impossible-time", "future", "too-early", "time-zone", "ambiguous-order"
]


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date that was read, and how sure it is."""

    text: str
    """As printed: label, weekday, date, time, offset; NFC, white space folded, view counters left out."""
    day: date
    time: wall_time | None
    """Wall time in Viet Nam; None where only a day is printed."""
    relative: bool
    """Reckoned back from the fetch time (`2 giờ trước`), therefore only about right."""
    weekday_agrees: bool
    """False where a weekday is printed that is not the day's: one of the two is wrong."""

    def iso(self) -> str:
        """The date as ISO 8601: `2021-12-08`, or `2021-04-07T08:16:00+07:00` where it has a time."""
        if self.time is None:
            return self.day.isoformat()
        return f"{self.day.isoformat()}T{self.time.isoformat('seconds')}+07:00"


@dataclass(frozen=True, slots=True)
class RefusedDate:
    """A date that is printed but not believed."""

    text: str
    """As printed, like `PrintedDate.text`."""
    reason: RefusalReason


class _RefusedError(Exception):
    def __init__(self, reason: RefusalReason) -> None:
        super().__init__(reason)
        self.reason: RefusalReason = reason


def read_date_line(
    line: str, fetched_at: datetime, earliest: date = EARLIEST
) -> PrintedDate | RefusedDate | None:
    """Read a line as a portal prints it under or above a title; None unless the whole line is a date line.

    `fetched_at` (aware) is when the page was fetched: relative forms count back from it, and a date more than
    a day after it is refused, as is a day before `earliest`. Raises ValueError where `fetched_at` has no time
    zone.
    """
    now = _in_vietnam(fetched_at)
    text = " ".join(line.split())
    if len(text) > LONGEST_LINE:
        return None
    if (match := _match_line(text)) is None:
        folded = fold(text)  # seldom needed, therefore not done first
        if folded == text or (match := _match_line(folded)) is None:
            return None
        text = folded
    read = _reckon_back if match.re is RELATIVE else _read_printed
    shown = text[: match.end("shown")]
    try:
        return read(match, shown, now, earliest)
    except _RefusedError as refusal:
        return RefusedDate(shown, refusal.reason)


def may_print_date(text: str) -> bool:
    """Whether a text has what each line that `read_date_line` knows has: a year, or a word for what is near.

    To ask this first is cheap, and false for nearly all lines of a page.
    """
    if _YEAR.search(text):
        return True
    lowered = text.lower()
    return any(word in lowered for word in _NEAR_BY) or HAS_ODD.search(text) is not None


def read_machine_date(
    value: str, fetched_at: datetime, earliest: date = EARLIEST
) -> PrintedDate | RefusedDate | None:
    """Read an attribute, metadata, JSON-LD or feed date: ISO 8601 or RFC 2822; None for anything else.

    ISO 8601 without an offset is taken as Viet Nam's time; any other offset is converted to it. Fractions of
    a second are dropped. Limits and errors as in `read_date_line`.
    """
    now = _in_vietnam(fetched_at)
    text = fold(value)
    lowered = text.lower()
    if (match := ISO_8601.fullmatch(lowered) or RFC_2822.fullmatch(lowered)) is None:
        return None
    try:
        return _read_machine(match, text, now, earliest)
    except _RefusedError as refusal:
        return RefusedDate(text, refusal.reason)


def month_first_agrees(value: str, printed: PrintedDate) -> bool:
    """Whether an attribute such as `3/5/2026 3:34:00 PM`, read month first, names the printed day.

    Where both have a time, it must be the same minute. False for a value in any other form.
    """
    if (match := AMERICAN.fullmatch(fold(value).lower())) is None:
        return False
    month, day, year, hour, minute, second, half = match.groups()
    try:
        if _day(year, month, day) != printed.day:
            return False
        clock = _clock(hour, minute, second, half)
    except _RefusedError:
        return False
    if clock is None or printed.time is None:
        return True
    return clock.replace(second=0) == printed.time.replace(second=0)


@lru_cache(maxsize=16)  # one fetch time judges all lines of a page
def _in_vietnam(fetched_at: datetime) -> datetime:
    if fetched_at.utcoffset() is None:
        raise ValueError(
            f"The fetch time {fetched_at.isoformat()} has no time zone, so no date can be judged against it. "
            "Pass an aware datetime, such as datetime.now(timezone.utc)."
        )
    return fetched_at.astimezone(VIETNAM)


# --- Reading a line ---


@lru_cache(maxsize=4096)  # a portal prints the dates of its newest articles on every page
def _match_line(text: str) -> re.Match[str] | None:
    lowered = text.lower()
    form = RELATIVE if "trước" in lowered or "xong" in lowered else PRINTED
    return form.fullmatch(lowered)


def _read_printed(match: re.Match[str], shown: str, now: datetime, earliest: date) -> PrintedDate | None:
    found = match.groups()  # in the order of the pattern, which is the order of the line
    _, _, _, early_weekday, *early_clock, early_offset, late_weekday, day, mark, month = found[:13]
    near, *late_clock, late_offset = found[-6:]
    if (early_clock[0] and late_clock[0]) or (early_weekday and late_weekday):
        return None
    hour, minute, second, half = early_clock if early_clock[0] else late_clock
    if near and not hour:
        return None  # `Hôm nay`, `Hôm qua` alone are labels of visit counters
    if mark:
        printed_day = _day(match["year"], month, day)
    else:
        printed_day = now.date() - NEAR[near] if near else _day_in_words(match)
    clock = _clock(hour, minute, second, half)
    if early_offset or late_offset:
        _check_offsets(early_offset, late_offset)
    if half in ("am", "pm") and mark and _order_is_doubtful(day, month, second, shown):
        raise _RefusedError("ambiguous-order")
    _check_believable(printed_day, clock, now, earliest)
    weekday = early_weekday or late_weekday
    agrees = weekday is None or WEEKDAYS[weekday] == printed_day.weekday()
    return PrintedDate(shown, printed_day, clock, near is not None, agrees)


def _day_in_words(match: re.Match[str]) -> date:
    """The day of a form that names its month, or begins with its year."""
    if match["iso_year"]:
        return _day(match["iso_year"], match["iso_month"], match["iso_day"])
    if match["year"]:
        return _day(match["year"], _month(match["named_month"]), match["day"])
    return _day(match["last_year"], _month(match["first_month"]), match["second_day"])


def _month(named: str) -> int:
    """The number of `tháng 11`, `thg 11`, `th11`, `tháng mười một` or `nov.`."""
    figures = named.lstrip("thgán. ")
    return int(figures) if figures.isdigit() else MONTHS_IN_WORDS[named.removeprefix("tháng ").rstrip(".")]


def _reckon_back(match: re.Match[str], shown: str, now: datetime, earliest: date) -> PrintedDate:
    count, unit = match.group("count", "unit")
    moment = now - int(count) * UNITS[unit] if count else now
    clock = None if unit == "ngày" else moment.time().replace(second=0, microsecond=0)
    _check_believable(moment.date(), clock, now, earliest)
    return PrintedDate(shown, moment.date(), clock, relative=True, weekday_agrees=True)


def _order_is_doubtful(day: str, month: str, second: str | None, shown: str) -> bool:
    """Whether a date with AM or PM may be an American server's, the month first: `3/5/2026 3:34:00 PM`.

    Such a server prints seconds and no leading zeros. Portals that print AM or PM day first have no seconds,
    and a leading zero or a bar: `05/06/2018 | 4:12 PM`.
    """
    if int(day) > 12 or int(day) == int(month):
        return False
    if second is not None:
        return True
    if day[0] == "0" or month[0] == "0":
        return False
    return len(day) == 1 or len(month) == 1 or "|" not in shown


def _check_offsets(*offsets: str | None) -> None:
    for offset in offsets:
        if offset and not VIETNAMS_OFFSET.fullmatch(offset.replace(" ", "").strip("()")):
            raise _RefusedError("time-zone")


# --- Reading a machine's date ---


def _read_machine(match: re.Match[str], text: str, now: datetime, earliest: date) -> PrintedDate:
    printed = match.groupdict()
    day = _day(printed["year"], printed.get("month") or MONTHS[printed["month_name"]], printed["day"])
    clock = _clock(printed["hour"], printed["minute"], printed["second"], None)
    weekday = printed.get("weekday")
    weekday_agrees = weekday is None or WEEKDAYS[weekday] == day.weekday()
    if clock is not None and (zone := printed["zone"]) is not None:
        day, clock = _move_to_vietnam(day, clock, zone)
    _check_believable(day, clock, now, earliest)
    return PrintedDate(text, day, clock, relative=False, weekday_agrees=weekday_agrees)


def _move_to_vietnam(day: date, clock: wall_time, zone: str) -> tuple[date, wall_time]:
    moment = datetime.combine(day, clock)
    try:
        moment += timedelta(hours=7) - _offset_of(zone)
    except OverflowError:
        raise _RefusedError("too-early" if day.year == 1 else "future") from None
    return moment.date(), moment.time()


def _offset_of(zone: str) -> timedelta:
    if zone[0] not in "+-":
        return timedelta()
    hours, minutes = int(zone[1:3]), int(zone[3:].lstrip(":") or 0)
    if hours > 14 or minutes > 59:
        raise _RefusedError("time-zone")
    offset = timedelta(hours=hours, minutes=minutes)
    return offset if zone[0] == "+" else -offset


# --- Days and times ---

_EVENING = frozenset((*range(5, 12), *range(17, 24)))
"""Hours that are printed before `tối`; at twelve it would be either end of the night."""


def _day(year: str, month: str | int, day: str) -> date:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise _RefusedError("impossible-day") from None


def _clock(hour: str | None, minute: str | None, second: str | None, half: str | None) -> wall_time | None:
    """The time of day; None where none is printed, midnight on a 12-hour clock included: an empty field."""
    if hour is None or minute is None:
        return None
    try:
        clock = wall_time(int(hour), int(minute), int(second or 0))
    except ValueError:
        raise _RefusedError("impossible-time") from None
    if half is None:
        return clock
    if half in ("am", "sa", "sáng"):
        return _morning(clock)
    if half == "tối" and clock.hour not in _EVENING:
        raise _RefusedError("impossible-time")
    return _afternoon(clock)


def _morning(clock: wall_time) -> wall_time | None:
    if clock.hour > 12:
        raise _RefusedError("impossible-time")
    clock = clock.replace(hour=clock.hour % 12)
    return None if clock == wall_time.min else clock


def _afternoon(clock: wall_time) -> wall_time:
    if clock.hour == 0:
        raise _RefusedError("impossible-time")
    return clock.replace(hour=clock.hour + 12) if clock.hour < 12 else clock


def _check_believable(day: date, clock: wall_time | None, now: datetime, earliest: date) -> None:
    """A day of clock skew is forgiven: 24 hours for a time, tomorrow for a day."""
    if day < earliest:
        raise _RefusedError("too-early")
    days_ahead = (day - now.date()).days
    if days_ahead > 1 or (days_ahead == 1 and clock is not None and clock > now.time()):
        raise _RefusedError("future")

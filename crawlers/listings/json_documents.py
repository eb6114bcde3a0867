"""Listings in JSON: every address, every piece of HTML and every item of a document, whatever its shape."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

from scrapy.http import Response

from crawlers.dates import PrintedDate, read_date_line
from crawlers.reading.decode import decode

_MOST_VALUES = 200_000
"""Values of a document: each costs memory and time, whatever little it takes in the document itself."""
_VIETNAM = timezone(timedelta(hours=7))
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ].{1,30})?")
_UNIX = re.compile(r"\d{10}|\d{13}")
_DOTNET = re.compile(r"/Date\((\d{10,13})(?:[+-]\d{4})?\)/")
_DATE_NAME = re.compile(r"date|time|ngay|publish|creat|updat|modif|_at$", re.IGNORECASE)
_LAST_NAME = re.compile(
    r"(total|last|max|num|count)_?(number_?)?(of_?)?pages?(_?(num|number|count|total))?|pages|page_?(count|total)",
    re.IGNORECASE,
)
_LAST_MOST = 7
"""Digits of a number of pages."""
_LONGEST_DATE = 40

Pairs = tuple[tuple[str, Any], ...]
"""A JSON object: a name may stand in it twice."""


class BadJson(ValueError):  # noqa: N818
    """An answer that ought to be JSON and cannot be read as such."""


@dataclass(frozen=True)
class Text:
    """A text of the document, with the newest day that its item tells."""

    text: str
    day: date | None


@dataclass(frozen=True)
class Item:
    """An object of the document, with the newest day that it tells."""

    fields: Mapping[str, Any]
    """Numbers are texts, as they are written."""
    day: date | None


def read_json(response: Response) -> Any | None:
    """The document that an answer holds; None where it holds none (HTML). Raises BadJson."""
    text = decode(response.body, _content_type(response)).text.strip()
    declared = "json" in (_content_type(response) or "").lower()
    if not text or not (declared or text[0] in "[{"):
        return None
    if text.count(",") + text.count("[") + text.count("{") > _MOST_VALUES:
        raise BadJson(f"JSON with more than {_MOST_VALUES} values")
    try:
        return _parsed(text)
    except (ValueError, RecursionError) as error:
        if declared:
            raise BadJson(f"JSON that cannot be read: {error}") from error
        return None


def parts_of(document: Any, fetched_at: datetime) -> Iterator[Text | Item]:
    """All objects and texts, in the order of the document; a text that is JSON itself is read as such."""
    waiting: list[tuple[Any, date | None]] = [(document, None)]
    while waiting:
        value, day = waiting.pop()
        value = _unwrapped(value) if isinstance(value, str) else value
        if isinstance(value, str):
            yield Text(value, day)
        elif isinstance(value, list):
            waiting += [(part, day) for part in reversed(value)]
        elif _is_object(value):
            day = max(_days(value, fetched_at), default=day)
            yield Item(dict(value), day)
            waiting += [(part, day) for _, part in reversed(value)]


def last_page(item: Item) -> int | None:
    """The number of pages as an object tells it (`totalPageNum`, `total_pages`, `last_page`): a hint."""
    told = (value for name, value in item.fields.items() if _LAST_NAME.fullmatch(name) and _is_number(value))
    return next(map(int, told), None)


def plain_value(item: Mapping[str, Any], name: str) -> str | None:
    """A field's text or number (`category.slug`: in an object of the item); None for anything else."""
    value: Any = item
    for step in name.split("."):
        fields = dict(value) if _is_object(value) else value
        value = fields.get(step) if isinstance(fields, Mapping) else None
    return value if isinstance(value, str) else None


def _parsed(text: str) -> Any:
    return json.loads(text, object_pairs_hook=tuple, parse_int=str, parse_float=str, parse_constant=str)


def _unwrapped(text: str) -> Any:
    """WebMethods of ASP.NET answer `{"d": "[{…}]"}`."""
    if not text.startswith(("[", "{")):
        return text
    try:
        return _parsed(text)
    except (ValueError, RecursionError):
        return text


def _is_object(value: Any) -> bool:
    return isinstance(value, tuple)


def _is_number(value: Any) -> bool:
    return isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= _LAST_MOST


def _days(pairs: Pairs, fetched_at: datetime) -> Iterator[date]:
    for name, value in pairs:
        if isinstance(value, str) and len(value) <= _LONGEST_DATE and (day := _day(name, value, fetched_at)):
            yield day


def _day(name: str, value: str, fetched_at: datetime) -> date | None:
    """A day as programs write it; a number is one only where its name says so: ids look alike."""
    text = value.strip()
    if _ISO.fullmatch(text):
        return _iso_day(text)
    if stamp := _DOTNET.fullmatch(text):
        return _unix_day(stamp[1])
    if _UNIX.fullmatch(text):
        return _unix_day(text) if _DATE_NAME.search(name) else None
    printed = read_date_line(text, fetched_at)
    return printed.day if isinstance(printed, PrintedDate) else None


def _iso_day(text: str) -> date | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        try:
            return date.fromisoformat(text[:10])
        except ValueError:
            return None
    return moment.astimezone(_VIETNAM).date() if moment.tzinfo else moment.date()


def _unix_day(digits: str) -> date | None:
    seconds = int(digits[:10]) if len(digits) == 13 else int(digits)
    try:
        return datetime.fromtimestamp(seconds, UTC).astimezone(_VIETNAM).date()
    except (ValueError, OverflowError, OSError):
        return None


def _content_type(response: Response) -> str | None:
    value = response.headers.get("Content-Type")
    return value.decode("latin-1") if value else None

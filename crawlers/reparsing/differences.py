"""Two revisions of an article, field by field, as people can compare them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from crawlers.article import Article
from crawlers.reparsing.finding import Difference
from crawlers.store.batches import Row

NOT_CONTENT = frozenset({"url", "agency", "province", "category", "flags", "dropped", "parser"})
"""Fields that are not in the content hash: a difference in these alone makes no new revision."""
_NOT_READ = frozenset({"schema", "id", "portal", "fetched_at", "revision", "content_hash", "page"})
_COMPARED = tuple(field.name for field in fields(Article) if field.name not in _NOT_READ)
_LONGEST = 120
_BEFORE = 30


def differences(old: Row, new: Row) -> tuple[Difference, ...]:
    """The fields that differ; a field that an older version did not store counts as empty."""
    return tuple(_differing(old, new))


def visible(text: str) -> str:
    """Text in which everything invisible or misleading (control characters, bidi overrides) is escaped."""
    return "".join(
        letter if letter.isprintable() else letter.encode("unicode_escape").decode() for letter in text
    )


def _differing(old: Row, new: Row) -> Iterator[Difference]:
    for name in _COMPARED:
        before, now = old.get(name) or None, new.get(name) or None
        if before != now:
            yield Difference(name, *_shown(before, now))


def _shown(old: Any, new: Any) -> tuple[str, str]:
    """Both as text; of long ones the place where they begin to differ."""
    before, now = _text(old), _text(new)
    start = max(0, _common(before, now) - _BEFORE)
    return _clipped(before, start), _clipped(now, start)


def _text(value: Any) -> str:
    if isinstance(value, str):
        return f'"{value}"'
    return json.dumps(value, ensure_ascii=False)


def _common(one: str, other: str) -> int:
    """How many characters both begin with; by halves, since texts are long."""
    least, most = 0, min(len(one), len(other))
    while least < most:
        middle = (least + most + 1) // 2
        if one[least:middle] == other[least:middle]:
            least = middle
        else:
            most = middle - 1
    return least


def _clipped(text: str, start: int) -> str:
    end = start + _LONGEST
    return ("…" if start else "") + visible(text[start:end]) + ("…" if len(text) > end else "")

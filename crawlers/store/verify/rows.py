"""Articles as they are stored: each valid, right by its hash, in its place among its revisions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

import msgspec

from crawlers.addresses import origin
from crawlers.article import content_hash
from crawlers.store.batches import Row
from crawlers.store.known import Known
from crawlers.store.verify.hints import SCHEMAS

_FIX = (
    "Readers are given it so. Have it corrected by a new revision (`scrapy reparse`, or a crawl with "
    "`-a full=1`)."
)


@dataclass(frozen=True)
class Declared:
    """What a portal's declaration says of its articles."""

    home: str
    """The portal's official address, as `content_hash` needs it."""
    article_id: Callable[[str], str | None]
    """The id of the article that an address names, official or a mirror's; None where it names none."""


class Revisions:
    """The articles of a log, read again from its beginning."""

    def __init__(self, portal: str, declared: Declared | None) -> None:
        self.known = Known()
        self._portal = portal
        self._declared = declared

    def take(self, seq: int, rows: list[Row], *, whole: bool) -> Iterator[tuple[str, str]]:
        """Take up the articles of a batch of commit `seq`; give article and defect where there is one.

        `whole`: every batch before this one could be read. Otherwise a revision may follow one that is lost.
        """
        latest: dict[str, int] = {}
        learned: list[Row] = []
        for row in rows:
            if (identity := _identity(row)) is None:
                yield f"a row of commit {seq}", f"it has no id and revision: it is no article. {_FIX}"
                continue
            name, revision = identity
            before = latest.get(name) or self._latest(name)
            latest[name] = max(before, revision)
            invalid = _schema_defect(row)
            learned.append({"id": name, "revision": revision} if invalid else row)
            if what := invalid or self._row_defect(row) or _order_defect(revision, before, whole):
                yield f"{name} revision {revision}", what
        self.known.learn(learned, seq)

    def is_the_articles(self, row: Row, address: str) -> bool:
        """Tell whether an address may be the article's: one that names no article is not judged."""
        named = self._declared.article_id(address) if self._declared else None
        return named in (None, row["id"])

    def _latest(self, name: str) -> int:
        known = self.known.get(name)
        return known.revision if known else 0

    def _row_defect(self, row: Row) -> str | None:
        if row["id"].partition("/")[0] != self._portal or row["portal"] != self._portal:
            return f"its id or its portal is not {self._portal}'s, in whose log it is. {_FIX}"
        if what := _time_defect(row):
            return f"{what}. {_FIX}"
        if "content_hash" in row and self._declared and not _is_right(row, self._declared.home):
            return f"content_hash is not the hash of its content: a change may have gone unnoticed. {_FIX}"
        return None


def _identity(row: Row) -> tuple[str, int] | None:
    match row.get("id"), row.get("revision"):
        case str() as name, int() as revision if not isinstance(revision, bool):
            return name, revision
        case _:
            return None


def _schema_defect(row: Row) -> str | None:
    stored = SCHEMAS.get(str(row.get("schema")))
    if stored is None:
        return f"{row.get('schema')!r} is no schema that this version knows. {_FIX}"
    try:
        msgspec.convert(row, stored)
    except msgspec.ValidationError as error:
        return f"it is not valid by its schema ({error}). {_FIX}"
    return None


def _time_defect(row: Row) -> str | None:
    for name in ("published_at", "fetched_at", "first_missed", "confirmed"):
        try:
            if value := row.get(name):
                datetime.fromisoformat(value)
        except ValueError:
            return f"{name}: there is no day {value}"
    return None


def _is_right(row: Row, home: str) -> bool:
    """An article of before the portal moved has its hash by the home of then, which its own address shows."""
    homes = [home]
    with suppress(ValueError):
        homes.append(origin(row["url"]))
    return any(content_hash(row, one) == row["content_hash"] for one in homes)


def _order_defect(revision: int, before: int, whole: bool) -> str | None:
    if revision <= before:
        return (
            f"it comes after revision {before}: readers that go by id and revision miss it or take the "
            "earlier one. Two workers have written, or a checkpoint was wrong: remove the portal's "
            "checkpoints, then crawl again."
        )
    if whole and revision > before + 1:
        return (
            f"it follows revision {before}: a revision was never committed, or its number is wrong. Nothing "
            "that was stored is lost. Remove the portal's checkpoints, then crawl again."
        )
    return None

"""Pages of then beside pages of now: which declared signs died, what is read instead, and new ones."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from crawlers.declaring.inferring import infer_layout
from crawlers.declaring.seen import Page, read
from crawlers.drift.signs import SELECTED, Shown, Sign, signs_of, without
from crawlers.layout import Layout
from crawlers.reading import NoArticle, Reading

_LONGEST = 300
_READ = ("title", "date", "lead", "body", "author", "source", "images")


class Told(msgspec.Struct, frozen=True):
    """A sign, and on how many of the pages it shows: `[so many, of so many]`."""

    kind: str
    field: str
    value: str
    then: tuple[int, int]
    now: tuple[int, int]

    @property
    def is_dead(self) -> bool:
        """Pages of then show it, no page of now does."""
        return self.then[0] > 0 and self.now[0] == 0 < self.now[1]


class Reads(msgspec.Struct, frozen=True):
    """A field as it is read: on the page of then and on that of now by the portal's layout, and on that of
    now by the general layout, which knows nothing but the portal's boilerplate.
    """

    then: str | None
    now: str | None
    general: str | None


class Proposal(msgspec.Struct, frozen=True):
    """An attribute of `Layout` with a value that agrees with the landmarks on all pages of now."""

    field: str
    value: Any
    pages: int


class Analysis(msgspec.Struct):
    """What the pages say."""

    signs: list[Told] = []
    reads: dict[str, Reads] = {}
    proposed: list[Proposal] = []
    then: int | None = None
    """The pages that show it best: their numbers among those given."""
    now: int | None = None


def analyse(layout: Layout, silent: Sequence[str], then: Sequence[Page], now: Sequence[Page]) -> Analysis:
    """Compare pages. `silent`: fields whose mark-up is known to say nothing any more, wherever it still is.

    Pages of the same article have the same `name`.
    """
    before, after = [Shown(layout, page) for page in then], [Shown(layout, page) for page in now]
    told = [_told(sign, before, after) for sign in signs_of(layout)]
    dead = [Sign(one.kind, one.field, one.value) for one in told if one.is_dead]  # type: ignore[arg-type]
    found = Analysis(signs=told)
    found.now, found.then = _examples(before, after)
    old = before[found.then].reading if found.then is not None else None
    new = after[found.now].reading if found.now is not None else None
    general = read(_general(layout), now[found.now]) if found.now is not None else None
    found.reads = {name: Reads(*(_value(one, name) for one in (old, new, general))) for name in _READ}
    stale = [one for one in signs_of(layout) if one.kind == "selector" and one.field in silent]
    found.proposed = _proposals(layout, [*dead, *stale], now)
    return found


def _told(sign: Sign, before: Sequence[Shown], after: Sequence[Shown]) -> Told:
    then, now = (sum(sign in shown.signs for shown in pages) for pages in (before, after))
    return Told(sign.kind, sign.field, sign.value, (then, len(before)), (now, len(after)))


def _examples(before: Sequence[Shown], after: Sequence[Shown]) -> tuple[int | None, int | None]:
    """The page of now that shows least, and one of then that was read well, best of the same article."""
    well = [number for number, shown in enumerate(before) if shown.is_well] or list(range(len(before)))
    names = {before[number].page.name for number in well}
    order = sorted(range(len(after)), key=lambda at: (len(after[at].signs), after[at].page.name not in names))
    now = order[0] if order else None
    name = after[now].page.name if now is not None else None
    well.sort(key=lambda at: (before[at].page.name != name, -len(before[at].signs)))
    return now, well[0] if well else None


def _general(layout: Layout) -> Layout:
    return Layout(
        earliest=layout.earliest,
        boilerplate=layout.boilerplate,
        furniture=layout.furniture,
        signature=layout.signature,
        source_tags=layout.source_tags,
    )


def _value(reading: Reading | NoArticle | None, name: str) -> str | None:
    """A field as people compare it, clipped."""
    if not isinstance(reading, Reading):
        return None
    match name:
        case "date":
            value = reading.published.iso() if reading.published else None
        case "body":
            value = f"{len(reading.body)} paragraphs: {' '.join(reading.body)}" if reading.body else None
        case "images":
            value = f"{len(reading.images)} pictures" if reading.images else None
        case _:
            value = getattr(reading, name)
    return value if value is None or len(value) <= _LONGEST else f"{value[:_LONGEST]}…"


def _proposals(layout: Layout, dead: Sequence[Sign], now: Sequence[Page]) -> list[Proposal]:
    """What agrees with the landmarks on every page of now that holds an article."""
    fields = {sign.field for sign in dead}
    wanted = [name for name in (*SELECTED, "date_labels") if name in fields]
    if not wanted:
        return []
    base = without(layout, list(dead))
    pages = [page for page in now if isinstance(read(base, page), Reading)]
    if not pages:
        return []
    inferred = infer_layout(pages, base)
    values = ((name, getattr(inferred.layout, name)) for name in wanted)
    return [
        Proposal(name, list(value) if isinstance(value, tuple) else value, len(pages))
        for name, value in values
        if value and value != getattr(base, name)
    ]

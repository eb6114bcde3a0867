"""Every object read: hashes, rows, records, and whether articles, pages and checkpoints agree."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import islice, zip_longest

import msgspec

from crawlers.store import batches, keys
from crawlers.store.batches import Row
from crawlers.store.known import Known, KnownArticle
from crawlers.store.log import StoredObject
from crawlers.store.objects import Missing, ObjectStore, StoreError
from crawlers.store.verify.access import Unreadable, read
from crawlers.store.verify.defect import Defect
from crawlers.store.verify.inventory import Inventory
from crawlers.store.verify.listing import RESTORE, cost
from crawlers.store.verify.pages import Records
from crawlers.store.verify.rows import Declared, Revisions

_CHUNK = 1_000


class Contents:
    """What the objects of a portal's log hold, read in the order of the log and one object at a time."""

    def __init__(
        self, store: ObjectStore, portal: str, inventory: Inventory, declared: Declared | None
    ) -> None:
        self._store, self._portal, self._inventory = store, portal, inventory
        self._records = Records()
        self._revisions = Revisions(portal, declared)

    @property
    def articles(self) -> int:
        """Articles met so far, however many revisions they have."""
        return len(self._revisions.known)

    def check(self, checkpoints: Collection[int]) -> Iterator[Defect]:
        """Read every object that is not known to be damaged, and these checkpoints. Raises StoreError."""
        for seq in self._inventory.commits():
            for stored in self._inventory.whole_objects(seq):
                yield from self._check_object(seq, stored)
            if seq in checkpoints and self._inventory.is_whole_until(seq + 1):
                yield from self._check_checkpoint(seq)

    def _check_object(self, seq: int, stored: StoredObject) -> Iterator[Defect]:
        try:
            data = read(self._store, stored.key)
            damage = None if batches.sha256(data) == stored.sha256 else "its content has another hash"
        except (Missing, Unreadable) as error:
            data, damage = b"", f"it cannot be read ({error})"
        if damage:
            self._inventory.damage(stored, seq)
            yield Defect(self._portal, stored.key, f"commit {seq}: {damage}; {cost(stored)}. {RESTORE}")
        elif stored.kind == "pages":
            yield from self._check_pages(seq, stored, data)
        else:
            yield from self._check_batch(seq, stored, data)

    def _check_pages(self, seq: int, stored: StoredObject, data: bytes) -> Iterator[Defect]:
        found = list(self._records.take(stored.key, data, stored.rows))
        for what in found:
            yield self._was_written_so(seq, stored, what)
        if found:
            self._inventory.damage(stored, seq)

    def _check_batch(self, seq: int, stored: StoredObject, data: bytes) -> Iterator[Defect]:
        try:
            rows = batches.decode(data)
        except StoreError as error:
            self._inventory.damage(stored, seq)
            yield self._was_written_so(seq, stored, str(error))
            return
        if len(rows) != stored.rows:
            yield self._was_written_so(seq, stored, f"it has {len(rows)} rows, its commit says {stored.rows}")
        if stored.kind == "articles":
            yield from self._check_articles(seq, rows)
        elif any(not isinstance(row.get("reason"), str) or "article" not in row for row in rows):
            yield self._was_written_so(seq, stored, "it has a row without a reason or without an article")

    def _check_articles(self, seq: int, rows: list[Row]) -> Iterator[Defect]:
        whole = self._inventory.is_whole_until(seq)
        told = dict(self._revisions.take(seq, rows, whole=whole))
        for where, what in told.items():
            yield Defect(self._portal, where, f"commit {seq}: {what}")
        for row in rows:
            where = f"{row.get('id')} revision {row.get('revision')}"
            if where not in told and (bad := self._page_defect(seq, row)):
                yield Defect(
                    self._portal,
                    where,
                    f"commit {seq}: its page cannot be shown or read again: {bad}. The article itself is "
                    "not concerned. Restore the pages that it names from a copy of the store.",
                )

    def _page_defect(self, seq: int, row: Row) -> str | None:
        page = row.get("page")
        if not isinstance(page, dict) or not {"warc", "offset", "length", "digest"} <= page.keys():
            return None  # none was kept; where it is malformed, the schema says so
        named = self._inventory.get(str(page["warc"]))
        if named is None or named.stored.kind != "pages":
            lost = not self._inventory.is_whole_until(seq)
            return None if lost else f"no commit names raw pages {page['warc']}"
        if named.seq > seq:
            return f"only a later commit, {named.seq}, names {page['warc']}"
        if named.damaged:
            return None
        return self._records.pointer_defect(
            page, lambda address: self._revisions.is_the_articles(row, address)
        )

    def _check_checkpoint(self, seq: int) -> Iterator[Defect]:
        key = keys.checkpoint(self._portal, seq)
        try:
            data = read(self._store, key)
        except (Missing, Unreadable):
            return  # noticed already, as below
        try:
            differing = list(self._differing(seq, data))
        except (StoreError, msgspec.MsgspecError, KeyError):
            return
        if differing:
            yield Defect(
                self._portal,
                key,
                f"it differs from the log in {len(differing):,} articles, first in {differing[0]}: the next "
                "run may store revisions twice or pass changes over. Remove it; runs then read the log.",
            )

    def _differing(self, seq: int, data: bytes) -> Iterator[str]:
        said = _known(seq, data)
        for theirs, ours in zip_longest(said.items(), self._revisions.known.items()):
            if theirs is None or ours is None or _plain(*theirs) != _plain(*ours):
                yield (theirs or ours or ("",))[0]

    def _was_written_so(self, seq: int, stored: StoredObject, what: str) -> Defect:
        return Defect(
            self._portal,
            stored.key,
            f"commit {seq}: {what}. Its hash is right, so it was written so: {cost(stored)}, as far as this "
            "goes. Keep the object and report it as a defect of this program.",
        )


def _known(seq: int, checkpoint: bytes) -> Known:
    """What a checkpoint says is known, by its lines after the first."""
    known = Known()
    lines = islice(batches.lines(checkpoint), 1, None)
    while rows := [msgspec.json.decode(line, type=Row) for line in islice(lines, _CHUNK)]:
        known.learn(rows, seq)
    return known


def _plain(name: str, article: KnownArticle) -> tuple[str, KnownArticle, Row | None]:
    """A known article for comparison: its page whatever the order of the page's fields."""
    return name, article._replace(page_json=None), article.page

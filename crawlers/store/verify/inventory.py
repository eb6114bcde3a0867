"""What the commits of one portal name, as a verification has read them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from crawlers.store.batches import Kind
from crawlers.store.log import Commit, StoredObject
from crawlers.store.verify.scratch import scratch

_TABLES = """
create table commits (seq integer primary key, run text, digest text);
create table objects (
    key text primary key, bytes integer, sha256 text, rows integer, kind text, seq integer, found integer,
    damaged integer not null default 0
) without rowid;
create index by_commit on objects (seq, kind desc);
"""


class Named(NamedTuple):
    """An object, and the first commit that names it."""

    stored: StoredObject
    seq: int
    damaged: bool


class Inventory:
    """Commits and the objects that they name; grows while the log is walked."""

    def __init__(self) -> None:
        self.last = 0
        """The last commit that was read or should have been there."""
        self.added = 0
        self.torn_at: int | None = None
        """The first commit of which something is lost: from here on, what follows from the rows before is
        not known."""
        self.doubtful: set[int] = set()
        """Commits that were altered, as far as the chain tells."""
        self._database = scratch(_TABLES)

    def add(self, commit: Commit, digest: str) -> None:
        """Take up a commit."""
        self.added += commit.counts.get("added", 0)
        self._database.execute("insert into commits values (?, ?, ?)", (commit.seq, commit.run, digest))

    def name(self, seq: int, stored: StoredObject) -> None:
        """Take up an object that commit `seq` names, unless an earlier one names it."""
        self._database.execute(
            "insert or ignore into objects values (?, ?, ?, ?, ?, ?, null, 0)",
            (stored.key, stored.bytes, stored.sha256, stored.rows, stored.kind, seq),
        )

    def get(self, key: str) -> Named | None:
        """What is known of an object; None for one that no commit names."""
        row = self._database.execute(
            "select key, bytes, sha256, rows, kind, seq, damaged from objects where key = ?", (key,)
        ).fetchone()
        return Named(StoredObject(*row[:5]), row[5], bool(row[6])) if row else None

    def run_of(self, seq: int) -> str | None:
        """The run that wrote a commit; None for a commit that was not read."""
        row = self._database.execute("select run from commits where seq = ?", (seq,)).fetchone()
        return str(row[0]) if row else None

    def digest_of(self, seq: int) -> str | None:
        """SHA-256 of a commit's bytes; None for a commit that was not read."""
        row = self._database.execute("select digest from commits where seq = ?", (seq,)).fetchone()
        return str(row[0]) if row else None

    def commits(self) -> Iterator[int]:
        """The commits that were read, in order."""
        seq = 0
        while row := self._database.execute(
            "select seq from commits where seq > ? order by seq limit 1", (seq,)
        ).fetchone():
            seq = row[0]
            yield seq

    def whole_objects(self, seq: int) -> list[StoredObject]:
        """The objects that commit `seq` is the first to name and that are not damaged, rejected ones first,
        pages before articles.
        """
        rows = self._database.execute(
            "select key, bytes, sha256, rows, kind from objects where seq = ? and not damaged "
            "order by kind desc",
            (seq,),
        )
        return [StoredObject(*row) for row in rows]

    def count(self, kind: Kind) -> tuple[int, int]:
        """Objects of a kind, and their rows."""
        row = self._database.execute(
            "select count(*), coalesce(sum(rows), 0) from objects where kind = ?", (kind,)
        ).fetchone()
        return row[0], row[1]

    def found(self, key: str, size: int) -> bool:
        """Note that a listing shows an object; tell whether a commit names it."""
        changed = self._database.execute("update objects set found = ? where key = ?", (size, key))
        return changed.rowcount == 1

    def not_as_named(self) -> list[tuple[Named, int | None]]:
        """Objects that the listing does not show, or shows with another size, and that size."""
        rows = self._database.execute(
            "select key, bytes, sha256, rows, kind, seq, damaged, found from objects "
            "where found is null or found != bytes order by seq, key"
        )
        return [(Named(StoredObject(*row[:5]), row[5], bool(row[6])), row[7]) for row in rows]

    def damage(self, named: StoredObject, seq: int) -> None:
        """Note that an object is not what its commit says; it is not looked into again."""
        self._database.execute("update objects set damaged = 1 where key = ?", (named.key,))
        if named.kind == "articles":
            self.tear(seq)

    def tear(self, seq: int) -> None:
        """Note that something of commit `seq` is lost."""
        self.torn_at = min(seq, self.torn_at or seq)

    def is_whole_until(self, seq: int) -> bool:
        """Tell whether every row before commit `seq` could be read."""
        return self.torn_at is None or seq < self.torn_at

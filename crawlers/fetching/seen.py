"""Which articles a run has met already, in flat memory however many a portal has."""

from __future__ import annotations

import sqlite3


class Seen:
    """A set of ids in a private temporary database, which SQLite keeps in memory while it is small."""

    def __init__(self) -> None:
        self._database = sqlite3.connect("", check_same_thread=False, isolation_level=None)
        self._database.execute("pragma synchronous = off")
        self._database.execute("pragma journal_mode = off")
        self._database.execute("create table seen (id text primary key) without rowid")

    def add(self, article_id: str) -> bool:
        """Take up an id; tell whether it is new."""
        return self._database.execute("insert or ignore into seen values (?)", (article_id,)).rowcount == 1

    def __contains__(self, article_id: str) -> bool:
        return bool(self._database.execute("select 1 from seen where id = ?", (article_id,)).fetchone())

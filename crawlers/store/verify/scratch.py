"""A private temporary database: memory stays flat however much a store holds."""

from __future__ import annotations

import sqlite3


def scratch(tables: str) -> sqlite3.Connection:
    """A database in memory while it is small and on disk beyond; it ends with the process."""
    database = sqlite3.connect("", isolation_level=None)
    database.execute("pragma synchronous = off")
    database.execute("pragma journal_mode = off")
    database.executescript(tables)
    return database

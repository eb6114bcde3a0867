"""What is known of a portal: its articles as far as they are committed, and nothing else."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from crawlers.store.batches import Row

_TABLE = """
create table known (
    id text primary key, revision integer, content_hash text, url text, published_at text, fetched_at text,
    etag text, last_modified text, gone integer
) without rowid
"""
# A row of an older revision than the known one is old news, read again; a row without a value (an article
# that is gone has no content) leaves what was known.
_LEARN = """
insert into known
values (:id, :revision, :content_hash, :url, :published_at, :fetched_at, :etag, :last_modified, :gone)
on conflict (id) do update set
    revision = excluded.revision,
    content_hash = coalesce(excluded.content_hash, content_hash),
    url = coalesce(excluded.url, url),
    published_at = coalesce(excluded.published_at, published_at),
    fetched_at = coalesce(excluded.fetched_at, fetched_at),
    etag = case when excluded.gone then etag else excluded.etag end,
    last_modified = case when excluded.gone then last_modified else excluded.last_modified end,
    gone = excluded.gone
where excluded.revision >= revision
"""
_FIELDS = ("content_hash", "url", "published_at", "fetched_at", "etag", "last_modified")
_CACHE_KIB = 16 * 1024


class KnownArticle(NamedTuple):
    """The newest committed revision of an article; `etag` and `last_modified` as its page had them."""

    revision: int
    content_hash: str | None
    url: str | None
    published_at: str | None
    fetched_at: str | None
    etag: str | None
    last_modified: str | None
    gone: bool


class Known:
    """A portal's articles by id, after commit `seq`.

    Held in a private temporary database that SQLite keeps in memory up to 16 MiB and on disk beyond, and that
    ends with the process: memory stays flat however many articles a portal has. Safe to use from several
    threads.
    """

    def __init__(self) -> None:
        self.seq = 0
        self.checkpoint = 0
        """The commit of the checkpoint this was read from; far behind `seq`, it is time for a new one."""
        self._lock = threading.Lock()
        self._count: int | None = 0
        self._database = sqlite3.connect("", check_same_thread=False, isolation_level=None)
        self._database.execute(f"pragma cache_size = -{_CACHE_KIB}")
        self._database.execute("pragma synchronous = off")
        self._database.execute(_TABLE)

    def learn(self, rows: Iterable[Row]) -> None:
        """Take up committed rows: one with ``gone: true`` marks its article as gone, a later one as back."""
        values = [_values(row) for row in rows]
        with self._lock, self._database:
            self._count = None
            self._database.execute("begin")
            self._database.executemany(_LEARN, values)

    def get(self, article_id: str) -> KnownArticle | None:
        """What is known of an article, None where it was never committed."""
        with self._lock:
            row = self._database.execute("select * from known where id = ?", (article_id,)).fetchone()
        return _article(row) if row else None

    def __contains__(self, article_id: str) -> bool:
        return self.get(article_id) is not None

    def __getitem__(self, article_id: str) -> KnownArticle:
        article = self.get(article_id)
        if article is None:
            raise KeyError(article_id)
        return article

    def __len__(self) -> int:
        with self._lock:
            if self._count is None:  # SQLite counts by walking the table, 10 ms for 100,000 articles
                self._count = int(self._database.execute("select count(*) from known").fetchone()[0])
            return self._count

    def items(self) -> Iterator[tuple[str, KnownArticle]]:
        """Every article by id, in order; what is learned meanwhile may or may not be among them."""
        after = ""
        while rows := self._page(after):
            for row in rows:
                yield row[0], _article(row)
            after = rows[-1][0]

    def close(self) -> None:
        """Free the temporary database."""
        self._database.close()

    def _page(self, after: str) -> list[tuple[Any, ...]]:
        with self._lock:
            return self._database.execute(
                "select * from known where id > ? order by id limit 1000", (after,)
            ).fetchall()


def _values(row: Row) -> dict[str, Any]:
    values = {name: row.get(name) for name in _FIELDS}
    return values | {"id": row["id"], "revision": row["revision"], "gone": row.get("gone") is True}


def _article(row: tuple[Any, ...]) -> KnownArticle:
    return KnownArticle._make((*row[1:8], bool(row[8])))

"""What is known of a portal: its articles as far as they are committed, and nothing else."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import msgspec

from crawlers.store.batches import Row

_TABLE = """
create table known (
    id text primary key, first_seq integer, revision integer, content_hash text, url text, published_at text,
    fetched_at text, page text, gone integer
) without rowid
"""
# A row of an older revision than the known one is old news, read again; a row without a value (an article
# that is gone has no content) leaves what was known.
_LEARN = """
insert into known
values (:id, :seq, :revision, :content_hash, :url, :published_at, :fetched_at, :page, :gone)
on conflict (id) do update set
    revision = excluded.revision,
    content_hash = coalesce(excluded.content_hash, content_hash),
    url = coalesce(excluded.url, url),
    published_at = coalesce(excluded.published_at, published_at),
    fetched_at = coalesce(excluded.fetched_at, fetched_at),
    page = case when excluded.gone then page else excluded.page end,
    gone = excluded.gone
where excluded.revision >= revision
"""
_FIELDS = ("content_hash", "url", "published_at", "fetched_at")
_CACHE_KIB = 16 * 1024


class KnownArticle(NamedTuple):
    """The newest committed revision of an article."""

    first_seq: int
    """The commit with which the article became known."""
    revision: int
    content_hash: str | None
    url: str | None
    published_at: str | None
    fetched_at: str | None
    page_json: str | None
    gone: bool

    @property
    def page(self) -> Row | None:
        """Where its page is kept, and what the portal said of it for being asked again."""
        return msgspec.json.decode(self.page_json, type=Row) if self.page_json else None


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

    def learn(self, rows: Iterable[Row], seq: int) -> None:
        """Take up the rows of commit `seq`: one with ``gone: true`` marks its article as gone, a later one as
        back. A row's own `first_seq` (a checkpoint's rows have one) goes before.
        """
        values = [_values(row, seq) for row in rows]
        with self._lock, self._database:
            self._count = None
            self._database.execute("begin")
            self._database.executemany(_LEARN, values)

    def restore(self, articles: Iterable[tuple[Any, ...]]) -> None:
        """Take up what a checkpoint holds: ids, each followed by the fields of its article."""
        with self._lock, self._database:
            self._count = None
            self._database.execute("begin")
            self._database.executemany("insert into known values (?, ?, ?, ?, ?, ?, ?, ?, ?)", articles)

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


def _values(row: Row, seq: int) -> dict[str, Any]:
    values = {name: row.get(name) for name in _FIELDS}
    page = row.get("page")
    return values | {
        "id": row["id"],
        "seq": row.get("first_seq") or seq,
        "revision": row["revision"],
        "page": msgspec.json.encode(page).decode() if page else None,
        "gone": row.get("gone") is True,
    }


def _article(row: tuple[Any, ...]) -> KnownArticle:
    return KnownArticle._make((*row[1:8], bool(row[8])))

"""A small store as crawls leave it, with everything that a store may hold, for the tests that damage it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from crawlers.article import Article, Gone, as_row, content_hash, json_schema
from crawlers.store import (
    BatchObject,
    Commit,
    Head,
    Log,
    ObjectStore,
    articles_object,
    canonical,
    keys,
    load_known,
    publish,
    rejected_object,
    take_lease,
    write_checkpoint,
    write_head,
    write_run,
)
from crawlers.store.batches import Row
from crawlers.store.verify import Declared
from crawlers.store.warc import Exchange, WarcFile
from tests.crawlers.store.portal import NOW, PORTAL, run_id

HOME = "https://congan.haiphong.gov.vn"


def declared() -> Declared:
    """What `scrapy verify` knows of the portal."""
    return Declared(HOME, lambda address: f"{PORTAL}/{address.rpartition('-')[2].removesuffix('.html')}")


def article(number: int, revision: int = 1, **more: Any) -> Row:
    """An article that passes every check."""
    made = Article(
        id=f"{PORTAL}/{number}",
        portal=PORTAL,
        agency="Công an thành phố Hải Phòng",
        province="VN-HP",
        url=f"{HOME}/Tin/Bai-{number}.html",
        title=f"Tuần tra đêm số {number}",
        body=f"Tổ công tác số {number} tuần tra trên đường Bến Láng, lần {revision}.",
        published_at="2026-11-20",
        fetched_at="2026-11-21T10:15:00Z",
        revision=revision,
        content_hash="0" * 64,
        parser="hai_phong/1 tuantra/0.1.0",
    )
    row = as_row(made) | more
    return {**row, "content_hash": content_hash(row, HOME)} | more


def gone(number: int, revision: int) -> Row:
    """Word that an article is gone."""
    return as_row(
        Gone(
            id=f"{PORTAL}/{number}",
            portal=PORTAL,
            url=f"{HOME}/Tin/Bai-{number}.html",
            first_missed="2026-11-19",
            confirmed="2026-11-21",
            fetched_at="2026-11-21T10:15:00Z",
            revision=revision,
        )
    )


class Portal:
    """A portal's part of a store; each commit is a run of its own, which leaves its record and its head."""

    def __init__(self, store: ObjectStore, seq: int = 0) -> None:
        self.store = store
        self.log = Log(store, PORTAL)
        self.seq = seq
        """The last commit."""

    def commit(self, rows: Sequence[Row], rejected: Sequence[Row] = (), warc: bytes | None = None) -> Commit:
        """Commit rows, each with its page in the run's WARC; `warc` is stored instead of that."""
        run = run_id(self.seq + 1)
        pages = WarcFile(PORTAL, run, 1, {"software": "tuantra"})
        kept = [self._with_page(row, pages) for row in rows]
        raw = pages.close()
        objects = [raw if warc is None else raw._replace(data=warc), articles_object(PORTAL, kept)]
        return self.publish(objects + ([rejected_object(PORTAL, rejected)] if rejected else []), kept)

    def publish(self, objects: list[BatchObject], rows: Sequence[Row]) -> Commit:
        """Commit objects as they are."""
        run, now = run_id(self.seq + 1), NOW + timedelta(hours=self.seq + 1)
        added = sum(row["revision"] == 1 for row in rows)
        ends = sum(row.get("gone") is True for row in rows)
        counts = {"added": added, "changed": len(rows) - added - ends, "gone": ends}
        commit = publish(self.store, self.log, run, objects, counts, now)
        self.seq = commit.seq
        write_run(
            self.store,
            PORTAL,
            run,
            {"portal": PORTAL, "run": run, "state": "complete", "commits": [self.seq]},
        )
        write_head(self.store, PORTAL, Head(self.seq, run, run, "complete", "2026-11-21T10:15:00Z"))
        return commit

    def checkpoint(self) -> str:
        """Write a checkpoint of what is known now; give its key."""
        write_checkpoint(self.store, self.log, load_known(self.store, Log(self.store, PORTAL)))
        return keys.checkpoint(PORTAL, self.seq)

    def _with_page(self, row: Row, pages: WarcFile) -> Row:
        if row.get("gone") or row["page"] is not None:
            return row
        place = pages.add(exchange(row["url"], row["body"]))
        page = {"warc": pages.key, **place._asdict(), "etag": None, "last_modified": None}
        return {**row, "page": page}


def exchange(url: str, body: str) -> Exchange:
    """A page as it was fetched."""
    return Exchange(
        url=url,
        fetched_at=datetime.fromisoformat("2026-11-21T10:15:00Z"),
        request_headers=(("User-Agent", "tuantra"),),
        status=200,
        headers=(("Content-Type", "text/html; charset=utf-8"),),
        body=f"<html><p>{body}</p></html>".encode(),
    )


def whole_store(store: ObjectStore) -> Portal:
    """Five commits: changed, gone and returned articles, rejected ones; checkpoints, a lease, schemas."""
    portal = Portal(store)
    portal.commit([article(1), article(2), article(3)])
    portal.commit(
        [article(4), article(1, 2)], rejected=[{"reason": "its body is empty", "article": {"id": 9}}]
    )
    portal.checkpoint()
    portal.commit([gone(2, 2), article(5)])
    portal.checkpoint()
    portal.commit([article(2, 3), article(6)])
    portal.commit([article(7)])
    take_lease(store, PORTAL, "host:1 (run)", NOW, 900).release()
    for name, stored in (("article", Article), ("gone", Gone)):
        store.put(keys.schema(name, 1), canonical.encode(json_schema(stored)))
    return portal

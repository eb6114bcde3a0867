"""What is gathered until it is committed, and the objects that it becomes."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from crawlers import __version__
from crawlers.article import Gone, RawPage, as_row
from crawlers.fetching.fetched import FetchedArticle
from crawlers.runs.run import Run
from crawlers.store import BatchObject, articles_object, rejected_object
from crawlers.store.batches import Row
from crawlers.store.warc import Exchange, WarcFile, payload_digest

_SAID_MOST = 200


@dataclass
class Batch:
    """Articles with their pages, what failed the check, and word of what is gone."""

    articles: list[FetchedArticle] = field(default_factory=list)
    rejected: list[tuple[FetchedArticle, str]] = field(default_factory=list)
    gone: list[Gone] = field(default_factory=list)
    bytes: int = 0
    """Of the pages."""
    begun: float = field(default_factory=time.monotonic)

    def add(self, article: FetchedArticle) -> None:
        """Take up an article."""
        self.articles.append(article)
        self.bytes += len(article.exchange.body)

    def reject(self, article: FetchedArticle, reason: str) -> None:
        """Take up an article that failed the check."""
        self.rejected.append((article, reason))
        self.bytes += len(article.exchange.body)

    def __len__(self) -> int:
        return len(self.articles) + len(self.rejected) + len(self.gone)

    @property
    def counts(self) -> dict[str, int]:
        """What a commit says of it."""
        added = sum(fetched.article.revision == 1 for fetched in self.articles)
        changed = len(self.articles) - added
        gone, rejected = len(self.gone), len(self.rejected)
        return {"added": added, "changed": changed, "gone": gone, "rejected": rejected}


@dataclass(frozen=True)
class Made:
    """A batch as it goes into the store: its objects, and the rows that become known with them."""

    objects: list[BatchObject]
    rows: list[Row]


def make(batch: Batch, run: Run, number: int) -> Made:
    """The objects of the batch `number` (from 1) of a run; none where nothing is new. Raises StoreError."""
    warc = WarcFile(run.spider.name, run.id, number, _about(run))
    rows = [_with_page(fetched, warc, run) for fetched in batch.articles]
    rows += [as_row(gone) for gone in batch.gone]
    objects = [articles_object(run.spider.name, rows)] if rows else []
    objects += _aside(batch, warc, run)
    pages = [warc.close()] if batch.articles or len(objects) > bool(rows) else []
    return Made(pages + objects, rows)


def _aside(batch: Batch, warc: WarcFile, run: Run) -> list[BatchObject]:
    """What failed the check; the same again, as in every run until it is mended, is kept already."""
    if not batch.rejected:
        return []
    kept = [{"reason": reason, "article": _repeatable(fetched)} for fetched, reason in batch.rejected]
    aside = rejected_object(run.spider.name, kept)
    if aside.key in run.rejected:
        return []
    for fetched, _ in batch.rejected:
        warc.add(fetched.exchange)
    return [aside]


def _with_page(fetched: FetchedArticle, warc: WarcFile, run: Run) -> Row:
    """The article's row, pointing to its page; a page that is kept already is not kept twice."""
    row, exchange = as_row(fetched.article), fetched.exchange
    known = run.known.get(fetched.article.id)
    kept = known.page if known else None
    if known and kept and kept["digest"] == payload_digest(exchange.body):
        warc.add_revisit(exchange, exchange.url, known.fetched_at or row["fetched_at"])
        place = {name: kept[name] for name in ("warc", "offset", "length", "digest")}
    else:
        place = {"warc": warc.key, **warc.add(exchange)._asdict()}
    page = RawPage(**place, etag=_said(exchange, "etag"), last_modified=_said(exchange, "last-modified"))
    return row | {"page": as_row(page)}


def _said(exchange: Exchange, name: str) -> str | None:
    """A response header that can be sent back as it is; None for one that is absent or odd."""
    said = next((value.strip() for key, value in exchange.headers if key.lower() == name), "")
    return said if said.isascii() and said.isprintable() and 0 < len(said) <= _SAID_MOST else None


def _repeatable(fetched: FetchedArticle) -> Row:
    """A rejected article as it is kept: the same bytes for the same defect, whenever it was read."""
    return {name: value for name, value in as_row(fetched.article).items() if name != "fetched_at"}


def _about(run: Run) -> dict[str, str]:
    settings = run.settings
    return {
        "software": f"tuantra/{__version__}",
        "operator": settings["TUANTRA_CONTACT"],
        "http-header-user-agent": settings["USER_AGENT"],
        "robots": "obey",
        "isPartOf": run.spider.name,
    }

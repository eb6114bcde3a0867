"""Stores with archived pages, as crawls leave them, for the tests of reading these again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from scrapy.settings import Settings

from crawlers.article import as_row
from crawlers.clock import utc
from crawlers.compose import article_at
from crawlers.reading import Reading, read_page
from crawlers.spider import PortalSpider
from crawlers.store import Log, ObjectStore, articles_object, load_known, open_store, publish
from crawlers.store.batches import Row
from crawlers.store.warc import Exchange, WarcFile
from spiders.hai_phong import HaiPhongSpider
from tests.crawlers.store.portal import NOW, run_id
from tests.small_site import article, article_path

HOME = "https://congan.haiphong.gov.vn"
FETCHED = datetime(2026, 11, 20, 3, 4, 5, tzinfo=UTC)
HTML = "text/html; charset=utf-8"


class Page(NamedTuple):
    """A page as it was fetched."""

    url: str
    body: bytes
    content_type: str = HTML


def page(number: int, home: str = HOME) -> Page:
    """An article of the small site."""
    return Page(home + article_path(number), article(number)().body)


def settings(store: str, **more: Any) -> Settings:
    base = Settings({"STORE": store, "BATCH_ARTICLES": 500, "LEASE_SECONDS": 60, "NOW": NOW.isoformat()})
    base.setdict({"READING_SECONDS": 20, "READING_MEMORY": 2**30})
    base.setdict(more)
    return base


def archive(
    address: str,
    pages: Iterable[Page],
    *,
    number: int = 1,
    portal: PortalSpider | None = None,
    fetched_at: datetime = FETCHED,
) -> list[Row]:
    """Store what crawl `number` reads on `pages`, with the pages; return the articles."""
    portal = portal or HaiPhongSpider()
    warc = WarcFile(portal.name, run_id(number), 1, {"software": "test"})
    rows = [_article(portal, one, warc, fetched_at) for one in pages]
    store = open_store(address)
    objects = [warc.close(), articles_object(portal.name, rows)]
    _publish(store, portal.name, number, objects, len(rows), fetched_at)
    return rows


def commit_rows(address: str, rows: Sequence[Row], number: int) -> None:
    """Commit rows as they are."""
    _publish(open_store(address), "hai_phong", number, [articles_object("hai_phong", rows)], len(rows), NOW)


def rows_of(address: str, portal: str = "hai_phong") -> list[Row]:
    return [row for _, row in Log(open_store(address), portal).articles()]


def contents(address: str) -> dict[str, bytes]:
    """Every object of a store."""
    store = open_store(address)
    return {key: store.get(key).data for key in store.keys("")}


def _publish(
    store: ObjectStore, portal: str, number: int, objects: list[Any], added: int, fetched_at: datetime
) -> None:
    log = Log(store, portal)
    load_known(store, log).close()
    publish(store, log, run_id(number), objects, {"added": added}, fetched_at + timedelta(minutes=1))


def _article(portal: PortalSpider, one: Page, warc: WarcFile, fetched_at: datetime) -> Row:
    headers = (("Content-Type", one.content_type),)
    place = warc.add(Exchange(one.url, fetched_at, (), 200, headers, one.body))
    reading = read_page(
        portal.layout, one.body, content_type=one.content_type, url=one.url, fetched_at=fetched_at
    )
    assert isinstance(reading, Reading), reading
    address = portal.addresses.article(one.url)
    assert address is not None
    row = as_row(article_at(portal, address, reading, fetched_at))
    assert row["fetched_at"] == utc(fetched_at)
    where = {"warc": warc.key, **place._asdict()}
    return row | {"page": {**where, "etag": 'W/"1"', "last_modified": None}}

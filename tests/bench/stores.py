"""Stores as crawls leave them, made without crawling."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

import msgspec

from crawlers.article import RawPage, as_row
from crawlers.compose import article_at
from crawlers.reading import Reading, read_page
from crawlers.runs.carried import Carried
from crawlers.spider import PortalSpider
from crawlers.store import Known, Log, articles_object, open_store, publish, write_checkpoint, write_run
from crawlers.store.batches import Row
from crawlers.store.keys import pages
from crawlers.store.warc import Exchange, WarcFile
from spiders.hai_phong import HaiPhongSpider
from tests.bench.pages import CONTENT_TYPE, BenchPage, forged_page, page_again
from tests.bench.site import LISTING
from tests.pipelines.articles import article

PORTAL = "hai_phong"
A_DAY_LATER = "2026-11-22T10:15:00Z"
_FETCHED_AT = datetime(2026, 11, 21, 10, 15, tzinfo=UTC)
_RUN = "20261121T101500Z-000000"
_COMMITTED_AT_ONCE = 10_000
_ARCHIVED_AT_ONCE = 500
_DIFFERENT = 200


def remember(address: str, count: int) -> None:
    """Fill a store as after a first crawl of so many articles, a day ago; their pages are not in it."""
    store = open_store(address)
    log, known = Log(store, PORTAL), Known()
    in_order = sorted(range(1, count + 1), key=str)  # of the ids, in which a database takes them in quickly
    for numbers in _chunks(in_order, _COMMITTED_AT_ONCE):
        rows = [_row(number) for number in numbers]
        objects = [articles_object(PORTAL, rows)]
        commit = publish(store, log, _RUN, objects, {"added": len(rows)}, _FETCHED_AT)
        known.learn(rows, commit.seq)
        known.seq = commit.seq
    write_checkpoint(store, log, known)
    carried = Carried(ground=dict.fromkeys(("/", LISTING), known.seq), revisited_at="2026-11-21T10:15:00Z")
    record = {"portal": PORTAL, "run": _RUN, "state": "complete", "carried": msgspec.to_builtins(carried)}
    write_run(store, PORTAL, _RUN, record)
    known.close()


def fill_archive(address: str, count: int) -> None:
    """Fill a store as after a first crawl of so many articles, with their pages of about 60 KB.

    Some hundred pages differ by more than their number; those alone are read, which takes long.
    """
    store, portal = open_store(address), HaiPhongSpider()
    log, bases = Log(store, PORTAL), list(_readable(min(count, _DIFFERENT), portal))
    for place, numbers in enumerate(_chunks(range(1, count + 1), _ARCHIVED_AT_ONCE), 1):
        warc = WarcFile(PORTAL, _RUN, place, {"software": "tests.bench"})
        rows = [_archived(*bases[number % len(bases)], number, portal, warc) for number in numbers]
        objects = [warc.close(), articles_object(PORTAL, rows)]
        publish(store, log, _RUN, objects, {"added": len(rows)}, _FETCHED_AT)


def _readable(count: int, portal: PortalSpider) -> Iterator[tuple[BenchPage, Reading]]:
    for number in range(1, count + 1):
        page = forged_page(number)
        reading = read_page(
            portal.layout,
            page.content,
            content_type=CONTENT_TYPE,
            url=page.url,
            fetched_at=_FETCHED_AT,
        )
        if isinstance(reading, Reading):
            yield page, reading


def _archived(page: BenchPage, reading: Reading, number: int, portal: PortalSpider, warc: WarcFile) -> Row:
    again = page_again(page, number)
    address = portal.addresses.article(again.url)
    assert address
    headers = (("Content-Type", CONTENT_TYPE),)
    place = warc.add(Exchange(again.url, _FETCHED_AT, (), 200, headers, again.content))
    kept = RawPage(warc=warc.key, **place._asdict(), etag=None, last_modified=None)
    return as_row(article_at(portal, address, reading, _FETCHED_AT)) | {"page": as_row(kept)}


def _chunks(numbers: Sequence[int], size: int) -> Iterator[Sequence[int]]:
    return (numbers[start : start + size] for start in range(0, len(numbers), size))


def _row(number: int) -> Row:
    digest = f"sha256:{hashlib.sha256(str(number).encode()).hexdigest()}"
    page = RawPage(
        warc=pages(PORTAL, _RUN, 1),
        offset=number * 15_000,
        length=15_000,
        digest=digest,
        etag=f'"{number}"',
        last_modified=None,
    )
    return as_row(article(number)) | {"page": as_row(page)}

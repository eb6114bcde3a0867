"""A drift report as it lies in the store (schema `drift/1`), with its two pages beside it."""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterator
from datetime import datetime
from typing import Literal, NamedTuple

import msgspec

from crawlers.drift.analysis import Analysis
from crawlers.store import ObjectStore, StoreError, canonical, keys
from crawlers.store.batches import sha256

_LARGEST = 16 * 1024 * 1024
When = Literal["then", "now"]


class Kept(msgspec.Struct, frozen=True):
    """An object of a report."""

    key: str
    bytes: int
    sha256: str


class KeptPage(msgspec.Struct, frozen=True):
    """A page as it was received, gzipped beside the report."""

    object: Kept
    article: str
    url: str
    content_type: str | None
    fetched_at: datetime


class Change(msgspec.Struct, frozen=True):
    """One thing that is not as usual."""

    reason: str
    subject: str
    """A field, a rule, the path of a listing; empty where it is about pages as a whole."""
    detail: str
    now: tuple[int, int] | None = None
    """So many of so many pages in this run, and in the remembered runs before."""
    before: tuple[int, int] | None = None


class Since(msgspec.Struct, frozen=True):
    """Between which runs it happened."""

    usual: str | None
    """The last run that read any page as usual."""
    unusual: str


class Report(msgspec.Struct, kw_only=True):
    """What has changed on a portal's pages."""

    schema: Literal["drift/1"] = "drift/1"
    portal: str
    run: str
    layout: int
    """Version of the layout by which the pages of now were read."""
    written_at: datetime
    since: Since
    changes: list[Change]
    analysis: Analysis
    note: str = ""
    """Why the pages could not be compared, where they could not."""
    pages: dict[str, int]
    """How many pages were looked at: `then` and `now`."""
    then: KeptPage | None = None
    now: KeptPage | None = None


class Page(NamedTuple):
    """A page to keep."""

    article: str
    url: str
    content: bytes
    content_type: str | None
    fetched_at: datetime


def keep_page(store: ObjectStore, portal: str, run: str, when: When, page: Page) -> KeptPage:
    """Write a page of a report. Raises StoreError."""
    packed = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", fileobj=packed, mtime=0) as file:
        file.write(page.content)
    kept = _put(store, keys.drift_page(portal, run, when), packed.getvalue())
    return KeptPage(kept, page.article, page.url, page.content_type, page.fetched_at)


def keep_report(store: ObjectStore, report: Report) -> Kept:
    """Write a report; its pages are there already. Raises StoreError."""
    data = canonical.encode(msgspec.to_builtins(report))
    return _put(store, keys.drift_report(report.portal, report.run), data)


def read_report(store: ObjectStore, portal: str, run: str) -> Report:
    """The report of a run. Raises Missing, and StoreError where it cannot be understood."""
    key = keys.drift_report(portal, run)
    try:
        return msgspec.json.decode(store.get(key).data, type=Report)
    except msgspec.MsgspecError as error:
        raise StoreError(
            f"{key} in {store.address} is no drift report that this version reads ({error}). No article is "
            "concerned. Check the store with `scrapy verify --deep`."
        ) from error


def read_kept(store: ObjectStore, page: KeptPage) -> bytes:
    """The bytes of a page as they were received. Raises StoreError where they are others by now."""
    data = store.get(page.object.key).data
    try:
        if sha256(data) != page.object.sha256:
            raise OSError("it has another hash than the report says")
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as file:
            return file.read(_LARGEST)
    except (OSError, EOFError) as error:
        raise StoreError(
            f"{page.object.key} in {store.address} was damaged ({error}): its page cannot be shown. No "
            "article is concerned. Restore it from a copy of the store."
        ) from error


def newest_reports(store: ObjectStore, portal: str) -> Iterator[str]:
    """The runs that left a report, newest first. Raises StoreError."""
    reports = (key for key in store.keys(keys.drift_prefix(portal)) if key.endswith(".json"))
    yield from sorted(filter(None, (keys.drift_run(portal, key) for key in reports)), reverse=True)


def _put(store: ObjectStore, key: str, data: bytes) -> Kept:
    store.put(key, data)
    return Kept(key, len(data), sha256(data))

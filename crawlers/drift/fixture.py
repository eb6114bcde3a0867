"""The pages of a drift report as recorded pages of a portal (see `crawlers.declaring.recording`)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from crawlers.declaring.recording import (
    FILE,
    Recorded,
    article_name,
    encode_expected,
    expected,
    origin_of,
)
from crawlers.declaring.seen import Page, read
from crawlers.drift.analysis import Proposal
from crawlers.drift.report import KeptPage, Report, read_kept
from crawlers.fetching.revisits import day
from crawlers.layout import Layout, layout_on
from crawlers.reading import Reading
from crawlers.spider import PortalSpider
from crawlers.store import ObjectStore


class Occupied(Exception):  # noqa: N818
    """A file would be overwritten; nothing of this page was written."""


def save(store: ObjectStore, report: Report, portal: type[PortalSpider], folder: Path) -> Iterator[Path]:
    """Write each page, and what is expected of it, into the folder; give what was written.

    Expected is, of the page of then, what the layout of its day reads; of that of now, what the layout with
    the proposed selectors reads. A person has to look at it: `checked_by` is null. Raises Occupied,
    StoreError and OSError.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for when, kept in (("then", report.then), ("now", report.now)):
        if kept is None:
            continue
        stem = f"{article_name(kept.article, kept.url)}-{when}-{kept.fetched_at:%Y%m%d}"
        page = Page(kept.url, read_kept(store, kept), kept.content_type, kept.fetched_at, f"{stem}.html")
        layout = layout_on(day(kept.fetched_at), portal.layout, portal.former_layouts)
        reading = read(with_proposals(layout, report.analysis.proposed) if when == "now" else layout, page)
        yield from _write(folder, stem, page, reading if isinstance(reading, Reading) else None, kept)


def with_proposals(layout: Layout, proposed: list[Proposal]) -> Layout:
    """The layout with what is proposed in the place of what died."""
    for one in proposed:
        value = tuple(map(str, one.value)) if isinstance(one.value, list) else str(one.value)
        layout = replace(layout, **{one.field: value})  # type: ignore[arg-type]
    return layout


def _write(folder: Path, stem: str, page: Page, reading: Reading | None, kept: KeptPage) -> Iterator[Path]:
    html, told = folder / page.name, folder / f"{stem}.json"
    for path in (html, told):
        if path.exists():
            raise Occupied(f"{path} is there already and may have been edited; nothing was written over it.")
    html.write_bytes(page.content)
    yield html
    if reading is not None:
        told.write_bytes(encode_expected(expected(reading, page.url, kept.article)))
        yield told
    recorded = Recorded.load(folder)
    recorded.pages[page.name] = origin_of(page)
    (folder / FILE).write_bytes(recorded.encoded())

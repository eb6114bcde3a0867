"""Refreshing what is recorded of a portal: pages, expected articles, spider; not what a person edited."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from crawlers.dates import VIETNAM
from crawlers.declaring.declaration import Declaration
from crawlers.declaring.project import Changes, Portal, links, text_in
from crawlers.declaring.recording import (
    ARTICLE,
    FILE,
    LISTING,
    NO_ARTICLE,
    Recorded,
    article_name,
    encode_expected,
    expected,
    origin_of,
)
from crawlers.declaring.seen import Page, read
from crawlers.declaring.spider_file import spider_source
from crawlers.layout import Layout, layout_on
from crawlers.reading import NoArticle, Reading
from crawlers.spider import PortalSpider


def refresh_pages(portal: Portal, fresh: Iterable[tuple[str, Page]], spider: PortalSpider) -> Changes:
    """Recorded pages as they are now, by the address under which they were recorded; new ones too."""
    changes, recorded = Changes(), portal.recorded()
    by_address = {told.url: name for name, told in recorded.pages.items()}
    for address, page in fresh:
        name = by_address.get(address) or _new_name(portal, recorded, page, spider)
        if name is None:
            continue
        path = f"{portal.folder}/{name}"
        if portal.is_edited(recorded, path):
            changes.said.append(f"{path} was edited by a person (its hash is another): left as it is.")
            continue
        if name in recorded.pages and _layout(spider, recorded.page(portal.root / path)) != spider.layout:
            changes.said.append(f"{path} shows a former layout, which keeps its pages: left as it is.")
            continue
        recorded.pages[name] = origin_of(page)
        portal.generate(changes, recorded, path, page.content)
    if changes.files:
        changes.files[f"{portal.folder}/{FILE}"] = recorded.encoded()
    return changes


def _new_name(portal: Portal, recorded: Recorded, page: Page, spider: PortalSpider) -> str | None:
    """The file of a page that is not recorded yet; None where there is no need of it."""
    address = spider.addresses.article(page.url)
    if isinstance(read(_layout(spider, page), page), Reading):
        return f"{article_name(address.id, page.url)}.html" if address else None
    there = {Path(name).stem for name in recorded.pages} | {
        path.stem for path in (portal.root / portal.folder).glob("*.html")
    }
    stem = LISTING if links(page, spider.addresses) else NO_ARTICLE
    return None if stem in there else f"{stem}.html"


def refresh_expected(portal: Portal, spider: PortalSpider) -> Changes:
    """Expected articles as the spider reads the recorded pages now; what a person edited is left."""
    changes, recorded = Changes(), portal.recorded()
    for html in sorted((portal.root / portal.folder).glob(f"{ARTICLE}*.html")):
        path = f"{portal.folder}/{html.stem}.json"
        old = text_in(portal.root / path)
        page = recorded.page(html, json.loads(old)["url"] if old else None)
        reading = read(_layout(spider, page), page)
        if isinstance(reading, NoArticle):
            changes.said.append(f"{html.name}: no article ({reading.reason}): {reading.detail}")
            continue
        address = spider.addresses.article(page.url)
        told: dict[str, Any] = expected(reading, page.url, address.id if address else None)
        _propose(portal, changes, recorded, path, encode_expected(told))
    if changes.files:
        changes.files[f"{portal.folder}/{FILE}"] = recorded.encoded()
    return changes


def refresh_spider(portal: Portal, declared: Declaration) -> Changes:
    """The spider as it would be proposed today; one that a person edited is left."""
    changes, recorded = Changes(), portal.recorded()
    _propose(portal, changes, recorded, portal.spider, spider_source(declared).encode())
    if changes.files:
        changes.files[f"{portal.folder}/{FILE}"] = recorded.encoded()
    return changes


def _propose(portal: Portal, changes: Changes, recorded: Recorded, path: str, content: bytes) -> None:
    """Write what is generated, unless a person edited it: then show how it differs."""
    old = text_in(portal.root / path)
    new = content.decode()
    if old == new:
        return
    if old is not None and portal.is_edited(recorded, path):
        changes.said.append(f"{path} was edited by a person: left as it is. What would be written:")
        changes.said.extend(_diff(old, new, path))
        return
    if old is not None:
        changes.diffs.extend(_diff(old, new, path))
    portal.generate(changes, recorded, path, content)


def _layout(spider: PortalSpider, page: Page) -> Layout:
    """The layout of the day on which a page was received."""
    return layout_on(page.fetched_at.astimezone(VIETNAM).date(), spider.layout, spider.former_layouts)


def _diff(old: str, new: str, path: str) -> list[str]:
    lines = difflib.unified_diff(
        old.splitlines(), new.splitlines(), path, f"{path} (proposed)", n=1, lineterm=""
    )
    return list(lines)

"""The project's own files that belong to one portal: what is written for it, and what a person has edited."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from scrapy.http import HtmlResponse

from crawlers.addresses import Addresses
from crawlers.declaring.declaration import Declaration
from crawlers.declaring.recording import (
    ARTICLE,
    FILE,
    LISTING,
    NO_ARTICLE,
    Recorded,
    article_name,
    digest,
    encode_expected,
    expected,
    origin_of,
)
from crawlers.declaring.schedule import COMPOSE, NoPlace, with_portal
from crawlers.declaring.seen import Page, read
from crawlers.declaring.spider_file import spider_source
from crawlers.listings.documents import read_listing
from crawlers.reading import NoArticle, Reading

MOST_ARTICLES = 6
"""Recorded of a portal at first."""


@dataclass
class Changes:
    """What a call writes, and what it leaves."""

    files: dict[str, bytes] = field(default_factory=dict)
    """By path below the project."""
    said: list[str] = field(default_factory=list)
    """What a person should know: files that were left, and how the proposal differs."""
    diffs: list[str] = field(default_factory=list)


class Portal:
    """One portal's files in the project."""

    def __init__(self, root: Path, name: str) -> None:
        self.root = root
        self.name = name
        self.spider = f"spiders/{name}.py"
        self.folder = f"tests/portals/{name}"

    @property
    def exists(self) -> bool:
        """Whether there is anything of this name already."""
        return (self.root / self.spider).exists() or (self.root / self.folder).exists()

    def recorded(self) -> Recorded:
        """What is recorded of it."""
        return Recorded.load(self.root / self.folder)

    def declare(self, declared: Declaration) -> Changes:
        """Everything that a new portal needs."""
        changes = Changes()
        recorded = Recorded(home=declared.home, why=declared.why)
        self.generate(changes, recorded, self.spider, spider_source(declared).encode())
        for name, page in _chosen(declared):
            recorded.pages[f"{name}.html"] = origin_of(page)
            self.generate(changes, recorded, f"{self.folder}/{name}.html", page.content)
            reading = read(declared.read_by, page)
            if name.startswith(ARTICLE) and isinstance(reading, Reading):
                address = declared.address(page)
                told = expected(reading, page.url, address.id if address else None)
                self.generate(changes, recorded, f"{self.folder}/{name}.json", encode_expected(told))
        changes.files[f"{self.folder}/{FILE}"] = recorded.encoded()
        self._schedule(changes)
        return changes

    def generate(self, changes: Changes, recorded: Recorded, path: str, content: bytes) -> None:
        """Have a file written, and remember what was."""
        changes.files[path] = content
        recorded.generated[path] = digest(content)

    def _schedule(self, changes: Changes) -> None:
        path = self.root / COMPOSE
        try:
            compose = path.read_text(encoding="utf-8") if path.is_file() else ""
            changes.files[COMPOSE] = with_portal(compose, self.name).encode()
        except NoPlace as error:
            changes.said.append(str(error))

    def pages(self, stem: str) -> list[Page]:
        """Its recorded pages whose names begin so."""
        recorded = self.recorded()
        found = []
        for path in sorted((self.root / self.folder).glob(f"{stem}*.html")):
            told = text_in(path.with_suffix(".json"))
            found.append(recorded.page(path, json.loads(told)["url"] if told else None))
        return found

    def is_edited(self, recorded: Recorded, path: str) -> bool:
        """Whether a file is there that differs from what was generated."""
        file = self.root / path
        return file.is_file() and digest(file.read_bytes()) != recorded.generated.get(path)


def _chosen(declared: Declaration) -> Iterator[tuple[str, Page]]:
    """The pages that are recorded, with their names: articles, those with an id first, a listing, neither."""
    articles = sorted(declared.articles, key=lambda page: declared.address(page) is None)
    for page in _spread(articles, MOST_ARTICLES):
        address = declared.address(page)
        yield article_name(address.id if address else None, page.url), page
    silent = [
        page
        for page in [*declared.listing_pages, *declared.others]
        if isinstance(read(declared.read_by, page), NoArticle)
    ]
    listing = next((page for page in silent if links(page, declared.addresses)), None)
    if listing is not None:
        yield LISTING, listing
    others = [page for page in declared.others if page in silent and page is not listing]
    neither = min(others, key=lambda page: len(page.url), default=None)
    if neither is not None:
        yield NO_ARTICLE, neither


def _spread(pages: list[Page], most: int) -> list[Page]:
    """Some of the pages, the first and from all over the rest: pages of different age look different."""
    if len(pages) <= most:
        return pages
    return [pages[round(place * (len(pages) - 1) / (most - 1))] for place in range(most)]


def links(page: Page, addresses: Addresses) -> int:
    """How many articles a page leads to."""
    response = HtmlResponse(page.url, body=page.content, encoding="utf-8")
    return len(read_listing(response, addresses, "/", None, page.fetched_at).articles)


def text_in(path: Path) -> str | None:
    """A file's text; None where there is none."""
    return path.read_text(encoding="utf-8") if path.is_file() else None

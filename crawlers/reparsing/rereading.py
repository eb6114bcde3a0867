"""Reading an archived page as a crawl reads it, and comparing the article with the one that is stored."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from crawlers.addresses import ArticleAddress, origin
from crawlers.article import as_row
from crawlers.compose import article_at
from crawlers.defect import find_defect
from crawlers.fetching.revisits import day
from crawlers.layout import layout_on
from crawlers.reader.process import collect_seldom
from crawlers.reading import NoArticle, read_page
from crawlers.reparsing.archive import archived_pages
from crawlers.reparsing.differences import differences
from crawlers.reparsing.finding import Finding, Stored
from crawlers.reparsing.workers import bound_memory, within
from crawlers.spider import PortalSpider
from crawlers.store import StoreError, open_store
from crawlers.store.batches import Row
from crawlers.store.warc import StoredPage


def start(spider: Callable[..., PortalSpider], store: str, seconds: float, memory: int) -> Rereader:
    """What a worker process does: it may use `memory` bytes. Raises StoreError."""
    bound_memory(memory)
    rereader = Rereader(spider, store, seconds)
    collect_seldom()
    return rereader


class Rereader:
    """Reads articles of one portal again; opens the store for itself."""

    def __init__(self, spider: Callable[..., PortalSpider], store: str, seconds: float) -> None:
        """`seconds` that one page may take: after that the process ends. Raises StoreError."""
        self._spider = spider
        self._store = open_store(store)
        self._seconds = seconds
        self._portals: dict[str, PortalSpider] = {}
        """By scheme and host."""

    def __call__(self, stored: Sequence[Stored]) -> Iterator[Finding]:
        """What has become of each article, in the order given. Raises Unavailable."""
        for one, page in archived_pages(self._store, stored):
            if isinstance(page, StoreError):
                yield Finding(one.row["id"], "damaged", detail=str(page))
            else:
                yield self._found(one.row, page)

    def _found(self, row: Row, page: StoredPage) -> Finding:
        try:
            with within(self._seconds):
                return _reread(self._portal_at(page.url), row, page)
        except Exception as error:  # of this page: the others are read all the same
            reason = type(error).__name__
            return Finding(row["id"], "failed", reason=reason, detail=f"error in this program: {error!r}")

    def _portal_at(self, url: str) -> PortalSpider:
        """The portal, read at its own address or at the mirror that the page came from."""
        place = "/".join(url.split("/", 3)[:3])
        if place not in self._portals:
            own = self._spider()
            is_own = own.addresses.local(url) is not None
            self._portals[place] = own if is_own else self._spider(home=origin(url))
        return self._portals[place]


def _reread(portal: PortalSpider, row: Row, page: StoredPage) -> Finding:
    address, url = _address(portal, row, page)
    if address is None or address.id != row["id"]:
        now = f"names article {address.id}" if address else "is no article's"
        return Finding(row["id"], "other-id", detail=f"{row['url']} {now} by today's rules")
    # Not the record's time: an article that went back to an earlier text shares that one's record.
    fetched_at = datetime.fromisoformat(row["fetched_at"])
    layout = layout_on(day(fetched_at), portal.layout, portal.former_layouts)
    reading = read_page(layout, page.body, content_type=page.content_type, url=url, fetched_at=fetched_at)
    if isinstance(reading, NoArticle):
        return Finding(row["id"], "no-article", reason=reading.reason, detail=reading.detail)
    article = article_at(portal, address, reading, fetched_at, layout)
    new = as_row(article) | {"revision": row["revision"] + 1, "page": row["page"]}
    return _compared(row, new, portal)


def _address(portal: PortalSpider, row: Row, page: StoredPage) -> tuple[ArticleAddress | None, str]:
    """The article's address and where it was read; by the stored one where the record is another page's
    that had the same bytes.
    """
    read = portal.addresses.article(page.url)
    if read and read.id == row["id"]:
        return read, page.url
    stored = portal.addresses.article(row["url"])
    return stored, stored.request if stored else page.url


def _compared(old: Row, new: Row, portal: PortalSpider) -> Finding:
    found = differences(old, new)
    if new["content_hash"] == old["content_hash"]:
        return Finding(old["id"], "outside" if found else "unchanged", found)
    if defect := find_defect(new, portal):
        return Finding(old["id"], "rejected", found, detail=defect)
    return Finding(old["id"], "changed", found, new)

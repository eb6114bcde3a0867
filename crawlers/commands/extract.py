"""`scrapy extract PORTAL SOURCE`: read one page and show the article that it gives."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from scrapy.commands import ScrapyCommand
from scrapy.http import Response
from scrapy.settings import Settings
from scrapy.spiderloader import get_spider_loader

from crawlers import clock
from crawlers.addresses import clean, origin
from crawlers.article import as_row
from crawlers.compose import compose
from crawlers.dates import VIETNAM
from crawlers.fetching.revisits import day
from crawlers.layout import Layout, layout_on
from crawlers.one_page import OnePageSpider
from crawlers.platforms import recognise
from crawlers.portals import UNDECLARED, declared_portals
from crawlers.reading import NoArticle, Reading, read_page
from crawlers.spider import PortalSpider
from crawlers.terminal import write_utf8

_NO_ARTICLE = 3
_NOT_READ = 5
_WIDE = 140


class CannotRead(Exception):  # noqa: N818
    """The source cannot be read; the message says why and what to do."""


@dataclass(frozen=True)
class Source:
    """A page as it came, and where it came from if that is known."""

    content: bytes
    content_type: str | None
    url: str | None
    fetched_at: datetime


class Command(ScrapyCommand):
    """Reads one page by the same code as a crawl; keeps nothing."""

    settings: Settings
    requires_project = True

    def syntax(self) -> str:
        """How it is called."""
        return "PORTAL SOURCE [--url URL] [--fetched YYYY-MM-DD] [--explain]"

    def short_desc(self) -> str:
        """What it does."""
        return "Read one page (a file or an address) and print its article as JSON"

    def long_desc(self) -> str:
        """What it does, and its exit codes."""
        return (
            "Read one page, a file (HTML or plain text) or an address, and print its article as one JSON "
            "object. Exit code: 0 an article, 2 wrong usage, 3 the page holds none (standard error says "
            "why), 5 the source cannot be read."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """The options besides Scrapy's."""
        super().add_options(parser)
        parser.add_argument("--url", help="address that a saved page came from: gives the article its id")
        parser.add_argument(
            "--fetched",
            metavar="DATE",
            help="day (in Việt Nam) on which a saved page was received: it is read with the layout of that "
            "day, and `2 giờ trước` counts from its noon (default: now)",
        )
        parser.add_argument(
            "--explain",
            action="store_true",
            help="show on standard error what each witness said and what became of each block",
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Print the article; the exit code says whether there is one."""
        write_utf8()
        spiders = declared_portals(self.settings) | {
            UNDECLARED: get_spider_loader(self.settings).load(UNDECLARED)
        }
        portals = list(spiders)
        if len(args) != 2 or args[0] not in portals:
            self._say(f"give a portal ({', '.join(portals)}) and a file or an address", 2)
            return
        if opts.url and clean(opts.url) is None:
            self._say(f"--url {opts.url!r} is no address that begins with http:// or https://", 2)
            return
        try:
            now = self._received(opts.fetched, args[1])
        except ValueError as error:
            self._say(f"{error}; nothing was read", 2)
            return
        try:
            source = self._source(args[1], opts.url, spiders[args[0]], now)
        except CannotRead as error:
            self._say(str(error), _NOT_READ)
            return
        self._read(spiders[args[0]], source, opts.explain)

    def _received(self, fetched: str | None, source: str) -> datetime:
        """When the page was received. Raises ValueError for a day that cannot be meant."""
        now = clock.now(self.settings)
        if fetched is None:
            return now
        if source.startswith(("http://", "https://")):
            raise ValueError("--fetched belongs to a saved page; what is fetched now is read as of today")
        try:
            noon = datetime.combine(date.fromisoformat(fetched), time(12), VIETNAM)
        except ValueError:
            raise ValueError(f"--fetched {fetched!r} is not a day such as 2026-11-21") from None
        if day(noon) > day(now):
            raise ValueError(f"--fetched {fetched} is still to come")
        return min(noon, now)

    def _read(self, spider: Any, source: Source, explained: bool) -> None:
        layout = _layout_of(spider, source)
        reading = read_page(
            layout,
            source.content,
            content_type=source.content_type,
            url=source.url or spider.home,  # so that addresses within the page can be told
            fetched_at=source.fetched_at,
        )
        if isinstance(reading, NoArticle):
            self._say(f"no article ({reading.reason}): {reading.detail}", _NO_ARTICLE)
            return
        if explained:
            from rich.console import Console  # every other command would wait for it

            from crawlers.explain import explain

            console = Console(stderr=True)
            explain(reading, console if console.is_terminal else Console(stderr=True, width=_WIDE))
        print(json.dumps(_article(spider, reading, source, layout), ensure_ascii=False, indent=2))

    def _source(self, named: str, url: str | None, spider: Any, now: datetime) -> Source:
        if named.startswith(("http://", "https://")):
            if clean(named) is None:
                raise CannotRead("That address cannot be asked; one with a user name or password never is.")
            response = self._fetch(named, spider)
            content_type = (response.headers.get("Content-Type") or b"").decode("latin-1") or None
            return Source(response.body, content_type, url or response.url, now)
        try:
            return Source(Path(named).read_bytes(), None, url, now)
        except OSError as error:
            raise CannotRead(
                f"{named} cannot be read ({error.strerror}); nothing was printed. Give a file or an address "
                "that begins with http:// or https://."
            ) from error

    def _fetch(self, url: str, spider: Any) -> Response:
        pages: list[Response] = []
        failures: list[str] = []
        if self.crawler_process is None:
            raise CannotRead("Scrapy gave this command no crawler process; nothing was fetched.")
        self.crawler_process.crawl(
            OnePageSpider, url=url, receive=pages.append, fail=failures.append, portal=spider()
        )
        self.crawler_process.start()
        if not pages:
            why = " ".join(failures) or "nothing came back; -L INFO shows more"
            raise CannotRead(f"{url} was not fetched: {why}")
        return pages[0]

    def _say(self, message: str, exit_code: int) -> None:
        print(f"scrapy extract: {message}", file=sys.stderr)
        self.exitcode = exit_code


def _layout_of(spider: type[PortalSpider], source: Source) -> Layout:
    """That of the page's day; for a portal that nobody has declared, that of the platform which it shows."""
    if spider.name != UNDECLARED:
        return layout_on(day(source.fetched_at), spider.layout, spider.former_layouts)
    recognition = recognise(source.content, source.url, content_type=source.content_type)
    return recognition.platform.layout if recognition else spider.layout


def _article(spider: type[PortalSpider], reading: Reading, source: Source, layout: Layout) -> dict[str, Any]:
    """The article as a crawl would store it; without an address of the portal it has neither id nor url."""
    named = source.url or reading.canonical
    portal = _portal_at(spider, source.url)
    address = portal.addresses.article(named) if named else None
    article = compose(portal, address or portal.addresses.unknown(), reading, source.fetched_at, layout)
    row = as_row(article)
    return row if address else row | {"id": None, "url": source.url}


def _portal_at(spider: type[PortalSpider], url: str | None) -> PortalSpider:
    """The portal, read at its own address or at the mirror that the page came from."""
    portal = spider()
    if url is None or portal.addresses.local(url) is not None:
        return portal
    return spider(home=origin(url))

"""`scrapy page ID`: show the page behind an article, as it was received."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping
from typing import Any, NamedTuple

import msgspec
from scrapy.commands import ScrapyCommand
from scrapy.settings import Settings

from crawlers.article import Id
from crawlers.clock import utc
from crawlers.portals import find_portal
from crawlers.reading.decode import decode
from crawlers.store import Log, ObjectStore, StoreError, load_known, open_store
from crawlers.store.batches import Row
from crawlers.store.warc import StoredPage, read_page
from crawlers.terminal import write_utf8


class NoPage(Exception):  # noqa: N818
    """There is no page to show; the message says why and what to do."""


class Found(NamedTuple):
    """Where the page is kept, as the article's `page` says, and the page."""

    pointer: Mapping[str, Any]
    page: StoredPage


class Command(ScrapyCommand):
    """Reads the log and one record of a WARC; needs no crawl and changes nothing."""

    settings: Settings
    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        """How it is called."""
        return "ID [--revision N] [--headers | --raw]"

    def short_desc(self) -> str:
        """What it does."""
        return "Show the page behind a stored article"

    def long_desc(self) -> str:
        """What it does, and its exit codes."""
        return (
            "Show the page from which an article (such as hai_phong/184974) was read: where it is kept, and "
            "its source. One record is fetched, not the file it is in. Exit code: 0 shown, 2 wrong usage, 5 "
            "there is no page or it cannot be read (standard error says why)."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """The options besides Scrapy's."""
        super().add_options(parser)
        parser.add_argument("--revision", type=_revision, metavar="N", help="default: the newest")
        shown = parser.add_mutually_exclusive_group()
        shown.add_argument("--headers", action="store_true", help="the HTTP headers instead")
        shown.add_argument("--raw", action="store_true", help="the page's bytes and nothing else")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Show the page. Exit code 2 for wrong usage, 5 where there is none or the store cannot be read."""
        if mistake := self._mistake(args):
            self._say(mistake, 2)
            return
        try:
            store = open_store(self.settings["STORE"])
            if mistake := find_portal(self.settings, args[0].partition("/")[0], store):
                self._say(mistake, 2)
                return
            found = _find(store, args[0], opts.revision)
            _show(found, opts)
            sys.stdout.flush()
        except (NoPage, StoreError) as error:
            self._say(str(error), 5)
        except BrokenPipeError:  # whoever reads has enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

    def _mistake(self, args: list[str]) -> str | None:
        if len(args) != 1:
            return "give one article id such as hai_phong/184974; see scrapy page -h"
        try:
            msgspec.convert(args[0], Id)
        except msgspec.ValidationError:
            return f"{args[0]!r} is not an article id such as hai_phong/184974"
        return None

    def _say(self, message: str, exit_code: int) -> None:
        print(f"scrapy page: {message}", file=sys.stderr)
        self.exitcode = exit_code


def _find(store: ObjectStore, article_id: str, revision: int | None) -> Found:
    log = Log(store, article_id.partition("/")[0])
    known = load_known(store, log).get(article_id)
    if known is None:
        raise NoPage(
            f"no commit in {store.address} holds an article {article_id}. `scrapy articles --portal "
            f"{log.portal}` prints what is stored."
        )
    if revision is None:
        pointer = _pointer(article_id, known.revision, known.page, gone=known.gone)
    else:
        row = _row(log, article_id, revision, known.first_seq)
        pointer = _pointer(article_id, revision, row.get("page"), gone=row.get("gone") is True)
    return Found(pointer, read_page(store, pointer))


def _row(log: Log, article_id: str, revision: int, first_seq: int) -> Row:
    stored = [row for _, row in log.articles(first_seq - 1) if row["id"] == article_id]
    for row in reversed(stored):
        if row["revision"] == revision:
            return row
    revisions = ", ".join(str(number) for number in sorted({row["revision"] for row in stored}))
    raise NoPage(f"{article_id} has no revision {revision}. There are: {revisions}.")


def _pointer(article_id: str, revision: int, page: Row | None, *, gone: bool) -> Row:
    if gone:
        raise NoPage(
            f"{article_id} is gone: revision {revision} says that the portal no longer has it. What was "
            f"stored stays: --revision {revision - 1} shows the page as it was."
        )
    if page is None:
        raise NoPage(
            f"no page was kept with revision {revision} of {article_id}; the article itself is whole. "
            "Nothing is lost but the page: `scrapy articles` prints the article."
        )
    return page


def _show(found: Found, opts: argparse.Namespace) -> None:
    if opts.raw:
        sys.stdout.buffer.write(found.page.body)
        return
    write_utf8()
    print(_headers(found.page) if opts.headers else _view(found))


def _headers(page: StoredPage) -> str:
    return "\n".join(_harmless(f"{name}: {value}") for name, value in page.headers)


def _view(found: Found) -> str:
    pointer, page = found
    head = {
        "url": page.url,
        "fetched": utc(page.fetched_at),
        "status": page.status,
        "key": pointer["warc"],
        "offset": pointer["offset"],
        "length": pointer["length"],
        "digest": page.digest,
    }
    lines = [f"{name:<8} {_harmless(str(value))}" for name, value in head.items()]
    text = decode(page.body, page.content_type).text.replace("\r\n", "\n")
    return "\n".join([*lines, "", _harmless(text)])


def _harmless(text: str) -> str:
    """Text for a terminal: what controls one, or turns the order of letters, is shown by its number."""
    return "".join(
        letter if letter.isprintable() or letter in "\n\t\N{NO-BREAK SPACE}" else f"\\u{ord(letter):04x}"
        for letter in text
    )


def _revision(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 10**9):
        raise argparse.ArgumentTypeError(f"{text!r} is not the number of a revision")
    return int(text)

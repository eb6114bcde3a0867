"""`scrapy articles`: print what is stored, in the order of the log."""

from __future__ import annotations

import argparse
import csv
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields
from datetime import date
from typing import Any

from scrapy.commands import ScrapyCommand
from scrapy.settings import Settings

from crawlers.article import Article
from crawlers.portals import all_portals, find_portal
from crawlers.store import Log, ObjectStore, StoreError, open_store
from crawlers.store.batches import Row
from crawlers.terminal import write_utf8

_COLUMNS = ("seq", *(field.name for field in fields(Article)))
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_WIDE = 120


class Command(ScrapyCommand):
    """Reads the store's log; needs no crawl and changes nothing."""

    settings: Settings
    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        """How it is called."""
        return "[--portal P] [--after SEQ] [--since YYYY-MM-DD] [--format jsonl|csv|table]"

    def short_desc(self) -> str:
        """What it does."""
        return "Print stored articles"

    def long_desc(self) -> str:
        """What it does."""
        return (
            "Print stored articles, every revision, in the order in which they were committed. A reader "
            "keeps the last seq of a portal and goes on with --after."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """The options besides Scrapy's."""
        super().add_options(parser)
        parser.add_argument("--portal", metavar="P", help="of one portal only")
        parser.add_argument(
            "--after", type=_seq, metavar="SEQ", help="committed after this commit of the portal"
        )
        parser.add_argument("--since", type=_day, metavar="DATE", help="printed on this day or later")
        parser.add_argument("--format", choices=tuple(_FORMATS), default="jsonl", help="default: %(default)s")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Print the articles. Exit code 2 for wrong usage, 5 where the store cannot be read."""
        if args:
            self._refuse(f"{' '.join(args)!r} is not understood; see scrapy articles -h")
        elif opts.after is not None and not opts.portal:
            self._refuse("--after needs --portal: each portal has its own numbers")
        else:
            self._print(opts)

    def _print(self, opts: argparse.Namespace) -> None:
        write_utf8()
        try:
            store = open_store(self.settings["STORE"])
            if opts.portal and (mistake := find_portal(self.settings, opts.portal, store)):
                self._refuse(mistake)
                return
            portals = [opts.portal] if opts.portal else all_portals(self.settings, store)
            _FORMATS[opts.format](_rows(store, portals, opts.after or 0, opts.since))
            sys.stdout.flush()
        except StoreError as error:
            print(f"scrapy articles: {error}", file=sys.stderr)
            self.exitcode = 5
        except BrokenPipeError:  # whoever reads has enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

    def _refuse(self, mistake: str) -> None:
        print(f"scrapy articles: {mistake}", file=sys.stderr)
        self.exitcode = 2


def _rows(store: ObjectStore, portals: list[str], after: int, since: str | None) -> Iterator[Row]:
    for portal in portals:
        for seq, row in Log(store, portal).articles(after):
            if since is None or (row.get("published_at") or "") >= since:
                yield {"seq": seq, **row}


def _print_jsonl(rows: Iterable[Row]) -> None:
    for row in rows:
        print(json.dumps(row, ensure_ascii=False, separators=(",", ":")))


def _print_csv(rows: Iterable[Row]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for row in rows:
        writer.writerow([_cell(row.get(name)) for name in _COLUMNS])


def _cell(value: Any) -> Any:
    """A cell that no spreadsheet takes for a formula."""
    if isinstance(value, list | dict):
        value = json.dumps(value, ensure_ascii=False)
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _print_table(rows: Iterable[Row]) -> None:
    width = shutil.get_terminal_size((_WIDE, 0)).columns
    print(_table_line("seq", "id", "rev", "published", "title"))
    for row in rows:
        title = row.get("title") or row.get("body") or "(the portal no longer has it)"
        published = (row.get("published_at") or "-")[:16]
        line = _table_line(row["seq"], row["id"], row["revision"], published, title)
        print(line if len(line) <= width else line[: width - 1] + "…")


def _table_line(seq: object, article_id: str, revision: object, published: str, title: str) -> str:
    shown = "".join(letter if letter.isprintable() else " " for letter in title)
    return f"{seq:>6} {article_id:<28} {revision:>3} {published:<16} {shown}"


_FORMATS: dict[str, Callable[[Iterable[Row]], None]] = {
    "jsonl": _print_jsonl,
    "csv": _print_csv,
    "table": _print_table,
}


def _seq(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise argparse.ArgumentTypeError(f"{text!r} is not the number of a commit")
    return int(text)


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day such as 2026-11-21") from None

"""`scrapy drift PORTAL`: what a redesign of a portal's pages has broken, and what would mend it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from scrapy.commands import ScrapyCommand
from scrapy.settings import Settings

from crawlers.portals import declared_portals, find_portal
from crawlers.store import Missing, ObjectStore, StoreError, open_store, read_run
from crawlers.store.keys import is_run
from crawlers.terminal import write_utf8

if TYPE_CHECKING:
    from crawlers.drift.report import Report

# What shows and compares pages is imported where it is used: every other command would wait for it.
_USAGE, _NOT_READ = 2, 5
_WIDE = 140


class NoReport(Exception):  # noqa: N818
    """There is no report to show; the message says what that means."""


class NoDrift(NoReport):
    """No run of the portal has reported any, which is good news."""


class Command(ScrapyCommand):
    """Reads the store, and writes nothing but the files that are asked for with --save."""

    settings: Settings
    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        """How it is called."""
        return "PORTAL [--run ID] [--save DIR] [--format table|json]"

    def short_desc(self) -> str:
        """What it does."""
        return "Show what a redesign of a portal's pages has broken, and what would mend it"

    def long_desc(self) -> str:
        """What it does, and its exit codes."""
        return (
            "Show the newest drift report of a portal: which field is no longer read as usual, which "
            "declared selector, label or rule died, since when, how an example page read then and reads now, "
            "and what to declare instead. With --save DIR (tests/portals/PORTAL) both pages are written as "
            "recorded pages, with what is expected of them. Exit code: 0 shown, or none was ever reported; 2 "
            "wrong usage; 5 the report or the pages that were asked for are not there, or cannot be read."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """The options besides Scrapy's."""
        super().add_options(parser)
        parser.add_argument("--run", metavar="ID", help="the report of this run, as its last line names it")
        parser.add_argument("--save", metavar="DIR", type=Path, help="write the pages as files of a test")
        parser.add_argument(
            "--format", choices=("table", "json"), default="table", help="default: %(default)s"
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Show the report. Exit code 2 for wrong usage, 5 where what was asked for cannot be had."""
        if len(args) != 1:
            self._say("give one portal; see scrapy drift -h", _USAGE)
            return
        if opts.run and not is_run(opts.run):
            self._say(f"{opts.run!r} is not a run such as 20261121T101500Z-3f9a2c", _USAGE)
            return
        from crawlers.drift.fixture import Occupied

        write_utf8()
        try:
            store = open_store(self.settings["STORE"])
            if mistake := find_portal(self.settings, args[0], store):
                self._say(mistake, _USAGE)
                return
            report = _report(store, args[0], opts.run)
            _print(report, opts.format)
            if opts.save:
                for path in self._saved(store, report, opts.save):
                    print(f"written: {path}", file=sys.stderr)
        except NoDrift as error:
            self._say(str(error), _NOT_READ if opts.save else 0)
        except (NoReport, StoreError, Occupied) as error:
            self._say(str(error), _NOT_READ)
        except OSError as error:
            self._say(f"{opts.save} cannot be written to ({error})", _NOT_READ)

    def _saved(self, store: ObjectStore, report: Report, folder: Path) -> Iterator[Path]:
        portal = declared_portals(self.settings).get(report.portal)
        if portal is None:
            raise NoReport(
                f"no spider declares {report.portal}: what is expected of its pages cannot be told. `scrapy "
                "newportal` makes one."
            )
        from crawlers.drift.fixture import save

        yield from save(store, report, portal, folder)

    def _say(self, message: str, exit_code: int) -> None:
        print(f"scrapy drift: {message}", file=sys.stderr)
        self.exitcode = exit_code


def _report(store: ObjectStore, portal: str, run: str | None) -> Report:
    from crawlers.drift.report import newest_reports, read_report

    named = run or next(newest_reports(store, portal), None)
    if named is None:
        raise NoDrift(
            f"no drift of {portal} is reported in {store.address}: no run has found that its pages read "
            "otherwise than before. How the last one went is shown by `scrapy portals`."
        )
    try:
        return read_report(store, portal, named)
    except Missing:
        if (first := _first(store, portal, named)) not in (None, named):
            return _report(store, portal, first)
        shown = ", ".join(newest_reports(store, portal)) or "none"
        raise NoReport(f"run {run} of {portal} left no drift report. There are: {shown}.") from None


def _first(store: ObjectStore, portal: str, run: str) -> str | None:
    """The run whose report tells of the drift that this one met again."""
    try:
        told = read_run(store, portal, run).get("drift")
    except StoreError:
        return None
    first = told.get("run") if isinstance(told, dict) else None
    return first if isinstance(first, str) and is_run(first) else None


def _print(report: Report, form: str) -> None:
    if form == "json":
        print(msgspec.json.format(msgspec.json.encode(report)).decode())
        return
    from rich.console import Console

    from crawlers.drift.showing import show

    console = Console()
    show(report, console if console.is_terminal else Console(width=_WIDE))

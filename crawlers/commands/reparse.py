"""`scrapy reparse PORTAL`: read archived pages again with today's rules, and say what differs."""

from __future__ import annotations

import argparse
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from scrapy.commands import ScrapyCommand
from scrapy.settings import Settings

from crawlers import clock
from crawlers.cores import cores
from crawlers.exploring.kept import read_kept
from crawlers.portals import declared_portals, find_portal
from crawlers.runs.carried import last_carried
from crawlers.runs.outcome import EXIT_CODES, HELD_EXIT_CODE, Outcome
from crawlers.spider import PortalSpider
from crawlers.store import Held, ObjectStore, StoreError, open_store
from crawlers.terminal import write_utf8

if TYPE_CHECKING:
    from crawlers.reparsing.summary import Summary

# What reads pages again is imported where it is used: every other command would wait for it.
_USAGE = 2
_EXAMPLES = 3
_SECONDS_BETWEEN = 0.5


class NotReadable(Exception):  # noqa: N818
    """There is no such portal, or nothing says how it is read; the message says what to do."""


class Command(ScrapyCommand):
    """Fetches nothing; without --commit it changes nothing either."""

    settings: Settings
    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        """How it is called."""
        return "PORTAL [--since YYYY-MM-DD] [--commit] [--examples N] [--jobs N]"

    def short_desc(self) -> str:
        """What it does."""
        return "Read archived pages again with today's rules and show what differs"

    def long_desc(self) -> str:
        """What it does, and its exit codes."""
        return (
            "Read the archived page of each article again with today's rules, without the network, and print "
            "what differs from what is stored, field by field. Only with --commit articles whose content "
            "differs get a new revision. Exit code: 0 done, whether anything differs or not, 2 wrong usage, "
            "3 stopped, or some pages could not be read, 5 the store failed, 6 another worker holds the "
            "portal."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """The options besides Scrapy's."""
        super().add_options(parser)
        parser.add_argument(
            "--since", type=_day, metavar="DATE", help="only pages fetched on this day (UTC) or later"
        )
        parser.add_argument("--commit", action="store_true", help="store what differs as new revisions")
        parser.add_argument(
            "--examples",
            type=_number(0),
            default=_EXAMPLES,
            metavar="N",
            help="show so many of each field that differs (default: %(default)s)",
        )
        parser.add_argument(
            "--jobs", type=_number(1), default=cores(), metavar="N", help="processes (default: %(default)s)"
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Read again and print; the exit code says how it went."""
        write_utf8()
        try:
            clock.now(self.settings)
        except ValueError as error:
            self._end(f"-s NOW cannot be read: {error}", _USAGE)
            return
        try:
            portal = self._portal(args)
        except NotReadable as error:
            self._end(str(error), _USAGE)
        except StoreError as error:
            self._end(str(error), EXIT_CODES["failed"])
        else:
            self._reparse(args[0], portal, opts)

    def _portal(self, args: list[str]) -> Callable[..., PortalSpider]:
        """What makes the portal's spider. Raises NotReadable, StoreError."""
        if len(args) == 1 and args[0] in (declared := declared_portals(self.settings)):
            return declared[args[0]]
        store = open_store(self.settings["STORE"])
        if mistake := find_portal(self.settings, " ".join(args), store):
            raise NotReadable(mistake)
        return _as_found(store, args[0])

    def _reparse(self, name: str, portal: Callable[..., PortalSpider], opts: argparse.Namespace) -> None:
        from crawlers.reparsing.reparse import Reparse, commit, look
        from crawlers.reparsing.revisions import failure
        from crawlers.reparsing.summary import Summary

        summary = Summary(opts.examples)
        do = commit if opts.commit else look
        try:
            with _stoppable() as go_on:
                outcome = do(
                    Reparse(portal, self.settings, opts.since, opts.jobs), summary, _told(summary, go_on)
                )
        except Held as error:
            self._end(str(error), HELD_EXIT_CODE)
            return
        except Exception as error:
            outcome = failure(error)
        self._print(name, summary, outcome, opts)

    def _print(self, portal: str, summary: Summary, outcome: Outcome, opts: Any) -> None:
        from crawlers.reparsing.report import report

        for line in report(portal, summary):
            print(line)
        print()
        print(_last_line(summary, opts.commit))
        sys.stdout.flush()
        if outcome.state != "complete":
            held = outcome.reason == "held"
            self._end(str(outcome), HELD_EXIT_CODE if held else EXIT_CODES[outcome.state])

    def _end(self, message: str, exit_code: int) -> None:
        print(f"scrapy reparse: {message}", file=sys.stderr)
        self.exitcode = exit_code


def _as_found(store: ObjectStore, name: str) -> Callable[..., PortalSpider]:
    """A portal that nobody has declared, as its exploration found it. Raises NotReadable, StoreError."""
    from crawlers.undeclared import as_found

    explored = last_carried(store, name).explored
    if explored is None or read_kept(explored) is None:
        raise NotReadable(
            f"no spider declares {name}, and no run in {store.address} has left how its pages are read. "
            "Nothing was read; what is stored stays as it is. Declare it with `scrapy newportal`."
        )
    return partial(as_found, explored)


def _last_line(summary: Summary, is_committed: bool) -> str:
    if is_committed:
        return f"{summary.committed:,} new revisions were committed."
    if changed := summary.kinds["changed"]:
        return f"Nothing was written. With --commit {changed:,} articles get a new revision."
    return "Nothing was written."


@contextmanager
def _stoppable() -> Iterator[Callable[[], None]]:
    """A function that raises Stopped after SIGINT or SIGTERM; a second signal acts as it always does."""
    received: list[int] = []
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

    def restore() -> None:
        for number, handler in before.items():
            signal.signal(number, handler)

    def note(number: int, _frame: object) -> None:
        received.append(number)
        restore()

    def go_on() -> None:
        if received:
            from crawlers.reparsing.reparse import Stopped

            raise Stopped

    for number in before:
        signal.signal(number, note)
    try:
        yield go_on
    finally:
        restore()


def _told(summary: Summary, go_on: Callable[[], None]) -> Callable[[], None]:
    """`go_on`, with a line on the terminal now and then that says how far it has come."""
    if not sys.stderr.isatty():
        return go_on
    began = last = time.monotonic()

    def tell() -> None:
        nonlocal last
        go_on()
        now = time.monotonic()
        if now - last >= _SECONDS_BETWEEN:
            last = now
            speed = summary.read / (now - began)
            print(
                f"\r{summary.read:,} pages read again, {speed:,.0f} a second", end="\x1b[K\r", file=sys.stderr
            )

    return tell


def _number(least: int) -> Callable[[str], int]:
    def number(text: str) -> int:
        if not (text.isascii() and text.isdigit() and least <= int(text) <= 10_000):
            raise argparse.ArgumentTypeError(f"{text!r} is not a number from {least} to 10000")
        return int(text)

    return number


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day such as 2026-11-21") from None

"""`scrapy reparse PORTAL`: read archived pages again with today's rules, and say what differs."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from scrapy.commands import ScrapyCommand
from scrapy.settings import Settings
from scrapy.spiderloader import get_spider_loader

from crawlers import clock
from crawlers.outcome import EXIT_CODES, HELD_EXIT_CODE, Outcome
from crawlers.reparse import Reparse, Stopped, commit, look
from crawlers.reparsing.report import report
from crawlers.reparsing.revisions import failure
from crawlers.reparsing.summary import Summary
from crawlers.spider import PortalSpider
from crawlers.store import Held
from crawlers.terminal import write_utf8

_EXAMPLES = 3
_SECONDS_BETWEEN = 0.5


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
            "--jobs", type=_number(1), default=_cores(), metavar="N", help="processes (default: %(default)s)"
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Read again and print; the exit code says how it went."""
        portals = sorted(get_spider_loader(self.settings).list())
        if len(args) != 1 or args[0] not in portals:
            self._end(f"{' '.join(args)!r} is not a portal. There are: {', '.join(portals)}.", 2)
            return
        try:
            clock.now(self.settings)
        except ValueError as error:
            self._end(f"-s NOW cannot be read: {error}", 2)
            return
        write_utf8()
        spider: Any = get_spider_loader(self.settings).load(args[0])
        summary = Summary(opts.examples)
        do = commit if opts.commit else look
        try:
            with _stoppable() as go_on:
                outcome = do(
                    Reparse(spider, self.settings, opts.since, opts.jobs), summary, _told(summary, go_on)
                )
        except Held as error:
            self._end(str(error), HELD_EXIT_CODE)
            return
        except Exception as error:
            outcome = failure(error)
        self._print(spider, summary, outcome, opts)

    def _print(self, spider: type[PortalSpider], summary: Summary, outcome: Outcome, opts: Any) -> None:
        for line in report(spider.name, summary):
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


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


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

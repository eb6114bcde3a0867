"""`scrapy doctor PORTAL`: look a portal over by a handful of polite requests, and say what to do."""

from __future__ import annotations

import argparse
import json
import logging
import sys
from typing import TYPE_CHECKING

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError
from scrapy.settings import SETTINGS_PRIORITIES, Settings
from scrapy.utils.conf import arglist_to_dict

from crawlers import clock
from crawlers.addresses import clean
from crawlers.portals import UNDECLARED, declared_portals
from crawlers.scope import BadArgument
from crawlers.spider import PortalSpider
from crawlers.terminal import write_utf8

if TYPE_CHECKING:
    from crawlers.doctor.visit import Terms, Visit

# What examines a portal is imported where it is used: every other command would wait for it.
_USAGE, _BAD, _NOT_REACHED = 2, 4, 5
_SECONDS = 180
_AGENT = "tuantra"


class Command(ScrapyCommand):
    """Fetches some twenty pages with the crawl's manners; writes nothing anywhere."""

    settings: Settings
    requires_project = True

    def syntax(self) -> str:
        """How it is called."""
        return "PORTAL|ADDRESS [-a home=URL] [--seconds N] [--format table|json]"

    def short_desc(self) -> str:
        """What it does."""
        return "Look a portal over: how it can be reached, crawled and read, and what to do"

    def long_desc(self) -> str:
        """What it does, and its exit codes."""
        return (
            "Ask a portal for robots.txt, its home page, two pages of each listing, its feeds and site maps "
            "and three articles, as politely as a crawl. Each line of the report is a verdict (good, look, "
            "bad), what was seen, and what to do. A portal at an ADDRESS that no spider declares is explored "
            "first. Nothing is written. Exit code: 0 nothing bad, 2 wrong usage, 4 something bad, 5 the "
            "portal cannot be reached."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """The options besides Scrapy's."""
        super().add_options(parser)
        parser.add_argument(
            "-a",
            dest="arguments",
            action="append",
            default=[],
            metavar="home=URL",
            help="look at a mirror or test server",
        )
        parser.add_argument(
            "--seconds",
            type=float,
            default=_SECONDS,
            help="after so many nothing more is asked for (default: %(default)s)",
        )
        parser.add_argument(
            "--format", choices=("table", "json"), default="table", help="default: %(default)s"
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Visit, examine, report; the exit code says whether anything is bad."""
        from crawlers.doctor.examination import examine, shake_hands
        from crawlers.doctor.report import as_record, show

        write_utf8()
        try:
            visit = self._visit(args, opts)
        except (BadArgument, ValueError, UsageError) as error:
            print(f"scrapy doctor: {error}", file=sys.stderr)
            self.exitcode = _USAGE
            return
        self._hush()
        shake_hands(visit)
        if visit.place.addresses:
            self._go(visit, opts.seconds)
        examination = examine(visit)
        if opts.format == "json":
            print(json.dumps(as_record(examination), ensure_ascii=False, indent=2))
        else:
            show(examination)
        self.exitcode = _BAD if examination.count("bad") else 0
        if not visit.reached:
            self.exitcode = _NOT_REACHED

    def _visit(self, args: list[str], opts: argparse.Namespace) -> Visit:
        """A visit that is about to begin. Raises ValueError or UsageError."""
        from crawlers.doctor.examination import place_of
        from crawlers.doctor.visit import Visit

        if opts.seconds <= 0:
            raise ValueError("--seconds is a number above 0")
        portal = self._portal(args, _arguments(opts.arguments))
        return Visit(portal, clock.now(self.settings), self._terms(portal), self._agent(), place_of(portal))

    def _portal(self, args: list[str], arguments: dict[str, str]) -> PortalSpider:
        from crawlers.doctor.stranger import stranger

        portals = declared_portals(self.settings)
        if unknown := sorted(arguments.keys() - {"home"}):
            raise ValueError(f"-a {unknown[0]} has no meaning here; there is -a home=URL")
        if len(args) == 1 and args[0] in portals:
            return portals[args[0]](**arguments)
        if args == [UNDECLARED] and "home" in arguments:
            return stranger(arguments["home"])
        if len(args) == 1 and not arguments and clean(args[0]) is not None:
            return stranger(args[0])
        raise ValueError(f"give a portal ({', '.join(portals)}) or an address of one that is not declared")

    def _terms(self, portal: PortalSpider) -> Terms:
        from crawlers.doctor.visit import Terms

        settings = self.settings
        target = settings.getfloat("AUTOTHROTTLE_TARGET_CONCURRENCY")
        hours = settings.get("PORTAL_HOURS")
        return Terms(
            delay=settings.getfloat("DOWNLOAD_DELAY"),
            rest=1 / target if settings.getbool("AUTOTHROTTLE_ENABLED") and target else 0.0,
            crawl_delay_most=settings.getfloat("CRAWL_DELAY_MOST"),
            hours=portal.hours if hours is None else hours,
        )

    def _agent(self) -> str:
        return self.settings.get("ROBOTSTXT_USER_AGENT") or _AGENT

    def _go(self, visit: Visit, seconds: float) -> None:
        from crawlers.doctor.visitor import Visitor

        if self.crawler_process is None:
            raise RuntimeError("Scrapy gave this command no crawler process")
        self.crawler_process.crawl(Visitor, visit=visit, seconds=seconds)
        self.crawler_process.start()

    def _hush(self) -> None:
        """What a crawl would warn of stands in the report; `-L` shows it all the same."""
        if (self.settings.getpriority("LOG_LEVEL") or 0) < SETTINGS_PRIORITIES["cmdline"]:
            logging.getLogger("crawlers").setLevel(logging.ERROR)


def _arguments(given: list[str]) -> dict[str, str]:
    try:
        return arglist_to_dict(given)
    except ValueError:
        raise ValueError("-a takes NAME=VALUE, such as -a home=http://127.0.0.1:8100") from None

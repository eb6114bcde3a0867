"""`scrapy crawl PORTAL`: crawl one portal into the store, and say how it went."""

from __future__ import annotations

import argparse
import sys

from scrapy.commands.crawl import Command as ScrapyCrawl
from scrapy.crawler import CrawlerProcessBase

from crawlers import clock
from crawlers.limits import find_mistake
from crawlers.manners.hours import BadHours, hours_for
from crawlers.portals import UNDECLARED, declared_portals
from crawlers.runs.run import Run
from crawlers.scope import BadArgument, Scope
from crawlers.terminal import write_utf8


class Command(ScrapyCrawl):
    """Scrapy's own command, with an exit code and a last line that tell how the run went."""

    crawler_process: CrawlerProcessBase

    def syntax(self) -> str:
        """How it is called."""
        return "PORTAL [-a full=1] [-a home=URL] [-a since=YYYY-MM-DD] [-a limit=N] [-s STORE=…]"

    def short_desc(self) -> str:
        """What it does."""
        return "Crawl a portal into the store"

    def long_desc(self) -> str:
        """What it does, and its exit codes."""
        return (
            "Crawl a portal into the store. Exit code: 0 complete, 2 wrong usage, 3 partial, 4 suspect, "
            "5 failed, 6 another worker holds the portal."
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Crawl; the last line of standard output and the exit code say how it went."""
        if mistake := self._mistake(args, opts):
            print(f"scrapy crawl: {mistake}", file=sys.stderr)
            self.exitcode = 2
            return
        crawler = self.crawler_process.create_crawler(args[0])
        self.crawler_process.crawl(crawler, **opts.spargs)
        self.crawler_process.start()
        write_utf8()
        run = crawler.get_extension(Run) if crawler._extensions else None
        if run is None or run.outcome is None:
            print(f"{args[0]}: failed (error: the crawl did not come to its end; see above)")
            self.exitcode = 5
            return
        print(_last_line(run))
        self.exitcode = run.exit_code

    def _mistake(self, args: list[str], opts: argparse.Namespace) -> str | None:
        portals = [*declared_portals(self.crawler_process.settings), UNDECLARED]
        if len(args) != 1 or args[0] not in portals:
            named = " ".join(args)
            return (
                f"{named!r} is not a portal. There are: {', '.join(portals[:-1])}; "
                "and portal, for one that nobody has declared."
            )
        if args == [UNDECLARED] and not opts.spargs.get("home"):
            return (
                "portal is any portal that nobody has declared; say which: "
                "scrapy crawl portal -a home=https://congan.<province>.gov.vn"
            )
        try:
            Scope.parse(opts.spargs)
            hours_for("", self.crawler_process.settings.get("PORTAL_HOURS"))
            clock.now(self.crawler_process.settings)
        except (BadArgument, BadHours) as error:
            return str(error)
        except ValueError as error:
            return f"-s NOW cannot be read: {error}"
        return find_mistake(self.crawler_process.settings)


def _last_line(run: Run) -> str:
    tally = run.spider.tally
    stored = tally.added + tally.changed
    gone = f", {tally.gone} gone" if tally.gone else ""
    counts = (
        f"{tally.found} found, {stored} stored ({tally.added} new, {tally.changed} changed), "
        f"{tally.unchanged} unchanged, {tally.rejected} rejected, {tally.flagged} flagged{gone}"
    )
    outcome = " ".join(str(run.outcome).split())
    return f"{run.spider.name}: {outcome} · {counts} · {run.seconds:.0f} s · run {run.id}"

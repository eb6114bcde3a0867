"""`scrapy portals`: every portal, and how fresh what is stored of it is."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from scrapy.commands import ScrapyCommand
from scrapy.settings import Settings

from crawlers.exploring.kept import read_kept
from crawlers.portals import declared_portals, undeclared_portals
from crawlers.provinces import UNKNOWN
from crawlers.runs.carried import last_carried
from crawlers.store import Head, ObjectStore, StoreError, open_store, read_head
from crawlers.terminal import write_utf8

if TYPE_CHECKING:
    from rich.text import Text

_COLOURS = {"complete": "green", "partial": "yellow", "suspect": "magenta", "failed": "red"}
_WIDE = 140


@dataclass(frozen=True)
class Standing:
    """A portal and what its head says."""

    portal: str
    agency: str
    province: str
    address: str
    last_run: str | None
    """When the last run ended, UTC."""
    state: str | None
    reason: str | None
    last_complete_run: str | None
    articles: int | None
    newest: str | None
    """Day of the newest article."""
    last_seq: int


class Command(ScrapyCommand):
    """Reads the heads in the store; needs no crawl and changes nothing."""

    settings: Settings
    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        """How it is called."""
        return "[--format table|json]"

    def short_desc(self) -> str:
        """What it does."""
        return "Show every portal with its last run, newest article and state"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """The options besides Scrapy's."""
        super().add_options(parser)
        parser.add_argument(
            "--format", choices=("table", "json"), default="table", help="default: %(default)s"
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Show the portals. Exit code 2 for wrong usage, 5 where the store cannot be read."""
        if args:
            print(f"scrapy portals: {' '.join(args)!r} is not understood", file=sys.stderr)
            self.exitcode = 2
            return
        try:
            standings = list(self._standings(open_store(self.settings["STORE"])))
        except StoreError as error:
            print(f"scrapy portals: {error}", file=sys.stderr)
            self.exitcode = 5
            return
        write_utf8()
        if opts.format == "json":
            print(json.dumps([asdict(standing) for standing in standings], ensure_ascii=False, indent=2))
        else:
            _show(standings, self.settings["STORE"])

    def _standings(self, store: ObjectStore) -> list[Standing]:
        declared = declared_portals(self.settings)
        spiders = (spider for _, spider in sorted(declared.items()))
        standings = [
            _standing(store, spider.name, spider.agency, spider.province, spider.home) for spider in spiders
        ]
        return standings + [_explored(store, name) for name in undeclared_portals(self.settings, store)]


def _explored(store: ObjectStore, portal: str) -> Standing:
    """A portal that nobody has declared, as its exploration found it."""
    kept = read_kept(last_carried(store, portal).explored)
    if kept is None:
        return _standing(store, portal, "", UNKNOWN, "-")
    return _standing(store, portal, kept.agency, kept.province, kept.home)


def _standing(store: ObjectStore, portal: str, agency: str, province: str, address: str) -> Standing:
    head = read_head(store, portal) or Head(0, None, None, None, None)
    return Standing(
        portal=portal,
        agency=agency,
        province=province,
        address=address,
        last_run=head.updated_at,
        state=head.state,
        reason=head.more.get("reason") or None,
        last_complete_run=head.last_complete_run,
        articles=head.more.get("articles"),
        newest=head.more.get("newest"),
        last_seq=head.last_seq,
    )


def _show(standings: list[Standing], store: str) -> None:
    from rich.console import Console  # every other command would wait for it
    from rich.table import Table
    from rich.text import Text

    table = Table(title=f"Portals in {store}", title_justify="left")
    for heading in ("portal", "province", "address", "last run (UTC)", "state", "articles", "newest article"):
        table.add_column(heading, justify="right" if heading == "articles" else "left", overflow="fold")
    for standing in standings:
        table.add_row(*map(Text, _cells(standing)[:4]), _state(standing), *map(Text, _cells(standing)[4:]))
    console = Console()
    if not console.is_terminal:
        console.width = _WIDE
    console.print(table)


def _cells(standing: Standing) -> list[str]:
    return [
        standing.portal,
        standing.province,
        standing.address,
        (standing.last_run or "never").replace("T", " ").removesuffix("Z"),
        "-" if standing.articles is None else str(standing.articles),
        standing.newest or "-",
    ]


def _state(standing: Standing) -> Text:
    from rich.text import Text

    state = standing.state or "never crawled"
    words = f"{state} ({standing.reason})" if standing.reason else state
    return Text(words, style=_COLOURS.get(state, "dim"))

"""One call of `scrapy newportal`: a portal is declared, or what is there of it is refreshed."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from scrapy.commands import ScrapyCommand
from scrapy.settings import BaseSettings
from scrapy.spiderloader import get_spider_loader
from scrapy.utils.conf import closest_scrapy_cfg

from crawlers import clock
from crawlers.addresses import clean, origin
from crawlers.dates import VIETNAM
from crawlers.declaring.declaration import Declaration
from crawlers.declaring.fetching import Asking, SamplingSpider, Wanted
from crawlers.declaring.inferring import infer_layout
from crawlers.declaring.project import Changes, Portal
from crawlers.declaring.proposing import Told, add_print_views, propose
from crawlers.declaring.refreshing import refresh_expected, refresh_pages, refresh_spider
from crawlers.declaring.saved import BadFiles, saved_pages
from crawlers.declaring.seen import Page
from crawlers.declaring.showing import articles_table, to_check, to_run
from crawlers.declaring.sorting import findings_of
from crawlers.declaring.trying import Tried, try_portal
from crawlers.declaring.writing import NotWritten, write_all
from crawlers.definition import BadDefinition
from crawlers.exploring import Explorer
from crawlers.exploring.findings import Findings, NothingFound
from crawlers.spider import PortalSpider

_WIDE = 160
_LACKING = 1
_BY_HAND = (
    "Nothing was written. Where scripts make its lists, or it lets only browsers in: save some articles, a "
    "listing and the home page from a browser, and give them with --from DIR."
)
_COPIED = (
    *("name", "agency", "province", "home", "article", "keep", "article_view", "print_view", "hosts"),
    *("listings", "listing", "feeds", "sitemaps", "paged_listings", "platform"),
)


class CannotDeclare(Exception):  # noqa: N818
    """There is nothing to declare from; the message says why and what to do. Nothing was written."""


NOTHING_DONE = (CannotDeclare, BadFiles, BadDefinition, NothingFound, NotWritten)
"""What a call raises that wrote nothing; the message says why and what to do."""


# --- a new portal -----------------------------------------------------------------------------------------


def declare(command: ScrapyCommand, name: str, address: str, options: argparse.Namespace) -> int:
    """Write a portal's files, run their tests, say what to look at. Returns the exit code: 0, 1 for a lack.

    Raises one of NOTHING_DONE.
    """
    portal = _portal(name)
    now = _now(command)
    home = origin(clean(address) or address) + "/"
    received: dict[str, datetime] = {}
    doubts: list[str] = []
    if options.directory:
        saved = saved_pages(Path(options.directory), home)
        findings = findings_of(saved.pages, home)
        received, doubts = {page.url: page.fetched_at for page in saved.pages}, saved.doubts
    else:
        findings = _explore(command, home, options.pages, received)
    told = Told(name, options.agency, options.province)
    declared = propose(told, findings, received, now.astimezone(VIETNAM).date(), now)
    declared.doubts += doubts
    changes = portal.declare(declared)
    write_all(portal.root, changes.files)
    _console().print(articles_table(declared.articles, declared.read_by))
    code = _tell(portal, changes, [*to_check(declared, portal, list(changes.files)), *changes.said])
    _list("Then:", to_run(portal))
    return code


def _explore(command: ScrapyCommand, home: str, budget: int, received: dict[str, datetime]) -> Findings:
    """Fetch what an Explorer asks for. Raises CannotDeclare where the portal does not let itself be read."""
    made: list[Explorer] = []
    print(
        f"Looking at {home}: at most {budget} pages, one after the other, as politely as a crawl. That takes "
        "a minute or two.",
        flush=True,
    )

    def ask(found: str) -> Asking:
        made.append(Explorer(found, budget=budget, fetched_at=_now(command)))
        return made[0]

    failures = _fetch(command, home, ask, received)
    if not made:
        why = " ".join(failures).rstrip(".") or "nothing came back; -L INFO shows more"
        raise CannotDeclare(
            f"{home} was not fetched: {why}. Nothing was written. Look whether the address opens in a "
            "browser; saved pages will do too: --from DIR."
        )
    try:
        return made[0].conclude()
    except NothingFound as error:
        raise CannotDeclare(f"{error} {_BY_HAND}") from error


def _fetch(
    command: ScrapyCommand,
    home: str,
    ask: Callable[[str], Asking],
    received: dict[str, datetime],
    portal: PortalSpider | None = None,
) -> list[str]:
    """Fetch what is asked for; why not even the home page came, where it did not.

    Raises CannotDeclare where a person or the machine broke it off: part of a sample is none.
    """
    if command.crawler_process is None:
        raise CannotDeclare("Scrapy gave this command no crawler process; nothing was fetched.")
    failures: list[str] = []
    crawler = command.crawler_process.create_crawler(SamplingSpider)
    command.crawler_process.crawl(
        crawler, home=home, ask=ask, received=received, failures=failures, portal=portal
    )
    command.crawler_process.start()
    if isinstance(crawler.spider, SamplingSpider) and crawler.spider.ended == "shutdown":
        raise CannotDeclare("It was told to stop before all pages had come; nothing was written.")
    return failures


# --- a portal that is there -------------------------------------------------------------------------------


def refresh(command: ScrapyCommand, name: str, options: argparse.Namespace) -> int:
    """Refresh a portal's recorded pages, its expected articles or its spider. Returns the exit code.

    Raises one of NOTHING_DONE.
    """
    portal = _portal(name)
    spider = get_spider_loader(_settings(command)).load(name)()
    if not isinstance(spider, PortalSpider):
        raise CannotDeclare(f"{name} is no portal's spider; nothing was changed.")
    if options.refresh == "pages":
        changes = refresh_pages(portal, _fresh(command, portal, spider, options.directory), spider)
        check = [
            f"what the tests say differs; where that is right: scrapy newportal {name} --refresh expected"
        ]
    elif options.refresh == "expected":
        changes = refresh_expected(portal, spider)
        check = [f"each expected article against its page (git diff {portal.folder})"]
    else:
        changes = refresh_spider(portal, _again(command, portal, spider))
        check = [f"the spider against what it was (git diff {portal.spider})"]
    write_all(portal.root, changes.files)
    print(
        "\n".join([*changes.said, *changes.diffs])
        or ("" if changes.files else "Nothing differs; nothing was written.")
    )
    return _tell(portal, changes, check)


def _fresh(
    command: ScrapyCommand, portal: Portal, spider: PortalSpider, directory: str | None
) -> list[tuple[str, Page]]:
    """Pages as they are now, each with the address that was asked for."""
    if directory:
        return [(page.url, page) for page in saved_pages(Path(directory), spider.home).pages]
    addresses = [told.url for told in portal.recorded().pages.values()]
    if not addresses:
        raise CannotDeclare(f"{portal.folder}/recorded.json names no address to fetch; use --from DIR.")
    received: dict[str, datetime] = {}
    wanted = Wanted(addresses)
    if failures := _fetch(command, origin(addresses[0]) + "/", lambda _home: wanted, received, spider):
        why = " ".join(failures).rstrip(".")
        raise CannotDeclare(f"{spider.home} was not fetched: {why}. Nothing was changed.")
    for address, why in wanted.missing.items():
        print(f"{address} did not come ({why}): its page stays as it was recorded.")
    return [
        (asked, Page(page.url, page.content, page.content_type, received.get(page.url, datetime.now(UTC))))
        for asked, page in wanted.pages.items()
    ]


def _again(command: ScrapyCommand, portal: Portal, spider: PortalSpider) -> Declaration:
    """The declaration as it would be proposed from the recorded pages; addresses stay as they are."""
    articles = portal.pages("article-")
    declared = Declaration(
        day=_now(command).astimezone(VIETNAM).date(),
        layout=infer_layout(articles, spider.platform.layout if spider.platform else None),
        articles=articles,
        why=portal.recorded().why,
        **{name: getattr(spider, name) for name in _COPIED},
    )
    add_print_views(declared)
    return declared


# --- both -------------------------------------------------------------------------------------------------


def _settings(command: ScrapyCommand) -> BaseSettings:
    if command.settings is None:
        raise CannotDeclare("Scrapy gave this command no settings; nothing was done.")
    return command.settings


def _now(command: ScrapyCommand) -> datetime:
    return clock.now(_settings(command))


def _portal(name: str) -> Portal:
    return Portal(Path(closest_scrapy_cfg()).parent, name)


def _tell(portal: Portal, changes: Changes, check: Sequence[str]) -> int:
    """Say what was written, how its tests go and what to look at. Returns the exit code."""
    if not changes.files:
        return 0
    _list("Written:", sorted(changes.files))
    try:
        tried = try_portal(portal.root, portal.name)
    except KeyboardInterrupt:
        tried = Tried(False, f"stopped before their end; pytest tests/portals -k {portal.name} runs them.")
    _list("Tests:", tried.told.splitlines())
    _list("Check by eye:", check)
    return 0 if tried.passed else _LACKING


def _list(heading: str, lines: Sequence[str]) -> None:
    if lines:
        print("\n".join(["", heading, *(f"  {line}" for line in lines)]), flush=True)


def _console() -> Console:
    console = Console()
    return console if console.is_terminal else Console(width=_WIDE)

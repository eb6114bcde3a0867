"""`scrapy verify`: check that what is stored is there, whole and right."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any, Protocol

from scrapy.commands import ScrapyCommand
from scrapy.settings import Settings

from crawlers import clock
from crawlers.addresses import Addresses, origin
from crawlers.exploring.kept import addresses_of, read_kept
from crawlers.portals import declared_portals
from crawlers.runs.carried import last_carried
from crawlers.spider import PortalSpider
from crawlers.store import Held, Lost, ObjectStore, SingleWriter, StoreError, open_store
from crawlers.store.holder import this_process
from crawlers.store.prune import Refused, prune
from crawlers.store.verify import (
    Census,
    Declared,
    Defect,
    Orphan,
    Verification,
    check_schemas,
    stored_portals,
)
from crawlers.terminal import write_utf8

_USAGE, _DEFECTS, _NOT_READ, _HELD = 2, 4, 5, 6


class Command(ScrapyCommand):
    """Reads the store; changes nothing unless it is asked to prune."""

    settings: Settings
    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        """How it is called."""
        return "[PORTAL …] [--deep] [--prune] [--json]"

    def short_desc(self) -> str:
        """What it does."""
        return "Check the store: every commit and every object that it names"

    def long_desc(self) -> str:
        """What it does, and its exit codes."""
        return (
            "Check what is stored of all portals, or of those that are named: the log and its hash chain, "
            "the objects that it names, head, run records and checkpoints. Exit code: 0 whole, 2 wrong "
            "usage, 4 defects, 5 the store cannot be read, 6 a portal that was to be pruned is being crawled."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """The options besides Scrapy's."""
        super().add_options(parser)
        parser.add_argument(
            "--deep",
            action="store_true",
            help="read every object too: hashes, schemas, revisions, raw pages, checkpoints",
        )
        parser.add_argument(
            "--prune",
            action="store_true",
            help="remove what crashes left behind over a day ago; not in a portal that has defects",
        )
        parser.add_argument("--json", action="store_true", help="print a JSON object a line")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Check the portals, prune them if asked. The exit code is that of the gravest finding."""
        write_utf8()
        report = JsonLines() if opts.json else Lines()
        try:
            store = open_store(self.settings["STORE"])
            stored = list(stored_portals(store))
            if mistake := _mistake(store, stored, args):
                self.exitcode, told = mistake
                print(f"scrapy verify: {told}.", file=sys.stderr)
                return
            for defect in check_schemas(store):
                report.found(defect)
            self.exitcode = max([self._check(store, portal, opts, report) for portal in args or stored])
        except StoreError as error:
            print(f"scrapy verify: {error}", file=sys.stderr)
            self.exitcode = _NOT_READ
        except BrokenPipeError:  # whoever reads has enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            self.exitcode = _NOT_READ

    def _check(self, store: ObjectStore, portal: str, opts: argparse.Namespace, report: Report) -> int:
        verification, declared = Verification(store, portal), self._declared(store, portal)
        weights: Counter[str] = Counter()
        for defect in _findings(verification, declared, opts.deep):
            weights[defect.weight] += 1
            report.found(defect)
        defects, notices = weights["defect"], weights["notice"]
        report.ended(
            Summary(
                **asdict(verification.census),
                portal=portal,
                defects=defects,
                notices=notices,
                deep=opts.deep,
                declared=declared is not None,
            )
        )
        if not opts.prune:
            return _DEFECTS if defects else 0
        if defects:
            print(f"scrapy verify: {portal} has defects: nothing of it is pruned.", file=sys.stderr)
            return _DEFECTS
        return self._prune(store, portal, report)

    def _prune(self, store: ObjectStore, portal: str, report: Report) -> int:
        writing = SingleWriter(store) if self.settings.getbool("STORE_SINGLE_WRITER") else store
        holder = this_process("of scrapy verify --prune")
        now, seconds = partial(clock.now, self.settings), self.settings.getfloat("LEASE_SECONDS")
        try:
            for orphan in prune(writing, portal, holder, now, seconds):
                report.removed(portal, orphan)
        except (Held, Lost) as error:
            print(f"scrapy verify: {error}", file=sys.stderr)
            return _HELD
        except Refused as error:
            print(f"scrapy verify: {error}", file=sys.stderr)
            return _DEFECTS
        return 0

    def _declared(self, store: ObjectStore, portal: str) -> Declared | None:
        if spider := declared_portals(self.settings).get(portal):
            return Declared(spider().addresses.home, _Identify(spider))
        kept = read_kept(last_carried(store, portal).explored)
        if kept is None:
            return None
        addresses = addresses_of(portal, kept)
        return Declared(addresses.home, partial(_identify, addresses))


def _mistake(store: ObjectStore, stored: list[str], named: list[str]) -> tuple[int, str] | None:
    """Exit code and reason where there is nothing to check."""
    if options := [name for name in named if name.startswith("-")]:
        return _USAGE, f"{' '.join(options)!r} is not understood; see scrapy verify -h"
    if not stored:
        return _NOT_READ, f"{store.address} holds no portal, nothing was checked. Is STORE right?"
    if unknown := [name for name in named if name not in stored]:
        there = f"There are: {', '.join(stored)}"
        return _USAGE, f"nothing is stored of {', '.join(unknown)} in {store.address}. {there}"
    return None


def _identify(addresses: Addresses, address: str) -> str | None:
    """The article's id by what an exploration found; None where the address names none."""
    found = addresses.article(address)
    return found.id if found else None


class _Identify:
    """Tells which article of a portal an address names, be it the portal's or that of a mirror."""

    def __init__(self, spider: type[PortalSpider]) -> None:
        self._spider = spider
        self._addresses = {"": spider().addresses}

    def __call__(self, address: str) -> str | None:
        """The article's id; None where the address names none."""
        try:
            place = "" if self._addresses[""].local(address) else origin(address)
            if place not in self._addresses:
                self._addresses[place] = self._spider(home=place).addresses
        except ValueError:
            return None
        found = self._addresses[place].article(address)
        return found.id if found else None


def _findings(verification: Verification, declared: Declared | None, deep: bool) -> Iterator[Defect]:
    yield from verification.glance()
    if deep:
        yield from verification.contents(declared)


@dataclass(frozen=True)
class Summary(Census):
    """How a portal was found."""

    portal: str
    defects: int
    notices: int
    deep: bool
    """Every object was read."""
    declared: bool
    """There is a spider of this name."""


class Report(Protocol):
    """What is told while portals are checked."""

    def found(self, defect: Defect) -> None:
        """Something is wrong."""

    def ended(self, summary: Summary) -> None:
        """A portal has been checked."""

    def removed(self, portal: str, orphan: Orphan) -> None:
        """An orphan has been pruned."""


class Lines:
    """For people."""

    def found(self, defect: Defect) -> None:
        """Say where and what."""
        line = f"{defect.portal or 'store'}: {defect.weight}: {defect.where}: {defect.what}"
        # What a damaged object says of itself may hold anything.
        print("".join(letter if letter.isprintable() else " " for letter in line), flush=True)

    def ended(self, summary: Summary) -> None:
        """Say whether the portal is whole, and how much there is."""
        parts = [
            f"{summary.defects:,} defects" if summary.defects else "whole",
            f"{summary.notices:,} notices" if summary.notices else "",
            f"{summary.commits:,} commits",
            f"{summary.articles:,} articles in {summary.revisions:,} revisions",
            f"{summary.warcs:,} WARCs",
            f"{summary.orphans:,} orphans ({summary.orphan_bytes:,} bytes)" if summary.orphans else "",
            "every object read" if summary.deep else "objects not read",
            "" if summary.declared else "no longer declared: content hashes not compared",
        ]
        print(f"{summary.portal}: {' · '.join(filter(None, parts))}", flush=True)

    def removed(self, portal: str, orphan: Orphan) -> None:
        """Say what is gone."""
        print(f"{portal}: removed {orphan.key} ({orphan.bytes:,} bytes)", flush=True)


class JsonLines:
    """For monitoring: an object a line, its `kind` says which."""

    def found(self, defect: Defect) -> None:
        """Kind `finding`."""
        self._print("finding", defect._asdict())

    def ended(self, summary: Summary) -> None:
        """Kind `summary`."""
        self._print("summary", asdict(summary))

    def removed(self, portal: str, orphan: Orphan) -> None:
        """Kind `removed`."""
        self._print("removed", {"portal": portal, "key": orphan.key, "bytes": orphan.bytes})

    def _print(self, kind: str, fields: dict[str, Any]) -> None:
        print(json.dumps({"kind": kind, **fields}, ensure_ascii=False), flush=True)

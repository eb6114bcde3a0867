"""`scrapy newportal NAME ADDRESS`: declare another province's portal from a few of its pages."""

from __future__ import annotations

import argparse
import keyword
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from scrapy.commands import ScrapyCommand
from scrapy.settings import Settings
from scrapy.spiderloader import get_spider_loader
from scrapy.utils.conf import closest_scrapy_cfg

from crawlers.addresses import clean
from crawlers.terminal import write_utf8

_SLUG = re.compile(r"[a-z][a-z0-9_]{1,40}")
_PROVINCE = re.compile(r"VN-[A-Z0-9]{2}")
_RESERVED = frozenset(("portal", "one_page", "sampling", "spiders", "test"))
_PAGES = 30
_WRONG = 2


class Command(ScrapyCommand):
    """Looks at a portal, proposes its declaration, writes it with recorded pages, and runs their tests."""

    settings: Settings
    requires_project = True

    def syntax(self) -> str:
        """How it is called."""
        return "NAME ADDRESS [--from DIR] | NAME --refresh pages|expected|spider [--from DIR]"

    def short_desc(self) -> str:
        """What it does."""
        return "Declare a new portal: its spider, recorded pages, expected articles, schedule"

    def long_desc(self) -> str:
        """What it does, and its exit codes."""
        return (
            "Look at a portal nobody has declared (a few pages of it, or saved ones), write spiders/NAME.py, "
            "tests/portals/NAME/ and the schedule entry, and run the new tests. Exit code: 0 written and its "
            "tests pass, 1 written but something is lacking, 2 wrong usage or nothing to declare from: then "
            "nothing was written."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """The options besides Scrapy's."""
        super().add_options(parser)
        parser.add_argument(
            "--from", dest="directory", metavar="DIR", help="saved pages instead of fetched ones"
        )
        parser.add_argument(
            "--agency", metavar="TEXT", help="the agency's name, where the pages do not tell it"
        )
        parser.add_argument("--province", metavar="CODE", help="ISO 3166-2 code such as VN-56")
        parser.add_argument(
            "--pages",
            type=int,
            default=_PAGES,
            metavar="N",
            help="pages to fetch at most (default: %(default)s)",
        )
        parser.add_argument(
            "--refresh",
            choices=("pages", "expected", "spider"),
            help="of a portal that is there: fetch its recorded pages again; or read them again; or "
            "propose its spider again. What a person has edited is left",
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Declare or refresh a portal."""
        from crawlers.declaring import session  # every other command would wait for what this one needs

        write_utf8()
        if mistake := self._mistake(args, opts):
            self._say(mistake)
            return
        try:
            if opts.refresh:
                self.exitcode = session.refresh(self, args[0], opts)
            else:
                self.exitcode = session.declare(self, args[0], args[1], opts)
        except session.NOTHING_DONE as error:
            self._say(str(error))
        except KeyboardInterrupt:
            self._say("it was told to stop; all of its files were written or none: see git status")

    # --- usage

    def _mistake(self, args: Sequence[str], opts: argparse.Namespace) -> str | None:
        if len(args) != (1 if opts.refresh else 2):
            return "give NAME and ADDRESS, or NAME --refresh pages|expected|spider; see scrapy newportal -h"
        name = args[0]
        if not _SLUG.fullmatch(name) or keyword.iskeyword(name) or name in _RESERVED:
            return f"{name!r} is no name for a portal such as thanh_hoa: small letters, digits, underscores"
        is_known = name in get_spider_loader(self.settings).list()
        if opts.refresh and not is_known:
            return f"there is no portal {name!r}; without --refresh, and with its address, one is made"
        if not opts.refresh and (is_known or _exists(name)):
            return (
                f"{name} is there already (spiders/{name}.py or tests/portals/{name}/). --refresh pages "
                "fetches its recorded pages again, --refresh expected reads them again; or take another name"
            )
        return self._wrong_value(args, opts)

    def _wrong_value(self, args: Sequence[str], opts: argparse.Namespace) -> str | None:
        if not opts.refresh and clean(args[1]) is None:
            return f"{args[1]!r} is no address such as https://congan.example.gov.vn"
        if not opts.refresh and "@" in args[1]:
            return (
                "the address has a user name or password in it, which would be written down; give it without"
            )
        if opts.province and not _PROVINCE.fullmatch(opts.province):
            return f"--province {opts.province!r} is not an ISO 3166-2 code such as VN-56"
        if opts.pages < 5:
            return f"--pages {opts.pages} is too few: three articles, a listing and the home page are needed"
        if opts.directory and not Path(opts.directory).is_dir():
            return f"--from {opts.directory}: there is no such directory"
        if opts.refresh in ("expected", "spider") and opts.directory:
            return (
                f"--refresh {opts.refresh} works from the recorded pages; --from belongs to --refresh pages"
            )
        return None

    def _say(self, message: str) -> None:
        print(f"scrapy newportal: {message}", file=sys.stderr)
        self.exitcode = _WRONG


def _exists(name: str) -> bool:
    root = Path(closest_scrapy_cfg()).parent
    return (root / f"spiders/{name}.py").exists() or (root / f"tests/portals/{name}").exists()

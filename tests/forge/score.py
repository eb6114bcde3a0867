"""Runs the reader over forged pages and says where it is right, wrong, and wrong without saying so.

    python -m tests.forge.score [--seeds N] [--first K] [--portal P] [--article A] [--style S]
    python -m tests.forge.score --seed K [--portal P] [--article A] [--style S] --show

`--article` is part of a gold file's name, `invented` or `none` (pages without an article). A field is silent
where it is wrong, or missing though the page shows it, and no flag of the article names it.
"""

import argparse
import difflib
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.forge.article import PORTALS, ForgedArticle, from_gold, invented
from tests.forge.forge import ForgedPage, UnfitStyleError, forge
from tests.forge.notarticles import forge_not_article

Reader = Callable[[str, bytes, str | None, str | None], dict[str, Any] | None]
SHARED = Path(__file__).parents[3] / "shared"
FIELDS = ("title", "date", "author", "source", "body", "captions")
# A flag excuses a wrong field when it names it in one of these ways.
NAMES_IN_FLAGS = {
    "title": ("title",),
    "date": ("publi", "date"),
    "author": ("author",),
    "source": ("source",),
    "body": ("body", "paragraph"),
    "captions": ("caption", "image", "picture"),
}


def read(portal: str, content: bytes, content_type: str | None, url: str | None) -> dict[str, Any] | None:
    """The one place that knows the reader; a lead lifted out of the body counts as its first paragraph."""
    from crawlers.reading import NoArticle, read_page
    from tests.layouts import layout_of

    reading = read_page(
        layout_of(portal), content, content_type=content_type, url=url, fetched_at=datetime.now(UTC)
    )
    if isinstance(reading, NoArticle):
        return {"reason": reading.reason}
    lead = [reading.lead] if reading.lead and reading.lead not in reading.body else []
    return {
        "title": reading.title,
        "published_at": reading.published.iso() if reading.published else None,
        "published_text": reading.published.text if reading.published else None,
        "author": reading.author,
        "source": reading.source,
        "body": [*lead, *reading.body],
        "captions": [(caption, address) for address, caption in reading.images if caption],
        "flags": [str(flag) for flag in reading.flags],
        "reason": None,
    }


@dataclass(frozen=True)
class Case:
    """One forged page, named so that it can be made again."""

    article: str
    portal: str
    seed: int
    style: str | None = None

    def page(self) -> ForgedPage:
        if self.article == "none":
            return forge_not_article(self.portal, self.seed)
        return forge(article_named(self.article, self.portal, self.seed), self.seed, style=self.style)


@dataclass
class Verdict:
    """What the reader made of a page: the fields it got right, and those wrong without a flag."""

    case: Case
    style: str
    labels: tuple[str, ...]
    right: dict[str, bool]
    silent: list[str] = field(default_factory=list)
    missed: str = ""

    @property
    def all_right(self) -> bool:
        return all(self.right.values())


@cache
def article_named(name: str, portal: str, seed: int) -> ForgedArticle:
    if name == "invented":
        return invented(seed, portal)
    gold = SHARED / "gold" / f"{name}.json"
    return from_gold(gold, SHARED / "seeds" / json.loads(gold.read_text(encoding="utf-8"))["seed"])


def gold_names() -> dict[str, str]:
    """Name of each gold file and the portal it belongs to; empty where the seed documents are missing."""
    names = sorted(path.stem for path in (SHARED / "gold").glob("*.json"))
    return {name: name.split("_", 1)[1].removesuffix("_print") for name in names}


def cases(seeds: Iterable[int], portals: Iterable[str], article: str, style: str | None) -> Iterator[Case]:
    """Every gold article, an invented one and a page without an article, for each portal and seed."""
    portals = tuple(portals)
    for seed in seeds:
        known = [(name, portal) for name, portal in gold_names().items() if portal in portals]
        made = [("invented", portal) for portal in portals] + [("none", portal) for portal in portals]
        for name, portal in known + made:
            if article in name and not (name == "none" and style):
                yield Case(name, portal, seed, style)


def judged(case: Case, reader: Reader) -> Verdict | None:
    """The verdict on one page; None where the wanted style cannot show the article."""
    try:
        page = case.page()
    except UnfitStyleError:
        return None
    got = _read_or_crash(page, case.portal, reader)
    labels = (f"encoding: {page.encoding}", *(page.noises or ("(no noise)",)), *page.traits)
    if case.article == "none":
        is_none = got is None or (bool(got.get("reason")) and "crash" not in got)
        return Verdict(case, page.style, labels, {"title": is_none}, [] if is_none else ["article"])
    if got is None or got.get("reason"):
        told = got or {}
        reason = f"crashed: {told['crash']}" if "crash" in told else f"no article: {told.get('reason')}"
        return Verdict(case, page.style, labels, dict.fromkeys(FIELDS, False), [], reason)
    right = rights(page.expected, got)
    silent = [name for name in FIELDS if not right[name] and not _excused(name, got)]
    return Verdict(case, page.style, labels, right, silent)


def _read_or_crash(page: ForgedPage, portal: str, reader: Reader) -> dict[str, Any] | None:
    """The reading; a crash is told as the reason, so that one bad page does not end the count."""
    try:
        return reader(portal, page.html_bytes, page.content_type, page.url)
    except ModuleNotFoundError:
        raise
    except Exception as error:
        return {"crash": f"{type(error).__name__}: {error}", "reason": "crashed"}


def rights(expected: dict[str, Any], got: dict[str, Any]) -> dict[str, bool]:
    """For each field, whether it is exactly right; only characters of no width may stay or go."""
    return {
        "title": _plain(got["title"]) == expected["title"],
        "date": (got["published_at"], _plain(got["published_text"]))
        == (expected["published_at"], expected["published_text"]),
        "author": _plain(got["author"]) == expected["author"],
        "source": _plain(got["source"]) == expected["source"],
        "body": [_plain(text) for text in got["body"]] == expected["body"],
        "captions": _pairs(got["captions"]) == _pairs(expected["captions"]),
    }


def _plain(text: str | None) -> str | None:
    """The reader must fold and compose by itself; only characters of no width may stay or go."""
    if text is None:
        return None
    return "".join(character for character in text if character not in "\u200b\u200c\u200d\u2060\ufeff")


def _pairs(captions: Iterable[tuple[str, str]]) -> list[tuple[str | None, str]]:
    return [(_plain(caption), urlsplit(address).path) for caption, address in captions]


def _excused(name: str, got: dict[str, Any]) -> bool:
    """A field is excused by a flag that names it."""
    return any(part in flag.lower() for flag in got["flags"] for part in NAMES_IN_FLAGS[name])


def table(verdicts: list[Verdict], groups: Callable[[Verdict], Iterable[str]], heading: str) -> str:
    """One line a group: pages, the share of them with each field right, and how many are silently wrong."""
    grouped: defaultdict[str, list[Verdict]] = defaultdict(list)
    for verdict in verdicts:
        for group in groups(verdict):
            grouped[group].append(verdict)
    lines = [f"{heading:34}{'pages':>6}" + "".join(f"{name:>10}" for name in (*FIELDS, "all", "silent"))]
    for group, members in sorted(grouped.items(), key=lambda pair: (_share(pair[1]), pair[0])):
        shares = [100 * sum(v.right.get(name, True) for v in members) / len(members) for name in FIELDS]
        silent = sum(bool(v.silent) for v in members)
        cells = "".join(f"{share:>10.1f}" for share in (*shares, 100 * _share(members)))
        lines.append(f"{group[:33]:34}{len(members):>6}{cells}{silent:>10}")
    return "\n".join(lines)


def _share(members: list[Verdict]) -> float:
    return sum(v.all_right for v in members) / len(members)


def failures(verdicts: list[Verdict]) -> str:
    """The pages that were not read right, each with the arguments that show it."""
    lines = []
    for verdict in verdicts:
        if not verdict.all_right:
            wrong = verdict.missed or ", ".join(name for name, right in verdict.right.items() if not right)
            silent = f"  SILENT: {', '.join(verdict.silent)}" if verdict.silent else ""
            case = verdict.case
            where = f"--seed {case.seed} --article {case.article} --portal {case.portal}"
            lines.append(f"{where:62} {verdict.style:34} {wrong}{silent}")
    return "\n".join(lines)


def show(case: Case, reader: Reader) -> str:
    """The page, and the difference between what it holds and what was read."""
    page = case.page()
    got = reader(case.portal, page.html_bytes, page.content_type, page.url)
    made = f"{page.style}  {page.encoding}  {page.content_type}  {page.url}\n{', '.join(page.noises)}"
    wanted = json.dumps(page.expected, ensure_ascii=False, indent=1).splitlines()
    fields = {name: (got or {}).get(name) for name in page.expected} if got and not got.get("reason") else {}
    read_ = json.dumps(fields, ensure_ascii=False, indent=1).splitlines()
    diff = "\n".join(difflib.unified_diff(wanted, read_, "page", "reader", lineterm="", n=1))
    notes = {name: (got or {}).get(name) for name in ("flags", "reason")}
    return f"{page.html}\n\n=== {made}\n=== {notes}\n{diff or 'no difference'}"


def main(arguments: list[str] | None = None, reader: Reader = read) -> int:
    options = _options().parse_args(arguments)
    portals = [options.portal] if options.portal else list(PORTALS)
    seeds = (
        [options.seed] if options.seed is not None else range(options.first, options.first + options.seeds)
    )
    chosen = list(cases(seeds, portals, options.article, options.style))
    if options.show:
        for case in chosen:
            print(show(case, reader))
        return 0
    with ProcessPoolExecutor() as pool:
        verdicts = [v for v in pool.map(partial(judged, reader=reader), chosen, chunksize=16) if v]
    report(verdicts, options.limit)
    return 0 if all(v.all_right for v in verdicts) else 1


def report(verdicts: list[Verdict], limit: int) -> None:
    articles = [v for v in verdicts if v.case.article != "none"]
    print(failures(verdicts) if limit < 0 else "\n".join(failures(verdicts).splitlines()[:limit]), end="\n\n")
    print(
        table(articles, lambda v: v.labels, "noise"),
        end="\n\n",
    )
    print(table(articles, lambda v: [v.style.partition("+")[2]], "body"), end="\n\n")
    print(table(articles, lambda v: [v.style.partition("+")[0]], "frame"), end="\n\n")
    print(table(verdicts, lambda v: [v.case.article + " " + v.case.portal], "article"), end="\n\n")
    without = [v for v in verdicts if v.case.article == "none"]
    wrong = Counter(v.style for v in without if not v.all_right)
    print(
        f"pages without an article: {len(without)}, read as an article: {sum(wrong.values())} {dict(wrong)}"
    )
    silent = sum(bool(v.silent) for v in articles)
    missed = sum(bool(v.missed) for v in articles)
    print(
        f"pages with an article: {len(articles)}, exactly right: {sum(v.all_right for v in articles)}, ",
        end="",
    )
    print(f"taken for no article: {missed}, wrong without a flag: {silent}")


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tests.forge.score", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("--seeds", type=int, default=40, metavar="N", help="how many seeds (default 40)")
    parser.add_argument("--first", type=int, default=0, metavar="K", help="the first of them (default 0)")
    parser.add_argument("--seed", type=int, metavar="K", help="this seed only")
    parser.add_argument("--portal", choices=PORTALS)
    parser.add_argument("--article", default="", help="part of a gold file's name, `invented` or `none`")
    parser.add_argument("--style", help="force a style, such as nukeviet+br_br")
    parser.add_argument("--limit", type=int, default=60, help="failures listed (default 60; -1: all)")
    parser.add_argument("--show", action="store_true", help="print the pages and the differences")
    return parser


if __name__ == "__main__":
    sys.exit(main())

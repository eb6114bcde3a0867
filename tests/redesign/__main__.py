"""Redesigns pages at random, reads them, and says what was still read right.

    python -m tests.redesign [--seeds N] [--first K] [--kind NAME] [--general] [--limit L]
    python -m tests.redesign --only SEED [--show] [--kind NAME] [--general]

Ends with 1 where a page was read wrong without a flag.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from functools import partial

from crawlers.layout import Layout
from tests.redesign.canvas import REDESIGNS
from tests.redesign.redesigned import redesigned
from tests.redesign.report import table, wrong_ones
from tests.redesign.verdicts import Verdict, is_read_right, judge, judged


def main(arguments: list[str] | None = None) -> int:
    options = _options().parse_args(arguments)
    if options.only is not None:
        return _one(options)
    seeds = range(options.first, options.first + options.seeds)
    verdicts = all_judged(seeds, declared=not options.general, only=options.kind, processes=options.processes)
    print(wrong_ones(verdicts, options.limit), end="\n\n")
    print(table(verdicts))
    print(
        f"{len(verdicts)} redesigned pages of {len(seeds)} seeds; the others are not read right even before"
    )
    return 1 if any(verdict.silent for verdict in verdicts) else 0


def all_judged(
    seeds: Iterable[int], *, declared: bool, only: str | None = None, processes: int = 1
) -> list[Verdict]:
    """The verdicts on the pages of these seeds."""
    judge_one = partial(judged, declared=declared, only=only)
    if processes < 2:
        return [verdict for seed in seeds if (verdict := judge_one(seed))]
    with ProcessPoolExecutor(processes) as pool:
        return [verdict for verdict in pool.map(judge_one, seeds, chunksize=16) if verdict]


def _one(options: argparse.Namespace) -> int:
    page = redesigned(options.only, options.kind)
    if options.show:
        print(page.html)
    layout = Layout() if options.general else page.layout
    verdict = judge(page, layout, declared=not options.general)
    print(f"{page.before.name} {page.before.url} {', '.join(page.kinds)}")
    print(f"{verdict.outcome} {verdict.refused} {', '.join(verdict.flags)}")
    for name, seen in verdict.wrong.items():
        print(f"{name}: {seen}")
    if not is_read_right(page):
        print("The page is not read right even before its redesign.")
    return 1 if verdict.silent else 0


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tests.redesign", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("--seeds", type=int, default=300, metavar="N", help="how many seeds (default 300)")
    parser.add_argument("--first", type=int, default=0, metavar="K", help="the first of them (default 0)")
    parser.add_argument("--only", type=int, metavar="SEED", help="the page of this seed only")
    parser.add_argument("--show", action="store_true", help="print that page")
    parser.add_argument("--kind", choices=sorted(REDESIGNS), help="this kind of redesign alone")
    parser.add_argument("--general", action="store_true", help="read without the portal's declaration")
    parser.add_argument("--limit", type=int, default=40, help="wrong pages listed (default 40)")
    parser.add_argument("--processes", type=int, default=1, help="how many (default 1)")
    return parser


if __name__ == "__main__":
    sys.exit(main())

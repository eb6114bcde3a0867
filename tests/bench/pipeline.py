"""The whole pipeline (fetch, read, WARC, store, commit) beside Scrapy alone on the same pages."""

from __future__ import annotations

import statistics
import sys
import tempfile
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import NamedTuple

from tests.bench.measure import Effort, Finding, Target, in_turn, ratio
from tests.bench.processes import UNHURRIED, Ran, crawl_command, run
from tests.bench.site import BenchSite, bench_site

_LEAST = 0.8
_SPIDER = Path(__file__).with_name("bare_spider.py")


class Round(NamedTuple):
    """One crawl of all pages."""

    fetching: float
    """Articles a second from the first that was asked for to the last that was answered."""
    whole: float
    """Articles a second from the first that was asked for to the end of the process, the last commit."""
    cpu: float
    """Milliseconds of all cores for a page, start-up included."""


def measure(effort: Effort) -> Finding:
    """Alternate crawls of this project and of a plain spider."""
    articles = effort.amount(3000, 15)
    rounds: dict[str, list[Round]] = {"tuantra": [], "bare Scrapy": []}
    with tempfile.TemporaryDirectory(prefix="tuantra-bench-") as place, bench_site(articles) as site:
        stores = (f"{place}/{number}" for number in count())
        outside = Path(place)
        commands: dict[str, Callable[[], Ran]] = {
            "tuantra": lambda: run(crawl_command(site.home, next(stores))),
            "bare Scrapy": lambda: run(_bare(site.home, articles), outside),
        }
        in_turn(
            effort.rounds,
            {name: _noting(rounds[name], site, command, articles) for name, command in commands.items()},
        )
    return _finding(articles, rounds)


def _bare(home: str, articles: int) -> list[str]:
    spider = ["runspider", str(_SPIDER), "-a", f"home={home}", "-a", f"articles={articles}"]
    return [sys.executable, "-m", "scrapy", *spider]


def _noting(
    rounds: list[Round], site: BenchSite, command: Callable[[], Ran], articles: int
) -> Callable[[], float]:
    def once() -> float:
        site.asked()
        ran, asked = command(), site.asked()
        if asked.articles != articles:
            raise RuntimeError(f"{asked.articles} of {articles} articles were asked for:\n{ran.told}")
        whole = articles / (ran.ended - asked.first)
        rounds.append(Round(asked.rate, whole, 1000 * ran.cpu / articles))
        return asked.rate

    return once


def _finding(articles: int, rounds: dict[str, list[Round]]) -> Finding:
    finding = Finding(f"whole pipeline, {articles} pages of 60 KB on loopback")
    for name, done in rounds.items():
        finding.rows.append(
            {
                "crawl": name,
                "pages/s": statistics.median(one.fetching for one in done),
                "pages/s to the end": statistics.median(one.whole for one in done),
                "CPU ms/page": statistics.median(one.cpu for one in done),
            }
        )
    ours, bare = rounds["tuantra"], rounds["bare Scrapy"]
    fetching = ratio([one.fetching for one in ours], [one.fetching for one in bare])
    whole = ratio([one.whole for one in ours], [one.whole for one in bare])
    finding.targets += [
        Target("times bare Scrapy, first to last page", fetching, least=_LEAST),
        Target("times bare Scrapy, to the end of the process", whole, least=_LEAST),
    ]
    finding.notes += [
        f"tuantra without manners: {' '.join(UNHURRIED)}; all else as in crawlers/settings.py. It finds the "
        "articles in listings. Bare Scrapy has its default settings, and is given the addresses.",
        "Start-up is left out on both sides: time runs from the first article that the site is asked for.",
    ]
    return finding

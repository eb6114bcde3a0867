"""Reading archived pages again with `scrapy reparse`, on all cores."""

from __future__ import annotations

import statistics
import sys
import tempfile
from functools import partial
from pathlib import Path

from tests.bench.measure import Effort, Finding, Target, in_turn
from tests.bench.processes import run
from tests.bench.stores import PORTAL, fill_archive

_LEAST = 600


def measure(effort: Effort) -> Finding:
    """Two stores, one with many more pages: the difference is without what the start takes."""
    few, many = effort.amount(300, 5), effort.amount(3_300, 15)
    with tempfile.TemporaryDirectory(prefix="tuantra-bench-") as place:
        for count in (few, many):
            fill_archive(f"{place}/{count}", count)
        seconds = in_turn(
            effort.rounds, {str(count): partial(_seconds, Path(place) / str(count)) for count in (few, many)}
        )
    both = zip(seconds[str(few)], seconds[str(many)], strict=True)
    more = statistics.median(longer - shorter for shorter, longer in both)
    rate = (many - few) / more if more > 0 else 0.0
    finding = Finding("reading archived pages of 60 KB again, all cores")
    finding.rows = [
        {"pages": f"{count:,}", "seconds": statistics.median(seconds[str(count)])} for count in (few, many)
    ]
    finding.rows.append({"pages": f"{many - few:,} more", "pages/s": rate})
    finding.targets.append(Target("pages a second", rate, least=_LEAST))
    return finding


def _seconds(store: Path) -> float:
    words = [sys.executable, "-m", "scrapy", "reparse", PORTAL, "-s", f"STORE={store}", "--examples", "0"]
    return run(words).seconds

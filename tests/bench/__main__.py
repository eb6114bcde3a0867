"""Measures speed, memory and requests, and prints the numbers: `make bench`.

Ratios are of rounds that took turns in one run, so that the machine and what else it does matter little.
"""

from __future__ import annotations

import argparse
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import Console

from tests.bench import accuracy, dates, memory, pipeline, reading, redesigns, reparse, requests
from tests.bench.measure import Effort, Part, about_machine
from tests.bench.table import show

PARTS: dict[str, Part] = {
    "pipeline": pipeline.measure,
    "reading": reading.measure,
    "accuracy": accuracy.measure,
    "redesigns": redesigns.measure,
    "reparse": reparse.measure,
    "memory": memory.measure,
    "requests": requests.measure,
    "dates": dates.measure,
}
_PACKAGES = ("scrapy", "Twisted", "lxml", "selectolax", "fastwarc", *reading.PACKAGES, *accuracy.PACKAGES)
_QUICK_ROUNDS = 1


def main(arguments: list[str] | None = None) -> None:
    """Measure the parts that are named, or all; print each as soon as it is done."""
    options = _arguments(arguments)
    effort = Effort(_QUICK_ROUNDS if options.quick else options.rounds, options.quick)
    console = Console()
    findings = {}
    for name in options.parts or PARTS:
        findings[name] = PARTS[name](effort)
        show(console, name, findings[name])
    if options.json:
        told: dict[str, Any] = {
            "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "on": about_machine(_PACKAGES),
            "effort": effort._asdict(),
            "parts": {name: finding.as_json() for name, finding in findings.items()},
        }
        options.json.write_text(json.dumps(told, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _arguments(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument(
        "parts",
        nargs="*",
        metavar="PART",
        type=_part,  # with `choices` argparse would refuse that there is none
        help=f"of {', '.join(PARTS)} (default: all)",
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the numbers there too")
    parser.add_argument("--rounds", type=_rounds, default=3, metavar="N", help="default: %(default)s")
    parser.add_argument("--quick", action="store_true", help="see whether it runs; the numbers mean nothing")
    return parser.parse_args(arguments)


def _part(text: str) -> str:
    if text not in PARTS:
        raise argparse.ArgumentTypeError(f"{text!r} is none of {', '.join(PARTS)}")
    return text


def _rounds(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text)):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 on")
    return int(text)


if __name__ == "__main__":
    main()

"""An examination as people read it, and as programs do."""

from __future__ import annotations

import os
from dataclasses import asdict
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from crawlers.clock import utc
from crawlers.doctor.examination import Examination
from crawlers.doctor.verdict import Verdict

_COLOURS = {"good": "green", "look": "yellow", "bad": "bold red"}
_WIDE = 120
_NAME_MOST = 28
"""Characters of a check's name, at most: paths of listings may be long."""


def show(examination: Examination) -> None:
    """Print the verdicts by topic, each remedy under what was seen, and how many there are of each."""
    console = Console()
    if console.is_terminal:
        _print(examination, console)
        return
    if "COLUMNS" not in os.environ:
        console.width = _WIDE
    with console.capture() as captured:
        _print(examination, console)
    print("\n".join(line.rstrip() for line in captured.get().splitlines()))


def _print(examination: Examination, console: Console) -> None:
    portal = examination.visit.portal
    named = max(len(verdict.check) for several in examination.verdicts.values() for verdict in several)
    width = min(named, _NAME_MOST, console.width // 4)
    console.print(Text(f"{portal.name}: {portal.addresses.read_at}", style="bold"))
    for topic, verdicts in examination.verdicts.items():
        if verdicts:
            console.print(Text(f"\n{topic}", style="bold"))
            console.print(Padding(_table(verdicts, width), (0, 0, 0, 2)))
    console.print(Text(f"\n{summary(examination)}"), soft_wrap=True)


def summary(examination: Examination) -> str:
    """The last line."""
    visit = examination.visit
    counts = [examination.count(grade) for grade in ("bad", "look", "good")]
    return (
        f"{visit.portal.name}: {counts[0]} bad, {counts[1]} to look at, {counts[2]} good · "
        f"{visit.requests} requests · {visit.seconds:.0f} s"
    )


def as_record(examination: Examination) -> dict[str, Any]:
    """As plain data."""
    visit = examination.visit
    return {
        "portal": visit.portal.name,
        "read_at": visit.portal.addresses.read_at,
        "at": utc(visit.at),
        "requests": visit.requests,
        "seconds": round(visit.seconds, 1),
        "bad": examination.count("bad"),
        "look": examination.count("look"),
        "good": examination.count("good"),
        "checks": [
            {"topic": topic, **asdict(verdict)}
            for topic, verdicts in examination.verdicts.items()
            for verdict in verdicts
        ],
    }


def _table(verdicts: list[Verdict], width: int) -> Table:
    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    table.add_column(width=4)
    table.add_column(width=width, overflow="fold")
    table.add_column(overflow="fold")
    for verdict in verdicts:
        told = Text(_printable(verdict.seen))
        if verdict.remedy:
            told.append(f"\n→ {_printable(verdict.remedy)}", style="dim" if verdict.grade == "good" else "")
        table.add_row(
            Text(verdict.grade, style=_COLOURS[verdict.grade]), Text(_printable(verdict.check)), told
        )
    return table


def _printable(text: str) -> str:
    """What a portal writes may hold anything, a terminal's control characters too."""
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text)

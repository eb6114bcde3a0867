"""Findings as people read them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rich.console import Console
from rich.table import Column, Table

from tests.bench.measure import Finding, Target, Value


def show(console: Console, part: str, finding: Finding) -> None:
    """Print a finding: its table, the targets, the notes."""
    console.print(f"\n[bold]{part}[/]: {finding.about}", highlight=False, soft_wrap=True)
    console.print(_table(finding.rows))
    for target in finding.targets:
        console.print(_line(target), highlight=False, soft_wrap=True)
    for note in finding.notes:
        console.print(note, highlight=False, markup=False, soft_wrap=True, style="dim")


def _table(rows: Iterable[Mapping[str, Value]]) -> Table:
    rows = list(rows)
    names = list(dict.fromkeys(name for row in rows for name in row))
    columns = [Column(name, justify="left" if place == 0 else "right") for place, name in enumerate(names)]
    table = Table(*columns)
    for row in rows:
        table.add_row(*(_shown(row.get(name)) for name in names))
    return table


def _line(target: Target) -> str:
    word = "[green]met[/]" if target.is_met else "[red]not met[/]"
    bounds = (("at least", target.least), ("at most", target.most))
    wanted = ", ".join(f"{name} {_shown(bound)}" for name, bound in bounds if bound is not None)
    return f"{target.what}: {_shown(target.measured)}, wanted {wanted}: {word}"


def _shown(value: Value) -> str:
    """A number with three digits that count, at least; text as it is."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, int) or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"

"""Verdicts as people read them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tests.redesign.canvas import REDESIGNS
from tests.redesign.verdicts import Verdict

_SEEDS = 6


class Shares(NamedTuple):
    """What became of some redesigned pages; per cent, but for the numbers of pages."""

    pages: int
    right: float
    flagged: float
    silent: int
    captions: float
    """Of the pages read right."""
    author: float
    flags_on_right: float
    """Right pages that carry a flag."""


def shares(verdicts: Sequence[Verdict]) -> Shares:
    """The shares of each outcome."""
    right = [verdict for verdict in verdicts if verdict.is_right]
    return Shares(
        len(verdicts),
        _percent(len(right), len(verdicts)),
        _percent(sum(verdict.outcome == "flagged" for verdict in verdicts), len(verdicts)),
        sum(verdict.outcome == "silent" for verdict in verdicts),
        _percent(sum(verdict.captions_right for verdict in right), len(right)),
        _percent(sum(verdict.author_right for verdict in right), len(right)),
        _percent(sum(bool(verdict.flags) for verdict in right), len(right)),
    )


def by_kind(verdicts: Sequence[Verdict]) -> dict[str, list[Verdict]]:
    """The verdicts on each kind of redesign, alone or with others; then all of them."""
    kinds = {kind: [verdict for verdict in verdicts if kind in verdict.kinds] for kind in REDESIGNS}
    return {**kinds, "(all)": list(verdicts)}


def table(verdicts: Sequence[Verdict]) -> str:
    """A line a kind of redesign, and one for all."""
    names = ("pages", "right", "flagged", "silent", "captions", "author", "flags on right")
    lines = [f"{'redesign':24}" + "".join(f"{name:>{max(9, len(name) + 2)}}" for name in names)]
    for kind, members in by_kind(verdicts).items():
        if members:
            cells = zip(names, shares(members), strict=True)
            lines.append(
                f"{kind:24}" + "".join(f"{_cell(value):>{max(9, len(name) + 2)}}" for name, value in cells)
            )
    return "\n".join(lines)


def wrong_ones(verdicts: Iterable[Verdict], limit: int) -> str:
    """The pages that were not read right, those without a flag first."""
    wrong = [verdict for verdict in verdicts if not verdict.is_right]
    wrong.sort(key=lambda verdict: (verdict.outcome != "silent", len(verdict.kinds)))
    lines = []
    for verdict in wrong[:limit]:
        what = verdict.refused or "; ".join(f"{name}: {seen}" for name, seen in verdict.wrong.items())
        kinds = ", ".join(verdict.kinds)
        flags = f" [{', '.join(verdict.flags)}]" if verdict.flags else ""
        lines.append(
            f"{verdict.outcome.upper():8} --only {verdict.seed} {verdict.name} ({kinds}){flags}"
            f"\n         {what}"
        )
    return "\n".join(lines)


def silent_seeds(verdicts: Iterable[Verdict]) -> list[int]:
    """Some seeds to look at."""
    return [verdict.seed for verdict in verdicts if verdict.outcome == "silent"][:_SEEDS]


def _percent(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 100.0


def _cell(value: float) -> str:
    return f"{value:.1f}" if isinstance(value, float) else str(value)

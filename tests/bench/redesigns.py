"""Redesigned pages: what share is still read right, and what is read wrong without a word."""

from __future__ import annotations

from tests.bench.measure import Effort, Finding, Target
from tests.redesign.report import by_kind, shares, silent_seeds
from tests.redesign.verdicts import Verdict, judged

_FIRST = 100_000
"""Seeds of their own, which no test reads; silent ones found here were looked at."""
_LEAST_RIGHT, _MOST_SILENT, _MOST_FLAGS = 95.0, 0.0, 5.0


def measure(effort: Effort) -> Finding:
    """Read redesigned pages with their portal's declaration, and without any."""
    seeds = range(_FIRST, _FIRST + effort.amount(2400, 4))
    declared = _verdicts(seeds, declared=True)
    general = _verdicts(seeds, declared=False)
    finding = Finding(f"redesigns, {len(declared)} pages of seeds {seeds.start} to {seeds.stop - 1}")
    generals = by_kind(general)
    for kind, members in by_kind(declared).items():
        if members:
            told, alone = shares(members), shares(generals[kind])
            finding.rows.append(
                {
                    "redesign": kind,
                    "pages": told.pages,
                    "right %": told.right,
                    "flagged %": told.flagged,
                    "silent": told.silent,
                    "captions %": told.captions,
                    "flags on right %": told.flags_on_right,
                    "undeclared: right %": alone.right,
                    "flagged  %": alone.flagged,
                    "silent ": alone.silent,
                }
            )
    honest = [
        verdict for verdict in declared if not any(kind.startswith("metadata") for kind in verdict.kinds)
    ]
    for name, verdicts in (("declared", declared), ("undeclared", general)):
        told = shares(verdicts)
        finding.targets.append(Target(f"read right, {name}, %", told.right, least=_LEAST_RIGHT))
        finding.targets.append(Target(f"wrong without a flag, {name}", float(told.silent), most=_MOST_SILENT))
        if told.silent:
            finding.notes.append(f"{name}, wrong without a flag: seeds {silent_seeds(verdicts)}")
    flags = shares(honest).flags_on_right
    finding.targets.append(
        Target("right pages with a flag, where the metadata are not false, %", flags, most=_MOST_FLAGS)
    )
    finding.notes.append(
        "Each page has one to five redesigns, drawn by its seed; it counts for each of them. Right: title, "
        "date and every paragraph. Flagged: wrong with a flag that names the field, or taken for no article. "
        "Captions and flags on right: of the pages read right. Pages not read right before are left out. "
        "Look at one: python -m tests.redesign --only SEED --show"
    )
    return finding


def _verdicts(seeds: range, *, declared: bool) -> list[Verdict]:
    return [verdict for seed in seeds if (verdict := judged(seed, declared=declared))]

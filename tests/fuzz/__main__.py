"""Reads mutants for some time and reports what must not be.

    python -m tests.fuzz [--seconds S] [--seed K]     mutants of seeds K, K+1 … for S seconds, on all cores
    python -m tests.fuzz --only K [--show]            the mutant of one seed, and its page

Ends with 1 where something was found. A seed gives the same mutant on every machine.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from typing import NamedTuple

from tests.fuzz.mutant import mutant
from tests.fuzz.oracle import Finding, findings
from tests.peak import peak_memory

_SHARE = 50
_SHOWN = 3


class Tried(NamedTuple):
    """What came of one share of seeds."""

    pages: int
    found: list[tuple[int, tuple[str, ...], Finding]]
    memory: int
    """Mebibytes that its process has used at most."""


def tried(first: int) -> Tried:
    """Read the mutants of one share of seeds."""
    found = []
    for seed in range(first, first + _SHARE):
        made = mutant(seed)
        found += [(seed, made.changes, finding) for finding in findings(made)]
    return Tried(_SHARE, found, peak_memory() // 1024**2)


def main(arguments: list[str] | None = None) -> int:
    options = _options().parse_args(arguments)
    if options.only is not None:
        return _one(options.only, options.show)
    pages, memory = 0, 0
    found: list[tuple[int, tuple[str, ...], Finding]] = []
    until, first = time.monotonic() + options.seconds, options.seed
    with ProcessPoolExecutor() as pool:
        while time.monotonic() < until:
            starts = range(first, first + 4 * _SHARE, _SHARE)
            for share in pool.map(tried, starts):
                pages, memory, found = pages + share.pages, max(memory, share.memory), found + share.found
            first = starts.stop
    _report(found)
    print(f"{pages} pages, {len(found)} findings, {memory} MiB at most in a process")
    return 1 if found else 0


def _report(found: list[tuple[int, tuple[str, ...], Finding]]) -> None:
    for kind, number in Counter(finding.kind for _, _, finding in found).most_common():
        print(f"{number:6} {kind}")
        blamed = Counter(
            change for _, changes, finding in found if finding.kind == kind for change in changes
        )
        print(f"       changes: {', '.join(f'{name} {count}' for name, count in blamed.most_common(8))}")
        shortest = sorted(
            (entry for entry in found if entry[2].kind == kind), key=lambda entry: len(entry[1])
        )
        for seed, changes, finding in shortest[:_SHOWN]:
            print(f"       --only {seed} ({', '.join(changes)}): {finding.seen}")


def _one(seed: int, show: bool) -> int:
    made = mutant(seed)
    if show:
        sys.stdout.buffer.write(made.content + b"\n")
    print(f"{made.portal} {made.content_type} {made.url} {', '.join(made.changes)}")
    found = list(findings(made))
    for finding in found:
        print(f"{finding.kind}: {finding.seen}")
    return 1 if found else 0


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seconds", type=float, default=300.0, help="how long (default 300)")
    parser.add_argument("--seed", type=int, default=1, help="the first seed (default 1)")
    parser.add_argument("--only", type=int, metavar="K", help="the mutant of this seed only")
    parser.add_argument("--show", action="store_true", help="print its page")
    return parser


if __name__ == "__main__":
    sys.exit(main())

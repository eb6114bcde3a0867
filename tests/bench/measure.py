"""What a part of the benchmark finds, and how much work it puts into it."""

from __future__ import annotations

import platform
import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from os import cpu_count
from typing import Any, NamedTuple

Value = str | int | float | None


class Effort(NamedTuple):
    """How long is measured."""

    rounds: int
    """Medians are of so many."""
    quick: bool
    """For trying whether it runs; the numbers then mean nothing."""

    def amount(self, usual: int, quick: int) -> int:
        """The amount of pages, articles, lines … to measure with."""
        return quick if self.quick else usual


class Target(NamedTuple):
    """What a number should be."""

    what: str
    measured: float
    least: float | None = None
    most: float | None = None

    @property
    def is_met(self) -> bool:
        """The number is what it should be."""
        above = self.least is None or self.measured >= self.least
        return above and (self.most is None or self.measured <= self.most)


@dataclass
class Finding:
    """What a part found: rows of a table, how they compare with the targets, and how they were measured."""

    about: str
    rows: list[dict[str, Value]] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """The finding as plain values."""
        targets = [{**target._asdict(), "is_met": target.is_met} for target in self.targets]
        return {"about": self.about, "rows": self.rows, "targets": targets, "notes": self.notes}


Part = Callable[[Effort], Finding]


def in_turn(rounds: int, sides: Mapping[str, Callable[[], float]]) -> dict[str, list[float]]:
    """What each side gives in each round. They take turns, each round in the other direction, so that what
    else the machine does meets all of them alike.
    """
    measured: dict[str, list[float]] = {name: [] for name in sides}
    for number in range(rounds):
        names = list(sides)
        for name in reversed(names) if number % 2 else names:
            measured[name].append(sides[name]())
    return measured


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """The median of the rounds' ratios: two sides of one round were measured close together."""
    return statistics.median(one / other for one, other in zip(ours, theirs, strict=True))


def about_machine(packages: Sequence[str]) -> dict[str, Value]:
    """What the numbers depend on."""
    return {
        "machine": platform.machine(),
        "system": platform.system(),
        "cores": cpu_count(),
        "python": platform.python_version(),
        **{name: _version(name) for name in packages},
    }


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None

"""Whether a number of this run is more than chance makes of the numbers before it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import exp, lgamma, sqrt
from typing import NamedTuple

_CHANCE = 0.0001  # several numbers of eight runs a day are looked at: more often than this is too often
WORTH_COUNTING = 5
"""Articles of a run from which on its own share says something."""


class Share(NamedTuple):
    """`part` of `whole` articles."""

    part: int
    whole: int

    @property
    def rate(self) -> float:
        """From 0 to 1; of nothing, 0."""
        return self.part / self.whole if self.whole else 0.0

    def __str__(self) -> str:
        return f"{self.part} of {self.whole}"


def pooled(shares: Sequence[Share]) -> Share:
    """All of them as one."""
    return Share(sum(share.part for share in shares), sum(share.whole for share in shares))


def is_news(now: Share, before: Sequence[Share]) -> bool:
    """Whether the share is larger than chance explains, and than it was in any run worth counting.

    The second, because articles do not come one by one: the same odd ones are read again for days, and a
    series of pictures without a text comes in one hour. The more such clusters there were, the fewer
    independent articles all of them amount to.
    """
    worst = max((share.rate for share in before if share.whole >= WORTH_COUNTING), default=0.0)
    if now.rate <= worst:
        return False
    size = _cluster(before)
    return _tail(_divided(now, size), _divided(pooled(before), size)) < _CHANCE


def _cluster(before: Sequence[Share]) -> float:
    """How many articles come together on the average: how much more the runs vary than chance lets them.

    The dispersion of a quasi-binomial model, Pearson's statistic by its degrees of freedom; 1 at least.
    """
    runs, usual = [share for share in before if share.whole], pooled(before)
    variance = usual.rate * (1 - usual.rate)
    if len(runs) < 2 or not variance:
        return 1.0
    squares = ((share.part - share.whole * usual.rate) ** 2 / (share.whole * variance) for share in runs)
    return max(1.0, sum(squares) / (len(runs) - 1))


def _divided(share: Share, by: float) -> Share:
    return Share(round(share.part / by), round(share.whole / by))


def _tail(now: Share, before: Share) -> float:
    """How often chance would put so many of the articles in question, or more, into the present run.

    Fisher's exact test, which knows that a short history is no sure one: a binomial test would take its rate
    for the true one.
    """
    marked, unmarked = now.part + before.part, now.whole + before.whole - now.part - before.part
    every = _log_choose(marked + unmarked, now.whole)
    return sum(
        exp(_log_choose(marked, part) + _log_choose(unmarked, now.whole - part) - every)
        for part in range(now.part, min(marked, now.whole) + 1)
        if now.whole - part <= unmarked
    )


def _log_choose(of: int, chosen: int) -> float:
    return lgamma(of + 1) - lgamma(chosen + 1) - lgamma(of - chosen + 1)


# Sizes


def rank_excess(now: Mapping[int, int], before: Mapping[int, int]) -> float:
    """How far the sizes of now lie above those of before, in standard deviations; negative: below.

    The rank-sum test of Mann and Whitney with ties, which no single giant can mislead. Given are how many
    there are of each size.
    """
    here, there = sum(now.values()), sum(before.values())
    if not here or not there:
        return 0.0
    wins, ties, smaller = 0.0, 0.0, 0
    for size in sorted({*now, *before}):
        ours, theirs = now.get(size, 0), before.get(size, 0)
        wins += ours * (smaller + theirs / 2)
        ties += (ours + theirs) ** 3 - (ours + theirs)
        smaller += theirs
    every = here + there
    variance = here * there / 12 * (every + 1 - ties / (every * (every - 1)))
    return (wins - here * there / 2) / sqrt(variance) if variance > 0 else 0.0


def middle(sizes: Mapping[int, int]) -> float:
    """The median, from how many there are of each size. Raises ValueError where there are none."""
    total, counted = sum(sizes.values()), 0
    if not total:
        raise ValueError("nothing has no median")
    low = high = None
    for size in sorted(sizes):
        counted += sizes[size]
        if low is None and counted >= (total + 1) // 2:
            low = size
        if counted >= total // 2 + 1:
            high = size
            break
    return (float(low or 0) + float(high or 0)) / 2

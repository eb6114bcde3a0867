"""Ranks and medians, from how many there are of each size."""

from __future__ import annotations

import random
from collections import Counter
from statistics import median

import pytest

from crawlers.runs.chance import Share, is_news, middle, rank_excess


def test_the_median_is_that_of_the_sizes_one_by_one() -> None:
    dice = random.Random(1)
    for _ in range(200):
        sizes = [dice.randint(0, 9) for _ in range(dice.randint(1, 12))]
        assert middle(Counter(sizes)) == median(sizes)
    with pytest.raises(ValueError, match="no median"):
        middle({})


def test_ranks_say_what_lies_higher_and_no_giant_misleads_them() -> None:
    usual = Counter({30: 40, 34: 60, 38: 40})
    assert rank_excess(usual, usual) == 0
    assert rank_excess({50: 6}, usual) > 3.7
    assert rank_excess({20: 6}, usual) < -3.7
    assert abs(rank_excess({34: 5, 9000: 1}, usual)) < 1
    assert rank_excess({}, usual) == rank_excess(usual, {}) == 0
    assert rank_excess({5: 3}, {5: 9}) == 0


def test_ranks_are_a_standard_normal_number_where_nothing_has_changed() -> None:
    dice = random.Random(2)
    beyond = 0
    for _ in range(2000):
        now, before = ([round(dice.gauss(30, 4)) for _ in range(size)] for size in (12, 200))
        beyond += abs(rank_excess(Counter(now), Counter(before))) > 1.96
    assert 60 < beyond < 140


def test_a_share_that_was_met_before_is_no_news() -> None:
    assert is_news(Share(5, 5), [Share(0, 50)] * 10)
    assert not is_news(Share(5, 5), [Share(5, 5), *[Share(0, 50)] * 10])

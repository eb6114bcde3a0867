"""The pattern inferred from some addresses of a family takes the others of that family, and nothing else."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawlers.exploring.kept import addresses_of, keep
from crawlers.exploring.pattern import infer
from crawlers.exploring.targets import split
from tests.crawlers.exploring.families import FAMILIES, HOME, Family, Portal, explore, portal

NAMES = [family.name for family in FAMILIES]


def expected_ids(made: Portal) -> list[str | None]:
    """The number that each article has in its address; None where the portal gives it none."""
    number = made.family.number
    return [number(news) if number else None for news in made.news]


def found_ids(made: Portal, budget: int = 60) -> tuple[list[str | None], list[str]]:
    """What each article is by an exploration, and the other addresses that it takes for articles."""
    _, findings = explore(made, budget)
    addresses = addresses_of("p", keep(findings))
    articles = [addresses.article(HOME + made.address(news)) for news in made.news]
    wrong = [other for other in made.others if addresses.article(HOME + other)]
    return [article.id if article else None for article in articles], wrong


@pytest.mark.parametrize("family", FAMILIES, ids=NAMES)
def test_an_exploration_finds_every_address_of_a_family_and_no_other(family: Family) -> None:
    made = portal(family)
    ids, wrong = found_ids(made)
    assert wrong == []
    for found, number in zip(ids, expected_ids(made), strict=True):
        assert found is not None
        assert found == f"p/{number}" if number else len(found) == len("p/") + 64
    assert len(set(ids)) == len(made.news)


@pytest.mark.parametrize("family", FAMILIES, ids=NAMES)
def test_a_portal_of_three_articles_is_enough(family: Family) -> None:
    made = portal(family, seed=1, count=3)
    ids, wrong = found_ids(made)
    assert None not in ids
    assert wrong == []


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(FAMILIES), st.integers(0, 10**6), st.integers(12, 60))
def test_a_part_of_the_addresses_tells_all_of_them(family: Family, seed: int, known: int) -> None:
    made = portal(family, seed % 20)
    rng = random.Random(seed)
    articles = [split(made.address(news)) for news in made.news]
    others = [split(other) for other in made.others]
    pattern = infer(rng.sample(articles, known), others)
    assert pattern is not None
    assert [target.text for target in articles if not pattern.accepts(target)] == []
    assert [target.text for target in others if pattern.accepts(target)] == []


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(FAMILIES), st.randoms(use_true_random=False))
def test_the_order_in_which_addresses_are_met_changes_nothing(family: Family, rng: random.Random) -> None:
    made = portal(family)
    articles = [split(made.address(news)) for news in made.news]
    others = [split(other) for other in made.others]
    before = infer(articles, others)
    rng.shuffle(articles)
    rng.shuffle(others)
    after = infer(articles, others)
    assert before is not None
    assert after is not None
    assert (before.article, before.keep) == (after.article, after.keep)


@pytest.mark.parametrize("family", FAMILIES, ids=NAMES)
def test_a_pattern_is_one_that_people_can_read(family: Family) -> None:
    _, findings = explore(portal(family))
    assert len(findings.article) < 130
    assert set(re.compile(findings.article).groupindex) <= {"number", "category"}

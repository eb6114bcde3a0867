"""How pages usually read: a dead selector, a reworded label, shorter texts are noticed; noise is not."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from typing import Any

import pytest

from crawlers.runs.habits import size_of
from crawlers.runs.history import RUNS, Entry, findings, remember
from crawlers.runs.tally import Tally

FIELDS = ("title", "date", "body", "author", "source")
Counts = dict[str, Any]


def counts(read: int = 20, **more: Any) -> Counts:
    """A usual run: both witnesses are heard on all pages, the letter and the counter are dropped."""
    tally = Tally(known=3000, read=read, unchanged=read, labelled=read)
    tally.filled.update(dict.fromkeys(("title", "published_at", "body", "author"), read))
    for field in FIELDS:
        tally.witnesses[field]["both"] = read
    tally.dropped.update({"letter": read, "visit-counter": read})
    tally.lengths[size_of(1500)] = read
    return {**tally.as_record(), **more}


def past(former: Sequence[Counts]) -> list[Entry]:
    entries: list[Entry] = []
    for run in reversed(former):
        entries = remember(entries, run, is_suspect=False, layout=1)
    return entries


def reasons(present: Counts, former: Sequence[Counts] | None = None, declared: str = "letter") -> list[str]:
    history = past([counts()] * 20 if former is None else former)
    return [f"{one.reason} {one.subject}" for one in findings(present, history, 1, {declared})]


def witnessed(read: int, **verdicts: dict[str, int]) -> Counts:
    return counts(read, witnesses={**{name: {"both": read} for name in FIELDS}, **verdicts})


def test_a_usual_run_is_usual() -> None:
    assert reasons(counts()) == reasons(counts(3)) == reasons(counts(0)) == []


@pytest.mark.parametrize("field", FIELDS)
def test_a_selector_that_always_hit_and_now_misses(field: str) -> None:
    assert reasons(witnessed(20, **{field: {"landmarks": 20}})) == [f"mark-up-silent {field}"]
    assert reasons(witnessed(20, **{field: {"both": 8, "landmarks": 12}})) == [f"mark-up-silent {field}"]


def shown(read: int, **fields: int) -> Counts:
    return counts(read, shown=fields)


def test_a_selector_that_died_while_the_metadata_still_tells_its_field() -> None:
    former = [shown(20, date=20, lead=12)] * 20
    assert reasons(shown(20, date=0, lead=0), former) == ["selector-silent date"]
    assert reasons(shown(3, date=0, lead=2), former) == ["selector-silent date"]
    assert reasons(shown(20, date=18, lead=3), former) == []


def test_a_selector_that_is_declared_no_more_or_anew_is_no_news() -> None:
    former = [shown(20, date=20)] * 20
    assert reasons(shown(20), former) == []
    assert reasons(shown(20, date=20, title=0), former) == []


def test_a_silent_selector_is_told_once() -> None:
    former = [shown(20, date=20)] * 20
    silent = {**witnessed(20, date={"landmarks": 20}), "shown": {"date": 0}}
    assert reasons(silent, former) == ["mark-up-silent date"]


def test_three_pages_are_enough_where_no_page_was_ever_so() -> None:
    assert reasons(witnessed(3, date={"landmarks": 3})) == ["mark-up-silent date"]
    assert reasons(witnessed(2, date={"landmarks": 2})) == []
    assert reasons(witnessed(4, date={"both": 1, "landmarks": 3})) == []
    once = [witnessed(20, date={"both": 19, "landmarks": 1}), *[counts()] * 20]
    assert reasons(witnessed(3, date={"landmarks": 3}), once) == []


def test_landmarks_that_fall_silent_and_witnesses_that_begin_to_differ() -> None:
    assert reasons(witnessed(9, date={"mark-up": 9})) == ["landmarks-silent date"]
    assert reasons(witnessed(20, title={"both": 13, "disagree": 7})) == ["disagree title"]


def test_a_selector_that_never_hit_is_not_missed() -> None:
    former = [witnessed(20, author={"none": 20})] * RUNS
    assert reasons(witnessed(20, author={"none": 20}), former) == []
    assert reasons(witnessed(20, author={"landmarks": 20}), former) == []


def test_a_label_that_is_reworded_though_the_date_is_still_read() -> None:
    assert reasons(counts(labelled=0)) == ["label-silent date"]
    assert reasons(counts(3, labelled=0)) == ["label-silent date"]
    assert reasons(counts(labelled=15)) == []


def test_lesser_fields_have_to_be_missing_on_most_pages() -> None:
    filled = {"title": 20, "published_at": 20, "body": 20}
    assert reasons(counts(filled=filled)) == ["fill-rate author"]
    assert reasons(counts(filled={**filled, "author": 14})) == []


def test_pages_that_hold_no_article_any_more() -> None:
    assert reasons(counts(10, no_article={"teasers": 6})) == ["fill-rate article"]
    assert reasons(counts(0, no_article={"teasers": 4})) == []


def test_texts_of_a_third_of_their_length_or_of_three_times() -> None:
    assert reasons(counts(lengths={size_of(500): 20})) == ["body-length body"]
    assert reasons(counts(lengths={size_of(4500): 20})) == ["body-length body"]
    assert reasons(counts(lengths={size_of(1000): 20})) == []
    assert reasons(counts(4, lengths={size_of(200): 4})) == []


def test_a_declared_rule_that_falls_silent() -> None:
    assert reasons(counts(dropped={"visit-counter": 20})) == ["rule-silent letter"]
    assert reasons(counts(dropped={"visit-counter": 20, "letter": 15})) == []


def test_furniture_comes_and_goes_as_long_as_texts_stay_as_long() -> None:
    fired = {"letter": 20, "visit-counter": 20}
    assert reasons(counts(dropped={"letter": 20})) == []
    assert reasons(counts(dropped={**fired, "related": 20})) == []
    shorter = {size_of(900): 20}
    assert reasons(counts(dropped={"letter": 20}, lengths=shorter)) == ["rule-silent visit-counter"]
    assert reasons(counts(dropped={**fired, "related": 20}, lengths=shorter)) == ["rule-new related"]


def test_what_an_older_version_did_not_remember_is_not_compared() -> None:
    kept = ("layout", "read", "print_views", "listings", "added", "changed", "unchanged")
    older = [
        {name: entry[name] for name in kept}
        | {"filled": {name: entry["filled"][name] for name in ("title", "published_at", "body")}}
        for entry in past([counts()] * 20)
    ]
    broken = counts(witnesses={"date": {"landmarks": 20}}, dropped={}, labelled=0, lengths={"8": 20})
    assert findings(broken, older, 1, {"letter"}) == []


def test_a_run_takes_little_room_in_the_history() -> None:
    (entry,) = past([counts(lengths={str(size): 1 for size in range(0, 60, 3)})])
    assert len(repr(entry)) < 1500


# Portals as they are every day


class Portal:
    """A portal with its own steady habits, and a second kind of pages that comes in clusters."""

    def __init__(self, seed: int) -> None:
        self.dice = dice = random.Random(seed)
        self.new = dice.choice([0.3, 2.0, 8.0, 25.0])
        self.odd = dice.choice([0.0, 0.02, 0.1, 0.3])
        self.series = dice.choice([0.0, 0.1])
        self.shares = {field: dice.choice([1.0, 0.99, 0.9, 0.5, 0.0]) for field in FIELDS}
        self.disagree = dice.choice([0.0, 0.0, 0.01, 0.05])
        self.rules = {"letter": dice.choice([1.0, 0.99, 0.9]), "related": dice.choice([0.0, 0.5, 1.0])}
        self.selectors = {"title": 1.0, "date": dice.choice([1.0, 0.99, 0.9]), "lead": 0.6}
        self.length, self.spread = dice.choice([5.0, 6.5, 7.5]), dice.choice([0.3, 0.7, 1.1])

    def run(self) -> Counts:
        dice, tally = self.dice, Tally(known=3000)
        number = min(60, int(dice.expovariate(1 / self.new)) if dice.random() < 0.8 else 0)
        pages = [dice.random() < self.odd for _ in range(number)]
        if self.odd and dice.random() < self.series:
            pages += [True] * dice.randint(2, 5)
        for is_odd in pages:
            self._read(tally, is_odd)
        tally.unchanged = tally.read
        return tally.as_record()

    def _read(self, tally: Tally, is_odd: bool) -> None:
        dice = self.dice
        tally.read += 1
        tally.labelled += not is_odd
        for field in FIELDS:
            verdict = "both" if not is_odd and dice.random() < self.shares[field] else "landmarks"
            tally.witnesses[field]["disagree" if dice.random() < self.disagree else verdict] += 1
        tally.filled.update(["title", "published_at", "body", *(["author"] if not is_odd else [])])
        tally.dropped.update(rule for rule, share in self.rules.items() if dice.random() < share)
        seen = {name: not is_odd and dice.random() < share for name, share in self.selectors.items()}
        tally.shown.update(seen)
        length = dice.gauss(self.length - 1.5 * is_odd, self.spread)
        tally.lengths[size_of(max(1, int(2.718**length)))] += 1


def test_less_than_one_run_in_five_hundred_alarms_without_need() -> None:
    alarms = runs = 0
    for seed in range(400):
        portal = Portal(seed)
        history = past([portal.run() for _ in range(portal.dice.choice([10, 14, 20, RUNS]))])
        for _ in range(5):
            runs += 1
            alarms += bool(findings(portal.run(), history, 1, {"letter"}))
    assert alarms < runs / 500, (alarms, runs)


def test_a_redesign_is_noticed_at_once_with_few_pages() -> None:
    noticed: Counter[str] = Counter()
    for seed in range(200):
        portal = Portal(seed)
        portal.new, portal.odd, portal.shares["date"] = 8.0, 0.0, 1.0
        history = past([portal.run() for _ in range(20)])
        read = portal.dice.randint(3, 9)
        present = witnessed(read, date={"landmarks": read})
        noticed.update(one.reason for one in findings(present, history, 1) if one.subject == "date")
    assert noticed["mark-up-silent"] > 190

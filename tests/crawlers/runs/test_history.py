"""A portal beside its own past: real breakages are noticed, and the noise of every day is not."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from math import exp
from typing import Any

import pytest

from crawlers.runs.history import RUNS, Entry, findings, remember, silence
from crawlers.runs.tally import Tally
from crawlers.runs.unusual import Finding

Counts = dict[str, Any]
TODAY = date(2026, 11, 21)


def counts(**more: Any) -> Counts:
    """A usual run: 12 new articles, 38 read again, all with a title, a date and a text."""
    filled = {"title": 50, "published_at": 50, "body": 50, **more.pop("filled", {})}
    usual = {"listing_pages": 5, "listings": {"/tin": 20, "/vu-an": 10}, "absent": [], "known": 3000}
    read = {"read": 50, "print_views": 0, "added": 12, "changed": 1, "unchanged": 37}
    return {**usual, **read, "filled": filled, **more}


def past(former: Sequence[Counts]) -> list[Entry]:
    """The history that runs leave behind; the newest run comes first."""
    entries: list[Entry] = []
    for run in reversed(former):
        entries = remember(entries, run, is_suspect=False, layout=1)
    return entries


def unusual(present: Counts, former: Sequence[Counts] | None = None) -> list[Finding]:
    return findings(present, past([counts()] * 20 if former is None else former), 1)


def reasons(present: Counts, former: Sequence[Counts] | None = None) -> list[str]:
    return [finding.reason for finding in unusual(present, former)]


def only(present: Counts) -> str:
    (finding,) = unusual(present)
    return f"{finding.reason}: {finding.detail}"


def test_a_run_like_those_before_it_is_not_unusual() -> None:
    assert reasons(counts()) == []


def test_the_counts_are_those_of_a_tally() -> None:
    assert counts().keys() <= Tally().as_record().keys()


# Fields


@pytest.mark.parametrize(("field", "name"), [("title", "title"), ("published_at", "date"), ("body", "body")])
def test_a_field_that_is_suddenly_missing(field: str, name: str) -> None:
    told = only(counts(filled={field: 42}))
    assert told == f"fill-rate: 8 of 50 articles read have no {name}; before, 0 of 1000 had none"


def test_a_small_share_missing_or_a_few_odd_pages_are_no_finding() -> None:
    assert reasons(counts(filled={"body": 46})) == []
    assert reasons(counts(filled={"body": 46}, read=51)) == []  # 5, but under a tenth
    assert reasons(counts(read=7, filled={"title": 7, "body": 3, "published_at": 7})) == []


def test_everything_missing_in_a_quiet_hour_is_a_finding() -> None:
    assert reasons(counts(read=5, filled={"title": 5, "body": 5, "published_at": 0})) == ["fill-rate"]


def test_what_was_often_missing_before_is_compared_with_that() -> None:
    former = [counts(filled={"body": 35}) for _ in range(RUNS)]
    assert reasons(counts(filled={"body": 34}), former) == []
    assert reasons(counts(filled={"body": 15}), former) == ["fill-rate"]


def test_what_was_once_as_bad_before_is_no_news() -> None:
    former = [counts(filled={"body": 40}), *(counts() for _ in range(RUNS))]
    assert reasons(counts(filled={"body": 40}), former) == []
    assert reasons(counts(filled={"body": 15}), former) == ["fill-rate"]


def test_print_views_lack_title_and_date_by_their_nature() -> None:
    assert reasons(counts(read=60, print_views=10)) == []


# Listings


def test_a_listing_with_far_fewer_links() -> None:
    told = only(counts(listings={"/tin": 5, "/vu-an": 10}))
    assert told == "listing-short: /tin has 5 links to articles; before, it had 20"
    assert reasons(counts(listings={"/tin": 7, "/vu-an": 10})) == []


def test_a_listing_with_far_more_links() -> None:
    assert reasons(counts(listings={"/tin": 300, "/vu-an": 10})) == ["listing-long"]
    assert reasons(counts(listings={"/tin": 60, "/vu-an": 40})) == []


def test_a_listing_that_is_not_there_any_more() -> None:
    told = only(counts(listings={"/tin": 20}, absent=["/vu-an"]))
    assert told == "listing-gone: /vu-an is not there; before, it had 10 links to articles"


def test_a_listing_that_failed_is_another_matter() -> None:
    assert reasons(counts(listings={"/tin": 20})) == []


def test_a_listing_that_is_new_short_or_ever_changing_has_no_usual_length() -> None:
    assert reasons(counts(listings={"/tin": 20, "/vu-an": 10, "/moi": 900})) == []
    assert reasons(counts(listings={"/tin": 1}), [counts(listings={"/tin": 5})] * RUNS) == []
    changing = [counts(listings={"/tin": length}) for length in (4, 30, 11, 25, 8) * 4]
    assert reasons(counts(listings={"/tin": 3}), changing) == []


# New and changed articles


def test_everything_is_new_again() -> None:
    told = only(counts(added=2900))
    assert told.startswith("many-new: 2900 new articles, where 3000 were known and no run before had more")
    assert reasons(counts(added=700)) == []


def test_much_that_is_new_is_no_finding_where_little_is_known_or_much_was_new_before() -> None:
    assert reasons(counts(known=150, added=150)) == []
    assert reasons(counts(added=900), [counts(added=200), *(counts() for _ in range(RUNS))]) == []


def test_nothing_new_today_is_no_finding() -> None:
    quiet = {"read": 0, "added": 0, "changed": 0, "unchanged": 0}
    assert reasons(counts(**quiet, filled=dict.fromkeys(("title", "published_at", "body"), 0))) == []


def test_everything_has_changed() -> None:
    assert only(counts(changed=36, unchanged=2)).startswith(
        "many-changed: 36 of 38 articles read again have changed; before, 20 of 760 had"
    )
    assert reasons(counts(changed=12, unchanged=26)) == []


# Silence


def days(*ago: int) -> list[date]:
    return [TODAY - timedelta(days=number) for number in ago]


def test_a_portal_that_fell_silent() -> None:
    found = silence(days(*range(16, 300, 2)), TODAY)
    assert found is not None
    assert found.reason == "nothing-new"
    assert found.detail.startswith(
        "nothing new for 16 days, since 2026-11-05; the longest pause in a year was 2"
    )
    assert silence(days(*range(14, 300, 2)), TODAY) is None


def test_a_portal_with_long_pauses_is_given_time() -> None:
    slow = range(20, 365, 11)
    assert silence(days(*slow), TODAY) is None
    assert silence(days(*slow), TODAY + timedelta(days=14)) is not None


def test_the_alarm_about_a_closed_portal_ends() -> None:
    rings = [silence(days(*range(200)), TODAY + timedelta(days=ahead)) is not None for ahead in range(60)]
    assert [ahead for ahead, ring in enumerate(rings) if ring] == list(range(15, 29))


def test_the_past_beyond_a_year_and_days_that_are_still_to_come_do_not_count() -> None:
    recent = list(range(16, 100))
    assert silence(days(*recent, 800, 1500, -400), TODAY) is not None


def test_few_days_are_no_history_of_silence() -> None:
    assert silence([], TODAY) is None
    assert silence(days(*range(20, 40)), TODAY) is None


# What counts as history


def test_a_run_is_remembered_by_what_is_compared() -> None:
    (entry,) = remember([], Tally(known=7, read=3).as_record(), is_suspect=False, layout=1)
    assert entry == {
        "layout": 1,
        "run": "",
        "read": 3,
        "print_views": 0,
        "listings": {},
        "added": 0,
        "changed": 0,
        "unchanged": 0,
        "filled": dict.fromkeys(("title", "published_at", "body", "lead", "author", "images", "captions"), 0),
        "no_article": 0,
        "witnesses": {},
        "labelled": 0,
        "lengths": {},
        "dropped": {},
        "shown": {},
    }


def test_the_newest_runs_are_remembered_first() -> None:
    former: list[Entry] = []
    for number in range(2 * RUNS):
        former = remember(former, counts(added=number), is_suspect=False, layout=1)
    assert [entry["added"] for entry in former] == list(range(2 * RUNS - 1, RUNS - 1, -1))


def test_the_first_run_is_not_usual() -> None:
    assert remember([], counts(known=0), is_suspect=False, layout=1) == []


def test_ten_runs_are_a_history_and_nine_are_none() -> None:
    broken = counts(filled={"body": 0}, listings={"/tin": 0, "/vu-an": 10}, added=2900)
    assert reasons(broken, [counts()] * 9) == []
    assert reasons(broken, [counts()] * 10) == ["fill-rate", "listing-short", "many-new"]


def test_a_new_layout_begins_a_new_history() -> None:
    former = past([counts()] * RUNS)
    assert findings(counts(filled={"body": 0}), former, 1)
    assert findings(counts(filled={"body": 0}), former, 2) == []


def test_a_breakage_is_told_many_times_and_then_taken_as_it_is() -> None:
    former = past([counts()] * RUNS)
    rings = []
    for _ in range(2 * RUNS):
        present = counts(listings={"/tin": 2, "/vu-an": 10})
        rings.append(bool(findings(present, former, 1)))
        former = remember(former, present, is_suspect=rings[-1], layout=1)
    assert rings == [True] * 21 + [False] * (2 * RUNS - 21)


def test_a_hiccup_changes_no_history() -> None:
    former = past([counts()] * RUNS)
    after = remember(former, counts(filled={"body": 0}), is_suspect=True, layout=1)
    assert remember(after, counts(), is_suspect=False, layout=1) == former


# Portals, as they are every day


class Portal:
    """A portal with its own steady habits. `seed` decides everything."""

    def __init__(self, seed: int) -> None:
        self.dice = dice = random.Random(seed)
        self.known = dice.choice([60, 250, 1000, 5000, 20000])
        self.new = dice.choice([0.2, 1.0, 4.0, 12.0, 30.0])
        self.read_again = dice.choice([0.0, 10.0, 40.0])
        self.changing = dice.choice([0.0, 0.01, 0.05, 0.2])
        self.lacking = {
            "title": dice.choice([0.0, 0.01]),
            "published_at": dice.choice([0.0, 0.01, 0.05]),
            "body": dice.choice([0.0, 0.02, 0.1, 0.2]),
        }
        self.series = 0.0
        """How often a run meets a series of pictures, without texts."""
        self.listings = {f"/muc-{number}": dice.randint(1, 40) for number in range(dice.randint(1, 6))}
        self.is_steady = dice.random() < 0.5

    def run(self) -> Counts:
        added, again = self.poisson(self.new), self.poisson(self.read_again)
        changed = self.some(again, self.changing)
        lacking = {field: self.some(added + again, share) for field, share in self.lacking.items()}
        if self.dice.random() < self.series:
            lacking["body"] = min(added + again, lacking["body"] + self.dice.randint(2, 5))
        listings = {
            path: length if self.is_steady else self.poisson(length) for path, length in self.listings.items()
        }
        self.known += added
        return counts(
            read=added + again,
            filled={field: added + again - missing for field, missing in lacking.items()},
            added=added,
            changed=changed,
            unchanged=again - changed,
            known=self.known - added,
            listings=listings,
        )

    def past(self) -> list[Entry]:
        return past([self.run() for _ in range(self.dice.choice([10, 14, 20, RUNS]))])

    def some(self, of: int, share: float) -> int:
        return sum(self.dice.random() < share for _ in range(of))

    def poisson(self, mean: float) -> int:
        """Knuth's way."""
        number, product, bound = 0, self.dice.random(), exp(-mean)
        while product > bound:
            number, product = number + 1, product * self.dice.random()
        return number


def needless(portals: Iterable[Portal]) -> float:
    """Alarms a run, for portals that are as they always were."""
    alarms = [
        bool(findings(p.run(), history, 1)) for p in portals for history in [p.past()] for _ in range(5)
    ]
    return sum(alarms) / len(alarms)


def test_less_than_one_run_in_a_thousand_alarms_without_need() -> None:
    assert needless(Portal(seed) for seed in range(400)) < 0.001


def test_portals_that_publish_series_of_pictures_rarely_alarm() -> None:
    portals = [Portal(seed) for seed in range(400)]
    for portal in portals:
        portal.series = 0.1
    assert needless(portals) < 0.005


def dates_lost(usual: Counts) -> Counts:
    return {**usual, "filled": {**usual["filled"], "published_at": 0}}


def half_the_texts_lost(usual: Counts) -> Counts:
    return {**usual, "filled": {**usual["filled"], "body": usual["filled"]["body"] // 2}}


def addresses_changed(usual: Counts) -> Counts:
    return {**usual, "added": usual["known"]}


def first_page_redesigned(usual: Counts) -> Counts:
    return {**usual, "listings": {**usual["listings"], "/muc-0": 2}}


@pytest.mark.parametrize(
    ("breakage", "reason"),
    [
        (dates_lost, "fill-rate"),
        (half_the_texts_lost, "fill-rate"),
        (addresses_changed, "many-new"),
        (first_page_redesigned, "listing-short"),
    ],
)
def test_breakages_alarm_wherever_the_numbers_can_show_them(
    breakage: Callable[[Counts], Counts], reason: str
) -> None:
    noticed = portals = 0
    for seed in range(150):
        portal = Portal(seed)
        portal.new, portal.read_again, portal.is_steady = 12.0, 40.0, True
        portal.known, portal.listings["/muc-0"] = max(portal.known, 1000), 20
        former, present = portal.past(), breakage(portal.run())
        portals += 1
        noticed += reason in [finding.reason for finding in findings(present, former, 1)]
    assert noticed > 0.99 * portals

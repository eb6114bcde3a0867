"""A portal beside its own past: numbers of a run that the runs before do not explain.

What is wrong by itself is found elsewhere (crawlers.runs.outcome). Here it is asked whether a run differs
from those before it by more than chance explains, and by enough to matter. Each threshold says against which
false alarm it stands: an alarm that rings without need is soon switched off.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from statistics import fmean, median, pstdev
from typing import Any

from crawlers.runs.chance import Share, is_news, pooled
from crawlers.runs.habits import habit_findings, habits_of
from crawlers.runs.unusual import Finding

Counts = Mapping[str, Any]
"""The counts of a run, as Tally.as_record gives them."""
Entry = dict[str, Any]
"""What is remembered of a former run: the counts that are compared, and the layout's version."""

RUNS = 30
"""Former runs that are remembered, and no more: a portal changes, and its history with it."""
_RUNS_NEEDED = 10  # fewer tell nothing about what is usual
_REMEMBERED = ("read", "print_views", "listings", "added", "changed", "unchanged")

_REREAD = 10
_REREAD_BEFORE = 20
_CHANGED_SHARE = 0.5  # an office that corrects a series of articles changes fewer

_LINKS = 6  # a listing that is shorter anyway may well be empty for a day
_SHORT = 1 / 3
_LONG, _LONGER = 4, 30
_SPREADS = 5  # listings of some portals mix in boxes of varying length

_KNOWN = 200  # before that, much is new anyway
_NEW_SHARE = 0.25
_NEW_TIMES = 5

_YEAR = timedelta(days=365)
_DAYS_NEEDED = 30
_PAUSE = 14  # no holiday lasts longer; Tết takes nine days
_PAUSE_TIMES = 3  # of a portal with a constant rate, once in a thousand years


def remember(
    former: Sequence[Entry], present: Counts, *, is_suspect: bool, layout: object, run: str = ""
) -> list[Entry]:
    """The history that the next run is compared with, newest first; `run` is the present one's id.

    For a run that came to its end, of the whole portal and no sweep: another had no chance to be usual. The
    first one is not usual either. A suspect one must not become so by being repeated: it adds nothing, and
    makes one run be forgotten. After some twenty alarms in a row too little is left to compare with, and
    what the portal has become is taken as it is; what is wrong by itself is still found.
    """
    if is_suspect:
        return list(former[:-1])
    if not present["known"]:
        return list(former)
    entry = {name: present[name] for name in _REMEMBERED}
    return [{"layout": layout, "run": run, **entry, **habits_of(present)}, *former][:RUNS]


def findings(
    present: Counts, former: Sequence[Entry], layout: object, declared_rules: Collection[str] = ()
) -> list[Finding]:
    """What is unusual about a run, gravest first; nothing where there is too little history.

    `declared_rules`: boilerplate that the portal declares, and that is therefore expected on its pages.

    Runs that read pages by another `layout` version are none: who raised it has looked at the pages. Not for
    a run that was asked for less or for more than usual (`since`, `limit`, `full`): it reads other articles.
    """
    former = [entry for entry in former if entry["layout"] == layout]
    if len(former) < _RUNS_NEEDED:
        return []
    found = [*habit_findings(present, former, declared_rules), *_listings(present, former)]
    return [*found, *_many_new(present, former), *_many_changed(present, former)]


def silence(published: Iterable[date], today: date) -> Finding | None:
    """Whether a portal has been silent for much longer than it ever was, from the days of its known articles.

    For a run that found nothing new. It catches a portal that has moved and left its old pages standing. The
    alarm ends when the silence is twice as long as the one that set it off: a closed portal needs no eternal
    one.
    """
    days = sorted({day for day in published if day <= today})
    days = [day for day in days if day > days[-1] - _YEAR]
    if len(days) < _DAYS_NEEDED:
        return None
    longest = max((after - before).days for before, after in pairwise(days))
    silent, bound = (today - days[-1]).days, max(_PAUSE, _PAUSE_TIMES * longest)
    if not bound < silent <= 2 * bound:
        return None
    return Finding(
        "nothing-new",
        f"nothing new for {silent} days, since {days[-1]}; the longest pause in a year was {longest} days",
    )


# Changed articles


def _many_changed(present: Counts, former: Sequence[Counts]) -> Iterator[Finding]:
    now, before = _changed(present), [_changed(counts) for counts in former]
    usual = pooled(before)
    if (
        now.part >= _REREAD
        and usual.whole >= _REREAD_BEFORE
        and now.rate >= _CHANGED_SHARE
        and usual.rate < _CHANGED_SHARE / 2
        and is_news(now, before)
    ):
        yield Finding(
            "many-changed",
            f"{now} articles read again have changed; before, {usual} had: something that is no part of them "
            "has got into their text, or this version reads them differently (see `scrapy reparse`)",
            "body",
            now,
            usual,
        )


def _changed(counts: Counts) -> Share:
    return Share(counts["changed"], counts["changed"] + counts["unchanged"])


# Listings


def _listings(present: Counts, former: Sequence[Counts]) -> Iterator[Finding]:
    for path in sorted({path for counts in former for path in counts["listings"]}):
        before = [counts["listings"][path] for counts in former if path in counts["listings"]]
        if len(before) >= _RUNS_NEEDED and median(before) >= _LINKS:
            yield from _listing(path, present, before)


def _listing(path: str, present: Counts, before: Sequence[int]) -> Iterator[Finding]:
    usual = median(before)
    now = present["listings"].get(path)
    if now is None:
        if path in present["absent"]:
            yield Finding(
                "listing-gone", f"{path} is not there; before, it had {usual:.0f} links to articles", path
            )
        return
    beyond = abs(now - usual) > _SPREADS * max(1.0, pstdev(before, fmean(before)))
    told = f"{path} has {now} links to articles; before, it had {usual:.0f}"
    if beyond and now < _SHORT * usual:
        yield Finding("listing-short", told, path)
    if beyond and now > _LONG * usual and now > usual + _LONGER:
        yield Finding("listing-long", told, path)


# New articles


def _many_new(present: Counts, former: Sequence[Counts]) -> Iterator[Finding]:
    """Everything is new again where addresses have changed their form, or where a trap makes up articles."""
    known, added = present["known"], present["added"]
    most = max(counts["added"] for counts in former)
    if known >= _KNOWN and added > _NEW_SHARE * known and added > _NEW_TIMES * most:
        yield Finding(
            "many-new",
            f"{added} new articles, where {known} were known and no run before had more than {most}: "
            "addresses may have changed their form",
        )

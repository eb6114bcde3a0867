"""How a portal's pages usually read: fields filled, witnesses heard, lengths of texts, rules that fire.

Each part compares a run with those before it, and is silent where the numbers are small: a portal that is
read every three hours has quiet hours.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from math import log2
from typing import Any

from crawlers.runs.chance import WORTH_COUNTING, Share, is_news, middle, pooled, rank_excess
from crawlers.runs.unusual import Finding

Counts = Mapping[str, Any]
Habits = dict[str, Any]

_FIELDS = {"title": "title", "published_at": "date", "body": "body"}
_LESSER_FIELDS = {"lead": "lead", "author": "author", "images": "pictures", "captions": "captions"}
_WITNESSED = ("title", "date", "body", "author", "source")
_SUBJECTS = {"published_at": "date"}

_READ_BEFORE = 20
_MISSING = 5  # as many as make a run `misread`: some odd pages in a quiet hour are no alarm
_ALL_OF = 3  # but as few, where they are all that were read, and no page before was so
_NEVER_OF = 50
_FALL = 0.1
_GREAT_FALL = 0.5  # of what an article may lack, or of one witness where the other speaks
_DISAGREE = 0.2

_STEPS = 4  # sizes of texts to the doubling
_DOUBLING = 4
_MOVED = 1
_SURELY = 3.72  # one-sided 0.0001
_PROBABLY = 3.0
_RUNS_NEEDED = 10
_LENGTHS_BEFORE = 50

_ALWAYS = 0.9


def size_of(characters: int) -> str:
    """The class of a text's length: four to the doubling. A word, as JSON's keys are."""
    return str(round(_STEPS * log2(characters + 1)))


def habits_of(present: Counts) -> Habits:
    """What is remembered of a run: bounded by the number of fields, witnesses, sizes and rules."""
    filled = present["filled"]
    witnesses = present.get("witnesses", {})
    return {
        "filled": {field: filled.get(field, 0) for field in (*_FIELDS, *_LESSER_FIELDS)},
        "no_article": sum(present.get("no_article", {}).values()),
        "witnesses": {field: dict(witnesses[field]) for field in _WITNESSED if field in witnesses},
        "labelled": present.get("labelled", 0),
        "lengths": dict(present.get("lengths", {})),
        "dropped": dict(present.get("dropped", {})),
        "shown": dict(present.get("shown", {})),
    }


def habit_findings(
    present: Counts, former: Sequence[Counts], declared_rules: Collection[str]
) -> Iterator[Finding]:
    """What is unusual about how pages were read. `declared_rules`: boilerplate that the portal declares."""
    now = {**present, **habits_of(present)}
    yield from _fill_rates(now, former)
    silent = list(_witnesses(now, former))
    yield from silent
    yield from _selectors(now, former, {found.subject for found in silent})
    yield from _labels(now, former)
    lengths = _Lengths(now, former)
    yield from lengths.findings()
    yield from _rules(now, former, declared_rules, has_moved=lengths.have_moved)


def _is_jump(now: Share, before: Sequence[Share], rise: float) -> bool:
    """Whether far more articles than ever are so."""
    usual = pooled(before)
    never = usual.part == 0 and usual.whole >= _NEVER_OF
    enough = now.part >= _MISSING or (now.part == now.whole >= _ALL_OF and never)
    return enough and usual.whole >= _READ_BEFORE and now.rate - usual.rate >= rise and is_news(now, before)


# Fields


def _fill_rates(present: Counts, former: Sequence[Counts]) -> Iterator[Finding]:
    yield from _no_articles(present, former)
    for fields, fall in ((_FIELDS, _FALL), (_LESSER_FIELDS, _GREAT_FALL)):
        for field, name in fields.items():
            now = _lacking(present, field)
            before = [_lacking(counts, field) for counts in former if field in counts["filled"]]
            if _is_jump(now, before, fall):
                told = f"{now} articles read have no {name}; before, {pooled(before)} had none"
                yield Finding("fill-rate", told, _SUBJECTS.get(field, field), now, pooled(before))


def _no_articles(present: Counts, former: Sequence[Counts]) -> Iterator[Finding]:
    now = _refused(present)
    before = [_refused(counts) for counts in former if "no_article" in counts]
    # A few galleries without a text are asked for again in the next runs: they are no news for so long.
    if now.part >= _MISSING and _is_jump(now, before, _DISAGREE):
        told = f"{now} article pages hold no article; before, {pooled(before)} held none"
        yield Finding("fill-rate", told, "article", now, pooled(before))


def _refused(counts: Counts) -> Share:
    return Share(counts["no_article"], counts["no_article"] + counts["read"])


def _lacking(counts: Counts, field: str) -> Share:
    """A print view has neither title nor date by its nature, and is in neither number."""
    read = counts["read"] - counts["print_views"]
    return Share(max(0, read - counts["filled"].get(field, 0)), read)


# Witnesses


def _witnesses(present: Counts, former: Sequence[Counts]) -> Iterator[Finding]:
    for field in present["witnesses"]:
        before = [counts["witnesses"][field] for counts in former if field in counts.get("witnesses", {})]
        if len(before) >= _RUNS_NEEDED:
            yield from _witness(field, present["witnesses"][field], before)


def _witness(
    field: str, present: Mapping[str, int], former: Sequence[Mapping[str, int]]
) -> Iterator[Finding]:
    for reason, verdicts, rise, what in (
        ("mark-up-silent", ("landmarks", "none"), _GREAT_FALL, "mark-up no longer tells it"),
        ("landmarks-silent", ("mark-up", "none"), _GREAT_FALL, "landmarks no longer tell it"),
        ("disagree", ("disagree",), _DISAGREE, "mark-up and landmarks differ"),
    ):
        now, before = _verdict(present, verdicts), [_verdict(counts, verdicts) for counts in former]
        if _is_jump(now, before, rise):
            told = f"{field}: {what} on {now} pages; before, on {pooled(before)}"
            yield Finding(reason, told, field, now, pooled(before))


def _verdict(counts: Mapping[str, int], verdicts: Sequence[str]) -> Share:
    return Share(sum(counts.get(verdict, 0) for verdict in verdicts), sum(counts.values()))


def _labels(present: Counts, former: Sequence[Counts]) -> Iterator[Finding]:
    """Dates that are still read, but no longer behind a label that the portal declares."""
    runs = [counts for counts in former if "labelled" in counts]
    now, before = _unlabelled(present), [_unlabelled(counts) for counts in runs]
    if len(runs) >= _RUNS_NEEDED and _is_jump(now, before, _GREAT_FALL):
        told = f"{now} dates have none of the declared labels; before, {pooled(before)} had none"
        yield Finding("label-silent", told, "date", now, pooled(before))


def _unlabelled(counts: Counts) -> Share:
    dated = counts["filled"].get("published_at", 0)
    return Share(max(0, dated - counts["labelled"]), dated)


def _selectors(present: Counts, former: Sequence[Counts], told: Collection[str]) -> Iterator[Finding]:
    """Selectors that named something on nearly every page and name nothing now.

    The page's metadata may still tell the field, so that no witness has fallen silent. `told`: fields of
    which that is known already.
    """
    for field in sorted(present["shown"].keys() - told):
        before = [_unshown(counts, field) for counts in former if field in counts.get("shown", {})]
        now, usual = _unshown(present, field), pooled(before)
        enough = len(before) >= _RUNS_NEEDED and usual.rate <= 1 - _ALWAYS
        if enough and _is_jump(now, before, _ALWAYS - 0.1):
            told_so = f"{field}: its selector names nothing on {now} pages; before, on {usual}"
            yield Finding("selector-silent", told_so, field, now, usual)


def _unshown(counts: Counts, field: str) -> Share:
    read = counts["read"] - counts["print_views"]
    return Share(max(0, read - counts["shown"].get(field, 0)), read)


# Lengths


class _Lengths:
    """Lengths of texts, by their classes (see `size_of`)."""

    def __init__(self, present: Counts, former: Sequence[Counts]) -> None:
        self._now = _sizes(present["lengths"])
        self._runs = [_sizes(counts["lengths"]) for counts in former if "lengths" in counts]
        self._before: Counter[int] = Counter()
        for sizes in self._runs:
            self._before.update(sizes)
        enough = len(self._runs) >= _RUNS_NEEDED and self._before.total() >= _LENGTHS_BEFORE
        self._is_known = enough and self._now.total() >= WORTH_COUNTING
        self._excess = rank_excess(self._now, self._before) if self._is_known else 0.0
        self._shift = middle(self._now) - middle(self._before) if self._is_known else 0.0

    @property
    def have_moved(self) -> bool:
        """They differ probably, and noticeably: not enough for an alarm, but for bearing witness."""
        return abs(self._excess) > _PROBABLY and abs(self._shift) >= _MOVED

    def findings(self) -> Iterator[Finding]:
        """Whether they are half as long as usual, or twice, and the median is what no run before had."""
        if abs(self._excess) < _SURELY or abs(self._shift) < _DOUBLING or self._has_been_so():
            return
        now, before = (round(2 ** (middle(sizes) / _STEPS)) for sizes in (self._now, self._before))
        yield Finding(
            "body-length",
            f"the texts of {self._now.total()} articles have {now} characters in the median; before, "
            f"{self._before.total()} had {before}",
            "body",
        )

    def _has_been_so(self) -> bool:
        medians = [middle(sizes) for sizes in self._runs if sizes.total() >= WORTH_COUNTING]
        return bool(medians) and min(medians) <= middle(self._now) <= max(medians)


def _sizes(lengths: Mapping[str, int]) -> Counter[int]:
    return Counter({int(size): number for size, number in lengths.items() if size.isdigit()})


# Boilerplate


def _rules(
    present: Counts, former: Sequence[Counts], declared: Collection[str], *, has_moved: bool
) -> Iterator[Finding]:
    """Rules that fell silent, and new ones.

    What the portal declares is expected on its pages. Other furniture comes and goes, and is told only where
    texts have become longer or shorter with it.
    """
    before = [counts for counts in former if "dropped" in counts]
    if len(before) < _RUNS_NEEDED:
        return
    for rule in sorted({rule for counts in [present, *before] for rule in counts["dropped"]}):
        if rule not in declared and not has_moved:
            continue
        fired, silent = _fired(present, rule), _not_fired(present, rule)
        fired_before = [_fired(counts, rule) for counts in before]
        silent_before = [_not_fired(counts, rule) for counts in before]
        if pooled(silent_before).rate <= 1 - _ALWAYS and _is_jump(silent, silent_before, _ALWAYS - 0.1):
            told = f"{rule}: fired on {fired} pages; before, on {pooled(fired_before)}"
            yield Finding("rule-silent", told, rule, fired, pooled(fired_before))
        elif has_moved and _is_jump(fired, fired_before, _ALWAYS - 0.1):
            told = f"{rule}: fires on {fired} pages, texts are not as long; before, on {pooled(fired_before)}"
            yield Finding("rule-new", told, rule, fired, pooled(fired_before))


def _fired(counts: Counts, rule: str) -> Share:
    read = counts["read"] - counts["print_views"]
    return Share(min(read, counts["dropped"].get(rule, 0)), read)


def _not_fired(counts: Counts, rule: str) -> Share:
    fired = _fired(counts, rule)
    return Share(fired.whole - fired.part, fired.whole)

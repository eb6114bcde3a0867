"""How the sampled articles are read: selectors, labels, witnesses, dates, boilerplate, flags."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from parsel import Selector

from crawlers.doctor.stranger import is_stranger
from crawlers.doctor.verdict import Verdict, bad, counted, good, look, not_made
from crawlers.doctor.visit import Sample, Visit
from crawlers.layout import Layout
from crawlers.reading import NoArticle, Reading
from crawlers.reading.boilerplate import BY_NAME
from crawlers.reading.css import xpath_of

_SELECTORS = ("title", "date", "lead", "body", "author", "source", "caption", "category", "noise")
_VITAL = ("title", "date", "body")
_WEEKDAY = re.compile(r"(?:Thứ \w+|Chủ nhật)\b", re.IGNORECASE)
_PORTAL_LINES = "portal-line"


def check_articles(visit: Visit) -> Iterator[Verdict]:
    """Whether the samples are articles, then all that their reading rests on."""
    if is_stranger(visit.portal):
        return  # the listings have told
    if not visit.samples:
        yield not_made("articles", "no listing led to one")
        return
    yield from _unread(visit.samples)
    if readings := visit.readings():
        yield from _witnesses(readings)
        yield from _flags(readings)
        yield from _dates(readings)


def check_layout(visit: Visit) -> Iterator[Verdict]:
    """What the layout declares, against the sampled pages."""
    layout, read = visit.portal.layout, [one for one in visit.samples if isinstance(one.reading, Reading)]
    if is_stranger(visit.portal):
        return
    if not read:
        yield not_made("layout", "no article was read")
        return
    yield from _selectors(layout, read)
    readings = visit.readings()
    yield from _labels(layout, readings)
    yield from _boilerplate(layout, readings)
    yield from _signatures(layout, readings)


# Articles


def _unread(samples: list[Sample]) -> Iterator[Verdict]:
    read = [sample for sample in samples if isinstance(sample.reading, Reading)]
    told = f"{len(read)} of {counted(len(samples), 'article', 'articles')} read"
    failed = [f"{sample.exchange.address}: {_why(sample)}" for sample in samples if sample not in read]
    if not failed:
        yield good("articles", told)
    elif read:
        yield look(
            "articles", f"{told}; {'; '.join(failed)}", "open it; some links lead to no article anywhere"
        )
    else:
        yield bad(
            "articles", f"{told}; {'; '.join(failed)}", "scrapy extract PORTAL ADDRESS --explain shows why"
        )


def _why(sample: Sample) -> str:
    if isinstance(sample.reading, NoArticle):
        return f"{sample.reading.reason}, {sample.reading.detail}"
    return sample.why or sample.exchange.why


def _witnesses(readings: list[Reading]) -> Iterator[Verdict]:
    """Mark-up and landmarks, of the three fields that every article has."""
    for field in _VITAL:
        says = Counter(reading.witnesses.get(field, "none") for reading in readings)
        seen = ", ".join(f"{kind} {number}" for kind, number in says.most_common())
        if says["none"]:
            yield bad(field, seen, f"scrapy extract … --explain shows it; declare a selector for the {field}")
        elif says["disagree"]:
            yield bad(field, _disagreement(readings, field, seen), "correct the layout's selector or label")
        elif says["both"] == len(readings):
            yield good(field, "both witnesses agree")
        else:
            yield good(field, f"one witness alone: {seen}")


def _disagreement(readings: list[Reading], field: str, seen: str) -> str:
    marked, found = next(
        reading.heard.get(field, (None, None))
        for reading in readings
        if reading.witnesses.get(field) == "disagree"
    )
    return f"{seen}; mark-up says {marked!r}, landmarks {found!r}"


def _flags(readings: list[Reading]) -> Iterator[Verdict]:
    flags = Counter(flag for reading in readings for flag in reading.flags)
    if flags:
        seen = ", ".join(f"{flag} on {number}" for flag, number in flags.most_common())
        yield look("flags", seen, "docs/reading.md says what each means; --explain shows why")
    else:
        yield good("flags", "none")


def _dates(readings: list[Reading]) -> Iterator[Verdict]:
    printed = [reading.published for reading in readings if reading.published]
    forms = Counter(_WEEKDAY.sub("Thứ …", re.sub(r"\d", "0", date.text)) for date in printed)
    if not printed:
        return  # the witnesses have told
    seen = "; ".join(f"“{form}”" for form in forms)
    if any(date.time is None for date in printed) and any(date.time for date in printed):
        yield look(
            "date form", f"{seen}, some with a time, some without", "see whether all are the article's dates"
        )
    else:
        yield good("date form", f"{seen}{'' if printed[0].time else ', a day without a time'}")


# The layout


def _selectors(layout: Layout, samples: list[Sample]) -> Iterator[Verdict]:
    pages = [Selector(text=sample.exchange.text or "<p></p>", type="html") for sample in samples]
    for field in _SELECTORS:
        if selector := getattr(layout, field):
            yield _selector(field, selector, pages)


def _selector(field: str, selector: str, pages: list[Selector]) -> Verdict:
    check = f"selector {field}"
    try:
        hits = sum(bool(page.xpath(xpath_of(selector))) for page in pages)
    except ValueError as error:  # cssselect's own are its children
        return bad(check, f"{selector!r} cannot be understood: {error}", "correct it")
    seen = f"{selector!r} on {hits} of {len(pages)}"
    if hits == len(pages):
        return good(check, seen)
    if hits == 0 and field in _VITAL:
        return bad(
            check,
            seen,
            f"dead: only landmarks find the {field} now. Find the new element, raise the layout's version",
        )
    return look(check, seen, "see in a page whether it still has the element under that name")


def _labels(layout: Layout, readings: list[Reading]) -> Iterator[Verdict]:
    texts = [_plain(reading.published.text) for reading in readings if reading.published]
    hits = {label: sum(text.startswith(_plain(label)) for text in texts) for label in layout.date_labels}
    for label, number in hits.items():
        seen = f"“{label}” on {number} of {len(readings)}"
        if number:
            yield good("label", seen)
        elif any(hits.values()):
            yield look("label", seen, "take it out if the portal no longer prints it")
        else:
            yield bad("label", seen, "dead: see in a page what the date's line begins with, and declare that")


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _boilerplate(layout: Layout, readings: list[Reading]) -> Iterator[Verdict]:
    """Rules for all portals fire where they like; one that a portal names was seen there."""
    declared = [*layout.boilerplate, *([_PORTAL_LINES] if layout.furniture else [])]
    dropped = Counter(name for reading in readings for name in reading.dropped)
    for name in declared:
        seen = f"{name} fired on {dropped[name]} of {len(readings)}"
        if dropped[name]:
            yield good("boilerplate", seen)
        elif name in BY_NAME or name in (_PORTAL_LINES, "letter"):
            yield look(
                "boilerplate",
                seen,
                "right if only some articles have it; else see how the portal prints it now",
            )
        else:
            yield bad(
                "boilerplate", f"{name}: there is no such rule", "crawlers/reading/boilerplate.py has them"
            )


def _signatures(layout: Layout, readings: list[Reading]) -> Iterator[Verdict]:
    for field in layout.signature:
        number = sum(getattr(reading, field) is not None for reading in readings)
        seen = f"{field} on {number} of {len(readings)}"
        if number:
            yield good("signature", seen)
        else:
            yield look("signature", seen, "see in a page whether the last lines still name it")

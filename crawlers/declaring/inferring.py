"""From a few articles' pages to the layout that sharpens their reading; nothing that is not seen on all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import lru_cache
from typing import Any

from crawlers.declaring import lines, selectors
from crawlers.declaring.seen import Page, Seen, read, read_all, see_all, share, short_address
from crawlers.layout import Layout, Signature
from crawlers.reading import NoArticle, Reading
from crawlers.reading.markup import select
from crawlers.reading.words import bare

_RULES = {
    "slogan": "a slogan in quotes and capitals above the title",
    "letter": "the letter of 1948 below the text",
}
_WITNESSED = ("title", "date", "body", "author")
_SIGNATURES: tuple[tuple[Signature, ...], ...] = (("author", "source"), ("author",))
_LEAST_SIGNED = 3
"""Pages that all have to be signed."""
_NOT_ON_ALL = frozenset(("lead", "author", "caption", "noise"))
"""What an article may lack, so that a selector that is silent on a page is no worse for it."""


@dataclass
class Inferred:
    """A layout, why each field of it is there, and what a person has to decide."""

    layout: Layout
    base: Layout
    why: dict[str, str] = field(default_factory=dict)
    """Field to one sentence."""
    doubts: list[str] = field(default_factory=list)

    @property
    def declared(self) -> dict[str, Any]:
        """The fields in which it differs from its base, in the order of `Layout`."""
        pairs = ((one.name, getattr(self.layout, one.name)) for one in fields(Layout))
        return {name: value for name, value in pairs if value != getattr(self.base, name)}


def infer_layout(pages: Sequence[Page], base: Layout | None = None) -> Inferred:
    """The layout that agrees with the landmarks on all of these pages; those without an article do not count.

    `base` is the layout of the portal's platform: what it finds is not declared again.
    """
    inferred = Inferred(base or Layout(), base or Layout())
    _distrust(inferred, pages)
    seen, seen_by = see_all(inferred.layout, pages), inferred.layout
    for step in (_rules, _labels, _tags, _signature, _furniture):
        if not seen:
            return inferred
        step(inferred, seen)
        if inferred.layout != seen_by:
            seen, seen_by = see_all(inferred.layout, pages), inferred.layout
    for name, find in _SELECTORS:
        _selector(inferred, seen, name, find)
    return inferred


def _distrust(inferred: Inferred, pages: Sequence[Page]) -> None:
    """Leave out what the platform declares where it disagrees with the landmarks: this portal differs."""
    readings = [one for one in read_all(inferred.layout, pages) if isinstance(one, Reading)]
    for name in _WITNESSED:
        wrong = sum(one.witnesses.get(name) == "disagree" for one in readings)
        declared = getattr(inferred.layout, name)
        if declared and wrong:
            inferred.layout = _with(inferred.layout, name, None)
            inferred.why[name] = (
                f"the platform's selector disagrees with the landmarks {share(wrong, readings)}"
            )
            inferred.doubts.append(
                f"{name}: the platform's {declared!r} and the landmarks disagree {share(wrong, readings)}; "
                "what the landmarks say was taken. Compare it with the page."
            )


# --- lines ------------------------------------------------------------------------------------------------


def _rules(inferred: Inferred, seen: Sequence[Seen]) -> None:
    """Rules that hold for some portals only: those that fire on these pages."""
    trial = replace(inferred.layout, boilerplate=tuple(_RULES))
    readings = _readings(trial, seen)
    fired = {rule: sum(rule in reading.dropped for reading in readings) for rule in _RULES}
    found = tuple(rule for rule in _RULES if fired[rule])
    if found:
        inferred.layout = replace(inferred.layout, boilerplate=found)
        told = "; ".join(f"{_RULES[rule]}, {share(fired[rule], seen)}" for rule in found)
        inferred.why["boilerplate"] = told


def _labels(inferred: Inferred, seen: Sequence[Seen]) -> None:
    found = lines.date_labels(seen)
    if not found or sum(found.values()) < len(seen):
        return
    labels = tuple(label for label, _ in found.most_common())
    if len(labels) <= 2 and _keeps(inferred.layout, replace(inferred.layout, date_labels=labels), seen):
        inferred.layout = replace(inferred.layout, date_labels=labels)
        inferred.why["date_labels"] = f"the date's line begins so {share(sum(found.values()), seen)}"


def _tags(inferred: Inferred, seen: Sequence[Seen]) -> None:
    found = {tag: count for tag, count in lines.source_tags(seen).items() if count > max(1, len(seen) // 3)}
    if found:
        tags = tuple(sorted(found))
        inferred.layout = replace(inferred.layout, source_tags=tags)
        inferred.why["source_tags"] = f"texts begin with it in brackets {share(max(found.values()), seen)}"


def _signature(inferred: Inferred, seen: Sequence[Seen]) -> None:
    """Lines after the text that are no sentences: writer and first publisher, or the writer alone."""
    if len(seen) < _LEAST_SIGNED:
        return
    pages = [one.page for one in seen]
    before = [one.reading for one in seen]
    for proposed in _SIGNATURES:
        trial = replace(inferred.layout, signature=proposed)
        after = [one for one in read_all(trial, pages) if isinstance(one, Reading)]
        if len(after) == len(before) and _signs_all(before, after, proposed):
            inferred.layout = trial
            told = (
                "the last line is no sentence"
                if len(proposed) == 1
                else "the last two lines are no sentences"
            )
            inferred.why["signature"] = told
            inferred.doubts.append(f"signature: {told}; taken for {' and '.join(proposed)}. Is it so?")
            return


def _signs_all(before: Sequence[Reading], after: Sequence[Reading], proposed: Sequence[Signature]) -> bool:
    """Whether each text is signed so, and nothing but signatures was taken from any."""
    whole = 0
    for old, new in zip(before, after, strict=True):
        kept = len(new.body)
        taken = old.body[kept:]
        if not new.body or new.body != old.body[:kept] or not all(map(lines.may_sign, taken)):
            return False
        if any(getattr(old, name) not in (None, getattr(new, name)) for name in proposed):
            return False
        if not any(getattr(new, name) for name in proposed):
            return False
        whole += all(getattr(new, name) for name in proposed)
    return 2 * whole > len(after) and any(
        old.body != new.body for old, new in zip(before, after, strict=True)
    )


def _furniture(inferred: Inferred, seen: Sequence[Seen]) -> None:
    found = lines.repeated_lines(seen)
    if found:
        inferred.layout = replace(inferred.layout, furniture=tuple(found))
        inferred.why["furniture"] = f"lines that stand in the text {share(min(found.values()), seen)}"
        inferred.doubts.append(
            "furniture: lines that repeat are left out of every text. Is each the portal's?"
        )


# --- selectors --------------------------------------------------------------------------------------------

_SELECTORS: tuple[tuple[str, Callable[[Sequence[Seen]], list[str]]], ...] = (
    ("title", selectors.title_selectors),
    ("date", selectors.date_selectors),
    ("lead", selectors.lead_selectors),
    ("body", selectors.body_selectors),
    ("author", selectors.author_selectors),
    ("caption", selectors.caption_selectors),
    ("noise", selectors.noise_selectors),
)


def _selector(
    inferred: Inferred, seen: Sequence[Seen], name: str, find: Callable[[Sequence[Seen]], list[str]]
) -> None:
    """Declare the best selector that changes nothing of what the landmarks read, unless the base has one."""
    declared = getattr(inferred.layout, name)
    hits = sum(bool(select(one.root, declared)) for one in seen)
    if declared and (hits == len(seen) or (hits and name in _NOT_ON_ALL)):
        inferred.why[name] = f"the platform's own, {share(hits, seen)}"
        return
    for found in [*find(seen), *_joined(inferred, seen, name, find)]:
        value = f"{declared}, {found}" if declared and hits else found
        trial = _with(inferred.layout, name, value)
        if _keeps(inferred.layout, trial, seen, sharpened=name):
            inferred.layout = trial
            inferred.why[name] = " and ".join(_hits(seen, one) for one in found.split(", "))
            return


def _with(layout: Layout, selector: str, value: str | None) -> Layout:
    changed: dict[str, Any] = {selector: value}
    return replace(layout, **changed)


def _hits(seen: Sequence[Seen], selector: str) -> str:
    return share(sum(bool(select(one.root, selector)) for one in seen), seen)


def _joined(
    inferred: Inferred, seen: Sequence[Seen], name: str, find: Callable[[Sequence[Seen]], list[str]]
) -> list[str]:
    """For pages that look in several ways: two selectors, or one for half of the pages at least."""
    if name not in ("title", "date", "lead", "body") or len(seen) < 3:
        return []
    groups = _groups(seen, find)
    named = [(group, selector) for group, selector in groups if selector and len(group) > 1]
    if not named or len(groups) < 2 or 2 * sum(len(group) for group, _ in named[:2]) < len(seen):
        return []
    if name != "lead":  # not every article has one
        others = [one.page.url for group, _ in groups if group is not named[0][0] for one in group]
        inferred.doubts.append(
            f"{name}: {len(others)} of {len(seen)} sampled pages look otherwise than the rest: "
            f"{', '.join(map(short_address, others[:3]))}. Where these are older, they may need a layout of "
            "their own (former_layouts)."
        )
    return [
        ", ".join(selector for _, selector in named[:most] if selector)
        for most in (2, 1)
        if len(named) >= most
    ]


def _keeps(before: Layout, after: Layout, seen: Sequence[Seen], *, sharpened: str = "") -> bool:
    """Whether a layout reads all pages as another did, and its mark-up agrees wherever it speaks."""
    pages = [one.page for one in seen]
    for one, page in zip(seen, pages, strict=True):
        old, new = _remembered(before, page), _remembered(after, page)
        if isinstance(old, NoArticle) or isinstance(new, NoArticle):
            return False
        if not _is_same(old, new, sharpened) or set(new.flags) - set(old.flags):
            return False
        speaks = sharpened in _WITNESSED and bool(select(one.root, getattr(after, sharpened)))
        if speaks and new.witnesses[sharpened] not in ("both", "mark-up"):
            return False
    return True


_remembered = lru_cache(maxsize=64)(read)
"""Each trial is compared with the same readings."""


def _is_same(old: Reading, new: Reading, sharpened: str) -> bool:
    if (old.title, old.published and old.published.iso()) != (
        new.title,
        new.published and new.published.iso(),
    ):
        return False
    if sharpened == "author" and new.author:
        signed = [paragraph for paragraph in old.body if bare(paragraph) != bare(new.author)]
        return new.body in (old.body, signed) and old.author in (None, new.author)
    return (old.body, old.author, old.source) == (new.body, new.author, new.source) and (
        [caption for _, caption in old.images] == [caption for _, caption in new.images]
    )


def _readings(layout: Layout, seen: Sequence[Seen]) -> list[Reading]:
    read = read_all(layout, [one.page for one in seen])
    return [one for one in read if isinstance(one, Reading)]


def _groups(
    seen: Sequence[Seen], find: Callable[[Sequence[Seen]], list[str]]
) -> list[tuple[list[Seen], str | None]]:
    """The pages by the selector that they share, the largest group first."""
    groups: list[tuple[list[Seen], str | None]] = []
    for one in seen:
        for place, (group, _) in enumerate(groups):
            if shared := find([*group, one]):
                groups[place] = ([*group, one], shared[0])
                break
        else:
            groups.append(([one], next(iter(find([one])), None)))
    return sorted(groups, key=lambda group: -len(group[0]))

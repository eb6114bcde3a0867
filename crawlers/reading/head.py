"""What stands between the title and the text: dates, bylines, furniture."""

from __future__ import annotations

from crawlers.reading.blocks import Block, ancestors
from crawlers.reading.boilerplate import SLOGAN, Where
from crawlers.reading.bylines import is_person, is_unit, labelled
from crawlers.reading.cut import Cut, Parts
from crawlers.reading.landmarks import Place
from crawlers.reading.survey import Survey
from crawlers.reading.title import is_portal_name
from crawlers.reading.words import bare

_LONGEST_UNIT = 45


def drop_head(survey: Survey, place: Place, cut: Cut, parts: Parts) -> None:
    """The date, who wrote it, and what else is no text before the first paragraph."""
    printed = next((n for n, block in enumerate(cut.left) if survey.is_print_day(block)), 0)
    cut.drop(cut.left[:printed], "above-print-day")
    date = set(place.date.blocks) if place.date else set()
    cut.drop([block for block in cut.left if block.index in date], "date")
    beside = {min(date) - 1, max(date) + 1} if date else set()
    cut.drop_each({b.index: rule.name for b in cut.left if b.index in beside and (rule := survey.rule(b))})
    title = bare(place.title.text) if place.title else ""
    paragraphs = (block.index for block in cut.left if block.is_prose and bare(block.text) != title)
    first = next(paragraphs, len(survey.page.blocks))
    _lift_bylines(survey, cut, parts, first)
    after_date = max(date, default=-1)
    head = (block for block in cut.left if block.index < first)
    reasons = {block.index: _head_reason(survey, place, block, after_date) for block in head}
    cut.drop_each({index: why for index, why in reasons.items() if why})


def _lift_bylines(survey: Survey, cut: Cut, parts: Parts, first: int) -> None:
    """Who wrote it, where a line between title and text says it: with a label, or as a name alone."""
    for block in [block for block in cut.left if block.index < first and not block.is_link]:
        byline = labelled(block.text)
        role, name = byline if byline else ("author", block.text)
        is_named = is_person(name) or (is_unit(name) and len(name) <= _LONGEST_UNIT)
        is_named = is_named and not is_portal_name(bare(name))
        is_known = byline is not None or (not block.level and block.picture is None and is_named)
        if not is_known or survey.rule(block) is not None:
            continue
        name, known = name.strip("() "), getattr(parts, role)
        if known is None or (byline is not None and bare(known) == bare(name)):
            setattr(parts, role, known or name)
            cut.drop([block], role)


def _head_reason(survey: Survey, place: Place, block: Block, after_date: int) -> str | None:
    rule = survey.rule(block)
    if rule is not None and rule.where is not Where.HEAD:
        return rule.name
    if survey.is_print_day(block):
        return "print-day"
    if rule is SLOGAN and (place.title is None or block.index < place.title.index):
        return rule.name
    if block.index in survey.date_of:
        return "other-date"
    if block.text.isdigit():
        return "furniture"  # how often it was read
    if _is_section_name(block):
        return "furniture"
    if place.title is not None and bare(block.text) == bare(place.title.text):
        return "title"
    if block.picture is not None or block.kind == "caption":
        return None
    return "links" if block.leads else _place_reason(place, block, after_date)


def _is_section_name(block: Block) -> bool:
    return is_portal_name(bare(block.text)) and not block.is_prose and not block.text.endswith(":")


def _place_reason(place: Place, block: Block, after_date: int) -> str | None:
    """Why a line above the text is none of it: because of where it stands."""
    if block.node is None:
        return "before-date" if block.index < after_date else None
    in_core = place.core is not None and place.core in ancestors(block.node)
    if block.index < after_date or not in_core:
        return None if block.level and block.index > after_date else "furniture"
    return None

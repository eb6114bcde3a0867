"""What stands between the title and the text: dates, bylines, furniture."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from lxml.etree import _Element as Element

from crawlers.dates import PrintedDate
from crawlers.reading.blocks import Block, ancestors
from crawlers.reading.boilerplate import SLOGAN, Where
from crawlers.reading.bylines import SENTENCE_END, is_signature, is_unit, labelled, tidy_name
from crawlers.reading.cut import Cut, Parts
from crawlers.reading.landmarks import Place
from crawlers.reading.names import is_portal_name
from crawlers.reading.setting import Setting, box_of
from crawlers.reading.survey import Survey
from crawlers.reading.words import bare

_LONGEST_UNIT = 45
_LONGEST_DETAIL = 60
_SHORTEST_SUMMARY = 45
_UNSURE = frozenset(("furniture", "links"))
"""Reasons for which a line is dropped that may be the text's where it stands in it."""
_DETAILS = frozenset(("visit-counter", "comment-counter", "details"))
_POSTED = re.compile(
    r"\W*+(?:(?:ngày|lần|giờ|được|mới|thời gian)\s+)*+"
    r"(?:cập nhật|sửa đổi|chỉnh sửa|sửa|đăng|xuất bản|phát hành|tạo|khởi tạo)\b",
    re.I,
)
"""How a line begins that says when a page was put up or changed."""


@dataclass
class Head:
    """The part of a region that stands before its text, or beside its date."""

    survey: Survey
    place: Place
    setting: Setting
    first: int
    """The block that the text begins with."""
    first_prose: int
    date: tuple[int, ...]
    core: Element | None
    beside: list[Block] = field(default_factory=list)
    """Short lines right before and after the date, in one box with it, when the text has not got going."""

    def is_in_text(self, block: Block) -> bool:
        """Whether a block stands in the element of the paragraphs, after the date."""
        if self.core is None or self.first_prose == len(self.survey.page.blocks):
            return False
        if block.index < max(self.date, default=-1):
            return False
        return self.core in ancestors(block.node)


def drop_head(setting: Setting, place: Place, cut: Cut, parts: Parts) -> None:
    """The date, who wrote it, and what else is no text before the first paragraph."""
    survey = setting.survey
    printed = next((n for n, block in enumerate(cut.left) if survey.is_print_day(block)), 0)
    cut.drop(cut.left[:printed], "above-print-day")
    date = set(place.date.blocks) - place.days_told if place.date else set()
    head = _head(setting, place, cut.left)
    cut.drop([block for block in cut.left if block.index in date], "date")
    beside = {min(date) - 1, max(date) + 1} if date else set()
    cut.drop_each({b.index: rule.name for b in cut.left if b.index in beside and (rule := survey.rule(b))})
    late = [block for block in head.beside if block.index >= head.first]
    _lift_bylines(head, cut, parts, [block for block in cut.left if block.index < head.first] + late)
    above = [block for block in cut.left if block.index < head.first]
    reasons = {block.index: _head_reason(head, block) for block in above}
    parts.is_doubtful |= any(_may_be_missed(head, b) for b in above if reasons[b.index] in _UNSURE)
    cut.drop_each({index: why for index, why in reasons.items() if why})
    _drop_details(head, cut, parts)
    parts.is_doubtful |= any(
        _is_bare_number(head, block) or _is_kept_detail(head, block) for block in cut.left
    )


def _head(setting: Setting, place: Place, blocks: Sequence[Block]) -> Head:
    date = place.date.blocks if place.date else ()
    title = bare(place.title.text) if place.title else ""
    dates = setting.survey.date_of
    prose = [b for b in blocks if b.is_prose and b.index not in dates and bare(b.text) != title]
    end = len(setting.survey.page.blocks)
    first = prose[0].index if prose else end
    from_date = max(date) if date and max(date) < first else -1
    held = (b.index for b in blocks if from_date < b.index < first and setting.holds(b))
    head = Head(setting.survey, place, setting, next(held, first), first, date, place.core)
    second = prose[1].index if len(prose) > 1 else first
    if date and prose and min(date) < second:
        head.beside = list(_lines_beside(setting, blocks, date))
    return head


def _lines_beside(setting: Setting, blocks: Sequence[Block], date: Sequence[int]) -> Iterator[Block]:
    """The short lines that stand before and after a date without a paragraph or a heading between."""
    boxes = {box_of(setting.survey.page.blocks[at]) for at in date}
    before = [block for block in blocks if block.index < min(date)]
    after = [block for block in blocks if block.index > max(date)]
    for way, start, step in ((reversed(before), min(date), -1), (iter(after), max(date), 1)):
        for number, block in enumerate(way, start=1):
            if block.index != start + step * number or box_of(block) not in boxes:
                break
            if block.node is setting.core:
                break  # a line of the text, parted by breaks
            if block.is_prose or block.level or block.picture is not None or block.kind == "caption":
                break
            yield block


def _lift_bylines(head: Head, cut: Cut, parts: Parts, lines: Iterable[Block]) -> None:
    """Who wrote it, where a line between title and text says it: with a label, or as a name alone."""
    for block in lines:
        byline = labelled(block.text)
        role, name = byline if byline else ("author", block.text)
        is_known = byline is not None or (not block.level and block.picture is None and _is_named(name))
        if block.is_link or not is_known or head.survey.rule(block) is not None:
            continue
        if byline is None and head.setting.insets.is_tabled(block):
            continue
        name, known = tidy_name(name), getattr(parts, role)
        if known is None or (byline is not None and bare(known) == bare(name)):
            parts.is_author_doubtful |= byline is None and _may_begin(head, block)
            setattr(parts, role, known or name)
            cut.drop([block], role)
    parts.is_doubtful |= parts.is_author_doubtful


def _may_begin(head: Head, block: Block) -> bool:
    """Whether a name alone may be the first line of the text: set as the text is, away from the date."""
    return block not in head.beside and head.is_in_text(block) and head.setting.is_as_text(block)


def _is_named(text: str) -> bool:
    """Whether a line is the name of who wrote it, not of the portal."""
    name = tidy_name(text)
    is_office = is_unit(name) and len(name) <= _LONGEST_UNIT
    return (is_office or is_signature(name)) and not is_portal_name(bare(name))


def _head_reason(head: Head, block: Block) -> str | None:
    survey, place = head.survey, head.place
    rule = survey.rule(block)
    if rule is not None and rule.where is not Where.HEAD:
        return rule.name
    if survey.is_print_day(block):
        return "print-day"
    if rule is SLOGAN and (place.title is None or block.index < place.title.index):
        return rule.name
    if block.index in place.days_told:
        return None
    if block.index in survey.date_of:
        return None if _may_be_told(head, block) else "other-date"
    if block.text.isdigit():
        return None if head.is_in_text(block) and block not in head.beside else "furniture"
    if _is_section_name(block):
        return "furniture"
    if place.title is not None and bare(block.text) == bare(place.title.text):
        return "title"
    if block.picture is not None or block.kind == "caption":
        return None
    return "links" if block.leads else _place_reason(head, block)


def _may_be_told(head: Head, block: Block) -> bool:
    """Whether the text may begin with this date line: it says when something happens, or parts the text."""
    if not head.is_in_text(block) or _POSTED.match(block.text):
        return False
    if head.setting.is_as_text(block):
        return True
    return block not in head.beside and not _is_same_day(head, block)


def _is_same_day(head: Head, block: Block) -> bool:
    chosen, other = head.place.date, head.survey.date_of[block.index]
    if chosen is None or not isinstance(chosen.read, PrintedDate) or not isinstance(other.read, PrintedDate):
        return False
    return chosen.read.day == other.read.day


def _may_be_missed(head: Head, block: Block) -> bool:
    """Whether a dropped line may be the text's: the portal's name at its head, a paragraph that is a link."""
    if _may_sum_up(head, block):
        return True
    if block in head.beside or not head.is_in_text(block):
        return False
    return not block.is_link or (len(block.text) > _LONGEST_DETAIL and block.text.endswith("."))


def _may_sum_up(head: Head, block: Block) -> bool:
    """Whether a line between title and date is long enough to be the article's summary."""
    title = head.place.title
    if title is None or block.is_link or len(block.text) < _SHORTEST_SUMMARY:
        return False
    return title.index < block.index < max(head.date, default=-1)


def _is_bare_number(head: Head, block: Block) -> bool:
    """A number alone that was kept before the first paragraph: it may be how often the page was read."""
    return block.index < head.first and block.text.isdigit()


def _is_kept_detail(head: Head, block: Block) -> bool:
    """A counter or the like in a list over the first paragraph: the list may tell of the article."""
    if block.index >= head.first_prose or not head.setting.holds(block):
        return False
    rule = head.survey.rule(block)
    return labelled(block.text) is not None or (rule is not None and rule.name in _DETAILS)


def _is_section_name(block: Block) -> bool:
    return is_portal_name(bare(block.text)) and not block.is_prose and not block.text.endswith(":")


def _place_reason(head: Head, block: Block) -> str | None:
    """Why a line above the text is none of it: because of where it stands."""
    after_date = max(head.date, default=-1)
    if block.node is None:
        return "before-date" if block.index < after_date else None
    in_core = head.core is not None and head.core in ancestors(block.node)
    if block.index < after_date or not in_core:
        return None if block.level and block.index > after_date else "furniture"
    return None


def _drop_details(head: Head, cut: Cut, parts: Parts) -> None:
    """What stands beside the date and is not set as the text is: it tells of the article, as the date does.

    Where it is set as the text is, nobody can tell: a line without a full stop may head the text.
    """
    left = {block.index for block in cut.left}
    for block in head.beside:
        if block.index not in left or block.node is None or not _is_detail(block):
            continue
        parts.is_doubtful |= head.survey.rule(block) is None and not (block.bold or block.index in head.date)
        if not head.setting.is_as_text(block):
            cut.drop([block], "furniture")


def _is_detail(block: Block) -> bool:
    return len(block.text) <= _LONGEST_DETAIL and not SENTENCE_END.search(block.text)

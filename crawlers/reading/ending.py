"""Where the text ends: the letter, readers' comments, other articles, the footer's lines."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import islice, takewhile

from lxml.etree import _Element as Element

from crawlers.reading.blocks import Block, ancestors
from crawlers.reading.boilerplate import CONTACT, LETTER, VISIT_COUNTER, Where
from crawlers.reading.bylines import is_person
from crawlers.reading.cut import Cut, Parts
from crawlers.reading.date_kinds import PUBLICATION
from crawlers.reading.landmarks import Place
from crawlers.reading.letter import find_letter, is_printed_letter
from crawlers.reading.setting import Setting, box_of
from crawlers.reading.survey import Survey

_NEAR = 40
"""Lines under a heading in which readers' names and days would stand, were it that of their comments."""
_FARTHEST = 12
"""Steps from a field to the box around it that asks for it."""
_LONGEST_REQUEST = 100
"""Characters; a longer paragraph beside a field may be the text's."""
_NO_FIELDS = frozenset(("hidden", "submit", "button", "image", "reset"))
"""Kinds of input that nobody fills in."""


def drop_letter(survey: Survey, cut: Cut, parts: Parts) -> None:
    """The letter under the text. Where no portal declares it, only if it stands there as portals print it."""
    found = find_letter([block.text for block in cut.left])
    if found is None:
        return
    start, end = found
    if any(_is_text(survey, block) for block in cut.left[end:]):
        return  # the article goes on: it quotes the letter
    if LETTER not in survey.layout.boilerplate and not is_printed_letter(
        [b.text for b in cut.left[start:end]]
    ):
        parts.is_doubtful = True
        return
    cut.drop(cut.left[start:end], LETTER)


def _is_text(survey: Survey, block: Block) -> bool:
    """Whether a block is a paragraph that no rule knows and that sums up no other article."""
    return survey.is_own_prose(block)


def drop_after_end(setting: Setting, cut: Cut) -> None:
    """What follows a rule that ends the text, paragraphs too: readers' comments, other articles.

    A rule ends only what has begun: a counter of comments may stand above the text.
    """
    prose = [block for block in cut.left if _is_text(setting.survey, block)]
    start = prose[0] if prose else next(iter(cut.left), None)
    if start is None:
        return
    before = start
    for number, block in enumerate(cut.left):
        rule = setting.rule(block)
        if rule is None:
            before = block if block.is_prose else before
        elif block.index > start.index and _ends(setting, before, cut.left, number):
            _drop_rest(setting.survey, cut, number, rule.name)
            return


def _ends(setting: Setting, before: Block, blocks: Sequence[Block], number: int) -> bool:
    """Whether a line ends the text: by a rule that does, or as one of two counters in a row.

    No text has the latter.
    """
    rules = [setting.survey.rule(block) for block in blocks[number : number + 2]]
    if rules == [VISIT_COUNTER, VISIT_COUNTER]:
        return True
    return rules[0] is not None and rules[0].ends and not _is_subheading(setting, before, blocks, number)


def _is_subheading(setting: Setting, before: Block, blocks: Sequence[Block], number: int) -> bool:
    """Whether a line such as `Ý kiến bạn đọc` parts the text: more of it follows, no names, no days."""
    block, box = blocks[number], box_of(before)
    if block.links or any(map(str.isdigit, block.text)) or not (block.level or setting.is_as_text(block)):
        return False
    following = [other for other in blocks[number + 1 : number + _NEAR] if box_of(other) is box]
    if box is None or box_of(block) is not box or not following or not following[0].is_prose:
        return False
    return not any(is_person(other.text) or other.index in setting.survey.date_of for other in following)


def drop_items(survey: Survey, place: Place, cut: Cut, parts: Parts) -> None:
    """Other articles in a row; a doubt where no day says that they are, or where there is only one."""
    items, title = survey.terrain.items, place.title.index if place.title else -1
    others = [block for block in cut.left if block.index in items and items[block.index].title != title]
    parts.is_doubtful |= any(not items[block.index].dated for block in others)
    lone = survey.terrain.lone_items
    parts.is_doubtful |= any(lone.get(block.index, title) != title for block in cut.left)
    cut.drop(others, "related-item")


def drop_summaries(survey: Survey, cut: Cut) -> None:
    """A heading such as `Tin liên quan` and all after it, where titles and summaries of others take turns.

    That is: every paragraph comes right after a link or a date line, and there is more than one, or a link
    comes right after the heading.
    """
    left = cut.left
    paragraphs = [n for n, block in enumerate(left) if block.is_prose and survey.rule(block) is None]
    lone = max((n for n in paragraphs if not n or not _leads(survey, left[n - 1])), default=-1)
    for number, block in enumerate(left[:-1]):
        rule = survey.rule(block)
        if not number or rule is None or rule.name != "related-list" or lone > number:
            continue
        following = bisect_right(paragraphs, number)
        others = len(paragraphs) - following
        if others and paragraphs[following] > number + 1 and (others > 1 or left[number + 1].leads):
            _drop_rest(survey, cut, number, rule.name)
            return


def _leads(survey: Survey, block: Block) -> bool:
    return block.leads or block.index in survey.date_of


def drop_tail(setting: Setting, cut: Cut) -> None:
    """What follows the first line after the last paragraph that is known as furniture, that line too."""
    survey = setting.survey
    last = _last_of_text(setting, cut.left)
    for number in range(last + 1, len(cut.left)):
        rule = survey.rule(cut.left[number])
        if rule is None or rule.where is not Where.TAIL or rule is CONTACT:
            continue
        if not setting.is_lone_sum(cut.left, number):
            _drop_rest(survey, cut, number, rule.name)
            return


def drop_stamps(survey: Survey, cut: Cut) -> None:
    """`Cập nhật lần cuối: …` under the last paragraph."""
    dates = survey.date_of
    tail = takewhile(lambda block: block.index in dates or not _is_text(survey, block), reversed(cut.left))
    cut.drop([b for b in tail if b.index in dates and dates[b.index].kind in PUBLICATION], "other-date")


def _last_of_text(setting: Setting, blocks: Sequence[Block]) -> int:
    """The number of the last paragraph, or of the last cell or item right under it; -1 without any."""
    last = max((n for n, block in enumerate(blocks) if _is_text(setting.survey, block)), default=-1)
    for number in range(last + 1, len(blocks)):
        if setting.holds(blocks[number]):
            last = number
        elif setting.survey.rule(blocks[number]) is not None:
            break
    return last


def _drop_rest(survey: Survey, cut: Cut, start: int, after: str) -> None:
    known = ((block.index, survey.rule(block)) for block in cut.left[start:])
    cut.drop_each({index: rule.name if rule else f"after-{after}" for index, rule in known})


def drop_forms(survey: Survey, place: Place, cut: Cut, parts: Parts) -> None:
    """What stands in a box with fields to fill in, after the first paragraph: it asks the reader."""
    root, first = survey.page.root, next((b for b in cut.left if _is_text(survey, b)), None)
    if root is None or first is None or place.core is None:
        return
    text = set(ancestors(place.core)) | set(ancestors(first.node))
    asking: set[int] = set()
    for node in root.iter("input", "textarea"):
        if (node.get("type") or "").lower() in _NO_FIELDS:
            continue
        box = _form_box(survey, node, text)
        ground = survey.terrain.grounds[box] if box is not None else None
        if ground is not None and ground.first > first.index and ground.last not in asking:
            asking.update(range(ground.first, ground.last + 1))
    dropped = [block for block in cut.left if block.index in asking]
    parts.is_doubtful |= any(
        len(block.text) > _LONGEST_REQUEST and _is_text(survey, block) for block in dropped
    )
    cut.drop(dropped, "form")


def _form_box(survey: Survey, field: Element, text: set[Element]) -> Element | None:
    """The widest element around a field that holds no paragraph beyond those of the narrowest."""
    grounds = survey.terrain.grounds
    above = islice(ancestors(field.getparent()), _FARTHEST)
    narrow = next((node for node in above if node in grounds), None)
    if narrow is None or narrow in text:
        return None
    box = narrow
    for around in islice(ancestors(narrow), 1, _FARTHEST):
        if around in text or survey.terrain.own_prose(around) > survey.terrain.own_prose(narrow):
            break
        box = around
    return box

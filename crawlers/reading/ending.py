"""Where the text ends: the letter, readers' comments, other articles, the footer's lines."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from crawlers.reading.blocks import Block
from crawlers.reading.boilerplate import CONTACT, LETTER, VISIT_COUNTER, Where
from crawlers.reading.cut import Cut, Parts
from crawlers.reading.letter import find_letter, is_printed_letter
from crawlers.reading.survey import Survey


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


def drop_after_end(survey: Survey, cut: Cut) -> None:
    """What follows a rule that ends the text, paragraphs too: readers' comments, other articles."""
    for number, block in enumerate(cut.left):
        rule = survey.rule(block)
        if (
            rule is not None
            and number > 0
            and (rule.ends or _is_counter_box(survey, cut.left[number : number + 2]))
        ):
            _drop_rest(survey, cut, number, rule.name)
            return


def _is_counter_box(survey: Survey, blocks: Sequence[Block]) -> bool:
    """Two counters in a row: no article has that."""
    return len(blocks) > 1 and all(survey.rule(block) is VISIT_COUNTER for block in blocks)


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


def drop_tail(survey: Survey, cut: Cut) -> None:
    """What follows the first line after the last paragraph that is known as furniture, that line too."""
    last = max((n for n, block in enumerate(cut.left) if _is_text(survey, block)), default=-1)
    for number, block in enumerate(cut.left):
        rule = survey.rule(block)
        if rule is not None and rule.where is Where.TAIL and number > last and rule is not CONTACT:
            _drop_rest(survey, cut, number, rule.name)
            return


def _drop_rest(survey: Survey, cut: Cut, start: int, after: str) -> None:
    known = ((block.index, survey.rule(block)) for block in cut.left[start:])
    cut.drop_each({index: rule.name if rule else f"after-{after}" for index, rule in known})

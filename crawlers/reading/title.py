"""Finding the title: the line that the page also calls its title, or the heading before the date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from crawlers.reading.blocks import Block
from crawlers.reading.boilerplate import SLOGAN
from crawlers.reading.broken_titles import LONGEST, Run, whole_line
from crawlers.reading.names import ADDRESSED, Names, names_of, said_of
from crawlers.reading.ranks import is_contested
from crawlers.reading.survey import Survey
from crawlers.reading.title_score import (
    LEAST,
    NEAR,
    against_name,
    before_text,
    heads_lesser_text,
    is_byline,
    looks_of,
    score_of,
)
from crawlers.reading.words import bare, remembered

_CLOSE = 1.0
"""A runner-up that comes nearer than this leaves a doubt."""
_TODAY = re.compile(r"(?:hôm nay|thứ \w+|chủ nhật)\b.{0,20}\d{1,2}.{1,8}\d{1,2}.{1,8}\d{4}", re.I)
_SHORTEST_HEADING = 12
"""Letters of an ``h1`` that is more than `Thông báo`."""
_SHORTEST = 25
"""Letters of a title that nothing but its place may speak for."""


class Title(NamedTuple):
    """The title that was found."""

    block: Block
    sure: bool
    """Whether more than its place speaks for it: the page's own metadata, or a heading."""
    alone: bool
    """Whether no other line came close to being taken, and it is long enough to be no section's name."""
    named: bool
    """Whether the page's own metadata or its address say that it is the title."""


class _Candidate(NamedTuple):
    """A line that may be the title."""

    at_most: float
    """It cannot score more."""
    order: int
    block: Block
    words: str
    said: float
    """What the page itself says for it."""


def find_title(survey: Survey) -> Title | None:
    """The title, or None where no line is one; a print view prints none, unless as a heading."""
    printed = any(survey.is_print_day(block) for block in survey.page.blocks[:3])
    if printed and survey.page.root is None:
        return None
    names = names_of(survey)
    scores: dict[str, float] = {}
    best: _Candidate | None = None
    most = LEAST
    for candidate in sorted(_candidates(survey, names), key=lambda candidate: -candidate.at_most):
        if candidate.at_most <= (LEAST if best is None else most - _CLOSE):
            break  # none of the others can be taken, or leave a doubt
        if not _may_be_title(survey, candidate.block):
            continue
        score = score_of(survey, candidate.block, candidate.words, candidate.said, names)
        if score > most or (best is not None and score == most and candidate.order < best.order):
            best, most = candidate, score
        if score > 0.0:
            scores[candidate.words] = max(score, scores.get(candidate.words, 0.0))
    if best is None or (printed and not (best.block.level and best.block.index < names.text_from)):
        return None
    own = scores.pop(best.words)
    evident = best.words in names.metadata or best.words in names.window or best.said >= ADDRESSED
    alone = own - max(scores.values(), default=0.0) >= _CLOSE and not _is_meagre(best)
    alone = (
        alone
        and not _is_followed_by_another(survey, best)
        and not is_contested(survey, best.block)
        and not heads_lesser_text(survey, best.block, names)
    )
    return Title(best.block, evident or best.block.kind == "heading", evident or alone, evident)


def _is_followed_by_another(survey: Survey, candidate: _Candidate) -> bool:
    """Whether few words stand over another line that may be a title, rather than over date or text."""
    blocks, following = survey.page.blocks, candidate.block.index + 1
    if len(candidate.words) >= _SHORTEST or following >= len(blocks):
        return False
    after = blocks[following]
    is_plain = after.is_prose or following in survey.date_of or after.leads or survey.rule(after) is not None
    return not is_plain and not is_byline(after) and len(after.text) > len(candidate.block.text)


def _is_meagre(candidate: _Candidate) -> bool:
    """Whether a line may as well be the name of a section or of a box, or a sentence."""
    block = candidate.block
    if block.level == 1:
        return len(candidate.words) < _SHORTEST_HEADING
    return len(candidate.words) < _SHORTEST or (not block.level and block.text.endswith((".", "!")))


def _candidates(survey: Survey, names: Names) -> Iterator[_Candidate]:
    """The lines that may be taken, or leave a doubt, each with the most that can speak for it."""
    runs: dict[int, Run] = {}
    near, known, initials = _most_near(survey), names.known, names.initials
    lines = survey.page.blocks
    goes_on = [line.joined for line in lines[1:]] + [False]
    for order, line in enumerate(lines):
        block = whole_line(survey, line, runs) if line.joined or goes_on[order] else line
        if block is None or len(block.text) > LONGEST:
            continue
        words = bare(block.text)
        said = said_of(block, words, names) if words in known or words[:1] in initials else 0.0
        most_near = near[block.index]
        if said or most_near or block.bold or block.level:
            looks = looks_of(block) + before_text(block, names.text_from)
            at_most = said + most_near + looks - against_name(block, words, names)
            if at_most > LEAST - _CLOSE:
                yield _Candidate(at_most, order, block, words, said)


def _most_near(survey: Survey) -> list[float]:
    """The most that what stands near a block can say for it, by its number."""
    blocks, dates = survey.page.blocks, survey.date_of
    most = [0.0] * len(blocks)
    prose = (block.index for block in blocks if block.is_prose and block.index not in dates)
    for signs, weight in ((dates, 4.0), (prose, 1.5)):
        for at in set().union(*(range(max(0, sign - NEAR), sign) for sign in signs)):
            most[at] += weight
    for date in dates:
        if date + 1 < len(most):
            most[date + 1] += 2.0
    return most


def _may_be_title(survey: Survey, block: Block) -> bool:
    text = block.text
    rule = survey.rule(block)
    if (
        not 4 <= len(text) <= LONGEST
        or block.index in survey.date_of
        or (rule is not None and rule is not SLOGAN)
    ):
        return False
    return _has_letters(text) and not _TODAY.match(text)


@remembered
def _has_letters(text: str) -> bool:
    return any(map(str.isalpha, text))

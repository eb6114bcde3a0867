"""How much speaks for a line being the title, and how much against it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import islice

from crawlers.dates import PrintedDate
from crawlers.reading.blocks import Block, ancestors
from crawlers.reading.boilerplate import SLOGAN
from crawlers.reading.bylines import is_person, is_unit, labelled
from crawlers.reading.names import NAMED, Names, is_portal_name
from crawlers.reading.ranks import is_summary, line_above, sums_up
from crawlers.reading.survey import OFF, Survey
from crawlers.reading.words import bare

LEAST = 2.5
NEAR = 12
"""Blocks in which what follows a title must begin."""
_LESSER = 4.0
_LESSER_SHARE = 0.5
_LEAD_NEAR = 6
_HEADED = 4
"""Lines between a title and its text, but for the date and furniture."""
_SUMMARY = 4.0
"""What speaks against a line right under a heading that outranks it."""
_HEADINGS = {0: 0.0, 1: 2.0, 2: 1.5}
"""What a heading counts by its level; the first ``h1`` of a page is often the menu's."""
_SENTENCES = re.compile(r"\w\. \w")
_TEASED = re.compile(r"(?:[.…!?:)\]»]\s*(?i:xem|đọc)|\s(?:Xem|XEM|Đọc|ĐỌC)) (?i:tiếp|thêm|chi tiết)\W{0,5}$")
_TEASED_END = 30
_LONGEST_BYLINE = 45
_CREDITED = re.compile(r"[.(–-]\s*(?:ảnh|photo)\s*:[^)]{2,60}\)?$", re.I)
_LONGEST_SENTENCE = 120
"""Characters; a longer line with a full stop is prose."""


def score_of(survey: Survey, block: Block, words: str, said: float, names: Names) -> float:
    """How much speaks for a line being the title; 0 where nothing does but its place among other lines.

    `words` are its bare ones, `said` is what the page itself says for it.
    """
    if said < NAMED and _is_no_title(block):
        return 0.0
    near = _nearness(survey, block, names.signs)
    if not (said or near >= 1.0 or block.bold or block.level):
        return 0.0
    speaks = said + near + looks_of(block) + before_text(block, names.text_from)
    score = speaks - against_name(block, words, names) - _against(survey, block, words)
    if score > LEAST and said < NAMED and _is_summary(survey, block):
        score -= _SUMMARY
    if score > LEAST and said < NAMED and heads_lesser_text(survey, block, names):
        return max(score - _LESSER, LEAST + 0.1)  # it is the title only where no other line can be
    return score


def _is_summary(survey: Survey, block: Block) -> bool:
    """Whether a line stands right under one that is set as more, as a summary or a section's name does."""
    above = line_above(survey, block)
    return above is not None and is_summary(above, block) and not is_portal_name(bare(above.text))


def heads_lesser_text(survey: Survey, block: Block, names: Names) -> bool:
    """Whether the box around a line holds a text of its own, and another box a much longer one: a notice.

    A box that the longer text follows at once holds the article's lead.
    """
    terrain, blocks, text_from = survey.terrain, survey.page.blocks, names.text_from
    if text_from < 0 or block.node is None or names.core is None:
        return False
    own = len(block.text) if survey.is_own_prose(block) else 0  # a long title reads like a paragraph
    for node in ancestors(block.node):
        if terrain.own_prose(node) > own:
            break
    else:
        return False
    ground = terrain.grounds[node]
    if ground.first <= text_from <= ground.last:
        return False
    if terrain.own_prose(node) > _LESSER_SHARE * terrain.own_prose(names.core):
        return False
    between = (
        blocks[ground.last + 1 : text_from] if ground.last < text_from else blocks[text_from : ground.first]
    )
    is_apart = any(other.level or other.index in survey.date_of for other in between)
    return is_apart or len(between) > _LEAD_NEAR or ground.last > text_from


def looks_of(block: Block) -> float:
    """What its being a heading or bold counts for a line."""
    return _HEADINGS.get(block.level, 1.0) + (1.0 if block.bold else 0.0)


def against_name(block: Block, words: str, names: Names) -> float:
    """What speaks against a line by its length, and by its zone, and by a menu that has the same words."""
    size = len(words)
    against = 2.5 if size < 12 else 1.5 if size < 25 else 0.0
    if block.zone in OFF:
        against += 6.0
    return against + 4.0 if words in names.menu else against


def _is_no_title(block: Block) -> bool:
    """A line that only another witness can make a title: a slogan, a teaser, a caption, a paragraph."""
    text = block.text
    if SLOGAN.matches(text):
        return block.level != 1
    if labelled(text):
        return True
    if _TEASED.search(text, max(0, len(text) - _TEASED_END)) or _CREDITED.search(text):
        return True
    if block.level in (1, 2) or len(text) <= _LONGEST_SENTENCE:
        return False
    return text.endswith((".", "…")) or _SENTENCES.search(text) is not None


def before_text(block: Block, text_from: int) -> float:
    """What standing soon before the text, the block of that number, counts for a line."""
    if text_from < 0:
        return 0.0
    distance = text_from - block.index
    if distance <= 0:
        return -2.0
    return 3.0 if distance <= 6 else 2.0 if distance <= 12 else 0.0


def _against(survey: Survey, block: Block, words: str) -> float:
    """What speaks against a line: its being a link, a sentence, a caption, a portal's name, a summary."""
    text = block.text
    heads = block.is_link and block.level > 0 and _heads_own_text(survey, block)
    foreign = survey.terrain.is_foreign_node(block.node) and not heads
    teaser = block.index in survey.terrain.teasers or foreign
    clues = (
        (1.0, block.zone == "header"),
        (_against_link(survey, block), block.is_link),
        (7.0, is_portal_name(words)),
        (2.5, len(text) > 200 or (text.endswith((".", "…")) and len(text) > 90)),
        (2.5, len(text) > 100 and _SENTENCES.search(text) is not None),
        (3.0, _may_be_caption(survey, block)),
        (4.0, survey.rule(block) is SLOGAN),
        (3.0, teaser),
        (2.0, not block.level and (is_person(text) or is_unit(text)) and len(text) <= _LONGEST_BYLINE),
    )
    return sum(weight for weight, speaks in clues if speaks)


def _may_be_caption(survey: Survey, block: Block) -> bool:
    """Whether a line stands with the picture before it; not a heading, and not a line right over the date."""
    if block.kind == "caption":
        return True
    if block.picture is None or block.level or block.index + 1 in survey.date_of or block.node is None:
        return False
    around = set(ancestors(survey.page.pictures[block.picture].node))
    steps = 3 if block.node.tag == "td" else 2  # a row above holds the picture of the row below
    return not around.isdisjoint(islice(ancestors(block.node), steps))


def _against_link(survey: Survey, block: Block) -> float:
    """A title may be a link to its own page; other links are other articles' titles."""
    if _is_self(survey, block):
        return 0.0
    return 1.0 if block.level and _heads_own_text(survey, block) else 4.0


def _heads_own_text(survey: Survey, block: Block) -> bool:
    """Whether the next paragraph is nobody's summary: a title may be a link to its own page.

    A link in a list of links heads no text, though one follows the list.
    """
    following = survey.page.blocks[block.index + 1 : block.index + 1 + NEAR]
    lines = (other for other in following if survey.rule(other) is None and other.index not in survey.date_of)
    prose = next((other for other in islice(lines, _HEADED) if other.is_prose), None)
    if prose is None or prose.index in survey.terrain.teasers:
        return False
    if block.node is None or prose.node is None:
        return True
    return not survey.terrain.is_listed(block.node, survey.terrain.common(block.node, prose.node))


def _is_self(survey: Survey, block: Block) -> bool:
    addresses = {survey.page.url, survey.metadata.canonical} - {None, ""}
    return block.href in addresses or (block.href or "").rstrip("/").endswith("#")


def is_byline(block: Block) -> bool:
    """Whether a line may say who wrote the article: such lines stand between title and date."""
    text = block.text
    if block.level or block.is_link or len(text) > _LONGEST_BYLINE:
        return False
    return labelled(text) is not None or is_person(text) or is_unit(text)


def _nearness(survey: Survey, block: Block, signs: Sequence[int]) -> float:
    """What follows a title soon: the date, then prose, with nothing but furniture between."""
    score, unknown = 0.0, 0
    following = bisect_right(signs, block.index)
    is_sign_near = following < len(signs) and signs[following] <= block.index + NEAR
    for other in survey.page.blocks[block.index + 1 : block.index + 1 + NEAR] if is_sign_near else ():
        line = survey.date_of.get(other.index)
        if line is not None:
            if isinstance(line.read, PrintedDate) and score < 2.5:
                score += max(0.0, (4.0 if line.labelled else 3.0) - 2.0 * unknown)
        elif sums_up(survey, block, other):
            continue
        elif other.is_prose:
            score += 1.5 if other.index not in survey.terrain.teasers else -1.0
            break
        elif survey.rule(other) is None and not is_byline(other):
            unknown += 1
            if unknown > 2 or (other.leads and len(other.text) >= 25):
                break
    before = survey.date_of.get(block.index - 1)
    if before is None:
        return score
    return score + (2.0 if before.labelled else 0.5)

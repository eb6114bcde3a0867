"""Lines in a row over a text, each of which may be its title: which is one, and which sums it up.

Portals print summaries, kickers and section names between title and date. Which line is the title then is
told by their ranks; where their ranks say nothing, it stays doubtful.
"""

from __future__ import annotations

import re

from crawlers.reading.blocks import Block
from crawlers.reading.boilerplate import SLOGAN
from crawlers.reading.bylines import is_person, is_unit, labelled
from crawlers.reading.survey import OFF, Survey
from crawlers.reading.words import bare

_SHORTEST = 25
"""Letters; a shorter line is a section's name or a kicker, which nobody takes for a title."""
_LONGEST = 300
_LONGEST_BYLINE = 45
_NEAR = 3
"""Lines in which the other one must stand."""
_HEADED = (1, 2)
STOPS = (".", "…", ";", ":", "!")
"""How a sentence ends that sums up an article, and no title."""
_TRAIL = re.compile(r"\s[»›>/|]\s")
"""Between the steps of a breadcrumb."""


def outranks(above: Block, below: Block) -> bool:
    """Whether a line is set as a title and one under it is not, or less so: it is its summary then."""
    if above.level in _HEADED:
        return not below.level or below.level > above.level
    return above.bold and not (below.bold or below.level)


def is_summary(above: Block, below: Block) -> bool:
    """Whether of two lines that may be the title the first is it: set as more, or as the second is."""
    return outranks(above, below) or (above.bold, above.level) == (below.bold, below.level)


def is_contested(survey: Survey, title: Block) -> bool:
    """Whether another line right above or below, before date and text, may as well be the title.

    A heading over a line that ends like a title may be the name of a section as well as the title.
    """
    return _line_below(survey, title) is not None or (
        title.level != 1 and line_above(survey, title) is not None
    )


def sums_up(survey: Survey, title: Block, line: Block) -> bool:
    """Whether a line right under a title, and right over a date, is its summary or the name of a section."""
    if line.index > title.index + 1 or not outranks(title, line) or len(title.text) < _SHORTEST:
        return False
    return line.index + 1 in survey.date_of and (line.is_prose or _may_be_title(survey, line))


def line_above(survey: Survey, block: Block) -> Block | None:
    """The line that may be a title right above a block, with nothing but furniture between."""
    blocks = survey.page.blocks
    for at in range(block.index - 1, max(-1, block.index - 1 - _NEAR), -1):
        other = blocks[at]
        if at in survey.date_of or (other.is_prose and not _like_title(other)):
            return None
        if _may_be_title(survey, other):
            return None if bare(other.text) == bare(block.text) else other
    return None


def _line_below(survey: Survey, block: Block) -> Block | None:
    for other in survey.page.blocks[block.index + 1 : block.index + 1 + _NEAR]:
        if other.index in survey.date_of or other.is_prose:
            return None
        if _may_be_title(survey, other) and not other.text.endswith(STOPS):
            return None if bare(other.text) == bare(block.text) else other
    return None


def _may_be_title(survey: Survey, block: Block) -> bool:
    """Whether a line looks like a title, and neither like furniture nor like who wrote the article."""
    text = block.text
    if not _SHORTEST <= len(text) <= _LONGEST or block.zone in OFF or block.kind in ("caption", "item"):
        return False
    if block.is_link or block.picture is not None or survey.rule(block) is not None or _TRAIL.search(text):
        return False
    return _like_title(block) and not (_is_byline(text) or SLOGAN.matches(text))


def _is_byline(text: str) -> bool:
    if len(text) > _LONGEST_BYLINE:  # a title may begin with an office's name
        return False
    return is_person(text) or is_unit(text) or labelled(text) is not None


def _like_title(block: Block) -> bool:
    """Whether a line does not end as a sentence does, unless it is a heading."""
    return block.level in _HEADED or (len(block.text) < 180 and not block.text.endswith((".", "…", ";")))

"""A text that a page prints twice: once for wide screens and once for narrow ones."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from crawlers.reading.blocks import Block
from crawlers.reading.cut import Cut, Parts
from crawlers.reading.survey import Survey

_LONG = 70
"""Characters; a shorter line may be said twice."""
_FEWEST = 2
"""Paragraphs; one alone may be a summary that the text begins with."""


def drop_copy(survey: Survey, cut: Cut, parts: Parts) -> None:
    """The second of two runs of the same paragraphs; where only a part comes twice the text is unsure."""
    prose = [block for block in cut.left if survey.is_own_prose(block)]
    texts = [block.text for block in prose]
    half = len(texts) // 2
    if len(set(texts)) == half >= _FEWEST and len(texts) == 2 * half and texts[:half] == texts[half:]:
        cut.drop(_from(cut.left, prose[half]), "copy")
        return
    long = [text for text in texts if len(text) >= _LONG]
    pairs = list(pairwise(long))
    parts.is_doubtful |= len(set(pairs)) < len(pairs)


def _from(blocks: Sequence[Block], first: Block) -> list[Block]:
    return [block for block in blocks if block.index >= first.index]

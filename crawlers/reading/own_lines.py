"""Lines that stand where a caption may stand, right under a picture, but go with the text around it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import islice

from lxml.etree import _Element as Element

from crawlers.reading.blocks import Block, ancestors
from crawlers.reading.bylines import is_person

CREDIT = re.compile(
    r"^\(?(?:ảnh|hình ảnh|hình|photo)\s*(?:\d+\s*)?[:.–-]|[(–.-]\s*(?:ảnh|photo)\s*:[^)]*\)?$", re.I
)
_NUMBERED = re.compile(
    r"(?:\d{1,2}(?:\.\d{1,2}){0,3}[.)/]\s|[IVX]{1,5}[.)]\s|[a-eA-E][.)]\s"
    r"|(?:Điều|Chương|Mục|Phần|Khoản|Bước|Thứ)\s+(?:\d{1,3}|[IVX]{1,5}|nhất|hai|ba|tư|năm|sáu)\b)"
)
_QUOTED = re.compile(r"""[-–]?\s*(?:“[^“”]+”|"[^"]+"|«[^«»]+»|“[^“”"]+)[.…]?""")
_SAID = re.compile(
    r"""[-–]?\s*[“"«][^”"»]{1,300}[”"»]\s*[,–-].{0,80}\b"""
    r"(?:nói|cho biết|cho hay|chia sẻ|khẳng định|nhấn mạnh|bày tỏ|kể|tâm sự|phát biểu)\b.{0,40}",
    re.S,
)
_LETTER = re.compile(r"[^\W\d_]")
_REMARK = re.compile(r"\((?:còn (?:tiếp|nữa)|hết|xem tiếp|kỳ sau|kỳ tới)\b", re.I)
_LONGEST_LINE = 200
_LEAST_LEAD = 120
"""Characters of a sentence that may be the lead."""
_FEWEST_VERSES = 3
_HIGHEST_CAPTION = 4
"""The level of heading from which on some portals set captions in headings."""


def is_own_line(block: Block, picture: Element | None) -> bool:
    """Whether a line leads on to what follows, asks, is numbered, or quotes: no picture is told of so."""
    text = block.text
    if text.endswith((":", "?")) or not _LETTER.search(text):
        return True
    if any(form.match(text) for form in (_NUMBERED, _REMARK)) or any(
        form.fullmatch(text) for form in (_QUOTED, _SAID)
    ):
        return True
    quote = next((node for node in islice(ancestors(block.node), 4) if node.tag == "blockquote"), None)
    return quote is not None and (picture is None or quote not in ancestors(picture))


def goes_on(before: Block, block: Block) -> bool:
    """Whether a line ends the caption before it: its sentence, or who took the picture."""
    if block.index != before.index + 1 or block.picture is not None:
        return False
    if block.joined and block.node is before.node and block.text[:1].islower():
        return True
    return len(block.text) <= _LONGEST_LINE and CREDIT.match(block.text) is not None


def like_lines_after(region: Sequence[Block], number: int) -> int:
    """How many lines of the same look follow a line at once; two are enough to know that it is a verse."""
    before, look, like = region[number], _look(region[number]), 0
    for block in islice(region, number + 1, number + 1 + 2 * _FEWEST_VERSES):
        if block.index != before.index + 1 or block.picture is not None or _look(block) != look:
            break
        like += not (goes_on(before, block) or CREDIT.search(block.text) or is_person(block.text))
        before = block
    return like


def is_verse(like: int) -> bool:
    """Whether a line followed by so many of its look is one of a poem, a list or a quotation."""
    return like + 1 >= _FEWEST_VERSES


def is_lead_like(block: Block) -> bool:
    """Whether a line is a long sentence, which may be the lead where no paragraph stands before it."""
    return len(block.text) > _LEAST_LEAD and block.text.endswith(".")


def is_heading_like(block: Block) -> bool:
    """A heading, or a bold line that is no sentence and no name; a high one only where it looks odd."""
    if block.level:
        is_odd = is_lowest_heading(block) or block.italic or block.align == "center"
        return is_odd and len(block.text) <= _LONGEST_LINE
    return block.bold and not block.italic and _is_short(block) and not is_person(block.text)


def is_lowest_heading(block: Block) -> bool:
    """A heading of a level in which some portals set captions, and hardly one a subheading."""
    return block.level >= _HIGHEST_CAPTION


class Looks:
    """How the lines of a text look, those right under a picture and the others."""

    def __init__(self, region: Sequence[Block]) -> None:
        self._under = Counter(_line_look(block) for block in region if block.picture is not None)
        self._elsewhere = Counter(_line_look(block) for block in region if block.picture is None)

    def is_lone(self, block: Block) -> bool:
        """Whether no line but those under pictures looks like this one: no subheading is set so."""
        return self._elsewhere[_line_look(block)] == (block.picture is None)

    def under_pictures(self, block: Block) -> int:
        """How many lines right under pictures look like this one, itself included."""
        return self._under[_line_look(block)]


def _line_look(block: Block) -> tuple[object, ...]:
    """What tells lines apart; headings by their level, and long lines are like no short one."""
    return (block.level,) if block.level else (*_look(block), _is_short(block))


def _is_short(block: Block) -> bool:
    return len(block.text) <= _LONGEST_LINE and not block.text.endswith((".", ";", ","))


def _look(block: Block) -> tuple[object, ...]:
    return block.italic, block.bold, block.align, block.level, block.kind

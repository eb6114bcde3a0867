"""Captions: text that stands by a picture and belongs to it, not to the paragraphs around."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from lxml.etree import _Element as Element

from crawlers.reading.blocks import Block, Page, Picture, ancestors
from crawlers.reading.own_lines import (
    CREDIT,
    Looks,
    goes_on,
    is_heading_like,
    is_lead_like,
    is_lowest_heading,
    is_own_line,
    is_verse,
    like_lines_after,
)
from crawlers.reading.picture_tables import is_under_row, picture_above, row_of

_LONGEST = 350
_LONGEST_IN_P = 60
"""A paragraph may have a picture at its side."""
_LONGEST_SENTENCE = 80
"""A longer line with a full stop is a paragraph, unless the mark-up says otherwise."""
_LONGEST_CENTRED = 150
_FEWEST_STOPPED = 3
_STOPS = (".", "!", "?", "…", ":", ";", ",", "”", '"', "’")
_LONGEST_UNMARKED = 200
_LONGEST_DOUBTFUL = 90
"""Characters; a longer line with a full stop under a picture is a paragraph."""
_NAMED = re.compile(r"caption|chu-?thich|image-?desc|photo-?desc|img-?desc|\bcredit\b", re.I)
_FILM = re.compile(r"(?:video|clip|phóng sự)\b[^.:–-]{0,40}(?::|\s[–-]\s)", re.I)
_PICTURE_BOXES = frozenset(
    ("div", "figure", "center", "section", "a", "span", "td", "dl", "p", "blockquote", "li")
)
NO_PICTURE = -1
"""In place of a number: the caption is that of a film, or of a picture whose address is not known."""


class Captions(NamedTuple):
    """What was found of a region's captions."""

    tied: dict[int, int]
    """Block index of each caption, and the number of its picture or `NO_PICTURE`."""
    is_doubtful: bool
    """Whether one of them may be text, or a line that was left may be one."""


def captions_of(page: Page, region: Sequence[Block], marked: Iterable[Element] = ()) -> Captions:
    """The captions in a region. `marked` are elements that a portal's declaration says are captions."""
    if not page.pictures and not page.films:
        return Captions({block.index: NO_PICTURE for block in region if block.kind == "caption"}, False)
    search = _Search(page, region, set(marked))
    search.through()
    return Captions(search.found | _over(page, region, search.found), search.doubtful)


class _Search:
    """Goes through the lines of a region once and ties captions to their pictures."""

    def __init__(self, page: Page, region: Sequence[Block], named: set[Element]) -> None:
        self.page = page
        self.region = region
        self.found: dict[int, int] = {}
        self.doubtful = False
        self._named = named
        self._centred, self._stopped = _mostly_centred(region), _mostly_stopped(region)
        self._slanted = _mostly_italic(region)
        self._first = next((number for number, block in enumerate(region) if block.is_prose), len(region))
        """Number of the first paragraph."""

    def through(self) -> None:
        """Find the captions, and whether one of them is doubtful."""
        before: Block | None = None
        for number, block in enumerate(self.region):
            if self._may_be_one(block, before) and (picture := self._tie(number, block, before)) is not None:
                self.found[block.index] = picture
            before = block

    def _may_be_one(self, block: Block, before: Block | None) -> bool:
        """Whether a line stands where captions stand; most lines of a text do not."""
        if block.picture is not None or block.kind == "caption" or block.index in self.page.films:
            return True
        return bool(self._named) or (before is not None and before.index in self.found)

    @cached_property
    def _looks(self) -> Looks:
        return Looks(self.region)

    def _tie(self, number: int, block: Block, before: Block | None) -> int | None:
        """The picture of the caption that a block is, if it is one."""
        page = self.page
        if block.kind == "caption":
            return _figure(page, block)
        if block.index in page.films and block.picture is None:
            return NO_PICTURE if self._is_under_film(block) else None
        picture = block.picture
        goes_on = picture is None and before is not None and before.index in self.found
        if goes_on and before is not None and _same_box(before, block):
            picture = self.found[before.index]
        if block.node is not None and self._named and self._named.intersection(ancestors(block.node)):
            return picture if picture is not None else _last_before(page.pictures, block)
        if picture is None or len(block.text) > _LONGEST:
            return None
        if not block.level and (above := picture_above(page, block)) is not None:
            return above
        if goes_on and before is not None:
            return picture if self._ends_caption(before, block, picture) else None
        return picture if self._is_beside(number, block, picture) else None

    def _ends_caption(self, before: Block, block: Block, picture: int) -> bool:
        if goes_on(before, block):
            return True
        if block.level or picture == NO_PICTURE:
            return False
        return is_under_row(self.page, block, picture)

    def _is_under_film(self, block: Block) -> bool:
        """Whether a line right under a film tells of it."""
        film = self.page.films[block.index]
        if len(block.text) > _LONGEST_UNMARKED or block.is_link:
            return False
        if _FILM.match(block.text) or _is_named(block):
            return True
        if is_own_line(block, film) or _is_long_sentence(block):
            return False
        if is_heading_like(block):
            self.doubtful |= self._looks.is_lone(block)
            return False
        if not block.level and _box_with(block, film) is not None:
            return True
        is_centred = block.align == "center" and not self._centred
        self.doubtful |= is_centred != (block.italic and not self._slanted)
        return is_centred

    def _is_set_as_heading(self, block: Block, picture: Element) -> bool:
        """A heading or a bold line under a picture, as no subheading of the text is set.

        It may be the only subheading that there is.
        """
        if not is_heading_like(block) or is_own_line(block, picture) or not self._looks.is_lone(block):
            return False
        if _has_figure(self.page, block.picture):
            return False
        is_repeated = self._looks.under_pictures(block) > 1
        is_sure = block.level == 6 or (is_lowest_heading(block) and block.italic)
        self.doubtful |= not (is_sure or (block.level == 5 and is_repeated))
        return is_lowest_heading(block) or (is_repeated and not block.level)

    def _is_beside(self, number: int, block: Block, picture: int) -> bool:
        page, node = self.page, self.page.pictures[picture].node
        if CREDIT.search(block.text):
            return True
        if block.level:
            return self._is_set_as_heading(block, node)
        if _is_named(block) or is_under_row(page, block, picture):
            return True
        if is_own_line(block, node):
            return False
        box = _picture_box(page, block, picture)
        if box is not None and not _is_long_sentence(block) and not _ends_text(self.region, block, box):
            return self._is_in_box(block, box, node)
        if is_heading_like(block):
            return self._is_set_as_heading(block, node)
        if self._is_set_apart(block):
            return self._is_no_lead(number, block) and self._is_no_verse(number)
        return self._stopped and _is_unmarked(page, block) and not _has_figure(page, picture)

    def _is_in_box(self, block: Block, box: Element, picture: Element) -> bool:
        """A line in one box with the picture; in a paragraph, it may be a sentence beside it."""
        if box.tag != "p" or block.italic or block.align == "center" or not block.text.endswith("."):
            return True
        self.doubtful = True
        return not (picture.tail or "").strip()

    def _is_set_apart(self, block: Block) -> bool:
        """Whether a line is in italics or centred, as the text is not."""
        if block.italic and not self._slanted:
            return True
        if block.align != "center" or self._centred or block.bold:
            return False
        return not _is_long_sentence(block) or len(block.text) <= _LONGEST_CENTRED

    def _is_no_lead(self, number: int, block: Block) -> bool:
        """A long sentence may be the lead, or further down a paragraph in italics."""
        if not is_lead_like(block) or (number > self._first and block.align == "center"):
            return True
        self.doubtful = True
        return number > self._first or block.align == "center"

    def _is_no_verse(self, number: int) -> bool:
        like = like_lines_after(self.region, number)
        self.doubtful |= like == 1
        return not is_verse(like)


def _mostly_centred(region: Sequence[Block]) -> bool:
    """Whether the text itself is centred, so that being centred says nothing."""
    size = sum(len(block.text) for block in region) or 1
    return sum(len(block.text) for block in region if block.align == "center") > 0.5 * size


def _mostly_italic(region: Sequence[Block]) -> bool:
    """Whether the text itself is in italics."""
    size = sum(len(block.text) for block in region) or 1
    return sum(len(block.text) for block in region if block.italic) > 0.5 * size


def _mostly_stopped(region: Sequence[Block]) -> bool:
    """Whether the paragraphs of the text end as sentences do, so that not to do so says something."""
    prose = [block for block in region if len(block.text) > _LONGEST_SENTENCE and not block.is_link]
    stopped = sum(block.text.endswith(_STOPS) for block in prose)
    return stopped >= _FEWEST_STOPPED and stopped >= 0.7 * len(prose)


def _is_unmarked(page: Page, block: Block) -> bool:
    """A line right under a picture that is set like a paragraph and ends like none."""
    return _is_under(page, block) and not block.text.endswith(_STOPS) and len(block.text) <= _LONGEST_UNMARKED


def _has_figure(page: Page, picture: int | None) -> bool:
    """Whether a picture stands in a figure, in which its caption would be too."""
    above = islice(ancestors(page.pictures[picture].node), 4) if picture is not None else ()
    return any(node.tag == "figure" for node in above)


def _is_under(page: Page, block: Block) -> bool:
    """Whether a block is a line of its own directly under a picture in a box, or a line, of its own."""
    if block.picture is None or block.bold or block.level or block.is_link or block.kind == "item":
        return False
    picture = page.pictures[block.picture].node
    around = set(ancestors(picture))
    row = row_of(block.node) if block.kind == "cell" else None
    if row is not None and len(row) > 1 and row not in around:
        return False  # a table of its own
    return block.node is not None and (block.node not in around or _breaks(picture))


def may_hide_caption(page: Page, body: Sequence[Block]) -> bool:
    """Whether a line of the text may be a caption: short, right under or over a picture, and not marked."""
    over = {picture.before: picture for picture in page.pictures}
    if any(len(block.text) <= _LONGEST_UNMARKED and CREDIT.search(block.text) for block in body):
        return True
    return any(
        len(block.text) <= _LONGEST_DOUBTFUL
        and ". " not in block.text
        and (_is_under(page, block) or (block.index + 1 in over and _is_over(block, over[block.index + 1])))
        and not is_own_line(block, None if block.picture is None else page.pictures[block.picture].node)
        for block in body
    )


def _is_over(block: Block, picture: Picture) -> bool:
    """Whether a line that is no sentence and no subheading stands in a box with the picture under it."""
    if block.bold or block.level or block.kind == "item" or block.text.endswith(":") or block.node is None:
        return False
    if block.italic:
        return len(block.text) <= _LONGEST_DOUBTFUL or not block.text.endswith(_STOPS)
    return picture.node.getparent() is block.node.getparent() and not block.text.endswith(_STOPS)


def _over(page: Page, region: Sequence[Block], found: dict[int, int]) -> dict[int, int]:
    """Lines in italics right over a picture that has no caption under it, and no picture over them."""
    captioned = set(found.values())
    over = {picture.before: number for number, picture in enumerate(page.pictures) if number not in captioned}
    lines = (block for block in region if block.index not in found and block.picture is None)
    return {
        block.index: over[block.index + 1]
        for block in lines
        if block.index + 1 in over
        and block.italic
        and len(block.text) <= _LONGEST_UNMARKED
        and _is_over(block, page.pictures[over[block.index + 1]])
    }


def _figure(page: Page, block: Block) -> int:
    """The picture of the figure whose caption this is."""
    for node in ancestors(block.node):
        if node.tag == "figure":
            inside = page.pictures_in(node)
            if inside:
                return _nearest(page.pictures, inside, block)
            return NO_PICTURE
    last = _last_before(page.pictures, block)
    return NO_PICTURE if last is None else last


def _is_long_sentence(block: Block) -> bool:
    return len(block.text) > _LONGEST_SENTENCE and block.text.endswith(".")


def _same_box(before: Block, block: Block) -> bool:
    return (
        before.node is not None
        and block.node is not None
        and (before.node is block.node or before.node.getparent() is block.node.getparent())
    )


def _is_named(block: Block) -> bool:
    """Whether the mark-up itself calls it a caption."""
    for node, _ in zip(ancestors(block.node), range(3), strict=False):
        if _NAMED.search(node.get("class") or ""):
            return sum(map(len, node.itertext())) <= 2 * _LONGEST
    return False


def _holds_at_most(node: Element, most: int) -> bool:
    """Whether an element has no more text than that; stops reading where it has."""
    size = 0
    for text in node.itertext():
        size += len(text) if text.strip() else 0
        if size > most:
            return False
    return True


def _ends_text(region: Sequence[Block], block: Block, box: Element) -> bool:
    """Whether a sentence is the last of the text, and the box around it and its picture that of the text.

    So it is where the lead stands apart and all that follows is a picture and one sentence.
    """
    prose = [other for other in region if other.is_prose or other is block]
    if prose[-1] is not block or not block.text.endswith("."):
        return False
    outer = box.getparent()
    return not any(
        other.node is outer or (other.node is not None and other.node.getparent() is outer)
        for other in prose[:-1]
    )


def _picture_box(page: Page, block: Block, picture: int) -> Element | None:
    """The small element made of one picture and one line (`<div><img><p>…</p></div>`), if there is one."""
    box = _box_with(block, page.pictures[picture].node)
    if box is None or box.tag == "figure" or not _has_figure(page, picture):
        return box
    return None  # its caption would be in the figure


def _box_with(block: Block, shown: Element) -> Element | None:
    around = set(ancestors(shown))
    for node in islice(ancestors(block.node), 4):
        if node.tag not in _PICTURE_BOXES or (node is block.node and node.tag == "li" and not _breaks(shown)):
            continue
        if node.tag == "p" and block.text.endswith(".") and len(block.text) > _LONGEST_IN_P:
            continue
        if node in around:
            return node if _holds_at_most(node, len(block.text) + 40) else None
    return None


def _breaks(shown: Element) -> bool:
    """Whether a picture ends its line: no bullet of a list does."""
    following = shown.getnext()
    return not (shown.tail or "").strip() and following is not None and following.tag == "br"


def _nearest(pictures: Sequence[Picture], numbers: Sequence[int], block: Block) -> int:
    """The first of the pictures that stand closest to a block; `numbers` are in order."""

    def before(number: int) -> int:
        return pictures[number].before

    after = bisect_left(numbers, block.index, key=before)
    over = bisect_left(numbers, before(numbers[after - 1]), key=before) if after else after
    near = (numbers[at] for at in (over, after) if at < len(numbers))
    return min(near, key=lambda number: abs(before(number) - block.index))


def _last_before(pictures: Sequence[Picture], block: Block) -> int | None:
    number = bisect_right(pictures, block.index, key=lambda picture: picture.before) - 1
    return number if number >= 0 else None

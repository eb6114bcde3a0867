"""Captions: text that stands by a picture and belongs to it, not to the paragraphs around."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import islice

from lxml.etree import _Element as Element

from crawlers.reading.blocks import Block, Page, Picture, ancestors

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
_CREDIT = re.compile(
    r"^\(?(?:ảnh|hình ảnh|hình|photo)\s*(?:\d+\s*)?[:.–-]|[(–.-]\s*(?:ảnh|photo)\s*:[^)]*\)?$", re.I
)


def captions_of(page: Page, region: Sequence[Block], marked: Iterable[Element] = ()) -> dict[int, int]:
    """Block index of each caption in the region, and the number of its picture.

    `marked` are elements that a portal's declaration says are captions.
    """
    if not page.pictures:
        return {}
    named = set(marked)
    centred, stopped = _mostly_centred(region), _mostly_stopped(region)
    found: dict[int, int] = {}
    before: Block | None = None
    for block in region:
        picture = _figure(page, block)
        if picture is None:
            picture = _beside(page, block, region, found, before, named, centred)
        if picture is None and stopped and _is_unmarked(page, block) and not _has_figure(page, block.picture):
            picture = block.picture
        if picture is not None:
            found[block.index] = picture
        before = block
    return found | _over(page, region, found)


def _mostly_centred(region: Sequence[Block]) -> bool:
    """Whether the text itself is centred, so that being centred says nothing."""
    size = sum(len(block.text) for block in region) or 1
    return sum(len(block.text) for block in region if block.align == "center") > 0.5 * size


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
    """Whether a block is a line of its own directly under a picture in a box of its own."""
    if block.picture is None or block.bold or block.level or block.is_link or block.kind == "item":
        return False
    return block.node is not None and block.node not in set(ancestors(page.pictures[block.picture].node))


def may_hide_caption(page: Page, body: Sequence[Block]) -> bool:
    """Whether a line of the text may be a caption: short, right under or over a picture, and not marked."""
    over = {picture.before: picture for picture in page.pictures}
    if any(len(block.text) <= _LONGEST_UNMARKED and _CREDIT.search(block.text) for block in body):
        return True
    return any(
        len(block.text) <= _LONGEST_DOUBTFUL
        and ". " not in block.text
        and not block.text.endswith(":")
        and (_is_under(page, block) or (block.index + 1 in over and _is_over(block, over[block.index + 1])))
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


def _figure(page: Page, block: Block) -> int | None:
    """The picture of the figure whose caption this is."""
    if block.kind != "caption":
        return None
    for node in ancestors(block.node):
        if node.tag == "figure":
            inside = page.pictures_in(node)
            if inside:
                return _nearest(page.pictures, inside, block)
    return _last_before(page.pictures, block)


def _beside(
    page: Page,
    block: Block,
    region: Sequence[Block],
    found: dict[int, int],
    before: Block | None,
    named: set[Element],
    centred: bool,
) -> int | None:
    picture = block.picture
    goes_on = picture is None and before is not None and before.index in found and _same_box(before, block)
    if goes_on and before is not None:
        picture = found[before.index]
    if block.node is not None and named and named.intersection(ancestors(block.node)):
        return picture if picture is not None else _last_before(page.pictures, block)
    if picture is None or len(block.text) > _LONGEST or block.kind == "heading":
        return None
    if (above := _picture_above(page, block)) is not None:
        return above
    if goes_on:
        return picture if _in_picture_table(page, block, picture) else None
    if _is_named(block) or _CREDIT.search(block.text) or _in_picture_table(page, block, picture):
        return picture
    box = _picture_box(page, block, picture)
    if box is not None and not _is_long_sentence(block) and not _ends_text(region, block, box):
        return picture
    if block.italic and not (block.bold and block.text.endswith(":")):
        return picture
    if block.align != "center" or centred or block.bold:
        return None
    return None if _is_long_sentence(block) and len(block.text) > _LONGEST_CENTRED else picture


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


def _in_picture_table(page: Page, block: Block, picture: int) -> bool:
    """In a row of its own under the picture's row, which holds no text; both rows are of one table."""
    row, above = _row(block.node), _row(page.pictures[picture].node)
    if row is None or above is None or row is above or row.getparent() is not above.getparent():
        return False
    if _is_long_sentence(block) and _is_text_table(row.getparent()):
        return False
    return _text_size(above) == 0 and _text_size(row) <= _LONGEST


def _is_text_table(rows: Element | None) -> bool:
    """A table whose rows hold a whole article: more of them are paragraphs than hold a picture alone."""
    if rows is None:
        return False
    if len(rows) > 2 * sum(1 for _ in rows.iter("img")) + 1:
        return True
    sizes = [(_text_size(row), next(row.iter("img"), None) is not None) for row in rows]
    texts = sum(size > _LONGEST_SENTENCE and not pictured for size, pictured in sizes)
    return texts > sum(pictured and not size for size, pictured in sizes)


def _picture_above(page: Page, block: Block) -> int | None:
    """The picture in the same column of the row before, where a row of pictures has a row of captions."""
    row = _row(block.node)
    before = row.getprevious() if row is not None else None
    if row is None or before is None or len(before) != len(row) or len(row) < 2 or _text_size(before):
        return None
    cells = set(ancestors(block.node))
    column = next(number for number, cell in enumerate(row) if cell in cells)
    return next(iter(page.pictures_in(before[column])), None)


def _holds_at_most(node: Element, most: int) -> bool:
    """Whether an element has no more text than that; stops reading where it has."""
    size = 0
    for text in node.itertext():
        size += len(text) if text.strip() else 0
        if size > most:
            return False
    return True


def _text_size(node: Element) -> int:
    return sum(len(text) for text in node.itertext() if text.strip())


def _row(node: Element | None) -> Element | None:
    return next((above for above in ancestors(node) if above.tag == "tr"), None)


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
    around = set(ancestors(page.pictures[picture].node))
    for node, _ in zip(ancestors(block.node), range(4), strict=False):
        if node.tag not in ("div", "figure", "center", "section", "a", "span", "td", "dl", "p"):
            continue
        if node.tag == "p" and block.text.endswith(".") and len(block.text) > _LONGEST_IN_P:
            continue
        if node in around:
            is_apart = node.tag != "figure" and _has_figure(page, picture)  # its caption would be in there
            return node if not is_apart and _holds_at_most(node, len(block.text) + 40) else None
    return None


def _nearest(pictures: Sequence[Picture], numbers: Sequence[int], block: Block) -> int:
    return min(numbers, key=lambda number: abs(pictures[number].before - block.index))


def _last_before(pictures: Sequence[Picture], block: Block) -> int | None:
    number = bisect_right(pictures, block.index, key=lambda picture: picture.before) - 1
    return number if number >= 0 else None

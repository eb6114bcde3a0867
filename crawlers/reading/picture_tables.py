"""Tables in which pictures have their captions in the row below."""

from __future__ import annotations

from lxml.etree import _Element as Element

from crawlers.reading.blocks import Block, Page, ancestors
from crawlers.reading.pictures import PICTURES

_LONGEST = 350
_LONGEST_SENTENCE = 80
"""Characters; a longer line with a full stop is a paragraph."""


def is_under_row(page: Page, block: Block, picture: int) -> bool:
    """In a row of its own under the picture's row, which holds no text; both rows are of one table."""
    row, above = row_of(block.node), row_of(page.pictures[picture].node)
    if row is None or above is None or row is above or row.getparent() is not above.getparent():
        return False
    if len(block.text) > _LONGEST_SENTENCE and block.text.endswith(".") and _is_text_table(row.getparent()):
        return False
    return _text_size(above) == 0 and _text_size(row) <= _LONGEST


def picture_above(page: Page, block: Block) -> int | None:
    """The picture in the same column of the row before, where a row of pictures has a row of captions."""
    row = row_of(block.node)
    before = row.getprevious() if row is not None else None
    if row is None or before is None or len(before) != len(row) or len(row) < 2 or _text_size(before):
        return None
    cells = set(ancestors(block.node))
    column = next(number for number, cell in enumerate(row) if cell in cells)
    return next(iter(page.pictures_in(before[column])), None)


def _is_text_table(rows: Element | None) -> bool:
    """A table whose rows hold a whole article: more of them are paragraphs than hold a picture alone."""
    if rows is None:
        return False
    if len(rows) > 2 * sum(1 for _ in rows.iter(*PICTURES)) + 1:
        return True
    sizes = [(_text_size(row), next(row.iter(*PICTURES), None) is not None) for row in rows]
    texts = sum(size > _LONGEST_SENTENCE and not pictured for size, pictured in sizes)
    return texts > sum(pictured and not size for size, pictured in sizes)


def _text_size(node: Element) -> int:
    return sum(len(text) for text in node.itertext() if text.strip())


def row_of(node: Element | None) -> Element | None:
    """The row of a table in which an element stands."""
    return next((above for above in ancestors(node) if above.tag == "tr"), None)

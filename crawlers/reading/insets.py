"""Insets: the tables and lists that are set into a text. In them no line is furniture, however it reads."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.etree import _Element as Element

from crawlers.reading.blocks import Block
from crawlers.reading.bylines import labelled
from crawlers.reading.landmarks import Place
from crawlers.reading.survey import Survey

_LISTS = frozenset(("ul", "ol", "dl"))
_FEWEST = 2
"""Rows of a table, and cells of a row; fewer lay out a page. Also the items of a list."""


class Insets:
    """The tables and lists of a place's text."""

    def __init__(self, survey: Survey, place: Place) -> None:
        self._survey = survey
        self._core = place.core
        self._date = set(place.date.blocks) if place.date else set()
        self._known: dict[Element, bool] = {}

    def hold(self, block: Block) -> bool:
        """Whether a block is a cell or an item of the text."""
        if self._core is None or block.kind not in ("cell", "item"):
            return False
        inset = self._around(block)
        if inset is None:
            return False
        known = self._known.get(inset)
        if known is None:
            known = self._known[inset] = self._is_texts_own(inset)
        return known

    def is_tabled(self, block: Block) -> bool:
        """Whether a block is a cell of a table in rows and columns that does not tell of the article.

        One that does prints the article's date, and no other day.
        """
        inset = self._around(block) if block.kind == "cell" else None
        if inset is None or inset.tag != "table" or not _is_tabular(inset):
            return False
        ground = self._survey.terrain.grounds[inset]
        days = [at for at in self._survey.date_of if ground.first <= at <= ground.last]
        return not self._date.intersection(days) or len(days) > len(self._date)

    def _around(self, block: Block) -> Element | None:
        """The table or list around a block, if it stands in the element of the text."""
        inset, node = None, block.node
        while node is not None and node is not self._core:
            if inset is None and (node.tag == "table" or node.tag in _LISTS):
                inset = node
            node = node.getparent()
        return inset if node is not None else None

    def _is_texts_own(self, inset: Element) -> bool:
        """Whether a table or list is neither the page's lay-out, nor links, nor about the article."""
        ground = self._survey.terrain.grounds[inset]
        if ground.blocks < _FEWEST or ground.linked >= 0.5 * ground.size:
            return False
        if any(ground.first <= at <= ground.last for at in self._date):
            return False
        if inset.tag == "table" and not _is_tabular(inset):
            return False
        return any(map(self._is_content, self._survey.page.blocks[ground.first : ground.last + 1]))

    def _is_content(self, block: Block) -> bool:
        """Whether a line is neither furniture nor says who wrote the article."""
        survey = self._survey
        if block.is_link or survey.rule(block) is not None or block.index in survey.date_of:
            return False
        return not block.text.isdigit() and labelled(block.text) is None


def _is_tabular(table: Element) -> bool:
    """Whether a table has rows of several cells, one under the other."""
    rows = (row for row in _rows(table) if sum(cell.tag in ("td", "th") for cell in row) >= _FEWEST)
    return sum(1 for _ in zip(rows, range(_FEWEST), strict=False)) == _FEWEST


def _rows(table: Element) -> Iterator[Element]:
    """The rows of a table itself, not of tables in it."""
    for part in table:
        if part.tag == "tr":
            yield part
        elif part.tag in ("tbody", "thead", "tfoot"):
            yield from (row for row in part if row.tag == "tr")

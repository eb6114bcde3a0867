"""Date lines that are lines of the text: a heading `Ngày 12/11/2026`, a deadline, a cell of a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from lxml.etree import _Element as Element

from crawlers.dates import PrintedDate
from crawlers.reading.blocks import Block, ancestors
from crawlers.reading.date_kinds import PUBLICATION, Kind
from crawlers.reading.date_lines import DateLine
from crawlers.reading.survey import Survey

_Set = tuple[Element | None, str | bytes, str]
"""How a paragraph is set: the element it stands in, its tag, its class."""


def days_told(
    survey: Survey, title: Block | None, region: Sequence[Block], core: Element | None
) -> frozenset[int]:
    """The blocks of such lines. A line that says it is the day of publication is never one."""
    if core is None:
        return frozenset()
    in_region = {block.index for block in region}
    lines = [line for line in survey.dates if line.blocks[0] in in_region and not _says_own(line)]
    if not lines:
        return frozenset()
    prose = [block for block in region if block.is_prose and block.index not in survey.date_of]
    text = _Text(prose, title.node if title is not None else None)
    blocks = survey.page.blocks
    return frozenset(
        at
        for line in lines
        if core in ancestors(blocks[line.blocks[0]].node) and text.holds(blocks[line.blocks[0]], line)
        for at in line.blocks
    )


def _says_own(line: DateLine) -> bool:
    return line.labelled or line.kind in PUBLICATION


class _Text:
    """The paragraphs of an article, by how they are set."""

    def __init__(self, prose: Sequence[Block], title: Element | None) -> None:
        self._start, self._second = ([block.index for block in prose[:2]] * 2)[:2] if prose else (-1, -1)
        self._settings = Counter(map(_set_as, prose))
        self._nodes = {block.node for block in prose}
        self._parents = {parent for (parent, _, _), count in self._settings.items() if count > 1}
        self._end = prose[-1].index if prose else -1
        self._title = title
        self._around_title = title.getparent() if title is not None else None

    def holds(self, block: Block, line: DateLine) -> bool:
        """Whether a date line is set like the text around it."""
        is_first = block.index < self._start
        if (_is_stamp(line) and block.index < self._second) or (
            is_first and self._is_beside_title(block) and not line.tells
        ):
            return False
        if block.kind in ("item", "cell"):
            return not is_first or line.kind is Kind.LOOSE
        if block.node is None:
            return False
        if line.tells and block.index > self._end >= 0:
            return True  # the day of a document, as it ends
        if block.level:
            return block.node.getparent() in self._parents
        return block.node in self._nodes or self._settings[_set_as(block)] > 1

    def _is_beside_title(self, block: Block) -> bool:
        """Whether title and text stand in one element: what stands between them is none of the text."""
        if block.node is None or block.node in self._nodes:
            return block.node is self._title
        return block.node.getparent() is self._around_title


def _is_stamp(line: DateLine) -> bool:
    """`24/11/2026 16:20`: a day and its minute, as no text goes on, but for `8h00 ngày 24/11/2026`."""
    read = line.read
    has_time = isinstance(read, PrintedDate) and (read.time is not None or read.relative)
    return has_time and line.kind is not Kind.LOOSE and "ngày" not in read.text.casefold()


def _set_as(block: Block) -> _Set:
    node = block.node
    if node is None:
        return None, "", ""
    return node.getparent(), node.tag, node.get("class") or ""

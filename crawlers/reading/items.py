"""Other articles in a row: title, day, summary, again title, with no element around each of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from lxml.etree import _Element as Element

from crawlers.reading.blocks import Block
from crawlers.reading.links import is_file, site_of

_LEAST_TITLE = 15
_LONGEST_LINE = 60
_LONGEST_END = 20
_MORE = re.compile(
    r"(?:[.…!?\])»”]|\s[\[(])\s*(?:xem|đọc|chi tiết)(?: (?:tiếp|thêm|chi tiết|ngay))?\W{0,5}$", re.I
)
_GO_ON = re.compile(r"(?:^|\W)(?:(?:xem|đọc) (?:tiếp|chi tiết)|đọc (?:thêm|bài)|chi tiết)\W{0,5}$", re.I)
_BETWEEN = 3
"""Short lines between a title and its summary, or a summary and the next title: a day, `Chi tiết`."""


class Item(NamedTuple):
    """Another article's title and summary, by the numbers of their blocks."""

    title: int
    summary: int
    dated: bool
    """Whether a day is printed between them."""


def rows_of_items(
    blocks: Sequence[Block], own: str | None, is_date: Callable[[int], bool]
) -> Iterator[list[Item]]:
    """The rows in which other articles stand; a row of one is given too.

    Each title leads away from the page `own` and is a heading, or a day follows it; then comes a paragraph.
    """
    row: list[Item] = []
    for block in blocks:
        if not block.leads or len(block.text) < _LEAST_TITLE or (row and block.index <= row[-1].summary):
            continue
        item = _item(blocks, block, own, is_date)
        if item is None:
            continue
        if row and not _goes_on(blocks, row[-1], item):
            yield row
            row = []
        row.append(item)
    if row:
        yield row


def leads_elsewhere(title: Block, own: str | None) -> bool:
    """Whether a line is wholly a link to another address than that of the page it stands on."""
    if not title.leads:
        return False
    there, here = _parted(title.href), _parted(own)
    return there[:2] != here[:2] or not there[2] <= here[2]


def is_teased(block: Block) -> bool:
    """Whether a paragraph ends with a link to the page where it goes on: `[Xem]`, `Đọc tiếp`."""
    if not block.href or is_file(block.href):
        return False
    return _MORE.search(block.text, max(0, len(block.text) - _LONGEST_END)) is not None


def is_to_go_on(block: Block) -> bool:
    """Whether a short line ends with such a link: `Chi tiết`, `04/06/2024 Đọc thêm`."""
    if not block.href or is_file(block.href) or len(block.text) > _LONGEST_LINE:
        return False
    return _GO_ON.search(block.text) is not None


def _item(
    blocks: Sequence[Block], title: Block, own: str | None, is_date: Callable[[int], bool]
) -> Item | None:
    """What a title is followed by: short lines, then a paragraph beside it in the same element."""
    dated = False
    for block in blocks[title.index + 1 : title.index + 2 + _BETWEEN]:
        if is_date(block.index):
            dated = True
        elif block.is_prose:
            is_item = not block.level and _is_beside(title, block) and (title.level or dated)
            return Item(title.index, block.index, dated) if is_item and leads_elsewhere(title, own) else None
        elif block.level or block.leads or len(block.text) > _LONGEST_LINE:
            return None
    return None


def _goes_on(blocks: Sequence[Block], before: Item, item: Item) -> bool:
    """Whether an item follows another at once, in the same element and set alike."""
    if item.title - before.summary > 1 + _BETWEEN:
        return False
    if any(block.is_prose or block.level for block in blocks[before.summary + 1 : item.title]):
        return False
    one, other = blocks[before.title], blocks[item.title]
    return one.level == other.level and _around(one) is _around(other)


def _is_beside(title: Block, summary: Block) -> bool:
    around = _around(title)
    return around is not None and (summary.node is around or _around(summary) is around)


def _around(block: Block) -> Element | None:
    return None if block.node is None else block.node.getparent()


def _parted(address: str | None) -> tuple[str, str, frozenset[str]]:
    """Site, path and parameters of an address; to a page's own address others may have been added."""
    path, _, parameters = (address or "").split("#")[0].partition("?")
    path = path.split("://", 1)[-1].partition("/")[2].rstrip("/")
    return site_of(address), path, frozenset(filter(None, parameters.split("&")))

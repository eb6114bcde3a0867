"""The text blocks of a page: the form in which everything else reads it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from lxml.etree import _Element as Element

from crawlers.reading.links import is_file
from crawlers.reading.pictures import PICTURES
from crawlers.reading.words import fold, remembered

Kind = str  # "heading", "paragraph", "cell", "item", "caption", "line"

LINK = "\uffff"
"""Stands for a link among the pieces of a block."""
_LEAST_PROSE = 30
"""Characters."""
_ENDS = (".", "!", "?", "…", ":", ";", ".”", '."', "./.", ")")


@dataclass(eq=False, slots=True)
class Block:
    """One piece of text as a reader sees it, and what it stood in. `node` is None in plain text."""

    text: str
    index: int
    node: Element | None = None
    kind: Kind = "paragraph"
    level: int = 0
    """Of a heading, 1 to 6."""
    links: float = 0.0
    """Share of the text that stands in links."""
    href: str | None = None
    """The address, where the whole block is a link."""
    bold: bool = False
    italic: bool = False
    align: str = ""
    zone: str = ""
    """The part of the page by its mark-up: nav, header, footer, aside, or none of them."""
    joined: bool = False
    """Parted from the block before by a single line break only."""
    glued: bool = False
    """Stands in one line with the block before, from which only its being a date sets it apart."""
    stuck: bool = False
    """Two elements meet inside what looks like one word (`đơn vịCảnh báo`): they were apart on the screen."""
    pieces: tuple[str, ...] = ()
    """The text of a short block by the inline elements that it is made of; a link is `LINK`.

    Only where there are several, and a figure in the text: they serve to find dates."""
    picture: int | None = None
    """The picture that stands directly before it (or in it, before its text), by its number."""
    is_link: bool = field(init=False)
    """Whether it is there to be clicked rather than read."""
    is_prose: bool = field(init=False)
    """Whether it reads like a paragraph: long enough, or a sentence with an end, and not a link."""
    leads: bool = field(init=False)
    """Whether it is a link to another page: a title in a list, an entry of a menu."""

    def __post_init__(self) -> None:
        self.is_link = is_link = self.links >= 0.6
        self.is_prose = not is_link and len(self.text) >= _LEAST_PROSE and _is_prose(self.text)
        self.leads = is_link and _is_page(self.href or "")

    def rewrite(self, text: str) -> None:
        """Give it another text."""
        self.text = text
        self.__post_init__()


class Picture(NamedTuple):
    """A picture, and how many blocks stand before it."""

    url: str
    before: int
    node: Element


@dataclass
class Page:
    """A page as blocks. `root` is None for plain text."""

    blocks: list[Block]
    pictures: list[Picture] = field(default_factory=list)
    root: Element | None = None
    url: str | None = None
    films: dict[int, Element] = field(default_factory=dict)
    """What shows a film, by the index of the block that stands right after it."""
    _within: dict[Element, list[int]] = field(default_factory=dict, init=False, repr=False)

    def pictures_in(self, element: Element) -> list[int]:
        """The numbers of the pictures in an element, in order."""
        known = self._within.get(element)
        if known is None:
            known = sorted(
                self._number_of[node] for node in element.iter(*PICTURES) if node in self._number_of
            )
            self._within[element] = known
        return known

    @cached_property
    def _number_of(self) -> dict[Element, int]:
        return {picture.node: number for number, picture in enumerate(self.pictures)}


def _is_prose(text: str) -> bool:
    words = text.count(" ") + 1
    return (len(text) >= 70 and words >= 12) or (words >= 6 and text.endswith(_ENDS))


@remembered
def _is_page(address: str) -> bool:
    return not address.startswith(("mailto:", "tel:")) and not is_file(address)


def blocks_of_text(text: str) -> Page:
    """The blocks of a plain-text rendering: its lines."""
    lines = (fold(line) for line in text.splitlines())
    return Page([Block(line, index, kind="line") for index, line in enumerate(filter(None, lines))])


def ancestors(node: Element | None) -> Iterator[Element]:
    """The node itself, then its ancestors up to the root."""
    while node is not None:
        yield node
        node = node.getparent()

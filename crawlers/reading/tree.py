"""From a page's source to its tree, and from the tree to an ordered list of text blocks."""

from __future__ import annotations

import re
from typing import NamedTuple

from lxml import etree
from lxml.etree import _Element as Element

from crawlers.reading.blocks import LINK, Block, Kind, Page, Picture
from crawlers.reading.links import Addresses, resolve
from crawlers.reading.looks import Look, look_of
from crawlers.reading.words import fold

_STRAY_ENDS = re.compile(r"</[pP]\s*>")
_STARTS = re.compile(r"<[pP][\s>]")
_LABELLED_DATE = re.compile(
    r"(?:cập nhật|đăng|ngày đăng|xuất bản|thứ (?:hai|ba|tư|năm|sáu|bảy)|chủ nhật)\b\D{0,20}"
    r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}\b.{0,30}|\d{1,2}/\d{1,2}/\d{4}\s*[-|]?\s*\d{1,2}:\d{2}",
    re.I,
)
_DATED = re.compile(r"\W{0,2}(?:\D{0,25}\W)?\d{1,2}[/.-]\d{1,2}[/.-]\d{4}\b.{0,30}")
_FIGURE = re.compile(r"\d")
_SHORT = 300
_DEEPEST = 150
_DEEPEST_IN_LINE = 400
_FARTHEST = 3
"""Steps from a text to the list item, cell or heading that it stands in."""
_MOST_TAGS = 60_000
"""A page of a hundred paragraphs has some thousand."""
_LATER = ("data-src", "data-original", "data-lazy-src", "data-lazy", "data-url")
"""Where a picture that is loaded later has its address, in the order of trust."""
_LAZY = frozenset(_LATER)


def shortened(text: str) -> str:
    """A page without what follows its sixty-thousandth tag: no article has so many."""
    if text.count("<") <= _MOST_TAGS:
        return text
    return "<".join(text.split("<", _MOST_TAGS)[:_MOST_TAGS])


def parse(text: str) -> Element | None:
    """The tree of an HTML page; None where there is nothing in it."""
    if len(_STRAY_ENDS.findall(text)) > len(_STARTS.findall(text)):
        # A browser makes an empty paragraph of a stray `</p>`; this parser would glue the text around it.
        text = _STRAY_ENDS.sub("</p><br><br>", text)
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        return etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return None


def blocks_of_tree(root: Element, url: str | None) -> Page:
    """The blocks and pictures of a parsed page, in the order of the source."""
    base = next((href for node in root.iter("base") if (href := node.get("href")) is not None), None)
    address = url if base is None else resolve(url, base)
    walk = _Walk(address)
    walk.through(root)
    return Page(walk.blocks, walk.pictures, root, url)


class _State(NamedTuple):
    """How text looks at one point of the page."""

    link: bool = False
    bold: bool = False
    italic: bool = False
    lines: bool = False
    align: str = ""
    zone: str = ""


class _Box(NamedTuple):
    """An element that begins and ends a line."""

    node: Element
    look: Look
    level: int
    kind: Kind
    """That of the element, or of one a few steps around it."""
    steps: int


class _Walk:
    """Goes through the tree once, in the order of the source; no recursion: no depth of nesting can hurt."""

    def __init__(self, url: str | None) -> None:
        self.blocks: list[Block] = []
        self.pictures: list[Picture] = []
        self._addresses = Addresses(url)
        self._state = _State()
        self._opened: list[tuple[Element, bool, _State]] = []
        """The elements around: each with whether it is a box, and the state outside of it."""
        self._boxes: list[_Box] = []
        """Those of them that begin and end a line."""
        self._picture: int | None = None
        self._breaks = 0
        self._hrefs: list[str] = []
        self._clear()

    def _clear(self) -> None:
        self._parts: list[str] = []
        """The text since the last block."""
        self._plain: list[str] = []
        """The same, with `LINK` for what stands in a link."""
        self._size = self._in_link = self._in_bold = self._in_italic = 0

    def through(self, root: Element) -> None:
        """Make the blocks of all that stands in `root`."""
        opened = self._opened
        nodes = root.iter()
        for node in nodes:
            parent = node.getparent()
            if opened and opened[-1][0] is not parent:
                self._close_up_to(parent)
            look = look_of(node)
            if look.skipped:
                opened.append((node, False, self._state))
                for _ in node.iterdescendants():
                    next(nodes)
                continue
            if look.point:
                self._point(node)
            if look.block:
                self._begin_box(node, look)
            opened.append((node, look.block, self._state))
            if look.marks:
                self._mark(node, look)
            if text := node.text:
                self._take(text)
        self._close_up_to(None)
        self._flush()

    def _close_up_to(self, parent: Element | None) -> None:
        """Leave what is open inside `parent`, and take the text behind each element that is left."""
        opened = self._opened
        while opened and opened[-1][0] is not parent:
            node, box, outside = opened.pop()
            if box:
                self._flush()
                self._boxes.pop()
                self._breaks = 0
            self._state = outside
            if opened and (tail := node.tail):
                self._take(tail)

    def _point(self, node: Element) -> None:
        if node.tag == "br":
            self._break()
        else:
            self._see(node)

    def _begin_box(self, node: Element, look: Look) -> None:
        self._flush()
        self._breaks = 0
        level, kind, steps = look.level, look.kind, 0
        if self._boxes:
            outer = self._boxes[-1]
            if not kind and outer.steps < _FARTHEST:
                level, kind, steps = outer.level, outer.kind, outer.steps + 1
            # Deeper than any page is laid out, all stands in one place: depth must cost nothing.
            if len(self._boxes) >= _DEEPEST or len(self._opened) >= _DEEPEST_IN_LINE:
                node = outer.node
        self._boxes.append(_Box(node, look, level, kind, steps))

    def _mark(self, node: Element, look: Look) -> None:
        link, bold, italic, lines, align, outer = self._state
        href = node.get("href") if node.tag == "a" else None
        if href is not None:
            self._hrefs.append(href)
            link = True
        zone = look.zone
        if not zone or (zone in ("header", "footer") and outer == "article"):
            zone = outer
        self._state = _State(
            link, bold or look.bold, italic or look.italic, lines or look.lines, look.align or align, zone
        )

    def _take(self, text: str) -> None:
        state = self._state
        if state.lines and "\n" in text:
            self._take_lines(text)
        elif not text.isspace():
            size = len(text)
            self._parts.append(text)
            self._plain.append(LINK if state.link else text)
            self._size += size
            if state.link:
                self._in_link += size
            if state.bold:
                self._in_bold += size
            if state.italic:
                self._in_italic += size
        elif self._size or state.link:
            self._parts.append(text)
            self._plain.append(LINK if state.link else text)

    def _take_lines(self, text: str) -> None:
        """Text that shows its line breaks."""
        for number, line in enumerate(text.split("\n")):
            if number:
                self._break()
            if line:
                self._take(line)

    def _break(self) -> None:
        if any(box.look.level for box in self._boxes[-2:]):
            self._parts.append(" ")  # a heading is one line, however it is broken
            self._plain.append("")
        elif self._size:
            self._flush()
            self._breaks = 1
        else:
            self._breaks = 2  # an empty line, or a break right after an element

    def _see(self, node: Element) -> None:
        source = node.get("src") or ""
        if not _LAZY.isdisjoint(node.keys()):
            source = next((value for name in _LATER if (value := node.get(name))), source)
        if not source or source.startswith("data:"):
            return
        if not self._size:
            self._picture = len(self.pictures)
            self._breaks = 2
        self.pictures.append(Picture(self._addresses.absolute(source), len(self.blocks), node))

    def _flush(self) -> None:
        if self._parts:
            if self._size and (text := fold("".join(self._parts))):
                self._add(text)
                self._picture = None
            self._clear()
        if self._hrefs:
            self._hrefs = self._hrefs[-1:] if self._state.link else []

    def _add(self, text: str) -> None:
        """A block; two where its last element prints a date: a title with its date behind it."""
        block = self._block(text)
        self.blocks.append(block)
        if len(block.pieces) < 2:
            return
        form = _DATED if block.level else _LABELLED_DATE
        *words, printed = block.pieces
        if LINK not in words and form.fullmatch(printed):
            block.pieces = ()
            block.rewrite(" ".join(words))
            date = Block(printed, len(self.blocks), block.node, zone=block.zone, glued=True)
            self.blocks.append(date)

    def _block(self, text: str) -> Block:
        size, state, parts = self._size, self._state, self._parts
        box = self._boxes[-1]
        block = Block(
            text,
            len(self.blocks),
            box.node,
            box.kind or "paragraph",
            box.level,
            self._in_link / size,
            self._addresses.absolute(self._hrefs[0]) if self._in_link and self._hrefs else None,
            self._in_bold >= 0.9 * size,
            self._in_italic >= 0.9 * size,
            state.align,
            state.zone,
            self._breaks == 1,
            picture=self._picture,
        )
        if len(parts) > 1 and len(text) <= _SHORT:
            block.stuck = any(map(_sticks, parts, parts[1:]))
            if _FIGURE.search(text):
                block.pieces = tuple(filter(None, map(fold, self._plain)))
        return block


def _sticks(before: str, after: str) -> bool:
    """Whether a capital that begins a word follows a letter without a space."""
    if not (before[-1:].isalpha() and after[:1].isupper()):
        return False
    return before[-1:].islower() or after[1:2].islower()

"""From a page's source to its tree, and from the tree to an ordered list of text blocks."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree
from lxml.etree import _Element as Element

from crawlers.reading.blocks import LINK, Block, Page, Picture
from crawlers.reading.links import Addresses, resolve
from crawlers.reading.looks import BY_TAG, TELLING, UNSEEN, Look, is_unshown, look_of
from crawlers.reading.pictures import FILMS, is_furniture, is_seen, picture_address
from crawlers.reading.words import fold

_STRAY_ENDS = re.compile(r"</[pP]\s*>")
_ENDS_AND_STARTS = re.compile(r"<(?:/[pP]\s*>|[pP][\s>])")
_PARSER = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
_LABELLED_DATE = re.compile(
    r"(?:cập nhật|đăng|ngày đăng|xuất bản|thứ (?:hai|ba|tư|năm|sáu|bảy)|chủ nhật)\b\D{0,20}"
    r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}\b.{0,30}|\d{1,2}/\d{1,2}/\d{4}\s*[-|]?\s*\d{1,2}:\d{2}"
    r"|\(\s*\d{1,2}/\d{1,2}/\d{4}(?:\s*[-|]?\s*\d{1,2}:\d{2})?\s*\)",
    re.I,
)
_DATED = re.compile(
    r"\W{0,2}(?:\D{0,25}\W)?\d{1,2}[/.-]\d{1,2}[/.-]\d{4}\b.{0,30}"
    r"|\(?[\d.,]++ ?(?:(?:lượt|lần) )?(?:xem|đọc|views?)\)?",
    re.I,
)
"""What may stand in a heading behind the title: its day, how often it was read."""
_FIGURE = re.compile(r"\d")
_SHORT = 300
_DEEPEST = 150
_DEEPEST_IN_LINE = 400
_FARTHEST = 3
"""Steps from a text to the list item, cell or heading that it stands in."""
_MOST_TAGS = 60_000
"""A page of a hundred paragraphs has some thousand."""


def shortened(text: str) -> str:
    """A page without what follows its sixty-thousandth tag: no article has so many."""
    if len(text) <= _MOST_TAGS or text.count("<") <= _MOST_TAGS:
        return text
    return "<".join(text.split("<", _MOST_TAGS)[:_MOST_TAGS])


def parse(text: str) -> Element | None:
    """The tree of an HTML page; None where there is nothing in it."""
    tags = _ENDS_AND_STARTS.findall(text)
    if 2 * sum(tag[1] == "/" for tag in tags) > len(tags):
        # A browser makes an empty paragraph of a stray `</p>`; this parser would glue the text around it.
        text = _STRAY_ENDS.sub("</p><br><br>", text)
    try:
        return etree.fromstring(text.encode("utf-8", "replace"), _PARSER)
    except etree.XMLSyntaxError:
        return None


def blocks_of_tree(root: Element, url: str | None) -> Page:
    """The blocks and pictures of a parsed page, in the order of the source."""
    base = next((href for node in root.iter("base") if (href := node.get("href")) is not None), None)
    address = url if base is None else resolve(url, base)
    walk = _Walk(address)
    walk.through(root)
    return Page(walk.blocks, walk.pictures, root, url, walk.films)


@dataclass(eq=False, slots=True)
class _State:
    """How text looks at one point of the page."""

    link: bool = False
    bold: bool = False
    italic: bool = False
    lines: bool = False
    align: str = ""
    zone: str = ""


_BREAK = _State()
"""The look of a line break that counts as a space."""


class _Walk:
    """Goes through the tree once, in the order of the source; no recursion: no depth of nesting can hurt."""

    def __init__(self, url: str | None) -> None:
        self.blocks: list[Block] = []
        self.pictures: list[Picture] = []
        self.films: dict[int, Element] = {}
        self._addresses = Addresses(url)
        self._state = _State()
        self._states: dict[tuple[_State, Look, bool], _State] = {}
        """What each look makes of each state."""
        self._outside: list[_State] = []
        """The states outside of the elements around that mark their text."""
        self._opened: list[Look] = []
        """The looks of the elements around."""
        self._boxes: list[tuple[Element, Look]] = []
        """Those of them that begin and end a line."""
        self._picture: int | None = None
        self._breaks = 0
        self._hrefs: list[str] = []
        self._texts: list[str] = []
        """The text since the last block."""
        self._looks: list[_State] = []
        """How each of them looks."""
        self._begun = False
        """Whether any of them is more than white space."""

    def through(self, root: Element) -> None:
        """Make the blocks of all that stands in `root`."""
        opened = self._opened
        steps = etree.iterwalk(root, events=("start", "end"))
        for event, node in steps:
            if event == "start":
                look = BY_TAG[node.tag] if TELLING.isdisjoint(node.keys()) else look_of(node)
                if look.skipped or ((classes := node.get("class")) is not None and is_unshown(classes)):
                    steps.skip_subtree()
                    opened.append(UNSEEN)
                    if node.tag in FILMS and not self._begun and is_seen(node):
                        self.films[len(self.blocks)] = node
                    continue
                if not look.plain:
                    self._enter(node, look)
                opened.append(look)
                text = node.text
            else:
                look = opened.pop()
                if not look.plain:
                    self._leave(look)
                text = node.tail
            if text:
                self._take(text)
        self._flush()

    def _enter(self, node: Element, look: Look) -> None:
        if look.point:
            self._point(node)
        if look.block:
            if self._texts or self._hrefs:
                self._flush()
            self._breaks = 0
            boxes = self._boxes
            # Deeper than any page is laid out, all stands in one place: depth must cost nothing.
            deep = len(boxes) >= _DEEPEST or len(self._opened) >= _DEEPEST_IN_LINE
            boxes.append((boxes[-1][0] if deep and boxes else node, look))
        if look.marks:
            self._mark(node, look)

    def _leave(self, look: Look) -> None:
        if look.block:
            if self._texts or self._hrefs:
                self._flush()
            self._breaks = 0
            self._boxes.pop()
        if look.marks:
            self._state = self._outside.pop()

    def _point(self, node: Element) -> None:
        if node.tag == "br":
            self._break()
        else:
            self._see(node)

    def _mark(self, node: Element, look: Look) -> None:
        outer = self._state
        self._outside.append(outer)
        link = outer.link
        if node.tag == "a" and (href := node.get("href")) is not None:
            self._hrefs.append(href)
            link = True
        change = outer, look, link
        state = self._states.get(change)
        if state is None:
            state = self._states[change] = _inside(outer, look, link)
        self._state = state

    def _take(self, text: str) -> None:
        state = self._state
        if state.lines and "\n" in text:
            self._take_lines(text)
        elif not text.isspace():
            self._texts.append(text)
            self._looks.append(state)
            self._begun = True
        elif self._begun or state.link:
            self._texts.append(text)
            self._looks.append(state)

    def _take_lines(self, text: str) -> None:
        """Text that shows its line breaks."""
        for number, line in enumerate(text.split("\n")):
            if number:
                self._break()
            if line:
                self._take(line)

    def _break(self) -> None:
        if any(look.level for _, look in self._boxes[-2:]):
            self._texts.append(" ")  # a heading is one line, however it is broken
            self._looks.append(_BREAK)
        elif self._begun:
            self._flush()
            self._breaks = 1
        else:
            self._breaks = 2  # an empty line, or a break right after an element

    def _see(self, node: Element) -> None:
        source = picture_address(node)
        if source is None:
            return
        if not self._begun:
            if not is_furniture(node):
                self._picture = len(self.pictures)
            self._breaks = 2
        address = self._addresses.absolute(source) if source else ""
        self.pictures.append(Picture(address, len(self.blocks), node))

    def _flush(self) -> None:
        texts = self._texts
        if texts:
            if self._begun and (text := fold(texts[0] if len(texts) == 1 else "".join(texts))):
                self._add(text)
                self._picture = None
            texts.clear()
            self._looks.clear()
            self._begun = False
        if self._hrefs:
            self._hrefs = self._hrefs[-1:] if self._state.link else []

    def _add(self, text: str) -> None:
        """A block; two where its last element prints a date: a title with its date behind it."""
        state = self._state
        box, look = self._boxes[-1]
        if not look.kind:
            look = self._look_around(look)
        shown = self._looks[0]
        links, bold, italic = float(shown.link), shown.bold, shown.italic
        if len(self._looks) > 1:
            links, bold, italic = self._shares()
        block = Block(
            text,
            len(self.blocks),
            box,
            look.kind or "paragraph",
            look.level,
            links,
            self._addresses.absolute(self._hrefs[0]) if links and self._hrefs else None,
            bold,
            italic,
            state.align,
            state.zone,
            self._breaks == 1,
            picture=self._picture,
        )
        self.blocks.append(block)
        if len(self._texts) > 1 and len(text) <= _SHORT:
            self._look_closer(block)

    def _shares(self) -> tuple[float, bool, bool]:
        """How much of the text stands in links; whether nearly all of it is bold, or in italics."""
        shown = [
            (len(text), look)
            for text, look in zip(self._texts, self._looks, strict=True)
            if not text.isspace()
        ]
        size = sum(size for size, _ in shown)
        linked = sum(size for size, look in shown if look.link)
        bold = sum(size for size, look in shown if look.bold)
        italic = sum(size for size, look in shown if look.italic)
        return linked / size, bold >= 0.9 * size, italic >= 0.9 * size

    def _look_around(self, own: Look) -> Look:
        """The look that says what a text is where its own box does not: that of one a few steps around."""
        return next((look for _, look in self._boxes[-2 : -2 - _FARTHEST : -1] if look.kind), own)

    def _look_closer(self, block: Block) -> None:
        """What the elements tell that a short block is made of: glued words, a date, a count."""
        block.stuck = any(map(_sticks, self._texts, self._texts[1:]))
        if not _FIGURE.search(block.text):
            return
        plain = (LINK if look.link else text for text, look in zip(self._texts, self._looks, strict=True))
        pieces = tuple(filter(None, map(fold, plain)))
        form = _DATED if block.level else _LABELLED_DATE
        if len(pieces) > 1 and LINK not in pieces[:-1] and form.fullmatch(pieces[-1]):
            block.rewrite(" ".join(pieces[:-1]))
            last = Block(pieces[-1], len(self.blocks), block.node, zone=block.zone, glued=True)
            self.blocks.append(last)
        else:
            block.pieces = pieces


def _inside(outer: _State, look: Look, link: bool) -> _State:
    """How text looks in an element, by how it looks around it."""
    zone = look.zone
    if not zone or (zone in ("header", "footer") and outer.zone == "article"):
        zone = outer.zone
    return _State(
        link,
        outer.bold or look.bold,
        outer.italic or look.italic,
        outer.lines or look.lines,
        look.align or outer.align,
        zone,
    )


def _sticks(before: str, after: str) -> bool:
    """Whether a capital that begins a word follows a letter without a space."""
    if not (before[-1:].isalpha() and after[:1].isupper()):
        return False
    return before[-1:].islower() or after[1:2].islower()

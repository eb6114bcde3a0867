"""From a page to an ordered list of text blocks, the form in which everything else reads it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from lxml import etree
from lxml.etree import _Element as Element

from crawlers.reading.words import fold

Kind = str  # "heading", "paragraph", "cell", "item", "caption", "line"

_SKIPPED = frozenset(
    ("script", "style", "noscript", "template", "svg", "iframe", "object", "embed", "select", "button")
    + ("textarea", "input", "head", "math", "audio", "video", "canvas", "map", "dialog", "datalist", "meter")
)
_INLINE = frozenset(
    (
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
    )
    + ("img", "ins", "kbd", "label", "mark", "nobr", "picture", "q", "rp", "rt", "ruby", "s", "samp", "small")
    + ("source", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr")
)
_BOLD = frozenset(("b", "strong", "th"))
_ITALIC = frozenset(("i", "em", "cite"))
_KINDS = {"li": "item", "dt": "item", "dd": "item", "td": "cell", "th": "cell", "figcaption": "caption"}
_LEVELS = {f"h{level}": level for level in range(1, 7)}
_ZONES = {"nav": "nav", "header": "header", "footer": "footer", "aside": "aside", "menu": "nav"}
_ROLES = {
    "navigation": "nav",
    "banner": "header",
    "contentinfo": "footer",
    "complementary": "aside",
    "search": "nav",
    "menu": "nav",
}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_BLOCK = re.compile(r"display\s*:\s*(?:block|flex|grid|table|list-item)", re.I)
_LINES = re.compile(r"white-space\s*:\s*pre(?:-line|-wrap)?\b", re.I)
_STRAY_ENDS = re.compile(r"</p\s*>", re.I)
_STARTS = re.compile(r"<p[\s>]", re.I)
_LABELLED_DATE = re.compile(
    r"(?:cập nhật|đăng|ngày đăng|xuất bản|thứ (?:hai|ba|tư|năm|sáu|bảy)|chủ nhật)\b\D{0,20}"
    r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}\b.{0,30}|\d{1,2}/\d{1,2}/\d{4}\s*[-|]?\s*\d{1,2}:\d{2}",
    re.I,
)
_DATED = re.compile(r"\W{0,2}(?:\D{0,25}\W)?\d{1,2}[/.-]\d{1,2}[/.-]\d{4}\b.{0,30}")
_CENTRED = re.compile(r"text-align\s*:\s*center", re.I)
_RIGHT = re.compile(r"text-align\s*:\s*right", re.I)
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(bold|[6-9]00)", re.I)
_ITALIC_STYLE = re.compile(r"font-style\s*:\s*italic", re.I)
_SHORT = 300
_DEEPEST = 150
LINK = "\uffff"
"""Stands for a link among the pieces of a block."""
_LAZY = ("data-src", "data-original", "data-lazy-src", "data-lazy", "data-url")


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
    """The text of a short block by the inline elements that it is made of; a link is `LINK`."""
    picture: int | None = None
    """The picture that stands directly before it (or in it, before its text), by its number."""

    @property
    def is_link(self) -> bool:
        """Whether the block is there to be clicked rather than read."""
        return self.links >= 0.6


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


def blocks_of_text(text: str) -> Page:
    """The blocks of a plain-text rendering: its lines."""
    lines = (fold(line) for line in text.splitlines())
    return Page([Block(line, index, kind="line") for index, line in enumerate(filter(None, lines))])


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
    base = root.find(".//base[@href]")
    address = resolve(url, base.get("href", "")) if base is not None else url
    builder = _Builder(address)
    builder.walk(root)
    return Page(builder.blocks, builder.pictures, root, url)


class _Frame(NamedTuple):
    """What an element added to the state, to be taken back at its end."""

    block: bool
    link: bool
    bold: bool
    italic: bool
    lines: bool
    align: str
    zone: str


class _Builder:
    """Walks the tree once; no recursion, so that no depth of nesting can hurt."""

    def __init__(self, url: str | None) -> None:
        self.url = url
        self.blocks: list[Block] = []
        self.pictures: list[Picture] = []
        self.nodes: list[Element] = []
        self.align = [""]
        self.zone = [""]
        self.link = self.bold = self.italic = self.lines = 0
        self.hrefs: list[str] = []
        self._clear()
        self.breaks = 0
        self.picture: int | None = None

    def walk(self, root: Element) -> None:
        frames: list[_Frame] = []
        walker = etree.iterwalk(root, events=("start", "end"))
        skipped = 0
        for event, node in walker:
            if event == "start":
                if _is_skipped(node):
                    walker.skip_subtree()
                    skipped += 1
                    continue
                frames.append(self._open(node))
                self._take(node.text)
                continue
            if skipped and _is_skipped(node):
                skipped -= 1
            else:
                self._close(frames.pop())
            if node is not root:
                self._take(node.tail)
        self._flush()

    def _open(self, node: Element) -> _Frame:
        tag = node.tag
        if tag == "br":
            self._break()
        elif tag == "img":
            self._see(node)
        style = node.get("style") or ""
        frame = _Frame(
            block=(tag not in _INLINE and tag != "br" and ":" not in tag)
            or bool(style and _BLOCK.search(style)),
            link=tag == "a" and node.get("href") is not None,
            bold=tag in _BOLD or bool(style and _BOLD_STYLE.search(style)),
            italic=tag in _ITALIC or bool(style and _ITALIC_STYLE.search(style)),
            lines=tag == "pre" or bool(style and _LINES.search(style)),
            align=_alignment(node, style),
            zone=_zone(node, self.zone[-1]),
        )
        if frame.block:
            self._flush()
            self.breaks = 0
            # Deeper than any page is laid out, all stands in one place: depth must cost nothing.
            self.nodes.append(node if len(self.nodes) < _DEEPEST else self.nodes[-1])
        if frame.link:
            self.link += 1
            self.hrefs.append(node.get("href") or "")
        self.bold += frame.bold
        self.italic += frame.italic
        self.lines += frame.lines
        self.align.append(frame.align or self.align[-1])
        self.zone.append(frame.zone)
        return frame

    def _close(self, frame: _Frame) -> None:
        if frame.block:
            self._flush()
            self.breaks = 0
            self.nodes.pop()
        if frame.link:
            self.link -= 1
        self.bold -= frame.bold
        self.italic -= frame.italic
        self.lines -= frame.lines
        self.align.pop()
        self.zone.pop()

    def _clear(self) -> None:
        self.parts: list[str] = []
        self.plain: list[str] = []
        self.size = self.in_link = self.in_bold = self.in_italic = 0
        self.hrefs = self.hrefs[-1:] if self.link else []

    def _take(self, text: str | None) -> None:
        if not text:
            return
        if not self.lines or "\n" not in text:
            self._take_line(text)
            return
        for number, line in enumerate(text.split("\n")):
            if number:
                self._break()
            self._take_line(line)

    def _take_line(self, text: str) -> None:
        self.parts.append(text)
        size = len(text) if text.strip() else 0
        self.size += size
        if self.link:
            self.in_link += size
        self.plain.append(LINK if self.link else text)
        if self.bold:
            self.in_bold += size
        if self.italic:
            self.in_italic += size

    def _break(self) -> None:
        if any(node.tag in _LEVELS for node in self.nodes[-2:]):
            self.parts.append(" ")  # a heading is one line, however it is broken
            self.plain.append("")
        elif self.size:
            self._flush()
            self.breaks = 1
        else:
            self.breaks = 2  # an empty line, or a break right after an element

    def _see(self, node: Element) -> None:
        source = next((node.get(name) for name in _LAZY if node.get(name)), None) or node.get("src") or ""
        if not source or source.startswith("data:"):
            return
        if not self.size:
            self.picture = len(self.pictures)
            self.breaks = 2
        self.pictures.append(Picture(resolve(self.url, source), len(self.blocks), node))

    def _flush(self) -> None:
        text = fold("".join(self.parts)) if self.size else ""
        if text:
            self._add(text)
            self.picture = None
        self._clear()

    def _add(self, text: str) -> None:
        """A block; two where its last element prints a date: a title with its date behind it."""
        block = self._block(text)
        self.blocks.append(block)
        form = _DATED if block.level else _LABELLED_DATE
        *words, printed = block.pieces or ("",)
        if words and LINK not in words and form.fullmatch(printed):
            block.text, block.pieces = " ".join(words), ()
            date = Block(printed, len(self.blocks), block.node, zone=block.zone, glued=True)
            self.blocks.append(date)

    def _block(self, text: str) -> Block:
        node = self.nodes[-1] if self.nodes else None
        level, kind = self._kind()
        return Block(
            text,
            len(self.blocks),
            node,
            kind,
            level,
            links=self.in_link / self.size,
            href=resolve(self.url, self.hrefs[0]) if self.in_link and self.hrefs else None,
            bold=self.in_bold >= 0.9 * self.size,
            italic=self.in_italic >= 0.9 * self.size,
            align=self.align[-1],
            zone=self.zone[-1],
            joined=self.breaks == 1,
            stuck=len(text) <= _SHORT and any(map(_sticks, self.parts, self.parts[1:])),
            pieces=tuple(piece for piece in map(fold, self.plain) if piece) if len(text) <= _SHORT else (),
            picture=self.picture,
        )

    def _kind(self) -> tuple[int, Kind]:
        for node in reversed(self.nodes[-4:]):
            tag = node.tag
            if tag in _LEVELS:
                return _LEVELS[tag], "heading"
            if tag in _KINDS:
                return 0, _KINDS[tag]
        return 0, "paragraph"


def resolve(base: str | None, address: str) -> str:
    """An absolute address, or the address as it stands where it cannot be made one."""
    try:
        return urljoin(base or "", address.strip())
    except ValueError:
        return address.strip()


def site_of(address: str | None) -> str:
    """Host of an address without ``www.``; empty where it has none."""
    try:
        return (urlsplit(address or "").hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def ancestors(node: Element | None) -> Iterator[Element]:
    """The node itself, then its ancestors up to the root."""
    while node is not None:
        yield node
        node = node.getparent()


def _sticks(before: str, after: str) -> bool:
    """Whether a capital that begins a word follows a letter without a space."""
    if not (before[-1:].isalpha() and after[:1].isupper()):
        return False
    return before[-1:].islower() or after[1:2].islower()


def _is_skipped(node: Element) -> bool:
    tag = node.tag
    if not isinstance(tag, str) or tag in _SKIPPED or node.get("hidden") is not None:
        return True
    style = node.get("style")
    return bool(style and _HIDDEN.search(style)) or (node.get("aria-hidden") == "true" and tag != "body")


def _alignment(node: Element, style: str) -> str:
    align = (node.get("align") or "").lower()
    if node.tag == "center" or align == "center" or (style and _CENTRED.search(style)):
        return "center"
    if align == "right" or (style and _RIGHT.search(style)):
        return "right"
    return "left" if align in ("left", "justify") or "text-align" in style else ""


def _zone(node: Element, outer: str) -> str:
    tag = node.tag
    if tag in ("article", "main"):
        return "article"
    zone = _ZONES.get(tag) or _ROLES.get(node.get("role") or "")
    if not zone or (zone in ("header", "footer") and outer == "article"):
        return outer
    return zone

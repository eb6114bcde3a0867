"""The lie of a page: how much text, how many links and teasers stand below each element."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from lxml.etree import _Element as Element

from crawlers.reading.blocks import Block, Page, ancestors

_CONTAINERS = frozenset(
    ("div", "table", "ul", "ol", "section", "aside", "nav", "dl", "form", "article", "main", "td", "tr")
    + ("tbody", "center", "fieldset", "blockquote", "menu", "details")
)
_FILES = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|zip|rar|7z|odt|ods|rtf|csv|mp3|mp4|jpe?g|png)(?:$|[?#])", re.I
)
_ENDS = (".", "!", "?", "…", ":", ";", ".”", '."', "./.", ")")
_HEADS_OF_OTHERS = frozenset(("related-list", "comment-counter"))
"""Rules whose line, at the head of a box, says that the box is not the article's."""
_FOREIGN_ZONES = frozenset(("nav", "footer", "aside"))


def is_prose(block: Block) -> bool:
    """Whether a block reads like a paragraph: long enough, or a sentence with an end, and not a link."""
    text = block.text
    if block.is_link or len(text) < 30:
        return False
    words = text.count(" ") + 1
    return (len(text) >= 70 and words >= 12) or (words >= 6 and text.endswith(_ENDS))


def _steps(node: Element, top: Element) -> int:
    return next(steps for steps, above in enumerate(ancestors(node)) if above is top)


def is_file(address: str) -> bool:
    """Whether an address is that of a document or a medium, not of a page."""
    return bool(_FILES.search(address))


def leads_to_page(block: Block) -> bool:
    """Whether a block is a link to another page: a title in a list, an entry of a menu."""
    href = block.href or ""
    return block.is_link and not is_file(href) and not href.startswith(("mailto:", "tel:"))


@dataclass(slots=True)
class Ground:
    """What stands below one element; sizes in characters."""

    first: int
    last: int
    blocks: int = 0
    size: int = 0
    linked: int = 0
    titles: int = 0
    """Links long enough to be titles of other articles."""
    prose: int = 0
    teasers: int = 0
    teased: int = 0
    """Characters of prose that are teasers."""


class Terrain:
    """The grounds of all elements of a page, and the questions that are asked of them."""

    def __init__(
        self, page: Page, is_date: Callable[[Block], bool], rule_name: Callable[[Block], str | None]
    ) -> None:
        self.page = page
        self._rule_name = rule_name
        self.grounds: dict[Element, Ground] = {}
        self.teasers: set[int] = set()
        for block in page.blocks:
            self._count(block)
        for block in page.blocks:
            if is_prose(block) and rule_name(block) is None and self._is_teaser(block, is_date):
                self.teasers.add(block.index)
                self._count_teaser(block)
        self._foreign: dict[Element, bool] = {}

    def common(self, one: Element, other: Element) -> Element:
        """The smallest element that holds both."""
        above = set(ancestors(one))
        return next(node for node in ancestors(other) if node in above)

    def is_foreign(self, node: Element) -> bool:
        """Whether an element holds links and teasers of other articles rather than text of its own."""
        if node not in self._foreign:
            self._foreign[node] = self._judge(node)
        return self._foreign[node]

    def is_foreign_node(self, node: Element | None) -> bool:
        """The same of the element that a block stands in; a plain text has none."""
        return node is not None and self.is_foreign(node)

    def in_foreign_box(self, block: Block, within: Element) -> bool:
        """Whether a block stands in a foreign box somewhere below `within`."""
        for node in ancestors(block.node):
            if node is within:
                return False
            if node.tag in _CONTAINERS and self.is_foreign(node):
                return True
        return False

    def own_prose(self, node: Element) -> int:
        """Characters of prose below an element that are no teasers."""
        ground = self.grounds.get(node)
        return ground.prose - ground.teased if ground else 0

    def _count(self, block: Block) -> None:
        size = len(block.text)
        prose = size if is_prose(block) and self._rule_name(block) is None else 0
        linked = size if leads_to_page(block) else 0
        title = bool(linked) and size >= 20
        for node in ancestors(block.node):
            ground = self.grounds.get(node)
            if ground is None:
                ground = self.grounds[node] = Ground(block.index, block.index)
            ground.last = block.index
            ground.blocks += 1
            ground.size += size
            ground.linked += linked
            ground.titles += title
            ground.prose += prose

    def _count_teaser(self, block: Block) -> None:
        for node in ancestors(block.node):
            ground = self.grounds[node]
            ground.teasers += 1
            ground.teased += len(block.text)

    def _is_teaser(self, block: Block, is_date: Callable[[Block], bool]) -> bool:
        """Prose right after a link, in a small box with it: the summary of another article."""
        before = block.index - 1
        while before >= 0 and self._is_furniture(self.page.blocks[before], is_date):
            before -= 1
        if before < 0 or block.node is None:
            return False
        title = self.page.blocks[before]
        if not leads_to_page(title) or len(title.text) < 15 or title.node is None:
            return False
        box = self.common(title.node, block.node)
        ground = self.grounds[box]
        near = _steps(title.node, box) <= 2 and _steps(block.node, box) <= 2
        return near and (ground.blocks <= 5 or ground.titles >= max(2, 0.3 * ground.blocks))

    def _is_furniture(self, block: Block, is_date: Callable[[Block], bool]) -> bool:
        """A date, or what a rule knows: stands between a title and its text as well as between paragraphs."""
        return is_date(block) or self._rule_name(block) is not None

    def _is_headed(self, box: Element, head: Block) -> bool:
        """Whether the box itself, not a box in it, begins with a line such as `Tin liên quan`."""
        if self._rule_name(head) not in _HEADS_OF_OTHERS or head.node is None:
            return False
        between = [node for node in ancestors(head.node) if node.tag not in ("tr", "tbody", "a", "span")]
        return box in between[:2]

    def _judge(self, node: Element) -> bool:
        ground = self.grounds.get(node)
        if ground is None:
            return False
        block = self.page.blocks[ground.first]
        if block.zone in _FOREIGN_ZONES and self.page.blocks[ground.last].zone == block.zone:
            return True
        if self._is_headed(node, block) and ground.blocks > 1:
            return True
        if ground.linked >= 0.5 * ground.size and ground.prose - ground.teased < 0.8 * ground.linked:
            return True
        return ground.teasers >= 1 and ground.teased >= 0.6 * ground.prose and ground.titles >= ground.teasers

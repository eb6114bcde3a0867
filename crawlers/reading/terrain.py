"""The lie of a page: how much text, how many links and teasers stand below each element."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from itertools import islice

from lxml.etree import _Element as Element

from crawlers.reading.blocks import Block, Page, ancestors
from crawlers.reading.boilerplate import LineRule

_CONTAINERS = frozenset(
    ("div", "table", "ul", "ol", "section", "aside", "nav", "dl", "form", "article", "main", "td", "tr")
    + ("tbody", "center", "fieldset", "blockquote", "menu", "details")
)
_HEADS_OF_OTHERS = frozenset(("related-list", "comment-counter"))
"""Rules whose line, at the head of a box, says that the box is not the article's."""
_FOREIGN_ZONES = frozenset(("nav", "footer", "aside"))


@dataclass(eq=False, slots=True)
class Ground:
    """What stands below one element; sizes in characters."""

    first: int
    last: int
    outer: Ground | None
    """That of the element around."""
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

    def __init__(self, page: Page, dates: Container[int], rules: Sequence[LineRule | None]) -> None:
        self.page = page
        self._dates = dates
        self._rules = rules
        self.grounds: dict[Element, Ground] = {}
        self.teasers: set[int] = set()
        self._foreign: dict[Element, bool] = {}
        self._headed: dict[Element, bool] = {}
        self._in_headed: dict[Element, bool] = {}
        self._first_prose = next((b.index for b in page.blocks if b.is_prose and not rules[b.index]), 0)
        self._measure()
        for block in page.blocks:
            if block.is_prose and rules[block.index] is None and self._is_teaser(block):
                self.teasers.add(block.index)
                self._count_teaser(block)

    def common(self, one: Element, other: Element) -> Element:
        """The smallest element that holds both."""
        above = set(ancestors(one))
        return next(node for node in ancestors(other) if node in above)

    def is_foreign(self, node: Element) -> bool:
        """Whether an element holds links and teasers of other articles rather than text of its own."""
        foreign = self._foreign.get(node)
        if foreign is None:
            foreign = self._foreign[node] = self._judge(node)
        return foreign

    def is_foreign_node(self, node: Element | None) -> bool:
        """The same of the element that a block stands in; a plain text has none."""
        return node is not None and self.is_foreign(node)

    def in_foreign_box(self, block: Block, within: Element) -> bool:
        """Whether a block stands in a foreign box somewhere below `within`."""
        node = block.node
        while node is not None and node is not within:
            if node.tag in _CONTAINERS and self.is_foreign(node):
                return True
            node = node.getparent()
        return False

    def is_listed(self, node: Element | None, around: Element) -> bool:
        """Whether a link stands in a list of links somewhere below `around`."""
        for above in ancestors(node):
            if above is around:
                return False
            if self.grounds[above].titles > 1:
                return True
        return False

    def in_headed_box(self, block: Block) -> bool:
        """Whether a block stands in a box that begins with a line such as `Tin liên quan` or `Bình luận`."""
        known, node, new = self._in_headed, block.node, []
        while node is not None and node not in known:
            new.append(node)
            node = node.getparent()
        inside = node is not None and known[node]
        for node in reversed(new):
            inside = known[node] = inside or (node.tag in _CONTAINERS and self._heads(node))
        return inside

    def _heads(self, node: Element) -> bool:
        headed = self._headed.get(node)
        if headed is None:
            ground = self.grounds[node]
            headed = ground.blocks > 1 and self._is_headed(node, self.page.blocks[ground.first])
            self._headed[node] = headed
        return headed

    def own_prose(self, node: Element) -> int:
        """Characters of prose below an element that are no teasers."""
        ground = self.grounds.get(node)
        return ground.prose - ground.teased if ground else 0

    def _measure(self) -> None:
        """Count each block where it stands, then what each element holds in the one around it."""
        grounds, rules = self.grounds, self._rules
        broken: list[Ground] = []
        for block in self.page.blocks:
            node, index, size = block.node, block.index, len(block.text)
            if node is None:
                continue
            ground = grounds.get(node) or self._break_ground(node, index, broken)
            ground.last = index
            ground.blocks += 1
            ground.size += size
            if block.leads:
                ground.linked += size
                ground.titles += size >= 20
            elif block.is_prose and rules[index] is None:
                ground.prose += size
        for inner in reversed(broken):
            outer = inner.outer
            if outer is None:
                continue
            if inner.last > outer.last:
                outer.last = inner.last
            outer.blocks += inner.blocks
            outer.size += inner.size
            outer.linked += inner.linked
            outer.titles += inner.titles
            outer.prose += inner.prose

    def _break_ground(self, node: Element, first: int, broken: list[Ground]) -> Ground:
        """The ground of an element; new ones are added to `broken`, the outer before those in them."""
        grounds = self.grounds
        new = [node]
        outer = None
        while (above := new[-1].getparent()) is not None and (outer := grounds.get(above)) is None:
            new.append(above)
        for element in reversed(new):
            outer = grounds[element] = Ground(first, first, outer)
            broken.append(outer)
        return grounds[node]

    def _count_teaser(self, block: Block) -> None:
        size = len(block.text)
        ground = self.grounds[block.node] if block.node is not None else None
        while ground is not None:
            ground.teasers += 1
            ground.teased += size
            ground = ground.outer

    def _is_teaser(self, block: Block) -> bool:
        """Prose right after a link, in a small box with it: the summary of another article."""
        if block.level:
            return False
        before = block.index - 1
        while before >= 0 and self._is_furniture(before):
            before -= 1
        title = self.page.blocks[before]
        if before < 0 or not title.leads or len(title.text) < 15:
            return False
        near = list(islice(ancestors(title.node), 3))
        box = next((node for node in islice(ancestors(block.node), 3) if node in near), None)
        if box is None or self.is_listed(title.node, box):
            return False
        ground = self.grounds[box]
        return ground.blocks <= 5 or ground.titles >= max(2, 0.3 * ground.blocks)

    def _is_furniture(self, at: int) -> bool:
        """A date, or what a rule knows: stands between a title and its text as well as between paragraphs."""
        return at in self._dates or self._rules[at] is not None

    def _is_headed(self, box: Element, head: Block) -> bool:
        """Whether the box itself, not a box in it, begins with a line such as `Tin liên quan`."""
        rule = self._rules[head.index]
        if rule is None or rule.name not in _HEADS_OF_OTHERS:
            return False
        if rule.name == "related-list" and head.node is not None and head.node.tag == "summary":
            return False  # it opens what is folded away under it
        if rule.name == "comment-counter" and (head.is_link or head.index < self._first_prose):
            return False  # it stands above the text: the comments are elsewhere
        whole = (
            node for node in ancestors(head.node) if node.tag in _CONTAINERS and self.grounds[node].blocks > 1
        )
        return next(whole, None) is box

    def _judge(self, node: Element) -> bool:
        ground = self.grounds.get(node)
        if ground is None:
            return False
        block = self.page.blocks[ground.first]
        if block.zone in _FOREIGN_ZONES and self.page.blocks[ground.last].zone == block.zone:
            return True
        if self._heads(node):
            return True
        if ground.linked >= 0.5 * ground.size and ground.prose - ground.teased < 0.8 * ground.linked:
            return True
        return ground.teasers >= 1 and ground.teased >= 0.6 * ground.prose and ground.titles >= ground.teasers

"""The lie of a page: how much text, how many links and teasers stand below each element."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice

from lxml.etree import _Element as Element

from crawlers.reading.blocks import Block, Page, ancestors
from crawlers.reading.boilerplate import LineRule
from crawlers.reading.items import Item, is_teased, rows_of_items

_CONTAINERS = frozenset(
    ("div", "table", "ul", "ol", "section", "aside", "nav", "dl", "form", "article", "main", "td", "tr")
    + ("tbody", "center", "fieldset", "blockquote", "menu", "details")
)
_HEADS_OF_OTHERS = frozenset(("related-list", "comment-counter"))
"""Rules whose line, at the head of a box, says that the box is not the article's."""
_FOREIGN_ZONES = frozenset(("nav", "footer", "aside"))
_SHORTEST_TITLE = 20


class _Sums:
    """What stands before each block of a page, and before its end: so any run of blocks is summed up."""

    def __init__(self, blocks: Sequence[Block], rules: Sequence[LineRule | None]) -> None:
        sizes = [len(block.text) for block in blocks]
        linked = [size if block.leads else 0 for block, size in zip(blocks, sizes, strict=True)]
        told = zip(blocks, sizes, rules, strict=True)
        self.size = _summed(sizes)
        self.linked = _summed(linked)
        self.titles = _summed([size >= _SHORTEST_TITLE for size in linked])
        self.prose = _summed([size if block.is_prose and rule is None else 0 for block, size, rule in told])


def _summed(values: Iterable[int]) -> list[int]:
    return list(accumulate(values, initial=0))


@dataclass(eq=False, slots=True)
class Ground:
    """What stands below one element: the run of blocks from `first` to `last`; sizes in characters."""

    first: int
    last: int
    outer: Ground | None
    """That of the element around."""
    _page: _Sums
    teasers: int = 0
    """How many paragraphs are summaries of other articles."""
    teased: int = 0
    """Characters of these."""

    @property
    def blocks(self) -> int:
        """How many."""
        return self.last + 1 - self.first

    @property
    def size(self) -> int:
        """Of all of them."""
        return self._within(self._page.size)

    @property
    def linked(self) -> int:
        """Of links to other pages."""
        return self._within(self._page.linked)

    @property
    def titles(self) -> int:
        """How many links are long enough to be titles of other articles."""
        return self._within(self._page.titles)

    @property
    def prose(self) -> int:
        """Of paragraphs, teasers included."""
        return self._within(self._page.prose)

    def _within(self, before: list[int]) -> int:
        return before[self.last + 1] - before[self.first]


class Terrain:
    """The grounds of all elements of a page, and the questions that are asked of them."""

    def __init__(self, page: Page, dates: Container[int], rules: Sequence[LineRule | None]) -> None:
        self.page = page
        self._dates = dates
        self._rules = rules
        self.grounds: dict[Element, Ground] = {}
        self.lone_items: dict[int, int] = {}
        """Paragraphs that may be summaries of others but stand in no row, and the lines before them."""
        self._foreign: dict[Element, bool] = {}
        self._headed: dict[Element, bool] = {}
        self._in_headed: dict[Element, bool] = {}
        self._in_foreign: dict[Element, dict[Element, bool]] = {}
        self._first_prose = next((b.index for b in page.blocks if b.is_prose and not rules[b.index]), 0)
        sums = _Sums(page.blocks, rules)
        self._measure(sums)
        prose = (block for block in page.blocks if block.is_prose and rules[block.index] is None)
        self.teasers: set[int] = set()
        for block in prose:
            if self._is_teaser(block):
                self.teasers.add(block.index)
                self._count_teaser(block)
            elif block.href and block.is_prose and is_teased(block):
                self.lone_items[block.index] = block.index - 1
        self.items: dict[int, Item] = {}
        """Other articles that stand in a row, by the numbers of their blocks."""
        for row in rows_of_items(page.blocks, page.url, dates.__contains__):
            self._add_items(row)

    def _add_items(self, row: Sequence[Item]) -> None:
        if len(row) == 1:
            if self.page.blocks[row[0].title].level:
                self.lone_items[row[0].summary] = row[0].title
            return
        for item, following in zip(row, [*row[1:], None], strict=True):
            end = following.title if following else self._end_of(item)
            self.items |= dict.fromkeys(range(item.title, end), item)
            if item.summary not in self.teasers:
                self.teasers.add(item.summary)
                self._count_teaser(self.page.blocks[item.summary])

    def _end_of(self, item: Item) -> int:
        """One past the last block of the last item in a row: `Chi tiết` may follow its summary."""
        after = self.page.blocks[item.summary + 1 : item.summary + 2]
        return item.summary + 1 + sum(block.leads for block in after)

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
        known = self._in_foreign.get(within)
        if known is None:
            known = self._in_foreign[within] = {within: False}
        return _in_box(block.node, self.is_foreign, known)

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
        return _in_box(block.node, self._heads, self._in_headed)

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

    def _measure(self, sums: _Sums) -> None:
        """Find where each element's blocks begin and end: they follow one another, as in the source."""
        grounds = self.grounds
        for index, block in enumerate(self.page.blocks):
            node = block.node
            if node is None:
                continue
            if node in grounds:
                grounds[node].last = index
            elif (above := node.getparent()) in grounds:  # as for all but the first entry of a list
                grounds[node] = Ground(index, index, grounds[above], sums)
            else:
                self._break_ground(node, index, sums)
        for inner in reversed(grounds.values()):  # those in an element come after it
            outer = inner.outer
            if outer is not None and inner.last > outer.last:
                outer.last = inner.last

    def _break_ground(self, node: Element, first: int, sums: _Sums) -> None:
        """The grounds of an element and of those around it that have none yet, the outer before the inner."""
        grounds = self.grounds
        new, outer = [node], None
        while (above := new[-1].getparent()) is not None and (outer := grounds.get(above)) is None:
            new.append(above)
        for element in reversed(new):
            outer = grounds[element] = Ground(first, first, outer, sums)

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


def _in_box(node: Element | None, is_such: Callable[[Element], bool], known: dict[Element, bool]) -> bool:
    """Whether an element is, or stands in, a box of some kind; `known` keeps the answers."""
    new: list[Element] = []
    while node is not None and node not in known:
        new.append(node)
        node = node.getparent()
    inside = node is not None and known[node]
    for node in reversed(new):
        inside = known[node] = inside or (node.tag in _CONTAINERS and is_such(node))
    return inside

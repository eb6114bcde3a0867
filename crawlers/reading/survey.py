"""A page surveyed: what all who look for the article's parts share."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from lxml.etree import _Element as Element

from crawlers.layout import Layout
from crawlers.reading.blocks import Block, Page
from crawlers.reading.boilerplate import LineRule, RuleBook
from crawlers.reading.date_lines import DateLine, date_lines
from crawlers.reading.metadata import Metadata
from crawlers.reading.terrain import Terrain

OFF = frozenset(("nav", "footer", "aside"))
"""Zones in which no article stands."""


class Survey:
    """What the finders below share: the page, its date lines, its terrain, the rules of the portal."""

    def __init__(
        self,
        page: Page,
        layout: Layout,
        rules: RuleBook,
        metadata: Metadata,
        fetched_at: datetime,
    ) -> None:
        self.page = page
        self.layout = layout
        self.metadata = metadata
        titles = (metadata.window_title, *metadata.titles)
        lines = date_lines(page.blocks, layout, fetched_at, page.url)
        # A bulletin's title may end with its day.
        self.dates = [line for line in lines if not _begins(titles, page.blocks[line.blocks[0]].text)]
        self.date_of: dict[int, DateLine] = {at: line for line in self.dates for at in line.blocks}
        self.rules = [rules.rule_of(block.text) for block in page.blocks]
        """The rule that knows each line, if any."""
        self.terrain = Terrain(page, self.date_of, self.rules)
        self.own_prose = [block for block in page.blocks if block.is_prose and self.is_own_prose(block)]
        """The paragraphs that are neither another article's summary nor boilerplate, in order."""

    def rule(self, block: Block) -> LineRule | None:
        """The rule that knows a block's line, wherever it stands."""
        return self.rules[block.index]

    def is_print_day(self, block: Block) -> bool:
        """Whether a line is the day on which a print view was rendered: never a date of the article."""
        form = self.layout.print_day
        return form is not None and re.match(form, block.text, re.I) is not None

    def is_own_prose(self, block: Block) -> bool:
        """A paragraph that is neither another article's summary nor boilerplate."""
        return block.is_prose and self.rules[block.index] is None and block.index not in self.terrain.teasers

    def blocks_in(self, elements: Iterable[Element]) -> list[Block]:
        """The blocks that stand in any of the elements, in order."""
        grounds = (self.terrain.grounds.get(element) for element in elements)
        found = {at for ground in grounds if ground for at in range(ground.first, ground.last + 1)}
        return [self.page.blocks[at] for at in sorted(found)]


def _begins(titles: Iterable[str], text: str) -> bool:
    return any(title.startswith(text) for title in titles)

"""A page surveyed: what all who look for the article's parts share."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from crawlers.layout import Layout
from crawlers.reading.blocks import Block, Page
from crawlers.reading.boilerplate import LineRule, rule_of
from crawlers.reading.date_lines import DateLine, date_lines
from crawlers.reading.metadata import Metadata
from crawlers.reading.terrain import Terrain, is_prose

OFF = frozenset(("nav", "footer", "aside"))
"""Zones in which no article stands."""


class Survey:
    """What the finders below share: the page, its date lines, its terrain, the rules of the portal."""

    def __init__(
        self,
        page: Page,
        layout: Layout,
        rules: Sequence[LineRule],
        metadata: Metadata,
        fetched_at: datetime,
    ) -> None:
        self.page = page
        self.layout = layout
        self.rules = rules
        self.metadata = metadata
        self.dates = date_lines(page.blocks, layout, fetched_at)
        self.date_of: dict[int, DateLine] = {at: line for line in self.dates for at in line.blocks}
        self._rule_of: dict[int, LineRule | None] = {}
        self.terrain = Terrain(page, lambda block: block.index in self.date_of, self._rule_name)

    def rule(self, block: Block) -> LineRule | None:
        """The rule that knows a block's line, wherever it stands."""
        if block.index not in self._rule_of:
            self._rule_of[block.index] = rule_of(block.text, self.rules)
        return self._rule_of[block.index]

    def _rule_name(self, block: Block) -> str | None:
        rule = self.rule(block)
        return rule.name if rule else None

    def is_print_day(self, block: Block) -> bool:
        """Whether a line is the day on which a print view was rendered: never a date of the article."""
        form = self.layout.print_day
        return form is not None and re.match(form, block.text, re.I) is not None

    def is_own_prose(self, block: Block) -> bool:
        """A paragraph that is neither another article's summary nor boilerplate."""
        return is_prose(block) and block.index not in self.terrain.teasers and self.rule(block) is None

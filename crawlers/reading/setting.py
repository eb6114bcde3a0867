"""How the lines of a text are set: as its paragraphs are, as cells and items, or as nothing else in it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lxml.etree import _Element as Element

from crawlers.reading.blocks import Block
from crawlers.reading.boilerplate import SHARING, VISIT_COUNTER, LineRule, is_sum
from crawlers.reading.insets import Insets
from crawlers.reading.landmarks import Place
from crawlers.reading.survey import Survey


class Setting:
    """The setting of one region's text. A rule's word that is set as the text is may be the text's own."""

    def __init__(self, survey: Survey, place: Place, region: Iterable[Block]) -> None:
        self.survey = survey
        self.core = place.core
        self.insets = Insets(survey, place)
        self.holds = self.insets.hold
        """Whether a block is a cell or an item of the text."""
        nodes = (block.node for block in region if block.is_prose)
        self._tags = frozenset(node.tag for node in nodes if node is not None and node is not place.core)

    def rule(self, block: Block) -> LineRule | None:
        """The rule that knows a line, unless the line is a cell or an item of the text."""
        rule = self.survey.rule(block)
        return None if rule is None or self.holds(block) else rule

    def is_as_text(self, block: Block) -> bool:
        """Whether a line is set as the paragraphs are."""
        return block.node is None or block.node is self.core or block.node.tag in self._tags

    def is_lone_tool(self, blocks: Sequence[Block], number: int) -> bool:
        """Whether a word such as `Chia sẻ` is a line or a heading of the text rather than a button."""
        block = blocks[number]
        if (
            self.survey.rule(block) is not SHARING
            or block.links
            or not (block.level or self.is_as_text(block))
        ):
            return False
        return not self._has_fellow(blocks, number, SHARING) and not _are_several(block.text)

    def is_lone_sum(self, blocks: Sequence[Block], number: int) -> bool:
        """Whether a line such as `Tổng số: 120` is a line of the text rather than one of a counter's."""
        block = blocks[number]
        if self.survey.rule(block) is not VISIT_COUNTER or not is_sum(block.text):
            return False
        return self.is_as_text(block) and not self._has_fellow(blocks, number, VISIT_COUNTER)

    def _has_fellow(self, blocks: Sequence[Block], number: int, rule: LineRule) -> bool:
        """Whether the line before or after is known by the same rule."""
        near = [*blocks[max(0, number - 1) : number], *blocks[number + 1 : number + 2]]
        return any(self.survey.rule(block) is rule for block in near)


def box_of(block: Block) -> Element | None:
    """The element around the line that a block is."""
    return None if block.node is None else block.node.getparent()


def _are_several(text: str) -> bool:
    """Whether a line names several tools (`In Gửi email`)."""
    words = text.split()
    sides = ((" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words)))
    return any(SHARING.matches(left) and SHARING.matches(right) for left, right in sides)

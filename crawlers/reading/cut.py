"""A region being cut down to the article's text, and what is made of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from crawlers.reading.blocks import Block


@dataclass
class Parts:
    """What was made of a region."""

    body: list[str] = field(default_factory=list)
    captions: list[tuple[int, str]] = field(default_factory=list)
    """Picture number and caption, in order."""
    author: str | None = None
    source: str | None = None
    tag: str | None = None
    """The tag in brackets that the lead began with."""
    lead: str | None = None
    tags: list[str] = field(default_factory=list)
    """The words of the hashtags under the text."""
    dropped: list[str] = field(default_factory=list)
    taken: list[tuple[Block, str]] = field(default_factory=list)
    """Each block of the region and what became of it, for people to read."""
    blocks: list[Block] = field(default_factory=list)
    """The blocks that the body was made of."""
    is_author_doubtful: bool = False
    """Whether the author may be a name that the text begins with, or a caption."""
    is_doubtful: bool = False
    """Whether a line of the body may be a caption, the letter, or the head of a list."""


class Cut:
    """A region from which blocks are taken away, one reason at a time."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.all = list(blocks)
        self.left = list(blocks)
        self.why: dict[int, str] = {}

    def drop(self, blocks: Iterable[Block], why: str) -> None:
        """Drop blocks, all for one reason."""
        self.drop_each({block.index: why for block in blocks})

    def drop_each(self, why: dict[int, str]) -> None:
        """Drop blocks, each for a reason of its own."""
        if why:
            self.why |= why
            self.left = [block for block in self.left if block.index not in why]

"""Mutants: forged pages, changed in ways that leave what a right reading may say known."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tests.forge.article import PORTALS, invented
from tests.forge.encodings import ENCODINGS
from tests.forge.forge import ForgedPage, forge
from tests.fuzz import (
    attribute_level,
    byte_level,
    character_level,
    encoding_level,
    entity_level,
    tag_level,
    tree_level,
)

TextChange = Callable[[str, random.Random], str]
ByteChange = Callable[[bytes, random.Random], bytes]

OF_TEXT: Mapping[str, TextChange] = {
    **tag_level.CHANGES,
    **attribute_level.CHANGES,
    **entity_level.CHANGES,
    **tree_level.CHANGES,
    **character_level.CHANGES,
}
OF_BYTES: Mapping[str, ByteChange] = {**byte_level.CHANGES, **encoding_level.CHANGES}
HARMLESS = frozenset(
    {*tag_level.CHANGES, *attribute_level.HARMLESS, *entity_level.HARMLESS, *encoding_level.HARMLESS}
    | {*character_level.CHANGES, *tree_level.KEEPING}
)
_MOST_CHANGES = 3
_ARTICLES = 400


@dataclass(frozen=True)
class Mutant:
    """A bad page, how it was made, and what the page said before."""

    seed: int
    portal: str
    content: bytes
    content_type: str | None
    url: str
    changes: tuple[str, ...]
    before: ForgedPage

    @property
    def expected(self) -> dict[str, Any]:
        return self.before.expected

    @property
    def is_whole(self) -> bool:
        """Whether every text of the article is still there, at its place and in one piece."""
        return HARMLESS.issuperset(self.changes)


def mutant(seed: int) -> Mutant:
    """The mutant of this seed."""
    rng = random.Random(f"mutant {seed}")
    portal = rng.choice(PORTALS)
    forged = forge(invented(rng.randrange(_ARTICLES), portal), seed)
    chosen = rng.sample(sorted({*OF_TEXT, *OF_BYTES}), rng.randint(1, _MOST_CHANGES))
    page = forged.html
    for name in chosen:
        if name in OF_TEXT:
            page = OF_TEXT[name](page, rng)
    content, content_type = ENCODINGS[forged.encoding](page, rng)
    for name in chosen:
        if name in OF_BYTES:
            content = OF_BYTES[name](content, rng)
    return Mutant(seed, portal, content, content_type, forged.url, tuple(chosen), forged)

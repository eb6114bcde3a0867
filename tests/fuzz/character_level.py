"""Characters without a shape of their own, put into the texts of a page. The words stay the same words."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from tests.fuzz.entity_level import _in_texts

INVISIBLE = "".join(
    map(chr, (*range(0x00, 0x09), *range(0x0E, 0x20), 0x7F, 0xAD, 0x61C, 0x180E, *range(0x200B, 0x2010)))
) + "".join(
    map(chr, (*range(0x202A, 0x202F), *range(0x2060, 0x2065), *range(0x2066, 0x206A), 0xFEFF, 0xFFFC))
)
"""Controls, marks of direction, joiners, characters of no width: no reader of the page sees them."""
DIRECTIONS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Those that can make a text look like another one."""


def _strewn(characters: str, share: float = 0.3) -> Callable[[str, random.Random], str]:
    def change(page: str, rng: random.Random) -> str:
        def strew(text: str) -> str:
            place = rng.randrange(len(text) + 1)
            return text[:place] + rng.choice(characters) + text[place:]

        return _in_texts(page, rng, share, strew)

    return change


def spaces(page: str, rng: random.Random) -> str:
    def widen(text: str) -> str:
        return re.sub(
            r"(?<=\w) (?=\w)", lambda _: rng.choice((" ", "\u00a0", "\u2003", "\n\t", "\u3000 ")), text
        )

    return _in_texts(page, rng, 0.3, widen)


CHANGES: dict[str, Callable[[str, random.Random], str]] = {
    "controls": _strewn("\x01\x02\x08\x0e\x1b\x1f\x7f"),
    "directions": _strewn(DIRECTIONS),
    "no_width": _strewn("\u200b\u200c\u200d\u2060\ufeff\u00ad\u180e\ufffc"),
    "wide_spaces": spaces,
}

"""Characters written as entities, well and badly."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

_TEXT = re.compile(r"(?<=>)[^<>{}]*[À-ỹ][^<>{}]*(?=<)")


def _in_texts(page: str, rng: random.Random, share: float, change: Callable[[str], str]) -> str:
    """Some of the page's texts changed; what holds entities already is left alone."""

    def maybe(text: re.Match[str]) -> str:
        return change(text[0]) if "&" not in text[0] and rng.random() < share else text[0]

    return _TEXT.sub(maybe, page)


def decimal(page: str, rng: random.Random) -> str:
    return _in_texts(page, rng, 0.3, lambda text: text.encode("ascii", "xmlcharrefreplace").decode())


def hexadecimal(page: str, rng: random.Random) -> str:
    return _in_texts(
        page, rng, 0.3, lambda text: "".join(c if c.isascii() else f"&#X{ord(c):06x};" for c in text)
    )


def escaped_twice(page: str, rng: random.Random) -> str:
    return _in_texts(page, rng, 0.1, lambda text: text.replace(" ", "&amp;nbsp;", 1))


def flood(page: str, rng: random.Random) -> str:
    return _in_texts(page, rng, 0.02, lambda text: text + "&amp;&lt;&#x41;" * 2000)


def nonsense(page: str, rng: random.Random) -> str:
    odd = ("&#0;", "&#xD800;", "&#x110000;", "&#99999999999999;", "&x", "&#", "&#x;", "&nosuch;", "&#x202e;")
    return _in_texts(page, rng, 0.05, lambda text: text + rng.choice(odd))


CHANGES: dict[str, Callable[[str, random.Random], str]] = {
    change.__name__: change for change in (decimal, hexadecimal, escaped_twice, flood, nonsense)
}
HARMLESS = frozenset({"decimal", "hexadecimal"})

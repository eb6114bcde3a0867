"""CSS selectors that may name an element for years: short, meant, and not made by a machine."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import combinations

from lxml.etree import _Element as Element

from crawlers.reading.blocks import ancestors

_NAME = re.compile(r"-?[A-Za-z_][\w-]*", re.ASCII)
_GENERATED = re.compile(
    r"\d{3}|INSTANCE|^(?:css|sc|jsx|jss|svelte|emotion|data-v|chakra|Mui\w*)-|__[A-Za-z0-9]{5,}$"
    r"|^_|[a-z]\d+[a-z]+\d|\d[A-Za-z]+\d|^(?:yui|ext|uid|ui-id|tmp|rand)[_-]|[a-f0-9]{8,}"
)
"""Numbers of articles and portlets, hashes of style compilers."""
_UTILITY = re.compile(
    r"(?:col|row|span|grid|offset|order|g)(?:-.*)?|(?:m|p)[trblxyse]?-?(?:\d+|auto)|container(?:-fluid)?"
    r"|wrap(?:per)?|clear(?:fix)?|cf|text-(?:center|left|right|justify|muted|dark|light|bold|uppercase|\w+-\d+)"
    r"|img-(?:fluid|responsive|thumbnail|rounded)|(?:top|bottom|z|w|h|fs|fw|lh|max|min)-.*"
    r"|(?:float|pull|align|justify|items|self|flex|d|bg|border|rounded|shadow|overflow|position|font|leading"
    r"|tracking|gap|space|btn|hidden|visible|sm|md|lg|xl|xs|animated?|wow|fade\w*|ng|is|has|aui|yui\d*|ui)-.*"
    r"|fl|fr|left|right|center|centre|justify|bold|italic|red|blue|black|white|green|active|first|last|odd|even"
    r"|hidden|show|hide|block|inline|flex|relative|absolute|small|large|big|lazy(?:load\w*)?|loaded|line"
    r"|mso\w+|box|inner|outer|main|body|page|section|item|aui|ltr|rtl|style\d*|entry|text|row\w*"
    r"|[hpfwt]\d*|normal|default|public|site|table|tbody|width\w*|ms-\w+",
    re.I,
)
"""Classes of style sheets that say how something looks, not what it is."""
_TELLING = ("itemprop", "data-role", "data-field", "property")
_MOST_CLASSES = 6
_HIGHEST = 6
"""Steps up to an ancestor whose name is used."""
_NO_ANCHORS = frozenset(("html", "body", "form"))


def is_lasting(name: str) -> bool:
    """Whether a class or id says what an element is: no hash, no number of an article, no look."""
    return (
        _NAME.fullmatch(name) is not None
        and not _GENERATED.search(name)
        and not _UTILITY.fullmatch(name)
        and 2 < len(name) <= 50
    )


def candidates(node: Element, words: Iterable[str]) -> dict[str, float]:
    """Selectors of an element with the cost of each; `words` are what its names are expected to hold."""
    found: dict[str, float] = {}
    words = tuple(words)
    for selector, cost in [*_own(node, words), *_below_an_ancestor(node)]:
        found[selector] = min(cost, found.get(selector, cost))
    return found


def _own(node: Element, words: tuple[str, ...]) -> Iterator[tuple[str, float]]:
    yield from _names(node, words)
    classes = _classes(node, look=True)
    tag = str(node.tag)
    for name in _classes(node):
        yield f"{tag}.{name}", 2.2 + _price(name, words)
    for one, other in combinations(classes, 2):
        if is_lasting(one) or is_lasting(other):
            yield f".{one}.{other}", 3.2 + _price(one, words) + _price(other, words)
    if tag in ("h1", "article", "main", "time"):
        yield tag, 3.0


def _below_an_ancestor(node: Element) -> Iterator[tuple[str, float]]:
    tag = str(node.tag)
    parent = node.getparent()
    own = [tag, *(f".{name}" for name in _classes(node))]
    for step, above in enumerate(ancestors(parent)):
        if step >= _HIGHEST or above.tag in _NO_ANCHORS:
            return
        for anchor, cost in _names(above, ()):
            for name in own:
                yield f"{anchor} {name}", cost + 2.5 + 0.3 * step + (0.0 if name != tag else 0.5)
            if above is parent:
                yield f"{anchor} > {tag}", cost + 2.9


def _names(node: Element, words: tuple[str, ...]) -> Iterator[tuple[str, float]]:
    """What names an element by itself: id, role in the data, class."""
    identity = node.get("id") or ""
    if is_lasting(identity):
        yield f"#{identity}", 1.0 + _price(identity, words) + 1.5 * bool(re.match(r"ctl\d", identity))
    for attribute in _TELLING:
        value = node.get(attribute) or ""
        if _NAME.fullmatch(value):
            yield f"[{attribute}={value}]", 1.2 + _price(value, words)
    for name in _classes(node):
        yield f".{name}", 1.4 + _price(name, words)


def _classes(node: Element, *, look: bool = False) -> list[str]:
    """The lasting classes; with `look` also those that say how it looks, for pairs."""
    names = (node.get("class") or "").split()[:_MOST_CLASSES]
    kept = [name for name in names if is_lasting(name) or (look and _NAME.fullmatch(name))]
    return [name for name in dict.fromkeys(kept) if look is False or not _GENERATED.search(name)]


def _price(name: str, words: tuple[str, ...]) -> float:
    """Longer names cost more; those that hold an expected word less."""
    lowered = re.sub(r"[^a-z]", "", name.lower())
    figures = 0.8 * any(map(str.isdigit, name))  # a number that is shared today may count tomorrow
    return 0.02 * len(name) + figures - (1.0 if any(word in lowered for word in words) else 0.0)

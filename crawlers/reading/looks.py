"""What the tag and the attributes of an element say about the text in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from lxml.etree import _Element as Element

from crawlers.reading.pictures import PICTURES
from crawlers.reading.words import remembered

_SKIPPED = frozenset(
    ("script", "style", "noscript", "template", "svg", "iframe", "object", "embed", "select", "button")
    + ("textarea", "input", "head", "math", "audio", "video", "canvas", "map", "dialog", "datalist", "meter")
    + ("amp-video", "amp-iframe", "amp-youtube")
    + ("xml",)  # what Word puts into a page about itself
)
_INLINE = frozenset(
    PICTURES
    + ("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "br", "cite", "code", "data", "del", "dfn", "em")
    + ("font", "i", "ins", "kbd", "label", "mark", "nobr", "picture", "q", "rp", "rt", "ruby", "s")
    + ("samp", "small", "source", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr")
)
_BOXES = frozenset(
    ("html", "body", "div", "p", "ul", "ol", "dl", "table", "tbody", "thead", "tfoot", "tr", "form")
    + ("section", "center", "blockquote", "pre", "hr", "fieldset", "figure", "caption", "address")
)
"""The commonest of the others."""
_BOLD = frozenset(("b", "strong", "th"))
_ITALIC = frozenset(("i", "em", "cite"))
_KINDS = {"li": "item", "dt": "item", "dd": "item", "td": "cell", "th": "cell", "figcaption": "caption"}
_LEVELS = {f"h{level}": level for level in range(1, 7)}
_ZONES = {
    "nav": "nav",
    "header": "header",
    "footer": "footer",
    "aside": "aside",
    "menu": "nav",
} | dict.fromkeys(("article", "main"), "article")
_ROLES = {
    "navigation": "nav",
    "banner": "header",
    "contentinfo": "footer",
    "complementary": "aside",
    "search": "nav",
    "menu": "nav",
    "dialog": "aside",
    "alertdialog": "aside",
}
_UNSHOWN = frozenset(("hidden", "hide", "d-none", "invisible"))
"""Classes by which the common style sheets (Bootstrap, Tailwind, Materialize) show an element to nobody.

What they keep for screen readers (`sr-only`, `visually-hidden`) is read: it is read out to people.
"""
_SHOWN_AGAIN = re.compile(
    r"\b(?:d-(?:sm|md|lg|xl|xxl|print)-|(?:sm|md|lg|xl|2xl|print):|visible-|show-on-)"
    r"(?:block|flex|grid|inline|table|visible|xs|sm|md|lg|print|contents|small|medium|large)"
)
"""Such an element is shown on screens of some width."""
_FLOATS = re.compile(r"position\s*:\s*fixed", re.I)
"""Lies over the page: a notice, a bar that stays in view."""
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_BLOCK = re.compile(r"display\s*:\s*(?:block|flex|grid|table|list-item)", re.I)
_LINES = re.compile(r"white-space\s*:\s*pre(?:-line|-wrap)?\b", re.I)
_CENTRED = re.compile(r"text-align\s*:\s*center", re.I)
_RIGHT = re.compile(r"text-align\s*:\s*right", re.I)
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(bold|[6-9]00)", re.I)
_ITALIC_STYLE = re.compile(r"font-style\s*:\s*italic", re.I)
TELLING = frozenset(("style", "hidden", "aria-hidden", "align", "role"))
"""The attributes that say something; most elements have none of them."""
_LONGEST_CLASS = 500
_LONGEST_STYLE = 10_000
_LONGEST = 300
"""Characters; looks are remembered, and what is remembered must stay small."""


@dataclass(frozen=True, eq=False, slots=True)
class Look:
    """What an element adds to the look of the text in it."""

    skipped: bool
    """Shows no text that is read: hidden, a script, something to fill in."""
    plain: bool
    """Changes nothing: none of the next three."""
    block: bool
    """Begins and ends a line."""
    point: bool
    """A line break or a picture."""
    marks: bool
    """Changes how the text in it looks, or is a link."""
    bold: bool
    italic: bool
    lines: bool
    """Shows line breaks as they stand in the source."""
    align: str
    zone: str
    kind: str
    """What a block in it is; empty for a mere container."""
    level: int
    """Of a heading, 1 to 6."""


@remembered
def is_unshown(classes: str) -> bool:
    """Whether an element's class attribute hides it on every screen."""
    if len(classes) > _LONGEST_CLASS or _UNSHOWN.isdisjoint(classes.split()):
        return False
    return _SHOWN_AGAIN.search(classes) is None


def look_of(node: Element) -> Look:
    """The look of an element by all that it says; without telling attributes it is that of its tag alone."""
    tag = node.tag
    style = (node.get("style") or "")[:_LONGEST_STYLE]
    align, role = (node.get("align") or "").lower(), node.get("role") or ""
    hidden = node.get("hidden") is not None or (node.get("aria-hidden") == "true" and tag != "body")
    look = _by_attributes if len(tag) + len(style) + len(align) + len(role) <= _LONGEST else _look
    return look(tag, hidden, style, align, role)


def _look(tag: str, hidden: bool = False, style: str = "", align: str = "", role: str = "") -> Look:
    level = _LEVELS.get(tag, 0)
    bold = tag in _BOLD or _BOLD_STYLE.search(style) is not None
    italic = tag in _ITALIC or _ITALIC_STYLE.search(style) is not None
    lines = tag == "pre" or _LINES.search(style) is not None
    alignment = _alignment(tag, style, align)
    zone = _ZONES.get(tag) or _ROLES.get(role, "")
    if _FLOATS.search(style) and tag != "body":
        zone = "aside"
    block = (tag not in _INLINE and ":" not in tag) or _BLOCK.search(style) is not None
    point = tag == "br" or tag in PICTURES
    marks = bool(tag == "a" or bold or italic or lines or alignment or zone)
    return Look(
        skipped=tag in _SKIPPED or hidden or _HIDDEN.search(style) is not None,
        plain=not (block or point or marks),
        block=block,
        point=point,
        marks=marks,
        bold=bold,
        italic=italic,
        lines=lines,
        align=alignment,
        zone=zone,
        kind="heading" if level else _KINDS.get(tag, ""),
        level=level,
    )


def _alignment(tag: str, style: str, align: str) -> str:
    if tag == "center" or align == "center" or _CENTRED.search(style):
        return "center"
    if align == "right" or _RIGHT.search(style):
        return "right"
    return "left" if align in ("left", "justify") or "text-align" in style.lower() else ""


UNSEEN = _look("span")
"""The look of what is left out: it changes nothing."""


class _ByTag(dict[str, Look]):
    """The looks of all tags; those that nobody knows look alike."""

    def __missing__(self, tag: str) -> Look:
        return _look(tag)


BY_TAG = _ByTag(
    (tag, _look(tag)) for tag in _SKIPPED | _INLINE | _BOXES | set(_KINDS) | set(_LEVELS) | set(_ZONES)
)
_by_attributes = lru_cache(4096)(_look)

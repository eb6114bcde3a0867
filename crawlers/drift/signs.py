"""The signs by which a layout says that its pages can be told: selectors, labels, boilerplate rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Literal

import msgspec
from lxml.etree import _Element as Element

from crawlers.declaring.seen import Page, read
from crawlers.layout import Layout
from crawlers.reading import NoArticle, Reading
from crawlers.reading.blocks import blocks_of_text
from crawlers.reading.decode import decode
from crawlers.reading.markup import select
from crawlers.reading.metadata import text_below
from crawlers.reading.tree import blocks_of_tree, parse, shortened
from crawlers.reading.words import fold

SELECTED = ("title", "date", "lead", "body", "author", "source", "caption", "category", "noise")
_EMPTY = ("noise", "caption")
_LONGEST_LINE = 160
_LONGEST_PREFIX = 40

Kind = Literal["selector", "label", "rule"]


class Sign(msgspec.Struct, frozen=True):
    """One thing that a layout declares."""

    kind: Kind
    field: str
    """The attribute of `Layout` that declares it."""
    value: str


def signs_of(layout: Layout) -> list[Sign]:
    """All that a layout declares and a page can show."""
    found = [Sign("selector", name, value) for name in SELECTED if (value := getattr(layout, name))]
    found += [Sign("label", "date_labels", label) for label in layout.date_labels]
    found += [Sign("rule", "boilerplate", rule) for rule in layout.boilerplate]
    return [*found, *([Sign("rule", "furniture", "portal-line")] if layout.furniture else [])]


def without(layout: Layout, dead: list[Sign]) -> Layout:
    """The layout without these signs. Boilerplate stays: a rule that knows no line does no harm."""
    gone: dict[str, Any] = {sign.field: None for sign in dead if sign.kind == "selector"}
    labels = {sign.value for sign in dead if sign.kind == "label"}
    left = tuple(label for label in layout.date_labels if label not in labels)
    return replace(layout, date_labels=left, **gone)


class Shown:
    """A page read by a layout, and which of the layout's signs it shows."""

    def __init__(self, layout: Layout, page: Page) -> None:
        self.page = page
        self.reading: Reading | NoArticle = read(layout, page)
        text = decode(page.content, page.content_type).text
        root = parse(shortened(text))
        lines = list(_lines(root, text, page.url))
        dropped = self.reading.dropped if isinstance(self.reading, Reading) else []
        self.signs = {sign for sign in signs_of(layout) if _is_shown(sign, root, lines, dropped)}

    @property
    def is_well(self) -> bool:
        """It is read, and nothing about it is doubtful."""
        return isinstance(self.reading, Reading) and not self.reading.flags


def _is_shown(sign: Sign, root: Element | None, lines: list[str], dropped: list[str]) -> bool:
    match sign.kind:
        case "selector":
            found = select(root, sign.value)
            return bool(found) if sign.field in _EMPTY else any(map(text_below, found))
        case "label":
            label = fold(sign.value).casefold()
            return any(0 <= line.find(label) <= _LONGEST_PREFIX for line in lines)
        case "rule":
            return sign.value in dropped


def _lines(root: Element | None, text: str, url: str) -> Iterator[str]:
    page = blocks_of_text(text) if root is None else blocks_of_tree(root, url)
    return (block.text.casefold() for block in page.blocks if len(block.text) <= _LONGEST_LINE)

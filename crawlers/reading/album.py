"""The article's own pictures: those in its text or above it; no icons, no faces, none of other articles."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from lxml.etree import _Element as Element

from crawlers.reading.blocks import Block, Page, Picture, ancestors
from crawlers.reading.cut import Parts
from crawlers.reading.landmarks import Place
from crawlers.reading.links import is_file
from crawlers.reading.pictures import is_furniture, is_photograph

_STAYING = ("#", "javascript:void", "javascript:;")
"""How addresses begin that open no other page; pictures are enlarged by such."""


def shown_of(parts: Parts) -> list[Block]:
    """The blocks that the article is shown in."""
    return [block for block, what in parts.taken if what in ("body", "caption", "attachment-list")]


def pictures_of(page: Page, place: Place, parts: Parts) -> list[tuple[str, str | None]]:
    """Absolute address and caption of each picture, in order, each address once."""
    captions: dict[int, list[str]] = {}
    for number, text in parts.captions:
        captions.setdefault(number, []).append(text)
    shown = shown_of(parts)
    found: dict[str, str | None] = {}
    for number, picture in enumerate(page.pictures) if shown else ():
        absolute = picture.url.startswith("http") or (page.url is None and picture.url != "")
        is_own = number in captions or (_is_own(picture, place, shown) and not _heads(page, picture, place))
        if absolute and picture.url not in found and is_own:
            found[picture.url] = " ".join(captions.get(number, [])) or None
    return list(found.items())


def _is_own(picture: Picture, place: Place, shown: Sequence[Block]) -> bool:
    """Whether a picture stands in the text or right above it, is no icon, and leads to no other page."""
    first, last = shown[0].index, shown[-1].index
    if not first - 1 <= picture.before <= last + 1 or is_furniture(picture.node):
        return False
    link = next((above.get("href") or "" for above in ancestors(picture.node) if above.tag == "a"), "")
    if link and not is_file(link) and not link.startswith(_STAYING):
        return False
    return _is_in_text(picture.node, place, shown) or _is_above_text(picture, place, first)


def _heads(page: Page, picture: Picture, place: Place) -> bool:
    """Whether a picture stands in one box with the title of another article, right before it."""
    following = page.blocks[picture.before : picture.before + 1]
    if place.core is None or not following or not following[0].leads:
        return False
    around = set(takewhile(lambda node: node is not place.core, ancestors(picture.node)))
    return any(node in around for node in ancestors(following[0].node))


def _is_in_text(node: Element, place: Place, shown: Sequence[Block]) -> bool:
    around = set(ancestors(node))
    if place.core is None:
        return any(block.node in around for block in shown)
    return place.core in around


def _is_above_text(picture: Picture, place: Place, first: int) -> bool:
    """Whether it is a photograph between title and text."""
    title = place.title.index if place.title is not None else first
    return title < picture.before == first and is_photograph(picture.node)

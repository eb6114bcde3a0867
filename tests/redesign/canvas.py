"""A page on which a redesign is tried: its tree, and where the parts of its article stand in it."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

import lxml.html
from lxml.html import HtmlElement

from crawlers.reading.words import fold

BLOCKS = frozenset(
    ("p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "td", "section", "article", "center", "blockquote")
)
_UNSEEN = ("head", "script", "style", "noscript", "template", "select", "textarea")
_DATE_ROOM = 60
"""Characters that may stand in one line with the date."""


@dataclass
class Truth:
    """What a right reading of the page gives, redesigned or not."""

    title: str
    published_at: str | None
    body: list[str]
    captions: list[tuple[str, str]]
    """Caption and path of the picture, as a set: a redesign may move a picture."""
    author: str | None = None
    source: str | None = None
    lead_is_apart: bool = False
    attachments: list[str] = field(default_factory=list)
    """Paths."""


class Canvas:
    """The tree of a page, the truth about its article, and a source of chance."""

    def __init__(self, html: str, truth: Truth, portal: str, url: str, rng: random.Random) -> None:
        self.root = lxml.html.document_fromstring(html)
        self.truth = truth
        self.portal = portal
        self.url = url
        self.rng = rng

    @property
    def html(self) -> str:
        """The page as it is now."""
        return f"<!DOCTYPE html>\n{lxml.html.tostring(self.root, encoding='unicode')}"

    @property
    def body(self) -> HtmlElement:
        """The page's body."""
        body: HtmlElement = self.root.find("body")
        return body

    @cached_property
    def first_texts(self) -> list[HtmlElement]:
        """The elements of the paragraphs, in order, as many as stand in an element of their own."""
        found: list[HtmlElement] = []
        wanted = iter(self.truth.body)
        text = next(wanted, None)
        for node in self._seen():
            if text is None:
                break
            shown = shown_text(node)
            if shown == text or (not found and shown.endswith(text) and len(shown) < len(text) + 20):
                found.append(node)
                text = next(wanted, None)
        return found if text is None else []

    @property
    def paragraphs(self) -> list[HtmlElement]:
        """The outermost elements with the text of one paragraph each; none where breaks part them."""
        return [outermost(node) for node in self.first_texts]

    @cached_property
    def title(self) -> HtmlElement | None:
        """The innermost element of the title: the last one before the text."""
        alike = [node for node in self._seen() if shown_text(node) == self.truth.title and not in_link(node)]
        order = self._order
        text = self._text_starts
        before = [node for node in alike if order[node] < text]
        return innermost(before[-1]) if before else None

    @cached_property
    def date(self) -> HtmlElement | None:
        """The innermost element whose text is the date's line and no more than its furniture."""
        if self.printed is None or self.title is None:
            return None
        order, title = self._order, self._order[self.title]
        lines = [
            node
            for node in self._seen()
            if self.printed in (shown := shown_text(node))
            and len(shown) <= len(self.printed) + _DATE_ROOM
            and not in_link(node)
        ]
        near = sorted(lines, key=lambda node: abs(order[node] - title))
        return innermost_with(near[0], self.printed) if near else None

    printed: str | None = None
    """The date as the page prints it."""

    @property
    def moment(self) -> datetime | None:
        """When the article was published."""
        told = self.truth.published_at
        return datetime.fromisoformat(told).replace(tzinfo=None) if told else None

    @property
    def pictures(self) -> list[tuple[HtmlElement, HtmlElement, str]]:
        """Each captioned picture with the element of its caption, where the two can be told apart."""
        found = []
        images = {node.get("src") or "": node for node in self.root.iter("img")}
        for caption, path in self.truth.captions:
            image = next((node for source, node in images.items() if path and path in source), None)
            line = next((node for node in self._seen() if shown_text(node) == caption), None)
            if image is not None and line is not None:
                found.append((image, outermost(line), caption))
        return found

    def forget(self) -> None:
        """Look everything up again: the tree has changed."""
        for name in ("first_texts", "title", "date", "_order", "_text_starts"):
            self.__dict__.pop(name, None)

    def around(self) -> HtmlElement | None:
        """The smallest element that holds title and text."""
        texts = self.first_texts
        if self.title is None or not texts:
            return None
        above = set(texts[-1].iterancestors())
        both = next((node for node in self.title.iterancestors() if node in above), None)
        return both if both is not None and both.tag not in ("html",) else None

    @cached_property
    def _order(self) -> dict[HtmlElement, int]:
        return {node: number for number, node in enumerate(self.root.iter())}

    @cached_property
    def _text_starts(self) -> int:
        if self.first_texts:
            return self._order[self.first_texts[0]]
        first = self.truth.body[0][:60] if self.truth.body else ""
        nodes = [node for node in self._seen() if first and first in shown_text(node)]
        return self._order[nodes[-1]] if nodes else len(self._order)

    def _seen(self) -> Iterator[HtmlElement]:
        """The elements of the body that show text, in order."""
        for node in self.body.iter():
            if isinstance(node.tag, str) and node.tag not in _UNSEEN:
                yield node


Redesign = Callable[[Canvas], bool]
"""Changes a page; False where it cannot, and then the page is as before."""

REDESIGNS: dict[str, Redesign] = {}


def redesign(change: Redesign) -> Redesign:
    """Makes a function known as a kind of redesign."""
    REDESIGNS[change.__name__] = change
    return change


def shown_text(node: HtmlElement) -> str:
    return fold(str(node.text_content())) if isinstance(node.tag, str) else ""


def in_link(node: HtmlElement) -> bool:
    return node.tag == "a" or any(above.tag == "a" for above in node.iterancestors())


def innermost(node: HtmlElement) -> HtmlElement:
    """The last element with the same text, in it."""
    text = shown_text(node)
    while (inner := next((child for child in node if _says(child, text)), None)) is not None:
        node = inner
    return node


def innermost_with(node: HtmlElement, text: str) -> HtmlElement:
    """The last element with the text in it."""
    while (inner := next((child for child in node if _holds(child, text)), None)) is not None:
        node = inner
    return node


def outermost(node: HtmlElement) -> HtmlElement:
    """The first element around that says the same and no more, and shows no picture."""
    text = shown_text(node)
    while (above := node.getparent()) is not None and above.tag not in ("body", "html", "td", "tr", "li"):
        if shown_text(above) != text or next(above.iter("img"), None) is not None:
            break
        node = above
    return node


def _says(node: HtmlElement, text: str) -> bool:
    return isinstance(node.tag, str) and shown_text(node) == text


def _holds(node: HtmlElement, text: str) -> bool:
    return isinstance(node.tag, str) and text in shown_text(node)


def made(html: str) -> HtmlElement:
    """An element of this mark-up."""
    return lxml.html.fragment_fromstring(html)


def put_before(node: HtmlElement, html: str) -> None:
    node.addprevious(made(html))


def put_after(node: HtmlElement, html: str) -> None:
    node.addnext(made(html))


def drop(node: Any) -> None:
    """Take an element away, not the text after it."""
    node.drop_tree()


def move(node: HtmlElement, place: Callable[[HtmlElement], None]) -> None:
    """Take an element out, without the text after it, and hand it to what puts it elsewhere."""
    node.drop_tree()
    node.tail = None
    place(node)

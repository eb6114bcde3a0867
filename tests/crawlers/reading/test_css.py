"""A declared selector names what CSS says that it names, or is refused at start."""

from __future__ import annotations

import pytest
from cssselect import SelectorError

from crawlers.reading.css import xpath_of
from crawlers.reading.markup import select
from tests.crawlers.reading.pages import blocks, document

PAGE = document(
    "<div id=a><div id=b><p class=x>1</p></div></div><div id=c class=x>2</div><section id=d><p>3</section>"
)


@pytest.mark.parametrize(
    ("selector", "named"),
    [
        ("div:has(> .x)", ["b"]),
        ("div:has(.x)", ["a", "b"]),
        ("#a div:has(> .x)", ["b"]),
        ("div:has(> p.x)", ["b"]),
        ("section:has(> p)", ["d"]),
        ("div:not(:has(> .x)).x", ["c"]),
    ],
)
def test_an_element_is_named_by_what_it_has(selector: str, named: list[str]) -> None:
    assert [node.get("id") for node in select(blocks(PAGE).root, selector)] == named


@pytest.mark.parametrize("selector", ["div:has(+ .x)", "div:has(~ .x)", "div[", "p:has("])
def test_what_cannot_be_told_is_refused(selector: str) -> None:
    with pytest.raises(SelectorError):
        xpath_of(selector)

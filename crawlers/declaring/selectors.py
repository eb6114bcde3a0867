"""Selectors that agree with the landmarks: each names, on every sampled page, just what was read there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from heapq import nsmallest

from lxml.etree import _Element as Element

from crawlers.dates import PrintedDate, read_date_line
from crawlers.declaring.candidates import candidates
from crawlers.declaring.seen import Seen
from crawlers.reading.blocks import ancestors
from crawlers.reading.markup import dates_agree, select
from crawlers.reading.metadata import text_below
from crawlers.reading.words import bare

Names = Callable[[Seen, Element], bool]
"""Whether an element of a page is just what was read there."""

WORDS: dict[str, tuple[str, ...]] = {
    "title": ("title", "tieude", "headline", "heading", "tenbai"),
    "date": ("date", "time", "ngay", "publish", "created", "posted"),
    "lead": (
        "lead",
        "sapo",
        "summary",
        "tomtat",
        "hometext",
        "trichdan",
        "trichyeu",
        "abstract",
        "excerpt",
        "des",
    ),
    "body": ("content", "noidung", "detail", "body", "chitiet", "bodyhtml", "fulltext", "article"),
    "author": ("author", "tacgia", "writer", "nguoiviet", "butdanh", "signature"),
    "caption": ("caption", "chuthich", "note", "desc", "figcaption"),
    "noise": ("related", "lienquan", "inner", "ads", "banner", "share", "tinkhac"),
}
"""Parts of names that speak for a selector; without one of them it may be taken all the same."""
_HIDDEN = frozenset(("hidden", "hide", "d-none", "sr-only", "invisible", "visually-hidden"))
_NO_HOLDERS = frozenset(("p", "span", "body", "html"))
_NEAR = 4
"""Steps from a text to the element that is still nothing but that text."""
_TRIED = 6
_FEW = 3
_MOST_INSIDE = 40
_LONGEST_DATE = 200
_LONGEST_NAME = 80


def title_selectors(pages: Sequence[Seen]) -> list[str]:
    """Selectors of the title, best first."""

    def names(seen: Seen, node: Element) -> bool:
        return bool(seen.reading.title) and bare(text_below(node)) == bare(seen.reading.title or "")

    return _agreed(pages, lambda seen: _around(_title_node(seen), seen, names), names, WORDS["title"])


def date_selectors(pages: Sequence[Seen]) -> list[str]:
    """Selectors of the date, best first."""
    return _agreed(pages, _date_nodes, _is_date, WORDS["date"])


def body_selectors(pages: Sequence[Seen]) -> list[str]:
    """Selectors of the text, the tightest around it first among those that are as good."""

    def names(seen: Seen, node: Element) -> bool:
        return node in _holders(seen)

    return _agreed(pages, _holders, names, WORDS["body"])


def lead_selectors(pages: Sequence[Seen]) -> list[str]:
    """Selectors of the summary that is the first paragraph: only elements that say they are something."""

    def names(seen: Seen, node: Element) -> bool:
        text, first = bare(text_below(node)), bare((seen.reading.body or [""])[0])
        return len(seen.reading.body) > 1 and text.endswith(first) and len(text) <= len(first) + 20

    def nodes(seen: Seen) -> Iterable[Element]:
        return _around(seen.body[0] if seen.body else None, seen, names)

    return [
        selector
        for selector in _agreed(pages, nodes, names, WORDS["lead"])
        if " " not in selector or any(word in selector.lower() for word in WORDS["lead"])
    ]


def author_selectors(pages: Sequence[Seen]) -> list[str]:
    """Selectors of whoever signed: elements whose name says so, near the text, with a name in them."""
    words = WORDS["author"]

    def names(_seen: Seen, node: Element) -> bool:
        text = text_below(node)
        return (
            _is_shown(node)
            and 2 < len(text) <= _LONGEST_NAME
            and not any(map(str.isdigit, text))
            and ":" not in text
        )

    def nodes(seen: Seen) -> Iterator[Element]:
        top = _common([_title_node(seen), *seen.body])
        for node in top.iter() if top is not None else ():
            named = f"{node.get('class') or ''} {node.get('id') or ''} {node.get('itemprop') or ''}".lower()
            if any(word in named.replace("-", "").replace("_", "") for word in words) and names(seen, node):
                yield node

    return [one for one in _agreed(pages, nodes, names, words) if _differs(pages, one)]


def _differs(pages: Sequence[Seen], selector: str) -> bool:
    """Whether not all articles have the same there: nobody writes them all, an agency's name is no author."""
    texts = {bare(text_below(node)) for seen in pages for node in select(seen.root, selector)[:1]}
    return len(texts) > 1 or len(pages) < _FEW


def caption_selectors(pages: Sequence[Seen]) -> list[str]:
    """Selectors that name the captions, all and no other text, on every page that has any."""
    having = [seen for seen in pages if seen.named("caption")]

    def texts(seen: Seen) -> list[str]:
        return [bare(block.text) for block in seen.named("caption")]

    def fits(selector: str) -> bool:
        return all(
            [bare(text_below(node)) for node in select(seen.root, selector)] == texts(seen) for seen in pages
        )

    def nodes(seen: Seen) -> Iterator[Element]:
        first = seen.named("caption")[0]
        for node in _steps(first.node):
            if bare(text_below(node)) == bare(first.text):
                yield node

    return [selector for selector in _ranked(having, nodes, WORDS["caption"]) if fits(selector)][:_TRIED]


def noise_selectors(pages: Sequence[Seen]) -> list[str]:
    """Selectors of boxes inside the text that hold nothing of it."""
    found: dict[str, float] = {}
    for seen in pages:
        for node in _boxes(seen):
            for selector, cost in candidates(node, WORDS["noise"]).items():
                if " " not in selector:
                    found[selector] = min(cost, found.get(selector, cost))
    fitting = (
        selector
        for selector in sorted(found, key=lambda one: (found[one], one))
        if _is_noise(pages, selector)
    )
    return list(fitting)[:_TRIED]


# --- finding ----------------------------------------------------------------------------------------------


def _agreed(
    pages: Sequence[Seen],
    nodes: Callable[[Seen], Iterable[Element]],
    names: Names,
    words: tuple[str, ...],
) -> list[str]:
    """Selectors of the elements of all pages that name nothing else on any of them."""
    ranked = _ranked(pages, nodes, words)
    return [one for one in ranked if all(_is_exact(seen, one, names) for seen in pages)][:_TRIED]


def _ranked(
    pages: Sequence[Seen], nodes: Callable[[Seen], Iterable[Element]], words: tuple[str, ...]
) -> list[str]:
    """Selectors that all pages' elements have, the cheapest first."""
    shared: dict[str, float] | None = None
    for seen in pages:
        found: dict[str, float] = {}
        for step, node in enumerate(nodes(seen)):
            for selector, cost in candidates(node, words).items():
                found[selector] = min(cost + 0.25 * step, found.get(selector, 99.0))
        shared = (
            found if shared is None else {one: max(shared[one], found[one]) for one in shared if one in found}
        )
    ranked = shared or {}
    return nsmallest(200, ranked, key=lambda one: (ranked[one], one))


def _is_exact(seen: Seen, selector: str, names: Names) -> bool:
    """Whether a selector names something on a page, and nothing but what was read."""
    found = select(seen.root, selector)
    return 0 < len(found) <= 2 and all(names(seen, node) for node in found)


def _around(node: Element | None, seen: Seen, names: Names) -> Iterator[Element]:
    """The element of a text, and those around it that hold nothing else."""
    for above in _steps(node):
        if names(seen, above):
            yield above


def _steps(node: Element | None) -> Iterator[Element]:
    for step, above in enumerate(ancestors(node)):
        if step > _NEAR or above.tag in ("body", "html"):
            return
        yield above


def _title_node(seen: Seen) -> Element | None:
    return seen.place.title.node if seen.place.title else None


def _date_nodes(seen: Seen) -> Iterator[Element]:
    """Around the date line and within it: the smallest element that holds all of it is named best."""
    first = next(iter(seen.dates), None)
    if first is None:  # only the metadata told the date: wherever it is printed near the title
        top = _common([_title_node(seen), *seen.body])
        first = next((node for node in _elements(top) if _is_date(seen, node)), None)
    inside = [node for node in _elements(first)[1:_MOST_INSIDE] if _is_date(seen, node)]
    yield from inside[::-1]
    yield from _around(first, seen, _is_date)


def _elements(node: Element | None) -> list[Element]:
    """An element and those below it that are small enough for a date."""
    below = node.iter() if node is not None else ()
    return [one for one in below if isinstance(one.tag, str) and len(text_below(one)) <= _LONGEST_DATE]


def _is_date(seen: Seen, node: Element) -> bool:
    """Whether an element reads, all of it or its beginning, as the date that was read."""
    published = seen.reading.published
    if not _is_shown(node):
        return False
    for text in (text_below(node), " ".join((node.text or "").split())):
        read = read_date_line(text, seen.page.fetched_at, seen.survey.layout.earliest)
        if isinstance(read, PrintedDate):
            return published is not None and read.time == published.time and dates_agree(read, published)
    return False


def _holders(seen: Seen) -> list[Element]:
    """The elements that hold all of the body and no title, from the tightest on; then all but the summary."""
    title = _title_node(seen)
    beside = set(ancestors(title)) if title is not None else set()
    found: list[Element] = []
    for nodes in (seen.body, seen.body[1:]):
        top = _common(nodes) if len(nodes) > 1 else seen.place.core
        held = ancestors(top) if top is not None else ()
        found += [node for node in held if node not in beside and node.tag not in _NO_HOLDERS][:_NEAR]
    return list(dict.fromkeys(found))


def _is_shown(node: Element) -> bool:
    """Whether readers see an element: style sheets have their own names for what they do not."""
    return not any(_HIDDEN & set((above.get("class") or "").split()) for above in ancestors(node))


def _common(nodes: Iterable[Element | None]) -> Element | None:
    """The smallest element around all of these."""
    chains = [list(ancestors(node)) for node in nodes if node is not None]
    if not chains:
        return None
    shared = set(chains[0]).intersection(*map(set, chains[1:]))
    return next((node for node in chains[0] if node in shared), None)


def _boxes(seen: Seen) -> Iterator[Element]:
    """The largest elements around dropped lines inside the text that hold nothing of it."""
    top = _common(seen.body)
    if top is None or not seen.parts.blocks:
        return
    kept = {above for node in seen.body for above in ancestors(node)}
    kept |= {above for block in seen.named("caption") for above in ancestors(block.node)}
    first, last = seen.parts.blocks[0].index, seen.parts.blocks[-1].index
    for block, why in seen.parts.taken:
        inside = first < block.index < last and why not in (
            "body",
            "caption",
            "date",
            "title",
            "author",
            "source",
        )
        if inside and block.node is not None and block.node not in kept:
            yield next(
                node for node in ancestors(block.node) if node.getparent() is None or node.getparent() in kept
            )


def _is_noise(pages: Sequence[Seen], selector: str) -> bool:
    """Whether a selector names, on more than one page, elements in the text and none that holds any of it."""
    hits = 0
    for seen in pages:
        kept = {above for node in seen.body for above in ancestors(node)}
        found = select(seen.root, selector)
        if any(node in kept for node in found):
            return False
        inside = {above for node in found for above in node.iterancestors()}
        hits += _common(seen.body) in inside
    return hits > 1

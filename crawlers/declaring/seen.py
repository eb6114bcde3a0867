"""An article's page as its landmarks show it, with the elements in which they stood."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import unquote

from lxml.etree import _Element as Element

from crawlers.addresses import origin
from crawlers.layout import Layout
from crawlers.reading import NoArticle, Reading, read_page
from crawlers.reading.assembly import assemble
from crawlers.reading.blocks import Block
from crawlers.reading.boilerplate import rules_for
from crawlers.reading.cut import Parts
from crawlers.reading.decode import decode
from crawlers.reading.landmarks import Place, find_place
from crawlers.reading.markup import select
from crawlers.reading.metadata import metadata_of
from crawlers.reading.survey import Survey
from crawlers.reading.tree import blocks_of_tree, parse, shortened

_LONGEST_ADDRESS = 60


@dataclass(frozen=True)
class Page:
    """A page as it came."""

    url: str
    content: bytes
    content_type: str | None
    fetched_at: datetime
    name: str = ""
    """Of the file that it was saved in; empty where it was fetched."""


@dataclass(eq=False)
class Seen:
    """An article's page: what was read, and where in its tree."""

    page: Page
    reading: Reading
    root: Element
    survey: Survey
    place: Place
    parts: Parts

    @property
    def body(self) -> list[Element]:
        """The elements of the body's blocks."""
        return [block.node for block in self.parts.blocks if block.node is not None]

    @property
    def dates(self) -> list[Element]:
        """The elements of the date line's blocks."""
        line = self.place.date
        blocks = self.survey.page.blocks
        return [node for at in (line.blocks if line else ()) if (node := blocks[at].node) is not None]

    def named(self, what: str) -> list[Block]:
        """The blocks of the region that became `what`: a caption, the author, the name of a rule."""
        return [block for block, name in self.parts.taken if name == what]


def read(layout: Layout, page: Page) -> Reading | NoArticle:
    """What the layout gives of a page."""
    return read_page(
        layout, page.content, content_type=page.content_type, url=page.url, fetched_at=page.fetched_at
    )


def read_all(layout: Layout, pages: Iterable[Page]) -> list[Reading | NoArticle]:
    """What the layout gives of each page."""
    return [read(layout, page) for page in pages]


def see_all(layout: Layout, pages: Iterable[Page]) -> list[Seen]:
    """The pages that hold an article, seen."""
    return [seen for page in pages if (seen := see(layout, page))]


def see(layout: Layout, page: Page) -> Seen | None:
    """A page seen by its landmarks; None where it holds no article, or has no mark-up.

    `read_page` lets go of the tree: the same steps are gone here once more, and the tree is kept.
    """
    reading = read(layout, page)
    root = parse(shortened(decode(page.content, page.content_type).text))
    if isinstance(reading, NoArticle) or root is None:
        return None
    rules = rules_for(layout.boilerplate, layout.furniture)
    survey = Survey(blocks_of_tree(root, page.url), layout, rules, metadata_of(root), page.fetched_at)
    place = find_place(survey)
    noise, captions = select(root, layout.noise), select(root, layout.caption)
    return Seen(page, reading, root, survey, place, assemble(survey, place, place.region, noise, captions))


def share(hits: int, of: Sequence[object]) -> str:
    """`on 7 of 8 sampled pages`."""
    return f"on {hits} of {len(of)} sampled pages"


def short_address(url: str) -> str:
    """The path of an address, its middle left out where it is long."""
    path = unquote(url.removeprefix(origin(url)))
    path = "".join(letter if letter.isprintable() else "?" for letter in path)
    if len(path) <= _LONGEST_ADDRESS:
        return path
    return f"{path[: _LONGEST_ADDRESS // 2]}…{path[-_LONGEST_ADDRESS // 2 :]}"

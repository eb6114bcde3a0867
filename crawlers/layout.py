"""A layout: what is true of how one portal prints an article, in one period of its life."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from crawlers.dates import EARLIEST

Signature = Literal["author", "source"]


@dataclass(frozen=True, kw_only=True)
class Layout:
    """How a portal's article pages are laid out. A field left empty is found from structure and landmarks.

    Nothing here is needed to read a page: each field sharpens the reading or gives it a second witness.
    """

    version: int = 1
    """Raised when the portal changes its pages; an article says by which version it was read."""
    until: date | None = None
    """The last day on which pages looked like this; None for the layout of today. Archived pages are read by
    the layout of the day on which they were fetched."""
    earliest: date = EARLIEST
    """The first day on which the portal can have published; a date before it is refused."""
    date_labels: tuple[str, ...] = ()
    """What the line of the article's date begins with (`Cập nhật`); other date lines are then not taken."""
    boilerplate: tuple[str, ...] = ()
    """Names of rules in `crawlers.reading.boilerplate` that hold for this portal, beside those for all."""
    furniture: tuple[str, ...] = ()
    """Whole lines that the portal prints on every article's page; `#` stands for any number (`Đã xem: #`)."""
    signature: tuple[Signature, ...] = ()
    """What the short lines without full stop at the end of the text are, in order."""
    source_tags: tuple[str, ...] = ()
    """Tags in brackets at the start of the lead that name the source, such as `CAO` for `(CAO)`."""
    print_view: str | None = None
    """A pattern of the addresses that are print views: they print neither title nor date of the article."""
    print_day: str | None = None
    """A pattern of the first line of a print view: the day on which it was rendered, never a date."""
    title: str | None = None
    """CSS selector of the title, as are the following for theirs; mark-up is one of the two witnesses."""
    date: str | None = None
    lead: str | None = None
    body: str | None = None
    author: str | None = None
    source: str | None = None
    caption: str | None = None
    category: str | None = None
    noise: str | None = None
    """CSS selector of what is no part of the article although it stands inside it."""

    @property
    def selectors(self) -> dict[str, str]:
        """The declared selectors of fields that every article may have, by their names."""
        return {name: selector for name in _SELECTED if (selector := getattr(self, name))}


_SELECTED = ("title", "date", "lead", "body", "author", "source", "category")


def layout_on(day: date, present: Layout, former: Sequence[Layout]) -> Layout:
    """The layout of a day: the earliest of the `former` ones that lasted until then, or `present`."""
    lasted = [layout for layout in former if layout.until is not None and day <= layout.until]
    return min(lasted, key=lambda layout: layout.until or day, default=present)

"""A few of a run's pages, kept in hand until its end: what a drift report looks at."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import datetime

from crawlers.store.batches import Row

_MOST_OF_EACH = 4
_LARGEST = 2 * 1024 * 1024


@dataclass(frozen=True)
class Sampled:
    """A page as it was received."""

    article: str
    """The article's id."""
    url: str
    content: bytes = field(repr=False)
    content_type: str | None
    fetched_at: datetime
    before: Row | None = None
    """Where the article's page of an earlier run is kept, as the article's `page` says."""


class Samples:
    """Four known articles and four new ones at most, each page as likely as any other; no giants.

    Pages of known articles are kept apart, since beside their archived ones they show most.
    """

    def __init__(self) -> None:
        self._dice = random.Random(0)
        self._known: list[Sampled] = []
        self._new: list[Sampled] = []
        self._met = {True: 0, False: 0}

    def take(self, page: Sampled) -> None:
        """Keep the page, perhaps."""
        if len(page.content) > _LARGEST:
            return
        is_known = page.before is not None
        kept = self._known if is_known else self._new
        self._met[is_known] += 1
        if len(kept) < _MOST_OF_EACH:
            kept.append(page)
        elif (place := self._dice.randrange(self._met[is_known])) < _MOST_OF_EACH:
            kept[place] = page

    @property
    def pages(self) -> list[Sampled]:
        """Those of known articles first."""
        return [*self._known, *self._new]

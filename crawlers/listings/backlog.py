"""Requests that are made one handful after another, when nothing else is left to do.

A site map names a hundred thousand articles, a full sweep asks for a million: made all at once, these
requests would fill the memory.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from itertools import islice

from scrapy import Request


class Backlog:
    """A queue of sources of requests; each source is read no further than it is needed."""

    def __init__(self) -> None:
        self._sources: deque[Iterator[Request]] = deque()

    def next(self, requests: Iterable[Request]) -> None:
        """Make these before all others."""
        self._sources.appendleft(iter(requests))

    def last(self, requests: Iterable[Request]) -> None:
        """Make these after all others."""
        self._sources.append(iter(requests))

    def take(self, most: int) -> list[Request]:
        """The next requests, of one source; none where there is nothing left."""
        while self._sources:
            if taken := list(islice(self._sources[0], most)):
                return taken
            self._sources.popleft()
        return []

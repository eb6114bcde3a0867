"""As many reading processes as pages keep busy, up to one a core."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime

from crawlers.reader.reader import Reader, ReadingFailed
from crawlers.reading import NoArticle, Reading

_PILE = 8
"""Pages that wait for a reader before another one is started; a crawl with good manners never has so many."""

logger = logging.getLogger(__name__)


class Readers:
    """Reads each page in the process that has the fewest to read."""

    def __init__(self, make: Callable[[], Reader], most: int) -> None:
        """`make` gives a reader that is not started yet; there are at most `most`."""
        self._make = make
        self._most = most
        self._readers = [make()]
        self._growing: asyncio.Task[None] | None = None

    def __len__(self) -> int:
        return len(self._readers)

    @property
    def is_growing(self) -> bool:
        """Another process is being started."""
        return self._growing is not None

    async def start(self) -> None:
        """Start the first. Raises ReadingFailed where it does not start."""
        await self._readers[0].start()

    async def close(self) -> None:
        """End all of them; what still waits to be read fails."""
        self._most = 0
        if growing := self._growing:
            growing.cancel()
            await asyncio.wait([growing])
        await asyncio.gather(*(reader.close() for reader in self._readers))

    async def read(
        self, content: bytes, *, content_type: str | None, url: str, fetched_at: datetime
    ) -> Reading | NoArticle:
        """What `Reader.read` gives. Raises ReadingFailed as it does."""
        reader = min(self._readers, key=lambda one: one.waiting)
        if reader.waiting >= _PILE and len(self._readers) < self._most and not self.is_growing:
            self._growing = asyncio.create_task(self._grow())
        return await reader.read(content, content_type=content_type, url=url, fetched_at=fetched_at)

    async def _grow(self) -> None:
        """Take in another reader, once it reads; where none starts, those that there are go on alone."""
        reader = self._make()
        try:
            await reader.start()
            self._readers.append(reader)
        except ReadingFailed as error:
            logger.warning("No more than %d processes read pages: %s", len(self._readers), error)
            self._most = 0
        finally:
            self._growing = None
            if reader not in self._readers:
                await reader.close()

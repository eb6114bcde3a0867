"""What a crawl and its reading process tell each other: pickled values, each after its length."""

from __future__ import annotations

import pickle
import struct
from datetime import datetime
from typing import Any, NamedTuple

from crawlers.layout import Layout

HEADER = struct.Struct(">I")
OUT_OF_MEMORY = 70
"""Exit code of a reading process that needed more memory than it may have."""
READY = "ready"
"""The first word of a reading process: from here on it reads."""


class Start(NamedTuple):
    """The first message to a reading process; READY answers it."""

    layout: Layout
    memory: int
    """Bytes of address space at most."""
    parent: int
    """The process that is served; the reading process ends with it."""


class Page(NamedTuple):
    """A page to read. The answers, a Reading, a NoArticle or Broken, come in the order of the pages."""

    content: bytes
    content_type: str | None
    url: str
    fetched_at: datetime


class Broken(NamedTuple):
    """The rules of reading raised an exception: a defect in this program, found by a page."""

    error: str
    """Type and message in one line."""
    traceback: str


def packed(message: Any) -> bytes:
    """The message as it is sent."""
    data = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    return HEADER.pack(len(data)) + data

"""One request of a visit, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass

from scrapy.http import Response

from crawlers.reading.decode import decode

_READ_MOST = 2_000_000
"""Bytes of a page that are looked at; pages of these portals have a tenth of it."""


@dataclass(frozen=True)
class Exchange:
    """What was asked for, and the answer or the reason why there is none."""

    address: str
    """As it was asked for first."""
    response: Response | None = None
    """The last answer, after all redirects that were followed."""
    failure: str = ""
    """Why there is no page; a redirect that is not followed has both an answer and a failure."""
    hops: tuple[str, ...] = ()
    """Where redirects led, in order, as the portal wrote it."""
    seconds: tuple[float, ...] = ()
    """From each request to the head of its answer."""

    @property
    def is_page(self) -> bool:
        """There is an answer that brings something."""
        return self.response is not None and not self.failure and 200 <= self.response.status < 300

    @property
    def why(self) -> str:
        """Why it is no page, in a few words; empty where it is one."""
        if self.failure or self.response is None:
            return self.failure or "it was not asked for"
        return "" if self.is_page else f"HTTP {self.response.status}"

    @property
    def status(self) -> int | None:
        """The HTTP status of the last answer."""
        return self.response.status if self.response is not None else None

    @property
    def body(self) -> bytes:
        """As much as is looked at."""
        return self.response.body[:_READ_MOST] if self.response is not None else b""

    @property
    def content_type(self) -> str | None:
        """The header, None where it is missing."""
        value = self.response.headers.get("Content-Type") if self.response is not None else None
        return value.decode("latin-1") if value else None

    @property
    def text(self) -> str:
        """The page's text, decoded as articles are."""
        return decode(self.body, self.content_type).text

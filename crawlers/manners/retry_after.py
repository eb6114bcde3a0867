"""A server that says when to come again is left alone until then."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

logger = logging.getLogger(__name__)
_FINAL = (304, 404, 410)


class RetryAfter:
    """Downloader middleware: waits as `Retry-After` asks before the answer goes on to be retried.

    As one request at a time is under way (CONCURRENT_REQUESTS), the whole crawl waits. A longer wait than
    RETRY_AFTER_MOST (seconds) is cut to that: the page is then asked for once more, and given up at last.
    """

    def __init__(self, most: float) -> None:
        self._most = most

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RetryAfter:
        """As Scrapy makes its components."""
        return cls(crawler.settings.getfloat("RETRY_AFTER_MOST"))

    async def process_response(self, request: Request, response: Response) -> Response:
        """Wait, where the answer asks for it."""
        wait = seconds_to_wait(response, datetime.now(UTC))
        if wait > 0:
            logger.info("%s asks to wait %.0f s", request.url, wait)
            await asyncio.sleep(min(wait, self._most))
        return response


def seconds_to_wait(response: Response, now: datetime) -> float:
    """How long the server asks to be left alone; 0 where it does not, or not in a form that can be read.

    RFC 9110, 10.2.3, knows the header on 503 and on redirects, RFC 6585 on 429; servers that limit rates send
    it with 403 and other errors too. With a page, or with word that there is none, it means nothing. A point
    in time is reckoned from the server's own clock, its `Date`: many are some minutes off.
    """
    value = _header(response, "Retry-After")
    if response.status < 300 or response.status in _FINAL or not value:
        return 0.0
    if value.isascii() and value.isdigit():
        return float(value)
    until, server_now = _instant(value), _instant(_header(response, "Date"))
    return max(0.0, (until - (server_now or now)).total_seconds()) if until else 0.0


def _header(response: Response, name: str) -> str:
    return (response.headers.get(name) or b"").decode("latin-1").strip()


def _instant(text: str) -> datetime | None:
    try:
        instant = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)

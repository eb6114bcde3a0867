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
_ASKING = (429, 503)


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
    """How long the server asks to be left alone; 0 where it does not, or not in a form that can be read."""
    value = (response.headers.get("Retry-After") or b"").decode("latin-1").strip()
    if response.status not in _ASKING or not value:
        return 0.0
    if value.isascii() and value.isdigit():
        return float(value)
    try:
        until = parsedate_to_datetime(value)
    except ValueError:
        return 0.0
    return max(0.0, (until if until.tzinfo else until.replace(tzinfo=UTC)).timestamp() - now.timestamp())

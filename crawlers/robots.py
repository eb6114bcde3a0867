"""robots.txt is obeyed by every request, also by those that wait for it together."""

from __future__ import annotations

import asyncio
import logging

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.robotstxt import RobotParser

logger = logging.getLogger(__name__)
# Says the same as `_robots_error` below, with a traceback.
logging.getLogger("scrapy.downloadermiddlewares.robotstxt").setLevel(logging.CRITICAL)


class RobotsTxt(RobotsTxtMiddleware):
    """Scrapy's middleware, one request at a time.

    In Scrapy 2.19 (since its pull request 6802) the requests that arrive while robots.txt is being fetched
    wait for one Twisted Deferred. `Deferred.asFuture` gives its result to the first of them only; the others
    get None, which means that everything is allowed.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._turn = asyncio.Lock()

    async def robot_parser(self, request: Request) -> RobotParser | None:
        """The rules of the request's host."""
        async with self._turn:
            return await super().robot_parser(request)

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        logger.warning("robots.txt of %s could not be read (%s); no rule of it is known.", netloc, exc)
        super()._robots_error(exc, netloc)

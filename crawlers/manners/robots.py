"""robots.txt is read as RFC 9309 says and obeyed by every request, redirected ones too."""

from __future__ import annotations

import asyncio
import codecs
import logging
import re

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.robotstxt import RobotParser
from scrapy.utils.httpobj import urlparse_cached
from scrapy.utils.misc import build_from_crawler

logger = logging.getLogger(__name__)
_BYTES_READ = 500 * 1024  # RFC 9309, 2.5: at least 500 KiB
_TOO_MANY_REQUESTS = 429
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_NO_UTF_8 = re.compile("[\udc80-\udcff]")
_AGENT_LINE = re.compile(r"^[ \t]*user[- ]?agent[ \t]*[: \t][ \t]*(.*)$", re.IGNORECASE | re.MULTILINE)
_LONGEST_PACE = 30.0


class RobotsUnreachable(IgnoreRequest):
    """Nobody can tell what a host allows, so nothing is asked of it in this run."""


class RobotsTxt(RobotsTxtMiddleware):
    """Downloader middleware in place of Scrapy's own, whose parser it uses.

    Scrapy takes the body of an error answer for rules, and allows everything where none comes. In Scrapy 2.19
    (since its pull request 6802) also all requests but the first of those that wait together for robots.txt
    are let through unchecked: here one at a time is looked at.

    A `Crawl-delay` is kept as the shortest time between two requests, up to CRAWL_DELAY_MOST (seconds).
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._agent = self._robotstxt_useragent or self._default_useragent
        self._longest_pace = crawler.settings.getfloat("CRAWL_DELAY_MOST", _LONGEST_PACE)
        self._turn = asyncio.Lock()
        self._rules: dict[str, RobotParser | RobotsUnreachable] = {}
        self._paces: dict[str, float] = {}

    async def process_request(self, request: Request, spider: Spider | None = None) -> None:
        """Let the request pass, or raise IgnoreRequest; RobotsUnreachable where no rules could be had."""
        del spider
        await super().process_request(request)
        self._keep_pace(request)

    async def robot_parser(self, request: Request) -> RobotParser:
        """The rules of the request's host. Raises RobotsUnreachable."""
        host = urlparse_cached(request).netloc
        async with self._turn:
            if host not in self._rules:
                self._rules[host] = await self._ask(request)
        rules = self._rules[host]
        if isinstance(rules, RobotsUnreachable):
            raise RobotsUnreachable(*rules.args)
        return rules

    async def _ask(self, request: Request) -> RobotParser | RobotsUnreachable:
        url = urlparse_cached(request)
        asking = Request(
            f"{url.scheme}://{url.netloc}/robots.txt",
            priority=self.DOWNLOAD_PRIORITY,
            meta={"dont_obey_robotstxt": True},
            callback=NO_CALLBACK,
        )
        try:
            response = await self.crawler.engine.download_async(asking)
        except Exception as error:  # no answer, another's host, endless redirects: whatever it is, no rules
            return _unreachable(asking.url, str(error) or type(error).__name__)
        if response.status == _TOO_MANY_REQUESTS or response.status >= 500:
            return _unreachable(asking.url, f"HTTP {response.status}")
        rules: RobotParser = build_from_crawler(
            self._parserimpl, self.crawler, rules_in(response, self._agent)
        )
        self._note_pace(url.netloc, rules.crawl_delay(self._agent) or 0.0)
        return rules

    def _note_pace(self, host: str, delay: float) -> None:
        if delay > self._longest_pace:
            logger.info(
                "%s asks for %.0f s between requests; CRAWL_DELAY_MOST is %.0f.",
                host,
                delay,
                self._longest_pace,
            )
        self._paces[host] = min(delay, self._longest_pace)

    def _keep_pace(self, request: Request) -> None:
        """Slow the host's slot down, each time anew: AutoThrottle may have made it faster meanwhile."""
        pace = self._paces.get(urlparse_cached(request).netloc)
        downloader = self.crawler.engine.downloader
        slot = downloader.slots.get(downloader.get_slot_key(request))
        if pace and slot:
            slot.delay = max(slot.delay, pace)
            slot.jitter = 0.0  # it would halve the delay now and then


def rules_in(response: Response, agent: str) -> bytes:
    """The rules of an answer to robots.txt, in UTF-8, as far as they may concern `agent`.

    Empty, which allows everything, where there are none: where the portal says that it has no robots.txt, or
    answers 200 with a page.
    """
    if not 200 <= response.status < 300:
        return b""
    lines = "\n".join(_decoded(_whole_lines(response.body)).splitlines())
    if lines.lstrip().startswith("<") and not _AGENT_LINE.search(lines):
        return b""
    return _AGENT_LINE.sub(lambda line: _agent_line(line[1].strip(), agent), lines).encode()


def _agent_line(named: str, agent: str) -> str:
    """A `User-agent` line that says for the parser whether it means `agent`, everybody, or others.

    An office that writes `Tuantra/1.0`, as its log shows, means this crawler. All others are one to it:
    thousands of agents with thousands of rules would keep the parser busy for minutes.
    """
    if re.search(rf"(?<![\w-]){re.escape(agent)}(?![\w-])", named, re.IGNORECASE):
        return f"User-agent: {agent}"
    return "User-agent: *" if re.fullmatch(r"\*\s*(#.*)?", named) else "User-agent: other"


def _whole_lines(body: bytes) -> bytes:
    """As much as is read; half a rule might forbid everything."""
    return body if len(body) <= _BYTES_READ else body[:_BYTES_READ].rpartition(b"\n")[0]


def _decoded(body: bytes) -> str:
    """UTF-8; UTF-16 where a mark says so. Bytes of another encoding become escapes, as in an address."""
    if body.startswith(_UTF_16):
        return body.decode("utf-16", "replace")
    text = body.decode("utf-8-sig", "surrogateescape")
    return _NO_UTF_8.sub(lambda byte: f"%{ord(byte[0]) - 0xDC00:02X}", text)


def _unreachable(address: str, why: str) -> RobotsUnreachable:
    host = address.removesuffix("/robots.txt")
    logger.warning(
        "%s could not be read (%s), so nobody knows what may be read there: nothing is asked of %s in this "
        "run. The next run tries again; see whether the address opens in a browser.",
        address,
        why,
        host,
    )
    return RobotsUnreachable(f"the rules of {host} for robots could not be read ({why})")

"""Cookies as far as portals need them: a few, for the host that sets them."""

from __future__ import annotations

from http.cookiejar import DefaultCookiePolicy

from scrapy import Request
from scrapy.http import Response
from scrapy.http.cookies import CookieJar

_MOST = 100
"""Of all hosts of a portal together; with more they are all forgotten, as by a new visitor."""


class Cookies:
    """Downloader middleware in place of Scrapy's own.

    That one asks publicsuffix.org for a list at the first cookie that it sees, and keeps every cookie.
    """

    def __init__(self) -> None:
        self._jar = CookieJar(DefaultCookiePolicy(strict_ns_domain=DefaultCookiePolicy.DomainStrict))

    def process_request(self, request: Request) -> None:
        """Send back what was set."""
        request.headers.pop("Cookie", None)
        self._jar.add_cookie_header(request)

    def process_response(self, request: Request, response: Response) -> Response:
        """Keep what is set."""
        self._jar.extract_cookies(response, request)
        if len(self._jar) > _MOST:
            self._jar.clear()
        return response

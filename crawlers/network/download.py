"""Fetching, on the terms of this package: the download handler for http and https."""

from __future__ import annotations

import logging
from typing import Any, cast
from urllib.parse import urlsplit
from urllib.request import getproxies

from OpenSSL import SSL
from scrapy import Request
from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
)
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError, DownloadFailedError
from scrapy.http import Response
from twisted.python.failure import Failure
from twisted.web.iweb import IPolicyForHTTPS

from crawlers.network.names import PublicNames
from crawlers.network.reachable import literal, why_not_public
from crawlers.network.refused import BadAnswer, NoTls, NotPublic, Refused
from crawlers.network.tls import Exceptions, Tls

logger = logging.getLogger(__name__)
_PORTS = {"http": 80, "https": 443}
_HEAD_MOST = 256 * 1024
"""Bytes of status line and headers; browsers stop at about as many."""
_CODINGS_MOST = 2
"""Codings of a body, one within the other."""


class Download(HTTP11DownloadHandler):
    """Scrapy's handler, which connects to public addresses and an operator's own place alone.

    The spider's `scope.home` is an operator's own place. The exceptions that it declares, or its `portal`
    where it reads one page for that, hold for the portal's hosts.
    """

    lazy = True  # made at the first request: only then is the name resolver in place

    def __init__(self, crawler: Crawler) -> None:
        from twisted.internet import reactor

        super().__init__(crawler)
        self._names = PublicNames.of(reactor)
        spider: Any = crawler.spider
        if spider.scope.home:
            self._names.permit(*_place(spider.scope.home))
        self._contextFactory = cast("IPolicyForHTTPS", _tls(crawler))
        self._pool._factory = _Factory
        if not crawler.settings.getbool("HTTPPROXY_ENABLED"):
            _tell_of_proxies()

    async def download_request(self, request: Request) -> Response:
        """Fetch. Raises Refused for what is not accepted of the server."""
        host, port = _place(request.url)
        if proxy := request.meta.get("proxy"):
            self._permit_proxy(proxy, host, port)
        try:
            response = await super().download_request(request)
        except CannotResolveHostError as error:
            if not proxy and (addresses := self._names.why_refused(host)):
                raise _not_public(host, addresses) from error
            raise
        except DownloadFailedError as error:
            raise _refusal(host, error) or error from error
        return _checked(response)

    def _permit_proxy(self, proxy: str, host: str, port: int) -> None:
        """A proxy that the operator named may be anywhere; as it resolves names, only numbers are checked."""
        proxy_host, proxy_port = _place(proxy if "://" in proxy else f"http://{proxy}")
        self._names.permit(proxy_host, proxy_port)
        self._names.permit(proxy_host, 0)  # how Scrapy asks before it opens a tunnel
        address = literal(host)
        if address and not self._names.permits(host, port) and (why := why_not_public(address)):
            raise _not_public(host, f"{address} ({why})")


class _Protocol(_LenientHTTP11ClientProtocol):
    """Reads an answer's head up to a limit: Twisted has one for a line, none for their number."""

    _head = 0

    def request(self, request: Any) -> Any:
        self._head = 0
        return super().request(request)

    def dataReceived(self, data: bytes) -> None:  # noqa: N802  # Twisted's name
        if self._parser is not None and self._parser.state in ("STATUS", "HEADER"):
            self._head += len(data)
            if self._head > _HEAD_MOST:
                refusal = BadAnswer(f"refused: an answer with more than {_HEAD_MOST} bytes of headers")
                self._giveUp(Failure(refusal))  # type: ignore[no-untyped-call]
                return
        super().dataReceived(data)  # type: ignore[no-untyped-call]


class _Factory(_LenientHTTP11ClientFactory):
    def buildProtocol(self, addr: Any) -> _Protocol:  # noqa: N802, ARG002  # Twisted's name
        return _Protocol(self._quiescentCallback)  # type: ignore[no-untyped-call]


def _tls(crawler: Crawler) -> Tls:
    portal: Any = getattr(crawler.spider, "portal", crawler.spider)
    verify = crawler.settings.getbool("DOWNLOAD_VERIFY_CERTIFICATES")
    if portal is None:
        return Tls(Exceptions(), lambda _: False, verify=verify)
    return Tls(Exceptions.of(type(portal)), portal.addresses.owns, verify=verify)


def _place(address: str) -> tuple[str, int]:
    parts = urlsplit(address)
    return parts.hostname or "", parts.port or _PORTS.get(parts.scheme, 0)


def _not_public(host: str, addresses: str) -> NotPublic:
    leads = "it is" if literal(host) else "it leads to"
    return NotPublic(
        f"refused: {host} is no public address: {leads} {addresses}. Nothing was asked of it. Only a place "
        "given by `-a home` may be private."
    )


def _refusal(host: str, error: DownloadFailedError) -> Refused | None:
    """What this package or OpenSSL said, among the reasons that Twisted gives for a failure."""
    for failure in getattr(error.__cause__, "reasons", ()):
        if isinstance(failure.value, Refused):
            return failure.value
        if isinstance(failure.value, SSL.Error):
            said = "; ".join(str(part[-1]) for part in (failure.value.args or [[]])[0] if part)
            return NoTls(f"no encrypted connection to {host}: {said or 'it was broken off'}")
    return None


def _checked(response: Response) -> Response:
    codings = b",".join(response.headers.getlist("Content-Encoding")).split(b",")
    if len(codings) > _CODINGS_MOST:
        raise BadAnswer(f"refused: a body packed {len(codings)} times over")
    return response


def _tell_of_proxies() -> None:
    if named := sorted(set(getproxies()) & {"http", "https", "all"}):
        logger.warning(
            "The proxy in %s is not used: behind it nothing here could see where names lead. If it keeps "
            "portals away from private addresses itself, set HTTPPROXY_ENABLED=1.",
            ", ".join(f"{scheme}_proxy" for scheme in named),
        )

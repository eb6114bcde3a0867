"""Serves the sample portals on loopback, one port each, and a site elsewhere that nobody should visit."""

import gzip
import socket
import sys
import threading
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple, Self

from tests.samples import bac_ninh, hai_phong, hai_phong_city, tphcm
from tests.samples.site import Portal, Reply, Visit, missing, plain
from tests.samples.texts import HANOI
from tests.samples.truth import SampleArticle

PORTALS = {
    "hai_phong": hai_phong.portal,
    "hai_phong_city": hai_phong_city.portal,
    "bac_ninh": bac_ninh.portal,
    "tphcm": tphcm.portal,
}
NEWEST = date(2025, 6, 27)
"""When the newest article of each portal was published, unless told otherwise."""


class LoggedRequest(NamedTuple):
    """A request as it was answered; `time` in seconds since the epoch."""

    time: float
    method: str
    path: str
    status: int
    headers: Mapping[str, str]


class Served:
    """One site on its port."""

    def __init__(self, port: int) -> None:
        self.requests: list[LoggedRequest] = []
        self._server = _Server(("127.0.0.1", port), self)
        self.port = self._server.server_port
        self.base_url = f"http://127.0.0.1:{self.port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    def answer(self, target: str, headers: Mapping[str, str]) -> Reply:
        """What the site has at `target`."""
        raise NotImplementedError

    def stop(self) -> None:
        """Close the port and every connection; no request is answered after this returns."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
        self._server.hang_up()


class Elsewhere(Served):
    """Another organisation's site: links and redirects lead to it, no right crawl asks it for anything."""

    def answer(self, target: str, headers: Mapping[str, str]) -> Reply:
        """The same page for every address."""
        del target, headers
        return plain("Một trang web khác.")


class ServedPortal(Served):
    """A sample portal on its port."""

    def __init__(
        self, portal: Portal, port: int, elsewhere: str, slow_seconds: float, now: datetime | None = None
    ) -> None:
        self.name = portal.name
        self._now = now
        self.quirks = portal.quirks
        self._portal = portal
        self._articles = portal.articles
        self._pages = portal.pages(portal.articles)
        self._elsewhere = elsewhere
        self._slow_seconds = slow_seconds
        self._visits: Counter[str] = Counter()
        self._counting = threading.Lock()
        super().__init__(port)

    def truth(self) -> list[SampleArticle]:
        """The articles that a correct crawl must store, newest first, as they stand now."""
        return list(self._articles)

    def change_article(self) -> SampleArticle:
        """Change one sentence of one recent article, as between two crawls, and return its new state."""
        self._articles = self._portal.changed()
        self._pages = self._portal.pages(self._articles)
        return self._articles[self._portal.changing]

    def answer(self, target: str, headers: Mapping[str, str]) -> Reply:
        """The page at `target`; 403 for those whom the portal does not admit, 404 where it has nothing."""
        address = self._portal.address(target)
        visit = self._visit(address, headers)
        if not self._portal.admits(visit):
            return plain("403 Forbidden", status=403)
        return self._pages.get(address, missing)(visit)

    def _visit(self, address: str, headers: Mapping[str, str]) -> Visit:
        with self._counting:
            self._visits[address] += 1
            nth, total = self._visits[address], self._visits.total()
        now = self._now or datetime.now(HANOI)
        return Visit(self.base_url, headers, now, nth, total, self._elsewhere, self._slow_seconds)


@dataclass(frozen=True)
class SampleSites:
    """The running sample portals, by name, and the site elsewhere."""

    portals: Mapping[str, ServedPortal]
    elsewhere: Elsewhere

    @classmethod
    def start(
        cls,
        portals: Sequence[str] = tuple(PORTALS),
        slow_seconds: float = 1.0,
        ports: int = 0,
        newest: date = NEWEST,
        now: datetime | None = None,
    ) -> Self:
        """Serve `portals` on `ports`, `ports` + 1 …, then the site elsewhere; on free ports where it is 0.

        `slow_seconds` is what the slow page takes, `newest` the day on which the newest article of each was
        published, `now` the moment that pages show as the present one, instead of the clock's. Raises OSError
        where a port is taken: then nothing is left running.
        """
        started: list[Served] = []
        try:
            elsewhere = Elsewhere(ports and ports + len(portals))
            started.append(elsewhere)
            served: dict[str, ServedPortal] = {}
            for place, name in enumerate(portals):
                port = ports and ports + place
                served[name] = ServedPortal(
                    PORTALS[name](newest), port, elsewhere.base_url, slow_seconds, now
                )
                started.append(served[name])
        except BaseException:
            for one in started:
                one.stop()
            raise
        return cls(served, elsewhere)

    def __getitem__(self, name: str) -> ServedPortal:
        return self.portals[name]

    def truth(self, name: str) -> list[SampleArticle]:
        """The articles that a correct crawl of the portal must store."""
        return self.portals[name].truth()

    def stop(self) -> None:
        """Stop them all."""
        for served in (*self.portals.values(), self.elsewhere):
            served.stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.stop()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def __init__(self, address: tuple[str, int], served: Served) -> None:
        self.served = served
        self._open: set[socket.socket] = set()
        super().__init__(address, _Handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self._open.discard(request)
        super().shutdown_request(request)

    def hang_up(self) -> None:
        """Close connections that clients keep alive."""
        for connection in list(self._open):
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue  # the client was faster

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Show what fails, except clients that hang up."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1
    disable_nagle_algorithm = True
    server: _Server

    def do_GET(self) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        arrived = time.time()
        reply = self.server.served.answer(self.path, headers)
        request = LoggedRequest(arrived, self.command, self.path, reply.status, headers)
        self.server.served.requests.append(request)
        self._send(reply, headers)

    def do_HEAD(self) -> None:
        self.do_GET()

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: `requests` is the log."""

    def _send(self, reply: Reply, headers: Mapping[str, str]) -> None:
        body = reply.body
        self.send_response(reply.status)
        if body and "gzip" in headers.get("accept-encoding", ""):
            body = gzip.compress(body, mtime=0)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", reply.content_type)
        self.send_header("Vary", "Accept-Encoding")
        for name, value in reply.headers.items():
            self.send_header(name, value)
        if reply.status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD" and reply.status != 304:
            self.wfile.write(body)

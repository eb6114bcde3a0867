"""A proxy before a real S3 server that breaks what it is told to break, and keeps a log of it.

Host and every other header go on as the client signed them, so that the signature is right at the server,
which takes the Host header as it comes. A request that is changed on the way is signed again.
"""

from __future__ import annotations

import http.client
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from random import Random
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from botocore.auth import S3SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from tests.s3server import REGION, S3Server

_BY_HOP = {"connection", "expect", "transfer-encoding", "keep-alive"}
_SIGNING = {"authorization", "x-amz-date", "x-amz-content-sha256"}
_SERVER_SECONDS = 60


class Answer(NamedTuple):
    """What the server says to one request."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


class Fault(NamedTuple):
    """A way to break a request; `strike` deals with all of it."""

    name: str
    strike: Callable[[Exchange], None]


@dataclass
class Rule:
    """Which requests a fault strikes: those of a method whose path contains `key`, of them some."""

    fault: Fault
    method: str = ""
    key: str = ""
    first: int = 1
    """The first of the matching requests that is struck."""
    times: int | None = 1
    """How many are struck; None: all from then on."""
    share: float = 1.0
    """The probability with which each of them is."""
    random: Random = field(default_factory=lambda: Random(1), repr=False)
    _seen: int = 0
    _struck: int = 0

    def strikes(self, method: str, path: str) -> bool:
        """Count the request, and tell whether the fault is its lot."""
        if self.method not in ("", method) or self.key not in path:
            return False
        self._seen += 1
        if self._seen < self.first or self._struck == self.times or self.random.random() >= self.share:
            return False
        self._struck += 1
        return True


class Noted(NamedTuple):
    """A request that passed the proxy; `fault` is empty where nothing was done to it."""

    method: str
    path: str
    fault: str
    time: float


class FaultProxy:
    """Stands before `server` as long as it runs."""

    def __init__(self, server: S3Server) -> None:
        self.server = server
        self.rules: list[Rule] = []
        self.log: list[Noted] = []
        self._down_until = 0.0
        self._choosing = threading.Lock()
        self._listener = _Listener(self)
        self._thread = threading.Thread(target=self._listener.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    @property
    def endpoint(self) -> str:
        """What belongs in AWS_ENDPOINT_URL."""
        return f"http://127.0.0.1:{self._listener.server_port}"

    @property
    def environment(self) -> dict[str, str]:
        """What a client needs in its environment to reach the server through this proxy."""
        return {**self.server.environment, "AWS_ENDPOINT_URL": self.endpoint}

    @property
    def struck(self) -> list[Noted]:
        """The requests that a fault met."""
        return [noted for noted in self.log if noted.fault]

    def add(self, fault: Fault, method: str = "", key: str = "", **more: Any) -> None:
        """Add a rule; the first rule that strikes decides."""
        self.rules.append(Rule(fault, method, key, **more))

    def mend(self) -> None:
        """From now on nothing is broken."""
        self.rules.clear()
        self._down_until = 0.0

    def go_down(self, seconds: float) -> None:
        """Break every connection off for so long."""
        self._down_until = time.monotonic() + seconds

    @property
    def is_down(self) -> bool:
        """An outage is under way."""
        return time.monotonic() < self._down_until

    def choose(self, method: str, path: str) -> Fault | None:
        """The fault that strikes a request, which is noted."""
        with self._choosing:
            struck = [rule.fault for rule in self.rules if rule.strikes(method, path)]
            fault = None if self.is_down else next(iter(struck), None)
            name = "outage" if self.is_down else (fault.name if fault else "")
            self.log.append(Noted(method, path, name, time.time()))
            return fault

    def stop(self) -> None:
        """Close the port; connections that clients keep open end with them."""
        self._listener.shutdown()
        self._thread.join()
        self._listener.server_close()


class Exchange:
    """One request on its way, and what can be done with it."""

    def __init__(self, handler: _Handler, body: bytes) -> None:
        self.proxy = handler.proxy
        self.method = handler.command
        self.path = handler.path
        self.headers = tuple(handler.headers.items())
        self.body = body
        self._handler = handler

    def forward(self) -> Answer:
        """Let the server have the request; its answer goes nowhere yet."""
        return self._ask(self.headers)

    def forward_without(self, name: str) -> Answer:
        """The same without a header, signed again."""
        kept = {
            header: value
            for header, value in self.headers
            if header.lower() not in _SIGNING | _BY_HOP | {name.lower()}
        }
        server = self.proxy.server
        request = AWSRequest(self.method, f"{self.proxy.endpoint}{self.path}", kept, self.body)
        S3SigV4Auth(Credentials(server.access_key, server.secret_key), "s3", REGION).add_auth(request)
        return self._ask(request.headers.items())

    def reply(self, answer: Answer) -> None:
        """Give an answer to the client."""
        self._send_head(answer, len(answer.body))
        if self.method != "HEAD":
            self._handler.wfile.write(answer.body)

    def reply_cut(self, answer: Answer) -> None:
        """Give half of an answer to the client and break off."""
        self._send_head(answer, len(answer.body))
        self._handler.wfile.write(answer.body[: len(answer.body) // 2])
        self._handler.wfile.flush()
        self._handler.close_connection = True

    def reset(self) -> None:
        """Break the connection off with a reset."""
        at_once = struct.pack("ii", 1, 0)
        self._handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, at_once)
        self._handler.close_connection = True

    def _ask(self, headers: Iterable[tuple[str, str]]) -> Answer:
        server = urlsplit(self.proxy.server.endpoint)
        connection = http.client.HTTPConnection(
            server.hostname or "", server.port or 0, timeout=_SERVER_SECONDS
        )
        try:
            connection.putrequest(self.method, self.path, skip_host=True, skip_accept_encoding=True)
            for name, value in headers:
                if name.lower() not in _BY_HOP:
                    connection.putheader(name, value)
            if "host" not in {name.lower() for name, _ in headers}:
                connection.putheader("Host", urlsplit(self.proxy.endpoint).netloc)
            connection.endheaders(self.body or None)
            answer = connection.getresponse()
            return Answer(answer.status, tuple(answer.getheaders()), answer.read())
        finally:
            connection.close()

    def _send_head(self, answer: Answer, length: int) -> None:
        self._handler.send_response_only(answer.status)
        told = {name.lower(): (name, value) for name, value in answer.headers}
        if self.method != "HEAD":  # where Content-Length tells what a GET would give
            told["content-length"] = ("Content-Length", str(length))
        for name, value in told.values():
            if name.lower() not in _BY_HOP:
                self._handler.send_header(name, value)
        self._handler.end_headers()


class _Listener(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def __init__(self, proxy: FaultProxy) -> None:
        self.proxy = proxy
        super().__init__(("127.0.0.1", 0), _Handler)

    def shutdown_request(self, request: Any) -> None:
        self.close_request(request)  # without the goodbye that a reset does not say

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Nothing: clients are killed and time out here."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1
    disable_nagle_algorithm = True
    server: _Listener

    @property
    def proxy(self) -> FaultProxy:
        return self.server.proxy

    def handle_one_request(self) -> None:
        with suppress(ConnectionError):
            super().handle_one_request()
            return
        self.close_connection = True

    def handle_expect_100(self) -> bool:
        super().handle_expect_100()
        self.wfile.flush()  # the client waits for it
        return True

    def _pass_on(self) -> None:
        exchange = Exchange(self, self.rfile.read(int(self.headers.get("Content-Length", 0))))
        fault = self.proxy.choose(self.command, self.path)
        if self.proxy.is_down:
            exchange.reset()
        elif fault:
            fault.strike(exchange)
        else:
            exchange.reply(exchange.forward())

    do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = _pass_on  # noqa: N815  # named so by http.server

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: the proxy's own log tells it."""


@contextmanager
def fault_proxy(server: S3Server) -> Iterator[FaultProxy]:
    """Run a proxy before `server` as long as the block lasts."""
    proxy = FaultProxy(server)
    try:
        yield proxy
    finally:
        proxy.stop()

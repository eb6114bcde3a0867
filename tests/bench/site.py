"""A portal in a process of its own that costs little: ready-made pages, written as they are.

It has the shape of the Hải Phòng police portal: one listing, newest first, and its articles. It logs what it
is asked for, and when.
"""

from __future__ import annotations

import argparse
import asyncio
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import NamedTuple

import msgspec

from tests.bench.pages import CONTENT_TYPE, forged_page, page_again
from tests.small_site import article as small_article

LISTING = "/Tin-An-ninh-trat-tu"
ROOT = Path(__file__).parents[2]
_DIFFERENT = 200
_ASKED = "/-/asked"
_STOP_SECONDS = 10.0


class Asked(msgspec.Struct):
    """What the site was asked for since this was asked last. Instants as `time.monotonic` has them."""

    articles: int = 0
    others: int = 0
    first: float = 0.0
    """When the first article was asked for."""
    last: float = 0.0
    """When the last article was answered."""

    @property
    def rate(self) -> float:
        """Articles a second."""
        return self.articles / (self.last - self.first) if self.last > self.first else 0.0


class BenchSite(NamedTuple):
    """The running site."""

    home: str

    def asked(self) -> Asked:
        """What was asked for; the count begins anew."""
        connection = HTTPConnection(self.home.removeprefix("http://"))
        try:
            connection.request("GET", _ASKED)
            return msgspec.json.decode(connection.getresponse().read(), type=Asked)
        finally:
            connection.close()


@contextmanager
def bench_site(articles: int, kind: str = "forged") -> Iterator[BenchSite]:
    """Run a site as long as the block lasts; `kind` is one of KINDS."""
    words = [sys.executable, "-m", "tests.bench.site", "--articles", str(articles), "--kind", kind]
    process = subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout
        port = process.stdout.readline().strip()
        if not port:
            raise RuntimeError(f"the site did not start; it ended with {process.wait()}")
        yield BenchSite(f"http://127.0.0.1:{port}")
    finally:
        process.terminate()
        try:
            process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def article_path(number: int) -> str:
    """The address of an article."""
    return f"{LISTING}/Bai-{number}.html"


# The pages

KINDS: dict[str, Callable[[int], Callable[[int], bytes]]] = {}


def _kind(make: Callable[[int], Callable[[int], bytes]]) -> Callable[[int], Callable[[int], bytes]]:
    KINDS[make.__name__] = make
    return make


@_kind
def forged(articles: int) -> Callable[[int], bytes]:
    """Pages of about 60 KB in many mark-ups, all made beforehand."""
    different = [forged_page(number) for number in range(1, min(articles, _DIFFERENT) + 1)]
    pages = (page_again(different[number % len(different)], number).content for number in range(articles + 1))
    return list(pages).__getitem__


@_kind
def small(_articles: int) -> Callable[[int], bytes]:
    """Pages of about a kilobyte, made when they are asked for."""
    return lambda number: small_article(number)().body


@dataclass
class _Pages:
    """What is answered to which path."""

    articles: int
    links: int
    page: Callable[[int], bytes]

    def answer(self, path: bytes, head: bytes) -> bytes:
        if path.endswith(b".html"):
            return self._article(path, head)
        if path.startswith(LISTING.encode()):
            return _ok(self._listing(int(path.partition(b"page=")[2] or 1)))
        if path == b"/robots.txt":
            return _ok(b"User-agent: *\nDisallow:\n", "text/plain")
        return _ok(f'<a href="{LISTING}">Tin</a>'.encode()) if path == b"/" else _status("404 Not Found")

    def _article(self, path: bytes, head: bytes) -> bytes:
        tag = b'"' + path.rpartition(b"-")[2].removesuffix(b".html") + b'"'
        if b"If-None-Match: " + tag in head:
            return _status("304 Not Modified")
        number = int(tag[1:-1])
        if not 0 < number <= self.articles:
            return _status("404 Not Found")
        return _ok(self.page(number), CONTENT_TYPE, tag)

    def _listing(self, page: int) -> bytes:
        newest = self.articles - self.links * (page - 1)
        oldest = max(newest - self.links, 0)
        links = "".join(f'<a href="{article_path(n)}">Bài {n}</a>' for n in range(newest, oldest, -1))
        following = f'<a href="{LISTING}?page={page + 1}">{page + 1}</a>' if oldest else ""
        return f"<!DOCTYPE html><html><body>{links}{following}</body></html>".encode()


def _ok(body: bytes, content_type: str = CONTENT_TYPE, tag: bytes = b"") -> bytes:
    etag = b"ETag: " + tag + b"\r\n" if tag else b""
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {content_type}\r\nContent-Length: {len(body)}\r\n"
    return b"".join((head.encode(), etag, b"\r\n", body))


def _status(status: str) -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n".encode()


# The server


class _Connection(asyncio.Protocol):
    """Answers requests without a body, one after another."""

    def __init__(self, pages: _Pages, log: _Log) -> None:
        self._pages = pages
        self._log = log
        self._received = b""
        self._transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._received += data
        while b"\r\n\r\n" in self._received:
            head, _, self._received = self._received.partition(b"\r\n\r\n")
            self._transport.write(self._answer(head.split(b" ", 2)[1], head))

    def _answer(self, path: bytes, head: bytes) -> bytes:
        if path == _ASKED.encode():
            return _ok(self._log.take(), "application/json")
        begun = time.monotonic()
        answer = self._pages.answer(path, head)
        self._log.note(path.endswith(b".html"), begun)
        return answer


class _Log:
    def __init__(self) -> None:
        self._asked = Asked()

    def note(self, is_article: bool, begun: float) -> None:
        if not is_article:
            self._asked.others += 1
            return
        self._asked.first = self._asked.first or begun
        self._asked.articles += 1
        self._asked.last = time.monotonic()

    def take(self) -> bytes:
        asked, self._asked = self._asked, Asked()
        return msgspec.json.encode(asked)


async def _serve(pages: _Pages) -> None:
    log = _Log()
    listener = socket.create_server(("127.0.0.1", 0))
    server = await asyncio.get_running_loop().create_server(lambda: _Connection(pages, log), sock=listener)
    print(listener.getsockname()[1], flush=True)
    await server.serve_forever()


def main() -> None:
    """Serve on a free port, which is printed, until it is told to end."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.site", description=__doc__)
    parser.add_argument("--articles", type=int, default=1000, metavar="N")
    parser.add_argument("--kind", choices=sorted(KINDS), default="forged")
    parser.add_argument("--links", type=int, default=20, metavar="N", help="articles a page of the listing")
    options = parser.parse_args()
    make = KINDS[options.kind]
    asyncio.run(_serve(_Pages(options.articles, options.links, make(options.articles))))


if __name__ == "__main__":
    main()

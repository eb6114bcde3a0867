"""A browser behind the proxy reaches what a crawl does, and nothing else."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest

from crawlers.network.browser_proxy import BrowserProxy, browser_arguments
from tests.raw_site import RawSite
from tests.small_site import html

NAMES = {
    "congan.example": ["127.0.0.1"],
    "trong.example": ["10.0.0.1"],
    "hai.example": ["127.0.0.1", "8.8.4.4"],
}


@pytest.fixture
def site() -> Iterator[RawSite]:
    with RawSite({"/": html("<p>Trang chủ</p>"), "/tim?q=1": html("<p>Tìm</p>")}) as running:
        yield running


@pytest.fixture
def connected(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """Where the proxy connects to; only this machine is let through."""
    asked: list[tuple[str, int]] = []
    real = asyncio.open_connection

    async def open_connection(host: str, port: int, **more: Any) -> Any:
        asked.append((host, port))
        if host != "127.0.0.1":
            raise ConnectionRefusedError(host)
        return await real(host, port, **more)

    monkeypatch.setattr(asyncio, "open_connection", open_connection)
    return asked


def talk(proxy: BrowserProxy, *requests: str) -> list[str]:
    """What the proxy answers to each request, each on a connection of its own."""

    async def session() -> list[str]:
        loop = asyncio.get_running_loop()
        real = loop.getaddrinfo

        async def getaddrinfo(host: str, port: int, **more: Any) -> Any:
            addresses = NAMES.get(host, [host])
            return [found for address in addresses for found in await real(address, port, **more)]

        loop.getaddrinfo = getaddrinfo  # type: ignore[method-assign,assignment]
        address = urlsplit(await proxy.start())
        try:
            return [await asyncio.to_thread(_ask, address.port or 0, request) for request in requests]
        finally:
            await proxy.close()

    return asyncio.run(session())


def _ask(port: int, request: str) -> str:
    with socket.create_connection(("127.0.0.1", port), 10) as connection:
        connection.sendall(request.encode())
        answer = b""
        while piece := connection.recv(65536):
            answer += piece
        return answer.decode()


def get(url: str, *headers: str) -> str:
    return "\r\n".join((f"GET {url} HTTP/1.1", "Host: congan.example", *headers, "", ""))


def only(host: str) -> Callable[[str, int], bool]:
    return lambda asked, _port: asked == host


def test_a_page_of_an_own_place_is_fetched(site: RawSite, connected: list[tuple[str, int]]) -> None:
    proxy = BrowserProxy(only("congan.example"), only("congan.example"))
    url = f"http://congan.example:{site.port}/tim?q=1"
    (answer,) = talk(proxy, get(url, "Connection: keep-alive", "Proxy-Authorization: Basic eA=="))
    assert answer.startswith("HTTP/1.1 200")
    assert "Tìm" in answer
    assert site.asked == ["/tim?q=1"]
    assert "proxy-" not in site.heads[0].lower()
    assert "connection: close" in site.heads[0].lower()
    assert connected == [("127.0.0.1", site.port)]


def test_a_tunnel_carries_bytes_both_ways(site: RawSite) -> None:
    proxy = BrowserProxy(only("congan.example"), only("congan.example"))
    tunnel = f"CONNECT congan.example:{site.port} HTTP/1.1\r\n\r\n"
    (answer,) = talk(proxy, tunnel + get("/"))
    assert answer.startswith("HTTP/1.1 200 Connection established\r\n\r\nHTTP/1.1 200")
    assert "Trang chủ" in answer


def test_only_public_addresses_of_admitted_hosts_are_connected_to(
    site: RawSite, connected: list[tuple[str, int]]
) -> None:
    port = site.port
    hosts = ["congan.example", "trong.example", "127.0.0.1", "2130706433", "[::1]", "0", "169.254.169.254"]
    wanted = [get(f"http://{host}:{port}/") for host in hosts]
    wanted += [f"CONNECT {host}:{port} HTTP/1.1\r\n\r\n" for host in hosts]
    answers = talk(BrowserProxy(lambda _host, _port: True), *wanted)
    assert {answer.split("\r\n")[0] for answer in answers} == {"HTTP/1.1 403 Refused"}
    assert connected == []
    answers = talk(BrowserProxy(only("congan.example")), get(f"http://hai.example:{port}/"))
    assert answers[0].startswith("HTTP/1.1 403")
    assert connected == []


def test_of_two_addresses_the_public_one_is_taken(connected: list[tuple[str, int]]) -> None:
    (answer,) = talk(BrowserProxy(only("hai.example")), get("http://hai.example/"))
    assert answer.startswith("HTTP/1.1 502")
    assert connected == [("8.8.4.4", 80)]


@pytest.mark.parametrize(
    "request_line",
    [
        "GET file:///etc/passwd HTTP/1.1",
        "GET / HTTP/1.1",
        "GET https://congan.example/ HTTP/1.1",
        "\x00",
        "A B",
    ],
)
def test_what_is_no_request_to_a_proxy_is_refused(
    connected: list[tuple[str, int]], request_line: str
) -> None:
    (answer,) = talk(BrowserProxy(lambda _host, _port: True), f"{request_line}\r\n\r\n")
    assert answer.startswith("HTTP/1.1 403")
    assert connected == []


def test_a_browser_sends_everything_to_the_proxy() -> None:
    arguments = browser_arguments("http://127.0.0.1:3128")
    assert arguments[:2] == ("--proxy-server=http://127.0.0.1:3128", "--proxy-bypass-list=<-loopback>")

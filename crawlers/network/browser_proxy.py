"""The way out for a browser: a proxy on this machine that connects to public addresses of admitted hosts.

A browser resolves names and connects by itself, for pictures, scripts and redirects too. Started with
`browser_arguments` it leaves both to this proxy, which checks what it connects to as crawls do.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Callable
from urllib.parse import urlsplit

from crawlers.network.reachable import why_not_public
from crawlers.network.refused import NotPublic

_SECONDS = 30.0  # for a request's head, and for a connection
_PIECE = 64 * 1024
_DONE = b"HTTP/1.1 200 Connection established\r\n\r\n"
_REFUSED = b"HTTP/1.1 403 Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
_FAILED = b"HTTP/1.1 502 Not reached\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"

Admits = Callable[[str, int], bool]


def browser_arguments(proxy: str) -> tuple[str, ...]:
    """What Chromium is started with: nothing goes past the proxy, even to this machine (`<-loopback>`)."""
    return (
        f"--proxy-server={proxy}",
        "--proxy-bypass-list=<-loopback>",
        "--disable-quic",
        "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    )


class BrowserProxy:
    """`admits` says which hosts and ports may be asked for, `owns` which may be private: the operator's."""

    def __init__(self, admits: Admits, owns: Admits = lambda _host, _port: False) -> None:
        self._admits = admits
        self._owns = owns
        self._server: asyncio.Server | None = None
        self._under_way: set[asyncio.Task[None]] = set()

    async def start(self) -> str:
        """Listen on a free port of this machine; returns the proxy's address."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        port: int = self._server.sockets[0].getsockname()[1]
        return f"http://127.0.0.1:{port}"

    async def close(self) -> None:
        """End every connection."""
        if self._server:
            self._server.close()
        for task in list(self._under_way):
            task.cancel()
        await asyncio.gather(*self._under_way, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task:
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)
        try:
            await self._answer(reader, writer)
        except (NotPublic, ValueError):
            writer.write(_REFUSED)
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            writer.write(_FAILED)
        finally:
            with contextlib.suppress(OSError):
                writer.close()
                await writer.wait_closed()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        async with asyncio.timeout(_SECONDS):
            head = await reader.readuntil(b"\r\n\r\n")
            line, _, headers = head.decode("latin-1").partition("\r\n")
            method, target, version = line.split(" ")
            parts = urlsplit(f"//{target}" if method == "CONNECT" else target)
            if method != "CONNECT" and parts.scheme != "http":
                raise ValueError(f"not an address to ask a proxy for: {target!r}")
            upstream = await self._connect(
                parts.hostname or "", parts.port or (443 if method == "CONNECT" else 80)
            )
        if method == "CONNECT":
            writer.write(_DONE)
        else:
            wanted = parts._replace(scheme="", netloc="").geturl() or "/"
            upstream[1].write(f"{method} {wanted} {version}\r\n{_closing(headers)}".encode("latin-1"))
        await _both_ways((reader, writer), upstream)

    async def _connect(self, host: str, port: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """Connect to a public address of the host. Raises NotPublic, OSError."""
        if not self._admits(host, port):
            raise NotPublic(f"refused: {host}:{port} is not the portal's")
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
        addresses = [str(place[0]) for *_, place in found]
        if not self._owns(host, port):
            addresses = [address for address in addresses if why_not_public(address) is None]
        if not addresses:
            raise NotPublic(f"refused: {host} leads to no public address")
        return await asyncio.open_connection(addresses[0], port)


def _closing(headers: str) -> str:
    """One request a connection: the next may be for another host."""
    lines = [line for line in headers.split("\r\n") if not line.lower().startswith(("connection:", "proxy-"))]
    return "\r\n".join(["Connection: close", *lines])


Stream = tuple[asyncio.StreamReader, asyncio.StreamWriter]


async def _both_ways(browser: Stream, server: Stream) -> None:
    """Carry bytes until the server has said all; a browser that has no more to say may still listen."""
    sending = asyncio.create_task(_carry(browser[0], server[1]))
    try:
        await _carry(server[0], browser[1])
    finally:
        sending.cancel()
        await asyncio.gather(sending, return_exceptions=True)
        server[1].close()


async def _carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while piece := await reader.read(_PIECE):
        writer.write(piece)
        await writer.drain()

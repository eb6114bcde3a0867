"""A site that answers with any bytes whatever, on a port of its own, with TLS or without."""

from __future__ import annotations

import contextlib
import re
import socket
import ssl
import threading
from collections.abc import Callable, Mapping

from tests.samples.site import Reply
from tests.small_site import Answer

Send = Callable[[bytes], None]
RawAnswer = Callable[[Send], None]
_HEAD_END = b"\r\n\r\n"


class RawSite:
    """Serves `raw` answers by path, then `answers` as SmallSite does; everything else is 404."""

    def __init__(
        self,
        answers: Mapping[str, Answer] | None = None,
        raw: Mapping[str, RawAnswer] | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self.answers = dict(answers or {})
        self.raw = dict(raw or {})
        self.heads: list[str] = []
        """What was asked, head by head."""
        self._tls = tls
        self._stopped = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self.base_url = f"http{'s' if tls else ''}://127.0.0.1:{self.port}"
        threading.Thread(target=self._serve, daemon=True).start()

    @property
    def asked(self) -> list[str]:
        """Paths in the order in which they were asked for."""
        return [head.split(" ")[1] for head in self.heads]

    @property
    def hosts(self) -> set[str]:
        """Hosts as which it was asked."""
        return {found[1] for head in self.heads if (found := re.search(r"(?im)^host: *(\S+)", head))}

    def stop(self) -> None:
        """Close the port; answers under way end."""
        self._stopped.set()
        self._listener.close()

    def __enter__(self) -> RawSite:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.stop()

    def _serve(self) -> None:
        with contextlib.suppress(OSError):  # closed
            while True:
                connection, _ = self._listener.accept()
                threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        with contextlib.suppress(OSError), connection:
            connection.settimeout(60)
            speaker = self._tls.wrap_socket(connection, server_side=True) if self._tls else connection
            with speaker:
                self._speak(speaker)

    def _speak(self, speaker: socket.socket) -> None:
        head = b""
        while _HEAD_END not in head:
            if not (more := speaker.recv(65536)):
                return
            head += more
        self.heads.append(head.decode("latin-1"))
        path = self.asked[-1]
        if path in self.raw:
            self.raw[path](lambda data: self._send(speaker, data))
        else:
            reply = self.answers[path]() if path in self.answers else _absent(path)
            speaker.sendall(_bytes(reply))

    def _send(self, speaker: socket.socket, data: bytes) -> None:
        if self._stopped.is_set():
            raise ConnectionError("the site has stopped")
        speaker.sendall(data)


def _absent(path: str) -> Reply:
    return Reply(b"404", 404, "text/plain") if path != "/robots.txt" else Reply(b"", 200, "text/plain")


def _bytes(reply: Reply) -> bytes:
    headers = {"Content-Type": reply.content_type, "Content-Length": str(len(reply.body)), **reply.headers}
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"HTTP/1.1 {reply.status} .\r\nConnection: close\r\n{lines}\r\n".encode() + reply.body


__all__ = ["RawAnswer", "RawSite", "Send"]

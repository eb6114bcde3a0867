"""A proxy before an S3 server that loses an answer: the write took effect, the client does not hear of it."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit


class LosingProxy:
    """Passes bytes both ways, but throws the next `lose_next` answers to PUT requests away."""

    def __init__(self, endpoint: str) -> None:
        server = urlsplit(endpoint)
        self._server = (server.hostname or "", server.port or 0)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._threads: list[threading.Thread] = []
        self._stopped = False
        self.lose_next = 0
        self.lost = 0

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def serve(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            if self._stopped:
                client.close()
                return
            thread = threading.Thread(target=self._pass_on, args=(client,), daemon=True)
            thread.start()

    def stop(self) -> None:
        self._stopped = True
        with suppress(OSError), socket.create_connection(self._listener.getsockname(), timeout=1):
            pass  # wakes accept()
        self._listener.close()

    def _pass_on(self, client: socket.socket) -> None:
        with client, socket.create_connection(self._server) as server:
            writing = threading.Event()
            upward = threading.Thread(target=_copy_requests, args=(client, server, writing), daemon=True)
            upward.start()
            with suppress(OSError):
                while answer := server.recv(65536):
                    final = not answer.startswith(b"HTTP/1.1 100")
                    if final and writing.is_set() and self.lose_next:
                        self.lose_next -= 1
                        self.lost += 1
                        client.shutdown(socket.SHUT_RDWR)
                        return
                    client.sendall(answer)


def _copy_requests(client: socket.socket, server: socket.socket, writing: threading.Event) -> None:
    with suppress(OSError):
        while request := client.recv(65536):
            if request.startswith(b"PUT "):
                writing.set()
            elif request.startswith((b"GET ", b"HEAD ", b"DELETE ")):
                writing.clear()
            server.sendall(request)


@contextmanager
def losing_proxy(endpoint: str) -> Iterator[LosingProxy]:
    """Run a proxy before `endpoint` as long as the block lasts."""
    proxy = LosingProxy(endpoint)
    thread = threading.Thread(target=proxy.serve, daemon=True)
    thread.start()
    try:
        yield proxy
    finally:
        proxy.stop()
        thread.join(5)

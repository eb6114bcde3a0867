"""An internet of one machine: names and public addresses that a child process takes for real.

A crawl under it asks this table instead of a name server, and what it connects to at a public address arrives
at a port of this machine. Everything that it asks and connects to is noted; nothing leaves the machine.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.crawling import QUICK, Ended, ended

_SCRAPY = (sys.executable, "-m", "scrapy")
_CUSTOMIZE = """
import _socket, errno, ipaddress, json, os, socket
from pathlib import Path

_table = json.loads(Path(os.environ["SMALL_INTERNET"]).read_text())
_real_getaddrinfo, _asked = _socket.getaddrinfo, {}
_real_connect, _real_connect_ex = socket.socket.connect, socket.socket.connect_ex

def _note(*words):
    with open(_table["log"], "a") as log:
        log.write(json.dumps(words) + "\\n")

def _answers(host):
    turns = _table["names"][host]
    _asked[host] = _asked.get(host, 0) + 1
    return turns[min(_asked[host], len(turns)) - 1]

def getaddrinfo(host, port, family=0, type=0, proto=0, flags=0):
    name = host.decode() if isinstance(host, bytes) else host
    if name in _table["names"]:
        _note("name", name)
        found = [_real_getaddrinfo(address, port, family, type, proto, flags) for address in _answers(name)]
        return [one for several in found for one in several]
    try:
        return _real_getaddrinfo(host, port, family, type, proto, flags | socket.AI_NUMERICHOST)
    except socket.gaierror:
        _note("name", name)
        if name == "localhost":
            return _real_getaddrinfo("127.0.0.1", port, family, type, proto, flags)
        raise socket.gaierror(socket.EAI_NONAME, "not in the small internet") from None

def gethostbyname(name):
    return getaddrinfo(name, 0, socket.AF_INET)[0][4][0]

def _route(address):
    host, port = address[:2]
    _note("connect", host, port)
    local = _table["routes"].get(f"{host}:{port}")
    if local or ipaddress.ip_address(host).is_loopback:
        return ("127.0.0.1", local) if local else address
    return None

def connect(self, address):
    if self.family not in (socket.AF_INET, socket.AF_INET6):
        return _real_connect(self, address)
    if (route := _route(address)) is None:
        raise OSError(errno.ENETUNREACH, "not in the small internet")
    return _real_connect(self, route)

def connect_ex(self, address):
    if self.family not in (socket.AF_INET, socket.AF_INET6):
        return _real_connect_ex(self, address)
    route = _route(address)
    return errno.ENETUNREACH if route is None else _real_connect_ex(self, route)

# What others may have imported already calls these: functions of `socket`, and methods of its class.
_socket.getaddrinfo, socket.gethostbyname = getaddrinfo, gethostbyname
socket.socket.connect, socket.socket.connect_ex = connect, connect_ex
"""

_PORTAL = """
from spiders.hai_phong import HaiPhongSpider

class Attacked(HaiPhongSpider):
    name = "attacked"
"""


class SmallInternet:
    """`names` gives each host its addresses, in turn where there are several answers; `routes` says where on
    this machine a public address and port are served.
    """

    def __init__(self, directory: Path) -> None:
        self.names: dict[str, Sequence[Sequence[str]]] = {}
        self.routes: dict[str, int] = {}
        self.store = str(directory / "store")
        self._directory = directory / "internet"
        self._directory.mkdir()
        (self._directory / "sitecustomize.py").write_text(_CUSTOMIZE)
        self.declare(home="http://congan.example/")

    def declare(self, **attributes: object) -> None:
        """Declare the portal `attacked`, in the shape of Hải Phòng's, with other attributes."""
        lines = (f"    {name} = {value!r}\n" for name, value in attributes.items())
        (self._directory / "attacked.py").write_text(_PORTAL + "".join(lines))

    def beside_the_spider(self, name: str, content: bytes) -> None:
        """Put a file where the portal's spider lies."""
        (self._directory / name).write_bytes(content)

    def serve(self, host: str, port: int, local: int, address: str = "8.8.4.4") -> None:
        """Give a host a public address, and that a port of this machine."""
        self.names[host] = [[address]]
        self.routes[f"{address}:{port}"] = local

    def crawl(self, *more: str, env: Mapping[str, str] | None = None, store: str | None = None) -> Ended:
        """`scrapy crawl attacked`, in this internet."""
        return self.scrapy("crawl", "attacked", "-s", f"STORE={store or self.store}", *QUICK, *more, env=env)

    def scrapy(self, *words: str, env: Mapping[str, str] | None = None) -> Ended:
        """A command of Scrapy's, in this internet."""
        table = {"names": self.names, "routes": self.routes, "log": str(self._log)}
        (self._directory / "table.json").write_text(json.dumps(table))
        variables = {
            "SMALL_INTERNET": str(self._directory / "table.json"),
            "PYTHONPATH": str(self._directory),
            "PYTHONWARNINGS": "ignore",
        }
        return ended(
            [*_SCRAPY, *words, "-s", "SPIDER_MODULES=attacked,spiders"],
            {**variables, **(env or {})},
        )

    @property
    def connections(self) -> list[tuple[str, int]]:
        """Every address and port that was connected to, in order."""
        return [(host, int(port)) for _, host, port in self._notes("connect")]

    @property
    def names_asked(self) -> list[str]:
        """Every name that was looked up, in order."""
        return [name for _, name in self._notes("name")]

    @property
    def _log(self) -> Path:
        return self._directory / "log"

    def _notes(self, kind: str) -> list[list[str]]:
        lines = self._log.read_text().splitlines() if self._log.exists() else []
        notes: list[list[str]] = [json.loads(line) for line in lines]
        return [note for note in notes if note[0] == kind]

"""Memory of a crawl, however many articles are known."""

from __future__ import annotations

import sys
import tempfile
import threading
import time
from pathlib import Path
from types import TracebackType

from crawlers.store import Log, load_known, open_store
from tests.bench.measure import Effort, Finding, Target, Value
from tests.bench.processes import Running, crawl_command
from tests.bench.site import bench_site
from tests.bench.stores import A_DAY_LATER, PORTAL, remember

_MOST = 300.0
_FLAT = 1.25
_NEW = 20
_MEBIBYTE = 1024
_SECONDS = 0.02
_PROCESSES = ("crawl MiB", "reading MiB")


class Peaks(threading.Thread):
    """The greatest resident memory of a process and of the one that it starts, in MiB, as Linux keeps it."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._pid = pid
        self._ended = threading.Event()
        self.process = 0.0
        self.child = 0.0

    def run(self) -> None:
        while not self._ended.wait(_SECONDS):
            self.process = max(self.process, _peak(self._pid))
            self.child = max([self.child, *map(_peak, _children(self._pid))])

    def __enter__(self) -> Peaks:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        self.join()


def measure(effort: Effort) -> Finding:
    """A crawl a day after the first one with more and more articles known, and a first crawl."""
    if sys.platform != "linux":
        return Finding("memory of a crawl", notes=["Only Linux tells the greatest memory of a process."])
    counts = (1_000,) if effort.quick else (10_000, 100_000, 1_000_000)
    finding = Finding(f"peak memory (MiB) of a crawl that finds {_NEW} new articles, by what is known")
    finding.rows = [_later_crawl(count) for count in counts]
    finding.rows.append(_first_crawl(effort.amount(2_500, 10)))
    crawl, reading = ([_number(row[name]) for row in finding.rows] for name in _PROCESSES)
    finding.targets += [
        Target("MiB of the crawl", max(crawl), most=_MOST),
        Target("MiB of the process that reads", max(reading), most=_MOST),
        Target(f"times as much with {counts[-1]:,} known", crawl[len(counts) - 1] / crawl[0], most=_FLAT),
    ]
    finding.notes.append(
        "crawl: the process of `scrapy crawl`; reading: its child that reads pages. load: what is known, "
        "from the checkpoint. start: from the start of the process to the first article that it asks for."
    )
    return finding


def _later_crawl(known: int) -> dict[str, Value]:
    with (
        tempfile.TemporaryDirectory(prefix="tuantra-bench-") as store,
        bench_site(known + _NEW, "small") as site,
    ):
        remember(store, known)
        started = time.monotonic()
        load_known(open_store(store), Log(open_store(store), PORTAL)).close()
        load = time.monotonic() - started
        running = Running(crawl_command(site.home, store, "-s", f"NOW={A_DAY_LATER}"))
        with Peaks(running.pid) as peaks:
            ran = running.wait()
        asked = site.asked()
    if f"({_NEW} new" not in ran.told:
        raise RuntimeError(f"The crawl found other than {_NEW} new articles:\n{ran.told}")
    return {
        "known": f"{known:,}",
        "crawl MiB": peaks.process,
        "reading MiB": peaks.child,
        "load s": load,
        "start s": asked.first - ran.started,
        "asked for": asked.articles,
    }


def _first_crawl(articles: int) -> dict[str, Value]:
    """Batches of whole pages wait in memory until they are written."""
    with tempfile.TemporaryDirectory(prefix="tuantra-bench-") as store, bench_site(articles) as site:
        running = Running(crawl_command(site.home, store))
        with Peaks(running.pid) as peaks:
            ran = running.wait()
        asked = site.asked()
    return {
        "known": "none; pages of 60 KB",
        "crawl MiB": peaks.process,
        "reading MiB": peaks.child,
        "start s": asked.first - ran.started,
        "asked for": asked.articles,
    }


def _peak(pid: int) -> float:
    """Of a process that lives; 0 where it has ended meanwhile."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return 0.0
    lines = (line.split() for line in status.splitlines() if line.startswith("VmHWM"))
    return next((int(line[1]) / _MEBIBYTE for line in lines), 0.0)


def _children(pid: int) -> list[int]:
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        return [int(child) for task in tasks for child in (task / "children").read_text().split()]
    except OSError:
        return []


def _number(value: Value) -> float:
    assert isinstance(value, float)
    return value

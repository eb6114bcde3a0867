"""The reader: pages are read in another process, and a page that breaks it costs that page alone."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from typing import Any

import pytest

from crawlers.reader.reader import Reader, ReadingFailed
from crawlers.reading import NoArticle, Reading, read_page
from tests.crawling import ROOT
from tests.layouts import layout_of
from tests.small_site import article, article_path

MEBIBYTE = 1024 * 1024
NOW = datetime(2026, 11, 21, 10, 15, tzinfo=UTC)
HTML = "text/html; charset=utf-8"
REAL = sys.executable


def on_a_loop(test: Callable[..., Coroutine[Any, Any, None]]) -> Callable[..., None]:
    @wraps(test)
    def run(*arguments: Any, **named: Any) -> None:
        asyncio.run(test(*arguments, **named))

    return run


@asynccontextmanager
async def reading(seconds: float = 30.0, memory: int = 1024 * MEBIBYTE) -> AsyncIterator[Reader]:
    reader = Reader(layout_of("hai_phong"), seconds=seconds, memory=memory)
    await reader.start()
    try:
        yield reader
    finally:
        await reader.close()


def page(number: int) -> dict[str, Any]:
    url = f"https://congan.haiphong.gov.vn{article_path(number)}"
    return {"content": article(number)().body, "content_type": HTML, "url": url, "fetched_at": NOW}


async def title(reader: Reader, number: int) -> str | None:
    read = await reader.read(**page(number))
    return read.title if isinstance(read, Reading) else None


async def outcomes(reader: Reader, numbers: range) -> list[str | BaseException | None]:
    return await asyncio.gather(*(title(reader, number) for number in numbers), return_exceptions=True)


def titles(numbers: range) -> list[str]:
    return [f"Tuần tra đêm số {number}" for number in numbers]


def pid(reader: Reader) -> int:
    assert reader.pid
    return reader.pid


# --- what is read ------------------------------------------------------------------------------------------


@on_a_loop
async def test_a_page_is_read_as_in_this_process() -> None:
    here = read_page(layout_of("hai_phong"), **page(101))
    assert isinstance(here, Reading)
    here.taken = []
    async with reading() as reader:
        assert await reader.read(**page(101)) == here
        nothing = await reader.read(**{**page(101), "content": b""})
    assert isinstance(nothing, NoArticle)
    assert nothing.reason == "empty"


@on_a_loop
async def test_pages_are_answered_in_the_order_in_which_they_came() -> None:
    answered: list[str | None] = []
    async with reading() as reader:

        async def read(number: int) -> None:
            answered.append(await title(reader, number))

        await asyncio.gather(*(read(number) for number in range(100, 160)))
    assert answered == titles(range(100, 160))


@on_a_loop
async def test_an_exception_costs_its_page_and_is_told(caplog: pytest.LogCaptureFixture) -> None:
    async with reading() as reader:
        before = reader.pid
        naive = {**page(101), "fetched_at": datetime(2026, 11, 21, 10, 15)}
        with pytest.raises(ReadingFailed, match="an error in this program: ValueError: "):
            await reader.read(**naive)
        assert await title(reader, 102) == "Tuần tra đêm số 102"
        assert reader.pid == before
    assert article_path(101) in caplog.text
    assert "Traceback" in caplog.text


# --- pages that break the process --------------------------------------------------------------------------


@on_a_loop
async def test_a_page_that_hangs_fails_and_those_behind_it_are_read() -> None:
    async with reading(seconds=1.0) as reader:
        before = pid(reader)
        os.kill(before, signal.SIGSTOP)
        first, *others = await outcomes(reader, range(100, 106))
        assert reader.pid not in (None, before)
    assert isinstance(first, ReadingFailed)
    assert str(first) == "its reading took longer than 1 s and was broken off"
    assert others == titles(range(101, 106))


@on_a_loop
async def test_a_page_that_kills_the_process_fails_and_those_behind_it_are_read() -> None:
    async with reading() as reader:
        os.kill(pid(reader), signal.SIGSTOP)
        waiting = asyncio.create_task(outcomes(reader, range(100, 106)))
        await asyncio.sleep(0.1)
        os.kill(pid(reader), signal.SIGSEGV)
        os.kill(pid(reader), signal.SIGCONT)
        first, *others = await waiting
    assert isinstance(first, ReadingFailed)
    assert str(first) == "the reading process was ended by SIGSEGV while it read the page"
    assert others == titles(range(101, 106))


@on_a_loop
async def test_a_process_that_dies_between_pages_costs_nothing() -> None:
    async with reading() as reader:
        dead = pid(reader)
        os.kill(dead, signal.SIGKILL)
        while reader.pid in (None, dead):
            await asyncio.sleep(0.01)
        assert await title(reader, 101) == "Tuần tra đêm số 101"


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not bound a process's address space")
@on_a_loop
async def test_pages_that_need_too_much_memory_cost_only_themselves() -> None:
    async with reading(memory=192 * MEBIBYTE) as reader:

        async def large() -> object:
            return await reader.read(**{**page(100), "content": bytes(128 * MEBIBYTE)})

        reads = (large(), title(reader, 101), large(), large(), title(reader, 102), title(reader, 103))
        read = await asyncio.gather(*reads, return_exceptions=True)
    failed = [str(one) for one in read if isinstance(one, ReadingFailed)]
    assert failed == ["its reading needed more than 192 MiB of memory"] * 3
    assert [read[place] for place in (1, 4, 5)] == titles(range(101, 104))


@on_a_loop
async def test_an_answer_that_is_none_fails_its_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    garbage = tmp_path / "python"
    garbage.write_text(
        f"#!{REAL}\n"
        "import os, pathlib, pickle, struct, sys\n"
        f"once = pathlib.Path({str(tmp_path / 'once')!r})\n"
        "if once.exists():\n"
        f"    os.execv({REAL!r}, [{REAL!r}, *sys.argv[1:]])\n"
        "once.touch()\n"
        "ready = pickle.dumps('ready')\n"
        "os.read(0, 65536)\n"
        "os.write(1, struct.pack('>I', len(ready)) + ready)\n"
        "os.read(0, 65536)\n"
        "os.write(1, struct.pack('>I', 4) + b'what')\n"
        "sys.stdin.read()\n"
    )
    garbage.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(garbage))
    async with reading() as reader:
        first, second = await outcomes(reader, range(101, 103))
    assert str(first) == "the reading process answered with something that is no reading"
    assert second == "Tuần tra đêm số 102"


@on_a_loop
async def test_a_process_that_does_not_start_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    reader = Reader(layout_of("hai_phong"), seconds=1.0, memory=1024 * MEBIBYTE)
    with pytest.raises(ReadingFailed, match="does not start"):
        await reader.start()
    await reader.close()


# --- room --------------------------------------------------------------------------------------------------


@on_a_loop
async def test_pages_that_wait_hold_a_bounded_number_of_bytes() -> None:
    large = {**page(101), "content": page(101)["content"] + b"<!--" + b" " * (10 * MEBIBYTE) + b"-->"}
    async with reading() as reader:
        os.kill(pid(reader), signal.SIGSTOP)
        reads = [asyncio.create_task(reader.read(**large)) for _ in range(8)]
        await asyncio.sleep(0.2)
        assert reader.waiting_bytes <= 32 * MEBIBYTE
        os.kill(pid(reader), signal.SIGCONT)
        assert len(await asyncio.gather(*reads)) == 8
        assert reader.waiting_bytes == 0


# --- the end -----------------------------------------------------------------------------------------------


def _open_files() -> int:
    return len(list(Path("/dev/fd").iterdir()))


def _is_gone(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(process)], capture_output=True, text=True).stdout
    return state.startswith("Z")


def _goes(process: int, seconds: float) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if _is_gone(process):
            return True
        time.sleep(0.02)
    return False


@on_a_loop
async def test_closing_leaves_no_process_and_no_open_file() -> None:
    before = _open_files()
    async with reading(seconds=0.5) as reader:
        os.kill(pid(reader), signal.SIGSTOP)
        with pytest.raises(ReadingFailed):
            await reader.read(**page(101))
        assert await title(reader, 102) == "Tuần tra đêm số 102"
        last = pid(reader)
    assert _is_gone(last)
    assert _readers() == set()
    await asyncio.sleep(0)  # the loop closes an aborted connection in its next turn
    assert _open_files() == before


@on_a_loop
async def test_closing_does_not_wait_for_pages() -> None:
    async with reading() as reader:
        os.kill(pid(reader), signal.SIGSTOP)
        waiting = asyncio.create_task(outcomes(reader, range(100, 104)))
        await asyncio.sleep(0.05)
        began = time.monotonic()
        await reader.close()
        assert time.monotonic() - began < 1.0
        assert [str(error) for error in await waiting] == ["the crawl ended before it was read"] * 4
        with pytest.raises(ReadingFailed, match="the crawl ended"):
            await reader.read(**page(104))


@on_a_loop
async def test_closing_while_a_process_starts_leaves_none_behind() -> None:
    async with reading() as reader:
        os.kill(pid(reader), signal.SIGKILL)
        while reader.pid is not None:
            await asyncio.sleep(0.005)
        waiting = asyncio.create_task(outcomes(reader, range(100, 102)))
        await asyncio.sleep(0.05)
        await reader.close()
        assert all(isinstance(error, ReadingFailed) for error in await waiting)
    assert _readers() == set()


def _readers() -> set[int]:
    """Reading processes of this one, dead ones too that nobody waited for."""
    children = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
    names = {int(child): Path(f"/proc/{child}/cmdline").read_bytes() for child in children}
    return {child for child, words in names.items() if not words or b"\0crawlers.reading_process\0" in words}


PARENT = """
import asyncio, os, signal, sys
from tests.crawlers.reader.test_reader import reading, title

async def main():
    async with reading() as reader:
        loop, told = asyncio.get_running_loop(), asyncio.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, told.set)
        print(reader.pid, flush=True)
        await told.wait()
        print(await title(reader, 101), reader.pid, flush=True)

asyncio.run(main())
"""


def _parent() -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", PARENT], cwd=ROOT, stdout=subprocess.PIPE, text=True, start_new_session=True
    )


def _line(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    return process.stdout.readline().strip()


@pytest.mark.parametrize("busy", [False, True])
def test_the_process_ends_with_a_killed_parent_even_when_a_page_keeps_it_busy(busy: bool) -> None:
    if busy and sys.platform != "linux":
        pytest.skip("only Linux ends a busy process with its parent")
    with _parent() as parent:
        child = int(_line(parent))
        if busy:
            os.kill(child, signal.SIGSTOP)
        parent.kill()
    assert _goes(child, 2.0)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_to_the_whole_group_leaves_the_process_reading(number: signal.Signals) -> None:
    with _parent() as parent:
        child = _line(parent)
        os.killpg(parent.pid, number)
        assert _line(parent) == f"Tuần tra đêm số 101 {child}"
        assert parent.wait(5) == 0
    assert _goes(int(child), 1.0)


IN_SCRAPY = """
from scrapy import Spider
from scrapy.crawler import AsyncCrawlerProcess
from tests.crawlers.reader.test_reader import reading, title

class Reads(Spider):
    name = "reads"

    async def start(self):
        async with reading() as reader:
            print(await title(reader, 101), flush=True)
        return
        yield

process = AsyncCrawlerProcess({"LOG_LEVEL": "WARNING"})
process.crawl(Reads)
process.start()
"""


def test_it_reads_under_scrapys_own_loop() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", IN_SCRAPY], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert (ended.stdout, ended.stderr) == ("Tuần tra đêm số 101\n", "")


def test_the_process_knows_no_secret_of_the_store(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "khong-noi-ra")

    async def environment() -> bytes:
        async with reading() as reader:
            return Path(f"/proc/{pid(reader)}/environ").read_bytes()

    if not Path("/proc/self/environ").exists():
        pytest.skip("this system does not show the environment of a process")
    assert b"khong-noi-ra" not in asyncio.run(environment())

"""No answer costs more than it may: not in memory, not in time."""

from __future__ import annotations

import gzip
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import brotli  # type: ignore[import-untyped]
import pytest
from backports import zstd

from tests.crawling import Ended, command, ended, last_run, rows
from tests.measured import measured, used
from tests.raw_site import RawAnswer, RawSite, Send
from tests.small_site import article_path, portal

MEGABYTE = 1024 * 1024
BOMB = 256 * MEGABYTE
MORE_MEMORY = 60 * MEGABYTE
"""What a run may take beyond one that meets no bomb: some copies of the 16 MB that a page may have."""
ATTACKED = article_path(102)


@pytest.fixture
def site() -> Iterator[RawSite]:
    with RawSite(portal([101, 102, 103])) as running:
        yield running


def crawl(site: RawSite, directory: Path, *more: str) -> Ended:
    """A crawl that tells how much memory it took at most."""
    words = command("hai_phong", site.base_url, str(directory / "store"), "-s", "RETRY_TIMES=0", *more)
    return ended(measured(words))


def peak(run: Ended) -> int:
    assert used(run.err), run.err
    return used(run.err)[0].peak


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> int:
    """The memory of a crawl that nobody attacks."""
    with RawSite(portal([101, 102, 103])) as quiet:
        run = crawl(quiet, tmp_path_factory.mktemp("usual"))
    assert run.code == 0
    return peak(run)


def head(*lines: str) -> bytes:
    return "\r\n".join(("HTTP/1.1 200 OK", "Content-Type: text/html", *lines, "", "")).encode()


def endless_body(send: Send) -> None:
    send(head())
    while True:
        send(b"<p>" + b"a" * MEGABYTE)


def endless_chunks(send: Send) -> None:
    send(head("Transfer-Encoding: chunked"))
    while True:
        send(b"100000\r\n" + b"a" * MEGABYTE + b"\r\n")


def endless_chunk_extension(send: Send) -> None:
    send(head("Transfer-Encoding: chunked") + b"1;")
    while True:
        send(b"a" * MEGABYTE)


def endless_trailers(send: Send) -> None:
    send(head("Transfer-Encoding: chunked") + b"1\r\na\r\n0\r\n")
    while True:
        send(b"X-A: b\r\n" * 100_000)


def endless_headers(send: Send) -> None:
    send(b"HTTP/1.1 200 OK\r\n")
    while True:
        send(b"".join(b"X-%d: %s\r\n" % (number, b"a" * 1000) for number in range(1000)))


def endless_header(send: Send) -> None:
    send(b"HTTP/1.1 200 OK\r\nX-A: ")
    while True:
        send(b"a" * MEGABYTE)


def endless_continuation(send: Send) -> None:
    send(b"HTTP/1.1 200 OK\r\nX-A: b\r\n")
    while True:
        send(b" aaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n" * 30_000)


def endless_early_hints(send: Send) -> None:
    while True:
        send(b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" * 10_000)


def claimed(send: Send) -> None:
    send(head("Content-Length: 99999999999"))
    while True:
        send(b"a" * MEGABYTE)


ENDLESS = [
    endless_body,
    endless_chunks,
    endless_chunk_extension,
    endless_trailers,
    endless_headers,
    endless_header,
    endless_continuation,
    endless_early_hints,
    claimed,
]


def test_what_never_ends_is_cut_off(site: RawSite, tmp_path: Path, usual: int) -> None:
    numbers = range(201, 201 + len(ENDLESS))
    site.answers = portal([101, *numbers])
    site.raw = {article_path(number): answer for number, answer in zip(numbers, ENDLESS, strict=True)}
    began = time.monotonic()
    run = crawl(site, tmp_path, "-s", "DOWNLOAD_TIMEOUT=60")
    assert time.monotonic() - began < 60, "one of them was only ended by the time limit"
    assert run.code == 3, run.last_line
    assert f"{len(ENDLESS)} article pages failed" in run.last_line
    assert len(rows(str(tmp_path / "store"), "hai_phong")) == 1
    assert peak(run) < usual + MORE_MEMORY


def packed_gzip(size: int) -> bytes:
    return gzip.compress(bytes(size), 1)


def packed_deflate(size: int) -> bytes:
    return zlib.compress(bytes(size), 1)


def packed_raw_deflate(size: int) -> bytes:
    return zlib.compress(bytes(size), 1)[2:-4]


def packed_brotli(size: int) -> bytes:
    return bytes(brotli.compress(bytes(size), quality=1))


def packed_zstd(size: int) -> bytes:
    return zstd.compress(bytes(size))


def twice(size: int) -> bytes:
    return gzip.compress(gzip.compress(bytes(size), 1), 1)


BOMBS: dict[Callable[[int], bytes], str] = {
    packed_gzip: "gzip",
    packed_deflate: "deflate",
    packed_raw_deflate: "deflate",
    packed_brotli: "br",
    packed_zstd: "zstd",
    twice: "gzip, gzip",
}


def once(content: bytes, *lines: str) -> RawAnswer:
    return lambda send: send(head(f"Content-Length: {len(content)}", "Connection: close", *lines) + content)


def test_bombs_are_not_unpacked(site: RawSite, tmp_path: Path, usual: int) -> None:
    numbers = range(201, 201 + len(BOMBS))
    site.answers = portal([101, *numbers])
    for number, (pack, coding) in zip(numbers, BOMBS.items(), strict=True):
        site.raw[article_path(number)] = once(pack(BOMB), f"Content-Encoding: {coding}")
    run = crawl(site, tmp_path)
    assert run.code == 3, run.last_line
    assert f"{len(BOMBS)} article pages failed" in run.last_line
    assert peak(run) < usual + MORE_MEMORY


def test_a_packed_page_is_read_whichever_way_it_is_packed(site: RawSite, tmp_path: Path) -> None:
    site.answers = portal([101, 102, 103, 104])
    pages = {number: site.answers[article_path(number)]().body for number in (101, 102, 103, 104)}
    site.raw[article_path(101)] = once(gzip.compress(pages[101]), "Content-Encoding: gzip")
    site.raw[article_path(102)] = once(brotli.compress(pages[102]), "Content-Encoding: br")
    site.raw[article_path(103)] = once(zstd.compress(pages[103]), "Content-Encoding: zstd")
    site.raw[article_path(104)] = once(zlib.compress(pages[104]), "Content-Encoding: deflate")
    assert crawl(site, tmp_path).code == 0
    titles = {row["title"] for row in rows(str(tmp_path / "store"), "hai_phong")}
    assert titles == {f"Tuần tra đêm số {number}" for number in pages}


def test_a_body_packed_many_times_over_is_refused(site: RawSite, tmp_path: Path) -> None:
    codings = ", ".join(["gzip"] * 2000)
    site.raw[ATTACKED] = once(gzip.compress(b"x"), f"Content-Encoding: {codings}")
    run = crawl(site, tmp_path)
    assert run.code == 3
    failures = last_run(str(tmp_path / "store"), "hai_phong")["counts"]["failures"]
    assert [failure["reason"] for failure in failures] == ["refused: a body packed 2000 times over"]


def drip(send: Send) -> None:
    send(head("Content-Length: 100000"))
    while True:
        send(b"a")
        time.sleep(0.1)


def drip_head(send: Send) -> None:
    for byte in head("X-A: " + "a" * 10_000):
        send(bytes((byte,)))
        time.sleep(0.1)


def test_a_slow_drip_ends_with_the_time_for_one_page(site: RawSite, tmp_path: Path) -> None:
    """DOWNLOAD_TIMEOUT is for the whole of an answer, not for each piece of it."""
    site.raw = {article_path(102): drip, article_path(103): drip_head}
    began = time.monotonic()
    run = crawl(site, tmp_path, "-s", "DOWNLOAD_TIMEOUT=2")
    assert time.monotonic() - began < 30
    assert run.code == 3
    assert len(rows(str(tmp_path / "store"), "hai_phong")) == 1


SHORT = b"<html><body><h1>B</h1>"
LIES = [
    head("Content-Length: 99999") + SHORT,
    head("Content-Length: -5") + SHORT,
    head("Content-Length: 5, 9") + SHORT,
    head("Content-Length: 5", "Content-Length: 9") + SHORT,
    head("Content-Length: viele") + SHORT,
    head("Transfer-Encoding: chunked") + b"ffffffffffffffffffff\r\n" + SHORT,
    head("Transfer-Encoding: chunked") + b"-1\r\n" + SHORT,
    head("Content-Encoding: gzip", "Content-Length: 22") + SHORT,
    head("Content-Encoding: br", "Content-Length: 22") + SHORT,
    head("Content-Encoding: zstd", "Content-Length: 22") + SHORT,
    b"HTTP/1.1 99999999999999999999 OK\r\n\r\n",
    b"HTTP/1.1 -200 OK\r\n\r\n",
    b"HTTP/9.9\r\n\r\n",
    b"\x00" * 1000,
    b"",
    b"SSH-2.0-OpenSSH_9.2\r\n",
]


def test_answers_that_lie_are_failures_and_nothing_more(site: RawSite, tmp_path: Path) -> None:
    numbers = range(201, 201 + len(LIES))
    site.answers = portal([101, *numbers])
    for number, lie in zip(numbers, LIES, strict=True):
        site.raw[article_path(number)] = lambda send, lie=lie: send(lie)  # type: ignore[misc]
    run = crawl(site, tmp_path)
    assert "Traceback" not in run.err, run.err
    assert [row["id"] for row in rows(str(tmp_path / "store"), "hai_phong")] == ["hai_phong/101"]
    assert sorted(path for path in site.asked if path in site.raw) == sorted(site.raw), "not each once"


def test_redirects_end(site: RawSite, tmp_path: Path) -> None:
    """In a circle, and onwards for ever."""

    def onwards(send: Send) -> None:
        here = int(site.asked[-1].rpartition("=")[2] or 0) if "=" in site.asked[-1] else 0
        send(f"HTTP/1.1 302 .\r\nConnection: close\r\nLocation: /x?n={here + 1}\r\n\r\n".encode())

    site.raw = dict.fromkeys([ATTACKED, *(f"/x?n={number}" for number in range(100))], onwards)
    site.raw[article_path(103)] = lambda send: send(
        f"HTTP/1.1 302 .\r\nConnection: close\r\nLocation: {article_path(103)}\r\n\r\n".encode()
    )
    run = crawl(site, tmp_path)
    assert run.code == 3, run.last_line
    assert sum(path.startswith("/x?") for path in site.asked) <= 5
    assert site.asked.count(article_path(103)) <= 6


def test_cookies_do_not_pile_up(site: RawSite, tmp_path: Path) -> None:
    """A portal that sets new ones with every page is sent few back."""
    numbers = range(201, 221)
    site.answers = portal(numbers)
    for number in numbers:
        page = site.answers[article_path(number)]().body
        cookies = [f"Set-Cookie: c{number}x{nth}={'v' * 200}" for nth in range(80)]
        site.raw[article_path(number)] = once(page, *cookies)
    assert crawl(site, tmp_path).code == 0
    assert len(rows(str(tmp_path / "store"), "hai_phong")) == len(numbers)
    assert any("cookie: c" in sent.lower() for sent in site.heads)
    assert max(map(len, site.heads)) < 30_000

"""How a portal is treated, as a server sees it that writes down what it is asked, over what, and when."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path
from statistics import mean

import pytest

from crawlers import __version__, settings
from spiders.hai_phong import HaiPhongSpider
from tests.crawling import Ended, crawl, last_run, rows
from tests.samples.server import Elsewhere
from tests.samples.site import Reply, plain
from tests.small_site import LISTINGS, Answer, article, article_path, error, html, portal

NUMBERS = range(101, 107)
PAGES = len(NUMBERS) + 1 + len(HaiPhongSpider.listings)
"""Requests of a crawl of the small site, robots.txt aside: home page, listings, articles."""
JITTER = 0.5
"""The least part of a delay that Scrapy waits: it varies delays, so as not to beat like a clock."""


@dataclass
class Asked:
    """A request as the server saw it; `begin` when it had come, `end` when its answer was about to leave."""

    path: str
    headers: Mapping[str, str]
    begin: float
    end: float = 0.0


@dataclass
class Connection:
    """A connection; `end` when the server found it closed or was about to close it."""

    begin: float
    end: float = float("inf")


@dataclass
class Site:
    """A site that writes down what it is asked. Everything but `answers` is 404."""

    answers: dict[str, Answer]
    keeps_alive: bool = True
    url: str = ""
    asked: list[Asked] = field(default_factory=list)
    connections: list[Connection] = field(default_factory=list)

    @property
    def paths(self) -> list[str]:
        """In the order in which they were asked for."""
        return [asked.path for asked in self.asked]

    @property
    def gaps(self) -> list[float]:
        """Seconds from each request for a page to the next one."""
        return [after.begin - before.begin for before, after in pairwise(self.asked[1:])]

    @property
    def pauses(self) -> list[float]:
        """Seconds from each page's answer to the next request."""
        return [after.begin - before.end for before, after in pairwise(self.asked[1:])]


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, site: Site) -> None:
        self.site = site
        super().__init__(("127.0.0.1", 0), _Handler)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1
    disable_nagle_algorithm = True
    timeout = 30
    server: _Server

    def setup(self) -> None:
        super().setup()
        self.noted = Connection(time.monotonic())
        self.server.site.connections.append(self.noted)

    def finish(self) -> None:
        self.noted.end = min(self.noted.end, time.monotonic())
        super().finish()

    def do_GET(self) -> None:
        site = self.server.site
        headers = {name.lower(): value for name, value in self.headers.items()}
        asked = Asked(self.path, headers, time.monotonic())
        site.asked.append(asked)
        reply = site.answers.get(self.path, not_found)()
        self.close_connection = not site.keeps_alive
        asked.end = time.monotonic()
        if reply.status:
            self._send(reply)
        else:
            self.close_connection = True
        if self.close_connection:  # before the last byte leaves: the crawl may go on at once then
            self.noted.end = time.monotonic()

    def _send(self, reply: Reply) -> None:
        self.send_response(reply.status)
        more = {} if self.server.site.keeps_alive else {"Connection": "close"}
        length = {"Content-Type": reply.content_type, "Content-Length": str(len(reply.body))}
        for name, value in {**length, **reply.headers, **more}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(reply.body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the site has what it was asked."""


def not_found() -> Reply:
    return plain("404", 404)


def hang_up() -> Reply:
    """No answer at all."""
    return Reply(status=0)


def later(seconds: float, answer: Answer) -> Answer:
    def reply() -> Reply:
        time.sleep(seconds)
        return answer()

    return reply


def redirect(address: str, status: int = 302) -> Answer:
    return lambda: Reply(b"moved", status, headers={"Location": address})


def robots(text: str) -> Answer:
    return lambda: plain(text)


@contextmanager
def serving(site: Site) -> Iterator[Site]:
    server = _Server(site)
    site.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def store(tmp_path: Path) -> str:
    return str(tmp_path / "store")


@pytest.fixture
def site() -> Iterator[Site]:
    with serving(Site({"/robots.txt": robots(""), **portal(NUMBERS)})) as running:
        yield running


def crawled(site: Site, store: str, *more: str) -> Ended:
    return crawl("hai_phong", site.url, store, *more)


# Who asks


def test_every_request_says_who_asks_and_whom_to_write_to(site: Site, store: str) -> None:
    assert crawled(site, store, "-s", "TUANTRA_CONTACT=mailto:crawl@example.org").code == 0
    agents = {asked.headers["user-agent"] for asked in site.asked}
    assert agents == {f"Mozilla/5.0 (compatible; tuantra/{__version__}; +mailto:crawl@example.org)"}
    assert len(site.asked) == PAGES + 1
    assert site.paths[0] == "/robots.txt"


# How much at once


@pytest.mark.parametrize("keeps_alive", [True, False])
def test_one_connection_and_one_request_at_a_time(site: Site, store: str, keeps_alive: bool) -> None:
    site.keeps_alive = keeps_alive
    site.answers = {path: later(0.05, answer) for path, answer in site.answers.items()}
    site.answers["/"] = later(0.05, html(f'<a href="/cu">Cũ</a><a href="{LISTINGS[0]}?page=2">2</a>'))
    site.answers[f"{LISTINGS[0]}?page=2"] = site.answers[LISTINGS[0]]
    site.answers[article_path(104)] = redirect(article_path(105))
    site.answers[article_path(103)] = later(0.05, error)
    assert crawled(site, store, "-s", "RETRY_TIMES=1").code == 3
    assert site.paths.count("/robots.txt") == 1
    assert site.paths.count(article_path(103)) == 2
    assert all(before.end <= after.begin for before, after in pairwise(site.asked))
    assert all(before.end <= after.begin for before, after in pairwise(site.connections))
    assert len(site.connections) == (1 if keeps_alive else len(site.asked))


# How fast


def test_a_portal_is_asked_at_leisure_unless_told_otherwise() -> None:
    assert settings.AUTOTHROTTLE_ENABLED
    assert settings.DOWNLOAD_DELAY >= 1
    assert settings.AUTOTHROTTLE_START_DELAY >= settings.DOWNLOAD_DELAY
    assert settings.CONCURRENT_REQUESTS == settings.CONCURRENT_REQUESTS_PER_DOMAIN == 1


@pytest.mark.parametrize("throttle", ["0", "1"])
def test_the_delay_is_kept_also_where_the_server_is_fast(site: Site, store: str, throttle: str) -> None:
    slow_start = ("-s", f"AUTOTHROTTLE_ENABLED={throttle}", "-s", "AUTOTHROTTLE_START_DELAY=0.2")
    assert crawled(site, store, "-s", "DOWNLOAD_DELAY=0.2", *slow_start).code == 0
    assert len(site.gaps) == PAGES - 1
    assert min(site.gaps) >= 0.2 * JITTER - 0.01
    assert mean(site.gaps) >= 0.12


def test_a_server_that_slows_down_is_asked_less(site: Site, store: str) -> None:
    """It rests as long as it works."""
    site.answers |= {path: later(0.3, answer) for path, answer in site.answers.items() if "html" in path}
    throttle = ("-s", "AUTOTHROTTLE_ENABLED=1", "-s", "AUTOTHROTTLE_START_DELAY=0.02")
    assert crawled(site, store, *throttle, "-s", "DOWNLOAD_DELAY_JITTER=0").code == 0
    assert site.paths[-1].endswith(".html")
    assert min(site.pauses[-len(NUMBERS) + 1 :]) >= 0.28


def test_the_pace_that_robots_txt_asks_for_is_kept_exactly(site: Site, store: str) -> None:
    site.answers["/robots.txt"] = robots("User-agent: *\nCrawl-delay: 0.3\n")
    throttle = ("-s", "AUTOTHROTTLE_ENABLED=1", "-s", "AUTOTHROTTLE_START_DELAY=0.01")
    assert crawled(site, store, *throttle).code == 0
    assert min(site.gaps) >= 0.29


def test_a_pace_beyond_reason_is_cut(site: Site, store: str) -> None:
    site.answers["/robots.txt"] = robots("User-agent: *\nCrawl-delay: 86400\n")
    assert crawled(site, store, "-s", "CRAWL_DELAY_MOST=0.1").code == 0
    assert 0.09 <= min(site.gaps) < 5


# What is asked for


def test_a_redirect_into_what_robots_txt_refuses_is_not_followed(site: Site, store: str) -> None:
    site.answers["/robots.txt"] = robots("User-agent: TuanTra\nDisallow: /Noi-bo/\n")
    site.answers["/Noi-bo/Tuan-Tra-Dem-103.html"] = article(103)
    site.answers[article_path(103)] = redirect("/Noi-bo/Tuan-Tra-Dem-103.html")
    site.answers[article_path(104)] = redirect("/buoc-1")
    site.answers["/buoc-1"] = redirect("/Noi-bo/Tuan-Tra-Dem-103.html")
    assert crawled(site, store).code == 0
    assert "/buoc-1" in site.paths
    assert "/Noi-bo/Tuan-Tra-Dem-103.html" not in site.paths
    assert last_run(store, "hai_phong")["counts"]["robots"] == 2
    assert len(rows(store, "hai_phong")) == len(NUMBERS) - 2


@pytest.mark.parametrize("answer", [not_found, html("Disallow: /\nKhông tìm thấy trang")])
def test_a_portal_without_robots_txt_is_read(site: Site, store: str, answer: Answer) -> None:
    site.answers["/robots.txt"] = answer
    assert crawled(site, store).code == 0
    assert len(rows(store, "hai_phong")) == len(NUMBERS)


def test_a_redirect_of_robots_txt_within_the_portal_is_followed(site: Site, store: str) -> None:
    steps = ["/robots.txt", *(f"/r{number}" for number in range(5))]
    site.answers |= {step: redirect(after) for step, after in pairwise(steps)}
    site.answers["/r4"] = robots(f"User-agent: *\nDisallow: {article_path(103)}\n")
    assert crawled(site, store).code == 0
    assert site.paths[:6] == steps
    assert article_path(103) not in site.paths


@pytest.mark.parametrize(
    "answer",
    [
        error,
        lambda: plain("busy", 429),
        hang_up,
        redirect("/robots.txt"),
        lambda: Reply(b"\x1f\x8b no gzip", headers={"Content-Encoding": "gzip"}),
    ],
    ids=["500", "429", "hangs-up", "endless", "garbled"],
)
def test_nothing_is_asked_where_nobody_knows_what_is_allowed(site: Site, store: str, answer: Answer) -> None:
    site.answers["/robots.txt"] = answer
    ended = crawled(site, store, "-s", "RETRY_TIMES=0")
    assert set(site.paths) == {"/robots.txt"}
    assert ended.code == 5
    assert "robots" in ended.err
    assert "nothing is asked" in ended.err
    assert "Traceback" not in ended.err
    assert "failed (nothing-read: robots.txt could not be read" in ended.last_line
    assert last_run(store, "hai_phong")["state"] == "failed"


def test_robots_txt_is_asked_for_again_like_any_page_that_fails(site: Site, store: str) -> None:
    answers = iter([error, error, robots("User-agent: *\nDisallow: /Tin-An-ninh-trat-tu/\n")])
    site.answers["/robots.txt"] = lambda: next(answers)()
    crawled(site, store)
    assert site.paths[:4] == ["/robots.txt"] * 3 + ["/"]
    assert not any(path.startswith("/Tin-An-ninh-trat-tu/") for path in site.paths)


def test_rules_are_not_fetched_from_others(site: Site, store: str) -> None:
    elsewhere = Elsewhere(0)
    try:
        site.answers["/robots.txt"] = redirect(f"{elsewhere.base_url}/robots.txt")
        ended = crawled(site, store)
        assert elsewhere.requests == []
    finally:
        elsewhere.stop()
    assert site.paths == ["/robots.txt"]
    assert ended.code == 5


# How long a server is left alone


def test_a_server_that_asks_for_rest_gets_it_from_robots_txt_on(site: Site, store: str) -> None:
    busy = Reply(b"busy", 503, headers={"Retry-After": "1"})
    answers = iter([lambda: busy, robots("")])
    site.answers["/robots.txt"] = lambda: next(answers)()
    listing, replies = site.answers[LISTINGS[0]], iter([lambda: busy])
    site.answers[LISTINGS[0]] = lambda: next(replies, listing)()
    assert crawled(site, store).code == 0
    rests = [after.begin - before.end for before, after in pairwise(site.asked)]
    assert site.paths[:2] == ["/robots.txt"] * 2
    assert rests[0] >= 0.99
    assert rests[site.paths.index(LISTINGS[0])] >= 0.99


# When


def test_out_of_hours_nothing_is_asked_and_the_run_says_when_hours_begin(site: Site, store: str) -> None:
    noon = "NOW=2026-11-21T05:00:00Z"  # 12:00 in Việt Nam
    ended = crawled(site, store, "-s", noon, "-s", "PORTAL_HOURS=21:00-05:30")
    assert site.asked == []
    assert ended.code == 3
    assert "partial (out-of-hours: " in ended.last_line
    assert "21:00-05:30 (Việt Nam); the next hours begin on 21/11 at 21:00" in ended.last_line
    assert last_run(store, "hai_phong")["reason"] == "out-of-hours"
    assert crawled(site, store, "-s", noon, "-s", "PORTAL_HOURS=").code == 0


def test_hours_that_end_stop_a_run_like_a_signal(site: Site, store: str) -> None:
    many = range(101, 151)
    site.answers |= {path: later(0.4, answer) for path, answer in portal(many).items()}
    almost = "NOW=2026-11-20T22:29:53Z"  # 7 s before half past five in Việt Nam
    ended = crawled(site, store, "-s", almost, "-s", "PORTAL_HOURS=21:00-05:30")
    assert ended.code == 3
    assert "partial (out-of-hours: " in ended.last_line
    stored = len(rows(store, "hai_phong"))
    assert 1 <= stored < len(many)
    site.answers |= portal(many)
    assert crawled(site, store).code == 0
    assert len(rows(store, "hai_phong")) == len(many)


def test_hours_that_cannot_be_meant_are_wrong_usage(site: Site, store: str) -> None:
    ended = crawled(site, store, "-s", "PORTAL_HOURS=always")
    assert ended.code == 2
    assert "'always' are no hours such as 21:00-05:30" in ended.err
    assert site.asked == []

"""`scrapy doctor`: a portal looked over by a handful of requests; the exit code tells of anything bad."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.certificates import issue
from tests.crawling import QUICK, Ended, scrapy
from tests.raw_site import RawSite
from tests.samples.server import SampleSites
from tests.samples.site import Reply, plain
from tests.small_internet import SmallInternet
from tests.small_site import SmallSite, article_path, html, portal

HOST = "congan.example"
STUB = html('<script>document.cookie="D1N=1f2e";location.reload()</script>')


def doctor(name: str, home: str, *more: str) -> Ended:
    return scrapy("doctor", name, "-a", f"home={home}", *QUICK, *more)


def checks(ended: Ended) -> dict[tuple[str, str], dict[str, Any]]:
    """The verdicts of a JSON report, by topic and check."""
    return {(one["topic"], one["check"]): one for one in json.loads(ended.out)["checks"]}


def test_a_sound_portal_has_nothing_bad_and_reads_in_eighty_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    with SampleSites.start(portals=("bac_ninh",), slow_seconds=0) as sites:
        ended = doctor("bac_ninh", sites["bac_ninh"].base_url)
        asked = [request.path for request in sites["bac_ninh"].requests]
    lines = ended.out.splitlines()
    assert ended.code == 0, ended
    assert ended.err == ""
    assert ended.last_line.startswith("bac_ninh: 0 bad, ")
    assert max(map(len, lines)) <= 80
    assert not any(line.lstrip().startswith("bad") for line in lines)
    for topic in ("address", "robots", "listings", "feeds and site maps", "articles", "layout", "pace"):
        assert topic in lines
    assert len(asked) <= 12
    assert asked[0] == "/robots.txt"


def test_each_fault_of_a_portal_is_a_line_of_its_own_and_hides_no_other() -> None:
    pages = portal(range(101, 121))
    latin = pages[article_path(101)]
    answers = {
        **pages,
        "/": STUB,
        "/robots.txt": lambda: plain("User-agent: *\nCrawl-delay: 0.1\nDisallow: /*-102.html\n"),
        article_path(101): lambda: replace(latin(), content_type="text/html; charset=iso-8859-1"),
        article_path(103): lambda: Reply(b"Server Error", 500),
        article_path(104): html("<h2>404 - Không tìm thấy trang</h2>"),
    }
    with SmallSite(answers) as site:
        ended = doctor("hai_phong", site.base_url, "--format", "json")
    found = checks(ended)
    assert (ended.code, ended.err) == (4, "")
    assert found["first visit", "first visit"]["seen"].endswith("the second one too")
    assert found["robots", "allowed"]["grade"] == "bad"
    assert "declared, it is utf-8" in found["encoding", "declared"]["seen"]
    assert found["listings", "/Tin-An-ninh-trat-tu"]["seen"] == "20 articles"
    assert found["listings", "/Tin-An-ninh-trat-tu paging"]["grade"] == "look"
    assert "2 of 5 articles read" in found["articles", "articles"]["seen"]
    assert found["articles", "date"]["grade"] == "good"
    assert article_path(102) not in site.asked
    assert all(one["remedy"] for one in found.values() if one["grade"] != "good")


def test_a_broken_chain_is_named_and_keeps_every_page_unasked(tmp_path: Path) -> None:
    internet = SmallInternet(tmp_path)
    internet.declare(home=f"https://{HOST}/")
    root = issue("Gốc", authority=True)
    between = issue("Trung gian", root, authority=True)
    (tmp_path / "roots.pem").write_bytes(root.pem)
    with RawSite(portal([101]), tls=issue(HOST, between).server(tmp_path)) as site:
        internet.serve(HOST, 443, site.port)
        trusted = {"SSL_CERT_FILE": str(tmp_path / "roots.pem")}
        ended = internet.scrapy("doctor", "attacked", "--format", "json", *QUICK, env=trusted)
    found = checks(ended)
    assert (ended.code, ended.err) == (5, "")
    assert site.heads == []
    assert "chain incomplete" in found["certificate", "certificate"]["seen"]
    assert found["certificate", "TLS version"]["seen"] == "TLSv1.3"
    assert found["robots", "robots.txt"]["grade"] == "bad"
    assert found["listings", "/Tin-An-ninh-trat-tu"]["seen"].startswith("not looked at: nothing may be asked")
    assert set(internet.connections) == {("8.8.4.4", 443)}


def test_a_portal_that_nobody_has_declared_is_explored_first() -> None:
    with SampleSites.start(portals=("hai_phong",), slow_seconds=0) as sites:
        home = sites["hai_phong"].base_url
        ended = scrapy("doctor", home, "--format", "json", *QUICK)
    found = checks(ended)
    declaration = found["listings", "declaration"]
    assert "articles at /" in declaration["seen"]
    assert declaration["remedy"] == f"scrapy newportal NAME {home}/ writes one"
    assert "3 of " in found["articles", "articles"]["seen"]
    assert found["articles", "date"]["grade"] == "good"


def test_a_portal_that_does_not_answer_in_time_is_given_up_in_time() -> None:
    def sleeps() -> Reply:
        time.sleep(3)
        return plain("")

    with SmallSite({**portal(range(101, 104)), "/": sleeps}) as site:
        begun = time.monotonic()
        limits = ("--seconds", "0.5", "-s", "DOWNLOAD_TIMEOUT=1", "-s", "RETRY_TIMES=0")
        ended = doctor("hai_phong", site.base_url, "--format", "json", *limits)
        taken = time.monotonic() - begun
        asked = site.asked
    found = checks(ended)
    assert ended.code == 4  # robots.txt came
    assert taken < 15
    assert "/Tin-An-ninh-trat-tu" not in asked
    assert (
        found["listings", "/Tin-An-ninh-trat-tu"]["seen"] == "not looked at: the time for this visit was up"
    )
    assert "took longer than 1.0 seconds" in found["address", "answer"]["seen"]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["nowhere"], "give a portal (bac_ninh, "),
        (["hai_phong", "-a", "limit=3"], "-a limit has no meaning here"),
        (["hai_phong", "-a", "home=x"], "home='x' is not an address"),
    ],
)
def test_wrong_usage_is_said_in_one_line(words: list[str], says: str) -> None:
    ended = scrapy("doctor", *words)
    assert (ended.code, ended.out) == (2, "")
    assert len(ended.err.splitlines()) == 1
    assert says in ended.err

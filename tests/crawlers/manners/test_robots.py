"""robots.txt as it is read: whose rules, in which encoding, and what is no robots.txt at all."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy.http import Response
from scrapy.robotstxt import ProtegoRobotParser

from crawlers.manners.robots import rules_in

HOST = "https://congan.example.gov.vn"
ALL_REFUSED = "User-agent: *\nDisallow: /\n"


def rules(body: str | bytes, status: int = 200) -> ProtegoRobotParser:
    content = body.encode() if isinstance(body, str) else body
    response = Response(f"{HOST}/robots.txt", status=status, body=content)
    return ProtegoRobotParser(rules_in(response, "tuantra"), None)


def allows(body: str | bytes, path: str, status: int = 200) -> bool:
    return rules(body, status).allowed(HOST + path, "tuantra")


def test_its_own_rules_come_before_everybodys() -> None:
    both = "User-agent: *\nDisallow: /\n\nUser-agent: tuantra\nDisallow: /admin\n"
    assert allows(both, "/tin-tuc")
    assert not allows(both, "/admin/login")


@pytest.mark.parametrize(
    "agent",
    [
        "tuantra",
        "TuanTra",
        "TUANTRA/0.1.0",
        "tuantra  # the crawler",
        "Mozilla/5.0 (compatible; tuantra/0.1.0; +mailto:a@example.org)",
    ],
)
def test_it_knows_itself_however_it_is_written(agent: str) -> None:
    assert not allows(f"User-agent: {agent}\nDisallow: /\n\nUser-agent: *\nDisallow:\n", "/tin-tuc")


@pytest.mark.parametrize("agent", ["tuan", "tuantra-images", "nottuantra", "Googlebot", "*bot", ""])
def test_rules_for_others_are_not_its_own(agent: str) -> None:
    assert allows(f"User-agent: {agent}\nDisallow: /\n\nUser-agent: *\nDisallow: /admin\n", "/tin-tuc")


def test_groups_for_several_agents_and_groups_that_come_twice_count_together() -> None:
    text = "User-agent: other\nUser-agent: tuantra\nDisallow: /a\n\nUser-agent: tuantra\nDisallow: /b\n"
    assert [allows(text, path) for path in ("/a", "/b", "/c")] == [False, False, True]


def test_the_longest_rule_wins_and_wildcards_count() -> None:
    text = "User-agent: *\nDisallow: /tin\nAllow: /tin-tuc/\nDisallow: /*?print=*\nDisallow: /*.pdf$\n"
    allowed = {
        path: allows(text, path)
        for path in ("/tin", "/tin-tuc/1", "/tin-tuc/1?print=1", "/vu-an/a.pdf", "/vu-an/a.pdf?x")
    }
    assert list(allowed.values()) == [False, True, False, False, True]
    assert not allows(text, "/vu-an?print=1")


@pytest.mark.parametrize("status", [300, 304, 400, 401, 403, 404, 410, 418])
def test_an_answer_without_a_file_allows_everything(status: int) -> None:
    assert allows(ALL_REFUSED, "/tin-tuc", status)


@pytest.mark.parametrize(
    "page",
    [
        "<!DOCTYPE html><html><body>Không tìm thấy trang\nDisallow: /\nAllow: /x</body></html>",
        "\ufeff\r\n  <html>\nDisallow: /\n</html>",
        "<?xml version='1.0'?>\n<error>404</error>",
        "Trang bạn tìm không tồn tại",
        "",
        "\0\0\0",
    ],
)
def test_a_page_in_its_place_allows_everything(page: str) -> None:
    assert allows(page, "/tin-tuc")


def test_rules_within_mark_up_are_rules() -> None:
    assert not allows(f"<!-- made by hand -->\n{ALL_REFUSED}", "/tin-tuc")
    assert not allows(f"<pre>\n{ALL_REFUSED}</pre>", "/tin-tuc")


@pytest.mark.parametrize(
    "body",
    [
        ALL_REFUSED.encode("utf-8-sig"),
        ALL_REFUSED.encode("utf-16"),
        b"\xfe\xff" + ALL_REFUSED.encode("utf-16-be"),
        ALL_REFUSED.replace("\n", "\r\n").encode(),
        ALL_REFUSED.replace("\n", "\r").encode(),
        b"# Qu\xe9t c\xf4ng an\n" + ALL_REFUSED.encode(),
        ALL_REFUSED.replace("User-agent:", "USER-AGENT :").encode(),
        ALL_REFUSED.replace("User-agent:", "User agent").encode(),
    ],
)
def test_marks_line_ends_encodings_and_slips_change_nothing(body: bytes) -> None:
    assert not allows(body, "/tin-tuc")


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1"])
def test_paths_with_marks_are_matched_in_both_encodings(encoding: str) -> None:
    escape = {"utf-8": "%C3%A9", "latin-1": "%E9"}[encoding]
    body = "User-agent: *\nDisallow: /qu\xe9t\n".encode(encoding)
    assert not allows(body, f"/qu{escape}t")
    assert allows(body, "/qut")


def test_500_kib_are_read_and_no_half_rule() -> None:
    filler = "# " + "x" * 97 + "\n"  # 100 bytes
    first = "User-agent: *\nDisallow: /admin\n"
    room = 500 * 1024 - len(first)
    last = "Disallow: /tin-tuc-cu\n"
    within = first + filler * (room // 100 - 1)
    padding = "#" * (room - (room // 100 - 1) * 100 - len(last) - 1) + "\n"
    assert not allows(within + padding + last + filler * 9000, "/tin-tuc-cu")
    cut = within + padding + "#" * 10 + "\n" + last  # ends in "Disallow: /"
    assert allows(cut, "/tin-tuc")
    assert not allows(cut, "/admin")


def test_how_long_to_wait_between_requests() -> None:
    text = "User-agent: *\nCrawl-delay: 10\n\nUser-agent: tuantra\nCrawl-delay: 2.5\nDisallow:\n"
    assert rules(text).crawl_delay("tuantra") == 2.5
    assert rules("User-agent: *\nCrawl-delay: soon\n").crawl_delay("tuantra") is None
    assert rules("User-agent: *\nCrawl-delay: -3\n").crawl_delay("tuantra") is None


def test_thousands_of_agents_with_thousands_of_rules_take_no_minutes() -> None:
    agents = "".join(f"User-agent: a{number}\n" for number in range(14_000))
    begin = time.monotonic()
    assert allows(agents + "Disallow: /x\n" * 18_000, "/tin-tuc")
    assert time.monotonic() - begin < 30  # every agent with every rule: many minutes, and 20 GB


@given(st.binary(max_size=400))
def test_nothing_that_a_server_sends_breaks_the_reading(body: bytes) -> None:
    assert allows(body, "/tin-tuc") in (True, False)
    assert allows(b"User-agent: *\n" + body, "/tin-tuc") in (True, False)

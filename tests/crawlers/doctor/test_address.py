"""Whether the portal is where its declaration says, and answers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from crawlers.doctor.address import check_address
from crawlers.doctor.handshake import Place
from crawlers.doctor.redirects import followed
from tests.crawlers.doctor.visits import HOME, by_check, came, declared, failed, visit_of

WWW = "https://www.congan.example.vn"


def test_a_home_page_that_comes_is_good() -> None:
    verdicts = by_check(check_address(visit_of(home=came("/", "<p>Trang chủ</p>"))))
    assert {verdict.grade for verdict in verdicts.values()} == {"good"}
    assert verdicts["name"].seen == "congan.example.vn, at 8.8.4.4"


def test_a_name_that_leads_nowhere_and_no_answer_are_bad() -> None:
    visit = visit_of(home=failed("/", "it was refused"))
    visit.place = Place("congan.example.vn", 443, why="the name leads nowhere (Name or service not known)")
    verdicts = by_check(check_address(visit))
    assert verdicts["name"].grade == verdicts["answer"].grade == "bad"
    assert "leads nowhere" in verdicts["name"].seen
    assert "it was refused" in verdicts["answer"].seen


def test_a_refused_crawler_asks_and_is_not_disguised() -> None:
    verdict = by_check(check_address(visit_of(home=came("/", "403 Forbidden", 403))))["answer"]
    assert verdict.grade == "bad"
    assert "let the user agent `tuantra` in" in verdict.remedy


def test_a_home_that_leads_to_another_name_of_the_portal_is_to_be_declared_so() -> None:
    circle = replace(came("/", "", 301), hops=(f"{WWW}/",), failure=f"it leads in a circle: to {WWW}/")
    verdict = by_check(check_address(visit_of(home=circle)))["redirects"]
    assert verdict.grade == "bad"
    assert verdict.remedy == f'write home = "{WWW}/"'


def test_a_home_without_encryption_that_leads_to_one_with_it_costs_two_requests() -> None:
    portal = declared(home="http://congan.example.vn/")
    home = replace(came("/", "<p>Trang chủ</p>"), address="http://congan.example.vn/", hops=(f"{HOME}/",))
    verdict = by_check(check_address(visit_of(portal, home=home)))["redirects"]
    assert verdict.grade == "look"
    assert f'home = "{HOME}/"' in verdict.remedy


def test_a_slow_server_is_to_be_crawled_at_other_hours() -> None:
    visit = visit_of(robots=came("/robots.txt", "", seconds=7.0), home=came("/", "x", seconds=9.0))
    verdict = by_check(check_address(visit))["speed"]
    assert (verdict.grade, verdict.seen) == ("look", "8.0 s in the middle, 9.0 s at most")
    assert "`hours`" in verdict.remedy


@pytest.mark.parametrize(
    ("there", "onward", "why"),
    [
        ("http://congan.example.vn/", "http://congan.example.vn/", ""),
        (f"{HOME}/trang-chu", f"{HOME}/trang-chu", ""),
        (f"{HOME}/", "", "in a circle"),
        (f"{WWW}/", f"{WWW}/", ""),
        (f"{WWW}/trang-chu", f"{WWW}/trang-chu", ""),
        ("https://khac.example/", "", "another host: https://khac.example/"),
    ],
)
def test_redirects_are_followed_as_a_crawl_does(there: str, onward: str, why: str) -> None:
    found, refused = followed(declared().addresses, there, [f"{HOME}/"])
    assert found == onward
    assert why in refused

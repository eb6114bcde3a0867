"""What robots.txt says of what is declared."""

from __future__ import annotations

from crawlers.doctor.robots import check_robots
from crawlers.doctor.visit import Visit
from tests.crawlers.doctor.visits import by_check, came, declared, failed, links, listing, visit_of


def with_rules(rules: str) -> Visit:
    portal = declared(sitemaps=("/sitemap.xml",))
    return visit_of(
        portal, robots=came("/robots.txt", rules, 200, "text/plain"), listings=[listing(portal, links(1, 2))]
    )


def test_what_allows_all_is_good() -> None:
    verdicts = by_check(check_robots(with_rules("User-agent: *\nDisallow: /admin/\n")))
    assert {verdict.grade for verdict in verdicts.values()} == {"good"}
    assert verdicts["allowed"].seen == "all 5 addresses declared or linked"


def test_forbidden_articles_are_named() -> None:
    verdict = by_check(check_robots(with_rules("User-agent: tuantra\nDisallow: /tin/\n")))["allowed"]
    assert verdict.grade == "bad"
    assert "2 of 5 addresses" in verdict.seen
    assert "/tin/bai-1.html, /tin/bai-2.html" in verdict.seen


def test_rules_that_cannot_be_read_forbid_all() -> None:
    for robots in (came("/robots.txt", "", 503), failed("/robots.txt")):
        (verdict,) = check_robots(visit_of(robots=robots))
        assert verdict.grade == "bad"
        assert "asks for nothing" in verdict.seen


def test_none_at_all_and_a_page_in_their_place_allow_all() -> None:
    assert (
        "there is none (HTTP 404)"
        in by_check(check_robots(visit_of(robots=came("/robots.txt", "", 404))))["robots.txt"].seen
    )
    verdicts = by_check(check_robots(with_rules("<html><body>Trang chủ</body></html>")))
    assert (verdicts["robots.txt"].grade, verdicts["allowed"].grade) == ("look", "good")


def test_its_pace_is_kept_up_to_a_limit() -> None:
    pace = "User-agent: *\nCrawl-delay: {}\n"
    assert by_check(check_robots(with_rules(pace.format(5))))["Crawl-delay"].grade == "good"
    assert (
        by_check(check_robots(with_rules(pace.format(90))))["Crawl-delay"].seen == "90 s asked for, 30 s kept"
    )


def test_site_maps_that_nobody_declared_are_offered() -> None:
    rules = "User-agent: *\nSitemap: https://congan.example.vn/{}.xml\n"
    verdict = by_check(check_robots(with_rules(rules.format("tin"))))["site maps named"]
    assert (verdict.grade, verdict.remedy) == ("look", "add to sitemaps = ('/tin.xml',)")
    assert by_check(check_robots(with_rules(rules.format("sitemap"))))["site maps named"].grade == "good"

"""How fast a portal may be crawled, and how long a first crawl takes at that pace."""

from __future__ import annotations

from dataclasses import replace

from crawlers.doctor.pace import check_pace
from crawlers.doctor.verdict import Verdict
from crawlers.doctor.visit import Visit
from tests.crawlers.doctor.visits import CALM, by_check, came, declared, failed, links, listing, visit_of

PORTAL = declared()
PAGES = '<a href="/tin?page=2">2</a><a href="/tin?page=100">100</a>'


def visit_with(rules: str = "", **more: object) -> Visit:
    found = listing(PORTAL, links(*range(10)) + PAGES)
    robots = came("/robots.txt", rules, 200, "text/plain")
    return visit_of(PORTAL, home=came("/", "x"), listings=[found], robots=robots, **more)


def verdicts_on(visit: Visit) -> dict[str, Verdict]:
    return by_check(check_pace(visit))


def test_the_delay_of_the_settings_bounds_a_quick_portal() -> None:
    verdicts = verdicts_on(visit_with())
    assert verdicts["pace"].seen.startswith(
        "60 requests a minute, one at a time: DOWNLOAD_DELAY asks for 1.0 s"
    )
    assert verdicts["first crawl"].seen == "about 1,000 articles on 100 listing pages: 18 min"


def test_robots_txt_bounds_it_if_it_asks_for_more() -> None:
    verdict = verdicts_on(visit_with("User-agent: *\nCrawl-delay: 10\n"))["pace"]
    assert verdict.seen.startswith("6 requests a minute")
    assert "Crawl-delay" in verdict.seen


def test_slow_answers_bound_it() -> None:
    visit = visit_of(PORTAL, home=came("/", "x", seconds=5.0), robots=came("/robots.txt", "", seconds=5.0))
    assert verdicts_on(visit)["pace"].seen.startswith("6 requests a minute, one at a time: its answers")


def test_hours_stretch_a_first_crawl_over_days() -> None:
    visit = visit_with("User-agent: *\nCrawl-delay: 30\n")
    visit.terms = replace(CALM, hours="22:00-23:00")
    verdicts = verdicts_on(visit)
    assert verdicts["hours"].seen == "22:00-23:00 (Việt Nam), 1.0 h a day, closed now"
    assert (verdicts["first crawl"].grade, "9 days" in verdicts["first crawl"].seen) == ("look", True)


def test_a_server_that_asks_to_wait_after_a_handful_of_requests_is_bad() -> None:
    visit = visit_with(home_again=came("/", "", 429, Retry_After="120"))
    assert "120 s asked for" in verdicts_on(visit)["Retry-After"].seen


def test_without_an_answer_the_check_says_why_it_is_not_made() -> None:
    (verdict,) = check_pace(visit_of(robots=failed("/robots.txt"), home=failed("/", "it timed out")))
    assert verdict.seen == "not looked at: it timed out"

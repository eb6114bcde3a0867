"""Stubs that a browser would see through, and whether a second request gets the page."""

from __future__ import annotations

import pytest

from crawlers.doctor.stubs import check_stubs, is_worth_asking_again, stub_in
from crawlers.reading import NoArticle
from tests.crawlers.doctor.visits import (
    BODY,
    article,
    by_check,
    came,
    declared,
    failed,
    links,
    listing,
    visit_of,
)

COOKIE = '<html><body><script>document.cookie="D1N=1f2e";window.location.reload(true);</script></body></html>'
REFRESH = '<html><head><meta http-equiv="refresh" content="0; url=/home"></head><body></body></html>'
CHALLENGE = "<html><title>Just a moment…</title><body>Checking your browser</body></html>"
PAGE = f"<html><body><script>document.cookie='lang=vi'</script>{BODY}</body></html>"


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (COOKIE, "a script that sets a cookie"),
        (REFRESH, "a page that only loads another"),
        (CHALLENGE, "a challenge to the browser"),
        (PAGE, None),
        ("<p>Chưa có tin.</p>", None),
    ],
)
def test_a_stub_is_known_by_its_script_and_by_having_no_text(body: str, kind: str | None) -> None:
    assert stub_in(came("/", body)) == kind


def test_a_page_at_once_is_good() -> None:
    assert by_check(check_stubs(visit_of(home=came("/", PAGE))))["first visit"].grade == "good"


def test_a_stub_that_a_second_request_passes_costs_a_page() -> None:
    verdict = by_check(check_stubs(visit_of(home=came("/", COOKIE), home_again=came("/", PAGE))))[
        "first visit"
    ]
    assert verdict.grade == "look"
    assert "the second one, with its cookie, the page" in verdict.seen


def test_a_stub_or_refusal_that_stays_is_bad() -> None:
    stuck = visit_of(home=came("/", COOKIE), home_again=came("/", COOKIE))
    assert by_check(check_stubs(stuck))["first visit"].grade == "bad"
    refused = came("/", "Forbidden", 403)
    assert is_worth_asking_again(refused)
    verdict = by_check(check_stubs(visit_of(home=refused, home_again=refused)))["first visit"]
    assert (verdict.grade, verdict.seen) == ("bad", "gets HTTP 403; the second one too")


def test_stubs_in_place_of_listings_and_articles_are_counted() -> None:
    portal = declared()
    sample = article(portal, COOKIE)
    assert isinstance(sample.reading, NoArticle)
    visit = visit_of(
        portal, home=came("/", PAGE), listings=[listing(portal, links(1))], samples=[sample, sample]
    )
    verdict = by_check(check_stubs(visit))["other pages"]
    assert (verdict.grade, verdict.seen) == ("bad", "2 of 3 are stubs")


def test_without_an_answer_the_check_says_why_it_is_not_made() -> None:
    (verdict,) = check_stubs(visit_of(home=failed("/", "it timed out")))
    assert verdict.seen == "not looked at: it timed out"

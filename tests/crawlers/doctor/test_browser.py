"""The browser that scripted listings need."""

from __future__ import annotations

from crawlers.doctor.browser import check_browser
from crawlers.doctor.listings import check_listings
from tests.crawlers.doctor.visits import by_check, declared, listing, visit_of


def test_only_a_portal_with_scripted_listings_needs_one() -> None:
    assert list(check_browser(visit_of())) == []


def test_a_missing_browser_is_bad_and_says_what_to_install() -> None:
    portal = declared(listings=(), scripted_listings=("/tin",))
    told = "there is no browser at /usr/bin/chromium. Install one"
    (verdict,) = check_browser(visit_of(portal, why_no_browser=told))
    assert (verdict.grade, verdict.seen) == ("bad", told)
    assert next(check_browser(visit_of(portal, why_no_browser=""))).grade == "good"


def test_a_scripted_listing_may_be_empty_and_without_paging_links() -> None:
    portal = declared(listings=(), scripted_listings=("/tin",))
    verdicts = by_check(check_listings(visit_of(portal, listings=[listing(portal, "<div id=app></div>")])))
    assert (verdicts["/tin"].grade, "before the browser turns it" in verdicts["/tin"].seen) == ("good", True)
    assert "/tin paging" not in verdicts

"""Declared feeds and site maps, and those that nobody declared."""

from __future__ import annotations

from crawlers.doctor.exchange import Exchange
from crawlers.doctor.feeds import check_feeds
from crawlers.doctor.verdict import Verdict
from tests.crawlers.doctor.visits import HOME, by_check, came, declared, failed, visit_of

ITEM = f"<item><link>{HOME}/tin/bai-1.html</link></item>"
RSS = '<rss version="2.0"><channel>{}</channel></rss>'
FOUND = '<link rel="alternate" type="application/rss+xml" href="/rss/moi">'


def verdict_on(exchange: Exchange) -> Verdict:
    portal = declared(feeds=("/rss",))
    return by_check(check_feeds(visit_of(portal, home=failed("/"), indexes={"/rss": exchange})))["/rss"]


def test_a_feed_that_names_articles_is_good() -> None:
    verdict = verdict_on(came("/rss", RSS.format(ITEM), 200, "application/rss+xml"))
    assert (verdict.grade, verdict.seen) == ("good", "1 article")


def test_an_index_of_site_maps_is_good() -> None:
    index = f"<sitemapindex><sitemap><loc>{HOME}/sitemap-1.xml</loc></sitemap></sitemapindex>"
    assert verdict_on(came("/rss", index, 200, "text/xml")).seen == "an index of 1 site map"


def test_what_is_absent_another_thing_or_leads_elsewhere_is_bad() -> None:
    elsewhere = ITEM.replace("/tin/", "/khac/")
    told = {
        "absent: HTTP 404": came("/rss", "404", 404),
        "neither a feed nor a site map": came("/rss", "<html><body>Trang chủ</body></html>"),
        "1 addresses, none an article's": came("/rss", RSS.format(elsewhere), 200, "text/xml"),
    }
    for says, exchange in told.items():
        verdict = verdict_on(exchange)
        assert verdict.grade == "bad"
        assert says in verdict.seen


def test_an_empty_feed_and_one_without_an_answer_are_to_be_looked_at() -> None:
    assert verdict_on(came("/rss", RSS.format(""), 200, "text/xml")).grade == "look"
    assert verdict_on(failed("/rss", "it timed out")).seen == "not looked at: it timed out"


def test_a_feed_that_the_home_page_names_is_offered() -> None:
    verdict = by_check(check_feeds(visit_of(home=came("/", f"<html><head>{FOUND}</head></html>"))))[
        "feeds found"
    ]
    assert (verdict.grade, verdict.seen) == ("look", "/rss/moi")
    portal = declared(feeds=("/rss/moi",))
    assert list(check_feeds(visit_of(portal, home=came("/", f"<html><head>{FOUND}</head></html>")))) == []

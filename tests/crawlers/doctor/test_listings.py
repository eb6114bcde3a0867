"""Whether listings lead to articles, and on to their further pages."""

from __future__ import annotations

import pytest

from crawlers.doctor.exchange import Exchange
from crawlers.doctor.listings import check_listings
from crawlers.doctor.stranger import stranger
from crawlers.doctor.verdict import Verdict
from crawlers.doctor.visit import ListingVisit
from crawlers.listings.documents import ListingPage, read_answer
from crawlers.listings.paged import PagedListing
from tests.crawlers.doctor.visits import NOW, by_check, came, declared, failed, links, listing, visit_of

MANY = range(1, 11)
NUMBERS = '<a href="/tin?page=2">2</a><a href="/tin?page=17">17</a>'
HEADLINE = "Công an phường tuần tra trong đêm"
PORTAL = declared()


def verdicts_on(*listings: ListingVisit) -> dict[str, Verdict]:
    return by_check(check_listings(visit_of(PORTAL, home=came("/", "x"), listings=list(listings))))


def test_a_listing_with_pages_is_good() -> None:
    verdicts = verdicts_on(listing(PORTAL, links(*MANY) + NUMBERS, second=links(*range(11, 21))))
    assert verdicts["/tin"].seen == "10 articles"
    assert verdicts["/tin paging"].seen == "numbered links up to 17; 10 articles more on the second page"
    assert {verdict.grade for verdict in verdicts.values()} == {"good"}


def test_links_of_another_form_than_declared_say_that_the_pattern_is_dead() -> None:
    moved = "".join(f'<a href="/bai-viet/{number}">{HEADLINE} {number}</a>' for number in MANY)
    verdicts = verdicts_on(listing(PORTAL, moved))
    assert (verdicts["/tin"].grade, verdicts["articles"].grade) == ("bad", "bad")
    assert "10 links with headlines that do not match `article`, such as /bai-viet/1" in verdicts["/tin"].seen


def test_many_other_headlines_beside_articles_are_told() -> None:
    others = "".join(f'<a href="/video/{number}.html">{HEADLINE}</a>' for number in MANY)
    verdict = verdicts_on(listing(PORTAL, links(1, 2) + others))["/tin"]
    assert (verdict.grade, "widen `article`" in verdict.remedy) == ("look", True)


def test_an_empty_listing_and_an_absent_one_are_bad() -> None:
    empty = verdicts_on(listing(PORTAL, "<div id=app></div>"))["/tin"]
    assert (empty.grade, "a script puts them there" in empty.remedy) == ("bad", True)
    absent = verdicts_on(ListingVisit("/tin", True, came("/tin", "404", 404)))["/tin"]
    assert (absent.grade, absent.seen) == ("bad", "no page: HTTP 404")


def test_a_second_page_like_the_first_one_is_no_paging() -> None:
    verdict = verdicts_on(listing(PORTAL, links(*MANY) + NUMBERS, second=links(*MANY)))["/tin paging"]
    assert (verdict.grade, "names no article that the first does not" in verdict.seen) == ("bad", True)


@pytest.mark.parametrize(
    ("button", "grade", "says"),
    [
        ("", "look", "no link to a second page"),
        ("<button onclick='more()'>Xem thêm</button>", "bad", "by script alone: “Xem thêm”"),
        ('<a href="#">2</a>', "bad", "by script alone: “2”"),
        ("<a href=\"javascript:__doPostBack('grid','Page$2')\">2</a>", "bad", "no form that could be posted"),
    ],
)
def test_paging_that_a_crawl_cannot_follow_is_told_by_its_kind(button: str, grade: str, says: str) -> None:
    verdict = verdicts_on(listing(PORTAL, links(*MANY) + button))["/tin paging"]
    assert verdict.grade == grade
    assert says in verdict.seen


@pytest.mark.parametrize(
    ("article", "grade", "says"),
    [("/tin/bai-{id}.html", "good", "2 articles"), (None, "bad", "JSON, but no address of an article")],
)
def test_a_listing_in_json_is_read_by_its_declaration(article: str | None, grade: str, says: str) -> None:
    paged = PagedListing(address="/api?page={page}", article=article)
    first, second = (_answer(paged, page) for page in (1, 3))
    found = ListingVisit(paged.address, True, first[0], first[1], *second)
    verdicts = verdicts_on(found)
    assert (verdicts[paged.address].grade, says in verdicts[paged.address].seen) == (grade, True)
    if article:
        assert (
            verdicts["/api?page={page} paging"].seen == "pages by number; 2 articles more on the second page"
        )


def _answer(paged: PagedListing, number: int) -> tuple[Exchange, ListingPage]:
    items = f'[{{"id": {number}}}, {{"id": {number + 1}}}]'
    exchange = came(f"/api?page={number}", items, 200, "application/json")
    assert exchange.response is not None
    return exchange, read_answer(exchange.response, PORTAL.addresses, paged, None, NOW)


def test_a_listing_whose_newest_article_is_old_may_be_the_wrong_one() -> None:
    old = '<div><a href="/tin/bai-1.html">Bài số 1</a><span>01/02/2026</span></div>'
    verdict = verdicts_on(listing(PORTAL, old))["/tin newest"]
    assert (verdict.grade, verdict.seen) == ("look", "2026-02-01, 293 days ago")


def test_of_an_undeclared_portal_only_the_way_to_declare_it_is_told() -> None:
    visit = visit_of(stranger("http://127.0.0.1:8100"), home=failed("/"))
    (verdict,) = check_listings(visit)
    assert verdict.remedy == "scrapy newportal NAME http://127.0.0.1:8100/ writes one"

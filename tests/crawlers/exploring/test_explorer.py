"""Which pages an exploration asks for, and what it says where a portal is not as one would like."""

from __future__ import annotations

import json
import re
from html import escape

import pytest

from crawlers.exploring import Explorer, NothingFound, Sampled
from crawlers.exploring.kept import addresses_of, as_record, keep, read_kept
from crawlers.exploring.telling import tell
from tests.crawlers.exploring.families import FAMILIES, HOME, NOW, Family, Portal, explore, portal

BY_NAME = {family.name: family for family in FAMILIES}
SHAPES = [BY_NAME[name] for name in ("capitals", "content id", "category slugs", "nukeviet", "catp")]
SCRIPTS = "<html><body><div id=app></div>" + "<script src=a.js></script>" * 5 + "</body></html>"


def ids(family: Family) -> str:
    return family.name


def changed(made: Portal, pattern: str, replacement: str) -> Portal:
    made.pages = {path: re.sub(pattern, replacement, page) for path, page in made.pages.items()}
    return made


def missing(made: Portal, budget: int = 60) -> list[str]:
    """Addresses of articles that were not found to be such, and of others that were."""
    _, findings = explore(made, budget)
    addresses = addresses_of("p", keep(findings))
    wrong = [other for other in made.others if addresses.article(HOME + other)]
    return wrong + [path for news in made.news if not addresses.article(HOME + (path := made.address(news)))]


class TestBudget:
    @pytest.mark.parametrize("budget", [6, 12, 25])
    def test_no_more_pages_are_asked_for_than_allowed_and_none_twice(self, budget: int) -> None:
        explorer = Explorer(HOME, budget=budget, fetched_at=NOW)
        made = portal(BY_NAME["wordpress slugs"], count=200)
        while (address := explorer.next()) is not None:
            target = address.removeprefix(HOME)
            if target in made.pages:
                explorer.take(Sampled(address, made.pages[target].encode(), "text/html; charset=utf-8"))
            else:
                explorer.fail(address, "HTTP 404")
        assert len(explorer.asked) == len(set(explorer.asked)) <= budget

    @pytest.mark.parametrize("family", SHAPES, ids=ids)
    def test_a_dozen_pages_are_enough_for_a_plain_portal(self, family: Family) -> None:
        assert missing(portal(family, seed=4), budget=12) == []

    def test_a_portal_of_many_articles_costs_no_more_than_a_small_one(self) -> None:
        small, _ = explore(portal(BY_NAME["capitals"], count=40))
        great, _ = explore(portal(BY_NAME["capitals"], count=600))
        assert len(great.asked) <= len(small.asked) + 3


class TestLinks:
    """However a portal writes its links, its articles are found."""

    @pytest.mark.parametrize("family", SHAPES, ids=ids)
    def test_absolute_under_the_other_scheme_and_with_www(self, family: Family) -> None:
        assert missing(changed(portal(family), 'href="/', 'href="http://www.congan.example.gov.vn/')) == []

    @pytest.mark.parametrize("family", SHAPES, ids=ids)
    def test_named_by_nothing_but_a_word_for_more(self, family: Family) -> None:
        link = r'<a href="\1"><img src="/a.jpg" alt=""></a><b>\2</b> <a href="\1">Xem chi tiết</a>'
        assert missing(changed(portal(family), r'<a href="([^"]+)">([^<]{25,})</a>', link)) == []

    @pytest.mark.parametrize("family", SHAPES, ids=ids)
    def test_none_on_the_home_page(self, family: Family) -> None:
        made = portal(family)
        made.pages["/"] = re.sub(r"<div><a href.*?</div>", "", made.pages["/"])
        assert missing(made) == []

    @pytest.mark.parametrize("family", SHAPES, ids=ids)
    def test_only_in_a_site_map(self, family: Family) -> None:
        made = changed(portal(family), "<ul>.*?</ul>", "")
        paths = [*map(made.address, made.news), *made.others]
        urls = "".join(f"<url><loc>{escape(HOME + path)}</loc></url>" for path in paths)
        made.pages |= {"/": SCRIPTS, "/sitemap.xml": f'<?xml version="1.0"?><urlset>{urls}</urlset>'}
        assert missing(made) == []
        assert explore(made)[1].sitemaps == ("/sitemap.xml",)

    def test_in_a_feed_that_the_head_declares(self) -> None:
        made = portal(BY_NAME["capitals"])
        items = "".join(f"<item><link>{HOME}{made.address(news)}</link></item>" for news in made.news[:20])
        made.pages["/rss/tin-moi.rss"] = f'<?xml version="1.0"?><rss><channel>{items}</channel></rss>'
        head = '<title><link rel="alternate" type="application/rss+xml" href="/rss/tin-moi.rss">'
        made.pages["/"] = made.pages["/"].replace("<title>", head.replace("<title>", "", 1) + "<title>", 1)
        _, findings = explore(made)
        assert findings.feeds == ("/rss/tin-moi.rss",)

    def test_on_a_page_that_lists_feeds(self) -> None:
        made = portal(BY_NAME["capitals"])
        items = "".join(f"<item><link>{HOME}{made.address(news)}</link></item>" for news in made.news[:20])
        made.pages["/rss/1.rss"] = f'<?xml version="1.0"?><rss><channel>{items}</channel></rss>'
        made.pages["/rss"] = '<html><body><a href="/rss/1.rss">Tin mới</a></body></html>'
        made.pages["/"] = made.pages["/"].replace("<ul>", '<ul><li><a href="/rss">RSS</a></li>')
        assert explore(made)[1].feeds == ("/rss/1.rss",)

    def test_under_another_name_of_the_portal(self) -> None:
        made = changed(
            portal(BY_NAME["capitals"]),
            r'href="(/[A-Z][^"]*[02468]\.html)"',
            r'href="https://conganvidu.vn\1"',
        )
        made.pages["/"] = portal(BY_NAME["capitals"]).pages["/"]
        _, findings = explore(made)
        assert findings.aliases == ("conganvidu.vn",)
        addresses = addresses_of("p", keep(findings))
        article = addresses.article("https://conganvidu.vn" + made.address(made.news[0]))
        assert article is not None
        assert article.request == HOME + made.address(made.news[0])


JSON_SCRIPT = """<script>async function load(page) {
    const answer = await fetch(`/api/tin?page=${page}&size=10`);
    for (const item of (await answer.json()).items) add(`/tin-tuc/${item.slug}-${item.id}.html`);
}</script>"""


def test_listings_that_a_script_asks_for_by_number_are_found_in_its_source() -> None:
    made = Portal(
        Family("json", lambda news: f"/tin-tuc/{news.slug}-{news.number}.html"), portal(FAMILIES[0]).news
    )
    whole = portal(made.family)
    made.pages = {
        path: re.sub("<ul>.*?</ul>", "", whole.pages[path]) for path in map(made.address, whole.news)
    }
    made.news = whole.news
    items = [{"id": news.number, "slug": news.slug} for news in made.news[:10]]
    made.pages |= {"/": f"<html><body><ul></ul>{JSON_SCRIPT}</body></html>"}
    made.pages["/api/tin?page=1&size=10"] = json.dumps({"items": items})
    assert missing(made) == []
    (paged,) = explore(made)[1].paged_listings
    assert (paged.address, paged.article) == ("/api/tin?page={page}&size=10", "/tin-tuc/{slug}-{id}.html")


def test_listings_are_found_and_static_pages_are_none() -> None:
    made = portal(BY_NAME["capitals"])
    _, findings = explore(made)
    assert set(findings.listings) == {
        "/tin-an-ninh-trat-tu",
        "/hoat-dong-cong-an",
        "/canh-bao-toi-pham",
        "/cai-cach-hanh-chinh",
    }


def test_print_views_are_links_to_their_articles() -> None:
    made = portal(BY_NAME["content id"])
    _, findings = explore(made)
    assert findings.print_view == "/Portal/PrintItem.aspx?ContentID={number}"
    article = addresses_of("p", keep(findings)).article(f"{HOME}/Portal/PrintItem.aspx?ContentID=17")
    assert article is not None
    assert (article.id, article.request) == ("p/17", f"{HOME}/Portal/Detail.aspx?ContentID=17")


def test_findings_tell_why_and_what_to_check() -> None:
    _, findings = explore(portal(BY_NAME["wordpress slugs"]))
    assert "read as articles" in findings.why["article"]
    assert any("ids:" in doubt for doubt in findings.doubts)
    lines = tell(findings)
    assert findings.article in "\n".join(lines)
    assert sum("such as" in line for line in lines) == 2
    assert all(line.isprintable() for line in lines)


def test_what_is_kept_comes_back_as_it_was() -> None:
    kept = keep(explore(portal(BY_NAME["content id"]))[1])
    assert read_kept(as_record(kept)) == kept
    assert read_kept({"home": 3}) is None
    assert read_kept(None) is None


class TestNothing:
    """An exploration without an article says why, and what to do."""

    @pytest.mark.parametrize(
        ("pages", "says"),
        [
            ({}, "home page did not come: HTTP 404"),
            ({"/": SCRIPTS}, "JavaScript"),
            (
                {"/": "<html><body><p>Trang đang được xây dựng, mời quay lại sau.</p></body></html>"},
                "in a browser",
            ),
        ],
    )
    def test_the_message_names_the_likeliest_reason(self, pages: dict[str, str], says: str) -> None:
        with pytest.raises(NothingFound, match=re.escape(says)):
            explore(Portal(FAMILIES[0], [], pages))

    def test_pages_without_dates_are_no_articles(self) -> None:
        made = changed(portal(BY_NAME["capitals"]), r"\d\d/\d\d/\d{4}( 08:15)?", "")
        with pytest.raises(NothingFound, match="without a date"):
            explore(made)

    def test_robots_txt_may_forbid_it(self) -> None:
        explorer = Explorer(HOME, budget=60, fetched_at=NOW)
        while address := explorer.next():
            explorer.fail(address, "robots.txt")
        with pytest.raises(NothingFound, match=r"robots\.txt keeps"):
            explorer.conclude()

    def test_robots_txt_that_cannot_be_read_forbids_nothing(self) -> None:
        explorer = Explorer(HOME, budget=60, fetched_at=NOW)
        while address := explorer.next():
            explorer.fail(address, "robots.txt unreachable: connection refused")
        with pytest.raises(NothingFound, match=r"did not come: robots\.txt unreachable"):
            explorer.conclude()

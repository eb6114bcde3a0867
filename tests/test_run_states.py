"""How a run ended is told by its exit code, its last line and its record, and never better than it was."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

import pytest

from crawlers.store import Lease, open_store, read_head, take_lease
from tests.crawling import command, crawl, end_of, last_run, rows, scrapy, started
from tests.s3server import S3Server
from tests.samples.site import Reply, plain
from tests.small_site import LISTINGS, SmallSite, article, article_path, error, html, portal

NO_RETRY = ("-s", "RETRY_TIMES=0")


@pytest.fixture
def store(tmp_path: Path) -> str:
    return str(tmp_path / "store")


@pytest.fixture
def site() -> Iterator[SmallSite]:
    with SmallSite(portal(range(101, 111))) as running:
        yield running


def test_complete(site: SmallSite, store: str) -> None:
    ended = crawl("hai_phong", site.base_url, store)
    assert ended.code == 0, ended.err
    assert ended.last_line.startswith("hai_phong: complete · 10 found, 10 stored (10 new, 0 changed)")
    assert f"run {last_run(store, 'hai_phong')['run']}" in ended.last_line


def test_partial_where_an_article_page_fails(site: SmallSite, store: str) -> None:
    site.answers[article_path(105)] = error
    ended = crawl("hai_phong", site.base_url, store, *NO_RETRY)
    assert ended.code == 3
    assert "partial (article-failed: 1 article pages failed) · 10 found, 9 stored" in ended.last_line
    record = last_run(store, "hai_phong")
    assert record["counts"]["failures"] == [{"url": site.base_url + article_path(105), "reason": "HTTP 500"}]
    head = read_head(open_store(store), "hai_phong")
    assert head
    assert (head.state, head.last_complete_run) == ("partial", None)


def test_partial_where_a_listing_page_fails(site: SmallSite, store: str) -> None:
    site.answers[LISTINGS[0]] = html('<a href="?page=2">2</a><a href="' + article_path(101) + '">Bài</a>')
    site.answers[f"{LISTINGS[0]}?page=2"] = error
    ended = crawl("hai_phong", site.base_url, store, *NO_RETRY)
    assert ended.code == 3
    assert "listing-failed" in ended.last_line


def test_links_to_articles_that_are_gone_are_counted_only(site: SmallSite, store: str) -> None:
    del site.answers[article_path(105)]
    ended = crawl("hai_phong", site.base_url, store)
    assert ended.code == 0
    assert last_run(store, "hai_phong")["counts"]["gone_links"] == 1


def test_suspect_where_a_listing_has_no_article(site: SmallSite, store: str) -> None:
    site.answers[LISTINGS[0]] = html('<a href="/lien-he">Liên hệ</a>')
    ended = crawl("hai_phong", site.base_url, store)
    assert ended.code == 4
    assert f"suspect (empty-listing: no link to an article in {LISTINGS[0]})" in ended.last_line
    assert len(rows(store, "hai_phong")) == 10


def test_suspect_where_many_pages_hold_no_article(site: SmallSite, store: str) -> None:
    for number in range(101, 107):
        site.answers[article_path(number)] = html("<form><input name=q><input type=submit></form>")
    ended = crawl("hai_phong", site.base_url, store)
    assert ended.code == 4
    assert "suspect (misread: 6 of 10 article pages are not read well)" in ended.last_line


def test_failed_where_no_listing_has_an_article(store: str) -> None:
    with SmallSite(dict.fromkeys(("/", *LISTINGS), html("<p>Đang bảo trì</p>"))) as site:
        ended = crawl("hai_phong", site.base_url, store)
    assert ended.code == 5
    assert "failed (no-article-link" in ended.last_line
    assert last_run(store, "hai_phong")["state"] == "failed"


def test_failed_where_nothing_answers(store: str) -> None:
    with SmallSite({}) as site:
        home = site.base_url
    ended = crawl("hai_phong", home, store, *NO_RETRY)
    assert ended.code == 5
    assert "failed (nothing-read" in ended.last_line
    assert last_run(store, "hai_phong")["counts"]["listings_failed"] == 2


def test_failed_before_anything_is_fetched_where_the_store_cannot_be_written(
    site: SmallSite, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("no directory")
    ended = crawl("hai_phong", site.base_url, str(tmp_path / "file" / "store"))
    assert ended.code == 5
    assert "failed (store:" in ended.last_line
    assert "Traceback" not in ended.out + ended.err
    assert site.requests == []


def test_failed_with_wrong_credentials(site: SmallSite, s3: S3Server) -> None:
    wrong = {**s3.environment, "AWS_SECRET_ACCESS_KEY": "not-this-one"}
    ended = crawl("hai_phong", site.base_url, "s3://tuantra/wrong-credentials", env=wrong)
    assert ended.code == 5
    assert "failed (store:" in ended.last_line
    assert "Traceback" not in ended.out + ended.err
    assert "not-this-one" not in ended.out + ended.err
    assert site.requests == []


def test_failed_where_the_store_fails_during_the_crawl(site: SmallSite, tmp_path: Path) -> None:
    store = tmp_path / "store"
    (store / "v1" / "hai_phong").mkdir(parents=True)
    (store / "v1" / "hai_phong" / "articles").write_text("in the way")
    ended = crawl("hai_phong", site.base_url, str(store), "-s", "BATCH_ARTICLES=3")
    assert ended.code == 5
    assert "failed (store:" in ended.last_line
    assert "Traceback" not in ended.out + ended.err
    assert last_run(str(store), "hai_phong")["state"] == "failed"
    assert rows(str(store), "hai_phong") == []


@pytest.fixture
def lease(store: str) -> Lease:
    return take_lease(open_store(store), "hai_phong", "another:1", datetime.now(UTC), 600)


def test_another_worker_holds_the_portal(site: SmallSite, store: str, lease: Lease) -> None:
    ended = crawl("hai_phong", site.base_url, store)
    assert ended.code == 6
    assert "failed (held: hai_phong is being crawled by another:1" in ended.last_line
    assert site.requests == []
    lease.release()
    assert crawl("hai_phong", site.base_url, store).code == 0


def test_what_robots_txt_refuses_is_not_asked_for(site: SmallSite, store: str) -> None:
    site.answers["/robots.txt"] = lambda: plain(f"User-agent: tuantra\nDisallow: {article_path(105)}\n")
    assert crawl("hai_phong", site.base_url, store).code == 0
    assert article_path(105) not in site.asked
    assert last_run(store, "hai_phong")["counts"]["robots"] == 1


def test_a_listing_that_robots_txt_refuses_is_a_gap(site: SmallSite, store: str) -> None:
    refused = LISTINGS[:1]
    rules = "".join(f"Disallow: {path}$\n" for path in refused)
    site.answers["/robots.txt"] = lambda: plain(f"User-agent: *\n{rules}")
    ended = crawl("hai_phong", site.base_url, store)
    assert ended.code == 3
    assert not set(refused) & set(site.asked)
    failures = last_run(store, "hai_phong")["counts"]["failures"]
    assert failures == [{"url": site.base_url + path, "reason": "robots.txt"} for path in refused]


def test_a_listing_that_the_portal_no_longer_has_is_absent_not_a_gap(site: SmallSite, store: str) -> None:
    site.answers[LISTINGS[0]] = gone
    assert crawl("hai_phong", site.base_url, store).code == 0
    assert last_run(store, "hai_phong")["counts"]["absent"] == [LISTINGS[0]]


def test_failed_where_every_article_link_is_dead(site: SmallSite, store: str) -> None:
    for number in range(101, 111):
        site.answers[article_path(number)] = gone
    ended = crawl("hai_phong", site.base_url, store)
    assert ended.code == 5
    assert "failed (no-article-read: none of 10 article pages gave an article)" in ended.last_line


def test_a_link_that_is_no_address_costs_nothing_else(site: SmallSite, store: str) -> None:
    links = "".join(f'<a href="{article_path(number)}">Bài</a>' for number in range(101, 111))
    site.answers["/"] = html('<a href="http://[xấu">Hỏng</a>' + links)
    ended = crawl("hai_phong", site.base_url, store)
    assert (ended.code, len(rows(store, "hai_phong"))) == (0, 10)


def test_the_menu_of_the_home_page_leads_to_further_listings(site: SmallSite, store: str) -> None:
    site.answers["/"] = html(f'<a href="{LISTINGS[1]}">Hoạt động công an</a>')
    site.answers[LISTINGS[1]] = html(f'<a href="{article_path(150)}">Bài</a>')
    site.answers[article_path(150)] = article(150)
    assert crawl("hai_phong", site.base_url, store).code == 0
    assert "hai_phong/150" in {row["id"] for row in rows(store, "hai_phong")}


def test_a_killed_run_leaves_word_of_itself_and_no_lock(site: SmallSite, store: str) -> None:
    pages = {article_path(number): article(number, seconds=0.2) for number in range(101, 161)}
    with (
        SmallSite(portal(range(101, 161), **pages)) as slow,
        started(command("hai_phong", slow.base_url, store)),
    ):
        _wait_for(slow, 10)
    assert last_run(store, "hai_phong")["state"] == "running"
    assert crawl("hai_phong", site.base_url, store).code == 0


def test_sigterm_commits_what_is_in_hand(store: str) -> None:
    pages = {article_path(number): article(number, seconds=0.1) for number in range(101, 161)}
    with SmallSite(portal(range(101, 161), **pages)) as site:
        with started(command("hai_phong", site.base_url, store)) as process:
            _wait_for(site, 20)
            process.send(signal.SIGTERM)
            ended = end_of(process)
        assert ended.code == 3
        assert "partial (stopped: " in ended.out
        taken = len(rows(store, "hai_phong"))
        assert 5 <= taken < 50
        assert last_run(store, "hai_phong")["reason"] == "stopped"
        site.answers.update(portal(range(101, 161)))
        assert crawl("hai_phong", site.base_url, store).code == 0
        assert len(rows(store, "hai_phong")) == 60


def test_a_worker_that_was_overtaken_stops_and_leaves_the_log_whole(store: str) -> None:
    overtaken = Event()

    def last() -> Reply:
        overtaken.wait(60)
        return article(120)()

    with (
        SmallSite(portal(range(101, 121), **{article_path(120): last})) as site,
        started(command("hai_phong", site.base_url, store)) as process,
    ):
        _wait_for(site, 10)
        with SmallSite(portal([101])) as other:
            faster = ("-s", "NOW=2099-01-01T00:00:00Z")  # for which the first one's lease has run out
            assert crawl("hai_phong", other.base_url, store, *faster).code == 0
        overtaken.set()
        ended = end_of(process)
    assert ended.code == 6
    assert "failed (held: commit 1 of hai_phong" in ended.out
    assert [row["id"] for row in rows(store, "hai_phong")] == ["hai_phong/101"]
    head = read_head(open_store(store), "hai_phong")
    assert head
    assert head.state == "complete"  # the other one's


def test_a_redirect_to_the_official_host_is_followed_at_the_moved_home(site: SmallSite, store: str) -> None:
    moved = f"http://congan.haiphong.gov.vn{article_path(110)}"
    site.answers["/Tin-tuc/Cu-110.html"] = lambda: Reply(status=301, headers={"Location": moved})
    site.answers["/"] = html('<a href="/Tin-tuc/Cu-110.html">Bài</a>')
    assert crawl("hai_phong", site.base_url, store).code == 0
    stored = {row["id"]: row["url"] for row in rows(store, "hai_phong")}
    assert stored["hai_phong/110"] == f"https://congan.haiphong.gov.vn{article_path(110)}"


def gone() -> Reply:
    return plain("404", 404)


def _wait_for(site: SmallSite, requests: int) -> None:
    deadline = time.monotonic() + 30
    while len(site.requests) < requests and time.monotonic() < deadline:
        time.sleep(0.02)
    assert len(site.requests) >= requests


def test_a_limit_is_kept_and_does_not_count_as_a_whole_run(site: SmallSite, store: str) -> None:
    ended = crawl("hai_phong", site.base_url, store, "-a", "limit=3")
    assert ended.code == 0
    assert len(rows(store, "hai_phong")) == 3
    assert sum(path.endswith(".html") for path in site.asked) == 3
    record, head = last_run(store, "hai_phong"), read_head(open_store(store), "hai_phong")
    assert (record["state"], record["reason"], record["full"]) == ("complete", "limit", False)
    assert record["arguments"] == {"home": site.base_url, "limit": 3}
    assert head
    assert head.last_complete_run is None


def test_since_stores_nothing_older_and_stops_where_a_listing_is_older(store: str) -> None:
    def listing(number: int, day: str, further: int) -> str:
        entry = f'<li><a href="{article_path(number)}">Bài</a> ({day})</li>'
        return f'<ul>{entry}</ul><a href="{LISTINGS[0]}?page={further}">{further}</a>'

    pages = {
        article_path(number): article(number, day)
        for number, day in (
            (101, "27/06/2025"),
            (102, "01/06/2025"),
            (103, "01/05/2025"),
            (104, "01/04/2025"),
        )
    }
    first = html(f'<a href="{article_path(101)}">Bài</a>')
    pages |= dict.fromkeys(("/", *LISTINGS[1:]), first)
    pages[LISTINGS[0]] = html(listing(101, "27/06/2025", 2) + listing(102, "01/06/2025", 2))
    pages[f"{LISTINGS[0]}?page=2"] = html(listing(103, "01/05/2025", 3))
    pages[f"{LISTINGS[0]}?page=3"] = html(listing(104, "01/04/2025", 4))
    with SmallSite(pages) as site:
        ended = crawl("hai_phong", site.base_url, store, "-a", "since=2025-06-20")
    assert ended.code == 0, ended.err
    assert [row["id"] for row in rows(store, "hai_phong")] == ["hai_phong/101"]
    assert f"{LISTINGS[0]}?page=2" in site.asked
    assert f"{LISTINGS[0]}?page=3" not in site.asked
    record = last_run(store, "hai_phong")
    assert (record["counts"]["older"], record["full"]) == (2, False)


def test_pages_of_a_listing_are_bounded_and_the_run_says_so(store: str) -> None:
    pages = portal([101])
    for number in range(1, 9):
        link = f'<a href="{LISTINGS[0]}?page={number + 1}">{number + 1}</a>'
        pages[f"{LISTINGS[0]}?page={number}"] = html(f'{link}<a href="{article_path(200 + number)}">Bài</a>')
        pages[article_path(200 + number)] = article(200 + number)
    pages[LISTINGS[0]] = html(f'<a href="{LISTINGS[0]}?page=2">2</a><a href="{article_path(101)}">Bài</a>')
    with SmallSite(pages) as site:
        ended = crawl("hai_phong", site.base_url, store, "-s", "MAX_LISTING_PAGES=4")
    assert ended.code == 3
    assert "listing-cut" in ended.last_line
    assert f"{LISTINGS[0]}?page=4" in site.asked
    assert f"{LISTINGS[0]}?page=5" not in site.asked


def test_an_article_that_moved_to_another_one_is_not_stored_under_its_name(store: str) -> None:
    pages = portal([101, 102, 103])
    pages[article_path(102)] = lambda: Reply(status=302, headers={"Location": article_path(103)})
    pages[article_path(101)] = lambda: Reply(status=302, headers={"Location": "/"})
    with SmallSite(pages) as site:
        assert crawl("hai_phong", site.base_url, store).code == 0
    assert [row["id"] for row in rows(store, "hai_phong")] == ["hai_phong/103"]
    assert last_run(store, "hai_phong")["counts"]["no_article"] == {"redirected": 1}


def test_a_feed_that_is_absent_is_noted(store: str) -> None:
    numbers = range(201, 204)
    links = "".join(f'<a href="/vu-an/tuan-tra-dem_{number}.html">Bài</a>' for number in numbers)
    pages = dict.fromkeys(("/", "/tin-chinh", "/vu-an", "/tin-tuc-su-kien"), html(links))
    pages |= {f"/vu-an/tuan-tra-dem_{number}.html": article(number) for number in numbers}
    pages["/rss/vu-an"] = html("<p>Không có</p>")
    with SmallSite(pages) as site:
        ended = crawl("tphcm", site.base_url, store)
    assert ended.code == 0, ended.last_line
    assert sorted(last_run(store, "tphcm")["counts"]["absent"]) == ["/rss/tin-chinh", "/rss/vu-an"]


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (
            ["nowhere"],
            "'nowhere' is not a portal. There are: bac_ninh, hai_phong, hai_phong_city, tphcm; and",
        ),
        ([], "is not a portal"),
        (["hai_phong", "tphcm"], "is not a portal"),
        (["hai_phong", "-a", "since=yesterday"], "since='yesterday' is not a day"),
        (["hai_phong", "-a", "limit=0"], "limit='0' is not a number"),
        (["hai_phong", "-a", "home=there"], "home='there' is not an address"),
        (["hai_phong", "-a", "hom=http://127.0.0.1:1"], "there is no argument 'hom'"),
        (["hai_phong", "-a", "full=yes"], "full='yes' is neither 1"),
        (["hai_phong", "-s", "BATCH_ARTICLES=x"], "BATCH_ARTICLES=x is not a number"),
        (["hai_phong", "-s", "LEASE_SECONDS=0"], "LEASE_SECONDS=0 is not a number from 1 on"),
        (["hai_phong", "-s", "REVISITS=nan"], "REVISITS=nan is not a number from 0 on"),
    ],
)
def test_wrong_usage_is_told_in_one_line(words: list[str], complaint: str, store: str) -> None:
    ended = scrapy("crawl", *words, "-s", f"STORE={store}")
    assert ended.code == 2
    assert complaint in ended.err
    assert ended.err.count("\n") == 1
    assert ended.out == ""
    assert not Path(store).exists()

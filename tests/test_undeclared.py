"""A portal that nobody has declared: one command explores it, crawls it, and knows it the next time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import pytest

from crawlers.exploring.kept import addresses_of, read_kept
from crawlers.store import open_store
from crawlers.store.opening import mark_demo
from crawlers.undeclared import name_of
from tests.crawling import Ended, crawl, last_run, rows, scrapy
from tests.platforms.serve import serve
from tests.samples.server import PORTALS, SampleSites
from tests.samples.texts import HANOI
from tests.small_site import Answer, SmallSite, article, html

MOMENT = datetime(2026, 11, 21, 17, 15, tzinfo=HANOI)
NOW = ("-s", f"NOW={MOMENT.isoformat()}")
FOUND_LEAST = 0.95


class Crawled(NamedTuple):
    """Two crawls of a portal without its declaration."""

    name: str
    home: str
    store: str
    first: Ended
    second: Ended
    asked: list[str]
    """Paths asked for in the first crawl."""


@pytest.fixture(scope="module")
def sites() -> Iterator[SampleSites]:
    with SampleSites.start(slow_seconds=0.1, now=MOMENT) as running:
        yield running


@pytest.fixture(scope="module", params=PORTALS)
def crawled(
    request: pytest.FixtureRequest, sites: SampleSites, tmp_path_factory: pytest.TempPathFactory
) -> Crawled:
    portal, store = str(request.param), str(tmp_path_factory.mktemp("store"))
    home = sites[portal].base_url
    first = crawl("portal", home, store, *NOW)
    asked = [logged.path for logged in sites[portal].requests]
    return Crawled(portal, home, store, first, crawl("portal", home, store, *NOW), asked)


class TestSamplePortals:
    def test_nearly_all_articles_are_stored_under_their_own_numbers(
        self, crawled: Crawled, sites: SampleSites
    ) -> None:
        truth = {str(article.number): article for article in sites.truth(crawled.name)}
        stored = {row["id"].partition("/")[2]: row for row in rows(crawled.store, name_of(crawled.home))}
        assert stored.keys() <= truth.keys()
        assert len(stored) >= FOUND_LEAST * len(truth)
        unflagged = [(row, truth[number]) for number, row in stored.items() if not row["flags"]]
        assert len(unflagged) > len(stored) / 2
        assert [row["id"] for row, told in unflagged if row["published_at"] != told.published_at] == []
        assert [row["id"] for row, told in unflagged if row["title"] != told.title] == []

    def test_a_second_crawl_explores_no_more_and_stores_nothing_new(self, crawled: Crawled) -> None:
        assert "was explored" in crawled.first.out
        assert "was explored" not in crawled.second.out
        assert crawled.second.code in (0, 3), crawled.second
        assert "0 stored (0 new, 0 changed)" in crawled.second.last_line
        assert rows(crawled.store, name_of(crawled.home))

    def test_what_was_found_is_told_and_kept_in_the_runs_record(self, crawled: Crawled) -> None:
        kept = read_kept(last_run(crawled.store, name_of(crawled.home))["explored"])
        assert kept
        assert kept.article in crawled.first.out
        assert crawled.first.out.count("such as") == 2
        assert crawled.first.last_line.startswith(f"{name_of(crawled.home)}: ")
        assert kept.agency.startswith(("Công an", "Cổng"))

    def test_the_pattern_takes_no_listing(self, crawled: Crawled) -> None:
        kept = read_kept(last_run(crawled.store, name_of(crawled.home))["explored"])
        assert kept
        addresses = addresses_of("p", kept)
        listings = (
            "/",
            *kept.listings,
            *(f"{path}{'&' if '?' in path else '?'}page=2" for path in kept.listings),
        )
        assert kept.listings
        assert [path for path in listings if addresses.article(crawled.home + path)] == []

    def test_the_stored_articles_are_found_by_every_command(self, crawled: Crawled) -> None:
        name, store = name_of(crawled.home), ("-s", f"STORE={crawled.store}")
        printed = scrapy("articles", "--portal", name, *store)
        assert len(printed.out.splitlines()) == len(rows(crawled.store, name))
        if crawled.name != "hai_phong":
            return  # one portal is enough for the others
        standing = json.loads(scrapy("portals", "--format", "json", *store).out)[-1]
        assert (standing["portal"], standing["agency"]) == (name, "Công an thành phố Hải Phòng")
        assert (standing["province"], standing["address"]) == ("VN-HP", f"{crawled.home}/")
        page = scrapy("page", json.loads(printed.out.splitlines()[0])["id"], "--raw", *store)
        assert (page.code, "<html" in page.out) == (0, True)
        verified = scrapy("verify", name, "--deep", *store)
        assert (verified.code, verified.out.count("whole")) == (0, 1), verified


@pytest.mark.parametrize("name", ["nukeviet", "wordpress_newspaper", "json_listing"])
def test_a_portal_on_a_known_platform_is_crawled_by_it(name: str, tmp_path: Path) -> None:
    with serve(name) as site:
        ended = crawl("portal", site.base_url, str(tmp_path), *NOW)
        truth = site.truth()
    assert ended.code == 0, ended
    stored = rows(str(tmp_path), name_of(site.base_url))
    assert len(stored) >= FOUND_LEAST * len(truth)
    assert {row["title"] for row in stored} <= {told.title for told in truth}


def at(path: str, numbers: range) -> dict[str, Answer]:
    """A small portal whose home page and one listing link articles at `path`."""
    entries = "".join(
        f'<p><a href="{path.format(number)}">Tuần tra đêm trên các tuyến đường số {number}</a></p>'
        for number in numbers
    )
    menu = '<a href="/an-ninh">An ninh</a> <a href="/gioi-thieu">Giới thiệu</a>'
    answers = dict.fromkeys(("/", "/an-ninh"), html(menu + entries))
    return {**answers, **{path.format(number): article(number) for number in numbers}}


def test_addresses_that_change_but_keep_their_numbers_are_explored_anew(tmp_path: Path) -> None:
    with SmallSite(at("/tin/tuan-tra-{}.html", range(1001, 1009))) as site:
        assert crawl("portal", site.base_url, str(tmp_path), *NOW).code == 0
        site.answers = {
            "/robots.txt": site.answers["/robots.txt"],
            **at("/bai-viet/{}/tuan-tra", range(1001, 1011)),
        }
        again = crawl("portal", site.base_url, str(tmp_path), *NOW)
    assert "explored anew" in again.err
    assert "was explored" in again.out
    assert "2 stored (2 new, 0 changed)" in again.last_line
    assert again.code in (0, 4), again


def test_a_portal_that_gives_its_articles_other_ids_is_not_gone_on_with_silently(tmp_path: Path) -> None:
    with SmallSite(at("/tin/tuan-tra-{}.html", range(1001, 1009))) as site:
        assert crawl("portal", site.base_url, str(tmp_path), *NOW).code == 0
        site.answers = {
            "/robots.txt": site.answers["/robots.txt"],
            **at("/bai-viet/{}/tuan-tra", range(71, 81)),
        }
        refused = crawl("portal", site.base_url, str(tmp_path), *NOW)
        still = crawl("portal", site.base_url, str(tmp_path), *NOW)
        accepted = crawl("portal", site.base_url, str(tmp_path), *NOW, "-s", "EXPLORE_ANEW=1")
    assert (refused.code, still.code) == (5, 5)
    assert "failed (other-ids: " in refused.last_line
    assert "8 of 8 stored articles would get other ids" in refused.last_line
    assert "EXPLORE_ANEW=1" in refused.last_line
    assert "10 stored (10 new, 0 changed)" in accepted.last_line


def test_a_portal_without_articles_fails_with_the_reason_and_stores_nothing(tmp_path: Path) -> None:
    with SmallSite({"/": html("<p>Cổng thông tin đang được xây dựng.</p>")}) as site:
        ended = crawl("portal", site.base_url, str(tmp_path))
    assert ended.code == 5
    assert "failed (nothing-found: No article was found" in ended.last_line
    assert "Traceback" not in ended.err
    assert rows(str(tmp_path), name_of(site.base_url)) == []


def test_the_budget_is_kept(tmp_path: Path) -> None:
    with SmallSite(at("/tin/tuan-tra-{}.html", range(1001, 1031))) as site:
        ended = crawl("portal", site.base_url, str(tmp_path), "-s", "EXPLORE_PAGES=5", "-a", "limit=1")
        asked = site.asked
    assert ended.code == 0, ended
    exploring = asked[: len(asked) - asked[::-1].index("/") - 1]
    assert len([path for path in exploring if path != "/robots.txt"]) <= 5
    assert "the budget was spent" in ended.out


def test_real_articles_never_come_to_lie_among_a_demonstrations_invented_ones(tmp_path: Path) -> None:
    mark_demo(open_store(str(tmp_path)))
    refused = crawl("portal", "https://congan.example.invalid", str(tmp_path))
    assert refused.code == 5
    assert "holds the invented articles of `make demo`" in refused.last_line


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "-a home=https://congan.<province>.gov.vn"),
        (["-a", "home=congan.example.gov.vn"], "is not an address"),
        (["-a", "home=http://127.0.0.1:1", "-s", "EXPLORE_PAGES=2"], "EXPLORE_PAGES"),
    ],
)
def test_wrong_usage_is_exit_code_2_and_one_line(arguments: list[str], says: str) -> None:
    ended = scrapy("crawl", "portal", *arguments)
    assert (ended.code, ended.out) == (2, "")
    assert says in ended.err
    assert len(ended.err.splitlines()) == 1


def test_extract_reads_a_page_of_any_portal(sites: SampleSites) -> None:
    told = sites.truth("bac_ninh")[0]
    ended = scrapy("extract", "portal", sites["bac_ninh"].base_url + told.path)
    read = json.loads(ended.out)
    assert (read["title"], read["published_at"]) == (told.title, told.published_at)
    assert (read["id"], read["portal"]) == (None, name_of(sites["bac_ninh"].base_url))

"""The main job, end to end: one command, and right articles are in the store, each once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest

from crawlers.addresses import clean
from crawlers.store import ObjectStore, canonical, open_store, read_head
from crawlers.store.batches import Row
from crawlers.store.warc import read_page
from tests.crawling import Ended, crawl, last_run, rows, scrapy
from tests.s3server import S3Server
from tests.samples.server import PORTALS, SampleSites
from tests.samples.truth import SampleArticle

NOW = "2026-11-21T10:15:00Z"
OFFICIAL = {
    "hai_phong": "https://congan.haiphong.gov.vn",
    "hai_phong_city": "http://www.haiphong.gov.vn",
    "bac_ninh": "https://conganbacninh.gov.vn",
    "tphcm": "https://congan.com.vn",
}


@pytest.fixture(scope="module")
def sites() -> Iterator[SampleSites]:
    with SampleSites.start(slow_seconds=0.1) as running:
        yield running


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(tmp_path_factory.mktemp("store"))


@pytest.fixture(scope="module")
def crawls(sites: SampleSites, store: str) -> dict[str, Ended]:
    """The first crawl of each sample portal."""
    return {portal: crawl(portal, sites[portal].base_url, store, "-s", f"NOW={NOW}") for portal in PORTALS}


@pytest.mark.usefixtures("crawls")
class TestFirstCrawl:
    @pytest.fixture(params=PORTALS)
    def portal(self, request: pytest.FixtureRequest) -> str:
        return str(request.param)

    @pytest.fixture
    def pairs(self, portal: str, sites: SampleSites, store: str) -> list[tuple[SampleArticle, Row]]:
        stored = {row["id"]: row for row in rows(store, portal)}
        return [(article, stored[article.id]) for article in sites.truth(portal) if article.id in stored]

    def test_ends_complete_and_says_so_in_one_line(self, portal: str, crawls: dict[str, Ended]) -> None:
        ended = crawls[portal]
        assert ended.code == 0, ended.err
        assert ended.out.count("\n") == 1
        assert ended.last_line.startswith(f"{portal}: complete · ")
        assert ended.err == ""

    def test_stores_every_article_once_and_nothing_else(
        self, portal: str, sites: SampleSites, store: str
    ) -> None:
        stored = sorted(row["id"] for row in rows(store, portal))
        assert stored == sorted(article.id for article in sites.truth(portal))

    @pytest.mark.parametrize(
        ("name", "attribute"),
        [
            ("title", "title"),
            ("lead", "lead"),
            ("published_at", "published_at"),
            ("published_text", "date_text"),
            ("author", "author"),
            ("source", "source"),
        ],
    )
    def test_reads_each_field_right(
        self, pairs: list[tuple[SampleArticle, Row]], name: str, attribute: str
    ) -> None:
        wrong = [
            (a.id, row[name], getattr(a, attribute)) for a, row in pairs if row[name] != getattr(a, attribute)
        ]
        assert wrong == []

    def test_reads_each_body_right(self, pairs: list[tuple[SampleArticle, Row]]) -> None:
        assert [a.id for a, row in pairs if row["body"].split("\n\n") != a.body] == []

    def test_ties_each_caption_to_its_picture(
        self, portal: str, pairs: list[tuple[SampleArticle, Row]]
    ) -> None:
        wrong = []
        for article, row in pairs:
            pictures = [
                {"url": clean(OFFICIAL[portal] + path), "caption": caption}
                for path, caption in article.pictures
            ]
            if row["images"] != pictures:
                wrong.append((article.id, row["images"], pictures))
        assert wrong == []

    def test_names_each_attachment(self, portal: str, pairs: list[tuple[SampleArticle, Row]]) -> None:
        for article, row in pairs:
            expected = [
                {"url": OFFICIAL[portal] + file.path, "name": file.name} for file in article.attachments
            ]
            assert row["attachments"] == expected

    def test_gives_each_article_its_official_address(
        self, portal: str, pairs: list[tuple[SampleArticle, Row]]
    ) -> None:
        for article, row in pairs:
            if portal == "hai_phong_city":
                expected = f"{OFFICIAL[portal]}/Portal/Detail.aspx?ContentID={article.number}"
            else:
                expected = OFFICIAL[portal] + article.path
            assert row["url"] == expected

    def test_asks_neither_others_nor_what_robots_txt_refuses(self, portal: str, sites: SampleSites) -> None:
        assert sites.elsewhere.requests == []
        assert not [request.path for request in sites[portal].requests if "/Admin" in request.path]

    def test_asks_for_each_article_once(self, portal: str, sites: SampleSites) -> None:
        asked = [request.path for request in sites[portal].requests if request.status == 200]
        numbers = [article.number for article in sites.truth(portal)]
        for number in numbers:
            assert sum(str(number) in path for path in asked) == 1

    def test_says_who_it_is(self, portal: str, sites: SampleSites) -> None:
        agents = {request.headers["user-agent"] for request in sites[portal].requests}
        assert agents == {"Mozilla/5.0 (compatible; tuantra/0.1.0; +contact-not-set)"}

    def test_leaves_a_record_and_a_head(self, portal: str, sites: SampleSites, store: str) -> None:
        record, head = last_run(store, portal), read_head(open_store(store), portal)
        assert (record["state"], record["reason"], record["full"]) == ("complete", "", True)
        assert record["counts"]["added"] == len(sites.truth(portal))
        assert record["started_at"] == NOW
        assert head
        assert (head.last_seq, head.state, head.last_complete_run) == (1, "complete", record["run"])
        assert head.more["newest"] == "2025-06-27"


def test_quirks_are_counted(crawls: dict[str, Ended], store: str) -> None:
    assert crawls["hai_phong"].code == 0
    counts = {portal: last_run(store, portal)["counts"] for portal in PORTALS}
    assert counts["hai_phong"]["gone_links"] == 2
    assert counts["hai_phong"]["offsite"] == counts["tphcm"]["offsite"] == 1
    assert counts["hai_phong_city"]["print_views"] == 3
    assert counts["hai_phong_city"]["http_errors"] == {"HTTP 500": 3}
    assert counts["bac_ninh"]["gone_links"] == counts["tphcm"]["gone_links"] == 1
    for portal in ("hai_phong", "bac_ninh", "tphcm"):
        assert sum(counts[portal]["no_article"].values()) == 1


def test_the_schema_lies_in_the_store(crawls: dict[str, Ended], store: str) -> None:
    assert crawls["bac_ninh"].code == 0
    schema: dict[str, Any] = msgspec.json.decode(open_store(store).get("v1/article-1.schema.json").data)
    for row in rows(store, "bac_ninh"):
        jsonschema.validate(row, schema)


def test_a_bucket_holds_the_same_articles_byte_for_byte(
    crawls: dict[str, Ended],
    sites: SampleSites,
    store: str,
    s3: S3Server,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert crawls["hai_phong"].code == 0
    for name, value in s3.environment.items():
        monkeypatch.setenv(name, value)
    bucket, files = open_store("s3://tuantra/articles"), open_store(store)
    for portal in PORTALS:
        ended = crawl(portal, sites[portal].base_url, "s3://tuantra/articles", "-s", f"NOW={NOW}")
        assert ended.code == 0, ended.err
        assert _kept(bucket, portal) == _kept(files, portal)


def _kept(store: ObjectStore, portal: str) -> list[bytes]:
    """Every article but for its page: that has another counter at each visit, and the run's name.

    Sorted: an answer of 500 is asked for again, and what was read meanwhile differs from run to run.
    """
    found = rows(store, portal)
    assert found
    assert all(read_page(store, row["page"]).status == 200 for row in found)
    return sorted(canonical.encode({**row, "page": None}) for row in found)


@pytest.mark.parametrize("portal", PORTALS)
def test_a_second_crawl_stores_the_one_change_and_nothing_else(portal: str, tmp_path: Path) -> None:
    store = str(tmp_path)
    with SampleSites.start(portals=(portal,), slow_seconds=0.1) as sites:
        assert crawl(portal, sites[portal].base_url, store).code == 0
        first = {row["id"]: row for row in rows(store, portal)}
        changed = sites[portal].change_article()
        again = crawl(portal, sites[portal].base_url, store)
    assert again.code == 0, again.err
    assert f"1 stored (0 new, 1 changed), {len(first) - 1} unchanged" in again.last_line
    revisions = rows(store, portal)
    assert len(revisions) == len(first) + 1
    old, new = [row for row in revisions if row["id"] == changed.id]
    assert (old["revision"], new["revision"]) == (1, 2)
    assert old == first[changed.id]
    assert new["body"].split("\n\n") == changed.body


def test_a_third_crawl_commits_nothing_and_still_shows(tmp_path: Path) -> None:
    store = str(tmp_path)
    with SampleSites.start(portals=("tphcm",)) as sites:
        for _ in range(2):
            assert crawl("tphcm", sites["tphcm"].base_url, store).code == 0
    head = read_head(open_store(store), "tphcm")
    assert head
    assert head.last_seq == 1
    assert last_run(store, "tphcm")["commits"] == []
    assert head.last_complete_run == last_run(store, "tphcm")["run"]


@pytest.mark.usefixtures("crawls")
class TestReading:
    """What consumers and operators see of it."""

    def test_articles_prints_all_of_a_portal_as_json_lines(self, store: str) -> None:
        ended = scrapy("articles", "--portal", "tphcm", "-s", f"STORE={store}")
        printed = [json.loads(line) for line in ended.out.splitlines()]
        assert [{"seq": 1, **row} for row in rows(store, "tphcm")] == printed

    def test_portals_shows_each_with_its_state(self, store: str) -> None:
        out = scrapy("portals", "-s", f"STORE={store}").out
        for portal, address in OFFICIAL.items():
            (line,) = [line for line in out.splitlines() if f" {portal} " in line]
            assert f"{address}/" in line
            assert "complete" in line
            assert "2025-06-27" in line

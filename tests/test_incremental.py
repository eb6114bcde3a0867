"""A crawl after the first one: it asks little, misses nothing, and stores only what has changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import msgspec
import pytest

from crawlers.article import as_row
from crawlers.runs.carried import Carried
from crawlers.store import Log, articles_object, open_store, publish, read_head, write_run
from crawlers.store.batches import Row
from tests.crawling import Ended, last_run, rows
from tests.crawling import crawl as crawl_portal
from tests.pipelines.articles import article as stored_article
from tests.samples.site import Reply
from tests.small_site import LISTINGS, Answer, SmallSite, article, article_path, error, html, portal

MONDAY, TUESDAY, WEDNESDAY = (f"2026-11-{day}T03:00:00Z" for day in (16, 17, 18))
Crawl = Callable[..., Ended]


class TaggedSite(SmallSite):
    """Answers 304 to whoever has a page already; `conditional` counts who asked so."""

    def __init__(self, answers: Mapping[str, Answer]) -> None:
        super().__init__(answers)
        self.conditional = 0

    def answer(self, target: str, headers: Mapping[str, str]) -> Reply:
        reply = super().answer(target, headers)
        if reply.status != 200 or not target.endswith(".html"):
            return reply
        tag = f'"{hash(reply.body):x}"'
        if "if-none-match" in headers:
            self.conditional += 1
        if headers.get("if-none-match") == tag:
            return Reply(status=304, headers={"ETag": tag})
        return replace(reply, headers={**reply.headers, "ETag": tag})


@pytest.fixture
def store(tmp_path: Path) -> str:
    return str(tmp_path / "store")


@pytest.fixture
def site() -> Iterator[SmallSite]:
    with TaggedSite(portal(range(101, 111))) as served:
        yield served


@pytest.fixture
def crawl(site: SmallSite, store: str) -> Crawl:
    def once(*more: str, now: str = MONDAY) -> Ended:
        site.requests.clear()
        return crawl_portal("hai_phong", site.base_url, store, "-s", f"NOW={now}", *more)

    return once


def paged(sizes: list[int], **more: Answer) -> dict[str, Answer]:
    """A portal whose first listing has pages of so many articles, numbered from the newest down."""
    numbers = list(range(900, 900 - sum(sizes), -1))
    answers = portal(numbers[:1])
    answers |= {article_path(number): article(number) for number in numbers}
    for page, size in enumerate(sizes, 1):
        links = "".join(f'<a href="{article_path(numbers.pop(0))}">Bài</a>' for _ in range(size))
        following = f'<a href="{LISTINGS[0]}?page={page + 1}">{page + 1}</a>' if numbers else ""
        answers[LISTINGS[0] if page == 1 else f"{LISTINGS[0]}?page={page}"] = html(links + following)
    return answers | more


def test_an_unchanged_portal_is_asked_conditionally_and_nothing_is_committed(
    crawl: Crawl, site: TaggedSite, store: str
) -> None:
    assert crawl().code == 0
    before = list(open_store(store).keys("v1/hai_phong/log/"))
    ended = crawl(now=TUESDAY)
    assert ended.code == 0
    assert "10 unchanged" in ended.last_line
    assert site.conditional == 10
    assert list(open_store(store).keys("v1/hai_phong/log/")) == before
    counts = last_run(store, "hai_phong")["counts"]
    assert (counts["not_modified"], counts["unchanged"], counts["added"]) == (10, 10, 0)
    head = read_head(open_store(store), "hai_phong")
    assert head
    assert (head.state, head.last_seq, head.updated_at) == ("complete", 1, TUESDAY)


def test_counters_boilerplate_and_related_lists_are_no_change(
    crawl: Crawl, site: TaggedSite, store: str
) -> None:
    crawl()
    page = article(105)().body.decode()
    box = '<div><h3>Tin liên quan</h3><ul><li><a href="/Tin-khac/A-9.html">Tin khác</a></li></ul></div>'
    noisy = page.replace("</body>", f"{box}<div>Lượt truy cập: 9.876.543</div></body>")
    site.answers[article_path(105)] = lambda: Reply(noisy.encode())
    assert crawl(now=TUESDAY).code == 0
    assert len(rows(store, "hai_phong")) == 10


def test_a_changed_sentence_is_revision_2_and_the_old_one_can_be_read(
    crawl: Crawl, site: TaggedSite, store: str
) -> None:
    crawl()
    changed = article(105)().body.decode().replace("khóa cửa cẩn thận", "khóa cửa và cất xe")
    site.answers[article_path(105)] = lambda: Reply(changed.encode())
    ended = crawl(now=TUESDAY)
    assert "1 stored (0 new, 1 changed), 9 unchanged" in ended.last_line
    first, second = [row for row in rows(store, "hai_phong") if row["id"] == "hai_phong/105"]
    assert "khóa cửa cẩn thận" in first["body"]
    assert "khóa cửa và cất xe" in second["body"]
    assert (first["revision"], second["revision"]) == (1, 2)
    assert first["page"]["warc"] != second["page"]["warc"]


def test_twenty_thousand_unchanged_articles_cost_few_requests(store: str) -> None:
    numbers = range(20_000, 0, -1)
    _remember(store, [as_row(stored_article(number)) for number in numbers])
    with _LongListing(20_000) as site:
        ended = crawl_portal("hai_phong", site.base_url, store, "-s", f"NOW={TUESDAY}")
        assert ended.code == 0, ended
        first_crawl = 20_000 + 1_000
        assert len(site.requests) < first_crawl // 100
        assert sum(path.partition("?")[0] == LISTINGS[0] for path in site.asked) == 2  # the overlap
    assert len(list(open_store(store).keys("v1/hai_phong/log/"))) == 20
    assert last_run(store, "hai_phong")["counts"]["known"] == 20_000


class _LongListing(SmallSite):
    """A listing of so many articles, twenty a page; their pages have not changed since they were read."""

    def __init__(self, articles: int) -> None:
        self.articles = articles
        super().__init__({"/": html("Công an"), **dict.fromkeys(LISTINGS[1:], html("Không có tin"))})

    def answer(self, target: str, headers: Mapping[str, str]) -> Reply:
        if target.endswith(".html"):
            return Reply(status=304)
        if not target.startswith(LISTINGS[0]):
            return super().answer(target, headers)
        page = int(target.partition("page=")[2] or 1)
        newest = self.articles - 20 * (page - 1)
        links = [
            f'<a href="/Tin-An-ninh-trat-tu/Bai-{n}.html">Bài</a>' for n in range(newest, newest - 20, -1)
        ]
        return html("".join(links) + f'<a href="{LISTINGS[0]}?page={page + 1}">{page + 1}</a>')()


def _remember(store: str, articles: list[Row]) -> None:
    """A store as after a first crawl of the portal a day ago."""
    opened, run = open_store(store), "20261116T030000Z-000000"
    log = Log(opened, "hai_phong")
    for start in range(0, len(articles), 1000):
        objects = [articles_object("hai_phong", articles[start : start + 1000])]
        publish(opened, log, run, objects, {"added": 1000}, datetime.fromisoformat(MONDAY))
    ground = dict.fromkeys(("/", *LISTINGS), len(articles) // 1000)
    carried = Carried(ground=ground, revisited_at=MONDAY)
    record = {"portal": "hai_phong", "run": run, "state": "complete", "carried": msgspec.to_builtins(carried)}
    write_run(opened, "hai_phong", run, record)


def test_a_second_page_that_failed_makes_the_run_partial_and_the_next_one_takes_it_up(store: str) -> None:
    with SmallSite(paged([3, 3, 3, 3, 3, 3])) as site:
        second = site.answers[f"{LISTINGS[0]}?page=2"]
        fourth = site.answers[f"{LISTINGS[0]}?page=4"]
        site.answers[f"{LISTINGS[0]}?page=2"] = error
        quick = ("-s", "RETRY_TIMES=0")
        ended = crawl_portal("hai_phong", site.base_url, store, *quick)
        assert (ended.code, len(rows(store, "hai_phong"))) == (3, 3)
        walk = last_run(store, "hai_phong")["counts"]["walks"][LISTINGS[0]]
        assert (walk["expected"], walk["seen"]) == (2, 1)
        site.answers[f"{LISTINGS[0]}?page=2"] = second
        site.answers[f"{LISTINGS[0]}?page=4"] = error  # deeper than any overlap reaches
        assert crawl_portal("hai_phong", site.base_url, store, *quick).code == 3
        assert len(rows(store, "hai_phong")) == 9
        site.answers[f"{LISTINGS[0]}?page=4"] = fourth
        assert crawl_portal("hai_phong", site.base_url, store, *quick).code == 0
        assert len(rows(store, "hai_phong")) == 18
        site.requests.clear()
        assert crawl_portal("hai_phong", site.base_url, store, *quick).code == 0
        assert f"{LISTINGS[0]}?page=3" not in site.asked


def test_an_article_that_failed_is_asked_for_again_though_no_listing_has_it_any_more(
    crawl: Crawl, site: TaggedSite, store: str
) -> None:
    site.answers[article_path(103)] = error
    assert crawl("-s", "RETRY_TIMES=0").code == 3
    site.answers |= {**portal(n for n in range(101, 111) if n != 103), article_path(103): article(103)}
    assert crawl(now=TUESDAY).code == 0
    assert "hai_phong/103" in {row["id"] for row in rows(store, "hai_phong")}


def test_an_article_is_gone_after_404s_on_two_days_and_may_come_back(
    crawl: Crawl, site: TaggedSite, store: str
) -> None:
    crawl()
    del site.answers[article_path(104)]
    for _ in range(2):  # twice on one day proves nothing
        assert crawl(now=TUESDAY).code == 0
    assert len(rows(store, "hai_phong")) == 10
    ended = crawl(now=WEDNESDAY)
    assert ended.code == 0
    assert ended.last_line.count("1 gone") == 1
    gone = rows(store, "hai_phong")[-1]
    assert gone == {
        "schema": "gone/1",
        "id": "hai_phong/104",
        "portal": "hai_phong",
        "url": f"https://congan.haiphong.gov.vn{article_path(104)}",
        "gone": True,
        "first_missed": "2026-11-17",
        "confirmed": "2026-11-18",
        "fetched_at": WEDNESDAY,
        "revision": 2,
    }
    crawl(now="2026-11-19T03:00:00Z")
    assert len(rows(store, "hai_phong")) == 11  # said once
    site.answers[article_path(104)] = article(104)
    crawl(now="2026-11-20T03:00:00Z")
    assert [row["revision"] for row in rows(store, "hai_phong") if row["id"] == "hai_phong/104"] == [1, 2, 3]


def test_a_portal_that_answers_404_for_everything_has_lost_nothing(
    crawl: Crawl, site: TaggedSite, store: str
) -> None:
    crawl()
    for number in range(101, 111):
        del site.answers[article_path(number)]
    for now in (TUESDAY, WEDNESDAY):
        assert crawl(now=now).code != 0
    assert len(rows(store, "hai_phong")) == 10


def test_a_listing_that_loses_an_article_marks_nothing(crawl: Crawl, site: TaggedSite, store: str) -> None:
    crawl()
    site.answers |= portal(range(103, 111))
    for now in (TUESDAY, WEDNESDAY):
        assert crawl(now=now).code == 0
    assert len(rows(store, "hai_phong")) == 10


def test_few_are_asked_for_again_and_a_full_run_asks_for_all(
    crawl: Crawl, site: TaggedSite, store: str
) -> None:
    crawl()
    crawl("-s", "REVISITS=4", now=TUESDAY)
    assert sum(path.endswith(".html") for path in site.asked) == 4
    changed = article(102)().body.decode().replace("khóa cửa", "khóa cổng")
    site.answers[article_path(102)] = lambda: Reply(changed.encode())
    ended = crawl("-a", "full=1", "-s", "REVISITS=1", now=WEDNESDAY)
    assert "1 stored (0 new, 1 changed), 9 unchanged" in ended.last_line
    assert last_run(store, "hai_phong")["arguments"]["full"] is True


def test_pages_that_no_longer_read_as_articles_replace_none(
    crawl: Crawl, site: TaggedSite, store: str
) -> None:
    crawl()
    for number in range(101, 111):
        undated = article(number, "31/02/2025")
        site.answers[article_path(number)] = undated
    ended = crawl(now=TUESDAY)
    assert ended.code == 4
    assert "suspect (misread: 10 of 10 article pages are not read well)" in ended.last_line
    assert len(rows(store, "hai_phong")) == 10

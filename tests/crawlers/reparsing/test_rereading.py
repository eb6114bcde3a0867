"""An archived page is read as a crawl read it, wherever it came from; the article keeps its id."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from crawlers.article import RawPage
from crawlers.reparsing.finding import Finding, Stored
from crawlers.reparsing.rereading import Rereader
from crawlers.spider import PortalSpider
from crawlers.store.batches import Row
from spiders.hai_phong import HaiPhongSpider
from spiders.hai_phong_city import HaiPhongCitySpider
from tests.crawlers.reparsing.archived import HOME, Page, archive, page, rows_of
from tests.crawlers.reparsing.rules import NoText, OtherNumbers
from tests.small_site import SENTENCES, article_path, html

MIRROR = "http://127.0.0.1:8100"


@pytest.fixture
def address(tmp_path: Path) -> str:
    return str(tmp_path / "store")


def reread(address: str, rows: Sequence[Row], spider: type[PortalSpider] = HaiPhongSpider) -> list[Finding]:
    stored = [Stored(row, msgspec.convert(row["page"], RawPage)) for row in rows]
    return list(Rereader(spider, address, 20)(stored))


def text(number: int, date: str) -> bytes:
    body = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
    return html(f"<h1>Tuần tra đêm số {number}</h1><p>Cập nhật: {date}</p>{body}")().body


def test_a_page_of_a_mirror_gives_the_official_article(address: str) -> None:
    rows = archive(address, [page(1001, MIRROR), page(1002)], portal=HaiPhongSpider(home=MIRROR))
    assert rows[0]["url"].startswith(HOME)
    assert [one.kind for one in reread(address, rows)] == ["unchanged"] * 2


def test_two_articles_with_the_same_bytes_share_a_record_and_keep_their_ids(address: str) -> None:
    same = text(1, "27/06/2025 08:16")
    rows = archive(address, [Page(HOME + article_path(number), same) for number in (1001, 1002)])
    assert rows[0]["page"] == rows[1]["page"]
    assert [(one.id, one.kind) for one in reread(address, rows)] == [
        ("hai_phong/1001", "unchanged"),
        ("hai_phong/1002", "unchanged"),
    ]


def test_a_relative_date_is_reckoned_from_the_fetch_not_from_today(address: str) -> None:
    fetched_at = datetime(2025, 6, 27, 17, 30, tzinfo=UTC)
    relative = Page(HOME + article_path(1001), text(1, "2 giờ trước"))
    (row,) = archive(address, [relative], fetched_at=fetched_at)
    assert row["published_at"][:10] == "2025-06-27"
    assert "date-relative" in row["flags"]
    assert [one.kind for one in reread(address, [row])] == ["unchanged"]


def test_a_record_shared_with_an_earlier_fetch_does_not_change_the_time(address: str) -> None:
    (row,) = archive(address, [page(1001)])
    later = row | {"fetched_at": "2026-11-21T08:00:00Z"}
    assert reread(address, [later])[0].kind == "unchanged"


def test_a_print_view_is_read_as_the_article_it_is_of(address: str) -> None:
    city = HaiPhongCitySpider()
    printed = Page(city.home.rstrip("/") + "/Portal/PrintItem.aspx?ContentID=154916", text(1, "27/06/2025"))
    rows = archive(address, [printed], portal=city)
    assert rows[0]["url"].endswith("/Portal/Detail.aspx?ContentID=154916")
    assert reread(address, rows, HaiPhongCitySpider)[0].kind == "unchanged"


def test_a_page_that_gives_no_article_any_more_is_told_with_the_reason(address: str) -> None:
    (finding,) = reread(address, archive(address, [page(1001)]), NoText)
    assert (finding.kind, finding.row) == ("no-article", None)
    assert finding.reason
    assert finding.detail


def test_an_address_that_has_become_another_articles_is_told_and_gives_no_revision(address: str) -> None:
    (finding,) = reread(address, archive(address, [page(1001)]), OtherNumbers)
    assert (finding.id, finding.kind, finding.row) == ("hai_phong/1001", "other-id", None)
    assert "hai_phong/1 " in finding.detail


def test_a_page_that_is_another_than_the_article_says_is_told(address: str) -> None:
    rows = archive(address, [page(1001), page(1002)])
    swapped = rows[0] | {"page": rows[0]["page"] | {"digest": rows[1]["page"]["digest"]}}
    (finding,) = reread(address, [swapped])
    assert finding.kind == "damaged"
    assert "scrapy verify" in finding.detail


@pytest.mark.parametrize("key", ["v1/hai_phong/pages/none.warc.gz", "../../etc/passwd", "v1/hai_phong"])
def test_a_pointer_that_leads_nowhere_is_told(address: str, key: str) -> None:
    archive(address, [page(1001)])
    (row,) = rows_of(address)
    (finding,) = reread(address, [row | {"page": row["page"] | {"warc": key}}])
    assert finding.kind == "damaged"

# ruff: noqa: E501  (mark-up and sentences read better unbroken)
"""Real saved pages: a few lines declare a portal, its articles are read right, all other pages give none."""

from datetime import UTC, datetime

import pytest

from crawlers.layout import Layout
from crawlers.reading import NoArticle, Reading, read_page
from tests.crawlers.reading.pages import shared

FETCHED_AT = datetime(2026, 4, 1, tzinfo=UTC)
HA_NOI = Layout(
    title=".asset-full-content-title",
    date=".assetPublishDate",
    lead="p.sapo",
    body=".journal-content-article",
    author=".view-content-author",
)
GOVERNMENT = Layout(
    title="h1.detail-title", date="[data-role=publishdate]", lead=".detail-sapo", body=".detail-content"
)
LAYOUTS = {"sotttt.hanoi.gov.vn": HA_NOI, "baochinhphu.vn": GOVERNMENT}

# Title, date, beginning of the first and end of the last paragraph, in a few words each.
ARTICLES = {
    "sotttt.hanoi.gov.vn/detail_chien-luoc-quy-hoach84a0.html": (
        "Hướng dẫn xây dựng Kế hoạch ứng dụng CNTT", "2012-12-21", "Nội dung:", "tonghop@ict-hanoi.gov.vn.",
    ),
    "sotttt.hanoi.gov.vn/detail_en_2625972.html": (
        "Hanoi Department of Information and Communications (HDIC) creates", "2018-06-20T16:12:00+07:00",
        "With the aim to guide", "function of color photocopy",
    ),
    "sotttt.hanoi.gov.vn/detail_en_3159471.html": (
        "Rules for citizen reception", "2019-03-18T15:06:00+07:00", "In order to implement the Law", "(attached document).",
    ),
    "baochinhphu.vn/article.html": (
        "Chính sách mới có hiệu lực từ tháng 3/2026", "2026-03-01T09:51:00+07:00", "Tháng 3/2026 có nhiều chính sách mới",
        "theo quy định của pháp luật.",
    ),
}  # fmt: skip
WITHOUT = (
    "sotttt.hanoi.gov.vn/home.html",
    "sotttt.hanoi.gov.vn/list_covid.html",
    "sotttt.hanoi.gov.vn/list_shtd.html",
    "sotttt.hanoi.gov.vn/list_en_hot-news.html",
    "sotttt.hanoi.gov.vn/list_cong-nghe-thong-tin.html",
    "sotttt.hanoi.gov.vn/list_cong-nghe-thong-tin_p2.html",
    "sotttt.hanoi.gov.vn/list_ke-hoach.html",
    "sotttt.hanoi.gov.vn/list_pctn_with_view_counter.html",
    "baochinhphu.vn/list.html",
    "bocongan.gov.vn/listing_block_excerpt_2026-03-23.html",
    "csgt.vn/tra-cuu-phuong-tien-vi-pham.html",
    "vpcp.chinhphu.vn/home_vpcp.html",
)


def read(name: str, layout: Layout) -> Reading | NoArticle:
    content = shared("pages", *name.split("/")).read_bytes()
    return read_page(layout, content, content_type="text/html", url=f"https://{name}", fetched_at=FETCHED_AT)


def article(name: str, layout: Layout) -> Reading:
    reading = read(name, layout)
    assert isinstance(reading, Reading), reading
    return reading


@pytest.mark.parametrize("name", ARTICLES)
@pytest.mark.parametrize("declared", [True, False], ids=["declared", "undeclared"])
def test_an_article_is_read_right(name: str, declared: bool) -> None:
    title, published, first, last = ARTICLES[name]
    reading = article(name, LAYOUTS[name.split("/")[0]] if declared else Layout())
    assert reading.title is not None
    assert reading.title.startswith(title)
    assert reading.published is not None
    assert reading.published.iso() == published
    assert reading.body[0].startswith(first)
    ends = [paragraph for paragraph in reading.body if paragraph.endswith(last)]
    assert ends
    after = set(reading.body[reading.body.index(ends[-1]) + 1 :])
    assert after <= ({"Bich Thao"} if declared else {"Bich Thao", "admin admin"})  # who signed it


@pytest.mark.parametrize("name", ARTICLES)
def test_with_a_declaration_both_witnesses_agree(name: str) -> None:
    reading = article(name, LAYOUTS[name.split("/")[0]])
    assert {field: reading.witnesses[field] for field in ("title", "date", "body")} == dict.fromkeys(
        ("title", "date", "body"), "both"
    )
    assert reading.flags == []


def test_the_newspapers_related_box_and_pictures_captions_are_not_its_text() -> None:
    reading = article("baochinhphu.vn/article.html", GOVERNMENT)
    assert not any(text.startswith(("Tham khảo thêm", "Châu Âu")) for text in reading.body)
    assert len(reading.images) == 2


@pytest.mark.parametrize("name", WITHOUT)
@pytest.mark.parametrize("layout", [HA_NOI, GOVERNMENT, Layout()], ids=["Hà Nội", "government", "plain"])
def test_a_page_without_an_article_gives_none(name: str, layout: Layout) -> None:
    refused = read(name, layout)
    assert isinstance(refused, NoArticle), refused.title
    assert refused.reason in ("listing", "form", "no-text", "no-title", "no-title-no-date")

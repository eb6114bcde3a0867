# ruff: noqa: E501  (mark-up and sentences read better unbroken)
"""The promise of two witnesses: they agree, or one speaks alone, or the article carries a flag."""

import json
from dataclasses import replace

import pytest

from crawlers.layout import Layout
from crawlers.reading.markup import select, titles_agree
from tests.crawlers.reading.pages import (
    LINE,
    MOMENT,
    PLAIN,
    TEXT,
    TITLE,
    WHOLE,
    article,
    blocks,
    document,
    read,
    told,
)

WRONG = "Hội thao chào mừng ngày truyền thống của lực lượng"
MARKED = Layout(title=".tieu-de", date=".ngay", body=".noidung", date_labels=("Cập nhật",))
SHOWN = {"title": f'<div class="tieu-de"><b>{TITLE}</b></div>', "date": f'<div class="ngay">{LINE}</div>'}


def ld(**fields: str) -> str:
    data = {"@context": "https://schema.org", "@type": "NewsArticle", **fields}
    return f'<script type="application/ld+json">{json.dumps(data, ensure_ascii=False)}</script>'


# --- Both, one, none ---


def test_both_witnesses_agree() -> None:
    reading = read(article(**SHOWN), MARKED)
    assert told(reading) == WHOLE
    assert reading.witnesses == {
        "title": "both",
        "date": "both",
        "body": "both",
        "author": "none",
        "source": "none",
    }
    assert reading.flags == []


def test_landmarks_alone_are_taken_and_noted() -> None:
    reading = read(article(**SHOWN), Layout(date_labels=("Cập nhật",)))
    assert told(reading) == WHOLE
    assert {reading.witnesses[name] for name in ("title", "date", "body")} == {"landmarks"}
    assert not any("disagrees" in flag for flag in reading.flags)


def test_selectors_of_a_former_layout_cost_nothing() -> None:
    gone = Layout(title=".cu-tieu-de", date="#cu_ngay", body="div.cu", lead=".cu-sapo", noise=".cu-rac")
    assert told(read(article(), gone)) == WHOLE


def test_metadata_alone_gives_the_date_of_a_page_that_prints_none() -> None:
    reading = read(article(date="", head=ld(datePublished=MOMENT)))
    assert told(reading) == WHOLE
    assert reading.witnesses["date"] == "mark-up"


# --- They disagree ---


def test_a_wrong_title_in_json_ld_is_flagged_and_not_taken() -> None:
    reading = read(article(head=ld(headline=WRONG)))
    assert reading.title == TITLE
    assert "title-disagrees" in reading.flags
    assert reading.heard["title"] == (WRONG, TITLE)


def test_a_wrong_date_in_json_ld_is_flagged_and_not_taken() -> None:
    reading = read(article(head=ld(headline=TITLE, datePublished="2024-06-04T08:00:00+07:00")))
    assert told(reading) == WHOLE
    assert reading.flags == ["date-disagrees"]
    assert reading.heard["date"] == ("2024-06-04T08:00:00+07:00", MOMENT)


def test_another_minute_of_the_same_day_is_another_date() -> None:
    assert "date-disagrees" in read(article(head=ld(datePublished="2024-06-05T09:00:00+07:00"))).flags


@pytest.mark.parametrize("value", ["2024-06-05T14:30:21+07:00", "2024-06-05T07:30:00Z", "2024-06-05"])
def test_the_same_minute_said_otherwise_agrees(value: str) -> None:
    reading = read(article(head=ld(datePublished=value)))
    assert reading.witnesses["date"] == "both"
    assert told(reading) == WHOLE


def test_date_created_is_never_taken() -> None:
    reading = read(article(date="", head=ld(headline=TITLE, dateCreated="2024-06-01T08:00:00+07:00")))
    assert reading.published is None
    assert "date-missing" in reading.flags
    both = read(article(head=ld(dateCreated="2024-06-01", datePublished=MOMENT)))
    assert both.witnesses["date"] == "both"


def test_a_declared_title_that_is_another_line_is_flagged() -> None:
    page = article(before=f'<div class="tieu-de">{WRONG}</div>')
    reading = read(page, MARKED)
    assert "title-disagrees" in reading.flags


def test_a_declared_place_that_prints_another_date_is_flagged() -> None:
    page = article(after='<div class="ngay">01/02/2023 09:00</div>')
    reading = read(page, MARKED)
    assert told(reading) == WHOLE
    assert "date-disagrees" in reading.flags


def test_a_declared_body_that_lacks_a_paragraph_is_flagged() -> None:
    text = f'<div class="cot1">{paragraph(0)}</div><div class="cot2">{paragraph(1)}{paragraph(2)}</div>'
    reading = read(article(text=text), Layout(body=".cot2"))
    assert "body-disagrees" in reading.flags


def paragraph(number: int) -> str:
    return f"<p>{TEXT[number]}</p>"


# --- Names ---


def test_declared_author_and_source_are_taken_and_are_no_paragraph() -> None:
    layout = Layout(author=".nguoi-viet", source=".nguon")
    text = (
        "".join(map(paragraph, range(3)))
        + '<p class="nguoi-viet">Minh Đức</p><p class="nguon">Báo Vân Hải</p>'
    )
    reading = read(article(text=text), layout)
    assert (reading.author, reading.source, reading.body) == ("Minh Đức", "Báo Vân Hải", list(TEXT))


def test_the_declared_lead_is_the_first_paragraph_too() -> None:
    text = f'<h2 class="sapo">{TEXT[0]}</h2>{paragraph(1)}{paragraph(2)}'
    reading = read(article(text=text), Layout(lead=".sapo"))
    assert reading.lead == TEXT[0]
    assert reading.body == list(TEXT)


def test_declared_noise_is_dropped_and_named() -> None:
    noise = '<div class="inner-article"><p>Mời bạn đọc đón xem phóng sự về bến đò Cồn Lau trên truyền hình huyện.</p></div>'
    text = paragraph(0) + noise + paragraph(1) + paragraph(2)
    reading = read(article(text=text), Layout(noise=".inner-article"))
    assert reading.body == list(TEXT)
    assert "noise" in reading.dropped


def test_a_category_is_read_where_it_is_declared() -> None:
    reading = read(article(before='<a class="muc" href="/antt">An ninh trật tự</a>'), Layout(category=".muc"))
    assert reading.category == "An ninh trật tự"


# --- Small parts ---


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        (TITLE, TITLE.upper(), True),
        (TITLE, f"{TITLE} - Công an huyện Vân Hải", True),
        (TITLE, TITLE[:30], True),
        (TITLE, WRONG, False),
        ("Tin", "Tin vui", False),
    ],
)
def test_titles_agree_if_one_is_cut_or_carries_the_portals_name(one: str, other: str, agree: bool) -> None:
    assert titles_agree(one, other) is agree
    assert titles_agree(other, one) is agree


def test_a_selector_names_elements_in_order() -> None:
    page = blocks(document("<p class=a>1</p><div><p class=a>2</p></div>"))
    assert [node.text for node in select(page.root, ".a")] == ["1", "2"]
    assert select(page.root, None) == []
    assert select(None, ".a") == []


def test_the_plain_layout_declares_nothing_and_reads_all_the_same() -> None:
    assert told(read(article(), PLAIN)) == WHOLE


def test_a_selector_that_names_nothing_is_seen_though_the_metadata_tells_the_field() -> None:
    head = f'<meta property="article:published_time" content="{MOMENT}">'
    layout = replace(MARKED, title=None, date=".ngay-dang")
    reading = read(article(head=head), layout)
    assert reading.witnesses["date"] == "both"
    assert reading.shown == ["body"]
    assert read(article(date=f"<div class='ngay-dang'>{LINE}</div>"), layout).shown == ["date", "body"]


@pytest.mark.parametrize(
    ("attribute", "line", "is_said"),
    [
        ("2024-06-05T14:30:00+07:00", "05/06/2024 14:30", True),
        ("2024-06-05T07:30:00Z", "05/06/2024 14:30", True),
        ("2024-06-05T14:30:00Z", "05/06/2024 14:30", True),  # Viet Nam's time, for all the Z
        ("2024-06-05", "05/06/2024 14:30", True),
        ("2024-05-06T14:30:00+07:00", "05/06/2024 14:30", False),  # the month stands first
        ("2024-06-01T08:00:00+07:00", "05/06/2024 14:30", False),
        ("0001-01-01T00:00:00", "05/06/2024 14:30", True),
        ("2031-01-01T00:00:00", "05/06/2024 14:30", True),
    ],
)
def test_an_iso_date_in_the_dates_own_element_is_a_second_witness(
    attribute: str, line: str, is_said: bool
) -> None:
    reading = read(article(date=f'<div><time datetime="{attribute}">{line}</time></div>'), PLAIN)
    assert reading.published is not None
    assert reading.published.iso() == MOMENT
    assert ("date-disagrees" not in reading.flags) is is_said


def test_of_several_attributes_one_that_agrees_is_enough() -> None:
    times = '<time datetime="2024-06-07T08:00:00+07:00"></time><time datetime="2024-06-05">05/06/2024 14:30</time>'
    assert read(article(date=f"<div>{times}</div>"), PLAIN).flags == []


def test_an_iso_date_elsewhere_says_nothing_of_the_articles() -> None:
    other = '<p>Hội thi <time datetime="2024-06-01">ngày 01/6</time> do phường tổ chức thu hút đông đảo người xem.</p>'
    page = article(date="<div>05/06/2024 14:30</div>", after=other)
    assert "date-disagrees" not in read(page, PLAIN).flags

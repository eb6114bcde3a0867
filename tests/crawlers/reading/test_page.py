# ruff: noqa: E501  (mark-up and sentences read better unbroken)
"""The promise of reading: an article exactly as printed, or the reason why there is none; never a crash."""

import pickle
import random
import re
import time
from datetime import datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from crawlers.layout import Layout
from crawlers.reading import NoArticle, Reading, read_page, read_text
from tests.crawlers.reading.pages import (
    FETCHED_AT,
    LAYOUT,
    LETTER,
    LINE,
    MOMENT,
    PLAIN,
    TEXT,
    TITLE,
    URL,
    WHOLE,
    article,
    document,
    paragraphs,
    read,
    read_any,
    told,
)
from tests.forge.article import PORTALS, invented
from tests.forge.forge import forge

SLOW = 2.0
"""Seconds that no page may take."""
FULL = Layout(
    date_labels=("Cập nhật",),
    boilerplate=("slogan", "letter"),
    signature=("author", "source"),
    source_tags=("CAO",),
    title="h1",
    date=".ngay",
    body="div",
    lead=".sapo",
    caption=".chu-thich",
    noise=".quang-cao",
)

WEBFORMS = document(
    '<form action="Detail.aspx"><table width=100%><tr><td><table><tr><td>Thứ Hai, 10/06/2024</td><td><a href="/">Trang chủ</a></td>'
    '</tr></table></td></tr><tr><td><b>"CÔNG AN HUYỆN VÂN HẢI SIẾT CHẶT KỶ CƯƠNG VÌ NHÂN DÂN PHỤC VỤ"</b></td></tr><tr><td>'
    f'<table><tr><td><font size=4 color=red><b>{TITLE}</b></font></td></tr><tr><td><i>{LINE}</i></td></tr><tr><td>'
    f'<p class=MsoNormal><font face=Arial>{TEXT[0]}</font></p><table><tr><td><img src=/anh/1.jpg></td></tr><tr><td><i>Bến đò</i></td>'
    f"</tr></table><p class=MsoNormal><font>{TEXT[1]}</font></p><p class=MsoNormal><span>{TEXT[2]}</span></p></td></tr></table>"
    f"</td></tr><tr><td>{'<br>'.join(LETTER)}</td></tr><tr><td>Lượt truy cập: 85141</td></tr></table></form>"
)  # fmt: skip
HTML5 = document(
    f"<header><h1>Công an huyện Vân Hải</h1></header><nav><a href=/>Trang chủ</a></nav><main><article><h2>{TITLE}</h2>"
    f"<time>{LINE}</time><section>{paragraphs(*TEXT[:2])}<figure><img src=/anh/1.jpg><figcaption>Bến đò</figcaption></figure>"
    f"<p>{TEXT[2]}</p></section></article></main><footer>Bản quyền thuộc về Công an huyện</footer>"
)
BREAKS = document(
    f"<h1><a href=/>Trang tin Công an huyện</a></h1><div class=tieude>{TITLE}</div><div>{LINE} | <a href=/in>In ra</a></div>"
    f"<div>{TEXT[0]}<br><br>{TEXT[1]}<br><br><center><img src=/anh/1.jpg><br><em>Bến đò</em></center><br>{TEXT[2]}</div>"
    "<div>Lên đầu trang</div>"
)
PORTLETS = document(
    "<div class=portlet><h1><a href=/>Công an huyện</a></h1></div><div class=portlet><div class=asset><div class=asset-title>"
    f"{TITLE}</div><div class=asset-date>{LINE}</div><div class=asset-text>{paragraphs(*TEXT)}</div></div></div>"
    "<div class=portlet><div class=asset-list><span>Tin liên quan</span><ul><li><a href=/1>Ra quân kiểm tra bến bãi trên sông</a></li>"
    "<li><a href=/2>Trao tặng mười hai áo phao cho bến đò</a></li></ul></div></div>"
)


@pytest.mark.parametrize(
    "page", [WEBFORMS, HTML5, BREAKS, PORTLETS], ids=["webforms", "html5", "breaks", "portlets"]
)
def test_whole_pages(page: str) -> None:
    reading = read(page)
    assert told(reading) == WHOLE
    assert [caption for _, caption in reading.images] == (["Bến đò"] if "<img" in page else [])
    assert not any("missing" in flag or "disagrees" in flag for flag in reading.flags)


def test_the_encoding_changes_nothing() -> None:
    for encoding in ("utf-8", "utf-16", "utf-8-sig"):
        assert told(read(HTML5.encode(encoding))) == WHOLE
    entities = re.sub(r"[^\x00-\x7f]", lambda letter: f"&#{ord(letter[0])};", WEBFORMS)
    assert told(read(entities)) == WHOLE


def test_a_page_without_mark_up_is_read_as_text() -> None:
    text = "\n\n".join(
        ('"VÂN HẢI KỶ CƯƠNG, TRÁCH NHIỆM VÌ NHÂN DÂN"', TITLE, LINE, *TEXT, *LETTER, "Trực tuyến: ...")
    )
    assert told(read(text)) == WHOLE
    reading = read_text(LAYOUT, text, fetched_at=FETCHED_AT)
    assert isinstance(reading, Reading)
    assert told(reading) == WHOLE
    assert set(reading.dropped) == {"slogan", "letter", "visit-counter"}


def test_a_print_view_has_neither_title_nor_date() -> None:
    layout = Layout(
        print_view=r"/In\.aspx",
        print_day=r"Vân Hải, ngày \d+ tháng \d+ năm \d{4}",
        signature=("author", "source"),
    )
    page = document(
        f"<div>Vân Hải, ngày 9 tháng 6 năm 2024</div>{paragraphs(*TEXT, 'Minh Đức', 'Báo Vân Hải')}"
    )
    reading = read(page, layout, "http://vidu.gov.vn/In.aspx?ContentID=7")
    assert told(reading) == (None, None, list(TEXT))
    assert (reading.author, reading.source) == ("Minh Đức", "Báo Vân Hải")
    assert {"title-missing", "date-missing"} <= set(reading.flags)


def test_pictures_and_attachments_have_whole_addresses() -> None:
    text = f"<p>{TEXT[0]}</p><img src='../anh/a b.jpg'>{paragraphs(*TEXT[1:])}<p>Xem <a href='/tep/kh.pdf'>kế hoạch</a>.</p>"
    reading = read(article(text=text))
    assert reading.images == [("https://congan.vidu.gov.vn/anh/a b.jpg", None)]
    assert reading.attachments == [("https://congan.vidu.gov.vn/tep/kh.pdf", "kế hoạch")]


def test_the_canonical_address_and_tags_come_from_the_head() -> None:
    head = '<link rel="canonical" href="/tin/77.html"><meta property="article:tag" content="sông">' * 2
    reading = read(article(head=head))
    assert reading.canonical == "https://congan.vidu.gov.vn/tin/77.html"
    assert reading.tags == ["sông"]


def test_no_word_of_the_article_is_changed() -> None:
    odd = "Số  tiền\u00a0là 1.200.000đ ( một triệu hai ) ;thu tại “chợ nổi ” - xã &lt;A&gt; , H.Vân Hải.Tổ công tác..."
    assert read(article(text=paragraphs(odd, *TEXT))).body[0] == (
        "Số tiền là 1.200.000đ ( một triệu hai ) ;thu tại “chợ nổi ” - xã <A> , H.Vân Hải.Tổ công tác..."
    )


def test_reading_twice_gives_the_same() -> None:
    assert read(WEBFORMS).body == read(WEBFORMS).body
    assert read(WEBFORMS).flags == read(WEBFORMS).flags


def test_the_fetch_time_needs_a_time_zone() -> None:
    with pytest.raises(ValueError, match="zone"):
        read_page(LAYOUT, article().encode(), content_type=None, url=URL, fetched_at=datetime(2024, 6, 10))


def test_a_very_long_title_is_cut_and_flagged() -> None:
    head = f"<meta property='og:title' content='{'Rất dài ' * 300}'>"
    page = document(f"<div>Vân Hải, ngày 9 tháng 6 năm 2024</div>{paragraphs(*TEXT)}", head)
    reading = read(page, Layout(print_day=r"Vân Hải, ngày \d+ tháng"))
    assert reading.title is not None
    assert len(reading.title) == 1000
    assert "title-cut" in reading.flags


# --- Never a crash, never a wait ---


def in_time(content: bytes, layout: Layout = FULL, content_type: str | None = None) -> Reading | NoArticle:
    began = time.process_time()
    reading = read_page(layout, content, content_type=content_type, url=URL, fetched_at=FETCHED_AT)
    assert time.process_time() - began < SLOW
    return reading


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=2000))
@example(b"<html><base href='http://['><a href='http://[::'>x</a><img src='//['>")
@example(b"<p>" + b"\xff" * 100)
@example(b"<html/>")
@example(b"<div><!--")
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    in_time(content)
    in_time(b"<html><body><p>" + content)


PIECES = ("<p>", "</p>", "<div class=bai>", "</div>", "<h1>", "<br>", "<table><tr><td>", "</td>", "<a href='http://['>", "</a>",
          "<img src=/a.jpg>", "<ul><li>", "<!--", "-->", "<script>", "<base href='//['>", "<article>", "<em>", "<figure><figcaption>",
          TITLE, LINE, *TEXT, *LETTER[:3], "Bình luận (0)", "Tin liên quan", "(CAO) ", "Minh Đức", "|", "05/06/2024")  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=60))
def test_any_heap_of_pieces_is_read_or_refused(pieces: list[str]) -> None:
    reading = in_time(("<body>" + "".join(pieces)).encode())
    assert isinstance(reading, NoArticle) or reading.body


def mutated(page: str, rng: random.Random) -> str:
    """A page with pieces cut out, tags removed, parts doubled or moved."""
    for _ in range(rng.randrange(1, 6)):
        start = rng.randrange(len(page) + 1)
        end = min(len(page), start + rng.randrange(1, 2000))
        tags = [found.span() for found in re.finditer(r"<[^>]*>", page)] or [(0, 0)]
        tag = rng.choice(tags)
        page = rng.choice(
            (
                page[:start] + page[end:],
                page[:start],
                page[: tag[0]] + page[tag[1] :],
                page[:end] + page[start:],
                re.sub(r"</[a-z]+>", lambda found: found[0] if rng.random() < 0.7 else "", page),
            )
        )
    return page


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10**6))
def test_a_mutilated_page_is_read_or_refused(seed: int) -> None:
    rng = random.Random(seed)
    page = forge(invented(seed, rng.choice(PORTALS)), seed)
    in_time(mutated(page.html, rng).encode())
    half = page.html_bytes[: rng.randrange(len(page.html_bytes) + 1)]
    in_time(half, content_type=page.content_type)


@pytest.mark.parametrize(
    "page",
    [
        f"<h1>{TITLE}</h1>{'<div>' * 100_000}{paragraphs(*TEXT)}",
        f"<h1>{TITLE}</h1>{paragraphs(*TEXT)}{'<b><p>' * 5_000}",
        "<p>" + "x" * 1_000_000,
        "<table>" + "<tr><td>Ô</td></tr>" * 10_000,
        "<ul>" + "<li><a href='/tin'>Một tên tin dài hơn hai mươi chữ</a></li>" * 5_000,
        article(text=paragraphs(*TEXT) * 500),
        article(text="<br>".join(TEXT) * 500),
        article(text="".join(f"<img src=/{n}.jpg><p><em>Ảnh {n}</em></p>" for n in range(1_500)) + paragraphs(*TEXT)),
        article(
            text="".join(f"<figure><img src=/{n}.jpg><figcaption>Ảnh {n}</figcaption></figure>" for n in range(1_500))
            + paragraphs(*TEXT)
        ),
        "<div>" + "05/06/2024 14:30<br>" * 5_000,
        " ".join(LETTER) * 500,
        "\n".join(LETTER * 300),
        "<p>" + "</p><p>".join(LETTER * 200),
    ],
    ids=["deep", "unclosed", "one word", "cells", "links", "long", "breaks", "pictures", "figures", "dates", "letters", "letter lines", "letter page"],
)  # fmt: skip
def test_large_pages_are_read_in_time(page: str) -> None:
    in_time(page.encode())


MANY = 40_000


@pytest.mark.parametrize(
    "inside",
    [
        "<b>" * 1_000_000,
        "<b>" * 10_000 + "<p>Một câu.</p>" * 10_000,
        "Một câu ngắn<br>" * MANY,
        "<p>Lượt truy cập: 12</p>" * MANY,
        "<p>Tin liên quan</p>" * MANY,
        "<a href=/tin/1.html>Công an xã tổ chức tập huấn</a><br>" * MANY,
        "<p>Đối với tự mình, phải</p>" * MANY,
        "<tr><td><img src=/a.jpg></td><td><img src=/b.jpg></td></tr><tr><td>Một</td><td>Hai</td></tr>" * 5_000,
        f'<div style="{"x" * 8_000_000}">',
        "&amp;" * 1_000_000,
    ],
    ids=["bold", "deep", "breaks", "counters", "related", "links", "letters", "pictures", "style", "entities"],
)  # fmt: skip
def test_what_is_never_ending_beside_the_text_is_read_in_linear_time(inside: str) -> None:
    began = time.process_time()
    reading = read_any(article(after=f"<div>{inside}</div>"))
    assert isinstance(reading, Reading)
    assert reading.title == TITLE
    assert time.process_time() - began < 4 * SLOW


def test_a_page_of_too_many_tags_is_cut_and_says_so() -> None:
    assert "body-cut" in read(article(after="<i>" * 100_000)).flags
    assert "body-cut" not in read(article(after="<i>" * 10_000)).flags


@pytest.mark.parametrize("page", [article(), document("<p>Lời</p>")], ids=["article", "none"])
def test_what_was_read_can_be_sent_to_another_process(page: str) -> None:
    reading = read_any(page)
    assert pickle.loads(pickle.dumps(reading)).__class__ is reading.__class__
    if isinstance(reading, Reading):
        sent = pickle.loads(pickle.dumps(reading))
        assert told(sent) == told(reading) == WHOLE
        assert [(block.text, what) for block, what in sent.taken] == [
            (block.text, what) for block, what in reading.taken
        ]
        assert all(block.node is None for block, _ in reading.taken)


def test_a_page_of_nothing_is_refused() -> None:
    assert isinstance(read_any(""), NoArticle)
    assert MOMENT.endswith("+07:00")


# --- damage and bounds -------------------------------------------------------------------------------------


def test_a_page_that_is_cut_off_in_its_first_tag_is_no_plain_text() -> None:
    for page in ('<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML', "&amp; " * 5000 + article()):
        reading = read_any(page)
        assert not isinstance(reading, Reading) or "<" not in "".join(reading.body)


def test_a_page_of_more_lines_than_any_article_has_is_cut_and_flagged() -> None:
    lines = [TITLE, LINE, *TEXT, *["Một dòng nữa của bảng kê dài, không ai đọc hết."] * 30_000]
    reading = read("\n".join(lines))
    assert "body-cut" in reading.flags
    assert reading.title == TITLE


def test_a_tag_with_thousands_of_attributes_costs_little_and_loses_no_text() -> None:
    crowded = f"<p {' '.join(f'a{number}=1' for number in range(60_000))}>{TEXT[0]}</p>"
    began = time.process_time()
    reading = read(article(text=crowded + paragraphs(*TEXT[1:])))
    assert time.process_time() - began < 5
    assert told(reading) == WHOLE


def test_another_text_than_the_pages_longest_is_flagged() -> None:
    """Readers' comments, where the heading over the article is lost."""
    rest = "".join(f"<div><span>{number}</span>{paragraphs(*TEXT)}</div>" for number in range(4))
    page = document(f"<div>{rest}</div><hr><div><h1>{TITLE}</h1><div>{LINE}</div><p>{TEXT[0]}</p></div>")
    reading = read(page)
    assert reading.body != list(TEXT)
    assert "body-unsure" in reading.flags
    assert "body-unsure" not in read(article()).flags


def test_a_body_that_begins_like_a_footer_is_flagged() -> None:
    footer = "Bản quyền thuộc về Công an huyện Vân Hải. " + " ".join(TEXT)
    reading = read_any(article(text=paragraphs(footer)))
    assert not isinstance(reading, Reading) or "body-unsure" in reading.flags


def test_two_days_over_the_text_leave_a_doubt() -> None:
    other = "<div>Thứ Ba, 09/04/2024 18:36</div><p>Tìm kiếm nâng cao</p><div>Thứ Tư, 05/06/2024 14:30</div>"
    assert "date-unsure" in read(article(date=other), PLAIN).flags
    same = "<div>05/06/2024</div><p>Tìm kiếm nâng cao</p><div>Thứ Tư, 05/06/2024 14:30</div>"
    assert "date-unsure" not in read(article(date=same), PLAIN).flags


# --- What a person never sees, and what stands around an article ---


@pytest.mark.parametrize(
    ("classes", "is_read"),
    [
        ("hidden hide d-none", False),
        ("d-none", False),
        ("d-none d-md-block", True),
        ("hidden md:block", True),
        ("hidden-xs", True),
        ("sr-only", True),
    ],
)
def test_what_a_style_sheet_hides_on_every_screen_is_not_read(classes: str, is_read: bool) -> None:
    unseen = "Đoạn văn này chỉ dành cho máy tìm kiếm và không ai nhìn thấy nó."
    reading = read(
        article(text=paragraphs(TEXT[0]) + f'<p class="{classes}">{unseen}</p>' + paragraphs(*TEXT[1:]))
    )
    assert (unseen in reading.body) is is_read


def test_a_picture_right_before_the_articles_box_takes_no_title_away() -> None:
    page = article().replace("<h1", '<div class="x"><img src="/qc.gif"></div><h1', 1)
    assert read(page).title == TITLE


def test_a_line_under_a_figure_without_a_caption_stays_in_the_text_with_a_flag() -> None:
    line = "Vụ việc đang được tiếp tục theo dõi."
    reading = read(article(text=paragraphs(*TEXT) + f'<figure><img src="/1.jpg"></figure><p>{line}</p>'))
    assert reading.body[-1] == line
    assert "body-unsure" in reading.flags

# ruff: noqa: E501  (mark-up and sentences read better unbroken)
"""The promise of `title`: the article's own, wherever it is printed; no menu's, slogan or other article's."""

import pytest

from crawlers.layout import Layout
from crawlers.reading import Reading
from crawlers.reading.names import is_portal_name
from crawlers.reading.title import find_title
from crawlers.reading.words import bare
from tests.crawlers.reading.pages import (
    LAYOUT,
    LINE,
    PLAIN,
    TEXT,
    TITLE,
    WHOLE,
    article,
    document,
    paragraphs,
    read,
    read_any,
    survey,
    survey_of_text,
    told,
)

OTHER = "Ra quân kiểm tra an toàn đường thủy dịp nghỉ lễ tại bến phà"


@pytest.mark.parametrize(
    "title",
    [
        f"<h1>{TITLE}</h1>",
        f"<h2><a href='#'>{TITLE}</a></h2>",
        f"<h3>{TITLE}</h3>",
        f"<div class='x'><b>{TITLE}</b></div>",
        f"<div><font size=4><strong>{TITLE}</strong></font></div>",
        f"<div class='asset-title'>{TITLE}</div>",
        f"<table><tr><td><span>{TITLE}</span></td></tr></table>",
        f"<p style='font-weight:bold'>{TITLE.upper()}</p>",
    ],
)
def test_the_title_is_the_line_over_the_date(title: str) -> None:
    reading = read(article(title=title))
    assert reading.title is not None
    assert bare(reading.title) == bare(TITLE)
    assert reading.body == list(TEXT)


def test_the_first_heading_may_be_the_menus() -> None:
    menu = "<h1><a href='/'>Cổng thông tin điện tử Công an huyện Vân Hải</a></h1>"
    title = f"<div class='tieude'>{TITLE}</div>"
    assert read(article(before=menu, title=title)).title == TITLE
    assert read(article(before="<h1>Tin tức - Sự kiện</h1>", title=title)).title == TITLE


def test_a_slogan_over_the_title_is_not_it() -> None:
    slogan = '<div><b>"CÔNG AN HUYỆN VÂN HẢI KỶ CƯƠNG, TRÁCH NHIỆM VÌ NHÂN DÂN PHỤC VỤ"</b></div>'
    assert read(article(before=slogan)).title == TITLE
    assert read(article(title=f"{slogan}<b>{TITLE}</b>")).title == TITLE


def test_a_headline_of_the_day_in_the_menu_is_not_it() -> None:
    before = f"<div class='nong'><a href='/tin/5.html'><b>{OTHER}</b></a></div>"
    assert read(article(before=before, title=f"<div>{TITLE}</div>")).title == TITLE


def test_a_heading_of_the_sidebar_is_not_it() -> None:
    side = f"<div class='ben'><h2>Tin nổi bật</h2><h3><a href='/tin/5.html'>{OTHER}</a></h3><p>{TEXT[2]}</p></div>"
    assert read(article(before=side, title=f"<b>{TITLE}</b>")).title == TITLE


@pytest.mark.parametrize(
    "window", [TITLE, f"{TITLE} | Công an huyện Vân Hải", f"Công an huyện Vân Hải - {TITLE}"]
)
def test_the_name_of_the_window_speaks_for_a_line(window: str) -> None:
    page = article(
        before=f"<h1>{OTHER}</h1>", title=f"<div>{TITLE}</div>", date="", head=f"<title>{window}</title>"
    )
    assert read(page).title == TITLE


def test_the_portals_name_in_the_metadata_is_no_title() -> None:
    head = "<title>Công an huyện Vân Hải</title><meta property='og:title' content='Công an huyện Vân Hải'>"
    reading = read(article(head=head))
    assert reading.title == TITLE
    assert "title-disagrees" not in reading.flags


def test_a_title_may_stand_twice() -> None:
    crumb = f"<div><a href='/'>Trang chủ</a> › <span>{TITLE}</span></div>"
    reading = read(article(before=crumb))
    assert reading.title == TITLE
    assert reading.body == list(TEXT)


def test_a_title_over_two_lines_is_one() -> None:
    first, second = TITLE.split(" kỹ năng ")
    assert read(article(title=f"<h1>{first}<span> kỹ năng </span>{second}</h1>")).title == TITLE


def test_a_title_that_asks_or_ends_with_a_full_stop() -> None:
    for title in ("Vì sao bến đò Cồn Lau bị dừng hoạt động?", "Vân Hải: 14 xã có đội cứu nạn trên sông."):
        assert read(article(title=f"<h1>{title}</h1>")).title == title


def test_a_title_may_be_in_capitals_and_quotes_like_a_slogan() -> None:
    for title in ("“ĐÊM KHÔNG NGỦ” TRÊN SÔNG CỒN LAU", "“XÂY DỰNG LỰC LƯỢNG TRONG SẠCH, VỮNG MẠNH”"):
        assert read(article(title=f"<h1>{title}</h1>")).title == title


SLOGAN = '"NĂM 2024: KỶ CƯƠNG, NÊU GƯƠNG, ĐỔI MỚI; VÌ HUYỆN VÂN HẢI BÌNH YÊN"'
TEASER = "Từ đầu tháng 3, Công an huyện Vân Hải kiểm tra hơn 300 cơ sở kinh doanh ven sông… Xem tiếp"


@pytest.mark.parametrize(
    "line",
    [
        f"<p>{SLOGAN}</p>",
        f"<h2>{SLOGAN}</h2>",
        f"<p>{TEASER}</p>",
        "<p>Lực lượng Công an huyện Vân Hải tuần tra ban đêm. Ảnh: Hoàng Lan</p>",
        f"<p>{TEASER.replace('… Xem tiếp', '. Xem thêm')}</p>",
        "<h3>Điều hướng</h3>",
        "<h3>Danh mục</h3>",
        "<h2>Menu chính</h2>",
    ],
)
@pytest.mark.parametrize("layout", [LAYOUT, PLAIN])
def test_a_slogan_a_teaser_or_a_menus_name_is_never_the_title(line: str, layout: Layout) -> None:
    reading = read_any(article(title=line), layout)
    if isinstance(reading, Reading):
        assert reading.title is None
        assert "title-missing" in reading.flags
        assert reading.body == list(TEXT)
    else:
        assert reading.reason == "no-title"


def test_a_paragraph_is_never_the_title() -> None:
    reading = read_any(article(title=f"<p>{TEXT[1]}</p>"))
    assert not isinstance(reading, Reading) or "title-missing" in reading.flags


UNSURE = ["title-unsure", "date-unsure", "body-unsure"]
"""Date and text were looked for under the title."""


def test_a_sentence_that_no_heading_marks_is_flagged() -> None:
    reading = read(article(title="<p>Bà con rất hoan nghênh tinh thần của các đồng chí.</p>"))
    assert reading.flags == UNSURE


def test_a_title_that_another_witness_names_may_look_like_anything() -> None:
    for title in (SLOGAN, TEXT[2]):
        head = f"<meta property='og:title' content='{title}'>"
        assert read(article(title=f"<div>{title}</div>", head=head)).title == title


@pytest.mark.parametrize(
    ("tag", "flags"),
    [("h1", []), ("h2", UNSURE), ("h3", UNSURE), ("p", UNSURE)],
)
def test_a_few_words_that_only_their_place_speaks_for_are_flagged(tag: str, flags: list[str]) -> None:
    """They may as well be a section's name."""
    reading = read(article(title=f"<{tag}>Hoạt động của đơn vị</{tag}>"))
    assert (reading.title, reading.flags) == ("Hoạt động của đơn vị", flags)
    known = read(article(title=f"<{tag}>Đêm ở bến phà</{tag}>", head="<title>Đêm ở bến phà</title>"))
    assert (known.title, known.flags) == ("Đêm ở bến phà", [])


def test_a_doubtful_title_is_flagged() -> None:
    page = article(title=f"<div><b>{OTHER}</b></div><div><b>{TITLE}</b></div>")
    reading = read(page)
    assert reading.title == TITLE or any(flag.startswith("title") for flag in reading.flags)


def test_in_plain_text_it_is_the_line_before_the_date() -> None:
    found = find_title(survey_of_text("\n".join((TITLE, LINE, *TEXT))))
    assert found is not None
    assert found.block.text == TITLE


def test_a_page_of_paragraphs_has_none() -> None:
    assert find_title(survey(document("<div>" + paragraphs("Ngày mai.", "Trời nắng.") + "</div>"))) is None


@pytest.mark.parametrize(
    ("name", "portal"),
    [
        ("Cổng thông tin điện tử Công an huyện Vân Hải", True),
        ("Trang chủ", True),
        ("Công an tỉnh Vân Hải", True),
        ("Tin tức - Sự kiện", True),
        ("Điều hướng", True),
        ("Chuyên mục tin tức", True),
        ("Danh mục tài liệu mật bị đánh cắp", False),
        (TITLE, False),
        ("Tin vui cho người dân xã Cồn Lau", False),
    ],
)
def test_names_of_portals_and_sections(name: str, portal: bool) -> None:
    assert is_portal_name(bare(name)) is portal


def test_a_title_that_the_mark_up_glues_to_a_sections_name_is_flagged() -> None:
    glued = read(article(title=f"<div><span>Hoạt động của đơn vị</span><span>{TITLE}</span></div>"))
    assert glued.title != TITLE
    assert "title-unsure" in glued.flags
    apart = read(article(title=f"<div><span>{TITLE[:20]}</span><span>{TITLE[20:]}</span></div>"))
    assert (apart.title, apart.flags) == (TITLE, [])


SUMMARY = "Mô hình do đoàn thanh niên xã cùng các dòng họ tham gia gìn giữ suốt mùa mưa"
SET_AS = (
    "<p>{}</p>",
    "<div>{}</div>",
    "<h2>{}</h2>",
    "<h3>{}</h3>",
    "<div><b>{}</b></div>",
    "<p><i>{}</i></p>",
)


@pytest.mark.parametrize("stop", [".", ":", "…"])
@pytest.mark.parametrize("form", SET_AS)
def test_a_sentence_between_a_heading_and_the_date_is_no_title(form: str, stop: str) -> None:
    reading = read(article(title=f"<h1>{TITLE}</h1>{form.format(SUMMARY + stop)}"))
    assert reading.title == TITLE
    assert "title-unsure" not in reading.flags


@pytest.mark.parametrize("form", SET_AS)
def test_a_heading_over_a_line_without_a_stop_may_be_the_name_of_a_section(form: str) -> None:
    section = "Xây dựng Đảng và phong trào toàn dân bảo vệ an ninh Tổ quốc"
    for heading, line in ((TITLE, SUMMARY), (section, TITLE)):
        reading = read(article(title=f"<h1>{heading}</h1>{form.format(line)}"))
        assert reading.title == TITLE or "title-unsure" in reading.flags


@pytest.mark.parametrize("form", SET_AS)
@pytest.mark.parametrize("title", ["<div>{}</div>", "<p><b>{}</b></p>", "<h2>{}</h2>"])
def test_of_two_lines_over_the_date_the_right_one_is_taken_or_the_title_is_doubted(
    title: str, form: str
) -> None:
    reading = read(article(title=title.format(TITLE) + form.format(SUMMARY)))
    assert reading.title == TITLE or "title-unsure" in reading.flags


def test_of_two_lines_over_the_date_the_one_that_the_page_names_is_sure() -> None:
    head = f"<title>{TITLE} - Công an huyện Vân Hải</title>"
    reading = read(article(title=f"<div>{TITLE}</div><div>{SUMMARY}</div>", head=head))
    assert reading.title == TITLE
    assert "title-unsure" not in reading.flags


@pytest.mark.parametrize("date", ["(05/06/2024 14:30)", "(05/06/2024)", "05/06/2024 - 14:30"])
def test_a_title_with_its_date_behind_it_in_one_line_is_both(date: str) -> None:
    reading = read(article(title=f"<div><b>{TITLE}</b> <i>{date}</i></div>", date=""))
    assert reading.title == TITLE
    assert reading.published is not None
    assert reading.published.iso().startswith("2024-06-05")


def test_a_slogan_is_no_text_that_a_title_must_stand_before() -> None:
    slogan = '<div>"CÔNG AN HUYỆN VÂN HẢI CHỦ ĐỘNG, BẢN LĨNH, KỶ CƯƠNG, NHÂN VĂN VÌ NHÂN DÂN PHỤC VỤ"</div>'
    page = document(
        f"{slogan}<h1>{TITLE}</h1><p>{SUMMARY}</p><div>Cập nhật: 05/06/2024 14:30</div>{paragraphs()}"
    )
    assert read(page, Layout()).title == TITLE


@pytest.mark.parametrize("count", ["(1.250 lượt xem)", "1250 views", "(87 lượt đọc)"])
def test_how_often_a_page_was_read_is_no_part_of_its_title(count: str) -> None:
    assert told(read(article(title=f"<h1>{TITLE} <small>{count}</small></h1>"))) == WHOLE


def test_a_line_between_title_and_date_that_is_dropped_may_be_the_summary() -> None:
    summary = SUMMARY.removesuffix(" mưa")
    page = document(
        f"<h1>{TITLE}</h1><p>{summary}</p><div>{LINE}</div><div class='noidung'>{paragraphs(*TEXT)}</div>"
    )
    reading = read(page)
    assert summary in reading.body or "body-unsure" in reading.flags


@pytest.mark.parametrize("title", ["“Mỗi ngày một việc tốt vì nhân dân”", TITLE.upper(), TITLE])
def test_a_notice_above_the_title_and_its_date_is_not_taken_without_a_doubt(title: str) -> None:
    notice = "<div><h3>Thông báo về việc nâng cấp hệ thống</h3><p>Cổng thông tin tạm dừng từ 22 giờ đêm nay.</p></div>"
    reading = read(article(before=notice, title=f"<div>{title}</div>"), Layout())
    assert reading.title == title or "title-unsure" in reading.flags

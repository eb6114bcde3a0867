"""The promise of `landmarks`: the article's date is the line by its title, and no other date of the page."""

import unicodedata

import pytest

from crawlers.layout import Layout
from crawlers.reading.landmarks import find_place
from tests.crawlers.reading.pages import (
    LINE,
    MOMENT,
    PLAIN,
    TEXT,
    TITLE,
    WHOLE,
    article,
    document,
    paragraphs,
    read,
    survey,
    survey_of_text,
    told,
)
from tests.crawlers.reading.test_region import NAMES, TEASER

UNLABELLED = "05/06/2024 14:30"
RELATED = "".join(
    f"<li><a href='/tin/{n}.html'>{name}</a> <span>(0{n + 1}/05/2024)</span></li>"
    for n, name in enumerate(NAMES)
)
CLOCK = "<div class=dongho>Thứ Hai, 10/06/2024 10:00</div>"


@pytest.mark.parametrize(
    ("line", "layout", "published"),
    [
        (LINE, Layout(date_labels=("Cập nhật",)), MOMENT),
        ("Đăng vào 05/06/2024", Layout(date_labels=("Đăng vào",)), "2024-06-05"),
        ("Thứ Tư, 05/06/2024 14:30", PLAIN, MOMENT),
        ("05/06/2024 - 14:30", PLAIN, MOMENT),
        ("Thứ tư, 05/06/2024 | 14:30", PLAIN, MOMENT),
        ("(05/06/2024)", PLAIN, "2024-06-05"),
        ("14:30' 05/06/2024", PLAIN, MOMENT),
    ],
)
def test_the_date_stands_between_title_and_text(line: str, layout: Layout, published: str) -> None:
    reading = read(article(date=f"<p class=ngay>{line}</p>"), layout)
    assert reading.published is not None
    assert (reading.published.iso(), reading.published.text) == (published, line)
    assert told(reading) == (TITLE, published, list(TEXT))


@pytest.mark.parametrize(
    "date",
    [
        f"<div>{LINE} | <a href=/in>In bài viết</a> | Chia sẻ</div>",
        "<div><span>Cập nhật:</span> <span>05/06/2024</span> <span>14:30</span></div>",
        "<div>Cập nhật:</div><div>05/06/2024 14:30</div>",
        f"<div>{LINE} | Lượt xem: 349</div>",
        f"<div>Ngày đăng: 04/06/2024 08:00</div><div>{LINE}</div>",
        "<table><tr><td>Cập nhật:&nbsp;05/06/2024&nbsp;14:30</td><td><a href=/in>In ra</a></td></tr></table>",
        f"<div><a href='/antt'>An ninh trật tự</a> <span>{LINE}</span></div>",
    ],
)
def test_the_date_may_share_its_line_with_furniture(date: str) -> None:
    assert told(read(article(date=date))) == WHOLE


def test_the_date_may_stand_above_the_title_or_under_the_text() -> None:
    above = article(title="", date=f"<div>{LINE}</div><h1>{TITLE}</h1>")
    assert told(read(above)) == WHOLE
    under = article(date="", text=f"{paragraphs(*TEXT)}<div>{LINE}</div>")
    assert told(read(under)) == WHOLE


def test_the_page_clock_before_is_not_the_date() -> None:
    assert told(read(article(before=f"<div class=dau>{CLOCK}</div>"))) == WHOLE
    assert (
        told(read(article(before=f"<header>{CLOCK}</header>", date=f"<p>{UNLABELLED}</p>"), PLAIN)) == WHOLE
    )


def test_a_page_with_only_a_clock_has_no_sure_date() -> None:
    reading = read(article(before=f"<table><tr><td>{CLOCK}</td></tr></table>", date=""), PLAIN)
    assert reading.published is None or "date-unsure" in reading.flags


@pytest.mark.parametrize("date", [f"<p>{LINE}</p>", f"<p>{UNLABELLED}</p>"])
def test_dates_of_related_articles_before_and_after_are_not_the_date(date: str) -> None:
    box = f"<div class=lq><b>Tin liên quan</b><ul>{RELATED}</ul></div>"
    layout = PLAIN if UNLABELLED in date and LINE not in date else Layout(date_labels=("Cập nhật",))
    assert told(read(article(before=box, date=date, after=box), layout)) == WHOLE
    assert told(read(article(date=date, text=paragraphs(*TEXT) + box), layout)) == WHOLE


def test_without_a_date_of_its_own_no_related_articles_date_is_taken() -> None:
    box = f"<div class=lq><b>Tin liên quan</b><ul>{RELATED}</ul></div>"
    for page in (
        article(before=box, date=""),
        article(date="", after=box),
        article(date="", text=paragraphs(*TEXT) + box),
    ):
        reading = read(page, PLAIN)
        assert reading.published is None
        assert "date-missing" in reading.flags


def test_a_readers_comments_date_is_not_the_date() -> None:
    comment = f"<div><h4>Bình luận (1)</h4><p>Nguyễn A</p><p>09/06/2024 10:00</p><p>{TEASER}</p></div>"
    assert read(article(date="", after=comment), PLAIN).published is None
    assert told(read(article(after=comment), PLAIN)) == WHOLE


def test_dates_of_teasers_beside_are_not_the_date() -> None:
    side = "".join(
        f"<div><h3><a href='/t/{n}'>{name}</a></h3><span>0{n + 1}/06/2024 08:00</span><p>{TEASER}</p></div>"
        for n, name in enumerate(NAMES)
    )
    for page in (article(before=f"<div>{side}</div>"), article(after=f"<div>{side}</div>")):
        assert told(read(page, PLAIN)) == WHOLE


@pytest.mark.parametrize(
    "sentence",
    [
        "Ngày 21/7, tổ công tác đã có mặt tại hiện trường và khống chế đối tượng.",
        "Nghị định số 58/2026/NĐ-CP có hiệu lực kể từ ngày 15/03/2024.",
        "Giấy phép số 12/GP-TTĐT do Sở cấp ngày 15/04/2024.",
        "Trích thư gửi Công an Khu XII, ngày 11 tháng 3 năm 1948.",
        "Vân Hải, ngày 1 tháng 6 năm 2024, thay mặt ban tổ chức lớp học.",
    ],
)
def test_dates_in_the_text_are_not_the_date(sentence: str) -> None:
    reading = read(article(date="", text=paragraphs(TEXT[0], sentence, *TEXT[1:])), PLAIN)
    assert reading.published is None
    assert reading.body == [TEXT[0], sentence, *TEXT[1:]]


@pytest.mark.parametrize(
    ("line", "flag"),
    [
        ("Cập nhật: 31/02/2024 08:00", "date-impossible-day"),
        ("Cập nhật: 05/06/2031 08:00", "date-future"),
        ("Cập nhật: 05/06/1948 08:00", "date-too-early"),
    ],
)
def test_a_date_that_cannot_be_is_refused_and_flagged(line: str, flag: str) -> None:
    reading = read(article(date=f"<div>{line}</div>"))
    assert reading.published is None
    assert "date-missing" in reading.flags
    assert [name for name in reading.flags if name.startswith("date-") and name != "date-missing"] == [flag]


def test_an_impossible_date_is_not_replaced_by_another_on_the_page() -> None:
    page = article(date="<div>Cập nhật: 31/02/2024 08:00</div><div>04/06/2024 09:00</div>")
    assert read(page).published is None


@pytest.mark.parametrize(
    "lines",
    [
        ("Cập nhật: 07/06/2024 08:00", "Ngày đăng: 05/06/2024 14:30"),
        ("Ngày đăng: 05/06/2024 14:30", "Cập nhật: 07/06/2024 08:00"),
        ("Ngày tạo: 04/06/2024", "Xuất bản: 05/06/2024 14:30"),
        ("Chỉnh sửa lần cuối: 07/06/2024", "05/06/2024 14:30"),
        ("Đã được tạo: 05/06/2024 14:30", "Cập nhật: 07/06/2024"),
        ("Thời gian: 08h00 ngày 04/06/2024", "Đăng lúc 14:30 05/06/2024"),
    ],
)
def test_the_day_of_posting_beats_any_other_beside_it(lines: tuple[str, str]) -> None:
    one, other = lines
    for date in (
        f"<div>{one}</div><div>{other}</div>",
        f"<table><tr><td>{one}</td><td>{other}</td></tr></table>",
        f"<div><span>{one}</span> | <span>{other}</span></div>",
    ):
        reading = read(article(date=date), PLAIN)
        assert told(reading) == WHOLE
        assert reading.flags == []


def test_the_portals_own_label_beats_the_day_of_posting() -> None:
    page = article(date=f"<div>Ngày đăng: 04/06/2024</div><div>{LINE}</div>")
    assert told(read(page)) == WHOLE


@pytest.mark.parametrize("label", ["Cập nhật", "Ngày tạo", "Đã được tạo"])
def test_an_updated_or_a_created_day_alone_is_the_date(label: str) -> None:
    reading = read(article(date=f"<div>{label}: 05/06/2024 14:30</div>"), PLAIN)
    assert told(reading) == WHOLE
    assert reading.flags == []


@pytest.mark.parametrize(
    "date",
    [
        "<div>Ngày đăng: 05/06/2024</div><div>Ngày đăng: 07/06/2024</div>",
        "<div>05/06/2024</div><div>07/06/2024</div>",
        "<div>Thời gian: 08h00 ngày 05/06/2024</div>",
        "<div>Bắc Ninh, 05/06/2024</div>",
    ],
)
def test_a_day_that_says_too_little_or_has_an_equal_beside_it_is_unsure(date: str) -> None:
    assert "date-unsure" in read(article(date=date), PLAIN).flags


def test_a_bulletins_title_that_ends_with_its_day_is_a_title() -> None:
    title = "Tin an ninh trật tự - 05/06/2024"
    reading = read(article(title=f"<h1>{title}</h1>", date="<div>Đăng lúc 14:30 05/06/2024</div>"), PLAIN)
    assert told(reading) == (title, MOMENT, list(TEXT))


def test_a_title_that_the_page_names_is_no_date_line() -> None:
    title = "Tin an ninh trật tự - 05/06/2024"
    page = article(
        title=f"<div>{title}</div>",
        date="<div>Đăng lúc 14:30 05/06/2024</div>",
        head=f"<title>{title} - Công an tỉnh</title>",
    )
    assert told(read(page, PLAIN)) == (title, MOMENT, list(TEXT))


@pytest.mark.parametrize("label", ["Ngày ban hành", "Hạn nộp hồ sơ:", "Ngày sinh:", "Có hiệu lực từ"])
def test_a_day_after_another_days_label_is_not_surely_the_articles(label: str) -> None:
    for date in (
        f"<div>{label}</div><div>05/06/2024</div>",
        f"<div><b>{label}</b> <span>05/06/2024</span></div>",
        f"<table><tr><td>{label}</td><td>05/06/2024</td></tr></table>",
    ):
        reading = read(article(date=date), PLAIN)
        assert reading.published is None or "date-unsure" in reading.flags


def test_a_day_of_posting_above_the_title_makes_an_updated_one_under_it_unsure() -> None:
    page = article(
        title=f"<div>Ngày đăng: 05/06/2024</div><h1>{TITLE}</h1>", date="<div>Cập nhật: 07/06/2024</div>"
    )
    assert "date-unsure" in read(page, PLAIN).flags


def test_a_day_of_posting_under_the_text_makes_an_updated_one_above_it_unsure() -> None:
    page = article(
        date="<div>Cập nhật: 07/06/2024</div>",
        text=f"{paragraphs(*TEXT)}<div class=dang>Ngày đăng: 05/06/2024</div>",
    )
    assert "date-unsure" in read(page, PLAIN).flags


def test_a_relative_date_counts_from_the_fetch_and_is_flagged() -> None:
    reading = read(article(date="<div>2 giờ trước</div>"), PLAIN)
    assert reading.published is not None
    assert reading.published.iso().startswith("2024-06-10T08:00")
    assert "date-relative" in reading.flags


def test_a_weekday_that_is_not_the_days_is_flagged() -> None:
    reading = read(article(date="<div>Thứ Hai, 05/06/2024 14:30</div>"), PLAIN)
    assert "date-weekday" in reading.flags


def test_decomposed_labels_are_labels() -> None:
    assert told(read(unicodedata.normalize("NFD", article()))) == WHOLE


def test_in_plain_text_title_date_and_text_follow_each_other() -> None:
    place = find_place(survey_of_text("\n\n".join(("Thứ Hai, 10/06/2024", "Trang chủ", TITLE, LINE, *TEXT))))
    assert place.title is not None
    assert place.date is not None
    assert (place.title.text, place.date.read.text) == (TITLE, LINE)
    assert [block.text for block in place.region][-3:] == list(TEXT)


def test_an_empty_page_has_no_place() -> None:
    place = find_place(survey(document("<div></div>")))
    assert (place.title, place.date, place.region) == (None, None, [])


def test_a_day_in_a_table_that_the_text_begins_with_is_not_the_articles() -> None:
    rows = "<tr><td>11/06/2024</td><td>Cồn Lau</td></tr><tr><td>12/06/2024</td><td>Bến Đò</td></tr>"
    reading = read(article(text=f"<table>{rows}</table>{paragraphs(*TEXT)}"), PLAIN)
    assert reading.published is not None
    assert reading.published.iso() == MOMENT

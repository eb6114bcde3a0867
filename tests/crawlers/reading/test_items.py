# ruff: noqa: E501  (mark-up and sentences read better unbroken)
"""The promise of `items`: other articles in a row are neither an article nor part of one, boxed or not."""

import pytest

from crawlers.reading import NoArticle
from tests.crawlers.reading.pages import (
    LINE,
    TEXT,
    TITLE,
    article,
    document,
    paragraphs,
    read,
    read_any,
    refusal,
)
from tests.crawlers.reading.test_region import MENU

OTHERS = (
    ("Khai mạc hội thao lực lượng đường thủy năm 2024", "Sáng 3/6, hội thao khai mạc tại sân vận động huyện với sự tham gia của 12 đội."),
    ("Trao xuồng máy cho tổ tự quản bến đò Cồn Lau", "Chiều 2/6, đại diện Công an huyện đã trao hai xuồng máy cho tổ tự quản bến đò."),
    ("Bắt nhóm đối tượng hút cát trái phép ban đêm", "Rạng sáng 1/6, tổ tuần tra bắt quả tang ba ghe bơm hút cát trên sông Lau."),
)  # fmt: skip


def row(form: str, count: int = 3) -> str:
    filled = (
        form.format(n=n, title=title, summary=summary, day=f"0{3 - n}/06/2024")
        for n, (title, summary) in enumerate(OTHERS[:count])
    )
    return "".join(filled)


FORMS = {
    "headings with days": "<h2><a href=/tin/{n}.html>{title}</a></h2><time>{day}</time><p>{summary}</p>",
    "headings": "<h3><a href=/tin/{n}.html>{title}</a></h3><p>{summary}</p>",
    "headings, days and a link": "<h4><a href=/tin/{n}.html>{title}</a></h4><p>{day} 08:15</p><p>{summary}</p><p><a href=/tin/{n}.html>Chi tiết</a></p>",
    "links with days": "<p><a href=/tin/{n}.html>{title}</a></p><p>{day}</p><p>{summary}</p>",
    "text without an element": "<h3><a href=/tin/{n}.html>{title}</a></h3>{day}<br>{summary}<br>",
    "pictures between": "<h3><a href=/tin/{n}.html>{title}</a></h3><div>{day}</div><img src=/anh/{n}.jpg><p>{summary}</p>",
    "a line drawn between": "<h2><a href=/tin/{n}.html>{title}</a></h2><span>{day}</span><p>{summary}</p><hr>",
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
@pytest.mark.parametrize("head", ["<h1>Tin tức - Sự kiện</h1>", "<h1>Lê Minh</h1><p>Phóng viên</p>", ""])
@pytest.mark.parametrize("count", [2, 3])
def test_a_page_of_items_in_a_row_is_no_article(form: str, head: str, count: int) -> None:
    page = document(f"{MENU}<div>{head}{row(form, count)}<div><a href='?p=2'>2</a></div></div>")
    assert refusal(page)


def test_a_page_of_items_that_open_at_a_click_is_no_article() -> None:
    form = '<div class="tin" onclick="mo({n})"><div>{title}</div><div>{day} 08:00</div><div>{summary}</div></div>'
    for count in (1, 2, 3):
        assert refusal(document(f"{MENU}<div><h1>Lê Minh</h1>{row(form, count)}</div>"))


def test_of_elements_alike_with_a_title_a_day_and_a_paragraph_none_is_an_article() -> None:
    form = "<li class=tin><b>{title}</b><i>{day} 08:00</i><p>{summary}</p></li>"
    assert refusal(document(f"{MENU}<ul>{row(form)}</ul>"))


def test_of_headings_each_with_a_day_and_a_paragraph_none_is_an_article() -> None:
    for count in (2, 3):
        page = document(f"{MENU}<div>{row('<h3>{title}</h3><p>{day}</p><p>{summary}</p>', count)}</div>")
        assert refusal(page) == "listing"


def test_a_lone_summary_that_goes_on_elsewhere_is_no_article() -> None:
    inner = "<h3>{title}</h3><p>{day} 08:00</p><p>{summary}{more}</p>"
    for more in (
        " <a href=/tin/1.html>Xem tiếp</a>",
        "</p><p><a href=/tin/1.html>Chi tiết »</a>",
        "</p><small>120 lượt xem</small> <a href=/tin/1.html>Đọc thêm</a><p>",
    ):
        assert refusal(document(f"{MENU}<div>{row(inner.replace('{more}', more), 1)}</div>")) == "listing"


def test_an_article_of_one_paragraph_with_subheadings_that_name_days_is_an_article() -> None:
    days = f"<h3>Ngày thứ nhất</h3><p>{TEXT[1]}</p><h3>Ngày thứ hai</h3><p>{TEXT[2]}</p>"
    page = article(title=f"<h3>{TITLE}</h3>", text=f"<p>{TEXT[0]}</p>{days}")
    assert read(page).body == [TEXT[0], "Ngày thứ nhất", TEXT[1], "Ngày thứ hai", TEXT[2]]


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
@pytest.mark.parametrize("count", [2, 3])
def test_items_in_a_row_under_the_text_are_not_in_it(form: str, count: int) -> None:
    assert read(article(text=paragraphs(*TEXT) + row(form, count))).body == list(TEXT)


def test_items_without_a_day_in_the_text_leave_a_doubt() -> None:
    inside = paragraphs(TEXT[0]) + row(FORMS["headings"], 2) + paragraphs(*TEXT[1:])
    reading = read(article(text=inside))
    assert (reading.body, reading.flags) == (list(TEXT), ["body-unsure"])


def test_a_paragraph_under_a_lone_link_in_a_heading_leaves_a_doubt() -> None:
    for at in (1, 3):
        text = paragraphs(*TEXT[:at]) + row(FORMS["headings"], 1) + paragraphs(*TEXT[at:])
        assert "body-unsure" in read(article(text=text)).flags


@pytest.mark.parametrize("more", ["[Xem]", "Xem thêm »", "Đọc tiếp...", "(Chi tiết)"])
def test_a_paragraph_that_goes_on_elsewhere_leaves_a_doubt(more: str) -> None:
    title, summary = OTHERS[0]
    other = f"<div><b>{title}</b><p>{summary} <a href=/tin/5.html>{more}</a></p></div>"
    assert "body-unsure" in read(article(text=paragraphs(*TEXT) + other)).flags


def test_a_paragraph_that_ends_with_a_link_is_text() -> None:
    last = "Mời người dân đăng ký lớp học tiếp theo tại <a href=/tin/5.html>trang đăng ký</a>."
    assert read(article(text=paragraphs(*TEXT, last))).flags == []


def test_links_between_paragraphs_of_the_text_take_none_of_them_away() -> None:
    first, second = (f"<p><a href=/tin/{n}.html>{title}</a></p>" for n, (title, _) in enumerate(OTHERS[:2]))
    text = f"{paragraphs(TEXT[0])}{first}{paragraphs(TEXT[1])}{second}{paragraphs(TEXT[2])}"
    reading = read(article(text=text))
    assert (reading.body, reading.flags) == (list(TEXT), [])


def test_a_path_of_links_over_the_text_is_no_title_of_another() -> None:
    path = "<p><a href=/tin>Trang chủ » Tin tức » An ninh trật tự</a></p>"
    assert read(article(before="", title=f"{path}<h1>{TITLE}</h1>")).flags == []


def test_addresses_that_differ_in_their_parameters_alone_are_other_pages() -> None:
    form = "<h3><a href='/trang.aspx?id={n}'>{title}</a></h3><p>{day}</p><p>{summary}</p>"
    for own in ("/trang.aspx", "/trang.aspx?muc=4"):
        refused = read_any(document(f"{MENU}<div>{row(form)}</div>"), url=f"https://congan.vidu.gov.vn{own}")
        assert isinstance(refused, NoArticle)


def test_a_title_that_links_to_its_own_page_is_the_title() -> None:
    title = f"<h1><a href='/tin/tap-huan-cuu-nan-77.html#top'>{TITLE}</a></h1>"
    reading = read(article(title=title, head=f"<title>{TITLE}</title>"))
    assert (reading.title, reading.body, reading.flags) == (TITLE, list(TEXT), [])


def test_a_title_that_links_to_another_page_is_doubtful() -> None:
    title = "<h2><a href='/tin/hoi-thao-5.html'>Khai mạc hội thao lực lượng đường thủy năm 2024</a></h2>"
    page = document(f"{MENU}<div><h1>Lê Minh</h1>{title}<div>{LINE}</div>{paragraphs(*TEXT)}</div>")
    assert "title-unsure" in read(page).flags

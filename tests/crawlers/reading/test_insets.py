"""The promise of `insets`: in a table or a list of the text no line is furniture, a date or a byline."""

import pytest

from tests.crawlers.reading.pages import PLAIN, TEXT, TITLE, article, document, paragraphs, read

FRAUD = (
    ("Nền tảng", "Số vụ"),
    ("Facebook", "45"),
    ("Zalo", "32"),
    ("Telegram", "12"),
)
SCHEDULE = (("Ngày", "Xã"), ("11/06/2024", "Cồn Lau"), ("12/06/2024", "Bến Đò"))


def table(rows: tuple[tuple[str, ...], ...]) -> str:
    lines = ("".join(f"<td>{cell}</td>" for cell in row) for row in rows)
    return f"<table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>"


def cells(rows: tuple[tuple[str, ...], ...]) -> list[str]:
    return [cell for row in rows for cell in row]


@pytest.mark.parametrize("rows", [FRAUD, SCHEDULE])
@pytest.mark.parametrize("place", [0, 1, 3])
def test_every_cell_of_a_table_is_kept(rows: tuple[tuple[str, ...], ...], place: int) -> None:
    text = paragraphs(*TEXT[:place]) + table(rows) + paragraphs(*TEXT[place:])
    reading = read(article(text=text), PLAIN)
    assert reading.body == [*TEXT[:place], *cells(rows), *TEXT[place:]]
    assert "body-unsure" not in reading.flags


@pytest.mark.parametrize("place", [1, 3])
def test_every_item_of_a_list_is_kept(place: int) -> None:
    items = ("Zalo;", "Trực tuyến: 3.450", "Qua bưu điện")
    listed = f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"
    text = paragraphs(*TEXT[:place]) + listed + paragraphs(*TEXT[place:])
    assert read(article(text=text), PLAIN).body == [*TEXT[:place], *items, *TEXT[place:]]


def test_a_name_in_a_list_is_nobody_who_wrote() -> None:
    facts = "<dl><dt>Họ và tên:</dt><dd>Trần Văn Mạnh</dd><dt>Sinh năm:</dt><dd>1985</dd></dl>"
    reading = read(article(text=facts + paragraphs(*TEXT)), PLAIN)
    assert reading.author is None
    assert reading.body == ["Họ và tên:", "Trần Văn Mạnh", "Sinh năm:", "1985", *TEXT]


def test_an_office_in_the_last_row_has_not_signed() -> None:
    prizes = (("Giải", "Đơn vị"), ("Nhất", "Phòng Tham mưu"), ("Nhì", "Đội Cảnh sát đường thủy"))
    reading = read(article(text=paragraphs(*TEXT) + table(prizes)), PLAIN)
    assert (reading.author, reading.body) == (None, [*TEXT, *cells(prizes)])


@pytest.mark.parametrize(
    "tools",
    [
        "<ul><li>Facebook</li><li>Zalo</li><li>In bài viết</li></ul>",
        '<ul><li><a href="#">Facebook</a></li><li><a href="#">Zalo</a></li></ul>',
        "<table><tr><td>In ra</td><td>Gửi email</td></tr></table>",
    ],
)
def test_a_list_of_buttons_is_furniture_still(tools: str) -> None:
    text = f"<p>{TEXT[0]}</p>{tools}{paragraphs(*TEXT[1:])}"
    assert read(article(text=text), PLAIN).body == list(TEXT)


def test_a_page_laid_out_by_a_table_is_no_table_of_the_text() -> None:
    rows = [f"<b>{TITLE}</b>", "05/06/2024 14:30", paragraphs(*TEXT), "Lượt xem: 120"]
    page = document(f"<table>{''.join(f'<tr><td>{row}</td></tr>' for row in rows)}</table>")
    assert read(page, PLAIN).body == list(TEXT)


@pytest.mark.parametrize("line", ["File đính kèm: ke-hoach.pdf (1,2 MB)", "Lượt xem: 120"])
def test_a_table_under_furniture_is_none_of_the_text(line: str) -> None:
    weather = f"<div>{line}</div>" + table((("Vân Hải", "27°C"), ("Cồn Lau", "29°C")))
    page = document(f"<h1>{TITLE}</h1><div>05/06/2024 14:30</div>{paragraphs(*TEXT)}{weather}")
    assert read(page, PLAIN).body == list(TEXT)


def test_a_list_with_a_counter_over_the_text_is_doubted() -> None:
    told_of = "<ul><li>Lê Minh Đức</li><li>Tin tức</li><li>120 lượt xem</li></ul>"
    reading = read(article(text=told_of + paragraphs(*TEXT)), PLAIN)
    assert reading.body == list(TEXT) or "body-unsure" in reading.flags


def test_a_table_with_the_articles_date_says_who_wrote_it() -> None:
    rows = (("Ngày đăng:", "05/06/2024 14:30"), ("Tác giả:", "Lê Minh Đức"), ("Lượt xem:", "120"))
    reading = read(article(date="", text=table(rows) + paragraphs(*TEXT)), PLAIN)
    assert reading.author == "Lê Minh Đức"
    assert reading.body == list(TEXT) or "body-unsure" in reading.flags


def test_who_is_on_duty_has_not_written() -> None:
    duty = (("05/06/2024", "Thiếu tá Lê Quốc Khánh"), ("06/06/2024", "Đại úy Trần Thị Lan"))
    for text in (table(duty) + paragraphs(*TEXT), paragraphs(*TEXT) + table(duty)):
        assert read(article(text=text), PLAIN).author is None

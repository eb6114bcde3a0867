"""The promise of `head`: what tells of the article is no text, and no line of the text is lost above it."""

import pytest

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
    refusal,
    told,
)


def within(lines: str, text: str = paragraphs(*TEXT)) -> str:
    """A page whose date stands in the text's own element, with lines around it."""
    return document(f'<h1>{TITLE}</h1><div class="noidung">{lines}{text}</div>')


@pytest.mark.parametrize("first", ["Thời gian: 7h30 ngày 12/06/2024", "Ngày 12/06/2024"])
def test_a_day_that_the_text_begins_with_is_kept(first: str) -> None:
    assert told(read(article(text=paragraphs(first, *TEXT)), PLAIN)) == (TITLE, MOMENT, [first, *TEXT])


def test_the_day_of_a_change_is_no_text() -> None:
    reading = read(article(text=paragraphs("Ngày cập nhật: 07/06/2024", *TEXT)), PLAIN)
    assert told(reading)[2] == list(TEXT)


@pytest.mark.parametrize(
    "line",
    [
        "Người đăng: quantri",
        "1.250 lượt xem",
        "Chuyên mục: An ninh trật tự",
        "Lĩnh vực: Cư trú",
        "Số: 125/TB-CAH",
        "1250",
    ],
)
def test_a_line_beside_the_date_is_about_the_article(line: str) -> None:
    for lines in (f"<div>{LINE}</div><div>{line}</div>", f"<div>{line}</div><div>{LINE}</div>"):
        assert told(read(within(lines), PLAIN)) == WHOLE


def test_what_nobody_knows_beside_the_date_is_dropped_and_doubted() -> None:
    reading = read(within(f"<div>{LINE}</div><div>Theo dõi Công an huyện trên Zalo</div>"), PLAIN)
    assert told(reading) == WHOLE
    assert "body-unsure" in reading.flags


def test_a_line_set_as_the_text_is_stays() -> None:
    text = paragraphs("<b>Kỹ năng đầu tiên</b>", *TEXT)
    assert read(within(f"<div>{LINE}</div>", text), PLAIN).body == ["Kỹ năng đầu tiên", *TEXT]


@pytest.mark.parametrize("name", ["Lê Minh Đức", "Lê Minh Đức - Trần Thu Hà", "PV", "Đại úy Lê Minh Đức"])
def test_names_beside_the_date_are_who_wrote_it(name: str) -> None:
    for lines in (f"<div>{LINE}</div><div>{name}</div>", f"<div>{name}</div><div>{LINE}</div>"):
        reading = read(within(lines), PLAIN)
        assert (reading.author, reading.body) == (name, list(TEXT))


def test_a_name_beside_a_date_under_the_lead() -> None:
    lead = f"<p><b>{TEXT[0]}</b></p><div>{LINE}</div><div>Lê Minh Đức</div>"
    page = document(f"<h1>{TITLE}</h1>{lead}<div>{paragraphs(*TEXT[1:])}</div>")
    reading = read(page, PLAIN)
    assert (reading.author, reading.body) == ("Lê Minh Đức", list(TEXT))


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("<div>Bài, ảnh: Lê Minh (Phòng PX03)</div>", "Lê Minh (Phòng PX03)"),
        ("<div>(Lê Minh Đức)</div>", "Lê Minh Đức"),
        ("<div><span>Phòng Tham mưu</span><span> •</span></div>", "Phòng Tham mưu"),
    ],
)
def test_a_name_keeps_its_brackets_and_no_separator(line: str, author: str) -> None:
    reading = read(article(date=line + f"<div>{LINE}</div>"), PLAIN)
    assert (reading.author, reading.body) == (author, list(TEXT))


def test_short_lines_without_a_paragraph_are_the_text() -> None:
    lines = ["Họ và tên: Trần Văn Mạnh", "Giới tính: Nam", "Tội danh: Trộm cắp tài sản"]
    page = document(f"<h1>{TITLE}</h1><div>{LINE}</div><div>{'<br>'.join(lines)}</div>")
    assert read(page, PLAIN).body == lines


def test_a_table_of_documents_is_no_article() -> None:
    name = "Thông tư quy định về quản lý trang thiết bị của lực lượng Công an trong tình hình mới"
    rows = (
        f'<tr><td>{n}</td><td><a href="/vb/{n}">5{n}/TT</a></td><td>0{n}/06/2024</td><td>{name}</td></tr>'
        for n in range(1, 9)
    )
    assert (
        refusal(document(f"<h1>Văn bản quy phạm pháp luật</h1><table>{''.join(rows)}</table>"), PLAIN)
        == "listing"
    )


def test_what_word_says_of_itself_is_no_text() -> None:
    island = "<xml><w:WordDocument><w:View>Normal</w:View><w:Zoom>0</w:Zoom></w:WordDocument></xml>"
    assert told(read(article(text=island + paragraphs(*TEXT)), PLAIN)) == WHOLE


def test_a_name_that_the_text_begins_with_is_doubted() -> None:
    reading = read(article(text=paragraphs("Trần Văn Mạnh", *TEXT)), PLAIN)
    assert reading.author == "Trần Văn Mạnh"
    assert {"author-unsure", "body-unsure"} <= set(reading.flags)


def test_the_portals_name_over_the_text_is_dropped_and_doubted() -> None:
    reading = read(article(text=paragraphs("<b>CÔNG AN HUYỆN VÂN HẢI</b>", *TEXT)), PLAIN)
    assert told(reading) == WHOLE
    assert "body-unsure" in reading.flags


def test_a_first_paragraph_in_a_link_is_doubted() -> None:
    linked = f'<p><a href="/tin/9.html">{TEXT[0]}</a></p>'
    assert "body-unsure" in read(article(text=linked + paragraphs(*TEXT[1:])), PLAIN).flags


@pytest.mark.parametrize(
    "line",
    [
        "Đăng lúc: Thứ ba - 05/06/2024 14:30 - Người gửi bài viết",
        "BBT Đăng lúc 14:30 05/06/2024 - Cập nhật 15:00 05/06/2024",
    ],
)
def test_a_day_that_nobody_can_read_is_no_text_in_silence(line: str) -> None:
    page = document(f"<h1>{TITLE}</h1><div class='noidung'>{paragraphs(line, *TEXT)}</div>")
    reading = read(page, PLAIN)
    assert reading.body == list(TEXT) or "body-unsure" in reading.flags


def test_a_sentence_about_an_update_is_not_doubted() -> None:
    last = "Danh sách được cập nhật ngày 05/06/2024 tại trụ sở Công an huyện."
    reading = read(article(text=paragraphs(*TEXT, last)), PLAIN)
    assert (reading.body, "body-unsure" in reading.flags) == ([*TEXT, last], False)

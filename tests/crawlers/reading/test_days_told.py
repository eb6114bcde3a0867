"""The promise of `days_told`: a day that the text tells of stays in it, and is never surely the article's."""

from __future__ import annotations

import pytest

from tests.crawlers.reading.pages import (
    LINE,
    MOMENT,
    PLAIN,
    TEXT,
    TITLE,
    article,
    document,
    paragraphs,
    read,
    refusal,
    told,
)


def table(*rows: tuple[str, ...]) -> str:
    return f"<table>{''.join(f'<tr>{cells}</tr>' for cells in map(_cells, rows))}</table>"


def _cells(row: tuple[str, ...]) -> str:
    return "".join(f"<td>{cell}</td>" for cell in row)


@pytest.mark.parametrize(
    "line", ["Ngày 05/06/2024", "Thời gian: 8h00 ngày 05/06/2024", "05/06/2024", "Vân Hải, 05/06/2024"]
)
@pytest.mark.parametrize("at", [0, 1, 3])
def test_a_day_in_the_text_of_an_undated_article_stays_in_it_and_is_unsure(line: str, at: int) -> None:
    text = [*TEXT[:at], line, *TEXT[at:]]
    reading = read(article(date="", text=paragraphs(*text)), PLAIN)
    assert reading.body == text
    assert reading.published is None or "date-unsure" in reading.flags


def test_cells_and_items_that_are_days_stay_in_the_text() -> None:
    rows = table(("02/06/2024", "Thiếu tá Lê Quốc Khánh"), ("09/06/2024", "Đại úy Trần Thị Lan"))
    reading = read(article(date="", text=paragraphs(*TEXT) + rows), PLAIN)
    cells = ["02/06/2024", "Thiếu tá Lê Quốc Khánh", "09/06/2024", "Đại úy Trần Thị Lan"]
    assert reading.body == [*TEXT, *cells]
    assert reading.published is None or "date-unsure" in reading.flags
    items = f"{paragraphs(*TEXT)}<ul><li>Ngày 02/06/2024</li><li>Ngày 09/06/2024</li></ul>"
    reading = read(article(date="", text=items), PLAIN)
    assert reading.body == [*TEXT, "Ngày 02/06/2024", "Ngày 09/06/2024"]
    assert reading.published is None or "date-unsure" in reading.flags


@pytest.mark.parametrize("line", ["<p>Ngày 02/06/2024</p>", "<h3>Ngày 02/06/2024</h3>"])
def test_a_dated_article_may_begin_with_a_day(line: str) -> None:
    reading = read(article(date=f"<div>{LINE}</div>", text=line + paragraphs(*TEXT)), PLAIN)
    assert told(reading) == (TITLE, MOMENT, ["Ngày 02/06/2024", *TEXT])
    assert reading.flags == []


@pytest.mark.parametrize(
    "line",
    [
        "05/06/2024 14:30",
        "Thứ tư - 05/06/2024 14:30",
        "Đăng lúc 14:30 05/06/2024",
        "Cập nhật: 05/06/2024 14:30",
        "Đăng lúc: Thứ tư - 05/06/2024 14:30 - Người đăng bài viết: Ban Biên tập",
    ],
)
def test_a_stamp_or_a_label_over_the_text_or_under_its_lead_is_the_date(line: str) -> None:
    for text in ((line, *TEXT), (TEXT[0], line, *TEXT[1:])):
        reading = read(article(date="", text=paragraphs(*text)), PLAIN)
        assert told(reading) == (TITLE, MOMENT, list(TEXT))
        assert "date-unsure" not in reading.flags


def test_a_line_set_otherwise_than_the_text_is_the_date() -> None:
    for line in ("<div>05/06/2024</div>", "<p class=ngay>05/06/2024</p>", "<ul><li>05/06/2024</li></ul>"):
        reading = read(article(date="", text=line + paragraphs(*TEXT)), PLAIN)
        assert told(reading) == (TITLE, "2024-06-05", list(TEXT)), line
        assert reading.flags == []


def test_between_a_title_and_a_text_in_one_element_a_bare_day_is_the_date() -> None:
    for line in ("05/06/2024", "(05/06/2024)", "Thứ tư, 05/06/2024"):
        page = document(f"<div><h1>{TITLE}</h1>{paragraphs(line, *TEXT)}</div>")
        assert told(read(page, PLAIN)) == (TITLE, "2024-06-05", list(TEXT))
    told_of = read(document(f"<div><h1>{TITLE}</h1>{paragraphs('Ngày 05/06/2024', *TEXT)}</div>"), PLAIN)
    assert told_of.body == ["Ngày 05/06/2024", *TEXT]
    assert "date-unsure" in told_of.flags


def test_the_day_of_the_last_change_under_the_text_is_none_of_it() -> None:
    for line in ("<div>Lần cập nhật cuối ( 07/06/2024 08:00 )</div>", "<p>Cập nhật lần cuối: 07/06/2024</p>"):
        page = article(date="<div>05/06/2024 14:30</div>", text=paragraphs(*TEXT) + line)
        assert told(read(page, PLAIN)) == (TITLE, MOMENT, list(TEXT))


def test_a_line_like_a_date_that_cannot_be_read_makes_the_body_doubtful() -> None:
    line = "Ngày 05/06/2024 (tức 29/4 năm Giáp Thìn)"
    for text in (paragraphs(line, *TEXT), paragraphs(*TEXT, line)):
        reading = read(article(date=f"<div>{LINE}</div>", text=text), PLAIN)
        assert "body-unsure" in reading.flags


def test_a_list_that_tells_when_and_where_is_text_though_it_stands_first() -> None:
    when = "<ul><li>Thời gian: 8h00 ngày 05/06/2024</li><li>Địa điểm: bến đò Cồn Lau</li></ul>"
    reading = read(article(text=when + paragraphs(*TEXT)), PLAIN)
    assert reading.body == ["Thời gian: 8h00 ngày 05/06/2024", "Địa điểm: bến đò Cồn Lau", *TEXT]


def test_days_alone_are_no_text() -> None:
    name = "Thông tư quy định về công tác quản lý, sử dụng trang thiết bị của lực lượng trong tình hình mới"
    rows = table(*((f"<a href=/vb/{n}>{n}/2024/TT</a>", f"0{n}/06/2024", name) for n in range(1, 9)))
    assert refusal(document(f"<h1>Văn bản quy phạm pháp luật</h1>{rows}"), PLAIN)


def test_a_day_that_begins_a_text_of_line_breaks_is_the_texts() -> None:
    reading = read(article(date="", text="<br>".join(("05/06/2024", *TEXT))), PLAIN)
    assert reading.body == ["05/06/2024", *TEXT]
    assert "date-unsure" in reading.flags


def test_the_day_at_the_end_of_a_document_is_the_texts_however_it_is_set() -> None:
    line = "Ngày 05 tháng 6 năm 2024"
    reading = read(article(date="", text=f"{paragraphs(*TEXT)}<div align=right>{line}</div>"), PLAIN)
    assert reading.body == [*TEXT, line]
    assert "date-unsure" in reading.flags


def test_a_list_of_particulars_stays_in_the_text() -> None:
    born = "<dl><dt>Ngày sinh</dt><dd>05/06/2004</dd></dl>"
    reading = read(article(text=born + paragraphs(*TEXT)), PLAIN)
    assert told(reading)[:2] == (TITLE, MOMENT)
    assert reading.body[-4:] == ["05/06/2004", *TEXT]

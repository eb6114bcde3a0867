"""The promise of `signature`: who signed is lifted out of the text; what nobody signs with stays in it."""

import pytest

from crawlers.layout import Layout
from tests.crawlers.reading.pages import PLAIN, TEXT, article, paragraphs, read

ALL = list(TEXT)
ONE, BOTH = Layout(signature=("author",)), Layout(signature=("author", "source"))


@pytest.mark.parametrize(
    "line",
    [
        "PV",
        "(PV)",
        "P.V",
        "TH",
        "BBT",
        "CTV",
        "Lê Minh Đức",
        "Minh Đức - Thu Hà",
        "Minh Đức, Thu Hà",
        "Minh Đức và Thu Hà",
        "Thượng úy Nguyễn Văn An",
        "Đại úy Lê Minh, Công an huyện Vân Hải",
        "Thu Hà (tổng hợp)",
        "PC06",
        "Đội Cảnh sát giao thông số 1",
    ],
)
def test_who_signed_is_known_without_a_declaration(line: str) -> None:
    for text in (
        paragraphs(*TEXT, line),
        paragraphs(*TEXT) + f'<p style="text-align:right"><b>{line}</b></p>',
    ):
        reading = read(article(text=text), PLAIN)
        assert (reading.author, reading.body) == (line.strip("()") if line[0] == "(" else line, ALL)
        assert "body-unsure" not in reading.flags


@pytest.mark.parametrize(
    "line", ["Theo Công an tỉnh", "Theo bocongan.gov.vn", "Theo TTXVN", "Theo Báo Vân Hải"]
)
def test_whom_a_text_follows_is_its_source(line: str) -> None:
    reading = read(article(text=paragraphs(*TEXT, line)), PLAIN)
    assert (reading.author, reading.source, reading.body) == (None, line, ALL)


@pytest.mark.parametrize(
    "line",
    [
        "Số điện thoại tiếp nhận: 069.258.8101",
        "Một số hình ảnh của lớp học",
        "Công an huyện Vân Hải 069.258.8101",
        "Theo kế hoạch của huyện",
        "Số 12 Lê Lợi",
    ],
)
@pytest.mark.parametrize("layout", [PLAIN, ONE, BOTH])
def test_a_line_that_nobody_signs_with_stays_and_is_doubted(line: str, layout: Layout) -> None:
    reading = read(article(text=paragraphs(*TEXT, line)), layout)
    assert (reading.author, reading.source, reading.body) == (None, None, [*ALL, line])
    assert "body-unsure" in reading.flags


@pytest.mark.parametrize("layout", [PLAIN, ONE, BOTH])
def test_names_that_a_paragraph_lists_have_not_signed(layout: Layout) -> None:
    lines = ["Các cá nhân được khen thưởng gồm:", "Trần Văn Mạnh", "Lê Thị Lan"]
    reading = read(article(text=paragraphs(*TEXT, *lines)), layout)
    assert (reading.author, reading.source, reading.body) == (None, None, [*ALL, *lines])
    assert "body-unsure" in reading.flags


@pytest.mark.parametrize("line", ["Nguyên", "KHÁNH LINH", "An Nhiên", "Phòng PX03"])
def test_a_declared_signature_may_be_any_name(line: str) -> None:
    reading = read(article(text=paragraphs(*TEXT, line)), ONE)
    assert (reading.author, reading.body) == (line, ALL)


def test_the_label_of_another_platform() -> None:
    reading = read(
        article(text=paragraphs(*TEXT, "Tác giả bài viết: Lê Minh Đức", "Nguồn tin: Báo Vân Hải")), PLAIN
    )
    assert (reading.author, reading.source, reading.body) == ("Lê Minh Đức", "Báo Vân Hải", ALL)


def test_a_name_holds_no_date() -> None:
    reading = read(article(text=paragraphs(*TEXT, "Tác giả: Lê Minh Đức 05/06/2024")), PLAIN)
    assert reading.author is None


def test_an_official_who_signed_a_document_is_no_author() -> None:
    lines = ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "(Đã ký)", "Đại tá Trần Văn Bình"]
    reading = read(article(text=paragraphs(*TEXT, *lines)), PLAIN)
    assert (reading.author, reading.body) == (None, [*ALL, *lines])
    assert "body-unsure" in reading.flags

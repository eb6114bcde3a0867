"""Lines that say who wrote an article or where it was first printed, and lines that only look so."""

from __future__ import annotations

import pytest

from crawlers.reading.bylines import Byline, is_agency, is_person, is_unit, labelled


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Tác giả: Nguyễn Văn An", Byline("author", "Nguyễn Văn An")),
        ("(Tin, ảnh: Minh Khuê)", Byline("author", "Minh Khuê")),
        ("Bài và ảnh : Đội Tham mưu", Byline("author", "Đội Tham mưu")),
        ("Nguồn: Báo Cửa biển", Byline("source", "Báo Cửa biển")),
        ("Nguồn tin: www.congan.example", Byline("source", "www.congan.example")),
        ("Theo: Cổng thông tin", Byline("source", "Cổng thông tin")),
    ],
)
def test_a_label_says_who_wrote_it_or_where_it_comes_from(line: str, told: Byline) -> None:
    assert labelled(line) == told


@pytest.mark.parametrize(
    "line",
    [
        "Nguồn: từ đơn thư tố giác của người dân",
        "Tin: Công an phường vừa bắt giữ hai đối tượng.",
        "Theo Báo Cửa biển",
        "Tác giả:",
        "Bài: " + "Rất dài " * 30,
    ],
)
def test_a_sentence_with_such_a_word_is_no_byline(line: str) -> None:
    assert labelled(line) is None


@pytest.mark.parametrize("line", ["Minh Khuê", "Nguyễn Văn An", "(Trần Hải)", "Hoàng Lan - Thu Phương"])
def test_two_to_five_capitalised_words_are_a_name(line: str) -> None:
    assert is_person(line)


@pytest.mark.parametrize(
    "line", ["Minh", "MINH KHUÊ", "Tin Hoạt Động", "Nguyễn Văn An đến nhận xe", "Kỳ 2 Năm 2025"]
)
def test_other_lines_are_no_name(line: str) -> None:
    assert not is_person(line)


@pytest.mark.parametrize(
    "line",
    [
        "Công an phường Đông Bến",
        "Trạm Cảnh sát giao thông Cầu Đông",
        "Phòng An ninh mạng và phòng, chống tội phạm sử dụng công nghệ cao",
        "Phòng Cảnh sát phòng cháy, chữa cháy và cứu nạn, cứu hộ Công an thành phố",
        "Tạp chí Cửa biển",
    ],
)
def test_a_short_line_that_begins_as_an_office_does_is_one(line: str) -> None:
    assert is_unit(line)


@pytest.mark.parametrize(
    "line",
    [
        "Công an phường Đông Bến đã ra quân.",
        "Phòng Cảnh sát giao thông phối hợp cùng các đơn vị tuần tra liên tục trên tuyến quốc lộ 5",
        "Người dân phường Đông Bến",
        "Đội",
    ],
)
def test_a_sentence_about_an_office_is_none(line: str) -> None:
    assert not is_unit(line)


def test_an_agency_is_told_from_an_office() -> None:
    assert is_agency("Tạp chí Cửa biển")
    assert is_agency("TTXVN")
    assert is_agency("Theo Báo Cửa biển")
    assert not is_agency("Phòng Tham mưu")

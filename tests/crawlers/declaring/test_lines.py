"""What the lines of several pages have in common."""

from __future__ import annotations

import pytest

from crawlers.declaring.lines import date_labels, may_sign, numbered, repeated_lines, source_tags
from crawlers.declaring.seen import Seen, see_all
from crawlers.layout import Layout
from tests.crawlers.declaring.looking import page

TEXT = (
    "Tổ công tác của Công an phường tuần tra trên các tuyến đường ven sông trong đêm mưa.",
    "Lực lượng chức năng nhắc nhở người dân khóa cửa cẩn thận và báo tin khi thấy người lạ.",
)


def seen(*dates: str, more: str = "", lead: str = "") -> list[Seen]:
    pages = []
    for number, day in enumerate(dates):
        paragraphs = "".join(f"<p>{lead}{sentence} Lần thứ {number}.</p>" for sentence in TEXT)
        head = f"<h1>Tuần tra đêm số {number} ở Đông Bến</h1><p>{day}</p>"
        html = f"<html><body><div>{head}{paragraphs}{more}</div></body></html>"
        pages.append(page(html.replace("#", str(number)), f"tin-{number}"))
    found = see_all(Layout(), pages)
    assert len(found) == len(dates)
    return found


@pytest.mark.parametrize(
    ("dates", "labels"),
    [
        (("Cập nhật: 07/04/2021 08:16", "Cập nhật: 08/04/2021 09:20"), {"Cập nhật": 2}),
        (("Đăng vào 08/12/2021", "Đăng vào 18/12/2021"), {"Đăng vào": 2}),
        (("Ngày đăng: Thứ Năm, 23/06/2022 13:04", "Ngày đăng: Chủ nhật, 26/06/2022 13:04"), {"Ngày đăng": 2}),
        (("Thứ Năm, 23/06/2022 13:04", "Chủ nhật, 20/11/2022 13:04"), {}),
        (("08/12/2021", "09/12/2021 | 10:00"), {}),
    ],
)
def test_a_label_is_what_stands_before_weekday_and_figures(
    dates: tuple[str, ...], labels: dict[str, int]
) -> None:
    assert date_labels(seen(*dates)) == labels


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("Ngày đăng: 07/04/2021 08:16", "Ngày đăng"),
        ("Ngày đăng 20/06/2018 | 4:12 PM | View count: 349", "Ngày đăng"),
        ("Ngày xuất bản: 07/04/2021", "Ngày xuất bản"),
        ("Đăng lúc 08:16 07/04/2021", "Đăng lúc"),
        ("Đăng lúc: 08:16, 07/04/2021", "Đăng lúc"),
        ("Cập nhật lúc 14:30, 05/06/2024", "Cập nhật lúc"),
        ("Đăng ngày 05/06/2024", "Đăng ngày"),
        ("Cập nhật: ngày 05/06/2024", "Cập nhật"),
        ("Cập nhật: Thứ Năm, 23/06/2022 13:04", "Cập nhật"),
        ("Cập nhật: 07/04/2021 08:16", "Cập nhật"),
        ("Đăng vào 08/12/2021", "Đăng vào"),
        ("Thứ Năm, 23/06/2022 13:04", None),
        ("Thứ năm, 20/11/2025 | 14:24", None),
        ("Thứ năm - 20/11/2025 14:24", None),
        ("Thứ bảy, 07/03/2026 - 08:07", None),
        ("Thứ ba, 25/1/2022, 06:00 (GMT+7)", None),
        ("21/07/2022 | 10:00 AM", None),
        ("(24/08/2022)", None),
        ("07/03/2026   08:52 (GMT+07:00)", None),
        ("23:02 , 06/03/2026", None),
        ("08:16 | 07/04/2021", None),
        ("14:30' 05/06/2024", None),
        ("14:30 ngày 05/06/2024", None),
        ("NGÀY 5 THÁNG 6, 2024 | 14:30", None),
        ("ngày 18 tháng 11 năm 2019", None),
        ("20/12/2020 - 10:57", None),
        ("2 giờ trước", None),
        ("36 phút trước", None),
        ("Hôm qua, 14:05", None),
        ("5/4/2021 9:03:22 SA", None),
        ("2026-03-07T08:52:11.000 +07:00", None),
    ],
)
def test_of_each_printed_form_the_words_that_tell_whose_date_it_is_are_the_label(
    line: str, label: str | None
) -> None:
    assert date_labels(seen(line)) == ({label: 1} if label else {})


def test_lines_on_every_page_are_the_portals_whatever_their_numbers() -> None:
    days = ("08/12/2021", "09/12/2021", "10/12/2021")
    more = f"<p>Mã tin trong kho: 12#</p><p>{TEXT[0]} Hết #.</p>"
    found = repeated_lines(seen(*days, more=more))
    assert found == {numbered("Mã tin trong kho: 121"): 3}
    assert repeated_lines(seen(*days[:2], more=more)) == {}, "two pages are too few to tell"


def test_notices_that_are_written_alike_are_no_boilerplate() -> None:
    days = ("08/12/2021", "09/12/2021", "10/12/2021")
    assert repeated_lines(seen(*days, more=f"<p>{TEXT[1]}</p><p>{TEXT[0]}</p>")) == {}


def test_a_tag_in_brackets_at_the_start_of_the_texts_is_a_source() -> None:
    assert source_tags(seen("08/12/2021", "09/12/2021", lead="(CAO) ")) == {"CAO": 2}
    assert source_tags(seen("08/12/2021", lead="(Hôm nay) ")) == {}


@pytest.mark.parametrize(
    ("line", "signs"),
    [
        ("Phòng PC06", True),
        ("Minh Khuê", True),
        ("(Theo Phòng Tham mưu)", True),
        ("Vụ việc đang được điều tra.", False),
        ("Điện thoại 0123", False),
        ("và các đơn vị", False),
    ],
)
def test_who_may_sign_an_article(line: str, signs: bool) -> None:
    assert may_sign(line) is signs

"""The promise of `date_lines`: of a line's parts the one that says most; and no day of something else."""

from __future__ import annotations

import pytest

from crawlers.dates import PrintedDate
from crawlers.layout import Layout
from crawlers.reading.blocks import Block
from crawlers.reading.date_kinds import Kind, kind_of
from crawlers.reading.date_lines import DateLine, date_lines, is_like_date
from tests.crawlers.reading.pages import FETCHED_AT

DAY = "2024-06-05"
MOMENT = "2024-06-05T14:30:00+07:00"


def line_of(text: str, *pieces: str, layout: Layout | None = None) -> DateLine | None:
    block = Block(text, 0, pieces=pieces)
    return next(iter(date_lines([block], layout or Layout(), FETCHED_AT)), None)


def told(line: DateLine | None) -> str | None:
    if line is None:
        return None
    return line.read.iso() if isinstance(line.read, PrintedDate) else line.read.reason


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("Lê Minh - 05/06/2024 14:30", MOMENT),
        ("Lê Minh Tâm – 05/06/2024", DAY),
        ("Công an huyện Vân Hải - 05/06/2024", DAY),
        ("Tin tức - 05/06/2024", DAY),
        ("An ninh trật tự - Thứ tư - 05/06/2024 14:30", MOMENT),
        ("Số lượt đọc: 150 - 05/06/2024", DAY),
        ("05/06/2024 14:30 - Tác giả: Lê Minh", MOMENT),
        ("05/06/2024 - Chuyên mục: Tin hoạt động", DAY),
        ("Đăng bởi admin lúc 14:30 05/06/2024", MOMENT),
        ("Đăng bởi: Lê Minh ngày 05/06/2024", DAY),
        ("Viết bởi Super User Thứ tư, 05 Tháng 6 2024 14:30", MOMENT),
        ("Được viết bởi Lê Minh | Thứ tư, 05 Tháng 6 2024 14:30", MOMENT),
        ("Đăng ngày 05/06/2024 trong mục Tin tức", DAY),
        ("05/06/2024 trong Tin tức", DAY),
        ("05/06/2024 bởi Lê Minh", DAY),
        ("5 Tháng Sáu, 2024 by admin", DAY),
        ("Đăng lúc: Thứ tư - 05/06/2024 14:30 - Người đăng bài viết: Ban Biên tập", MOMENT),
        ("05/06/2024 (GMT+7) - Lê Minh", DAY),
        ("Đăng bởi: Quản trị viên, 05/06/2024", DAY),
        ("admin - 05/06/2024", DAY),
        ("PV | 05/06/2024 14:30", MOMENT),
        ("Xem: 120 - Ngày: 05/06/2024", DAY),
        ("Trang chủ » Tin tức » 05/06/2024", DAY),
        ("Posted on 05/06/2024 in Tin tức by admin", DAY),
        ("05/06/2024 14:30 In bài viết", MOMENT),
        ("[05/06/2024]", DAY),
        ("🕒 05/06/2024 14:30", MOMENT),
    ],
)
def test_names_sections_and_counters_may_stand_beside_a_date(text: str, moment: str) -> None:
    line = line_of(text)
    assert told(line) == moment
    assert line is not None
    assert line.alone


@pytest.mark.parametrize(
    "text",
    [
        "Số: 12/TB-CAT - 05/06/2024",
        "Khai mạc - 05/06/2024",
        "Ban hành - 05/06/2024",
        "Hạn cuối - 05/06/2024",
        "Lễ kỷ niệm - 05/06/2024",
        "Hội nghị tổng kết công tác - 05/06/2024",
        "Họp ngày 05/06/2024",
        "Hải Phòng, 5 tháng 6 năm 2024",
        "Thông báo ngày 05/06/2024",
        "Tin tức 05/06/2024",
        "Tuần 23 (03/06/2024 - 05/06/2024)",
        "Trần Văn Hùng, 05/06/2004, xã Vân Hải",
        "Từ ngày 04/06/2024 đến ngày 05/06/2024",
        "04/06/2024 - 05/06/2024",
        "Thời gian: 08:00 04/06/2024 - 17:00 05/06/2024",
        "Ngày in: 05/06/2024 - Lê Minh",
        "Hải Phòng, ngày 5 tháng 6 năm 2024",
        "Hải Phòng ngày 5 tháng 6 năm 2024",
        "Hải Phòng - ngày 5 tháng 6 năm 2024",
        "Lê Minh - sinh ngày 05/06/2004",
        "Đăng ký dự thi - 05/06/2024",
        "05/06/2024 trong khuôn viên nhà trường",
        "Theo Quyết định số 5 - 05/06/2024",
        "Lê Minh - 05/06/2024 tại Hà Nội",
        "Giấy phép số 12/GP-TTĐT - Sở cấp 05/06/2024",
    ],
)
def test_beside_anything_else_a_day_is_not_the_articles(text: str) -> None:
    assert told(line_of(text)) is None


@pytest.mark.parametrize(
    "text",
    [
        "Đăng lúc 14:30 05/06/2024 - Cập nhật 08:00 07/06/2024",
        "Cập nhật 08:00 07/06/2024 - Đăng lúc 14:30 05/06/2024",
        "Cập nhật: 07/06/2024 08:00 | Ngày đăng: 05/06/2024 14:30",
        "Cập nhật: 07/06/2024 08:00 Ngày đăng: 05/06/2024 14:30",
        "05/06/2024 14:30 (Cập nhật 07/06/2024 08:00)",
        "05/06/2024 14:30 • Chỉnh sửa lần cuối: 07/06/2024 08:00",
        "Ngày tạo: 05/06/2024 14:30; Ngày sửa: 07/06/2024",
        "Ngày tạo: 04/06/2024; Ngày đăng: 05/06/2024 14:30",
    ],
)
def test_where_several_days_stand_in_a_line_the_day_of_posting_is_taken(text: str) -> None:
    line = line_of(text)
    assert told(line) == MOMENT
    assert line is not None
    assert line.alone


def test_days_in_elements_of_their_own_are_weighed_too() -> None:
    pieces = ("Cập nhật: 07/06/2024", "Ngày đăng: 05/06/2024")
    assert told(line_of(" ".join(pieces), *pieces)) == DAY


def test_a_day_of_posting_that_cannot_be_is_not_replaced_by_another() -> None:
    assert told(line_of("Ngày đăng: 31/02/2024 | Cập nhật: 05/06/2024")) == "impossible-day"


def test_two_days_told_alike_are_not_alone() -> None:
    line = line_of("05/06/2024 | 07/06/2024")
    assert line is not None
    assert not line.alone


def test_the_portals_own_label_is_heard_first() -> None:
    declared = Layout(date_labels=("Cập nhật",))
    assert told(line_of("Ngày đăng: 04/06/2024 | Cập nhật: 05/06/2024", layout=declared)) == DAY


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Ngày đăng: 05/06/2024", Kind.POSTED),
        ("(Đăng lúc 14:30)", Kind.POSTED),
        ("Thời gian đăng: 05/06/2024", Kind.POSTED),
        ("Xuất bản 05/06/2024", Kind.POSTED),
        ("05/06/2024", Kind.PLAIN),
        ("Ngày 05/06/2024", Kind.PLAIN),
        ("Thứ tư, 05/06/2024", Kind.PLAIN),
        ("Ngày tạo: 05/06/2024", Kind.CREATED),
        ("NGÀY CẬP NHẬT: 05/06/2024", Kind.UPDATED),
        ("( Lần cập nhật cuối 05/06/2024", Kind.UPDATED),
        ("Chỉnh sửa lần cuối: 05/06/2024", Kind.UPDATED),
        ("Last modified 05/06/2024", Kind.UPDATED),
        ("Thời gian: 05/06/2024", Kind.LOOSE),
    ],
)
def test_a_label_says_what_day_it_is(text: str, kind: Kind) -> None:
    assert kind_of(text) is kind


@pytest.mark.parametrize("text", ["Bắc Ninh, 05/06/2024", "Hà Nội, ngày 05/06/2024"])
def test_a_place_and_a_day_in_figures_are_a_loose_date(text: str) -> None:
    line = line_of(text)
    assert told(line) == DAY
    assert line is not None
    assert line.kind is Kind.LOOSE


@pytest.mark.parametrize(
    ("text", "is_like"),
    [
        ("Ngày 05/06/2024 (tức 29/4 năm Giáp Thìn)", True),
        ("Tin đăng ngày: 05/06/2024 (07/06/2024 cập nhật)", True),
        ("05/06/24 14:30", True),
        ("Thứ tư, 05 tháng 6 năm 2024 (29/4 âm lịch)", True),
        ("Hạn cuối nhận hồ sơ: 30/11/2024", False),
        ("Ngày sinh: 30/10/2004", False),
        ("Ngày 05/06/2024, Công an huyện tổ chức lớp tập huấn.", False),
        ("05/06/2024 là ngày hội của toàn dân bảo vệ an ninh Tổ quốc", False),
        ("12 người bị thương", False),
        ("", False),
    ],
)
def test_a_line_that_begins_as_a_date_and_is_little_else_is_like_one(text: str, is_like: bool) -> None:
    assert is_like_date(text) is is_like

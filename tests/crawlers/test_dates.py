"""The promise of `crawlers.dates`: every known form is read exactly, and nothing else ever gives a date."""

import calendar
import json
import re
import unicodedata
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from datetime import time as wall_time
from pathlib import Path

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from crawlers.dates import (
    VIETNAM,
    PrintedDate,
    RefusedDate,
    month_first_agrees,
    read_date_line,
    read_machine_date,
)

FETCHED_AT = datetime(2026, 3, 8, 10, 20, 30, tzinfo=VIETNAM)
SHARED = Path(__file__).parents[2].parent / "shared"


def read(line: str, fetched_at: datetime = FETCHED_AT) -> str | None:
    """A line's date in ISO form, or the reason it was refused in brackets, or None."""
    return told(read_date_line(line, fetched_at))


def read_machine(value: str) -> str | None:
    return told(read_machine_date(value, FETCHED_AT))


def told(found: PrintedDate | RefusedDate | None) -> str | None:
    if isinstance(found, RefusedDate):
        return f"[{found.reason}]"
    return found.iso() if found else None


# --- Every form ---

FORMS = [
    # seen on portals
    ("Cập nhật: 07/04/2021 08:16", "2021-04-07T08:16:00+07:00"),
    ("Đăng vào 08/12/2021", "2021-12-08"),
    ("Thứ Năm, 23/06/2022 13:04", "2022-06-23T13:04:00+07:00"),
    ("Thứ năm, 20/11/2025 | 14:24", "2025-11-20T14:24:00+07:00"),
    ("Thứ năm - 20/11/2025 14:24", "2025-11-20T14:24:00+07:00"),
    ("Thứ bảy, 07/03/2026 - 08:07", "2026-03-07T08:07:00+07:00"),
    ("Thứ ba, 25/1/2022, 06:00 (GMT+7)", "2022-01-25T06:00:00+07:00"),
    ("21/07/2022 | 10:00 AM", "2022-07-21T10:00:00+07:00"),
    ("Ngày đăng 20/06/2018 | 4:12 PM", "2018-06-20T16:12:00+07:00"),
    ("(24/08/2022)", "2022-08-24"),
    ("07/03/2026 08:52 (GMT+07:00)", "2026-03-07T08:52:00+07:00"),
    ("23:02 , 06/03/2026", "2026-03-06T23:02:00+07:00"),
    ("08:16 | 07/04/2021", "2021-04-07T08:16:00+07:00"),
    ("14:30' 05/06/2024", "2024-06-05T14:30:00+07:00"),
    ("14:30 ngày 05/06/2024", "2024-06-05T14:30:00+07:00"),
    ("Cập nhật lúc 14:30, 05/06/2024", "2024-06-05T14:30:00+07:00"),
    ("NGÀY 5 THÁNG 6, 2024 | 14:30", "2024-06-05T14:30:00+07:00"),
    ("ngày 18 tháng 11 năm 2019", "2019-11-18"),
    ("20/12/2020 - 10:57", "2020-12-20T10:57:00+07:00"),
    ("5/4/2021 9:03:22 SA", "2021-04-05T09:03:22+07:00"),
    ("5/4/2021 9:03:22 CH", "2021-04-05T21:03:22+07:00"),
    ("2026-03-07T08:52:11.000 +07:00", "2026-03-07T08:52:11+07:00"),
    ("2026-03-07T08:52:11", "2026-03-07T08:52:11+07:00"),
    ("2026-03-07 08:52", "2026-03-07T08:52:00+07:00"),
    ("2026-03-07", "2026-03-07"),
    # day and month with and without zeros, each separator
    ("8/4/2021", "2021-04-08"),
    ("07-04-2021", "2021-04-07"),
    ("07.04.2021", "2021-04-07"),
    ("05/06/2024", "2024-06-05"),
    ("29/02/2024", "2024-02-29"),
    ("2021/04/07", "2021-04-07"),
    ("2021/04/07 08:16", "2021-04-07T08:16:00+07:00"),
    # months in words and short, as WordPress, Joomla and Android print them
    ("24 Tháng Mười Một, 2025", "2025-11-24"),
    ("24 Tháng Mười Một 2025", "2025-11-24"),
    ("Tháng Mười Một 24, 2025", "2025-11-24"),
    ("Tháng Mười 24, 2025", "2025-10-24"),
    ("Tháng Mười Hai 1, 2025 08:16", "2025-12-01T08:16:00+07:00"),
    ("Tháng 11 24, 2025", "2025-11-24"),
    ("Tháng Năm 3, 2025", "2025-05-03"),
    ("3 Tháng Năm, 2025", "2025-05-03"),
    ("ngày 3 tháng năm năm 2025", "2025-05-03"),
    ("ngày 5 tháng tư năm 2025", "2025-04-05"),
    ("5 tháng bốn, 2025", "2025-04-05"),
    ("24 Tháng Mười Một, 2025 lúc 4:20 chiều", "2025-11-24T16:20:00+07:00"),
    ("Đăng ngày 24 Tháng Mười Một, 2025", "2025-11-24"),
    ("24 thg 11, 2025", "2025-11-24"),
    ("24 thg 11 2025", "2025-11-24"),
    ("24 Th11, 2025", "2025-11-24"),
    ("Th11 24, 2025", "2025-11-24"),
    ("Ngày 24 th.11 năm 2025", "2025-11-24"),
    ("November 24, 2025", "2025-11-24"),
    ("Nov 24, 2025 08:16", "2025-11-24T08:16:00+07:00"),
    ("24 Nov 2025", "2025-11-24"),
    ("3 May 2025", "2025-05-03"),
    ("Mon, 24 Nov 2025 08:16:00 +0700", "2025-11-24T08:16:00+07:00"),
    ("18 tháng 11, 2019", "2019-11-18"),
    ("Thứ Hai, ngày 18 tháng 11 năm 2019 08h05", "2019-11-18T08:05:00+07:00"),
    # labels
    ("Cập nhật:07/04/2021 08:16", "2021-04-07T08:16:00+07:00"),
    ("Cập nhật : 07/04/2021 lúc 08:16", "2021-04-07T08:16:00+07:00"),
    ("CẬP NHẬT LẦN CUỐI: 07/04/2021", "2021-04-07"),
    ("Cập nhật ngày 07/04/2021", "2021-04-07"),
    ("Cập nhật vào lúc: 08:16 ngày 07/04/2021", "2021-04-07T08:16:00+07:00"),
    ("Ngày cập nhật: 07/04/2021", "2021-04-07"),
    ("Thời gian cập nhật: 07/04/2021 08:16", "2021-04-07T08:16:00+07:00"),
    ("Đăng lúc: Thứ tư - 07/04/2021 08:16", "2021-04-07T08:16:00+07:00"),
    ("Đăng ngày 07/04/2021", "2021-04-07"),
    ("Đã đăng vào ngày 07/04/2021", "2021-04-07"),
    ("Được đăng: Thứ tư, 07 Tháng 4 2021 08:16", "2021-04-07T08:16:00+07:00"),
    ("Ngày đăng: 23-01-2014", "2014-01-23"),
    ("Ngày đăng tin: 23/01/2014", "2014-01-23"),
    ("Ngày: 07/04/2021", "2021-04-07"),
    ("Ngày 07/04/2021", "2021-04-07"),
    ("Thời gian: 08:16 07/04/2021", "2021-04-07T08:16:00+07:00"),
    ("Xuất bản 07/04/2021", "2021-04-07"),
    ("Ngày xuất bản: 07/04/2021, 08:16", "2021-04-07T08:16:00+07:00"),
    ("Published: 07/04/2021", "2021-04-07"),
    ("Published on 07/04/2021 08:16", "2021-04-07T08:16:00+07:00"),
    ("Last updated: 07/04/2021", "2021-04-07"),
    ("Ðăng vào 08/12/2021", "2021-12-08"),  # with eth for đ
    ("Bài viết được đăng ngày 07/04/2021", "2021-04-07"),
    ("Ngày giờ đăng: 07/04/2021 08:16", "2021-04-07T08:16:00+07:00"),
    ("Ngày cập nhật cuối cùng: 07/04/2021", "2021-04-07"),
    ("Ngày gửi: 07/04/2021", "2021-04-07"),
    ("Ngày gửi bài: 07/04/2021", "2021-04-07"),
    ("Ngày viết: 07/04/2021 08:16", "2021-04-07T08:16:00+07:00"),
    ("Ngày đưa tin: 07/04/2021", "2021-04-07"),
    ("Ngày tạo: 07/04/2021", "2021-04-07"),
    ("Ngày tạo 07/04/2021 08:16", "2021-04-07T08:16:00+07:00"),
    ("Đã được tạo: 07/04/2021 08:16", "2021-04-07T08:16:00+07:00"),
    ("Được tạo ngày 07/04/2021", "2021-04-07"),
    ("Ngày sửa: 07/04/2021", "2021-04-07"),
    ("Chỉnh sửa lần cuối: 07/04/2021 08:16", "2021-04-07T08:16:00+07:00"),
    ("Sửa đổi lần cuối vào ngày 07/04/2021", "2021-04-07"),
    ("Last modified on 07/04/2021", "2021-04-07"),
    ("Lần cập nhật cuối ( 07/04/2021 08:16 )", "2021-04-07T08:16:00+07:00"),
    ("Lần cập nhật cuối (Thứ tư, 07 Tháng 4 2021 08:16)", "2021-04-07T08:16:00+07:00"),
    # weekdays
    ("Thứ Hai, 08/12/2025", "2025-12-08"),
    ("Thứ 2, 08/12/2025", "2025-12-08"),
    ("THỨ BA, 09/12/2025", "2025-12-09"),
    ("Thứ tư ngày 10/12/2025", "2025-12-10"),
    ("T6, 12/12/2025", "2025-12-12"),
    ("Thứ bẩy, 13/12/2025", "2025-12-13"),
    ("Thứ 7 - 13/12/2025", "2025-12-13"),
    ("Chủ nhật, 13/2/2022, 16:08 (GMT+7)", "2022-02-13T16:08:00+07:00"),
    ("CHỦ NHẬT, 14/12/2025", "2025-12-14"),
    ("CN, 14/12/2025", "2025-12-14"),
    ("Monday, 08/12/2025 07:00", "2025-12-08T07:00:00+07:00"),
    ("Thứ Hai, 07:00 08/12/2025", "2025-12-08T07:00:00+07:00"),
    ("07:00, Thứ Hai, 08/12/2025", "2025-12-08T07:00:00+07:00"),
    # times
    ("07/04/2021 8:16", "2021-04-07T08:16:00+07:00"),
    ("07/04/2021 08h16", "2021-04-07T08:16:00+07:00"),
    ("08h16' ngày 07/04/2021", "2021-04-07T08:16:00+07:00"),
    ("14:30:05 5/6/2024", "2024-06-05T14:30:05+07:00"),  # a browser's vi-VN
    ("01/03/2026 09:54:33", "2026-03-01T09:54:33+07:00"),
    ("07/04/2021-08:16", "2021-04-07T08:16:00+07:00"),
    ("07/04/2021 00:00", "2021-04-07T00:00:00+07:00"),
    ("07/04/2021 23:59", "2021-04-07T23:59:00+07:00"),
    ("07/04/2021 | 12:30 PM", "2021-04-07T12:30:00+07:00"),
    ("07/04/2021 | 12:30 AM", "2021-04-07T00:30:00+07:00"),
    ("07/04/2021 | 12:00 PM", "2021-04-07T12:00:00+07:00"),
    ("07/04/2021 12:00:00 CH", "2021-04-07T12:00:00+07:00"),
    ("07/04/2021 | 13:00 PM", "2021-04-07T13:00:00+07:00"),
    ("07/04/2021 13:00:00 CH", "2021-04-07T13:00:00+07:00"),
    ("08:16 AM | 07/04/2021", "2021-04-07T08:16:00+07:00"),
    ("07/04/2021 4:20 chiều", "2021-04-07T16:20:00+07:00"),
    ("4:20 chiều, 07/04/2021", "2021-04-07T16:20:00+07:00"),
    ("9:05 sáng 07/04/2021", "2021-04-07T09:05:00+07:00"),
    ("07/04/2021 8:30 tối", "2021-04-07T20:30:00+07:00"),
    ("07/04/2021 8:30 SA", "2021-04-07T08:30:00+07:00"),
    ("16 giờ 20 phút, ngày 07/04/2021", "2021-04-07T16:20:00+07:00"),
    ("Đăng lúc 08 giờ 30 phút ngày 07/04/2021", "2021-04-07T08:30:00+07:00"),
    ("07-04-2021 | 09:12 AM GMT+7", "2021-04-07T09:12:00+07:00"),
    # midnight on a 12-hour clock: an empty time field
    ("09/05/2014 | 12:00 AM", "2014-05-09"),
    ("9/5/2014 12:00:00 SA", "2014-05-09"),
    ("09/05/2014 | 00:00 AM", "2014-05-09"),
    ("09/05/2014 12:00 sáng", "2014-05-09"),
    # offsets
    ("07/04/2021 08:16 GMT+7", "2021-04-07T08:16:00+07:00"),
    ("07/04/2021 08:16 (GMT +7)", "2021-04-07T08:16:00+07:00"),
    ("07/04/2021 08:16 UTC+7", "2021-04-07T08:16:00+07:00"),
    ("07/04/2021 08:16 +07:00", "2021-04-07T08:16:00+07:00"),
    ("07/04/2021 08:16 +0700", "2021-04-07T08:16:00+07:00"),
    ("07/04/2021 (GMT+7)", "2021-04-07"),
    ("08:16 GMT+7, 07/04/2021", "2021-04-07T08:16:00+07:00"),
    # brackets
    ("(Cập nhật: 07/04/2021 08:16)", "2021-04-07T08:16:00+07:00"),
    ("( 07/04/2021 08:16 )", "2021-04-07T08:16:00+07:00"),
    ("(07/04/2021 08:16 (GMT+7))", "2021-04-07T08:16:00+07:00"),
    # relative, fetched on Sunday 8 March 2026 at 10:20:30
    ("2 giờ trước", "2026-03-08T08:20:00+07:00"),
    ("36 phút trước", "2026-03-08T09:44:00+07:00"),
    ("45 giây trước", "2026-03-08T10:19:00+07:00"),
    ("3 ngày trước", "2026-03-05"),
    ("Cập nhật: 2 giờ trước", "2026-03-08T08:20:00+07:00"),
    ("Đăng 36 phút trước", "2026-03-08T09:44:00+07:00"),
    ("(2 giờ trước)", "2026-03-08T08:20:00+07:00"),
    ("Vừa xong", "2026-03-08T10:20:00+07:00"),
    ("VỪA XONG", "2026-03-08T10:20:00+07:00"),
    ("Hôm qua, 14:05", "2026-03-07T14:05:00+07:00"),
    ("Hôm nay, 08:00", "2026-03-08T08:00:00+07:00"),
    ("Đăng lúc 14:05 hôm qua", "2026-03-07T14:05:00+07:00"),
    ("Cập nhật: Hôm nay lúc 08:00", "2026-03-08T08:00:00+07:00"),
]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize(("line", "iso"), FORMS)
def test_every_known_form_is_read_composed_and_decomposed(line: str, iso: str, form: str) -> None:
    printed = read_date_line(unicodedata.normalize(form, line), FETCHED_AT)  # type: ignore[arg-type]
    assert isinstance(printed, PrintedDate)
    assert printed.iso() == iso
    assert printed.text == line


@pytest.mark.parametrize(("line", "iso"), FORMS)
def test_upper_case_hard_spaces_and_surrounding_white_space_change_nothing(line: str, iso: str) -> None:
    assert read(f"\r\n\t\xa0{line}\u3000\n") == iso
    assert read(line.replace(" ", "\xa0")) == iso
    assert read(line.replace(" ", " \n\t\t \xa0\u202f")) == iso
    assert read(line.upper()) == iso


@pytest.mark.parametrize(("line", "iso"), FORMS)
def test_full_width_and_zero_width_characters_change_nothing(line: str, iso: str) -> None:
    assert read("\ufeff" + "\u200b".join(line)) == iso
    assert read("".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in line)) == iso


@pytest.mark.parametrize(
    "furniture",
    [
        " | View count: 349",
        "\xa0|\xa0View\xa0count: 349",
        "  |  Lượt xem: 12",
        " Lượt xem: 1.234",
        " - Đã xem: 5",
        ", 1.234 lượt xem",
        " | 12 views",
        " | Lượt xem: 12 | Bình luận: 0",
        " | Bình luận (0)",
        " (150 lượt đọc)",
        " | Đã đọc: 12",
        " |",
    ],
)
@pytest.mark.parametrize(("line", "iso"), FORMS)
def test_counters_behind_a_date_are_not_part_of_it(line: str, iso: str, furniture: str) -> None:
    printed = read_date_line(line + furniture, FETCHED_AT)
    assert isinstance(printed, PrintedDate)
    assert (printed.iso(), printed.text) == (iso, line)


def test_the_text_keeps_what_was_printed_with_white_space_folded() -> None:
    printed = read_date_line("\t Ngày  đăng\xa020/06/2018 | 4:12 PM \xa0|\xa0View count: 349", FETCHED_AT)
    assert printed == PrintedDate(
        "Ngày đăng 20/06/2018 | 4:12 PM", date(2018, 6, 20), wall_time(16, 12), False, True
    )


def test_only_relative_forms_are_marked_relative() -> None:
    words = re.compile("trước|xong|hôm", re.IGNORECASE)
    for line, _ in FORMS:
        printed = read_date_line(line, FETCHED_AT)
        assert isinstance(printed, PrintedDate)
        assert printed.relative == bool(words.search(line)), line


# --- Lines that are no date lines ---

NO_DATE_LINES = [
    "",
    " ",
    "|",
    "Hải Phòng, ngày 18 tháng 11 năm 2019",
    "Hải Phòng, 18/11/2019",
    "ngày 11 tháng 3 năm 1948.",
    "ngày 18 tháng 11 năm 2019.",
    "58/2026/NĐ-CP",
    "Số: 58/2026",
    "Giấy phép số: 102/GP-BTTTT, cấp ngày 15/04/2024",
    "Giấy phép số: 102/GP-BTTTT, cấp ngày 15/04/2024.",
    "cấp ngày 15/04/2024",
    "Ngày 21/7",
    "Ngày 07/12, tại Hà Nội, Bộ Công an tổ chức hội nghị.",
    "Ngày 02/08/2022, tại Quảng Ninh",
    "Ngày 07/12/2021, Công an thành phố tổ chức hội nghị.",
    "Sáng 07/12/2021",
    "Quy định trên có hiệu lực từ ngày 1/3/2026.",
    "Ngày ban hành: 07/04/2021",
    "Ngày hiệu lực: 07/04/2021",
    "Ngày sinh: 07/04/2001",
    "Ngày in: 07/04/2021",
    "Người đăng: 07/04/2021",
    "2017-2020",
    "giai đoạn 2017-2020",
    "19-8-2005 * 19-8-2020",
    "Từ 1/3/2026 đến 5/3/2026",
    "1/3/2026 - 5/3/2026",
    "01-05/03/2026",
    "05/06/2024 07/06/2024",
    "Đăng: 07/04/2021 08:16 | Cập nhật: 08/04/2021 09:00",
    "Đăng: 07/04/2021 08:16 | Cập nhật: 07/04/2021 08:16",
    "08:00 07/04/2021 09:00",
    "07/04/2021 08:00 - 09:00",
    "08:00 - 09:00, 07/04/2021",
    "Thứ Hai 08:00 Thứ Hai 08/12/2025",
    "0225.3842.508",
    "0225 3842508",
    "Điện thoại: 0225.3.842508",
    "113",
    "08:16",
    "Cập nhật:",
    "Cập nhật: 08:16",
    "Thứ Năm",
    "07/04/21",
    "07/04/21 08:16",
    "07/04-2021",
    "07-04/2021 08:16",
    "7/4",
    "04/2021",
    "tháng 4 năm 2021",
    "2021",
    "20210407",
    "07/04/202108:16",
    "08:1607/04/2021",
    "07/04/2021T08:16",
    "07/04/20211",
    "107/04/2021",
    "07/04/2021/5",
    "07/04/2021 14g30",
    "07/04/2021 8h",
    "07/04/2021 08.16",
    "07/04/2021 008:16",
    "07/04/2021 08:16:00:00",
    "07/04/2021 08:16 trưa",
    "07/04/2021 08:16 EST",
    "07/04/2021 | Công an Hải Phòng",
    "07/04/2021 Lượt xem",
    "(07/04/2021",
    "07/04/2021)",
    "(07/04/2021 08:16 (GMT+7)",
    "Lễ khai giảng (05/09/2022)",
    "Hôm nay",
    "Hôm qua",
    "Hôm nay: 27",
    "Hôm nay: 4.798.809",
    "Hôm nay, Thứ Năm, 20/11/2025",
    "Hôm kia, 08:00",
    "Lượt truy cập: 12",
    "1 tuần trước",
    "2 tháng trước",
    "3 năm trước",
    "vài giờ trước",
    "2 giờ trước đó",
    "2 giờ trước, tại Hà Nội",
    "1234 giờ trước",
    "2 giờ",
    "Việc này vừa xong",
    "xong",
    "ngày 24 tháng năm 2025",  # May, or a month that was left empty
    "ngày tháng năm 2025",
    "Tháng Mười Một, 2025",
    "Tháng Mười Một 2025",
    "24 tháng giêng năm 2025",  # a month of the moon
    "24 tháng chạp, 2025",
    "11 24, 2025",
    "May 2025",
    "24 Mayor 2025",
    "24 thứ 11 2025",
    "Th11 2025",
    "2025/4/7",
    "2021/04-07",
    "2021.04.07",
    "07/04/2021 8 giờ",
    "07/04/2021 4:20 đêm",
    "Ngày 24/11/2025 (tức 5/10 năm Ất Tỵ)",
    "Lần cập nhật cuối ( 07/04/2021 08:16",
    "Lần cập nhật cuối 07/04/2021 08:16 )",
    "Ngày gửi hồ sơ: 07/04/2021",
    "Gửi: 07/04/2021",
    "Tạo: 07/04/2021",
    "٠٧/٠٤/٢٠٢١",  # digits no portal prints
    "Công an " * 40 + "07/04/2021",
]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("line", NO_DATE_LINES)
def test_anything_but_a_date_line_gives_nothing(line: str, form: str) -> None:
    assert read(unicodedata.normalize(form, line)) is None  # type: ignore[arg-type]


@pytest.mark.parametrize("line", [line for line, _ in FORMS])
@pytest.mark.parametrize(
    "sentence",
    [
        "Hải Phòng, {}",
        "cấp {}",
        "từ {}",
        "{} đến",
        "{}.",
        "{}, tại Hà Nội",
        "{} Công an thành phố",
        "Nguyễn Văn A {}",
        "{} {}",
        "{} - {}",
        "Đăng: {} | Cập nhật: {}",
    ],
)
def test_no_form_is_read_out_of_a_sentence_or_a_pair(line: str, sentence: str) -> None:
    assert read(sentence.replace("{}", line)) is None


# --- Date lines that are not believed ---

REFUSED = [
    ("31/02/2021", "impossible-day"),
    ("29/02/2023", "impossible-day"),
    ("Cập nhật: 31/04/2021 08:16", "impossible-day"),
    ("00/04/2021", "impossible-day"),
    ("01/00/2021", "impossible-day"),
    ("01/01/0000", "impossible-day"),
    ("12/25/2021", "impossible-day"),
    ("ngày 30 tháng 2 năm 2021", "impossible-day"),
    ("2021-02-30", "impossible-day"),
    ("3/15/2026 3:34:00 PM", "impossible-day"),
    ("07/04/2021 24:00", "impossible-time"),
    ("07/04/2021 08:60", "impossible-time"),
    ("07/04/2021 08:16:60", "impossible-time"),
    ("25:00 07/04/2021", "impossible-time"),
    ("07/04/2021 | 13:00 AM", "impossible-time"),
    ("07/04/2021 13:00:00 SA", "impossible-time"),
    ("07/04/2021 | 00:30 PM", "impossible-time"),
    ("Hôm qua, 24:05", "impossible-time"),
    ("07/04/2021 4:20 tối", "impossible-time"),
    ("07/04/2021 12:30 tối", "impossible-time"),
    ("07/04/2021 13:05 sáng", "impossible-time"),
    ("31 Tháng Mười Một, 2025", "impossible-day"),
    ("Tháng Hai 30, 2025", "impossible-day"),
    ("Tháng 13 1, 2025", "impossible-day"),
    ("2021/02/30", "impossible-day"),
    ("20/11/2062", "future"),
    ("01/01/9999", "future"),
    ("08/12/1994", "too-early"),
    ("ngày 11 tháng 3 năm 1948", "too-early"),
    ("07/04/0021", "too-early"),
    ("07/04/2021 08:16 GMT-7", "time-zone"),
    ("07/04/2021 08:16 GMT−7", "time-zone"),
    ("07/04/2021 08:16 (GMT+8)", "time-zone"),
    ("07/04/2021 08:16 GMT+07:30", "time-zone"),
    ("07/04/2021 08:16 GMT", "time-zone"),
    ("07/04/2021 08:16 UTC", "time-zone"),
    ("07/04/2021 08:16 -07:00", "time-zone"),
    ("07/04/2021 08:16 +00:00", "time-zone"),
    ("2021-04-07T08:16:00Z", "time-zone"),
    ("2021-04-07T08:16:00-07:00", "time-zone"),
    ("07/04/2021 (GMT+9)", "time-zone"),
    ("08:16 GMT-7, 07/04/2021", "time-zone"),
    ("08:16 (GMT+7) 07/04/2021 (GMT+8)", "time-zone"),
    ("3/5/2025 3:34:00 PM", "ambiguous-order"),
    ("Cập nhật: 3/5/2025 3:34:00 PM", "ambiguous-order"),
    ("12/11/2025 12:00:00 AM", "ambiguous-order"),
    ("05/03/2025 03:34:00 PM", "ambiguous-order"),
    ("3:34:00 PM 3/5/2025", "ambiguous-order"),
    ("3/5/2025 3:34 PM", "ambiguous-order"),
    ("12/11/2025 4:12 PM", "ambiguous-order"),
]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize(("line", "reason"), REFUSED)
def test_an_unbelievable_date_is_refused_with_its_reason(line: str, reason: str, form: str) -> None:
    refused = read_date_line(unicodedata.normalize(form, line) + " | Lượt xem: 3", FETCHED_AT)  # type: ignore[arg-type]
    assert isinstance(refused, RefusedDate)
    assert (refused.text, refused.reason) == (line, reason)


@pytest.mark.parametrize(
    ("line", "iso"),
    [
        ("26/2/2026 3:34:00 PM", "2026-02-26T15:34:00+07:00"),  # no 26th month
        ("13/2/2026 3:34:00 PM", "2026-02-13T15:34:00+07:00"),
        ("5/5/2025 3:34:00 PM", "2025-05-05T15:34:00+07:00"),  # the same either way
        ("3/5/2025 3:34:00 CH", "2025-05-03T15:34:00+07:00"),  # a Vietnamese server
        ("05/06/2018 4:12 PM", "2018-06-05T16:12:00+07:00"),  # padded, no seconds
        ("12/11/2018 | 4:12 PM", "2018-11-12T16:12:00+07:00"),  # with a Liferay portal's bar
    ],
)
def test_with_am_or_pm_the_order_is_taken_only_where_it_is_certain(line: str, iso: str) -> None:
    assert read(line) == iso


def test_the_future_begins_a_day_after_the_fetch() -> None:
    assert read("09/03/2026") == "2026-03-09"
    assert read("10/03/2026") == "[future]"
    assert read("09/03/2026 10:20") == "2026-03-09T10:20:00+07:00"
    assert read("09/03/2026 10:21") == "[future]"


def test_the_future_is_judged_in_vietnams_time_whatever_the_fetch_times_zone() -> None:
    late_in_utc = datetime(2026, 3, 8, 17, 30, tzinfo=UTC)  # 00:30 on the 9th in Viet Nam
    assert read("10/03/2026", late_in_utc) == "2026-03-10"
    assert read("11/03/2026", late_in_utc) == "[future]"
    assert read("10/03/2026 00:30", late_in_utc) == "2026-03-10T00:30:00+07:00"
    assert read("10/03/2026 00:31", late_in_utc) == "[future]"


def test_a_portals_first_day_can_be_given() -> None:
    first = date(2010, 5, 1)
    assert told(read_date_line("01/05/2010", FETCHED_AT, first)) == "2010-05-01"
    assert told(read_date_line("30/04/2010 23:59", FETCHED_AT, first)) == "[too-early]"
    assert told(read_date_line("20 ngày trước", FETCHED_AT, date(2026, 3, 1))) == "[too-early]"
    assert told(read_machine_date("2010-04-30", FETCHED_AT, first)) == "[too-early]"


def test_a_weekday_that_contradicts_the_day_is_told() -> None:
    agrees, contradicts = (
        read_date_line(f"{weekday}, 23/06/2022", FETCHED_AT) for weekday in ("Thứ Năm", "Thứ Sáu")
    )
    assert isinstance(agrees, PrintedDate)
    assert agrees.weekday_agrees
    assert isinstance(contradicts, PrintedDate)
    assert contradicts.day == date(2022, 6, 23)
    assert not contradicts.weekday_agrees


def test_a_fetch_time_without_a_zone_is_an_error() -> None:
    naive = datetime(2026, 3, 8, 10, 0)
    with pytest.raises(ValueError, match="no time zone"):
        read_date_line("07/04/2021", naive)
    with pytest.raises(ValueError, match="no time zone"):
        read_machine_date("2021-04-07", naive)


# --- Relative forms around midnight ---


@pytest.mark.parametrize(
    ("fetched_at", "line", "iso"),
    [
        ("2026-03-08T00:10:59+07:00", "36 phút trước", "2026-03-07T23:34:00+07:00"),
        ("2026-03-08T00:10:59+07:00", "10 phút trước", "2026-03-08T00:00:00+07:00"),
        ("2026-03-08T00:10:59+07:00", "2 giờ trước", "2026-03-07T22:10:00+07:00"),
        ("2026-03-08T00:00:20+07:00", "30 giây trước", "2026-03-07T23:59:00+07:00"),
        ("2026-03-08T00:10:59+07:00", "Hôm qua, 23:59", "2026-03-07T23:59:00+07:00"),
        ("2026-03-08T00:10:59+07:00", "Hôm nay, 00:05", "2026-03-08T00:05:00+07:00"),
        ("2026-03-08T00:10:59.999999+07:00", "Vừa xong", "2026-03-08T00:10:00+07:00"),
        ("2026-03-01T00:10:00+07:00", "Hôm qua, 08:00", "2026-02-28T08:00:00+07:00"),
        ("2026-01-01T00:00:00+07:00", "1 phút trước", "2025-12-31T23:59:00+07:00"),
        ("2024-03-02T09:00:00+07:00", "2 ngày trước", "2024-02-29"),
        # 17:30 in Greenwich is half past midnight of the next day in Viet Nam
        ("2026-03-07T17:30:00+00:00", "Hôm qua, 14:05", "2026-03-07T14:05:00+07:00"),
        ("2026-03-07T17:30:00+00:00", "1 giờ trước", "2026-03-07T23:30:00+07:00"),
        ("2026-03-07T17:30:00+00:00", "1 ngày trước", "2026-03-07"),
        ("2026-03-07T16:59:59+00:00", "Hôm nay, 14:05", "2026-03-07T14:05:00+07:00"),
    ],
)
def test_relative_forms_count_back_from_the_fetch_in_vietnams_time(
    fetched_at: str, line: str, iso: str
) -> None:
    assert read(line, datetime.fromisoformat(fetched_at)) == iso


# --- Machine dates ---


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        ("2021-04-07", "2021-04-07"),
        ("2021-04-07T08:16", "2021-04-07T08:16:00+07:00"),
        ("2021-04-07 08:16:05", "2021-04-07T08:16:05+07:00"),
        ("2021-04-07T00:00:00", "2021-04-07T00:00:00+07:00"),
        ("2026-03-07T08:52:11.000 +07:00", "2026-03-07T08:52:11+07:00"),
        ("2022-02-13T16:08:35+07:00", "2022-02-13T16:08:35+07:00"),
        ("2022-02-13T16:08:35+0700", "2022-02-13T16:08:35+07:00"),
        ("2022-02-13 16:08:35+07", "2022-02-13T16:08:35+07:00"),
        ("2021-04-06T18:30:00Z", "2021-04-07T01:30:00+07:00"),
        ("2021-04-06T18:30:00.1234567Z", "2021-04-07T01:30:00+07:00"),
        ("2021-12-31T23:00:00-05:30", "2022-01-01T11:30:00+07:00"),
        ("2021-01-01T01:00:00+09:00", "2020-12-31T23:00:00+07:00"),
        ("Thu, 23 Jun 2022 13:04:00 +0700", "2022-06-23T13:04:00+07:00"),
        ("Thu, 23 Jun 2022 18:04:00 GMT", "2022-06-24T01:04:00+07:00"),
        ("5 Mar 2026 08:00 UT", "2026-03-05T15:00:00+07:00"),
        (" 2021-04-07 ", "2021-04-07"),
        ("2021-02-30", "[impossible-day]"),
        ("Thu, 31 Jun 2022 13:04:00 +0700", "[impossible-day]"),
        ("2021-04-07T24:00:00", "[impossible-time]"),
        ("2021-04-07T08:16:60Z", "[impossible-time]"),
        ("2021-04-07T08:16:00+15:00", "[time-zone]"),
        ("2021-04-07T08:16:00+07:60", "[time-zone]"),
        ("1970-01-01T00:00:00Z", "[too-early]"),
        ("0001-01-01T00:00:00", "[too-early]"),
        ("0001-01-01T00:00:00+14:00", "[too-early]"),
        ("9999-12-31T23:59:59Z", "[future]"),
        ("2026-03-09T03:20:30Z", "2026-03-09T10:20:30+07:00"),
        ("2026-03-09T03:20:31Z", "[future]"),
        ("3/5/2026 3:34:00 PM", None),
        ("07/04/2021 08:16", None),
        ("2021-4-7", None),
        ("20210407", None),
        ("20210407T081600Z", None),
        ("2021-W14-3", None),
        ("2021-04", None),
        ("2021", None),
        ("1770189975", None),
        ("2021-04-07T08", None),
        ("2021-04-07T08:16:00 EST", None),
        ("Thu, 23 Jun 22 13:04:00 +0700", None),
        ("Thu, 23 Jun 2022 13:04:00", None),
        ("Thu, 23 Jun 2022 13:04:00 PDT", None),
        ("", None),
        ("2 giờ trước", None),
    ],
)
def test_machine_dates(value: str, iso: str | None) -> None:
    assert read_machine(value) == iso


def test_a_feeds_weekday_is_compared_with_the_day_it_was_written_beside() -> None:
    thursday = read_machine_date("Thu, 23 Jun 2022 18:04:00 GMT", FETCHED_AT)  # already Friday in Viet Nam
    friday = read_machine_date("Fri, 23 Jun 2022 18:04:00 GMT", FETCHED_AT)
    assert isinstance(thursday, PrintedDate)
    assert thursday.weekday_agrees
    assert isinstance(friday, PrintedDate)
    assert not friday.weekday_agrees


@pytest.mark.parametrize(
    ("value", "line", "agrees"),
    [
        ("3/5/2026 3:34:00 PM", "05/03/2026 15:34", True),
        ("3/5/2026 3:34:59 PM", "05/03/2026 15:34", True),
        ("2/26/2026 12:00:00 PM", "26/02/2026 12:00", True),
        ("3/5/2026\u202f3:34:00\u202fPM", "05/03/2026 15:34", True),
        ("3/5/2026 12:00:00 AM", "05/03/2026", True),
        ("3/5/2026 3:34:00 PM", "05/03/2026", True),
        ("3/5/2026", "05/03/2026 15:34", True),
        ("3/5/2026 3:35:00 PM", "05/03/2026 15:34", False),
        ("3/5/2026 3:34:00 AM", "05/03/2026 15:34", False),
        ("5/3/2026 3:34:00 PM", "05/03/2026 15:34", False),
        ("13/5/2026 3:34:00 PM", "05/03/2026 15:34", False),
        ("3/5/2026 25:34:00", "05/03/2026 15:34", False),
        ("2026-03-05T15:34:00", "05/03/2026 15:34", False),
        ("", "05/03/2026 15:34", False),
    ],
)
def test_a_month_first_attribute_is_a_second_witness(value: str, line: str, agrees: bool) -> None:
    printed = read_date_line(line, FETCHED_AT)
    assert isinstance(printed, PrintedDate)
    assert month_first_agrees(value, printed) is agrees


# --- Properties ---

DAYS = st.dates(min_value=date(1995, 1, 1), max_value=FETCHED_AT.date())
TIMES = st.times().map(lambda clock: clock.replace(microsecond=0))
TWO_DIGITS = st.integers(min_value=0, max_value=99)
WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")

MONTHS = ("Một", "Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy", "Tám", "Chín", "Mười", "Mười Một", "Mười Hai")


def half_day(clock: wall_time, halves: tuple[str, str], seconds: str = "") -> str:
    hour = clock.hour % 12 or 12
    return f"{hour}:{clock.minute:02}{seconds} {halves[clock.hour >= 12]}"


DAY_PRINTERS: list[Callable[[date], str]] = [
    lambda d: f"{d:%d/%m/%Y}",
    lambda d: f"{d.day}/{d.month}/{d.year}",
    lambda d: f"ngày {d:%d/%m/%Y}",
    lambda d: f"{d:%d-%m-%Y}",
    lambda d: f"{d:%d.%m.%Y}",
    lambda d: f"{d:%Y-%m-%d}",
    lambda d: f"ngày {d.day} tháng {d.month} năm {d.year}",
    lambda d: f"NGÀY {d.day} THÁNG {d.month}, {d.year}",
    lambda d: f"{d:%Y/%m/%d}",
    lambda d: f"{d.day} Tháng {MONTHS[d.month - 1]}, {d.year}",
    lambda d: f"Tháng {MONTHS[d.month - 1]} {d.day}, {d.year}",
    lambda d: f"ngày {d.day} tháng {MONTHS[d.month - 1].lower()} năm {d.year}",
    lambda d: f"{d.day} thg {d.month}, {d.year}",
    lambda d: f"{d.day} Th{d.month}, {d.year}",
    lambda d: f"{calendar.month_name[d.month]} {d.day}, {d.year}",
    lambda d: f"{d.day} {calendar.month_abbr[d.month]} {d.year}",
    lambda d: f"{WEEKDAYS[d.weekday()]}, {d:%d/%m/%Y}",
    lambda d: f"{WEEKDAYS[d.weekday()].upper()} - {d.day}/{d.month}/{d.year}",
]
MINUTE_PRINTERS: list[Callable[[wall_time], str]] = [
    lambda t: f"{t:%H:%M}",
    lambda t: f"{t.hour}:{t.minute:02}",
    lambda t: f"{t:%Hh%M}",
    lambda t: f"{t:%H:%M}'",
    lambda t: f"{t:%H giờ %M phút}",
    lambda t: f"{t:%H:%M} (GMT+7)",
    lambda t: f"{t:%H:%M} +07:00",
]
LINES = [
    "{day} {time}",
    "{day} | {time}",
    "{day} - {time}",
    "{day}, {time}",
    "{day} lúc {time}",
    "{time} {day}",
    "{time} , {day}",
    "{time} | {day}",
    "Cập nhật: {day} {time}",
    "Cập nhật lúc {time}, {day}",
    "Đăng lúc: {time} - {day}",
    "Ngày đăng {day} | {time} | Lượt xem: 1.234",
    "({day} {time})",
]


@given(DAYS, TIMES, st.sampled_from(DAY_PRINTERS), st.sampled_from(MINUTE_PRINTERS), st.sampled_from(LINES))
def test_a_day_and_minute_printed_in_any_form_read_back_to_exactly_these(
    day: date,
    clock: wall_time,
    print_day: Callable[[date], str],
    print_time: Callable[[wall_time], str],
    line: str,
) -> None:
    assume(datetime.combine(day, clock, VIETNAM) <= FETCHED_AT)
    text = line.format(day=print_day(day), time=print_time(clock))
    printed = read_date_line(text, FETCHED_AT)
    assert isinstance(printed, PrintedDate), text
    assert (printed.day, printed.time) == (day, clock.replace(second=0))
    assert (printed.relative, printed.weekday_agrees) == (False, True)


@given(DAYS, st.sampled_from(DAY_PRINTERS), st.sampled_from(["{}", "Đăng vào {}", "({})", "{} | 12 views"]))
def test_a_day_printed_alone_stays_a_day(day: date, print_day: Callable[[date], str], line: str) -> None:
    printed = read_date_line(line.format(print_day(day)), FETCHED_AT)
    assert isinstance(printed, PrintedDate)
    assert (printed.day, printed.time) == (day, None)


@given(DAYS, TIMES)
@example(date(2021, 4, 5), wall_time(0, 0, 0))
@example(date(2021, 4, 5), wall_time(0, 0, 1))
@example(date(2021, 4, 5), wall_time(12, 0, 0))
def test_a_vietnamese_server_is_read_day_first_to_the_second(day: date, clock: wall_time) -> None:
    assume(datetime.combine(day, clock, VIETNAM) <= FETCHED_AT)
    text = f"{day.day}/{day.month}/{day.year} {half_day(clock, ('SA', 'CH'), f':{clock.second:02}')}"
    printed = read_date_line(text, FETCHED_AT)
    assert isinstance(printed, PrintedDate)
    assert (printed.day, printed.time) == (day, None if clock == wall_time.min else clock)


@given(DAYS, TIMES)
@example(date(2025, 3, 5), wall_time(15, 34))
@example(date(2025, 5, 5), wall_time(15, 34))
@example(date(2025, 3, 15), wall_time(15, 34))
def test_an_american_servers_date_is_never_taken_for_another_day(day: date, clock: wall_time) -> None:
    american = f"{day.month}/{day.day}/{day.year} {half_day(clock, ('AM', 'PM'), f':{clock.second:02}')}"
    found = read_date_line(american, FETCHED_AT)
    if day.day == day.month:
        assert isinstance(found, RefusedDate) or found is None or found.day == day
    else:
        assert isinstance(found, RefusedDate)
        assert found.reason == ("impossible-day" if day.day > 12 else "ambiguous-order")


@given(DAYS, TIMES, DAYS)
def test_a_month_first_attribute_agrees_with_its_own_day_only(
    day: date, clock: wall_time, other: date
) -> None:
    american = f"{day.month}/{day.day}/{day.year} {half_day(clock, ('AM', 'PM'), f':{clock.second:02}')}"
    assert month_first_agrees(american, PrintedDate("", day, clock.replace(second=0), False, True))
    assert month_first_agrees(american, PrintedDate("", day, None, False, True))
    assert month_first_agrees(american, PrintedDate("", other, None, False, True)) == (day == other)


@given(DAYS, TIMES, st.integers(-14 * 60, 14 * 60))
def test_a_moment_in_any_zone_is_the_same_moment_in_vietnam(
    day: date, clock: wall_time, minutes: int
) -> None:
    assume(date(1995, 1, 2) < day < FETCHED_AT.date() - timedelta(days=1))
    moment = datetime.combine(day, clock, VIETNAM)
    sign, (hours, rest) = "-+"[minutes >= 0], divmod(abs(minutes), 60)
    elsewhere = moment.replace(tzinfo=None) + timedelta(minutes=minutes) - timedelta(hours=7)
    iso = f"{elsewhere.isoformat()}{sign}{hours:02}:{rest:02}"
    month = calendar.month_abbr[elsewhere.month]
    feed = f"{elsewhere.day} {month} {elsewhere:%Y %H:%M:%S} {sign}{hours:02}{rest:02}"
    assert read_machine(iso) == moment.isoformat()
    assert read_machine(feed) == moment.isoformat()


@given(TWO_DIGITS, TWO_DIGITS, st.integers(0, 9999))
def test_an_impossible_day_is_never_read_in_any_form(day: int, month: int, year: int) -> None:
    possible = 1 <= month <= 12 and year >= 1 and 1 <= day <= calendar.monthrange(year, month)[1]
    assume(not possible)
    for text in (
        f"{day:02}/{month:02}/{year:04}",
        f"{day}-{month}-{year:04}",
        f"Cập nhật: {day:02}.{month:02}.{year:04} 08:16",
        f"08:16 | {day:02}/{month:02}/{year:04}",
        f"ngày {day} tháng {month} năm {year:04}",
        f"{year:04}-{month:02}-{day:02}",
        f"{day}/{month}/{year:04} 9:03:22 SA",
        f"{day}/{month}/{year:04} 9:03:22 PM",
    ):
        assert read(text) == "[impossible-day]"
    assert read_machine(f"{year:04}-{month:02}-{day:02}T08:16:00Z") == "[impossible-day]"


@given(TWO_DIGITS, TWO_DIGITS, TWO_DIGITS)
def test_an_impossible_time_is_never_read(hour: int, minute: int, second: int) -> None:
    assume(hour > 23 or minute > 59 or second > 59)
    clock = f"{hour:02}:{minute:02}:{second:02}"
    for text in (f"07/04/2021 {clock}", f"{clock} 07/04/2021", f"07/04/2021 {clock} CH", f"Hôm qua, {clock}"):
        assert read(text) == "[impossible-time]"
    assert read_machine(f"2021-04-07T{clock}") == "[impossible-time]"


PIECES = st.sampled_from(
    [
        *(
            "1",
            "02",
            "3",
            "12",
            "15",
            "31",
            "2",
            "2021",
            "2024",
            "1948",
            "08:16",
            "14h30",
            "9:03:22",
            "12:00",
        ),
        *("07/04/2021", "5/6/2024", "18 tháng 11 năm 2019", "2021-04-07", "23-06-2022", "giờ trước", "36"),
        *(
            "/",
            "-",
            ".",
            ":",
            ",",
            "|",
            "(",
            ")",
            " ",
            " ",
            " ",
            "T",
            "Z",
            "'",
            "SA",
            "CH",
            "AM",
            "PM",
            "\xa0",
        ),
        *("+07:00", "GMT+7", "(GMT+7)", "GMT-7", "Cập nhật", "Đăng", "vào", "lúc", "ngày", "tháng", "năm"),
        *("Thứ Hai", "Chủ nhật", "Lượt xem", "Ngày tạo", "Hải Phòng", "hôm qua", "trước", "vừa xong", "số"),
    ]
)


@st.composite
def damaged_lines(draw: st.DrawFn) -> str:
    """A known form in which up to three stretches are replaced by pieces of other date lines."""
    line = draw(st.sampled_from(FORMS))[0]
    for _ in range(draw(st.integers(0, 3))):
        start = draw(st.integers(0, len(line)))
        end = draw(st.integers(start, min(start + 3, len(line))))
        line = line[:start] + draw(PIECES | st.just("")) + line[end:]
    return line


DATE_LIKE = damaged_lines() | st.lists(PIECES, max_size=8).map(" ".join)


@given(DATE_LIKE | st.text())
def test_no_date_comes_from_digits_that_are_not_on_the_line(line: str) -> None:
    printed = read_date_line(line, FETCHED_AT)
    if not isinstance(printed, PrintedDate) or printed.relative:
        return
    numbers = [int(number) for number in re.findall("[0-9]+", printed.text)]
    words = (MONTHS[printed.day.month - 1], calendar.month_abbr[printed.day.month], "bốn", "bẩy")
    in_words = any(word.casefold() in printed.text.casefold() for word in words)
    for number in (printed.day.day, printed.day.month, printed.day.year):
        if number == printed.day.month and number not in numbers and in_words:
            continue
        assert number in numbers
        numbers.remove(number)
    if printed.time is not None:
        hour = printed.time.hour
        assert {hour, hour % 12, hour % 12 or 12} & set(numbers)
        assert {printed.time.minute, printed.time.second} - {0} <= set(numbers)


@given(DATE_LIKE)
def test_a_printed_text_reads_back_to_the_same_date(line: str) -> None:
    printed = read_date_line(line, FETCHED_AT)
    if printed is None:
        return
    assert read_date_line(printed.text, FETCHED_AT) == printed
    assert unicodedata.is_normalized("NFC", printed.text)
    assert printed.text == " ".join(printed.text.split())


@given(DATE_LIKE | st.text())
@example("0001-01-01T00:00:00+14:00")
@example("9999-12-31T23:59:59-14:00")
@example("999 ngày trước")
@example("İ" * 30 + "07/04/2021")
@example("\ud800 07/04/2021")
def test_no_text_raises_and_no_date_lies_outside_its_limits(text: str) -> None:
    printed = PrintedDate("", date(2021, 4, 7), wall_time(8, 16), relative=False, weekday_agrees=True)
    assert month_first_agrees(text, printed) in (True, False)
    for found in (read_date_line(text, FETCHED_AT), read_machine_date(text, FETCHED_AT)):
        if isinstance(found, PrintedDate):
            assert date(1995, 1, 1) <= found.day <= date(2026, 3, 9)
            assert datetime.fromisoformat(found.iso()).date() == found.day


# --- The seed documents ---


def seed_names() -> list[str]:
    return sorted(path.stem for path in (SHARED / "gold").glob("*.json")) or ["none"]


@pytest.mark.parametrize("name", seed_names())
def test_a_seed_document_holds_its_own_date_line_and_no_other(name: str) -> None:
    if name == "none":
        pytest.skip("needs the seed documents in ../shared/seeds and ../shared/gold, which are not here")
    gold = json.loads((SHARED / "gold" / f"{name}.json").read_text("utf-8"))
    lines = (SHARED / "seeds" / gold["seed"]).read_text("utf-8").splitlines()
    found = [date_line for line in lines if (date_line := read_date_line(line, FETCHED_AT))]
    expected = [(gold["published_text"], gold["published_at"])] if gold["published_at"] else []
    assert [(date_line.text, told(date_line)) for date_line in found] == expected

"""How many dates one core reads in a second.

The date lines are one of every form known from a portal. Lines without a date are measured too, since a page
has many more of them.
"""

from __future__ import annotations

import statistics
import time
import unicodedata
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import NamedTuple

from crawlers.dates import VIETNAM, PrintedDate, RefusedDate, read_date_line, read_machine_date
from tests.bench.measure import Effort, Finding, Target, in_turn

Reader = Callable[[str, datetime], PrintedDate | RefusedDate | None]

_LEAST = 50_000
_DATED = "date lines, composed"
FETCHED_AT = datetime(2026, 3, 8, 10, 20, 30, tzinfo=VIETNAM)

DATE_LINES = [
    "Cập nhật: 07/04/2021 08:16",
    "Đăng vào 08/12/2021",
    "Thứ Năm, 23/06/2022 13:04",
    "Thứ năm, 20/11/2025 | 14:24",
    "Thứ năm - 20/11/2025 14:24",
    "Thứ bảy, 07/03/2026 - 08:07",
    "Thứ ba, 25/1/2022, 06:00 (GMT+7)",
    "21/07/2022 | 10:00 AM",
    "Ngày đăng 20/06/2018 | 4:12 PM | View count: 349",
    "(24/08/2022)",
    "07/03/2026   08:52 (GMT+07:00)",
    "23:02 , 06/03/2026",
    "08:16 | 07/04/2021",
    "14:30' 05/06/2024",
    "14:30 ngày 05/06/2024",
    "Cập nhật lúc 14:30, 05/06/2024",
    "NGÀY 5 THÁNG 6, 2024 | 14:30",
    "ngày 18 tháng 11 năm 2019",
    "20/12/2020 - 10:57",
    "2 giờ trước",
    "36 phút trước",
    "Hôm qua, 14:05",
    "5/4/2021 9:03:22 SA",
    "5/4/2021 9:03:22 CH",
    "2026-03-07T08:52:11.000 +07:00",
]
OTHER_LINES = [
    "Hải Phòng, ngày 18 tháng 11 năm 2019",
    "Giấy phép số: 102/GP-BTTTT, cấp ngày 15/04/2024",
    "Ngày 07/12, tại trụ sở Công an thành phố, đại diện các đơn vị đã trao quà cho 25 gia đình chính sách.",
    "Lực lượng chức năng khuyến cáo người dân không chia sẻ mã xác thực cho bất kỳ ai. " * 6,
    "Trang chủ",
    "Lượt truy cập: 4.798.809",
    "58/2026/NĐ-CP",
    "Bình luận (0)",
]
MACHINE_DATES = [
    "2022-02-13T16:08:35+07:00",
    "2026-03-07T08:52:11.000 +07:00",
    "2021-04-06T18:30:00Z",
    "2021-04-07 08:16:05",
    "Thu, 23 Jun 2022 13:04:00 +0700",
]


class Lines(NamedTuple):
    """Lines of one kind, the function that reads them, and whether it finds a date in each or in none."""

    read: Reader
    lines: list[str]
    are_dated: bool = True


KINDS = {
    _DATED: Lines(read_date_line, DATE_LINES),
    "date lines, decomposed": Lines(
        read_date_line, [unicodedata.normalize("NFD", line) for line in DATE_LINES]
    ),
    "machine dates": Lines(read_machine_date, MACHINE_DATES),
    "lines without a date": Lines(read_date_line, OTHER_LINES, are_dated=False),
}


def measure(effort: Effort) -> Finding:
    """Read each kind of line over and over."""
    times = effort.amount(2000, 20)
    rates = in_turn(effort.rounds, {name: partial(_rate, kind, times) for name, kind in KINDS.items()})
    finding = Finding("dates read on one core")
    finding.rows = [{"lines": name, "a second": statistics.median(rates[name])} for name in KINDS]
    finding.targets = [Target(f"{_DATED}, a second", statistics.median(rates[_DATED]), least=_LEAST)]
    return finding


def _rate(kind: Lines, times: int) -> float:
    """Lines a second of processor time, once it is sure that they are read rightly."""
    read, lines, are_dated = kind
    wrong = [line for line in lines if isinstance(read(line, FETCHED_AT), PrintedDate) is not are_dated]
    if wrong:
        raise RuntimeError(f"Read wrongly, so no rate would mean anything: {wrong}")
    start = time.process_time()
    for _ in range(times):
        for line in lines:
            read(line, FETCHED_AT)
    return times * len(lines) / (time.process_time() - start)

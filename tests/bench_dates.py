"""How many dates one core reads in a second: `python -m tests.bench_dates`; the target is 50,000.

The date lines are one of every form known from a portal. Lines without a date are measured too, since a page
has many more of them.
"""

import time
import unicodedata
from collections.abc import Callable
from datetime import datetime

from crawlers.dates import VIETNAM, PrintedDate, RefusedDate, read_date_line, read_machine_date

Reader = Callable[[str, datetime], PrintedDate | RefusedDate | None]

FETCHED_AT = datetime(2026, 3, 8, 10, 20, 30, tzinfo=VIETNAM)
ROUNDS = 4_000

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


def measure(name: str, read: Reader, lines: list[str], dated: bool = True) -> None:
    """Print how many lines `read` does a second, once it is sure that it finds a date in all or in none."""
    wrong = [line for line in lines if isinstance(read(line, FETCHED_AT), PrintedDate) is not dated]
    if wrong:
        raise SystemExit(f"Read wrongly, so no rate would mean anything: {wrong}")
    start = time.process_time()
    for _ in range(ROUNDS):
        for line in lines:
            read(line, FETCHED_AT)
    rate = ROUNDS * len(lines) / (time.process_time() - start)
    print(f"{name:24}{rate:>12,.0f} a second")


def main() -> None:
    """Read each kind of line over and over and print the rates."""
    decomposed = [unicodedata.normalize("NFD", line) for line in DATE_LINES]
    measure("date lines, composed", read_date_line, DATE_LINES)
    measure("date lines, decomposed", read_date_line, decomposed)
    measure("machine dates", read_machine_date, MACHINE_DATES)
    measure("lines without a date", read_date_line, OTHER_LINES, dated=False)


if __name__ == "__main__":
    main()

"""The forms in which Vietnamese portals print a day and a time, and machines write them.

What a form means, and whether it may be believed, is for `crawlers.dates`. All forms are of lower case.
"""

import re
import unicodedata
from datetime import timedelta

# --- Text ---

LONGEST_LINE = 250  # characters; a date line with its counters has about 60, decomposed about 80
_INVISIBLE = [0x00AD, 0x034F, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF]
_FULL_WIDTH = range(0xFF01, 0xFF5F)  # `０７／０４／２０２１`, each at a fixed distance from its ASCII twin
_ODD = dict.fromkeys(_INVISIBLE) | {code: code - 0xFEE0 for code in _FULL_WIDTH}
HAS_ODD = re.compile("[" + "".join(map(chr, _ODD)) + "]")
"""Whether folding changes more than white space."""


def fold(line: str) -> str:
    """White space folded, invisible characters dropped, full-width ones made plain, NFC."""
    if not line.isascii():
        if HAS_ODD.search(line):
            line = line.translate(_ODD)
        if not unicodedata.is_normalized("NFC", line):
            line = unicodedata.normalize("NFC", line)
    return " ".join(line.split())


# --- Words ---

WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "thứ hai|thứ 2|t2|monday|mon",
            "thứ ba|thứ 3|t3|tuesday|tue",
            "thứ tư|thứ 4|t4|wednesday|wed",
            "thứ năm|thứ 5|t5|thursday|thu",
            "thứ sáu|thứ 6|t6|friday|fri",
            "thứ bảy|thứ bẩy|thứ 7|t7|saturday|sat",
            "chủ nhật|chúa nhật|cn|sunday|sun",
        )
    )
    for name in names.split("|")
}
_ENGLISH_MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december".split("|")
)
MONTHS = {name[:3]: number for number, name in enumerate(_ENGLISH_MONTHS, start=1)}
_VIETNAMESE_MONTHS = "một|hai|ba|tư|năm|sáu|bảy|tám|chín|mười|mười một|mười hai".split("|")
MONTHS_IN_WORDS = {
    name: number
    for names in (_ENGLISH_MONTHS, MONTHS, _VIETNAMESE_MONTHS)
    for number, name in enumerate(names, start=1)
} | {"sept": 9, "bốn": 4, "bẩy": 7}
"""`tháng giêng` and `tháng chạp` are months of the moon and left out."""

UNITS = {
    "giây": timedelta(seconds=1),
    "phút": timedelta(minutes=1),
    "giờ": timedelta(hours=1),
    "ngày": timedelta(days=1),
}
NEAR = {"hôm nay": timedelta(), "hôm qua": timedelta(days=1)}

_BREAK = r"(?: ?[|,:;•·–—-] ?| )"

# What a portal writes before the day an article was published, made or updated. `Ngày ban hành` (a document's
# day) is left out on purpose. ð is what some keyboards give for đ.
_ABOUT = r"(?:ngày(?: giờ)?|thời (?:gian|điểm)|(?:tin|bài(?: viết)?)(?: (?:đã )?được)?|đã(?: được)?|được)"
POSTED = (
    rf"(?:{_ABOUT} )?(?:[đð]ăng(?: tin| bài| tải)?|xuất bản)"
    r"|ngày (?:gửi|viết|[đð]ưa)(?: bài| tin)?"
    r"|(?:date )?(?:published|posted)|(?:publish(?:ed)?|post) date"
)
UPDATED = (
    rf"(?:(?:{_ABOUT}|lần) )?(?:cập nhật|(?:chỉnh )?sửa(?: [đð]ổi)?)"
    r"(?: lần)?(?: cuối(?: cùng)?| mới nhất)?|(?:last )?(?:updated|modified)"
)
CREATED = r"(?:ngày|thời gian|(?:đã )?được) (?:khởi )?tạo(?: bài| tin)?|(?:date )?created"
_LABEL = (
    rf"(?:(?:{UPDATED}|{POSTED}|{CREATED})(?: lần cuối| mới nhất)?(?: vào)?(?: ngày| lúc| on| at)?"
    r"|ngày|thời gian|vào ngày|(?:vào )?lúc)"
)
_OFFSET = r"(?:(?:gmt|utc)(?: ?[+−-] ?[0-9]{1,2}(?::?[0-9]{2})?)?|[+−-][0-9]{2}(?::?[0-9]{2})?|ict|z)"
VIETNAMS_OFFSET = re.compile(r"(?:gmt|utc)?\+(?:7|07)(?::?00)?|ict")
_READINGS = r"(?:lượt (?:xem|đọc|truy cập)|views?|bình luận)"
COUNTER = (
    r"(?:(?:(?:số )?lượt (?:xem|đọc|truy cập)|(?:đã |số lần |lần )?(?:xem|đọc)|view count|views?"
    r"|bình luận|comments?)"
    rf"(?: ?: ?| )(?:[0-9][0-9.,]*|\([0-9]+\))|[0-9][0-9.,]* {_READINGS}|\([0-9][0-9.,]* {_READINGS}\))"
)


# --- Forms ---


def _weekday_group(position: str) -> str:
    return rf"(?:(?P<{position}_weekday>{'|'.join(sorted(WEEKDAYS, key=len, reverse=True))}){_BREAK})?"


def _clock_groups(position: str) -> str:
    """`08:16`, `08h16`, `8 giờ 16 phút`, `14:30'`, `9:03:22 SA`, `4:20 chiều`.

    The half is SA, AM or `sáng` (morning), CH, PM, `chiều` (afternoon) or `tối` (evening).
    """
    return (
        rf"(?P<{position}_hour>[0-9]{{1,2}})(?:[:h]| giờ )(?P<{position}_minute>[0-9]{{2}})(?: phút\b)?"
        rf"(?::(?P<{position}_second>[0-9]{{2}})(?:\.[0-9]{{1,9}})?)?['’′]?"
        rf"(?: ?(?P<{position}_half>am|pm|sa|ch|sáng|chiều|tối))?"
    )


def _offset_group(position: str) -> str:
    return rf"(?P<{position}_offset> ?{_OFFSET}| ?\({_OFFSET}\))?"


# `tháng năm 2026` may be May, or a form whose month was left empty: `năm` needs a comma or another `năm`.
_NAMED = "|".join(sorted(MONTHS_IN_WORDS.keys() - {*_ENGLISH_MONTHS, *MONTHS, "sept"}, key=len, reverse=True))
_ENGLISH = "|".join(sorted({*_ENGLISH_MONTHS, *MONTHS, "sept"}, key=len, reverse=True))
_MONTH = (
    rf"(?:tháng (?:[0-9]{{1,2}}|(?!năm [0-9]{{4}})(?:{_NAMED}))|thg?\.? ?[0-9]{{1,2}}"
    rf"|(?:{_ENGLISH})(?![a-z])\.?)"
)
_DAY = (
    r"(?:ngày(?: |: ?))?"
    r"(?:(?P<day>[0-9]{1,2})(?:(?P<mark>[/.-])(?P<month>[0-9]{1,2})(?P=mark)"
    rf"| (?P<named_month>{_MONTH})(?:, ?| )(?:năm )?)(?P<year>[0-9]{{4}})"
    rf"|(?P<first_month>{_MONTH}) (?P<second_day>[0-9]{{1,2}}), ?(?P<last_year>[0-9]{{4}})"
    r"|(?P<iso_year>[0-9]{4})(?P<iso_mark>[/-])(?P<iso_month>[0-9]{2})(?P=iso_mark)(?P<iso_day>[0-9]{2})"
    rf"|(?P<near>{'|'.join(NEAR)}))"
)
_TAIL = rf"(?:{_BREAK}{COUNTER})*(?: ?\|)?"

PRINTED = re.compile(
    rf"(?P<shown>(?P<open>\( ?)?(?:{_LABEL}(?:{_BREAK}| ?(?P<inner>\( ?)))?{_weekday_group('early')}"
    rf"(?:(?:lúc )?{_clock_groups('early')}{_offset_group('early')}{_BREAK}{_weekday_group('late')})?"
    rf"{_DAY}"
    rf"(?:(?:{_BREAK}(?:(?:vào )?lúc(?: |: ?))?|(?<=-[0-9]{{2}})t){_clock_groups('late')})?"
    rf"{_offset_group('late')}"
    rf"(?(inner) ?\))(?(open) ?\))){_TAIL}"
)
RELATIVE = re.compile(
    rf"(?P<shown>(?P<open>\()?(?:{_LABEL}{_BREAK})?"
    rf"(?:(?P<count>[0-9]{{1,3}}) (?P<unit>{'|'.join(UNITS)}) trước|vừa xong)(?(open)\))){_TAIL}"
)
ISO_8601 = re.compile(
    r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})"
    r"(?:[t ](?P<hour>[0-9]{2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:[.,][0-9]{1,9})?)?"
    r"(?: ?(?P<zone>z|[+-][0-9]{2}(?::?[0-9]{2})?))?)?"
)
RFC_2822 = re.compile(
    rf"(?:(?P<weekday>mon|tue|wed|thu|fri|sat|sun), ?)?"
    rf"(?P<day>[0-9]{{1,2}}) (?P<month_name>{'|'.join(MONTHS)}) (?P<year>[0-9]{{4}})"
    r" (?P<hour>[0-9]{2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2}))? (?P<zone>gmt|utc?|z|[+-][0-9]{4})"
)
AMERICAN = re.compile(
    r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})(?: ([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?(?: ?(am|pm))?)?"
)

"""A line of several parts, of which one or more are dates: who posted it, its section, posted and updated.

`Lê Minh - 24/11/2026`, `Đăng lúc 16:20 24/11/2026 - Cập nhật 08:00 26/11/2026`. Every other part must be
known for what stands beside a date: a name, an office, a section, a counter. Of anything else it may be the
day. Of several dates all but one must say what they are: `1/3/2026 - 5/3/2026` are the days of something.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from crawlers.date_forms import COUNTER
from crawlers.dates import PrintedDate, RefusedDate
from crawlers.reading.boilerplate import SHARING, VISIT_COUNTER
from crawlers.reading.bylines import is_person, is_section, is_unit
from crawlers.reading.date_kinds import PUBLICATION, kind_of

Read = PrintedDate | RefusedDate
Reader = Callable[[str], Read | None]


class _Part(NamedTuple):
    """Where a part of a line stands, and whether bars or dashes part it from the others."""

    start: int
    end: int
    apart: bool


_MOST_PARTS = 8
_JOINT = re.compile(
    r"\s*[|•;]\s*|\s+[·–—/»›-]\s+|\s+(?=\()|(?<=[\d)])\s+(?=(?:trong|bởi|by|thuộc|in)\s)"
    r"|(?<=[\d)])\s+(?=(?:(?:ngày|lần|thời gian|tin|đã|(?:đã )?được)\s)?"
    r"(?:cập nhật|đăng|xuất bản|tạo|(?:chỉnh )?sửa)\b)"
    r"|\s+(?=(?:(?:vào )?(?:lúc|ngày)|thứ)\s|chủ nhật\b)|,\s+(?=\d)",
    re.I,
)
_NAME = r"(?:\s*:)?\s(?P<{}>[^\d.?!:;]{{2,40}})"
_BESIDE = re.compile(
    r"(?:(?:người (?:đăng|viết|gửi)(?: bài)?(?: viết)?|(?:được )?(?:đăng|viết|gửi)(?: bài)? bởi"
    rf"|tác giả(?: bài viết)?|(?:posted |written )?by|bởi|nguồn(?: tin)?){_NAME.format('who')}"
    r"|(?:chuyên mục|danh mục|thể loại|(?:trong|thuộc)(?: (?:chuyên )?mục)?|mục|in)"
    rf"{_NAME.format('where')})",
    re.I,
)
_STAFF = re.compile(r"(?:admin(?:istrator)?|quản trị(?: viên)?|ban biên tập|bbt|pv|ctv|super user)", re.I)
_COUNTER = re.compile(COUNTER)
_OTHER_DAY = re.compile(
    r"\b(?:ban hành|hạn|từ|đến|ngày|thời (?:gian|hạn|điểm)|lúc|khai mạc|bế mạc|diễn ra|sinh|cấp|hiệu lực|ký"
    r"|bắt đầu|kết thúc|hết|in|truy cập|hôm|sáng|trưa|chiều|tối|đêm|lịch|số|họp|hội nghị|tổ chức|trước|sau"
    r"|nộp|áp dụng|thực hiện|kỷ niệm|lễ|trường hợp)\b",
    re.I,
)
"""Words with which a day is another than the article's, or which no name and no section has."""


def runs(count: int, read: Callable[[int, int], Read | None]) -> Iterator[tuple[tuple[int, int], Read]]:
    """The runs of neighbouring parts that print a date, the longest first; no part stands in two."""
    taken: set[int] = set()
    for size in range(count, 0, -1):
        for start in range(count - size + 1):
            span = range(start, start + size)
            if taken.isdisjoint(span) and (date := read(start, start + size)) is not None:
                taken.update(span)
                yield (start, start + size), date


def dates_in_parts(text: str, read: Reader) -> list[Read]:
    """The dates of a line all of whose other parts are known; none where one is not."""
    parts = list(_parts_of(text))
    if not 1 < len(parts) <= _MOST_PARTS:
        return []
    found = list(runs(len(parts), lambda start, end: read(text[parts[start].start : parts[end - 1].end])))
    dates = [date for _, date in found]
    taken = {number for (start, end), _ in found for number in range(start, end)}
    others = [part for number, part in enumerate(parts) if number not in taken]
    if not found or sum(kind_of(date.text) not in PUBLICATION for date in dates) > 1:
        return []
    may_name = not any(date.text.casefold().startswith("ngày ") for date in dates)
    known = (_is_known(text[part.start : part.end], part.apart and may_name) for part in others)
    return dates if all(known) else []


def _parts_of(text: str) -> Iterator[_Part]:
    start, apart = 0, True
    for joint in _JOINT.finditer(text):
        is_bar = bool(joint[0].strip(" ,"))
        if start < joint.start():
            yield _Part(start, joint.start(), apart and is_bar)
        start, apart = joint.end(), is_bar
    if start < len(text):
        yield _Part(start, len(text), apart)


def _is_known(part: str, may_name: bool) -> bool:
    """Whether a part of a line may stand beside the article's date: a name, a section, a counter.

    A name without a label is known only where it `may` be one: `Hải Phòng ngày 18/11/2019` heads a document.
    """
    text = part.strip(" ()[]|•·–—-:,»›>/")
    if not text or SHARING.matches(text) or VISIT_COUNTER.matches(text) or _COUNTER.fullmatch(text.lower()):
        return True
    beside = _BESIDE.fullmatch(text)
    if beside is not None:
        name = beside["who"] or beside["where"]
        return not _OTHER_DAY.search(name) and (beside["who"] is not None or name[:1].isupper())
    if not may_name or any(map(str.isdigit, text)) or _OTHER_DAY.search(text):
        return False
    return is_person(text) or is_unit(text) or is_section(text) or _STAFF.fullmatch(text) is not None

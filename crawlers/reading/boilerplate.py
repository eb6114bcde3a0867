"""Boilerplate rules: what a portal prints around every article, each rule by name.

A line rule knows a whole line and nothing else about the page; where the line stands decides whether the rule
may fire, so that an article may speak of `Lượt truy cập` or quote the letter in its own sentences:

- `HEAD` rules fire before the text begins, `TAIL` rules after its last paragraph;
- `ANYWHERE` rules know lines that no article contains;
- a rule that ENDS the text also ends it where paragraphs follow: they are another's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from crawlers.reading.words import is_upper_case, remembered


class Where(Enum):
    """Where in the text a rule may fire."""

    HEAD = "head"
    TAIL = "tail"
    ANYWHERE = "anywhere"


@dataclass(frozen=True)
class LineRule:
    """A rule that knows one line."""

    name: str
    where: Where
    matches: Callable[[str], object]
    ends: bool = False
    longest: int = 200
    """Characters; a longer line is somebody's sentence."""


def _lines(*forms: str) -> Callable[[str], object]:
    """Lines made of nothing but these forms, one or several, with separators and arrows around them.

    Buttons of a row may touch (`Chia sẻIn bài viết`): each begins with a capital then.
    """
    separators = r"[\s|»«›‹>/<•·▲▼↑→←*+,;:.…–—\[\]-]"
    # Atomic and possessive, as are the counts below: a separator may end a form as well as follow it, and a
    # hostile line of such forms must not be tried in every one of the ways to part it.
    one = rf"(?>(?:{'|'.join(f'(?:{form})' for form in forms)})(?={separators}|\Z|(?-i:[A-ZĐ])))"
    return re.compile(rf"{separators}*+{one}(?:{separators}*+{one})*+{separators}*+", re.I).fullmatch


def _begins(*forms: str) -> Callable[[str], object]:
    return re.compile(rf"[\s®©*–-]*(?:{'|'.join(forms)})", re.I).match


_COUNT = r"[:\s]*+(?:\(?[\d.,\s]++\)?|\.{2,}|…)?+(?:\s*(?:lượt|người|khách|views?))?"
_VISITS = (
    r"(?:tổng\s+)?(?:số\s+)?(?:lượt|người|khách)\s+(?:đang\s+)?(?:truy\s*cập|xem|đọc|online|trực\s+tuyến|viếng\s+thăm)(?:\s+(?:hôm\s+nay|trong\s+ngày|trong\s+tuần|trong\s+tháng|website))?"
    + _COUNT,
    r"truy\s*cập" + _COUNT,
    r"\(?[\d.,]++\s*(?:lượt|lần)\s*(?:xem|đọc|truy\s*cập)\)?",
    r"(?:đã\s+(?:xem|đọc)|đọc|số\s+lần\s+(?:xem|đọc))\s*:?\s*[\d.,]++(?:\s*(?:lượt|lần|người))?",
    r"thống\s+kê\s+(?:lượt\s+)?truy\s*cập|bộ\s+đếm(?:\s+truy\s*cập)?",
    r"(?:view\s*(?:count|s)|visitors?)" + _COUNT,
)
_SUMS = (
    r"(?:tổng\s+(?:số\s+)?)?(?:đang\s+)?(?:trực\s+tuyến|truy\s*cập|online)" + _COUNT,
    r"(?:tổng(?:\s+cộng|\s+số)?|hôm\s+nay|hôm\s+qua|(?:trong\s+)?(?:tuần|tháng|năm)\s+(?:này|trước|hiện\s+tại|nay|qua)|khách|thành\s+viên)\s*:?\s*[\d.,]++(?:\s*(?:lượt|người|khách))?",
)
"""What a counter's lines say, and an article's too where one stands alone."""
_COUNTERS = (*_VISITS, *_SUMS)
_SHARING = (
    r"chia\s+sẻ(?:\s+(?:bài\s+viết|tin|lên|qua|facebook|zalo|twitter|bài\s+này|với\s+bạn\s+bè))*",
    r"in(?:\s+ra|\s+bài(?:\s+viết)?(?:\s+này)?|\s+trang(?:\s+này)?|\s+tin)?|bản\s+in|print(?:\s+this)?",
    r"lưu(?:\s+(?:bài|tin|lại|bài\s+viết(?:\s+này)?))?|sao\s+chép(?:\s+liên\s+kết)?|copy(?:\s+link)?",
    r"gửi(?:\s+(?:email|mail|bài(?:\s+viết)?(?:\s+này)?|cho\s+bạn\s+bè|tin|qua\s+email))+|send\s+(?:e-?)?mail|e-?mail",
    r"facebook|twitter|zalo|tweet|linkedin|pinterest|google\s*\+|messenger|telegram|youtube",
    r"thích|like|share|theo\s+dõi(?:\s+(?:trên|chúng\s+tôi)(?:\s+google\s+news)?)?",
    r"nghe(?:\s+(?:đọc\s+)?bài(?:\s+viết)?)?|đọc\s+bài\s+viết|phát|tạm\s+dừng",
    r"cỡ\s+chữ|\ba{1,2}\b|tăng\s+cỡ\s+chữ|giảm\s+cỡ\s+chữ|tương\s+phản|xem\s+với\s+cỡ\s+chữ|màu\s+chữ",
    r"tổng\s+số\s+điểm\s+của\s+bài\s+viết\s+là.*|xếp\s+hạng.*đánh\s+giá.*|click\s+để\s+đánh\s+giá\s+bài\s+viết|(?:trung\s+bình|đánh\s+giá)\s*:?\s*(?:[\d.,]++(?:\s*/\s*\d++)?\s*)?\(\s*\d++\s*(?:bình\s+chọn|lượt|đánh\s+giá|phiếu)(?:\s+đánh\s+giá)?\s*\)|đánh\s+giá(?:\s+bài\s+viết)?",
)
_RELATED = (
    r"(?:các\s+|những\s+)?(?:tin|bài)(?:\s+(?:tức|bài|viết))?\s+(?:liên\s+quan|cùng\s+(?:chuyên\s+mục|chủ\s+đề|loại)|khác|đã\s+đưa|mới(?:\s+(?:hơn|nhất|cập\s+nhật|đăng))?|cũ(?:\s+hơn)?|đọc\s+nhiều(?:\s+nhất)?|xem\s+nhiều(?:\s+nhất)?|nổi\s+bật|tiếp\s+theo|trước(?:\s+đó)?|đáng\s+chú\s+ý)",
    r"cùng\s+(?:chuyên\s+mục|chủ\s+đề)|có\s+thể\s+bạn\s+quan\s+tâm|bạn\s+có\s+thể\s+(?:quan\s+tâm|thích)|tham\s+khảo\s+thêm|đọc\s+thêm|xem\s+(?:thêm|tất\s+cả|tiếp)|đọc\s+nhiều(?:\s+nhất)?|xem\s+nhiều(?:\s+nhất)?|mới\s+cập\s+nhật|tin\s+tức\s+sự\s+kiện\s+khác",
    r"other\s+news|related(?:\s+(?:news|posts|articles))?|more\s+news|you\s+may\s+also\s+like",
)
_LICENCE = (
    r"ghi\s+rõ\s+nguồn|bản\s+quyền\s+(?:thuộc(?:\s+về)?|©)|copyright\b|©|®",
    # Not a sentence about a licence (`Giấy phép số 5 đã hết hạn.`): it says by whom or when it was granted.
    r"(?:giấy\s+phép|gp)\s+(?:số|thiết\s+lập|hoạt\s+động|xuất\s+bản)\b(?=.{0,80}\bcấp\b|.*[^.!?…]$)",
    r"cơ\s+quan\s+chủ\s+quản\s*[:–-]?",
    r"(?:người\s+)?chịu\s+trách\s+nhiệm(?:\s+(?:chính|nội\s+dung|xuất\s+bản|quản\s+lý))+\s*[:–-]",
    r"(?:phó\s+)?tổng\s+biên\s+tập\s*[:–-]|trưởng\s+ban\s+biên\s+tập\s*[:–-]|tòa\s+soạn\s*[:–-]",
    r"thiết\s+kế\s+(?:bởi|và\s+phát\s+triển)|phát\s+triển\s+bởi|cấm\s+sao\s+chép|powered\s+by",
    r"all\s+rights\s+reserved|phát\s+hành\s+lại\s+thông\s+tin|hộp\s+thư\s+liên\s+lạc",
)
_CONTACT = (
    r"trụ\s+sở(?:\s+(?:chính|tòa\s+soạn))?\s*[:–-]|địa\s+chỉ\s*[:–-]|đường\s+dây\s+nóng\s*[:–-]",
    r"điện\s+thoại(?:\s+trực\s+ban)?\s*[:–-]|(?:e-?mail|fax|website)\s*[:–-]",
)
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
_QUOTES = re.compile(r"[\"“”«»„'‘’].*[\"“”«»'‘’]\W*")


def _is_slogan(text: str) -> bool:
    """A slogan in quotes and capitals; which one changes with the year."""
    return len(text) >= 20 and bool(_QUOTES.fullmatch(text)) and is_upper_case(text)


def _is_separator(text: str) -> bool:
    return _LETTER_OR_DIGIT.search(text) is None


SLOGAN = LineRule("slogan", Where.HEAD, _is_slogan, longest=300)


def is_sum(text: str) -> bool:
    """Whether a counter's line with a figure says nothing of visits: it may be a sum of the article's."""
    return any(map(str.isdigit, text)) and not _is_visits(text)


SEPARATOR = LineRule("separator", Where.ANYWHERE, _is_separator)
VISIT_COUNTER = LineRule("visit-counter", Where.TAIL, _lines(*_COUNTERS))
COMMENT_COUNTER = LineRule(
    "comment-counter",
    Where.TAIL,
    _lines(
        r"(?:(?:bình\s+luận|ý\s+kiến|phản\s+hồi)(?:\s+(?:bài\s+viết|về\s+bài\s+viết|(?:của\s+)?bạn\s+đọc|của\s+bạn|độc\s+giả|phản\s+hồi|mới\s+nhất))?|comments?)\s*(?:\(\s*\d+\s*\)|:\s*\d+)?",
        r"\d+\s+(?:bình\s+luận|ý\s+kiến|comments?)|(?:gửi|viết)\s+(?:bình\s+luận|ý\s+kiến|phản\s+hồi)|chưa\s+có\s+bình\s+luận(?:\s+nào)?|hủy\s+trả\s+lời",
    ),
    ends=True,
)
BACK_TO_TOP = LineRule(
    "back-to-top",
    Where.TAIL,
    _lines(
        r"(?:lên|về|trở\s+(?:về|lên)|quay\s+lại)\s+(?:đầu\s+trang|trang\s+(?:trước|chủ|đầu))|đầu\s+trang|trang\s+chủ|quay\s+lại|trở\s+(?:lại|về)|back(?:\s+to\s+top)?|sơ\s+đồ\s+(?:website|cổng|trang)|đăng\s+nhập|truy\s+cập\s+nội\s+dung\s+luôn"
    ),
)
_is_counters = _lines(*_COUNTERS)
_is_visits = _lines(*_VISITS)
_is_tools = _lines(*_SHARING, *_COUNTERS)
SHARING = LineRule(
    "share-print", Where.ANYWHERE, lambda text: _is_tools(text) and not _is_counters(text), longest=120
)
RELATED = LineRule("related-list", Where.TAIL, _lines(*_RELATED), longest=80)
LICENCE = LineRule("licence-footer", Where.TAIL, _begins(*_LICENCE), longest=400)
CONTACT = LineRule("contact-footer", Where.TAIL, _begins(*_CONTACT), longest=400)
"""An article may end with such lines too: they do not end a text, they only go with what does."""
TAGS = LineRule("tags", Where.TAIL, _begins(r"(?:từ\s+khóa|từ\s+khoá|tags?|thẻ|chủ\s+đề)\s*:"), longest=300)
ATTACHMENTS = LineRule(
    "attachment-list",
    Where.TAIL,
    _begins(
        r"(?:các\s+)?(?:file|tệp(?:\s+tin)?|tài\s+liệu|văn\s+bản)\s+(?:đính\s+kèm|kèm\s+theo)\s*:?",
        r"(?:tải|xem|download)(?:\s+(?:về|xuống|toàn\s+văn))*\s+(?:file|tệp|tài\s+liệu|văn\s+bản)\b",
    ),
    longest=160,
)
COOKIES = LineRule(
    "cookie-notice",
    Where.TAIL,
    _begins(
        r"(?:trang\s+web|website|trang\s+này|chúng\s+tôi|cổng)\b.{0,40}\bcookies?\b",
        r"this\s+(?:web)?site\s+uses\s+cookies",
    ),
    longest=400,
)
PLAYER = LineRule(
    "media-player",
    Where.ANYWHERE,
    re.compile(
        r"(?:nghe\s+(?:đọc\s+)?(?:bài(?:\s+viết)?|tin)\W*+)?\d{1,2}:\d\d\s*/\s*\d{1,2}:\d\d(?:\s.{0,40})?"
        r"|(?:giọng\s+(?:nam|nữ)\W*(?:miền\s+\w+)?\W*)+",
        re.I,
    ).fullmatch,
    longest=80,
)
ADVERTISEMENT = LineRule(
    "advertisement", Where.ANYWHERE, _lines(r"quảng\s+cáo|advertisement|tài\s+trợ"), longest=40
)
FURNITURE = LineRule(
    "furniture",
    Where.TAIL,
    _lines(
        r"liên\s+kết\s+(?:website|web|trang)|chọn\s+liên\s+kết|thăm\s+dò\s+ý\s+kiến|thời\s+tiết|video(?:\s+clip)?|thư\s+viện\s+ảnh|tin\s+nổi\s+bật|tìm\s+kiếm|góp\s+ý|tệp\s+đính\s+kèm|file\s+đính\s+kèm|tài\s+liệu\s+đính\s+kèm|bình\s+chọn|vote|result"
    ),
)

DETAILS = LineRule(
    "details",
    Where.TAIL,
    _lines(
        r"(?!.*[.!?…]$)(?:chuyên\s+mục|danh\s+mục|thể\s+loại)\s*:\s*+[^:.!?]{2,60}",
        r"(?:người\s+đăng(?:\s+(?:bài|tin))?\s*:|(?:được\s+)?đăng\s+(?:bài\s+|tin\s+)?bởi\s*:?)\s*+(?-i:[a-z][a-z0-9_.@-]{2,30})",
        r"(?:thời\s+gian|số\s+phút)\s+đọc\s*:?\s*\d++\s*phút|trang\s*:\s*\d++(?:\s++\d++)+",
    ),
    longest=100,
)
"""What a portal tells of an article: its section, the account that posted it, how long it takes to read."""

GENERAL: tuple[LineRule, ...] = (
    SEPARATOR,
    VISIT_COUNTER,
    COMMENT_COUNTER,
    BACK_TO_TOP,
    SHARING,
    RELATED,
    LICENCE,
    CONTACT,
    TAGS,
    ATTACHMENTS,
    COOKIES,
    PLAYER,
    ADVERTISEMENT,
    FURNITURE,
    DETAILS,
)
"""Rules that hold for every portal."""

BY_NAME: dict[str, LineRule] = {rule.name: rule for rule in (*GENERAL, SLOGAN)}
_LONGEST_MIXED = 160
_LONGEST_PART = 30
LETTER = "letter"
"""The letter takes several lines; `crawlers.reading.letter` finds it, at the end of the text only."""


class RuleBook:
    """The rules of a portal, in the order in which they are asked."""

    def __init__(self, rules: Sequence[LineRule]) -> None:
        self.rules = tuple(rules)
        self.rule_of = remembered(self._rule_of)

    def _rule_of(self, text: str) -> LineRule | None:
        """The first rule that knows this line, or each of its parts between bars."""
        known = self._known(text)
        if known is None and "|" in text and len(text) <= _LONGEST_MIXED:
            parts = [self._known(part.strip()) for part in text.split("|") if part.strip()]
            known = parts[0] if parts and all(parts) else None
            if known is None and any(parts) and len(max(text.split("|"), key=len)) <= _LONGEST_PART:
                known = next(filter(None, parts))  # `An ninh trật tự | Lượt xem: 4470 | In bài viết này`
        return known

    def _known(self, text: str) -> LineRule | None:
        size = len(text)
        for rule in self.rules:
            if size <= rule.longest and rule.matches(text):
                return rule
        return None


@lru_cache(maxsize=64)
def rules_for(names: tuple[str, ...], furniture: tuple[str, ...] = ()) -> RuleBook:
    """The line rules of a portal: those for all, those it names, and the whole lines that it declares.

    Raises KeyError for an unknown name.
    """
    declared = (_portal_lines(furniture),) if furniture else ()
    return RuleBook(GENERAL + tuple(BY_NAME[name] for name in names if name != LETTER) + declared)


def _portal_lines(lines: tuple[str, ...]) -> LineRule:
    known = frozenset(_numbered(line) for line in lines)
    return LineRule("portal-line", Where.ANYWHERE, lambda text: _numbered(text) in known)


def _numbered(line: str) -> str:
    """A line in which every number is the same."""
    return re.sub(r"\d[\d.,]*", "#", " ".join(line.split())).casefold()

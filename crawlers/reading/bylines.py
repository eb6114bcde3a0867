"""Lines that say who wrote an article or where it was first printed: labels, names, offices, agencies."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from crawlers.reading.words import remembered

Role = Literal["author", "source"]

_LABELLED = re.compile(
    r"\(?\s*(?P<label>tác giả|người viết|bài viết|bài, ảnh|tin, ảnh|bài và ảnh|tin và ảnh|tin, bài"
    r"|ảnh, tin|tin|bài|thực hiện|người đăng|biên tập|nguồn(?: tin)?|theo)"
    r"\s*(?P<colon>:)\s*(?P<name>[^:]{2,80}?)\s*\)?\.?",
    re.I,
)
SENTENCE_END = re.compile(r"[.!?…:;,][\"”’')\]]*$")
_AGENCY = re.compile(
    r"^(?:theo\s|báo\s|tạp chí\s|cổng\s|đài\s|trang\s|ttxvn|vov|vtv|văn phòng\s|ban biên tập|www\.|http)",
    re.I,
)
_UNIT = re.compile(
    r"(?:công an|phòng|đội|ban|bộ|cục|sở|trại|trạm|trung tâm|đoàn|tổ|nhóm|văn phòng|cơ quan|trường|học viện"
    r"|viện|ủy ban|tiểu đoàn|trung đoàn|ubnd|pv|báo|tạp chí|cổng)"
    r"\s.{2,80}",
    re.I,
)
_SECTION = re.compile(
    r"(?:tin|thời sự|sự kiện|an ninh|pháp luật|chuyên|góc|video|ảnh|thông báo|văn bản|hoạt động|trang"
    r"|giới thiệu)\b",
    re.I,
)
_MOST_WORDS = 5
_LONGEST_NAME = 45
_LONGEST_UNIT = 60
_LONGEST_LISTING_UNIT = 90
_LISTING_UNIT = re.compile(r"(?:Phòng|Cục|Đội|PHÒNG|CỤC|ĐỘI)\s[A-ZĐ]\w+\s.*(?:,| và )(?! *\d).*")
"""An office whose name lists what it does (`Phòng Cảnh sát phòng cháy, chữa cháy và cứu nạn, cứu hộ`)."""


class Byline(NamedTuple):
    """What a labelled line says."""

    role: Role
    name: str


@remembered
def labelled(text: str) -> Byline | None:
    """`Tác giả: …`, `Nguồn: …` on a line of their own; None for any other line."""
    found = _LABELLED.fullmatch(text) if len(text) <= 120 else None
    if found is None or SENTENCE_END.search(found["name"]) or not _may_name(found["name"]):
        return None
    if text.endswith(".") and len(found["name"].split()) > _MOST_WORDS:
        return None  # a sentence
    is_source = found["label"].casefold().startswith(("nguồn", "theo"))
    return Byline("source" if is_source else "author", found["name"])


def _may_name(text: str) -> bool:
    """Whether what follows a label is somebody's name or site, not the rest of a sentence."""
    return text[:1].isupper() or text.startswith(("www.", "http"))


@remembered
def is_person(text: str) -> bool:
    """Whether a line is a name as people sign with: two to five words, each with a capital."""
    words = text.strip("() ").split()
    if not 1 < len(words) <= _MOST_WORDS or len(text) > _LONGEST_NAME or _SECTION.match(text):
        return False
    parts = [part for word in words for part in word.split("-") if part]
    return all(part.isalpha() and part[0].isupper() for part in parts) and not text.strip("() ").isupper()


@remembered
def is_unit(text: str) -> bool:
    """Whether a line may be the name of an office: it begins as one, is short, and is no sentence."""
    if SENTENCE_END.search(text) or len(text) > _LONGEST_LISTING_UNIT:
        return False
    form = _UNIT if len(text) <= _LONGEST_UNIT else _LISTING_UNIT
    return form.fullmatch(text) is not None


def is_section(text: str) -> bool:
    """Whether a few words may be the name of a portal's section: `An ninh trật tự`, `Tin hoạt động`."""
    return len(text.split()) <= _MOST_WORDS and text[:1].isupper() and _SECTION.match(text) is not None


def is_agency(text: str) -> bool:
    """Whether a signing line names where an article comes from rather than who wrote it."""
    return _AGENCY.search(text) is not None

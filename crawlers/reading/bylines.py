"""Lines that say who wrote an article or where it was first printed: labels, names, offices, agencies."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from crawlers.reading.words import remembered

Role = Literal["author", "source"]

_LABELLED = re.compile(
    r"\(?\s*(?P<label>tác giả(?: bài viết)?|người viết|bài viết"
    r"|bài, ảnh|tin, ảnh|bài và ảnh|tin và ảnh|tin, bài"
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
_RANK = re.compile(
    r"(?:(?:(?:thiếu|trung|thượng|đại)\s+(?:úy|uý|tá|tướng)|(?:hạ|trung|thượng|đại)\s+s[ĩỹ]|đồng chí|đ/c"
    r"|nhà báo|phóng viên|pv|ctv|ths|ts|bs|luật sư)\b\.?:?\s*)+",
    re.I,
)
_REMARK = re.compile(r"(?P<name>[^()]{3,45}?)\s*\((?P<remark>[^()]{2,40})\)")
"""`Minh Khuê (tổng hợp)`, `Minh Khuê (Phòng PX03)`."""
_NEWSROOM = re.compile(
    r"(?:(?:P\.?V|C\.?T\.?V|B\.?B\.?T|T\.?H|BTV|NV|P[XCKAVHS]\d{2})\.?(?:\s*[-–,&+/]\s*|\s+(?=\())?+)+"
    r"(?:\s*\((?:t/h|th|tổng hợp|biên tập|st|sưu tầm)\))?",
)
"""The initials by which newsrooms and offices sign."""
_JOINTS = re.compile(r"\s*[,;&+/]\s*|\s+[-–—]\s+|\s+và\s+")
_MOST_PEOPLE = 4
_SITE = re.compile(r"(?:https?://)?(?:www\.)?(?:[\w-]{1,40}\.){1,4}(?:vn|com|net|org|gov|edu|info)\b/?", re.I)
_CITED = re.compile(r"theo\s*:?\s+(?P<whom>.{2,60})", re.I)
_AROUND = " \t|•·–—-,;/"
_MOST_WORDS = 5
_LONGEST_NAME = 45
_LONGEST_SIGNATURE = 90
_DAY = re.compile(r"\d{1,2}\s*[/.-]\s*\d{1,2}|\d{4}|\d\s*tháng\b", re.I)
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
    if _DAY.search(found["name"]):
        return None  # a name and a date in one line
    is_source = found["label"].casefold().startswith(("nguồn", "theo"))
    name = f"{found['name']})" if _is_left_open(text, found["name"]) else found["name"]
    return Byline("source" if is_source else "author", name)


def _is_left_open(text: str, name: str) -> bool:
    """Whether the bracket that ends a line belongs to the name: `Bài: Minh Khuê (Phòng PX03)`."""
    return text.rstrip(". ").endswith(")") and name.count("(") > name.count(")")


def _may_name(text: str) -> bool:
    """Whether what follows a label is somebody's name or site, not the rest of a sentence."""
    return text[:1].isupper() or text.startswith(("www.", "http"))


def tidy_name(text: str) -> str:
    """A name without the separators around it, and without the brackets that hold all of it."""
    text = text.strip(_AROUND)
    while text.startswith("(") and text.endswith(")") and ")" not in text[1:-1]:
        text = text[1:-1].strip(_AROUND)
    return text


@remembered
def is_signature(text: str) -> bool:
    """Whether a line is who wrote it: a name, with a rank or a remark or not, several, or known initials."""
    text = tidy_name(text)
    if not text or len(text) > _LONGEST_SIGNATURE or _DAY.search(text) or _SECTION.match(text):
        return False
    if _NEWSROOM.fullmatch(text) or is_person(text):
        return True
    people = [part for part in _JOINTS.split(text) if part]
    if not 0 < len(people) <= _MOST_PEOPLE or not _is_named(people[0]):
        return False
    return all(map(_is_named, people[1:])) or (len(people) == 2 and is_unit(people[1]))


def _is_named(text: str) -> bool:
    """Whether a part of a signature is somebody's name: a rank before it and a remark after it are none."""
    remarked = _REMARK.fullmatch(text)
    name = remarked["name"] if remarked else text
    return is_person(_RANK.sub("", name, count=1)) or _NEWSROOM.fullmatch(name) is not None


@remembered
def is_citation(text: str) -> bool:
    """Whether a line is `Theo` and the name of an office, an agency or a site, and nothing else."""
    found = _CITED.fullmatch(tidy_name(text))
    if found is None:
        return False
    whom = found["whom"]
    return is_unit(whom) or is_agency(whom) or _SITE.fullmatch(whom) is not None or is_person(whom)


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

"""Pages that hold no article, and how they are told: a reader of the store must never get one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

from lxml.etree import _Element as Element

from crawlers.reading.blocks import Page
from crawlers.reading.cut import Parts
from crawlers.reading.landmarks import Place
from crawlers.reading.listing import is_listing
from crawlers.reading.names import is_portal_name
from crawlers.reading.survey import Survey
from crawlers.reading.words import bare

_ERROR = re.compile(
    r"\b(?:lỗi|error|http|mã)\s*:?\s*(?:404|403|500|502|503)\b|^\W*(?:404|403|500|502|503)\W*$"
    r"|^\W*(?:404|403|500|502|503)\s*[|–—:-]\s*[^\W\d]"
    r"|\b(?:404|403|500|502|503)\s*[-–:.]*\s*(?:error|lỗi|trang)\b|not found|page not found"
    r"|không (?:tìm thấy|tồn tại)|đã (?:bị )?(?:xóa|xoá|gỡ)|server error in|runtime error|service unavailable"
    r"|bad gateway|internal server error|object moved|access denied|request rejected|forbidden"
    r"|(?:đã |có )?(?:xảy ra|gặp) (?:lỗi|sự cố)|có lỗi xảy ra|lỗi hệ thống"
    r"|đang (?:được )?bảo trì|bảo trì hệ thống"
    r"|tạm (?:thời )?(?:ngừng|dừng|gián đoạn)|under maintenance|an error (?:has )?occurred"
    r"|truy cập bị từ chối|không có quyền truy cập|too many requests|quá nhiều (?:yêu cầu|lượt)"
    r"|phiên (?:làm việc|đăng nhập|truy cập).{0,20}hết hạn|session (?:has )?expired",
    re.I,
)
_CHALLENGE = re.compile(
    r"captcha|checking (?:your|if the site) |just a moment|verify(?:ing)? (?:that )?you are (?:a )?human"
    r"|not a robot|không phải (?:là )?(?:người máy|robot)|ddos|enable javascript|bật javascript"
    r"|kiểm tra trình duyệt|xác (?:minh|thực) (?:bạn|truy cập|người dùng)|unusual traffic|security check",
    re.I,
)
_NOT_TEXT = (
    b"%PDF",
    b"\xff\xd8\xff",
    b"\x89PNG",
    b"GIF8",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"Rar!",
    b"\xd0\xcf\x11\xe0",
)
_COOKIE = re.compile(
    r"document\s*\.\s*cookie|location\s*\.\s*(?:reload|replace|href)|http-equiv=.?refresh", re.I
)
_FILLED_IN = frozenset(("text", "tel", "email", "date", "number", "search", "select"))
_LONGEST_STUB = 1_000_000
"""Characters of the source that are searched for what a page without text is."""
_LITTLE = 120
"""Characters; with less text than that a page may be there to run a script only."""
_LONGEST_FORM = 600
"""Characters; with more text than that a page with fields is not a form alone."""
_MANY = 3
"""Paragraphs."""
_SHORTEST_TITLE = 25
"""Letters; a shorter title may be that of a notice of the system."""
_NEAR = 3
"""Blocks between a date and the text under it, as a line of sharing buttons or a picture's caption."""
_LOGIN = re.compile(r"đăng nhập|tên đăng nhập|mật khẩu|login|password", re.I)


@dataclass(frozen=True)
class NoArticle:
    """Why a page gives no article: a short code, and a sentence for people."""

    reason: str
    detail: str


_CHALLENGED = NoArticle("challenge", "The site asks for a captcha or checks the browser.")


def refuse_bytes(content: bytes) -> NoArticle | None:
    """Refuse what is no page at all: a picture, a document, an archive, data."""
    head = content[:64].lstrip(b"\xef\xbb\xbf \t\r\n")
    if content.startswith(_NOT_TEXT) or head.startswith((b"{", b"[{", b'["')):
        return NoArticle("not-a-page", "This is a document, a picture, an archive or data, not a page.")
    return None


def refuse_source(text: str, page: Page) -> NoArticle | None:
    """Refusals that need no reading: nothing there, a stub, a challenge, an error."""
    if not text.strip():
        return NoArticle("empty", "The page has no content.")
    if page.root is not None and _shows_little(page):
        if _CHALLENGE.search(text, 0, _LONGEST_STUB):
            return _CHALLENGED
        if _COOKIE.search(text, 0, _LONGEST_STUB):
            return NoArticle("cookie-stub", "The page only sets a cookie and loads itself again.")
    if not page.blocks:
        return NoArticle("no-text", "The page shows no text.")
    return None


def _shows_little(page: Page) -> bool:
    sizes = accumulate(len(block.text) for block in page.blocks)
    return all(size < _LITTLE for size in sizes)


def refuse_reading(survey: Survey, place: Place, parts: Parts) -> NoArticle | None:
    """Refusals that follow from what was read."""
    size = sum(map(len, parts.body))
    undated = place.date is None or not place.date_sure
    opening = _opening(survey.page) if undated or not parts.body else ""
    if undated and (len(opening) < 400 or size < 400) and _is_challenge(survey, place, parts, opening):
        return _CHALLENGED
    if size < 600 and (error := _error(survey, place, parts)):
        return error
    if not parts.body:
        return _nothing(survey, opening)
    if survey.page.root is None:
        return None
    if is_listing(survey, place, parts):
        return NoArticle("listing", "The page lists other articles; its text is their titles and summaries.")
    if undated and _is_form(survey, place, parts):
        return NoArticle("form", "The page is a form; nothing on it reads as an article.")
    if undated and (lost := _no_text_under_title(survey, place, parts)):
        return lost
    if place.title is None and not _has_own_date(survey, place, parts) and not _may_lack_both(survey):
        return NoArticle("no-title", "No title belongs to the text on the page.")
    if place.date is None and not place.title_sure and not _may_lack_both(survey):
        return NoArticle("no-title-no-date", "Neither a title nor a date belongs to the text on the page.")
    return None


def _has_own_date(survey: Survey, place: Place, parts: Parts) -> bool:
    """Whether the portal's date line stands right over a text: an article, though its title is lost."""
    line, text = place.date, [block.index for block in parts.blocks if survey.is_own_prose(block)]
    return line is not None and line.labelled and len(text) > 1 and 0 < text[0] - line.blocks[-1] <= _NEAR


def _is_challenge(survey: Survey, place: Place, parts: Parts, opening: str) -> bool:
    """Words of a challenge. An article about one has a title of its own, and nothing to fill in."""
    if _CHALLENGE.search(_shown(place, parts, opening)) is None:
        return False
    return not _has_own_title(place) or next(iter(_fields(survey, place)), None) is not None


def _has_own_title(place: Place) -> bool:
    """Whether the page calls its title so elsewhere too, and it is neither a section's nor an error's."""
    if place.title is None or not place.title_named:
        return False
    title = bare(place.title.text)
    if len(title) < _SHORTEST_TITLE or is_portal_name(title):
        return False
    return not (_ERROR.search(place.title.text) or _CHALLENGE.search(place.title.text))


def _opening(page: Page) -> str:
    """What stands in the first lines that are there to be read."""
    return " ".join(block.text for block in page.blocks[:400] if not block.is_link)


def _shown(place: Place, parts: Parts, opening: str) -> str:
    """What a small page shows; of a larger one, only what was read."""
    return opening if len(opening) < 400 else " ".join([place.title.text if place.title else "", *parts.body])


def _no_text_under_title(survey: Survey, place: Place, parts: Parts) -> NoArticle | None:
    """Without a sure date: other pages' titles stand between the title and the text, or there is no text."""
    prose = [block.index for block in parts.blocks if block.is_prose and survey.rule(block) is None]
    if place.title is None:
        return None
    if not prose and not _may_lack_both(survey):
        return NoArticle("no-text", "There are only short lines under the title, and no date.")
    between = survey.page.blocks[place.title.index + 1 : prose[0]] if prose else []
    own = [block for block in parts.blocks if survey.is_own_prose(block)]
    if len(own) >= _MANY and sum(len(block.text) for block in own) >= _LONGEST_FORM:
        return None  # a box of other articles may stand over the text
    if sum(block.leads and len(block.text) >= 20 for block in between) >= 3:
        return NoArticle("listing", "Under the title stand other articles' titles, not a text.")
    return None


def _may_lack_both(survey: Survey) -> bool:
    layout = survey.layout
    if layout.print_day and survey.page.blocks:
        return any(re.match(layout.print_day, block.text, re.I) for block in survey.page.blocks[:3]) or bool(
            layout.print_view and survey.page.url and re.search(layout.print_view, survey.page.url)
        )
    return False


def _error(survey: Survey, place: Place, parts: Parts) -> NoArticle | None:
    is_dated = place.date is not None and place.date_sure and place.title is not None
    if is_dated or (survey.metadata.dates and place.title is not None):
        return None
    title = place.title.text if place.title else ""
    heads = [title, survey.metadata.window_title]
    text = " ".join(parts.body[:3])
    named = any(_ERROR.search(head) and len(head) < 120 for head in heads)
    said = sum(map(len, parts.body)) < 350 and _ERROR.search(text) and not _has_own_title(place)
    if named or said:
        shown = (title or text or survey.metadata.window_title)[:80]
        return NoArticle("error-page", f"The page is an error or maintenance notice: «{shown}».")
    return None


def _nothing(survey: Survey, opening: str) -> NoArticle:
    if _ERROR.search(opening[:600]):
        return NoArticle("error-page", "The page is an error or maintenance notice.")
    if survey.terrain.items or sum(block.leads for block in survey.page.blocks) >= 8:
        return NoArticle("listing", "The page holds links to other pages and no text of its own.")
    if survey.page.root is not None and _LOGIN.search(opening):
        return NoArticle("form", "The page is a log-in or search form.")
    return NoArticle("no-text", "No title with a text under it was found on the page.")


def _is_form(survey: Survey, place: Place, parts: Parts) -> bool:
    """Fields to fill in stand among the little text that there is; a password is asked for by no article."""
    text = [block for block in parts.blocks if block.is_prose]
    if len(text) > 2 or sum(len(block.text) for block in parts.blocks) > _LONGEST_FORM:
        return False
    kinds = [_kind_of(field) for field in _fields(survey, place)]
    return "password" in kinds or len([kind for kind in kinds if kind in _FILLED_IN]) >= 2


def _fields(survey: Survey, place: Place) -> Iterable[Element]:
    """The fields in the smallest element around title and text."""
    root = survey.page.root
    if root is None:
        return
    around = root
    if place.core is not None and place.title is not None and place.title.node is not None:
        around = survey.terrain.common(place.title.node, place.core)
    yield from around.iter("input", "select", "textarea")


def _kind_of(field: Element) -> str:
    return (field.get("type") or "text").lower() if field.tag == "input" else str(field.tag)

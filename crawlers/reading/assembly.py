"""From the blocks of a region to the article's parts: text, captions, who wrote it, what was dropped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import islice, takewhile

from lxml.etree import _Element as Element

from crawlers.reading.blocks import Block, Page, ancestors
from crawlers.reading.boilerplate import SLOGAN, Where
from crawlers.reading.bylines import SENTENCE_END, is_signature, tidy_name
from crawlers.reading.captions import captions_of, may_hide_caption
from crawlers.reading.copies import drop_copy
from crawlers.reading.cut import Cut, Parts
from crawlers.reading.date_lines import is_like_date
from crawlers.reading.ending import (
    drop_after_end,
    drop_forms,
    drop_items,
    drop_letter,
    drop_stamps,
    drop_summaries,
    drop_tail,
)
from crawlers.reading.head import drop_head
from crawlers.reading.landmarks import Place
from crawlers.reading.links import site_of
from crawlers.reading.setting import Setting
from crawlers.reading.signature import TAG, lift_hashtags, lift_labelled, lift_signature, lift_tag
from crawlers.reading.survey import Survey

_SOFT_BREAK = re.compile(r"[,(\-–]$")
_POINTER = re.compile(
    r"\s*[>»►▶]{1,4}"
    r"|[\W_]*(?:(?:xem|đọc|tham khảo)\s+(?:thêm|tiếp|ngay)|(?:tin|bài)(?:\s+(?:bài|viết))?\s+liên quan)"
    r"\s*[:>»–-]",
    re.I,
)
_UNREAD_DATE = re.compile(
    r"(?:đăng|cập nhật|xuất bản)(?:\s+(?:lúc|ngày|vào|lần|cuối))*\W{0,3}(?:thứ \w{2,4}|chủ nhật)?\W{0,3}"
    r"(?:\d{1,2}:\d{2}\W{1,3})?\d{1,2}[/.-]\d{1,2}[/.-]\d{4}",
    re.I,
)
"""What a line holds that tells the page's day in a form that no date was read from."""
_LONGEST_DATE = 120
_END_MARK = re.compile(r"\W*(?:còn nữa|còn tiếp|hết)\W*", re.I)
_LONGEST_STUCK = 60
_STRANGE = frozenset(
    ("related-list", "comment-counter", "visit-counter", "slogan", "tags", "furniture", "back-to-top")
    + ("details",)
)
_MOVED = re.compile(r"^\s*[>»•-]{1,2}\s*")


def assemble(
    survey: Survey,
    place: Place,
    region: Sequence[Block],
    noise: Iterable[Element] = (),
    captions: Iterable[Element] = (),
) -> Parts:
    """Drop the boilerplate of a region, set captions apart, lift out who wrote it, join what is left."""
    cut = Cut(region)
    parts = Parts()
    core = set() if place.core is None else set(ancestors(place.core))
    noisy = set(noise) - core  # a selector that takes the whole text is mistaken
    if noisy:
        inside = {block.index for block in survey.blocks_in(noisy)}
        cut.drop([block for block in cut.left if block.index in inside], "noise")
    setting = Setting(survey, place, cut.left)
    drop_head(setting, place, cut, parts)
    drop_items(survey, place, cut, parts)
    drop_forms(survey, place, cut, parts)
    drop_copy(survey, cut, parts)
    drop_after_end(setting, cut)
    drop_summaries(survey, cut)
    drop_letter(survey, cut, parts)
    drop_tail(setting, cut)
    drop_stamps(survey, cut)
    _drop_inside(setting, cut, parts)
    tied, is_unsure = captions_of(survey.page, cut.left, captions)
    parts.is_doubtful |= is_unsure
    _lift_under_picture(cut, tied, parts)
    parts.captions = [(tied[block.index], block.text) for block in cut.left if block.index in tied]
    cut.drop([block for block in cut.left if block.index in tied], "caption")
    lift_hashtags(cut, parts)
    lift_labelled(setting, cut, parts)
    lift_signature(setting, cut, parts)
    lift_tag(survey.layout, cut, parts)
    if all(block.index in place.days_told for block in cut.left):
        cut.drop(cut.left, "other-date")  # days alone are no text
    parts.blocks = cut.left
    parts.is_doubtful |= may_hide_caption(survey.page, cut.left) or any(
        _is_strange(setting, place, b) for b in cut.left
    )
    parts.is_doubtful |= _trails_off(setting, cut.left)
    ends = (block for block in (*cut.left[:1], *cut.left[-1:]) if block.index not in survey.date_of)
    parts.is_doubtful |= any(is_like_date(block.text) for block in ends)
    parts.body = _join(cut.left, parts)
    parts.taken = [(block, cut.why.get(block.index, "body")) for block in cut.all]
    names = dict.fromkeys(cut.why[block.index] for block in cut.all if block.index in cut.why)
    kept = ("caption", "date", "title", "author", "source", "letter-quoted")
    parts.dropped = [name for name in names if name not in kept]
    return parts


def _trails_off(setting: Setting, blocks: Sequence[Block]) -> bool:
    """Whether lines that nobody knows stand under the last paragraph: a weather report, a poll."""
    last = blocks[-1] if len(blocks) > 1 else None
    if last is None:
        return False
    if setting.holds(last):
        return not _follow_text(blocks)
    if last.text.endswith(":"):
        return _follows_nothing(setting.survey.page, last)
    if last.is_prose or last.kind == "item" or (last.joined and not SENTENCE_END.search(blocks[-2].text)):
        return False
    begins = last.text.lstrip("([")[:1]
    is_line = begins.isupper() or begins.isdigit()
    return is_line and not SENTENCE_END.search(last.text) and not _END_MARK.fullmatch(last.text)


def _follow_text(blocks: Sequence[Block]) -> bool:
    """Whether the last lines stand right under a paragraph: nothing was dropped between."""
    last = next((block for block in reversed(blocks) if block.is_prose), blocks[0])
    return sum(block.index > last.index for block in blocks) == blocks[-1].index - last.index


def _follows_nothing(page: Page, block: Block) -> bool:
    """Whether a line ends with a colon, and neither a picture nor a line that was known stands after it."""
    return all(picture.before != block.index + 1 for picture in page.pictures)


def _is_strange(setting: Setting, place: Place, block: Block) -> bool:
    """Whether a line that was kept is a date, or stands on pages where a list begins or readers speak."""
    rule = setting.rule(block)
    if (block.stuck and len(block.text) <= _LONGEST_STUCK) or SLOGAN.matches(block.text):
        return True
    line = setting.survey.date_of.get(block.index)
    if line is not None:
        return line is place.date or not (line.tells or setting.holds(block))
    if _tells_day(block):
        return not setting.holds(block)
    return rule is not None and rule.name in _STRANGE


def _drop_inside(setting: Setting, cut: Cut, parts: Parts) -> None:
    why: dict[int, str] = {}
    survey, listed = setting.survey, 0
    text = [number for number, block in enumerate(cut.left) if survey.is_own_prose(block)]
    for number, block in enumerate(cut.left):
        rule = setting.rule(block)
        before = why.get(cut.left[number - 1].index) if number else None
        if before == "related-link" and block.index in survey.date_of and not block.is_prose:
            why[block.index] = before  # the day of that other article
        elif rule is not None and rule.where is Where.ANYWHERE:
            if text and text[0] < number < text[-1] and setting.is_lone_tool(cut.left, number):
                parts.is_doubtful |= not block.level
            else:
                why[block.index] = rule.name
        elif (
            rule is not None
            and rule.name == "related-list"
            and number + 1 < (end := _end_of_links(cut.left, max(number + 1, listed)))
        ):
            why |= dict.fromkeys((other.index for other in cut.left[max(number, listed) : end]), rule.name)
            listed = end
        elif _is_other_title(survey, block) or _is_pointer(block):
            why[block.index] = "related-link"
    cut.drop_each(why)


def _end_of_links(blocks: Sequence[Block], first: int) -> int:
    """One past the last of the links in a row, as after a heading such as `Tin liên quan`."""
    links = takewhile(lambda block: block.leads, islice(blocks, first, None))
    return first + sum(1 for _ in links)


def _is_other_title(survey: Survey, block: Block) -> bool:
    """A whole paragraph that is a link to another page of the site: another article's title."""
    if block.links < 0.9 or not block.leads or len(_MOVED.sub("", block.text)) < 20:
        return False
    own, other = site_of(survey.page.url), site_of(block.href)
    return not own or not other or own == other


def _is_pointer(block: Block) -> bool:
    """`Xem thêm:` and a link to another page, in one line."""
    return block.leads and _POINTER.match(block.text) is not None


def _lift_under_picture(cut: Cut, tied: dict[int, int], parts: Parts) -> None:
    """A name alone under the last picture, set as a paragraph is: it signs the text, or is a caption."""
    last = cut.left[-1] if cut.left else None
    if last is None or last.index not in tied or last.kind == "caption" or last.italic or last.align:
        return
    if parts.author is None and last.node is not None and last.node.tag == "p" and is_signature(last.text):
        parts.author = tidy_name(last.text)
        parts.is_doubtful = parts.is_author_doubtful = True
        del tied[last.index]
        cut.drop([last], "author")


def _tells_day(block: Block) -> bool:
    """Whether a line that is no sentence says when the page was put up."""
    if len(block.text) > _LONGEST_DATE or SENTENCE_END.search(block.text):
        return False
    return _UNREAD_DATE.search(block.text) is not None


# --- paragraphs --------------------------------------------------------------------------------------------


def _join(blocks: Sequence[Block], parts: Parts) -> list[str]:
    """Paragraphs: blocks parted by a single line break are one where the sentence goes on."""
    paragraphs: list[str] = []
    before: Block | None = None
    for block in blocks:
        if before is not None and _continues(before, block):
            paragraphs[-1] = f"{paragraphs[-1]} {block.text}"
        else:
            paragraphs.append(block.text)
        before = block
    if parts.tag is not None and paragraphs:
        paragraphs[0] = TAG.sub("", paragraphs[0], count=1)
        parts.lead = paragraphs[0]
    return paragraphs


def _continues(before: Block, block: Block) -> bool:
    if block.glued and block.index == before.index + 1:
        return True
    if not block.joined or block.index != before.index + 1 or before.bold != block.bold:
        return False
    return block.text[:1].islower() or bool(_SOFT_BREAK.search(before.text))

"""From the blocks of a region to the article's parts: text, captions, who wrote it, what was dropped."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice, takewhile

from lxml.etree import _Element as Element

from crawlers.layout import Layout, Signature
from crawlers.reading.blocks import Block, ancestors
from crawlers.reading.boilerplate import CONTACT, LETTER, SLOGAN, VISIT_COUNTER, Where
from crawlers.reading.bylines import SENTENCE_END, is_agency, is_person, is_unit, labelled
from crawlers.reading.captions import captions_of, may_hide_caption
from crawlers.reading.date_kinds import PUBLICATION
from crawlers.reading.date_lines import is_like_date
from crawlers.reading.landmarks import Place
from crawlers.reading.letter import find_letter, is_printed_letter
from crawlers.reading.links import site_of
from crawlers.reading.names import is_portal_name
from crawlers.reading.survey import Survey
from crawlers.reading.words import bare

_TAG = re.compile(r"\(\s*([A-ZĐ][\w.&-]{1,19})\s*\)\s*[-–—:]*\s*")
_SPEECH = re.compile(r":\s*[“\"«]")
_SOFT_BREAK = re.compile(r"[,(\-–]$")
_POINTER = re.compile(
    r"\s*[>»►▶]{1,4}"
    r"|[\W_]*(?:(?:xem|đọc|tham khảo)\s+(?:thêm|tiếp|ngay)|(?:tin|bài)(?:\s+(?:bài|viết))?\s+liên quan)"
    r"\s*[:>»–-]",
    re.I,
)
_LONGEST_UNIT = 45
_LONGEST_STUCK = 60
_STRANGE = frozenset(
    ("related-list", "comment-counter", "visit-counter", "slogan", "tags", "furniture", "back-to-top")
)
_MOVED = re.compile(r"^\s*[>»•-]{1,2}\s*")


@dataclass
class Parts:
    """What was made of a region."""

    body: list[str] = field(default_factory=list)
    captions: list[tuple[int, str]] = field(default_factory=list)
    """Picture number and caption, in order."""
    author: str | None = None
    source: str | None = None
    tag: str | None = None
    """The tag in brackets that the lead began with."""
    lead: str | None = None
    dropped: list[str] = field(default_factory=list)
    taken: list[tuple[Block, str]] = field(default_factory=list)
    """Each block of the region and what became of it, for people to read."""
    blocks: list[Block] = field(default_factory=list)
    """The blocks that the body was made of."""
    is_doubtful: bool = False
    """Whether a line of the body may be a caption, the letter, or the head of a list."""


class _Cut:
    """A region from which blocks are taken away, one reason at a time."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.all = list(blocks)
        self.left = list(blocks)
        self.why: dict[int, str] = {}

    def drop(self, blocks: Iterable[Block], why: str) -> None:
        self.drop_each({block.index: why for block in blocks})

    def drop_each(self, why: dict[int, str]) -> None:
        """Drop blocks, each for a reason of its own."""
        if why:
            self.why |= why
            self.left = [block for block in self.left if block.index not in why]


def assemble(
    survey: Survey,
    place: Place,
    region: Sequence[Block],
    noise: Iterable[Element] = (),
    captions: Iterable[Element] = (),
) -> Parts:
    """Drop the boilerplate of a region, set captions apart, lift out who wrote it, join what is left."""
    cut = _Cut(region)
    parts = Parts()
    core = set() if place.core is None else set(ancestors(place.core))
    noisy = set(noise) - core  # a selector that takes the whole text is mistaken
    if noisy:
        inside = {block.index for block in survey.blocks_in(noisy)}
        cut.drop([block for block in cut.left if block.index in inside], "noise")
    _drop_head(survey, place, cut, parts)
    _drop_items(survey, place, cut, parts)
    _drop_after_end(survey, cut)
    _drop_summaries(survey, cut)
    _drop_letter(survey, cut, parts)
    _drop_tail(survey, cut)
    _drop_stamps(survey, cut)
    _drop_inside(survey, cut)
    tied, is_unsure = captions_of(survey.page, cut.left, captions)
    parts.is_doubtful |= is_unsure
    parts.captions = [(tied[block.index], block.text) for block in cut.left if block.index in tied]
    cut.drop([block for block in cut.left if block.index in tied], "caption")
    _lift_labelled(cut, parts)
    _lift_signature(survey, cut, parts)
    _lift_tag(survey.layout, cut, parts)
    if all(block.index in place.days_told for block in cut.left):
        cut.drop(cut.left, "other-date")  # days alone are no text
    parts.blocks = cut.left
    parts.is_doubtful |= may_hide_caption(survey.page, cut.left) or any(
        _is_strange(survey, place, b) for b in cut.left
    )
    ends = (block for block in (*cut.left[:1], *cut.left[-1:]) if block.index not in survey.date_of)
    parts.is_doubtful |= any(is_like_date(block.text) for block in ends)
    parts.is_doubtful |= _trails_off(cut.left)
    parts.body = _join(cut.left, parts)
    parts.taken = [(block, cut.why.get(block.index, "body")) for block in cut.all]
    names = dict.fromkeys(cut.why[block.index] for block in cut.all if block.index in cut.why)
    kept = ("caption", "date", "title", "author", "source", "letter-quoted")
    parts.dropped = [name for name in names if name not in kept]
    return parts


def _trails_off(blocks: Sequence[Block]) -> bool:
    """Whether lines that nobody knows stand under the last paragraph: a weather report, a poll."""
    last = blocks[-1] if len(blocks) > 1 else None
    if last is None or last.is_prose or last.joined or last.kind == "item":
        return False
    if last.kind == "cell" and any(block.is_prose and block.kind == "cell" for block in blocks):
        return False  # all of the text stands in cells
    return (last.text[:1].isupper() or last.text[:1].isdigit()) and not SENTENCE_END.search(last.text)


def _is_strange(survey: Survey, place: Place, block: Block) -> bool:
    """Whether a line that was kept is a date, or stands on pages where a list begins or readers speak."""
    rule = survey.rule(block)
    if (block.stuck and len(block.text) <= _LONGEST_STUCK) or SLOGAN.matches(block.text):
        return True
    line = survey.date_of.get(block.index)
    if line is not None and (line is place.date or not line.tells):
        return True
    return rule is not None and rule.name in _STRANGE


# --- the head: what stands between the title and the text ------------------------------------------------


def _drop_head(survey: Survey, place: Place, cut: _Cut, parts: Parts) -> None:
    printed = next((n for n, block in enumerate(cut.left) if survey.is_print_day(block)), 0)
    cut.drop(cut.left[:printed], "above-print-day")
    date = set(place.date.blocks) - place.days_told if place.date else set()
    cut.drop([block for block in cut.left if block.index in date], "date")
    beside = {min(date) - 1, max(date) + 1} if date else set()
    cut.drop_each({b.index: rule.name for b in cut.left if b.index in beside and (rule := survey.rule(b))})
    title = bare(place.title.text) if place.title else ""
    prose = (block for block in cut.left if block.is_prose and block.index not in survey.date_of)
    paragraphs = (block.index for block in prose if bare(block.text) != title)
    first = next(paragraphs, len(survey.page.blocks))
    _lift_bylines(survey, cut, parts, first)
    after_date = max(date, default=-1)
    head = (block for block in cut.left if block.index < first)
    reasons = {block.index: _head_reason(survey, place, block, after_date) for block in head}
    cut.drop_each({index: why for index, why in reasons.items() if why})


def _lift_bylines(survey: Survey, cut: _Cut, parts: Parts, first: int) -> None:
    """Who wrote it, where a line between title and text says it: with a label, or as a name alone."""
    for block in [block for block in cut.left if block.index < first and not block.is_link]:
        byline = labelled(block.text)
        role, name = byline if byline else ("author", block.text)
        is_named = is_person(name) or (is_unit(name) and len(name) <= _LONGEST_UNIT)
        is_named = is_named and not is_portal_name(bare(name))
        is_known = byline is not None or (not block.level and block.picture is None and is_named)
        if not is_known or survey.rule(block) is not None:
            continue
        name, known = name.strip("() "), getattr(parts, role)
        if known is None or (byline is not None and bare(known) == bare(name)):
            setattr(parts, role, known or name)
            cut.drop([block], role)


def _head_reason(survey: Survey, place: Place, block: Block, after_date: int) -> str | None:
    rule = survey.rule(block)
    if rule is not None and rule.where is not Where.HEAD:
        return rule.name
    if survey.is_print_day(block):
        return "print-day"
    if rule is SLOGAN and (place.title is None or block.index < place.title.index):
        return rule.name
    if block.index in place.days_told:
        return None
    if block.index in survey.date_of:
        return "other-date"
    if block.text.isdigit():
        return "furniture"  # how often it was read
    if _is_section_name(block):
        return "furniture"
    if place.title is not None and bare(block.text) == bare(place.title.text):
        return "title"
    if block.picture is not None or block.kind == "caption":
        return None
    return "links" if block.leads else _place_reason(place, block, after_date)


def _is_section_name(block: Block) -> bool:
    return is_portal_name(bare(block.text)) and not block.is_prose and not block.text.endswith(":")


def _place_reason(place: Place, block: Block, after_date: int) -> str | None:
    """Why a line above the text is none of it: because of where it stands."""
    if block.node is None:
        return "before-date" if block.index < after_date else None
    in_core = place.core is not None and place.core in ancestors(block.node)
    if block.index < after_date or not in_core:
        return None if block.level and block.index > after_date else "furniture"
    return None


# --- the tail: what stands after the last paragraph ------------------------------------------------------


def _drop_letter(survey: Survey, cut: _Cut, parts: Parts) -> None:
    """The letter under the text. Where no portal declares it, only if it stands there as portals print it."""
    found = find_letter([block.text for block in cut.left])
    if found is None:
        return
    start, end = found
    if any(_is_text(survey, block) for block in cut.left[end:]):
        return  # the article goes on: it quotes the letter
    if LETTER not in survey.layout.boilerplate and not is_printed_letter(
        [b.text for b in cut.left[start:end]]
    ):
        parts.is_doubtful = True
        return
    cut.drop(cut.left[start:end], LETTER)


def _is_text(survey: Survey, block: Block) -> bool:
    """Whether a block is a paragraph that no rule knows and that sums up no other article."""
    return survey.is_own_prose(block)


def _drop_after_end(survey: Survey, cut: _Cut) -> None:
    """What follows a rule that ends the text, paragraphs too: readers' comments, other articles."""
    for number, block in enumerate(cut.left):
        rule = survey.rule(block)
        if (
            rule is not None
            and number > 0
            and (rule.ends or _is_counter_box(survey, cut.left[number : number + 2]))
        ):
            _drop_rest(survey, cut, number, rule.name)
            return


def _is_counter_box(survey: Survey, blocks: Sequence[Block]) -> bool:
    """Two counters in a row: no article has that."""
    return len(blocks) > 1 and all(survey.rule(block) is VISIT_COUNTER for block in blocks)


def _drop_items(survey: Survey, place: Place, cut: _Cut, parts: Parts) -> None:
    """Other articles in a row; a doubt where no day says that they are, or where there is only one."""
    items, title = survey.terrain.items, place.title.index if place.title else -1
    others = [block for block in cut.left if block.index in items and items[block.index].title != title]
    parts.is_doubtful |= any(not items[block.index].dated for block in others)
    lone = survey.terrain.lone_items
    parts.is_doubtful |= any(lone.get(block.index, title) != title for block in cut.left)
    cut.drop(others, "related-item")


def _drop_summaries(survey: Survey, cut: _Cut) -> None:
    """A heading such as `Tin liên quan` and all after it, where titles and summaries of others take turns.

    That is: every paragraph comes right after a link or a date line, and there is more than one, or a link
    comes right after the heading.
    """
    left = cut.left
    paragraphs = [n for n, block in enumerate(left) if block.is_prose and survey.rule(block) is None]
    lone = max((n for n in paragraphs if not n or not _leads(survey, left[n - 1])), default=-1)
    for number, block in enumerate(left[:-1]):
        rule = survey.rule(block)
        if not number or rule is None or rule.name != "related-list" or lone > number:
            continue
        following = bisect_right(paragraphs, number)
        others = len(paragraphs) - following
        if others and paragraphs[following] > number + 1 and (others > 1 or left[number + 1].leads):
            _drop_rest(survey, cut, number, rule.name)
            return


def _leads(survey: Survey, block: Block) -> bool:
    return block.leads or block.index in survey.date_of


def _drop_tail(survey: Survey, cut: _Cut) -> None:
    last = max((n for n, block in enumerate(cut.left) if _is_text(survey, block)), default=-1)
    for number, block in enumerate(cut.left):
        rule = survey.rule(block)
        if rule is not None and rule.where is Where.TAIL and number > last and rule is not CONTACT:
            _drop_rest(survey, cut, number, rule.name)
            return


def _drop_stamps(survey: Survey, cut: _Cut) -> None:
    """`Cập nhật lần cuối: …` under the last paragraph."""
    dates = survey.date_of
    tail = takewhile(lambda block: block.index in dates or not _is_text(survey, block), reversed(cut.left))
    cut.drop([b for b in tail if b.index in dates and dates[b.index].kind in PUBLICATION], "other-date")


def _drop_rest(survey: Survey, cut: _Cut, start: int, after: str) -> None:
    known = ((block.index, survey.rule(block)) for block in cut.left[start:])
    cut.drop_each({index: rule.name if rule else f"after-{after}" for index, rule in known})


def _drop_inside(survey: Survey, cut: _Cut) -> None:
    why: dict[int, str] = {}
    listed = 0
    for number, block in enumerate(cut.left):
        rule = survey.rule(block)
        before = why.get(cut.left[number - 1].index) if number else None
        if before == "related-link" and block.index in survey.date_of and not block.is_prose:
            why[block.index] = before  # the day of that other article
        elif rule is not None and rule.where is Where.ANYWHERE:
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


# --- who wrote it ------------------------------------------------------------------------------------------


def _lift_labelled(cut: _Cut, parts: Parts) -> None:
    """`Tác giả: …`, `Nguồn: …` on a line of their own at either end of the text."""
    ends = cut.left[:2] + cut.left[-4:] if len(cut.left) > 2 else []
    for block in dict.fromkeys(ends):
        byline = labelled(block.text)
        if byline is None:
            continue
        known = getattr(parts, byline.role)
        if known is None or bare(known) == bare(byline.name):
            setattr(parts, byline.role, known or byline.name)
            cut.drop([block], byline.role)


def _lift_signature(survey: Survey, cut: _Cut, parts: Parts) -> None:
    """The short lines after the last paragraph, as the portal declares them; or one that is set apart."""
    lines = _signing_lines(cut.left)
    declared = [name for name in survey.layout.signature if getattr(parts, name) is None]
    if declared:
        lines = lines[-len(declared) :]
        for name, block in zip(_roles(declared, lines), lines, strict=False):
            setattr(parts, name, block.text.strip("() "))
            cut.drop([block], name)
    elif not survey.layout.signature:
        _lift_undeclared(lines[-2:], cut, parts)


def _lift_undeclared(lines: Sequence[Block], cut: _Cut, parts: Parts) -> None:
    """Who signed, where no portal rule says it: a line set apart, or a name or an office as the last line."""
    for block in reversed(lines):
        text = block.text.strip("() ")
        if block.picture is not None or block.is_link:
            return
        if parts.source is None and parts.author is None and is_agency(text) and is_unit(text):
            parts.source = text
            cut.drop([block], "source")
        elif parts.author is None and (_is_set_apart(block) or is_person(text) or is_unit(text)):
            parts.author = text
            cut.drop([block], "author")
        else:
            return


def _signing_lines(blocks: Sequence[Block]) -> list[Block]:
    lines: list[Block] = []
    for block in reversed(blocks[1:]):
        text = block.text
        if len(text) > 90 or SENTENCE_END.search(text) or block.kind == "item" or block.level:
            break
        if _SPEECH.search(text) or not (text[:1].isupper() or text.startswith("(")):
            break
        lines.append(block)
    return lines[::-1]


def _roles(declared: Sequence[Signature], lines: Sequence[Block]) -> Sequence[Signature]:
    """Which line is what; a single line where two are declared is judged by its words."""
    if len(lines) == len(declared):
        return declared
    if len(lines) == 1 and "source" in declared:
        return ["source" if is_agency(lines[0].text) else "author"]
    return declared


def _is_set_apart(block: Block) -> bool:
    """A name at the right or in bold italics: how a text is signed where no portal rule says it."""
    words = block.text.strip("() ").split()
    if not 1 < len(words) <= 10 or len(block.text) > 60 or any(map(str.isdigit, block.text)):
        return False
    named = sum(word[:1].isupper() for word in words) >= 0.8 * len(words)
    return named and (block.align == "right" or (block.bold and block.italic))


def _lift_tag(layout: Layout, cut: _Cut, parts: Parts) -> None:
    if not cut.left:
        return
    cut.left[0].text = cut.left[0].text.lstrip("|• ")  # a separator of the date line before
    found = _TAG.match(cut.left[0].text)
    if found is None:
        return
    if found.end() == len(cut.left[0].text):
        if found[1] in layout.source_tags and len(cut.left) > 1:
            parts.source = parts.source or found[1]
            cut.drop(cut.left[:1], "source")
            parts.lead = cut.left[0].text
        return
    if found[1] in layout.source_tags or (not layout.source_tags and "." in found[1]):
        parts.tag = found[1]
        parts.source = parts.source or found[1]


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
        paragraphs[0] = _TAG.sub("", paragraphs[0], count=1)
        parts.lead = paragraphs[0]
    return paragraphs


def _continues(before: Block, block: Block) -> bool:
    if block.glued and block.index == before.index + 1:
        return True
    if not block.joined or block.index != before.index + 1 or before.bold != block.bold:
        return False
    return block.text[:1].islower() or bool(_SOFT_BREAK.search(before.text))

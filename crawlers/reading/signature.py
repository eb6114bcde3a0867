"""Who wrote the article or where it was first printed, told by lines at either end of its text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crawlers.layout import Layout, Signature
from crawlers.reading.blocks import Block
from crawlers.reading.bylines import (
    SENTENCE_END,
    is_agency,
    is_citation,
    is_signature,
    is_unit,
    labelled,
    tidy_name,
)
from crawlers.reading.cut import Cut, Parts
from crawlers.reading.setting import Setting
from crawlers.reading.words import bare

TAG = re.compile(r"\(\s*([A-ZĐ][\w.&-]{1,19})\s*\)\s*[-–—:]*\s*")
"""A tag in brackets that begins the lead."""
_SPEECH = re.compile(r":\s*[“\"«]")
_FIGURES = re.compile(r"\d[\d.\s]{3,}|\d{4}|:")
"""More than the number of an office (`Đội CSGT số 1`, `Phòng PX03`): a telephone, a year, a quantity."""
_OFFICIAL = re.compile(
    r"\(?đã ký\)?|(?:kt|tm|tl|tuq)\.\s.{3,40}"
    r"|(?:phó\s+)?(?:giám đốc|cục trưởng|trưởng phòng|trưởng công an.{0,30})",
    re.I,
)
"""What stands over the name of an official who signed a document."""
_HASHTAGS = re.compile(r"(?:[\s,;|•-]*+#\w++)++[\s,;|.]*+")
_MOST_NAMES = 6
_JOINTS = frozenset(("-", "–", "và", "&"))


def lift_labelled(setting: Setting, cut: Cut, parts: Parts) -> None:
    """`Tác giả: …`, `Nguồn: …` on a line of their own at either end of the text."""
    ends = cut.left[:2] + cut.left[-4:] if len(cut.left) > 2 else []
    for block in dict.fromkeys(ends):
        byline = labelled(block.text)
        if byline is None or setting.holds(block):
            continue
        known = getattr(parts, byline.role)
        if known is None or bare(known) == bare(byline.name):
            setattr(parts, byline.role, known or tidy_name(byline.name))
            cut.drop([block], byline.role)


def lift_signature(setting: Setting, cut: Cut, parts: Parts) -> None:
    """The short lines after the last paragraph, as the portal declares them; or one that is set apart."""
    lines = _signing_lines(cut.left, setting)
    if any(_OFFICIAL.fullmatch(block.text) for block in lines):
        return  # it is a document that an official has signed, not an article that somebody wrote
    declared = [name for name in setting.survey.layout.signature if getattr(parts, name) is None]
    if declared:
        _lift_declared(declared, lines, cut, parts)
    elif not setting.survey.layout.signature:
        _lift_undeclared(lines[-2:], cut, parts)


def _lift_declared(declared: Sequence[Signature], lines: Sequence[Block], cut: Cut, parts: Parts) -> None:
    """The last lines, as far as each may be somebody's name: a portal signs most of its texts, not all."""
    named: list[Block] = []
    for block in reversed(lines[-len(declared) :]):
        if not _may_sign(tidy_name(block.text)):
            break
        named.insert(0, block)
    for name, block in zip(_roles(declared, named), named, strict=False):
        setattr(parts, name, tidy_name(block.text))
        cut.drop([block], name)


def _may_sign(text: str) -> bool:
    """Whether a line is somebody's name, an office's or an agency's, or written as names are."""
    if is_signature(text) or is_citation(text):
        return True
    words = text.split()
    if is_unit(text) or (is_agency(text) and words[0].casefold() != "theo" and len(words) <= _MOST_NAMES):
        return not _FIGURES.search(text)
    if ":" in text or any(map(str.isdigit, text)):
        return False
    return len(words) <= _MOST_NAMES and all(word[:1].isupper() or word in _JOINTS for word in words)


def _lift_undeclared(lines: Sequence[Block], cut: Cut, parts: Parts) -> None:
    """Who signed, where no portal rule says it: a line set apart, or a name or an office as the last line."""
    for block in reversed(lines):
        text = tidy_name(block.text)
        if block.picture is not None or block.is_link:
            return
        if parts.source is None and parts.author is None and _is_source(text):
            parts.source = text
            cut.drop([block], "source")
        elif parts.author is None and (_is_set_apart(block) or is_signature(text) or _is_office(text)):
            parts.author = text
            cut.drop([block], "author")
        else:
            return


def _is_source(text: str) -> bool:
    return is_citation(text) or (is_agency(text) and _is_office(text))


def _is_office(text: str) -> bool:
    return is_unit(text) and not _FIGURES.search(text)


def _signing_lines(blocks: Sequence[Block], setting: Setting) -> list[Block]:
    """The short lines that end a text; none where they are a list that a paragraph opens."""
    lines: list[Block] = []
    for block in reversed(blocks[1:]):
        if not _is_short_line(block) or setting.holds(block) or setting.insets.is_tabled(block):
            if block.text.endswith(":") and lines and lines[-1].index == block.index + 1:
                return lines[:0] if lines[-1].picture is None else lines[::-1]
            break
        lines.append(block)
    return lines[::-1]


def _is_short_line(block: Block) -> bool:
    text = block.text
    if len(text) > 90 or SENTENCE_END.search(text) or block.kind == "item" or block.level:
        return False
    return not _SPEECH.search(text) and (text[:1].isupper() or text.startswith("("))


def _roles(declared: Sequence[Signature], lines: Sequence[Block]) -> Sequence[Signature]:
    """Which line is what; a single line where two are declared is judged by its words."""
    if len(lines) == len(declared):
        return declared
    if len(lines) == 1 and "source" in declared:
        return ["source" if is_agency(lines[0].text) else "author"]
    return declared


def _is_set_apart(block: Block) -> bool:
    """A name at the right or in bold italics: how a text is signed where no portal rule says it."""
    words = tidy_name(block.text).split()
    if not 1 < len(words) <= 10 or len(block.text) > 60 or any(map(str.isdigit, block.text)):
        return False
    named = sum(word[:1].isupper() for word in words) >= 0.8 * len(words)
    return named and (block.align == "right" or (block.bold and block.italic))


def lift_hashtags(cut: Cut, parts: Parts) -> None:
    """The last lines, where they are nothing but hashtags."""
    while len(cut.left) > 1 and _HASHTAGS.fullmatch(cut.left[-1].text):
        parts.tags = re.findall(r"#(\w+)", cut.left[-1].text) + parts.tags
        cut.drop(cut.left[-1:], "tags")


def lift_tag(layout: Layout, cut: Cut, parts: Parts) -> None:
    """The tag in brackets that the lead begins with, where it names the source."""
    if not cut.left:
        return
    cut.left[0].text = cut.left[0].text.lstrip("|• ")  # a separator of the date line before
    found = TAG.match(cut.left[0].text)
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

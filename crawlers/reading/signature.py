"""Who wrote the article or where it was first printed, told by lines at either end of its text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crawlers.layout import Layout, Signature
from crawlers.reading.blocks import Block
from crawlers.reading.bylines import SENTENCE_END, is_agency, is_person, is_unit, labelled
from crawlers.reading.cut import Cut, Parts
from crawlers.reading.survey import Survey
from crawlers.reading.words import bare

TAG = re.compile(r"\(\s*([A-ZĐ][\w.&-]{1,19})\s*\)\s*[-–—:]*\s*")
"""A tag in brackets that begins the lead."""
_SPEECH = re.compile(r":\s*[“\"«]")


def lift_labelled(cut: Cut, parts: Parts) -> None:
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


def lift_signature(survey: Survey, cut: Cut, parts: Parts) -> None:
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


def _lift_undeclared(lines: Sequence[Block], cut: Cut, parts: Parts) -> None:
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

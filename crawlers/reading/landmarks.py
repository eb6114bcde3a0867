"""The second witness: where the article stands, found from the page's text and structure alone.

The title is the line that the page also calls its title, or the heading before the date; the text is the
ground with the most prose near it; the date is the date line between the two.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from lxml.etree import _Element as Element

from crawlers.dates import PrintedDate, RefusedDate
from crawlers.reading.blocks import Block
from crawlers.reading.date_lines import DateLine
from crawlers.reading.region import find_region
from crawlers.reading.survey import OFF, Survey
from crawlers.reading.title import find_title

_FARTHEST = 4
"""Blocks between the title and a date above it."""


@dataclass
class Place:
    """Where the article stands in a page."""

    title: Block | None = None
    title_sure: bool = False
    """Whether more than its place speaks for the title."""
    title_alone: bool = True
    """Whether no other line came close to being taken."""
    title_named: bool = False
    """Whether the page's metadata or its address say that it is the title."""
    date: DateLine | None = None
    date_sure: bool = True
    date_alone: bool = True
    """Whether no other day is printed where the date stands."""
    region: list[Block] = field(default_factory=list)
    """The blocks after the title that may be the article's, in order."""
    core: Element | None = None
    refused: list[RefusedDate] = field(default_factory=list)


def find_place(survey: Survey) -> Place:
    """Find the article; parts that are not there stay empty."""
    title = find_title(survey)
    block = title.block if title else None
    if survey.page.root is None:
        place = Place(block, region=survey.page.blocks[block.index + 1 if block else 0 :])
    else:
        region = find_region(survey, block)
        place = Place(block, region=region.blocks, core=region.core)
    if title is not None:
        place.title_sure, place.title_alone, place.title_named = title.sure, title.alone, title.named
    _find_date(survey, place)
    return place


def _find_date(survey: Survey, place: Place) -> None:
    candidates = _date_candidates(survey, place)
    labelled = [line for line in candidates if line.labelled]
    if survey.layout.date_labels and labelled:
        candidates = labelled
    place.refused = [line.read for line in candidates if isinstance(line.read, RefusedDate)]
    printed = [line for line in candidates if isinstance(line.read, PrintedDate)]
    if printed and not (place.refused and candidates[0].read is place.refused[0]):
        place.date = printed[0]
        place.date_sure = printed[0].labelled or _is_at_end(place, printed[0])
        place.date_alone = not _has_rival(place, printed)


def _has_rival(place: Place, printed: Sequence[DateLine]) -> bool:
    """Whether another day, told as the date is, stands between it and the text, with a line between them."""
    chosen, text = printed[0], next((block.index for block in place.region if block.is_prose), -1)
    between = [line for line in printed[1:] if chosen.blocks[-1] + 1 < line.blocks[0] < text]
    return any(line.labelled == chosen.labelled and _day(line) != _day(chosen) for line in between)


def _day(line: DateLine) -> date | None:
    return line.read.day if isinstance(line.read, PrintedDate) else None


def _is_at_end(place: Place, line: DateLine) -> bool:
    """Whether a date stands between the title and the second paragraph, or after the last one."""
    at = line.blocks[0]
    prose = [block.index for block in place.region if block.is_prose]
    if place.title is not None and at < place.title.index:
        return False
    return not prose or at <= prose[min(1, len(prose) - 1)] or at > prose[-1]


def _date_candidates(survey: Survey, place: Place) -> list[DateLine]:
    """Date lines that may be the article's, likeliest first: under the title, above it, after the text."""
    prose = [block.index for block in place.region if block.is_prose]
    start, end = (prose[0], prose[-1]) if prose else (10**9, 10**9)
    second = next((at for at in prose[1:]), start)
    in_region = {block.index for block in place.region}
    under, below_lead, above, inside, after = [], [], [], [], []
    for line in survey.dates:
        at = line.blocks[0]
        if at in in_region:
            if at <= start or (place.title is not None and at - place.title.index <= 4 and at <= end):
                under.append(line)
            elif at <= second and not _follows_link(survey, at):
                below_lead.append(line)
            elif at > end:
                after.append(line)
            elif not _follows_link(survey, at):
                inside.append(line)
        elif (
            place.title is not None and 0 < place.title.index - at <= _FARTHEST and _beside(survey, place, at)
        ):
            above.append(line)
        elif place.title is None and not prose:
            under.append(line)
    return (under + above[::-1] + below_lead + after[:1]) or inside[-1:]


def _follows_link(survey: Survey, at: int) -> bool:
    """Whether a date is that of another article, whose title stands right before it."""
    return at > 0 and survey.page.blocks[at - 1].leads


def _beside(survey: Survey, place: Place, at: int) -> bool:
    """Whether a date line above the title stands in a part of the page with it, not in the page's head."""
    block, title = survey.page.blocks[at], place.title
    if title is None or block.node is None or title.node is None:
        return True
    if block.zone in OFF or (block.zone == "header" and title.zone != "header") or _is_clock(survey, at):
        return False
    meeting = survey.terrain.common(block.node, title.node)
    between = survey.page.blocks[at + 1 : title.index]
    if survey.date_of[at].labelled and not any(other.leads for other in between):
        return not survey.terrain.in_foreign_box(block, meeting)
    before = survey.page.blocks[survey.terrain.grounds[meeting].first : at]
    return not any(block.leads for block in before) or meeting in (title.node, title.node.getparent())


def _is_clock(survey: Survey, at: int) -> bool:
    """Whether a line above the title tells today's time, to the second."""
    line = survey.date_of[at]
    is_known = survey.layout.date_labels and line.labelled
    return (
        not is_known and isinstance(line.read, PrintedDate) and bool(line.read.time and line.read.time.second)
    )

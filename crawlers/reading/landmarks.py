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
from crawlers.reading.date_kinds import Kind
from crawlers.reading.date_lines import DateLine
from crawlers.reading.days_told import days_told
from crawlers.reading.ranks import STOPS, line_above
from crawlers.reading.region import find_region
from crawlers.reading.survey import OFF, Survey
from crawlers.reading.title import find_title

_TOGETHER = 2
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
    days_told: frozenset[int] = frozenset()
    """Blocks that print a day and are lines of the text: a heading `Ngày 12/11/2026`, a cell of a table."""
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
    if place.title_alone and not place.title_named:
        place.title_alone = not _heads_another(survey, place)
    return place


def _heads_another(survey: Survey, place: Place) -> bool:
    """Whether the date stands under another line that may be the title: then that of a notice was found."""
    if place.date is None or place.title is None:
        return False
    line = line_above(survey, survey.page.blocks[place.date.blocks[0]])
    return line is not None and line.index > place.title.index and not line.text.endswith(STOPS)


def _find_date(survey: Survey, place: Place) -> None:
    place.days_told = days_told(survey, place.title, place.region, place.core)
    # A date line is no paragraph, however long: `Lần cập nhật cuối ( 25/11/2026 08:00 )`.
    prose = [block.index for block in place.region if block.is_prose and block.index not in survey.date_of]
    candidates = _date_candidates(survey, place, prose)
    labelled = [line for line in candidates if line.labelled]
    if survey.layout.date_labels and labelled:
        candidates = labelled
    place.refused = [line.read for line in candidates if isinstance(line.read, RefusedDate)]
    if not candidates:
        return
    text = prose[0] if prose else len(survey.page.blocks)
    chosen = _likeliest(survey, place, candidates, text)
    if isinstance(chosen.read, PrintedDate):
        place.date = chosen
        place.date_sure = chosen.labelled or (
            _is_at_end(place, chosen, prose) and _says_enough(place, chosen)
        )
        place.date_alone = chosen.alone and not _has_rival(place, candidates, chosen, text)


def _likeliest(survey: Survey, place: Place, candidates: Sequence[DateLine], text: int) -> DateLine:
    """The first; where it does not say that it was posted then, a better one between title and text."""
    first = candidates[0]
    if first.labelled or first.kind <= Kind.PLAIN:
        return first
    start = place.title.index if place.title else -1
    between = (line for line in candidates if start < line.blocks[0] < text)
    better = [
        line
        for line in between
        if line.kind < first.kind
        and line.blocks[0] not in place.days_told
        and (line.kind is Kind.POSTED or _is_next_to(survey, line, first))
    ]
    return min(better, key=lambda line: line.kind, default=first)


def _is_next_to(survey: Survey, line: DateLine, other: DateLine) -> bool:
    """Whether two date lines stand together and are set alike: neither is a cell where the other is none."""
    blocks = survey.page.blocks
    apart = line.blocks[0] - other.blocks[-1]
    return apart <= _TOGETHER and blocks[line.blocks[0]].kind == blocks[other.blocks[0]].kind


def _says_enough(place: Place, line: DateLine) -> bool:
    """Whether a line's words or its place say that its day is the article's."""
    return line.kind is not Kind.LOOSE and line.blocks[0] not in place.days_told


def _has_rival(place: Place, candidates: Sequence[DateLine], chosen: DateLine, text: int) -> bool:
    """Whether another day, told as the date is, stands between it and the text; or one is told better."""
    others = [
        line
        for line in candidates
        if _day(line) not in (None, _day(chosen)) and line.blocks[0] not in place.days_told
    ]
    return any(
        line.labelled == chosen.labelled and (_is_equal(line, chosen, text) or _is_better(line, chosen))
        for line in others
    )


def _is_equal(line: DateLine, chosen: DateLine, text: int) -> bool:
    return line.kind == chosen.kind and chosen.blocks[-1] < line.blocks[0] < text


def _is_better(line: DateLine, chosen: DateLine) -> bool:
    """Whether it says that it was posted then; above a date without a label it may be another article's."""
    if line.kind is not Kind.POSTED or chosen.kind is Kind.POSTED:
        return False
    return chosen.kind is not Kind.PLAIN or line.blocks[0] > chosen.blocks[-1]


def _day(line: DateLine) -> date | None:
    return line.read.day if isinstance(line.read, PrintedDate) else None


def _is_at_end(place: Place, line: DateLine, prose: Sequence[int]) -> bool:
    """Whether a date stands between the title and the second paragraph, or after the last one."""
    at = line.blocks[0]
    if place.title is not None and at < place.title.index:
        return False
    return not prose or at <= prose[min(1, len(prose) - 1)] or at > prose[-1]


def _date_candidates(survey: Survey, place: Place, prose: Sequence[int]) -> list[DateLine]:
    """Date lines that may be the article's, likeliest first: under the title, above it, after the text."""
    start, end = (prose[0], prose[-1]) if prose else (10**9, 10**9)
    second = next((at for at in prose[1:]), start)
    in_region = {block.index for block in place.region}
    under, below_lead, above, inside, after = [], [], [], [], []
    for line in survey.dates:
        at = line.blocks[0]
        if at in place.days_told:
            inside.append(line)
        elif at in in_region:
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

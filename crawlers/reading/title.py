"""Finding the title: the line that the page also calls its title, or the heading before the date."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from crawlers.dates import PrintedDate
from crawlers.reading.blocks import Block
from crawlers.reading.boilerplate import SLOGAN
from crawlers.reading.metadata import window_titles
from crawlers.reading.region import core_of
from crawlers.reading.survey import OFF, Survey
from crawlers.reading.words import bare, remembered

_LEAST = 2.5
_LONGEST = 500
_NEAR = 12
"""Blocks in which what follows a title must begin."""
_CLOSE = 1.0
"""A runner-up that comes nearer than this leaves a doubt."""
_HEADINGS = {0: 0.0, 1: 2.0, 2: 1.5}
"""What a heading counts by its level; the first ``h1`` of a page is often the menu's."""
_TODAY = re.compile(r"(?:hôm nay|thứ \w+|chủ nhật)\b.{0,20}\d{1,2}.{1,8}\d{1,2}.{1,8}\d{4}", re.I)
_SENTENCES = re.compile(r"\w\. \w")
_GENERIC = re.compile(
    r"(?:cổng|trang)(?: thông tin)?(?: điện tử)(?: \w+){0,16}|(?:trang chủ|trang tin|home)(?: \w+){0,5}"
    r"|(?:công an|báo(?: điện tử)?|cục|sở|bộ|ủy ban nhân dân)(?: (?:công an )?(?:tỉnh|thành phố|tp))?"
    r"(?: \w+){0,5}"
    r"|(?:(?:chi tiết|tin tức|tin|bài viết|nội dung|trang|sự kiện|thông tin)(?: |$)){1,4}"
)
"""The portal's own name, which stands in a heading on every page."""


class Title(NamedTuple):
    """The title that was found."""

    block: Block
    sure: bool
    """Whether more than its place speaks for it: the page's own metadata, or a heading."""
    alone: bool
    """Whether no other line came close to being taken."""


def _is_broken(survey: Survey, line: Block) -> bool:
    blocks, following = survey.page.blocks, line.index + 1
    return following < len(blocks) and blocks[following].joined


class _Run(NamedTuple):
    """Lines that a line break alone parts."""

    first: int
    last: int
    text: str


def _whole(survey: Survey, line: Block, runs: dict[int, _Run]) -> Block | None:
    """The line together with those that a line break alone parts from it: a title broken by hand.

    Only where they look like one: all bold, or alone in their element. None where they are too long for one.
    `runs` keeps what was found.
    """
    if line.node is None:
        return line
    run = runs.get(line.index)
    if run is None:
        run = _run(survey, line)
        if _is_one_with(survey, line, line):  # then it is the run of all of them
            runs.update(dict.fromkeys(range(run.first, run.last + 1), run))
    alone = survey.terrain.grounds[line.node].blocks == run.last - run.first + 1
    if run.first == run.last or not (line.bold or alone):
        return line
    return replace(line, text=run.text, index=run.last) if len(run.text) <= _LONGEST else None


def _run(survey: Survey, line: Block) -> _Run:
    blocks, first, last = survey.page.blocks, line.index, line.index
    while first > 0 and blocks[first].joined and _is_one_with(survey, line, blocks[first - 1]):
        first -= 1
    while last + 1 < len(blocks) and blocks[last + 1].joined and _is_one_with(survey, line, blocks[last + 1]):
        last += 1
    return _Run(first, last, " ".join(block.text for block in blocks[first : last + 1]))


def _is_one_with(survey: Survey, line: Block, other: Block) -> bool:
    return (
        other.node is line.node
        and other.bold == line.bold
        and other.index not in survey.date_of
        and survey.rule(other) is None
        and not other.text.endswith((".", ":"))
        and len(other.text) <= 160
    )


class _Names(NamedTuple):
    """What the page itself calls its article, as bare words."""

    metadata: frozenset[str]
    window: frozenset[str]
    menu: frozenset[str]
    """Words of short links: a heading in these words names a section."""
    repeated: frozenset[str]
    """Words of long lines that stand on the page twice: in the breadcrumb and above the text."""
    text_from: int
    """Number of the first block of the page's main text; -1 if there is none."""
    signs: list[int]
    """Numbers of the blocks that a title stands before: dates and paragraphs."""


def find_title(survey: Survey) -> Title | None:
    """The title, or None where no line is one; a print view prints none, unless as a heading."""
    printed = any(survey.is_print_day(block) for block in survey.page.blocks[:3])
    if printed and survey.page.root is None:
        return None
    names = _names(survey)
    scores: dict[str, float] = {}
    runs: dict[int, _Run] = {}
    best, most = None, _LEAST
    for line in survey.page.blocks:
        block = _whole(survey, line, runs) if line.joined or _is_broken(survey, line) else line
        if block is None or not _may_be_title(survey, block):
            continue
        score = _score(survey, block, names)
        if score > most:
            best, most = block, score
        if score > 0.0:
            words = bare(block.text)
            scores[words] = max(score, scores.get(words, 0.0))
    if best is None or (printed and not (best.level and best.index < names.text_from)):
        return None
    words = bare(best.text)
    own = scores.pop(words)
    evident = words in names.metadata | names.window
    return Title(
        best, evident or best.kind == "heading", evident or own - max(scores.values(), default=0.0) >= _CLOSE
    )


def is_portal_name(words: str) -> bool:
    """Whether bare words are those of a portal or of a section, on every page the same."""
    return _GENERIC.fullmatch(words) is not None


def _names(survey: Survey) -> _Names:
    links = (block for block in survey.page.blocks if block.leads)
    return _Names(
        _bare(survey.metadata.titles),
        frozenset(name for name in _bare(window_titles(survey.metadata)) if len(name) >= 8),
        frozenset(bare(link.text) for link in links if len(link.text) < 40),
        _repeated(survey),
        _first_prose(survey),
        [block.index for block in survey.page.blocks if block.is_prose or block.index in survey.date_of],
    )


def _repeated(survey: Survey) -> frozenset[str]:
    lines = Counter(bare(b.text) for b in survey.page.blocks if 25 <= len(b.text) <= 300 and not b.is_link)
    return frozenset(words for words, count in lines.items() if count > 1)


def _bare(titles: Iterable[str]) -> frozenset[str]:
    return frozenset(name for name in map(bare, titles) if name and not is_portal_name(name))


def _may_be_title(survey: Survey, block: Block) -> bool:
    text = block.text
    rule = survey.rule(block)
    if (
        not 4 <= len(text) <= _LONGEST
        or block.index in survey.date_of
        or (rule is not None and rule is not SLOGAN)
    ):
        return False
    return _has_letters(text) and not _TODAY.match(text)


@remembered
def _has_letters(text: str) -> bool:
    return any(map(str.isalpha, text))


def _first_prose(survey: Survey) -> int:
    """Where the most prose of the page begins: a title stands before it, soon."""
    core = core_of(survey, None)
    if core is None:
        return -1
    ground = survey.terrain.grounds[core]
    inner = survey.page.blocks[ground.first : ground.last + 1]
    return next((block.index for block in inner if survey.is_own_prose(block) and not _like_title(block)), -1)


def _like_title(block: Block) -> bool:
    """A long line that may still be a title: those end without a full stop."""
    return len(block.text) < 180 and not block.text.endswith((".", "!", "…", ":", ";", "”", '"'))


def _score(survey: Survey, block: Block, names: _Names) -> float:
    """How much speaks for a line being the title; 0 where nothing does but its place among other lines."""
    words = bare(block.text)
    near = _nearness(survey, block, names.signs)
    said = 6.0 if words in names.metadata else 5.0 if words in names.window else 0.0
    said += 2.0 if words in names.repeated else 0.0
    if not (said or near >= 1.0 or block.bold or block.level):
        return 0.0
    looks = _HEADINGS.get(block.level, 1.0) + (1.0 if block.bold else 0.0)
    before = _before_text(block, names.text_from)
    return (
        said + near + looks + before - _against(survey, block, words) - (4.0 if words in names.menu else 0.0)
    )


def _before_text(block: Block, text_from: int) -> float:
    if text_from < 0:
        return 0.0
    distance = text_from - block.index
    if distance <= 0:
        return -2.0
    return 3.0 if distance <= 6 else 2.0 if distance <= 12 else 0.0


def _against(survey: Survey, block: Block, words: str) -> float:
    """What speaks against a line: its zone, its length, its being a link, a sentence, a caption, a name."""
    text = block.text
    heads = block.is_link and block.level > 0 and _heads_own_text(survey, block)
    foreign = survey.terrain.is_foreign_node(block.node) and not heads
    teaser = block.index in survey.terrain.teasers or foreign
    clues = (
        (6.0, block.zone in OFF),
        (1.0, block.zone == "header"),
        (_against_link(survey, block), block.is_link),
        (1.5, 12 <= len(words) < 25),
        (2.5, len(words) < 12),
        (7.0, is_portal_name(words)),
        (2.5, len(text) > 200 or (text.endswith((".", "…")) and len(text) > 90)),
        (2.5, len(text) > 100 and _SENTENCES.search(text) is not None),
        (3.0, block.picture is not None or block.kind == "caption"),
        (4.0, survey.rule(block) is SLOGAN),
        (3.0, teaser),
    )
    return sum(weight for weight, speaks in clues if speaks)


def _against_link(survey: Survey, block: Block) -> float:
    """A title may be a link to its own page; other links are other articles' titles."""
    if _is_self(survey, block):
        return 0.0
    return 1.0 if block.level and _heads_own_text(survey, block) else 4.0


def _heads_own_text(survey: Survey, block: Block) -> bool:
    """Whether the next paragraph is nobody's summary: a title may be a link to its own page."""
    following = survey.page.blocks[block.index + 1 : block.index + 5]
    prose = next((other for other in following if other.is_prose), None)
    return prose is not None and prose.index not in survey.terrain.teasers


def _is_self(survey: Survey, block: Block) -> bool:
    addresses = {survey.page.url, survey.metadata.canonical} - {None, ""}
    return block.href in addresses or (block.href or "").rstrip("/").endswith("#")


def _nearness(survey: Survey, block: Block, signs: Sequence[int]) -> float:
    """What follows a title soon: the date, then prose, with nothing but furniture between."""
    score, unknown = 0.0, 0
    following = bisect_right(signs, block.index)
    is_sign_near = following < len(signs) and signs[following] <= block.index + _NEAR
    for other in survey.page.blocks[block.index + 1 : block.index + 1 + _NEAR] if is_sign_near else ():
        line = survey.date_of.get(other.index)
        if line is not None:
            if isinstance(line.read, PrintedDate) and score < 2.5:
                score += max(0.0, (4.0 if line.labelled else 3.0) - 2.0 * unknown)
        elif other.is_prose:
            score += 1.5 if other.index not in survey.terrain.teasers else -1.0
            break
        elif survey.rule(other) is None:
            unknown += 1
            if unknown > 2 or (other.leads and len(other.text) >= 25):
                break
    before = survey.date_of.get(block.index - 1)
    if before is None:
        return score
    return score + (2.0 if before.labelled else 0.5)

"""Finding the title: the line that the page also calls its title, or the heading before the date."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

from lxml.etree import _Element as Element

from crawlers.dates import PrintedDate
from crawlers.reading.blocks import Block, ancestors
from crawlers.reading.boilerplate import SLOGAN
from crawlers.reading.bylines import is_person, is_unit, labelled
from crawlers.reading.metadata import window_titles
from crawlers.reading.ranks import is_contested, is_summary, line_above, sums_up
from crawlers.reading.region import core_of
from crawlers.reading.slugs import initials_of, is_named_by, slug_of
from crawlers.reading.survey import OFF, Survey
from crawlers.reading.words import bare, remembered

_LEAST = 2.5
_LONGEST = 500
_NAMED = 5.0
"""What the window's title counts; the page's metadata count more, its repeating a line counts less."""
_ADDRESSED = 6.0
"""What the address of the page counts."""
_NEAR = 12
"""Blocks in which what follows a title must begin."""
_LESSER = 4.0
_LESSER_SHARE = 0.5
_LEAD_NEAR = 6
_HEADED = 4
"""Lines between a title and its text, but for the date and furniture."""
_SUMMARY = 4.0
"""What speaks against a line right under a heading that outranks it."""
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
    r"|(?:tin )?hoạt động (?:của )?(?:công an|ngành)(?: \w+){0,4}|tin hoạt động(?: \w+){0,3}"
    r"|(?:tin (?:tức )?)?(?:an ninh(?: trật tự)?|thời sự|pháp luật)"
    r"|(?:menu|điều hướng|danh mục|chuyên mục|chuyên trang|chuyên đề|mục lục)"
    r"(?: (?:chính|trang|website|tin tức|tin|bài viết))?"
    r"|tìm kiếm(?: \w+){0,2}|đăng (?:nhập|ký)|liên hệ|bình luận|tác giả|ngôn ngữ|ứng dụng"
)
"""The portal's own name, or a menu's, which stands in a heading on every page."""
_TEASED = re.compile(r"(?:[.…!?:)\]»]\s*(?i:xem|đọc)|\s(?:Xem|XEM|Đọc|ĐỌC)) (?i:tiếp|thêm|chi tiết)\W{0,5}$")
_TEASED_END = 30
_LONGEST_BYLINE = 45
_CREDITED = re.compile(r"[.(–-]\s*(?:ảnh|photo)\s*:[^)]{2,60}\)?$", re.I)
_LONGEST_SENTENCE = 120
"""Characters; a longer line with a full stop is prose."""
_SHORTEST_PART = 12
"""Letters of a part of the window's title; a shorter one is a section's name."""
_SHORTEST_HEADING = 12
"""Letters of an ``h1`` that is more than `Thông báo`."""
_SHORTEST = 25
"""Letters of a title that nothing but its place may speak for."""


class Title(NamedTuple):
    """The title that was found."""

    block: Block
    sure: bool
    """Whether more than its place speaks for it: the page's own metadata, or a heading."""
    alone: bool
    """Whether no other line came close to being taken, and it is long enough to be no section's name."""
    named: bool
    """Whether the page's own metadata or its address say that it is the title."""


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
    known: frozenset[str]
    """All for which one of these speaks."""
    slug: str
    """What the page's address says of the title."""
    initials: frozenset[str]
    """The letters with which such a title may begin."""
    core: Element | None
    """The element with the most text of its own."""
    text_from: int
    """Number of the first block of the page's main text; -1 if there is none."""
    signs: list[int]
    """Numbers of the blocks that a title stands before: dates and paragraphs."""


class _Candidate(NamedTuple):
    """A line that may be the title."""

    at_most: float
    """It cannot score more."""
    order: int
    block: Block
    words: str
    said: float
    """What the page itself says for it."""


def find_title(survey: Survey) -> Title | None:
    """The title, or None where no line is one; a print view prints none, unless as a heading."""
    printed = any(survey.is_print_day(block) for block in survey.page.blocks[:3])
    if printed and survey.page.root is None:
        return None
    names = _names(survey)
    scores: dict[str, float] = {}
    best: _Candidate | None = None
    most = _LEAST
    for candidate in sorted(_candidates(survey, names), key=lambda candidate: -candidate.at_most):
        if candidate.at_most <= (_LEAST if best is None else most - _CLOSE):
            break  # none of the others can be taken, or leave a doubt
        if not _may_be_title(survey, candidate.block):
            continue
        score = _score(survey, candidate, names)
        if score > most or (best is not None and score == most and candidate.order < best.order):
            best, most = candidate, score
        if score > 0.0:
            scores[candidate.words] = max(score, scores.get(candidate.words, 0.0))
    if best is None or (printed and not (best.block.level and best.block.index < names.text_from)):
        return None
    own = scores.pop(best.words)
    evident = best.words in names.metadata or best.words in names.window or best.said >= _ADDRESSED
    alone = own - max(scores.values(), default=0.0) >= _CLOSE and not _is_meagre(best)
    alone = (
        alone
        and not _is_followed_by_another(survey, best)
        and not is_contested(survey, best.block)
        and not _heads_lesser_text(survey, best.block, names)
    )
    return Title(best.block, evident or best.block.kind == "heading", evident or alone, evident)


def _is_followed_by_another(survey: Survey, candidate: _Candidate) -> bool:
    """Whether few words stand over another line that may be a title, rather than over date or text."""
    blocks, following = survey.page.blocks, candidate.block.index + 1
    if len(candidate.words) >= _SHORTEST or following >= len(blocks):
        return False
    after = blocks[following]
    is_plain = after.is_prose or following in survey.date_of or after.leads or survey.rule(after) is not None
    return not is_plain and not _is_byline(after) and len(after.text) > len(candidate.block.text)


def _is_meagre(candidate: _Candidate) -> bool:
    """Whether a line may as well be the name of a section or of a box, or a sentence."""
    block = candidate.block
    if block.level == 1:
        return len(candidate.words) < _SHORTEST_HEADING
    return len(candidate.words) < _SHORTEST or (not block.level and block.text.endswith((".", "!")))


def _candidates(survey: Survey, names: _Names) -> Iterator[_Candidate]:
    """The lines that may be taken, or leave a doubt, each with the most that can speak for it."""
    runs: dict[int, _Run] = {}
    near, known, initials = _most_near(survey), names.known, names.initials
    lines = survey.page.blocks
    goes_on = [line.joined for line in lines[1:]] + [False]
    for order, line in enumerate(lines):
        block = _whole(survey, line, runs) if line.joined or goes_on[order] else line
        if block is None or len(block.text) > _LONGEST:
            continue
        words = bare(block.text)
        said = _said(block, words, names) if words in known or words[:1] in initials else 0.0
        most_near = near[block.index]
        if said or most_near or block.bold or block.level:
            looks = _looks(block) + _before_text(block, names.text_from)
            at_most = said + most_near + looks - _against_name(block, words, names)
            if at_most > _LEAST - _CLOSE:
                yield _Candidate(at_most, order, block, words, said)


def _most_near(survey: Survey) -> list[float]:
    """The most that what stands near a block can say for it, by its number."""
    blocks, dates = survey.page.blocks, survey.date_of
    most = [0.0] * len(blocks)
    prose = (block.index for block in blocks if block.is_prose and block.index not in dates)
    for signs, weight in ((dates, 4.0), (prose, 1.5)):
        for at in set().union(*(range(max(0, sign - _NEAR), sign) for sign in signs)):
            most[at] += weight
    for date in dates:
        if date + 1 < len(most):
            most[date + 1] += 2.0
    return most


def is_portal_name(words: str) -> bool:
    """Whether bare words are those of a portal or of a section, on every page the same."""
    return _GENERIC.fullmatch(words) is not None


def _names(survey: Survey) -> _Names:
    links = (block for block in survey.page.blocks if block.leads)
    metadata = _bare(survey.metadata.titles)
    whole = bare(survey.metadata.window_title)
    titles = _bare(window_titles(survey.metadata))
    window = frozenset(name for name in titles if len(name) >= (8 if name == whole else _SHORTEST_PART))
    slug = slug_of(survey.page.url) or slug_of(survey.metadata.canonical)
    core = core_of(survey, None)
    text_from = _first_prose(survey, core)
    repeated = _repeated(survey, text_from)
    return _Names(
        metadata,
        window,
        frozenset(bare(link.text) for link in links if len(link.text) < 40),
        repeated,
        metadata | window | repeated,
        slug,
        initials_of(slug),
        core,
        text_from,
        [block.index for block in survey.page.blocks if block.is_prose or block.index in survey.date_of],
    )


def _repeated(survey: Survey, text_from: int) -> frozenset[str]:
    """Lines that stand on the page twice, once above the text or as a heading: so no paragraph of it."""
    lines = [block for block in survey.page.blocks if 25 <= len(block.text) <= 300 and not block.is_link]
    above = {bare(block.text) for block in lines if block.index < text_from or block.level or text_from < 0}
    counts = Counter(words for block in lines if (words := bare(block.text)) in above)
    return frozenset(words for words, count in counts.items() if count > 1)


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


def _first_prose(survey: Survey, core: Element | None) -> int:
    """Where the most prose of the page begins: a title stands before it, soon."""
    if core is None:
        return -1
    ground = survey.terrain.grounds[core]
    inner = (block for block in survey.own_prose if ground.first <= block.index <= ground.last)
    return next((block.index for block in inner if _is_paragraph(block)), -1)


def _is_paragraph(block: Block) -> bool:
    """No slogan, and no long line that may still be a title: those end without a full stop."""
    if len(block.text) < 180 and not block.text.endswith((".", "!", "…", ":", ";", "”", '"')):
        return False
    return not SLOGAN.matches(block.text)


def _score(survey: Survey, candidate: _Candidate, names: _Names) -> float:
    """How much speaks for a line being the title; 0 where nothing does but its place among other lines."""
    _, _, block, words, said = candidate
    if said < _NAMED and _is_no_title(block):
        return 0.0
    near = _nearness(survey, block, names.signs)
    if not (said or near >= 1.0 or block.bold or block.level):
        return 0.0
    speaks = said + near + _looks(block) + _before_text(block, names.text_from)
    score = speaks - _against_name(block, words, names) - _against(survey, block, words)
    if score > _LEAST and said < _NAMED and _is_summary(survey, block):
        score -= _SUMMARY
    if score > _LEAST and said < _NAMED and _heads_lesser_text(survey, block, names):
        return max(score - _LESSER, _LEAST + 0.1)  # it is the title only where no other line can be
    return score


def _is_summary(survey: Survey, block: Block) -> bool:
    """Whether a line stands right under one that is set as more, as a summary or a section's name does."""
    above = line_above(survey, block)
    return above is not None and is_summary(above, block) and not is_portal_name(bare(above.text))


def _said(block: Block, words: str, names: _Names) -> float:
    """What the page's own words and its address say for a line."""
    addressed = words[:1] in names.initials and is_named_by(names.slug, block.text)
    said = _ADDRESSED if addressed else 0.0
    if words not in names.known:
        return said
    said += 6.0 if words in names.metadata else _NAMED if words in names.window else 0.0
    return said + 2.0 if words in names.repeated else said


def _heads_lesser_text(survey: Survey, block: Block, names: _Names) -> bool:
    """Whether the box around a line holds a text of its own, and another box a much longer one: a notice.

    A box that the longer text follows at once holds the article's lead.
    """
    terrain, blocks, text_from = survey.terrain, survey.page.blocks, names.text_from
    if text_from < 0 or block.node is None or names.core is None:
        return False
    own = len(block.text) if survey.is_own_prose(block) else 0  # a long title reads like a paragraph
    for node in ancestors(block.node):
        if terrain.own_prose(node) > own:
            break
    else:
        return False
    ground = terrain.grounds[node]
    if ground.first <= text_from <= ground.last:
        return False
    if terrain.own_prose(node) > _LESSER_SHARE * terrain.own_prose(names.core):
        return False
    between = (
        blocks[ground.last + 1 : text_from] if ground.last < text_from else blocks[text_from : ground.first]
    )
    is_apart = any(other.level or other.index in survey.date_of for other in between)
    return is_apart or len(between) > _LEAD_NEAR or ground.last > text_from


def _looks(block: Block) -> float:
    return _HEADINGS.get(block.level, 1.0) + (1.0 if block.bold else 0.0)


def _against_name(block: Block, words: str, names: _Names) -> float:
    """What speaks against a line by its length, and by its zone, and by a menu that has the same words."""
    size = len(words)
    against = 2.5 if size < 12 else 1.5 if size < 25 else 0.0
    if block.zone in OFF:
        against += 6.0
    return against + 4.0 if words in names.menu else against


def _is_no_title(block: Block) -> bool:
    """A line that only another witness can make a title: a slogan, a teaser, a caption, a paragraph."""
    text = block.text
    if SLOGAN.matches(text):
        return block.level != 1
    if labelled(text):
        return True
    if _TEASED.search(text, max(0, len(text) - _TEASED_END)) or _CREDITED.search(text):
        return True
    if block.level in (1, 2) or len(text) <= _LONGEST_SENTENCE:
        return False
    return text.endswith((".", "…")) or _SENTENCES.search(text) is not None


def _before_text(block: Block, text_from: int) -> float:
    if text_from < 0:
        return 0.0
    distance = text_from - block.index
    if distance <= 0:
        return -2.0
    return 3.0 if distance <= 6 else 2.0 if distance <= 12 else 0.0


def _against(survey: Survey, block: Block, words: str) -> float:
    """What speaks against a line: its being a link, a sentence, a caption, a portal's name, a summary."""
    text = block.text
    heads = block.is_link and block.level > 0 and _heads_own_text(survey, block)
    foreign = survey.terrain.is_foreign_node(block.node) and not heads
    teaser = block.index in survey.terrain.teasers or foreign
    clues = (
        (1.0, block.zone == "header"),
        (_against_link(survey, block), block.is_link),
        (7.0, is_portal_name(words)),
        (2.5, len(text) > 200 or (text.endswith((".", "…")) and len(text) > 90)),
        (2.5, len(text) > 100 and _SENTENCES.search(text) is not None),
        (3.0, _may_be_caption(survey, block)),
        (4.0, survey.rule(block) is SLOGAN),
        (3.0, teaser),
        (2.0, not block.level and (is_person(text) or is_unit(text)) and len(text) <= _LONGEST_BYLINE),
    )
    return sum(weight for weight, speaks in clues if speaks)


def _may_be_caption(survey: Survey, block: Block) -> bool:
    """Whether a line stands with the picture before it; not a heading, and not a line right over the date."""
    if block.kind == "caption":
        return True
    if block.picture is None or block.level or block.index + 1 in survey.date_of or block.node is None:
        return False
    around = set(ancestors(survey.page.pictures[block.picture].node))
    steps = 3 if block.node.tag == "td" else 2  # a row above holds the picture of the row below
    return not around.isdisjoint(islice(ancestors(block.node), steps))


def _against_link(survey: Survey, block: Block) -> float:
    """A title may be a link to its own page; other links are other articles' titles."""
    if _is_self(survey, block):
        return 0.0
    return 1.0 if block.level and _heads_own_text(survey, block) else 4.0


def _heads_own_text(survey: Survey, block: Block) -> bool:
    """Whether the next paragraph is nobody's summary: a title may be a link to its own page.

    A link in a list of links heads no text, though one follows the list.
    """
    following = survey.page.blocks[block.index + 1 : block.index + 1 + _NEAR]
    lines = (other for other in following if survey.rule(other) is None and other.index not in survey.date_of)
    prose = next((other for other in islice(lines, _HEADED) if other.is_prose), None)
    if prose is None or prose.index in survey.terrain.teasers:
        return False
    if block.node is None or prose.node is None:
        return True
    return not survey.terrain.is_listed(block.node, survey.terrain.common(block.node, prose.node))


def _is_self(survey: Survey, block: Block) -> bool:
    addresses = {survey.page.url, survey.metadata.canonical} - {None, ""}
    return block.href in addresses or (block.href or "").rstrip("/").endswith("#")


def _is_byline(block: Block) -> bool:
    """Whether a line may say who wrote the article: such lines stand between title and date."""
    text = block.text
    if block.level or block.is_link or len(text) > _LONGEST_BYLINE:
        return False
    return labelled(text) is not None or is_person(text) or is_unit(text)


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
        elif sums_up(survey, block, other):
            continue
        elif other.is_prose:
            score += 1.5 if other.index not in survey.terrain.teasers else -1.0
            break
        elif survey.rule(other) is None and not _is_byline(other):
            unknown += 1
            if unknown > 2 or (other.leads and len(other.text) >= 25):
                break
    before = survey.date_of.get(block.index - 1)
    if before is None:
        return score
    return score + (2.0 if before.labelled else 0.5)

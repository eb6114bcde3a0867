"""What a page itself calls its article, in its head, in its address and by saying it twice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from lxml.etree import _Element as Element

from crawlers.reading.blocks import Block
from crawlers.reading.boilerplate import SLOGAN
from crawlers.reading.metadata import window_titles
from crawlers.reading.region import core_of
from crawlers.reading.slugs import initials_of, is_named_by, slug_of
from crawlers.reading.survey import Survey
from crawlers.reading.words import bare

NAMED = 5.0
"""What the window's title counts; the page's metadata count more, its repeating a line counts less."""
ADDRESSED = 6.0
"""What the address of the page counts."""
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
_SHORTEST_PART = 12
"""Letters of a part of the window's title; a shorter one is a section's name."""


class Names(NamedTuple):
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


def is_portal_name(words: str) -> bool:
    """Whether bare words are those of a portal or of a section, on every page the same."""
    return _GENERIC.fullmatch(words) is not None


def names_of(survey: Survey) -> Names:
    """All names that a page has for its article."""
    links = (block for block in survey.page.blocks if block.leads)
    metadata = _bare(survey.metadata.titles)
    whole = bare(survey.metadata.window_title)
    titles = _bare(window_titles(survey.metadata))
    window = frozenset(name for name in titles if len(name) >= (8 if name == whole else _SHORTEST_PART))
    slug = slug_of(survey.page.url) or slug_of(survey.metadata.canonical)
    core = core_of(survey, None)
    text_from = _first_prose(survey, core)
    repeated = _repeated(survey, text_from)
    return Names(
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


def said_of(block: Block, words: str, names: Names) -> float:
    """What the page's own words and its address say for a line."""
    addressed = words[:1] in names.initials and is_named_by(names.slug, block.text)
    said = ADDRESSED if addressed else 0.0
    if words not in names.known:
        return said
    said += 6.0 if words in names.metadata else NAMED if words in names.window else 0.0
    return said + 2.0 if words in names.repeated else said

"""Reading one page: both witnesses are heard, and where they disagree the article says so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from lxml.etree import _Element as Element

from crawlers.dates import PrintedDate
from crawlers.layout import Layout
from crawlers.reading.album import pictures_of, shown_of
from crawlers.reading.assembly import assemble
from crawlers.reading.blocks import Block, Page, ancestors, blocks_of_text
from crawlers.reading.boilerplate import LICENCE, SLOGAN, rules_for
from crawlers.reading.cut import Parts
from crawlers.reading.decode import decode, is_encoded_twice
from crawlers.reading.items import leads_elsewhere
from crawlers.reading.landmarks import Place, find_place
from crawlers.reading.links import Addresses, is_file, resolve
from crawlers.reading.markup import (
    dates_agree,
    marked_date,
    marked_title,
    outermost,
    select,
    shown_by,
    text_of,
    titles_agree,
    twin_of,
)
from crawlers.reading.metadata import Metadata, metadata_of, text_below
from crawlers.reading.refusal import NoArticle, refuse_bytes, refuse_reading, refuse_source
from crawlers.reading.survey import OFF, Survey
from crawlers.reading.tree import blocks_of_tree, parse, shortened
from crawlers.reading.words import bare

_MARKUP = re.compile(r"<(?:!doctype|[a-z][a-z0-9]{0,10})\b[^<>]{0,2000}>", re.I)
_ENDS = re.compile(r"</(?:p|div|td|li|body|html)\s*>", re.I)
_OPENING = 20_000
"""Characters; in a page whose head was lost the first tag may stand behind them."""
_LONGEST_TITLE = 1000
_LONGEST_OPENING = 1000
_MOST_LINES = 20_000
_SMALL = 200_000
"""Characters of a page that no tag can make slow to parse."""
_LONG_TAG = re.compile(r"(?P<name><[a-z][a-z0-9]{0,20})\s[^<>]{10000,}", re.I)
_MOST_ATTRIBUTES = 1000
_MUCH = 600
"""Characters of text elsewhere; portals print less about themselves."""


@dataclass
class Reading:
    """What was read from a page that holds an article."""

    title: str | None = None
    lead: str | None = None
    body: list[str] = field(default_factory=list)
    """Paragraphs in order, subheadings included, captions not."""
    category: str | None = None
    author: str | None = None
    source: str | None = None
    tags: list[str] = field(default_factory=list)
    images: list[tuple[str, str | None]] = field(default_factory=list)
    """Absolute address and caption."""
    attachments: list[tuple[str, str | None]] = field(default_factory=list)
    """Absolute address and the words of the link."""
    published: PrintedDate | None = None
    flags: list[str] = field(default_factory=list)
    """What is doubtful; each begins with the name of its field."""
    dropped: list[str] = field(default_factory=list)
    """Names of the boilerplate rules that fired."""
    witnesses: dict[str, str] = field(default_factory=dict)
    """Field to `both`, `mark-up`, `landmarks`, `disagree` or `none`."""
    shown: list[str] = field(default_factory=list)
    """Fields whose declared selector names something on the page, whatever is read from it."""
    heard: dict[str, tuple[str | None, str | None]] = field(default_factory=dict)
    """Field to what each witness said: mark-up, landmarks. For people to read."""
    taken: list[tuple[Block, str]] = field(default_factory=list)
    """Blocks near the article and what became of each. For people to read."""
    canonical: str | None = None
    """The address that the page gives itself."""


def read_page(
    layout: Layout, content: bytes, *, content_type: str | None, url: str | None, fetched_at: datetime
) -> Reading | NoArticle:
    """Read a page as it was received. `fetched_at` (aware) is when; relative dates count from it.

    A page without mark-up is read as a plain-text rendering.
    """
    if refused := refuse_bytes(content):
        return refused
    decoded = decode(content, content_type)
    if _has_markup(decoded.text):
        reading = _read_html(layout, decoded.text, url, fetched_at)
    else:
        reading = read_text(layout, decoded.text, fetched_at=fetched_at)
    if isinstance(reading, Reading):
        _doubt_encoding(reading, decoded.broken)
    return reading


def _has_markup(text: str) -> bool:
    """Whether there is a tag, or the beginning of one in a page that was cut off."""
    if text.lstrip().startswith("<") or _MARKUP.search(text, 0, _OPENING):
        return True
    return _ENDS.search(text, _OPENING) is not None


def _doubt_encoding(reading: Reading, broken: bool) -> None:
    texts = list(_texts_of(reading))
    if broken or any("\ufffd" in text for text in texts):
        reading.flags.append("body-encoding-broken")
    if any(map(is_encoded_twice, texts)):
        reading.flags.append("body-encoding-doubtful")


def _texts_of(reading: Reading) -> Iterator[str]:
    names = (reading.title, reading.lead, reading.category, reading.author, reading.source)
    captions = (caption for _, caption in [*reading.images, *reading.attachments])
    yield from filter(None, (*names, *captions))
    yield from (*reading.body, *reading.tags)


def read_text(layout: Layout, text: str, *, fetched_at: datetime) -> Reading | NoArticle:
    """Read a plain-text rendering by the landmarks alone."""
    lines = text.splitlines()
    page = blocks_of_text("\n".join(lines[:_MOST_LINES]))
    reading = refuse_source(text, page) or _read(layout, page, Metadata(), fetched_at)
    if len(lines) > _MOST_LINES and isinstance(reading, Reading):
        reading.flags.append("body-cut")
    return reading


def _read_html(layout: Layout, text: str, url: str | None, fetched_at: datetime) -> Reading | NoArticle:
    kept = shortened(text)
    root = parse(_thinned(kept) if len(kept) > _SMALL else kept)
    if root is None:
        return NoArticle("empty", "The page has no content.")
    page = blocks_of_tree(root, url)
    reading = refuse_source(text, page) or _read(layout, page, metadata_of(root), fetched_at)
    if len(kept) < len(text) and isinstance(reading, Reading):
        reading.flags.append("body-cut")
    return reading


def _thinned(text: str) -> str:
    """A page without the attributes of tags that have thousands: to parse those takes quadratic time."""
    return _LONG_TAG.sub(lambda tag: tag["name"] if len(tag[0].split()) > _MOST_ATTRIBUTES else tag[0], text)


def _read(layout: Layout, page: Page, metadata: Metadata, fetched_at: datetime) -> Reading | NoArticle:
    survey = Survey(page, layout, rules_for(layout.boilerplate, layout.furniture), metadata, fetched_at)
    place = find_place(survey)
    noise, captions = select(page.root, layout.noise), select(page.root, layout.caption)
    found = assemble(survey, place, place.region, noise, captions)
    leads = select(page.root, layout.lead)
    marked = _marked_body(survey, place, leads, noise, captions)
    lost_lead = marked is not None and bool(layout.lead) and not leads and _is_longer(found, marked)
    parts = marked if marked is not None and marked.body and not lost_lead else found
    if refused := refuse_reading(survey, place, parts):
        return refused
    reading = Reading(canonical=resolve(page.url, metadata.canonical) if metadata.canonical else None)
    reading.body = parts.body
    above = _above_title(survey, place)
    reading.taken = [*above, *parts.taken]
    slogans = [what for _, what in above if what == SLOGAN.name]
    reading.dropped = list(dict.fromkeys([*slogans, *parts.dropped]))
    _hear_title(reading, layout, page, metadata, place)
    _hear_date(reading, layout, page, metadata, place, fetched_at)
    _hear_body(reading, found, marked)
    lesser = _is_lesser_text(survey, parts)
    if lesser and not place.title_named and "title-unsure" not in reading.flags:
        reading.flags.append("title-unsure")
    if parts.is_doubtful or lesser or reading.title in reading.body:
        reading.flags.append("body-unsure")
    _doubt_place(reading, survey, place)
    _hear_names(reading, layout, page, parts)
    _add_lead(reading, leads, metadata, place, parts)
    reading.images = pictures_of(page, place, parts)
    reading.attachments = _attachments(page, shown_of(parts))
    reading.category = text_of(page.root, layout.category)
    reading.shown = shown_by(page.root, layout.selectors)
    reading.tags = list(dict.fromkeys([*metadata.tags, *parts.tags]))
    for block, _ in reading.taken:
        block.node = None  # a reading holds no tree: it may wait in a queue, or go to another process
    return reading


def _above_title(survey: Survey, place: Place) -> list[tuple[Block, str]]:
    """What stands above the title and concerns it: slogans, and the title itself."""
    if place.title is None:
        return []
    rules = survey.rules[: place.title.index]
    slogans = [(survey.page.blocks[at], SLOGAN.name) for at, rule in enumerate(rules) if rule is SLOGAN]
    return [*slogans, (place.title, "title")]


# --- witnesses ---------------------------------------------------------------------------------------------


def _witness(reading: Reading, name: str, marked: str | None, found: str | None, agree: bool) -> None:
    reading.heard[name] = marked, found
    if marked is None and found is None:
        reading.witnesses[name] = "none"
    elif marked is None or found is None:
        reading.witnesses[name] = "landmarks" if marked is None else "mark-up"
    else:
        reading.witnesses[name] = "both" if agree else "disagree"
        if not agree:
            reading.flags.append(f"{name}-disagrees")


def _hear_title(reading: Reading, layout: Layout, page: Page, metadata: Metadata, place: Place) -> None:
    found = place.title.text if place.title else None
    marked = marked_title(page.root, layout, metadata, found)
    if marked is not None and layout.title is None and _is_site_name(marked, metadata):
        marked = None
    title = found or marked
    if title and len(title) > _LONGEST_TITLE:
        title = title[:_LONGEST_TITLE]
        reading.flags.append("title-cut")
    reading.title = title
    _witness(reading, "title", marked, found, bool(marked and found and titles_agree(marked, found)))
    if title is None:
        reading.flags.append("title-missing")
    elif marked is None and place.title is not None and _is_doubtful(page, place, place.title):
        reading.flags.append("title-unsure")


def _is_doubtful(page: Page, place: Place, title: Block) -> bool:
    """Whether too little speaks for a title that the mark-up does not name."""
    if title.stuck or not place.title_alone:
        return True
    if not place.title_named and leads_elsewhere(title, page.url):
        return True  # another article's, on a page that lists one
    return place.date is None and not place.title_named


def _is_site_name(title: str, metadata: Metadata) -> bool:
    """Whether a title in the metadata is the portal's, the same on every page."""
    words = bare(title)
    return words == bare(metadata.site_name) or (
        len(words) < 60
        and words.startswith(("công an", "cổng thông tin", "trang thông tin", "trang chủ", "cục "))
    )


def _hear_date(
    reading: Reading, layout: Layout, page: Page, metadata: Metadata, place: Place, fetched_at: datetime
) -> None:
    found = place.date.read if place.date and isinstance(place.date.read, PrintedDate) else None
    marked = marked_date(page.root, layout, metadata, fetched_at)
    if found is not None and marked is None and place.date is not None:
        marked = twin_of((page.blocks[at].node for at in place.date.blocks), found, layout, fetched_at)
    chosen = found or marked
    reading.published = chosen
    agree = bool(found and marked and dates_agree(found, marked))
    _witness(reading, "date", marked.iso() if marked else None, found.iso() if found else None, agree)
    reading.flags.extend(dict.fromkeys(f"date-{refused.reason}" for refused in place.refused))
    if chosen is None:
        reading.flags.append("date-missing")
        return
    if not chosen.weekday_agrees:
        reading.flags.append("date-weekday")
    if chosen.relative:
        reading.flags.append("date-relative")
    if found is not None and marked is None and not (place.date_sure and place.date_alone):
        reading.flags.append("date-unsure")


def _marked_body(
    survey: Survey,
    place: Place,
    leads: Sequence[Element],
    noise: Sequence[Element],
    captions: Sequence[Element],
) -> Parts | None:
    """The text at the declared place, made by the same rules as any other region."""
    layout, page = survey.layout, survey.page
    bodies = outermost(select(page.root, layout.body))
    if not bodies:
        return None
    inside = set(outermost([*bodies, *leads]))
    region = [block for block in survey.blocks_in(inside) if not _is_others(survey, block, inside)]
    # Who signed it often stands right after the declared element.
    last = region[-1].index if region else 0
    region += [block for block in place.region if block.index > last and not block.is_prose][:3]
    own = replace(place, region=region, core=bodies[0])
    return assemble(survey, own, region, noise, captions)


def _is_others(survey: Survey, block: Block, inside: set[Element]) -> bool:
    """Whether a block of the declared text stands in a list of other articles within it."""
    for node in ancestors(block.node):
        if node in inside:
            return False
        if survey.terrain.grounds[node].titles > 1 and survey.terrain.is_foreign(node):
            return True
    return False


def _is_longer(found: Parts, marked: Parts) -> bool:
    """Whether the landmarks find the declared text with one or two paragraphs before it."""
    return 0 < len(found.body) - len(marked.body) <= 2 and found.body[-len(marked.body) :] == marked.body


def _hear_body(reading: Reading, found: Parts, marked: Parts | None) -> None:
    says = None if marked is None or not marked.body else f"{len(marked.body)} paragraphs"
    reads = f"{len(found.body)} paragraphs" if found.body else None
    agree = marked is not None and marked.body == found.body
    _witness(reading, "body", says, reads, agree)


def _doubt_place(reading: Reading, survey: Survey, place: Place) -> None:
    """Where the title is doubtful so are the date and the text, which were looked for under it."""
    if "title-unsure" not in reading.flags and not _is_shown_elsewhere(reading, survey, place):
        return
    for name in ("date", "body"):
        is_both = name == "date" and reading.witnesses[name] == "both"
        if not is_both and not any(flag.startswith(name) for flag in reading.flags):
            reading.flags.append(f"{name}-unsure")


def _is_shown_elsewhere(reading: Reading, survey: Survey, place: Place) -> bool:
    """Whether the title of the mark-up, which is another one, heads another part of the page."""
    marked, _ = reading.heard["title"]
    if "title-disagrees" not in reading.flags or marked is None or place.title is None:
        return False
    words = bare(marked)
    return any(bare(block.text) == words for block in survey.page.blocks)


def _is_lesser_text(survey: Survey, parts: Parts) -> bool:
    """Whether most of the page's text stands elsewhere, or the body begins as a footer does."""
    if parts.body and LICENCE.matches(parts.body[0]):
        return True
    if _goes_on(survey, parts):
        return True
    read = {block.index for block, _ in parts.taken}
    own = (block for block in survey.own_prose if block.zone not in OFF)
    elsewhere = sum(len(block.text) for block in own if block.index not in read)
    return elsewhere > _MUCH and elsewhere > 2 * sum(map(len, parts.body))


def _goes_on(survey: Survey, parts: Parts) -> bool:
    """Whether a paragraph that was not read follows the text at once."""
    last = parts.taken[-1][0].index if parts.taken else -1
    following = survey.page.blocks[last + 1 : last + 2] if last >= 0 else []
    return any(
        survey.is_own_prose(block) and block.zone not in OFF and not survey.terrain.in_headed_box(block)
        for block in following
    )


def _hear_names(reading: Reading, layout: Layout, page: Page, parts: Parts) -> None:
    signed: set[str] = set()
    for name, found in (("author", parts.author), ("source", parts.source)):
        selector = layout.author if name == "author" else layout.source
        marked = text_of(page.root, selector)
        value = marked or found
        setattr(reading, name, value)
        _witness(reading, name, marked, found, bool(marked and found and bare(marked) == bare(found)))
        if marked:
            signed.add(bare(marked))
    if parts.is_author_doubtful and reading.witnesses["author"] == "landmarks":
        reading.flags.append("author-unsure")
    while reading.body and bare(reading.body[-1]) in signed:
        reading.body.pop()


def _add_lead(
    reading: Reading, leads: Sequence[Element], metadata: Metadata, place: Place, parts: Parts
) -> None:
    """The summary, which is the first paragraph too: declared, tagged, set apart, or in the metadata."""
    first = reading.body[0] if len(reading.body) > 1 else None
    if first is None:
        return
    declared = parts.lead or leads
    opening = bare(first[:_LONGEST_OPENING])
    described = (len(text) >= 40 and opening.startswith(bare(text)[:80]) for text in metadata.descriptions)
    if declared or any(described) or _is_set_apart(place, parts):
        reading.lead = first


def _is_set_apart(place: Place, parts: Parts) -> bool:
    """Whether the first paragraph alone is bold or a heading, or stands in a box before that of the text."""
    first, *others = parts.blocks
    if not first.is_prose or first.text != parts.body[0] or not any(block.is_prose for block in others):
        return False
    prose = [block for block in others if block.is_prose]
    if first.bold or first.level:
        return sum(block.bold for block in prose) <= 0.2 * len(prose)
    return place.core is not None and first.node is not None and place.core not in ancestors(first.node)


def _attachments(page: Page, shown: Sequence[Block]) -> list[tuple[str, str | None]]:
    if page.root is None:
        return []
    nodes = dict.fromkeys(block.node for block in shown)
    found: dict[str, str | None] = {}
    addresses = Addresses(page.url)
    for node in nodes:
        if node is None:
            continue
        for link in node.iter("a"):
            address = addresses.absolute(link.get("href") or "")
            if is_file(address) and address.startswith("http") and next(link.iter("img"), None) is None:
                found.setdefault(address, text_below(link) or None)
    return list(found.items())

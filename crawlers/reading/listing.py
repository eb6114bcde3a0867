"""Whether what was read is an entry of a listing: a title, a day and a summary among others of their form."""

from __future__ import annotations

from lxml.etree import _Element as Element

from crawlers.reading.blocks import Block
from crawlers.reading.cut import Parts
from crawlers.reading.items import is_teased, is_to_go_on
from crawlers.reading.landmarks import Place
from crawlers.reading.survey import Survey

_LONGEST_ITEM = 8
"""Blocks of an entry in a list of articles."""


def is_listing(survey: Survey, place: Place, parts: Parts) -> bool:
    """Whether the text that was found is a string of summaries, each after the title that it belongs to."""
    if not place.title_named and _is_an_item(survey, place, parts):
        return True
    teasers = survey.terrain.teasers
    read = [block for block in parts.blocks if block.is_prose]
    if read and sum(block.index in teasers for block in read) >= 0.5 * len(read) and not place.title_sure:
        return True
    own = [block for block in read if block.index not in teasers]
    if place.title is not None and place.title.is_link and place.date is None and len(own) < 2:
        return True
    if place.date is not None or place.title_sure:
        return False
    prose = sum(len(block.text) for block in read)
    titles = sum(len(block.text) for block in survey.page.blocks if block.leads and len(block.text) >= 30)
    return titles > 2 * prose


def _is_an_item(survey: Survey, place: Place, parts: Parts) -> bool:
    """Whether title and text are one of several of their form: a title, a day, one paragraph."""
    if place.title is None or place.title.node is None:
        return False
    if place.title.index in survey.terrain.items:
        return True
    text = next((block for block in parts.blocks if block.is_prose), None)
    if text is None or text.node is None or place.date is None:
        return False
    if _goes_on_elsewhere(survey, parts) or _is_followed_by_its_like(survey, place.title, text):
        return True
    around = survey.terrain.common(place.title.node, text.node)
    form = _form_of_item(survey, around)
    if form is None:
        return False
    if around.get("onclick") is not None:
        return True  # a click anywhere in it opens the article
    beside = (other for other in (around.getprevious(), around.getnext()) if other is not None)
    return any(other.tag == around.tag and _form_of_item(survey, other) == form for other in beside)


def _goes_on_elsewhere(survey: Survey, parts: Parts) -> bool:
    """Whether the only paragraph ends with a link to the page on which the text goes on."""
    texts = [block for block in parts.blocks if block.is_prose]
    after = survey.page.blocks[texts[-1].index + 1 : texts[-1].index + 3]
    return len(texts) == 1 and (is_teased(texts[0]) or any(map(is_to_go_on, after)))


def _is_followed_by_its_like(survey: Survey, title: Block, text: Block) -> bool:
    """Whether after title, day and one paragraph come another title of its form and another day."""
    blocks = survey.page.blocks[text.index + 1 : text.index + 1 + _LONGEST_ITEM]
    other = next((block for block in blocks if block.level or block.is_prose), None)
    if not title.level or other is None or other.level != title.level or other.node is None:
        return False
    days = survey.page.blocks[other.index + 1 : other.index + 3]
    is_beside = title.node is not None and other.node.getparent() is title.node.getparent()
    return is_beside and any(block.index in survey.date_of for block in days)


def _form_of_item(survey: Survey, element: Element) -> list[tuple[object, ...]] | None:
    """How the lines of an element look that holds a title, a day and one paragraph; None if it does not."""
    ground = survey.terrain.grounds.get(element)
    if ground is None or ground.blocks > _LONGEST_ITEM or element.tag == "body":
        return None
    blocks = survey.page.blocks[ground.first : ground.last + 1]
    days = [block.index in survey.date_of for block in blocks]
    if sum(days) != 1 or sum(block.is_prose for block in blocks) != 1:
        return None
    return [(block.kind, block.level, block.bold, block.is_link, block.is_prose) for block in blocks]

"""Finding the text by landmarks: the ground with the most prose of its own near the title."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import NamedTuple

from lxml.etree import _Element as Element

from crawlers.reading.blocks import Block, ancestors
from crawlers.reading.boilerplate import Where
from crawlers.reading.survey import OFF, Survey
from crawlers.reading.terrain import Terrain

_DECAY = (1.0, 0.7, 0.5, 0.35, 0.25, 0.18)
"""How much a paragraph counts for the element that holds it, for the one around that, and so on."""
_PARAGRAPHS = frozenset(("p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "blockquote"))
_NO_CONTAINERS = frozenset(("p", "span", "font", "a", "html"))


class Region(NamedTuple):
    """The blocks that may be the article's, in order, and the element with the most of its text."""

    blocks: list[Block]
    core: Element | None


def find_region(survey: Survey, title: Block | None) -> Region:
    """The article's ground after its title; empty where there is none."""
    core = core_of(survey, title)
    if core is None:
        return _short_region(survey, title) if title is not None else Region([], None)
    grounds = survey.terrain.grounds
    top = _top(survey, title, core)
    first = title.index + 1 if title is not None else grounds[top].first
    blocks = survey.page.blocks[first : grounds[top].last + 1]
    return Region(list(_belonging(survey, blocks, core, top)), core)


def _top(survey: Survey, title: Block | None, core: Element) -> Element:
    """The element in which all of the article stands."""
    if title is not None and title.node is not None:
        return survey.terrain.common(title.node, core)
    parent = core.getparent()
    return core if parent is None else parent


def core_of(survey: Survey, title: Block | None) -> Element | None:
    """The element with the most prose of its own after the title; the nearer it is the more it counts."""
    terrain = survey.terrain
    after = title.index if title is not None else -1
    scores: dict[Element, float] = {}
    holders: dict[Element, list[Element]] = {}
    page_root = survey.page.root
    if page_root is None:
        return None
    for block in survey.page.blocks[after + 1 :]:
        if not block.is_prose or block.zone in OFF or block.node is None or survey.rule(block):
            continue
        if (title is None and terrain.in_foreign_box(block, page_root)) or terrain.in_headed_box(block):
            continue
        weight = len(block.text) * (0.15 if block.index in terrain.teasers else 1.0)
        for node, share in zip(_containers(block.node, holders), _DECAY, strict=False):
            scores[node] = scores.get(node, 0.0) + weight * share
    if title is not None and title.node is not None:
        around = _around(survey, title, title.node)
        inside = {node: score for node, score in scores.items() if around in ancestors(node)}
        scores = inside or scores
    if not scores:
        return None
    return max(scores, key=lambda node: scores[node] * _own_share(terrain, node))


def _own_share(terrain: Terrain, node: Element) -> float:
    ground = terrain.grounds[node]
    return 1.0 - 0.5 * ground.linked / max(1, ground.size)


def _around(survey: Survey, title: Block, node: Element) -> Element:
    """The smallest element around the title that also holds prose after it which is no teaser."""
    terrain = survey.terrain
    most = max((terrain.own_prose(top) for top in ancestors(node)), default=0)
    own = [block for block in survey.own_prose if block.index > title.index]
    for around in ancestors(node):
        last = terrain.grounds[around].last
        inside = (block for block in own if block.index <= last)
        prose = sum(len(block.text) for block in inside if not terrain.in_foreign_box(block, around))
        if prose >= min(200, 0.5 * most) and prose > 0:
            return around
        node = around
    return node


def _containers(node: Element, known: dict[Element, list[Element]]) -> Sequence[Element]:
    """The nearest elements above a paragraph, beginning with the one that holds it.

    `known` keeps them: most paragraphs of a text stand in the same one.
    """
    if node.tag in _PARAGRAPHS and (parent := node.getparent()) is not None:
        node = parent
    found = known.get(node)
    if found is None:
        containers = (element for element in ancestors(node) if element.tag not in _NO_CONTAINERS)
        found = known[node] = list(islice(containers, len(_DECAY)))
    return found


def _belonging(survey: Survey, blocks: Iterable[Block], core: Element, top: Element) -> Iterable[Block]:
    """The blocks that are the article's: in the core but not in a foreign box, or in a part beside it."""
    terrain, ground = survey.terrain, survey.terrain.grounds[core]
    around = list(ancestors(core))
    known: dict[Element, bool] = {}
    ended = False
    for block in blocks:
        if ground.first <= block.index <= ground.last:
            if not terrain.in_foreign_box(block, core):
                yield block
            continue
        if block.zone in OFF or ended:
            continue
        above = set(ancestors(block.node))
        if block.index < ground.first:
            meeting = around[min(_depth(around, above), len(around) - 1)]
            if not terrain.in_foreign_box(block, meeting) or _is_own_date(
                survey, block, _part(block, around, above)
            ):
                yield block
        elif _follows(survey, block, around, above, known):
            if not terrain.in_foreign_box(block, top):
                yield block
        else:
            ended = not _may_resume(survey, block, around, above)


def _follows(
    survey: Survey,
    block: Block,
    around: Sequence[Element],
    above: set[Element],
    known: dict[Element, bool],
) -> bool:
    """Whether a block after the core still belongs: text right beside it, more prose, a signature.

    `known` keeps what was found of the part that the block stands in: it holds other blocks too.
    """
    depth = _depth(around, above)
    if block.node in around:
        return depth <= 3 or block.is_prose
    part = _part(block, around, above)
    if part not in known:
        known[part] = not survey.terrain.is_foreign(part) and _goes_on(survey, part, depth)
    return known[part]


def _may_resume(survey: Survey, block: Block, around: Sequence[Element], above: set[Element]) -> bool:
    """Whether the article may go on after this block: it is a box of links close by, between two parts."""
    return survey.terrain.is_foreign(_part(block, around, above)) and _depth(around, above) <= 2


def _depth(around: Sequence[Element], above: set[Element]) -> int:
    """How many steps above the core the block and the core meet."""
    return next((depth for depth, node in enumerate(around) if node in above), len(around))


def _part(block: Block, around: Sequence[Element], above: set[Element]) -> Element:
    """The element beside the core that holds the block."""
    meeting = around[min(_depth(around, above), len(around) - 1)]
    nodes = list(ancestors(block.node))
    return next((node for node in nodes if node.getparent() is meeting), nodes[0])


def _is_own_date(survey: Survey, block: Block, part: Element) -> bool:
    """A date line among links that are no titles: category, print view, share."""
    return block.index in survey.date_of and not survey.terrain.grounds[part].titles


def _goes_on(survey: Survey, part: Element, depth: int) -> bool:
    """Whether what follows the core is still the article: more prose, or the short lines that sign it."""
    terrain = survey.terrain
    ground = terrain.grounds[part]
    inner = survey.page.blocks[ground.first : ground.last + 1]
    for block in inner:
        if survey.is_own_prose(block):
            break
        rule = survey.rule(block)
        if rule is not None and rule.where is Where.TAIL:
            return False
    if terrain.own_prose(part) >= 0.6 * ground.size:
        return True
    return depth <= 3 and ground.blocks <= 3 and ground.size <= 300 and not ground.linked


def _short_region(survey: Survey, title: Block) -> Region:
    """Without any prose: the lines after the title in the smallest box that holds a few, as in a notice."""
    for around in ancestors(title.node):
        ground = survey.terrain.grounds[around]
        lines = [
            block
            for block in survey.page.blocks[title.index + 1 : ground.last + 1]
            if block.zone not in OFF and not survey.terrain.in_foreign_box(block, around)
        ]
        text = [
            b for b in lines if b.index not in survey.date_of and survey.rule(b) is None and not b.is_link
        ]
        if text:
            return Region(lines, around)
    return Region([], None)

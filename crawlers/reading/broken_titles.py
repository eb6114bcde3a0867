"""Titles that were broken over several lines by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from crawlers.reading.blocks import Block
from crawlers.reading.survey import Survey

LONGEST = 500


class Run(NamedTuple):
    """Lines that a line break alone parts."""

    first: int
    last: int
    text: str


def whole_line(survey: Survey, line: Block, runs: dict[int, Run]) -> Block | None:
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
    return replace(line, text=run.text, index=run.last) if len(run.text) <= LONGEST else None


def _run(survey: Survey, line: Block) -> Run:
    blocks, first, last = survey.page.blocks, line.index, line.index
    while first > 0 and blocks[first].joined and _is_one_with(survey, line, blocks[first - 1]):
        first -= 1
    while last + 1 < len(blocks) and blocks[last + 1].joined and _is_one_with(survey, line, blocks[last + 1]):
        last += 1
    return Run(first, last, " ".join(block.text for block in blocks[first : last + 1]))


def _is_one_with(survey: Survey, line: Block, other: Block) -> bool:
    return (
        other.node is line.node
        and other.bold == line.bold
        and other.index not in survey.date_of
        and survey.rule(other) is None
        and not other.text.endswith((".", ":"))
        and len(other.text) <= 160
    )

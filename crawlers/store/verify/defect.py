"""What a verification finds."""

from __future__ import annotations

from typing import Literal, NamedTuple

Weight = Literal["defect", "notice"]


class Defect(NamedTuple):
    """One thing that is wrong with what is stored of a portal."""

    portal: str
    """Empty for what belongs to no portal."""
    where: str
    """A key, or an article's id and revision."""
    what: str
    """What is wrong, what it means for the data, and what to do."""
    weight: Weight = "defect"
    """A notice concerns a hint or a cache that no reader relies on: it mends itself or can be made again."""

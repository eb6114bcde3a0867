"""Redesigned pages, each made from a seed."""

from __future__ import annotations

import random
from dataclasses import dataclass

from crawlers.layout import Layout
from tests.redesign import bodies, frames, heads, surroundings
from tests.redesign.canvas import REDESIGNS, Canvas, Truth
from tests.redesign.originals import Original, original

MODULES = (frames, heads, bodies, surroundings)  # importing them makes their redesigns known
_MOST = 5
_TRIED = 12


@dataclass(frozen=True)
class Redesigned:
    """A page after its redesign."""

    seed: int
    before: Original
    kinds: tuple[str, ...]
    html: str
    truth: Truth

    @property
    def layout(self) -> Layout:
        return self.before.layout


def redesigned(seed: int, only: str | None = None) -> Redesigned:
    """The page of this seed with one to five redesigns; or with `only` this one, where it fits."""
    return redesign_of(original(seed), seed, only)


def redesign_of(before: Original, seed: int, only: str | None = None) -> Redesigned:
    """A page redesigned by this seed."""
    rng = random.Random(f"redesign {seed}")
    canvas = Canvas(before.html, before.told(), before.name, before.url, rng)
    canvas.printed = before.printed
    wanted = 1 if only else rng.randint(1, _MOST)
    kinds: list[str] = []
    for name in [only] if only else rng.sample(list(REDESIGNS), _TRIED):
        if len(kinds) < wanted and REDESIGNS[name](canvas):
            kinds.append(name)
            canvas.forget()
    return Redesigned(seed, before, tuple(kinds), canvas.html, canvas.truth)


def written_anew(before: Original) -> str:
    """The page as a tree's writer gives it: its redesigns are written in the same way."""
    return Canvas(before.html, before.told(), before.name, before.url, random.Random()).html

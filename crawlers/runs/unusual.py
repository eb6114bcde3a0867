"""Something unusual about a run, beside those before it."""

from __future__ import annotations

from typing import NamedTuple

Numbers = tuple[int, int]
"""So many of so many."""


class Finding(NamedTuple):
    """Something unusual: `reason` is a short code, `detail` one sentence with the numbers."""

    reason: str
    detail: str
    subject: str = ""
    """What it is about: a field, a rule's name, a listing's path."""
    now: Numbers | None = None
    before: Numbers | None = None


DRIFT = frozenset(
    (
        "fill-rate",
        "mark-up-silent",
        "landmarks-silent",
        "selector-silent",
        "label-silent",
        "disagree",
        "body-length",
        "rule-silent",
        "rule-new",
        "listing-short",
        "listing-long",
        "listing-gone",
        "many-changed",
    )
)
"""Reasons that say that the portal's pages have changed; the other ones concern what it publishes."""

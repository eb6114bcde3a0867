"""What the words before a date say of it: the day it was posted, begun or last changed, or nothing."""

from __future__ import annotations

import re
from enum import IntEnum

from crawlers.date_forms import CREATED, POSTED, UPDATED


class Kind(IntEnum):
    """How well a date line says that it is the article's; the lesser number is the better."""

    POSTED = 0
    """`Ngày đăng: …`."""
    PLAIN = 1
    """A day without a label, or with one that says no more than `Ngày`."""
    CREATED = 2
    """`Ngày tạo: …`: when it was begun, as Liferay and Joomla print; on their pages the only date."""
    UPDATED = 3
    """`Cập nhật: …`; on many portals the only date of an article."""
    LOOSE = 4
    """`Thời gian: …`, `Bắc Ninh, 24/11/2026`: as well the day of what is told of."""


PUBLICATION = frozenset((Kind.POSTED, Kind.CREATED, Kind.UPDATED))
"""Kinds that speak of an article and of nothing else."""

_LABEL = re.compile(
    rf"[( ]*(?:(?P<UPDATED>{UPDATED})|(?P<POSTED>{POSTED})|(?P<CREATED>{CREATED})|(?P<LOOSE>thời gian))(?!\w)"
)


def kind_of(printed: str) -> Kind:
    """The kind of a date line, by its first words."""
    label = _LABEL.match(printed.lower())
    return Kind[label.lastgroup] if label is not None and label.lastgroup else Kind.PLAIN

"""The words that an article's address holds of its title: a witness that no redesign of a page changes."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from crawlers.reading.words import remembered

_NOT_A_LETTER = re.compile(r"[^a-z0-9]+")
_ENDING = re.compile(r"\.[a-z]{2,6}$", re.I)
_NUMBERS = re.compile(r"(?:[-_.][a-z]{0,4}\d++|(?:a|p|post|news|art)?\d++)++$")
_LETTERS = "áàảãạăắằẳẵặâấầẩẫậđéèẻẽẹêếềểễệíìỉĩịóòỏõọôốồổỗộơớờởỡợúùủũụưứừửữựýỳỷỹỵ"
_LEAST = 16
"""Letters; fewer may be a section's name."""
_LEAST_CUT = 24
"""Letters of an address that was cut short."""


@remembered
def plain(text: str) -> str:
    """The Latin letters and digits of a text, without tones: as addresses are made of titles."""
    apart = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return _NOT_A_LETTER.sub("", apart.encode("ascii", "ignore").decode())


def slug_of(url: str | None) -> str:
    """What an address says of the title, in plain letters; empty where it says nothing."""
    if not url or len(url) > 2000:
        return ""
    parts = [unquote(part) for part in urlsplit(url).path.split("/")]
    longest = max(parts, key=len, default="")
    if longest.count("-") + longest.count("_") + longest.count(" ") < 3:
        return ""
    words = _NUMBERS.sub("", _ENDING.sub("", longest.casefold()))
    slug = plain(words)
    return slug if len(slug) >= _LEAST else ""


def initials_of(slug: str) -> frozenset[str]:
    """The small letters with which a title of this address may begin: most lines are told by that."""
    return _written_as(slug[:1])


@lru_cache(maxsize=64)
def _written_as(initial: str) -> frozenset[str]:
    return frozenset(letter for letter in (initial, *_LETTERS) if letter and plain(letter) == initial)


def is_named_by(slug: str, text: str) -> bool:
    """Whether an address was made of this title; it may have been cut short."""
    if not slug or len(text) < len(slug):
        return False
    own = plain(text[: 2 * len(slug) + _LEAST_CUT])
    return own == slug or (len(slug) >= _LEAST_CUT and own.startswith(slug)) or _is_without_number(own, slug)


def _is_without_number(own: str, slug: str) -> bool:
    return slug.startswith(own) and own == _NUMBERS.sub("", slug)

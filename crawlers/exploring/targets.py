"""An address in its pieces: what is the same in all addresses of a kind, and what differs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple
from urllib.parse import unquote

_EXTENSION = re.compile(r"(?<=.)\.[a-z]{2,5}$", re.IGNORECASE)
_TAIL = re.compile(
    r"(?P<rest>.*?)(?P<sign>[-_.~]+)(?P<mark>[a-z]{0,5}?)(?P<digits>[0-9]{1,20})", re.IGNORECASE
)
_ALONE = re.compile(r"(?P<mark>[a-z]{0,5})(?P<digits>[0-9]{1,20})", re.IGNORECASE)
_HEAD = re.compile(r"(?P<digits>[0-9]{1,20})(?P<sign>[-_.~:]+)(?P<rest>.*[^0-9].*)")
_WORDS = re.compile(r"[-_+\s]+")
_LONG_SLUG = 5
_LONG_NUMBER = 3
_LANGUAGES = frozenset("en eng english fr zh cn ru lo la kh km ko kr ja jp de es th tw us gb".split())
"""First parts of addresses under which portals keep themselves in another language than Vietnamese."""
_LANGUAGE_NAMES = frozenset({"lang", "language", "lg", "hl", "locale", "culture"})
_PASSING = re.compile(
    r"(?:sid|phpsessid|s?session_?id|aspsessionid\w*|sessionid|token|_|t|ts|time|rand\w*|rnd|v|ver|nocache"
    r"|ref|refer|redirect|inheritredirect|returnurl|backurl|p_p_\w+|_\d+_\w+|_com_\w+)",
    re.IGNORECASE,
)
"""Query parameters that say how a reader came, when, or in which state the page is."""


class Tail(NamedTuple):
    """A number at the end of a part of a path: `-a184974` is sign `-`, mark `a`."""

    sign: str
    mark: str
    digits: str


@dataclass(frozen=True)
class Target:
    """Path and query of a portal's own address."""

    text: str
    segments: tuple[str, ...]
    """Parts of the path; the last one without its extension."""
    extension: str
    """With its dot; in small letters."""
    slash: bool
    """A slash stands at the end of the path."""
    query: tuple[tuple[str, str], ...]
    """Without what is passing: sessions, times, ways back."""

    @property
    def last(self) -> str:
        """The last part of the path, where a title stands if one does."""
        return self.segments[-1] if self.segments else ""

    @cached_property
    def tails(self) -> tuple[Tail, ...]:
        """The numbers at the end of the last part, in their order."""
        return _tails(self.last)[1]

    @cached_property
    def head(self) -> str:
        """The number at the beginning of the last part; empty where there is none."""
        found = _HEAD.fullmatch(self.last)
        return found["digits"] if found else ""

    @cached_property
    def slug(self) -> str:
        """The words of the last part without the numbers at its end."""
        return _tails(self.last)[0].lower()

    @cached_property
    def words(self) -> int:
        """Words of the last part, numbers included."""
        return len([word for word in _WORDS.split(unquote(self.last)) if word])

    @property
    def is_foreign(self) -> bool:
        """It belongs to the portal in another language."""
        first = self.segments[0].lower() if self.segments else ""
        said = {value.lower()[:2] for name, value in self.query if name.lower() in _LANGUAGE_NAMES}
        return first in _LANGUAGES or bool(said - {"vi", "vn"})

    @cached_property
    def place(self) -> tuple[object, ...]:
        """What all addresses of one family have in common, whatever they name."""
        parents = tuple("N" if _is_number(part) else "T" for part in self.segments[:-1])
        names: tuple[str, ...] = ()
        if not self._names_itself(self._last_kind()):
            names = tuple(sorted(name.lower() for name, _ in self.query))
        return parents, self.extension, names

    @cached_property
    def kind(self) -> tuple[object, ...]:
        """The place, and what its last part looks like: a guess at what the address is of."""
        return *self.place, self._last_kind()

    def _last_kind(self) -> tuple[str, ...]:
        if not self.segments:
            return ("",)
        if self.tails and not self.slug:
            return ("N",)
        if self.tails and len(self.tails[-1].digits) >= _LONG_NUMBER:
            return ("S", self.tails[-1].sign, self.tails[-1].mark.lower())
        return ("H",) if len(self.head) >= _LONG_NUMBER else ("T",)

    def _names_itself(self, last: tuple[str, ...]) -> bool:
        """The path alone names the page, so that a query is no more than the way to it."""
        return last[0] in ("S", "N", "H") or self.words >= _LONG_SLUG


@lru_cache(8_192)
def split(text: str) -> Target:
    """The pieces of a path and query."""
    path, _, query = text.partition("?")
    pairs = [piece.partition("=") for piece in query.split("&") if piece]
    kept = tuple((unquote(name), value) for name, _, value in pairs if not _PASSING.fullmatch(unquote(name)))
    segments = [part for part in path.split("/") if part]
    extension = ""
    if segments and not path.endswith("/") and (found := _EXTENSION.search(segments[-1])):
        extension = found[0].lower()
        segments[-1] = segments[-1][: -len(extension)]
    return Target(text, tuple(segments), extension, path.endswith("/") and len(path) > 1, kept)


@lru_cache(8_192)
def _tails(part: str) -> tuple[str, tuple[Tail, ...]]:
    """What stands before the numbers at the end of a part, and these."""
    found: list[Tail] = []
    rest = part
    if alone := _ALONE.fullmatch(part):
        return "", (Tail("", alone["mark"], alone["digits"]),)
    while match := _TAIL.fullmatch(rest):
        found.insert(0, Tail(match["sign"], match["mark"], match["digits"]))
        rest = match["rest"]
    if found and _is_number(rest):  # a date such as 12-10-2025: no words at all
        return rest, tuple(found)
    return rest, tuple(found)


def _is_number(part: str) -> bool:
    return part.isascii() and part.isdigit()

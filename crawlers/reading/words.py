"""Folding text: what is done to every text of a page, and nothing else."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import TypeVar

# What browsers show for the C1 controls that old Windows editors put into pages (`&#150;`).
_WINDOWS = {
    code: bytes([code]).decode("cp1252", "replace").replace("\ufffd", "") for code in range(0x80, 0xA0)
}
_CONTROLS = (*range(0x09), *range(0x0E, 0x20), 0x7F)
_FORMATS = (
    *(0xAD, 0x61C, 0x180E, 0xFEFF, 0xE0001),
    *range(0x200B, 0x2010),
    *range(0x202A, 0x202F),
    *range(0x2060, 0x2070),
    *range(0xFFF9, 0xFFFD),
    *range(0x1BCA0, 0x1BCA4),
    *range(0x1D173, 0x1D17B),
    *range(0xE0020, 0xE0080),
)
"""Unicode's format characters (category Cf) that have no shape, and U+FFFC, an object that is not there."""
_INVISIBLE = dict.fromkeys((*_CONTROLS, *_FORMATS), "")
_CLEANED = str.maketrans({**_WINDOWS, **_INVISIBLE})
_UNCLEAN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffc"
    "\U0001bca0-\U000e007f]"
)
"""The characters above; beyond U+FFFF some others too, as ever more ranges would take ever more time."""
_MANY_MARKS = re.compile("[^\x00-\u02ff\u1e00-\u20cf][^\x00-\u02ff\u1e00-\u20cf]{30,}")
"""Where a run of combining marks may be; no Vietnamese text has one. So written, it is found faster."""
_ODD = re.compile("[^\t-\r\x20-\x7e\xa0-\xac\xae-\u02ff\u1e00-\u200a\u2010-\u2029\u202f-\u205f\u2070-\u20cf]")
"""What is unclean or may be a mark; most texts have nothing of that."""
_MOST_MARKS = 30
"""Of one letter: what Unicode's stream-safe text allows (UAX #15). To sort more takes quadratic time."""
_WORDS = re.compile(r"[^\W_]+")
_REMEMBERED = 4096
_SHORT = 300
"""Characters; a longer text is hardly printed on a second page."""

Answer = TypeVar("Answer")


class _Memory(dict[str, Answer]):
    def __init__(self, answer: Callable[[str], Answer]) -> None:
        self._answer = answer

    def __missing__(self, text: str) -> Answer:
        answer = self._answer(text)
        if len(text) <= _SHORT:
            if len(self) >= _REMEMBERED:
                self.clear()
            self[text] = answer
        return answer


def remembered(answer: Callable[[str], Answer]) -> Callable[[str], Answer]:
    """A function that keeps its answers on short texts: a portal prints menus and footers on every page."""
    return _Memory(answer).__getitem__


@remembered
def fold(text: str) -> str:
    """White space folded (hard spaces too), invisible controls removed, Unicode NFC."""
    is_odd = _ODD.search(text) is not None
    if is_odd and _UNCLEAN.search(text):
        text = text.translate(_CLEANED)
    text = " ".join(text.split())
    if is_odd:
        text = _with_few_marks(text)
    if unicodedata.is_normalized("NFC", text):
        return text
    return _with_few_marks(unicodedata.normalize("NFC", text))


def _with_few_marks(text: str) -> str:
    """A text in which no letter has more than thirty combining marks: the others are left out."""
    if _MANY_MARKS.search(text) is None:
        return text
    kept, marks = [], 0
    for character in text:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= _MOST_MARKS:
            kept.append(character)
    return "".join(kept)


@remembered
def bare(text: str) -> str:
    """Only the letters and digits of a folded text, in lower case: for comparing, not for keeping."""
    text = text.casefold()
    words = text.split()
    if "".join(words).isalnum():
        return " ".join(words)
    return " ".join(_WORDS.findall(text))


def is_upper_case(text: str) -> bool:
    """Whether nearly all letters of a text are capitals."""
    letters = [letter for letter in text if letter.isalpha()]
    return bool(letters) and sum(letter.isupper() for letter in letters) >= 0.9 * len(letters)

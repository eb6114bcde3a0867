"""Hồ Chí Minh's letter to the police of Zone XII, which portals print under every article.

Its words are from the letter as the Hải Phòng portal shows it. It is found however its lines are broken, cut
short, with or without the list in its middle; a sentence that quotes it has other words too and is not it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from crawlers.reading.words import bare

_PHRASES = (
    "tư cách",
    "người công an cách mệnh là",
    "đối với tự mình phải",
    "cần kiệm liêm chính",
    "đối với đồng sự phải",
    "thân ái giúp đỡ",
    "đối với chính phủ phải",
    "tuyệt đối trung thành",
    "đối với nhân dân phải",
    "kính trọng lễ phép",
    "đối với công việc phải",
    "tận tụy",
    "đối với địch phải",
    "cương quyết khôn khéo",
    "trích thư chủ tịch hồ chí minh",
    "gửi công an khu xii",
    "ngày 11 tháng 3 năm 1948",
)
_HEADING = "tư cách người công an"
_FEWEST_LINES = 3
_SAME = {"mạng": "mệnh", "tuỵ": "tụy", "12": "xii", "03": "3", "gởi": "gửi", "mịnh": "mệnh"}
_WORDS = tuple(word for phrase in _PHRASES for word in phrase.split())
_STARTS = frozenset(
    sum(len(phrase.split()) for phrase in _PHRASES[:number]) for number in range(len(_PHRASES))
)
_IN_ORDER = sorted(_STARTS)
_VOCABULARY = frozenset(_WORDS)
_FEWEST_WORDS = 6
_NUMBERS = frozenset("123456")
_FIRST_WORD = re.compile(r"[\W_]*([^\W_]+)")
_FIRST_WORDS = _VOCABULARY | _NUMBERS | frozenset(_SAME)


def find_letter(texts: Sequence[str]) -> tuple[int, int] | None:
    """First and one past the last of the consecutive texts that are the letter; the last such run or None."""
    found = None
    start = 0
    while start < len(texts):
        end = _run_end(texts, start)
        if end > start and _words_of(texts[start:end]) >= _FEWEST_WORDS:
            found = start, end
        start = max(end, start + 1)
    return found


def is_printed_letter(texts: Sequence[str]) -> bool:
    """Whether a run of texts is the letter as portals print it: in lines, under its heading."""
    return len(texts) >= _FEWEST_LINES and bare(" ".join(texts)).startswith(_HEADING)


def _run_end(texts: Sequence[str], start: int) -> int:
    """One past the last text that goes on with the letter, where `start` begins or continues it."""
    place = -1
    for number in range(start, len(texts)):
        following = _follow(_tokens(texts[number]), place) if _may_be_part(texts[number]) else None
        if following is None:
            return number
        place = following
    return len(texts)


def _may_be_part(text: str) -> bool:
    """Whether its first word is one of the letter's, or a number; most paragraphs are told by that."""
    first = _FIRST_WORD.match(text)
    return first is not None and first[1].casefold() in _FIRST_WORDS


def _words_of(texts: Sequence[str]) -> int:
    return sum(len(_tokens(text)) for text in texts)


def _tokens(text: str) -> list[str]:
    words = bare(text).split()
    if words and words[0] in _NUMBERS and len(words) > 1 and words[1] == "đối":
        words = words[1:]  # numbered list
    return [_SAME.get(word, word) for word in words]


def _follow(tokens: list[str], place: int) -> int | None:
    """Where in the letter a line ends that begins after `place` (-1: anywhere); None if it is no part."""
    if not tokens or len(tokens) > len(_WORDS) or tokens[0] not in _VOCABULARY:
        return None
    if not _VOCABULARY.issuperset(tokens[:-1]):
        return None  # only the last may be cut short
    return _end_in_letter(tuple(tokens), place)


@lru_cache(maxsize=512)
def _end_in_letter(tokens: tuple[str, ...], place: int) -> int | None:
    starts = [place] if place >= 0 else []
    starts += [at for at in range(len(_WORDS)) if at >= max(place, 0) and (place < 0 or at in _STARTS)]
    for at in starts:
        end = _consume(tokens, at)
        if end is not None:
            return end
    return None


def _consume(tokens: Sequence[str], at: int) -> int | None:
    for number, token in enumerate(tokens):
        last = number == len(tokens) - 1
        if at < len(_WORDS) and _is_word(token, _WORDS[at], last and number > 0):
            at += 1
            continue
        jump = next((start for start in _IN_ORDER if start > at and _WORDS[start] == token), None)
        jump = _best_jump(tokens[number:], at) if jump is not None else None
        if jump is None:
            return None
        at = jump + 1
    return at


def _best_jump(tokens: Sequence[str], at: int) -> int | None:
    """The next phrase that begins as the tokens go on: several phrases begin with the same two words."""
    for start in _IN_ORDER:
        if start > at and all(a == b for a, b in zip(tokens[:4], _WORDS[start : start + 4], strict=False)):
            return start
    return None


def _is_word(token: str, word: str, may_be_cut: bool) -> bool:
    return token == word or (may_be_cut and word.startswith(token))

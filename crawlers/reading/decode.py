"""From the bytes of a page to its text, whatever the page says of its own encoding."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, resolve_encoding

_WIDE_MARKS = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_TWICE = re.compile(
    r"[º»‘ƒƑ°¡ÌìÒòÞþ]"
    r"(?:(?<=[Áá][º»])(?![\s,.:;)]|$)|(?<=[Ää][‘ƒƑ])|(?<=[Ææ][°¡])"
    r"|(?<=[AaEeIiİıOoUuYyÂâÊêÔôÃãÕõÝý][ÌìÒòÞþ]))"
)
"""Vietnamese letters in UTF-8 or Windows-1258 that was taken for Windows-1252 and written as UTF-8 again.

It begins with the second letter of each pair, the rarer one: a right text is searched for that alone.
"""
_VIETNAMESE = re.compile("[ăđơưạ-ỹ]", re.I)
_HIGH = bytes(range(0x80, 0x100))


class Decoded(NamedTuple):
    """A page's text; `broken` where bytes had to be replaced, so that words may be damaged."""

    text: str
    broken: bool


def decode(content: bytes, content_type: str | None) -> Decoded:
    """Decode a page. Valid UTF-8 is UTF-8, whatever header or page declare: nothing else looks like it.

    A byte order mark of UTF-16 or UTF-32 is believed only where the page's zero bytes agree.
    """
    if content.startswith(codecs.BOM_UTF8):
        return _decoded(content.removeprefix(codecs.BOM_UTF8), "utf-8")
    mark = next(filter(content.startswith, _WIDE_MARKS), b"")
    content = content.removeprefix(mark)
    if wide := _wide(content):
        return _decoded(content, wide)
    try:
        text = content.decode("utf-8")
        return Decoded(text.replace("\0", "") if 0 in content else text, broken=False)
    except UnicodeDecodeError:
        return _decoded(content, _narrow(content, content_type))


def is_encoded_twice(text: str) -> bool:
    """Whether a text looks like `Tuáº§n tra` or `TuâÌn tra`: wrong already when the portal stored it."""
    twice = len(_TWICE.findall(text))
    return twice >= 2 and twice > len(_VIETNAMESE.findall(text))


def _decoded(content: bytes, encoding: str) -> Decoded:
    try:
        text = content.decode(encoding, "replace").replace("\0", "")
    except (LookupError, UnicodeError):  # `rot13`, `idna`: names that Python knows and no page can mean
        text = content.decode("cp1258", "replace").replace("\0", "")
    return Decoded(text, broken="\ufffd" in text)


def _wide(content: bytes) -> str | None:
    """UTF-16 or UTF-32, marked or not: every second byte of mark-up is zero, or three of four."""
    head = content[:400]
    if not head:
        return None
    if head.count(0) > 0.6 * len(head):
        return "utf-32-be" if head[0] == 0 else "utf-32-le"
    zeros = head[1::2].count(0), head[::2].count(0)
    if max(zeros) < len(head) / 5 or min(zeros) > max(zeros) / 4:
        return None
    return "utf-16-le" if zeros[0] > zeros[1] else "utf-16-be"


def _narrow(content: bytes, content_type: str | None) -> str:
    """Half of it whole UTF-8 sequences: UTF-8 with damage. Else as declared, else Vietnamese Windows."""
    whole = len(content) - len(_MULTIBYTE.sub(b"", content))
    if whole >= 0.5 * (len(content) - len(content.translate(None, _HIGH))):
        return "utf-8"
    declared = http_content_type_encoding(content_type), html_body_declared_encoding(content)
    for name in declared:
        encoding = resolve_encoding(name) if name else None
        if encoding and encoding != "utf-8":
            # A Vietnamese page cannot be written in the Western set that servers declare by default.
            return "cp1258" if encoding in ("cp1252", "iso8859-1", "latin_1") else encoding
    return "cp1258"

"""The ways a page's characters reach the reader: well, badly or not declared, decomposed, or as entities."""

import codecs
import random
import re
import unicodedata
from collections.abc import Callable
from html.entities import codepoint2name

Encoded = tuple[bytes, str | None]
Encoding = Callable[[str, random.Random], Encoded]
MARK = "<!--charset-->"
TONES = "\u0300\u0301\u0303\u0309\u0323"


def _declared(page: str, charset: str) -> str:
    return page.replace(MARK, f'<meta http-equiv="Content-Type" content="text/html; charset={charset}">')


def _undeclared(page: str) -> str:
    return page.replace(MARK, "")


def utf8_meta(page: str, _: random.Random) -> Encoded:
    return _declared(page, "utf-8").encode(), "text/html"


def utf8_short_meta(page: str, _: random.Random) -> Encoded:
    return page.replace(MARK, '<meta charset="UTF-8">').encode(), None


def utf8_header(page: str, _: random.Random) -> Encoded:
    return _undeclared(page).encode(), "text/html; charset=utf-8"


def no_charset(page: str, rng: random.Random) -> Encoded:
    return _undeclared(page).encode(), rng.choice((None, "text/html"))


def late_meta(page: str, rng: random.Random) -> Encoded:
    """The declaration stands behind more bytes than browsers look at."""
    padding = "<!-- " + "=" * rng.randrange(1100, 5000) + " -->"
    return page.replace(MARK, padding + '<meta charset="utf-8">').encode(), "text/html"


def wrong_meta(page: str, rng: random.Random) -> Encoded:
    return _declared(
        page, rng.choice(("iso-8859-1", "windows-1252", "us-ascii", "windows-1258"))
    ).encode(), None


def wrong_header(page: str, rng: random.Random) -> Encoded:
    header = rng.choice(("text/html; charset=ISO-8859-1", "text/html; charset=windows-1252"))
    return (_declared(page, "utf-8") if rng.random() < 0.5 else _undeclared(page)).encode(), header


def unknown_charset(page: str, _: random.Random) -> Encoded:
    return _declared(page, "vn-unicode").encode(), "text/html; charset=x-user-defined-vn"


def utf8_bom(page: str, _: random.Random) -> Encoded:
    return codecs.BOM_UTF8 + _undeclared(page).encode(), "text/html"


def utf16(page: str, rng: random.Random) -> Encoded:
    """UTF-16 with its byte order mark, as old Windows tools save pages."""
    order, bom = rng.choice((("utf-16-le", codecs.BOM_UTF16_LE), ("utf-16-be", codecs.BOM_UTF16_BE)))
    return bom + _undeclared(page).encode(order), rng.choice(("text/html", "text/html; charset=utf-16", None))


def windows_1258(page: str, rng: random.Random) -> Encoded:
    """Windows-1258: base letters followed by combining tone marks."""
    raw = "".join(map(_base_and_tone, page)).encode("cp1258", "xmlcharrefreplace")
    if rng.random() < 0.5:
        return raw.replace(MARK.encode(), b'<meta charset="windows-1258">'), "text/html"
    return raw.replace(MARK.encode(), b""), "text/html; charset=windows-1258"


def _base_and_tone(character: str) -> str:
    apart = unicodedata.normalize("NFD", character)
    tones = "".join(mark for mark in apart if mark in TONES)
    return unicodedata.normalize("NFC", "".join(mark for mark in apart if mark not in TONES)) + tones


def broken_bytes(page: str, rng: random.Random) -> Encoded:
    """UTF-8 with characters cut in half, in a comment and in an attribute of the head."""
    broken = page.replace(MARK, MARK + "<!--!!--><meta name=note content='!!'>")
    return _declared(broken, "utf-8").encode().replace(
        b"!!", rng.choice((b"\xe1\xbb", b"\xc6", b"\xff\xfe"))
    ), None


def conflicting(page: str, _: random.Random) -> Encoded:
    """The header says one thing, the page another; the page's bytes are UTF-8."""
    return _declared(page, "iso-8859-1").encode(), "text/html; charset=utf-8"


def nfd(page: str, _: random.Random) -> Encoded:
    return _declared(unicodedata.normalize("NFD", page), "utf-8").encode(), "text/html; charset=utf-8"


def nfd_no_charset(page: str, _: random.Random) -> Encoded:
    return _undeclared(unicodedata.normalize("NFD", page)).encode(), None


def decimal_entities(page: str, _: random.Random) -> Encoded:
    return _undeclared(page).encode("ascii", "xmlcharrefreplace"), "text/html"


def hex_entities(page: str, _: random.Random) -> Encoded:
    written = re.sub(r"[^\x00-\x7f]", lambda found: f"&#x{ord(found[0]):X};", _declared(page, "iso-8859-1"))
    return written.encode("ascii"), "text/html; charset=ISO-8859-1"


def latin_entities(page: str, rng: random.Random) -> Encoded:
    """Named entities for what Latin-1 has, as FCKeditor writes them; the rest in UTF-8."""
    named = {code: f"&{name};" for code, name in codepoint2name.items() if code >= 160}
    return utf8_meta(page.translate(named), rng)


ENCODINGS: dict[str, Encoding] = {
    encoding.__name__: encoding
    for encoding in (
        utf8_meta,
        utf8_short_meta,
        utf8_header,
        no_charset,
        late_meta,
        wrong_meta,
        wrong_header,
        unknown_charset,
        utf8_bom,
        utf16,
        windows_1258,
        broken_bytes,
        conflicting,
        nfd,
        nfd_no_charset,
        decimal_entities,
        hex_entities,
        latin_entities,
    )
}
COMMON = ("utf8_meta", "utf8_short_meta", "utf8_header")

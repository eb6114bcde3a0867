"""How a page's characters travel: composed or not, as entities, in which encoding, and what is claimed."""

import unicodedata
from dataclasses import dataclass
from typing import Literal

from tests.samples.site import Reply

_VIETNAMESE_TONES = "\u0300\u0301\u0303\u0309\u0323"


@dataclass(frozen=True)
class Dress:
    """`header` and `meta` are the charsets which the Content-Type header and the page claim, true or not."""

    form: Literal["NFC", "NFD"] = "NFC"
    entities: bool = False
    codec: str = "utf-8"
    header: str | None = "utf-8"
    meta: str | None = "utf-8"

    @property
    def meta_tag(self) -> str:
        return (
            f'<meta http-equiv="Content-Type" content="text/html; charset={self.meta}">' if self.meta else ""
        )


PLAIN = Dress()
DECOMPOSED = Dress(form="NFD")
ENTITIES = Dress(entities=True)
WRONG_HEADER = Dress(header="iso-8859-1", meta=None)
WRONG_META = Dress(header=None, meta="windows-1252")
UNDECLARED = Dress(header=None, meta=None)
WINDOWS_1258 = Dress(codec="windows-1258", header="windows-1258", meta="windows-1258")
UTF_16 = Dress(codec="utf-16", header=None, meta=None)


def dressed(html: str, dress: Dress = PLAIN) -> Reply:
    """The page as it is sent."""
    charset = f"; charset={dress.header}" if dress.header else ""
    return Reply(_encoded(html, dress), content_type=f"text/html{charset}")


def _encoded(html: str, dress: Dress) -> bytes:
    if dress.entities:
        return html.encode("ascii", "xmlcharrefreplace")
    if dress.codec == "windows-1258":
        return _with_loose_tones(html).encode("cp1258", "xmlcharrefreplace")
    if dress.codec == "utf-16":
        return b"\xff\xfe" + html.encode("utf-16-le")
    return unicodedata.normalize(dress.form, html).encode(dress.codec)


def _with_loose_tones(words: str) -> str:
    """Letters composed, tones apart: the only form in which windows-1258 has every Vietnamese letter."""
    return "".join(map(_with_loose_tone, unicodedata.normalize("NFC", words)))


def _with_loose_tone(letter: str) -> str:
    try:
        letter.encode("cp1258")
    except UnicodeEncodeError:
        parts = unicodedata.normalize("NFD", letter)
        base = "".join(part for part in parts if part not in _VIETNAMESE_TONES)
        tone = "".join(part for part in parts if part in _VIETNAMESE_TONES)
        return unicodedata.normalize("NFC", base) + tone
    return letter

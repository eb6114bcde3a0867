"""The promise of `decode`: a Vietnamese page gives its words, whatever it declares; damage is told."""

import codecs
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawlers.reading.decode import Decoded, decode, is_encoded_twice
from tests.crawlers.reading.pages import TEXT, read

WORDS = "Công an huyện Vân Hải tập huấn kỹ năng cứu nạn trên sông"
PAGE = f"<html><head></head><body><p>{WORDS}</p></body></html>"
UTF8 = PAGE.encode()


def declared(charset: str) -> str:
    return PAGE.replace(
        "<head>", f'<head><meta http-equiv="Content-Type" content="text/html; charset={charset}">'
    )


def windows(text: str) -> bytes:
    """Vietnamese Windows: vowels are whole, tones are marks of their own behind them."""
    composed = []
    for letter in text:
        try:
            composed.append(letter.encode("cp1258"))
        except UnicodeEncodeError:
            composed.append(_with_mark(letter).encode("cp1258"))
    return b"".join(composed)


def _with_mark(letter: str) -> str:
    marks = unicodedata.normalize("NFD", letter)
    tones = "".join(mark for mark in marks if mark in "\u0300\u0301\u0303\u0309\u0323")
    return unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in tones)) + tones


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
@pytest.mark.parametrize("content_type", [None, "text/html; charset=iso-8859-1"])
def test_a_byte_order_mark_decides(mark: bytes, encoding: str, content_type: str | None) -> None:
    assert decode(mark + PAGE.encode(encoding), content_type) == Decoded(PAGE, broken=False)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_known_without_a_mark(encoding: str) -> None:
    assert decode(PAGE.encode(encoding), "text/html; charset=utf-8") == Decoded(PAGE, broken=False)


@pytest.mark.parametrize(
    "content_type",
    [
        None,
        "text/html",
        "text/html; charset=utf-8",
        "text/html; charset=iso-8859-1",
        "text/html; charset=windows-1258",
        "text/html; charset=tieng-viet",
    ],
)
@pytest.mark.parametrize("charset", [None, "utf-8", "windows-1252", "unicode-of-ours"])
def test_utf_8_is_utf_8_whatever_is_declared(content_type: str | None, charset: str | None) -> None:
    page = declared(charset) if charset else PAGE
    assert decode(page.encode(), content_type) == Decoded(page, broken=False)


@pytest.mark.parametrize(
    "content_type", [None, "text/html; charset=windows-1258", "text/html; charset=iso-8859-1"]
)
@pytest.mark.parametrize("charset", [None, "windows-1258", "windows-1252", "utf-8"])
def test_vietnamese_windows_is_read_declared_or_not(content_type: str | None, charset: str | None) -> None:
    page = declared(charset) if charset else PAGE
    decoded = decode(windows(page), content_type)
    assert unicodedata.normalize("NFC", decoded.text) == page
    assert not decoded.broken


def test_another_declared_encoding_is_believed_where_it_is_not_utf_8() -> None:
    page = PAGE.replace(WORDS, "Сводка происшествий за неделю")
    assert decode(page.encode("koi8-r"), "text/html; charset=koi8-r").text == page


def test_utf_8_with_damage_stays_utf_8_and_is_told() -> None:
    cut = UTF8.replace("huấn".encode(), "huấn".encode()[:-2] + b"n", 1)
    decoded = decode(cut, "text/html; charset=utf-8")
    assert decoded.broken
    assert "Công an huyện Vân Hải" in decoded.text
    assert "\ufffd" in decoded.text


def test_a_page_cut_in_the_middle_of_a_letter_is_told() -> None:
    content = WORDS.encode()
    assert decode(content[: content.index("ệ".encode()) + 1], None).broken


def test_an_odd_number_of_bytes_in_utf_16_is_told() -> None:
    assert decode(codecs.BOM_UTF16_LE + PAGE.encode("utf-16-le") + b"\x01", None).broken


@pytest.mark.parametrize(
    "mark", [codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE]
)
def test_a_mark_that_the_zero_bytes_contradict_is_not_believed(mark: bytes) -> None:
    assert decode(mark + UTF8, None) == Decoded(PAGE, broken=False)
    assert unicodedata.normalize("NFC", decode(mark + windows(PAGE), None).text) == PAGE
    assert decode(mark, None).text == ""


def test_utf_8_that_was_encoded_twice_is_told_and_left_alone() -> None:
    twice = WORDS.encode().decode("cp1252", "ignore")
    assert is_encoded_twice(twice)
    assert is_encoded_twice(windows(WORDS).decode("cp1252"))
    for right in (WORDS, "«Hà Lá»: á», Ä, Æ", "Cà phê «Á»", "", " ".join(TEXT)):
        assert not is_encoded_twice(right)
    page = f"<h1>{WORDS}</h1><div>Cập nhật: 05/06/2024 14:30</div><p>{TEXT[0]}</p><p>{TEXT[1]}</p>"
    assert read(page).flags == []
    broken = page.replace(TEXT[1], TEXT[1].encode().decode("cp1252", "ignore"))
    assert read(broken).flags == ["body-encoding-doubtful"]


@pytest.mark.parametrize("damage", ["\ufffd", "&#xD800;", "&#xFFFD;"])
def test_a_replacement_sign_in_what_is_read_is_flagged(damage: str) -> None:
    page = f"<h1>{WORDS}</h1><div>Cập nhật: 05/06/2024 14:30</div><p>{TEXT[0]}</p><p>{TEXT[1]}</p>"
    assert read(page.replace("phao", f"ph{damage}o")).flags == ["body-encoding-broken"]
    assert read(page.replace("tập huấn", f"tập hu{damage}n")).flags == ["body-encoding-broken"]
    assert read(f"<footer>Li{damage}n hệ</footer>{page}").flags == []


def test_zero_bytes_in_a_page_are_left_out() -> None:
    assert decode(UTF8.replace(b"huy", b"h\0uy"), None) == Decoded(PAGE, broken=False)


def test_a_replacement_sign_that_the_page_itself_holds_is_no_new_damage_but_text() -> None:
    assert "\ufffd" in decode("<p>Dòng \ufffd</p>".encode(), None).text


def test_an_article_with_broken_bytes_carries_a_flag() -> None:
    page = "".join(f"<p>{text}</p>" for text in TEXT)
    whole = f"<html><body><h1>{WORDS}</h1><div>Cập nhật: 05/06/2024 14:30</div>{page}</body></html>".encode()
    broken = whole.replace(b"phao", b"ph\xc3o")
    assert "body-encoding-broken" not in read(whole).flags
    assert "body-encoding-broken" in read(broken).flags


@settings(deadline=None)
@given(
    st.binary(max_size=600),
    st.sampled_from([None, "", "text/html; charset=utf-16", "text/html; charset=rot13"]),
)
def test_no_bytes_raise(content: bytes, content_type: str | None) -> None:
    assert "\0" not in decode(content, content_type).text

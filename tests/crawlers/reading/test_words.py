"""The promise of `words`: white space and Unicode are folded, and no word is changed."""

import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawlers.reading.words import bare, fold, is_upper_case, remembered

SHAPED = frozenset(
    (*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD, *range(0x13430, 0x13440))
)
"""Format characters that are seen: signs around Arabic, Syriac and Kaithi numbers, hieroglyphs' joiners."""


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("  Công an \n\t huyện  ", "Công an huyện"),
        ("Công\u00a0an\u2003huyện\u3000Vân\u202fHải", "Công an huyện Vân Hải"),
        ("Công\u200b an\ufeff huy\u00adện", "Công an huyện"),
        ("\u202aVân Hải\u202c\u2060\ufffc", "Vân Hải"),
        ("2021 \x96 2026", "2021 – 2026"),  # `&#150;`, as Windows editors wrote it
        ("\x93tự diễn biến\x94", "“tự diễn biến”"),
        ("\u061cVân\u2061 Hải\u2064\u180e", "Vân Hải"),
        ("Vân\ufff9\U000e0041 Hải\U0001d173\U0001bca0\u206f", "Vân Hải"),
        ("Vân 🙂 Hải", "Vân 🙂 Hải"),
        ("dòng\x00 một\x07", "dòng một"),
        ("", ""),
        ("\u00a0", ""),
    ],
)
def test_space_is_folded_and_what_nobody_sees_removed(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_decomposed_text_is_composed() -> None:
    text = "Phường Đằng Giang tổ chức lễ ra mắt mô hình tự quản"
    assert fold(unicodedata.normalize("NFD", text)) == text


def test_words_quotes_and_dashes_stay_as_they_are() -> None:
    text = "“Vì nước quên thân”… – 2 xã, 15,5 km; ½ số hộ (đợt II)"
    assert fold(text) == text


def test_a_letter_keeps_at_most_thirty_combining_marks() -> None:
    """More would take quadratic time to sort, and hold everything else up."""
    began = time.process_time()
    folded = fold("xa" + "\u0301\u0323" * 250_000 + "b")
    assert time.process_time() - began < 5
    assert len(unicodedata.normalize("NFD", folded)) == len("xa") + 30 + len("b")
    assert fold(folded) == folded
    assert fold("a" + "\u0323\u0302" * 3) == unicodedata.normalize("NFC", "a" + "\u0323\u0302" * 3)


def test_no_character_without_a_shape_is_left() -> None:
    formats = (chr(code) for code in range(0x110000) if unicodedata.category(chr(code)) == "Cf")
    assert [ascii(one) for one in formats if ord(one) not in SHAPED and fold(f"a{one}b") != "ab"] == []


@settings(deadline=None)
@given(st.text())
def test_folding_is_done_once_and_for_all(text: str) -> None:
    folded = fold(text)
    assert fold(folded) == folded
    assert unicodedata.is_normalized("NFC", folded)
    assert folded == folded.strip()
    assert "  " not in folded


@settings(deadline=None)
@given(st.text(st.characters(categories=("L", "Nd", "P"), max_codepoint=0x1EFF)))
def test_letters_digits_and_punctuation_survive(text: str) -> None:
    assert fold(text) == unicodedata.normalize("NFC", text).replace("\u00ad", "")


def test_bare_words_are_compared_without_case_and_punctuation() -> None:
    assert bare("“CẦN, Kiệm –  liêm_chính!”") == "cần kiệm liêm chính"
    assert bare("***") == ""


@pytest.mark.parametrize(
    ("text", "upper"),
    [
        ("CÔNG AN HUYỆN VÂN HẢI", True),
        ("CÔNG AN HUYỆN VÂN HẢI (CAh) 2024", True),
        ("Công an huyện Vân Hải", False),
        ("2024 – 2026", False),
        ("", False),
    ],
)
def test_capitals(text: str, upper: bool) -> None:
    assert is_upper_case(text) is upper


def test_answers_on_short_texts_are_remembered_within_bounds() -> None:
    asked: list[str] = []
    answer = remembered(lambda text: asked.append(text) or len(text))  # type: ignore[func-returns-value]
    assert [answer("ngắn"), answer("ngắn"), answer("x" * 1000), answer("x" * 1000)] == [4, 4, 1000, 1000]
    assert len(asked) == 3
    for number in range(10_000):
        answer(str(number))
    assert len(answer.__self__) <= 4096  # type: ignore[attr-defined]

"""The promise of `words`: white space and Unicode are folded, and no word is changed."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawlers.reading.words import bare, fold, is_upper_case, remembered


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("  Công an \n\t huyện  ", "Công an huyện"),
        ("Công\u00a0an\u2003huyện\u3000Vân\u202fHải", "Công an huyện Vân Hải"),
        ("Công\u200b an\ufeff huy\u00adện", "Công an huyện"),
        ("\u202aVân Hải\u202c\u2060\ufffc", "Vân Hải"),
        ("2021 \x96 2026", "2021 – 2026"),  # `&#150;`, as Windows editors wrote it
        ("\x93tự diễn biến\x94", "“tự diễn biến”"),
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

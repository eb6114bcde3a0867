# ruff: noqa: E501  (mark-up and sentences read better unbroken)
"""The promise of `letter`: the letter under every article is found however it is printed, and only it."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawlers.layout import Layout
from crawlers.reading.letter import find_letter
from tests.crawlers.reading.pages import (
    LETTER,
    LINE,
    TEXT,
    TITLE,
    WHOLE,
    article,
    document,
    paragraphs,
    read,
    told,
)

WORDS = " ".join(LETTER).split()
ALL = list(TEXT)
WITHOUT_LIST = (*LETTER[:2], *LETTER[14:])
NUMBERED = tuple(
    f"{1 + (number - 2) // 2}. {line}" if line.startswith("Đối với") else line
    for number, line in enumerate(LETTER)
)


def broken(words: list[str], places: set[int]) -> list[str]:
    """The words as lines, broken before each of the places."""
    ends = [0, *sorted(places), len(words)]
    lines = (" ".join(words[start:end]) for start, end in pairwise(ends))
    return [line for line in lines if line]


@pytest.mark.parametrize(
    "lines",
    [
        LETTER,
        tuple(line.upper() for line in LETTER),
        WITHOUT_LIST,
        NUMBERED,
        (" ".join(LETTER),),
        ("TƯ CÁCH NGƯỜI CÔNG AN CÁCH MẠNG LÀ", *LETTER[2:]),
        (*LETTER[:14], "(Trích thư Chủ tịch Hồ Chí Minh gởi Công an Khu 12, ngày 11 tháng 03 năm 1948)"),
        LETTER[2:],
        LETTER[:14],
    ],
    ids=["whole", "capitals", "without list", "numbered", "one line", "other spelling", "one closing line", "no head", "no end"],
)  # fmt: skip
def test_the_letter_is_found_in_every_form(lines: tuple[str, ...]) -> None:
    assert find_letter([*TEXT, *lines]) == (3, 3 + len(lines))


@settings(max_examples=300, deadline=None)
@given(st.sets(st.integers(1, len(WORDS) - 1)))
def test_the_letter_is_found_however_its_lines_are_broken(places: set[int]) -> None:
    lines = broken(WORDS, places)
    assert find_letter([*TEXT, *lines]) == (3, 3 + len(lines))


@settings(max_examples=200, deadline=None)
@given(st.integers(6, len(WORDS)), st.sets(st.integers(1, len(WORDS) - 1)))
def test_the_letter_is_found_cut_short_at_any_word(size: int, places: set[int]) -> None:
    lines = broken(WORDS[:size], {place for place in places if place < size})
    assert find_letter([*TEXT, *lines]) == (3, 3 + len(lines))


@pytest.mark.parametrize("size", range(30, len(" ".join(WORDS))))
def test_the_letter_is_found_cut_short_within_a_word(size: int) -> None:
    cut = " ".join(WORDS)[:size].strip()
    assert find_letter([*TEXT, cut]) == (3, 4)


@settings(max_examples=100, deadline=None)
@given(st.sets(st.integers(1, len(" ".join(WITHOUT_LIST).split()) - 1)))
def test_without_its_list_it_is_found_however_it_is_broken(places: set[int]) -> None:
    lines = broken(" ".join(WITHOUT_LIST).split(), places)
    assert find_letter([*TEXT, *lines]) == (3, 3 + len(lines))


@pytest.mark.parametrize(
    "sentence",
    [
        "Đọc lại sáu điều “Tư cách người Công an cách mệnh là: Đối với tự mình, phải cần, kiệm, liêm, chính”, ai cũng xúc động.",
        "Đối với tự mình, phải cần, kiệm, liêm, chính, đó là điều đầu tiên mà mỗi chiến sĩ trẻ ghi vào sổ tay.",
        "Ngày 11 tháng 3 năm 1948, Bác gửi thư cho Công an Khu XII, trong đó nêu sáu điều dạy.",
        "Đối với nhân dân, phải",
        "Thân ái giúp đỡ",
        "Tận tụy",
        "Đối với công việc, phải tận tụy và khoa học trong từng tổ công tác của xã.",
        "Tư cách đại biểu được xác nhận tại phiên họp đầu tiên của hội đồng.",
    ],
)
def test_a_sentence_that_quotes_it_is_not_it(sentence: str) -> None:
    assert find_letter([*TEXT, sentence]) is None


@settings(deadline=None)
@given(st.lists(st.sampled_from([*TEXT, *LETTER, "", "—", "Tổ công tác"])))
def test_what_is_found_is_a_run_of_the_lines_given(lines: list[str]) -> None:
    found = find_letter(lines)
    assert found is None or 0 <= found[0] < found[1] <= len(lines)


# --- On a page ---


@pytest.mark.parametrize(
    "letter",
    [
        paragraphs(*LETTER),
        "<div>" + "<br>".join(LETTER) + "</div>",
        f"<table><tr><td><b>{'<br>'.join(LETTER[:2])}</b></td></tr><tr><td>{' '.join(LETTER[2:14])}</td></tr>"
        f"<tr><td><i>{' '.join(LETTER[14:])}</i></td></tr></table>",
        "<ul>" + "".join(f"<li>{line}</li>" for line in LETTER) + "</ul>",
    ],
)
@pytest.mark.parametrize("place", ["inside", "after"])
def test_a_page_gives_the_article_without_the_letter(letter: str, place: str) -> None:
    inside = place == "inside"
    text = paragraphs(*TEXT) + (letter if inside else "")
    reading = read(article(text=text, after="" if inside else letter))
    assert reading.body == ALL
    assert reading.published is not None
    assert reading.published.day.year == 2024


def test_an_article_that_quotes_the_letter_and_goes_on_keeps_it() -> None:
    reading = read(article(text=paragraphs(TEXT[0], *LETTER, *TEXT[1:])))
    assert reading.body == [TEXT[0], *LETTER, *TEXT[1:]]
    assert "letter" not in reading.dropped


def test_an_article_that_quotes_the_letter_loses_only_the_portals_own() -> None:
    reading = read(article(text=paragraphs(TEXT[0], *LETTER, *TEXT[1:], *LETTER)))
    assert reading.body == [TEXT[0], *LETTER, *TEXT[1:]]
    assert "letter" in reading.dropped


def test_a_plain_text_ends_where_the_letter_begins() -> None:
    text = "\n\n".join((TITLE, LINE, *TEXT, *LETTER, "Lượt truy cập: 514184", "Trực tuyến: ..."))
    assert read(text).body == ALL


@pytest.mark.parametrize(
    "frame",
    [
        "<div>{letter}</div><div>{article}</div>",
        "<table><tr><td>{letter}</td><td>{article}</td></tr></table>",
    ],
)
def test_the_letter_beside_or_above_the_article_is_no_part_of_it(frame: str) -> None:
    inside = f"<h1>{TITLE}</h1><div>{LINE}</div>{paragraphs(*TEXT)}"
    reading = read(document(frame.format(letter="<br>".join(LETTER), article=inside)))
    assert told(reading) == WHOLE


def test_the_writer_signs_between_text_and_letter() -> None:
    layout = Layout(boilerplate=("letter",), signature=("author",), date_labels=("Cập nhật",))
    reading = read(article(text=paragraphs(*TEXT, "Minh Đức", *LETTER)), layout)
    assert (reading.author, reading.body) == ("Minh Đức", ALL)


def test_a_portal_without_the_letter_keeps_what_its_articles_say() -> None:
    reading = read(article(text=paragraphs(*TEXT, " ".join(LETTER))), Layout(date_labels=("Cập nhật",)))
    assert reading.body == [*TEXT, " ".join(LETTER)]

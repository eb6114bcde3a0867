# ruff: noqa: E501  (mark-up and sentences read better unbroken)
"""The promise of `assembly`: paragraphs as printed; who wrote it lifted out; what was dropped named."""

import pytest

from crawlers.layout import Layout
from tests.crawlers.reading.pages import PLAIN, TEXT, WHOLE, article, paragraphs, read, told
from tests.crawlers.reading.test_boilerplate import SENTENCES

ALL = list(TEXT)
BOTH = Layout(signature=("author", "source"))
ONE = Layout(signature=("author",))
CAO = Layout(source_tags=("CAO",))


def signed(*lines: str, layout: Layout = BOTH) -> tuple[str | None, str | None, list[str]]:
    reading = read(article(text=paragraphs(*TEXT, *lines)), layout)
    return reading.author, reading.source, reading.body


# --- Signatures ---


def test_two_lines_are_writer_and_first_publisher() -> None:
    assert signed("Lê Minh Đức", "Tạp chí Sông nước") == ("Lê Minh Đức", "Tạp chí Sông nước", ALL)


def test_one_line_of_two_is_judged_by_its_words() -> None:
    assert signed("Lê Minh Đức") == ("Lê Minh Đức", None, ALL)
    assert signed("Báo Vân Hải") == (None, "Báo Vân Hải", ALL)
    assert signed("Theo TTXVN") == (None, "Theo TTXVN", ALL)


def test_the_last_line_is_the_writing_unit() -> None:
    assert signed("Phòng Cảnh sát đường thủy", layout=ONE) == ("Phòng Cảnh sát đường thủy", None, ALL)


def test_an_article_that_nobody_signed_loses_nothing() -> None:
    for layout in (BOTH, ONE, PLAIN):
        assert signed(layout=layout) == (None, None, ALL)


def test_no_sentence_is_a_signature() -> None:
    assert signed("Lớp học kết thúc tốt đẹp.", layout=ONE) == (
        None,
        None,
        [*ALL, "Lớp học kết thúc tốt đẹp."],
    )
    assert signed("và nhiều đơn vị khác", layout=ONE)[2] == [*ALL, "và nhiều đơn vị khác"]


def test_an_undeclared_signature_is_known_by_standing_apart() -> None:
    for line in (
        '<p align="right">Minh Đức</p>',
        '<p style="text-align: right"><b>Minh Đức</b></p>',
        "<p><b><i>Minh Đức</i></b></p>",
    ):
        reading = read(article(text=paragraphs(*TEXT) + line), PLAIN)
        assert (reading.author, reading.body) == ("Minh Đức", ALL)


def test_an_undeclared_last_line_stays() -> None:
    assert signed("Hẹn gặp lại mùa nước nổi", layout=PLAIN) == (
        None,
        None,
        [*ALL, "Hẹn gặp lại mùa nước nổi"],
    )


@pytest.mark.parametrize(
    ("line", "author", "source"),
    [
        ("Tác giả: Minh Đức", "Minh Đức", None),
        ("Bài, ảnh: Minh Đức", "Minh Đức", None),
        ("Tin, bài: Minh Đức - Thu Hà", "Minh Đức - Thu Hà", None),
        ("Nguồn: Báo Vân Hải", None, "Báo Vân Hải"),
        ("(Nguồn tin: Báo Vân Hải)", None, "Báo Vân Hải"),
    ],
)
def test_labelled_lines_name_author_and_source(line: str, author: str | None, source: str | None) -> None:
    assert signed(line, layout=PLAIN) == (author, source, ALL)


def test_both_labels() -> None:
    assert signed("Tác giả: Minh Đức", "Nguồn: Báo Vân Hải", layout=PLAIN) == ("Minh Đức", "Báo Vân Hải", ALL)


def test_a_labelled_sentence_within_the_text_stays() -> None:
    text = (*TEXT[:1], "Nguồn: lực lượng dân phòng của mười bốn xã ven sông.", *TEXT[1:], *TEXT)
    assert read(article(text=paragraphs(*text)), PLAIN).body == list(text)


def test_the_signature_before_furniture_is_found() -> None:
    reading = read(
        article(text=paragraphs(*TEXT, "Lê Minh Đức", "Báo Vân Hải", "In ra", "Lượt truy cập: 5")), BOTH
    )
    assert (reading.author, reading.source, reading.body) == ("Lê Minh Đức", "Báo Vân Hải", ALL)


# --- The tag ---


@pytest.mark.parametrize("tag", ["(CAO) ", "(CAO) - ", "(CAO)", "( CAO ) – "])
def test_the_tag_becomes_the_source(tag: str) -> None:
    reading = read(article(text=paragraphs(tag + TEXT[0], *TEXT[1:])), CAO)
    assert (reading.source, reading.lead, reading.body) == ("CAO", TEXT[0], ALL)


def test_another_tag_is_the_articles_own_word() -> None:
    for first in (f"(XYZ) {TEXT[0]}", f"{TEXT[0]} (CAO)"):
        reading = read(article(text=paragraphs(first, *TEXT[1:])), CAO)
        assert (reading.source, reading.body[0]) == (None, first)


def test_a_tag_in_bold_is_the_tag() -> None:
    reading = read(article(text=f"<p><b>(CAO)</b> {TEXT[0]}</p>{paragraphs(*TEXT[1:])}"), CAO)
    assert (reading.source, reading.body) == ("CAO", ALL)


# --- Paragraphs ---


def test_a_soft_line_break_joins_a_sentence() -> None:
    half = TEXT[0].replace(" cho hơn", "<br>cho hơn")
    text = f"<div>{half}<br><br>{TEXT[1]}<br>\n<br>{TEXT[2]}</div>"
    assert read(article(text=text)).body == ALL
    comma = TEXT[1].replace("phao, cách", "phao,<br>Cách")
    assert read(article(text=f"<div>{TEXT[0]}<br><br>{comma}</div>")).body == [
        TEXT[0],
        TEXT[1].replace("phao, cách", "phao, Cách"),
    ]


def test_single_line_breaks_between_whole_sentences_part_paragraphs() -> None:
    assert read(article(text=f"<div>{'<br>'.join(TEXT)}</div>")).body == ALL


def test_a_bold_line_before_a_break_is_a_subheading() -> None:
    text = f"<div>{TEXT[0]}<br><b>Thực hành trên sông</b><br>{TEXT[1]}</div>"
    assert read(article(text=text)).body == [TEXT[0], "Thực hành trên sông", TEXT[1]]


def test_subheadings_stay_in_their_place() -> None:
    text = f"<p>{TEXT[0]}</p><h3>Phần lý thuyết</h3><p>{TEXT[1]}</p><p><strong>Phần thực hành</strong></p><p>{TEXT[2]}</p>"
    assert read(article(text=text)).body == [TEXT[0], "Phần lý thuyết", TEXT[1], "Phần thực hành", TEXT[2]]


# --- What is dropped ---


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Lượt truy cập: 8514184", "visit-counter"),
        ("Bình luận (0)", "comment-counter"),
        ("Lên đầu trang", "back-to-top"),
        ("In bài viết này", "share-print"),
        ("Tin liên quan", "related-list"),
        ("Bản quyền thuộc về Công an huyện Vân Hải", "licence-footer"),
        ("* * *", "separator"),
    ],
)
def test_boilerplate_after_the_text_is_dropped_and_named(line: str, name: str) -> None:
    reading = read(article(text=paragraphs(*TEXT, line)), PLAIN)
    assert told(reading) == WHOLE
    assert reading.dropped == [name]


@pytest.mark.parametrize("line", ["Lượt truy cập", "Bản quyền thuộc về ai", "Trang chủ", "Kết quả"])
def test_the_same_words_as_a_subheading_within_the_text_stay(line: str) -> None:
    text = f"<p>{TEXT[0]}</p><h3>{line}</h3>{paragraphs(*TEXT[1:])}"
    assert read(article(text=text), PLAIN).body == [TEXT[0], line, *TEXT[1:]]


def test_a_whole_paragraph_that_is_another_articles_title_is_dropped() -> None:
    link = '<p><a href="/tin/5.html">Ra quân kiểm tra an toàn đường thủy dịp nghỉ lễ</a></p>'
    reading = read(article(text=f"<p>{TEXT[0]}</p>{link}{paragraphs(*TEXT[1:])}"))
    assert reading.body == ALL
    assert "related-link" in reading.dropped


def test_a_link_within_a_paragraph_is_part_of_it() -> None:
    first = TEXT[0].replace("Công an huyện Vân Hải", '<a href="/gioi-thieu">Công an huyện Vân Hải</a>')
    assert read(article(text=f"<p>{first}</p>{paragraphs(*TEXT[1:])}")).body == ALL


@pytest.mark.parametrize("sentence", [sentence for sentence in SENTENCES if sentence.endswith((".", "”"))])
@pytest.mark.parametrize("layout", [PLAIN, BOTH, Layout(boilerplate=("slogan", "letter"))])
def test_a_sentence_that_begins_like_boilerplate_stays_wherever_it_stands(
    sentence: str, layout: Layout
) -> None:
    for place in range(4):
        text = [*TEXT[:place], sentence, *TEXT[place:]]
        assert read(article(text=paragraphs(*text)), layout).body == text


def test_nothing_is_named_where_nothing_was_dropped() -> None:
    assert read(article()).dropped == []

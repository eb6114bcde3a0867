# ruff: noqa: E501  (mark-up and sentences read better unbroken)
"""The promise of `ending`: a text ends where it ends, not at the first word that furniture uses too."""

import pytest

from crawlers.layout import Layout
from tests.crawlers.reading.pages import (
    LINE,
    PLAIN,
    TEXT,
    TITLE,
    WHOLE,
    article,
    document,
    paragraphs,
    read,
    told,
)

ALL = list(TEXT)


@pytest.mark.parametrize("word", ["Chia sẻ", "Thích", "Gửi tin"])
def test_a_word_of_buttons_as_a_heading_stays(word: str) -> None:
    text = f"<p>{TEXT[0]}</p><h3>{word}</h3>{paragraphs(*TEXT[1:])}"
    reading = read(article(text=text), PLAIN)
    assert (reading.body, reading.flags) == ([TEXT[0], word, *TEXT[1:]], read(article(), PLAIN).flags)


def test_a_word_of_buttons_set_as_a_paragraph_stays_and_is_doubted() -> None:
    reading = read(article(text=paragraphs(TEXT[0], "Chia sẻ", *TEXT[1:])), PLAIN)
    assert reading.body == [TEXT[0], "Chia sẻ", *TEXT[1:]]
    assert "body-unsure" in reading.flags


@pytest.mark.parametrize(
    "buttons",
    [
        "<div>Chia sẻ</div>",
        '<p><a href="#">Chia sẻ</a></p>',
        "<p>In Gửi email</p>",
        "<p>In ra</p><p>Gửi email</p>",
    ],
)
def test_buttons_between_paragraphs_are_dropped(buttons: str) -> None:
    assert told(read(article(text=f"<p>{TEXT[0]}</p>{buttons}{paragraphs(*TEXT[1:])}"), PLAIN)) == WHOLE


def test_a_sum_as_the_last_line_stays_and_is_doubted() -> None:
    reading = read(article(text=paragraphs(*TEXT, "Tổng số: 1.245 người")), PLAIN)
    assert reading.body == [*ALL, "Tổng số: 1.245 người"]
    assert "body-unsure" in reading.flags


@pytest.mark.parametrize(
    "counter", ["<p>Lượt xem: 120</p>", "<div>Tổng số: 1.245</div>", "<p>Hôm nay: 12</p><p>Tổng: 1.245</p>"]
)
def test_a_counter_under_the_text_is_dropped(counter: str) -> None:
    assert told(read(article(text=paragraphs(*TEXT) + counter), PLAIN)) == WHOLE


def test_a_subheading_that_comments_could_have_too_ends_nothing() -> None:
    text = f"<p>{TEXT[0]}</p><h3>Ý kiến bạn đọc</h3>{paragraphs(*TEXT[1:])}"
    reading = read(article(text=text), PLAIN)
    assert reading.body == [TEXT[0], "Ý kiến bạn đọc", *TEXT[1:]]
    assert "body-unsure" in reading.flags


@pytest.mark.parametrize(
    "comments",
    [
        "<h3>Ý kiến bạn đọc (1)</h3><p>Tôi rất ủng hộ việc làm này của các anh công an.</p>",
        "<h3>Ý kiến bạn đọc</h3><p>Tôi rất ủng hộ việc làm này của các anh công an.</p><p>Lê Văn Tám</p>",
        "<h3>Bình luận</h3><div><p>Tôi rất ủng hộ việc làm này của các anh công an.</p></div>",
    ],
)
def test_comments_end_the_text(comments: str) -> None:
    assert read(article(text=paragraphs(*TEXT) + comments), PLAIN).body == ALL


@pytest.mark.parametrize("counter", ['<div><a href="#c">0 bình luận</a></div>', "<div>3 bình luận</div>"])
def test_a_count_of_comments_above_the_text_ends_nothing(counter: str) -> None:
    page = document(f"<h1>{TITLE}</h1><div>{counter}<div>{LINE}</div>{paragraphs(*TEXT)}</div>")
    assert told(read(page, PLAIN)) == WHOLE


@pytest.mark.parametrize(
    "line",
    ["Mời bạn đọc xem thêm video:", "(Theo dõi trang của huyện)", "[Thông tin nội bộ]", "Dự báo thời tiết"],
)
def test_a_line_under_the_text_that_nobody_knows_is_doubted(line: str) -> None:
    in_rows = "".join(f"<tr><td>{part}</td></tr>" for part in (TITLE, LINE, paragraphs(*TEXT), line))
    for page in (article(text=paragraphs(*TEXT, line)), document(f"<table>{in_rows}</table>")):
        reading = read(page, PLAIN)
        assert reading.body == ALL or "body-unsure" in reading.flags


@pytest.mark.parametrize("line", ["(Còn nữa)", "- Qua bưu điện", "Xin cảm ơn!"])
def test_a_line_that_may_end_a_text_is_not_doubted(line: str) -> None:
    reading = read(article(text=paragraphs(*TEXT, line)), PLAIN)
    assert (reading.body, "body-unsure" in reading.flags) == ([*ALL, line], False)


def test_a_colon_before_the_last_picture_is_not_doubted() -> None:
    text = paragraphs(*TEXT, "Một số hình ảnh của lớp học:") + '<p><img src="/anh/1.jpg"></p>'
    reading = read(article(text=text), PLAIN)
    assert (reading.body[-1], "body-unsure" in reading.flags) == ("Một số hình ảnh của lớp học:", False)


def test_hashtags_under_the_text_are_tags() -> None:
    reading = read(article(text=paragraphs(*TEXT, "#cuunan #vanhai")), PLAIN)
    assert (reading.body, reading.tags) == (ALL, ["cuunan", "vanhai"])


@pytest.mark.parametrize(
    "box",
    [
        "<div><p>Gửi phản hồi của bạn</p><form><input><textarea></textarea><p>Email của bạn sẽ không được hiển thị công khai.</p></form></div>",
        '<div><p>Đăng ký nhận bản tin để không bỏ lỡ thông tin mới nhất từ huyện.</p><input type="email"></div>',
    ],
)
def test_what_stands_beside_fields_to_fill_in_is_no_text(box: str) -> None:
    assert (
        told(read(document(f"<div><h1>{TITLE}</h1><div>{LINE}</div>{paragraphs(*TEXT)}{box}</div>"), PLAIN))
        == WHOLE
    )


def test_a_long_paragraph_beside_a_field_is_not_lost_in_silence() -> None:
    parts = f"<div>{paragraphs(*TEXT[:2])}</div><div><p>{TEXT[2]}</p><input></div>"
    reading = read(document(f"<div><h1>{TITLE}</h1><div>{LINE}</div>{parts}</div>"), PLAIN)
    assert reading.body == ALL or "body-unsure" in reading.flags


def test_a_page_in_a_form_is_read() -> None:
    hidden, search = '<input type="hidden" name="s">', '<div><input name="q">Tìm</div>'
    page = document(
        f"<form>{hidden}{search}<h1>{TITLE}</h1><div>{LINE}</div><div>{hidden}{paragraphs(*TEXT)}</div></form>"
    )
    assert told(read(page, PLAIN)) == WHOLE


def test_a_text_printed_twice_is_read_once() -> None:
    wide = f'<div class="d-none d-md-block">{paragraphs(*TEXT)}</div>'
    narrow = f'<div class="d-block d-md-none">{paragraphs(*TEXT)}</div>'
    assert told(read(article(text=wide + narrow), PLAIN)) == WHOLE


def test_a_text_of_which_a_part_comes_twice_is_doubted() -> None:
    reading = read(article(text=paragraphs(*TEXT, *TEXT[1:])), PLAIN)
    assert "body-unsure" in reading.flags


@pytest.mark.parametrize("layout", [PLAIN, Layout(signature=("author",))])
def test_a_name_under_the_last_picture_signs_and_is_doubted(layout: Layout) -> None:
    text = paragraphs(*TEXT) + '<p><img src="/anh/1.jpg"></p><p>Lê Minh Đức</p>'
    reading = read(article(text=text), layout)
    assert (reading.author, reading.body) == ("Lê Minh Đức", ALL)
    assert {"author-unsure", "body-unsure"} <= set(reading.flags)


def test_what_is_folded_away_is_not_lost_in_silence() -> None:
    folded = f"<details><summary>Xem thêm</summary>{paragraphs(*TEXT[1:])}</details>"
    reading = read(article(text=paragraphs(TEXT[0]) + folded), PLAIN)
    assert [line for line in reading.body if line in ALL] == ALL

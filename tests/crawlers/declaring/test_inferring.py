"""A layout is inferred from what all sampled pages share; what only some have, or a machine named, is not."""

from __future__ import annotations

import pytest

from crawlers.declaring.candidates import is_lasting
from crawlers.declaring.inferring import infer_layout
from crawlers.declaring.seen import Page, read
from crawlers.layout import Layout
from crawlers.reading import Reading
from tests.crawlers.declaring.looking import page

SENTENCES = (
    "Tổ công tác của Công an phường tuần tra trên các tuyến đường ven sông trong đêm mưa",
    "Lực lượng chức năng nhắc nhở người dân khóa cửa cẩn thận và báo tin khi thấy người lạ",
    "Đến sáng, địa bàn không xảy ra vụ việc nào về trật tự xã hội, giao thông thông suốt",
)


def article(number: int, form: str) -> Page:
    """A page: `form` says its mark-up, with {title}, {date}, {lead} and {text} in it."""
    text = "".join(f"<p>{sentence}, ngày thứ {number}.</p>" for sentence in SENTENCES)
    filled = form.format(
        title=f"Công an phường Đông Bến tuần tra đêm số {number}",
        date=f"0{number}/06/2025 08:1{number}",
        lead=f"Đêm thứ {number}, tổ công tác lên đường để giữ yên giấc ngủ của người dân trong phường.",
        text=text,
        number=number,
    )
    menu = "<nav><a href='/'>Trang chủ</a> <a href='/tin'>Tin tức trong ngày</a></nav>"
    return page(f"<html><body>{menu}{filled}<footer>Bản quyền</footer></body></html>", f"tin-{number}")


PLAIN = (
    "<div class='chi-tiet'><h1 class='tieu-de'>{title}</h1><span class='ngay-dang'>{date}</span>"
    "<p class='tom-tat'>{lead}</p><div class='noi-dung'>{text}</div></div>"
)


def test_short_meant_selectors_are_declared_with_on_how_many_pages() -> None:
    inferred = infer_layout([article(number, PLAIN) for number in (1, 2, 3)])
    assert inferred.declared == {
        "title": ".tieu-de",
        "date": ".ngay-dang",
        "lead": ".tom-tat",
        "body": ".noi-dung",
    }
    assert set(inferred.why.values()) == {"on 3 of 3 sampled pages"}
    assert inferred.doubts == []


def test_what_is_declared_reads_all_pages_as_the_landmarks_did_and_both_witnesses_agree() -> None:
    pages = [article(number, PLAIN) for number in (1, 2, 3)]
    layout = infer_layout(pages).layout
    for one in pages:
        before, after = read(Layout(), one), read(layout, one)
        assert isinstance(before, Reading)
        assert isinstance(after, Reading)
        assert (after.title, after.body, after.flags) == (before.title, before.body, [])
        assert {after.witnesses[name] for name in ("title", "date", "body")} == {"both"}


def test_names_that_a_machine_made_and_names_of_looks_are_not_declared() -> None:
    form = (
        "<div class='css-1x9fk2a' id='post-{number}'><h1 class='text-center mb-3'>{title}</h1>"
        "<span class='sc-bdVaJa fw-bold'>{date}</span><div class='col-md-8'>{text}</div></div>"
    )
    inferred = infer_layout([article(number, form) for number in (1, 2, 3)])
    told = " ".join(str(value) for value in inferred.declared.values())
    for name in ("css-", "post-", "sc-", "col-", "mb-", "fw-", "text-center"):
        assert name not in told


def test_a_class_that_other_elements_share_is_not_the_titles() -> None:
    form = PLAIN + "<div class='khac'><h3 class='tieu-de'><a href='/x-{number}.html'>Tin khác</a></h3></div>"
    inferred = infer_layout([article(number, form) for number in (1, 2, 3)])
    assert inferred.declared["title"] != ".tieu-de"


def test_pages_that_look_in_two_ways_say_so() -> None:
    other = (
        "<article><header class='dau-bai'><h2 class='ten-bai'>{title}</h2><time>{date}</time></header>"
        "<section class='than-bai'>{text}</section></article>"
    )
    pages = [article(number, PLAIN if number < 4 else other) for number in (1, 2, 3, 4, 5)]
    inferred = infer_layout(pages)
    assert inferred.declared["title"] == ".tieu-de, .ten-bai"
    assert inferred.declared["body"] == ".noi-dung, .than-bai"
    assert "on 3 of 5 sampled pages and on 2 of 5 sampled pages" in inferred.why["title"]
    assert any(doubt.startswith("title: 2 of 5 sampled pages look otherwise") for doubt in inferred.doubts)


def test_what_the_platform_has_is_not_declared_again_and_what_it_has_wrong_is_said() -> None:
    pages = [article(number, PLAIN) for number in (1, 2, 3)]
    platform = Layout(title=".tieu-de", date=".ngay-dang", body=".noi-dung p:first-child, .khong-co")
    inferred = infer_layout(pages, platform)
    assert inferred.declared == {"lead": ".tom-tat", "body": ".noi-dung"}
    assert any(doubt.startswith("body: the platform's") for doubt in inferred.doubts)


def test_without_an_article_nothing_is_inferred() -> None:
    assert infer_layout([page("<html><body><h1>404</h1></body></html>")]).declared == {}


@pytest.mark.parametrize(
    ("name", "lasts"),
    [
        *(
            (name, True)
            for name in ("title", "noi-dung", "news-bodyhtml", "divDetail_Content", "td-post-content")
        ),
        *(
            (name, False)
            for name in ("css-1x9fk2a", "post-18660", "col-md-8", "mt-3", "sc-bdVaJa", "row", "a b")
        ),
        *(
            (name, False)
            for name in ("p_p_id_56_INSTANCE_qCC4ARZEzb9m_", "clearfix", "text-center", "MsoNormal")
        ),
    ],
)
def test_which_names_last(name: str, lasts: bool) -> None:
    assert is_lasting(name) is lasts

# ruff: noqa: E501  (mark-up and sentences read better unbroken)
"""The promise of `captions`: what stands by a picture is tied to it; no paragraph is taken for a caption."""

import pytest

from tests.crawlers.reading.pages import TEXT, article, paragraphs, read

CAPTION = "Học viên thực hành kéo người bị nạn lên xuồng"
ADDRESS = "https://congan.vidu.gov.vn/anh/lop-hoc.jpg"
IMG = '<img src="/anh/lop-hoc.jpg" width="600">'

FORMS = {
    "figcaption": f"<figure>{IMG}<figcaption>{CAPTION}</figcaption></figure>",
    "figcaption with paragraph": f"<figure><div>{IMG}</div><figcaption><p>{CAPTION}</p></figcaption></figure>",
    "figcaption before the picture": f"<figure><figcaption>{CAPTION}</figcaption>{IMG}</figure>",
    "row under the picture": f"<table><tr><td>{IMG}</td></tr><tr><td>{CAPTION}</td></tr></table>",
    "row in paragraphs": f"<table align=center><tbody><tr><td><p>{IMG}</p></td></tr>"
    f"<tr><td><p><i>{CAPTION}</i></p></td></tr></tbody></table>",
    "centred em": f'<p style="text-align:center">{IMG}</p><p style="text-align:center"><em>{CAPTION}</em></p>',
    "em in the picture's paragraph": f"<p align=center>{IMG}<br><em>{CAPTION}</em></p>",
    "em not centred": f"<p>{IMG}</p><p><em>{CAPTION}</em></p>",
    "centred line": f"<center>{IMG}</center><p align=center>{CAPTION}</p>",
    "class": f'<div>{IMG}</div><p class="d-imgcaption">{CAPTION}</p>',
    "class of the box": f'<div>{IMG}</div><div class="chu-thich"><span>{CAPTION}</span></div>',
    "box": f'<div class="khung">{IMG}<p>{CAPTION}</p></div>',
    "credit": f"<p>{IMG}</p><p>{CAPTION}. Ảnh: Minh Đức</p>",
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
@pytest.mark.parametrize("place", [0, 1, 3])
def test_a_caption_is_tied_to_its_picture_and_not_in_the_body(form: str, place: int) -> None:
    reading = read(article(text=paragraphs(*TEXT[:place]) + form + paragraphs(*TEXT[place:])))
    caption = f"{CAPTION}. Ảnh: Minh Đức" if "Minh Đức" in form else CAPTION
    assert reading.images == [(ADDRESS, caption)]
    assert reading.body == list(TEXT)


def test_each_of_several_pictures_has_its_own_caption() -> None:
    second = FORMS["row under the picture"].replace("lop-hoc", "ben-do").replace(CAPTION, "Bến đò Cồn Lau")
    reading = read(
        article(text=f"<p>{TEXT[0]}</p>{FORMS['centred em']}<p>{TEXT[1]}</p>{second}<p>{TEXT[2]}</p>")
    )
    assert reading.images == [(ADDRESS, CAPTION), (ADDRESS.replace("lop-hoc", "ben-do"), "Bến đò Cồn Lau")]
    assert reading.body == list(TEXT)


def test_a_row_of_pictures_has_a_row_of_captions() -> None:
    pictures = "<td><img src=/anh/a.jpg></td><td><img src=/anh/b.jpg></td>"
    table = f"<table><tr>{pictures}</tr><tr><td>Bến đò</td><td>Chợ nổi</td></tr></table>"
    reading = read(article(text=f"<p>{TEXT[0]}</p>{table}{paragraphs(*TEXT[1:])}"))
    assert [caption for _, caption in reading.images] == ["Bến đò", "Chợ nổi"]
    assert reading.body == list(TEXT)


@pytest.mark.parametrize(
    "picture",
    [
        f"<p>{IMG}</p>",
        f"<p align=center>{IMG}</p>",
        f"<figure>{IMG}</figure>",
        f"<figure>{IMG}<figcaption></figcaption></figure>",
        f"<table><tr><td>{IMG}</td></tr></table>",
        f"<center>{IMG}</center>",
    ],
)
def test_a_paragraph_after_a_picture_is_no_caption(picture: str) -> None:
    reading = read(article(text=f"<p>{TEXT[0]}</p>{picture}{paragraphs(*TEXT[1:])}"))
    assert reading.body == list(TEXT)
    assert reading.images == [(ADDRESS, None)]


@pytest.mark.parametrize("short", ["Lớp học kéo dài ba ngày.", "Về dự có đại diện 14 xã."])
def test_a_short_paragraph_after_a_picture_is_no_caption(short: str) -> None:
    reading = read(article(text=f"<p>{TEXT[0]}</p><p>{IMG}</p><p>{short}</p><p>{TEXT[1]}</p>"))
    assert reading.body == [TEXT[0], short, TEXT[1]]


def test_a_subheading_after_a_picture_is_no_caption() -> None:
    for heading in ("<h3>Thực hành trên sông</h3>", "<p align=center><b>Thực hành trên sông</b></p>"):
        reading = read(article(text=f"<p>{TEXT[0]}</p><p align=center>{IMG}</p>{heading}<p>{TEXT[1]}</p>"))
        assert reading.body == [TEXT[0], "Thực hành trên sông", TEXT[1]]


def test_where_all_text_is_centred_a_centred_paragraph_is_no_caption() -> None:
    text = f"<center><p>{TEXT[0]}</p>{IMG}<p>Lớp học kéo dài ba ngày</p><p>{TEXT[1]}</p></center>"
    assert read(article(text=text)).body == [TEXT[0], "Lớp học kéo dài ba ngày", TEXT[1]]


@pytest.mark.parametrize(
    "lead",
    [
        f"<table><tr><td>{IMG}</td><td>{TEXT[0]}</td></tr></table>",
        f'<div class="sapo"><div class="thumb">{IMG}</div><div>{TEXT[0]}</div></div>',
        f'<div class="sapo">{IMG}<strong>{TEXT[0]}</strong></div>',
    ],
)
def test_a_lead_beside_a_thumbnail_is_no_caption(lead: str) -> None:
    reading = read(article(text=lead + paragraphs(*TEXT[1:])))
    assert reading.body == list(TEXT)


def test_the_second_line_under_a_picture_is_the_texts_own() -> None:
    reading = read(
        article(text=f"<p>{TEXT[0]}</p>{FORMS['centred em']}<p><em>Vào cuộc sớm</em></p><p>{TEXT[1]}</p>")
    )
    assert reading.images == [(ADDRESS, CAPTION)]
    assert "Vào cuộc sớm" in reading.body


def test_a_picture_far_above_ties_nothing() -> None:
    reading = read(
        article(text=f"<p>{IMG}</p>{paragraphs(*TEXT[:2])}<p><em>Hết mùa mưa lũ</em></p><p>{TEXT[2]}</p>")
    )
    assert reading.body == [*TEXT[:2], "Hết mùa mưa lũ", TEXT[2]]


def test_pictures_outside_the_article_are_not_its_own() -> None:
    around = '<div class="banner"><img src="/anh/banner.png"></div>'
    icon = '<img src="/anh/in.gif" width="16" height="16">'
    reading = read(article(before=around, after=around, text=icon + FORMS["figcaption"] + paragraphs(*TEXT)))
    assert reading.images == [(ADDRESS, CAPTION)]

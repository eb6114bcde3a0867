# ruff: noqa: E501  (mark-up and sentences read better unbroken)
"""The promise of `album`: an article's pictures are its own, all of them, and no icon, face or other article's."""

import pytest

from tests.crawlers.reading.pages import TEXT, article, paragraphs, read

SITE = "https://congan.vidu.gov.vn"
OWN = '<img src="/anh/{}.jpg" width="600">'
OTHER = "Bắt nhóm đối tượng hút cát trái phép ban đêm"

STRANGE = {
    "icon by attribute": '<img src="/giao-dien/chia-se.png" width="24px" height="24px">',
    "icon by style": '<img src="/giao-dien/chia-se.png" style="border:0;width:24px;height:24px">',
    "sign in the text": '<p>Lớp học đã kết thúc <img class="bieu-tuong" src="/b/1.png" alt="😀"></p>',
    "button": '<a href="javascript:window.print()"><img src="/giao-dien/in.png"></a>',
    "share": '<a href="https://mang.vidu.vn/chia-se?u=x"><img src="/giao-dien/m.png"></a>',
    "counter": '<img src="https://dem.vidu.vn/p.gif" width="1" height="1">',
    "other article": f'<div><a href="/tin/2.html"><img src="/t/2.jpg"></a><a href="/tin/2.html">{OTHER}</a></div>',
    "list": f'<div><b>Tin liên quan</b><ul><li><img src="/t/2.jpg"><a href="/tin/2.html">{OTHER}</a></li></ul></div>',
}


@pytest.mark.parametrize("strange", STRANGE.values(), ids=STRANGE)
def test_what_is_no_picture_of_the_article_is_left_out(strange: str) -> None:
    text = f"<p>{TEXT[0]}</p>{OWN.format(1)}<p>{TEXT[1]}</p>{strange}<p>{TEXT[2]}</p>"
    assert read(article(text=text)).images == [(f"{SITE}/anh/1.jpg", None)]


@pytest.mark.parametrize("place", ["above", "below"])
def test_a_face_by_a_name_is_no_picture_and_the_name_no_caption(place: str) -> None:
    face = '<div><img src="/mat/le-minh.jpg" width="80" height="80"><span>Lê Minh</span></div>'
    text = paragraphs(*TEXT)
    reading = read(article(text=face + text if place == "above" else text + face))
    assert (reading.images, reading.body, reading.author) == ([], list(TEXT), "Lê Minh")


def test_a_gallery_under_the_text_is_the_articles_with_each_caption() -> None:
    figures = "".join(f"<figure>{OWN.format(n)}<figcaption>Ảnh {n}</figcaption></figure>" for n in (1, 2, 3))
    page = article().replace("</div></div>", f"</div><div>{figures}</div></div>", 1)
    assert read(page).images == [(f"{SITE}/anh/{n}.jpg", f"Ảnh {n}") for n in (1, 2, 3)]


def test_a_photograph_between_title_and_text_is_the_articles() -> None:
    page = article().replace('<div class="noidung">', f'<div>{OWN.format(1)}</div><div class="noidung">', 1)
    assert read(page).images == [(f"{SITE}/anh/1.jpg", None)]
    page = page.replace("/anh/1.jpg", "/giao-dien/vien.png")
    assert read(page).images == []


def test_a_picture_shown_twice_is_one() -> None:
    twice = f"<p>{OWN.format(1)}</p><p>{TEXT[0]}</p><p>{OWN.format(1)}</p>{paragraphs(*TEXT[1:])}"
    assert read(article(text=twice)).images == [(f"{SITE}/anh/1.jpg", None)]

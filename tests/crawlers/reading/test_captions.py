# ruff: noqa: E501  (mark-up and sentences read better unbroken)
"""The promise of `captions`: what stands by a picture is tied to it; no paragraph is taken for a caption."""

from time import process_time

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


SOURCES = {
    "amp": '<amp-img src="/anh/lop-hoc.jpg" width="600" height="400"></amp-img>',
    "only in sizes": '<img srcset="/anh/lop-hoc-300.jpg 300w, /anh/lop-hoc.jpg 900w" alt="">',
    "one size": '<picture><source srcset="/anh/lop-hoc.webp"><img srcset="/anh/lop-hoc.jpg 1x"></picture>',
    "in the picture around": '<picture><source srcset="/anh/lop-hoc.jpg"><img alt="x" src="data:image/gif;base64,R0"></picture>',
    "later": '<img class="lazy" src="/giao-dien/loading.gif" data-src="/anh/lop-hoc.jpg">',
    "later, by a name of its own": '<img src="/giao-dien/blank.gif" data-bo-anh="/anh/lop-hoc.jpg">',
    "sizes later": '<img src="data:image/gif;base64,R0" data-srcset="/anh/lop-hoc.jpg 600w">',
    "without scripts": '<img src="data:image/gif;base64,R0"><noscript><img src="/anh/lop-hoc.jpg"></noscript>',
    "plain": IMG,
}


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)
@pytest.mark.parametrize("form", ["figcaption", "centred em"])
def test_a_picture_is_one_however_its_address_is_given(source: str, form: str) -> None:
    form = FORMS[form].replace(IMG, source)
    reading = read(article(text=f"<p>{TEXT[0]}</p>{form}{paragraphs(*TEXT[1:])}"))
    assert reading.images == [(ADDRESS, CAPTION)]
    assert reading.body == list(TEXT)


@pytest.mark.parametrize(
    "shown",
    [
        '<div class="nen" style="background-image:url(/anh/lop-hoc.jpg)"></div>',
        '<video src="/phim/lop-hoc.mp4"></video>',
        '<iframe src="https://phim.vidu.vn/9"></iframe>',
        "<canvas></canvas>",
        '<img alt="">',
    ],
)
def test_a_figcaption_is_never_text(shown: str) -> None:
    figure = f"<figure>{shown}<figcaption>{CAPTION}</figcaption></figure>"
    reading = read(article(text=f"<p>{TEXT[0]}</p>{figure}{paragraphs(*TEXT[1:])}"))
    assert reading.body == list(TEXT)
    assert reading.images == []
    assert reading.flags == []


@pytest.mark.parametrize(
    "caption",
    [
        f"<p align=center><em>{CAPTION}</em></p>",
        f"<p>Video: {CAPTION}</p>",
    ],
)
def test_a_line_under_a_film_is_its_caption(caption: str) -> None:
    film = '<p align="center"><iframe src="https://phim.vidu.vn/9" width="560"></iframe></p>'
    reading = read(article(text=f"<p>{TEXT[0]}</p>{film}{caption}{paragraphs(*TEXT[1:])}"))
    assert reading.body == list(TEXT)


@pytest.mark.parametrize(
    "line", ["<p align=center>{}</p>", "<p><em>{}</em></p>", "<p align=center><b>{}</b></p>"]
)
def test_a_line_under_a_film_that_may_be_its_caption_leaves_a_doubt(line: str) -> None:
    film = '<p align="center"><iframe src="https://phim.vidu.vn/9" width="560"></iframe></p>'
    text = f"<p>{TEXT[0]}</p>{film}{line.format(CAPTION)}{paragraphs(*TEXT[1:])}"
    assert read(article(text=text)).flags == ["body-unsure"]


def test_a_sentence_that_speaks_of_the_film_above_it_is_text() -> None:
    film, line = (
        '<p><video src="/phim/lop-hoc.mp4"></video></p>',
        "Video được chia sẻ trên mạng xã hội sáng cùng ngày.",
    )
    reading = read(article(text=f"<p>{TEXT[0]}</p>{film}<p>{line}</p>{paragraphs(*TEXT[1:])}"))
    assert (reading.body, reading.flags) == ([TEXT[0], line, *TEXT[1:]], [])


def test_a_picture_described_by_a_full_stop_is_a_picture() -> None:
    form = FORMS["centred em"].replace("<img ", '<img alt="." ')
    reading = read(article(text=f"<p>{TEXT[0]}</p>{form}{paragraphs(*TEXT[1:])}"))
    assert (reading.images, reading.body) == ([(ADDRESS, CAPTION)], list(TEXT))


def test_a_button_in_a_frame_has_no_caption() -> None:
    button = '<iframe src="https://mang.vidu.vn/thich" width="90" height="20"></iframe>'
    lead = f'<p style="text-align:center"><em>{CAPTION}</em></p>'
    assert read(article(text=button + lead + paragraphs(*TEXT))).body == [CAPTION, *TEXT]


@pytest.mark.parametrize("heading", ["h6", "h6 italic", "h5 italic"])
def test_a_heading_of_a_low_level_under_a_picture_is_a_caption(heading: str) -> None:
    inner = f"<i>{CAPTION}</i>" if "italic" in heading else CAPTION
    line = f"<{heading[:2]}>{inner}</{heading[:2]}>"
    reading = read(article(text=f"<p>{TEXT[0]}</p><p>{IMG}</p>{line}{paragraphs(*TEXT[1:])}"))
    assert reading.images == [(ADDRESS, CAPTION)]
    assert (reading.body, reading.flags) == (list(TEXT), [])


def test_a_lone_heading_or_bold_line_under_a_picture_leaves_a_doubt() -> None:
    lines = ("<h4>{}</h4>", "<h5>{}</h5>", "<p align=center><b>{}</b></p>", "<p><b>{}</b></p>")
    for line in lines:
        line = line.format(CAPTION)
        reading = read(article(text=f"<p>{TEXT[0]}</p><p>{IMG}</p>{line}{paragraphs(*TEXT[1:])}"))
        assert reading.flags == ["body-unsure"]


def test_headings_each_under_a_picture_may_be_either() -> None:
    parts = (
        f"<p>{IMG}</p><h4>{title}</h4><p>{TEXT[n]}</p>" for n, title in ((1, "Trên bờ"), (2, "Dưới nước"))
    )
    assert read(article(text=f"<p>{TEXT[0]}</p>{''.join(parts)}")).flags == ["body-unsure"]


@pytest.mark.parametrize("line", ["<h4>{}</h4>", "<h5>{}</h5>", "<p align=center><b>{}</b></p>"])
def test_a_line_under_a_picture_that_looks_like_the_subheadings_is_one(line: str) -> None:
    first, second = line.format("Học trên bờ"), line.format("Thực hành trên sông")
    text = f"{first}<p>{TEXT[0]}</p><p>{IMG}</p>{second}{paragraphs(*TEXT[1:])}"
    reading = read(article(text=text))
    assert reading.body == ["Học trên bờ", TEXT[0], "Thực hành trên sông", *TEXT[1:]]
    assert reading.flags == []


@pytest.mark.parametrize(
    "line",
    [
        "Nội dung lớp học gồm:",
        "1. Về công tác chuẩn bị",
        "II. Kết quả lớp học",
        "Điều 2. Đối tượng tham gia lớp học",
        "“Tôi đã biết cách ném phao cho người bị nạn”.",
    ],
)
@pytest.mark.parametrize("look", ["<p><em>{}</em></p>", "<p align=center>{}</p>"])
def test_a_line_that_leads_on_is_numbered_or_quotes_is_no_caption(line: str, look: str) -> None:
    text = f"<p>{TEXT[0]}</p><p align=center>{IMG}</p>{look.format(line)}{paragraphs(*TEXT[1:])}"
    reading = read(article(text=text))
    assert reading.body == [TEXT[0], line, *TEXT[1:]]


def test_what_stands_in_a_quotation_under_a_picture_is_no_caption() -> None:
    quote = f"<blockquote><p><em>{CAPTION}</em></p></blockquote>"
    reading = read(article(text=f"<p>{TEXT[0]}</p><p>{IMG}</p>{quote}{paragraphs(*TEXT[1:])}"))
    assert reading.body == [TEXT[0], CAPTION, *TEXT[1:]]


def test_a_picture_and_its_caption_may_stand_in_a_quotation() -> None:
    quote = f"<blockquote>{IMG}<br>{CAPTION}</blockquote>"
    reading = read(article(text=f"<p>{TEXT[0]}</p>{quote}{paragraphs(*TEXT[1:])}"))
    assert (reading.images, reading.body) == ([(ADDRESS, CAPTION)], list(TEXT))


def test_a_poem_under_a_picture_is_text() -> None:
    verses = [
        "Sông dài nước chảy mênh mang",
        "Phao tròn em giữ cho làng bình yên",
        "Bến đò nắng xế chiều nghiêng",
    ]
    for look in ("<p align=center>{}</p>", "<p><i>{}</i></p>"):
        poem = "".join(map(look.format, verses))
        reading = read(article(text=f"<p>{TEXT[0]}</p><p>{IMG}</p>{poem}{paragraphs(*TEXT[1:])}"))
        assert reading.body == [TEXT[0], *verses, *TEXT[1:]]


def test_a_line_that_breaks_alone_part_from_its_picture_and_the_text_is_a_caption() -> None:
    more = "Công an huyện sẽ mở thêm hai lớp học như vậy cho người dân các xã còn lại trong tháng 7 tới."
    text = f"{TEXT[0]}<br><br>{TEXT[1]}<br><br>{IMG}<br>{CAPTION}<br><br>{TEXT[2]}<br><br>{more}"
    reading = read(article(text=text))
    assert (reading.images, reading.body) == ([(ADDRESS, CAPTION)], [*TEXT, more])
    sentence = "Lớp học kéo dài ba ngày."
    assert sentence in read(article(text=text.replace(CAPTION, sentence))).body


def test_a_caption_may_go_on_in_a_second_line() -> None:
    caption = (
        "<p align=center><em>Học viên thực hành<br>kéo người bị nạn lên xuồng</em></p><p>Ảnh: Minh Đức</p>"
    )
    reading = read(article(text=f"<p>{TEXT[0]}</p><p>{IMG}</p>{caption}{paragraphs(*TEXT[1:])}"))
    assert reading.images == [(ADDRESS, f"{CAPTION} Ảnh: Minh Đức")]
    assert reading.body == list(TEXT)


def test_a_long_sentence_in_italics_under_the_picture_at_the_top_is_the_lead() -> None:
    reading = read(article(text=f"<p align=center>{IMG}</p><p><em>{TEXT[0]}</em></p>{paragraphs(*TEXT[1:])}"))
    assert reading.body == list(TEXT)
    assert reading.flags == ["body-unsure"]


def test_a_long_sentence_in_italics_further_down_leaves_a_doubt() -> None:
    text = f"<p>{TEXT[0]}</p><p align=center>{IMG}</p><p><em>{TEXT[1]}</em></p><p>{TEXT[2]}</p>"
    assert read(article(text=text)).flags == ["body-unsure"]


def test_a_sentence_beside_a_picture_in_one_paragraph_is_text() -> None:
    beside = f"<p>{IMG.replace('>', ' align=left>')}Lớp học kéo dài ba ngày.</p>"
    reading = read(article(text=f"<p>{TEXT[0]}</p>{beside}{paragraphs(*TEXT[1:])}"))
    assert reading.body == [TEXT[0], "Lớp học kéo dài ba ngày.", *TEXT[1:]]


def test_where_all_text_is_in_italics_a_paragraph_in_italics_is_no_caption() -> None:
    text = f"<div style='font-style:italic'><p>{TEXT[0]}</p><p>{IMG}</p>{paragraphs(*TEXT[1:])}</div>"
    assert read(article(text=text)).body == list(TEXT)


@pytest.mark.parametrize(
    "line",
    [
        "Phóng viên: Thưa ông, lớp học kéo dài bao lâu?",
        "“Tôi đã biết ném phao cho người bị nạn”, chị Lan chia sẻ.",
        "(Còn tiếp)",
    ],
)
def test_a_question_a_speech_or_a_remark_in_italics_under_a_picture_is_text(line: str) -> None:
    reading = read(article(text=f"<p>{TEXT[0]}</p><p>{IMG}</p><p><i>{line}</i></p>{paragraphs(*TEXT[1:])}"))
    assert (reading.body, reading.flags) == ([TEXT[0], line, *TEXT[1:]], [])


def test_pictures_in_a_list_have_captions_and_bullets_have_none() -> None:
    pictures = f"<ul><li>{IMG}<p>{CAPTION}</p></li><li>{IMG.replace('lop-hoc', 'ben-do')}<br>Bến đò</li></ul>"
    reading = read(article(text=f"<p>{TEXT[0]}</p>{pictures}{paragraphs(*TEXT[1:])}"))
    assert [caption for _, caption in reading.images] == [CAPTION, "Bến đò"]
    bullets = '<ul><li><img src="/giao-dien/cham.gif">Mặc áo phao khi qua sông</li></ul>'
    reading = read(article(text=f"<p>{TEXT[0]}</p>{bullets}{paragraphs(*TEXT[1:])}"))
    assert reading.body == [TEXT[0], "Mặc áo phao khi qua sông", *TEXT[1:]]


def test_a_table_under_a_picture_is_no_caption() -> None:
    table = "<table><tr><td>Xã</td><td>Học viên</td></tr><tr><td>Cồn Lau</td><td>20</td></tr></table>"
    reading = read(article(text=f"<p>{TEXT[0]}</p><p align=center>{IMG}</p>{table}{paragraphs(*TEXT[1:])}"))
    assert reading.body == [TEXT[0], "Xã", "Học viên", "Cồn Lau", "20", *TEXT[1:]]


def test_a_line_in_a_box_with_a_film_is_its_caption() -> None:
    box = f'<div class="phim"><video src="/phim/lop-hoc.mp4"></video><p>{CAPTION}</p></div>'
    assert read(article(text=f"<p>{TEXT[0]}</p>{box}{paragraphs(*TEXT[1:])}")).body == list(TEXT)


def test_what_enlarges_a_picture_leads_to_no_other_page() -> None:
    for address in ("javascript:void(0)", "#", "/anh/lop-hoc-to.jpg"):
        linked = f'<p align=center><a href="{address}">{IMG}</a></p><p>{TEXT[0]}</p>'
        assert read(article(text=linked + paragraphs(*TEXT[1:]))).images == [(ADDRESS, None)]


def test_a_picture_drawn_in_the_page_itself_has_no_address_but_a_caption() -> None:
    drawn = IMG.replace("/anh/lop-hoc.jpg", "data:image/png;base64," + "A" * 3000)
    form = FORMS["centred em"].replace(IMG, drawn)
    reading = read(article(text=f"<p>{TEXT[0]}</p>{form}{paragraphs(*TEXT[1:])}"))
    assert (reading.body, reading.images) == (list(TEXT), [])


def test_the_nearest_picture_of_a_figure_has_the_caption() -> None:
    second = IMG.replace("lop-hoc", "ben-do")
    figure = (
        f"<figure>{IMG}<figcaption>{CAPTION}</figcaption>{second}<figcaption>Bến đò</figcaption></figure>"
    )
    reading = read(article(text=f"<p>{TEXT[0]}</p>{figure}{paragraphs(*TEXT[1:])}"))
    assert [caption for _, caption in reading.images] == [CAPTION, "Bến đò"]


def test_thousands_of_captions_in_one_figure_and_sources_of_a_picture_are_read_at_once() -> None:
    figure = f"<figure>{f'{IMG}<figcaption>Bến đò</figcaption>' * 8000}</figure>"
    sources = f'<img srcset="{"a" * 500_000}"><img srcset="{", ".join(["/a.jpg 1x"] * 50_000)}">'
    begun = process_time()
    assert read(article(text=paragraphs(*TEXT) + figure + sources)).body == list(TEXT)
    assert process_time() - begun < 5

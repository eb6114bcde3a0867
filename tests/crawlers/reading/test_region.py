# ruff: noqa: E501  (mark-up and sentences read better unbroken)
"""The promise of `region`: the article's own ground, whole, and nothing of its neighbours."""

import pytest

from crawlers.reading.landmarks import find_place
from crawlers.reading.region import find_region
from tests.crawlers.reading.pages import (
    LINE,
    TEXT,
    TITLE,
    WHOLE,
    article,
    document,
    paragraphs,
    read,
    survey,
    told,
)

TEASER = (
    "Công an xã Cồn Lau vừa phối hợp cùng dân phòng tuần tra trên sông, kịp thời phát hiện hai ghe hút cát trái "
    "phép và lập biên bản xử lý theo quy định của pháp luật hiện hành."
)
NAMES = (
    "Ra quân kiểm tra an toàn đường thủy dịp nghỉ lễ",
    "Trao tặng mười hai áo phao cho bến đò Cồn Lau",
    "Bắt nhóm đối tượng trộm dây neo tàu tại cảng cá",
    "Phát động thi đua lập thành tích trong quý ba",
)


def teasers(count: int = 4, text: str = TEASER) -> str:
    return "".join(
        f"<div class=tin><h3><a href='/tin/{number}.html'>{name}</a></h3><p>{text}</p></div>"
        for number, name in enumerate(NAMES[:count])
    )


def links() -> str:
    return (
        "<ul>"
        + "".join(f"<li><a href='/tin/{n}.html'>{name}</a></li>" for n, name in enumerate(NAMES))
        + "</ul>"
    )


MENU = "<ul class=menu>" + "".join(f"<li><a href='/{n}'>{n}</a></li>" for n in ("Giới thiệu", "Tin tức", "Văn bản", "Liên hệ")) + "</ul>"  # fmt: skip
FRAMES = {
    "div": "<div>{menu}</div><div class=a><div class=b>{article}</div><div class=c>{side}</div></div>",
    "side first": "<div>{menu}</div><div class=a><div class=c>{side}</div><div class=b>{article}</div></div>",
    "table": "<table><tr><td colspan=2>{menu}</td></tr><tr><td>{article}</td><td>{side}</td></tr></table>",
    "table side first": "<table><tr><td>{menu}{side}</td><td>{article}</td></tr></table>",
    "html5": "<nav>{menu}</nav><main><article>{article}</article></main><aside>{side}</aside>",
    "form": "<form action=x.aspx><div>{menu}</div><table><tr><td><div>{article}</div></td><td>{side}</td></tr></table></form>",
}
HEAD = f"<h1>{TITLE}</h1><div>{LINE}</div>"
BODIES = {
    "paragraphs": f"<div>{paragraphs(*TEXT)}</div>",
    "bare paragraphs": paragraphs(*TEXT),
    "divs": "".join(f"<div>{text}</div>" for text in TEXT),
    "breaks": f"<div>{'<br><br>'.join(TEXT)}</div>",
    "breaks in a cell": f"<table><tr><td>{'<br/><br/>'.join(TEXT)}</td></tr></table>",
    "font": "".join(f"<p><font face=Arial size=2>{text}</font></p>" for text in TEXT),
    "word": "".join(f'<p class="MsoNormal"><span style="font-size:14pt"><o:p></o:p>{text}<o:p>&nbsp;</o:p></span></p>' for text in TEXT),
    "lead apart": f"<div class=sapo><strong>{TEXT[0]}</strong></div><div class=nd>{paragraphs(*TEXT[1:])}</div>",
    "lead in a heading": f"<h2>{TEXT[0]}</h2><div>{paragraphs(*TEXT[1:])}</div>",
    "stray ends": "<div>" + "</p>".join(TEXT) + "</p></div>",
}  # fmt: skip


@pytest.mark.parametrize("frame", FRAMES.values(), ids=FRAMES)
@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_every_body_in_every_frame(frame: str, body: str) -> None:
    side = f"<div class=hop><h2>Tin nổi bật</h2>{teasers()}</div>"
    page = document(frame.format(menu=MENU, article=HEAD + body, side=side))
    assert told(read(page)) == WHOLE


def test_paragraph_long_teasers_outweigh_no_article() -> None:
    side = f"<div class=ben>{teasers(text=TEASER + ' ' + TEASER)}</div>"
    assert told(read(article(before=side))) == WHOLE
    assert told(read(article(after=side))) == WHOLE


def test_a_box_of_related_links_within_the_text_parts_it_and_is_left_out() -> None:
    box = f"<div class=lq><b>Tin liên quan</b>{links()}</div>"
    reading = read(article(text=f"<p>{TEXT[0]}</p>{box}{paragraphs(*TEXT[1:])}"))
    assert reading.body == list(TEXT)


def test_lists_of_links_after_the_text_are_not_its_end() -> None:
    after = f"<div><h3>Những tin mới hơn</h3>{links()}</div><div><h3>Những tin cũ hơn</h3>{links()}</div>"
    assert told(read(article(after=after))) == WHOLE
    assert told(read(article(text=paragraphs(*TEXT) + after))) == WHOLE


def test_readers_comments_are_no_paragraphs() -> None:
    comment = f"<div class=yk><h4>Bình luận (1)</h4><p>Nguyễn Văn A</p><p>{TEASER}</p></div>"
    assert told(read(article(after=comment))) == WHOLE
    assert told(read(article(text=paragraphs(*TEXT) + comment))) == WHOLE


def test_an_articles_own_lists_and_tables_are_its_body() -> None:
    text = (
        f"<p>{TEXT[0]}</p><ul><li>Xã Cồn Lau: 12 học viên;</li><li>Xã Bến Đò: 9 học viên.</li></ul>"
        f"<p>{TEXT[1]}</p><blockquote><p>{TEXT[2]}</p></blockquote>"
    )
    body = [TEXT[0], "Xã Cồn Lau: 12 học viên;", "Xã Bến Đò: 9 học viên.", *TEXT[1:]]
    assert read(article(text=text)).body == body


def test_a_body_in_two_parts_is_read_whole() -> None:
    text = (
        f"<div class=p1>{paragraphs(*TEXT[:2])}</div><div class=ad></div><div class=p2><p>{TEXT[2]}</p></div>"
    )
    assert told(read(article(text=text))) == WHOLE


def test_an_article_of_one_sentence_is_an_article() -> None:
    reading = read(article(text=f"<p>{TEXT[0]}</p>", after=f"<div>{teasers()}</div>"))
    assert reading.body == [TEXT[0]]


def test_a_page_without_prose_has_no_region() -> None:
    found = find_region(survey(document(MENU)), None)
    assert found.blocks == []
    assert found.core is None


def test_the_core_is_the_element_that_holds_the_text() -> None:
    place = find_place(survey(article()))
    assert place.core is not None
    assert place.core.get("class") == "noidung"

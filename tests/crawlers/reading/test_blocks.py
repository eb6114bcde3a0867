# ruff: noqa: E501  (mark-up and sentences read better unbroken)
"""The promise of `blocks`: a page gives its texts as a reader sees them, in order, and what each stood in."""

import time

import pytest

from crawlers.reading.blocks import LINK, ancestors, blocks_of_text
from crawlers.reading.links import resolve, site_of
from crawlers.reading.tree import parse
from tests.crawlers.reading.pages import URL, blocks, document


def texts(inside: str) -> list[str]:
    return [block.text for block in blocks(document(inside)).blocks]


# --- What parts two texts ---


@pytest.mark.parametrize(
    "tag", ["b", "span", "font", "em", "u", "a href='/x'", "sup", "small", "o:p", "time"]
)
def test_inline_elements_part_no_words(tag: str) -> None:
    name = tag.split()[0]
    assert texts(f"<p>Đội Cảnh sát <{tag}>giao thông</{name}> số 2</p>") == ["Đội Cảnh sát giao thông số 2"]
    assert texts(f"<p>Vân<{tag}>Hải</{name}></p>") == ["VânHải"]


@pytest.mark.parametrize("tag", ["p", "div", "h2", "li", "td", "section", "blockquote", "center", "tuy-bien"])
def test_block_elements_part_texts(tag: str) -> None:
    inside = f"<{tag}>Đoạn một</{tag}>" if tag != "td" else "<table><tr><td>Đoạn một</td></tr></table>"
    assert texts(f"Trước{inside}sau") == ["Trước", "Đoạn một", "sau"]


def test_an_inline_element_that_is_styled_as_a_block_parts_texts() -> None:
    assert texts('<div>Tên bài<span style="display: block">Ngày đăng</span>Lời</div>') == [
        "Tên bài",
        "Ngày đăng",
        "Lời",
    ]


def test_one_line_break_joins_and_two_part() -> None:
    found = blocks(document("<div>Dòng một<br>dòng hai<br><br>Đoạn hai<br>\n <br/>Đoạn ba</div>")).blocks
    assert [(block.text, block.joined) for block in found] == [
        ("Dòng một", False),
        ("dòng hai", True),
        ("Đoạn hai", False),
        ("Đoạn ba", False),
    ]


def test_a_line_break_before_an_element_joins_nothing() -> None:
    found = blocks(document("<div>Dòng một<br><p>Đoạn hai</p><br>Dòng ba</div>")).blocks
    assert [block.joined for block in found] == [False, False, False]


def test_a_stray_end_of_paragraph_parts_texts_as_in_a_browser() -> None:
    assert texts("<div>Đoạn một</p>Đoạn hai</p>Đoạn ba</p></div>") == ["Đoạn một", "Đoạn hai", "Đoạn ba"]


def test_unclosed_paragraphs_and_cells_part_texts() -> None:
    assert texts("<p>Một<p>Hai<ul><li>Ba<li>Bốn</ul><table><tr><td>Năm<td>Sáu</table>") == [
        "Một", "Hai", "Ba", "Bốn", "Năm", "Sáu",
    ]  # fmt: skip


def test_empty_paragraphs_give_no_block() -> None:
    assert texts("<p>&nbsp;</p><p><b> </b></p><p>Lời</p><p>\u200b</p>") == ["Lời"]


def test_entities_named_and_numeric_are_letters() -> None:
    assert texts("<p>C&ocirc;ng an huy&#7879;n &amp; x&#xE3;</p>") == ["Công an huyện & xã"]


# --- What nobody sees ---


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>var tin = 'Ẩn';</script>",
        "<style>p{}</style>",
        "<noscript>Ẩn</noscript>",
        "<template><p>Ẩn</p></template>",
        '<div style="display:none">Ẩn</div>',
        '<div style="DISPLAY : NONE; color:red"><p>Ẩn</p></div>',
        '<p style="visibility:hidden">Ẩn</p>',
        "<p hidden>Ẩn</p>",
        '<p aria-hidden="true">Ẩn</p>',
        "<select><option>Ẩn</option></select>",
        "<textarea>Ẩn</textarea>",
        "<button>Ẩn</button>",
        "<!-- Ẩn -->",
        "<!--[if gte mso 9]><xml><w:View>Ẩn</w:View></xml><![endif]-->",
        '<div style="display:none">Ẩn<script>x</script><p hidden>Ẩn</p></div>',
    ],
)
def test_hidden_elements_give_no_block_and_lose_no_neighbour(hidden: str) -> None:
    assert texts(f"<div><p>Trước</p>{hidden}<p>Sau</p>đuôi</div>") == ["Trước", "Sau", "đuôi"]


def test_what_follows_a_hidden_element_belongs_to_the_paragraph() -> None:
    assert texts('<p>Tổ công tác <span style="display:none">ẩn</span>số 3</p>') == ["Tổ công tác số 3"]


# --- What a text stands in ---


def test_kinds_and_levels() -> None:
    page = blocks(
        document(
            "<h1>Một</h1><h3><span>Ba</span></h3><p>Lời</p><ul><li>Mục</li></ul><table><tr><td>Ô</td></tr></table>"
            "<figure><img src=/a.jpg><figcaption>Ảnh</figcaption></figure>"
        )
    )
    assert [(block.kind, block.level) for block in page.blocks] == [
        ("heading", 1), ("heading", 3), ("paragraph", 0), ("item", 0), ("cell", 0), ("caption", 0),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("inside", "zone"),
    [
        ("<nav>{}</nav>", "nav"),
        ("<header>{}</header>", "header"),
        ("<footer><div>{}</div></footer>", "footer"),
        ("<aside>{}</aside>", "aside"),
        ('<div role="navigation"><ul><li>{}</li></ul></div>', "nav"),
        ('<div role="contentinfo">{}</div>', "footer"),
        ("<article><header>{}</header></article>", "article"),
        ("<main><footer>{}</footer></main>", "article"),
        ("<article><aside>{}</aside></article>", "aside"),
        ("<div>{}</div>", ""),
    ],
)
def test_zones(inside: str, zone: str) -> None:
    page = blocks(document(inside.format("<p>Lời</p>") + "<p>Ngoài</p>"))
    assert [block.zone for block in page.blocks] == [zone, ""]


@pytest.mark.parametrize(
    ("inside", "bold", "italic", "align"),
    [
        ("<p><b>Lời nói đầu</b></p>", True, False, ""),
        ("<p><strong><em>Lời nói đầu</em></strong>.</p>", True, True, ""),
        ('<p style="font-weight:700; text-align:center">Lời</p>', True, False, "center"),
        ("<center><i>Lời</i></center>", False, True, "center"),
        ('<div align="right"><p>Lời</p></div>', False, False, "right"),
        ('<center><p style="text-align:justify">Lời</p></center>', False, False, "left"),
        ("<p><b>Đồng chí</b> Trần Văn A phát biểu</p>", False, False, ""),
    ],
)
def test_looks(inside: str, bold: bool, italic: bool, align: str) -> None:
    block = blocks(document(inside)).blocks[0]
    assert (block.bold, block.italic, block.align) == (bold, italic, align)


def test_the_share_of_links_and_the_address() -> None:
    page = blocks(
        document(
            '<p><a href="/tin/1.html">Cả dòng là liên kết</a></p><p>Theo <a href="/luat">Luật</a> đã ban hành năm nay.</p>'
            "<p><a name=neo>Không phải liên kết</a></p>"
        )
    )
    whole, part, anchor = page.blocks
    assert (whole.links, whole.href, whole.is_link) == (1.0, "https://congan.vidu.gov.vn/tin/1.html", True)
    assert 0 < part.links < 0.3
    assert not part.is_link
    assert (anchor.links, anchor.href) == (0.0, None)


def test_a_link_around_several_blocks_is_the_link_of_each() -> None:
    page = blocks(document('<a href="/tin/2.html"><h3>Tên tin</h3><p>Tóm tắt</p></a><p>Lời</p>'))
    assert [block.href for block in page.blocks] == [*2 * ["https://congan.vidu.gov.vn/tin/2.html"], None]


def test_pieces_of_a_short_line_keep_links_apart() -> None:
    page = blocks(document("<div><a href='/in'>In bài</a> | <span>05/06/2024</span></div>"))
    assert page.blocks[0].pieces == (LINK, "|", "05/06/2024")


# --- Pictures ---


def test_pictures_know_what_stands_before_them_and_texts_the_picture_before_them() -> None:
    page = blocks(
        document('<p>Một</p><p><img src="/a.jpg"></p><p>Chú thích</p><p>Hai <img src="b.png"> ba</p>')
    )
    assert [(picture.url, picture.before) for picture in page.pictures] == [
        ("https://congan.vidu.gov.vn/a.jpg", 1),
        ("https://congan.vidu.gov.vn/tin/b.png", 2),
    ]
    assert [block.picture for block in page.blocks] == [None, 0, None]


@pytest.mark.parametrize("name", ["data-src", "data-original", "data-lazy-src", "data-lazy", "data-url"])
def test_a_lazy_picture_is_the_one_to_come(name: str) -> None:
    page = blocks(
        document(
            f'<img src="data:image/gif;base64,R0" {name}="/that.jpg"><img src="/cho.gif" {name}="/hai.jpg">'
        )
    )
    assert [picture.url for picture in page.pictures] == [
        f"https://congan.vidu.gov.vn/{name}.jpg" for name in ("that", "hai")
    ]


def test_pictures_without_an_address_are_none() -> None:
    assert blocks(document('<img><img src=""><img src="data:image/png;base64,AA">')).pictures == []


def test_addresses_begin_at_the_base_of_the_page() -> None:
    page = blocks(
        document("<img src=a.jpg><a href=b.html>Liên kết</a>", '<base href="https://anh.vidu.vn/kho/">')
    )
    assert page.pictures[0].url == "https://anh.vidu.vn/kho/a.jpg"
    assert page.blocks[0].href == "https://anh.vidu.vn/kho/b.html"


# --- Plain text, trees, addresses ---


def test_a_plain_text_is_its_lines() -> None:
    page = blocks_of_text("Tên bài\r\n\r\n  \u00a0Dòng\u00a0hai  \n\n\n")
    assert [(block.text, block.kind, block.node, block.index) for block in page.blocks] == [
        ("Tên bài", "line", None, 0),
        ("Dòng hai", "line", None, 1),
    ]
    assert page.root is None


@pytest.mark.parametrize("text", ["", "   ", "<!-- -->"])
def test_nothing_has_no_tree_or_no_text(text: str) -> None:
    root = parse(text)
    assert root is None or blocks(text).blocks == []


@pytest.mark.parametrize("tag", ["div", "b", "table><tr><td", "font"])
def test_a_hundred_thousand_nested_elements_hurt_nobody(tag: str) -> None:
    began = time.perf_counter()
    root = parse(f"<html><body><p>Trước</p>{f'<{tag}>' * 100_000}Lời trong cùng")
    assert root is not None
    page = blocks("<html><body><p>Trước</p>" + f"<{tag}>" * 100_000 + "Lời trong cùng")
    assert page.blocks[0].text == "Trước"
    assert time.perf_counter() - began < 10


def test_ancestors_begin_with_the_node_itself() -> None:
    node = blocks(document("<div><p>Lời</p></div>")).blocks[0].node
    assert [above.tag for above in ancestors(node)] == ["p", "div", "body", "html"]
    assert list(ancestors(None)) == []


@pytest.mark.parametrize("address", ["http://[", "http://[::1", "//[x"])
def test_an_address_that_is_none_stays_as_it_is(address: str) -> None:
    assert resolve(URL, f" {address} ") == address
    assert site_of(address) == ""


def test_the_site_of_an_address() -> None:
    assert site_of("https://www.vidu.gov.vn:8080/tin") == "vidu.gov.vn"
    assert site_of(None) == ""

"""Further pages are found by what leads to them: links, forms and buttons of every platform seen."""

from __future__ import annotations

from urllib.parse import parse_qs

import pytest
from scrapy.http import HtmlResponse

from crawlers.addresses import Addresses
from crawlers.listings.documents import read_listing
from crawlers.listings.page_links import PageLink, PageName, page_name
from tests.crawlers.listings.test_documents import NOW

HOME = "https://congan.example.gov.vn"
ADDRESSES = Addresses("vi_du", f"{HOME}/", r"/tin/[\w-]+-(?P<number>\d+)\.html")
LIFERAY = (
    "/web/guest/tin-tuc?p_p_id=101_INSTANCE_abc&p_p_lifecycle=0&_101_INSTANCE_abc_delta=10&"
    "_101_INSTANCE_abc_cur=2"
)


def pages(html: str, path: str = "/tin-tuc") -> list[PageLink]:
    response = HtmlResponse(HOME + path, body=html.encode(), encoding="utf-8")
    return read_listing(response, ADDRESSES, path, None, NOW).pages


@pytest.mark.parametrize("words", ["2", "[2]", "Trang 2", "trang số 2", "02"])
def test_numbers_that_name_a_further_page(words: str) -> None:
    assert page_name(words) == PageName(2)


@pytest.mark.parametrize(
    "words",
    [
        "Trang sau »",
        "Tiếp theo →",
        "Sau ›",
        "XEM THÊM",
        "Xem thêm…",
        "Tải thêm",
        "Older posts",
        "Next >",
        "→",
    ],
)
def test_words_that_name_the_next_page(words: str) -> None:
    assert page_name(words) == PageName(None)


@pytest.mark.parametrize(
    "words", ["1", "Trang trước", "«", "Trang cuối", "Xem thêm về vụ án", "", "…", "x" * 99, "1234567"]
)
def test_words_that_name_none(words: str) -> None:
    assert page_name(words) is None


@pytest.mark.parametrize(
    ("listing", "address"),
    [
        ("/web/guest/tin-tuc", LIFERAY),
        ("/category/tin-tuc/", "/category/tin-tuc/page/2/"),
        ("/", "/page/2/"),
        ("/vi/news/Tin-tuc/", "/vi/news/Tin-tuc/page-2/"),
        ("/tin-tuc", "/tin-tuc?page=2"),
        ("/tin-tuc", "/tin-tuc?trang=2"),
        ("/tin-tuc", "/tin-tuc/p2"),
        ("/tin-tuc.html", "/tin-tuc/trang-2.html"),
        ("/tin-tuc", "/tin-tuc_p2.html"),
    ],
)
def test_addresses_of_further_pages(listing: str, address: str) -> None:
    expected = f"{HOME}{address}"
    assert pages(f'<a href="{address}">2</a>', listing) == [PageLink(2, expected)]
    assert pages(f'<a href="{address}">Xem thêm</a>', listing) == [PageLink(None, expected)]


def test_a_link_to_where_one_is_leads_to_no_further_page() -> None:
    assert (
        pages('<a href="#">2</a><a href="#trang">Xem thêm</a><a href="/tin-tuc">3</a><a href="">4</a>') == []
    )


def test_other_paths_are_no_further_pages_of_the_home_page() -> None:
    assert pages('<a href="/tin-tuc/2">2</a><a href="/vu-an">Xem thêm</a>', "/") == []


@pytest.mark.parametrize(
    ("button", "link"),
    [
        ('<button data-url="/manh?p=2">Xem thêm</button>', PageLink(None, f"{HOME}/manh?p=2")),
        ('<li data-href="/manh/3" data-page="3">3</li>', PageLink(3, f"{HOME}/manh/3")),
        ('<a href="#" data-url="/manh/{page}" data-page="2">Trang sau</a>', PageLink(None, f"{HOME}/manh/2")),
        ('<span data-page="2" data-url="/manh?p=2"></span>', PageLink(2, f"{HOME}/manh?p=2")),
    ],
)
def test_buttons_that_say_where_their_page_is(button: str, link: PageLink) -> None:
    assert pages(button) == [link]


@pytest.mark.parametrize(
    "button",
    [
        '<button data-url="/manh">Xem thêm</button>',
        '<button data-page="2">2</button>',
        '<li data-href="/manh/7">3</li>',
        '<button data-url="https://example.com/manh/2">2</button>',
        '<button data-url="/manh/2">Chia sẻ</button>',
        '<button data-url="http://[::1/2">2</button>',
    ],
)
def test_buttons_that_do_not_are_left(button: str) -> None:
    assert pages(button) == []


def grid(*links: str, action: str = "./Default.aspx?cat=5", method: str = "post") -> str:
    state = '<input type="hidden" name="__VIEWSTATE" value="dDwt+/=="><input type=submit name=tim value=Tìm>'
    more = '<input name="tu" value="đêm"><select name="nam"><option value="1" selected>1<option>2</select>'
    return f'<form method="{method}" action="{action}">{state}{more}{"".join(links)}</form>'


def posting(argument: str, words: str, target: str = "ctl00$luoi") -> str:
    return f"""<a href=" javascript:__doPostBack(&#39;{target}&#39; , '{argument}')">{words}</a>"""


def fields(link: PageLink) -> dict[str, str]:
    assert link.form
    return {
        name: values[0] for name, values in parse_qs(link.form.body.decode(), keep_blank_values=True).items()
    }


def test_a_webforms_pager_posts_the_form_of_the_page() -> None:
    (link,) = pages(grid(posting("Page$2", "2")))
    assert (link.number, link.address) == (2, f"{HOME}/Default.aspx?cat=5")
    assert fields(link) == {
        "__VIEWSTATE": "dDwt+/==",
        "tu": "đêm",
        "nam": "1",
        "__EVENTTARGET": "ctl00$luoi",
        "__EVENTARGUMENT": "Page$2",
    }


@pytest.mark.parametrize(
    "call",
    [
        "javascript:WebForm_DoPostBackWithOptions("
        "new WebForm_PostBackOptions(&quot;ctl00$sau&quot;, &quot;&quot;, true, &quot;&quot;, false))",
        "javascript:__doPostBack('ctl00$sau','')",
        "JavaScript:__doPostBack(%27ctl00$sau%27,%27%27)",
        "javascript:setTimeout('__doPostBack(\\'x\\',\\'\\')', 0);__doPostBack(\"ctl00$sau\", \"\")".replace(
            '"', "&quot;"
        ),
    ],
)
def test_every_way_of_calling_it(call: str) -> None:
    (link,) = pages(grid(f'<a href="{call}">Trang sau »</a>'))
    assert (link.number, fields(link)["__EVENTTARGET"]) == (None, "ctl00$sau")


def test_the_gap_behind_the_numbers_goes_on() -> None:
    shown = [posting(f"Page${number}", str(number)) for number in (9, 10)]
    by_argument = pages(grid(posting("Page$0", "..."), *shown, posting("Page$11", "...")))
    assert [link.number for link in by_argument if link.number] == [9, 10, 11]
    by_place = pages(grid(posting("", "…", "t0"), posting("", "9", "t9"), posting("", "…", "t10")))
    assert [(link.number, fields(link)["__EVENTTARGET"]) for link in by_place] == [(9, "t9"), (10, "t10")]


@pytest.mark.parametrize(
    "button",
    [
        '<input type="submit" name="sau" value="Trang sau">',
        '<input type="image" name="sau" alt="Trang sau" src="/sau.png">',
        '<button name="sau" value="1">Trang sau</button>',
    ],
)
def test_a_button_that_turns_the_page_is_pressed(button: str) -> None:
    (link,) = pages(grid(button))
    assert {"sau", "sau.x"} & fields(link).keys()
    assert "tim" not in fields(link)


@pytest.mark.parametrize(
    "html",
    [
        grid(posting("Page$1", "1")),
        grid(posting("x", "Đăng nhập")),
        grid(posting("Page$2", "2"), action="https://example.com/"),
        grid(posting("Page$2", "2"), method="get"),
        posting("Page$2", "2"),
        f"<form method=post>{posting('Page$2', '2')}</form>",
        grid('<input type="submit" name="tim" value=">">'),
        grid("<a href=\"javascript:alert('__doPostBack')\">2</a>"),
        grid(posting("Page$2", "2")).replace("dDwt", "x" * (5 * 1024 * 1024)),
    ],
)
def test_what_is_no_posted_page_is_left(html: str) -> None:
    assert pages(html) == []

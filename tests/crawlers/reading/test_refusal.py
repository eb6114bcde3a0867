# ruff: noqa: E501  (mark-up and sentences read better unbroken)
"""The promise of `refusal`: a page without an article gives none and says why; a page with one gives it."""

import pytest

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
    refusal,
    told,
)
from tests.crawlers.reading.test_region import MENU, NAMES, links, teasers

FIELDS = "<input name=a><input name=b type=text><select><option>1</option></select>"
HOME = document(f"{MENU}<div><h2>Tin tức</h2>{teasers()}</div><div><h2>An ninh</h2>{links()}</div>")

REASONS = {
    "empty": ("", "   \n", "\ufeff"),
    "no-text": (
        document(""),
        document("<div></div><img src=/a.png>"),
        document("<script>start()</script>"),
        document(f"<h1>{TITLE}</h1>"),
    ),
    "cookie-stub": (
        '<html><body><script>document.cookie="D1N=ab12; path=/";window.location.reload(true);</script></body></html>',
        '<html><head><meta http-equiv="refresh" content="0"></head><body></body></html>',
    ),
    "challenge": (
        document("<h1>Checking your browser before accessing the site.</h1><p>Please allow up to 5 seconds…</p>"),
        document("<p>Vui lòng nhập captcha để tiếp tục truy cập trang.</p><form><input></form>"),
        document("<div>Just a moment...</div><noscript>Enable JavaScript and cookies to continue</noscript>"),
        document("<h2>Xác minh bạn là con người</h2><p>Hệ thống ghi nhận nhiều truy cập lạ từ mạng này.</p>"),
    ),
    "error-page": (
        document(f"{MENU}<h1>404</h1><p>Không tìm thấy trang bạn yêu cầu.</p>"),
        document("<h1>Not Found</h1><p>The requested URL was not found on this server.</p>"),
        document("<h2>Server Error in '/' Application.</h2><p>Runtime Error</p>"),
        document(f"{MENU}<p>Bài viết không tồn tại hoặc đã bị xóa khỏi hệ thống.</p>"),
        document("<h1>Hệ thống đang bảo trì</h1><p>Quý vị vui lòng quay lại sau 22 giờ hôm nay.</p>"),
        document("<h1>Service Unavailable</h1><p>HTTP Error 503. The service is unavailable.</p>"),
        document(f"{MENU}<div><p>Có lỗi xảy ra trong quá trình xử lý. Xin vui lòng thử lại sau ít phút.</p></div>"),
    ),
    "listing": (
        HOME,
        document(f"{MENU}<h1>Tin an ninh trật tự</h1>{teasers()}<div><a href='?page=2'>Sau »</a></div>"),
        document(f"{MENU}<h1>Tin an ninh trật tự</h1>{links() * 3}"),
    ),
    "form": (
        document("<h1>Đăng nhập hệ thống</h1><form><label>Tên đăng nhập</label><input><input type=password></form>"),
        document(
            f"<h1>Tra cứu phương tiện vi phạm</h1><p>Nhập biển số xe không có dấu cách, sau đó bấm nút Tra cứu để biết "
            f"phương tiện có vi phạm hay không.</p><form>{FIELDS}</form>"
        ),
    ),
    "no-title": (document(f"<div>{paragraphs(*TEXT)}</div>"),),
}  # fmt: skip


@pytest.mark.parametrize(
    ("reason", "page"), [(reason, page) for reason, pages in REASONS.items() for page in pages]
)
def test_a_page_without_an_article_says_why(reason: str, page: str) -> None:
    assert refusal(page) == reason


@pytest.mark.parametrize("page", [page for pages in REASONS.values() for page in pages])
def test_it_gives_no_article_under_any_layout(page: str) -> None:
    assert refusal(page, PLAIN)


def test_text_under_a_line_that_may_be_a_title_is_no_article_without_a_date() -> None:
    page = document(f"<div><b>Chức năng, nhiệm vụ của đơn vị</b></div><div>{paragraphs(*TEXT)}</div>")
    assert refusal(page) == "no-title-no-date"


def test_text_under_a_heading_is_flagged_where_it_has_no_date() -> None:
    page = document(f"<h1>Chức năng, nhiệm vụ của đơn vị</h1><div>{paragraphs(*TEXT)}</div>")
    assert "date-missing" in read(page).flags


# --- What looks like one of them and is an article ---


@pytest.mark.parametrize(
    "title",
    [
        "Cảnh báo thủ đoạn giả mạo trang đăng nhập ngân hàng",
        "Vì sao không tìm thấy ghe chìm tại ngã ba sông Cồn Lau?",
        "Mã captcha giả: người dân cần biết điều gì khi lướt mạng",
        "Xử lý 404 trường hợp vi phạm an toàn đường thủy trong tháng",
        "Hệ thống camera đang được bảo trì tại bến đò Cồn Lau",
        "Mật khẩu yếu khiến nhiều tài khoản của người dân bị chiếm",
    ],
)
def test_an_article_may_speak_of_errors_forms_and_captchas(title: str) -> None:
    assert read(article(title=f"<h1>{title}</h1>")).title == title
    short = article(title=f"<h1>{title}</h1>", text=f"<p>{TEXT[0]}</p>")
    assert read(short).body == [TEXT[0]]


def test_an_article_under_a_search_form_is_an_article() -> None:
    assert told(read(article(before=f"<form>{FIELDS}</form>", after=f"<form>{FIELDS}</form>"))) == WHOLE


def test_an_article_among_many_links_is_an_article() -> None:
    assert told(read(article(before=MENU + links(), after=links() * 4 + teasers()))) == WHOLE


def test_a_page_that_sets_a_cookie_too_is_an_article() -> None:
    head = '<script>document.cookie="a=b";if(x)location.reload()</script>'
    assert told(read(article(head=head))) == WHOLE


def test_a_text_that_is_nothing_but_a_title_and_a_date_is_no_article() -> None:
    assert refusal(f"{TITLE}\n{LINE}\n")
    assert refusal(document(f"<h1>{TITLE}</h1><p>{LINE}</p><ul>{''.join(f'<li><a href=/{n}>{n}</a></li>' for n in NAMES)}</ul>"))  # fmt: skip


SHORT = "Công an xã Cồn Lau thông báo tạm ngừng tiếp nhận hồ sơ tại trụ sở cũ để chuyển sang địa điểm mới."
NOTICE = "Thông báo chuyển địa điểm tiếp nhận hồ sơ"
DAYLESS = "<div>05 Tháng Sáu, 2024 lúc chiều</div>"


@pytest.mark.parametrize(
    "head",
    [
        f'<meta property="og:title" content="{NOTICE}">',
        f"<title>{NOTICE} - Công an tỉnh</title>",
        '<meta property="article:published_time" content="2024-06-05T08:00:00+07:00">',
    ],
)
def test_a_notice_that_the_page_names_or_dates_is_no_error_whatever_its_words(head: str) -> None:
    page = article(title=f"<h1>{NOTICE}</h1>", date=DAYLESS, text=f"<p>{SHORT}</p>", head=head)
    assert SHORT in read(page).body


@pytest.mark.parametrize(
    "words", ["Trang bạn tìm không tồn tại.", "Hệ thống đang bảo trì, vui lòng quay lại sau."]
)
def test_an_error_under_the_portals_name_is_one(words: str) -> None:
    name = "Cổng thông tin điện tử Công an tỉnh Vân Hải"
    head = f'<title>{name}</title><meta property="og:title" content="{name}">'
    assert refusal(document(f"{MENU}<h1>{name}</h1><p>{words}</p>", head)) == "error-page"


@pytest.mark.parametrize(
    "line", ["500 - Lỗi máy chủ", "Lỗi 404", "HTTP 403", "Error 502", "404 | Công an tỉnh"]
)
def test_a_number_is_an_errors_alone_or_by_a_word_of_error(line: str) -> None:
    assert refusal(document(f"{MENU}<h1>{line}</h1><p>Mời quý vị quay lại trang trước hoặc về trang đầu.</p>")) == "error-page"  # fmt: skip


def test_a_number_in_a_short_text_is_no_error() -> None:
    text = "Sáng 4/6, Công an huyện Vân Hải phát 500 tờ rơi và tặng 403 áo phao cho học sinh các xã ven sông."
    page = article(date="", text=f"<p>{text}</p>", head=f"<title>{TITLE}</title>")
    assert read(page).body == [text]


CAPTCHA = "Trang giả mạo yêu cầu người dân nhập mã captcha và mật khẩu để chiếm đoạt tài khoản của họ."


def test_a_short_undated_article_about_captchas_is_an_article() -> None:
    title = "Cảnh báo trang giả mạo cổng dịch vụ công"
    page = article(
        title=f"<h1>{title}</h1>", date="", text=f"<p>{CAPTCHA}</p>", head=f"<title>{title}</title>"
    )
    reading = read(page)
    assert (reading.body, "date-missing" in reading.flags) == ([CAPTCHA], True)


def test_a_challenge_with_a_title_and_a_field_is_one() -> None:
    title = "Kiểm tra bảo mật trước khi vào trang"
    text = "<p>Vui lòng nhập mã captcha để tiếp tục truy cập trang.</p><input>"
    page = article(title=f"<h1>{title}</h1>", date="", text=text, head=f"<title>{title}</title>")
    assert refusal(page) == "challenge"

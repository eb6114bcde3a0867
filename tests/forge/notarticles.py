# ruff: noqa: E501  (mark-up and sentences read better unbroken)
"""Pages that hold no article, as portals send them with status 200."""

import random
from collections.abc import Callable

from tests.forge.article import filled, invented
from tests.forge.encodings import COMMON, ENCODINGS
from tests.forge.forge import ForgedPage
from tests.forge.noise import Noise
from tests.forge.parts import document

Maker = Callable[[Noise, random.Random], str]
FURNITURE = ("menu", "menu_headline", "clock", "search_form", "left_menu", "counters", "footer", "site_links", "slogan",
             "letter", "back_to_top", "weather", "poll", "sidebar")  # fmt: skip


def _framed(noise: Noise, main: str) -> str:
    return f"""{noise.slot("banner")}<table><tr><td>{noise.slot("before")}</td><td>{noise.slot("above")}{main}{noise.slot("after")}</td>
<td>{noise.slot("side")}</td></tr></table>{noise.slot("foot")}"""


def home(noise: Noise, rng: random.Random) -> str:
    blocks = "".join(
        f"<div><h2>{name}</h2>{_teasers(noise, rng, 4)}</div>" for name in ("Tin tức", "An ninh", "Pháp luật")
    )
    return _framed(noise, blocks)


def listing(noise: Noise, rng: random.Random) -> str:
    pages = " ".join(f'<a href="?page={n}">{n}</a>' for n in range(1, 9))
    head = rng.choice(
        ("<h1>Tin an ninh trật tự</h1>", "<div><b>TIN TỨC - SỰ KIỆN</b></div>", "<h2>Hoạt động</h2>")
    )
    return _framed(
        noise,
        f"{head}{_teasers(noise, rng, rng.randrange(5, 20))}<div>Trang: {pages} <a href='?page=2'>Sau »</a></div>",
    )


def listing_table(noise: Noise, _: random.Random) -> str:
    rows = "".join(
        f"<tr><td><img src='/t/{n}.jpg'></td><td><b>{noise.link(noise.headline())}</b> <i>({noise.day(-n)})</i><br>"
        f"{noise.teaser()} {noise.link('Chi tiết')}</td></tr>"
        for n in range(10)
    )
    return _framed(noise, f"<table>{rows}</table><div>&lt;&lt; 1 2 3 4 5 &gt;&gt;</div>")


def one_teaser(noise: Noise, rng: random.Random) -> str:
    """A listing of a young category: a single teaser."""
    return _framed(noise, f"<h1>Thông báo</h1>{_teasers(noise, rng, 1)}{noise.link('Xem chi tiết')}")


def _teasers(noise: Noise, rng: random.Random, count: int) -> str:
    dated = rng.random() < 0.7
    return "".join(
        f'<div class="{noise.names("row")}"><h3>{noise.link(noise.headline())}</h3>'
        f"{f'<span>{noise.date(-n)}</span>' if dated else ''}<p>{noise.teaser()}</p></div>"
        for n in range(count)
    )


def search(noise: Noise, _: random.Random) -> str:
    choices = "".join(f"<option>{name}</option>" for name in ("Tất cả", "Tin tức", "Văn bản", "Thủ tục"))
    return _framed(
        noise,
        f"""<h1>Tra cứu phương tiện vi phạm</h1><p>Nhập đầy đủ biển số xe, không dấu cách, không dấu gạch ngang,
sau đó nhập mã bảo mật và bấm nút Tra cứu để biết phương tiện có vi phạm qua hình ảnh hay không.</p>
<form><label>Biển số</label><input><select>{choices}</select><label>Mã bảo mật</label><input><button>Tra cứu</button></form>
<p>Không tìm thấy kết quả nào.</p>""",
    )


ERRORS = (
    "<h1>404</h1><p>Không tìm thấy trang bạn yêu cầu.</p><a href='/'>Quay lại trang chủ</a>",
    "<h2>Server Error in '/' Application.</h2><h3><i>The resource cannot be found.</i></h3><p><b>Description:</b> HTTP 404. The "
    "resource you are looking for (or one of its dependencies) could have been removed, had its name changed, or is temporarily "
    "unavailable. Please review the following URL and make sure that it is spelled correctly.</p>",
    "<div><p>Bài viết không tồn tại hoặc đã bị xóa khỏi hệ thống. Bạn vui lòng kiểm tra lại đường dẫn hoặc liên hệ quản trị "
    "viên để được hỗ trợ. Xin cảm ơn bạn đã quan tâm theo dõi trang thông tin của chúng tôi!</p></div>",
    "<fieldset><h2>500 - Internal server error.</h2><h3>There is a problem with the resource you are looking for, and it cannot "
    "be displayed.</h3></fieldset>",
    "<p>Có lỗi xảy ra trong quá trình xử lý. Xin vui lòng thử lại sau ít phút.</p><p>Mã lỗi: 0x80004005 - 07/04/2021 08:16</p>",
    "<span><H1>Server Error in '/Portal' Application.<hr width=100% size=1></H1><h2><i>Object reference not set to an instance "
    "of an object.</i></h2></span><b>Description: </b>An unhandled exception occurred during the execution of the current web "
    "request. Please review the stack trace for more information about the error and where it originated in the code.",
    "<h1>Not Found</h1><p>The requested URL was not found on this server.</p><hr><address>Apache/2.4 Server</address>",
)


def error(noise: Noise, rng: random.Random) -> str:
    text = rng.choice(ERRORS)
    return _framed(noise, text) if rng.random() < 0.5 else text


def challenge(_: Noise, rng: random.Random) -> str:
    return rng.choice((
        "<h1>Checking your browser before accessing the site.</h1><p>This process is automatic. Your browser will redirect to "
        "your requested content shortly. Please allow up to 5 seconds…</p><p>DDoS protection by Shield</p>",
        "<div><h2>Xác minh bạn là con người</h2><p>Hệ thống phát hiện truy cập bất thường từ mạng của bạn. Vui lòng nhập các ký "
        "tự trong hình dưới đây để tiếp tục.</p><img src='/captcha.ashx'><form><input><button>Xác nhận</button></form></div>",
        "<noscript>Vui lòng bật JavaScript và cookie để tiếp tục</noscript><div id='cf'>Just a moment...</div>",
    ))  # fmt: skip


def cookie_stub(_: Noise, rng: random.Random) -> str:
    value = f"{rng.randrange(16**16):016x}"
    return f'<script>document.cookie="D1N={value}"+"; expires=Fri, 31-Dec-2099 23:59:59 GMT; path=/";window.location.reload(true);</script>'


def empty(_: Noise, rng: random.Random) -> str:
    return rng.choice(("", "<div></div>", "&nbsp;", '<form action="Detail.aspx"><div></div></form>'))


def login(noise: Noise, _: random.Random) -> str:
    return _framed(
        noise,
        """<h1>Đăng nhập hệ thống</h1><form><label>Tên đăng nhập</label><input name=u><label>Mật khẩu</label>
<input type=password><label><input type=checkbox>Ghi nhớ</label><button>Đăng nhập</button><a href="#">Quên mật khẩu?</a></form>""",
    )


def only_menu(noise: Noise, _: random.Random) -> str:
    return _framed(noise, "")


def maintenance(noise: Noise, rng: random.Random) -> str:
    return rng.choice((
        "<h1>Hệ thống đang bảo trì</h1><p>Trang thông tin điện tử tạm ngừng phục vụ để nâng cấp từ 22 giờ hôm nay. Mong quý vị "
        "thông cảm và quay lại sau.</p>",
        f"<center><h2>{noise.portal_name}</h2><p>Website đang được nâng cấp, bảo trì định kỳ.</p></center>",
        "<h1>Service Unavailable</h1><hr><p>HTTP Error 503. The service is unavailable.</p>",
    ))  # fmt: skip


def photo_gallery(noise: Noise, _: random.Random) -> str:
    pictures = "".join(
        f"<li><a href='/anh/{n}'><img src='/anh/{n}.jpg'></a><p>{noise.headline()}</p></li>" for n in range(9)
    )
    return _framed(noise, f"<h1>Thư viện ảnh</h1><ul>{pictures}</ul>")


def contact(noise: Noise, rng: random.Random) -> str:
    rows = "".join(
        f"<tr><td>{n}</td><td>{filled('{unit}', rng)}</td><td>069.{rng.randrange(10**6)}</td></tr>"
        for n in range(1, 9)
    )
    return _framed(
        noise,
        f"<h2>DANH BẠ ĐIỆN THOẠI</h2><table><tr><th>TT</th><th>Đơn vị</th><th>Số máy</th></tr>{rows}</table>",
    )


def empty_print_view(noise: Noise, _: random.Random) -> str:
    """What a print view gives for a number that is no article: the day of rendering and nothing else."""
    return f"<table><tr><td>{noise.article.rendered_day}</td></tr><tr><td></td></tr></table>"


NOT_ARTICLES: dict[str, Maker] = {
    maker.__name__: maker
    for maker in (
        home, listing, listing_table, one_teaser, search, error, challenge, cookie_stub, empty, login, only_menu,
        maintenance, photo_gallery, contact, empty_print_view,
    )
}  # fmt: skip


# What may be sent in place of an article, at the article's own address.
AT_ANY_ADDRESS = frozenset(
    {"error", "challenge", "cookie_stub", "empty", "login", "maintenance", "empty_print_view", "only_menu"}
)


def forge_not_article(portal: str, seed: int, *, kind: str | None = None) -> ForgedPage:
    """A page of the portal that holds no article; what is expected of it is nothing."""
    rng = random.Random(f"not an article {portal} {seed}")
    kind = kind or rng.choice(list(NOT_ARTICLES))
    article = invented(seed, portal)
    chosen = tuple(name for name in FURNITURE if rng.random() < 0.6)
    if portal != "hai_phong":
        chosen = tuple(name for name in chosen if name not in ("slogan", "letter"))
    noise = Noise(article, rng, chosen)
    page = document(article.as_print_view(), noise, NOT_ARTICLES[kind](noise, rng))
    encoding = rng.choice((*COMMON * 3, *ENCODINGS))
    content, content_type = ENCODINGS[encoding](page, rng)
    site = "/".join(article.url.split("/")[:3])
    urls = (
        (article.url, f"{site}/")
        if kind in AT_ANY_ADDRESS
        else (f"{site}/", f"{site}/tin-tuc", f"{site}/?page=2")
    )
    url = rng.choice(urls)
    return ForgedPage(content, content_type, url, f"no article: {kind}", chosen, encoding, {}, page, ())

# ruff: noqa: E501  (mark-up and sentences read better unbroken)
"""What stands outside the main column: head, banner, other columns, foot and what floats over the page."""

import html
import json
from datetime import timedelta

from tests.forge.noise import Noise, stands_in

MENU = ("Trang chủ", "Giới thiệu", "Tin tức - Sự kiện", "An ninh trật tự", "Thủ tục hành chính", "Văn bản pháp luật",
        "Gương người tốt việc tốt", "Truy nã - Truy tìm", "Hỏi đáp", "Liên hệ", "Sơ đồ website", "Đăng nhập")  # fmt: skip


@stands_in("banner")
def menu(noise: Noise) -> str:
    entries = "".join(f"<li>{noise.link(entry)}</li>" for entry in MENU)
    nested = f"<li>{noise.link('Chuyên mục')}<ul>{entries}</ul></li>"
    return f'<div class="{noise.names("menu")}"><ul>{entries}{nested}</ul></div>'


@stands_in("banner")
def menu_headline(noise: Noise) -> str:
    return f'<h1 class="{noise.names("head")}">{noise.portal_name}</h1>'


@stands_in("banner")
def clock(noise: Noise) -> str:
    """The page clock, in the very form of the portal's article dates, without the label."""
    now = noise.date(50).removeprefix("Cập nhật: ").removeprefix("Đăng vào ")
    return f'<div id="{noise.names("clock")}"><span>{now}</span></div>'


@stands_in("banner")
def long_clock(noise: Noise) -> str:
    now = noise.moment + timedelta(days=77)
    return f"<td>Hôm nay, ngày {now.day} tháng {now.month} năm {now.year} | 08:{now.minute:02} (GMT+7)</td>"


@stands_in("banner")
def search_form(_: Noise) -> str:
    return (
        '<form action="/tim-kiem" method="get"><label>Tìm kiếm:</label><input name="q" value="Nhập từ khóa...">'
        "<select><option>Tất cả</option><option>Tin tức</option><option>Văn bản</option></select>"
        "<button>Tìm</button></form>"
    )


@stands_in("banner")
def skip_links(_: Noise) -> str:
    return '<a href="#main">Truy cập nội dung luôn</a> <a href="/so-do">Sơ đồ website</a> <a href="/vn">Đăng nhập</a>'


@stands_in("banner")
def ticker(noise: Noise) -> str:
    lines = " &nbsp;&bull;&nbsp; ".join(noise.link(noise.headline()) for _ in range(4))
    return f"<marquee scrollamount=3>{lines}</marquee>"


@stands_in("banner")
def hotline(_: Noise) -> str:
    return "<div>Đường dây nóng: 069.000.113 - Hộp thư tố giác tội phạm: totgiac@example.gov.vn</div>"


@stands_in("banner")
def sticky_title(noise: Noise) -> str:
    """The title once more, in a bar that shows when the page is scrolled."""
    title = html.escape(noise.article.title or noise.portal_name, quote=False)
    return f'<div style="position:fixed"><a href="/">Trang chủ</a> <span>{title}</span></div>'


@stands_in("before")
def featured(noise: Noise) -> str:
    """Teasers a paragraph long, each under its linked title, with a date like the article's own."""
    cards = "".join(
        f'<div class="{noise.names("box")}"><h3>{noise.link(noise.headline())}</h3>'
        f"<span>{noise.date(-n)}</span><p>{noise.teaser()}</p></div>"
        for n in range(1, 4)
    )
    return f'<div class="{noise.names("side")}"><h2>Tin nổi bật</h2>{cards}</div>'


@stands_in("before")
def left_menu(noise: Noise) -> str:
    rows = "".join(f"<tr><td>{noise.link(entry)}</td></tr>" for entry in MENU[:8])
    return f'<table class="{noise.names("side")}"><tr><td><b>CHUYÊN MỤC</b></td></tr>{rows}</table>'


@stands_in("before")
def long_sidebar(noise: Noise) -> str:
    """More words than a short article: one block of plain paragraphs, each ending in a link."""
    paragraphs = "".join(f"<p>{noise.teaser()} {noise.link('Xem tiếp')}</p>" for _ in range(6))
    return f'<div class="{noise.names("side")}"><div>ĐỌC NHIỀU</div>{paragraphs}</div>'


@stands_in("side")
def sidebar(noise: Noise) -> str:
    dated = noise.rng.random() < 0.5
    cards = "".join(
        f"<li><h3>{noise.link(noise.headline())}</h3>{f'<span>{noise.date(3 - n)}</span>' if dated else ''}"
        f"<p>{noise.teaser()}</p></li>"
        for n in range(noise.rng.randrange(2, 7))
    )
    return f'<div class="{noise.names("side")}"><h2>TIN MỚI NHẬN</h2><ul>{cards}</ul></div>'


@stands_in("side")
def plain_side_teasers(noise: Noise) -> str:
    """Teasers with no heading tags at all: a bold link, a break, and running text."""
    return "<div>" + "<hr>".join(
        f"<b>{noise.link(noise.headline())}</b><br>{noise.teaser()}" for _ in range(4)
    ) + "</div>"  # fmt: skip


@stands_in("side")
def poll(_: Noise) -> str:
    choices = "".join(
        f"<label><input type=radio name=p>{c}</label><br>" for c in ("Đẹp", "Bình thường", "Ý kiến khác")
    )
    return f"<form><b>THĂM DÒ Ý KIẾN</b><div>Bạn thấy giao diện mới của trang thế nào?</div>{choices}</form>"


@stands_in("side")
def weather(_: Noise) -> str:
    return "<table><tr><td>Hải Phòng</td><td>27°C</td></tr><tr><td>Hà Nội</td><td>29°C</td></tr></table>"


@stands_in("side")
def counters(noise: Noise) -> str:
    total = noise.rng.randrange(10**6, 10**7)
    return noise.rng.choice((
        f"<div>Lượt truy cập: {total}</div><div>Trực tuyến: ...</div>",
        f"<table><tr><td>Đang truy cập</td><td>27</td></tr><tr><td>Hôm nay</td><td>{total % 9999}</td></tr>"
        f"<tr><td>Tổng lượt truy cập</td><td>{total}</td></tr></table>",
        f"<p>Số lượt truy cập: <b>{total}</b><br>Tổng số trực tuyến: 12</p>",
    ))  # fmt: skip


@stands_in("side")
def site_links(_: Noise) -> str:
    options = "".join(f"<option>{name}</option>" for name in ("Bộ Công an", "Chính phủ", "Công báo"))
    return f"<div>Liên kết website <select><option>Chọn liên kết</option>{options}</select></div>"


@stands_in("side")
def own_teaser(noise: Noise) -> str:
    """The article itself among the newest or most read: its title, its date, the start of its lead."""
    lead = noise.article.body[0]
    start = html.escape(lead[: len(lead) * 6 // 10], quote=False)
    title = html.escape(noise.article.title or "Chi tiết", quote=False)
    others = "".join(f"<li>{noise.link(noise.headline())}</li>" for _ in range(3))
    return (
        f'<div><h3>Tin mới</h3><a href="#">{title}</a><div>{noise.article.date_line or ""}</div><p>{start}...</p>'
        f"<ul>{others}</ul></div>"
    )


@stands_in("foot")
def footer(noise: Noise) -> str:
    return (
        f'<div class="{noise.names("foot")}"><p>Bản quyền thuộc về {noise.portal_name}. Giấy phép số 217/GP-TTĐT do Sở '
        "Thông tin và Truyền thông cấp ngày 15/04/2024.</p><p>Chịu trách nhiệm nội dung: Thượng tá Mạc Văn Khoáng, "
        "Trưởng ban Biên tập</p><p>Trụ sở: số 9 đường Hoa Ban - Điện thoại trực ban: 0225.000.000. Ghi rõ nguồn khi "
        "phát hành lại thông tin từ trang này.</p></div>"
    )


@stands_in("foot")
def footer_table(noise: Noise) -> str:
    return (
        "<table width=100%><tr><td align=center><font size=2>&copy; 2016 "
        f"<b>{noise.portal_name.upper()}</b><br>Tổng Biên tập: Mạc Văn Khoáng<br>Giấy phép số 33/GP-BC, ngày "
        "20-6-2012<br>Ghi rõ nguồn 'Trang thông tin' khi phát hành lại thông tin từ website này</font></td></tr></table>"
    )


@stands_in("end")
def back_to_top(noise: Noise) -> str:
    return noise.rng.choice(('<a href="#top">Lên đầu trang</a>', '<div id="top-btn">Về đầu trang</div>'))


@stands_in("end")
def cookie_banner(_: Noise) -> str:
    return (
        '<div style="position:fixed;bottom:0"><p>Trang web sử dụng cookie để nâng cao trải nghiệm của bạn. Khi tiếp tục '
        "truy cập, bạn đồng ý với chính sách bảo mật và việc lưu trữ dữ liệu theo quy định.</p><button>Đồng ý</button></div>"
    )


@stands_in("end")
def hidden_popup(noise: Noise) -> str:
    return (
        f'<div class="modal" style="display: none;"><h1>{noise.headline()}</h1><p>{noise.teaser()}</p>'
        f"<p>{noise.date(12)}</p></div>"
    )


@stands_in("end")
def late_script(noise: Noise) -> str:
    return (
        f'<script>document.write("<p>{noise.teaser()}</p>");</script><noscript>Hãy bật JavaScript.</noscript>'
    )


@stands_in("end")
def state_script(noise: Noise) -> str:
    """The article once more, as data of the page's program."""
    data = json.dumps({"title": noise.article.title, "body": noise.article.body}).replace("<", "\\u003c")
    return f'<script type="application/json" id="__NUXT_DATA__">{data}</script>'


@stands_in("head")
def scripts(noise: Noise) -> str:
    return (
        "<script>var tin = '<p>Bài viết mẫu chỉ dùng cho trình soạn thảo, không hiển thị với bạn đọc.</p>'; "
        f"var ngay='{noise.day(30)}';</script><style>.a:before{{content:'Cập nhật: {noise.day(9)} 07:00'}}</style>"
    )


@stands_in("head")
def keywords(noise: Noise) -> str:
    name = html.escape(noise.portal_name)
    return (
        f'<meta name="description" content="{name}"><meta name="keywords" content="công an, tin tức">'
        f'<meta name="generator" content="Microsoft Visual Studio .NET 7.1">'
    )


@stands_in("head")
def published_metadata(noise: Noise) -> str:
    """Metadata that agree with the page; the modification is another day."""
    if not noise.article.published_at:
        return ""
    changed = (noise.moment + timedelta(days=41)).isoformat()
    created = (noise.moment - timedelta(days=3)).isoformat()
    return (
        f'<meta property="article:modified_time" content="{changed}+07:00">'
        f'<meta property="article:published_time" content="{noise.article.published_at}">'
        '<script type="application/ld+json">{"@type":"NewsArticle","dateCreated":"'
        f'{created}+07:00","datePublished":"{noise.article.published_at}","dateModified":"{changed}+07:00"}}</script>'
    )


@stands_in("head")
def described(noise: Noise) -> str:
    """The lead again, as the page's description."""
    lead = html.escape(noise.article.body[0][:150])
    return (
        f'<meta name="description" content="{lead}..."><meta property="og:description" content="{lead}...">'
    )

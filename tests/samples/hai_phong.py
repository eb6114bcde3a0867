"""The shape of the Hải Phòng police portal: ASP.NET, tables, `<font>` and paragraphs pasted from Word."""

from collections.abc import Sequence
from datetime import date
from urllib.parse import quote

from tests.samples import characters, site
from tests.samples.characters import Dress, dressed
from tests.samples.markup import linked, text
from tests.samples.site import Entry, Page, Pages, Portal, Reply, Stray, Visit
from tests.samples.texts import Story, Voice, slug, stories
from tests.samples.truth import Block, SampleArticle

COUNT = 64
CATEGORIES = {
    "Tin-An-ninh-trat-tu": "Tin An ninh trật tự",
    "Hoat-dong-cong-an": "Hoạt động Công an",
    "Canh-bao-toi-pham": "Cảnh báo tội phạm",
}
VOICE = Voice(
    seed="hai_phong",
    police="Công an thành phố",
    area="thành phố Hải Phòng",
    scope="thành phố",
    places=(
        "phường Cầu Sậy",
        "xã Đông Bến",
        "phường Hạ Lũng",
        "thị trấn Núi Voi",
        "xã Tân Khê",
        "phường Trại Mới",
    ),
    streets=("đường Bến Láng", "quốc lộ 10", "đường Cát Dài", "đường 359", "đường Hồ Sen Mới"),
    day_mark="-",
)

IN_TWO_CATEGORIES = (4, 13, 22, 31)
TWINS = (0, 3, 7)
"""Linked as http:// from the home page and as https:// from their listing."""
OLD_ADDRESS = 16
DRESSES = {
    5: characters.DECOMPOSED,
    7: characters.WRONG_META,
    9: characters.ENTITIES,
    12: characters.WINDOWS_1258,
    18: characters.UNDECLARED,
}
CHANGING = 2

OFFICIAL = "congan.haiphong.gov.vn"
SLOGANS = (
    "CÁN BỘ, CHIẾN SĨ CÔNG AN THÀNH PHỐ HẢI PHÒNG GƯƠNG MẪU, KỶ LUẬT, TẬN TỤY VÌ BÌNH YÊN CỦA NHÂN DÂN",
    "CÔNG AN THÀNH PHỐ HẢI PHÒNG THI ĐUA LẬP THÀNH TÍCH CHÀO MỪNG CÁC NGÀY LỄ LỚN TRONG NĂM",
)
LETTER = (
    ("Đối với tự mình, phải", "CẦN, KIỆM, LIÊM, CHÍNH"),
    ("Đối với đồng sự, phải", "THÂN ÁI GIÚP ĐỠ"),
    ("Đối với chính phủ, phải", "TUYỆT ĐỐI TRUNG THÀNH"),
    ("Đối với nhân dân, phải", "KÍNH TRỌNG LỄ PHÉP"),
    ("Đối với công việc, phải", "TẬN TỤY"),
    ("Đối với địch, phải", "CƯƠNG QUYẾT, KHÔN KHÉO"),
)


def portal(newest: date) -> Portal:
    """The portal as it stands on the day `newest`, when its newest article was published."""
    articles = tuple(_article(index, story) for index, story in enumerate(stories(VOICE, COUNT, newest)))
    return Portal("hai_phong", articles, CHANGING, _pages, _quirks(articles), site.address)


def _article(index: int, story: Story) -> SampleArticle:
    number = 184974 - 3 * index
    categories = list(CATEGORIES)
    own = categories[index % 3]
    also = (categories[(index + 1) % 3],) if index in IN_TWO_CATEGORIES else ()
    folder = f"/upload/congan/product/{story.published.year}/{story.published.month}"
    return SampleArticle(
        portal="hai_phong",
        number=number,
        categories=(own, *also),
        title=story.title,
        lead=None,
        date_text=f"Cập nhật: {story.published:%d/%m/%Y %H:%M}",
        published_at=story.published.isoformat(),
        blocks=story.blocks_with_pictures(f"{folder}/anh-{number}-{{}}.jpg?maxwidth=1000"),
        attachments=story.attachments_in(f"/upload/congan/file/{story.published:%Y}"),
        author=None,
        source=None,
        path=f"/{own}/{_capitalised_slug(story.title)}-{number}.html",
    )


def _capitalised_slug(title: str) -> str:
    return "-".join(word.capitalize() for word in slug(title).split("-")[:16])


def _quirks(articles: Sequence[SampleArticle]) -> dict[str, tuple[str, ...]]:
    strays = {name: (stray.path,) for name, stray in _strays().items()}
    return {
        **strays,
        "in two categories": tuple(articles[index].path for index in IN_TWO_CATEGORIES),
        "http and https twins": tuple(articles[index].path for index in TWINS),
        "redirect from an old address": (_old_path(articles[OLD_ADDRESS]),),
        "windows-1258": (articles[12].path,),
        "wrong charset in meta": (articles[7].path,),
        "no charset declared": (articles[18].path,),
        "decomposed Unicode": (articles[5].path,),
        "numeric entities": (articles[9].path,),
    }


def _strays() -> dict[str, Stray]:
    return {
        "404": Stray(
            "Bài viết đang được biên tập lại",
            "/Tin-An-ninh-trat-tu/Bai-Viet-Dang-Duoc-Bien-Tap-Lai-184901.html",
            site.missing,
        ),
        "410": Stray(
            "Thông tin đã hết thời hạn đăng tải",
            "/Tin-An-ninh-trat-tu/Thong-Tin-Da-Het-Thoi-Han-184897.html",
            site.gone,
        ),
        "redirect off-site": Stray(
            "Chuyên mục phối hợp với cơ quan báo chí",
            "/Canh-bao-toi-pham/Chuyen-Muc-Phoi-Hop-184801.html",
            site.off_site,
        ),
        "static page": Stray(
            "Tra cứu phương tiện vi phạm",
            "/Hoat-dong-cong-an/Tra-Cuu-Phuong-Tien-Vi-Pham-184777.html",
            _search_form,
        ),
    }


def _old_path(article: SampleArticle) -> str:
    return f"/Tin-tuc/{article.path.rpartition('/')[2]}"


def _pages(articles: Sequence[SampleArticle]) -> Pages:
    pages = {
        "/": _home(articles),
        "/robots.txt": lambda _visit: site.plain("User-agent: *\nDisallow: /Admin/\n"),
        "/Admin/": lambda _visit: dressed("<p>Đăng nhập quản trị</p>"),
        **{stray.path: stray.page for stray in _strays().values()},
        **site.file_pages(articles),
    }
    for category in CATEGORIES:
        listing = site.sheets(_entries(articles, category), 10)
        for number, entries in enumerate(listing, 1):
            page = _listing(category, entries, number, len(listing))
            pages[f"/{category}?page={number}"] = page
            pages.setdefault(f"/{category}", page)
    for index, article in enumerate(articles):
        pages[article.path] = _article_page(article, index, articles)
    pages[_old_path(articles[OLD_ADDRESS])] = site.moved_to(articles[OLD_ADDRESS].path)
    return pages


def _entries(articles: Sequence[SampleArticle], category: str) -> list[Entry]:
    found = [
        _entry(article, _listing_link(index, article))
        for index, article in enumerate(articles)
        if category in article.categories
    ]
    strays = [stray for stray in _strays().values() if stray.path.startswith(f"/{category}/")]
    return site.with_strays(found, strays)


def _entry(article: SampleArticle, href: str) -> Entry:
    day = (article.date_text or "").split()[2]
    picture = article.pictures[0][0] if article.pictures else None
    return Entry(article.title or "", href, day, article.body[0], picture)


def _listing_link(index: int, article: SampleArticle) -> str:
    if index == OLD_ADDRESS:
        return _old_path(article)
    forms = {
        1: f"http://{OFFICIAL}{article.path}",
        3: f"https://{OFFICIAL}{article.path}",
        5: f"{article.path}?utm_source=zalo&utm_medium=chia-se",
        7: f"https://{OFFICIAL}{article.path}",
        8: f"{article.path}#noi-dung",
    }
    return f"https://{OFFICIAL}{article.path}" if index in TWINS else forms.get(index % 10, article.path)


def _home(articles: Sequence[SampleArticle]) -> Page:
    entries = [
        _entry(article, f"http://{OFFICIAL}{article.path}" if index in TWINS else article.path)
        for index, article in enumerate(articles[:12])
    ]

    def page(visit: Visit) -> Reply:
        main = f"<div>{_slogan()}</div>{_rows(entries)}"
        return dressed(_frame(main, "", "", visit))

    return page


def _listing(category: str, entries: Sequence[Entry], number: int, last: int) -> Page:
    def page(visit: Visit) -> Reply:
        heading = f'<font size="3" color="#cc0000"><b>{CATEGORIES[category].upper()}</b></font>'
        links = " ".join(_page_link(category, other, number) for other in range(1, last + 1))
        main = f'{heading}{_rows(entries)}<table align="center"><tr><td>Trang: {links}</td></tr></table>'
        return dressed(_frame(main, "", "", visit))

    return page


def _page_link(category: str, other: int, current: int) -> str:
    return f"<b>{other}</b>" if other == current else f'<a href="/{category}?page={other}">{other}</a>'


def _rows(entries: Sequence[Entry]) -> str:
    return f'<table cellpadding="4" width="100%">{"".join(map(_row, entries))}</table>'


def _row(entry: Entry) -> str:
    href = text(entry.href)
    image = f'<img src="{entry.picture}" width="120" border="0">' if entry.picture else ""
    return (
        f'<tr><td valign="top"><a href="{href}">{image}</a></td>'
        f'<td valign="top"><a href="{href}"><b>{text(entry.title)}</b></a>'
        f' <font size="1">({entry.day})</font><br><font size="2">{text(entry.teaser)}</font></td></tr>'
    )


def _article_page(article: SampleArticle, index: int, articles: Sequence[SampleArticle]) -> Page:
    dress = DRESSES.get(index, characters.PLAIN)

    def page(visit: Visit) -> Reply:
        main = (
            f'<a name="noi-dung"></a><div align="center">{_slogan(index)}</div>\n'
            '<table width="100%">'
            f'<tr><td><font size="4"><b>{text(article.title or "")}</b></font></td></tr>\n'
            f'<tr><td><font size="1" color="#808080"><i>{article.date_text}</i></font></td></tr>\n'
            f"<tr><td>{_body(article)}</td></tr></table>\n{_letter(visit)}"
        )
        teasers = _teasers(site.related(article, articles, visit, 4))
        left, right = (teasers, "") if index % 2 else ("", teasers)
        return dressed(_frame(main, left, right, visit, dress), dress)

    return page


def _slogan(index: int = 0) -> str:
    return f'<font color="#ff0000"><b>"{SLOGANS[index % 2]}"</b></font>'


def _body(article: SampleArticle) -> str:
    return "\n".join(_block(block, place, article) for place, block in enumerate(article.blocks))


def _block(block: Block, place: int, article: SampleArticle) -> str:
    if block.kind == "picture":
        return _picture(block)
    if block.kind == "heading":
        run = f'<span style="font-size: 13pt">{text(block.text)}</span>'
        return f'<p class="MsoNormal"><b>{run}</b><o:p></o:p></p>'
    return _word_paragraph(linked(block.text, article), place)


def _word_paragraph(words: str, place: int) -> str:
    """As Word pastes it: runs of its own making, hard line ends, stray non-breaking spaces."""
    first, _, rest = words.partition(" ")
    middle = rest.replace(", ", ",&nbsp;", 1).replace(". ", ".\n", 1)
    tail = "&nbsp;<o:p></o:p>" if place % 2 else "<o:p>&nbsp;</o:p>"
    return (
        '<p class="MsoNormal" style="text-align: justify; text-indent: 36pt">'
        '<font face="Times New Roman" size="3">'
        f"<span>{first} </span><span lang=VI>{middle}</span></font>{tail}</p>"
    )


def _picture(block: Block) -> str:
    caption = ""
    if block.text:
        caption = f'<tr><td align="center"><font size="2"><i>{text(block.text)}</i></font></td></tr>'
    return (
        '<table align="center" border="0" cellpadding="3">'
        f'<tr><td><img src="{block.path}" border="0" width="500"></td></tr>{caption}</table>'
    )


def _letter(visit: Visit) -> str:
    lines = "".join(f"<tr><td>{duty}<br><b>{virtue}</b></td></tr>" for duty, virtue in LETTER)
    return (
        '<div align="center"><font color="#cc0000"><b>TƯ CÁCH<br>NGƯỜI CÔNG AN CÁCH MỆNH LÀ:</b></font></div>'
        f'<table align="center">{lines}</table><div align="right"><i>Trích thư Chủ tịch Hồ Chí Minh<br>'
        "gửi Công an Khu XII,<br>ngày 11 tháng 3 năm 1948.</i></div>\n"
        f"<div>Lượt truy cập: <b>{8514184 + visit.total}</b></div><div>Trực tuyến: ...</div>"
    )


def _teasers(articles: Sequence[SampleArticle]) -> str:
    """A side column whose teasers are as long as paragraphs."""
    cells = [
        f'<tr><td><a href="{article.path}"><b>{text(article.title or "")}</b></a><br>'
        f'<font size="1">{(article.date_text or "").removeprefix("Cập nhật: ")}</font><br>'
        f'<font size="2">{text(article.body[0])}</font></td></tr>'
        for article in articles
    ]
    return f'<table width="220"><tr><td><b>TIN ĐỌC NHIỀU</b></td></tr>{"".join(cells)}</table>'


def _search_form(visit: Visit) -> Reply:
    main = (
        f'<div align="center">{_slogan()}</div><font size="4"><b>Tra cứu phương tiện vi phạm</b></font>'
        "<p>Nhập biển kiểm soát và loại phương tiện, sau đó bấm nút tìm kiếm.</p>"
        '<table><tr><td>Biển kiểm soát</td><td><input name="bien_so"></td></tr><tr><td>Loại phương tiện</td>'
        "<td><select><option>Ô tô</option><option>Xe máy</option></select></td></tr></table>"
        f'<input type="submit" value="Tìm kiếm">{_letter(visit)}'
    )
    return dressed(_frame(main, "", "", visit))


def _frame(main: str, left: str, right: str, visit: Visit, dress: Dress = characters.PLAIN) -> str:
    menu = " | ".join(f'<a href="/{path}">{name}</a>' for path, name in CATEGORIES.items())
    state = quote(slug(visit.clock), safe="")
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html><head>{dress.meta_tag}<title>Công an thành phố Hải Phòng</title></head>
<body bgcolor="#ffffff"><form method="post" action="./" id="aspnetForm">
<input type="hidden" name="__VIEWSTATE" id="__VIEWSTATE" value="{state}">
<table width="1000" align="center" cellspacing="0"><tr><td colspan="3">
<a href="#noi-dung">Truy cập nội dung luôn</a> <font size="2" color="#003399">{visit.clock}</font></td></tr>
<tr><td colspan="3"><a href="/">Trang chủ</a> | {menu} | <a href="/Admin/">Đăng nhập</a>
| <a href="{visit.elsewhere}/">Liên kết website</a></td></tr>
<tr><td valign="top" width="220">{left}</td><td valign="top">{main}</td><td valign="top">{right}</td></tr>
<tr><td colspan="3" align="center"><font size="1">Bản quyền thuộc về Công an thành phố Hải Phòng<br>
Ghi rõ nguồn 'Cổng thông tin Công an thành phố' khi phát hành lại thông tin từ trang này</font></td></tr>
</table></form></body></html>"""

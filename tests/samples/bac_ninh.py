"""The shape of the Bắc Ninh police portal: Liferay, the title in a `div`, a site map."""

from collections.abc import Sequence
from datetime import date

from tests.samples import characters, site
from tests.samples.characters import Dress, dressed
from tests.samples.markup import linked, text
from tests.samples.site import Entry, Page, Pages, Portal, Reply, Stray, Visit
from tests.samples.texts import Story, Voice, slug, stories
from tests.samples.truth import Block, SampleArticle

COUNT = 64
GROUP = 20182
CATEGORIES = {"tin-hoat-dong": "Tin hoạt động", "an-ninh-trat-tu": "An ninh trật tự"}
VOICE = Voice(
    seed="bac_ninh",
    police="Công an tỉnh",
    area="tỉnh Bắc Ninh",
    scope="tỉnh",
    places=(
        "xã Đại Lâm",
        "phường Kinh Đông",
        "xã Phù Khê Thượng",
        "phường Võ Nam",
        "xã Song Hồ",
        "xã Yên Tảo",
    ),
    streets=("đường Lý Công Bảo", "quốc lộ 18", "đường Kinh Dương", "tỉnh lộ 295", "đường Hai Bà"),
)

UNLISTED = (40, 55)
"""Only the site map names them."""
IN_TWO_CATEGORIES = (5, 18)
HEALING = 4
SLOW = 9
DRESSES = {
    6: characters.DECOMPOSED,
    10: characters.ENTITIES,
    14: characters.WRONG_META,
}
CHANGING = 3


def portal(newest: date) -> Portal:
    """The portal as it stands on the day `newest`, when its newest article was published."""
    articles = tuple(_article(index, story) for index, story in enumerate(stories(VOICE, COUNT, newest)))
    return Portal("bac_ninh", articles, CHANGING, _pages, _quirks(articles), site.address)


def _article(index: int, story: Story) -> SampleArticle:
    number = 1873320 - 11 * index
    own, other = list(CATEGORIES)[index % 2], list(CATEGORIES)[1 - index % 2]
    return SampleArticle(
        portal="bac_ninh",
        number=number,
        categories=(own, other) if index in IN_TWO_CATEGORIES else (own,),
        title=story.title,
        lead=None,
        date_text=f"Đăng vào {story.published:%d/%m/%Y}",
        published_at=f"{story.published:%Y-%m-%d}",
        blocks=story.blocks_with_pictures(f"/documents/{GROUP}/{number}/anh-{{}}.png"),
        attachments=story.attachments_in(f"/documents/{GROUP}/{number}"),
        author=story.unit,
        source=None,
        path=f"/news/-/details/{GROUP}/{'-'.join(slug(story.title).lower().split('-')[:14])}-{number}",
    )


def _quirks(articles: Sequence[SampleArticle]) -> dict[str, tuple[str, ...]]:
    return {
        **{name: (stray.path,) for name, stray in _strays().items()},
        "only in the site map": tuple(articles[index].path for index in UNLISTED),
        "in two categories": tuple(articles[index].path for index in IN_TWO_CATEGORIES),
        "500 that heals": (articles[HEALING].path,),
        "slow page": (articles[SLOW].path,),
        "decomposed Unicode": (articles[6].path,),
        "numeric entities": (articles[10].path,),
        "wrong charset in meta": (articles[14].path,),
        "ETag": (articles[0].path,),
    }


def _strays() -> dict[str, Stray]:
    folder = f"/news/-/details/{GROUP}"
    return {
        "404": Stray(
            "Thông báo về việc điều chỉnh giờ tiếp dân",
            f"{folder}/thong-bao-ve-viec-dieu-chinh-gio-tiep-dan-1873003",
            site.missing,
        ),
        "error page served with 200": Stray(
            "Bài viết về gương người tốt, việc tốt",
            f"{folder}/bai-viet-ve-guong-nguoi-tot-viec-tot-1872997",
            _removed,
        ),
    }


def _pages(articles: Sequence[SampleArticle]) -> Pages:
    pages = {
        "/": _home(articles),
        "/robots.txt": _robots,
        "/sitemap.xml": _site_map(articles),
        **{stray.path: stray.page for stray in _strays().values()},
        **site.file_pages(articles),
    }
    for category in CATEGORIES:
        listing = site.sheets(_entries(articles, category), 10)
        for number, entries in enumerate(listing, 1):
            page = _listing(category, entries, number, len(listing))
            pages[f"/{category}?_101_cur={number}"] = page
            pages.setdefault(f"/{category}", page)
    for index, article in enumerate(articles):
        pages[article.path] = site.conditional(_article_page(article, index, articles))
    pages[articles[HEALING].path] = site.healing(pages[articles[HEALING].path])
    pages[articles[SLOW].path] = site.slow(pages[articles[SLOW].path])
    return pages


def _entries(articles: Sequence[SampleArticle], category: str) -> list[Entry]:
    found = [
        _entry(article)
        for index, article in enumerate(articles)
        if category in article.categories and index not in UNLISTED
    ]
    return site.with_strays(found, list(_strays().values()) if category == "tin-hoat-dong" else [])


def _entry(article: SampleArticle) -> Entry:
    picture = article.pictures[0][0] if article.pictures else None
    day = (article.date_text or "").removeprefix("Đăng vào ")
    return Entry(article.title or "", article.path, day, article.body[0], picture)


def _home(articles: Sequence[SampleArticle]) -> Page:
    entries = [_entry(article) for article in articles[:8]]
    return lambda visit: dressed(_frame("Trang chủ", _items(entries), visit))


def _listing(category: str, entries: Sequence[Entry], number: int, last: int) -> Page:
    links = "".join(
        f'<li class="active"><span>{page}</span></li>'
        if page == number
        else f'<li><a href="/{category}?_101_cur={page}">{page}</a></li>'
        for page in range(1, last + 1)
    )
    main = f'{_items(entries)}<ul class="pagination lfr-pagination-buttons">{links}</ul>'
    return lambda visit: dressed(_frame(CATEGORIES[category], main, visit))


def _items(entries: Sequence[Entry]) -> str:
    items = [
        '<div class="asset-abstract">'
        f'<h3 class="asset-title"><a href="{entry.href}">{text(entry.title)}</a></h3>'
        f'<span class="ngay">{entry.day}</span><div class="asset-summary">{text(entry.teaser)}</div></div>'
        for entry in entries
    ]
    return "\n".join(items)


def _article_page(article: SampleArticle, index: int, articles: Sequence[SampleArticle]) -> Page:
    """Printed the same at each visit: this portal tells an unchanged page by its ETag."""
    dress = DRESSES.get(index, characters.PLAIN)
    listed = [other for place, other in enumerate(articles) if place not in (index, *UNLISTED)]
    others = [listed[(index + step) % len(listed)] for step in (1, 2, 3, 5)]

    def page(visit: Visit) -> Reply:
        main = (
            f'<div class="tieu-de-tin">{text(article.title or "")}</div>\n'
            f'<div class="thong-tin-tin"><span>{article.date_text}</span></div>\n'
            f'<div class="noi-dung-tin">{_body(article)}</div>\n'
            '<div class="tien-ich"><a href="#">Chia sẻ</a> <a href="#">In bài viết này</a></div>\n'
            f"{_related(others)}"
        )
        return dressed(_frame(CATEGORIES[article.categories[0]], main, visit, dress), dress)

    return page


def _body(article: SampleArticle) -> str:
    pieces = [_block(block, article) for block in article.blocks]
    pieces.append(f'<p style="text-align:right"><strong>{text(article.author or "")}</strong></p>')
    return "\n".join(pieces)


def _block(block: Block, article: SampleArticle) -> str:
    if block.kind == "picture":
        caption = f'<p style="text-align:center"><em>{text(block.text)}</em></p>' if block.text else ""
        return (
            f'<p style="text-align:center"><img alt="" src="{block.path}" style="width:600px"></p>{caption}'
        )
    if block.kind == "heading":
        return f"<p><strong>{text(block.text)}</strong></p>"
    return f'<p style="text-align:justify">{linked(block.text, article)}&nbsp;</p>'


def _related(articles: Sequence[SampleArticle]) -> str:
    items = "".join(
        f'<li><a href="{article.path}">{text(article.title or "")}</a> '
        f"<span>({(article.date_text or '').removeprefix('Đăng vào ')})</span></li>"
        for article in articles
    )
    return f'<div class="tin-lien-quan"><h4>Tin liên quan</h4><ul>{items}</ul></div>'


def _removed(visit: Visit) -> Reply:
    main = (
        '<div class="alert alert-danger">Nội dung bạn yêu cầu không tồn tại hoặc đã bị gỡ bỏ.</div>'
        '<p>Vui lòng kiểm tra lại đường dẫn hoặc trở về <a href="/">trang chủ</a>.</p>'
    )
    return dressed(_frame("Thông báo", main, visit))


def _robots(visit: Visit) -> Reply:
    return site.plain(f"User-agent: *\nDisallow: /c/portal/\nSitemap: {visit.base}/sitemap.xml\n")


def _site_map(articles: Sequence[SampleArticle]) -> Page:
    def page(visit: Visit) -> Reply:
        entries = "".join(
            f"<url><loc>{visit.base}{article.path}</loc><lastmod>{article.published_at}</lastmod></url>\n"
            for article in articles
        )
        space = "http://www.sitemaps.org/schemas/sitemap/0.9"
        xml = f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{space}">\n{entries}</urlset>\n'
        return Reply(xml.encode(), content_type="application/xml")

    return page


def _frame(portlet: str, main: str, visit: Visit, dress: Dress = characters.PLAIN) -> str:
    menu = "".join(f'<li><a href="/{path}">{name}</a></li>' for path, name in CATEGORIES.items())
    return f"""<!DOCTYPE html>
<html class="ltr" lang="vi-VN"><head>{dress.meta_tag}<title>{portlet} - Công an tỉnh Bắc Ninh</title></head>
<body class="controls-visible"><a href="#main-content">Truy cập nội dung luôn</a>
<nav><ul><li><a href="/">Trang chủ</a></li>{menu}
<li><a href="{visit.elsewhere}/">Liên kết website</a></li></ul></nav>
<div id="main-content"><div class="portlet-boundary portlet-boundary_101_">
<header class="portlet-topper"><h1 class="portlet-title"><span>{portlet}</span></h1></header>
<div class="portlet-content">
{main}
</div></div></div>
<footer><p>Bản quyền thuộc về Công an tỉnh Bắc Ninh</p>
<p>Giấy phép số 45/GP-STTTT cấp ngày 15/04/2024</p>
<p>Điện thoại trực ban: 069.000.0000</p></footer></body></html>"""

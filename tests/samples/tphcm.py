"""The shape of the TPHCM police newspaper: feeds, half of the articles in HTML5, half in older mark-up."""

import json
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from email.utils import format_datetime

from tests.samples import characters, site
from tests.samples.characters import Dress, dressed
from tests.samples.markup import linked, text
from tests.samples.site import Entry, Page, Pages, Portal, Reply, Stray, Visit
from tests.samples.texts import Story, Voice, slug, stories
from tests.samples.truth import Block, SampleArticle

COUNT = 66
CATEGORIES = {"tin-chinh": "Tin chính", "vu-an": "Vụ án", "tin-tuc-su-kien": "Tin tức - Sự kiện"}
FEEDS = ("tin-chinh", "vu-an")
VOICE = Voice(
    seed="tphcm",
    police="Công an TPHCM",
    area="TPHCM",
    scope="thành phố",
    places=(
        "phường Tân Sậy",
        "xã Bình Lợi Đông",
        "phường An Phú Thượng",
        "phường Bến Nghé Mới",
        "xã Phước Lộc",
    ),
    streets=(
        "đường Nguyễn Văn Linh Đông",
        "đường số 12",
        "xa lộ Vành Đai",
        "đường Bến Bình",
        "đường Tân Kỳ Mới",
    ),
    day_mark="-",
)
REPORTERS = ("Quốc Bảo", "Thanh Mai", "Hữu Phước", "Ngọc Diệp")

IN_TWO_CATEGORIES = (6, 21)
WITHOUT_TAG = 5
"""Every sixth article, from this one on, has no `(CAO)` before its lead."""
DRESSES = {
    5: characters.ENTITIES,
    8: characters.DECOMPOSED,
    11: characters.UTF_16,
    17: characters.UNDECLARED,
    20: characters.WRONG_HEADER,
}
CHANGING = 2


def portal(newest: date) -> Portal:
    """The portal as it stands on the day `newest`, when its newest article was published."""
    articles = tuple(_article(index, story) for index, story in enumerate(stories(VOICE, COUNT, newest)))
    return Portal("tphcm", articles, CHANGING, _pages, _quirks(articles), site.address, _admits)


def _admits(visit: Visit) -> bool:
    """Unknown programs are refused."""
    agent = visit.headers.get("user-agent", "").lower()
    return bool(agent) and not agent.startswith(("scrapy/", "python"))


def _article(index: int, story: Story) -> SampleArticle:
    number = 146086 - 5 * index
    categories = list(CATEGORIES)
    own = categories[index % 3]
    also = (categories[(index + 1) % 3],) if index in IN_TWO_CATEGORIES else ()
    day = story.published
    folder = f"/thumbnail/CATP-480-{day.year}-{day.month}-{day.day}"
    return SampleArticle(
        portal="tphcm",
        number=number,
        categories=(own, *also),
        title=story.title,
        lead=story.blocks[0].text,
        date_text=f"{site.WEEKDAYS[story.published.weekday()]}, {story.published:%d/%m/%Y %H:%M}",
        published_at=story.published.isoformat(),
        blocks=story.blocks_with_pictures(f"{folder}/anh-{number}-{{}}.jpg"),
        attachments=story.attachments_in(f"/files/{number}"),
        author=REPORTERS[index // 2 % len(REPORTERS)] if index % 4 == 1 else None,
        source=None if index % 6 == WITHOUT_TAG else "CAO",
        path=f"/{own}/{'-'.join(slug(story.title).lower().split('-')[:16])}_{number}.html",
    )


def _quirks(articles: Sequence[SampleArticle]) -> dict[str, tuple[str, ...]]:
    return {
        **{name: (stray.path,) for name, stray in _strays().items()},
        "in two categories": tuple(articles[index].path for index in IN_TWO_CATEGORIES),
        "numeric entities": (articles[5].path,),
        "decomposed Unicode": (articles[8].path,),
        "UTF-16": (articles[11].path,),
        "no charset declared": (articles[17].path,),
        "wrong charset in header": (articles[20].path,),
        "refused user agents": ("/",),
    }


def _strays() -> dict[str, Stray]:
    return {
        "410": Stray(
            "Bài viết đã được gỡ theo yêu cầu của bạn đọc",
            "/tin-chinh/bai-viet-da-duoc-go-theo-yeu-cau-cua-ban-doc_145902.html",
            site.gone,
        ),
        "error page served with 200": Stray(
            "Phóng sự ảnh: một ngày ở cơ sở",
            "/tin-chinh/phong-su-anh-mot-ngay-o-co-so_145903.html",
            _removed,
        ),
        "redirect off-site": Stray(
            "Ấn phẩm đặc biệt cuối tháng",
            "/vu-an/an-pham-dac-biet-cuoi-thang_145907.html",
            site.off_site,
        ),
    }


def _pages(articles: Sequence[SampleArticle]) -> Pages:
    pages = {
        "/": _home(articles),
        "/robots.txt": lambda _visit: site.plain("User-agent: *\nAllow: /\nDisallow: /tim-kiem\n"),
        **{stray.path: stray.page for stray in _strays().values()},
        **{f"/rss/{category}": _feed(category, articles) for category in FEEDS},
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
    return pages


def _entries(articles: Sequence[SampleArticle], category: str) -> list[Entry]:
    found = [_entry(article) for article in articles if category in article.categories]
    strays = [stray for stray in _strays().values() if stray.path.startswith(f"/{category}/")]
    return site.with_strays(found, strays)


def _entry(article: SampleArticle) -> Entry:
    picture = article.pictures[0][0] if article.pictures else None
    return Entry(article.title or "", article.path, article.date_text or "", article.lead or "", picture)


def _home(articles: Sequence[SampleArticle]) -> Page:
    entries = [_entry(article) for article in articles[:15]]
    return lambda visit: dressed(_frame("Công an TPHCM", "", _items(entries), visit))


def _listing(category: str, entries: Sequence[Entry], number: int, last: int) -> Page:
    links = " ".join(
        f'<span class="current">{page}</span>'
        if page == number
        else f'<a href="/{category}?page={page}">{page}</a>'
        for page in range(1, last + 1)
    )
    main = f'{_items(entries)}<div class="paging">{links}</div>'
    return lambda visit: dressed(_frame(CATEGORIES[category], "", main, visit))


def _items(entries: Sequence[Entry]) -> str:
    items = [
        f'<li><h3><a href="{entry.href}">{text(entry.title)}</a></h3>'
        f'<div class="news_lead">{text(entry.teaser)}</div></li>'
        for entry in entries
    ]
    return f'<ul class="news_list">{"".join(items)}</ul>'


def _article_page(article: SampleArticle, index: int, articles: Sequence[SampleArticle]) -> Page:
    dress = DRESSES.get(index, characters.PLAIN)
    written = _older if index % 2 else _html5
    head = "" if index % 2 else _metadata(article)

    def page(visit: Visit) -> Reply:
        related = _related(site.related(article, articles, visit, 5))
        inside = site.related(article, articles, visit, 1)[0] if index % 8 == 1 else None
        furniture = '<div class="comments">Bình luận (0)</div><a href="#top">Lên đầu trang</a>'
        main = f"{written(article, inside)}\n{furniture}\n{related}"
        return dressed(_frame(article.title or "", head, main, visit, dress), dress)

    return page


def _tagged_lead(article: SampleArticle) -> str:
    return text(f"({article.source}) {article.lead}" if article.source else article.lead or "")


def _older(article: SampleArticle, inside: SampleArticle | None) -> str:
    """The mark-up that public sources describe; `inside` is linked from within the body."""
    pieces = [_older_block(block, article) for block in article.blocks[1:]]
    if inside:
        link = f'<a href="{inside.path}">{text(inside.title or "")}</a>'
        pieces.insert(1, f'<div><div class="inner-article">{link}</div></div>')
    author = f'<div class="article_author">{text(article.author)}</div>' if article.author else ""
    return (
        f'<div class="article_title"><h1>{text(article.title or "")}</h1></div>\n'
        f'<div><span style="white-space: nowrap;">{article.date_text}</span></div><div>|</div>\n'
        f'<div class="article_head"><strong>{_tagged_lead(article)}</strong></div>\n'
        f'<div id="article_content">{"".join(pieces)}</div>\n{author}'
    )


def _older_block(block: Block, article: SampleArticle) -> str:
    if block.kind == "picture":
        caption = f'<p class="d-imgcaption">{text(block.text)}</p>' if block.text else ""
        return f'<div style="text-align: center"><img src="{block.path}" alt=""></div>{caption}\n'
    if block.kind == "heading":
        return f"<p><strong>{text(block.text)}</strong></p>\n"
    return f"<p>{linked(block.text, article)}&nbsp;</p>\n"


def _html5(article: SampleArticle, inside: SampleArticle | None) -> str:
    del inside  # only the older mark-up links other articles from within
    pieces = [_html5_block(block, article) for block in article.blocks[1:]]
    return (
        f"<article>\n<header><h1>{text(article.title or '')}</h1>\n"
        f'<p><time datetime="{article.published_at}">{article.date_text}</time></p><p>|</p></header>\n'
        f'<p class="sapo">{_tagged_lead(article)}</p>\n{"".join(pieces)}</article>'
    )


def _html5_block(block: Block, article: SampleArticle) -> str:
    if block.kind == "picture":
        caption = f"<figcaption>{text(block.text)}</figcaption>" if block.text else ""
        return f'<figure><img src="{block.path}" alt="">{caption}</figure>\n'
    if block.kind == "heading":
        return f"<h2>{text(block.text)}</h2>\n"
    return f"<p>{linked(block.text, article)}</p>\n"


def _metadata(article: SampleArticle) -> str:
    """Linked data as newspapers print it: the day of writing stands before the day of publication."""
    published = datetime.fromisoformat(article.published_at or "")
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": article.title,
        "dateCreated": (published - timedelta(hours=9)).isoformat(),
        "datePublished": article.published_at,
    }
    return (
        f'<meta property="og:title" content="{text(article.title or "").replace(chr(34), "&quot;")}">'
        f'<meta property="article:published_time" content="{article.published_at}">'
        f'<script type="application/ld+json">{json.dumps(data)}</script>'
    )


def _related(articles: Sequence[SampleArticle]) -> str:
    items = "".join(
        f'<li><a href="{article.path}">{text(article.title or "")}</a> <span>{article.date_text}</span></li>'
        for article in articles
    )
    return f'<div class="related"><h4>Tin liên quan</h4><ul>{items}</ul></div>'


def _removed(visit: Visit) -> Reply:
    main = (
        "<h1>Không tìm thấy nội dung</h1><p>Nội dung này không còn trên hệ thống. Mời bạn đọc tin khác.</p>"
    )
    return dressed(_frame("Không tìm thấy nội dung", "", main, visit))


def _feed(category: str, articles: Sequence[SampleArticle]) -> Page:
    newest = [article for article in articles if category in article.categories][:20]

    def page(visit: Visit) -> Reply:
        items = "".join(_feed_item(article, visit.base) for article in newest)
        channel = f"<title>{CATEGORIES[category]}</title><link>{visit.base}/{category}</link>"
        rss = f'<rss version="2.0"><channel>{channel}{items}</channel></rss>'
        xml = f'<?xml version="1.0" encoding="utf-8"?>\n{rss}'
        return Reply(xml.encode(), content_type="application/rss+xml; charset=utf-8")

    return page


def _feed_item(article: SampleArticle, base: str) -> str:
    tracking = "?utm_source=rss" if article.number % 3 == 0 else ""
    published = format_datetime(datetime.fromisoformat(article.published_at or ""))
    return (
        f"<item><title>{text(article.title or '')}</title><link>{base}{article.path}{tracking}</link>"
        f"<description><![CDATA[{_tagged_lead(article)}]]></description><pubDate>{published}</pubDate>"
        f"<guid>{base}{article.path}</guid></item>\n"
    )


def _frame(title: str, head: str, main: str, visit: Visit, dress: Dress = characters.PLAIN) -> str:
    menu = "".join(f'<li><a href="/{path}">{name}</a></li>' for path, name in CATEGORIES.items())
    return f"""<!DOCTYPE html>
<html lang="vi"><head>{dress.meta_tag}<title>{text(title)}</title>{head}</head>
<body id="top"><div class="topbar"><span>{visit.now:%d/%m/%Y %H:%M} GMT+7</span>
<a href="{visit.elsewhere}/">Liên kết website</a></div>
<ul class="menu"><li><a href="/">Trang chủ</a></li>{menu}</ul>
<div class="main">
{main}
</div><div class="footer"><p>Tổng Biên tập: Nguyễn Văn Mẫu</p>
<p>Giấy phép số 12/GP-BTTTT cấp ngày 15/04/2024</p>
<p>Ghi rõ nguồn 'Công an TPHCM' khi phát hành lại thông tin từ trang này</p></div></body></html>"""

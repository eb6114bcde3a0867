"""The shape of the Hải Phòng city portal: WebForms, article pages and print views under one ContentID."""

from collections.abc import Sequence
from datetime import date

from tests.samples import characters, site
from tests.samples.characters import Dress, dressed
from tests.samples.markup import linked, text
from tests.samples.site import Entry, Page, Pages, Portal, Reply, Visit
from tests.samples.texts import Story, Voice, stories
from tests.samples.truth import Block, SampleArticle

COUNT = 63
ORGANIZATIONS = {"TU": ("Thành ủy", 19237), "SXD": ("Sở Xây dựng", 20115)}
"""Name and MenuID of each organization whose news the portal carries."""
VOICE = Voice(
    seed="hai_phong_city",
    police="Công an thành phố",
    area="thành phố Hải Phòng",
    scope="thành phố",
    places=("phường Lạch Trà", "xã Bình Khê", "phường Vạn Hương", "xã Quang Lãng", "phường Đằng Thượng"),
    streets=("đường Lạch Tray Mới", "đường Bao Hà", "quốc lộ 5", "đường ven biển", "đường Đình Vũ Đông"),
)
REPORTERS = ("Hoàng Lan", "Minh Khuê", "Trần Hải", "Thu Phương", "Đức Nghĩa")
SOURCES = ("Cổng Tin tức thành phố", "Tạp chí Cửa biển", "Văn phòng Thành ủy")

UNDER_TWO_ORGANIZATIONS = (2, 11, 20, 29)
PRINT_ONLY = (6, 15, 33)
"""Their article page answers 500 always."""
LINKED_BY_PRINT_VIEW = (3, 9, 15, 21, 27)
DRESSES = {
    4: characters.WRONG_HEADER,
    8: characters.DECOMPOSED,
    10: characters.ENTITIES,
    14: characters.UNDECLARED,
}
CHANGING = 7


def portal(newest: date) -> Portal:
    """The portal as it stands on the day `newest`, when its newest article was published."""
    articles = tuple(_article(index, story) for index, story in enumerate(stories(VOICE, COUNT, newest)))
    return Portal("hai_phong_city", articles, CHANGING, _pages, _quirks(articles), _address)


def _address(target: str) -> str:
    """An article is found by its ContentID, whatever organization and menu the address names beside it."""
    return site.address(target, drop=("Organization", "MenuID") if "ContentID=" in target else ())


def _article(index: int, story: Story) -> SampleArticle:
    number = 154916 - 7 * index
    organizations = list(ORGANIZATIONS)
    own, other = organizations[index % 2], organizations[1 - index % 2]
    printed_only = index in PRINT_ONLY
    return SampleArticle(
        portal="hai_phong_city",
        number=number,
        categories=(own, other) if index in UNDER_TWO_ORGANIZATIONS else (own,),
        title=None if printed_only else story.title,
        lead=None,
        date_text=None if printed_only else f"{story.published:%d/%m/%Y - %H:%M}",
        published_at=None if printed_only else story.published.isoformat(),
        blocks=story.blocks_with_pictures(f"/Portal/Upload/Images/{number}-{{}}.jpg"),
        attachments=story.attachments_in(f"/Portal/Upload/{number}"),
        author=REPORTERS[index % len(REPORTERS)],
        source=SOURCES[index % len(SOURCES)],
        path=_print_path(number) if printed_only else _detail_path(own, number),
    )


def _detail_path(organization: str, number: int) -> str:
    menu = ORGANIZATIONS[organization][1]
    return f"/Portal/Detail.aspx?Organization={organization}&MenuID={menu}&ContentID={number}"


def _print_path(number: int) -> str:
    return f"/Portal/PrintItem.aspx?ContentID={number}"


def _listing_path(organization: str, page: int) -> str:
    base = f"/Portal/Default.aspx?Organization={organization}"
    return base if page == 1 else f"{base}&Page={page}"


def _quirks(articles: Sequence[SampleArticle]) -> dict[str, tuple[str, ...]]:
    return {
        "print view": tuple(_print_path(articles[index].number) for index in LINKED_BY_PRINT_VIEW),
        "print view only": tuple(
            _detail_path(articles[index].categories[0], articles[index].number) for index in PRINT_ONLY
        ),
        "in two categories": tuple(
            _detail_path(organization, articles[index].number)
            for index in UNDER_TWO_ORGANIZATIONS
            for organization in articles[index].categories
        ),
        "wrong charset in header": (articles[4].path,),
        "decomposed Unicode": (articles[8].path,),
        "numeric entities": (articles[10].path,),
        "no charset declared": (articles[14].path,),
    }


def _pages(articles: Sequence[SampleArticle]) -> Pages:
    titles = _titles(articles)
    pages = {"/": _home(articles, titles), "/Portal/Default.aspx": _home(articles, titles)}
    for organization in ORGANIZATIONS:
        listing = site.sheets(_entries(articles, titles, organization), 10)
        for number, entries in enumerate(listing, 1):
            page = _listing(organization, entries, number, len(listing))
            pages[_address(_listing_path(organization, number))] = page
            pages[_address(f"/Portal/Default.aspx?Organization={organization}&Page={number}")] = page
    for index, article in enumerate(articles):
        detail = _detail_path(article.categories[0], article.number)
        shown = site.broken if index in PRINT_ONLY else _article_page(article, index, articles)
        pages[_address(detail)] = shown
        pages[_address(_print_path(article.number))] = _print_view(article, index)
    return {**pages, **site.file_pages(articles)}


def _titles(articles: Sequence[SampleArticle]) -> dict[int, str]:
    """What listings call an article; those without a page of their own are known by their first words."""
    return {article.number: article.title or f"{article.body[0][:60]}..." for article in articles}


def _entries(articles: Sequence[SampleArticle], titles: dict[int, str], organization: str) -> list[Entry]:
    return [
        _entry(article, titles[article.number], _listing_link(index, article, organization))
        for index, article in enumerate(articles)
        if organization in article.categories
    ]


def _entry(article: SampleArticle, title: str, href: str) -> Entry:
    picture = article.pictures[0][0] if article.pictures else None
    return Entry(title, href, (article.date_text or "").partition(" ")[0], article.body[0], picture)


def _listing_link(index: int, article: SampleArticle, organization: str) -> str:
    if index in LINKED_BY_PRINT_VIEW:
        return _print_path(article.number)
    return _detail_path(organization, article.number)


def _home(articles: Sequence[SampleArticle], titles: dict[int, str]) -> Page:
    entries = [
        _entry(article, titles[article.number], _detail_path(article.categories[0], article.number))
        for article in articles[:10]
    ]
    return lambda visit: dressed(_frame("Cổng thông tin điện tử thành phố Hải Phòng", _rows(entries), visit))


def _listing(organization: str, entries: Sequence[Entry], number: int, last: int) -> Page:
    links = " ".join(
        f"<span>{page}</span>"
        if page == number
        else f'<a href="{text(_listing_path(organization, page))}">{page}</a>'
        for page in range(1, last + 1)
    )
    main = f'{_rows(entries)}<div class="Paging">Trang: {links}</div>'
    return lambda visit: dressed(_frame(ORGANIZATIONS[organization][0], main, visit))


def _rows(entries: Sequence[Entry]) -> str:
    rows = [
        f'<tr><td class="News_Item"><a class="News_Title" href="{text(entry.href)}">{text(entry.title)}</a>'
        f' <span class="News_Date">{entry.day}</span>'
        f'<div class="News_Brief">{text(entry.teaser)}</div></td></tr>'
        for entry in entries
    ]
    return f'<table class="News_List">{"".join(rows)}</table>'


def _article_page(article: SampleArticle, index: int, articles: Sequence[SampleArticle]) -> Page:
    dress = DRESSES.get(index, characters.PLAIN)

    def page(visit: Visit) -> Reply:
        main = (
            f'<div class="divDetail"><div class="divDetail_Title">{text(article.title or "")}</div>\n'
            f'<div class="divDetail_DateCreate">{article.date_text}</div>\n'
            f'<div class="divDetail_Content">{_body(article, index)}</div></div>\n'
            f'<div class="divDetail_Tools"><a href="{_print_path(article.number)}">In ra</a></div>\n'
            f"{_related(site.related(article, articles, visit, 5))}"
            f"<div>Số lượt truy cập: {4798809 + visit.total}</div>"
        )
        return dressed(_frame(ORGANIZATIONS[article.categories[0]][0], main, visit, dress), dress)

    return page


def _body(article: SampleArticle, index: int) -> str:
    return _one_element(article) if index % 2 else _paragraphs(article)


def _one_element(article: SampleArticle) -> str:
    """The whole body in one element, `<br><br>` between its paragraphs."""
    pieces = [_br_block(block, article) for block in article.blocks]
    pieces += [f"<b>{text(article.author or '')}</b>", f"<i>{text(article.source or '')}</i>"]
    return f'<span style="font-size: 12pt">{"<br><br>".join(pieces)}</span>'


def _br_block(block: Block, article: SampleArticle) -> str:
    if block.kind == "picture":
        return f'<img src="{block.path}" alt="">' + (f"<br><em>{text(block.text)}</em>" if block.text else "")
    if block.kind == "heading":
        return f"<strong>{text(block.text)}</strong>"
    return f"&nbsp;&nbsp;&nbsp; {linked(block.text, article)}"


def _paragraphs(article: SampleArticle) -> str:
    pieces = [_p_block(block, article) for block in article.blocks]
    signature = (
        f'<p style="text-align: right"><strong>{text(article.author or "")}</strong></p>'
        f'<p style="text-align: right"><em>{text(article.source or "")}</em></p>'
    )
    return "\n".join(pieces) + signature


def _p_block(block: Block, article: SampleArticle) -> str:
    if block.kind == "picture":
        image = f'<p style="text-align: center"><img src="{block.path}" alt=""></p>'
        caption = f'<p style="text-align: center"><em>{text(block.text)}</em></p>' if block.text else ""
        return image + caption
    if block.kind == "heading":
        return f"<p><strong>{text(block.text)}</strong></p>"
    return f'<p style="text-align: justify">{linked(block.text, article)}</p>'


def _print_view(article: SampleArticle, index: int) -> Page:
    """No title, no date of its own: the day at its head is the day of rendering."""
    dress = DRESSES.get(index, characters.PLAIN)

    def page(visit: Visit) -> Reply:
        today = f"ngày {visit.now.day} tháng {visit.now.month} năm {visit.now.year}"
        return dressed(
            f"<html><head>{dress.meta_tag}<title>In bài viết</title></head>"
            f'<body onload="window.print()"><div>Hải Phòng, {today}</div><br><br>\n'
            f"<div>&nbsp;&nbsp;&nbsp;&nbsp;&nbsp; {_body(article, index)}</div></body></html>",
            dress,
        )

    return page


def _related(articles: Sequence[SampleArticle]) -> str:
    items = "".join(
        f'<li><a href="{text(_detail_path(article.categories[0], article.number))}">{text(article.title)}</a>'
        f" ({(article.date_text or '').partition(' ')[0]})</li>"
        for article in articles
        if article.title
    )
    return f'<div class="Related"><b>Tin liên quan</b><ul>{items}</ul><a href="/">Xem tất cả</a></div>\n'


def _frame(name: str, main: str, visit: Visit, dress: Dress = characters.PLAIN) -> str:
    menu = " ".join(
        f'<li><a href="{_listing_path(organization, 1)}">{title}</a></li>'
        for organization, (title, _menu) in ORGANIZATIONS.items()
    )
    return f"""<!DOCTYPE html>
<html><head>{dress.meta_tag}<title>{name} - Cổng thông tin điện tử</title></head>
<body><form name="Form" method="post" action="Default.aspx" id="Form">
<input type="hidden" name="__EVENTTARGET" value="">
<input type="hidden" name="__VIEWSTATE" value="dDwtMTA4Mzk">
<div class="Top"><span id="ctl00_lblToday">{visit.clock}</span>
<a href="{visit.elsewhere}/">Liên kết website</a></div>
<ul class="Menu"><li><a href="/">Trang chủ</a></li> {menu}</ul>
<div class="Module"><div class="Module_Title">{name}</div>
{main}
</div>
<div class="Footer">Bản quyền thuộc về Cổng thông tin điện tử thành phố Hải Phòng</div>
</form></body></html>"""

# ruff: noqa: E501, ARG002  (mark-up reads better unbroken; not every platform needs all it is told)
"""A portal of no known platform, in the shape of `conganthanhhoa.gov.vn`: pieces of HTML by AJAX, `div.item`."""

from collections.abc import Sequence
from html import escape

from tests.platforms.sample import (
    CATEGORIES,
    Block,
    Kind,
    Page,
    Pages,
    Sample,
    SampleArticle,
    Story,
    Visit,
    Voice,
    address,
    html,
    linked,
    menu,
    text,
    weekday,
)


class AjaxListing(Sample):
    """A listing shows its first page; `Xem thêm` gets the next ones as pieces of HTML."""

    name = "ajax_listing"
    first_number = 40512
    voice = Voice(
        seed="ajax_listing",
        police="Công an tỉnh",
        area="tỉnh Sông Chu",
        scope="tỉnh",
        places=("xã Xuân Chu", "phường Đông Bến", "xã Thọ Lập Hạ", "xã Ngọc Chu Thượng"),
        streets=("quốc lộ 47", "đường Lê Chu", "tỉnh lộ 506", "đại lộ Bến Đông"),
    )
    agency = "Công an tỉnh Sông Chu"

    def path(self, category: str, words: str, number: int, story: Story) -> str:
        return f"/{category}/{words}-{number}.html"

    def date_text(self, story: Story) -> str:
        return f"{weekday(story)}, {story.published:%d/%m/%Y | %H:%M}"

    def listing_path(self, category: str, page: int) -> str:
        return f"/{category}"

    def piece_path(self, category: str, page: int | str) -> str:
        """Where the script gets a page of a listing."""
        return f"/Handler/DanhSachTin?chuyenmuc={category}&trang={page}"

    def pager(self, category: str, page: int, last: int) -> str:
        return (
            f'<a class="btn-loadmore" href="javascript:void(0)" data-cate="{category}" data-total="{last}" onclick="loadMore(this)">Xem thêm</a>'
            f"<script>var trang = 1; function loadMore(e) {{ trang++; $.get('{self.piece_path(category, '')}' + trang, "
            "function (html) { $('.list-news').append(html); }); }</script>"
        )

    def more_pages(self, articles: Sequence[SampleArticle]) -> Pages:
        pages: Pages = {}
        for category in CATEGORIES:
            for number, sheet in enumerate([*self.sheets(category, articles), []], 1):
                pages[address(self.piece_path(category, number))] = self._piece(sheet)
        return pages

    def _piece(self, articles: Sequence[SampleArticle]) -> Page:
        return lambda _visit: html(self._entries(articles))

    def items(self, articles: Sequence[SampleArticle]) -> str:
        return f'<div class="list-news">{self._entries(articles)}</div>'

    def _entries(self, articles: Sequence[SampleArticle]) -> str:
        return "".join(
            f'<div class="item"><div class="info"><h3><a href="{article.path}">{text(article.title or "")}</a></h3>'
            f'<span class="time">{article.date_text}</span><p>{text(article.body[0])}</p></div></div>\n'
            for article in articles
        )

    def head(self, article: SampleArticle, visit: Visit) -> str:
        summary = escape(article.lead or "")
        return f'<meta property="og:title" content="{escape(article.title or "")}"><meta name="description" content="{summary}">'

    def article_main(self, article: SampleArticle, others: Sequence[SampleArticle]) -> str:
        return f"""<div class="detail"><h1 class="title-detail">{text(article.title or "")}</h1><div class="time-detail">{article.date_text}</div>
<div class="sapo-detail"><p>{text(article.lead or "")}</p></div><div class="content-detail">
{self.body(article, after_lead=True)}
</div><div class="share"><a href="#">Chia sẻ</a> <a href="#">In bài viết</a></div></div>
<div class="same-news"><h2>Tin cùng chuyên mục</h2>{self._entries(others)}</div>"""

    def block(self, block: Block, article: SampleArticle) -> str:
        if block.kind == "picture":
            caption = (
                f'<p class="PCaption" style="text-align:center"><i>{text(block.text)}</i></p>'
                if block.text
                else ""
            )
            return f'<p style="text-align:center"><img src="{block.path}" alt=""></p>{caption}'
        if block.kind == "heading":
            return f"<p><strong>{text(block.text)}</strong></p>"
        return f"<p>{linked(block.text, article)}</p>"

    def frame(self, kind: Kind, title: str, main: str, visit: Visit, head: str = "") -> str:
        return f"""<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{text(title)} - {self.agency}</title>{head}<script src="/Content/js/jquery.min.js"></script></head>
<body><div class="top"><span class="date-now">{visit.clock}</span></div><div class="menu"><ul>{menu(self)}</ul></div>
<div class="main-content">
{main}
</div><div class="footer"><p>{self.agency}</p><p>Giấy phép số 30/GP-TTĐT cấp ngày 15/04/2024</p><p>Đang truy cập: {visit.total % 30 + 5}</p></div></body></html>"""

# ruff: noqa: E501, ARG002  (mark-up reads better unbroken; not every platform needs all it is told)
"""Liferay 7 as the province's portal of Bắc Ninh runs it: details pages, listings from a `loadPage` resource."""

import json
from collections.abc import Sequence

from tests.platforms.sample import (
    CATEGORIES,
    PER_PAGE,
    Block,
    Kind,
    Page,
    Pages,
    Reply,
    Sample,
    SampleArticle,
    Story,
    Visit,
    Voice,
    address,
    html,
    linked,
    menu,
    site_map,
    text,
)

GROUP = 20182
_RESOURCE = (
    "p_p_id=vn_portal_news_NewsListPortlet_INSTANCE_k2Qd&p_p_lifecycle=2&p_p_state=normal&p_p_mode=view"
    "&p_p_resource_id=loadPage&p_p_cacheability=cacheLevelPage"
)


class Liferay7(Sample):
    """The three ids of the title, the summary and the text; the first h1 is the menu's."""

    name = "liferay_7"
    first_number = 1873320
    voice = Voice(
        seed="liferay_7",
        police="Công an tỉnh",
        area="tỉnh Sông Cầu",
        scope="tỉnh",
        places=("xã Yên Phụ Thượng", "phường Thị Đông", "xã Đông Thọ Hạ", "phường Vạn Cầu"),
        streets=("đường Thiên Đức Đông", "quốc lộ 18", "tỉnh lộ 277", "đường Lý Cầu"),
    )
    agency = "Công an tỉnh Sông Cầu"

    def path(self, category: str, words: str, number: int, story: Story) -> str:
        return f"/news/-/details/{GROUP}/{words}-{number}"

    def date_text(self, story: Story) -> str:
        return f"{story.published:%d/%m/%Y %H:%M}"

    def listing_path(self, category: str, page: int) -> str:
        return f"/{category}"

    def resource_path(self, category: str, page: int | str) -> str:
        """Where a listing's script gets a page of it as JSON."""
        return f"/{category}?{_RESOURCE}&pageNum={page}&recordPerPage={PER_PAGE}&keyword="

    def pager(self, category: str, page: int, last: int) -> str:
        return ""

    def listing(self, category: str, page: int, articles: Sequence[SampleArticle]) -> Page:
        """A listing is empty until its script has run."""
        address_of = self.resource_path(category, "")
        script = (
            f"<script>var newsUrl = '{address_of}'; function loadPage(pageNum) {{ $.ajax({{url: newsUrl.replace("
            "'pageNum=', 'pageNum=' + pageNum), dataType: 'json', success: renderItems}); } loadPage(1);</script>"
        )
        main = f'<div id="newsList" class="news-list"></div><div id="pagination"></div>{script}'
        return lambda visit: html(self.frame("listing", CATEGORIES[category], main, visit))

    def more_pages(self, articles: Sequence[SampleArticle]) -> Pages:
        found: Pages = {"/sitemap.xml": site_map([article.path for article in articles])}
        for category in CATEGORIES:
            sheets = self.sheets(category, articles)
            for page in range(1, len(sheets) + 2):
                shown = sheets[page - 1] if page <= len(sheets) else []
                found[address(self.resource_path(category, page))] = _json(shown, len(sheets))
        return found

    def items(self, articles: Sequence[SampleArticle]) -> str:
        return "".join(
            f'<div class="news-item"><a class="news-title" href="{article.path}">{text(article.title or "")}</a>'
            f'<div class="news-sapo">{text(article.body[0])}</div></div>\n'
            for article in articles
        )

    def article_main(self, article: SampleArticle, others: Sequence[SampleArticle]) -> str:
        related = "".join(
            f'<li><a href="{other.path}">{text(other.title or "")}</a></li>' for other in others
        )
        return f"""<div class="news-detail"><h1 id="contentDetailTitleId" class="title">{text(article.title or "")}</h1>
<div class="news-date"><span>{article.date_text}</span></div>
<div class="news-tools"><a href="javascript:window.print()">In ra</a> <a href="#">Chia sẻ</a></div>
<div id="sapoDetailId" class="sapo"><p>{text(article.lead or "")}</p></div>
<div id="contentDetail" class="content-detail">
{self.body(article, after_lead=True)}
</div></div>
<div class="other-news"><h3>Những tin cũ hơn</h3><ul>{related}</ul></div>"""

    def block(self, block: Block, article: SampleArticle) -> str:
        if block.kind == "picture":
            caption = f"<figcaption>{text(block.text)}</figcaption>" if block.text else ""
            return f'<figure class="image"><img src="{block.path}" alt="">{caption}</figure>'
        if block.kind == "heading":
            return f"<h3>{text(block.text)}</h3>"
        return f'<p style="text-align:justify">{linked(block.text, article)}</p>'

    def frame(self, kind: Kind, title: str, main: str, visit: Visit, head: str = "") -> str:
        portlet = "vn_portal_news_NewsListPortlet_INSTANCE_k2Qd"
        return f"""<!DOCTYPE html><html class="ltr" dir="ltr" lang="vi-VN"><head><title>{text(title)} - {self.agency}</title>
<meta content="initial-scale=1.0, width=device-width" name="viewport" /><meta content="text/html; charset=UTF-8" http-equiv="content-type" />{head}
<link data-senna-track="temporary" href="/o/songcau-theme/css/main.css?browserId=other&amp;themeId=songcau_WAR_songcautheme&amp;languageId=vi_VN&amp;b=7310&amp;t=1700000000000" id="liferayThemeCSS" rel="stylesheet" type="text/css" />
<script data-senna-track="temporary" type="text/javascript">var Liferay = window.Liferay || {{}}; Liferay.ThemeDisplay = {{getLayoutId: function() {{ return '12'; }}}}; Liferay.authToken = 'x9';</script>
<script src="/o/js_loader_modules?t=1700000000000" type="text/javascript"></script></head>
<body class="controls-visible default yui3-skin-sam signed-out public-page site"><nav class="quick-access-nav"><ul><li><a href="#main-content">Truy cập nội dung luôn</a></li></ul></nav>
<div id="wrapper"><header id="banner"><h1 class="site-title">{self.agency}</h1><nav id="navigation"><ul>{menu(self)}</ul></nav></header>
<section id="content"><div class="layout-content portlet-layout" id="main-content" role="main"><div class="portlet-column" id="column-1">
<div class="portlet-boundary portlet-boundary_{portlet}_ portlet-static" id="p_p_id_{portlet}_"><span id="p_{portlet}"></span><section class="portlet" id="portlet_{portlet}"><div class="portlet-content"><div class="portlet-body">
{main}
</div></div></section></div></div></div></section>
<footer id="footer"><p>Bản quyền thuộc về {self.agency}</p><p>Giấy phép số 45/GP-STTTT cấp ngày 15/04/2024</p>
<p>Số lượt truy cập: {visit.total + 90311}</p><a href="/c/portal/login?p_l_id=12">Đăng nhập</a></footer></div></body></html>"""


def _json(articles: Sequence[SampleArticle], last: int) -> Page:
    items = [
        {
            "id": article.number,
            "title": article.title,
            "summary": article.lead,
            "content": None,
            "createdDate": article.date_text,
            "urlDetail": article.path,
        }
        for article in articles
    ]
    body = json.dumps({"items": items, "totalPageNum": last}, ensure_ascii=False).encode()
    return lambda _visit: Reply(body, content_type="application/json; charset=UTF-8")

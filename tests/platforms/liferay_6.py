# ruff: noqa: E501, ARG002  (mark-up reads better unbroken; not every platform needs all it is told)
"""Liferay 6.2 as departments of Hà Nội run it: the asset publisher with its own template, paging by `_101_cur`."""

from collections.abc import Sequence

from tests.platforms.sample import (
    CATEGORIES,
    Block,
    Kind,
    Sample,
    SampleArticle,
    Story,
    Visit,
    Voice,
    day,
    linked,
    menu,
    text,
)

_PORTLET = (
    "p_p_id=101&p_p_lifecycle=0&p_p_state=normal&p_p_mode=view&p_p_col_id=column-1&p_p_col_pos=1"
    "&p_p_col_count=2&_101_delta=5&_101_keywords=&_101_advancedSearch=false&_101_andOperator=true"
)


class Liferay6(Sample):
    """`.asset-full-content-title` and `.assetPublishDate` stand before the asset; the portlet's name is the h1."""

    name = "liferay_6"
    first_number = 4418033
    voice = Voice(
        seed="liferay_6",
        police="Công an tỉnh",
        area="tỉnh Sông Lam",
        scope="tỉnh",
        places=("xã Hưng Đông Thượng", "phường Bến Nứa", "xã Nghi Đồng", "xã Thanh Mai Hạ"),
        streets=("đường Lam Sơn Đông", "quốc lộ 46", "tỉnh lộ 534", "đường Bến Nứa"),
    )
    about_path = "/gioi-thieu-chung"

    def path(self, category: str, words: str, number: int, story: Story) -> str:
        return f"/{category}/-/view_content/{number}-{words}"

    def date_text(self, story: Story) -> str:
        return f"{story.published:%d/%m/%Y | %-I:%M %p}"

    def listing_path(self, category: str, page: int) -> str:
        return f"/{category}" if page == 1 else f"/{category}?{_PORTLET}&_101_cur={page}"

    def pager(self, category: str, page: int, last: int) -> str:
        links = "".join(
            f'<li><a class="aui-link" href="{text(self.listing_path(category, other))}">{other}</a></li>'
            if other != page
            else f'<li class="active"><a href="javascript:;">{other}</a></li>'
            for other in range(1, last + 1)
        )
        return (
            '<div class="taglib-page-iterator"><div class="lfr-pagination-config"><small class="search-results">'
            f'Trang {page} / {last}</small></div><ul class="lfr-pagination-buttons pager">{links}</ul></div>'
        )

    def items(self, articles: Sequence[SampleArticle]) -> str:
        return "".join(
            '<div class="asset-abstract default-asset-publisher"><div class="asset-content">'
            f'<div class="asset-content-custom"><h3 class="asset-title"><a href="{article.path}">'
            f"{text(article.title or '')}</a></h3>"
            f'<div class="asset-summary">{text(article.body[0])}</div></div></div>'
            f'<div class="asset-metadata"><span class="assetPublishDate">{day(article)}</span></div></div>\n'
            for article in articles
        )

    def article_main(self, article: SampleArticle, others: Sequence[SampleArticle]) -> str:
        related = "".join(
            f'<li><a href="{other.path}">{text(other.title or "")}</a> <span>({day(other)})</span></li>'
            for other in others
        )
        return f"""<div class="asset-full-content-title">{text(article.title or "")}</div>
<div class="assetPublishDate block_timer">
\t\t{article.date_text}
</div>
<div class="asset-full-content  show-asset-title">
<div class="asset-content" id="_101_{article.number}">
<div class="sapo-wrapper clearfix"><p class="sapo">{text(article.lead or "")}</p></div>
<div class="journal-content-article">
{self.body(article, after_lead=True)}
</div>
<div class="lfr-panel"><a href="javascript:;" onclick="printPage_0();">In trang</a></div></div></div>
<div class="related-news"><div class="title">Tin liên quan</div><ul>{related}</ul></div>"""

    def block(self, block: Block, article: SampleArticle) -> str:
        if block.kind == "picture":
            caption = f'<p style="text-align: center;"><em>{text(block.text)}</em></p>' if block.text else ""
            picture = f'<img alt="" src="{block.path}" style="width: 600px;" />'
            return f'<p style="text-align: center;">{picture}</p>{caption}'
        if block.kind == "heading":
            return f"<p><strong>{text(block.text)}</strong></p>"
        return f'<p style="text-align: justify;">{linked(block.text, article)}</p>'

    def frame(self, kind: Kind, title: str, main: str, visit: Visit, head: str = "") -> str:
        portlet = "web-content" if kind == "other" else "asset-publisher"
        identity = "56_INSTANCE_qT4x" if kind == "other" else "101"
        footer = (
            '<div class="portlet-boundary portlet-boundary_56_ portlet-journal-content" id="p_p_id_56_INSTANCE_Ft9_">'
            '<div class="portlet-body"><div class="journal-content-article"><p>Bản quyền thuộc về '
            f"{self.agency}</p><p>Giấy phép số 12/GP-STTTT cấp ngày 15/04/2024</p>"
            "<p>Điện thoại trực ban: 069.000.0001</p></div></div></div>"
        )
        return f"""<!DOCTYPE html> <html class="aui ltr" dir="ltr" lang="vi-VN"> <head> <title>{text(title)} - {self.agency}</title>
<meta content="text/html; charset=UTF-8" http-equiv="content-type" />{head}
<link class="lfr-css-file" href="/sl-theme/css/aui.css?browserId=other&amp;themeId=sl_WAR_sltheme&amp;minifierType=css&amp;languageId=vi_VN&amp;b=6201&amp;t=1621993502000" rel="stylesheet" type="text/css" />
<script type="text/javascript">var Liferay={{Browser:{{isIe:function(){{return false}}}},ThemeDisplay:{{getPathContext:function(){{return""}}}}}};var themeDisplay=Liferay.ThemeDisplay;Liferay.currentURL="\\x2f";</script>
<script src="/combo/?browserId=other&amp;minifierType=&amp;languageId=vi_VN&amp;b=6201&amp;/html/js/aui/aui/aui.js" type="text/javascript"></script></head>
<body class=" yui3-skin-sam controls-visible signed-out public-page site"> <a href="#main-content" id="skip-to-content">Truy cập nội dung luôn</a>
<div class="container-fluid" id="wrapper"> <header id="banner" role="banner"> <span class="site-name">{self.agency}</span>
<nav class="sort-pages" id="navigation"> <ul role="menubar">{menu(self)}</ul></nav></header>
<div id="content"> <h2 class="hide-accessible">{text(CATEGORIES["an-ninh-trat-tu"])}</h2>
<div class="columns-1" id="main-content" role="main"> <div class="portlet-layout row-fluid"> <div class="portlet-column portlet-column-only span12" id="column-1">
<div class="portlet-boundary portlet-boundary_{identity}_ portlet-static portlet-borderless portlet-{portlet}" id="p_p_id_{identity}_"> <span id="p_{identity}"></span> <div class="portlet-borderless-container"> <div class="portlet-body">
{main}
</div></div></div></div></div></div>
<form action="/trang-chu?p_p_id=58&amp;p_p_lifecycle=1&amp;p_p_state=normal" method="post"><input name="_58_formDate" type="hidden" value="1750999" /></form></div>
<footer id="footer" role="contentinfo">{footer}<p>Lượt truy cập: {visit.total + 184203}</p></footer></div></body></html>"""

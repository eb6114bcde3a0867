# ruff: noqa: E501, ARG002  (mark-up reads better unbroken; not every platform needs all it is told)
"""SharePoint 2013, a publishing site: `ArticleLeft.aspx` under `seattle.master`, paging by a parameter."""

from collections.abc import Sequence

from tests.platforms.sample import (
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


class SharePoint(Sample):
    """The title stands in the master page, above `.article`; its address is a page in a library."""

    name = "sharepoint"
    first_number = 18660
    voice = Voice(
        seed="sharepoint",
        police="Công an tỉnh",
        area="tỉnh Sông Vàm",
        scope="tỉnh",
        places=("xã Tân Vàm", "phường Bình Bến", "xã Mỹ Lệ Đông", "xã Long Cang Hạ"),
        streets=("quốc lộ 62", "đường Hùng Vàm", "tỉnh lộ 833", "đường Châu Bến"),
    )
    agency = "Công an tỉnh Sông Vàm"
    about_path = "/Pages/gioi-thieu.aspx"

    def path(self, category: str, words: str, number: int, story: Story) -> str:
        return f"/tin-tuc/Pages/{words}-{number}.aspx"

    def date_text(self, story: Story) -> str:
        return f"{story.published:%d/%m/%Y}"

    def published_at(self, story: Story) -> str:
        return f"{story.published:%Y-%m-%d}"

    def lead(self, story: Story) -> str | None:
        return None

    def listing_path(self, category: str, page: int) -> str:
        return f"/Pages/{category}.aspx" + (f"?Page={page}" if page > 1 else "")

    def pager(self, category: str, page: int, last: int) -> str:
        links = " ".join(
            f'<a href="{self.listing_path(category, other)}">{other}</a>'
            if other != page
            else f"<b>{other}</b>"
            for other in range(1, last + 1)
        )
        return f'<div class="ms-paging">{links}</div>'

    def items(self, articles: Sequence[SampleArticle]) -> str:
        entries = "".join(
            f'<li class="dfwp-item"><div class="item link-item"><a href="{article.path}" title="">{text(article.title or "")}</a>'
            f'<div class="description">{text(article.body[0])}</div></div></li>'
            for article in articles
        )
        return (
            '<div class="ms-webpart-zone ms-fullWidth"><div id="MSOZoneCell_WebPartWPQ2" class="s4-wpcell-plain ms-webpartzone-cell">'
            f'<ul class="dfwp-list">{entries}</ul></div></div>'
        )

    def article_main(self, article: SampleArticle, others: Sequence[SampleArticle]) -> str:
        related = "".join(
            f'<li><a href="{other.path}">{text(other.title or "")}</a> ({day(other)})</li>'
            for other in others
        )
        return f"""<div class="article article-left"><div class="article-header"><div class="date-line">{article.date_text}</div><div class="by-line"></div></div>
<div class="article-content"><div id="ctl00_PlaceHolderMain_ctl03_label" style="display:none">Page Content</div>
<div id="ctl00_PlaceHolderMain_ctl03__ControlWrapper_RichHtmlField" class="ms-rtestate-field" style="display:inline" aria-labelledby="ctl00_PlaceHolderMain_ctl03_label">
{self.body(article, after_lead=False)}
</div></div></div>
<div class="ms-webpart-zone ms-fullWidth"><div id="MSOZoneCell_WebPartWPQ3"><h2 class="ms-webpart-titleText"><span>Tin liên quan</span></h2><ul>{related}</ul></div></div>"""

    def block(self, block: Block, article: SampleArticle) -> str:
        if block.kind == "picture":
            caption = (
                f'<p class="ms-rteElement-P" style="text-align:center"><em>{text(block.text)}</em></p>'
                if block.text
                else ""
            )
            return f'<p class="ms-rteElement-P" style="text-align:center"><img class="ms-rteImage-1" src="{block.path}" alt="" /></p>{caption}'
        if block.kind == "heading":
            return f'<h3 class="ms-rteElement-H3">{text(block.text)}</h3>'
        return (
            f'<p class="ms-rteElement-P" style="text-align:justify">{linked(block.text, article)}&#160;</p>'
        )

    def frame(self, kind: Kind, title: str, main: str, visit: Visit, head: str = "") -> str:
        return f"""<!DOCTYPE html><html dir="ltr" lang="vi-VN"><head><meta http-equiv="X-UA-Compatible" content="IE=10" /><meta name="GENERATOR" content="Microsoft SharePoint" /><meta http-equiv="Content-type" content="text/html; charset=utf-8" />
<title>\n\t{text(title)}\n</title>{head}<link rel="stylesheet" type="text/css" href="/_layouts/15/1066/styles/Themable/corev15.css?rev=WAtOkmV5" /><link rel="stylesheet" type="text/css" href="/Style%20Library/congan.css" />
<script type="text/javascript" src="/_layouts/15/init.js?rev=6v7lbaxb"></script><script type="text/javascript">//<![CDATA[
var _spPageContextInfo = {{webServerRelativeUrl: "\\u002ftin-tuc", webAbsoluteUrl: "", siteAbsoluteUrl: "", serverRequestPath: "\\u002fPages"}};//]]></script></head>
<body><form method="post" action="" id="aspnetForm"><div><input type="hidden" name="MSOWebPartPage_PostbackSource" id="MSOWebPartPage_PostbackSource" value="" /><input type="hidden" name="MSOTlPn_SelectedWpId" value="" /><input type="hidden" name="__REQUESTDIGEST" id="__REQUESTDIGEST" value="0x12,27 Jun 2025 08:40:00 -0000" /><input type="hidden" name="__VIEWSTATE" id="__VIEWSTATE" value="/wEPDwUBMA9kFgJmD2Q=" /></div>
<script type="text/javascript">//<![CDATA[
var theForm = document.forms['aspnetForm']; function __doPostBack(eventTarget, eventArgument) {{ theForm.submit(); }}
//]]></script><script src="/ScriptResource.axd?d=x2t9&amp;t=72e85ccd" type="text/javascript"></script>
<div id="s4-workspace" class="ms-core-overlay"><div id="s4-bodyContainer"><div id="s4-titlerow" class="ms-dialogHidden"><div class="ms-breadcrumb-top"><div id="DeltaTopNavigation"><ul class="root static">{menu(self)}</ul></div>
<h1 id="pageTitle" class="ms-core-pageTitle"><span id="DeltaPlaceHolderPageTitleInTitleArea">\n{text(title)}\n</span></h1></div></div>
<div id="s4-bodyContainer2"><div id="contentRow"><div id="contentBox"><div id="DeltaPlaceHolderMain">
{main}
</div></div></div></div>
<div class="footer"><p>Bản quyền thuộc về {self.agency}</p><p>Giấy phép số 8/GP-STTTT cấp ngày 15/04/2024</p></div></div></div></form></body></html>"""

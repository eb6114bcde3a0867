# ruff: noqa: E501, ARG002  (mark-up reads better unbroken; not every platform needs all it is told)
"""ASP.NET WebForms: one form a page, listings that turn their pages by `__doPostBack` of a GridView."""

import base64
from collections.abc import Sequence

from tests.platforms.sample import (
    CATEGORIES,
    Block,
    Form,
    Kind,
    Page,
    Reply,
    Sample,
    SampleArticle,
    Story,
    Visit,
    Voice,
    html,
    linked,
    menu,
    text,
)

GRID = "ctl00$MainContent$gvTinTuc"


class WebForms(Sample):
    """`NewsID` is the article's number; a listing's second page has no address of its own."""

    name = "webforms"
    first_number = 31877
    voice = Voice(
        seed="webforms",
        police="Công an tỉnh",
        area="tỉnh Sông Thao",
        scope="tỉnh",
        places=("xã Hiền Đông", "phường Gia Bến", "xã Tu Vũ Thượng", "xã Văn Thao"),
        streets=("quốc lộ 2", "đường Hùng Thao", "tỉnh lộ 313", "đường Âu Bến"),
    )
    agency = "Công an tỉnh Sông Thao"
    about_path = "/GioiThieu.aspx"

    def path(self, category: str, words: str, number: int, story: Story) -> str:
        return f"/ChiTietTin.aspx?NewsID={number}"

    def date_text(self, story: Story) -> str:
        return f"Ngày đăng: {story.published:%d/%m/%Y %H:%M}"

    def listing_path(self, category: str, page: int) -> str:
        return f"/TinTuc.aspx?Cate={category}"

    def pager(self, category: str, page: int, last: int) -> str:
        cells = "".join(
            f"<td><a href=\"javascript:__doPostBack('{GRID}','Page${other}')\">{other}</a></td>"
            if other != page
            else f"<td><span>{other}</span></td>"
            for other in range(1, last + 1)
        )
        return f'<table class="pager" border="0"><tr>{cells}</tr></table>'

    def listing(self, category: str, page: int, articles: Sequence[SampleArticle]) -> Page:
        sheets = self.sheets(category, articles)
        main = self.items(sheets[page - 1]) + self.pager(category, page, len(sheets))
        state = _state(category, page)
        return lambda visit: html(
            self.frame("listing", CATEGORIES[category], main, visit).replace(_state("", 0), state)
        )

    def post(self, target: str, form: Form, articles: Sequence[SampleArticle]) -> Page:
        """The page of the listing that is asked for; a form without its own state is refused."""
        category = target.partition("Cate=")[2]
        argument = form.get("__EVENTARGUMENT", "").removeprefix("Page$")
        whole = (
            form.get("__EVENTTARGET") == GRID
            and any(form.get("__VIEWSTATE") == _state(category, page) for page in range(1, 9))
            and form.get("__EVENTVALIDATION") == "/wEdAAUk3Q=="
        )
        if not whole or category not in CATEGORIES or not argument.isdecimal():
            return lambda _visit: Reply(b"<h2>Validation of viewstate MAC failed.</h2>", 500)
        last = len(self.sheets(category, articles))
        return self.listing(category, max(1, min(int(argument), last)), articles)

    def items(self, articles: Sequence[SampleArticle]) -> str:
        rows = "".join(
            f'<tr><td><a class="tieude" id="ctl00_MainContent_gvTinTuc_ctl{place + 2:02d}_hplTieuDe" href="{article.path}">'
            f'{text(article.title or "")}</a><div class="tomtat">{text(article.body[0])}</div></td></tr>'
            for place, article in enumerate(articles)
        )
        return f'<table cellspacing="0" id="ctl00_MainContent_gvTinTuc">{rows}</table>'

    def article_main(self, article: SampleArticle, others: Sequence[SampleArticle]) -> str:
        related = "".join(
            f'<tr><td><a href="{other.path}">{text(other.title or "")}</a></td></tr>' for other in others
        )
        return f"""<div class="chitiet"><h1 class="tieude"><span id="ctl00_MainContent_lblTieuDe">{text(article.title or "")}</span></h1>
<div class="ngaydang"><span id="ctl00_MainContent_lblNgayDang">{article.date_text}</span></div>
<div class="tomtat"><p><strong>{text(article.lead or "")}</strong></p></div>
<div class="noidung"><span id="ctl00_MainContent_lblNoiDung">
{self.body(article, after_lead=True)}
</span></div></div>
<div class="tinkhac"><h3>Các tin khác</h3><table>{related}</table></div>"""

    def block(self, block: Block, article: SampleArticle) -> str:
        if block.kind == "picture":
            caption = f"<tr><td><em>{text(block.text)}</em></td></tr>" if block.text else ""
            return f'<table align="center" border="0"><tr><td><img src="{block.path}" alt="" /></td></tr>{caption}</table>'
        if block.kind == "heading":
            return f"<p><b>{text(block.text)}</b></p>"
        return f'<p style="text-align: justify">{linked(block.text, article)}</p>'

    def frame(self, kind: Kind, title: str, main: str, visit: Visit, head: str = "") -> str:
        return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml"><head id="ctl00_Head1"><title>{text(title)} | {self.agency}</title>{head}<link href="App_Themes/Default/style.css" type="text/css" rel="stylesheet" /></head>
<body><form name="aspnetForm" method="post" action="" id="aspnetForm">
<div><input type="hidden" name="__EVENTTARGET" id="__EVENTTARGET" value="" /><input type="hidden" name="__EVENTARGUMENT" id="__EVENTARGUMENT" value="" /><input type="hidden" name="__VIEWSTATE" id="__VIEWSTATE" value="{_state("", 0)}" /></div>
<script type="text/javascript">
//<![CDATA[
var theForm = document.forms['aspnetForm'];
function __doPostBack(eventTarget, eventArgument) {{ theForm.__EVENTTARGET.value = eventTarget; theForm.__EVENTARGUMENT.value = eventArgument; theForm.submit(); }}
//]]>
</script>
<script src="/WebResource.axd?d=pynGkmcFUV13He1Qd6&amp;t=637" type="text/javascript"></script>
<div><input type="hidden" name="__VIEWSTATEGENERATOR" id="__VIEWSTATEGENERATOR" value="CA0B0334" /><input type="hidden" name="__EVENTVALIDATION" id="__EVENTVALIDATION" value="/wEdAAUk3Q==" /></div>
<div id="header"><div class="ten">{self.agency}</div><ul class="menu">{menu(self)}</ul><div class="dongho">{visit.clock}</div></div>
<div id="content">
{main}
</div><div id="footer"><p>Bản quyền thuộc về {self.agency}</p><p>Số lượt truy cập: {visit.total + 70311}</p></div></form></body></html>"""


def _state(category: str, page: int) -> str:
    return base64.b64encode(f"/wEPDwUK{category}|{page}".encode()).decode()

# ruff: noqa: E501, ARG002  (mark-up reads better unbroken; not every platform needs all it is told)
"""NukeViet 4 with its default theme: `viewcat_page_new`, `detail`, `/page-2/`, an index of site maps."""

from collections.abc import Sequence

from tests.platforms.sample import (
    CATEGORIES,
    Block,
    Kind,
    Pages,
    Sample,
    SampleArticle,
    Story,
    Visit,
    Voice,
    day,
    linked,
    menu,
    site_map,
    text,
    weekday,
    xml,
)

REPORTERS = ("Minh Hạnh", "Quốc Trung", "Thu Hoài")


class NukeViet(Sample):
    """Title, date in `span.h5`, summary in `.hometext`, text in `#news-bodyhtml`, the writer below."""

    name = "nukeviet"
    first_number = 18660
    voice = Voice(
        seed="nukeviet",
        police="Công an tỉnh",
        area="tỉnh Sông Ba",
        scope="tỉnh",
        places=("xã Ea Tul Thượng", "phường Tân Lập Đông", "xã Cư Né Hạ", "xã Krông Bến"),
        streets=("quốc lộ 26", "đường Giải Phóng Đông", "tỉnh lộ 8", "đường Mai Bến"),
    )
    agency = "Công an tỉnh Sông Ba"
    about_path = "/about/"

    def path(self, category: str, words: str, number: int, story: Story) -> str:
        return f"/tin-tuc/{category}/{words}-{number}.html"

    def date_text(self, story: Story) -> str:
        return f"{weekday(story)} - {story.published:%d/%m/%Y %H:%M}"

    def author(self, index: int, story: Story) -> str | None:
        return REPORTERS[index % 3] if index % 3 == 1 else None

    def listing_path(self, category: str, page: int) -> str:
        return f"/tin-tuc/{category}/" + (f"page-{page}/" if page > 1 else "")

    def pager(self, category: str, page: int, last: int) -> str:
        links = "".join(
            f'<li><a{self._relation(page, other)} href="{self.listing_path(category, other)}">{other}</a></li>'
            if other != page
            else f'<li class="active"><a href="#">{other}</a></li>'
            for other in range(1, last + 1)
        )
        after = f'<li><a rel="next" title="Trang sau" href="{self.listing_path(category, page + 1)}">&raquo;</a></li>'
        return f'<div class="text-center"><ul class="pagination">{links}{after if page < last else ""}</ul></div>'

    @staticmethod
    def _relation(page: int, other: int) -> str:
        return {1: ' rel="next"', -1: ' rel="prev"'}.get(other - page, "")

    def more_pages(self, articles: Sequence[SampleArticle]) -> Pages:
        index = (
            '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>'
            "{base}/sitemap-vi.tin-tuc.xml</loc></sitemap></sitemapindex>"
        )
        return {
            "/sitemap.xml": xml(index),
            "/sitemap-vi.tin-tuc.xml": site_map([article.path for article in articles]),
        }

    def items(self, articles: Sequence[SampleArticle]) -> str:
        return "".join(
            '<div class="news_column panel panel-default"><div class="panel-body featured">'
            f'<h3><a href="{article.path}" title="{text(article.title or "")}">{text(article.title or "")}</a></h3>'
            f'<div class="text-muted"><ul class="list-unstyled list-inline"><li><em class="fa fa-clock-o">&nbsp;</em> '
            f'{article.date_text}</li><li><em class="fa fa-eye">&nbsp;</em> Đã xem: {article.number % 700}</li></ul></div>'
            f'<div class="news-content">{text(article.body[0])}</div></div></div>\n'
            for article in articles
        )

    def article_main(self, article: SampleArticle, others: Sequence[SampleArticle]) -> str:
        title = text(article.title or "")
        half = len(others) // 2
        signed = (
            '<div class="margin-bottom-lg"><p class="h5 text-right"><strong>Tác giả: </strong>'
            f"{text(article.author)}</p></div>"
            if article.author
            else ""
        )
        return f"""<div class="news_column panel panel-default" itemtype="http://schema.org/NewsArticle" itemscope>
<div class="panel-body">
<h1 class="title margin-bottom-lg" itemprop="headline">{title}</h1>
<div class="hidden hide d-none" itemprop="author" itemtype="http://schema.org/Person" itemscope><span itemprop="name">{text(article.author or self.agency)}</span></div>
<span class="hidden hide d-none" itemprop="datePublished">{article.published_at}</span>
<span class="hidden hide d-none" itemprop="dateModified">{article.published_at}</span>
<div class="row margin-bottom-lg"><div class="col-md-12"><span class="h5">{article.date_text}</span></div>
<div class="col-md-12"><ul class="list-inline text-right">
<li><a class="dimgray" rel="nofollow" title="In ra" href="javascript: void(0)" onclick="nv_open_browse('/tin-tuc/print/','')"><em class="fa fa-print fa-lg">&nbsp;</em></a></li></ul></div></div>
<div class="clearfix"><div class="hometext m-bottom" itemprop="description">{text(article.lead or "")}</div></div>
<div id="news-bodyhtml" class="bodytext margin-bottom-lg">
{self.body(article, after_lead=True)}
</div>
{signed}
</div></div>
<div class="news_column panel panel-default"><div class="panel-body"><div class="h5"><em class="fa fa-tags">&nbsp;</em><strong>Từ khóa: </strong><a title="an ninh" href="/tin-tuc/tag/an-ninh/"><em>an ninh</em></a></div></div></div>
<div class="news_column panel panel-default"><div class="panel-body"><form id="form3B" action=""><div class="h5 clearfix"><p id="stringrating">Tổng số điểm của bài viết là: 0 trong 0 đánh giá</p><div style="padding: 5px;"><span id="hover-test" style="margin: 0 0 0 20px;">Click để đánh giá bài viết</span></div></div></form></div></div>
<div class="news_column panel panel-default"><div class="panel-body other-news">
<p class="h3"><strong>Những tin mới hơn</strong></p><div class="clearfix"><ul class="detail-related related list-none list-items">{_related(others[:half])}</ul></div>
<p class="h3"><strong>Những tin cũ hơn</strong></p><div class="clearfix"><ul class="detail-related related list-none list-items">{_related(others[half:])}</ul></div></div></div>"""

    def block(self, block: Block, article: SampleArticle) -> str:
        if block.kind == "picture":
            caption = f"<figcaption>{text(block.text)}</figcaption>" if block.text else ""
            picture = f'<img alt="" height="400" src="{block.path}" width="600" />'
            return f'<div style="text-align:center"><figure class="image">{picture}{caption}</figure></div>'
        if block.kind == "heading":
            return f"<p><strong>{text(block.text)}</strong></p>"
        return f'<p style="text-align:justify">{linked(block.text, article)}</p>'

    def frame(self, kind: Kind, title: str, main: str, visit: Visit, head: str = "") -> str:
        if kind == "other":
            main = f'<div class="page panel panel-default"><div class="panel-body">{main}</div></div>'
        categories = "".join(
            f'<li><a title="{name}" href="/tin-tuc/{category}/">{name}</a></li>'
            for category, name in CATEGORIES.items()
        )
        return f"""<!DOCTYPE html><html lang="vi" xmlns="http://www.w3.org/1999/xhtml" prefix="og: http://ogp.me/ns#"><head>
<title>{text(title)} - {self.agency}</title>
<meta name="author" content="{self.agency}"><meta name="generator" content="NukeViet v4.5"><meta name="viewport" content="width=device-width, initial-scale=1"><meta http-equiv="Content-Type" content="text/html; charset=utf-8">{head}
<link rel="stylesheet" href="/assets/css/font-awesome.min.css"><link rel="stylesheet" href="/themes/default/css/bootstrap.min.css"><link rel="stylesheet" href="/themes/default/css/style.css"></head>
<body><noscript><div class="alert alert-danger">Trình duyệt của bạn đã tắt chức năng hỗ trợ JavaScript.</div></noscript>
<div class="body-bg"><div class="wraper"><header><div class="container"><div id="header" class="row"><div class="logo col-xs-24 col-sm-24 col-md-8"><a title="{self.agency}" href="/"><img src="/uploads/logo.png" alt="{self.agency}"></a><h2 class="site_name">{self.agency}</h2></div></div></div></header>
<nav class="second-nav" id="menusite"><div class="container"><div class="bg box-shadow"><div class="collapse navbar-collapse" id="menu-site-default"><ul class="nav navbar-nav">{menu(self)}</ul></div></div></div></nav>
<section><div class="container" id="body"><nav class="third-nav"><span class="current-time">{visit.clock}</span></nav><div class="row">
<div class="col-sm-16 col-md-18">
{main}
</div><div class="col-sm-8 col-md-6"><div class="panel panel-primary"><div class="panel-heading">Chuyên mục</div><div class="panel-body"><ul>{categories}</ul></div></div>
<div class="panel panel-primary"><div class="panel-heading">Thống kê</div><div class="panel-body"><ul class="counter list-none display-table"><li><span>Đang truy cập</span><span>{visit.total % 40 + 3}</span></li><li><span>Hôm nay</span><span>{visit.total + 812}</span></li><li><span>Tổng lượt truy cập</span><span>{visit.total + 4798809}</span></li></ul></div></div></div></div></div></section>
<footer id="footer"><p class="footer">&copy; Bản quyền thuộc về {self.agency}.</p><a href="/index.php?language=vi&amp;nv=statistics">Thống kê</a></footer></div></div>
<div id="timeoutsess" class="chromeframe">Bạn đã không sử dụng Site</div><div id="openidResult" class="nv-alert" style="display:none"></div>
<script src="/assets/js/jquery/jquery.min.js"></script><script>var nv_base_siteurl="/",nv_lang_data="vi",nv_lang_interface="vi",nv_name_variable="nv",nv_fc_variable="op",nv_lang_variable="language",nv_module_name="tin-tuc",nv_func_name="detail",nv_is_user=0;</script>
<script src="/assets/js/language/vi.js"></script><script src="/assets/js/global.js"></script><script src="/themes/default/js/main.js"></script></body></html>"""


def _related(articles: Sequence[SampleArticle]) -> str:
    return "".join(
        f'<li><em class="fa fa-angle-right">&nbsp;</em><h4><a href="{article.path}" title="{text(article.title or "")}">'
        f"{text(article.title or '')}</a></h4><em>({day(article)})</em></li>"
        for article in articles
    )

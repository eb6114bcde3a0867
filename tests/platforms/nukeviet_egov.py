# ruff: noqa: E501  (mark-up reads better unbroken)
"""NukeViet's edition for agencies, theme `egov`: counters beside the date, other articles in tabs."""

from collections.abc import Sequence

from tests.platforms.nukeviet import NukeViet
from tests.platforms.sample import SampleArticle, Voice, day, text


class NukeVietEGov(NukeViet):
    """As the default theme, but the date is one of three `span.h5`, and no date is hidden in the page."""

    name = "nukeviet_egov"
    first_number = 5210
    voice = Voice(
        seed="nukeviet_egov",
        police="Công an tỉnh",
        area="tỉnh Sông Đà",
        scope="tỉnh",
        places=("xã Mường Bến", "phường Chiềng Đông", "xã Tân Đà Hạ", "xã Nà Mường Thượng"),
        streets=("quốc lộ 43", "đường Tô Đà", "tỉnh lộ 110", "đường Lò Bến"),
    )
    agency = "Công an tỉnh Sông Đà"

    def items(self, articles: Sequence[SampleArticle]) -> str:
        return '<div class="box-icon-title box-icon-title-notop"><h2>Tin tức</h2></div>' + "".join(
            f'<div class="news_column listpage"><div class="panel panel-default"><div class="panel-body"><h3><a href="{article.path}" title="{text(article.title or "")}">{text(article.title or "")}</a></h3>'
            f'<div class="text-muted"><ul class="list-unstyled list-inline"><li><em class="fa fa-clock-o">&nbsp;</em> {article.date_text}</li><li><em class="fa fa-eye">&nbsp;</em> Đã xem: {article.number % 500}</li></ul></div>'
            f'{text(article.body[0])}<div class="viewmore text-right"><a href="{article.path}" class="more">Xem tiếp&nbsp;<i class="fa fa-caret-right"></i></a></div></div></div></div>\n'
            for article in articles
        )

    def article_main(self, article: SampleArticle, others: Sequence[SampleArticle]) -> str:
        signed = (
            f'<p class="h5 text-right"><strong>Tác giả: </strong>{text(article.author)}</p>'
            if article.author
            else ""
        )
        half = len(others) // 2
        return f"""<div class="news_column panel panel-default newsdetail"><div class="panel-body">
<h1 class="title margin-bottom-lg">{text(article.title or "")}</h1>
<div class="row margin-bottom-lg newsdetailmetatop"><div class="col-md-12"><span class="h5"><i class="fa fa-clock-o" aria-hidden="true"></i>{article.date_text}</span> <span class="h5"><i class="fa fa-eye" aria-hidden="true"></i>{article.number % 500}</span> <span class="h5"><i class="fa fa-comment-o" aria-hidden="true"></i>0</span></div>
<div class="col-md-12"><ul class="list-inline text-right"><li><a class="dimgray" rel="nofollow" title="In ra" href="javascript: void(0)"><em class="fa fa-print fa-lg">&nbsp;</em></a></li></ul></div></div>
<div class="clearfix"><div class="hometext m-bottom">{text(article.lead or "")}</div></div>
<div id="news-bodyhtml" class="bodytext margin-bottom-lg">
{self.body(article, after_lead=True)}
</div>
<div class="margin-bottom-lg">{signed}</div></div></div>
<div class="news_column panel panel-default newsdetailbox"><div class="panel-body"><form id="form3B" action=""><div class="h5 clearfix"><p id="stringrating">Tổng số điểm của bài viết là: 0 trong 0 đánh giá</p><div style="padding: 5px;"><span id="hover-test">Click để đánh giá bài viết</span></div></div></form></div></div>
<div class="news_column panel panel-default newsdetailbox"><div class="panel-body other-news faqopinion"><div class="optabarea"><div class="tptabtitle"><ul><li><a href="#news-relatednew" class="active" data-toggle="faqoptab">Những tin mới hơn</a></li><li><a href="#news-related" data-toggle="faqoptab">Những tin cũ hơn</a></li></ul></div>
<div class="tptabcontent tabtrue"><div class="clearfix" id="news-relatednew"><ul class="related related-square">{_related(others[:half])}</ul></div><div class="clearfix" id="news-related"><ul class="related related-square">{_related(others[half:])}</ul></div></div></div></div></div>"""


def _related(articles: Sequence[SampleArticle]) -> str:
    return "".join(
        f'<li><em class="fa fa-angle-right">&nbsp;</em><a href="{article.path}" title="{text(article.title or "")}"><h4>{text(article.title or "")}</h4></a> <em>({day(article)})</em></li>'
        for article in articles
    )

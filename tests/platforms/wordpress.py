# ruff: noqa: E501, ARG002  (mark-up reads better unbroken; not every platform needs all it is told)
"""WordPress with one of its own themes (Twenty Seventeen): a feed, a site map, `/page/2/`."""

from collections.abc import Sequence
from datetime import datetime
from email.utils import format_datetime
from html import escape

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
    xml,
)

FEED = 10
"""Entries of the feed, as WordPress has by default."""


class WordPress(Sample):
    """`h1.entry-title`, `time.entry-date.published`, `.entry-content`; addresses by day and name."""

    name = "wordpress"
    first_number = 9120
    voice = Voice(
        seed="wordpress",
        police="Công an tỉnh",
        area="tỉnh Sông Hiếu",
        scope="tỉnh",
        places=("xã Cam Hiếu Thượng", "phường Đông Lễ Hạ", "xã Triệu Bến", "xã Gio Mai Đông"),
        streets=("quốc lộ 9", "đường Hùng Bến", "đường Trần Hưng Đông", "tỉnh lộ 579"),
    )
    agency = "Công an tỉnh Sông Hiếu"
    about_path = "/gioi-thieu/"
    theme = "twentyseventeen"

    def path(self, category: str, words: str, number: int, story: Story) -> str:
        return f"/{story.published:%Y/%m/%d}/{words}/"

    def date_text(self, story: Story) -> str:
        return f"{story.published:%d/%m/%Y}"

    def published_at(self, story: Story) -> str:
        return f"{story.published:%Y-%m-%d}"

    def lead(self, story: Story) -> str | None:
        return None

    def listing_path(self, category: str, page: int) -> str:
        return f"/category/{category}/" + (f"page/{page}/" if page > 1 else "")

    def pager(self, category: str, page: int, last: int) -> str:
        links = "".join(
            f'<a class="page-numbers" href="{self.listing_path(category, other)}">'
            f'<span class="meta-nav screen-reader-text">Trang </span>{other}</a>\n'
            if other != page
            else f'<span aria-current="page" class="page-numbers current">{other}</span>\n'
            for other in range(1, last + 1)
        )
        after = f'<a class="next page-numbers" href="{self.listing_path(category, page + 1)}">Trang tiếp</a>'
        return (
            '<nav class="navigation pagination" aria-label="Phân trang"><h2 class="screen-reader-text">Phân trang'
            f'</h2><div class="nav-links">{links}{after if page < last else ""}</div></nav>'
        )

    def more_pages(self, articles: Sequence[SampleArticle]) -> Pages:
        entries = "".join(
            f"<item><title>{text(article.title or '')}</title><link>{{base}}{article.path}</link>"
            f"<pubDate>{format_datetime(datetime.fromisoformat(article.published_at or ''))}</pubDate>"
            f'<guid isPermaLink="false">{{base}}/?p={article.number}</guid></item>'
            for article in articles[:FEED]
        )
        index = (
            '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>'
            "{base}/wp-sitemap-posts-post-1.xml</loc></sitemap></sitemapindex>"
        )
        return {
            "/feed/": xml(
                f'<rss version="2.0"><channel><title>{self.agency}</title>{entries}</channel></rss>'
            ),
            "/wp-sitemap.xml": xml(index),
            "/wp-sitemap-posts-post-1.xml": site_map([article.path for article in articles]),
        }

    def items(self, articles: Sequence[SampleArticle]) -> str:
        return "".join(
            f'<article id="post-{article.number}" class="post-{article.number} post type-post status-publish '
            f'format-standard hentry category-{article.categories[0]}"><header class="entry-header">'
            f'<div class="entry-meta"><a href="{article.path}" rel="bookmark">{_time(article)}</a></div>'
            f'<h2 class="entry-title"><a href="{article.path}" rel="bookmark">{text(article.title or "")}</a></h2>'
            f'</header><div class="entry-summary"><p>{text(article.body[0][:150])} [&hellip;]</p></div></article>\n'
            for article in articles
        )

    def head(self, article: SampleArticle, visit: Visit) -> str:
        return (
            f'<link rel="canonical" href="{visit.base}{article.path}" />'
            f'<meta property="og:title" content="{escape(article.title or "")}" />'
            f'<meta property="article:published_time" content="{article.published_at}T08:16:00+07:00" />'
        )

    def article_main(self, article: SampleArticle, others: Sequence[SampleArticle]) -> str:
        category = article.categories[0]
        return f"""<article id="post-{article.number}" class="post-{article.number} post type-post status-publish format-standard hentry category-{category}">
<header class="entry-header"><div class="entry-meta"><span class="posted-on"><span class="screen-reader-text">Đăng vào</span> <a href="{article.path}" rel="bookmark">{_time(article)}</a></span></div>
<h1 class="entry-title">{text(article.title or "")}</h1></header>
<div class="entry-content">
{self.body(article, after_lead=False)}
<div class="sharedaddy sd-sharing-enabled"><div class="robots-nocontent sd-block sd-social"><h3 class="sd-title">Chia sẻ:</h3><div class="sd-content"><ul><li class="share-facebook"><a rel="nofollow" href="{article.path}?share=facebook"><span>Facebook</span></a></li></ul></div></div></div>
</div>
<footer class="entry-footer"><span class="cat-tags-links"><span class="cat-links"><span class="screen-reader-text">Danh mục</span><a href="/category/{category}/" rel="category tag">{CATEGORIES[category]}</a></span></span></footer></article>
<nav class="navigation post-navigation" aria-label="Bài viết"><h2 class="screen-reader-text">Điều hướng bài viết</h2><div class="nav-links"><div class="nav-previous"><a href="{others[0].path}" rel="prev"><span class="nav-title">{text(others[0].title or "")}</span></a></div><div class="nav-next"><a href="{others[1].path}" rel="next"><span class="nav-title">{text(others[1].title or "")}</span></a></div></div></nav>"""

    def block(self, block: Block, article: SampleArticle) -> str:
        if block.kind == "picture":
            caption = (
                f'<figcaption class="wp-element-caption">{text(block.text)}</figcaption>'
                if block.text
                else ""
            )
            picture = f'<img decoding="async" width="640" height="427" src="{block.path}" alt="" class="wp-image-{article.number}"/>'
            return f'<figure class="wp-block-image size-large">{picture}{caption}</figure>'
        if block.kind == "heading":
            return f'<h3 class="wp-block-heading">{text(block.text)}</h3>'
        return f"<p>{linked(block.text, article)}</p>"

    def frame(self, kind: Kind, title: str, main: str, visit: Visit, head: str = "") -> str:
        body = {
            "home": "home blog wp-embed-responsive hfeed has-sidebar",
            "listing": "archive category category-3 wp-embed-responsive hfeed has-sidebar",
            "article": "post-template-default single single-post postid-9120 single-format-standard wp-embed-responsive",
            "other": "page-template-default page page-id-2 wp-embed-responsive",
        }[kind]
        if kind == "other":
            main = f'<article id="post-2" class="post-2 page type-page status-publish hentry"><div class="entry-content">{main}</div></article>'
        return f"""<!DOCTYPE html>
<html lang="vi" class="no-js no-svg"><head><meta charset="UTF-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{text(title)} &#8211; {self.agency}</title>{head}
<link rel="alternate" type="application/rss+xml" title="Dòng thông tin {self.agency}" href="{visit.base}/feed/" />
<script>window._wpemojiSettings = {{"baseUrl":"https:\\/\\/s.w.org\\/images\\/core\\/emoji\\/14.0.0\\/72x72\\/"}};</script>
<link rel='stylesheet' id='{self.theme}-style-css' href='{visit.base}/wp-content/themes/{self.theme}/style.css?ver=20230328' media='all' />
<link rel='stylesheet' id='wp-block-library-css' href='{visit.base}/wp-includes/css/dist/block-library/style.min.css?ver=6.4.2' media='all' />
<script src="{visit.base}/wp-includes/js/jquery/jquery.min.js?ver=3.7.1" id="jquery-core-js"></script>
<link rel="https://api.w.org/" href="{visit.base}/wp-json/" /><link rel="EditURI" type="application/rsd+xml" title="RSD" href="{visit.base}/xmlrpc.php?rsd" />
<meta name="generator" content="WordPress 6.4.2" /></head>
<body class="{body}"><div id="page" class="site"><a class="skip-link screen-reader-text" href="#content">Chuyển đến phần nội dung</a>
{self.middle(main)}
</div></body></html>"""

    def middle(self, main: str) -> str:
        """What the theme puts around the middle of every page."""
        recent = f'<section id="recent-posts-2" class="widget widget_recent_entries"><h2 class="widget-title">Bài viết mới</h2><ul>{menu(self)}</ul></section>'
        return f"""<header id="masthead" class="site-header"><div class="site-branding"><p class="site-title"><a href="/" rel="home">{self.agency}</a></p></div>
<nav id="site-navigation" class="main-navigation" aria-label="Menu chính"><ul id="top-menu" class="menu">{menu(self)}</ul></nav></header>
<div class="site-content-contain"><div id="content" class="site-content"><div class="wrap"><div id="primary" class="content-area"><main id="main" class="site-main">
{main}
</main></div><aside id="secondary" class="widget-area">{recent}</aside></div></div>
<footer id="colophon" class="site-footer"><div class="wrap"><div class="site-info"><a href="https://wordpress.org/" class="imprint">Tự hào được hỗ trợ bởi WordPress</a></div></div></footer></div>"""


def _time(article: SampleArticle) -> str:
    moment = f"{article.published_at}T08:16:00+07:00"
    return f'<time class="entry-date published updated" datetime="{moment}">{day(article)}</time>'

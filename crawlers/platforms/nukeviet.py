"""NukeViet 3 to 5: Vietnamese free software, on many provincial portals."""

from crawlers.layout import Layout
from crawlers.platforms.platform import Platform, Sign

NUKEVIET = Platform(
    name="nukeviet",
    title="NukeViet",
    signs=(
        # nv_html_meta_tags(): `<meta name="generator" content="NukeViet v4.5">`
        Sign(told="the generator is NukeViet", where="generator", pattern=r"^NukeViet\b"),
        # nv_html_site_js() in includes/core/theme_functions.php; NukeViet 3 has nv_siteroot
        Sign(
            told="a script sets nv_base_siteurl",
            where="scripts",
            pattern=r"\bnv_(?:base_siteurl|siteroot|name_variable)\s*=\s*[\"']",
        ),
        # NV_ASSETS_DIR . '/js/language/' . NV_LANG_INTERFACE . '.js'
        Sign(
            told="a script of the language lies where NukeViet has it",
            where="assets",
            pattern=r"/(?:assets/)?js/language/[a-z]{2}\.js|/data/config/nv",
        ),
        Sign(told="addresses name a module (nv=)", where="links", pattern=r"[?&]nv=[\w-]+"),
        Sign(
            told="elements are named as in NukeViet's own themes",
            where="names",
            pattern=r"^#(?:news-bodyhtml|openidResult|openidBt|timeoutsess)$",
        ),
    ),
    layout=Layout(
        # modules/news/detail.tpl of themes/default, themes/mobile_default and, in NukeViet's edition for
        # agencies (nukeviet/eGovernment), themes/egov and themes/mobile_egov. Lists have no `h1` in a panel.
        title=".news_column > .panel-body > h1",
        date=".news_column > .panel-body > .row span.h5, .news_column > .panel-body > em.time",
        lead=".news_column > .panel-body > .clearfix > .hometext, .news_column > .panel-body > #hometext",
        body="#news-bodyhtml, .news_column > .panel-body > .bodytext",
        caption=".news_column figure.article figcaption",
        # Hidden by style sheet: the preview repeats picture and caption, `[itemprop]` date and writer
        noise="#imgpreview, .news_column > .panel-body > .hidden",
    ),
    # modules/news: `/<module>/<category>/<slug>-<id>.html` (rewrite_exturl); the module may be left out,
    # the language (`vi`) may come before. NukeViet 3 writes slugs with capitals.
    article=r"(?:/index\.php)?(?:/vi)?(?:/[\w-]+)?/(?P<category>[\w-]+)/[^/?]+-(?P<number>\d+)\.html",
    sitemaps=("/sitemap.xml",),  # includes/rewrite: `sitemap.xml` is the module SitemapIndex
    pages=(r"/page-(?P<page>\d+)/?$",),
    turning="by links to /page-2/ below the listing's own address",
    never_articles=("/tin-tuc/an-ninh-trat-tu/page-2/", "/tin-tuc/", "/users/login/"),
)

"""WordPress, with several families of themes: `congan.quangtri.gov.vn` runs tagDiv's Newspaper."""

from crawlers.layout import Layout
from crawlers.platforms.platform import Platform, Sign

WORDPRESS = Platform(
    name="wordpress",
    title="WordPress",
    signs=(
        # wp_generator(): `<meta name="generator" content="WordPress 6.4.2" />`; plugins add theirs
        Sign(told="the generator is WordPress", where="generator", pattern=r"^WordPress\b"),
        # Only style sheets and scripts: pictures under wp-content/uploads outlive a move to other software
        Sign(
            told="style sheets or scripts lie under wp-content or wp-includes",
            where="assets",
            pattern=r"/wp-(?:includes|content/(?:themes|plugins|cache))/",
        ),
        # rest_output_link_wp_head(): `<link rel="https://api.w.org/" href="…/wp-json/">`, rsd_link()
        Sign(
            told="a script of WordPress itself (emoji, comments, REST)",
            where="scripts",
            pattern=r"\b_wpemojiSettings\b|\bwp-emoji-release|/wp-admin\\?/admin-ajax\.php|\bwp-includes\b",
        ),
        # get_body_class() and get_post_class() of wp-includes/post-template.php
        Sign(
            told="classes as body_class() and post_class() make them",
            where="names",
            pattern=r"^\.(?:postid-\d+|page-id-\d+|status-publish|wp-(?:custom-logo|embed-responsive|singular))$",
        ),
        Sign(
            told="addresses of WordPress's own pages",
            where="links",
            pattern=r"/wp-(?:login|comments-post)\.php|/wp-admin/|/wp-json/",
        ),
    ),
    layout=Layout(
        # twentyfifteen … twentytwentyone: `h1.entry-title`, `time.entry-date.published`, `div.entry-content`;
        # twentytwentytwo on (blocks): `.wp-block-post-title`, `.wp-block-post-content`; twentytwenty:
        # `.post-date .meta-text`; tagDiv Newspaper: `.td-post-title`, `.td-post-date time`,
        # `.td-post-content`, with its builder `.tdb-title-text`, `.tdb_single_date`, `.tdb_single_content`.
        # `body.single` keeps all of them off listings and static pages.
        title="body.single h1.entry-title, body.single h1.tdb-title-text, body.single h1.wp-block-post-title",
        date="body.single .td-post-title time.entry-date, body.single .tdb_single_date time.entry-date, "
        "body.single .entry-header time.entry-date.published, "
        "body.single .entry-meta time.entry-date.published, "
        "body.single .entry-header .post-date .meta-text",
        body="body.single .td-post-content, body.single .tdb_single_content .tdb-block-inner, "
        "body.single .entry-content",
        caption="figcaption, .wp-caption-text",
        category="body.single .td-post-category, body.single .cat-links a[rel~=category], "
        "body.single .entry-categories a[rel~=category]",
        # Jetpack, AddToAny, tagDiv and "related posts" put themselves inside of the text
        noise=".sharedaddy, .jp-relatedposts, .addtoany_share_save_container, .td-post-sharing, "
        ".td-a-rec, .yarpp, .post-views, .wp-block-post-navigation-link",
    ),
    # "Day and name", and "Month and name". Where a portal's addresses are bare slugs its spider says so.
    article=r"/\d{4}/\d{2}(?:/\d{2})?/(?!\d+/?$)[^/?]+/?",  # `/2025/06/27/` is a day's archive
    feeds=("/feed/",),
    sitemaps=("/wp-sitemap.xml",),  # of WordPress itself since 5.5; Yoast has /sitemap_index.xml instead
    pages=(r"/page/(?P<page>\d+)/?$", r"[?&]paged=(?P<page>\d+)"),
    turning="by links to /page/2/ below the listing's own address",
    never_articles=(
        "/category/tin-tuc/page/2/",
        "/tag/giao-thong/",
        "/author/bien-tap/",
        "/feed/",
        "/2025/06/",
        "/2025/06/27/",
    ),
)

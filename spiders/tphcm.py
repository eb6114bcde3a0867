"""Báo Công an TPHCM: https://congan.com.vn/."""

from crawlers.layout import Layout
from crawlers.spider import PortalSpider


class TphcmSpider(PortalSpider):
    """Newspaper of the police of TPHCM, since 1 July 2025 with Bình Dương and Bà Rịa - Vũng Tàu.

    Seen in public sources: addresses, listings, feeds and the class names below; one crawler notes that
    unknown user agents are answered with 403, ours says who it is. Inferred: that listings have page links.
    Check on the live site: that it is let in, and paging (a WebForms page may do it by form; then only feeds
    and first pages are read).
    """

    # Who
    name = "tphcm"
    agency = "Công an TPHCM"
    province = "VN-SG"

    # Where
    home = "https://congan.com.vn/"
    listings = ("/tin-chinh", "/vu-an", "/tin-tuc-su-kien")
    listing = r"/[a-z]+(?:-[a-z]+)+/?"  # the menu's other categories
    feeds = ("/rss/tin-chinh", "/rss/vu-an")

    # What an article's address is: /vu-an/<slug>_146086.html
    article = r"/(?P<category>[a-z0-9-]+)/[^/]+_(?P<number>\d+)\.html"

    # How a page is read: `(CAO)` before the lead names the source; each selector is a second witness, no more
    layout = Layout(
        source_tags=("CAO",),
        date='[style*="white-space: nowrap"]',
        lead=".article_head",
        body="#article_content",
        author="div.article_author",
        caption=".d-imgcaption",
        noise="#article_content div:has(> .inner-article), .inner-article, .col-sm-12.col-md-6.fLeft",
    )

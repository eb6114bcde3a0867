"""Portals of the tests whose listings page by number, by form or by script (see `scripted_site`)."""

from __future__ import annotations

from crawlers.listings.paged import PagedListing
from crawlers.spider import PortalSpider

ARTICLE = r"/tin/[^/]+-(?P<number>\d+)\.html"


class Numbered(PortalSpider):
    name = "numbered"
    agency = "Công an tỉnh Ví Dụ"
    province = "VN-HP"
    home = "https://congan.example.gov.vn/"
    listings = ("/bieu-mau.aspx",)
    paged_listings = (
        PagedListing(address="/api/tin?trang={page}", first=0, article="/tin/{slug}-{id}.html"),
        PagedListing(address="/manh/{page}"),
    )
    article = ARTICLE


class Scripted(PortalSpider):
    name = "scripted"
    agency = "Công an tỉnh Ví Dụ"
    province = "VN-HP"
    home = "https://congan.example.gov.vn/"
    scripted_listings = ("/theo-nut", "/cuon")
    article = ARTICLE


MODULE = ("-s", f"SPIDER_MODULES={__name__}")
"""Has a crawl know these portals instead of the real ones."""

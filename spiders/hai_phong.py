"""Công an thành phố Hải Phòng: https://congan.haiphong.gov.vn/."""

from datetime import date

from crawlers.layout import Layout
from crawlers.spider import PortalSpider


class HaiPhongSpider(PortalSpider):
    """Police of Hải Phòng, since 1 July 2025 with Hải Dương.

    Seen in public sources: the addresses of articles and pictures, and how pages read as text.
    Inferred: that a category is listed under its own segment; that https is the scheme of choice.
    Check on the live site: the menu's listings and their paging, and whether article pages have changed since
    pictures lie under `/uploads/haiphong/` (seen from 2024 on).
    """

    # Who
    name = "hai_phong"
    agency = "Công an thành phố Hải Phòng"
    province = "VN-HP"

    # Where
    home = "https://congan.haiphong.gov.vn/"
    listings = ("/Tin-An-ninh-trat-tu",)
    listing = r"/[A-Z][a-z]+(?:-[A-Za-z]+)+/?"  # the first segment of an article's address is its category

    # What an article's address is: /Tin-An-ninh-trat-tu/<Slug-With-Capitals>-184974.html
    article = r"/(?P<category>[A-Z][\w-]*)/[^/]+-(?P<number>\d+)\.html"

    # How a page is read: a slogan above the title, the Hồ Chí Minh letter below the text
    layout = Layout(
        earliest=date(2008, 1, 1),
        date_labels=("Cập nhật",),
        boilerplate=("slogan", "letter"),
    )

"""Công an tỉnh Bắc Ninh: https://conganbacninh.gov.vn/."""

from crawlers.layout import Layout
from crawlers.spider import PortalSpider


class BacNinhSpider(PortalSpider):
    """Police of Bắc Ninh, since 1 July 2025 with Bắc Giang.

    Seen: one article as text, and the host once, in a footer. All addresses are inferred from the province's
    general portal (bacninh.gov.vn, on Liferay), which is another site. Check on the live site: the host, the
    address of an article, the listings and their paging, and whether there is a site map.
    """

    # Who
    name = "bac_ninh"
    agency = "Công an tỉnh Bắc Ninh"
    province = "VN-56"

    # Where
    home = "https://conganbacninh.gov.vn/"
    listing = r"/[a-z]+(?:-[a-z]+)+/?"  # whatever the menu of the home page names so
    sitemaps = ("/sitemap.xml",)

    # What an article's address is: /news/-/details/<group>/<slug>-<number>
    article = r"/news/-/details/\d+/[^/]+-(?P<number>\d+)"

    # How a page is read: the date is a day without a time, the writing unit is the last line
    layout = Layout(date_labels=("Đăng vào",), signature=("author",))

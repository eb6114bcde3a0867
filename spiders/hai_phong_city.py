"""Cổng thông tin điện tử thành phố Hải Phòng: http://www.haiphong.gov.vn/."""

from crawlers.layout import Layout
from crawlers.spider import PortalSpider


class HaiPhongCitySpider(PortalSpider):
    """The portal of the city of Hải Phòng.

    Seen in public sources: both forms of address, the listing of `TU`, and the element of the date.
    Decided: the canonical address is the article's page with nothing but its ContentID, also where only the
    print view can be read. Inferred: that it answers without Organization and MenuID; the listing of `SXD`.
    Check on the live site: that, the other Organizations, paging, and the newer addresses with `/p-UBNDTP/d`.
    """

    # Who
    name = "hai_phong_city"
    agency = "Cổng thông tin điện tử thành phố Hải Phòng"
    province = "VN-HP"

    # Where
    home = "http://www.haiphong.gov.vn/"
    listings = ("/Portal/Default.aspx?Organization=TU", "/Portal/Default.aspx?Organization=SXD")

    # What an article's address is: /Portal/Detail.aspx?Organization=SXD&MenuID=19237&ContentID=154916
    article = r"/Portal/Detail\.aspx\?ContentID=(?P<number>\d+)"
    keep = ("ContentID",)
    article_view = "/Portal/Detail.aspx?ContentID={number}"
    print_view = "/Portal/PrintItem.aspx?ContentID={number}"

    # How a page is read: its last two lines are writer and first publisher; a print view begins with today
    layout = Layout(
        date="div.divDetail_DateCreate",
        signature=("author", "source"),
        print_view=r"/Portal/PrintItem\.aspx",
        print_day=r"Hải Phòng, ngày \d{1,2} tháng \d{1,2} năm \d{4}",
    )

"""A spider for each sample portal: on a known platform it is about ten lines.

scrapy crawl nukeviet -s SPIDER_MODULES=tests.platforms.spiders -a home=http://127.0.0.1:<port>/
"""

from crawlers.layout import Layout
from crawlers.listings.paged import PagedListing
from crawlers.platforms import LIFERAY, NUKEVIET, SHAREPOINT, WEBFORMS, WORDPRESS
from crawlers.spider import PortalSpider


class Liferay6Spider(PortalSpider):
    """A department on Liferay 6.2."""

    name = "liferay_6"
    agency = "Công an tỉnh Sông Lam"
    province = "VN-22"
    home = "https://congan.songlam.example/"
    platform = LIFERAY
    listings = ("/an-ninh-trat-tu", "/hoat-dong-cong-an")


class Liferay7Spider(PortalSpider):
    """A portal on Liferay 7 whose listings are JSON."""

    name = "liferay_7"
    agency = "Công an tỉnh Sông Cầu"
    province = "VN-56"
    home = "https://congan.songcau.example/"
    platform = LIFERAY
    paged_listings = tuple(
        PagedListing(
            address=f"/{category}?p_p_id=vn_portal_news_NewsListPortlet_INSTANCE_k2Qd&p_p_lifecycle=2"
            "&p_p_state=normal&p_p_mode=view&p_p_resource_id=loadPage&p_p_cacheability=cacheLevelPage"
            "&pageNum={page}&recordPerPage=5&keyword="
        )
        for category in ("an-ninh-trat-tu", "hoat-dong-cong-an")
    )
    layout = LIFERAY.layout_with(date=".news-date")


class NukeVietSpider(PortalSpider):
    """A portal on NukeViet 4."""

    name = "nukeviet"
    agency = "Công an tỉnh Sông Ba"
    province = "VN-33"
    home = "https://congan.songba.example/"
    platform = NUKEVIET
    listings = ("/tin-tuc/an-ninh-trat-tu/", "/tin-tuc/hoat-dong-cong-an/")


class NukeVietEGovSpider(PortalSpider):
    """A portal on NukeViet's edition for agencies."""

    name = "nukeviet_egov"
    agency = "Công an tỉnh Sông Đà"
    province = "VN-05"
    home = "https://congan.songda.example/"
    platform = NUKEVIET
    listings = ("/tin-tuc/an-ninh-trat-tu/", "/tin-tuc/hoat-dong-cong-an/")


class WordPressSpider(PortalSpider):
    """A portal on WordPress, with a theme of its own."""

    name = "wordpress"
    agency = "Công an tỉnh Sông Hiếu"
    province = "VN-25"
    home = "https://congan.songhieu.example/"
    platform = WORDPRESS
    listings = ("/category/an-ninh-trat-tu/", "/category/hoat-dong-cong-an/")


class WordPressNewspaperSpider(PortalSpider):
    """A portal on WordPress with tagDiv's theme; articles lie at bare slugs."""

    name = "wordpress_newspaper"
    agency = "Công an tỉnh Sông Bồ"
    province = "VN-26"
    home = "https://congan.songbo.example/"
    platform = WORDPRESS
    listings = ("/category/an-ninh-trat-tu/", "/category/hoat-dong-cong-an/")
    article = r"/[a-z0-9]+(?:-[a-z0-9]+){3,}/"  # static pages have shorter names


class WebFormsSpider(PortalSpider):
    """A portal of its own making, on WebForms."""

    name = "webforms"
    agency = "Công an tỉnh Sông Thao"
    province = "VN-68"
    home = "https://congan.songthao.example/"
    platform = WEBFORMS
    listings = ("/TinTuc.aspx?Cate=an-ninh-trat-tu", "/TinTuc.aspx?Cate=hoat-dong-cong-an")
    article = r"/ChiTietTin\.aspx\?NewsID=(?P<number>\d+)"
    keep = ("NewsID",)
    layout = WEBFORMS.layout_with(
        title="#ctl00_MainContent_lblTieuDe",
        date="#ctl00_MainContent_lblNgayDang",
        lead=".chitiet .tomtat",
        body="#ctl00_MainContent_lblNoiDung",
    )


class SharePointSpider(PortalSpider):
    """A publishing site on SharePoint."""

    name = "sharepoint"
    agency = "Công an tỉnh Sông Vàm"
    province = "VN-41"
    home = "https://congan.songvam.example/"
    platform = SHAREPOINT
    listings = ("/Pages/an-ninh-trat-tu.aspx", "/Pages/hoat-dong-cong-an.aspx")
    article = r"/tin-tuc/Pages/[\w-]+-(?P<number>\d+)\.aspx"


class JsonListingSpider(PortalSpider):
    """A portal of no known platform, its listings JSON."""

    name = "json_listing"
    agency = "Công an tỉnh Sông Bôi"
    province = "VN-14"
    home = "https://congan.songboi.example/"
    paged_listings = (
        PagedListing(address="/api/articles?page={page}&size=5", article="/bai-viet/{slug}-{id}"),
    )
    article = r"/bai-viet/[\w-]+-(?P<number>\d+)"
    layout = Layout(title=".post__title", date=".post__meta", lead=".post__summary", body=".post__content")


class AjaxListingSpider(PortalSpider):
    """A portal of no known platform, its listings pieces of HTML."""

    name = "ajax_listing"
    agency = "Công an tỉnh Sông Chu"
    province = "VN-21"
    home = "https://congan.songchu.example/"
    paged_listings = (
        PagedListing(address="/Handler/DanhSachTin?chuyenmuc=an-ninh-trat-tu&trang={page}"),
        PagedListing(address="/Handler/DanhSachTin?chuyenmuc=hoat-dong-cong-an&trang={page}"),
    )
    article = r"/(?P<category>[\w-]+)/[^/]+-(?P<number>\d+)\.html"
    layout = Layout(
        title=".title-detail",
        date=".time-detail",
        lead=".sapo-detail",
        body=".content-detail",
        caption=".PCaption",
    )


SPIDERS: tuple[type[PortalSpider], ...] = (
    Liferay6Spider,
    Liferay7Spider,
    NukeVietSpider,
    NukeVietEGovSpider,
    WordPressSpider,
    WordPressNewspaperSpider,
    WebFormsSpider,
    SharePointSpider,
    JsonListingSpider,
    AjaxListingSpider,
)

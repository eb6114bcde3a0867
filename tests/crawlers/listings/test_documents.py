"""A listing leads to its articles and to its own further pages, and to nothing else."""

import gzip
import re
from datetime import UTC, date, datetime

import pytest
from scrapy.http import HtmlResponse

from crawlers.addresses import Addresses
from crawlers.listings.documents import ListingPage, feed_links, nested_site_maps, read_listing
from crawlers.listings.page_links import PageLink

NOW = datetime(2026, 11, 21, 10, 15, tzinfo=UTC)
HOME = "https://congan.example.gov.vn"
ADDRESSES = Addresses("vi_du", f"{HOME}/", r"/tin/[\w-]+-(?P<number>\d+)\.html", keep=())


def read(html: str, path: str = "/tin-tuc", pattern: str | None = None) -> ListingPage:
    response = HtmlResponse(HOME + path, body=html.encode(), encoding="utf-8")
    return read_listing(response, ADDRESSES, path, re.compile(pattern) if pattern else None, NOW)


def paths(addresses: list[str]) -> list[str]:
    return [address.removeprefix(HOME) for address in addresses]


def test_articles_are_found_once_in_the_order_of_the_page() -> None:
    page = read(
        '<a href="/tin/b-2.html"><img></a><a href="/tin/b-2.html#top">Hai</a>'
        '<a href="http://www.congan.example.gov.vn/tin/a-1.html">Một</a><a href="https://example.com/tin/c-3.html">'
    )
    assert list(page.articles) == ["vi_du/2", "vi_du/1"]


def test_a_base_element_is_heeded() -> None:
    page = read('<html><head><base href="/tin/"></head><body><a href="a-1.html">Một</a></body></html>')
    assert list(page.articles) == ["vi_du/1"]


@pytest.mark.parametrize(
    "link",
    [
        '<a href="?page=2">2</a>',
        '<a href="/tin-tuc?page=2"><span>2</span></a>',
        '<a href="/tin-tuc?page=2">Trang sau</a>',
        '<a href="/tin-tuc?page=2">TIẾP »</a>'.replace(" »", ""),
        '<a href="/tin-tuc?page=2">»</a>',
        '<a rel="next" href="/tin-tuc?page=2">xem thêm</a>',
        '<link rel="next" href="/tin-tuc?page=2">',
        '<a href="/tin-tuc/page/2">2</a>',
        '<a href="/tin-tuc/trang-2.html">2</a>',
        '<a href="/tin-tuc/2/">2</a>',
    ],
)
def test_further_pages_are_found(link: str) -> None:
    assert len(read(link).pages) == 1


@pytest.mark.parametrize(
    "link",
    [
        '<a href="/tin-tuc?page=1">1</a>',
        '<a href="/tin-tuc?page=2">Tin mới</a>',
        '<a href="/vu-an?page=2">2</a>',
        '<a href="/tin-tuc-khac?page=2">2</a>',
        '<a href="/tin-tuc/2025/11/21">21</a>',
        '<a href="https://example.com/tin-tuc?page=2">2</a>',
        '<a href="javascript:__doPostBack(2)">2</a>',
    ],
)
def test_what_is_no_further_page_of_this_listing_is_left(link: str) -> None:
    assert read(link).pages == []


def test_pages_of_a_listing_named_by_a_parameter_keep_it() -> None:
    listing = "/Portal/Default.aspx?Organization=TU"
    html = (
        '<a href="/Portal/Default.aspx?Organization=TU&amp;Page=2">2</a>'
        '<a href="/Portal/Default.aspx?Organization=SXD&amp;Page=2">2</a>'
        '<a href="/Portal/Default.aspx?Page=3">3</a>'
    )
    assert read(html, listing).pages == [PageLink(2, f"{HOME}/Portal/Default.aspx?Organization=TU&Page=2")]


def test_other_listings_are_followed_by_the_portals_pattern() -> None:
    html = '<a href="/chuyen-muc/a">A</a><a href="/lien-he">B</a>'
    assert paths(read(html, pattern=r"/chuyen-muc/\w+").listings) == ["/chuyen-muc/a"]


def entry(number: int, day: str, teaser: str = "") -> str:
    return f'<li><a href="/tin/a-{number}.html">Bài</a> <i>{day}</i><p>{teaser}</p></li>'


def test_the_newest_day_is_told_where_each_entry_prints_one() -> None:
    clock = "<div>21/11/2026</div>"
    page = read(f"{clock}<ul>{entry(1, '(05/06/2024)')}{entry(2, '04/06/2024 08:00')}</ul>")
    assert page.newest == date(2024, 6, 5)


@pytest.mark.parametrize(
    "entries",
    [
        entry(1, "05/06/2024") + entry(2, ""),
        entry(1, "05/06/2024") + entry(2, "", "Sự việc xảy ra ngày 01/02/2020 tại phường Đông."),
        "",
    ],
)
def test_no_day_is_told_where_an_entry_prints_none(entries: str) -> None:
    assert read(f"<ul>{entries}</ul><div>01/01/2020</div>").newest is None


def test_feeds_and_site_maps_name_articles() -> None:
    rss = b"<rss><channel><link>/x</link><item><link> https://h.vn/1 </link></item></channel></rss>"
    atom = (
        b'<feed xmlns="http://www.w3.org/2005/Atom"><link href="/self"/><entry><link rel="edit" href="/e"/>'
        b'<link rel="alternate" href="https://h.vn/2"/></entry></feed>'
    )
    urls = b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://h.vn/3</loc></url></urlset>'
    assert feed_links(rss) == ["https://h.vn/1"]
    assert feed_links(atom) == ["https://h.vn/2"]
    assert feed_links(urls) == feed_links(gzip.compress(urls)) == ["https://h.vn/3"]


def test_an_index_names_site_maps() -> None:
    index = b"<sitemapindex><sitemap><loc>https://h.vn/a.xml</loc></sitemap></sitemapindex>"
    assert nested_site_maps(index) == ["https://h.vn/a.xml"]
    assert feed_links(index) == []


@pytest.mark.parametrize("body", [b"", b"<html><body>404</body></html>", b"\x1f\x8bnot gzip", b"{}", b"\x00"])
def test_what_is_no_feed_raises(body: bytes) -> None:
    with pytest.raises(ValueError, match="neither a feed nor a site map"):
        feed_links(body)


def test_entities_are_not_expanded() -> None:
    bomb = b'<!DOCTYPE rss [<!ENTITY a "x"><!ENTITY s SYSTEM "file:///etc/passwd">]>'
    assert feed_links(bomb + b"<rss><item><link>&s;&a;</link></item></rss>") == []

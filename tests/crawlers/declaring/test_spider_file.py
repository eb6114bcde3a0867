"""A spider's file: what was inferred, from what, in the order and style of the others."""

from __future__ import annotations

from dataclasses import replace

import pytest

from crawlers.declaring.declaration import Declaration
from crawlers.declaring.inferring import Inferred
from crawlers.declaring.proposing import Told, propose
from crawlers.declaring.spider_file import class_name, spider_source
from crawlers.exploring.findings import Findings
from crawlers.layout import Layout
from crawlers.listings.paged import PagedListing
from crawlers.platforms import NUKEVIET
from tests.crawlers.declaring.looking import DAY, NOW, spider_of


def declaration(layout: Inferred | None = None) -> Declaration:
    return Declaration(
        name="song_lo",
        agency="Công an tỉnh Sông Lô",
        province="VN-07",
        home="https://congan.songlo.vn/",
        article=r"/tin/[^/]+-(?P<number>\d+)\.html",
        day=DAY,
        layout=layout or Inferred(Layout(), Layout()),
        why={"article": "6 of 6 pages under such addresses read as articles", "province": "the host's name"},
    )


def test_each_line_says_from_what_it_was_inferred() -> None:
    source = spider_source(declaration())
    assert 'province = "VN-07"  # the host\'s name' in source
    pattern = (
        r'article = r"/tin/[^/]+-(?P<number>\d+)\.html"  # 6 of 6 pages under such addresses read as articles'
    )
    assert pattern in source
    assert "by landmarks alone" in source
    assert "Layout" not in source, "what is not needed is not imported"


def test_what_is_written_is_what_was_declared() -> None:
    layout = Layout(
        date_labels=("Cập nhật",),
        furniture=('Bản tin "An ninh" số #', "It's #"),
        date="[style*='nowrap']",
        body='[itemprop="articleBody"]',
        noise=None,
    )
    listings = tuple(f"/chuyen-muc-an-ninh-trat-tu-so-{number}" for number in range(9))
    paged = (PagedListing(address="/api/tin?page={page}", first=0, article="/tin/{slug}-{id}.html"),)
    declared = replace(
        declaration(Inferred(layout, Layout())), listings=listings, paged_listings=paged, keep=("id",)
    )
    spider = spider_of(declared)
    assert (spider.layout, spider.listings, spider.paged_listings) == (layout, listings, paged)
    assert (spider.article, spider.keep, spider.home) == (declared.article, ("id",), declared.home)


def test_views_and_other_hosts_are_declared_where_they_were_found() -> None:
    findings = Findings(
        "https://congan.songlo.vn/",
        article=r"/tin/(?P<number>\d+)\.html",
        article_view="/tin/{number}.html",
        print_view="/in-bai?id={number}",
        aliases=("www.congan.songlo.vn", "conganphutho.vn"),
        why={"print_view": "3 addresses that speak of printing hold numbers of known articles"},
        doubts=["print views: they are taken for links to their articles, and never read"],
    )
    declared = propose(Told("song_lo", agency="Công an Sông Lô"), findings, {}, DAY, NOW)
    spider = spider_of(declared)()
    assert (spider.hosts, spider.province) == (("conganphutho.vn",), "VN-68")
    printed = spider.addresses.article("https://conganphutho.vn/in-bai?id=184974")
    assert printed
    assert printed.request == "https://congan.songlo.vn/tin/184974.html"
    assert spider.layout.print_view == r"/in\-bai\?id=\d+"
    assert [doubt for doubt in declared.doubts if doubt.startswith("print")] == [
        "print_view: it is read where an article's page fails, and neither title nor date is taken from it. "
        "Look at one."
    ]


def test_print_views_that_do_not_go_with_the_rest_are_left_out() -> None:
    findings = Findings(
        "https://congan.songlo.vn/",
        article=r"/tin/[a-z-]+(?P<number>\d+)\.html",
        article_view="/tin/{number}.html",
        print_view="/in-bai?id={number}",
    )
    declared = propose(Told("song_lo", agency="Công an Sông Lô"), findings, {}, DAY, NOW)
    assert (declared.article_view, declared.print_view, declared.read_by.print_view) == (None, None, None)
    assert [doubt for doubt in declared.doubts if doubt.startswith("print_view: not declared")]


def test_on_a_platform_only_what_differs_is_written() -> None:
    layout = NUKEVIET.layout_with(date_labels=("Đăng ngày",))
    declared = replace(
        declaration(Inferred(layout, NUKEVIET.layout)), platform=NUKEVIET, article=NUKEVIET.article
    )
    source = spider_source(declared)
    assert "layout = NUKEVIET.layout_with(\n        date_labels=" in source
    assert "article = " not in source
    assert spider_of(declared).layout == layout
    assert spider_of(declared).article == NUKEVIET.article


def test_a_name_from_a_page_ends_no_docstring_and_no_comment() -> None:
    declared = replace(declaration(), agency='Công an """ \\ tỉnh\nSông Lô')
    declared.why["agency"] = "line\nbreak"
    assert spider_of(declared).agency == declared.agency


@pytest.mark.parametrize(("name", "told"), [("ha_noi", "HaNoiSpider"), ("x_2", "X2Spider")])
def test_the_class_is_named_after_the_portal(name: str, told: str) -> None:
    assert class_name(name) == told

"""A portal's declaration is checked at once, and so is what a run is asked for."""

from datetime import date
from typing import Any

import pytest
from scrapy.utils.project import get_project_settings

from crawlers.definition import BadDefinition
from crawlers.layout import Layout
from crawlers.listings.paged import PagedListing
from crawlers.portals import declared_portals
from crawlers.scope import BadArgument, Scope
from crawlers.spider import PortalSpider

GOOD: dict[str, Any] = {
    "name": "vi_du",
    "agency": "Công an tỉnh Ví Dụ",
    "province": "VN-56",
    "home": "https://congan.example.gov.vn/",
    "listings": ("/tin-tuc",),
    "article": r"/tin/[\w-]+-(?P<number>\d+)\.html",
}


def declare(**more: Any) -> type[PortalSpider]:
    return type("ExampleSpider", (PortalSpider,), {**GOOD, **more})


def test_a_coherent_declaration_is_taken() -> None:
    assert declare().name == "vi_du"


def test_the_projects_portals_are_coherent_and_short() -> None:
    assert list(declared_portals(get_project_settings())) == [
        "bac_ninh",
        "hai_phong",
        "hai_phong_city",
        "tphcm",
    ]


@pytest.mark.parametrize(
    ("declared", "complaint"),
    [
        ({"name": "Hải Phòng"}, "name is not a slug"),
        ({"name": "9bac"}, "name is not a slug"),
        ({"agency": " "}, "agency is empty"),
        ({"province": "HP"}, "province 'HP'"),
        ({"home": "congan.example.gov.vn"}, "home"),
        ({"home": "https://congan.example.gov.vn/tin"}, "home"),
        ({"home": "https://congan.example.gov.vn"}, "home"),
        ({"listings": ("https://elsewhere.example/tin",)}, "listings: .* not below home"),
        ({"listings": ("//elsewhere.example/tin",)}, "listings: .* not below home"),
        ({"listings": "/tin-tuc"}, "listings is one text"),
        ({"keep": "id"}, "keep is one text"),
        ({"feeds": ("rss",)}, "feeds: 'rss' is not below home"),
        ({"scripted_listings": "/tin"}, "scripted_listings is one text"),
        ({"scripted_listings": ("tin",)}, "scripted_listings: 'tin' is not below home"),
        ({"scripted_listings": ("/tin-tuc",)}, "'/tin-tuc' is in listings and in scripted_listings"),
        (
            {"scripted_listings": ("/tin",), "legacy_tls": "its server is of 2009 and is to be replaced"},
            "legacy_tls cannot be granted to scripted_listings",
        ),
        ({"paged_listings": PagedListing(address="/{page}")}, "paged_listings is no tuple"),
        ({"paged_listings": ("/api/{page}",)}, "paged_listings is no tuple"),
        ({"paged_listings": (PagedListing(address="/api"),)}, "paged_listings: '/api' is not a path with"),
        ({"hosts": ("https://image.example",)}, "hosts: .* bare host name"),
        ({"article": ""}, "article is empty"),
        ({"article": "/tin/(?P<number>"}, "article is no regular expression"),
        ({"article": r"/(?P<slug>\w+)"}, "article has the group 'slug'"),
        ({"listing": "["}, "listing is no regular expression"),
        ({"layout": Layout(print_view="(")}, r"layout\.print_view is no regular expression"),
        ({"layout": None}, "layout is not a Layout"),
        ({"print_view": "/in/1"}, "print_view '/in/1' is not a path with {number}"),
        ({"article_view": "/bai/{number}"}, "article_view gives addresses"),
    ],
)
def test_an_incoherent_declaration_raises_at_once(declared: dict[str, Any], complaint: str) -> None:
    with pytest.raises(BadDefinition, match=f"ExampleSpider.*{complaint}"):
        declare(**declared)


def test_everything_that_is_wrong_is_named() -> None:
    with pytest.raises(BadDefinition, match=r"agency is empty; province 'HP'.*; listings: 'tin'"):
        declare(agency="", province="HP", listings=("tin",))


def test_a_run_can_be_narrowed() -> None:
    scope = Scope.parse({"home": "http://127.0.0.1:8100/", "since": "2026-11-21", "limit": "20"})
    assert scope == Scope("http://127.0.0.1:8100", date(2026, 11, 21), 20)
    assert scope.as_record() == {"home": "http://127.0.0.1:8100", "since": "2026-11-21", "limit": 20}


@pytest.mark.parametrize(
    "arguments",
    [
        {"home": "127.0.0.1:8100"},
        {"home": "http://127.0.0.1:8100/path"},
        {"home": "http://127.0.0.1:8100/?a=1"},
        {"home": "file:///etc"},
        {"since": "21/11/2026"},
        {"since": "2026-02-31"},
        {"since": "20261121"},
        {"limit": "0"},
        {"limit": "-1"},
        {"limit": "many"},
        {"limit": "²"},
        {"lmit": "3"},
    ],
)
def test_what_cannot_be_meant_is_refused(arguments: dict[str, str]) -> None:
    with pytest.raises(BadArgument, match=next(iter(arguments))):
        declare()(**arguments)

"""A portal on a known platform is declared in about ten lines; what contradicts its platform is refused."""

import ast
import inspect
import re
from typing import Any

import pytest

from crawlers.definition import BadDefinition
from crawlers.layout import Layout
from crawlers.platforms import INHERITED, LIFERAY, NUKEVIET, PLATFORMS, WORDPRESS
from crawlers.spider import PortalSpider
from tests.crawling import ROOT
from tests.platforms import spiders
from tests.platforms.serve import SAMPLES

ABOUT_TEN = 12
GOOD: dict[str, Any] = {
    "name": "vi_du",
    "agency": "Công an tỉnh Ví Dụ",
    "province": "VN-56",
    "home": "https://congan.example.gov.vn/",
    "platform": NUKEVIET,
}


def declare(**more: Any) -> type[PortalSpider]:
    return type("ExampleSpider", (PortalSpider,), {**GOOD, **more})


@pytest.mark.parametrize(
    "spider", [spider for spider in spiders.SPIDERS if spider.platform], ids=lambda s: s.name
)
def test_a_portal_on_a_known_platform_takes_about_ten_lines(spider: type[PortalSpider]) -> None:
    """Code lines of the class body, its docstring and the addresses of JSON listings left out."""
    tree = ast.parse(inspect.getsource(spider)).body[0]
    assert isinstance(tree, ast.ClassDef)
    own = [node for node in tree.body[1:] if "paged_listings" not in ast.unparse(node)]
    lines = sum((node.end_lineno or node.lineno) - node.lineno + 1 for node in own)
    assert len(own) <= 9
    assert lines <= ABOUT_TEN + (2 if spider.name == "webforms" else 0), (
        "each field of its own layout on a line"
    )


def test_what_a_spider_does_not_declare_is_its_platforms() -> None:
    spider = declare()
    for name in INHERITED:
        assert getattr(spider, name) == getattr(NUKEVIET, name)


def test_what_a_spider_declares_is_its_own() -> None:
    pattern = r"/bai/(?P<number>\d+)\.html"
    spider = declare(article=pattern, sitemaps=(), layout=NUKEVIET.layout_with(date_labels=("Đăng lúc",)))
    assert spider.article == pattern
    assert spider.sitemaps == ()
    assert spider.layout.date_labels == ("Đăng lúc",)
    assert spider.layout.body == NUKEVIET.layout.body


def test_a_spider_between_may_declare_for_its_portals() -> None:
    between = declare(article=r"/bai/(?P<number>\d+)\.html")
    spider: Any = type("PortalOfMany", (between,), {"name": "nhieu"})
    assert spider.article == between.article


def test_no_platform_changes_nothing() -> None:
    spider = declare(platform=None, article=r"/(?P<number>\d+)")
    assert spider.layout == Layout()
    assert PortalSpider.layout == Layout(), "a platform is lent to portals, never to their base"


@pytest.mark.parametrize(
    ("declared", "complaint"),
    [
        ({"platform": "nukeviet"}, "platform 'nukeviet' is none"),
        (
            {"layout": Layout(date_labels=("Đăng lúc",))},
            r"write NUKEVIET\.layout_with\(…\) instead of Layout",
        ),
        ({"platform": WORDPRESS, "article": r"/[\w-]+/.*"}, "article takes '/category/tin-tuc/page/2/'"),
        ({"platform": WORDPRESS, "article": r"/[\w-]+/"}, "article takes '/feed/'"),
        ({"platform": LIFERAY, "article": r"/[\w/-]+"}, "article takes '/trang-chu'"),
        ({"listings": ("/tin-tuc/page-2/",)}, "listings: '/tin-tuc/page-2/' is a further page"),
        ({"layout": NUKEVIET.layout_with(title="h1:has(> a b)")}, "layout.title is no CSS selector"),
        ({"layout": NUKEVIET.layout_with(noise="div,")}, "layout.noise is no CSS selector"),
    ],
)
def test_a_declaration_that_contradicts_its_platform_is_refused(
    declared: dict[str, Any], complaint: str
) -> None:
    with pytest.raises(BadDefinition, match=complaint):
        declare(**declared)


@pytest.mark.parametrize("platform", PLATFORMS, ids=lambda platform: platform.name)
def test_every_platform_is_a_declaration_that_makes_sense(platform: Any) -> None:
    article = platform.article or r"/bai/(?P<number>\d+)"
    assert declare(platform=platform, article=article).platform is platform


@pytest.mark.parametrize("spider", spiders.SPIDERS, ids=lambda spider: spider.name)
def test_further_pages_of_the_samples_have_the_platforms_form(spider: type[PortalSpider]) -> None:
    sample = SAMPLES[spider.name]
    second = sample.listing_path("an-ninh-trat-tu", 2)
    if spider.platform is None or second == sample.listing_path("an-ninh-trat-tu", 1):
        return  # its pages have no addresses of their own
    found = [match for pattern in spider.platform.pages if (match := re.search(pattern, second))]
    assert [match["page"] for match in found] == ["2"]


def test_the_documentation_names_every_platform() -> None:
    told = (ROOT / "docs" / "platforms.md").read_text(encoding="utf-8")
    for platform in PLATFORMS:
        assert f"`{platform.name}`" in told
        assert platform.title in told


@pytest.mark.parametrize(
    ("platform", "path", "number"),
    [
        ("liferay", "/tin-tuc-su-kien/-/view_content/4430301-thong-bao-danh-sach", "4430301"),
        ("liferay", "/web/guest/tin-tuc/-/view_content/content/4430301/covid-19", None),
        ("liferay", "/news/-/details/20182/covid-19-ngay-14-18733", "18733"),
        ("liferay", "/tin-tuc/-/asset_publisher/Qz3k/content/ra-quan-dem-giao-thua", ""),
        ("liferay", "/tin-tuc", None),
        ("nukeviet", "/tin-tuc/an-ninh-trat-tu/ra-quan-dem-giao-thua-183.html", "183"),
        ("nukeviet", "/vi/news/An-ninh/Ra-quan-183.html", "183"),
        ("nukeviet", "/an-ninh/ra-quan-2025-183.html", "183"),
        ("nukeviet", "/tin-tuc/an-ninh-trat-tu/page-2/", None),
        ("wordpress", "/2025/06/27/ra-quan-dem-giao-thua/", ""),
        ("wordpress", "/2025/06/27/", None),
        ("wordpress", "/category/an-ninh/", None),
        ("sharepoint", "/Pages/chi-tiet.aspx?ItemID=18660&CateID=2", "18660"),
        ("drupal", "/node/51", "51"),
        ("joomla", "/tin-tuc/12-an-ninh/345-ra-quan-dem.html", "345"),
        ("joomla", "/index.php/tin-tuc/345-ra-quan-dem", "345"),
        ("chinhphu", "/chinh-sach-moi-102260228093004191.htm", "102260228093004191"),
        ("chinhphu", "/chinh-sach-va-cuoc-song/chinh-sach-moi.htm", None),
    ],
)
def test_addresses_of_articles_are_known_by_default(platform: str, path: str, number: str | None) -> None:
    """The article's number; empty where an address has none, None where it names no article."""
    spider = declare(platform=next(one for one in PLATFORMS if one.name == platform))()
    found = spider.addresses.article(spider.addresses.at(path))
    assert (found is not None) == (number is not None)
    if found is not None and number:
        assert found.id == f"vi_du/{number}"

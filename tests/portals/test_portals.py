"""Every portal that is declared has recorded pages, and reads them as recorded.

What `crawlers.declaring.recording` says of the files holds for pages that were recorded by hand too.
"""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, cast

import pytest
from scrapy.http import HtmlResponse
from scrapy.spiderloader import SpiderLoader
from scrapy.utils.project import get_project_settings

from crawlers.addresses import origin
from crawlers.dates import VIETNAM
from crawlers.declaring.recording import COMPARED, FILE, Recorded, compared
from crawlers.declaring.seen import Page, read
from crawlers.layout import Layout, layout_on
from crawlers.listings.documents import read_listing
from crawlers.portals import declared_portals
from crawlers.reading import NoArticle, Reading
from crawlers.spider import PortalSpider

HERE = Path(__file__).parent
SETTINGS = get_project_settings()
PORTALS = sorted(declared_portals(SETTINGS))
EXPECTED = sorted(HERE.glob("*/article-*.json"))
OTHERS = sorted([*HERE.glob("*/listing*.html"), *HERE.glob("*/no-article*.html")])
LEAST_ARTICLES = 3


def name(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


@cache
def spider(portal: str) -> type[PortalSpider]:
    found: Any = SpiderLoader.from_settings(SETTINGS).load(portal)
    return cast("type[PortalSpider]", found)


def layout_for(portal: str, page: Page) -> Layout:
    """The layout of the day on which the page was received."""
    declared = spider(portal)
    return layout_on(page.fetched_at.astimezone(VIETNAM).date(), declared.layout, declared.former_layouts)


def recorded(path: Path, url: str | None = None) -> Page:
    return Recorded.load(path.parent).page(path, url)


def reading_of(page: Page, portal: str) -> Reading | NoArticle:
    return read(layout_for(portal, page), page)


def expectation(path: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return told


def article_pages(portal: str) -> Iterator[Page]:
    for path in (HERE / portal).glob("article-*.json"):
        if path.with_suffix(".html").exists():
            yield recorded(path.with_suffix(".html"), expectation(path)["url"])


# --- what each portal has ---------------------------------------------------------------------------------


@pytest.mark.parametrize("portal", PORTALS)
def test_a_portal_has_three_articles_a_listing_and_a_page_without_an_article(portal: str) -> None:
    folder = HERE / portal
    shown = f"tests/portals/{portal}"
    articles = len(list(article_pages(portal)))
    lacking = [
        f"{LEAST_ARTICLES - articles} more articles ({shown}/article-<number>.html and .json)"
        if articles < LEAST_ARTICLES
        else "",
        f"a listing that links articles ({shown}/listing.html)"
        if not (folder / "listing.html").exists()
        else "",
        f"a page that is no article, such as the home page ({shown}/no-article.html)"
        if not (folder / "no-article.html").exists()
        else "",
    ]
    told = "; ".join(filter(None, lacking))
    assert not told, (
        f"{portal} lacks {told}. Save the pages with their addresses and run "
        f"`scrapy newportal {portal} --refresh pages --from DIR`, or see docs/adding-a-province.md."
    )


@pytest.mark.parametrize("portal", PORTALS)
def test_each_layout_of_a_portal_has_a_recorded_page(portal: str) -> None:
    read_by = {layout_for(portal, page).version for page in article_pages(portal)}
    unread = {layout.version for layout in spider(portal).former_layouts} - read_by
    assert not unread, (
        f"no recorded page of {portal} is read by its layout version {min(unread)}; an old layout keeps its "
        f"pages. Add one, with the day on which it was received in tests/portals/{portal}/{FILE}."
    )


@pytest.mark.parametrize("page", sorted(HERE.glob("*/*.html")), ids=name)
def test_a_recorded_page_is_a_declared_portals_and_used(page: Path) -> None:
    assert page.parent.name in PORTALS, f"no spider is named {page.parent.name}: its pages are of no use"
    is_used = page in OTHERS or page.with_suffix(".json").exists()
    assert is_used, f"what is expected of {page.name} is not written down: {page.stem}.json is missing"


# --- how they are read ------------------------------------------------------------------------------------


@pytest.mark.parametrize("expected", EXPECTED, ids=name)
def test_a_recorded_article_is_read_exactly(expected: Path) -> None:
    told = {"flags": []} | expectation(expected)
    page = recorded(expected.with_suffix(".html"), told["url"])
    reading = reading_of(page, expected.parent.name)
    assert isinstance(reading, Reading), reading
    read_now = compared(reading)
    assert {one: read_now[one] for one in COMPARED if one in told} == {
        one: told[one] for one in COMPARED if one in told
    }


@pytest.mark.parametrize("expected", EXPECTED, ids=name)
def test_a_recorded_article_is_known_by_its_address(expected: Path) -> None:
    told = expectation(expected)
    page = recorded(expected.with_suffix(".html"), told["url"])
    address = addresses_at(page, expected.parent.name).article(page.url)
    assert (address and address.id) == told["id"]


@pytest.mark.parametrize("page", OTHERS, ids=name)
def test_a_listing_or_home_page_gives_no_article(page: Path) -> None:
    assert isinstance(reading_of(recorded(page), page.parent.name), NoArticle)


@pytest.mark.parametrize("page", [page for page in OTHERS if page.stem.startswith("listing")], ids=name)
def test_a_listing_leads_to_articles(page: Path) -> None:
    portal, kept = page.parent.name, recorded(page)
    response = HtmlResponse(kept.url, body=kept.content, encoding="utf-8")
    found = read_listing(response, addresses_at(kept, portal), "/", None, kept.fetched_at)
    assert found.articles, f"no link on {page.name} is an article's by the pattern of {portal}"


def addresses_at(page: Page, portal: str) -> Any:
    """The portal's addresses, read at its own or at the place where the page was recorded."""
    own = spider(portal)()
    return own.addresses if own.addresses.local(page.url) else spider(portal)(home=origin(page.url)).addresses

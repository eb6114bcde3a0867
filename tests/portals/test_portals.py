"""Every portal that is declared has recorded pages, and reads them as recorded."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from scrapy.spiderloader import SpiderLoader
from scrapy.utils.project import get_project_settings

from crawlers.reading import NoArticle, Reading, read_page
from tests.layouts import layout_of

HERE = Path(__file__).parent
PORTALS = sorted(SpiderLoader.from_settings(get_project_settings()).list())
ARTICLES = sorted(HERE.glob("*/article-*.json"))
OTHERS = sorted([*HERE.glob("*/listing*.html"), *HERE.glob("*/no-article*.html")])
RECORDED = datetime(2026, 11, 21, tzinfo=UTC)


def read(page: Path, url: str) -> Reading | NoArticle:
    layout = layout_of(page.parent.name)
    return read_page(layout, page.read_bytes(), content_type=None, url=url, fetched_at=RECORDED)


@pytest.mark.parametrize("portal", PORTALS)
def test_a_portal_has_three_articles_a_listing_and_a_page_without_an_article(portal: str) -> None:
    folder = HERE / portal
    assert len(list(folder.glob("article-*.json"))) >= 3
    assert (folder / "listing.html").exists()
    assert (folder / "no-article.html").exists()


@pytest.mark.parametrize("expectation", ARTICLES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_recorded_article_is_read_exactly(expectation: Path) -> None:
    expected = json.loads(expectation.read_text(encoding="utf-8"))
    reading = read(expectation.with_suffix(".html"), "http://127.0.0.1" + expected["url"])
    assert isinstance(reading, Reading), reading
    published = reading.published
    assert reading.title == expected["title"]
    assert (published and published.iso()) == expected["published_at"]
    assert (published and published.text) == expected["published_text"]
    assert (reading.author, reading.source) == (expected["author"], expected["source"])
    assert reading.body == expected["body"]
    assert [caption for _, caption in reading.images if caption] == expected["captions"]
    assert reading.flags == []


@pytest.mark.parametrize("page", OTHERS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_listing_or_home_page_gives_no_article(page: Path) -> None:
    assert isinstance(read(page, "http://127.0.0.1/"), NoArticle)

"""What a platform declares is right wherever it matches: on the samples, on real pages, on other themes."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from crawlers.layout import Layout
from crawlers.platforms import CHINHPHU, DRUPAL, JOOMLA, LIFERAY, NUKEVIET, SHAREPOINT, WORDPRESS, Platform
from crawlers.reading import Reading, read_page
from crawlers.reading.markup import select
from crawlers.reading.metadata import text_below
from crawlers.reading.tree import parse
from tests.crawlers.platforms import themes
from tests.crawlers.reading.pages import shared
from tests.platforms import spiders
from tests.platforms.serve import SAMPLES, ServedSample, serve

FETCHED_AT = datetime(2025, 6, 28, 3, 0, tzinfo=UTC)
LAYOUTS: dict[str, Layout] = {spider.name: spider.layout for spider in spiders.SPIDERS}


@pytest.fixture(scope="module", params=SAMPLES)
def sample(request: pytest.FixtureRequest) -> Iterator[ServedSample]:
    with serve(str(request.param)) as served:
        yield served


def read(sample: ServedSample, path: str) -> Reading:
    reading = read_page(
        LAYOUTS[sample.name],
        sample.page(path),
        content_type="text/html; charset=utf-8",
        url=sample.base_url + path,
        fetched_at=FETCHED_AT,
    )
    assert isinstance(reading, Reading), reading
    return reading


def test_every_sample_article_is_read_right(sample: ServedSample) -> None:
    for article in sample.truth():
        reading = read(sample, article.path)
        assert reading.title == article.title
        assert reading.published is not None
        assert reading.published.iso() == article.published_at
        assert reading.body == article.body
        assert reading.lead == article.lead
        assert reading.author == article.author
        assert [caption for _, caption in reading.images if caption] == [
            caption for _, caption in article.pictures if caption
        ]


def test_both_witnesses_agree_on_every_sample_article(sample: ServedSample) -> None:
    for article in sample.truth():
        reading = read(sample, article.path)
        last = article.blocks[-2]
        may_be_caption = last.kind == "picture" and not last.text  # then the last line may be its caption
        assert reading.flags == (["body-unsure"] if may_be_caption else [])
        assert {reading.witnesses[field] for field in ("title", "date", "body")} == {"both"}


def test_the_category_is_read_where_a_theme_prints_it() -> None:
    with serve("wordpress") as served:
        assert {read(served, path).category for path in served.paths("article")} == {
            "An ninh trật tự",
            "Hoạt động Công an",
        }


@pytest.mark.parametrize(
    ("platform", "page"),
    [
        (LIFERAY, "sotttt.hanoi.gov.vn/detail_chien-luoc-quy-hoach84a0.html"),
        (LIFERAY, "sotttt.hanoi.gov.vn/detail_en_2625972.html"),
        (LIFERAY, "sotttt.hanoi.gov.vn/detail_en_3159471.html"),
        (CHINHPHU, "baochinhphu.vn/article.html"),
    ],
    ids=lambda value: value.name if isinstance(value, Platform) else value.rpartition("/")[2],
)
def test_real_pages_are_read_with_both_witnesses(platform: Platform, page: str) -> None:
    reading = read_page(
        platform.layout,
        shared("pages", *page.split("/")).read_bytes(),
        content_type="text/html",
        url=f"https://{page}",
        fetched_at=datetime(2026, 4, 1, tzinfo=UTC),
    )
    assert isinstance(reading, Reading), reading
    assert {reading.witnesses[field] for field in ("title", "date", "body")} == {"both"}
    assert not [flag for flag in reading.flags if flag.endswith("disagrees")]


@pytest.mark.parametrize("page", ["detail_en_2625972", "detail_en_3159471"])
def test_on_ha_nois_liferay_the_first_paragraph_stands_in_the_place_of_the_text(page: str) -> None:
    html = shared("pages", "sotttt.hanoi.gov.vn", f"{page}.html").read_text("utf-8")
    lead, body = said(LIFERAY, html, "lead"), said(LIFERAY, html, "body")
    assert lead
    assert body
    assert lead in body


@pytest.mark.parametrize(
    ("platform", "page"),
    [
        (LIFERAY, themes.LIFERAY_62_STANDARD),
        (LIFERAY, themes.LIFERAY_73_STANDARD),
        (NUKEVIET, themes.NUKEVIET_MOBILE),
        (NUKEVIET, themes.NUKEVIET_MOBILE_EGOV),
        (WORDPRESS, themes.WORDPRESS_BLOCKS),
        (WORDPRESS, themes.WORDPRESS_TWENTY_TWENTY),
        (WORDPRESS, themes.WORDPRESS_TAGDIV_BUILDER),
        (DRUPAL, themes.DRUPAL_7),
        (DRUPAL, themes.DRUPAL_10),
        (JOOMLA, themes.JOOMLA_3),
    ],
    ids=lambda value: value.name if isinstance(value, Platform) else "",
)
def test_other_themes_are_matched_in_the_right_places(platform: Platform, page: str) -> None:
    assert said(platform, page, "title") in (themes.TITLE, None)
    assert themes.DAY in (said(platform, page, "date") or themes.DAY)
    assert said(platform, page, "body") == themes.BODY
    assert said(platform, page, "title") or said(platform, page, "date"), "a theme of which little is known"


@pytest.mark.parametrize(
    ("platform", "page"),
    [
        (NUKEVIET, themes.NUKEVIET_CATEGORY),
        (WORDPRESS, themes.WORDPRESS_ARCHIVE),
        (SHAREPOINT, themes.SHAREPOINT_LIST_ENTRY),
        (JOOMLA, themes.JOOMLA_4),
    ],
    ids=[
        "a NukeViet category",
        "a WordPress archive",
        "a SharePoint page that shows an entry",
        "a Joomla 4 page with a heading",
    ],
)
def test_where_a_place_may_hold_something_else_nothing_is_named(platform: Platform, page: str) -> None:
    assert said(platform, page, "title") is None


def said(platform: Platform, page: str, field: str) -> str | None:
    """The text at the place that the layout names."""
    root = parse(page)
    nodes = select(root, getattr(platform.layout, field))
    return text_below(nodes[0]) if nodes else None

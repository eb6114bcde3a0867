"""The promise of `metadata`: what a page says of itself is collected, and nothing in it can hurt."""

import json

import pytest

from crawlers.reading.metadata import Metadata, metadata_of, window_titles
from crawlers.reading.tree import parse
from tests.crawlers.reading.pages import TITLE, document


def meta(head: str) -> Metadata:
    root = parse(document("<p>Lời</p>", head))
    assert root is not None
    return metadata_of(root)


def ld(data: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(data, ensure_ascii=False)}</script>'


@pytest.mark.parametrize("name", ["og:title", "twitter:title", "dc.title", "headline", "OG:Title"])
def test_titles(name: str) -> None:
    assert meta(f'<meta property="{name}" content=" {TITLE}&nbsp; ">').titles == [TITLE]


@pytest.mark.parametrize("name", ["article:published_time", "datePublished", "pubdate", "DC.date.issued"])
def test_dates(name: str) -> None:
    assert meta(f'<meta name="{name}" content="2024-06-05T14:30:00+07:00">').dates == [
        "2024-06-05T14:30:00+07:00"
    ]


@pytest.mark.parametrize(
    "name", ["dateCreated", "article:modified_time", "dateModified", "og:updated_time", "date"]
)
def test_days_on_which_something_else_happened_are_ignored(name: str) -> None:
    assert meta(f'<meta itemprop="{name}" content="2024-06-01T08:00:00+07:00">').dates == []


def test_json_ld() -> None:
    found = meta(
        ld(
            {
                "@type": "NewsArticle",
                "headline": TITLE,
                "dateCreated": "2024-06-01",
                "datePublished": "2024-06-05",
            }
        )
    )
    assert (found.titles, found.dates) == ([TITLE], ["2024-06-05"])


@pytest.mark.parametrize(
    "data",
    [
        [{"@type": "Organization", "name": "Công an"}, {"@type": ["Article"], "headline": TITLE}],
        {
            "@context": "https://schema.org",
            "@graph": [{"@type": "WebSite"}, {"@type": "Article", "headline": TITLE}],
        },
    ],
)
def test_json_ld_in_lists_and_graphs(data: object) -> None:
    assert meta(ld(data)).titles == [TITLE]


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "[" * 50_000,
        '{"@type": "NewsArticle", "headline": 7, "datePublished": ["2024"]}',
        '{"@type": 7, "headline": "Sai"}',
        '{"@type": "Event", "headline": "Sai", "datePublished": "2001-01-01"}',
        '"chữ"',
        "null",
    ],
)
def test_json_ld_that_is_none_says_nothing(text: str) -> None:
    found = meta(f'<script type="application/ld+json">{text}</script>')
    assert (found.titles, found.dates) == ([], [])


def test_line_breaks_within_json_ld_strings_are_borne() -> None:
    text = '{"@type": "NewsArticle", "headline": "Dòng một\nhai"}'
    assert meta(f'<script type="application/ld+json">{text}</script>').titles == ["Dòng một hai"]


def test_the_rest_of_the_head() -> None:
    found = meta(
        '<title> Tên\n bài | Công an </title><meta name="description" content="Tóm tắt">'
        '<meta property="og:site_name" content="Công an huyện"><meta property="og:type" content="Article">'
        '<link rel="canonical" href=" /tin/77.html "><meta property="article:tag" content="sông">'
    )
    assert found == Metadata(
        descriptions=["Tóm tắt"],
        window_title="Tên bài | Công an",
        site_name="Công an huyện",
        canonical="/tin/77.html",
        kind="article",
        tags=["sông"],
    )


def test_the_canonical_link_goes_before_the_shared_address() -> None:
    head = (
        '<meta property="og:url" content="https://a.vn/chia-se"><link rel="canonical" href="https://a.vn/77">'
    )
    assert meta(head).canonical == "https://a.vn/77"
    assert meta('<meta property="og:url" content="https://a.vn/chia-se">').canonical == "https://a.vn/chia-se"


@pytest.mark.parametrize("separator", ["|", "-", "–", "»", "::"])
def test_the_window_title_is_whole_or_without_the_portals_name(separator: str) -> None:
    names = window_titles(Metadata(window_title=f"{TITLE} {separator} Công an huyện Vân Hải"))
    assert TITLE in names
    assert names[0] == f"{TITLE} {separator} Công an huyện Vân Hải"


def test_a_title_with_a_dash_of_its_own_is_among_them() -> None:
    title = "Cồn Lau – Vân Hải: bến đò an toàn"
    assert title in window_titles(Metadata(window_title=f"Công an | {title}"))
    assert title in window_titles(Metadata(window_title=f"{title} - Tin tức - Công an huyện"))
    assert window_titles(Metadata()) == []

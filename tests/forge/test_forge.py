"""The forge makes the same page from the same seed, and asks of a reader only what the page really shows."""

import html
import random
import re
import unicodedata
from datetime import datetime
from functools import cache
from typing import Any

import pytest

from tests.forge import score
from tests.forge.article import PORTALS, ForgedArticle, folded, invented, printed_date
from tests.forge.captions import CAPTIONS
from tests.forge.encodings import ENCODINGS
from tests.forge.forge import ForgedPage, UnfitStyleError, forge
from tests.forge.noise import NOISES, TEXT_NOISES, Noise
from tests.forge.notarticles import NOT_ARTICLES, forge_not_article
from tests.forge.styles import CAPTIONS_OF_BODY, STYLES

SEEDS = range(60)


@cache
def pages() -> list[tuple[ForgedArticle, ForgedPage]]:
    """Invented articles of every portal, each on its forged page."""
    articles = [(invented(seed, portal), seed) for seed in SEEDS for portal in PORTALS]
    return [(article, forge(article, seed)) for article, seed in articles]


def gold_articles() -> list[ForgedArticle]:
    names = score.gold_names()
    if not names:
        pytest.skip("the seed documents are not here: ../shared/gold is missing")
    return [score.article_named(name, portal, 0) for name, portal in names.items()]


@cache
def visible_text(page: str) -> str:
    """A page's text without scripts, comments and tags; inline tags join words, all others part them."""
    page = re.sub(r"(?is)<(script|style|template|noscript)\b.*?</\1>|<!--.*?-->", " ", page)
    page = re.sub(r"(?i)</?(b|i|u|em|strong|span|font|a|time|o:p)\b[^>]*>", "", page)
    text = html.unescape(re.sub(r"<[^>]*>", " ", page)).replace("\u200b", "")
    return folded(text)


def texts_of(expected: dict[str, Any]) -> list[str]:
    single = [expected[name] for name in ("title", "published_text", "author") if expected[name]]
    return [*single, *expected["body"], *(caption for caption, _ in expected["captions"])]


def test_same_seed_gives_the_same_page() -> None:
    article = invented(7, "hai_phong")
    assert forge(article, 7) == forge(invented(7, "hai_phong"), 7)
    assert forge(article, 7).html_bytes != forge(article, 8).html_bytes


def test_page_shows_every_text_it_is_asked_for() -> None:
    for article, page in pages():
        shown = visible_text(page.html)
        for text in texts_of(page.expected):
            assert text in shown, (article.portal, page.style, text)


def test_gold_articles_are_shown_whole() -> None:
    for article in gold_articles():
        for seed in range(15):
            page = forge(article, seed)
            shown = visible_text(page.html)
            assert [text for text in texts_of(page.expected) if text not in shown] == [], page.style


def test_texts_stand_in_the_order_they_are_asked_for() -> None:
    for article, page in pages():
        shown, start = visible_text(page.html), 0
        for text in article.body:
            start = shown.index(text, start) + 1


def test_every_picture_is_on_the_page_and_its_caption_follows_it() -> None:
    for _, page in pages():
        for caption, address in page.expected["captions"]:
            after = page.html.partition(address)[2]
            assert visible_text("<img " + after).startswith(caption), (page.style, caption)


def test_gold_articles_have_the_body_and_captions_of_their_gold_file() -> None:
    for article in gold_articles():
        assert article.body == [folded(text) for text in article.body]
        assert len(article.body) >= 4
    captions = [len(article.captions) for article in gold_articles()]
    assert captions == [0, 2, 0, 0, 3]


def test_missing_date_is_expected_to_be_missing() -> None:
    undated = [
        page
        for article, page in pages()
        if article.portal == "tphcm" and page.expected["published_at"] is None
    ]
    assert undated
    assert all(page.expected["published_text"] is None for page in undated)


def test_no_noise_repeats_a_paragraph_of_the_article() -> None:
    for article, page in pages():
        shown = visible_text(page.html)
        for text in article.body:
            if len(text) > 90:
                assert shown.count(text) == 1, (page.style, text)


def test_every_noise_encoding_and_caption_is_reached() -> None:
    made = [page for _, page in pages()]
    assert {name for page in made for name in page.noises} == {*NOISES, *TEXT_NOISES}
    assert {page.encoding for page in made} == set(ENCODINGS)
    assert {name for names in CAPTIONS_OF_BODY.values() for name in names} == set(CAPTIONS)


@pytest.mark.parametrize("style", STYLES)
def test_every_style_shows_some_article_whole(style: str) -> None:
    shown = 0
    for portal in PORTALS:
        for seed in range(2):
            try:
                page = forge(invented(seed, portal), seed, style=style)
            except UnfitStyleError:
                continue
            shown += 1
            assert [text for text in texts_of(page.expected) if text not in visible_text(page.html)] == []
    assert shown


@pytest.mark.parametrize("name", NOISES)
def test_every_noise_stands_alone(name: str) -> None:
    article = invented(1, "hai_phong")
    noise = Noise(article, random.Random(name), (name,))
    assert noise.slot(NOISES[name][0])


@pytest.mark.parametrize("name", ENCODINGS)
def test_encoded_page_still_holds_its_words(name: str) -> None:
    content, content_type = ENCODINGS[name]("<!--charset--><p>Phường Ỷ La, “ngờ vực”</p>", random.Random(1))
    charset = {"utf16": "utf-16", "windows_1258": "cp1258"}.get(name, "utf-8-sig")
    text = unicodedata.normalize("NFC", html.unescape(content.decode(charset, "replace")))
    assert "Phường Ỷ La, “ngờ vực”" in text
    assert content_type is None or content_type.startswith("text/html")


@pytest.mark.parametrize("kind", NOT_ARTICLES)
def test_pages_without_an_article_expect_nothing(kind: str) -> None:
    for portal in PORTALS:
        assert forge_not_article(portal, 1, kind=kind).expected == {}


@pytest.mark.parametrize("portal", PORTALS)
def test_dates_are_printed_in_the_form_of_their_portal(portal: str) -> None:
    article = invented(2, portal)
    assert article.date_line
    assert article.published_at
    moment = datetime.fromisoformat(article.published_at).replace(tzinfo=None)
    assert printed_date(portal, moment) == (article.date_line, article.published_at)


def perfect_reader(
    portal: str, content: bytes, content_type: str | None, url: str | None
) -> dict[str, Any] | None:
    """Knows the answer beforehand: finds the page among the forged ones."""
    found = (
        page.expected for article, page in pages() if page.html_bytes == content and article.portal == portal
    )
    expected = next(found, None)
    return {**expected, "flags": [], "reason": None} if expected and url and content_type != "" else None


def test_score_finds_a_perfect_reader_right() -> None:
    for seed in range(5):
        for portal in PORTALS:
            verdict = score.judged(score.Case("invented", portal, seed), perfect_reader)
            assert verdict
            assert verdict.all_right


def test_score_finds_a_silent_error_and_forgives_a_flagged_one() -> None:
    case = score.Case("invented", "tphcm", 3)

    def without_title(*page: Any) -> dict[str, Any] | None:
        return {**(perfect_reader(*page) or {}), "title": "Sai"}

    def flagged(*page: Any) -> dict[str, Any] | None:
        return {**without_title(*page), "flags": ["title: witnesses differ"]}  # type: ignore[dict-item]

    verdict, forgiven = score.judged(case, without_title), score.judged(case, flagged)
    assert verdict
    assert forgiven
    assert verdict.silent == ["title"]
    assert forgiven.silent == []
    assert not forgiven.all_right


def test_score_counts_an_article_read_from_a_page_without_one() -> None:
    verdict = score.judged(score.Case("none", "bac_ninh", 3), lambda *_: {"reason": None})
    assert verdict
    assert not verdict.all_right

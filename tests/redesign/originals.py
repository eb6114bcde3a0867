"""The pages that are redesigned: recorded ones, forged ones, platforms' samples, saved ones of real sites."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from crawlers.layout import Layout
from crawlers.reading import Reading, read_page
from crawlers.reading.decode import decode
from tests.forge.article import PORTALS, invented
from tests.forge.forge import forge
from tests.layouts import layout_of
from tests.redesign.canvas import Truth
from tests.redesign.heads import NOW
from tests.redesign.sampled import SampledPage, sampled_pages

FETCHED_AT = NOW.replace(tzinfo=UTC)
_TESTS = Path(__file__).parents[1]
_SAVED = _TESTS.parents[1] / "shared" / "pages"
SAVED = {
    "sotttt.hanoi.gov.vn/detail_en_2625972.html": Layout(
        title=".asset-full-content-title",
        date=".assetPublishDate",
        lead="p.sapo",
        body=".journal-content-article",
        author=".view-content-author",
    ),
    "baochinhphu.vn/article.html": Layout(
        title="h1.detail-title", date="[data-role=publishdate]", lead=".detail-sapo", body=".detail-content"
    ),
}
"""Saved pages of real sites whose present reading was checked by hand, and their declarations."""
_RECORDED_SHARE, _SAVED_SHARE, _SAMPLED_SHARE = 0.2, 0.06, 0.2


@dataclass(frozen=True)
class Original:
    """A page, what a right reading of it gives, and how its portal is declared."""

    name: str
    html: str
    url: str
    printed: str | None
    """The date as the page prints it."""
    layout: Layout
    truth: dict[str, Any]

    def told(self) -> Truth:
        """The truth, to be changed with the page."""
        return Truth(
            **{**self.truth, "body": list(self.truth["body"]), "captions": list(self.truth["captions"])}
        )


def original(seed: int) -> Original:
    """The page that this seed redesigns: mostly a forged one, of the same seed."""
    rng = random.Random(f"original {seed}")
    share = rng.random()
    saved, recorded = saved_pages(), recorded_pages()
    if share < _SAVED_SHARE and saved:
        return rng.choice(saved)
    if share < _SAVED_SHARE + _RECORDED_SHARE:
        return rng.choice(recorded)
    if share < _SAVED_SHARE + _RECORDED_SHARE + _SAMPLED_SHARE:
        return rng.choice(platform_pages())
    return forged_page(seed, rng.choice(PORTALS))


def forged_page(seed: int, portal: str) -> Original:
    """A forged article with a title and a date."""
    article = invented(seed, portal)
    page = forge(article, seed)
    while page.expected["title"] is None or page.expected["published_at"] is None:
        seed += 1_000_003
        page = forge(article, seed)
    expected = page.expected
    truth = {
        "title": expected["title"],
        "published_at": expected["published_at"],
        "body": expected["body"],
        "captions": [(text, urlsplit(address).path) for text, address in expected["captions"]],
        "author": expected["author"],
        "source": expected["source"],
    }
    layout = layout_of(portal)
    return Original(f"{portal} {page.style}", page.html, page.url, expected["published_text"], layout, truth)


@cache
def recorded_pages() -> tuple[Original, ...]:
    """The recorded articles of all portals that have them."""
    return tuple(_recorded())


def _recorded() -> Iterator[Original]:
    for path in sorted((_TESTS / "portals").glob("*/article-*.json")):
        expected = json.loads(path.read_text(encoding="utf-8"))
        content = path.with_suffix(".html").read_bytes()
        layout = layout_of(path.parent.name)
        url = "http://127.0.0.1" + expected["url"]
        yield _as_read(f"{path.parent.name} {path.stem}", content, url, layout, expected)


def _as_read(name: str, content: bytes, url: str, layout: Layout, expected: dict[str, Any]) -> Original:
    """A page whose reading is known to be right; the addresses of its pictures are taken from there."""
    reading = read_page(layout, content, content_type=None, url=url, fetched_at=FETCHED_AT)
    if not isinstance(reading, Reading) or reading.published is None or reading.title is None:
        raise ValueError(f"{name} is no longer read as an article with title and date: {reading}")
    truth = {
        "title": reading.title,
        "published_at": reading.published.iso(),
        "body": reading.body,
        "captions": [(text, urlsplit(address).path) for address, text in reading.images if text],
        "author": reading.author,
        "source": reading.source,
    }
    wrong = [
        key
        for key in ("title", "published_at", "body", "author", "source")
        if key in expected and expected[key] != truth[key]
    ]
    if wrong:
        raise ValueError(f"{name} is no longer read as recorded: {', '.join(wrong)}")
    html = decode(content, None).text
    return Original(name, html, url, reading.published.text, layout, truth)


@cache
def saved_pages() -> tuple[Original, ...]:
    """Saved pages of real sites; none where they are not beside the project."""
    return tuple(
        _as_read(name, (_SAVED / name).read_bytes(), f"https://{name}", layout, {})
        for name, layout in SAVED.items()
        if (_SAVED / name).exists()
    )


@cache
def platform_pages() -> tuple[Original, ...]:
    """Articles of sample portals on each platform."""
    return tuple(
        _of_platform(page) for page in sampled_pages() if page.article.title and page.article.date_text
    )


def _of_platform(page: SampledPage) -> Original:
    article = page.article
    truth = {
        "title": article.title,
        "published_at": article.published_at,
        "body": article.body,
        "captions": [(caption, urlsplit(path).path) for path, caption in article.pictures if caption],
        "author": article.author,
        "source": article.source,
    }
    html = decode(page.content, None).text
    return Original(
        f"{article.portal} {article.number}", html, page.url, article.date_text, page.layout, truth
    )

"""Articles of the sample portals on each platform, rendered without a server."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import cache
from inspect import getmembers, isclass
from typing import Any, NamedTuple

from crawlers.layout import Layout
from tests.platforms import spiders
from tests.platforms.sample import address
from tests.platforms.serve import SAMPLES
from tests.samples.site import Visit
from tests.samples.truth import SampleArticle

NEWEST = date(2025, 6, 27)
_VISIT = Visit(
    "https://congan.example", {}, datetime(2026, 11, 21, 10, 15, tzinfo=UTC), 1, 1, "https://x.example", 0.0
)


class SampledPage(NamedTuple):
    """A page of a sample portal and the article on it."""

    article: SampleArticle
    content: bytes
    url: str
    layout: Layout


@cache
def sampled_pages(each: int = 4) -> tuple[SampledPage, ...]:
    """So many articles of each sample portal on a platform, with the portal's declaration."""
    return tuple(_sampled(each))


def _sampled(each: int) -> Iterator[SampledPage]:
    for name, sample in SAMPLES.items():
        articles = sample.articles(NEWEST)
        pages = sample.pages(articles)
        for article in articles[:each]:
            content = pages[address(article.path)](_VISIT).body
            yield SampledPage(article, content, "https://congan.example" + article.path, _layout(name))


def _layout(name: str) -> Layout:
    """What the portal's spider, or the platform it names, declares."""
    known = (spider for _, spider in getmembers(spiders, isclass) if getattr(spider, "name", None) == name)
    spider: Any = next(known, None)
    if spider is None:
        return Layout()
    platform = getattr(spider, "platform", None)
    layout: Layout = platform.layout if platform is not None and spider.layout == Layout() else spider.layout
    return layout

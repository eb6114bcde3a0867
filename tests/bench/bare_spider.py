"""A plain Scrapy spider outside any project: fetches the article pages and does nothing with them."""

from __future__ import annotations

from collections.abc import AsyncIterator

from scrapy import Request, Spider
from scrapy.http import Response

from tests.bench.site import article_path


class BareSpider(Spider):
    name = "bare"

    def __init__(self, home: str, articles: str) -> None:
        super().__init__()
        self.home = home
        self.articles = int(articles)

    async def start(self) -> AsyncIterator[Request]:
        for number in range(self.articles, 0, -1):
            yield Request(self.home + article_path(number))

    def parse(self, response: Response) -> None:
        del response

"""An article with the page that it was read from: what goes through the item pipelines."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

from scrapy.http import Response
from scrapy.http.headers import Headers

from crawlers.article import Article
from crawlers.store.warc import Exchange


@dataclass
class FetchedArticle:
    """An article and the exchange that gave it, on their way into the store."""

    article: Article
    exchange: Exchange = field(repr=False)  # Scrapy logs items: a page, a proxy's password


def exchange_of(response: Response, fetched_at: datetime) -> Exchange:
    """What was asked and answered, the body decoded as Scrapy hands it over."""
    sent = _pairs(response.request.headers) if response.request else ()
    return Exchange(
        url=response.url,
        fetched_at=fetched_at,
        request_headers=(("Host", urlsplit(response.url).netloc), *sent),
        status=response.status,
        headers=_pairs(response.headers),
        body=response.body,
    )


def _pairs(headers: Headers) -> tuple[tuple[str, str], ...]:
    return tuple(
        (name.decode("latin-1"), value.decode("latin-1"))
        for name in headers
        for value in headers.getlist(name)
    )

"""An invented article that passes every check, for the tests that change one thing about it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from crawlers.article import Article, as_row, content_hash
from crawlers.fetching.fetched import FetchedArticle
from crawlers.store.warc import Exchange

HOME = "https://congan.haiphong.gov.vn"


def article(number: int, **more: Any) -> Article:
    made = Article(
        id=f"hai_phong/{number}",
        portal="hai_phong",
        agency="Công an thành phố Hải Phòng",
        province="VN-HP",
        url=f"{HOME}/Tin-An-ninh-trat-tu/Bai-{number}.html",
        title="Tuần tra đêm ở phường Đông Bến",
        body=f"Tổ công tác số {number} tuần tra trên đường Bến Láng.",
        published_at="2025-06-27T08:16:00+07:00",
        published_text="Cập nhật: 27/06/2025 08:16",
        fetched_at="2026-11-21T10:15:00Z",
        content_hash="0" * 64,
        parser="hai_phong/1 tuantra/0.1.0",
    )
    for name, value in more.items():
        setattr(made, name, value)
    if "content_hash" not in more:
        made.content_hash = content_hash(as_row(made), HOME)
    return made


def fetched(made: Article, body: bytes | None = None, **headers: str) -> FetchedArticle:
    """The article with a page that says it."""
    exchange = Exchange(
        url=made.url,
        fetched_at=datetime.fromisoformat(made.fetched_at),
        request_headers=(("Host", "congan.haiphong.gov.vn"),),
        status=200,
        headers=(("Content-Type", "text/html; charset=utf-8"), *headers.items()),
        body=f"<h1>{made.title}</h1><p>{made.body}</p>".encode() if body is None else body,
    )
    return FetchedArticle(made, exchange)

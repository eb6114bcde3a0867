"""What is wrong with an article, if anything: by the schema, and by what a schema cannot say."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

import msgspec

from crawlers.addresses import Addresses
from crawlers.article import Article, content_hash
from crawlers.store.batches import Row


class Portal(Protocol):
    """What an article has to agree with."""

    name: str
    addresses: Addresses


def find_defect(row: Row, portal: Portal) -> str | None:
    """The first thing that is wrong with an article, None where there is nothing."""
    try:
        article = msgspec.convert(row, Article)
    except msgspec.ValidationError as error:
        return f"schema: {error}"
    if article.id.partition("/")[0] != portal.name or article.portal != portal.name:
        return f"it is not an article of {portal.name}"
    if not article.body.strip():
        return "its body is empty"
    if not portal.addresses.owns(article.url):
        return "its address is not on the portal's hosts"
    if article.content_hash != content_hash(row, portal.addresses.home):
        return "content_hash is not the hash of its content"
    return _date_defect(article.published_at) or _date_defect(article.fetched_at)


def _date_defect(instant: str | None) -> str | None:
    try:
        if instant:
            datetime.fromisoformat(instant)
    except ValueError:
        return f"there is no day {instant}"
    return None

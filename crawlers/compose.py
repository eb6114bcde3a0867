"""From what was read on a page to the article as it is stored."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from crawlers import __version__
from crawlers.addresses import Addresses, ArticleAddress
from crawlers.article import Article, Attachment, Image, as_row, content_hash
from crawlers.clock import utc
from crawlers.layout import Layout
from crawlers.reading import Reading

_UNHASHED = "0" * 64


class Portal(Protocol):
    """What an article says of its portal."""

    name: str
    agency: str
    province: str
    layout: Layout
    addresses: Addresses


def article_at(
    portal: Portal,
    address: ArticleAddress,
    reading: Reading,
    fetched_at: datetime,
    layout: Layout | None = None,
) -> Article:
    """The article read at `address`; under the address that its page names, if that is the same article's."""
    named = portal.addresses.article(reading.canonical) if reading.canonical else None
    where = named if named and named.id == address.id else address
    return compose(portal, where, reading, fetched_at, layout)


def compose(
    portal: Portal,
    address: ArticleAddress,
    reading: Reading,
    fetched_at: datetime,
    layout: Layout | None = None,
) -> Article:
    """The article, in revision 1 until it is compared with what is known. `layout` is the one by which its
    page was read, the portal's present one where it is None.

    Addresses are official ones, also where the portal was read elsewhere. The category is the address's,
    which is the same for every way that leads to the article; the printed one where the address has none.
    """
    article = Article(
        id=address.id,
        portal=portal.name,
        agency=portal.agency,
        province=portal.province,
        url=address.url,
        title=reading.title,
        lead=reading.lead,
        body="\n\n".join(reading.body),
        category=address.category or reading.category,
        author=reading.author,
        source=reading.source,
        tags=list(reading.tags),
        images=[Image(url, text) for url, text in _files(portal.addresses, reading.images)],
        attachments=[Attachment(url, text) for url, text in _files(portal.addresses, reading.attachments)],
        published_at=reading.published.iso() if reading.published else None,
        published_text=reading.published.text if reading.published else None,
        fetched_at=utc(fetched_at),
        content_hash=_UNHASHED,
        flags=list(reading.flags),
        dropped=list(reading.dropped),
        parser=f"{portal.name}/{(layout or portal.layout).version} tuantra/{__version__}",
    )
    article.content_hash = content_hash(as_row(article), portal.addresses.home)
    return article


def _files(addresses: Addresses, found: list[tuple[str, str | None]]) -> list[tuple[str, str | None]]:
    official = ((addresses.official(address), text) for address, text in found)
    return [(address, text) for address, text in official if address is not None]

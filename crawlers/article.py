"""The article: what a consumer gets, and what is checked before it is stored."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

Id = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]*/([0-9]{1,20}|[0-9a-f]{64})$")]
Slug = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]*$", max_length=64)]
Address = Annotated[str, Meta(pattern=r"^https?://[^\s\x00-\x1f]+$", max_length=4096)]
Text = Annotated[str, Meta(min_length=1)]
Line = Annotated[str, Meta(min_length=1, max_length=1000, pattern=r"^[^\n\r\t\x00-\x08]*$")]
Digest = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}$")]
Published = Annotated[str, Meta(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}:[0-9]{2}\+07:00)?$")]
Day = Annotated[str, Meta(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
Instant = Annotated[str, Meta(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$")]


@dataclass(frozen=True)
class Image:
    """A picture of the article, with the caption printed by it."""

    url: Address
    caption: Text | None = None


@dataclass(frozen=True)
class Attachment:
    """A file that the article links to, with the words of the link."""

    url: Address
    name: Text | None = None


@dataclass(frozen=True)
class RawPage:
    """Where the page is kept as it was received: a record in a WARC of the store."""

    warc: Text
    offset: Annotated[int, Meta(ge=0)]
    length: Annotated[int, Meta(ge=1)]
    digest: Text
    """SHA-256 of the page, as the record says it."""
    etag: Text | None = None
    """`etag` and `last_modified`: what the portal said of the page, for asking whether it has changed."""
    last_modified: Text | None = None


@dataclass(kw_only=True)
class Article:
    """One article in one revision (schema `article/1`)."""

    schema: Literal["article/1"] = "article/1"
    id: Id
    """`<portal>/<number>`, or a SHA-256 of the canonical address where the portal gives no number."""
    portal: Slug
    agency: Line
    province: Annotated[str, Meta(pattern=r"^VN-[A-Z0-9]{2}$")]
    url: Address
    """The canonical address."""
    title: Line | None = None
    lead: Text | None = None
    """The summary where the page prints one; it is the first paragraph of `body` too."""
    body: Text
    """Paragraphs separated by a blank line; subheadings included, captions not."""
    category: Line | None = None
    author: Line | None = None
    source: Line | None = None
    tags: list[Line] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    published_at: Published | None = None
    """A day, or a second in Viet Nam's time."""
    published_text: Line | None = None
    """The date as printed."""
    fetched_at: Instant
    revision: Annotated[int, Meta(ge=1)] = 1
    content_hash: Digest
    flags: list[Line] = field(default_factory=list)
    """What is doubtful about this article."""
    dropped: list[Line] = field(default_factory=list)
    """Names of the boilerplate rules that fired."""
    page: RawPage | None = None
    parser: Line
    """`<portal>/<layout version>` and the version of this package."""


@dataclass(kw_only=True)
class Gone:
    """Word that the portal no longer has an article (schema `gone/1`); what was stored of it stays.

    A revision of its own: the article may come back with the next one.
    """

    schema: Literal["gone/1"] = "gone/1"
    id: Id
    portal: Slug
    url: Address
    gone: Literal[True] = True
    first_missed: Day
    """The first day (in Việt Nam) on which the portal answered 404 or 410 for it."""
    confirmed: Day
    """A later day on which it still did."""
    fetched_at: Instant
    revision: Annotated[int, Meta(ge=2)]


# Not in the hash: what changes although nobody changed the article (fetch time, counters, where it was
# found), and what is said about the article by the reader of the page.
_CONTENT = ("title", "lead", "body", "author", "source", "tags", "published_at", "published_text")


def content_hash(article: dict[str, Any], home: str) -> str:
    """SHA-256 over an article's content.

    `home` is the portal's address at which it was read: addresses below it count by their path, so that a
    mirror gives the same hash. A date reckoned back from the fetch time (flag `date-relative`) moves with it
    and does not count.
    """
    content = {name: article[name] for name in _CONTENT}
    if "date-relative" in article["flags"]:
        content["published_at"] = content["published_text"] = None
    content["images"] = [[_below(home, image["url"]), image["caption"]] for image in article["images"]]
    content["attachments"] = [[_below(home, file["url"]), file["name"]] for file in article["attachments"]]
    return hashlib.sha256(msgspec.json.encode(content, order="deterministic")).hexdigest()


def json_schema(stored: type[Article | Gone]) -> dict[str, Any]:
    """The JSON Schema of what is stored, generated from its class."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema"} | msgspec.json.schema(stored)


def as_row(stored: Article | Gone | RawPage) -> dict[str, Any]:
    """The article, or the word of its end, as it is stored: plain data."""
    row: dict[str, Any] = msgspec.to_builtins(stored)
    return row


def _below(home: str, address: str) -> str:
    return address.removeprefix(home.rstrip("/"))

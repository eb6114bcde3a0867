"""A portal's recorded pages in `tests/portals/<portal>/`: pages as received, what each should give.

    article-184974.html     a page with an article, as it was received
    article-184974.json     the article expected of it; `checked_by` is null until a person has looked
    listing.html            a listing that links articles
    no-article.html         a page that is neither
    recorded.json           where and when each page was received, and what was written by the program

Pages without an entry in `recorded.json` count as received at `DEFAULT_HOME`, on `DEFAULT_DAY`.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from crawlers.addresses import origin
from crawlers.declaring.seen import Page
from crawlers.reading import Reading

FILE = "recorded.json"
LISTING = "listing"
NO_ARTICLE = "no-article"
ARTICLE = "article-"
DEFAULT_HOME = "http://127.0.0.1/"
DEFAULT_DAY = datetime(2026, 11, 21, tzinfo=UTC)
"""For the sample portals' pages, which are the same on any day."""
COMPARED = (
    "title",
    "lead",
    "published_at",
    "published_text",
    "author",
    "source",
    "body",
    "captions",
    "flags",
)
"""What is compared, as far as the expected article has it."""


@dataclass(frozen=True)
class Origin:
    """Where and when a page was received."""

    url: str
    received: str
    content_type: str | None = None


@dataclass
class Recorded:
    """What `recorded.json` says."""

    home: str = DEFAULT_HOME
    pages: dict[str, Origin] = field(default_factory=dict)
    """By the name of the page's file."""
    generated: dict[str, str] = field(default_factory=dict)
    """Path below the project to the SHA-256 of what was written there: what differs, a person has edited."""

    why: dict[str, str] = field(default_factory=dict)
    """What was inferred of the portal, by attribute, to the sentence that says from what."""

    @classmethod
    def load(cls, folder: Path) -> Recorded:
        """Of a portal's folder; all defaults where there is no such file."""
        if not (folder / FILE).is_file():
            return cls()
        said = json.loads((folder / FILE).read_text(encoding="utf-8"))
        pages = {name: Origin(**origin_of) for name, origin_of in said["pages"].items()}
        return cls(said["home"], pages, said["generated"], said.get("why", {}))

    def encoded(self) -> bytes:
        """As it is written."""
        told = {"home": self.home, "pages": _plain(self.pages), "generated": self.generated}
        return _json(told | ({"why": self.why} if self.why else {}))

    def page(self, path: Path, url: str | None = None) -> Page:
        """A recorded page; `url` is its address, or the path of it, where this file does not say it."""
        told = self.pages.get(path.name)
        address = told.url if told else origin(self.home) + (url or "/")
        received = datetime.fromisoformat(told.received) if told else DEFAULT_DAY
        return Page(address, path.read_bytes(), told.content_type if told else None, received, path.name)


def _plain(pages: dict[str, Origin]) -> dict[str, Any]:
    return {name: asdict(origin_of) for name, origin_of in sorted(pages.items())}


def origin_of(page: Page) -> Origin:
    """Where and when a page was received."""
    return Origin(page.url, page.fetched_at.isoformat(), page.content_type)


def expected(reading: Reading, url: str, article_id: str | None) -> dict[str, Any]:
    """What a reading gives, in the form of an expected article."""
    published = reading.published
    return {
        "url": url,
        "id": article_id,
        "checked_by": None,
        "title": reading.title,
        "lead": reading.lead,
        "published_at": published.iso() if published else None,
        "published_text": published.text if published else None,
        "author": reading.author,
        "source": reading.source,
        "body": reading.body,
        "captions": [caption for _, caption in reading.images if caption],
        "flags": reading.flags,
    }


def compared(reading: Reading) -> dict[str, Any]:
    """What of a reading is compared with an expected article."""
    told = expected(reading, "", None)
    return {name: told[name] for name in COMPARED}


def encode_expected(told: dict[str, Any]) -> bytes:
    """An expected article as it is written."""
    return _json(told)


def article_name(article_id: str | None, url: str) -> str:
    """Of an article's files, without suffix: by its number, or by a hash where it has none."""
    number = (article_id or "").partition("/")[2]
    if number and len(number) <= 20 and number.isalnum():
        return f"{ARTICLE}{number}"
    return f"{ARTICLE}{hashlib.sha256(url.encode()).hexdigest()[:10]}"


def digest(content: bytes) -> str:
    """SHA-256."""
    return hashlib.sha256(content).hexdigest()


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()

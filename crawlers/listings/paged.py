"""A listing whose pages are asked for by number, as scripts of a page ask for them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from crawlers.listings.json_documents import plain_value

PAGE = "{page}"
_FIELD = re.compile(r"\{([\w.-]+)\}")
_PATH = re.compile(r"/(?!/)\S*")
_LONE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_LONGEST_VALUE = 1000


@dataclass(frozen=True, kw_only=True)
class PagedListing:
    """The pages of one listing, in HTML (whole or a piece) or in JSON: the answer itself tells which."""

    address: str
    """Path and query with `{page}` in it, such as `/api/news?page={page}&size=20`."""
    first: int = 1
    """The number of the first page."""
    article: str | None = None
    """Path of an article, made of fields of a JSON item (`/tin-tuc/{slug}-{id}.html`; `{category.slug}` is a
    field of an object in it); needed only where the items hold no address. Addresses that items hold are
    found by the portal's article pattern."""

    def page(self, turn: int) -> str:
        """Path and query of a page, counted from 1 whatever the number of the first one is."""
        return self.address.replace(PAGE, str(self.first + turn - 1))

    def article_path(self, item: Mapping[str, Any]) -> str | None:
        """The path of an item's article; None where a field is missing or is no plain value."""
        if self.article is None:
            return None
        values = {name: _path_part(plain_value(item, name)) for name in _FIELD.findall(self.article)}
        if not all(values.values()):
            return None
        return _FIELD.sub(lambda found: values[found[1]] or "", self.article)

    def findings(self) -> Iterator[str]:
        """What cannot be meant."""
        if not _PATH.fullmatch(self.address):
            yield f"{self.address!r} is not below home; write a path that begins with one slash"
        if self.address.count(PAGE) != 1 or "{" in self.address.replace(PAGE, ""):
            yield f"{self.address!r} is not a path with {PAGE} in it, once, and no other field"
        if not isinstance(self.first, int) or self.first < 0:
            yield f"first {self.first!r} is not the number of a page"
        if self.article is not None:
            yield from self._article_findings(self.article)

    def _article_findings(self, template: str) -> Iterator[str]:
        if not _PATH.fullmatch(template):
            yield f"article {template!r} is not a path that begins with one slash"
        if not _FIELD.search(template) or "{" in _FIELD.sub("", template):
            yield f"article {template!r} is not a path with names of fields in it, such as {{id}}"


def _path_part(value: str | None) -> str | None:
    """A value as it stands in a path; None for one that would lead elsewhere than it seems."""
    if not value or len(value) > _LONGEST_VALUE or not value.isprintable() or "\\" in value:
        return None
    if any(step in ("", ".", "..") for step in value.strip().split("/")):
        return None
    return quote(_LONE_PERCENT.sub("%25", value.strip()), safe="%/")

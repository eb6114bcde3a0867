"""What reading an archived page again has shown."""

from __future__ import annotations

from typing import Literal, NamedTuple

from crawlers.article import RawPage
from crawlers.store.batches import Row

Kind = Literal["unchanged", "outside", "changed", "no-article", "other-id", "rejected", "failed", "damaged"]
"""`unchanged`; `outside`: differs, but not in the content; `changed`: a new revision; `no-article`: the page
gives none any more; `other-id`: its address is another article's now; `rejected`: fails the check; `failed`:
could not be read; `damaged`: the archive does not give the page."""


class Stored(NamedTuple):
    """The newest revision of an article, and where its page is."""

    row: Row
    place: RawPage


class Difference(NamedTuple):
    """A field as it is stored and as it is read today: both clipped, and harmless to a terminal."""

    field: str
    old: str
    new: str


class Finding(NamedTuple):
    """What has become of one article."""

    id: str
    kind: Kind
    differences: tuple[Difference, ...] = ()
    row: Row | None = None
    """The new revision of a changed one."""
    reason: str = ""
    """A short code, where the kind has several."""
    detail: str = ""

"""A listing whose pages are asked for by number, as scripts of a page ask for them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class PagedListing:
    """The pages of one listing, in HTML (whole or a piece) or in JSON: the answer itself tells which."""

    address: str
    """Path and query with `{page}` in it, such as `/api/news?page={page}&size=20`."""
    first: int = 1
    """The number of the first page."""
    article: str | None = None
    """Path of an article, made of fields of a JSON item (`/tin-tuc/{slug}-{id}.html`); needed only where the
    items hold no address. Addresses that items hold are found by the portal's article pattern."""

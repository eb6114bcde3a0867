"""Finding out before a crawl that a setting of this project cannot be meant."""

from __future__ import annotations

from scrapy.settings import BaseSettings

_LEAST = {
    "BATCH_ARTICLES": 1,
    "BATCH_BYTES": 1,
    "BATCH_SECONDS": 0,
    "STORE_PATIENCE": 0,
    "LEASE_SECONDS": 1,
    "RETRY_AFTER_MOST": 0,
    "READING_SECONDS": 0.1,
    "READING_MEMORY": 256 * 1024 * 1024,
    "LISTING_OVERLAP": 1,
    "LISTING_STALE": 1,
    "MAX_LISTING_PAGES": 1,
    "REVISITS": 0,
    "EXPLORE_PAGES": 5,
}


def find_mistake(settings: BaseSettings) -> str | None:
    """The first setting that is no number, or too small a one; None where there is none."""
    for name, least in _LEAST.items():
        try:
            number = settings.getfloat(name)
        except (TypeError, ValueError):
            return f"-s {name}={settings[name]} is not a number"
        if not least <= number < float("inf"):
            return f"-s {name}={settings[name]} is not a number from {least} on"
    return None

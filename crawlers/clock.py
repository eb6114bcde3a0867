"""The moment taken as now."""

from __future__ import annotations

from datetime import UTC, datetime

from scrapy.settings import BaseSettings


def now(settings: BaseSettings) -> datetime:
    """The time in UTC; where the setting NOW names an instant, that one, so that a run can be repeated.

    Raises ValueError for a NOW that is no ISO 8601 instant with an offset.
    """
    fixed = settings.get("NOW")
    if not fixed:
        return datetime.now(UTC)
    instant = datetime.fromisoformat(fixed)
    if instant.tzinfo is None:
        raise ValueError(f"NOW={fixed!r} has no offset; write 2026-11-21T10:15:00Z")
    return instant.astimezone(UTC)


def utc(instant: datetime) -> str:
    """An instant as it is stored: ISO 8601 in UTC, whole seconds."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

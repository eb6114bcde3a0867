"""A portal's ``head.json``: where the log ends and how the last run went, as a hint that may be wrong."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

import msgspec

from crawlers.store import canonical, keys
from crawlers.store.objects import Missing, ObjectStore

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Head:
    """Advisory: `last_seq` may be behind or ahead of the log, which alone is right."""

    last_seq: int
    last_run: str | None
    last_complete_run: str | None
    state: str | None
    updated_at: str | None
    more: Mapping[str, Any] = field(default_factory=dict)
    """What the writer adds; stands beside the other fields in the file and is not rebuilt."""


def write_head(store: ObjectStore, portal: str, head: Head) -> None:
    """Write a portal's head over the one before."""
    fields = asdict(head)
    more = fields.pop("more")
    if clash := fields.keys() & more.keys():
        raise ValueError(f"these fields of head.json have their own meaning: {', '.join(sorted(clash))}")
    store.put(keys.head(portal), canonical.encode(fields | more))


def read_head(store: ObjectStore, portal: str) -> Head | None:
    """A portal's head; None where there is none, and, with a warning, where it cannot be understood."""
    key = keys.head(portal)
    try:
        fields = msgspec.json.decode(store.get(key).data, type=dict[str, Any])
        known = msgspec.convert(fields, _Known)
    except Missing:
        return None
    except msgspec.MsgspecError as error:
        logger.warning("%s in %s is ignored (%s); the log is read instead.", key, store.address, error)
        return None
    return Head(
        known.last_seq,
        known.last_run,
        known.last_complete_run,
        known.state,
        known.updated_at,
        {name: value for name, value in fields.items() if name not in _Known.__struct_fields__},
    )


class _Known(msgspec.Struct):
    last_seq: int
    last_run: str | None = None
    last_complete_run: str | None = None
    state: str | None = None
    updated_at: str | None = None

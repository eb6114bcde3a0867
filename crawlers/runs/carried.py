"""What one run hands to the next of its portal, in its record.

It is no second truth beside the log: lost, it costs a run that reads every listing to its end.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from itertools import islice
from typing import Any

import msgspec

from crawlers.store import ObjectStore, StoreError, read_head, read_run, run_ids
from crawlers.store.keys import is_run

logger = logging.getLogger(__name__)
_RECORDS_READ = 50


class Ongoing(msgspec.Struct):
    """A drift (see crawlers.drift) that began with an earlier run and is not over."""

    run: str
    """The run in which it was first seen, and whose report tells of it."""
    report: str
    """Key of that report."""
    subjects: list[str]
    """The fields, rules and listings concerned: another one makes it another drift."""


class Carried(msgspec.Struct):
    """`ground` and `failed` belong together: what lies in a listing's ground is stored or in `failed`."""

    ground: dict[str, int] = msgspec.field(default_factory=dict)
    """For each listing the last commit when it was read whole: what was known by then is not looked for."""
    failed: dict[str, int] = msgspec.field(default_factory=dict)
    """Addresses of article pages that could not be read, with the number of runs in which they could not."""
    missing: dict[str, str] = msgspec.field(default_factory=dict)
    """Ids of known articles for which the portal answered 404 or 410, with the first day on which it did."""
    revisited_at: str | None = None
    """When known articles were last asked for again."""
    swept_to: str = ""
    """The article up to which the slow sweep through all known ones has come."""
    rejected: list[str] = msgspec.field(default_factory=list)
    """The last objects of `rejected/` that commits name: the same defects need not be kept again."""
    history: list[dict[str, Any]] = msgspec.field(default_factory=list)
    """The counts of the last runs that say how the portal usually reads, newest first."""
    drift: Ongoing | None = None
    """The drift that goes on."""
    explored: dict[str, Any] | None = None
    """What an exploration found of a portal that nobody has declared (see crawlers.undeclared)."""


def last_carried(store: ObjectStore, portal: str) -> Carried:
    """What the last run that came to its end hands on; nothing where there is none. Raises StoreError."""
    for run in islice(_runs(store, portal), _RECORDS_READ):
        try:
            record = read_run(store, portal, run)
            if "carried" in record:
                return msgspec.convert(record["carried"], Carried)
        except (StoreError, msgspec.ValidationError) as error:
            logger.warning("%s The run before it is looked at instead.", error)
    return Carried()


def _runs(store: ObjectStore, portal: str) -> Iterator[str]:
    """The run that the head names, which spares a listing, then all from the newest on."""
    head = read_head(store, portal)
    if head and head.last_run and is_run(head.last_run):
        yield head.last_run
    yield from run_ids(store, portal)

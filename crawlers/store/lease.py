"""Who crawls a portal now: one worker at a time, as far as clocks agree.

The lease spares portals and workers double work. It is not what keeps the log whole: that is the create-only
commit, which holds whatever clocks, pauses and stores do.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import msgspec

from crawlers.store import canonical, keys
from crawlers.store.objects import Changed, Exists, Found, Missing, ObjectStore, StoreError

logger = logging.getLogger(__name__)
_ATTEMPTS = 10
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)  # by whosever clock


class Held(StoreError):  # noqa: N818
    """Another worker holds the portal."""

    def __init__(self, portal: str, holder: str, until: datetime) -> None:
        super().__init__(
            f"{portal} is being crawled by {holder}, whose lease runs until {until:%Y-%m-%d %H:%M:%S} UTC. "
            "Nothing was read or written. Let it finish; if it died, the portal is free after that time."
        )
        self.holder = holder
        self.until = until


class Lost(StoreError):  # noqa: N818
    """The lease is another worker's now."""


@dataclass(frozen=True)
class Lease:
    """A portal held by `holder` until `until`; `token` tells two leases of one holder apart."""

    store: ObjectStore
    portal: str
    holder: str
    token: str
    until: datetime

    def renew(self, now: datetime, seconds: float) -> Lease:
        """Hold the portal until `seconds` after `now`. Raises Lost where another took over."""
        renewed = replace(self, until=_whole(now, seconds))
        try:
            renewed._write_over(self._ours())
        except Changed:
            raise self._lost() from None
        return renewed

    def release(self) -> None:
        """Give the portal free; nothing happens where another took over already."""
        try:
            replace(self, until=_LONG_AGO)._write_over(self._ours())
        except (Lost, Changed):
            logger.warning(
                "the lease of %s was another worker's already when it was to be released", self.portal
            )

    def _ours(self) -> Found:
        # Read first: on a store that ignores If-Match this is what keeps another's lease from being
        # overwritten.
        try:
            found = self.store.get(keys.lease(self.portal))
        except Missing:
            raise self._lost() from None
        record = _parse(found.data)
        if record is None or record.token != self.token:
            raise self._lost()
        return found

    def _write_over(self, found: Found) -> None:
        self.store.replace(keys.lease(self.portal), _encode(self), found.version)

    def _lost(self) -> Lost:
        return Lost(
            f"the lease of {self.portal} in {self.store.address} was taken by another worker after it ran "
            "out. What was committed is whole. Stop this worker; give leases more time if it was only slow."
        )


def take_lease(
    store: ObjectStore,
    portal: str,
    holder: str,
    now: datetime,
    seconds: float,
    is_dead: Callable[[str], bool] = lambda _: False,
    token: str = "",
) -> Lease:
    """Hold `portal` until `seconds` after `now`. Raises Held where another worker does.

    A lease that ran out or was released is taken over, and so is one whose holder `is_dead`, or that has this
    `token`: the same worker tries again, whose answer was lost. One that cannot be read too, with a warning.
    """
    lease = Lease(store, portal, holder, token or secrets.token_hex(8), _whole(now, seconds))
    for _ in range(_ATTEMPTS):
        try:
            _take(lease, now, is_dead)
        except (Exists, Changed):
            continue  # another was faster: see who
        return lease
    raise StoreError(
        f"the lease of {portal} in {store.address} changes faster than it can be read; nothing was crawled. "
        "Run again, and see what else writes to it."
    )


def _take(lease: Lease, now: datetime, is_dead: Callable[[str], bool]) -> None:
    key = keys.lease(lease.portal)
    try:
        found = lease.store.get(key)
    except Missing:
        lease.store.create(key, _encode(lease))
        return
    record = _parse(found.data)
    if record is None:
        logger.warning("%s in %s cannot be read and is taken over.", key, lease.store.address)
    elif record.until > now and record.token != lease.token and not is_dead(record.holder):
        raise Held(lease.portal, record.holder, record.until)
    lease._write_over(found)


class _Record(msgspec.Struct):
    holder: str
    token: str
    until: datetime


def _parse(data: bytes) -> _Record | None:
    try:
        record = msgspec.json.decode(data, type=_Record)
    except msgspec.MsgspecError:
        return None
    return record if record.until.tzinfo else None


def _encode(lease: Lease) -> bytes:
    until = lease.until.isoformat().replace("+00:00", "Z")
    return canonical.encode({"holder": lease.holder, "token": lease.token, "until": until})


def _whole(now: datetime, seconds: float) -> datetime:
    return (now + timedelta(seconds=seconds)).astimezone(UTC)

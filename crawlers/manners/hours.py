"""The hours in which a portal is crawled: some are slow while their office works."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from crawlers.dates import VIETNAM

_CLOCK = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]"
_HOURS = re.compile(rf"({_CLOCK})-({_CLOCK})")
_DAY = timedelta(days=1)


class BadHours(ValueError):  # noqa: N818
    """Hours that cannot be meant; the message says what is."""


@dataclass(frozen=True)
class Hours:
    """From `begin` until `end`, each day, in Việt Nam's time; over midnight where `end` is earlier."""

    begin: time
    end: time

    @classmethod
    def parse(cls, text: str) -> Hours:
        """From a text such as `21:00-05:30`. Raises BadHours."""
        found = _HOURS.fullmatch(text)
        if found is None:
            raise BadHours(f"{text!r} are no hours such as 21:00-05:30 (Asia/Ho_Chi_Minh)")
        hours = cls(time.fromisoformat(found[1]), time.fromisoformat(found[2]))
        if hours.begin == hours.end:
            raise BadHours(f"{text!r} end when they begin; leave them out where every hour is as good")
        return hours

    def is_open(self, now: datetime) -> bool:
        """Whether the portal may be crawled at `now` (aware)."""
        return self.closes_in(now) > 0

    def closes_in(self, now: datetime) -> float:
        """Seconds from `now` until the hours end; 0 outside them."""
        to_begin, to_end = _until(self.begin, now), _until(self.end, now)
        is_open = to_begin == timedelta() or to_end < to_begin
        return to_end.total_seconds() if is_open else 0.0

    def opens_at(self, now: datetime) -> datetime:
        """When the hours begin next, in Việt Nam's time; not before `now`."""
        return now.astimezone(VIETNAM) + _until(self.begin, now)

    def __str__(self) -> str:
        return f"{self.begin:%H:%M}-{self.end:%H:%M}"


def hours_for(declared: str, override: str | None) -> Hours | None:
    """The hours that hold: the operator's, where there is an `override`, else the portal's; None: any.

    An empty text means any hour. Raises BadHours.
    """
    text = declared if override is None else override
    return Hours.parse(text) if text else None


def _until(clock: time, now: datetime) -> timedelta:
    """From `now` to the next time that clocks in Việt Nam show `clock`."""
    local = now.astimezone(VIETNAM)
    return (datetime.combine(local, clock, VIETNAM) - local) % _DAY

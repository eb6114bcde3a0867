"""The hours of a portal: when it may be crawled, until when, and when again."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.dates import VIETNAM
from crawlers.manners.hours import BadHours, Hours, hours_for

NIGHT = Hours.parse("21:00-05:30")
NOON = Hours.parse("11:30-13:00")
CLOCKS = st.times().map(lambda clock: clock.replace(second=0, microsecond=0))
INSTANTS = st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))


def at(clock: str) -> datetime:
    """A moment at which clocks in Việt Nam show `clock`, as the clock of this project gives it: in UTC."""
    return datetime.combine(datetime(2026, 11, 21), time.fromisoformat(clock), VIETNAM).astimezone(UTC)


@pytest.mark.parametrize(
    ("hours", "clock", "is_open"),
    [
        (NIGHT, "20:59:59", False),
        (NIGHT, "21:00", True),
        (NIGHT, "23:59:59", True),
        (NIGHT, "00:00", True),
        (NIGHT, "05:29:59", True),
        (NIGHT, "05:30", False),
        (NIGHT, "12:00", False),
        (NOON, "11:29", False),
        (NOON, "11:30", True),
        (NOON, "12:59:59.999999", True),
        (NOON, "13:00", False),
        (NOON, "00:00", False),
    ],
)
def test_hours_hold_from_their_begin_until_their_end(hours: Hours, clock: str, is_open: bool) -> None:
    assert hours.is_open(at(clock)) is is_open


@pytest.mark.parametrize(
    ("hours", "clock", "seconds"),
    [
        (NIGHT, "21:00", 8.5 * 3600),
        (NIGHT, "23:30", 6 * 3600),
        (NIGHT, "05:29:58.5", 1.5),
        (NIGHT, "05:30", 0),
        (NIGHT, "20:00", 0),
        (NOON, "12:00", 3600),
        (NOON, "13:00", 0),
    ],
)
def test_seconds_until_they_end(hours: Hours, clock: str, seconds: float) -> None:
    assert hours.closes_in(at(clock)) == seconds


def test_when_they_begin_next() -> None:
    assert NIGHT.opens_at(at("20:00")) == at("21:00")
    assert NIGHT.opens_at(at("06:00")) == at("21:00")
    assert NOON.opens_at(at("13:00")) == at("11:30") + timedelta(days=1)
    assert f"{NIGHT.opens_at(at('20:00')):%H:%M %z}" == "21:00 +0700"


@given(begin=CLOCKS, end=CLOCKS, now=INSTANTS)
def test_whatever_the_hours_they_end_when_they_say(begin: time, end: time, now: datetime) -> None:
    if begin == end:
        return
    hours = Hours(begin, end)
    assert Hours.parse(str(hours)) == hours
    opens = hours.opens_at(now)
    assert timedelta() <= opens - now < timedelta(days=1)
    assert hours.is_open(opens)
    left = timedelta(seconds=hours.closes_in(now))
    if left:
        assert hours.is_open(now + left - timedelta(microseconds=1))
        assert not hours.is_open(now + left)
    else:
        assert not hours.is_open(opens - timedelta(microseconds=1)) or opens == now


@pytest.mark.parametrize(
    "text",
    [
        "21:00",
        "9:00-17:00",
        "24:00-05:00",
        "21:60-05:00",
        "21:00–05:00",
        "21:00-05:00 ",
        "21h-5h",
        "٢١:00-05:00",
        "21:00-21:00",
        "-",
        "21:00-05:00\n",
    ],
)
def test_nonsense_is_refused(text: str) -> None:
    with pytest.raises(BadHours, match=r"hours such as 21:00-05:30|end when they begin"):
        Hours.parse(text)


def test_the_operator_overrides_the_portal() -> None:
    assert hours_for("21:00-05:30", None) == NIGHT
    assert hours_for("21:00-05:30", "") is None
    assert hours_for("21:00-05:30", "11:30-13:00") == NOON
    assert hours_for("", None) is None
    with pytest.raises(BadHours):
        hours_for("21:00-05:30", "always")

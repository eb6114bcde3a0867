"""A store that does not answer is tried again, ever less often, and not for ever."""

from __future__ import annotations

import pytest

from crawlers.store import Patience, StoreError, Unavailable, patiently

AWAY = Unavailable("the store does not answer")


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Seconds that were slept; they pass on the clock and nowhere else."""
    slept: list[float] = []
    monkeypatch.setattr("time.sleep", slept.append)
    monkeypatch.setattr("time.monotonic", lambda: sum(slept))
    return slept


def fail() -> None:
    raise AWAY


@pytest.mark.parametrize(
    ("seconds", "goes_on", "waits"),
    [
        (0, True, []),
        (10, True, [1, 2, 4]),
        (300, True, [1, 2, 4, 8, 16, 32, 60, 60, 60]),
        (300, False, [1, 2, 4, 8]),
    ],
)
def test_the_waits_grow_and_end(
    clock: list[float], seconds: float, goes_on: bool, waits: list[float]
) -> None:
    with pytest.raises(Unavailable):
        patiently(fail, Patience(seconds, lambda: goes_on))
    assert clock == waits


def test_it_is_tried_until_it_answers(clock: list[float]) -> None:
    answers = iter([AWAY, AWAY, "there"])

    def ask() -> object:
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        return answer

    assert patiently(ask, Patience(60, lambda: True)) == "there"
    assert clock == [1, 2]


def test_another_error_is_not_tried_again() -> None:
    def ask() -> None:
        raise StoreError("there is no bucket")

    with pytest.raises(StoreError, match="no bucket"):
        patiently(ask, Patience(60, lambda: True))

"""Processes that hang or crash cost the item at fault, and nothing outlives whoever started them."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Sequence

import pytest

from crawlers.reparsing.workers import Casualty, NoWorkers, Workers, within
from crawlers.store import Unavailable


def squares() -> Callable[[Sequence[int]], Iterable[int]]:
    return lambda numbers: (number * number for number in numbers)


def moody() -> Callable[[Sequence[int]], Iterable[tuple[int, int]]]:
    """Tells its process; hangs at multiples of 10, ends at 7."""

    def work(numbers: Sequence[int]) -> Iterable[tuple[int, int]]:
        for number in numbers:
            with within(0.5):
                while number % 10 == 0:
                    time.sleep(1)
            if number == 7:
                os._exit(3)
            yield number, os.getpid()

    return work


def unable() -> Callable[[Sequence[int]], Iterable[int]]:
    os._exit(4)


def refusing() -> Callable[[Sequence[int]], Iterable[int]]:
    raise Unavailable("the store does not answer")


def defective() -> Callable[[Sequence[int]], Iterable[int]]:
    return lambda numbers: (1 // 0 for _ in numbers)


def go_on() -> None:
    """Nothing tells it to stop."""


def tasks(count: int, size: int = 4) -> Iterable[list[int]]:
    return (list(range(start, min(start + size, count + 1))) for start in range(1, count + 1, size))


def test_every_item_is_answered_once_by_several_processes() -> None:
    with Workers[int, int](squares, 2) as workers:
        answers = list(workers.answers(iter(tasks(500)), go_on))
    assert sorted(answer for answer in answers if isinstance(answer, int)) == [n * n for n in range(1, 501)]


def test_large_answers_to_large_tasks_block_nobody() -> None:
    with Workers[str, str](doubled, 2) as workers:
        answers = list(workers.answers(iter([["x" * 500_000] * 4] * 6), go_on))
    assert [len(answer) for answer in answers] == [1_000_000] * 24


def doubled() -> Callable[[Sequence[str]], Iterable[str]]:
    return lambda texts: (text * 2 for text in texts)


def test_an_item_that_hangs_or_ends_its_process_costs_itself_alone() -> None:
    with Workers[int, tuple[int, int]](moody, 2) as workers:
        answers = list(workers.answers(iter(tasks(22)), go_on))
        lost = {one.item: one.reason for one in answers if isinstance(one, Casualty)}
        answered = sorted(one[0] for one in answers if not isinstance(one, Casualty))
    assert answered == [number for number in range(1, 23) if number not in (7, 10, 20)]
    assert lost.keys() == {7, 10, 20}
    assert "ended with 3" in lost[7]
    assert "took too long" in lost[10]


def test_nothing_outlives_its_use() -> None:
    with Workers[int, tuple[int, int]](moody, 2) as workers:
        answers = workers.answers(iter(tasks(9)), go_on)
        first = next(answers)
        assert not isinstance(first, Casualty)
    with pytest.raises(ProcessLookupError):
        os.kill(first[1], 0)


@pytest.mark.parametrize(
    ("start", "error", "says"),
    [
        (unable, NoWorkers, "ended with 4 before it began"),
        (refusing, Unavailable, "the store does not answer"),
        (defective, RuntimeError, "ZeroDivisionError"),
    ],
)
def test_what_concerns_all_items_ends_the_work(
    start: Callable[[], Callable[[Sequence[int]], Iterable[int]]], error: type[Exception], says: str
) -> None:
    with Workers[int, int](start, 1) as workers, pytest.raises(error, match=says):
        list(workers.answers(iter(tasks(8)), go_on))


def test_it_ends_at_once_where_it_is_told_to_though_an_item_hangs() -> None:
    begun = time.monotonic()

    def stop() -> None:
        if time.monotonic() - begun > 2:
            raise InterruptedError

    with Workers[int, int](endless, 1) as workers, pytest.raises(InterruptedError):
        list(workers.answers(iter(tasks(3)), stop))
    assert time.monotonic() - begun < 10


def endless() -> Callable[[Sequence[int]], Iterable[int]]:
    def work(numbers: Sequence[int]) -> Iterable[int]:
        time.sleep(600)
        yield from numbers

    return work

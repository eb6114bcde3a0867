"""The readers: one process where pages come slowly, more where they pile up; none is lost between."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from crawlers.reader import child
from crawlers.reader.reader import Reader, ReadingFailed
from crawlers.reader.readers import Readers
from crawlers.reading import Reading
from tests.crawlers.reader.test_reader import MEBIBYTE, on_a_loop, page, titles
from tests.layouts import layout_of

MANY = range(101, 161)


@asynccontextmanager
async def reading(most: int) -> AsyncIterator[tuple[Readers, list[Reader]]]:
    """Readers, and each that they have made."""
    made: list[Reader] = []

    def make() -> Reader:
        made.append(Reader(layout_of("hai_phong"), seconds=30.0, memory=1024 * MEBIBYTE))
        return made[-1]

    readers = Readers(make, most)
    await readers.start()
    try:
        yield readers, made
    finally:
        await readers.close()


async def read_all(readers: Readers, numbers: range) -> list[str | None]:
    read = await asyncio.gather(*(readers.read(**page(number)) for number in numbers))
    return [one.title if isinstance(one, Reading) else None for one in read]


@on_a_loop
async def test_pages_that_come_one_after_another_need_one_process() -> None:
    async with reading(most=4) as (readers, made):
        for number in MANY[:20]:
            await readers.read(**page(number))
        assert len(made) == 1


@on_a_loop
async def test_pages_that_pile_up_are_read_by_as_many_processes_as_allowed_and_each_once() -> None:
    async with reading(most=2) as (readers, made):
        while len(readers) < 2:
            assert await read_all(readers, MANY) == titles(MANY)
        assert await read_all(readers, MANY) == titles(MANY)
        assert len(made) == 2
        assert {reader.waiting for reader in made} == {0}
        assert len({reader.pid for reader in made}) == 2


@on_a_loop
async def test_where_no_further_process_starts_the_first_reads_all(monkeypatch: pytest.MonkeyPatch) -> None:
    async with reading(most=2) as (readers, made):
        monkeypatch.setattr(child, "_spawned", _no_process)
        for _ in range(3):
            assert await read_all(readers, MANY) == titles(MANY)
            while len(made) > 1 and readers.is_growing:
                await asyncio.sleep(0.05)
        assert len(readers) == 1
        assert len(made) == 2


def _no_process(_connection: object) -> None:
    raise OSError("no more processes")


@on_a_loop
async def test_one_that_is_killed_costs_its_page_and_the_others_read_on() -> None:
    async with reading(most=2) as (readers, made):
        while len(readers) < 2:
            await read_all(readers, MANY)
        assert made[1].pid
        os.kill(made[1].pid, signal.SIGSTOP)
        waiting = [asyncio.ensure_future(readers.read(**page(number))) for number in MANY]
        await asyncio.sleep(0.2)
        os.kill(made[1].pid, signal.SIGKILL)
        ended = await asyncio.gather(*waiting, return_exceptions=True)
        failed = [one for one in ended if isinstance(one, BaseException)]
        assert len(failed) == 1
        assert isinstance(failed[0], ReadingFailed)


@on_a_loop
async def test_what_waits_when_they_are_closed_fails_also_while_another_one_starts() -> None:
    async with reading(most=2) as (readers, _):
        waiting = [asyncio.ensure_future(readers.read(**page(number))) for number in MANY]
        await asyncio.sleep(0)
        assert readers.is_growing
        await readers.close()
        ended = await asyncio.gather(*waiting, return_exceptions=True)
        assert any(isinstance(one, ReadingFailed) for one in ended)
        assert all(isinstance(one, Reading | ReadingFailed) for one in ended)

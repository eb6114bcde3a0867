"""`Retry-After`: the server is left alone for as long as it asks, within bounds."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from email.utils import format_datetime
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy import Request
from scrapy.http import Response

from crawlers.manners.retry_after import RetryAfter, seconds_to_wait
from tests.crawling import crawl
from tests.samples.site import Reply
from tests.small_site import Answer, SmallSite, article, article_path, portal

NOW = datetime(2026, 11, 21, 10, 0, 0, tzinfo=UTC)


def answer(status: int, header: str, **more: str) -> Response:
    return Response("http://127.0.0.1/", status=status, headers={"Retry-After": header, **more})


@pytest.mark.parametrize(
    ("status", "header", "seconds"),
    [
        (429, "4", 4.0),
        (503, "120", 120.0),
        (503, " 7 ", 7.0),
        (500, "4", 4.0),
        (403, "4", 4.0),
        (302, "4", 4.0),
        (429, "Sat, 21 Nov 2026 10:00:30 GMT", 30.0),
        (429, "Saturday, 21-Nov-26 10:00:30 GMT", 30.0),
        (429, "Sat, 21 Nov 2026 17:00:30 +0700", 30.0),
        (429, "Sat, 21 Nov 2026 09:00:00 GMT", 0.0),
        (429, "9" * 400, float("inf")),
        (429, "soon", 0.0),
        (429, "-5", 0.0),
        (429, "1.5", 0.0),
        (429, "٤", 0.0),
        (429, "", 0.0),
        (200, "4", 0.0),
        (304, "4", 0.0),
        (404, "4", 0.0),
        (410, "4", 0.0),
    ],
)
def test_the_wait_is_read_from_the_answer(status: int, header: str, seconds: float) -> None:
    assert seconds_to_wait(answer(status, header), NOW) == seconds


def test_a_point_in_time_is_reckoned_from_the_servers_own_clock() -> None:
    late = answer(503, "Sat, 21 Nov 2026 09:50:30 GMT", Date="Sat, 21 Nov 2026 09:50:00 GMT")
    assert seconds_to_wait(late, NOW) == 30.0
    broken = answer(503, "Sat, 21 Nov 2026 10:00:30 GMT", Date="yesterday")
    assert seconds_to_wait(broken, NOW) == 30.0


@given(
    st.text(st.characters(max_codepoint=255))
    | st.from_regex(
        r"Sat, [0-9]+ Nov [0-9]{1,9} [0-9:]+ [+-][0-9]+",
        fullmatch=True,
        alphabet=st.characters(codec="ascii"),
    )
)
def test_no_header_harms(header: str) -> None:
    response = Response("http://127.0.0.1/", status=503, headers={"Retry-After": header.encode("latin-1")})
    assert seconds_to_wait(response, NOW) >= 0.0


def test_a_very_long_wait_is_cut() -> None:
    async def wait() -> float:
        begin = asyncio.get_running_loop().time()
        await RetryAfter(most=0.05).process_response(Request("http://127.0.0.1/"), answer(503, "9" * 400))
        return asyncio.get_running_loop().time() - begin

    assert 0.04 < asyncio.run(wait()) < 5


@pytest.mark.parametrize("as_date", [False, True])
def test_a_crawl_waits_as_asked_and_asks_for_nothing_else_meanwhile(tmp_path: Path, as_date: bool) -> None:
    times: list[float] = []
    with SmallSite(portal(range(101, 107))) as site:
        site.answers[article_path(103)] = asking_to_wait(times, as_date)
        assert crawl("hai_phong", site.base_url, str(tmp_path / "store")).code == 0
        moments = [request.time for request in site.requests]
    assert len(times) == 2
    assert times[1] - times[0] >= 1.9
    gaps = [later - earlier for earlier, later in pairwise(moments)]
    assert max(gaps) >= 1.9


def asking_to_wait(times: list[float], as_date: bool) -> Answer:
    """An article that is served at the second request; the first is asked to wait 2 s (a date: 2 to 3)."""

    def reply() -> Reply:
        now = datetime.now(UTC).timestamp()
        times.append(now)
        date = format_datetime(datetime.fromtimestamp(int(now) + 3, UTC), usegmt=True)
        later = Reply(b"later", 429, headers={"Retry-After": date if as_date else "2"})
        return later if len(times) == 1 else article(103)()

    return reply

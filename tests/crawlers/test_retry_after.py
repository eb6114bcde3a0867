"""`Retry-After`: the server is left alone for as long as it asks, within bounds."""

from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest
from scrapy.http import Response

from crawlers.retry_after import seconds_to_wait
from tests.crawling import crawl
from tests.samples.site import Reply
from tests.small_site import SmallSite, article, article_path, portal

NOW = datetime(2026, 11, 21, 10, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("status", "header", "seconds"),
    [
        (429, "4", 4.0),
        (503, "120", 120.0),
        (429, "Sat, 21 Nov 2026 10:00:30 GMT", 30.0),
        (429, "Sat, 21 Nov 2026 09:00:00 GMT", 0.0),
        (429, "soon", 0.0),
        (429, "-5", 0.0),
        (429, "", 0.0),
        (200, "4", 0.0),
        (500, "4", 0.0),
    ],
)
def test_the_wait_is_read_from_the_answer(status: int, header: str, seconds: float) -> None:
    response = Response("http://127.0.0.1/", status=status, headers={"Retry-After": header})
    assert seconds_to_wait(response, NOW) == seconds


def _asking_to_wait(times: list[datetime]) -> Reply:
    times.append(datetime.now(UTC))
    if len(times) == 1:
        return Reply(b"later", 429, headers={"Retry-After": "2"})
    return article(103)()


def test_a_crawl_waits_as_asked_and_asks_for_nothing_else_meanwhile(tmp_path: Path) -> None:
    times: list[datetime] = []
    with SmallSite(portal(range(101, 107))) as site:
        site.answers[article_path(103)] = lambda: _asking_to_wait(times)
        assert crawl("hai_phong", site.base_url, str(tmp_path / "store")).code == 0
        moments = [request.time for request in site.requests]
    assert len(times) == 2
    assert (times[1] - times[0]).total_seconds() >= 1.9
    gaps = [later - earlier for earlier, later in pairwise(moments)]
    assert max(float(gap) for gap in gaps) >= 1.9

"""A run that differs from those before it is suspect, with the numbers, and does not become usual by that."""

from __future__ import annotations

from pathlib import Path

from crawlers.runs.history import Entry, remember
from crawlers.runs.tally import Tally
from crawlers.store import open_store
from crawlers.store.runs import write_run
from tests.crawling import crawl, last_run, rows
from tests.small_site import LISTINGS, SmallSite, portal


def usual_runs(number: int, links: int) -> list[Entry]:
    """The history that runs leave behind in which the first listing had so many links to articles."""
    tally = Tally(known=3000, listings={LISTINGS[0]: links})
    entries: list[Entry] = []
    for _ in range(number):
        entries = remember(entries, tally.as_record(), is_suspect=False, layout=1)
    return entries


def test_a_listing_that_has_lost_most_of_its_links_makes_the_run_suspect(tmp_path: Path) -> None:
    store, before = str(tmp_path / "store"), usual_runs(12, links=40)
    earlier = {"state": "complete", "carried": {"history": before}}
    write_run(open_store(store), "hai_phong", "20260101T000000Z-abcdef", earlier)
    with SmallSite(portal(range(101, 111))) as site:
        ended = crawl("hai_phong", site.base_url, store)
    assert ended.code == 4
    told = f"suspect (drift: listing-short: {LISTINGS[0]} has 10 links to articles; before, it had 40; see"
    assert told in ended.last_line
    assert len(rows(store, "hai_phong")) == 10
    assert last_run(store, "hai_phong")["carried"]["history"] == before[:-1]

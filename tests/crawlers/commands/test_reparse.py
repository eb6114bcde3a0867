"""`scrapy reparse`: a difference to read, an exit code to rely on, nothing stored unless it is asked for."""

from __future__ import annotations

import signal
import sys
import time
from pathlib import Path

import pytest

from crawlers.store import Log, open_store, take_lease
from crawlers.undeclared import name_of
from tests.crawlers.reparsing.archived import archive, contents, page, rows_of
from tests.crawlers.store.portal import NOW
from tests.crawling import Ended, crawl, end_of, ended, started
from tests.small_site import SmallSite, portal

NUMBERS = range(1001, 1009)


@pytest.fixture
def store(tmp_path: Path) -> str:
    address = str(tmp_path / "store")
    archive(address, map(page, NUMBERS))
    return address


def words(store: str, *more: str, rules: str = "spiders") -> list[str]:
    settings = {"STORE": store, "NOW": NOW.isoformat(), "SPIDER_MODULES": rules}
    given = [word for name, value in settings.items() for word in ("-s", f"{name}={value}")]
    return [sys.executable, "-m", "scrapy", "reparse", *more, *given]


def reparse(store: str, *more: str, rules: str = "spiders") -> Ended:
    return ended(words(store, *more, rules=rules))


SHORTER = "tests.crawlers.reparsing.shorter"
SLOW = "tests.crawlers.reparsing.slow"


def test_the_same_rules_show_no_difference(store: str) -> None:
    before = contents(store)
    done = reparse(store, "hai_phong", "--commit")
    assert (done.code, done.err) == (0, "")
    assert "8 unchanged" in done.out
    assert done.last_line == "0 new revisions were committed."
    assert contents(store).keys() - before.keys() == {
        key for key in contents(store) if "/runs/" in key or "lease" in key or "probe" in key
    }


def test_what_differs_is_shown_and_stored_only_when_asked_for(store: str) -> None:
    before = contents(store)
    done = reparse(store, "hai_phong", "--examples", "1", "--jobs", "1", rules=SHORTER)
    assert (done.code, done.err) == (0, "")
    assert "8 differ in their content" in done.out
    assert "body, 1 of 8:\n  hai_phong/1001\n" in done.out
    assert done.last_line == "Nothing was written. With --commit 8 articles get a new revision."
    assert contents(store) == before
    done = reparse(store, "hai_phong", "--commit", "--examples", "0", rules=SHORTER)
    assert (done.code, done.last_line) == (0, "8 new revisions were committed.")
    assert "hai_phong/" not in done.out
    assert [row["revision"] for row in rows_of(store)] == [1] * 8 + [2] * 8


def test_a_portal_that_nobody_has_declared_is_read_again_as_it_was_found(tmp_path: Path) -> None:
    store = str(tmp_path / "store")
    with SmallSite(portal(range(101, 106))) as site:
        assert crawl("portal", site.base_url, store).code == 0
        name = name_of(site.base_url)
    done = reparse(store, name, "--jobs", "1", "--commit")
    assert (done.code, done.err) == (0, "")
    assert "5 unchanged" in done.out
    assert name in reparse(store, "nowhere").err


def test_a_portal_whose_spider_is_gone_is_not_read_by_guess(store: str) -> None:
    done = reparse(store, "hai_phong", rules="spiders.portal")
    assert done.code == 2
    assert "no spider declares hai_phong, and no run in" in done.err
    assert "Declare it with `scrapy newportal`" in done.err


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ((), "is not a portal. There are: bac_ninh"),
        (("nowhere",), "'nowhere' is not a portal"),
        (("hai_phong", "--since", "yesterday"), "'yesterday' is not a day such as"),
        (("hai_phong", "--jobs", "0"), "'0' is not a number from 1"),
        (("hai_phong", "--examples", "-1"), "examples"),
        (("hai_phong", "-s", "NOW=noon"), "NOW cannot be read"),
    ],
)
def test_wrong_usage_is_code_2(tmp_path: Path, more: tuple[str, ...], says: str) -> None:
    done = ended([sys.executable, "-m", "scrapy", "reparse", *more, "-s", f"STORE={tmp_path}"])
    assert done.code == 2
    assert says in done.err
    assert "Traceback" not in done.err


def test_a_portal_that_is_held_is_code_6(store: str) -> None:
    take_lease(open_store(store), "hai_phong", "elsewhere:1 (run x)", NOW, 60)
    done = reparse(store, "hai_phong", "--commit", rules=SHORTER)
    assert (done.code, done.out) == (6, "")
    assert "hai_phong is being crawled by elsewhere:1" in done.err
    assert len(rows_of(store)) == 8


def test_a_store_that_fails_is_code_5(store: str) -> None:
    Path(store, "v1/hai_phong/log/000000000001.json").write_bytes(b"{")
    done = reparse(store, "hai_phong")
    assert done.code == 5
    assert "commit 1 of hai_phong" in done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_it_cleanly_and_the_next_one_goes_on(store: str, number: signal.Signals) -> None:
    archive(store, map(page, range(2001, 2101)), number=2)
    slow = words(store, "hai_phong", "--commit", "--jobs", "1", "-s", "BATCH_ARTICLES=10", rules=SLOW)
    log = Log(open_store(store), "hai_phong")
    with started(slow) as process:
        begun = time.monotonic()
        while log.last() < 4 and time.monotonic() - begun < 60:
            time.sleep(0.05)
        process.send(number)
        stopped = end_of(process)
    assert stopped.code == 3
    assert "it was told to stop" in stopped.err
    assert "Traceback" not in stopped.out + stopped.err
    committed = len(rows_of(store)) - 108
    assert 20 <= committed < 108
    assert f"{committed} new revisions were committed." in stopped.out
    done = reparse(store, "hai_phong", "--commit", rules=SHORTER)
    assert (done.code, done.last_line) == (0, f"{108 - committed} new revisions were committed.")
    ids = [row["id"] for row in rows_of(store)]
    assert sorted(ids[108:]) == sorted(ids[:108])

"""Over a failing store a crawl commits all or ends non-zero and says why; never 0 with something missing."""

from __future__ import annotations

import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from crawlers.store import ObjectStore, open_store, take_lease
from tests.crawlers.store.conftest import use
from tests.crawling import ROOT, Ended, command, end_of, ended, started
from tests.faults import kinds
from tests.faults.changing_portal import NAME, ChangingPortal
from tests.faults.proxy import Fault, FaultProxy, fault_proxy
from tests.faults.small_disk import NotAllowed, small_disk
from tests.faults.whole import committed, defects, missing_or_wrong
from tests.preloaded import Running
from tests.s3server import S3Server

ARTICLES = 16
BATCH = 4
BATCHES = ("-s", f"BATCH_ARTICLES={BATCH}")
FEW_ATTEMPTS = {"AWS_MAX_ATTEMPTS": "2"}
NO_PATIENCE = ("-s", "STORE_PATIENCE=2")
"""For stores that will not recover."""
LARGEST_FILE = 1_200
"""Bytes: a lease and the record of a run that begins fit, a batch does not."""
_fresh = count(1)


@pytest.fixture
def proxy(s3: S3Server, monkeypatch: pytest.MonkeyPatch) -> Iterator[FaultProxy]:
    """The faulty way to the server; this process itself takes the straight one."""
    use(s3.environment, monkeypatch)
    with fault_proxy(s3) as running:
        yield running


@pytest.fixture
def address(proxy: FaultProxy) -> str:
    assert not proxy.log
    return f"s3://tuantra/faults-{next(_fresh)}"


@pytest.fixture
def bucket(address: str) -> ObjectStore:
    return open_store(address)


@pytest.fixture
def site() -> Iterator[ChangingPortal]:
    with ChangingPortal(ARTICLES) as running:
        yield running


class Crawls:
    """Crawls of a site into a bucket, through the proxy."""

    def __init__(self, site: ChangingPortal, address: str, proxy: FaultProxy) -> None:
        self.site = site
        self.address = address
        self.proxy = proxy

    def words(self, *more: str) -> list[str]:
        return command(NAME, self.site.base_url, self.address, *BATCHES, *more)

    def run(self, *more: str, **environment: str) -> Ended:
        return ended(self.words(*more), {**self.proxy.environment, **environment})

    def start(self, *more: str) -> Running:
        """A crawl that runs while the block does."""
        return started(self.words(*more), self.proxy.environment)

    def run_impatiently(self, *more: str) -> Ended:
        """Where the store's client waits a second for an answer."""
        words = [sys.executable, "-m", "tests.faults.impatient", *self.words(*more)[3:]]
        return ended(words, {**self.proxy.environment, **FEW_ATTEMPTS})


@pytest.fixture
def crawls(site: ChangingPortal, address: str, proxy: FaultProxy) -> Crawls:
    return Crawls(site, address, proxy)


def assert_complete(done: Ended, store: ObjectStore, site: ChangingPortal) -> None:
    assert done.code == 0, done
    assert defects(store) == []
    assert missing_or_wrong(store, site) == []


def assert_told_and_whole(done: Ended, store: ObjectStore, *told: str) -> None:
    assert done.code == 5, done
    assert "failed (store: " in done.last_line
    for words in told:
        assert words in done.last_line
    assert "Traceback" not in done.out + done.err
    assert defects(store) == []


def assert_verified(store: ObjectStore) -> None:
    """By the project's own command; takes a second."""
    if (ROOT / "crawlers" / "commands" / "verify.py").exists():
        verified = ended([sys.executable, "-m", "scrapy", "verify", "--deep", "-s", f"STORE={store.address}"])
        assert verified.code == 0, verified


# Faults that pass


@pytest.mark.parametrize(
    ("fault", "method", "key"),
    [
        (kinds.SERVER_ERROR, "PUT", "/articles/"),
        (kinds.SLOW_DOWN, "PUT", "/log/"),
        (kinds.TOO_MANY, "PUT", "/articles/"),
        (kinds.RESET, "PUT", "/log/"),
        (kinds.RESET, "PUT", "/articles/"),
        (kinds.LOST_ANSWER, "PUT", "/articles/"),
        (kinds.LOST_ANSWER, "PUT", "/lease.json"),
        (kinds.LOST_ANSWER, "PUT", "/head.json"),
        (kinds.CUT_ANSWER, "GET", "/lease.json"),
        (kinds.CUT_ANSWER, "GET", "list-type"),
    ],
    ids=lambda value: value.name if isinstance(value, Fault) else value.strip("/").partition(".")[0],
)
def test_a_fault_that_passes_costs_nothing(
    crawls: Crawls, bucket: ObjectStore, fault: Fault, method: str, key: str
) -> None:
    crawls.proxy.add(fault, method, key)
    assert_complete(crawls.run(), bucket, crawls.site)
    assert [noted.fault for noted in crawls.proxy.struck] == [fault.name]


def test_a_create_whose_answer_was_lost_recognises_its_own_412(crawls: Crawls, bucket: ObjectStore) -> None:
    crawls.proxy.add(kinds.LOST_ANSWER, "PUT", "/log/", times=3)
    assert_complete(crawls.run(), bucket, crawls.site)
    assert [noted.fault for noted in crawls.proxy.struck] == ["lost answer"] * 3


def test_answers_that_stall_are_asked_for_again(crawls: Crawls, bucket: ObjectStore) -> None:
    crawls.proxy.add(kinds.stalls(1.5), "PUT", "/log/")
    crawls.proxy.add(kinds.stalls(1.5), "PUT", "/articles/", first=2)
    assert_complete(crawls.run_impatiently(), bucket, crawls.site)
    assert len(crawls.proxy.struck) == 2


def test_a_commit_that_arrives_after_it_was_tried_again_is_the_same_commit(
    crawls: Crawls, bucket: ObjectStore
) -> None:
    crawls.proxy.add(kinds.arrives_late(1.5), "PUT", "/log/")
    crawls.proxy.add(kinds.arrives_late(1.5), "PUT", "/lease.json", first=2)
    assert_complete(crawls.run_impatiently(), bucket, crawls.site)
    time.sleep(1.5)  # for the last that is late
    assert defects(bucket) == []
    assert crawls.run().code == 0


def test_a_short_outage_is_waited_for(crawls: Crawls, bucket: ObjectStore) -> None:
    crawls.proxy.add(kinds.outage(1.0), "PUT", "/articles/", first=2)
    assert_complete(crawls.run(), bucket, crawls.site)
    assert crawls.proxy.struck


def test_many_faults_of_all_kinds_at_once(crawls: Crawls, bucket: ObjectStore) -> None:
    for fault in (kinds.SERVER_ERROR, kinds.SLOW_DOWN, kinds.RESET, kinds.LOST_ANSWER):
        crawls.proxy.add(fault, times=None, share=0.04)
    done = crawls.run(AWS_MAX_ATTEMPTS="4")
    if done.code:
        assert_told_and_whole(done, bucket)
    assert len(crawls.proxy.struck) > 2
    crawls.proxy.mend()
    assert_complete(crawls.run(), bucket, crawls.site)
    assert_verified(bucket)


# Faults that do not pass


@pytest.mark.parametrize(
    ("fault", "key", "told"),
    [
        (kinds.SERVER_ERROR, "/articles/", "answers InternalError"),
        (kinds.SLOW_DOWN, "/log/", "answers SlowDown"),
        (kinds.TOO_MANY, "/log/", "answers TooManyRequests"),
        (kinds.LOST_ANSWER, "/articles/", "broke off or did not answer in time"),
        (kinds.EXPIRED_TOKEN, "/articles/", "have expired. Nothing was written; what was committed is whole"),
        (kinds.EXPIRED_TOKEN_403, "/log/", "have expired"),
        (kinds.CLOCK_SKEWED, "/articles/", "finds this machine's clock wrong"),
        (kinds.UNKNOWN_KEY, "/articles/", "does not accept the credentials"),
    ],
    ids=lambda value: value.name if isinstance(value, Fault) else value.strip("/") if "/" in value else "",
)
def test_a_fault_that_stays_ends_the_run_with_its_name(
    crawls: Crawls, bucket: ObjectStore, fault: Fault, key: str, told: str
) -> None:
    crawls.proxy.add(fault, "PUT", key, first=2, times=None)
    assert_told_and_whole(crawls.run(*NO_PATIENCE, **FEW_ATTEMPTS), bucket, told)
    assert 0 < len(committed(bucket)) < ARTICLES


def test_credentials_that_expire_midway_fail_every_request_and_lose_nothing(
    crawls: Crawls, bucket: ObjectStore
) -> None:
    crawls.proxy.add(kinds.from_here_on(kinds.EXPIRED_TOKEN), "PUT", "/log/", first=2)
    assert_told_and_whole(crawls.run(), bucket, "have expired", "Renew them, then run again.")
    assert 0 < len(committed(bucket)) < ARTICLES
    crawls.proxy.mend()
    assert_complete(crawls.run(), bucket, crawls.site)
    assert_verified(bucket)


def test_answers_that_are_always_cut_are_not_taken_for_an_empty_store(
    crawls: Crawls, bucket: ObjectStore
) -> None:
    assert crawls.run().code == 0
    crawls.site.add(5)
    crawls.proxy.add(kinds.CUT_ANSWER, "GET", "/log/", times=None)
    assert_told_and_whole(crawls.run(*NO_PATIENCE, **FEW_ATTEMPTS), bucket, "broke off")
    crawls.proxy.mend()
    assert_complete(crawls.run(), bucket, crawls.site)


def test_while_the_store_is_away_no_more_is_fetched_than_memory_holds(
    proxy: FaultProxy, address: str
) -> None:
    with ChangingPortal(200) as site:
        crawls = Crawls(site, address, proxy)
        proxy.add(kinds.outage(4), "PUT", "/articles/", first=3)
        with crawls.start() as process:
            _wait_until(lambda: proxy.is_down)
            asked = []
            while proxy.is_down:
                time.sleep(0.5)
                asked.append(site.articles_asked)
            done = end_of(process)
        # A batch on its way, one that fills, what was being read; then rest, long before the outage ends.
        assert asked[-4] == asked[-2] < 100
        assert_complete(done, open_store(address), site)


# Stores that ignore conditions


def test_a_store_that_ignores_if_none_match_is_refused_with_the_way_round(
    crawls: Crawls, bucket: ObjectStore
) -> None:
    crawls.proxy.add(kinds.ignoring("If-None-Match"), "PUT", times=None)
    assert_told_and_whole(crawls.run(), bucket, "ignores If-None-Match", "set STORE_SINGLE_WRITER")
    assert crawls.site.requests == []
    assert list(bucket.keys("v1/hai_phong/")) == []
    assert_complete(crawls.run("-s", "STORE_SINGLE_WRITER=1"), bucket, crawls.site)


def test_a_store_that_ignores_if_match_is_only_warned_about(crawls: Crawls, bucket: ObjectStore) -> None:
    crawls.proxy.add(kinds.ignoring("If-Match"), "PUT", times=None)
    done = crawls.run()
    assert_complete(done, bucket, crawls.site)
    assert "ignores If-Match" in done.err


# Two workers


def test_a_second_worker_leaves_the_portal_to_the_first(crawls: Crawls, bucket: ObjectStore) -> None:
    crawls.site.hold(after=6)
    with crawls.start() as first:
        _wait_until(lambda: crawls.site.waiting == 1)
        second = crawls.run()
        assert second.code == 6
        assert "failed (held: hai_phong is being crawled by " in second.last_line
        assert crawls.site.waiting == 1
        crawls.site.go_on()
        done = end_of(first)
    assert_complete(done, bucket, crawls.site)


def test_of_two_workers_whose_clocks_differ_one_is_fenced_and_the_log_stays_whole(
    crawls: Crawls, bucket: ObjectStore
) -> None:
    crawls.site.hold(after=BATCH - 1)
    tomorrow = f"NOW={datetime.now(UTC) + timedelta(days=1):%Y-%m-%dT%H:%M:%SZ}"
    with crawls.start() as one:
        _wait_until(lambda: crawls.site.waiting == 1)
        with crawls.start("-s", tomorrow) as other:  # for which the lease of the one has run out
            _wait_until(lambda: crawls.site.waiting == 2)
            crawls.site.go_on()
            completed, fenced = sorted(map(end_of, (one, other)))
    assert fenced.code == 6, fenced
    assert "failed (held: " in fenced.last_line
    assert_complete(completed, bucket, crawls.site)
    assert_verified(bucket)


# Clocks


@pytest.mark.parametrize("days", [-3, 3], ids=["behind", "ahead"])
def test_a_clock_that_is_days_off_neither_loses_nor_repeats_an_article(
    crawls: Crawls, bucket: ObjectStore, days: int
) -> None:
    wrong = datetime.now(UTC) + timedelta(days=days)
    assert_complete(crawls.run("-s", f"NOW={wrong:%Y-%m-%dT%H:%M:%SZ}"), bucket, crawls.site)
    crawls.site.add(5)
    assert_complete(crawls.run(), bucket, crawls.site)
    crawls.site.add(5)
    assert_complete(crawls.run(), bucket, crawls.site)


def test_a_worker_whose_clock_is_ahead_gives_the_portal_free_for_all(
    crawls: Crawls, bucket: ObjectStore
) -> None:
    ahead = datetime.now(UTC) + timedelta(days=3)
    take_lease(bucket, NAME, "elsewhere:1 (run x)", ahead, 900).release()
    assert_complete(crawls.run(), bucket, crawls.site)


# A disk


def test_a_full_disk_ends_the_run_and_with_space_again_the_next_one_completes(tmp_path: Path) -> None:
    try:
        with ChangingPortal(40) as site, small_disk(tmp_path / "disk") as disk:
            store = open_store(str(disk.place / "store"))
            words = command(NAME, site.base_url, store.address, *BATCHES)
            disk.leave(blocks=14)
            assert_told_and_whole(ended(words), store, "No space left on device", "Free space")
            assert 0 < len(committed(store)) < len(site.versions)
            disk.enlarge()
            assert_complete(ended(words), store, site)
            assert_verified(store)
    except NotAllowed as error:
        pytest.skip(str(error))


def test_a_file_that_may_not_grow_ends_the_run_and_leaves_no_part_of_it(
    site: ChangingPortal, tmp_path: Path
) -> None:
    store = open_store(str(tmp_path / "store"))
    words = command(NAME, site.base_url, store.address)
    limited = subprocess.run(
        words,
        cwd=ROOT,
        preexec_fn=_limit_files,
        capture_output=True,
        text=True,
        check=False,
    )
    done = Ended(limited.returncode, limited.stdout, limited.stderr)
    assert_told_and_whole(done, store, "File too large", "what was stored before is whole")
    assert committed(store) == []
    assert_complete(ended(words), store, site)


def _limit_files() -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_FILE, LARGEST_FILE))


def _wait_until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not is_so() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert is_so()

"""SIGKILL at any instant: the log stays whole, the next run completes, nothing is lost, nothing is twice."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from random import Random

import pytest

from tests.crawlers.store.conftest import use
from tests.crawling import command, ended
from tests.faults.changing_portal import NAME, ChangingPortal, body
from tests.faults.whole import committed, defects
from tests.s3server import S3Server
from tests.torture.trial import RANDOM, Kill, Trial, has_command
from tests.torture.victim import killed_at

SEED = 20261121
ARTICLES = 14
SCRAPY = (sys.executable, "-m", "scrapy")
_fresh = count(1)


@pytest.fixture
def site() -> Iterator[ChangingPortal]:
    with ChangingPortal(ARTICLES) as running:
        yield running


@pytest.fixture
def in_directory(site: ChangingPortal, tmp_path: Path) -> Trial:
    return Trial(site, str(tmp_path / "store"), {})


@pytest.fixture
def in_bucket(site: ChangingPortal, s3: S3Server, monkeypatch: pytest.MonkeyPatch) -> Trial:
    use(s3.environment, monkeypatch)
    return Trial(site, f"s3://tuantra/kills-{next(_fresh)}", s3.environment)


@pytest.mark.parametrize(
    "kill",
    [
        Kill("before log", 2),
        Kill("half a file", 6),
        Kill("after link", 3),
        Kill("before rename", 5),
        Kill(RANDOM, 5),
    ],
    ids=lambda kill: kill.point,
)
def test_a_kill_over_a_directory(in_directory: Trial, kill: Kill) -> None:
    assert_costs_nothing(in_directory, kill)


@pytest.mark.parametrize(
    "kill",
    [
        Kill("after articles", 2),
        Kill("during log", 2),
        Kill("after log", 3),
        Kill("before head", 1),
        Kill(RANDOM, 8),
    ],
    ids=lambda kill: kill.point,
)
def test_a_kill_over_a_bucket(in_bucket: Trial, kill: Kill) -> None:
    assert_costs_nothing(in_bucket, kill)


def assert_costs_nothing(trial: Trial, kill: Kill) -> None:
    if kill.point == RANDOM:
        trial.site.hold(after=ARTICLES - 1)  # so that no crawl ends before its moment has come
    death = trial.kill(kill, Random(SEED))
    trial.site.go_on()
    assert death.was_killed, death
    assert trial.complete()
    assert trial.wrong == []
    assert sorted(row["id"] for row in committed(trial.store)) == [
        f"{NAME}/{number}" for number in sorted(trial.site.versions)
    ]


def test_a_run_that_is_killed_among_new_articles_hides_none_of_those_behind(in_directory: Trial) -> None:
    assert in_directory.complete()
    in_directory.site.add(30)
    assert in_directory.kill(Kill("after log", 2), Random(SEED)).was_killed
    assert in_directory.complete()
    in_directory.verify()
    assert in_directory.wrong == []
    assert len(committed(in_directory.store)) == ARTICLES + 30


@pytest.mark.skipif(not has_command("reparse"), reason="there is no scrapy reparse")
@pytest.mark.parametrize("point", ["after articles", "before log"])
def test_a_kill_while_corrections_are_committed(in_directory: Trial, point: str) -> None:
    address = in_directory.store.address
    words = command(NAME, in_directory.site.base_url, address)[3:]
    assert ended([sys.executable, "-m", "tests.torture.older", *words]).code == 0
    reparse = [*SCRAPY, "reparse", NAME, "--commit", "-s", f"STORE={address}", "-s", "BATCH_ARTICLES=5"]
    death = killed_at(point, 2, reparse, {})
    assert death.was_killed, death
    assert death.survivors == []
    assert defects(in_directory.store) == []
    assert ended(reparse).code == 0
    assert defects(in_directory.store) == []
    stored = committed(in_directory.store)
    assert len(stored) == 2 * ARTICLES
    for row in stored:
        whole = body(int(row["id"].partition("/")[2]), 1)
        assert row["body"].split("\n\n") == (whole[:-1] if row["revision"] == 1 else whole)
    in_directory.verify()
    assert in_directory.wrong == []


@pytest.mark.skipif(not has_command("verify"), reason="there is no scrapy verify")
@pytest.mark.parametrize("point", ["before delete", "after delete"])
def test_a_kill_while_leftovers_are_removed(in_directory: Trial, tmp_path: Path, point: str) -> None:
    for kill in (Kill("after articles", 1), Kill("before log", 2)):
        assert in_directory.kill(kill, Random(SEED)).was_killed
    assert in_directory.complete()
    two_days_ago = time.time() - 2 * 86_400
    for left in (tmp_path / "store").rglob("*.*"):
        os.utime(left, (two_days_ago, two_days_ago))
    prune = [*SCRAPY, "verify", "--prune", "-s", f"STORE={in_directory.store.address}"]
    death = killed_at(point, 2, prune, {})
    assert death.was_killed, death
    assert in_directory.complete()
    assert ended(prune).code == 0
    in_directory.verify()
    in_directory.check_all_stored("after pruning")
    assert in_directory.wrong == []

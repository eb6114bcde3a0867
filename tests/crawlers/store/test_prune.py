"""Pruning removes what crashes left behind, and never what a reader or a crawl could need."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crawlers.store import (
    BatchObject,
    Held,
    Log,
    ObjectStore,
    SingleWriter,
    articles_object,
    keys,
    take_lease,
)
from crawlers.store.files import FileStore
from crawlers.store.objects import Entry
from crawlers.store.prune import Refused, prune
from crawlers.store.publish import write_commit
from crawlers.store.verify import orphans, verify_contents
from tests.crawlers.store.portal import NOW, PORTAL, run_id
from tests.crawlers.store.whole_store import article, declared, whole_store

DAY = 86_400
UNNAMED = keys.pages(PORTAL, run_id(9), 1)


@pytest.fixture
def files(tmp_path: Path) -> FileStore:
    store = FileStore(tmp_path / "store")
    whole_store(store)
    return store


def pruned(store: ObjectStore) -> list[str]:
    return [one.key for one in prune(store, PORTAL, "host:1 (prune)", lambda: datetime.now(UTC), 60)]


def leave(store: FileStore, key: str, age: float) -> None:
    """An object that was written `age` seconds ago."""
    path = store.root / key
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"left behind")
    os.utime(path, (time.time() - age,) * 2)


def test_what_is_older_than_a_day_goes_and_what_is_younger_stays(files: FileStore) -> None:
    old = [
        keys.articles(PORTAL, "1" * 64),
        keys.checkpoint(PORTAL, 1),
        f"v1/{PORTAL}/log/~new-1",
        UNNAMED,
        keys.rejected(PORTAL, "1" * 64),
    ]
    young = [
        key.replace("1" * 64, "2" * 64).replace("~new-1", "~new-2") for key in old[:1] + old[2:3] + old[4:]
    ]
    for key in old:
        leave(files, key, DAY + 60)
    for key in young:
        leave(files, key, DAY - 60)
    assert sorted(pruned(files)) == sorted(old)
    assert sorted(one.key for one in orphans(files, PORTAL)) == sorted(young)
    assert list(verify_contents(files, PORTAL, declared())) == []
    assert pruned(files) == []


def test_nothing_that_is_named_or_not_understood_goes_however_old(files: FileStore) -> None:
    strays = [f"v1/{PORTAL}/media/1.jpg", f"v1/{PORTAL}/articles/new.parquet"]
    foreign = ["v1/tphcm/articles/" + "1" * 64 + ".jsonl.gz", "v2/x", "notes.txt"]
    for key in strays + foreign:
        leave(files, key, 0)
    for entry in list(files.entries("")):
        os.utime(files.root / entry.key, (time.time() - 400 * DAY,) * 2)
    before = sorted(files.keys(""))
    assert pruned(files) == []
    assert sorted(files.keys("")) == before


@pytest.mark.parametrize("damage", ["a commit in between", "the last commit", "a batch"])
def test_a_portal_with_defects_is_not_pruned(damage: str, files: FileStore) -> None:
    leave(files, UNNAMED, 2 * DAY)
    batch = next(iter(files.keys(f"v1/{PORTAL}/articles/")))
    lost = {"a commit in between": keys.commit(PORTAL, 2), "the last commit": keys.commit(PORTAL, 5)}
    files.delete(lost.get(damage, batch))
    with pytest.raises(Refused, match="nothing of hai_phong"):
        pruned(files)
    assert files.size(UNNAMED) is not None


def test_a_portal_that_is_being_crawled_is_not_pruned(files: FileStore) -> None:
    leave(files, UNNAMED, 2 * DAY)
    lease = take_lease(files, PORTAL, "host:2 (run)", datetime.now(UTC), 900)
    with pytest.raises(Held):
        pruned(files)
    lease.release()
    assert pruned(files) == [UNNAMED]


def test_it_holds_the_portal_meanwhile_and_gives_it_free(files: FileStore) -> None:
    for number in range(3):
        leave(files, keys.pages(PORTAL, run_id(9), number + 1), 2 * DAY)
    removing = prune(files, PORTAL, "host:1 (prune)", lambda: datetime.now(UTC), 60)
    next(removing)
    with pytest.raises(Held, match="prune"):
        take_lease(files, PORTAL, "host:2 (run)", datetime.now(UTC), 60)
    removing.close()  # type: ignore[attr-defined]
    take_lease(files, PORTAL, "host:2 (run)", datetime.now(UTC), 60)


class Meanwhile(FileStore):
    """Another worker, which has lost its lease without noticing, does something just before a removal."""

    def __init__(self, root: Path, key: str, work: Callable[[], object]) -> None:
        super().__init__(root)
        self._key, self._work = key, work

    def entries(self, prefix: str) -> Iterator[Entry]:
        if prefix == self._key:  # asked for its age once more
            self._work()
        return super().entries(prefix)


def aged(store: FileStore, batch: BatchObject) -> str:
    """A batch that was written two days ago and never committed."""
    store.put(batch.key, batch.data)
    os.utime(store.root / batch.key, (time.time() - 2 * DAY,) * 2)
    return batch.key


def test_what_is_written_again_just_then_stays(files: FileStore) -> None:
    batch = articles_object(PORTAL, [article(8)])
    key = aged(files, batch)
    assert pruned(Meanwhile(files.root, key, lambda: files.put(key, batch.data))) == []
    assert files.get(key).data == batch.data


def test_what_is_committed_just_then_stays(files: FileStore) -> None:
    batch = articles_object(PORTAL, [article(8)])
    key, log = aged(files, batch), Log(files, PORTAL)
    late = Meanwhile(files.root, key, lambda: write_commit(log, run_id(6), [batch], {}, NOW))
    assert pruned(late) == []
    assert log.last() == 6
    assert list(verify_contents(files, PORTAL, declared())) == []


class Skewed(FileStore):
    """A store whose clock is two days behind this machine's."""

    def entries(self, prefix: str) -> Iterator[Entry]:
        return (
            entry._replace(modified=entry.modified - timedelta(days=2)) for entry in super().entries(prefix)
        )


def test_age_is_by_the_stores_own_clock(files: FileStore) -> None:
    leave(files, UNNAMED, 60)
    assert pruned(Skewed(files.root)) == []
    leave(files, UNNAMED, 2 * DAY)
    assert pruned(Skewed(files.root)) == [UNNAMED]


def test_a_single_writers_store_is_pruned_too(files: FileStore) -> None:
    left = f"v1/{PORTAL}/log/~new-1"
    for key in (UNNAMED, left):
        leave(files, key, 2 * DAY)
    assert sorted(pruned(SingleWriter(files))) == sorted([left, UNNAMED])


def test_a_bucket_is_pruned_by_its_clock(store: ObjectStore, monkeypatch: pytest.MonkeyPatch) -> None:
    whole_store(store)
    store.put(UNNAMED, b"left behind")
    assert pruned(store) == []
    monkeypatch.setattr("crawlers.store.prune.AGE", timedelta(seconds=-5))
    assert pruned(store) == [UNNAMED]
    assert list(verify_contents(store, PORTAL, declared())) == []

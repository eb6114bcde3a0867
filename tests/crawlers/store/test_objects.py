"""What every store promises, kept by a directory and by a bucket alike."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier

import pytest

from crawlers.store import Changed, Exists, Missing, ObjectStore, SingleWriter, StoreError
from crawlers.store.files import FileStore

WRITERS = 4


def wins(write: Callable[[int], None], refusal: type[StoreError]) -> list[int]:
    """Let several writers loose at one moment; give those that were told they wrote."""
    start = Barrier(WRITERS)

    def attempt(writer: int) -> bool:
        start.wait(10)
        try:
            write(writer)
        except refusal:
            return False
        return True

    with ThreadPoolExecutor(WRITERS) as pool:
        outcome = list(pool.map(attempt, range(WRITERS)))
    return [writer for writer, won in enumerate(outcome) if won]


def rounds(store: ObjectStore) -> int:
    # botocore waits a second for "100 Continue" where the server is busy with another write to the key.
    return 25 if isinstance(store, FileStore) else 4


def test_what_was_put_is_read_back(store: ObjectStore) -> None:
    store.put("v1/hai_phong/head.json", "Tuần tra".encode())
    assert store.get("v1/hai_phong/head.json").data == "Tuần tra".encode()
    assert store.size("v1/hai_phong/head.json") == len("Tuần tra".encode())


def test_put_overwrites_and_an_empty_object_is_an_object(store: ObjectStore) -> None:
    store.put("v1/a", b"long content")
    store.put("v1/a", b"")
    assert store.get("v1/a").data == b""
    assert store.size("v1/a") == 0


def test_a_missing_object_is_missing(store: ObjectStore) -> None:
    with pytest.raises(Missing, match="v1/none"):
        store.get("v1/none")
    with pytest.raises(Missing):
        store.get_range("v1/none", 0, 1)
    assert store.size("v1/none") is None
    store.delete("v1/none")


def test_a_range_is_exactly_that_or_an_error(store: ObjectStore) -> None:
    store.put("v1/pages", b"0123456789")
    assert store.get_range("v1/pages", 2, 3) == b"234"
    assert store.get_range("v1/pages", 9, 1) == b"9"
    for offset, length in ((8, 3), (10, 1), (50, 5)):
        with pytest.raises(StoreError, match="ends before"):
            store.get_range("v1/pages", offset, length)


def test_create_writes_once(store: ObjectStore) -> None:
    store.create("v1/log/1", b"first")
    with pytest.raises(Exists, match="nothing was written"):
        store.create("v1/log/1", b"second")
    assert store.get("v1/log/1").data == b"first"


def test_creating_the_same_bytes_again_is_how_a_lost_answer_looks_and_succeeds(store: ObjectStore) -> None:
    store.create("v1/log/1", b"first")
    store.create("v1/log/1", b"first")
    assert store.get("v1/log/1").data == b"first"


def test_replace_writes_only_over_the_version_that_was_read(store: ObjectStore) -> None:
    store.put("v1/lease", b"one")
    version = store.get("v1/lease").version
    store.replace("v1/lease", b"two", version)
    with pytest.raises(Changed, match="nothing was written"):
        store.replace("v1/lease", b"three", version)
    store.replace("v1/lease", b"two", version)
    assert store.get("v1/lease").data == b"two"


def test_replace_does_not_bring_back_what_is_gone(store: ObjectStore) -> None:
    store.put("v1/lease", b"one")
    version = store.get("v1/lease").version
    store.delete("v1/lease")
    with pytest.raises(Changed):
        store.replace("v1/lease", b"two", version)
    assert store.size("v1/lease") is None


def test_of_several_creators_exactly_one_wins(store: ObjectStore) -> None:
    for number in range(rounds(store)):
        key = f"v1/race/{number}"
        won = wins(lambda writer, key=key: store.create(key, b"by %d" % writer), Exists)  # type: ignore[misc]
        assert [store.get(key).data] == [b"by %d" % writer for writer in won]


def test_of_several_replacers_exactly_one_wins(store: ObjectStore) -> None:
    store.put("v1/race", b"before")
    for number in range(rounds(store)):
        version = store.get("v1/race").version

        def replace(writer: int, version: str = version, number: int = number) -> None:
            store.replace("v1/race", b"round %d by %d" % (number, writer), version)

        won = wins(replace, Changed)
        assert [store.get("v1/race").data] == [b"round %d by %d" % (number, writer) for writer in won]


def test_keys_come_in_order_from_where_one_was(store: ObjectStore) -> None:
    names = [f"v1/p/log/{number:012d}.json" for number in range(1, 25)]
    for name in [*reversed(names), "v1/p/head.json", "v1/p/lease.json", "v1/pq/head.json", "v1/.probe"]:
        store.put(name, b"x")
    assert list(store.keys("v1/p/log/")) == names
    assert list(store.keys("v1/p/log/", after=names[9])) == names[10:]
    assert list(store.keys("v1/p/log/", after="v1/p/log/000000000010.jsonx")) == names[10:]
    assert list(store.keys("v1/p/log/", after=names[-1])) == []
    assert list(store.keys("v1/p/log/00000000002")) == names[19:]
    assert list(store.keys("v1/p/")) == ["v1/p/head.json", "v1/p/lease.json", *names]
    assert list(store.keys("v1/p/", after="v1/p/head.json")) == ["v1/p/lease.json", *names]
    assert list(store.keys("v1/nothing/")) == []


def test_entries_tell_size_and_time_by_the_stores_clock(store: ObjectStore) -> None:
    store.put("v1/p/a", b"1")
    store.put("v1/p/log/1", b"12345")
    store.put("v1/pq/a", b"1")
    listed = {entry.key: entry for entry in store.entries("v1/p/")}
    assert {key: entry.bytes for key, entry in listed.items()} == {"v1/p/a": 1, "v1/p/log/1": 5}
    for entry in listed.values():
        assert abs(datetime.now(UTC) - entry.modified) < timedelta(minutes=1)
    assert [entry.key for entry in store.entries("v1/p/log/1")] == ["v1/p/log/1"]
    assert list(store.entries("v1/none/")) == []


def test_an_object_that_is_written_again_is_new_again(tmp_path: Path) -> None:
    store = FileStore(tmp_path)
    store.put("v1/a", b"1")
    os.utime(tmp_path / "v1/a", (0, 0))
    assert [entry.modified.year for entry in store.entries("v1/a")] == [1970]
    store.put("v1/a", b"1")
    assert [entry.modified.year > 2000 for entry in store.entries("v1/a")] == [True]


def test_a_deleted_object_is_gone(store: ObjectStore) -> None:
    store.put("v1/known/1", b"x")
    store.put("v1/known/2", b"x")
    store.delete("v1/known/1")
    assert list(store.keys("v1/known/")) == ["v1/known/2"]


ELSEWHERE = [
    "",
    "/etc/passwd",
    "v1/../../x",
    "v1//x",
    "v1/.",
    "v1/..",
    "v1/x/",
    "v1/~new-1",
    "v1/a b",
    "v1/ă",
]


def test_a_key_that_could_lead_elsewhere_is_refused(store: ObjectStore) -> None:
    for key in ELSEWHERE:
        for use in (store.get, store.size, store.delete):
            with pytest.raises(ValueError, match="not a key"):
                use(key)
        for write in (store.put, store.create):
            with pytest.raises(ValueError, match="not a key"):
                write(key, b"x")
        with pytest.raises(ValueError, match="not a key"):
            store.replace(key, b"x", "version")


def test_a_listing_cannot_lead_elsewhere_either(store: ObjectStore) -> None:
    for prefix in ("../", "/", "v1/../", "v1//"):
        with pytest.raises(ValueError, match="not the beginning of a key"):
            list(store.keys(prefix))


class Unconditional(FileStore):
    """A store that knows no conditional writes."""

    def create(self, key: str, data: bytes) -> None:
        raise AssertionError(f"a conditional write of {key}: {data!r}")

    def replace(self, key: str, data: bytes, version: str) -> None:
        raise AssertionError(f"a conditional write of {key} over {version}: {data!r}")


def test_a_single_writer_needs_no_conditional_writes_of_the_store(tmp_path: Path) -> None:
    store = SingleWriter(Unconditional(tmp_path / "store"))
    test_create_writes_once(store)
    test_replace_writes_only_over_the_version_that_was_read(store)
    test_replace_does_not_bring_back_what_is_gone(store)

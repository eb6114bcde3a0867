"""The log is gapless and chained, its end is found whatever head.json says, and only one writer goes on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import pytest

from crawlers.store import (
    Head,
    Log,
    Missing,
    ObjectStore,
    OtherWriter,
    StoreError,
    keys,
    open_store,
    write_head,
)
from crawlers.store.log import StoredObject
from tests.crawlers.store.portal import NOW, PORTAL, article, commit, filled, run_id

COUNTS = {"added": 1, "changed": 0, "gone": 0}


@pytest.fixture
def files(tmp_path: Path) -> ObjectStore:
    return open_store(str(tmp_path / "store"))


def stored(number: int) -> list[StoredObject]:
    return [StoredObject(f"v1/{PORTAL}/pages/{run_id(number)}-1.warc.gz", 1, "00" * 32, 1, "pages")]


def head(last_seq: int) -> Head:
    return Head(last_seq, run_id(1), run_id(1), "complete", "2026-11-21T10:15:00Z")


def test_commits_are_canonical_json_chained_by_hash(store: ObjectStore) -> None:
    log = filled(store, 3)
    texts = [store.get(keys.commit(PORTAL, seq)).data for seq in (1, 2, 3)]
    for seq, text in enumerate(texts, 1):
        fields = json.loads(text)
        assert (
            text
            == json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"
        )
        assert (fields["portal"], fields["seq"], fields["run"]) == (PORTAL, seq, run_id(seq))
        assert fields["counts"] == {"added": 3, "changed": 0, "gone": 0}
    assert json.loads(texts[0])["previous"] is None
    assert json.loads(texts[0])["committed_at"] == "2026-11-21T11:15:00Z"
    assert json.loads(texts[1])["previous"] == hashlib.sha256(texts[0]).hexdigest()
    assert json.loads(texts[2])["previous"] == hashlib.sha256(texts[1]).hexdigest()
    assert [found.seq for found in log.commits()] == [1, 2, 3]
    assert [found.seq for found in log.commits(after=2)] == [3]
    assert list(log.commits(after=3)) == []


def test_every_named_object_is_there_with_its_hash_and_size(store: ObjectStore) -> None:
    for found in filled(store, 2).commits():
        assert {item.kind for item in found.objects} == {"articles", "pages"}
        for item in found.objects:
            data = store.get(item.key).data
            assert (len(data), hashlib.sha256(data).hexdigest()) == (item.bytes, item.sha256)


def test_articles_come_with_their_sequence_number_in_order(store: ObjectStore) -> None:
    log = filled(store, 2)
    assert [(seq, row["id"]) for seq, row in log.articles()] == [
        (1, "hai_phong/10"), (1, "hai_phong/11"), (1, "hai_phong/12"),
        (2, "hai_phong/20"), (2, "hai_phong/21"), (2, "hai_phong/22"),
    ]  # fmt: skip
    assert [row for _, row in log.articles(after=1)] == [article(number) for number in (20, 21, 22)]


def test_an_empty_log_ends_at_zero(store: ObjectStore) -> None:
    log = Log(store, PORTAL)
    assert log.last() == 0
    assert list(log.commits()) == []
    with pytest.raises(Missing):
        log.read(1)


def test_the_end_is_found_whatever_the_head_says(store: ObjectStore) -> None:
    filled(store, 5)
    assert Log(store, PORTAL).last() == 5
    for claimed in (-3, 0, 1, 4, 5, 6, 999, 10**12, 10**40):
        write_head(store, PORTAL, head(claimed))
        assert Log(store, PORTAL).last() == 5
    for nonsense in (b"", b"{", b"[]", b'{"last_seq": "5"}', b"\xff"):
        store.put(keys.head(PORTAL), nonsense)
        assert Log(store, PORTAL).last() == 5


def test_another_portals_log_is_another_log(store: ObjectStore) -> None:
    filled(store, 2)
    assert Log(store, "hai_phong_city").last() == 0


def test_a_second_writer_is_told_and_the_log_stays_whole(store: ObjectStore) -> None:
    filled(store, 2)
    first, second = Log(store, PORTAL), Log(store, PORTAL)
    first.position = second.position = 2
    commit(store, first, 3, [article(30)])
    for _ in range(2):
        with pytest.raises(
            OtherWriter, match=r"commit 3 .* is run 20261121T131500Z-000003's.*Stop this worker"
        ):
            commit(store, second, 4, [article(30)])
    commit(store, first, 3, [article(31)])
    assert [found.run for found in Log(store, PORTAL).commits()] == [
        run_id(1),
        run_id(2),
        run_id(3),
        run_id(3),
    ]
    assert [row["id"] for _, row in first.articles(2)] == ["hai_phong/30", "hai_phong/31"]


def test_a_writer_that_was_overtaken_long_ago_is_told_too(files: ObjectStore) -> None:
    slow = filled(files, 1)
    other = Log(files, PORTAL)
    for number in (5, 6, 7):
        commit(files, other, number, [article(number)])
    assert slow.last() == 4
    with pytest.raises(OtherWriter):
        commit(files, slow, 2, [article(5)])
    assert len(list(other.commits())) == 4


def test_of_many_writers_at_once_one_wins_each_commit(store: ObjectStore) -> None:
    filled(store, 1)
    writers = [Log(store, PORTAL) for _ in range(3)]
    for number in range(2, 5):

        def attempt(writer: Log, number: int = number) -> bool:
            writer.position = number - 1
            try:
                writer.append(run_id(100 + number * 10 + writers.index(writer)), stored(number), COUNTS, NOW)
            except OtherWriter:
                return False
            return True

        with ThreadPoolExecutor(len(writers)) as pool:
            assert sum(pool.map(attempt, writers)) == 1
    assert [found.seq for found in Log(store, PORTAL).commits()] == [1, 2, 3, 4]


@pytest.mark.parametrize("position", [None, 2])
def test_a_commit_whose_answer_was_lost_is_recognised_when_repeated(
    files: ObjectStore, position: int | None
) -> None:
    filled(files, 2)
    lost = Log(files, PORTAL)
    done = lost.append(run_id(3), stored(3), COUNTS, NOW)
    again = Log(files, PORTAL)
    again.position = position
    assert again.append(run_id(3), stored(3), COUNTS, NOW.replace(year=2027)) == done
    assert again.append(run_id(3), stored(4), COUNTS, NOW).seq == 4
    assert Log(files, PORTAL).last() == 4


def test_nothing_new_is_no_commit(files: ObjectStore) -> None:
    with pytest.raises(ValueError, match="commits nothing"):
        Log(files, PORTAL).append(run_id(1), [], COUNTS, NOW)
    with pytest.raises(ValueError, match="time zone"):
        Log(files, PORTAL).append(run_id(1), stored(1), COUNTS, datetime(2026, 11, 21))
    with pytest.raises(ValueError, match="not a run id"):
        Log(files, PORTAL).append("../run", stored(1), COUNTS, NOW)
    assert list(files.keys("")) == []


def damaged(files: ObjectStore, seq: int, change: Callable[[bytes], bytes]) -> Log:
    log = filled(files, 4)
    key = keys.commit(PORTAL, seq)
    files.put(key, change(files.get(key).data))
    return log


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data[: len(data) // 2],
        lambda _: b"",
        lambda data: b"\0" * len(data),
        lambda data: data.replace(b'"seq":3', b'"seq":4'),
        lambda data: data.replace(b'"portal":"hai_phong"', b'"portal":"bac_ninh"'),
        lambda data: data.replace(b'"previous":"', b'"previous":"0'),
    ],
)
def test_a_torn_or_altered_commit_stops_readers_there(
    files: ObjectStore, change: Callable[[bytes], bytes]
) -> None:
    log = damaged(files, 3, change)
    commits = log.commits()
    assert [next(commits).seq, next(commits).seq] == [1, 2]
    with pytest.raises(StoreError, match=r"commit 3 of hai_phong .*Restore the objects of commit 3"):
        next(commits)


def test_a_commit_altered_into_another_valid_one_breaks_the_chain(files: ObjectStore) -> None:
    log = damaged(files, 2, lambda data: data.replace(b'"added":3', b'"added":4'))
    with pytest.raises(
        StoreError, match=r"commit 3 of hai_phong .* does not name the commit before by its hash"
    ):
        list(log.commits())
    with pytest.raises(StoreError, match="commit 3 of hai_phong"):
        list(log.commits(after=2))


@pytest.mark.parametrize("gone", [1, 2, 3])
def test_a_gap_stops_readers_there(store: ObjectStore, gone: int) -> None:
    log = filled(store, 4)
    store.delete(keys.commit(PORTAL, gone))
    with pytest.raises(
        StoreError, match=f"commit {gone} of hai_phong .* is missing, though {gone + 1} is there"
    ):
        list(log.commits())
    assert log.last() == 4


def test_a_reader_ahead_of_the_log_is_told_rather_than_left_waiting(files: ObjectStore) -> None:
    with pytest.raises(StoreError, match=r"ends with commit 2, before commit 9 from which to go on"):
        list(filled(files, 2).commits(after=9))


def test_a_batch_that_is_missing_or_altered_gives_no_article_at_all(files: ObjectStore) -> None:
    log = filled(files, 2)
    key = next(item.key for item in log.read(2).objects if item.kind == "articles")
    data = files.get(key).data
    for wrong in (data[:-4], filled(open_store(files.address + "-2"), 1).store.get(_first_batch(files)).data):
        files.put(key, wrong)
        articles = log.articles()
        assert [next(articles)[0] for _ in range(3)] == [1, 1, 1]
        with pytest.raises(
            StoreError, match=f"commit 2 of hai_phong .* names {key}, whose content has another hash"
        ):
            next(articles)
    files.delete(key)
    with pytest.raises(StoreError, match=f"commit 2 of hai_phong .* names {key}, which is missing"):
        list(log.articles(after=1))


def _first_batch(store: ObjectStore) -> str:
    return next(item.key for item in Log(store, PORTAL).read(1).objects if item.kind == "articles")

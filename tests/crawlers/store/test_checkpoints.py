"""What is known is what is committed: from the log alone, or from a checkpoint, with the same result."""

from __future__ import annotations

import gzip
import sqlite3
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from crawlers.store import (
    Known,
    Log,
    ObjectStore,
    OtherWriter,
    Unavailable,
    keys,
    load_known,
    open_store,
    write_checkpoint,
)
from crawlers.store import checkpoints as checkpoints_module
from tests.crawlers.store.portal import PORTAL, article, commit, filled


@pytest.fixture
def files(tmp_path: Path) -> ObjectStore:
    return open_store(str(tmp_path / "store"))


def content(known: Known) -> tuple[int, dict[str, Any]]:
    return known.seq, dict(known.items())


def with_checkpoints(store: ObjectStore, *seqs: int) -> Log:
    """A log of six commits with checkpoints after `seqs`."""
    log = Log(store, PORTAL)
    for number in range(1, 7):
        commit(store, log, number, [article(number), article(1, number + 1, page={"etag": f'"{number}"'})])
        if number in seqs:
            write_checkpoint(store, log, load_known(store, log))
    return log


def checkpoints(store: ObjectStore) -> list[str]:
    return [key.rsplit("/", 1)[1] for key in store.keys(keys.known_prefix(PORTAL))]


def test_nothing_is_known_of_an_empty_store(store: ObjectStore) -> None:
    log = Log(store, PORTAL)
    known = load_known(store, log)
    assert content(known) == (0, {})
    assert log.position == 0
    write_checkpoint(store, log, known)
    assert list(store.keys("")) == []


def test_the_newest_revision_is_known(files: ObjectStore) -> None:
    log = filled(files, 1)
    commit(files, log, 2, [article(10, 2, page={"etag": '"a"'})])
    known = load_known(files, log)
    assert len(known) == 3
    assert "hai_phong/10" in known
    assert "hai_phong/99" not in known
    assert known.get("hai_phong/99") is None
    changed = known["hai_phong/10"]
    assert (changed.first_seq, changed.revision, changed.page, changed.gone) == (1, 2, {"etag": '"a"'}, False)
    assert changed.content_hash == article(10, 2)["content_hash"]
    assert changed.url == article(10)["url"]
    assert known["hai_phong/11"].revision == 1


def test_gone_and_back(files: ObjectStore) -> None:
    log = filled(files, 1)
    commit(files, log, 2, [{"id": "hai_phong/10", "revision": 2, "gone": True}])
    known = load_known(files, log)
    assert known["hai_phong/10"].gone
    assert known["hai_phong/10"].url == article(10)["url"]
    assert known["hai_phong/10"].content_hash == article(10)["content_hash"]
    known.learn([article(10, 3)], 3)
    assert (known["hai_phong/10"].gone, known["hai_phong/10"].revision) == (False, 3)


def test_an_older_revision_read_again_changes_nothing(files: ObjectStore) -> None:
    known = load_known(files, filled(files, 1))
    known.learn([article(10, 3)], 3)
    known.learn([article(10, 2), article(10, 1)], 4)
    assert known["hai_phong/10"].revision == 3
    assert known["hai_phong/10"].content_hash == article(10, 3)["content_hash"]


def test_a_checkpoint_and_the_log_say_the_same(store: ObjectStore) -> None:
    log = with_checkpoints(store, 4)
    from_checkpoint = load_known(store, log)
    store.delete(keys.checkpoint(PORTAL, 4))
    from_log = load_known(store, log)
    assert content(from_checkpoint) == content(from_log)
    assert (from_checkpoint.checkpoint, from_log.checkpoint) == (4, 0)
    assert from_log["hai_phong/1"].page == {"etag": '"6"'}


def test_with_a_checkpoint_older_batches_are_not_read(files: ObjectStore) -> None:
    log = with_checkpoints(files, 5)
    whole = content(load_known(files, log))
    for seq in range(1, 6):
        files.delete(next(item.key for item in log.read(seq).objects if item.kind == "articles"))
    assert content(load_known(files, log)) == whole


def test_two_checkpoints_are_kept(store: ObjectStore) -> None:
    with_checkpoints(store, 1, 2, 3, 4)
    assert checkpoints(store) == ["000000000003.jsonl.gz", "000000000004.jsonl.gz"]


def _short(data: bytes) -> bytes:
    return gzip.compress(b"\n".join(gzip.decompress(data).split(b"\n")[:-2]) + b"\n")


def _another_log(data: bytes) -> bytes:
    return gzip.compress(gzip.decompress(data).replace(b'"commit":"', b'"commit":"0'))


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[:-5],
        lambda data: data + b"\0",
        lambda data: data[:60] + bytes([data[60] ^ 1]) + data[61:],
        lambda _: b"",
        lambda _: gzip.compress(b"{}\n"),
        _short,
        _another_log,
    ],
)
def test_a_damaged_checkpoint_is_passed_over_with_a_warning(
    files: ObjectStore, caplog: pytest.LogCaptureFixture, damage: Callable[[bytes], bytes]
) -> None:
    log = with_checkpoints(files, 2, 4)
    whole = content(load_known(files, log))
    key = keys.checkpoint(PORTAL, 4)
    files.put(key, damage(files.get(key).data))
    assert caplog.text == ""
    known = load_known(files, log)
    assert content(known) == whole
    assert known.checkpoint == 2
    assert "checkpoint 4 of hai_phong is not used" in caplog.text


@pytest.mark.parametrize(("fetched", "unpacked"), [(1, 1), (50, 7), (64, 64), (10_000, 100)])
def test_a_checkpoint_is_read_piece_by_piece_wherever_a_piece_ends(
    files: ObjectStore, monkeypatch: pytest.MonkeyPatch, fetched: int, unpacked: int
) -> None:
    log = with_checkpoints(files, 4)
    whole = content(load_known(files, log))
    asked = []
    get_range = files.get_range

    def counted(key: str, offset: int, length: int) -> bytes:
        asked.append(length)
        return get_range(key, offset, length)

    monkeypatch.setattr(checkpoints_module, "_FETCHED", fetched)
    monkeypatch.setattr(checkpoints_module, "_UNPACKED", unpacked)
    monkeypatch.setattr(files, "get_range", counted)
    known = load_known(files, log)
    assert (content(known), known.checkpoint) == (whole, 4)
    assert max(asked) <= fetched
    assert sum(asked) == files.size(keys.checkpoint(PORTAL, 4))


def test_a_store_that_does_not_answer_is_no_damaged_checkpoint(
    files: ObjectStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = with_checkpoints(files, 2, 4)

    def silent(key: str, offset: int, length: int) -> bytes:
        raise Unavailable(f"no answer about {length} bytes from {offset} of {key}")

    monkeypatch.setattr(files, "get_range", silent)
    with pytest.raises(Unavailable):
        load_known(files, log)


def test_a_checkpoint_ahead_of_the_log_is_passed_over(
    files: ObjectStore, caplog: pytest.LogCaptureFixture
) -> None:
    log = with_checkpoints(files, 2, 6)
    files.delete(keys.commit(PORTAL, 6))
    known = load_known(files, log)
    assert (known.seq, known.checkpoint) == (5, 2)
    assert "checkpoint 6" in caplog.text


def test_who_knows_is_fenced_by_what_it_knows(files: ObjectStore) -> None:
    with_checkpoints(files, 4)
    one, other = Log(files, PORTAL), Log(files, PORTAL)
    load_known(files, one)
    load_known(files, other)
    commit(files, one, 7, [article(7)])
    with pytest.raises(OtherWriter):
        commit(files, other, 8, [article(7)])


def test_it_may_be_asked_and_told_from_several_threads() -> None:
    known = Known()
    failures: list[BaseException] = []

    def work(worker: int) -> None:
        try:
            for number in range(50):
                known.learn([article(worker * 1_000 + number)], 1)
                assert f"hai_phong/{worker * 1_000 + number}" in known
                assert len(list(known.items())) >= number
        except BaseException as error:
            failures.append(error)

    workers = [Thread(target=work, args=(worker,)) for worker in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(30)
    assert failures == []
    assert len(known) == 200
    assert [article_id for article_id, _ in known.items()] == sorted(dict(known.items()))


def test_a_row_that_cannot_be_learned_leaves_what_was_known_and_the_rest_to_learn() -> None:
    known = Known()
    known.learn([article(1)], 1)
    with pytest.raises(sqlite3.Error, match="binding parameter"):
        known.learn([article(2), article(3, url=["list"])], 2)
    assert "hai_phong/2" not in known
    known.learn([article(2)], 2)
    assert len(known) == 2

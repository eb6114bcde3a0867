"""Whatever is damaged in a store is found, is told as what it is, and hides nothing else."""

from __future__ import annotations

import gzip
import json
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawlers.store import (
    BatchObject,
    Found,
    ObjectStore,
    Unavailable,
    articles_object,
    canonical,
    keys,
    open_store,
    rebuild_head,
)
from crawlers.store.batches import decode, encode_lines, sha256
from crawlers.store.files import FileStore
from crawlers.store.objects import Entry
from crawlers.store.verify import (
    Defect,
    Verification,
    check_schemas,
    orphans,
    stored_portals,
    verify,
    verify_contents,
)
from crawlers.store.verify.pages import members
from crawlers.store.warc import WarcFile
from tests.crawlers.store.portal import PORTAL, run_id
from tests.crawlers.store.whole_store import HOME, Portal, article, declared, exchange, gone, whole_store

Damage = Callable[[ObjectStore], Any]


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A whole store, made once: a copy costs less than its commits."""
    directory = tmp_path_factory.mktemp("template")
    whole_store(open_store(str(directory)))
    return directory


@pytest.fixture
def files(template: Path, tmp_path: Path) -> FileStore:
    """A whole store."""
    shutil.copytree(template, tmp_path / "store")
    return FileStore(tmp_path / "store")


@pytest.fixture
def portal(files: FileStore) -> Portal:
    """The portal in that store, to go on with."""
    return Portal(files, seq=5)


def glance(store: ObjectStore) -> list[Defect]:
    return list(verify(store, PORTAL))


def deep(store: ObjectStore) -> list[Defect]:
    return list(verify_contents(store, PORTAL, declared()))


def objects(store: ObjectStore, seq: int, kind: str) -> str:
    commit = json.loads(store.get(keys.commit(PORTAL, seq)).data)
    (key,) = [str(stored["key"]) for stored in commit["objects"] if stored["kind"] == kind]
    return key


def flip(store: ObjectStore, key: str, position: int | None = None) -> None:
    data = bytearray(store.get(key).data)
    data[len(data) // 2 if position is None else position] ^= 0x01
    store.put(key, bytes(data))


def rewrite(store: ObjectStore, key: str, change: Callable[[dict[str, Any]], object]) -> None:
    value = json.loads(store.get(key).data)
    change(value)
    store.put(key, canonical.encode(value))


def commit_key(seq: int) -> str:
    return keys.commit(PORTAL, seq)


# Whole


def test_a_whole_store_has_no_defect(store: ObjectStore) -> None:
    whole_store(store)
    assert glance(store) == []
    assert deep(store) == []
    assert list(check_schemas(store)) == []
    assert list(orphans(store, PORTAL)) == []


def test_it_is_counted(files: FileStore) -> None:
    look = Verification(files, PORTAL)
    assert list(look.glance()) == []
    assert list(look.contents(None)) == []
    census = look.census
    assert (census.commits, census.articles, census.revisions, census.warcs) == (5, 7, 10, 5)


def test_an_empty_portal_has_none_either(tmp_path: Path) -> None:
    assert glance(FileStore(tmp_path / "none")) == []
    assert deep(FileStore(tmp_path / "none")) == []


def test_nothing_is_changed_by_looking(files: FileStore) -> None:
    before = {entry: files.get(entry.key).data for entry in files.entries("")}
    deep(files)
    assert {entry: files.get(entry.key).data for entry in files.entries("")} == before


# Damage that a glance finds


def swap(store: ObjectStore) -> None:
    third, fourth = store.get(commit_key(3)).data, store.get(commit_key(4)).data
    store.put(commit_key(3), fourth)
    store.put(commit_key(4), third)


def cut(key: Callable[[ObjectStore], str]) -> Damage:
    return lambda store: store.put(key(store), store.get(key(store)).data[:-9])


def drop(key: Callable[[ObjectStore], str]) -> Damage:
    return lambda store: store.delete(key(store))


def at(seq: int) -> Callable[[ObjectStore], str]:
    return lambda _: commit_key(seq)


def of(seq: int, kind: str) -> Callable[[ObjectStore], str]:
    return lambda store: objects(store, seq, kind)


def name_twice(store: ObjectStore) -> None:
    """The last commit names the batch of the second, as the second does."""
    batch = next(
        stored
        for stored in json.loads(store.get(commit_key(2)).data)["objects"]
        if stored["kind"] == "articles"
    )
    rewrite(store, commit_key(5), lambda commit: commit.update(objects=[batch], counts={}))


Place = Callable[[ObjectStore], str]
GLANCED: dict[str, tuple[Damage, Place, str]] = {
    "a commit is missing": (drop(at(3)), at(3), r"^commit 3 is missing.*Restore"),
    "the last commit is missing": (drop(at(5)), at(5), r"missing at the end of the log, which ends at 4"),
    "a commit is cut": (cut(at(3)), at(3), "is no commit"),
    "a commit is empty": (lambda store: store.put(commit_key(3), b""), at(3), "is no commit"),
    "a commit is another JSON": (
        lambda store: store.put(commit_key(3), b'{"seq":3}\n'),
        at(3),
        "is no commit",
    ),
    "a commit is renumbered": (
        lambda store: rewrite(store, commit_key(3), lambda commit: commit.update(seq=4)),
        at(3),
        f"says that it is commit 4 of {PORTAL}",
    ),
    "a commit is another portal's": (
        lambda store: rewrite(store, commit_key(3), lambda commit: commit.update(portal="tphcm")),
        at(3),
        "says that it is commit 3 of tphcm",
    ),
    "a commit is altered": (
        lambda store: rewrite(
            store, commit_key(3), lambda commit: commit.update(committed_at="2026-11-21T00:00:00Z")
        ),
        at(3),
        r"is not the one that commit 4 names by its hash",
    ),
    "the first commit is altered": (
        lambda store: rewrite(store, commit_key(1), lambda commit: commit["counts"].update(rejected=1)),
        at(1),
        r"is not the one that commit 2 names by its hash",
    ),
    "a commit's chain is altered": (
        lambda store: rewrite(store, commit_key(3), lambda commit: commit.update(previous="0" * 64)),
        at(3),
        "does not name commit 2 by its hash",
    ),
    "the last commit's chain is altered": (
        lambda store: rewrite(store, commit_key(5), lambda commit: commit.update(previous="0" * 64)),
        at(5),
        "does not name commit 4 by its hash",
    ),
    "the first commit names one before": (
        lambda store: rewrite(store, commit_key(1), lambda commit: commit.update(previous="0" * 64)),
        at(1),
        "names a commit before it",
    ),
    "a commit is written otherwise": (
        lambda store: store.put(
            commit_key(3), json.dumps(json.loads(store.get(commit_key(3)).data), indent=1).encode()
        ),
        at(3),
        "is not as this program writes commits",
    ),
    "a commit's counts are wrong": (
        lambda store: rewrite(store, commit_key(5), lambda commit: commit["counts"].update(added=7)),
        at(5),
        "counts 7 articles added, changed and gone, and its batches hold 1",
    ),
    "a commit names nothing": (
        lambda store: rewrite(store, commit_key(5), lambda commit: commit.update(objects=[], counts={})),
        at(5),
        "names no object",
    ),
    "a commit names a foreign object": (
        lambda store: rewrite(
            store,
            commit_key(5),
            lambda commit: commit["objects"][0].update(key=keys.pages("tphcm", run_id(5), 1)),
        ),
        at(5),
        "where none of this commit can lie",
    ),
    "a batch is named twice": (name_twice, at(5), "as commit 2 does"),
    "a batch is missing": (drop(of(2, "articles")), of(2, "articles"), "missing: its 2 articles are lost"),
    "raw pages are missing": (drop(of(1, "pages")), of(1, "pages"), "the articles are there"),
    "what was rejected is missing": (drop(of(2, "rejected")), of(2, "rejected"), "1 rejected"),
    "a batch is cut": (cut(of(1, "articles")), of(1, "articles"), "was cut or overwritten"),
    "raw pages are cut": (cut(of(4, "pages")), of(4, "pages"), "was cut or overwritten"),
}


@pytest.mark.parametrize("name", GLANCED)
def test_a_glance_finds_exactly_that(name: str, files: FileStore) -> None:
    assert_found(name, files)


@pytest.mark.parametrize(
    "name", ["a commit is missing", "the last commit is missing", "a batch is cut", "raw pages are missing"]
)
def test_a_glance_finds_it_in_a_bucket_too(name: str, store: ObjectStore) -> None:
    whole_store(store)
    assert_found(name, store)


def assert_found(name: str, store: ObjectStore) -> None:
    damage, where, what = GLANCED[name]
    place = where(store)
    damage(store)
    for found in (glance(store), deep(store)):
        assert [(one.portal, one.where, one.weight) for one in found] == [(PORTAL, place, "defect")], found
        assert re.search(what, found[0].what)


def test_commits_that_are_swapped_are_both_told(files: FileStore) -> None:
    swap(files)
    assert [one.where for one in deep(files)] == [commit_key(3), commit_key(4)]


def test_several_missing_commits_are_one_line(files: FileStore) -> None:
    for seq in (2, 3):
        files.delete(commit_key(seq))
    (found,) = deep(files)
    assert found.what.startswith("commits 2 to 3 are missing")


def test_one_defect_does_not_hide_another(files: FileStore) -> None:
    files.delete(commit_key(2))
    flip(files, objects(files, 4, "articles"))
    files.delete(objects(files, 5, "pages"))
    assert [one.where for one in deep(files)] == [
        commit_key(2),
        objects(files, 5, "pages"),
        objects(files, 4, "articles"),
    ]


def test_a_log_that_vanished_whole_is_missed(files: FileStore) -> None:
    for seq in range(1, 6):
        files.delete(commit_key(seq))
    assert commit_key(5) in [one.where for one in glance(files)]
    assert {one.weight for one in glance(files)} == {"defect"}


def test_what_is_committed_meanwhile_is_left_to_the_next_look(files: FileStore, portal: Portal) -> None:
    look = Verification(files, PORTAL)
    log = look.glance()
    assert next(log, None) is None  # an exhausted look, and a commit right after the log was read
    portal.commit([article(8)])
    assert glance(files) == []

    class Committing(FileStore):
        """A crawl commits between the reading of the log and the listing of the objects."""

        def entries(self, prefix: str) -> Iterator[Entry]:
            if portal.seq == 6:
                portal.commit([article(9)])
            return super().entries(prefix)

    look = Verification(Committing(files.root), PORTAL)
    assert list(look.glance()) == []
    assert look.last == 6
    assert look.orphans == []


# Damage that only reading finds


DEEP: dict[str, tuple[Place, str]] = {
    "a batch": (of(1, "articles"), "its 3 articles are lost to readers"),
    "raw pages": (of(2, "pages"), "its 5 records cannot be read again"),
    "what was rejected": (of(2, "rejected"), "1 rejected"),
}


@pytest.mark.parametrize("name", DEEP)
def test_one_altered_byte_is_found_where_it_is(name: str, store: ObjectStore) -> None:
    whole_store(store)
    where, what = DEEP[name]
    flip(store, where(store))
    assert glance(store) == []
    (found,) = deep(store)
    assert (found.where, found.weight) == (where(store), "defect")
    assert f"has another hash; {what}" in found.what


@pytest.fixture(scope="module")
def damaged(template: Path, tmp_path_factory: pytest.TempPathFactory) -> ObjectStore:
    """A whole store that is damaged and mended many times."""
    directory = tmp_path_factory.mktemp("damaged") / "store"
    shutil.copytree(template, directory)
    return FileStore(directory)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_damaged_byte_of_what_a_commit_names_is_found(damaged: ObjectStore, data: st.DataObject) -> None:
    named = [
        key for kind in ("articles", "pages", "rejected") for key in damaged.keys(f"v1/{PORTAL}/{kind}/")
    ]
    key = data.draw(st.sampled_from(named))
    whole = damaged.get(key).data
    position = data.draw(st.integers(0, len(whole) - 1))
    altered = bytearray(whole)
    altered[position] ^= data.draw(st.integers(1, 255))
    damaged.put(key, bytes(altered))
    try:
        assert [one.where for one in deep(damaged)] == [key]
    finally:
        damaged.put(key, whole)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_damaged_byte_of_a_commit_but_the_last_is_found(
    damaged: ObjectStore, data: st.DataObject
) -> None:
    seq = data.draw(st.integers(1, 4))
    whole = damaged.get(commit_key(seq)).data
    altered = bytearray(whole)
    altered[data.draw(st.integers(0, len(whole) - 1))] ^= data.draw(st.integers(1, 255))
    damaged.put(commit_key(seq), bytes(altered))
    try:
        found = glance(damaged)
        told = {one.where for one in found if one.weight == "defect"}
        # Of the last link, either end may be the altered one.
        assert told & {commit_key(seq), commit_key(seq + (seq == 4))}
    finally:
        damaged.put(commit_key(seq), whole)


# What was written wrong and bears the right hash


def with_page(row: dict[str, Any], **more: Any) -> dict[str, Any]:
    """An article that points into the raw pages of the first commit, where the page of article 1 lies."""
    place = {"warc": keys.pages(PORTAL, run_id(1), 1), "offset": 1, "length": 1, "digest": "sha256:X"}
    return {**row, "page": {**place, **more}}


WRITTEN: dict[str, tuple[dict[str, Any], str]] = {
    "no schema": (article(8, schema="article/2"), "'article/2' is no schema that this version knows"),
    "against the schema": (article(8, body=""), "not valid by its schema.*body"),
    "another portal's": (article(8, id="tphcm/8"), "not hai_phong's"),
    "an impossible day": (article(8, published_at="2026-02-30"), "there is no day 2026-02-30"),
    "a wrong hash": (article(8, content_hash="0" * 64), "content_hash is not the hash"),
    "a revision twice": (article(1, 2), "comes after revision 2"),
    "an older revision": (article(1), "comes after revision 2"),
    "a revision left out": (article(1, 4), "follows revision 2"),
    "a new article in revision 2": (article(8, 2), "follows revision 0"),
    "gone, the schema broken": ({**gone(7, 2), "confirmed": "yesterday"}, "not valid by its schema"),
    "gone in a wrong revision": (gone(7, 3), "follows revision 1"),
    "no such raw pages": (
        with_page(article(8), warc=keys.pages(PORTAL, run_id(77), 1)),
        "no commit names raw pages",
    ),
    "a page that begins elsewhere": (with_page(article(8)), "no response begins at byte 1"),
}


@pytest.mark.parametrize("name", WRITTEN)
def test_what_was_written_wrong_is_told_by_article(name: str, files: FileStore, portal: Portal) -> None:
    row, what = WRITTEN[name]
    portal.commit([row, article(20)])
    assert glance(files) == []
    (found,) = deep(files)
    assert (found.where, found.weight) == (f"{row['id']} revision {row['revision']}", "defect")
    assert re.search(what, found.what)
    assert found.what.startswith("commit 6: ")


def pages_of(portal: Portal, *numbers: int) -> tuple[WarcFile, list[dict[str, Any]]]:
    """Raw pages for the next run, and the articles that point there."""
    pages = WarcFile(PORTAL, run_id(portal.seq + 1), 1, {})
    rows = []
    for number in numbers:
        row = article(number)
        place = pages.add(exchange(row["url"], row["body"]))
        page = {"warc": pages.key, **place._asdict(), "etag": None, "last_modified": None}
        rows.append({**row, "page": page})
    return pages, rows


def published(portal: Portal, warc: BatchObject, rows: list[dict[str, Any]]) -> list[Defect]:
    portal.publish([warc, articles_object(PORTAL, rows)], rows)
    return deep(portal.store)


@pytest.mark.parametrize(
    ("pointer", "what"),
    [
        ({"offset": 5}, "no response begins at byte 5"),
        ({"length": 7}, "bytes, not 7"),
        ({"digest": "sha256:OTHER"}, "not sha256:OTHER"),
    ],
)
def test_a_pointer_that_is_wrong_is_told(pointer: dict[str, Any], what: str, portal: Portal) -> None:
    pages, (row,) = pages_of(portal, 8)
    row["page"].update(pointer)
    (found,) = published(portal, pages.close(), [row])
    assert (found.where, what in found.what) == ("hai_phong/8 revision 1", True), found


def test_a_pointer_to_another_articles_page_is_told(portal: Portal) -> None:
    pages, (first, second) = pages_of(portal, 8, 9)
    first["page"] = second["page"]
    (found,) = published(portal, pages.close(), [first, second])
    assert found.where == "hai_phong/8 revision 1"
    assert f"the page of another address, {HOME}/Tin/Bai-9.html" in found.what


def test_a_pointer_to_the_request_record_is_told(portal: Portal) -> None:
    pages, (row,) = pages_of(portal, 8)
    data = pages.close()
    request = list(members(data.data))[1]
    row["page"].update(offset=request.offset, length=request.length)
    (found,) = published(portal, data, [row])
    assert f"no response begins at byte {request.offset}" in found.what


def test_articles_with_the_same_page_share_its_record(portal: Portal) -> None:
    pages = WarcFile(PORTAL, run_id(6), 1, {})
    rows = []
    for number in (8, 9):
        place = pages.add(exchange(f"{HOME}/Tin/Bai-{number}.html", "the same bytes"))
        page = {"warc": pages.key, **place._asdict(), "etag": None, "last_modified": None}
        rows.append({**article(number), "page": page})
    assert rows[0]["page"] == rows[1]["page"]
    assert published(portal, pages.close(), rows) == []


def test_an_article_may_point_into_an_earlier_commits_pages_and_not_into_a_later_ones(
    files: FileStore,
    portal: Portal,
) -> None:
    pages, rows = pages_of(portal, 8)
    assert published(portal, pages.close(), rows) == []
    again = {**article(8, 2), "page": rows[0]["page"]}
    portal.publish([articles_object(PORTAL, [again])], [again])
    assert deep(files) == []
    portal.seq += 1  # the pages of the commit after the next
    later, (row,) = pages_of(portal, 9)
    portal.seq -= 1
    portal.publish([articles_object(PORTAL, [row])], [row])
    portal.publish([later.close()], [])
    (found,) = deep(files)
    assert "only a later commit, 9, names" in found.what


def unpacked(data: bytes) -> bytes:
    return gzip.decompress(data)


WARCS: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "no gzip": (unpacked, "no file of gzip members"),
    "one gzip member for all": (lambda data: gzip.compress(unpacked(data)), "holds 5 records"),
    "rubbish after the end": (lambda data: data + b"x", "no file of gzip members"),
    "cut within a record": (lambda data: data[:-9], "cut short"),
    "no WARC": (lambda _: gzip.compress(b"<html>", mtime=0), "fastwarc cannot read it|holds 0 records"),
    "an altered page": (
        lambda data: b"".join(
            gzip.compress(member.content.replace("Tổ".encode(), b"abcd")) for member in members(data)
        ),
        "another digest",
    ),
    "a record too few": (
        lambda data: data[: [member.offset for member in members(data)][-1]],
        "it has 4 records, its commit says 5",
    ),
}


@pytest.mark.parametrize("name", WARCS)
def test_raw_pages_that_are_no_warc_of_whole_records_are_told(name: str, portal: Portal) -> None:
    change, what = WARCS[name]
    pages, rows = pages_of(portal, 8, 9)
    whole = pages.close()
    found = published(portal, whole._replace(data=change(whole.data)), rows)
    assert {(one.where, one.weight) for one in found} == {(whole.key, "defect")}, found
    assert re.search(what, found[0].what)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"not gzip", "cut short or damaged"),
        (gzip.compress(b'{"id": 1}\n', mtime=0)[:-4], "cut short or damaged"),
        (gzip.compress(b"[]\n", mtime=0), "no JSON object"),
        (encode_lines([{"schema": "article/1"}]), "it has no id and revision"),
        (encode_lines([article(8), article(9)]), "it has 2 rows, its commit says 1"),
    ],
)
def test_a_batch_that_was_written_wrong_is_told(
    data: bytes, what: str, files: FileStore, portal: Portal
) -> None:
    batch = articles_object(PORTAL, [article(8)])
    portal.publish([batch._replace(data=data, key=keys.articles(PORTAL, sha256(data)))], [article(8)])
    (found,) = deep(files)
    assert what in found.what


def test_a_rejected_row_has_a_reason(files: FileStore, portal: Portal) -> None:
    portal.commit([article(8)], rejected=[{"article": {}}])
    (found,) = deep(files)
    assert "without a reason" in found.what


def test_what_follows_a_lost_batch_is_not_held_against_it(files: FileStore) -> None:
    """Revision 2 of an article whose revision 1 is lost is no second defect."""
    lost = objects(files, 1, "articles")
    files.delete(lost)
    assert [one.where for one in deep(files)] == [lost]


def test_an_article_from_before_the_portal_moved_keeps_its_hash(files: FileStore, portal: Portal) -> None:
    image = {"url": f"{HOME}/a.jpg", "caption": None}
    portal.commit([article(8, images=[image])])
    moved = replace(declared(), home="https://new.example.gov.vn")
    assert list(verify_contents(files, PORTAL, moved)) == []


def test_of_an_undeclared_portal_hashes_are_not_compared(files: FileStore, portal: Portal) -> None:
    portal.commit([article(8, content_hash="0" * 64)])
    assert list(verify_contents(files, PORTAL, None)) == []


# Hints and caches


def checkpoint_with(store: ObjectStore, seq: int, change: Callable[[list[dict[str, Any]]], object]) -> None:
    key = keys.checkpoint(PORTAL, seq)
    rows = decode(store.get(key).data)
    change(rows)
    store.put(key, encode_lines(rows))


NOTICED: dict[str, tuple[Damage, str, str]] = {
    "a head that cannot be read": (
        lambda store: store.put(keys.head(PORTAL), b"{"),
        keys.head(PORTAL),
        "cannot be read",
    ),
    "a head of an unknown run": (
        lambda store: rewrite(store, keys.head(PORTAL), lambda head: head.update(last_run=run_id(77))),
        keys.head(PORTAL),
        "of which there is no record",
    ),
    "a run record that cannot be read": (
        lambda store: store.put(keys.run_record(PORTAL, run_id(2)), b"[]"),
        keys.run_record(PORTAL, run_id(2)),
        "cannot be read",
    ),
    "another run's record": (
        lambda store: rewrite(
            store, keys.run_record(PORTAL, run_id(2)), lambda record: record.update(run=run_id(3))
        ),
        keys.run_record(PORTAL, run_id(2)),
        f"the record of {run_id(3)}",
    ),
    "a record that counts another's commit": (
        lambda store: rewrite(
            store, keys.run_record(PORTAL, run_id(2)), lambda record: record.update(commits=[3])
        ),
        keys.run_record(PORTAL, run_id(2)),
        f"which is run {run_id(3)}'s",
    ),
    "a lease that cannot be read": (
        lambda store: store.put(keys.lease(PORTAL), b"\xff"),
        keys.lease(PORTAL),
        "the next run takes it over",
    ),
    "a checkpoint that is cut": (
        cut(lambda _: keys.checkpoint(PORTAL, 3)),
        keys.checkpoint(PORTAL, 3),
        "cannot be read",
    ),
    "a checkpoint of another log": (
        lambda store: checkpoint_with(store, 3, lambda rows: rows[0].update(commit="0" * 64)),
        keys.checkpoint(PORTAL, 3),
        "of another commit 3",
    ),
    "a checkpoint with articles left out": (
        lambda store: checkpoint_with(store, 3, lambda rows: rows.pop()),
        keys.checkpoint(PORTAL, 3),
        "not what its key and its first line say",
    ),
}


@pytest.mark.parametrize("name", NOTICED)
def test_a_damaged_hint_is_a_notice(name: str, files: FileStore) -> None:
    damage, where, what = NOTICED[name]
    damage(files)
    (found,) = glance(files)
    assert (found.where, found.weight) == (where, "notice")
    assert what in found.what


def test_a_head_can_be_made_again(files: FileStore) -> None:
    files.put(keys.head(PORTAL), b"")
    assert glance(files) != []
    rebuild_head(files, PORTAL)
    assert glance(files) == []


def test_a_head_that_is_behind_or_absent_is_how_a_kill_looks(files: FileStore) -> None:
    rewrite(files, keys.head(PORTAL), lambda head: head.update(last_seq=3))
    assert glance(files) == []
    files.delete(keys.head(PORTAL))
    assert glance(files) == []


@pytest.mark.parametrize(
    "change", [{"revision": 9}, {"content_hash": "0" * 64}, {"gone": True}, {"page": {}}]
)
def test_a_checkpoint_that_says_otherwise_than_the_log_is_a_defect(
    change: dict[str, Any], files: FileStore
) -> None:
    checkpoint_with(files, 3, lambda rows: rows[1].update(change))
    assert glance(files) == []
    (found,) = deep(files)
    assert (found.where, found.weight) == (keys.checkpoint(PORTAL, 3), "defect")
    assert "1 articles, first in hai_phong/1" in found.what


def test_a_published_schema_that_differs_is_a_notice(files: FileStore) -> None:
    flip(files, keys.schema("article", 1))
    (found,) = check_schemas(files)
    assert (found.where, found.weight) == (keys.schema("article", 1), "notice")


# Orphans


def test_orphans_are_told_apart_and_are_no_defect(files: FileStore) -> None:
    unnamed = {
        articles_object(PORTAL, [article(99)]).key,
        keys.rejected(PORTAL, "0" * 64),
        keys.pages(PORTAL, run_id(9), 1),
    }
    stray = {f"v1/{PORTAL}/notes.txt", f"v1/{PORTAL}/articles/x.jsonl.gz", f"v1/{PORTAL}/log/seven.json"}
    for key in unnamed | stray:
        files.put(key, b"12345")
    old = keys.checkpoint(PORTAL, 1)
    files.put(old, b"x")
    (files.root / f"v1/{PORTAL}/log/~new-1").write_bytes(b"123")
    for foreign in ("v1/tphcm/articles/x", "v2/hai_phong/x", "readme.txt", "v1/notes.txt"):
        files.put(foreign, b"x")
    assert deep(files) == []
    found = {(orphan.key, orphan.kind, orphan.bytes) for orphan in orphans(files, PORTAL)}
    assert found == {
        *((key, "unnamed", 5) for key in unnamed),
        *((key, "stray", 5) for key in stray),
        (old, "checkpoint", 1),
        (f"v1/{PORTAL}/log/~new-1", "leftover", 3),
    }


def test_portals_are_found_by_their_logs(store: ObjectStore) -> None:
    whole_store(store)
    for name in ("tphcm", "hai_phong_city", "hai_phong2"):
        store.put(keys.commit(name, 1), b"{}")
    store.put(keys.head("bac_ninh"), b"{}")
    for foreign in ("v1/.probe", "v1/Others/log/000000000001.json", "v1/media/a.jpg", "v2/x", "v1/zz.txt"):
        store.put(foreign, b"x")
    assert list(stored_portals(store)) == ["bac_ninh", "hai_phong", "hai_phong2", "hai_phong_city", "tphcm"]


# A store that fails


class Failing(FileStore):
    """One object, or all of them, cannot be read."""

    fails: str = ""
    down = False

    def get(self, key: str) -> Found:
        if key == self.fails:
            raise Unavailable(f"{key}: Input/output error")
        return super().get(key)

    def keys(self, prefix: str, after: str = "") -> Iterator[str]:
        if self.down:
            raise Unavailable("the store does not answer")
        return super().keys(prefix, after)


def test_an_object_that_cannot_be_read_is_a_defect_of_that_object(files: FileStore) -> None:
    store = Failing(files.root)
    store.fails = objects(files, 2, "articles")
    (found,) = deep(store)
    assert (found.where, "Input/output error" in found.what) == (store.fails, True)


def test_a_store_that_does_not_answer_is_no_defect(files: FileStore) -> None:
    store = Failing(files.root)
    store.fails = commit_key(2)
    found = verify(store, PORTAL)
    store.down = True
    with pytest.raises(Unavailable):
        list(found)

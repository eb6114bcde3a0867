"""`scrapy verify` says of each portal whether it is whole, and says so in its exit code."""

from __future__ import annotations

import json
import os
import shutil
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawlers.store import articles_object, keys, open_store, take_lease
from crawlers.store.files import FileStore
from crawlers.store.warc import WarcFile
from tests.crawlers.store.portal import PORTAL, run_id
from tests.crawlers.store.whole_store import Portal, article, exchange, whole_store
from tests.crawling import Ended, scrapy

UNNAMED = keys.pages(PORTAL, run_id(9), 1)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("template")
    whole_store(open_store(str(directory)))
    return directory


@pytest.fixture
def store(template: Path, tmp_path: Path) -> FileStore:
    shutil.copytree(template, tmp_path / "store")
    return FileStore(tmp_path / "store")


def verify(store: FileStore, *words: str) -> Ended:
    return scrapy("verify", *words, "-s", f"STORE={store.root}")


def leave(store: FileStore, key: str) -> None:
    """An object that was written two days ago and never committed."""
    store.put(key, b"left behind")
    os.utime(store.root / key, (time.time() - 2 * 86_400,) * 2)


def test_a_whole_store_is_one_line_a_portal(store: FileStore) -> None:
    ended = verify(store)
    assert (ended.code, ended.err) == (0, "")
    counted = "5 commits · 7 articles in 10 revisions · 5 WARCs"
    assert ended.out == f"hai_phong: whole · {counted} · objects not read\n"
    ended = verify(store, "hai_phong", "--deep")
    assert (ended.code, ended.out) == (0, f"hai_phong: whole · {counted} · every object read\n")


def test_a_defect_is_a_line_and_exit_code_4(store: FileStore) -> None:
    key = next(iter(store.keys(f"v1/{PORTAL}/articles/")))
    data = store.get(key).data
    store.put(key, data[:-1] + bytes([data[-1] ^ 1]))
    store.put(keys.head(PORTAL), b"")
    assert verify(store).code == 0
    ended = verify(store, "--deep")
    assert (ended.code, ended.err) == (4, "")
    notice, defect, summary = ended.out.splitlines()
    assert notice.startswith(f"hai_phong: notice: {keys.head(PORTAL)}: it cannot be read")
    assert defect.startswith(f"hai_phong: defect: {key}: commit ")
    assert summary.startswith("hai_phong: 1 defects · 1 notices · 5 commits · ")


def test_a_monitor_reads_json_lines(store: FileStore) -> None:
    store.delete(keys.commit(PORTAL, 3))
    ended = verify(store, "--json")
    found, summary = map(json.loads, ended.out.splitlines())
    assert found.items() >= {"kind": "finding", "weight": "defect", "where": keys.commit(PORTAL, 3)}.items()
    assert summary.items() >= {"kind": "summary", "portal": PORTAL, "defects": 1, "commits": 4}.items()


def test_content_hashes_and_pages_are_compared_with_the_declaration(store: FileStore) -> None:
    Portal(store, seq=5).commit([article(8, content_hash="0" * 64)])
    ended = verify(store, "--deep")
    assert ended.code == 4
    assert "hai_phong/8 revision 1: commit 6: content_hash is not" in ended.out


def test_pages_of_a_mirror_are_told_apart_as_the_portals_own(store: FileStore) -> None:
    """`-a home=URL` reads elsewhere: the page's address is the mirror's, the article's the official one."""
    portal, pages = Portal(store, seq=5), WarcFile(PORTAL, run_id(6), 1, {})
    rows = []
    for number, path in ((8, "/Tin/Bai-8.html"), (9, "/Tin/Bai-10.html"), (11, "/print.aspx?x=1")):
        place = pages.add(exchange(f"http://127.0.0.1:8100{path}", f"bài {number}"))
        page = {"warc": pages.key, **place._asdict(), "etag": None, "last_modified": None}
        rows.append({**article(number), "page": page})
    portal.publish([pages.close(), articles_object(PORTAL, rows)], rows)
    ended = verify(store, "--deep")
    assert ended.code == 4
    (found, _) = ended.out.splitlines()
    assert found.startswith("hai_phong: defect: hai_phong/9 revision 1: commit 6: ")
    assert "the page of another address, http://127.0.0.1:8100/Tin/Bai-10.html" in found


def test_a_portal_that_is_no_longer_declared_is_checked_too(store: FileStore) -> None:
    (store.root / "v1/hai_phong").rename(store.root / "v1/old_portal")
    ended = verify(store, "--deep")
    assert ended.code == 4  # it says that it is hai_phong
    assert "v1/old_portal/log/000000000001.json: it says that it is commit 1 of hai_phong" in ended.out
    assert ended.last_line.endswith("no longer declared: content hashes not compared")


def test_pruning_removes_what_is_left_behind(store: FileStore) -> None:
    leave(store, UNNAMED)
    assert verify(store).out.count("1 orphans (11 bytes)") == 1
    ended = verify(store, "--prune")
    assert (ended.code, ended.err) == (0, "")
    assert ended.last_line == f"hai_phong: removed {UNNAMED} (11 bytes)"
    assert store.size(UNNAMED) is None


def test_a_portal_with_defects_is_not_pruned(store: FileStore) -> None:
    leave(store, UNNAMED)
    store.delete(keys.commit(PORTAL, 2))
    ended = verify(store, "--prune")
    assert ended.code == 4
    assert "hai_phong has defects: nothing of it is pruned" in ended.err
    assert store.size(UNNAMED) is not None


def test_a_portal_that_is_being_crawled_is_not_pruned(store: FileStore) -> None:
    leave(store, UNNAMED)
    take_lease(store, PORTAL, "host:2 (run)", datetime.now(UTC), 900)
    ended = verify(store, "--prune")
    assert ended.code == 6
    assert "hai_phong is being crawled by host:2" in ended.err
    assert ended.out.startswith("hai_phong: whole · ")
    assert store.size(UNNAMED) is not None


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["tphcm"], "nothing is stored of tphcm in"),
        (["nowhere", "hai_phong"], "There are: hai_phong"),
        (["--depe"], "'--depe' is not understood"),
    ],
)
def test_wrong_usage_ends_with_2(words: list[str], complaint: str, store: FileStore) -> None:
    ended = verify(store, *words)
    assert (ended.code, ended.out) == (2, "")
    assert complaint in ended.err


def test_a_store_that_cannot_be_read_or_holds_nothing_ends_with_5(tmp_path: Path) -> None:
    ended = scrapy("verify", "-s", "STORE=ftp://example.com/")
    assert (ended.code, ended.out) == (5, "")
    assert "Set STORE to" in ended.err
    ended = scrapy("verify", "-s", f"STORE={tmp_path / 'none'}")
    assert (ended.code, ended.out) == (5, "")
    assert "holds no portal, nothing was checked" in ended.err
    assert not (tmp_path / "none").exists()

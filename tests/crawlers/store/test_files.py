"""What only a directory has: temporary files, links, permissions, a disk that is full."""

from __future__ import annotations

import errno
import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawlers.store import StoreError
from crawlers.store.files import FileStore


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 256 KiB."""
    place = tmp_path / "disk"
    place.mkdir()
    if os.geteuid() != 0:
        pytest.skip("a full disk needs a small file system, and mounting one needs root")
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(place)],
        check=False,
        capture_output=True,
        text=True,
    )
    if mounted.returncode:
        pytest.skip(
            f"a full disk needs a small file system, and it cannot be mounted: {mounted.stderr.strip()}"
        )
    yield place
    subprocess.run(["umount", str(place)], check=True)


def names(root: Path) -> list[str]:
    return sorted(str(path.relative_to(root)) for path in root.rglob("*") if path.is_file())


def test_keys_are_paths_and_nothing_else_is_left_behind(tmp_path: Path) -> None:
    store = FileStore(tmp_path / "store")
    store.put("v1/hai_phong/head.json", b"1")
    store.create("v1/hai_phong/log/000000000001.json", b"2")
    assert names(store.root) == ["v1/hai_phong/head.json", "v1/hai_phong/log/000000000001.json"]
    assert (store.root / "v1/hai_phong/head.json").read_bytes() == b"1"


def test_readers_under_another_account_may_read(tmp_path: Path) -> None:
    store = FileStore(tmp_path)
    previous = os.umask(0o022)
    try:
        store.create("v1/a", b"1")
    finally:
        os.umask(previous)
    assert (tmp_path / "v1/a").stat().st_mode & 0o777 == 0o644


def test_what_is_unfinished_or_foreign_is_no_key(tmp_path: Path) -> None:
    store = FileStore(tmp_path)
    store.put("v1/p/a", b"1")
    store.replace("v1/p/a", b"2", store.get("v1/p/a").version)
    (tmp_path / "v1/p/~new-0123").write_bytes(b"half")
    (tmp_path / "v1/p/notes of mine.txt").write_bytes(b"x")
    (tmp_path / "v1/p/link").symlink_to(tmp_path / "v1/p/a")
    (tmp_path / "v1/up").symlink_to(tmp_path / "v1")
    assert list(store.keys("")) == ["v1/p/a"]


def test_leftovers_of_killed_writers_are_removed_when_old(tmp_path: Path) -> None:
    store = FileStore(tmp_path)
    store.put("v1/p/a", b"1")
    for name, age in (("~new-old", 90_000), ("~new-young", 60)):
        (tmp_path / "v1/p" / name).write_bytes(b"half")
        os.utime(tmp_path / "v1/p" / name, (time.time() - age,) * 2)
    assert store.remove_leftovers(older_than=86_400) == 1
    assert names(tmp_path) == ["v1/p/a", "v1/p/~new-young"]


def test_symbolic_links_lead_nowhere(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret").write_bytes(b"secret")
    store = FileStore(tmp_path / "store")
    store.put("v1/a", b"1")
    (store.root / "v1/portal").symlink_to(outside)
    (store.root / "v1/file").symlink_to(outside / "secret")
    for key in ("v1/portal/secret", "v1/file"):
        with pytest.raises(StoreError, match="symbolic link"):
            store.get(key)
        with pytest.raises(StoreError, match="symbolic link"):
            store.put(key, b"overwritten")
        with pytest.raises(StoreError, match="symbolic link"):
            store.delete(key)
    assert names(outside) == ["secret"]
    assert (outside / "secret").read_bytes() == b"secret"


def test_the_store_itself_may_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    (tmp_path / "store").symlink_to(tmp_path / "disk")
    FileStore(tmp_path / "store").put("v1/a", b"1")
    assert (tmp_path / "disk/v1/a").read_bytes() == b"1"


def test_a_path_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"x")
    with pytest.raises(StoreError, match=r"is a file, not a directory.*STORE"):
        FileStore(tmp_path / "file")
    with pytest.raises(StoreError, match=r"Not a directory.*check STORE"):
        FileStore(tmp_path / "file/below").put("v1/a", b"1")


def test_a_full_disk_is_told_and_leaves_what_was_stored_whole(small_disk: Path) -> None:
    store = FileStore(small_disk)
    store.put("v1/p/head.json", b"before")
    for write in (store.put, store.create):
        with pytest.raises(StoreError, match=r"No space left.*not written.*Free space"):
            write("v1/p/pages/1", b"x" * 1_000_000)
    with pytest.raises(StoreError, match="No space left"):
        store.put("v1/p/head.json", b"y" * 1_000_000)
    assert store.get("v1/p/head.json").data == b"before"
    assert names(small_disk) == ["v1/p/head.json"]
    store.put("v1/p/pages/1", b"x" * 1_000)


@pytest.mark.parametrize(
    ("number", "told"),
    [(errno.EACCES, "Give the account"), (errno.EROFS, "Give the account"), (errno.EIO, "Check the disk")],
)
def test_other_failures_say_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, told: str
) -> None:
    def fail(descriptor: int) -> None:
        raise OSError(number, os.strerror(number), descriptor)

    store = FileStore(tmp_path)
    store.put("v1/a", b"before")
    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(StoreError, match=f"{os.strerror(number)}.*{told}"):
        store.put("v1/a", b"after")
    assert store.get("v1/a").data == b"before"
    assert names(tmp_path) == ["v1/a"]


def test_a_file_system_without_hard_links_is_told_with_the_way_round(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(new: Path, old: Path) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM), str(old), None, str(new))

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    with pytest.raises(StoreError, match=r"no hard links.*STORE_SINGLE_WRITER"):
        FileStore(tmp_path).create("v1/a", b"1")

"""A store in a directory: the same bytes under the same keys as in a bucket.

Every object is written under a temporary name beside its place, forced to the disk, and then linked (create)
or renamed (put, replace) into place; the directory is forced to the disk after that. A power cut therefore
leaves an object whole or absent. Names that are no part of a key, temporary ones among them, do not show in
`keys`.
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from crawlers.store.objects import (
    Changed,
    Entry,
    Exists,
    Found,
    Missing,
    StoreError,
    check_key,
    check_prefix,
    is_name,
)

# "~" may stand in no key: these are invisible to readers.
_TEMPORARY = "~new-"
_LOCK = "~lock"
_NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EMLINK, errno.ENOSYS}


class FileStore:
    """Objects as files below one directory, which is made at the first write.

    Create-only writes rest on hard links and `replace` on flock: local file systems have both, some network
    file systems do not, which the probe finds out. Raises StoreError where the path is something else than a
    directory.
    """

    def __init__(self, root: str | Path) -> None:
        self.root = Path(os.path.realpath(root))
        self.address = str(self.root)
        if self.root.exists() and not self.root.is_dir():
            raise StoreError(
                f"{self.address} is a file, not a directory; nothing was read or written. Name a directory "
                "in the setting STORE."
            )

    def get(self, key: str) -> Found:
        """Read an object; its version is the hash of its bytes. Raises Missing."""
        path = self._path(key)
        with self._errors(key):
            data = path.read_bytes()
        return Found(data, _version(data))

    def get_range(self, key: str, offset: int, length: int) -> bytes:
        """Read exactly `length` bytes from `offset`. Raises Missing, StoreError if it ends before."""
        path = self._path(key)
        with self._errors(key), path.open("rb") as file:
            file.seek(offset)
            data = file.read(length)
        if len(data) != length:
            raise StoreError(
                f"{key} in {self.address} ends before byte {offset + length}: it is not the object that was "
                "meant, or it was damaged. Check the store."
            )
        return data

    def put(self, key: str, data: bytes) -> None:
        """Write, over whatever is there."""
        path = self._path(key)
        with self._errors(key), _temporary(path, data) as temporary:
            temporary.rename(path)

    def create(self, key: str, data: bytes) -> None:
        """Write only where nothing is, by a hard link, which one of several writers gets. Raises Exists."""
        path = self._path(key)
        with self._errors(key), _temporary(path, data) as temporary:
            try:
                path.hardlink_to(temporary)
            except FileExistsError:
                if path.read_bytes() != data:
                    raise Exists(
                        f"{key} is in {self.address} already, with other content; nothing was written"
                    ) from None
            except OSError as error:
                if error.errno in _NO_LINKS:
                    raise StoreError(_explain_links(error, self.address)) from error
                raise

    def replace(self, key: str, data: bytes, version: str) -> None:
        """Write only over `version`, under a lock of the whole store. Raises Changed."""
        path = self._path(key)
        with self._errors(key), self._lock():
            there = path.read_bytes() if path.exists() else None
            if there == data:
                return
            if there is None or _version(there) != version:
                raise Changed(f"{key} in {self.address} was changed by another; nothing was written")
            self.put(key, data)

    def delete(self, key: str) -> None:
        """Remove an object; one that is not there is removed already."""
        path = self._path(key)
        with self._errors(key), suppress(FileNotFoundError):
            path.unlink()
            _sync(path.parent)

    def keys(self, prefix: str, after: str = "") -> Iterator[str]:
        """Give the keys that begin with `prefix` and sort after `after`, in order."""
        folder = check_prefix(prefix).rpartition("/")[0]
        stem = f"{folder}/" if folder else ""
        with self._errors(prefix):
            yield from _walk(self.root, stem, prefix, after)

    def entries(self, prefix: str) -> Iterator[Entry]:
        """List the objects whose keys begin with `prefix`; one that is removed meanwhile may be left out."""
        for key in self.keys(prefix):
            with self._errors(key), suppress(FileNotFoundError):
                found = (self.root / key).stat()
                yield Entry(key, found.st_size, datetime.fromtimestamp(found.st_mtime, UTC))

    def size(self, key: str) -> int | None:
        """Bytes of an object, None where there is none."""
        path = self._path(key)
        with self._errors(key):
            return path.stat().st_size if path.is_file() else None

    def leftovers(self, prefix: str = "") -> Iterator[Entry]:
        """What killed writers left unfinished below the folder `prefix`; its names are no keys."""
        with self._errors(prefix):
            for path in (self.root / prefix).rglob(f"{_TEMPORARY}*"):
                with suppress(FileNotFoundError):
                    found = path.lstat()
                    name = path.relative_to(self.root).as_posix()
                    yield Entry(name, found.st_size, datetime.fromtimestamp(found.st_mtime, UTC))

    def remove_leftover(self, name: str) -> bool:
        """Remove one of `leftovers`; tell whether it was still there."""
        path = self.root / name
        if not path.name.startswith(_TEMPORARY):
            raise ValueError(f"not a leftover: {name!r}")
        try:
            with self._errors(name):
                path.unlink()
        except Missing:
            return False
        return True

    def remove_leftovers(self, older_than: float) -> int:
        """Remove what killed writers left over `older_than` seconds ago; return how many files."""
        old = time.time() - older_than
        return sum(
            self.remove_leftover(leftover.key)
            for leftover in list(self.leftovers())
            if leftover.modified.timestamp() < old
        )

    def _path(self, key: str) -> Path:
        path = self.root / check_key(key)
        if os.path.realpath(path) != str(path):
            raise StoreError(
                f"{key} in {self.address} leads through a symbolic link; nothing was read or written, as it "
                "could lead out of the store. Replace the link by a directory, or mount the other place "
                "there."
            )
        return path

    @contextmanager
    def _lock(self) -> Iterator[None]:
        _make_directory(self.root)
        lock = os.open(self.root / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            os.close(lock)  # and with it the lock

    @contextmanager
    def _errors(self, key: str) -> Iterator[None]:
        try:
            yield
        except FileNotFoundError:
            raise Missing(f"there is no {key} in {self.address}") from None
        except OSError as error:
            raise StoreError(_explain(error, f"{self.address}/{key}")) from error


def _version(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@contextmanager
def _temporary(path: Path, data: bytes) -> Iterator[Path]:
    """Have `data` safely on the disk beside `path`; what the block makes of it is safely there afterwards."""
    _make_directory(path.parent)
    temporary = path.parent / f"{_TEMPORARY}{secrets.token_hex(8)}"
    try:
        _write(temporary, data)
        yield temporary
    finally:
        temporary.unlink(missing_ok=True)
    _sync(path.parent)


def _write(path: Path, data: bytes) -> None:
    # Not mkstemp: its mode 0600 would hide the articles from readers under another account.
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _make_directory(directory: Path) -> None:
    if directory.is_dir():
        return
    _make_directory(directory.parent)
    with suppress(FileExistsError):  # another writer was faster
        directory.mkdir()
    _sync(directory.parent)


def _sync(directory: Path) -> None:
    descriptor = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _walk(root: Path, stem: str, prefix: str, after: str) -> Iterator[str]:
    try:
        with os.scandir(root / stem) as entries:
            names = sorted(name for entry in entries if (name := _shown(entry)))
    except FileNotFoundError:
        return
    for key in (stem + name for name in names):
        if not key.endswith("/"):
            if key.startswith(prefix) and key > after:
                yield key
        elif (key.startswith(prefix) or prefix.startswith(key)) and (key > after or after.startswith(key)):
            yield from _walk(root, key, prefix, after)


def _shown(entry: os.DirEntry[str]) -> str:
    """The name of an entry as it sorts among keys, a directory with its slash; empty for what is no key."""
    if not is_name(entry.name):
        return ""
    if entry.is_dir(follow_symlinks=False):
        return f"{entry.name}/"
    return entry.name if entry.is_file(follow_symlinks=False) else ""


def _explain(error: OSError, place: str) -> str:
    what = f"{place}: {error.strerror}"
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT:
            return (
                f"{what}. The object was not written, what was stored before is whole. Free space, then run "
                "again."
            )
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return (
                f"{what}. Nothing was read or written. Give the account that runs this access to the "
                "directory."
            )
        case errno.ENOTDIR | errno.EISDIR | errno.EEXIST:
            return (
                f"{what}. Nothing was read or written. A file stands where a directory is meant, or the "
                "reverse: check STORE."
            )
        case _:
            return (
                f"{what}. The operation did not succeed, what was stored before is whole. Check the disk, "
                "then run again."
            )


def _explain_links(error: OSError, place: str) -> str:
    return (
        f"{place}: {error.strerror}. This file system has no hard links, on which create-only writes rest; "
        "nothing was written. Choose another directory; or, if one worker at most writes to it, set "
        "STORE_SINGLE_WRITER."
    )

"""What an object store is to this project: few operations, two of them conditional, and readable errors."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, Protocol

_NAME = re.compile(r"\.?[A-Za-z0-9][A-Za-z0-9_.-]*")


class StoreError(Exception):
    """The store could not do what was asked; the message says what that means for the data and what to do."""


class Missing(StoreError):  # noqa: N818
    """There is no object under this key."""


class Exists(StoreError):  # noqa: N818
    """A create-only write found another object under its key; nothing was written."""


class Changed(StoreError):  # noqa: N818
    """A compare-and-swap found another version, or none; nothing was written."""


class Unavailable(StoreError):  # noqa: N818
    """The store does not answer now and may later. A write that ends so may or may not have taken effect."""


@dataclass(frozen=True)
class Found:
    """An object as it was read; `version` is for `ObjectStore.replace` and means nothing else."""

    data: bytes
    version: str


class Entry(NamedTuple):
    """An object as a listing shows it."""

    key: str
    bytes: int
    modified: datetime
    """When it was written, by the store's clock, in UTC."""


class ObjectStore(Protocol):
    """Objects under keys. Every write is whole or has not happened; what a call acknowledged stays.

    Safe to call from several threads. Every method may raise StoreError, and ValueError for a key that
    `check_key` refuses.
    """

    address: str
    """Where this is, as shown to people: never with a secret in it."""

    def get(self, key: str) -> Found:
        """Read an object. Raises Missing."""

    def get_range(self, key: str, offset: int, length: int) -> bytes:
        """Read exactly `length` bytes from `offset`. Raises Missing, StoreError if it ends before."""

    def put(self, key: str, data: bytes) -> None:
        """Write, over whatever is there: for keys that follow from the content, and for what is advisory."""

    def create(self, key: str, data: bytes) -> None:
        """Write only where nothing is. Raises Exists.

        Where exactly these bytes are there already, that is success: it is how a write looks whose answer was
        lost and which was tried again.
        """

    def replace(self, key: str, data: bytes, version: str) -> None:
        """Write only over `version`, as `get` gave it. Raises Changed; success if these bytes are there."""

    def delete(self, key: str) -> None:
        """Remove an object; one that is not there is removed already."""

    def keys(self, prefix: str, after: str = "") -> Iterator[str]:
        """Give the keys that begin with `prefix` and sort after `after`, in order."""

    def entries(self, prefix: str) -> Iterator[Entry]:
        """List the objects whose keys begin with `prefix`, in whatever order they come."""

    def size(self, key: str) -> int | None:
        """Bytes of an object, None where there is none."""


def check_key(key: str) -> str:
    """Return `key`, or raise ValueError where it could mean anything but one object below the root."""
    if not is_key(key):
        raise ValueError(f"not a key of this store: {key!r}")
    return key


def check_prefix(prefix: str) -> str:
    """Return `prefix`, or raise ValueError where no key could begin with it."""
    *folders, start = prefix.split("/")
    if not all(_NAME.fullmatch(name) for name in folders) or not (
        start in ("", ".") or _NAME.fullmatch(start)
    ):
        raise ValueError(f"not the beginning of a key of this store: {prefix!r}")
    return prefix


def is_key(key: str) -> bool:
    """Tell whether `key` may be a key; what has another name in a bucket is none of the store's."""
    return all(is_name(name) for name in key.split("/"))


def is_name(name: str) -> bool:
    """Tell whether `name` may be one part of a key; a file with another name is none of the store's."""
    return _NAME.fullmatch(name) is not None

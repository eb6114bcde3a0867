"""The way round for a store without conditional writes, where an operator says that only one writer runs."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from crawlers.store.objects import Changed, Entry, Exists, Found, Missing, ObjectStore


class SingleWriter:
    """A store whose conditional writes look first and write then: right only while nobody else writes."""

    def __init__(self, store: ObjectStore) -> None:
        self.behind = store
        """The store itself."""
        self.address = store.address

    def get(self, key: str) -> Found:
        """Read an object; its version is the hash of its bytes. Raises Missing."""
        data = self.behind.get(key).data
        return Found(data, hashlib.sha256(data).hexdigest())

    def get_range(self, key: str, offset: int, length: int) -> bytes:
        """Read exactly `length` bytes from `offset`. Raises Missing, StoreError if it ends before."""
        return self.behind.get_range(key, offset, length)

    def put(self, key: str, data: bytes) -> None:
        """Write, over whatever is there."""
        self.behind.put(key, data)

    def create(self, key: str, data: bytes) -> None:
        """Write where nothing was a moment ago. Raises Exists."""
        there = self._there(key)
        if there is None:
            self.behind.put(key, data)
        elif there.data != data:
            raise Exists(f"{key} is in {self.address} already, with other content; nothing was written")

    def replace(self, key: str, data: bytes, version: str) -> None:
        """Write over what was `version` a moment ago. Raises Changed."""
        there = self._there(key)
        if there is not None and there.data == data:
            return
        if there is None or there.version != version:
            raise Changed(f"{key} in {self.address} was changed by another; nothing was written")
        self.behind.put(key, data)

    def delete(self, key: str) -> None:
        """Remove an object; one that is not there is removed already."""
        self.behind.delete(key)

    def keys(self, prefix: str, after: str = "") -> Iterator[str]:
        """Give the keys that begin with `prefix` and sort after `after`, in order."""
        return self.behind.keys(prefix, after)

    def entries(self, prefix: str) -> Iterator[Entry]:
        """List the objects whose keys begin with `prefix`."""
        return self.behind.entries(prefix)

    def size(self, key: str) -> int | None:
        """Bytes of an object, None where there is none."""
        return self.behind.size(key)

    def _there(self, key: str) -> Found | None:
        try:
            return self.get(key)
        except Missing:
            return None

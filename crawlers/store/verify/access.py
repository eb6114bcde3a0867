"""Reading one object of a store of which other objects may be damaged."""

from __future__ import annotations

from crawlers.store import keys
from crawlers.store.objects import Missing, ObjectStore, StoreError


class Unreadable(StoreError):  # noqa: N818
    """The object cannot be read though the store answers: a bad sector, a lost replica, a permission."""


def read(store: ObjectStore, key: str) -> bytes:
    """The bytes of an object. Raises Missing, Unreadable, and StoreError where the store does not answer."""
    try:
        return store.get(key).data
    except Missing:
        raise
    except StoreError as error:
        next(iter(store.keys(keys.ROOT)), None)  # raises where it is not this object alone
        raise Unreadable(str(error)) from error

"""A batch: rows as compressed JSON lines, the same bytes for the same rows."""

from __future__ import annotations

import gzip
import hashlib
import io
import zlib
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any, Literal, NamedTuple

import msgspec

from crawlers.store import canonical, keys
from crawlers.store.objects import StoreError

Row = dict[str, Any]
Kind = Literal["pages", "articles", "rejected"]
_LEVEL = 6


class BatchObject(NamedTuple):
    """An object of a batch on its way into the store."""

    key: str
    data: bytes
    rows: int
    kind: Kind


def articles_object(portal: str, rows: Iterable[Row]) -> BatchObject:
    """A batch of articles under its key. Raises ValueError as `encode_articles` does."""
    kept = list(rows)
    data = encode_articles(kept)
    return BatchObject(keys.articles(portal, sha256(data)), data, len(kept), "articles")


def rejected_object(portal: str, rows: Iterable[Row]) -> BatchObject:
    """A batch of what failed the check, in the order given: such rows may lack an id."""
    kept = list(rows)
    data = encode_lines(kept)
    return BatchObject(keys.rejected(portal, sha256(data)), data, len(kept), "rejected")


def pages_object(portal: str, run: str, number: int, data: bytes, records: int) -> BatchObject:
    """The raw pages of a batch: a WARC file made elsewhere, with its number of records."""
    return BatchObject(keys.pages(portal, run, number), data, records, "pages")


def encode_articles(rows: Iterable[Row]) -> bytes:
    """Rows sorted by id and revision. Raises ValueError where two rows are one article in one revision."""
    return encode_lines(_ordered(rows))


def encode_lines(rows: Iterable[Row]) -> bytes:
    """Rows as gzipped JSON lines, without time or file name, so that equal rows are equal bytes.

    Raises ValueError for a row that JSON cannot say.
    """
    packed = io.BytesIO()
    # GzipFile and not gzip.compress: that one's header differs between versions of Python.
    with gzip.GzipFile(filename="", mode="wb", fileobj=packed, compresslevel=_LEVEL, mtime=0) as file:
        for row in rows:
            file.write(canonical.encode(row))
    return packed.getvalue()


def decode(data: bytes) -> list[Row]:
    """The rows of a batch. Raises StoreError where it is not whole."""
    try:
        return [msgspec.json.decode(line, type=Row) for line in lines(data)]
    except msgspec.MsgspecError as error:
        raise StoreError(
            f"a batch holds a line that is no JSON object ({error}); it was damaged after writing"
        ) from error


def lines(data: bytes) -> Iterator[bytes]:
    """The lines of gzipped data, one by one. Raises StoreError where it is cut short or damaged."""
    try:
        if not data:
            raise EOFError("there is none")
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as file:
            yield from file
    except (OSError, EOFError, zlib.error) as error:
        raise StoreError(f"compressed data is cut short or damaged ({error})") from error


def sha256(data: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def _ordered(rows: Iterable[Row]) -> list[Row]:
    ordered = sorted(rows, key=_identity)
    for row, following in pairwise(ordered):
        if _identity(row) == _identity(following):
            raise ValueError(f"revision {row['revision']} of article {row['id']} stands twice in one batch")
    return ordered


def _identity(row: Row) -> tuple[str, int]:
    identity = row.get("id"), row.get("revision")
    match identity:
        case (str(), int()):
            return identity
        case _:
            raise ValueError(f"an article needs an id and a revision number, this row has {identity}")

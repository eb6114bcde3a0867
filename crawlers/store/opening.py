"""From the setting STORE to a store that is fit for writing."""

from __future__ import annotations

import logging
import secrets
from pathlib import Path
from urllib.parse import unquote, urlsplit

from crawlers.store import canonical, keys
from crawlers.store.files import FileStore
from crawlers.store.objects import Changed, Exists, ObjectStore, StoreError

logger = logging.getLogger(__name__)


def open_store(address: str | None) -> ObjectStore:
    """The store at ``s3://bucket/prefix``, ``file:///path`` or a plain path.

    Nothing is read or written yet. Raises StoreError for an address that cannot be one; a secret in it is not
    repeated.
    """
    if not address or not address.strip() or "\0" in address:
        raise StoreError(
            "no store is named. Nothing was read or written. Set STORE to a directory or s3://bucket/prefix."
        )
    scheme, separator, _ = address.partition("://")
    if not separator:
        return FileStore(Path(address).expanduser())
    match scheme.lower():
        case "file":
            return FileStore(_file_path(address))
        case "s3":
            from crawlers.store.s3 import S3Store  # boto3 takes a third of a second to import

            return S3Store("s3" + address[len(scheme) :])
        case _:
            raise StoreError(
                "the store's address begins neither with s3:// nor with file:///. Nothing was read or "
                "written. Set STORE to a directory, file:///path or s3://bucket/prefix."
            )


def mark_demo(store: ObjectStore) -> None:
    """Say that a store holds invented articles."""
    store.put(keys.DEMO, b"This store holds the invented articles of a demonstration.\n")


def refuse_demo(store: ObjectStore) -> None:
    """Raise StoreError where real articles would come to lie among a demonstration's invented ones.

    A demonstration only writes to a directory; a bucket is not asked.
    """
    if isinstance(store, FileStore) and store.size(keys.DEMO) is not None:
        raise StoreError(
            f"{store.address} holds the invented articles of `make demo`, under official addresses. Nothing "
            "was fetched or written. Set STORE to another directory or bucket, or remove this one."
        )


def probe(store: ObjectStore) -> None:
    """Find out whether `store` honours conditional writes, on which the log rests; call before writing.

    One fixed object is created and stays; two workers may probe at once. A worker that says it is the only
    one wraps its store in SingleWriter instead of probing. Raises StoreError where a create-only write
    overwrites, and for whatever else keeps the store from being written (credentials, bucket, permission). A
    store that ignores compare-and-swap is only warned about: two workers may then hold one lease, but the log
    still lets one commit.
    """
    try:
        store.create(keys.PROBE, _content())
        store.create(keys.PROBE, _content())
    except Exists:
        _probe_replace(store)
    else:
        raise StoreError(
            f"{store.address} ignores If-None-Match: a create-only write overwrote what was there, so two "
            "workers could overwrite each other's commits. Nothing but the probe was written. Use a store "
            "with conditional writes; or, if one worker at most writes to it, set STORE_SINGLE_WRITER."
        )


def _probe_replace(store: ObjectStore) -> None:
    try:
        store.replace(keys.PROBE, _content(), '"00000000000000000000000000000000"')
    except Changed:
        return
    logger.warning(
        "%s ignores If-Match: two workers may hold one portal's lease at once. The log stays whole, the "
        "second one's work is lost. Let one worker at most run per portal.",
        store.address,
    )


def _content() -> bytes:
    # Never twice the same: a create that finds its own bytes is a success.
    return canonical.encode({"probe": secrets.token_hex(16)})


def _file_path(address: str) -> Path:
    parts = urlsplit(address)
    if parts.netloc not in ("", "localhost") or not parts.path or parts.query or parts.fragment:
        raise StoreError(
            "a file store's address has the form file:///path, with three slashes and nothing after the "
            "path. Nothing was read or written. Correct STORE."
        )
    return Path(unquote(parts.path))

"""Checkpoints of what is known: a cache that spares a start the reading of the whole log."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator
from itertools import chain

import msgspec
from isal import isal_zlib

from crawlers.store import batches, keys
from crawlers.store.known import Known
from crawlers.store.log import Log
from crawlers.store.objects import Entry, Missing, ObjectStore, StoreError, Unavailable

logger = logging.getLogger(__name__)
_KEPT = 2
_COMMITS_READ = 20
# A million articles are a checkpoint of 100 MB: neither it nor what it holds is ever in memory as a whole.
_FETCHED = 4 * 1024 * 1024
_UNPACKED = 64 * 1024


class _Header(msgspec.Struct):
    """First line of a checkpoint; `commit` ties it to one log: the SHA-256 of the bytes of commit `seq`."""

    portal: str
    seq: int
    commit: str
    articles: int


class _Line(msgspec.Struct):
    id: str
    revision: int
    content_hash: str | None = None
    url: str | None = None
    published_at: str | None = None
    fetched_at: str | None = None
    page: msgspec.Raw = msgspec.Raw()
    """Kept as it is written."""
    gone: bool = False
    first_seq: int | None = None


def load_known(store: ObjectStore, log: Log) -> Known:
    """What is known: the newest checkpoint that is whole and of this log, then the commits after it.

    Sets `log.position`, so that this writer's next commit follows what it knows. A checkpoint that cannot be
    used is passed over with a warning. Raises StoreError where the log is broken or the store does not
    answer.
    """
    known = _newest_checkpoint(store, log) or Known()
    for commit in log.commits(known.seq):
        known.learn(log.rows(commit), commit.seq)
        known.seq = commit.seq
    log.position = known.seq
    return known


def is_checkpoint_due(known: Known) -> bool:
    """Whether a start from the last checkpoint would read many commits."""
    return known.seq - known.checkpoint >= _COMMITS_READ


def write_checkpoint(store: ObjectStore, log: Log, known: Known) -> None:
    """Write what is known after `known.seq`, then remove all but the newest two checkpoints."""
    if not known.seq:
        return
    header = _Header(log.portal, known.seq, log.digest(known.seq), len(known))
    store.put(keys.checkpoint(log.portal, known.seq), batches.encode_lines(_lines(header, known)))
    known.checkpoint = known.seq
    for _, old in _checkpoints(store, log.portal)[_KEPT:]:
        store.delete(old.key)


def _newest_checkpoint(store: ObjectStore, log: Log) -> Known | None:
    for seq, found in _checkpoints(store, log.portal):
        try:
            return _load(store, log, seq, found)
        except Missing:
            logger.warning(
                "checkpoint %d of %s, or the commit it is of, is gone; an older one is used", seq, log.portal
            )
        except _Unusable as error:
            logger.warning(
                "checkpoint %d of %s is not used: %s. An older one or the log is.", seq, log.portal, error
            )
    return None


def _checkpoints(store: ObjectStore, portal: str) -> list[tuple[int, Entry]]:
    """With their sequence numbers, newest first."""
    found = ((keys.checkpoint_seq(portal, one.key), one) for one in store.entries(keys.known_prefix(portal)))
    return sorted(((seq, one) for seq, one in found if seq), reverse=True)


class _Unusable(Exception):  # noqa: N818
    """The checkpoint is damaged or another log's."""


def _load(store: ObjectStore, log: Log, seq: int, found: Entry) -> Known:
    digest = log.digest(seq)
    known = Known()
    try:
        texts = _unpacked(store, found)
        first, _, rest = next(texts, b"").partition(b"\n")
        header = msgspec.json.decode(first, type=_Header)
        if (header.portal, header.seq, header.commit) != (log.portal, seq, digest):
            raise _Unusable("it is of another log")
        _learn(known, chain([rest], texts), seq)
    except (Missing, Unavailable):
        raise
    except (StoreError, msgspec.MsgspecError, sqlite3.Error, isal_zlib.error) as error:  # type: ignore[misc]  # as in warc
        raise _Unusable(str(error)) from error
    if len(known) != header.articles:
        raise _Unusable(f"it has {len(known)} articles instead of {header.articles}")
    known.seq = known.checkpoint = seq
    return known


def _unpacked(store: ObjectStore, found: Entry) -> Iterator[bytes]:
    """Whole lines, hundreds at a time."""
    unpacker, rest = isal_zlib.decompressobj(31), b""
    for packed in _pieces(store, found):
        lines, end, begun = unpacker.decompress(packed).rpartition(b"\n")
        if end:
            yield rest + lines
            rest = begun
        else:
            rest += begun
    if rest or not unpacker.eof or unpacker.unused_data:
        raise _Unusable("it is cut short or damaged")


def _pieces(store: ObjectStore, found: Entry) -> Iterator[bytes]:
    for start in range(0, found.bytes, _FETCHED):
        fetched = store.get_range(found.key, start, min(_FETCHED, found.bytes - start))
        for offset in range(0, len(fetched), _UNPACKED):
            yield fetched[offset : offset + _UNPACKED]


def _learn(known: Known, texts: Iterator[bytes], seq: int) -> None:
    decoder = msgspec.json.Decoder(_Line)
    for text in texts:
        known.restore(_known_as(line, seq) for line in decoder.decode_lines(text))


def _known_as(line: _Line, seq: int) -> tuple[object, ...]:
    page = str(line.page, "utf-8") or None
    first_seq, printed, fetched = line.first_seq or seq, line.published_at, line.fetched_at
    return (line.id, first_seq, line.revision, line.content_hash, line.url, printed, fetched, page, line.gone)


def _lines(header: _Header, known: Known) -> Iterator[batches.Row]:
    yield msgspec.structs.asdict(header)
    for article_id, article in known.items():
        values = article._asdict() | {"page": article.page}
        del values["page_json"]
        yield {"id": article_id, **{name: value for name, value in values.items() if value is not None}}

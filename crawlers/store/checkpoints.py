"""Checkpoints of what is known: a cache that spares a start the reading of the whole log."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from itertools import islice

import msgspec

from crawlers.store import batches, keys
from crawlers.store.known import Known
from crawlers.store.log import Log
from crawlers.store.objects import Missing, ObjectStore, StoreError

logger = logging.getLogger(__name__)
_KEPT = 2
_CHUNK = 5_000


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
    etag: str | None = None
    last_modified: str | None = None
    gone: bool = False


def load_known(store: ObjectStore, log: Log) -> Known:
    """What is known: the newest checkpoint that is whole and of this log, then the commits after it.

    Sets `log.position`, so that this writer's next commit follows what it knows. A checkpoint that cannot be
    used is passed over with a warning. Raises StoreError where the log is broken or the store does not
    answer.
    """
    known = _newest_checkpoint(store, log) or Known()
    for commit in log.commits(known.seq):
        known.learn(log.rows(commit))
        known.seq = commit.seq
    log.position = known.seq
    return known


def write_checkpoint(store: ObjectStore, log: Log, known: Known) -> None:
    """Write what is known after `known.seq`, then remove all but the newest two checkpoints.

    Worth while when `known.seq` is some dozen commits past `known.checkpoint`, and at the end of a first
    crawl.
    """
    if not known.seq:
        return
    header = _Header(log.portal, known.seq, log.digest(known.seq), len(known))
    store.put(keys.checkpoint(log.portal, known.seq), batches.encode_lines(_lines(header, known)))
    known.checkpoint = known.seq
    for seq in _checkpoints(store, log.portal)[_KEPT:]:
        store.delete(keys.checkpoint(log.portal, seq))


def _newest_checkpoint(store: ObjectStore, log: Log) -> Known | None:
    for seq in _checkpoints(store, log.portal):
        try:
            return _load(store, log, seq)
        except Missing:
            logger.warning(
                "checkpoint %d of %s, or the commit it is of, is gone; an older one is used", seq, log.portal
            )
        except _Unusable as error:
            logger.warning(
                "checkpoint %d of %s is not used: %s. An older one or the log is.", seq, log.portal, error
            )
    return None


def _checkpoints(store: ObjectStore, portal: str) -> list[int]:
    found = (keys.checkpoint_seq(portal, key) for key in store.keys(keys.known_prefix(portal)))
    return sorted((seq for seq in found if seq), reverse=True)


class _Unusable(Exception):  # noqa: N818
    """The checkpoint is damaged or another log's."""


def _load(store: ObjectStore, log: Log, seq: int) -> Known:
    data = store.get(keys.checkpoint(log.portal, seq)).data
    digest = log.digest(seq)
    known = Known()
    try:
        lines = batches.lines(data)
        header = msgspec.json.decode(next(lines, b""), type=_Header)
        if (header.portal, header.seq, header.commit) != (log.portal, seq, digest):
            raise _Unusable("it is of another log")
        _learn(known, lines)
    except (StoreError, msgspec.MsgspecError) as error:
        raise _Unusable(str(error)) from error
    if len(known) != header.articles:
        raise _Unusable(f"it has {len(known)} articles instead of {header.articles}")
    known.seq = known.checkpoint = seq
    return known


def _learn(known: Known, lines: Iterator[bytes]) -> None:
    decoder = msgspec.json.Decoder(_Line)
    while chunk := [msgspec.structs.asdict(decoder.decode(line)) for line in islice(lines, _CHUNK)]:
        known.learn(chunk)


def _lines(header: _Header, known: Known) -> Iterator[batches.Row]:
    yield msgspec.structs.asdict(header)
    for article_id, article in known.items():
        values = {name: value for name, value in article._asdict().items() if value is not None}
        yield {"id": article_id, **values}

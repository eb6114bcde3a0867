"""A portal's log: the commits, from which alone readers learn what is stored."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

import msgspec

from crawlers.store import batches, canonical, keys
from crawlers.store.batches import Kind, Row, sha256
from crawlers.store.head import read_head
from crawlers.store.objects import Exists, Missing, ObjectStore, StoreError


class OtherWriter(StoreError):  # noqa: N818
    """Another worker has committed where this one wanted to: it holds the portal now."""


@dataclass(frozen=True)
class StoredObject:
    """An object that a commit names, with its length in bytes, its rows (or records) and its content."""

    key: str
    bytes: int
    sha256: str
    rows: int
    kind: Kind


@dataclass(frozen=True)
class Commit:
    """One step of the log; `previous` is the SHA-256 of the bytes of the commit before, None in the first."""

    portal: str
    seq: int
    run: str
    previous: str | None
    committed_at: str
    objects: tuple[StoredObject, ...]
    counts: dict[str, int]


class Log:
    """The commits of one portal in one store.

    For a writer, `position` is the last commit it knows of: `append` writes the one after it, so that a
    worker which was overtaken is told, however late it comes. `load_known` sets it; None means the end of the
    log at the first append. Reading does not move it.
    """

    def __init__(self, store: ObjectStore, portal: str) -> None:
        self.store = store
        self.portal = portal
        self.position: int | None = None
        self._prefix = keys.log_prefix(portal)
        self._written: tuple[int, str] | None = None

    def last(self) -> int:
        """The last commit's sequence number, 0 for an empty log.

        ``head.json`` only says where to begin to look: without it, or with a wrong one, the answer is the
        same.
        """
        hint = self._hint()
        found = list(self._seqs(hint - 1)) if hint else []
        if hint not in found[:1]:
            found = list(self._seqs(0))
        return found[-1] if found else 0

    def read(self, seq: int) -> Commit:
        """One commit. Raises Missing, and StoreError where it is torn or not what its key says."""
        return self._read(seq)[0]

    def commits(self, after: int = 0) -> Iterator[Commit]:
        """The commits after `after`, in order.

        Raises StoreError naming the commit that is missing, unreadable, or does not follow from the one
        before; also where `after` itself is missing, since the reader then follows another log than it
        thinks.
        """
        previous = self._digest_of_reader(after) if after else None
        expected = after + 1
        for seq in self._seqs(after):
            if seq != expected:
                raise self._broken(expected, f"is missing, though {seq} is there")
            commit, digest = self._read(seq)
            if commit.previous != previous:
                raise self._broken(seq, "does not name the commit before by its hash")
            yield commit
            previous, expected = digest, seq + 1

    def append(
        self, run: str, objects: Sequence[StoredObject], counts: Mapping[str, int], now: datetime
    ) -> Commit:
        """Commit `objects`, which lie in the store already, after the commit this writer knows of.

        Safe to repeat after an error: a commit of this run with these objects is recognised and returned.
        Raises OtherWriter where another's commit stands there.
        """
        if not objects:
            raise ValueError(
                "a commit without objects says nothing; a run that finds nothing new commits nothing"
            )
        if self.position is None:
            self.position = self._end_before(run, objects)
        commit = Commit(
            portal=self.portal,
            seq=self.position + 1,
            run=keys.check_run(run),
            previous=self._previous(self.position) if self.position else None,
            committed_at=_utc(now),
            objects=tuple(objects),
            counts=dict(counts),
        )
        data = canonical.encode(asdict(commit))
        try:
            self.store.create(keys.commit(self.portal, commit.seq), data)
        except Exists:
            commit = self._ours(commit)
        else:
            self._written = commit.seq, sha256(data)
        self.position = commit.seq
        return commit

    def rows(self, commit: Commit) -> list[Row]:
        """The articles of one commit. Raises StoreError where a batch is missing or altered."""
        return [
            row
            for stored in commit.objects
            if stored.kind == "articles"
            for row in self._batch(commit, stored)
        ]

    def articles(self, after: int = 0) -> Iterator[tuple[int, Row]]:
        """Every article committed after `after`, with its sequence number, in order.

        A batch is checked before its first article is given. Raises StoreError as `commits` and `rows` do.
        """
        for commit in self.commits(after):
            for row in self.rows(commit):
                yield commit.seq, row

    def digest(self, seq: int) -> str:
        """SHA-256 of the bytes of a commit. Raises Missing."""
        return sha256(self.store.get(keys.commit(self.portal, seq)).data)

    def _hint(self) -> int:
        head = read_head(self.store, self.portal)
        return head.last_seq if head and 0 < head.last_seq <= keys.LAST_SEQ else 0

    def _seqs(self, after: int) -> Iterator[int]:
        start = keys.commit(self.portal, after) if after > 0 else ""
        for key in self.store.keys(self._prefix, start):
            if seq := keys.commit_seq(self.portal, key):
                yield seq

    def _read(self, seq: int) -> tuple[Commit, str]:
        data = self.store.get(keys.commit(self.portal, seq)).data
        try:
            commit = msgspec.json.decode(data, type=Commit)
        except msgspec.MsgspecError as error:
            raise self._broken(seq, f"cannot be read ({error})") from error
        if (commit.portal, commit.seq) != (self.portal, seq):
            raise self._broken(seq, f"says it is commit {commit.seq} of {commit.portal}")
        return commit, sha256(data)

    def _digest(self, seq: int) -> str:
        try:
            return self.digest(seq)
        except Missing:
            raise self._broken(seq, "is missing, from which to go on") from None

    def _previous(self, seq: int) -> str:
        """The digest of the commit before: that of this writer's own last one need not be asked for."""
        return self._written[1] if self._written and self._written[0] == seq else self._digest(seq)

    def _digest_of_reader(self, seq: int) -> str:
        """The digest of the last commit that a reader has taken."""
        try:
            return self.digest(seq)
        except Missing:
            last = self.last()
            if seq < last:
                raise self._broken(seq, "is missing, from which to go on") from None
        raise StoreError(
            f"the log of {self.portal} in {self.store.address} ends with commit {last}, before commit {seq} "
            "from which to go on. Nothing was read. The number is another store's, or this store was "
            "replaced by an older copy: find out which before reading on."
        )

    def _end_before(self, run: str, objects: Sequence[StoredObject]) -> int:
        """The end of the log; or what was the end before this very commit, where its answer was lost."""
        last = self.last()
        return last - 1 if last and _is_of(self.read(last), run, objects) else last

    def _ours(self, wanted: Commit) -> Commit:
        there = self.read(wanted.seq)
        if _is_of(there, wanted.run, wanted.objects):
            return there
        raise OtherWriter(
            f"commit {wanted.seq} of {self.portal} in {self.store.address} is run {there.run}'s: another "
            "worker crawls this portal. Nothing of this batch was committed; the other worker or the next "
            "run stores it. Stop this worker."
        )

    def _batch(self, commit: Commit, stored: StoredObject) -> list[Row]:
        try:
            data = self.store.get(stored.key).data
        except Missing:
            raise self._broken(commit.seq, f"names {stored.key}, which is missing") from None
        if sha256(data) != stored.sha256:
            raise self._broken(commit.seq, f"names {stored.key}, whose content has another hash")
        rows = batches.decode(data)
        if len(rows) != stored.rows:
            raise self._broken(commit.seq, f"names {stored.key} with {stored.rows} rows, it has {len(rows)}")
        return rows

    def _broken(self, seq: int, what: str) -> StoreError:
        return StoreError(
            f"commit {seq} of {self.portal} in {self.store.address} {what}: the log was damaged or is "
            "another store's. What comes before is whole; do not write to it. Restore the objects of commit "
            f"{seq} from a copy of the store."
        )


def _is_of(commit: Commit, run: str, objects: Sequence[StoredObject]) -> bool:
    return commit.run == run and commit.objects == tuple(objects)


def _utc(now: datetime) -> str:
    if now.tzinfo is None:
        raise ValueError("a time without a time zone")
    return now.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")

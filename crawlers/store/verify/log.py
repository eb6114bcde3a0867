"""The log of a portal: gapless, chained, and each commit saying what it can say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

import msgspec

from crawlers.store import canonical, keys
from crawlers.store.batches import sha256
from crawlers.store.log import Commit, StoredObject
from crawlers.store.objects import Missing, ObjectStore
from crawlers.store.verify.access import Unreadable, read
from crawlers.store.verify.defect import Defect
from crawlers.store.verify.inventory import Inventory

_RESTORE = "Readers stop before it and nothing may be written after it. Restore it from a copy of the store."


class _Bad(Exception):  # noqa: N818
    """A commit that cannot be used; the message is the defect."""


def check_log(store: ObjectStore, portal: str, inventory: Inventory) -> Iterator[Defect]:
    """Read every commit into the inventory; a defect of one does not hide those of the others.

    Raises StoreError where the store does not answer.
    """
    unlinked: list[int] = []
    before: str | None = None  # the hash that the next commit must name
    is_linked = True  # whether `before` is known
    for seq in _seqs(store, portal):
        if seq > inventory.last + 1:
            yield _missing(portal, inventory.last + 1, seq - 1)
            inventory.tear(inventory.last + 1)
            is_linked = False
        inventory.last = seq
        try:
            commit, digest = _read(store, portal, seq)
        except _Bad as bad:
            yield Defect(portal, keys.commit(portal, seq), str(bad))
            inventory.tear(seq)
            is_linked = False
            continue
        if is_linked and commit.previous != before:
            unlinked.append(seq)
        before, is_linked = digest, True
        inventory.add(commit, digest)
        yield from _take_objects(portal, commit, inventory)
    yield from _blame(portal, unlinked, inventory)


def _seqs(store: ObjectStore, portal: str) -> Iterator[int]:
    for key in store.keys(keys.log_prefix(portal)):
        if seq := keys.commit_seq(portal, key):
            yield seq


def _missing(portal: str, first: int, last: int) -> Defect:
    named = f"commit {first} is" if first == last else f"commits {first} to {last} are"
    return Defect(
        portal,
        keys.commit(portal, first),
        f"{named} missing, though later ones are there: what they named is lost to readers. {_RESTORE}",
    )


def _read(store: ObjectStore, portal: str, seq: int) -> tuple[Commit, str]:
    try:
        data = read(store, keys.commit(portal, seq))
        commit = msgspec.json.decode(data, type=Commit)
        plain = canonical.encode(msgspec.json.decode(data))
        instant = datetime.fromisoformat(commit.committed_at)
    except (Missing, Unreadable) as error:
        raise _Bad(f"commit {seq} cannot be read ({error}). {_RESTORE}") from error
    except (msgspec.MsgspecError, ValueError) as error:
        raise _Bad(f"commit {seq} is no commit ({error}): it was damaged. {_RESTORE}") from error
    if (commit.portal, commit.seq) != (portal, seq):
        raise _Bad(
            f"it says that it is commit {commit.seq} of {commit.portal}: it was damaged or moved. {_RESTORE}"
        )
    if plain != data or not keys.is_run(commit.run) or instant.tzinfo is None:
        raise _Bad(f"commit {seq} is not as this program writes commits: it was altered. {_RESTORE}")
    return commit, sha256(data)


def _take_objects(portal: str, commit: Commit, inventory: Inventory) -> Iterator[Defect]:
    where = keys.commit(portal, commit.seq)
    if not commit.objects:
        yield Defect(portal, where, f"commit {commit.seq} names no object: it was altered. {_RESTORE}")
    for stored in commit.objects:
        if what := _object_defect(portal, commit, stored, inventory):
            yield Defect(portal, where, what)
        else:
            inventory.name(commit.seq, stored)
    if what := _counts_defect(commit.counts, commit.objects):
        yield Defect(portal, where, f"commit {commit.seq} {what}")


def _object_defect(portal: str, commit: Commit, stored: StoredObject, inventory: Inventory) -> str | None:
    if not _is_in_place(portal, commit, stored):
        inventory.tear(commit.seq)
        return (
            f"commit {commit.seq} names {stored.key} as {stored.kind}, where none of this commit can lie; it "
            f"was not looked at. {_RESTORE}"
        )
    earlier = inventory.get(stored.key)
    if earlier is None:
        return None
    if earlier.stored != stored:
        return (
            f"commit {commit.seq} names {stored.key} with another hash, size or number of rows than commit "
            f"{earlier.seq} does: one of the two was altered. {_RESTORE}"
        )
    if stored.kind == "articles":
        return (
            f"commit {commit.seq} names {stored.key}, as commit {earlier.seq} does: readers meet its "
            "articles twice. They are the same by id and revision; nothing is lost."
        )
    return None


def _is_in_place(portal: str, commit: Commit, stored: StoredObject) -> bool:
    try:
        match stored.kind:
            case "articles":
                expected = keys.articles(portal, stored.sha256)
            case "rejected":
                expected = keys.rejected(portal, stored.sha256)
            case "pages":
                expected = keys.pages(portal, commit.run, number_of_pages(stored.key))
    except ValueError:
        return False
    return stored.key == expected and stored.bytes > 0 and stored.rows >= 0


def number_of_pages(key: str) -> int:
    """The number in the key of raw pages. Raises ValueError where there is none."""
    return int(key.rpartition("-")[2].removesuffix(".warc.gz"))


def _counts_defect(counts: dict[str, int], objects: Sequence[StoredObject]) -> str | None:
    parts = ("added", "changed", "gone")
    if not all(part in counts for part in parts):
        return None
    said = sum(counts[part] for part in parts)
    rows = sum(stored.rows for stored in objects if stored.kind == "articles")
    if said == rows:
        return None
    return (
        f"counts {said} articles added, changed and gone, and its batches hold {rows}: one of both is wrong. "
        "The articles themselves are checked apart from that. Compare the commit with a copy of the store."
    )


def _blame(portal: str, unlinked: list[int], inventory: Inventory) -> Iterator[Defect]:
    """One defect for each altered commit, where two links may be broken by it."""
    last = inventory.last
    explained = 0
    for seq in unlinked:
        if seq == explained:
            continue
        if seq + 1 in unlinked or seq == 1:
            altered, explained = seq, seq + 1
        else:
            altered = seq if seq == last else seq - 1
        inventory.doubtful |= {altered, seq - 1} if seq == last else {altered}
        yield Defect(portal, keys.commit(portal, altered), _unlinked(altered, seq, seq == last))


def _unlinked(altered: int, seq: int, is_last: bool) -> str:
    if seq == 1:
        return f"commit 1 names a commit before it: it was altered, or is of another log. {_RESTORE}"
    if is_last or altered == seq:
        return f"commit {seq} does not name commit {seq - 1} by its hash: one of both was altered. {_RESTORE}"
    return f"commit {altered} is not the one that commit {seq} names by its hash: it was altered. {_RESTORE}"

"""One look at what is stored of a portal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from crawlers.store import keys
from crawlers.store.objects import ObjectStore
from crawlers.store.verify.contents import Contents
from crawlers.store.verify.defect import Defect
from crawlers.store.verify.drift import DriftObjects
from crawlers.store.verify.hints import check_hints
from crawlers.store.verify.inventory import Inventory
from crawlers.store.verify.listing import Listing, Orphan
from crawlers.store.verify.log import check_log
from crawlers.store.verify.rows import Declared


@dataclass(frozen=True)
class Census:
    """How much is stored of a portal."""

    commits: int
    articles: int
    """As the commits count them, or as they were met where contents were read."""
    revisions: int
    warcs: int
    orphans: int
    orphan_bytes: int


class Verification:
    """Checks one portal: `glance` first, then `contents` where every object is to be read.

    Changes nothing. A crawl may run at the same time: what it commits meanwhile is left to the next look.
    Memory does not grow with the portal.
    """

    def __init__(self, store: ObjectStore, portal: str) -> None:
        self.store = store
        self.portal = portal
        self.last = 0
        """The end of the log."""
        self._inventory = Inventory()
        self._listing = Listing()
        self._drift = DriftObjects(store, portal)
        self._contents: Contents | None = None

    def glance(self) -> Iterator[Defect]:
        """The log, the objects that it names by existence and size, and the hints beside it.

        Raises StoreError where the store does not answer.
        """
        yield from check_log(self.store, self.portal, self._inventory)
        self.last = self._inventory.last
        yield from self._listing.read(self.store, self.portal, self._inventory)
        yield from check_hints(self.store, self.portal, self._inventory, self._listing, self._drift)
        yield from self._drift.check(self._listing.drift)
        self._listing.orphans += self._drift.orphans(self._listing.drift)

    def contents(self, declared: Declared | None) -> Iterator[Defect]:
        """Every object that the log names, read whole; of a portal that is not declared (None), neither
        content hashes nor the addresses of pages are compared. Raises StoreError.
        """
        self._contents = Contents(self.store, self.portal, self._inventory, declared)
        yield from self._contents.check(self._listing.checkpoints[:2])
        yield from self._drift.contents()

    @property
    def orphans(self) -> list[Orphan]:
        """What no reader is led to."""
        return self._listing.orphans

    @property
    def census(self) -> Census:
        """What was met."""
        return Census(
            commits=sum(1 for _ in self._inventory.commits()),
            articles=self._contents.articles if self._contents else self._inventory.added,
            revisions=self._inventory.count("articles")[1],
            warcs=self._inventory.count("pages")[0],
            orphans=len(self.orphans),
            orphan_bytes=sum(orphan.bytes for orphan in self.orphans),
        )


def verify(store: ObjectStore, portal: str) -> Iterator[Defect]:
    """What is wrong with a portal, as far as can be told without reading its objects. Raises StoreError."""
    return Verification(store, portal).glance()


def verify_contents(store: ObjectStore, portal: str, declared: Declared | None) -> Iterator[Defect]:
    """What is wrong with a portal, every object read. Raises StoreError."""
    verification = Verification(store, portal)
    yield from verification.glance()
    yield from verification.contents(declared)


def orphans(store: ObjectStore, portal: str) -> Iterator[Orphan]:
    """What no reader is led to, in a log whatever its state. Raises StoreError."""
    verification = Verification(store, portal)
    for _ in verification.glance():
        pass
    return iter(verification.orphans)


def stored_portals(store: ObjectStore) -> Iterator[str]:
    """The portals of which a store holds a log or a head, declared or not. Raises StoreError."""
    after = ""
    while key := next(iter(store.keys(keys.ROOT, after)), None):
        name, slash, _ = key.removeprefix(keys.ROOT).partition("/")
        after = f"{keys.ROOT}{name}0" if slash else key  # "0" is what comes after "/"
        if slash and _is_portal(store, name):
            yield name


def _is_portal(store: ObjectStore, name: str) -> bool:
    try:
        prefix, head = keys.log_prefix(name), keys.head(name)
    except ValueError:
        return False  # another's
    return next(iter(store.keys(prefix)), None) is not None or store.size(head) is not None

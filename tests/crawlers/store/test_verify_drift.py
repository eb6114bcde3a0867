"""Drift reports are what their run's record says; what no record names is an orphan, and goes after a day."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawlers.store import keys, write_run
from crawlers.store.batches import sha256
from crawlers.store.files import FileStore
from crawlers.store.prune import prune
from crawlers.store.verify import Defect, Verification
from tests.crawlers.store.portal import PORTAL, run_id
from tests.crawlers.store.whole_store import declared, whole_store

RUN = run_id(40)
REPORT, PAGE = keys.drift_report(PORTAL, RUN), keys.drift_page(PORTAL, RUN, "now")
LEFT = keys.drift_page(PORTAL, run_id(41), "then")


@pytest.fixture
def files(tmp_path: Path) -> FileStore:
    store = FileStore(tmp_path / "store")
    whole_store(store)
    objects = []
    for key, data in ((REPORT, b"{}"), (PAGE, b"page")):
        store.put(key, data)
        objects.append({"key": key, "bytes": len(data), "sha256": sha256(data)})
    drift = {"run": RUN, "report": REPORT, "objects": objects}
    write_run(store, PORTAL, RUN, {"portal": PORTAL, "run": RUN, "state": "suspect", "drift": drift})
    return store


def looked(store: FileStore) -> tuple[list[Defect], list[str]]:
    verification = Verification(store, PORTAL)
    found = [*verification.glance(), *verification.contents(declared())]
    return found, [orphan.key for orphan in verification.orphans]


def test_what_a_record_names_is_neither_defect_nor_orphan(files: FileStore) -> None:
    assert looked(files) == ([], [])


@pytest.mark.parametrize(
    ("damage", "weight", "what"),
    [
        (lambda store: store.put(PAGE, b"Page"), "defect", "another hash"),
        (lambda store: store.put(PAGE, b"longer"), "defect", "it has 6 bytes"),
        (lambda store: store.delete(PAGE), "notice", "missing"),
    ],
)
def test_damage_is_told(
    files: FileStore, damage: Callable[[FileStore], None], weight: str, what: str
) -> None:
    damage(files)
    (found,), _ = looked(files)
    assert (found.where, found.weight) == (PAGE, weight)
    assert what in found.what


def test_what_no_record_names_goes_after_a_day(files: FileStore) -> None:
    files.put(LEFT, b"of a run that was killed")
    assert looked(files) == ([], [LEFT])
    for entry in list(files.entries("")):
        os.utime(files.root / entry.key, (time.time() - 90_000,) * 2)
    pruned = [one.key for one in prune(files, PORTAL, "host:1 (prune)", lambda: datetime.now(UTC), 60)]
    assert pruned == [LEFT]
    assert looked(files) == ([], [])


def test_where_the_record_cannot_be_read_nothing_is_called_an_orphan(files: FileStore) -> None:
    files.put(keys.run_record(PORTAL, RUN), b"{")
    found, orphans = looked(files)
    assert [one.weight for one in found] == ["notice"]
    assert orphans == []


@pytest.mark.parametrize("name", ["x.json", f"{RUN}-page.html.gz", f"{RUN}.html.gz", f"{RUN}-now.html"])
def test_other_names_are_no_keys_of_a_drift(name: str) -> None:
    assert keys.drift_run(PORTAL, REPORT) == keys.drift_run(PORTAL, PAGE) == RUN
    assert keys.drift_run(PORTAL, f"v1/{PORTAL}/drift/{name}") is None
    assert keys.drift_run("other", REPORT) is None

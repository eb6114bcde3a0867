"""Archived pages come in few requests, and what is damaged costs no other."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

import msgspec
import pytest

from crawlers.article import RawPage
from crawlers.reparsing import archive as archive_module
from crawlers.reparsing.archive import archived_pages
from crawlers.reparsing.finding import Stored
from crawlers.store import StoreError, Unavailable, open_store
from crawlers.store.files import FileStore
from crawlers.store.warc import StoredPage
from tests.crawlers.reparsing.archived import archive, page


@pytest.fixture
def stored(tmp_path: Path) -> list[Stored]:
    rows = archive(str(tmp_path), map(page, range(1001, 1021)))
    rows += archive(str(tmp_path), map(page, range(2001, 2004)), number=2)
    return [Stored(row, msgspec.convert(row["page"], RawPage)) for row in rows]


def requests(tmp_path: Path, stored: list[Stored]) -> int:
    store = open_store(str(tmp_path))
    with patch.object(FileStore, "get_range", autospec=True, side_effect=FileStore.get_range) as asked:
        found = list(archived_pages(store, stored))
    assert [one for one, _ in found] == stored
    assert all(isinstance(there, StoredPage) for _, there in found)
    assert [there.url for _, there in found if isinstance(there, StoredPage)] == [
        one.row["url"] for one in stored
    ]
    return asked.call_count


def test_neighbours_come_in_one_request_an_object(tmp_path: Path, stored: list[Stored]) -> None:
    assert requests(tmp_path, stored) == 2
    assert requests(tmp_path, stored[::3]) == 2


def test_what_lies_far_apart_is_not_read_for_nothing(
    tmp_path: Path, stored: list[Stored], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive_module, "_GAP", 2_000)
    assert requests(tmp_path, [stored[0], stored[1], stored[15]]) == 2


def test_no_request_is_larger_than_what_fits_in_memory(
    tmp_path: Path, stored: list[Stored], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive_module, "_LONGEST", stored[0].place.length * 4)
    assert requests(tmp_path, stored[:20]) >= 5


def test_an_object_that_is_cut_short_still_gives_its_beginning(tmp_path: Path, stored: list[Stored]) -> None:
    path = tmp_path / stored[0].place.warc
    path.write_bytes(path.read_bytes()[: stored[5].place.offset + 10])
    found = [there for _, there in archived_pages(open_store(str(tmp_path)), stored)]
    assert [isinstance(there, StoredPage) for there in found] == [True] * 5 + [False] * 15 + [True] * 3
    assert all(isinstance(there, StoreError) for there in found[5:20])


def test_a_store_that_does_not_answer_is_no_damage(tmp_path: Path, stored: list[Stored]) -> None:
    with (
        patch.object(FileStore, "get_range", side_effect=Unavailable("it does not answer")),
        pytest.raises(Unavailable),
    ):
        list(archived_pages(open_store(str(tmp_path)), stored))

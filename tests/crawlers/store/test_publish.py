"""Pages, then articles, then the commit: stopped anywhere, readers see whole batches or nothing of them."""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn

import pytest

from crawlers.store import (
    Log,
    StoreError,
    articles_object,
    open_store,
    pages_object,
    publish,
    rejected_object,
)
from crawlers.store.files import FileStore
from tests.crawlers.store.portal import NOW, PORTAL, article, batch, filled, run_id

COUNTS = {"added": 1, "changed": 0, "gone": 0}


class Recording(FileStore):
    """A store that notes the order of its writes and may fail instead of the one numbered `failing`."""

    def __init__(self, root: Path, failing: int = 0) -> None:
        super().__init__(root)
        self.writes: list[str] = []
        self.failing = failing

    def put(self, key: str, data: bytes) -> None:
        self._note(f"put {key}")
        super().put(key, data)

    def create(self, key: str, data: bytes) -> None:
        self._note(f"create {key}")
        super().create(key, data)

    def _note(self, write: str) -> None:
        self.writes.append(write)
        if len(self.writes) == self.failing:
            self._fail()

    def _fail(self) -> NoReturn:
        raise StoreError("the store fails here")


def test_pages_are_written_before_articles_and_the_commit_last(tmp_path: Path) -> None:
    store = Recording(tmp_path)
    rejected = rejected_object(PORTAL, [{"reason": "không có tiêu đề"}])
    articles = articles_object(PORTAL, [article(1)])
    pages = [pages_object(PORTAL, run_id(1), number, b"WARC", 1) for number in (1, 2)]
    publish(store, Log(store, PORTAL), run_id(1), [rejected, articles, *pages], COUNTS, NOW)
    assert store.writes == [
        *(f"put {page.key}" for page in pages),
        f"put {articles.key}",
        f"put {rejected.key}",
        "create v1/hai_phong/log/000000000001.json",
    ]
    assert [item.kind for item in Log(store, PORTAL).read(1).objects] == [
        "rejected",
        "articles",
        "pages",
        "pages",
    ]


@pytest.mark.parametrize("failing", [1, 2, 3])
def test_a_batch_that_stops_anywhere_is_not_there_and_may_be_published_again(
    tmp_path: Path, failing: int
) -> None:
    filled(FileStore(tmp_path), 1)
    store = Recording(tmp_path, failing)
    log = Log(store, PORTAL)
    objects = batch(run_id(2), 1, [article(20)])
    with pytest.raises(StoreError, match="fails here"):
        publish(store, log, run_id(2), objects, COUNTS, NOW)
    assert [seq for seq, _ in Log(store, PORTAL).articles()] == [1, 1, 1]
    assert publish(store, log, run_id(2), objects, COUNTS, NOW).seq == 2
    assert publish(store, Log(store, PORTAL), run_id(2), objects, COUNTS, NOW).seq == 2
    assert [row["id"] for _, row in Log(store, PORTAL).articles(after=1)] == ["hai_phong/20"]


def test_a_directory_and_a_bucket_hold_the_same_bytes_under_the_same_keys(
    tmp_path: Path, s3_address: str
) -> None:
    stores = [open_store(str(tmp_path)), open_store(s3_address)]
    contents = []
    for store in stores:
        filled(store, 3)
        contents.append({key: store.get(key).data for key in store.keys("v1/")})
    assert contents[0] == contents[1]
    assert len(contents[0]) == 9

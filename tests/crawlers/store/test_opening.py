"""From the setting to a store that is fit for writing, or to a message that says why not."""

from __future__ import annotations

import logging
from pathlib import Path
from threading import Thread

import pytest

from crawlers.store import ObjectStore, SingleWriter, StoreError, open_store, probe
from crawlers.store.files import FileStore
from tests.crawlers.store.conftest import use


class Careless(FileStore):
    """A store that takes conditional writes and ignores their conditions, as some services do."""

    def create(self, key: str, data: bytes) -> None:
        self.put(key, data)

    def replace(self, key: str, data: bytes, version: str) -> None:
        assert version
        self.put(key, data)


class Forgetful(FileStore):
    """A store that honours create-only writes, but not compare-and-swap."""

    def replace(self, key: str, data: bytes, version: str) -> None:
        assert version
        self.put(key, data)


def test_a_path_and_its_address_are_one_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "kho dữ liệu"
    open_store(str(place)).put("v1/a", b"1")
    monkeypatch.chdir(tmp_path)
    addresses = (
        place.as_uri(),
        f"file://{place}",
        f"file://localhost{place}",
        "kho dữ liệu",
        "./kho dữ liệu/",
    )
    for address in addresses:
        store = open_store(address)
        assert store.get("v1/a").data == b"1"
        assert store.address == str(place)


def test_a_relative_path_stays_where_it_was_when_the_process_moves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    store = open_store("./data")
    monkeypatch.chdir("/")
    store.put("v1/a", b"1")
    assert (tmp_path / "data/v1/a").exists()


def test_opening_writes_nothing(tmp_path: Path) -> None:
    assert list(open_store(str(tmp_path / "data")).keys("")) == []
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("address", [None, "", "  ", "a\0b"])
def test_no_store_is_refused(address: str | None) -> None:
    with pytest.raises(StoreError, match="no store is named"):
        open_store(address)


@pytest.mark.parametrize(
    "address",
    [
        "s3://key:hunter2secret@tuantra/prefix",
        "s3://key:hunter2secret/prefix",
        "s3://tuantra/prefix?secret=hunter2secret",
        "S3://hunter2secret@tuantra",
        "https://key:hunter2secret@s3.example/tuantra",
        "file://key:hunter2secret@host/path",
        "gs://hunter2secret",
    ],
)
def test_an_address_that_cannot_be_is_refused_without_repeating_it(address: str) -> None:
    with pytest.raises(StoreError, match=r"s3://bucket/prefix|file:///") as refused:
        open_store(address)
    assert "hunter2secret" not in str(refused.value)
    assert refused.value.__cause__ is None


@pytest.mark.parametrize(
    "address", ["s3://", "s3:///x", "s3://Tuantra", "s3://ab", "s3://tuantra/../x", "s3://tuantra/a b"]
)
def test_what_names_no_bucket_is_refused(address: str) -> None:
    with pytest.raises(StoreError, match="names no bucket"):
        open_store(address)


def test_a_secret_in_the_endpoint_is_refused_without_repeating_it(monkeypatch: pytest.MonkeyPatch) -> None:
    use({"AWS_ENDPOINT_URL": "http://key:hunter2secret@127.0.0.1:9"}, monkeypatch)
    with pytest.raises(StoreError, match="AWS_ENDPOINT_URL holds an @") as refused:
        open_store("s3://tuantra")
    assert "hunter2secret" not in str(refused.value)


@pytest.mark.parametrize(
    "environment",
    [{"AWS_ENDPOINT_URL": "no address"}, {"AWS_PROFILE": "absent"}, {"AWS_MAX_ATTEMPTS": "many"}],
)
def test_an_environment_that_cannot_work_is_told_at_once(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str]
) -> None:
    use(environment, monkeypatch)
    with pytest.raises(StoreError, match="Check AWS_ENDPOINT_URL"):
        open_store("s3://tuantra")


def test_session_tokens_stay_out_of_a_debug_log(monkeypatch: pytest.MonkeyPatch) -> None:
    use({}, monkeypatch)
    open_store("s3://tuantra")
    assert not logging.getLogger("botocore.auth").isEnabledFor(logging.DEBUG)


def test_a_good_store_passes_the_probe_as_often_as_one_likes(store: ObjectStore) -> None:
    probe(store)
    probe(store)
    assert list(store.keys("v1/")) == ["v1/.probe"]


def test_workers_may_probe_at_once(store: ObjectStore) -> None:
    failures: list[BaseException] = []

    def attempt() -> None:
        try:
            probe(store)
        except BaseException as error:
            failures.append(error)

    workers = [Thread(target=attempt) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(30)
    assert failures == []
    assert list(store.keys("")) == ["v1/.probe"]


def test_a_store_that_ignores_conditions_is_refused_with_the_way_round(tmp_path: Path) -> None:
    for _ in range(2):
        with pytest.raises(StoreError, match=r"ignores If-None-Match.*STORE_SINGLE_WRITER"):
            probe(Careless(tmp_path))
    probe(SingleWriter(Careless(tmp_path)))


def test_a_store_that_only_ignores_compare_and_swap_is_warned_about(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    probe(Forgetful(tmp_path))
    assert "ignores If-Match" in caplog.text

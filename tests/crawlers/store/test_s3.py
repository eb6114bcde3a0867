"""What only a bucket has: answers that get lost, credentials, a server that goes away."""

from __future__ import annotations

import socket
import traceback
from pathlib import Path

import pytest

from crawlers.store import Changed, Exists, StoreError, Unavailable, open_store, probe
from tests.crawlers.store.conftest import use
from tests.crawlers.store.losing_proxy import losing_proxy
from tests.s3server import S3Server, s3_server

SECRET = "hunter2-the-secret"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
    return port


def told(failure: pytest.ExceptionInfo[StoreError]) -> str:
    """Everything a log could hold of a failure."""
    return str(failure.value) + "".join(traceback.format_exception(failure.value))


def test_a_create_whose_answer_was_lost_recognises_itself(
    s3: S3Server, s3_address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with losing_proxy(s3.endpoint) as proxy:
        monkeypatch.setenv("AWS_ENDPOINT_URL", proxy.endpoint)
        store = open_store(s3_address)
        store.create("v1/log/1", b"ours")
        proxy.lose_next = 1
        store.create("v1/log/2", b"ours")
        assert proxy.lost == 1
        assert store.get("v1/log/2").data == b"ours"
        proxy.lose_next = 1
        with pytest.raises(Exists):
            store.create("v1/log/1", b"another's")
        assert proxy.lost == 2
        assert store.get("v1/log/1").data == b"ours"


def test_a_replace_whose_answer_was_lost_recognises_itself(
    s3: S3Server, s3_address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with losing_proxy(s3.endpoint) as proxy:
        monkeypatch.setenv("AWS_ENDPOINT_URL", proxy.endpoint)
        store = open_store(s3_address)
        store.put("v1/lease", b"one")
        version = store.get("v1/lease").version
        proxy.lose_next = 1
        store.replace("v1/lease", b"two", version)
        assert proxy.lost == 1
        with pytest.raises(Changed):
            store.replace("v1/lease", b"three", version)


def test_a_write_that_is_never_answered_says_that_it_may_have_happened(
    s3: S3Server, s3_address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with losing_proxy(s3.endpoint) as proxy:
        monkeypatch.setenv("AWS_ENDPOINT_URL", proxy.endpoint)
        monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
        store = open_store(s3_address)
        proxy.lose_next = 1
        with pytest.raises(Unavailable, match="Whether the last write took effect is not known"):
            store.create("v1/log/1", b"ours")
        store.create("v1/log/1", b"ours")


def test_wrong_credentials_are_told_without_them(s3: S3Server, monkeypatch: pytest.MonkeyPatch) -> None:
    for wrong in (
        {"AWS_SECRET_ACCESS_KEY": SECRET},
        {"AWS_ACCESS_KEY_ID": "unknown", "AWS_SECRET_ACCESS_KEY": SECRET},
    ):
        use({**s3.environment, **wrong}, monkeypatch)
        store = open_store("s3://tuantra/wrong")
        with pytest.raises(
            StoreError, match=r"does not accept the credentials.*AWS_SECRET_ACCESS_KEY"
        ) as refused:
            probe(store)
        assert SECRET not in told(refused)
        with pytest.raises(StoreError, match="does not accept the credentials"):
            list(store.keys("v1/"))
        with pytest.raises(StoreError, match="refuses access"):
            store.size("v1/a")  # the answer to a HEAD has no body to say more in


def test_no_credentials_are_told(s3: S3Server, monkeypatch: pytest.MonkeyPatch) -> None:
    use({"AWS_ENDPOINT_URL": s3.endpoint}, monkeypatch)
    with pytest.raises(StoreError, match=r"no complete credentials.*Set AWS_ACCESS_KEY_ID"):
        probe(open_store("s3://tuantra/none"))


def test_a_missing_bucket_is_told_by_every_operation(s3_environment: S3Server) -> None:
    assert s3_environment.process is not None
    store = open_store("s3://no-such-bucket/x")
    for use_it in (
        lambda: store.get("v1/a"),
        lambda: store.get_range("v1/a", 0, 1),
        lambda: store.put("v1/a", b"1"),
        lambda: store.create("v1/a", b"1"),
        lambda: store.replace("v1/a", b"1", '"0"'),
        lambda: list(store.keys("v1/")),
        lambda: store.size("v1/a"),
    ):
        with pytest.raises(
            StoreError, match=r"no bucket for s3://no-such-bucket/x.*Create it, or correct STORE"
        ):
            use_it()


def test_an_endpoint_that_is_down_is_told(s3: S3Server, monkeypatch: pytest.MonkeyPatch) -> None:
    down = {"AWS_ENDPOINT_URL": f"http://127.0.0.1:{free_port()}", "AWS_SECRET_ACCESS_KEY": SECRET}
    use({**s3.environment, **down, "AWS_MAX_ATTEMPTS": "2"}, monkeypatch)
    with pytest.raises(
        Unavailable, match=r"127.0.0.1:\d+ cannot be reached.*Check AWS_ENDPOINT_URL"
    ) as failed:
        probe(open_store("s3://tuantra/down"))
    assert SECRET not in told(failed)


def test_it_works_without_a_region(s3: S3Server, s3_address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert s3.process is not None
    monkeypatch.delenv("AWS_DEFAULT_REGION")
    probe(open_store(s3_address))


def test_what_else_lies_in_the_bucket_is_no_key(s3: S3Server, s3_address: str) -> None:
    store = open_store(s3_address)
    store.put("v1/p/a", b"1")
    prefix = s3_address.removeprefix("s3://tuantra/")
    for name in (f"{prefix}/v1/p/my notes.txt", f"{prefix}x/v1/p/b"):
        s3.client().put_object(Bucket="tuantra", Key=name, Body=b"x")
    assert list(store.keys("v1/")) == ["v1/p/a"]


def test_a_long_listing_is_whole(s3: S3Server, s3_address: str) -> None:
    store = open_store(s3_address)
    client, prefix = s3.client(), s3_address.removeprefix("s3://tuantra/")
    wanted = [f"v1/p/log/{number:012d}.json" for number in range(1, 1_205)]
    for key in wanted:
        client.put_object(Bucket="tuantra", Key=f"{prefix}/{key}", Body=b"")
    assert list(store.keys("v1/p/log/")) == wanted
    assert list(store.keys("v1/p/log/", after=wanted[99])) == wanted[100:]


def test_a_killed_server_is_told_and_what_it_acknowledged_is_there_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with s3_server(tmp_path / "s3") as server:
        use({**server.environment, "AWS_MAX_ATTEMPTS": "2"}, monkeypatch)
        server.client().create_bucket(Bucket="tuantra")
        store = open_store("s3://tuantra/killed")
        for number in range(1, 30):
            store.create(f"v1/log/{number:012d}.json", b"%d" % number)
        server.kill()
        with pytest.raises(Unavailable, match=r"cannot be reached|broke off"):
            store.create(f"v1/log/{30:012d}.json", b"30")
        with pytest.raises(Unavailable):
            store.get(f"v1/log/{1:012d}.json")
        server.start()
        assert [store.get(key).data for key in store.keys("v1/log/")] == [
            b"%d" % number for number in range(1, 30)
        ]
        store.create(f"v1/log/{30:012d}.json", b"30")

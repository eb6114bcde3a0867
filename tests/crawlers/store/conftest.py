"""Both kinds of store, empty, for every test that asks: a directory, and a bucket on a real S3 server."""

from __future__ import annotations

from itertools import count
from pathlib import Path

import pytest

from crawlers.store import ObjectStore, open_store
from tests.s3server import S3Server

_fresh = count(1)


@pytest.fixture
def s3_environment(s3: S3Server, monkeypatch: pytest.MonkeyPatch) -> S3Server:
    """The server, with this process's environment pointing at it and nothing else of AWS left in it."""
    use(s3.environment, monkeypatch)
    return s3


@pytest.fixture
def s3_address(s3_environment: S3Server) -> str:
    """An address in the bucket under which nothing lies yet."""
    assert s3_environment.process is not None
    return f"s3://tuantra/test-{next(_fresh)}"


@pytest.fixture(scope="session")
def bucket_store(s3: S3Server) -> ObjectStore:
    """One store for many tests: making a boto3 client takes a fifth of a second."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        use(s3.environment, monkeypatch)
        return open_store("s3://tuantra/shared")


@pytest.fixture(params=["file", "s3"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> ObjectStore:
    """An empty store of either kind."""
    if request.param == "file":
        return open_store(str(tmp_path / "store"))
    bucket: ObjectStore = request.getfixturevalue("bucket_store")
    for key in list(bucket.keys("")):
        bucket.delete(key)
    return bucket


def use(environment: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Set what boto3 reads from the environment; the account's own AWS files are out of the way."""
    for name in (
        "AWS_PROFILE",
        "AWS_SESSION_TOKEN",
        "AWS_ACCESS_KEY_ID",
        "AWS_SECRET_ACCESS_KEY",
        "AWS_REGION",
    ):
        monkeypatch.delenv(name, raising=False)
    absent = dict.fromkeys(("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"), "/dev/null")
    for name, value in {**absent, "AWS_EC2_METADATA_DISABLED": "true", **environment}.items():
        monkeypatch.setenv(name, value)

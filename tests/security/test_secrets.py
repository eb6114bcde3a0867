"""No secret of an operator's is told: not in a log, a message, a run record or any stored object."""

from __future__ import annotations

import base64
import gzip
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import quote

import pytest

from crawlers.store import open_store
from tests.crawling import Ended
from tests.raw_site import RawSite
from tests.s3server import S3Server
from tests.small_internet import SmallInternet
from tests.small_site import article_path, error, portal

KEY = "wJalrXUtnFEMI7MDENGbPxRfiCY"
TOKEN = "FwoGZXIvYXdzEJrTokenOfASession"
PASSWORD = "mat-khau-bi-mat"
CREDENTIALS = {
    "AWS_ACCESS_KEY_ID": "AKIAEXAMPLE",
    "AWS_SECRET_ACCESS_KEY": KEY,
    "AWS_SESSION_TOKEN": TOKEN,
    "AWS_REGION": "us-east-1",
    "AWS_MAX_ATTEMPTS": "1",
}
LOUD = ("-s", "LOG_LEVEL=DEBUG", "-s", "RETRY_TIMES=0")


@pytest.fixture
def internet(tmp_path: Path) -> SmallInternet:
    return SmallInternet(tmp_path)


@pytest.fixture
def site(internet: SmallInternet) -> Iterator[RawSite]:
    """A portal of which a part fails."""
    with RawSite({**portal(range(101, 106)), article_path(103): error}) as running:
        internet.serve("congan.example", 80, running.port)
        yield running


def forms(secret: str) -> list[bytes]:
    return [
        secret.encode(),
        quote(secret).encode(),
        base64.b64encode(secret.encode()).rstrip(b"=")[:-1],
        base64.b64encode(f"nguoi:{secret}".encode()),
    ]


def assert_untold(run: Ended, directory: Path, *secrets: str) -> None:
    """In what was printed and in every file below the store, packed ones too."""
    told = [("output", (run.out + run.err).encode())]
    told += [(str(path), path.read_bytes()) for path in directory.rglob("*") if path.is_file()]
    told += [(name, gzip.decompress(content)) for name, content in told if content[:2] == b"\x1f\x8b"]
    for name, content in told:
        for secret in secrets:
            assert not any(form in content for form in forms(secret)), (secret, name)


def test_the_stores_credentials_are_not_told(internet: SmallInternet, site: RawSite) -> None:
    del site
    run = internet.crawl(*LOUD, env=CREDENTIALS)
    assert run.code == 3
    assert "DEBUG" in run.err
    assert_untold(run, Path(internet.store), KEY, TOKEN)


def test_nor_where_the_store_fails(internet: SmallInternet, site: RawSite) -> None:
    """It answers what it was sent, as a service does that explains a wrong signature."""
    del site
    answers = dict.fromkeys(["/"], error)
    with RawSite(answers) as broken:
        env = {**CREDENTIALS, "AWS_ENDPOINT_URL": f"http://nguoi:{PASSWORD}@127.0.0.1:{broken.port}"}
        run = internet.crawl(*LOUD, env=env, store="s3://tuantra/a")
    assert run.code == 5
    assert "failed (store:" in run.last_line
    assert_untold(run, Path(internet.store), KEY, TOKEN, PASSWORD)


def test_nor_with_a_real_store(internet: SmallInternet, site: RawSite, s3: S3Server, tmp_path: Path) -> None:
    del site
    run = internet.crawl(*LOUD, env=s3.environment, store="s3://tuantra/secrets")
    kept = tmp_path / "kept"
    server_secret = s3.environment["AWS_SECRET_ACCESS_KEY"]
    _copy(s3.environment, kept)
    assert run.code == 3, run.err
    assert list(kept.iterdir())
    assert_untold(run, kept, server_secret)


def _copy(environment: Mapping[str, str], directory: Path) -> None:
    """Every object of the bucket, as a file."""
    directory.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        for name, value in environment.items():
            patch.setenv(name, value)
        store = open_store("s3://tuantra/secrets")
        for nth, key in enumerate(store.keys("v1/")):
            (directory / str(nth)).write_bytes(store.get(key).data)


@pytest.mark.parametrize(
    "store",
    [
        f"s3://AKIA:{PASSWORD}@tuantra/a",
        f"https://nguoi:{PASSWORD}@s3.example/tuantra",
    ],
)
def test_a_secret_in_the_stores_address_is_refused_without_a_word_of_it(
    internet: SmallInternet, site: RawSite, store: str
) -> None:
    run = internet.crawl(*LOUD, env=CREDENTIALS, store=store)
    assert run.code in (2, 5)
    assert site.heads == []
    assert_untold(run, Path(internet.store), KEY, TOKEN, PASSWORD)


def test_a_proxys_password_is_not_told(internet: SmallInternet, site: RawSite) -> None:
    proxied = {f"http://congan.example{path}": answer for path, answer in site.answers.items()}
    with RawSite(proxied) as proxy:
        env = {"http_proxy": f"http://nguoi:{PASSWORD}@127.0.0.1:{proxy.port}"}
        unused = internet.crawl(*LOUD, env=env)
        used = internet.crawl(*LOUD, "-s", "HTTPPROXY_ENABLED=1", env=env)
    assert unused.code == used.code == 3
    assert any("proxy-authorization" in head.lower() for head in proxy.heads)
    assert not any("proxy-authorization" in head.lower() for head in site.heads)
    assert_untold(unused, Path(internet.store), PASSWORD)
    assert_untold(used, Path(internet.store), PASSWORD)


def test_a_password_in_an_address_is_refused_without_a_word_of_it(
    internet: SmallInternet, site: RawSite
) -> None:
    address = f"http://nguoi:{PASSWORD}@congan.example"
    runs = [
        internet.crawl(*LOUD, "-a", f"home={address}"),
        internet.scrapy("extract", "hai_phong", f"{address}/"),
    ]
    for run in runs:
        assert run.code in (2, 5)
        assert_untold(run, Path(internet.store), PASSWORD)
    assert site.heads == []


def test_a_password_that_a_portal_links_to_is_not_followed(internet: SmallInternet, site: RawSite) -> None:
    body = site.answers["/"]().body.replace(b'href="/', b'href="http://nguoi:mk@congan.example/')
    site.raw["/"] = lambda send: send(
        b"HTTP/1.1 200 .\r\nConnection: close\r\nContent-Type: text/html\r\n\r\n" + body
    )
    internet.crawl(*LOUD)
    assert not any("authorization" in head.lower() for head in site.heads)

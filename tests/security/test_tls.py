"""A portal proves who it is, or declares why it need not."""

from __future__ import annotations

import ssl
import warnings
from dataclasses import dataclass
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from tests.certificates import Certified, issue
from tests.crawling import Ended, last_run, rows
from tests.raw_site import RawSite
from tests.small_internet import SmallInternet
from tests.small_site import portal

HOST = "congan.example"
REASON = "Chain broken since 3 May 2025; reported to the office"
ONCE = ("-s", "RETRY_TIMES=0")


@dataclass(frozen=True)
class World:
    """A portal that speaks https, in an internet whose one authority is trusted."""

    internet: SmallInternet
    root: Certified
    directory: Path

    def crawl(self, *more: str) -> Ended:
        trusted = self.directory / "roots.pem"
        trusted.write_bytes(self.root.pem)
        return self.internet.crawl(*ONCE, *more, env={"SSL_CERT_FILE": str(trusted)})

    def serve(self, tls: ssl.SSLContext) -> RawSite:
        site = RawSite(portal(range(101, 104)), tls=tls)
        self.internet.serve(HOST, 443, site.port)
        return site

    def stored(self) -> int:
        return len(rows(self.internet.store, "attacked"))

    def told(self) -> str:
        failures = last_run(self.internet.store, "attacked")["counts"]["failures"]
        return " ".join(failure["reason"] for failure in failures)


@pytest.fixture
def world(tmp_path: Path) -> World:
    internet = SmallInternet(tmp_path)
    internet.declare(home=f"https://{HOST}/")
    return World(internet, issue("Gốc", authority=True), tmp_path)


@pytest.fixture
def between(world: World) -> Certified:
    return issue("Trung gian", world.root, authority=True)


def test_a_good_certificate_is_enough(world: World, between: Certified) -> None:
    with world.serve(issue(HOST, between).server(world.directory, between)):
        ended = world.crawl()
    assert (ended.code, world.stored()) == (0, 3), ended.err
    assert "certificate" not in ended.err


@pytest.mark.parametrize(
    ("name", "days", "reason"),
    [(HOST, (-30, -1), "it has expired"), ("khac.example", (-1, 30), "it is another host's")],
)
def test_a_bad_certificate_ends_the_run_and_says_why(
    world: World, name: str, days: tuple[int, int], reason: str
) -> None:
    with world.serve(issue(name, world.root, days=days).server(world.directory)) as site:
        ended = world.crawl()
    assert ended.code == 5
    assert site.heads == []
    assert f"the certificate of {HOST} is not good: {reason}" in world.told()


def test_what_the_portal_forgets_to_send_can_lie_beside_its_spider(world: World, between: Certified) -> None:
    world.internet.declare(home=f"https://{HOST}/", intermediates="attacked.pem")
    world.internet.beside_the_spider("attacked.pem", between.pem)
    with world.serve(issue(HOST, between).server(world.directory)):
        ended = world.crawl()
    assert (ended.code, world.stored()) == (0, 3), ended.err
    assert "certificate" not in ended.err


def test_a_portal_may_go_unverified_for_a_reason_that_every_run_tells(world: World) -> None:
    world.internet.declare(home=f"https://{HOST}/", unverified=REASON)
    with world.serve(issue(HOST, days=(-30, -1)).server(world.directory)):
        ended = world.crawl()
    assert (ended.code, world.stored()) == (0, 3), ended.err
    assert f"The certificate of {HOST} is not verified" in ended.err
    assert REASON in ended.err


def test_the_exception_is_the_portals_not_a_mirrors(world: World) -> None:
    world.internet.declare(home=f"https://{HOST}/", unverified=REASON)
    with RawSite(portal([101]), tls=issue("127.0.0.1").server(world.directory)) as mirror:
        assert world.crawl("-a", f"home={mirror.base_url}").code == 5
    assert mirror.heads == []


def test_a_mirror_at_a_number_proves_the_number(world: World) -> None:
    with RawSite(portal([101]), tls=issue("127.0.0.1", world.root).server(world.directory)) as mirror:
        assert world.crawl("-a", f"home={mirror.base_url}").code == 0


@pytest.fixture
def outdated(world: World) -> ssl.SSLContext:
    """TLS 1.0 with a key of 1024 bits."""
    certified = issue(HOST, world.root, key=rsa.generate_private_key(65537, 1024))
    context = certified.server(world.directory, ciphers="ALL:@SECLEVEL=0")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        context.minimum_version = ssl.TLSVersion.TLSv1
        context.maximum_version = ssl.TLSVersion.TLSv1
    return context


def test_outdated_encryption_is_refused_and_named(world: World, outdated: ssl.SSLContext) -> None:
    with world.serve(outdated) as site:
        ended = world.crawl()
    assert ended.code == 5
    assert site.heads == []
    assert f"no encrypted connection to {HOST}" in world.told()
    assert "protocol version" in world.told()


def test_outdated_encryption_will_do_where_the_portal_declares_why(
    world: World, outdated: ssl.SSLContext
) -> None:
    world.internet.declare(home=f"https://{HOST}/", legacy_tls="Its server knows nothing newer")
    with world.serve(outdated):
        ended = world.crawl()
    assert (ended.code, world.stored()) == (0, 3), ended.err
    assert "Outdated encryption is good enough" in ended.err

"""Who may be spoken with: certificates, and the exceptions that portals declare."""

from __future__ import annotations

import ssl
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from OpenSSL import SSL

from crawlers.definition import BadDefinition
from crawlers.network.refused import BadCertificate
from crawlers.network.tls import Exceptions, Tls, read_intermediates
from crawlers.spider import PortalSpider
from tests.certificates import Certified, issue

REASON = "Chain broken since 3 May 2025; reported to the office"


def declared(**attributes: str) -> type[PortalSpider]:
    usual = {
        "name": "attacked",
        "agency": "Công an",
        "province": "VN-HP",
        "home": "https://congan.example/",
        "article": r"/bai-(?P<number>\d+)\.html",
        "__module__": __name__,
    }
    return type("Attacked", (PortalSpider,), {**usual, **attributes})


@pytest.fixture(scope="module")
def root() -> Certified:
    return issue("Gốc", authority=True)


@pytest.fixture(scope="module")
def between(root: Certified) -> Certified:
    return issue("Trung gian", root, authority=True)


def test_a_portal_has_no_exception_unless_it_says_so() -> None:
    assert Exceptions.of(declared()) == Exceptions()


@pytest.mark.parametrize("attribute", ["unverified", "legacy_tls"])
def test_an_exception_is_a_reason(attribute: str) -> None:
    assert getattr(Exceptions.of(declared(**{attribute: REASON})), attribute) == REASON


@pytest.mark.parametrize("attribute", ["unverified", "legacy_tls"])
@pytest.mark.parametrize("value", [True, 1, "yes", "True", "broken chain", " "])
def test_what_is_no_reason_is_no_exception(attribute: str, value: str) -> None:
    with pytest.raises(BadDefinition, match=f"{attribute} gives no reason"):
        declared(**{attribute: value})


@pytest.mark.parametrize("name", ["absent.pem", "../attacked.pem", "/etc/ssl/cert.pem", "test_tls.py"])
def test_intermediates_that_cannot_be_used_are_found_out_at_start(name: str) -> None:
    with pytest.raises(BadDefinition, match="intermediates"):
        declared(intermediates=name)


def test_intermediates_are_read(tmp_path: Path, between: Certified) -> None:
    path = tmp_path / "attacked.pem"
    path.write_bytes(b"# Sectigo, until 2030\n" + between.pem + between.pem)
    assert read_intermediates(path) == (between.certificate, between.certificate)


def test_a_root_is_no_intermediate(tmp_path: Path, root: Certified) -> None:
    path = tmp_path / "attacked.pem"
    path.write_bytes(root.pem)
    with pytest.raises(ValueError, match="is a root"):
        read_intermediates(path)


def test_a_hosts_certificate_is_no_intermediate(tmp_path: Path, between: Certified) -> None:
    path = tmp_path / "attacked.pem"
    path.write_bytes(issue("congan.example", between).pem)
    with pytest.raises(ValueError, match="may not issue"):
        read_intermediates(path)


HOST = "congan.example"


class Protocol:
    """The side of Twisted: hears why a connection is not made."""

    refusal: BadCertificate | None = None

    def failVerification(self, reason: Any) -> None:  # noqa: N802
        self.refusal = reason.value


def shake(server: ssl.SSLContext, terms: Exceptions, host: str = HOST) -> BadCertificate | None:
    """A handshake in memory; what is refused, None where it succeeds. Raises SSL.Error for other failures."""
    protocol = Protocol()
    client = Tls(terms, lambda _: True, verify=True).creatorForNetloc(host.encode(), 443)
    connection = client.clientConnectionForTLS(protocol)
    connection.set_connect_state()
    to_server, to_client = ssl.MemoryBIO(), ssl.MemoryBIO()
    other = server.wrap_bio(to_server, to_client, server_side=True)
    for _ in range(4):
        for step in (connection.do_handshake, other.do_handshake):
            try:
                step()
            except (SSL.WantReadError, ssl.SSLWantReadError):
                pass
            except (SSL.Error, ssl.SSLError):
                if protocol.refusal:
                    return protocol.refusal
                raise
            _carry(connection, to_server, to_client)
    assert connection.get_cipher_name(), "the handshake did not come to its end"
    return protocol.refusal


def _carry(connection: SSL.Connection, to_server: ssl.MemoryBIO, to_client: ssl.MemoryBIO) -> None:
    with suppress(SSL.WantReadError):
        to_server.write(connection.bio_read(65536))
    if data := to_client.read():
        connection.bio_write(data)


@pytest.fixture(autouse=True)
def _trusted(root: Certified, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "roots.pem").write_bytes(root.pem)
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "roots.pem"))


Issue = Callable[[Certified, Certified], tuple[Certified, ...]]
STRANGER = issue("Người lạ", authority=True)
STRANGERS = issue("Trung gian lạ", STRANGER, authority=True)
BAD: dict[str, Issue] = {
    "it is self-signed": lambda _root, _between: (issue(HOST),),
    "it has expired": lambda root, _: (issue(HOST, root, days=(-30, -1)),),
    "it is not valid yet": lambda root, _: (issue(HOST, root, days=(1, 30)),),
    "it is another host's": lambda root, _: (issue("khac.example", root),),
    "another host's": lambda root, _: (issue("8.8.4.4", root),),
    "host's": lambda root, _: (issue(f"x.{HOST}", root),),
    "is another": lambda root, _: (issue("example", root),),
    "a root that this machine does not trust": lambda *_: (issue(HOST, STRANGER), STRANGER),
    "its issuer is not known": lambda _, between: (issue(HOST, between),),
    "has expired (certificate 2": lambda root, _: _with(issue("Cũ", root, authority=True, days=(-9, -1))),
    "verification error": lambda root, _: _with(issue("khac.example", root)),
}


def _with(issuer: Certified) -> tuple[Certified, ...]:
    return issue(HOST, issuer), issuer


def test_a_good_certificate_is_enough(tmp_path: Path, root: Certified, between: Certified) -> None:
    assert shake(issue(HOST, root).server(tmp_path), Exceptions()) is None
    assert shake(issue(HOST, between).server(tmp_path, between), Exceptions()) is None
    assert shake(issue("8.8.4.4", root).server(tmp_path), Exceptions(), "8.8.4.4") is None
    assert shake(issue("2001:4860::1", root).server(tmp_path), Exceptions(), "2001:4860::1") is None


@pytest.mark.parametrize(("reason", "certified"), BAD.items(), ids=BAD)
@pytest.mark.parametrize("terms", [Exceptions(), Exceptions(legacy_tls=REASON)], ids=["usual", "legacy"])
def test_a_bad_certificate_is_refused_and_named(
    tmp_path: Path, root: Certified, between: Certified, reason: str, certified: Issue, terms: Exceptions
) -> None:
    own, *chain = certified(root, between)
    refusal = shake(own.server(tmp_path, *chain), terms)
    assert f"the certificate of {HOST} is not good" in str(refusal)
    assert reason in str(refusal)
    assert shake(own.server(tmp_path, *chain), Exceptions(unverified=REASON)) is None


def test_an_intermediate_helps_only_on_the_way_to_a_trusted_root(tmp_path: Path, between: Certified) -> None:
    terms = Exceptions(intermediates=(between.certificate, STRANGERS.certificate))
    assert shake(issue(HOST, between).server(tmp_path), terms) is None
    assert "issuer is not known" in str(shake(issue(HOST, STRANGERS).server(tmp_path), terms))


def test_exceptions_hold_for_the_portals_own_hosts() -> None:
    asked: set[str] = set()

    def owns(url: str) -> bool:
        asked.add(url)
        return False

    tls = Tls(Exceptions(unverified=REASON), owns, verify=True)
    tls.creatorForNetloc(b"127.0.0.1", 8443)
    tls.creatorForNetloc(b"::1", 443)
    assert asked == {"https://127.0.0.1:8443/", "https://[::1]:443/"}

"""What is wrong with a host's encryption is told apart, each with what is to be written or done."""

from __future__ import annotations

import socket
import ssl
import warnings
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import AuthorityInformationAccessOID, NameOID

from crawlers.doctor.certificate import check_certificate
from crawlers.doctor.handshake import Place, encryption_of, find_place
from crawlers.doctor.verdict import Verdict
from crawlers.network.tls import Exceptions
from tests.certificates import Certified, issue
from tests.crawlers.doctor.visits import by_check, declared, visit_of
from tests.raw_site import RawSite

HOST = "congan.example"
AIA = "http://ca.example/trung-gian.crt"
REASON = "Chain broken since 3 May 2025; reported to the office"
NONE = Exceptions()
SECONDS = 5.0


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Certified:
    """The one authority that is trusted."""
    certified = issue("Gốc", authority=True)
    (tmp_path / "roots.pem").write_bytes(certified.pem)
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "roots.pem"))
    return certified


@pytest.fixture
def between(root: Certified) -> Certified:
    return issue("Trung gian", root, authority=True)


def looked_at(
    tls: ssl.SSLContext | None, exceptions: Exceptions = NONE, **attributes: str
) -> dict[str, Verdict]:
    """Verdicts on a server that speaks so."""
    with RawSite(tls=tls) as site:
        encryption = encryption_of(Place(HOST, site.port, ("127.0.0.1",)), exceptions, SECONDS)
    assert site.heads == []  # no page was asked for
    return by_check(check_certificate(visit_of(declared(**attributes), encryptions=[encryption])))


def test_a_whole_chain_is_good(tmp_path: Path, between: Certified) -> None:
    verdicts = looked_at(issue(HOST, between, days=(-1, 90)).server(tmp_path, between))
    assert {verdict.grade for verdict in verdicts.values()} == {"good"}
    assert verdicts["TLS version"].seen == "TLSv1.3"
    assert "in 29 days" in verdicts["valid until"].seen  # the one in between ends first


def test_a_missing_intermediate_is_named_with_where_to_get_it(tmp_path: Path, between: Certified) -> None:
    verdict = looked_at(_with_issuer_address(between).server(tmp_path))["certificate"]
    assert verdict.grade == "bad"
    assert "chain incomplete: 1 certificate sent, none of “Trung gian”" in verdict.seen
    assert AIA in verdict.remedy
    assert 'intermediates = "tested.pem"' in verdict.remedy


def test_a_missing_intermediate_without_an_address_is_to_be_saved_from_a_browser(
    tmp_path: Path, between: Certified
) -> None:
    verdict = looked_at(issue(HOST, between).server(tmp_path))["certificate"]
    assert verdict.grade == "bad"
    assert "from a browser as tested.pem" in verdict.remedy


def test_an_intermediate_beside_the_spider_makes_it_whole(tmp_path: Path, between: Certified) -> None:
    exceptions = Exceptions(intermediates=(between.certificate,))
    with RawSite(tls=issue(HOST, between).server(tmp_path)) as site:
        encryption = encryption_of(Place(HOST, site.port, ("127.0.0.1",)), exceptions, SECONDS)
    portal = declared()
    portal.intermediates = "tested.pem"
    verdicts = by_check(check_certificate(visit_of(portal, encryptions=[encryption])))
    assert verdicts["certificate"].grade == "good"
    assert "by tested.pem" in verdicts["certificate"].seen


@pytest.mark.parametrize(
    ("name", "days", "says"),
    [(HOST, (-30, -1), "expired on"), ("khac.example", (-1, 30), "another host's: it is for khac.example")],
)
def test_an_expired_one_and_another_hosts_are_told_apart(
    tmp_path: Path, root: Certified, name: str, days: tuple[int, int], says: str
) -> None:
    verdict = looked_at(issue(name, root, days=days).server(tmp_path))["certificate"]
    assert verdict.grade == "bad"
    assert says in verdict.seen
    assert 'unverified = "' in verdict.remedy


def test_a_self_signed_one_and_an_unknown_root_are_told_apart(tmp_path: Path, root: Certified) -> None:
    del root
    stranger = issue("Gốc lạ", authority=True)
    assert "self-signed" in looked_at(issue(HOST).server(tmp_path))["certificate"].seen
    unknown = looked_at(issue(HOST, stranger).server(tmp_path, stranger))["certificate"]
    assert "“Gốc lạ”, a root that this machine does not trust" in unknown.seen


def test_one_that_ends_soon_is_to_be_looked_at(tmp_path: Path, root: Certified) -> None:
    verdicts = looked_at(issue(HOST, root, days=(-80, 9)).server(tmp_path))
    assert verdicts["certificate"].grade == "good"
    assert (verdicts["valid until"].grade, "in 8 days" in verdicts["valid until"].seen) == ("look", True)


def test_a_server_that_knows_nothing_newer_than_tls_1_0_is_named(tmp_path: Path, root: Certified) -> None:
    verdict = looked_at(_outdated(tmp_path, root))["TLS version"]
    assert verdict.grade == "bad"
    assert "nothing newer than TLSv1" in verdict.seen
    assert 'legacy_tls = "' in verdict.remedy


def test_declared_exceptions_are_told_and_so_is_when_they_are_needless(
    tmp_path: Path, root: Certified
) -> None:
    outdated = looked_at(
        _outdated(tmp_path, root), Exceptions(legacy_tls=REASON), legacy_tls="Its server knows nothing newer"
    )
    assert (outdated["TLS version"].grade, outdated["certificate"].grade) == ("look", "good")
    expired = issue(HOST, root, days=(-30, -1)).server(tmp_path)
    unverified = looked_at(expired, Exceptions(unverified=REASON), unverified=REASON)["certificate"]
    assert (unverified.grade, "not verified, as declared" in unverified.seen) == ("look", True)
    good = issue(HOST, root).server(tmp_path)
    assert (
        "no longer needed"
        in looked_at(good, Exceptions(unverified=REASON), unverified=REASON)["exceptions"].seen
    )


def test_a_server_without_encryption_is_one_line(root: Certified) -> None:
    del root
    with socket.create_server(("127.0.0.1", 0)) as closing:
        port = closing.getsockname()[1]
    encryption = encryption_of(Place(HOST, port, ("127.0.0.1",)), NONE, SECONDS)
    (verdict,) = check_certificate(visit_of(encryptions=[encryption]))
    assert verdict.grade == "bad"
    assert "no encrypted connection" in verdict.seen


def test_only_public_addresses_are_connected_to() -> None:
    assert find_place("127.0.0.1", 443, own=False).addresses == ()
    assert "127.0.0.1 (loopback)" in find_place("127.0.0.1", 443, own=False).why
    assert find_place("127.0.0.1", 443, own=True).addresses == ("127.0.0.1",)


def _outdated(directory: Path, root: Certified) -> ssl.SSLContext:
    context = issue(HOST, root).server(directory, ciphers="ALL:@SECLEVEL=0")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        context.minimum_version = ssl.TLSVersion.TLSv1
        context.maximum_version = ssl.TLSVersion.TLSv1
    return context


def _with_issuer_address(issuer: Certified) -> Certified:
    """A host's certificate that says where its issuer's is."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    access = x509.AccessDescription(
        AuthorityInformationAccessOID.CA_ISSUERS, x509.UniformResourceIdentifier(AIA)
    )
    builder = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)]))
        .issuer_name(issuer.certificate.subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=30))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .add_extension(x509.AuthorityInformationAccess([access]), critical=False)
    )
    return Certified(builder.sign(issuer.key, hashes.SHA256()), key)

"""Encrypted connections: whom they are made with, and the exceptions that a portal declares.

A portal's declaration gives each exception as its reason; without one a connection needs TLS 1.2, OpenSSL's
default ciphers and a certificate for the host that leads to one of the system's roots (or to those in
SSL_CERT_FILE or SSL_CERT_DIR).
"""

from __future__ import annotations

import inspect
import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography import x509
from OpenSSL import SSL, crypto
from service_identity import VerificationError
from service_identity.hazmat import DNS_ID, IPAddress_ID, ServiceID, verify_service_identity
from service_identity.pyopenssl import extract_patterns
from twisted.internet.interfaces import IOpenSSLClientConnectionCreator
from twisted.python.failure import Failure
from twisted.web.iweb import IPolicyForHTTPS
from zope.interface import implementer  # type: ignore[import-untyped]

from crawlers.network.reachable import literal
from crawlers.network.refused import BadCertificate

logger = logging.getLogger(__name__)
_WORDS = 4  # of a reason, at least
_FAULTS = {  # OpenSSL's X509_V_ERR_ numbers
    2: "its issuer is not known",
    9: "it is not valid yet (or the clock of this machine is wrong)",
    10: "it has expired",
    18: "it is self-signed",
    19: "it leads to a root that this machine does not trust",
    20: "its issuer is not known; if the portal forgets to send an intermediate certificate, `intermediates`"
    " can name a file with it",
    21: "its issuer is not known",
    66: "its key is too short",
    67: "its issuer's key is too short",
    68: "it is signed in a way that is no longer safe",
}


@dataclass(frozen=True)
class Exceptions:
    """What a portal's server is allowed, each with the reason; all empty for most."""

    unverified: str = ""
    legacy_tls: str = ""
    intermediates: tuple[x509.Certificate, ...] = ()

    @classmethod
    def of(cls, portal: type[Any]) -> Exceptions:
        """Those that a portal declares. Raises OSError or ValueError for unusable intermediates."""
        path = intermediates_path(portal)
        return cls(portal.unverified, portal.legacy_tls, read_intermediates(path) if path else ())


def intermediates_path(portal: type[Any]) -> Path | None:
    """The file that a portal names, which lies beside its spider."""
    if not portal.intermediates:
        return None
    return Path(inspect.getfile(portal)).with_name(portal.intermediates)


def read_intermediates(path: Path) -> tuple[x509.Certificate, ...]:
    """The certificates in a PEM file.

    Raises OSError, or ValueError for one that is no intermediate: a root would be trusted for everything.
    """
    certificates = tuple(x509.load_pem_x509_certificates(path.read_bytes()))
    for certificate in certificates:
        if certificate.issuer == certificate.subject:
            raise ValueError(f"{certificate.subject.rfc4514_string()} is a root, not an intermediate")
        if not _is_authority(certificate):
            raise ValueError(f"{certificate.subject.rfc4514_string()} may not issue certificates")
    return certificates


@implementer(IPolicyForHTTPS)
class Tls:
    """Makes connections to the portal's own hosts on its terms, to others (a mirror) on the usual ones."""

    def __init__(self, exceptions: Exceptions, owns: Callable[[str], bool], *, verify: bool) -> None:
        self._exceptions = exceptions
        self._owns = owns
        self._verify = verify
        self._contexts: dict[bool, SSL.Context] = {}
        self._told: set[str] = set()

    def creatorForNetloc(self, hostname: bytes, port: int) -> Connections:  # noqa: N802  # Twisted's name
        """As Twisted asks before it connects."""
        host = hostname.decode("ascii")
        is_own = self._owns(f"https://[{host}]:{port}/" if ":" in host else f"https://{host}:{port}/")
        if is_own not in self._contexts:
            self._contexts[is_own] = _context(self._exceptions if is_own else Exceptions())
        verified = self._verify and not (is_own and self._exceptions.unverified)
        self._tell(host, is_own, verified)
        return Connections(self._contexts[is_own], host, verified=verified)

    def _tell(self, host: str, is_own: bool, verified: bool) -> None:
        if host in self._told:
            return
        self._told.add(host)
        if not verified:
            why = self._exceptions.unverified if is_own else ""
            why = why or "DOWNLOAD_VERIFY_CERTIFICATES is off"
            logger.warning(
                "The certificate of %s is not verified, so that anyone on the way could change pages: %s",
                host,
                why,
            )
        if is_own and self._exceptions.legacy_tls:
            logger.warning("Outdated encryption is good enough for %s: %s", host, self._exceptions.legacy_tls)


@implementer(IOpenSSLClientConnectionCreator)
class Connections:
    """Makes the connections to one host."""

    def __init__(self, context: SSL.Context, host: str, *, verified: bool) -> None:
        self._context = context
        self._host = host
        self._verified = verified

    def clientConnectionForTLS(self, tlsProtocol: Any) -> SSL.Connection:  # noqa: N802, N803  # Twisted's names
        """As Twisted asks for a connection."""
        connection = SSL.Connection(self._context, None)
        address = literal(self._host)
        if address is None:
            connection.set_tlsext_host_name(self._host.encode("ascii"))
        if self._verified:
            expected = DNS_ID(self._host) if address is None else IPAddress_ID(address)
            mode = SSL.VERIFY_PEER | SSL.VERIFY_FAIL_IF_NO_PEER_CERT
            connection.set_verify(mode, _verifier(tlsProtocol, self._host, expected))
        else:
            connection.set_verify(SSL.VERIFY_NONE, lambda *_: True)
        return connection


def _verifier(protocol: Any, host: str, expected: ServiceID) -> Callable[..., bool]:
    def verify(_: SSL.Connection, certificate: crypto.X509, error: int, depth: int, ok: int) -> bool:
        fault = None if ok else _fault(error, depth)
        if fault is None and depth == 0 and not _is_for(certificate, expected):
            fault = "it is another host's"
        if fault is None:
            return True
        refusal = BadCertificate(f"refused: the certificate of {host} is not good: {fault}")
        protocol.failVerification(Failure(refusal))  # type: ignore[no-untyped-call]
        return False

    return verify


def _is_for(certificate: crypto.X509, expected: ServiceID) -> bool:
    try:
        verify_service_identity(extract_patterns(certificate), [expected], [])
    except (VerificationError, ValueError):  # ValueError: what stands in it cannot be read
        return False
    return True


def _fault(error: int, depth: int) -> str:
    fault = _FAULTS.get(error, f"OpenSSL's verification error {error}")
    return fault if depth == 0 else f"{fault} (certificate {depth + 1} of its chain)"


def _context(exceptions: Exceptions) -> SSL.Context:
    context = SSL.Context(SSL.TLS_METHOD)
    context.set_options(SSL.OP_NO_COMPRESSION | SSL.OP_ALL)
    context.set_mode(SSL.MODE_RELEASE_BUFFERS)
    context.set_default_verify_paths()
    _add(context, exceptions.intermediates)
    if exceptions.legacy_tls:
        context.set_min_proto_version(SSL.TLS1_VERSION)
        context.set_options(SSL.OP_LEGACY_SERVER_CONNECT)
        context.set_cipher_list(b"ALL:!aNULL:!eNULL:@SECLEVEL=0")
    else:
        context.set_min_proto_version(SSL.TLS1_2_VERSION)
    return context


def _add(context: SSL.Context, intermediates: Iterable[x509.Certificate]) -> None:
    """Certificates that chains may lead through; they still have to end at a trusted root."""
    store = context.get_cert_store()
    if store is None:
        raise RuntimeError("OpenSSL gave a context without a certificate store")
    for certificate in intermediates:
        store.add_cert(crypto.X509.from_cryptography(certificate))


def _is_authority(certificate: x509.Certificate) -> bool:
    try:
        return certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except x509.ExtensionNotFound:
        return False


def findings(portal: type[Any]) -> Iterator[str]:
    """What is wrong with the exceptions that a portal declares."""
    for attribute in ("unverified", "legacy_tls"):
        reason = getattr(portal, attribute)
        if reason != "" and not (isinstance(reason, str) and len(reason.split()) >= _WORDS):
            yield f"{attribute} gives no reason: write a sentence that says why, and since when"
    try:
        path = intermediates_path(portal)
        if path and not read_intermediates(path):
            yield f"intermediates: {path.name} holds no certificate"
    except (OSError, ValueError) as error:
        yield f"intermediates: {portal.intermediates!r} cannot be used ({error})"

"""Finding out how a host encrypts, by handshakes that ask for no page."""

from __future__ import annotations

import contextlib
import socket
from dataclasses import dataclass
from datetime import UTC, datetime
from time import monotonic
from typing import Any

from cryptography import x509
from OpenSSL import SSL
from twisted.python.failure import Failure

from crawlers.network.reachable import why_not_public
from crawlers.network.tls import Exceptions, Tls

_ADDRESSES_TRIED = 3
_RECORD = 16 * 1024
_AS_LEGACY = Exceptions(legacy_tls="scrapy doctor looks whether anything older answers")


@dataclass(frozen=True)
class Place:
    """A host's port, and the addresses that may be connected to."""

    host: str
    port: int
    addresses: tuple[str, ...] = ()
    why: str = ""
    """Why there are none."""


@dataclass(frozen=True)
class Handshake:
    """How one attempt went."""

    version: str = ""
    """Such as `TLSv1.3`; empty where no connection came about."""
    chain: tuple[x509.Certificate, ...] = ()
    """The certificates that the host sent, its own first."""
    refusal: str = ""
    """Why no connection came about."""
    certificate_refused: bool = False


@dataclass(frozen=True)
class Encryption:
    """How a host encrypts."""

    host: str
    at: datetime
    """Of the handshakes: the clock by which certificates were judged."""
    strict: Handshake
    """As every portal is spoken with that declares no exception."""
    declared: Handshake | None = None
    """With the portal's exceptions, if it declares any."""
    unverified: Handshake | None = None
    """Whoever it is, where `strict` failed."""
    outdated: Handshake | None = None
    """With outdated encryption too, where `unverified` failed as well."""

    @property
    def chain(self) -> tuple[x509.Certificate, ...]:
        """The certificates that were sent, in whichever handshake."""
        shaken = (self.strict, self.declared, self.unverified, self.outdated)
        return next((one.chain for one in shaken if one and one.chain), ())


def find_place(host: str, port: int, *, own: bool) -> Place:
    """Look a name up. `own`: it is an operator's own place, which may be private."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        return Place(host, port, why=f"the name leads nowhere ({error.strerror or error})")
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    public = [address for address in addresses if own or why_not_public(address) is None]
    if public:
        return Place(host, port, tuple(public))
    kinds = ", ".join(f"{address} ({why_not_public(address)})" for address in addresses)
    return Place(host, port, why=f"no public address: {kinds or 'none at all'}")


def encryption_of(place: Place, exceptions: Exceptions, seconds: float) -> Encryption:
    """Shake hands, one to four times, each within `seconds`."""
    strict = _shake_hands(place, Exceptions(), seconds)
    declared = unverified = outdated = None
    if exceptions != Exceptions():
        declared = _shake_hands(place, exceptions, seconds, verified=not exceptions.unverified)
    if strict.refusal:
        unverified = _shake_hands(place, Exceptions(), seconds, verified=False)
    if unverified and unverified.refusal:
        outdated = _shake_hands(place, _AS_LEGACY, seconds, verified=False)
    return Encryption(place.host, datetime.now(UTC), strict, declared, unverified, outdated)


class _Protocol:
    """Stands in for Twisted's: keeps why a certificate was refused."""

    def __init__(self) -> None:
        self.refusal = ""

    def failVerification(self, failure: Failure) -> None:  # noqa: N802  # Twisted's name
        self.refusal = str(failure.value)


def _shake_hands(place: Place, exceptions: Exceptions, seconds: float, *, verified: bool = True) -> Handshake:
    protocol = _Protocol()
    creator = Tls(exceptions, lambda _: True, verify=True).creatorForNetloc(place.host.encode(), place.port)
    connection = creator.clientConnectionForTLS(protocol)
    if not verified:
        connection.set_verify(SSL.VERIFY_NONE, lambda *_: True)
    connection.set_connect_state()
    try:
        with _connected(place, seconds) as wire:
            _exchange(connection, wire, monotonic() + seconds)
    except SSL.Error as error:
        return Handshake(refusal=protocol.refusal or _said(error), certificate_refused=bool(protocol.refusal))
    except OSError as error:
        return Handshake(refusal=str(error.strerror or error) or type(error).__name__)
    chain = connection.get_peer_cert_chain() or []
    return Handshake(connection.get_protocol_version_name(), tuple(one.to_cryptography() for one in chain))


def _connected(place: Place, seconds: float) -> socket.socket:
    """Raises OSError. What is connected to is what was looked up, not the name once more."""
    refused = OSError(place.why or "no address")
    for address in place.addresses[:_ADDRESSES_TRIED]:
        try:
            return socket.create_connection((address, place.port), timeout=seconds)
        except OSError as error:
            refused = error
    raise refused


def _exchange(connection: Any, wire: socket.socket, deadline: float) -> None:
    """Carry the handshake's messages to and fro. Raises SSL.Error or OSError."""
    while True:
        try:
            connection.do_handshake()
        except SSL.WantReadError:
            _send(connection, wire)
        except SSL.Error:
            with contextlib.suppress(OSError):
                _send(connection, wire)  # tell the host why
            raise
        else:
            _send(connection, wire)
            return
        if (left := deadline - monotonic()) <= 0:
            raise TimeoutError("the handshake took too long")
        wire.settimeout(left)
        received = wire.recv(_RECORD)
        if not received:
            raise ConnectionError("the host broke the handshake off")
        connection.bio_write(received)


def _send(connection: Any, wire: socket.socket) -> None:
    with contextlib.suppress(SSL.WantReadError):
        while True:
            wire.sendall(connection.bio_read(_RECORD))


def _said(error: SSL.Error) -> str:
    said = "; ".join(str(part[-1]) for part in (error.args or [[]])[0] if part)
    return said or "the encrypted connection was broken off"

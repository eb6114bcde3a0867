"""Whether the portal proves who it is, and how it encrypts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cryptography import x509
from cryptography.x509.oid import AuthorityInformationAccessOID
from service_identity import VerificationError
from service_identity.cryptography import extract_patterns
from service_identity.hazmat import DNS_ID, IPAddress_ID, verify_service_identity

from crawlers.doctor.handshake import Encryption
from crawlers.doctor.verdict import Verdict, bad, good, look, not_made
from crawlers.doctor.visit import Visit
from crawlers.network.reachable import literal

_SOON = 14
"""Days; certificates that renew themselves do so earlier."""
_PLAIN_ADDRESS = re.compile(r"https?://[\w./:%?=&~+-]+", re.ASCII)
"""Goes into a command that a person may paste into a shell."""
_LAST_RESORT = (
    'until then, unverified = "why, and since when" lets the crawl go on, though anyone on the way could '
    "change pages"
)


def check_certificate(visit: Visit) -> Iterator[Verdict]:
    """Of each host: its chain, its days, its protocol; whether declared exceptions are still needed."""
    if not visit.encryptions:
        yield _unencrypted(visit)
    for encryption in visit.encryptions:
        yield from _check(visit, encryption)


def _unencrypted(visit: Visit) -> Verdict:
    if visit.why_no_encryption:
        return not_made("certificate", visit.why_no_encryption)
    if visit.is_moved:
        return good("certificate", "none: a mirror or test server without encryption")
    return look(
        "certificate",
        "none: the portal is read without encryption, so that anyone on the way could change pages",
        "open it with https:// in a browser; if that works, write it so in `home`",
    )


def _check(visit: Visit, encryption: Encryption) -> Iterator[Verdict]:
    if not encryption.chain:
        yield _no_connection(encryption)
        return
    yield _chain(visit, encryption)
    yield from _days(encryption)
    yield _protocol(visit, encryption)
    yield from _needless(visit, encryption)


def _no_connection(encryption: Encryption) -> Verdict:
    tried = encryption.outdated or encryption.strict
    return bad(
        "encryption",
        f"{encryption.host}: no encrypted connection, outdated ones included ({tried.refusal})",
        "open it in a browser; if only http:// answers there, write it so in `home`",
    )


# The chain


def _chain(visit: Visit, encryption: Encryption) -> Verdict:
    host, chain = encryption.host, encryption.chain
    if not encryption.strict.refusal:
        return good("certificate", f"{host}: {_length(chain)}, leads to a trusted root")
    declared = encryption.declared
    if declared and declared.version and visit.portal.intermediates and not visit.portal.unverified:
        return good("certificate", f"{host}: leads to a trusted root by {visit.portal.intermediates}")
    fault, remedy = _fault(visit, encryption)
    if fault is None:
        return good("certificate", f"{host}: {_length(chain)}")
    if declared and declared.version and visit.portal.unverified:
        return look("certificate", f"{host}: {fault}; not verified, as declared", remedy)
    return bad("certificate", f"{host}: {fault}", remedy)


def _fault(visit: Visit, encryption: Encryption) -> tuple[str | None, str]:
    """What is wrong with the chain, and what to do; by what a person would look at first."""
    chain, leaf, now = encryption.chain, encryption.chain[0], encryption.at
    renew = f"tell the portal's office; {_LAST_RESORT}"
    if leaf.not_valid_after_utc < now:
        return f"expired on {leaf.not_valid_after_utc:%Y-%m-%d}", f"the office has to renew it: {renew}"
    if leaf.not_valid_before_utc > now:
        return (
            f"not valid before {leaf.not_valid_before_utc:%Y-%m-%d}",
            "look whether this machine's clock is right",
        )
    if not _is_for(leaf, encryption.host):
        return (
            f"another host's: it is for {_names(leaf)}",
            f"if that host is the portal, write it in `home`; else {renew}",
        )
    if leaf.issuer == leaf.subject:
        return "self-signed: nobody vouches for it", renew
    if not _is_unproved(encryption):
        return None, ""
    if late := next((one for one in chain[1:] if one.not_valid_after_utc < now), None):
        return (
            f"an intermediate, {_name(late.subject)}, expired on {late.not_valid_after_utc:%Y-%m-%d}",
            renew,
        )
    if chain[-1].issuer == chain[-1].subject:
        return f"leads to {_name(chain[-1].subject)}, a root that this machine does not trust", renew
    if "issuer is not known" in _said(encryption):
        return _missing(visit, chain)
    return _said(encryption), renew


def _missing(visit: Visit, chain: tuple[x509.Certificate, ...]) -> tuple[str, str]:
    """The host sends its certificate without the one that vouches for it; browsers fetch that themselves."""
    issuer = _name(chain[-1].issuer)
    fault = (
        f"chain incomplete: {_length(chain)} sent, none of {issuer}, which issued {_name(chain[-1].subject)}"
    )
    file = f"{visit.portal.name}.pem"
    place = _issuer_address(chain[-1])
    if place is None:
        return (
            fault,
            f"save the certificate of {issuer} from a browser as {file} beside the spider, then write "
            f'intermediates = "{file}"',
        )
    fetch = f"curl -s '{place}' | openssl x509 -inform der -out spiders/{file}"
    return fault, f'{fetch} ; then intermediates = "{file}" in the spider; tell the portal\'s office'


def _is_unproved(encryption: Encryption) -> bool:
    """Refused for its certificate; where only outdated encryption works, nobody has looked at that yet."""
    return encryption.strict.certificate_refused


def _said(encryption: Encryption) -> str:
    return encryption.strict.refusal.rpartition("is not good: ")[2]


def _is_for(leaf: x509.Certificate, host: str) -> bool:
    address = literal(host)
    expected = DNS_ID(host) if address is None else IPAddress_ID(address)
    try:
        verify_service_identity(extract_patterns(leaf), [expected], [])
    except (VerificationError, ValueError):
        return False
    return True


def _names(leaf: x509.Certificate) -> str:
    try:
        names = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (x509.ExtensionNotFound, ValueError):
        return _name(leaf.subject)
    return ", ".join(str(name.value) for name in list(names)[:3]) or _name(leaf.subject)


def _issuer_address(certificate: x509.Certificate) -> str | None:
    """Where the certificate says that its issuer's is (RFC 5280, 4.2.2.1: caIssuers)."""
    try:
        access = certificate.extensions.get_extension_for_class(x509.AuthorityInformationAccess).value
    except (x509.ExtensionNotFound, ValueError):
        return None
    issuers = (one for one in access if one.access_method == AuthorityInformationAccessOID.CA_ISSUERS)
    places = (str(one.access_location.value) for one in issuers)
    return next(filter(_PLAIN_ADDRESS.fullmatch, places), None)


def _name(name: x509.Name) -> str:
    common = name.get_attributes_for_oid(x509.NameOID.COMMON_NAME)
    return f"“{common[0].value!s}”" if common else name.rfc4514_string()


def _length(chain: tuple[x509.Certificate, ...]) -> str:
    return "1 certificate" if len(chain) == 1 else f"{len(chain)} certificates"


# Days and protocol


def _days(encryption: Encryption) -> Iterator[Verdict]:
    ends = min(one.not_valid_after_utc for one in encryption.chain)
    days = (ends - encryption.at).days
    if 0 <= days <= _SOON:
        yield look(
            "valid until",
            f"{ends:%Y-%m-%d}, in {days} days",
            "tell the portal's office, unless it renews itself",
        )
    elif days > _SOON:
        yield good("valid until", f"{ends:%Y-%m-%d}, in {days} days")


def _protocol(visit: Visit, encryption: Encryption) -> Verdict:
    modern = encryption.strict.version or (encryption.unverified.version if encryption.unverified else "")
    if modern:
        return good("TLS version", modern)
    if encryption.declared and encryption.declared.version:
        return look("TLS version", f"{encryption.declared.version}, as declared", "tell the portal's office")
    version = encryption.outdated.version if encryption.outdated else "none"
    return bad(
        "TLS version",
        f"nothing newer than {version}, or only old ciphers ({encryption.strict.refusal})",
        f'legacy_tls = "Its server knows nothing newer, seen on {visit.at:%Y-%m-%d}" in the spider; tell the '
        "portal's office",
    )


def _needless(visit: Visit, encryption: Encryption) -> Iterator[Verdict]:
    """Exceptions that the portal has outgrown."""
    if encryption.declared is None or encryption.strict.refusal:
        return
    declared = [name for name in ("unverified", "legacy_tls", "intermediates") if getattr(visit.portal, name)]
    yield look("exceptions", f"{' and '.join(declared)}: no longer needed", "take them out of the spider")

"""Which addresses a portal may lead to: public ones and no others.

Python's `ipaddress` is not asked: its `is_global` calls multicast, NAT64, 6to4 and IPv4-compatible addresses
global, whatever lies behind them, and differs from version to version. The networks are those of IANA's
registries of special-purpose addresses
(https://www.iana.org/assignments/iana-ipv4-special-registry and …/iana-ipv6-special-registry), read in 2026.
"""

from __future__ import annotations

import re
import socket
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

_NOT_PUBLIC_4 = {
    IPv4Network(network): kind
    for network, kind in {
        "0.0.0.0/8": "unspecified",
        "10.0.0.0/8": "private",
        "100.64.0.0/10": "shared by a carrier's customers",
        "127.0.0.0/8": "loopback",
        "169.254.0.0/16": "link-local",
        "172.16.0.0/12": "private",
        "192.0.0.0/24": "of protocols",
        "192.0.2.0/24": "for documentation",
        "192.88.99.0/24": "a relay of 6to4",
        "192.168.0.0/16": "private",
        "198.18.0.0/15": "for benchmarks",
        "198.51.100.0/24": "for documentation",
        "203.0.113.0/24": "for documentation",
        "224.0.0.0/4": "multicast",
        "240.0.0.0/4": "reserved",
        # Public by number, yet the host's own: https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16
        "168.63.129.16/32": "Azure's metadata service",
    }.items()
}
_LOOPBACK_6 = IPv6Address("::1")
_NAT64 = IPv6Network("64:ff9b::/96")
_UNICAST = IPv6Network("2000::/3")
"""What IANA gives out for global unicast; all else is special."""
_NOT_PUBLIC_6 = {
    IPv6Network(network): kind
    for network, kind in {
        "2001::/23": "of protocols, such as Teredo",
        "2001:db8::/32": "for documentation",
        "2002::/16": "of 6to4, with an IPv4 address in it",
        "3fff::/20": "for documentation",
        "fc00::/7": "private",
        "fe80::/10": "link-local",
        "ff00::/8": "multicast",
        "::ffff:0:0/96": "an IPv4 address in another form",
    }.items()
}
_ISATAP = (0x00005EFE, 0x02005EFE)  # in the interface's half of the address: an IPv4 address follows
_NUMBERS = re.compile(r"(?:0x)?[0-9a-f]+(?:\.(?:0x)?[0-9a-f]+){0,3}", re.IGNORECASE)


def why_not_public(address: str) -> str | None:
    """What an IP address is instead of public, in a word or a few; None where it is public."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return "no IP address"
    return _why_not_4(parsed) if isinstance(parsed, IPv4Address) else _why_not_6(parsed)


def literal(host: str) -> str | None:
    """The IP address that a host's name spells, in whatever way a resolver would read it; None for a name.

    `2130706433`, `0177.1` and `0x7f.0.0.1` are 127.0.0.1 to every C library.
    """
    bare = host.strip("[]").removesuffix(".")
    try:
        return str(ip_address(bare))
    except ValueError:
        return socket.inet_ntoa(socket.inet_aton(bare)) if _is_number(bare) else None


def is_loopback(host: str) -> bool:
    """Whether a host, named or numbered, is this machine itself."""
    if host.removesuffix(".").lower().rpartition(".")[2] == "localhost":
        return True
    address = literal(host)
    return address is not None and why_not_public(address) == "loopback"


def _why_not_4(address: IPv4Address) -> str | None:
    return next((kind for network, kind in _NOT_PUBLIC_4.items() if address in network), None)


def _why_not_6(address: IPv6Address) -> str | None:
    if address in _NAT64:
        return _why_not_4(IPv4Address(int(address) & 0xFFFFFFFF))
    if address == _LOOPBACK_6:
        return "loopback"
    if kind := next((kind for network, kind in _NOT_PUBLIC_6.items() if address in network), None):
        return kind
    if address not in _UNICAST:
        return "reserved"
    return "of ISATAP, with an IPv4 address in it" if int(address) >> 32 & 0xFFFFFFFF in _ISATAP else None


def _is_number(host: str) -> bool:
    if not _NUMBERS.fullmatch(host):
        return False
    try:
        socket.inet_aton(host)
    except OSError:
        return False
    return True

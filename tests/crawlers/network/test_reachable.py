"""Nothing but a public address passes, however it is written."""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.network.reachable import is_loopback, literal, why_not_public

REFUSED = {
    "127.0.0.1": "loopback",
    "127.255.255.254": "loopback",
    "0.0.0.0": "unspecified",
    "0.1.2.3": "unspecified",
    "10.0.0.1": "private",
    "172.16.0.1": "private",
    "172.31.255.255": "private",
    "192.168.1.1": "private",
    "100.64.0.1": "shared by a carrier's customers",
    "100.100.100.200": "shared by a carrier's customers",  # Alibaba's metadata
    "169.254.169.254": "link-local",  # the metadata of most clouds
    "168.63.129.16": "Azure's metadata service",
    "192.0.0.192": "of protocols",  # Oracle's metadata, once
    "192.0.2.1": "for documentation",
    "198.51.100.1": "for documentation",
    "203.0.113.1": "for documentation",
    "198.18.0.1": "for benchmarks",
    "198.19.255.255": "for benchmarks",
    "192.88.99.1": "a relay of 6to4",
    "224.0.0.1": "multicast",
    "239.255.255.255": "multicast",
    "240.0.0.1": "reserved",
    "255.255.255.255": "reserved",
    "::": "reserved",
    "::1": "loopback",
    "::7f00:1": "reserved",  # IPv4-compatible: 127.0.0.1
    "::ffff:127.0.0.1": "an IPv4 address in another form",
    "::ffff:8.8.8.8": "an IPv4 address in another form",
    "::ffff:0:127.0.0.1": "reserved",  # IPv4-translated
    "64:ff9b::7f00:1": "loopback",
    "64:ff9b::a9fe:a9fe": "link-local",
    "64:ff9b:1::a9fe:a9fe": "reserved",  # NAT64 of one's own
    "2002:7f00:1::": "of 6to4, with an IPv4 address in it",
    "2001:0:7f00:1::": "of protocols, such as Teredo",
    "2001:2::1": "of protocols, such as Teredo",
    "2001:20::1": "of protocols, such as Teredo",
    "2001:db8::1": "for documentation",
    "3fff::1": "for documentation",
    "2a00:1450::5efe:7f00:1": "of ISATAP, with an IPv4 address in it",
    "2a00:1450::200:5efe:a00:1": "of ISATAP, with an IPv4 address in it",
    "100::1": "reserved",
    "5f00::1": "reserved",
    "fc00::1": "private",
    "fd00:ec2::254": "private",  # Amazon's metadata
    "fe80::1": "link-local",
    "fe80::1%eth0": "link-local",
    "fec0::1": "reserved",
    "ff02::1": "multicast",
    "localhost": "no IP address",
    "": "no IP address",
}


@pytest.mark.parametrize(("address", "kind"), REFUSED.items())
def test_what_is_not_public_is_named(address: str, kind: str) -> None:
    assert why_not_public(address) == kind


@pytest.mark.parametrize(
    "address",
    ["1.1.1.1", "8.8.8.8", "103.9.200.1", "172.32.0.1", "100.128.0.1", "2404:6800::1", "64:ff9b::808:808"],
)
def test_what_is_public_passes(address: str) -> None:
    assert why_not_public(address) is None


@given(st.ip_addresses())
def test_whatever_python_calls_not_global_is_refused_too(address: IPv4Address | IPv6Address) -> None:
    is_nat64 = address in IPv6Network("64:ff9b::/96")
    if not address.is_global and not is_nat64:
        assert why_not_public(str(address))


@given(st.ip_addresses(v=4))
def test_an_address_inside_another_is_never_more_public_than_alone(address: IPv4Address) -> None:
    if why_not_public(str(address)):
        number = int(address)
        for form in (0xFFFF << 32 | number, number, 0x64FF9B << 96 | number, 0x2002 << 112 | number << 80):
            assert why_not_public(str(IPv6Address(form)))


@pytest.mark.parametrize(
    "spelling",
    [
        "127.0.0.1",
        "127.0.0.1.",
        "127.1",
        "127.0.1",
        "2130706433",
        "0177.0.0.1",
        "0177.1",
        "0x7f.0.0.1",
        "0x7F000001",
        "0x7f.1",
        "00000177.0.0.0x1",
    ],
)
def test_every_spelling_of_an_address_is_understood(spelling: str) -> None:
    assert literal(spelling) == "127.0.0.1"


@pytest.mark.parametrize(
    "name", ["congan.example", "127.0.0.1.nip.example", "dead.beef.example", "256.1.1.1", ""]
)
def test_a_name_is_no_address(name: str) -> None:
    assert literal(name) is None


@given(st.from_regex(r"(0x[0-9a-f]{1,8}|[0-9]{1,10})(\.(0x[0-9a-f]{1,6}|[0-9]{1,8})){0,3}", fullmatch=True))
def test_what_the_resolver_takes_for_a_number_is_one(host: str) -> None:
    try:
        found = socket.getaddrinfo(host, None, socket.AF_INET, 0, 0, socket.AI_NUMERICHOST)
    except OSError:
        return
    assert literal(host) == found[0][4][0]
    assert ip_address(str(literal(host)))


@pytest.mark.parametrize(
    ("host", "is_own"),
    [
        *(("localhost", True), ("LOCALHOST.", True), ("portal.localhost", True), ("127.0.0.1", True)),
        *(("127.9", True), ("[::1]", True), ("192.168.1.1", False), ("congan.example", False), ("", False)),
        ("localhost.example", False),
    ],
)
def test_which_hosts_are_this_machine(host: str, is_own: bool) -> None:
    assert is_loopback(host) is is_own

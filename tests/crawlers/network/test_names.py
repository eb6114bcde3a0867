"""A name gives its public addresses and no other, at every connection anew."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from scrapy.exceptions import NotConfigured
from twisted.internet.address import IPv4Address, IPv6Address

from crawlers.network.names import PublicNames

TABLE = {
    "congan.example": ["1.1.1.1", "127.0.0.1", "2404:6800::1", "::1"],
    "trong.example": ["10.0.0.1", "fd00::1"],
    "xn--cng-an-vxa.example": ["192.168.0.1"],
    "2130706433": ["127.0.0.1"],
    "127.0.0.1": ["127.0.0.1"],
}


class Receiver:
    def __init__(self) -> None:
        self.addresses: list[str] = []
        self.completed = 0

    def resolutionBegan(self, _resolution: Any) -> None:  # noqa: N802
        """Nothing to keep."""

    def addressResolved(self, address: Any) -> None:  # noqa: N802
        self.addresses.append(address.host)

    def resolutionComplete(self) -> None:  # noqa: N802
        self.completed += 1


class Table:
    """A name server."""

    def __init__(self, table: dict[str, list[str]]) -> None:
        self.table = table

    def resolveHostName(self, receiver: Any, name: str, port: int = 0, *_: Any) -> object:  # noqa: N802
        receiver.resolutionBegan(self)
        for address in self.table.get(name, ()):
            kind: Any = IPv6Address if ":" in address else IPv4Address
            receiver.addressResolved(kind("TCP", address, port))
        receiver.resolutionComplete()
        return self


class Reactor:
    def __init__(self) -> None:
        self.nameResolver: Any = Table({name: list(found) for name, found in TABLE.items()})

    def installNameResolver(self, resolver: Any) -> None:  # noqa: N802
        self.nameResolver = resolver


@pytest.fixture
def reactor() -> Reactor:
    reactor = Reactor()
    PublicNames.from_crawler(None, reactor).install_on_reactor()
    return reactor


def ask(reactor: Reactor, name: str, port: int = 80) -> Sequence[str]:
    receiver = Receiver()
    reactor.nameResolver.resolveHostName(receiver, name, port)
    assert receiver.completed == 1
    return receiver.addresses


def test_of_public_and_private_addresses_the_public_ones_are_given(reactor: Reactor) -> None:
    assert ask(reactor, "congan.example") == ["1.1.1.1", "2404:6800::1"]
    assert PublicNames.of(reactor).why_refused("congan.example") is None


def test_a_name_of_private_addresses_gives_none_and_says_so(reactor: Reactor) -> None:
    assert ask(reactor, "trong.example") == []
    assert PublicNames.of(reactor).why_refused("Trong.example.") == "10.0.0.1 (private), fd00::1 (private)"


@pytest.mark.parametrize("spelling", ["127.0.0.1", "2130706433"])
def test_a_number_is_looked_at_like_a_name(reactor: Reactor, spelling: str) -> None:
    assert ask(reactor, spelling) == []
    assert PublicNames.of(reactor).why_refused(spelling) == "127.0.0.1 (loopback)"


def test_what_is_not_found_is_not_called_refused(reactor: Reactor) -> None:
    assert ask(reactor, "khong-co.example") == []
    assert PublicNames.of(reactor).why_refused("khong-co.example") is None


def test_an_answer_is_forgotten_with_the_next(reactor: Reactor) -> None:
    names = PublicNames.of(reactor)
    ask(reactor, "trong.example")
    names._resolver.table["trong.example"] = ["1.0.0.1"]
    assert ask(reactor, "trong.example") == ["1.0.0.1"]
    assert names.why_refused("trong.example") is None


def test_an_own_place_is_one_host_and_one_port(reactor: Reactor) -> None:
    PublicNames.of(reactor).permit("127.0.0.1", 8100)
    assert ask(reactor, "127.0.0.1", 8100) == ["127.0.0.1"]
    assert ask(reactor, "127.0.0.1", 8101) == []
    assert ask(reactor, "127.0.0.1", 80) == []
    assert ask(reactor, "2130706433", 8100) == []
    assert ask(reactor, "trong.example", 8100) == []


def test_an_own_place_is_known_by_its_name_in_any_alphabet(reactor: Reactor) -> None:
    names = PublicNames.of(reactor)
    names.permit("cônganắ.example", 80)
    assert names.permits("cônganắ.example", 80)
    assert names.permits("CÔNGANẮ.example.", 80)
    assert names.permits("cônganắ.example".encode("idna").decode(), 80)


def test_without_it_nothing_may_be_fetched() -> None:
    with pytest.raises(NotConfigured, match="TWISTED_DNS_RESOLVER"):
        PublicNames.of(Reactor())

"""Names lead to public addresses, or nowhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from scrapy.exceptions import NotConfigured
from twisted.internet.interfaces import (
    IAddress,
    IHostnameResolver,
    IHostResolution,
    IResolutionReceiver,
)
from zope.interface import implementer  # type: ignore[import-untyped]

from crawlers.network.reachable import why_not_public

_TOLD = 3  # refused addresses: more of them tell nothing more


@implementer(IHostnameResolver)
class PublicNames:
    """The name resolver of the whole process (setting TWISTED_DNS_RESOLVER): gives out public addresses only.

    Twisted's endpoints connect to nothing but the addresses that the resolver gives them, numbers in whatever
    spelling included. What is checked is therefore what is connected to, however often a name server changes
    its mind. An operator's own place is given out as it is, for its one port.
    """

    def __init__(self, reactor: Any) -> None:
        self._reactor = reactor
        self._resolver: Any = reactor.nameResolver
        self._own: set[tuple[str, int]] = set()
        self._refusals: dict[str, str] = {}

    @classmethod
    def from_crawler(cls, _crawler: object, reactor: Any) -> PublicNames:
        """As Scrapy makes a resolver."""
        return cls(reactor)

    @staticmethod
    def of(reactor: Any) -> PublicNames:
        """The resolver in place. Raises NotConfigured where it is another: nothing may then be fetched."""
        if not isinstance(reactor.nameResolver, PublicNames):
            raise NotConfigured(
                "nothing checks where names lead. Nothing was fetched. Leave TWISTED_DNS_RESOLVER as it is."
            )
        return reactor.nameResolver

    def install_on_reactor(self) -> None:
        """As Scrapy puts it in place."""
        self._reactor.installNameResolver(self)

    def permit(self, host: str, port: int) -> None:
        """Let connections through to an operator's own place, wherever it is."""
        self._own.add((_ascii(host), port))

    def permits(self, host: str, port: int) -> bool:
        """Tell whether a place is an operator's own."""
        return (_ascii(host), port) in self._own

    def why_refused(self, host: str) -> str | None:
        """What the last answer for a host was, where nothing of it was given out for not being public."""
        return self._refusals.get(_ascii(host))

    def resolveHostName(  # noqa: N802  # Twisted's name for it
        self,
        resolutionReceiver: Any,  # noqa: N803
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: Sequence[type[IAddress]] | None = None,  # noqa: N803
        transportSemantics: str = "TCP",  # noqa: N803
    ) -> IHostResolution:
        """As Twisted asks for addresses."""
        host = _ascii(hostName)
        receiver = resolutionReceiver
        self._refusals.pop(host, None)
        if not self.permits(host, portNumber):
            receiver = _PublicOnly(resolutionReceiver, host, self._refusals)
        resolution = self._resolver.resolveHostName(
            receiver, hostName, portNumber, addressTypes, transportSemantics
        )
        return cast("IHostResolution", resolution)


@implementer(IResolutionReceiver)
class _PublicOnly:
    """Hands on the public addresses of a name."""

    def __init__(self, receiver: Any, host: str, refusals: dict[str, str]) -> None:
        self._receiver = receiver
        self._host = host
        self._refusals = refusals
        self._refused: list[str] = []
        self._given = False

    def resolutionBegan(self, resolutionInProgress: IHostResolution) -> None:  # noqa: N802, N803
        self._receiver.resolutionBegan(resolutionInProgress)

    def addressResolved(self, address: Any) -> None:  # noqa: N802
        if why := why_not_public(address.host):
            self._refused.append(f"{address.host} ({why})")
            return
        self._given = True
        self._receiver.addressResolved(address)

    def resolutionComplete(self) -> None:  # noqa: N802
        if self._refused and not self._given:
            self._refusals[self._host] = ", ".join(dict.fromkeys(self._refused[:_TOLD]))
        self._receiver.resolutionComplete()


def _ascii(host: str) -> str:
    name = host.lower().removesuffix(".")
    try:
        return name if name.isascii() else name.encode("idna").decode()
    except UnicodeError:
        return name

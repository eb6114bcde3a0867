"""Where a redirect leads a crawl."""

from __future__ import annotations

from urllib.parse import urlsplit

from crawlers.addresses import Addresses

_MOST = 5


def followed(addresses: Addresses, there: str, asked: list[str]) -> tuple[str, str]:
    """The address that is asked for next, and why none is; one of them is empty.

    As `crawlers.manners.offsite` has it: another name of the portal is read where the portal is read, another
    scheme of the same host as it stands, the host with `www.` or without from now on, anything else not at
    all.
    """
    addresses.move(asked[-1], there)
    local = addresses.local(there)
    if local is None:
        return "", f"it leads to another host: {there}"
    address = there if urlsplit(local).netloc == urlsplit(there).netloc else local
    if address in asked:
        return "", f"it leads in a circle: to {there}"
    return ("", "it leads on and on") if len(asked) > _MOST else (address, "")

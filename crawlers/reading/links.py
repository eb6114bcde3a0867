"""The addresses of a page's links and pictures: made absolute, told apart by what they lead to."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from crawlers.reading.words import remembered

_EXTENSIONS = tuple(
    f".{name}"
    for name in ("pdf doc docx xls xlsx ppt pptx zip rar 7z odt ods rtf csv mp3 mp4 jpg jpeg png").split()
)
_FILES = re.compile(rf"(?:{'|'.join(map(re.escape, _EXTENSIONS))})(?:$|[?#])", re.I)
_ON_A_HOST = re.compile(r"https?://[a-z0-9]")


def resolve(base: str | None, address: str) -> str:
    """An absolute address, or the address as it stands where it cannot be made one."""
    try:
        return urljoin(base or "", address.strip())
    except ValueError:
        return address.strip()


class Addresses:
    """Makes the addresses on one page absolute; most of them need no more than the name of the site."""

    def __init__(self, base: str | None) -> None:
        self._base = base
        self._known: dict[str, str] = {}
        self._site = ""
        if base and base.startswith(("http://", "https://")):
            self._site = resolve(base, "/").removesuffix("/")

    def absolute(self, address: str) -> str:
        """The same as `resolve` with the page's base."""
        if self._site and _is_rooted(address):
            return self._site + address
        known = self._known.get(address)
        if known is None:
            known = self._known[address] = address if _is_whole(address) else resolve(self._base, address)
        return known


@remembered
def _is_rooted(address: str) -> bool:
    """Whether an address lacks nothing but the site."""
    return address[:1] == "/" and address[:2] != "//" and "/." not in address and _is_regular(address)


def _is_whole(address: str) -> bool:
    return _ON_A_HOST.match(address) is not None and _is_regular(address)


def _is_regular(address: str) -> bool:
    """Whether an address has no blanks, no parameters and no empty part that resolving would take away."""
    return (
        address.isprintable()
        and ";" not in address
        and "?#" not in address
        and not address.endswith((" ", "?", "#"))
    )


@remembered
def is_file(address: str) -> bool:
    """Whether an address is that of a document or a medium, not of a page."""
    if "?" in address or "#" in address:
        return _FILES.search(address) is not None
    return address.lower().rstrip().endswith(_EXTENSIONS)


def site_of(address: str | None) -> str:
    """Host of an address without ``www.``; empty where it has none."""
    try:
        return (urlsplit(address or "").hostname or "").removeprefix("www.")
    except ValueError:
        return ""

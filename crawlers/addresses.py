"""Addresses of a portal: which are its own, which are articles, and the one form under which each is known.

A portal has its *official* address, which is what is stored, and a place where it is *read*: the same one, or
a mirror or test server given by `-a home=URL`. A link to the official host, by either scheme, with `www.` or
without, is read at that place; what was read there is stored under the official address.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote, unquote_plus, urlsplit

_TRACKING = frozenset(
    {"fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "twclid", "igshid"}
    | {"zarsrc", "mc_cid", "mc_eid", "_ga", "_gl"}
    | {"maxwidth"}  # of a picture
)
"""Query parameters that name no page of their own; so do those that begin with `utm_`."""
_DEFAULT_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"[a-z0-9_.-]+|\[[0-9a-f:.]+\]")
_SESSION = re.compile(r";jsessionid=[^/;]*", re.IGNORECASE)
_LONE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_REMEMBERED = 2_048
"""Addresses: an article's is met some twenty times in a row, those of menus on every page."""
_LONGEST = 4096  # as an article's schema has it
_REMEMBERED_LENGTH = 500  # characters: bounds what a page full of endless addresses makes it remember
_SAFE = "%/:@!$&'()*+,;=?~[]"


@dataclass(frozen=True)
class ArticleAddress:
    """An article as far as its address tells."""

    id: str
    """`<portal>/<number>`, or the SHA-256 of `url` where the address has no number."""
    url: str
    """The canonical address: official, the same however the article was reached."""
    request: str
    """Where its page is read."""
    print_request: str | None = None
    """Where its print view is read."""
    category: str | None = None


class Addresses:
    """The addresses of one portal."""

    def __init__(
        self,
        portal: str,
        home: str,
        article: str,
        *,
        keep: Iterable[str] = (),
        hosts: Iterable[str] = (),
        article_view: str | None = None,
        print_view: str | None = None,
        moved_to: str | None = None,
    ) -> None:
        self.portal = portal
        self.home = origin(home)
        self.read_at = origin(moved_to or home)
        self._keep = tuple(keep)
        self._article = re.compile(article, re.IGNORECASE)  # as servers of these portals read paths
        self._article_view = article_view
        self._print_view = print_view
        self._print_pattern = _pattern(print_view) if print_view else None
        self._home_host = _bare(_place(self.home))
        self._read_host = _place(self.read_at)
        self._hosts = () if moved_to else tuple(_bare(host.lower()) for host in hosts)

    def at(self, path: str) -> str:
        """Where a path of the portal is read."""
        return self.read_at + path

    def move(self, left: str, reached: str) -> None:
        """Take up where a redirect leads: from the host where the portal is read to the same one with `www.`
        or without. All of it is read there from now on; what is stored keeps the official address.
        """
        before, after = clean(left), clean(reached)
        if before is None or after is None or _place(before) == _place(after):
            return
        if _bare(_place(before)) == _bare(_place(after)) == _bare(self._read_host):
            self._read_host = _place(after)
            is_safer = after.startswith("https:") or self.read_at.startswith("http:")
            scheme = _origin(after) if is_safer else self.read_at
            self.read_at = f"{scheme.partition('://')[0]}://{self._read_host}"

    def local(self, address: str) -> str | None:
        """Where an address is read, None where it is not the portal's."""
        cleaned = clean(address)
        if cleaned is None:
            return None
        host = _place(cleaned)
        if host == self._read_host or _bare(host) == self._home_host:
            return self.read_at + _target(cleaned)
        return cleaned if _bare(host) in self._hosts else None

    def official(self, address: str) -> str | None:
        """The address as it is stored, None where it is no web address."""
        cleaned = clean(address)
        if cleaned is None:
            return None
        host = _place(cleaned)
        if host == self._read_host or _bare(host) == self._home_host:
            return self.home + _target(cleaned)
        return cleaned

    def owns(self, official: str) -> bool:
        """Tell whether a stored address is one of the portal's."""
        cleaned = clean(official)
        return cleaned is not None and _bare(_place(cleaned)) in (self._home_host, *self._hosts)

    def article(self, address: str) -> ArticleAddress | None:
        """The article that an address names, by its page or its print view; None for any other address."""
        local = self.local(address)
        if local is None:
            return None
        if found := self._article.fullmatch(self._kept(local)):
            groups = found.groupdict()
            return self._known(local, groups.get("number"), groups.get("category"))
        if self._print_pattern and (found := self._print_pattern.fullmatch(_target(local))):
            return self._known_by_print_view(local, found["number"])
        return None

    def unknown(self) -> ArticleAddress:
        """Stands in where a page's address is not known: the portal's home."""
        url = self.official(self.at("/")) or self.home
        return ArticleAddress(f"{self.portal}/{hashlib.sha256(url.encode()).hexdigest()}", url, url)

    def _known(self, local: str, number: str | None, category: str | None) -> ArticleAddress:
        url = self.official(origin(local) + self._kept(local)) or local
        if self._article_view and number:
            url = self.official(self.at(self._article_view.format(number=number))) or url
        name = number or hashlib.sha256(url.encode()).hexdigest()
        return ArticleAddress(f"{self.portal}/{name}", url, local, self._print_request(number), category)

    def _known_by_print_view(self, local: str, number: str) -> ArticleAddress:
        """The article's page is preferred where its address can be told from the number."""
        if self._article_view:
            return self._known(self.at(self._article_view.format(number=number)), number, None)
        return ArticleAddress(f"{self.portal}/{number}", self.official(local) or local, local)

    def _print_request(self, number: str | None) -> str | None:
        return self.at(self._print_view.format(number=number)) if self._print_view and number else None

    def _kept(self, local: str) -> str:
        """Path and query, of the query only what belongs to an article's address, in the declared order."""
        parts = urlsplit(local)
        pieces = {_name(piece).lower(): piece for piece in reversed(parts.query.split("&"))}
        kept = ((name, pieces[name.lower()]) for name in self._keep if name.lower() in pieces)
        query = "&".join(f"{name}={piece.partition('=')[2]}" for name, piece in kept)
        return f"{parts.path}?{query}" if query else parts.path


def clean(address: str) -> str | None:
    """A web address without tracking, fragment, session and default port; None for anything else, and for one
    that is longer than 4,096 characters.

    Cleaning a clean address changes nothing.
    """
    cleaned = _cleaned_once(address) if len(address) <= _REMEMBERED_LENGTH else _cleaned(address)
    return cleaned if cleaned and len(cleaned) <= _LONGEST else None


def _cleaned(address: str) -> str | None:
    try:
        parts = urlsplit(address.strip())
        port, host = parts.port, _host(parts.hostname or "")
        if parts.scheme not in _DEFAULT_PORTS or host is None or "@" in parts.netloc:
            return None
        place = host if port in (None, _DEFAULT_PORTS[parts.scheme]) else f"{host}:{port}"
        path = _SESSION.sub("", _escape(parts.path)) or "/"
        query = "&".join(_escape(piece) for piece in parts.query.split("&") if not _is_noise(piece))
    except (ValueError, UnicodeError):
        return None
    return f"{parts.scheme}://{place}{path}" + (f"?{query}" if query else "")


_cleaned_once = lru_cache(_REMEMBERED)(_cleaned)


def origin(address: str) -> str:
    """Scheme, host and port of a web address. Raises ValueError for anything else."""
    cleaned = clean(address)
    if cleaned is None:
        raise ValueError(f"not an address that begins with http:// or https://: {address!r}")
    return _origin(cleaned)


def _pattern(template: str) -> re.Pattern[str]:
    before, _, after = template.partition("{number}")
    return re.compile(f"{re.escape(before)}(?P<number>[0-9]+){re.escape(after)}", re.IGNORECASE)


def _origin(cleaned: str) -> str:
    scheme, _, place, *_ = cleaned.split("/", 3)
    return f"{scheme}//{place}"


def _place(cleaned: str) -> str:
    """Host and port: a clean address has a path, so they end at the third slash."""
    return cleaned.split("/", 3)[2]


def _target(cleaned: str) -> str:
    return cleaned.removeprefix(_origin(cleaned))


def _bare(host: str) -> str:
    return host.removeprefix("www.")


def _host(name: str) -> str | None:
    host = name.encode("idna").decode() if not name.isascii() else name
    host = host.lower().rstrip(".")
    host = f"[{host}]" if ":" in host else host
    return host if _HOST.fullmatch(host) else None


def _name(piece: str) -> str:
    return unquote_plus(piece.partition("=")[0])


def _is_noise(piece: str) -> bool:
    name = _name(piece).lower()
    return not piece or name in _TRACKING or name.startswith("utm_")


def _escape(text: str) -> str:
    """Percent-encoded once and in one way, whether it came so or not."""
    quoted = quote(_LONE_PERCENT.sub("%25", text), safe=_SAFE)
    return _ESCAPE.sub(_normal_escape, quoted)


def _normal_escape(escape: re.Match[str]) -> str:
    byte = int(escape[1], 16)
    return chr(byte) if byte in _UNRESERVED else escape[0].upper()

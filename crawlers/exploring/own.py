"""Addresses of a portal that is known under other names too."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from crawlers.addresses import Addresses, ArticleAddress, clean


class OwnAddresses(Addresses):
    """As Addresses; a link to one of the `aliases` (hosts, with port) is a link to the portal's home.

    `print_links` is the path of print views with `{number}` in it: a link to one is a link to the article.
    The print view itself is never read: the day at its head, which the general layout cannot know, is that
    of printing.
    """

    def __init__(
        self,
        portal: str,
        home: str,
        article: str,
        *,
        aliases: Iterable[str] = (),
        article_view: str | None = None,
        print_links: str | None = None,
        **more: Any,
    ) -> None:
        super().__init__(portal, home, article, **more)
        self.aliases = set(aliases)
        self._article_path = article_view
        before, _, after = (print_links or "").partition("{number}")
        self._print_links = re.compile(f"{re.escape(before)}([0-9]+){re.escape(after)}", re.IGNORECASE)

    def local(self, address: str) -> str | None:
        """Where an address is read, None where it is not the portal's."""
        return super().local(self._under_home(address))

    def official(self, address: str) -> str | None:
        """The address as it is stored, None where it is no web address."""
        return super().official(self._under_home(address))

    def article(self, address: str) -> ArticleAddress | None:
        """The article that an address names; None for any other address."""
        local = self.local(address) if self._article_path else None
        printed = self._print_links.fullmatch(place_and_target(local)[1]) if local else None
        if self._article_path and printed:
            return super().article(self.at(self._article_path.format(number=printed[1])))
        return super().article(address)

    def _under_home(self, address: str) -> str:
        cleaned = clean(address) if self.aliases else None
        if cleaned is None:
            return address
        host, path = place_and_target(cleaned)
        return self.home + path if host in self.aliases else address


def place_and_target(cleaned: str) -> tuple[str, str]:
    """Host (with port, without `www.`), and path and query, of a clean address."""
    _, _, place, rest = cleaned.split("/", 3)
    return place.removeprefix("www."), f"/{rest}"

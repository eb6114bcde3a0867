"""Attributes that are lost, doubled, huge or odd. The text of the page stays as it is."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

_START = re.compile(r"<(?:p|div|span|td|table|h[1-6]|li)(?=[ >])")


def _added(page: str, rng: random.Random, share: float, attribute: str) -> str:
    return _START.sub(lambda tag: f"{tag[0]} {attribute}" if rng.random() < share else tag[0], page)


def quotes_lost(page: str, rng: random.Random) -> str:
    return re.sub(r'="([a-z0-9_-]+)"', lambda value: f"={value[1]}" if rng.random() < 0.5 else value[0], page)


def doubled(page: str, rng: random.Random) -> str:
    """What comes second does not count."""
    return re.sub(
        r' (class|id)="([^"<>]*)"',
        lambda found: f'{found[0]} {found[1]}="related hidden menu"' if rng.random() < 0.3 else found[0],
        page,
    )


def styled(page: str, rng: random.Random) -> str:
    return _added(page, rng, 0.2, 'align="justify" lang="vi" dir=ltr')


def huge(page: str, rng: random.Random) -> str:
    return _added(page, rng, 0.02, f'data-x="{"x" * 20_000}"')


def many(page: str, rng: random.Random) -> str:
    return _added(page, rng, 0.02, " ".join(f"data-{number}=1" for number in range(300)))


def odd(page: str, rng: random.Random) -> str:
    return _added(
        page, rng, 0.1, rng.choice(("='", '"', "a=&quot;>=", "\u202e=1", "on\x01click=x", "<b")) + " "
    )


def odd_addresses(page: str, rng: random.Random) -> str:
    """Links and pictures with addresses that are none, behind the article."""
    odd = (
        "http://[",
        "//",
        "javascript:alert(1)",
        "data:image/png;base64,AAAA",
        "http://a:99999/",
        "\x00",
        "%zz",
    )
    links = "".join(f'<a href="{address}">Xem</a><img src="{address}">' for address in odd)
    return page.replace("</body>", f"<p>{rng.choice(('', ' '))}{links}</p></body>")


CHANGES: dict[str, Callable[[str, random.Random], str]] = {
    "quotes_lost": quotes_lost,
    "attributes_doubled": doubled,
    "attributes_added": styled,
    "attributes_huge": huge,
    "attributes_many": many,
    "attributes_odd": odd,
    "addresses_odd": odd_addresses,
}
HARMLESS = frozenset(CHANGES) - {"attributes_odd"}

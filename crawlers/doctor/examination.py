"""All checks of a visit, each on its own: one that fails says so and keeps no other from being made."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlsplit

from crawlers.doctor.address import check_address
from crawlers.doctor.articles import check_articles, check_layout
from crawlers.doctor.browser import check_browser
from crawlers.doctor.certificate import check_certificate
from crawlers.doctor.encoding import check_encoding
from crawlers.doctor.feeds import check_feeds
from crawlers.doctor.handshake import Place, encryption_of, find_place
from crawlers.doctor.listings import check_listings
from crawlers.doctor.pace import check_pace
from crawlers.doctor.robots import check_robots
from crawlers.doctor.stubs import check_stubs
from crawlers.doctor.verdict import Grade, Verdict, look
from crawlers.doctor.visit import Visit
from crawlers.network.tls import Exceptions
from crawlers.spider import PortalSpider

logger = logging.getLogger(__name__)
_HANDSHAKE_SECONDS = 10.0
_HOSTS_MOST = 4
_PORTS = {"http": 80, "https": 443}

CHECKS: dict[str, Callable[[Visit], Iterator[Verdict]]] = {
    "address": check_address,
    "robots": check_robots,
    "certificate": check_certificate,
    "first visit": check_stubs,
    "encoding": check_encoding,
    "listings": check_listings,
    "feeds and site maps": check_feeds,
    "articles": check_articles,
    "layout": check_layout,
    "browser": check_browser,
    "pace": check_pace,
}
"""By topic, in the order of a report."""


@dataclass(frozen=True)
class Examination:
    """What all checks said, by topic."""

    visit: Visit
    verdicts: dict[str, list[Verdict]]

    def count(self, grade: Grade) -> int:
        """Verdicts of this grade."""
        return sum(verdict.grade == grade for several in self.verdicts.values() for verdict in several)


def examine(visit: Visit) -> Examination:
    """Make all checks."""
    return Examination(visit, {topic: list(_made(topic, check, visit)) for topic, check in CHECKS.items()})


def _made(topic: str, check: Callable[[Visit], Iterator[Verdict]], visit: Visit) -> Iterator[Verdict]:
    try:
        yield from check(visit)
    except Exception as error:  # a portal that nobody thought of: all other checks still help
        logger.debug("The check of %s fails", topic, exc_info=True)
        yield look(
            topic,
            f"not looked at further: this check itself failed ({type(error).__name__}: {error})",
            "a defect of this program: please report it with the address",
        )


def place_of(portal: PortalSpider) -> Place:
    """Where the portal is read."""
    parts = urlsplit(portal.addresses.read_at)
    port = parts.port or _PORTS[parts.scheme]
    return find_place(parts.hostname or "", port, own=portal.scope.home is not None)


def shake_hands(visit: Visit) -> None:
    """Find out how the portal's hosts encrypt, where it is read over https."""
    portal = visit.portal
    if not portal.addresses.read_at.startswith("https:"):
        return
    if not visit.place.addresses:
        visit.why_no_encryption = visit.place.why
        return
    own = portal.addresses.owns(portal.addresses.read_at)
    exceptions = Exceptions.of(type(portal)) if own else Exceptions()
    encryption = partial(encryption_of, exceptions=exceptions, seconds=_HANDSHAKE_SECONDS)
    further = () if visit.is_moved else portal.hosts[:_HOSTS_MOST]
    places = [visit.place, *(find_place(host, 443, own=False) for host in further)]
    visit.encryptions = [encryption(place) for place in places]

"""Whether the portal is where its declaration says, and answers."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median
from urllib.parse import urlsplit

from crawlers.addresses import clean, origin
from crawlers.doctor.verdict import Verdict, bad, good, look
from crawlers.doctor.visit import NO_PROOF, NO_RULES, Visit

_SLOW = 5.0
"""Seconds; above them a crawl of thousands of pages takes days."""
_KEPT_OUT = (401, 403, 406, 429, 451)


def check_address(visit: Visit) -> Iterator[Verdict]:
    """Name, answer, redirects and how long answers take."""
    yield _name(visit)
    yield _answer(visit)
    yield from _redirects(visit)
    yield from _speed(visit)


def _name(visit: Visit) -> Verdict:
    place = visit.place
    if place.addresses:
        own = " (an operator's own place)" if visit.is_moved else ""
        return good("name", f"{place.host}, at {', '.join(place.addresses[:3])}{own}")
    return bad(
        "name",
        f"{place.host}: {place.why}",
        "correct `home`, or ask the portal's office for its address; a place of your own is looked at with "
        "-a home=URL",
    )


def _answer(visit: Visit) -> Verdict:
    home = visit.front()
    if home.is_page:
        return good("answer", f"HTTP {home.status}, {len(home.body):,} bytes")
    if home.status in _KEPT_OUT:
        return bad(
            "answer",
            f"the home page is refused to this crawler (HTTP {home.status})",
            "ask the portal's office to let the user agent `tuantra` in; set TUANTRA_CONTACT so that it "
            "knows whom to answer. Pages that only a disguise could get are not fetched",
        )
    if home.failure in (NO_RULES, NO_PROOF):
        return bad("answer", f"no home page: {home.why}", "see below what keeps it")
    return bad("answer", f"no home page: {home.why}", "open it in a browser; try again at another hour")


def _redirects(visit: Visit) -> Iterator[Verdict]:
    """A crawl asks the declared host alone: what leads away from it, ends there."""
    moved = [hop for hop in visit.home.hops if clean(hop) and not _same_origin(hop, visit.home.address)]
    if not moved:
        if visit.home.response is not None:
            yield good("redirects", "none to another address")
        return
    there, here = origin(moved[-1]), visit.portal.addresses.home
    if visit.is_moved and there == here:
        yield good("redirects", "to the official address, which is read here")
    elif visit.home.is_page:
        yield look("redirects", f"{here} leads to {there}", f'write home = "{there}/": that spares redirects')
    else:
        yield bad(
            "redirects", f"{here} leads to {there}, where a crawl does not follow", f'write home = "{there}/"'
        )


def _same_origin(one: str, other: str) -> bool:
    first, second = urlsplit(clean(one) or ""), urlsplit(clean(other) or "")
    return (first.scheme, first.netloc) == (second.scheme, second.netloc)


def _speed(visit: Visit) -> Iterator[Verdict]:
    taken = [seconds for exchange in visit.exchanges() for seconds in exchange.seconds]
    if not taken:
        return
    seen = f"{median(taken):.1f} s in the middle, {max(taken):.1f} s at most"
    if median(taken) > _SLOW:
        yield look("speed", seen, 'declare `hours` in which it is faster, such as hours = "21:00-05:30"')
    else:
        yield good("speed", seen)

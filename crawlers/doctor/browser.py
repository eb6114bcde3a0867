"""Whether the browser is there that a portal's scripted listings need."""

from __future__ import annotations

from collections.abc import Iterator

from crawlers.doctor.verdict import Verdict, bad, good, not_made
from crawlers.doctor.visit import Visit


def check_browser(visit: Visit) -> Iterator[Verdict]:
    """Nothing is said of portals that need none."""
    if not visit.portal.scripted_listings:
        return
    if visit.why_no_browser is None:
        yield not_made("browser", "the visit did not come so far")
    elif visit.why_no_browser:
        yield bad("browser", visit.why_no_browser, "every run of this portal fails until it is there")
    else:
        yield good("browser", "there, and starts")

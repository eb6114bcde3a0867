"""How fast the portal may be crawled, and how long that takes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from statistics import median

from crawlers.doctor.feeds import articles_in
from crawlers.doctor.robots import rules_of
from crawlers.doctor.verdict import Verdict, bad, counted, good, look, not_made
from crawlers.doctor.visit import ListingVisit, Visit
from crawlers.manners.hours import BadHours, Hours
from crawlers.manners.retry_after import seconds_to_wait

_DAY = 24 * 3600.0
_LONG = 7
"""Days of a first crawl, above which a person should think about hours and limits."""


def check_pace(visit: Visit) -> Iterator[Verdict]:
    """What bounds the pace, requests a minute, and the first crawl."""
    yield from _asked_to_wait(visit)
    answer = _answer_seconds(visit)
    if answer is None:
        yield not_made("pace", visit.home.why or "nothing was answered")
        return
    interval = seconds_between(visit, answer)
    yield good(
        "pace",
        f"{60 / interval:.0f} requests a minute, one at a time: {_bound(visit, answer)}",
    )
    yield from _hours(visit)
    yield from _first_crawl(visit, interval)


def seconds_between(visit: Visit, answer: float) -> float:
    """From one request to the next, given how long an answer takes."""
    return max(*_bounds(visit, answer).values(), answer, 0.001)


def _bounds(visit: Visit, answer: float) -> dict[str, float]:
    rules = rules_of(visit)
    asked = (rules.crawl_delay(visit.agent) or 0.0) if rules else 0.0
    return {
        "DOWNLOAD_DELAY": visit.terms.delay,
        "Crawl-delay of robots.txt": min(asked, visit.terms.crawl_delay_most),
        "its answers (AutoThrottle)": answer * visit.terms.rest,
    }


def _bound(visit: Visit, answer: float) -> str:
    bounds = _bounds(visit, answer)
    strictest = max(bounds, key=lambda name: bounds[name])
    return f"{strictest} asks for {bounds[strictest]:.1f} s between two"


def _answer_seconds(visit: Visit) -> float | None:
    taken = [seconds for exchange in visit.exchanges() for seconds in exchange.seconds]
    return median(taken) if taken else None


def _asked_to_wait(visit: Visit) -> Iterator[Verdict]:
    waits = [
        seconds_to_wait(exchange.response, visit.at)
        for exchange in visit.exchanges()
        if exchange.response is not None
    ]
    statuses = [exchange.status for exchange in visit.exchanges()]
    if 429 in statuses or max(waits, default=0) > 0:
        yield bad(
            "Retry-After",
            f"a handful of requests was too much: {max(waits, default=0):.0f} s asked for",
            "raise DOWNLOAD_DELAY for this portal, or ask its office",
        )


def _hours(visit: Visit) -> Iterator[Verdict]:
    if not visit.terms.hours:
        return
    try:
        hours = Hours.parse(visit.terms.hours)
    except BadHours as error:
        yield bad("hours", str(error), "write them so: 21:00-05:30")
        return
    state = "open now" if hours.is_open(visit.at) else "closed now"
    yield good("hours", f"{hours} (Việt Nam), {seconds_a_day(hours, visit.at) / 3600:.1f} h a day, {state}")


def seconds_a_day(hours: Hours, now: datetime) -> float:
    """How long the hours last."""
    return hours.closes_in(hours.opens_at(now))


def _first_crawl(visit: Visit, interval: float) -> Iterator[Verdict]:
    """Lower bounds: what the first pages say of all pages."""
    pages = sum(map(_pages, visit.listings))
    listed = sum(_pages(listing) * len(listing.page.articles) for listing in visit.listings if listing.page)
    articles = max(listed, _named(visit))
    if not articles:
        yield not_made("first crawl", "no article is known")
        return
    seconds = (pages + articles) * interval
    days = seconds / _open_a_day(visit)
    on_pages = counted(pages, "listing page", "listing pages")
    told = f"about {articles:,} articles on {on_pages}: {_lasting(seconds)}"
    told += f", spread over {days:.0f} days of its hours" if visit.terms.hours and days > 1 else ""
    if days > _LONG:
        yield look(
            "first crawl", told, "it may be stopped at any time and goes on: let a scheduler call it each day"
        )
    else:
        yield good("first crawl", told)


def _pages(listing: ListingVisit) -> int:
    """Pages that its first two name; 2 where they only name the next one."""
    if listing.page is None:
        return 0
    links = [*listing.page.pages, *(listing.second_page.pages if listing.second_page else ())]
    least = 2 if listing.second_page and listing.second_page.articles else 1
    return max([least, listing.page.last or least, *(link.number or least for link in links)])


def _named(visit: Visit) -> int:
    total = 0
    for exchange in visit.indexes.values():
        try:
            total = max(total, len(articles_in(visit, exchange)))
        except ValueError:
            continue
    return total


def _open_a_day(visit: Visit) -> float:
    try:
        return seconds_a_day(Hours.parse(visit.terms.hours), visit.at) if visit.terms.hours else _DAY
    except BadHours:
        return _DAY


def _lasting(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"

"""What the portal's robots.txt says of what is declared."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from scrapy.robotstxt import ProtegoRobotParser

from crawlers.doctor.verdict import Verdict, bad, counted, good, look
from crawlers.doctor.visit import NO_PROOF, Visit
from crawlers.manners.robots import rules_in

_NAMED = 3


def rules_of(visit: Visit) -> ProtegoRobotParser | None:
    """The rules as a crawl obeys them; None where it would obey by asking nothing."""
    response = visit.robots.response
    if response is None or visit.robots.failure or response.status == 429 or response.status >= 500:
        return None
    return ProtegoRobotParser(rules_in(response, visit.agent), None)


def check_robots(visit: Visit) -> Iterator[Verdict]:
    """Whether it can be read, what it forbids, and which site maps it names."""
    rules = rules_of(visit)
    if rules is None:
        yield bad(
            "robots.txt", f"cannot be read ({visit.robots.why}): a crawl asks for nothing", _remedy(visit)
        )
        return
    yield _there(visit)
    yield _allowed(visit, rules)
    yield from _delay(visit, rules)
    yield from _site_maps(visit, rules)


def _remedy(visit: Visit) -> str:
    if visit.robots.failure == NO_PROOF:
        return "mend the certificate first"
    return "if it stays so, tell the portal's office: a 404 would allow everything, an error allows nothing"


def _there(visit: Visit) -> Verdict:
    if not visit.robots.is_page:
        return good("robots.txt", f"there is none ({visit.robots.why}): everything is allowed")
    if visit.robots.body.strip() and not _rules_as_text(visit):
        return look(
            "robots.txt",
            "a page, no rules: everything is allowed",
            "nothing, unless the office meant to forbid",
        )
    return good("robots.txt", "read")


def _rules_as_text(visit: Visit) -> str:
    """The rules' text; empty where a page was sent in their place."""
    return rules_in(visit.robots.response, visit.agent).decode() if visit.robots.response else ""


def _allowed(visit: Visit, rules: ProtegoRobotParser) -> Verdict:
    """Of what is declared, and of the articles that listings lead to."""
    portal = visit.portal
    declared = ["/", *portal.listings, *portal.feeds, *portal.sitemaps, *portal.scripted_listings]
    declared += [listing.page(1) for listing in portal.paged_listings]
    pages = [listing.page for listing in visit.listings if listing.page]
    articles = {article.request for page in pages for article in page.articles.values()}
    asked = list(dict.fromkeys(chain(map(portal.addresses.at, declared), sorted(articles))))
    refused = [address for address in asked if not rules.allowed(address, visit.agent)]
    told = f"{counted(len(asked), 'address', 'addresses')} declared or linked"
    if not refused:
        return good("allowed", f"all {told}")
    names = ", ".join(address.removeprefix(portal.addresses.read_at) for address in refused[:_NAMED])
    return bad(
        "allowed",
        f"{len(refused)} of {told} are forbidden: {names}{' …' if len(refused) > _NAMED else ''}",
        "they are never fetched: declare listings that are allowed, or ask the portal's office",
    )


def _delay(visit: Visit, rules: ProtegoRobotParser) -> Iterator[Verdict]:
    delay, most = rules.crawl_delay(visit.agent) or 0.0, visit.terms.crawl_delay_most
    if delay > most:
        yield look(
            "Crawl-delay", f"{delay:g} s asked for, {most:g} s kept", "CRAWL_DELAY_MOST lets it have more"
        )
    elif delay:
        yield good("Crawl-delay", f"{delay:g} s, kept")


def _site_maps(visit: Visit, rules: ProtegoRobotParser) -> Iterator[Verdict]:
    addresses = visit.portal.addresses
    named = [addresses.local(address) for address in rules.rp.sitemaps]
    paths = [local.removeprefix(addresses.read_at) for local in named if local]
    new = [path for path in dict.fromkeys(paths) if path not in visit.portal.sitemaps]
    if new:
        yield look("site maps named", ", ".join(new[:_NAMED]), f"add to sitemaps = {tuple(new[:_NAMED])!r}")
    elif paths:
        yield good("site maps named", "all are declared")

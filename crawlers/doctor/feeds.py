"""Whether the declared feeds and site maps name articles, and whether there are others."""

from __future__ import annotations

from collections.abc import Iterator

from parsel import Selector
from scrapy.http import Response

from crawlers.doctor.exchange import Exchange
from crawlers.doctor.verdict import Verdict, bad, counted, good, look, not_made
from crawlers.doctor.visit import Visit
from crawlers.listings.documents import feed_links, nested_site_maps
from crawlers.listings.page_links import join

_NAMED = 3
_FEED = "link[rel~=alternate][href][type*='rss'], link[rel~=alternate][href][type*='atom']"


def check_feeds(visit: Visit) -> Iterator[Verdict]:
    """Each declared feed and site map; then those that the home page names."""
    for path, exchange in visit.indexes.items():
        yield _index(visit, path, exchange)
    yield from _undeclared(visit)


def articles_in(visit: Visit, exchange: Exchange) -> set[str]:
    """Ids of the articles that a feed or site map names. Raises ValueError where it is neither."""
    if exchange.response is None:
        return set()
    addresses = visit.portal.addresses
    found = (
        addresses.article(address) for address in _addresses(exchange.response, feed_links(exchange.body))
    )
    return {article.id for article in found if article}


def _index(visit: Visit, path: str, exchange: Exchange) -> Verdict:
    if exchange.response is None:
        return not_made(path, exchange.why)
    if not exchange.is_page:
        return bad(
            path, f"absent: {exchange.why}", "take it out of `feeds` or `sitemaps`, or correct its path"
        )
    try:
        articles, links = articles_in(visit, exchange), feed_links(exchange.body)
        nested = nested_site_maps(exchange.body)
    except ValueError:
        return bad(path, "neither a feed nor a site map", "open it in a browser; correct its path")
    if articles:
        return good(path, counted(len(articles), "article", "articles"))
    if nested:
        return good(path, f"an index of {counted(len(nested), 'site map', 'site maps')}")
    if links:
        return bad(path, f"{len(links)} addresses, none an article's: {links[0]}", "correct `article`")
    return look(path, "empty", "take it out if it stays so")


def _undeclared(visit: Visit) -> Iterator[Verdict]:
    """Feeds that pages name for readers."""
    front, portal = visit.front(), visit.portal
    if not front.is_page or front.response is None:
        return
    links = Selector(text=front.text or "<p></p>", type="html").css(_FEED)
    named = [
        portal.addresses.local(address)
        for address in _addresses(front.response, [one.attrib["href"] for one in links])
    ]
    paths = dict.fromkeys(local.removeprefix(portal.addresses.read_at) for local in named if local)
    new = [path for path in paths if path not in portal.feeds]
    if new:
        yield look(
            "feeds found",
            ", ".join(new[:_NAMED]),
            f"add to feeds = {tuple(new[:_NAMED])!r} if they name articles",
        )


def _addresses(response: Response, links: list[str]) -> list[str]:
    return [address for link in links if (address := join(response, link))]

"""Whether the listings lead to articles, and on to their further pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from urllib.parse import urljoin, urlsplit

from parsel import Selector

from crawlers.addresses import Addresses
from crawlers.dates import VIETNAM
from crawlers.doctor.exchange import Exchange
from crawlers.doctor.stranger import is_stranger
from crawlers.doctor.verdict import Verdict, bad, counted, good, look, not_made
from crawlers.doctor.visit import TIME_UP, ListingVisit, Visit

_HOME = "/"
_STALE = 60
"""Days without a new article, after which a person should ask whether the listing is still the one."""
_TITLE_WORDS = 5
"""Words of a link that are a headline rather than a menu's."""
_ALIKE_MANY = 3
_POST_BACK = re.compile(r"__doPostBack\([^)]*Page\$|__doPostBack\([^)]*(?:page|trang|next)", re.IGNORECASE)
_MORE = re.compile(r"(?:xem|tải|load|hiển thị) *(?:thêm|more)|show more", re.IGNORECASE)
_DEAD_LINK = re.compile(r"#.*|javascript:.*", re.IGNORECASE)
_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|svg|pdf|docx?|xlsx?|zip|rar|mp[34]|css|js)$", re.IGNORECASE)


def check_listings(visit: Visit) -> Iterator[Verdict]:
    """Each listing that was looked at, in itself and with the page after it."""
    if visit.exploration or is_stranger(visit.portal):
        yield _not_declared(visit)
    if is_stranger(visit.portal):
        return
    if not visit.listings:
        yield not_made("listings", visit.home.why or "none is known")
    for listing in visit.listings:
        yield from _check(visit, listing)
    yield from _enough(visit)


def _not_declared(visit: Visit) -> Verdict:
    """Without an exploration that found articles, nothing more can be said of them."""
    seen = visit.exploration or "none: nobody knows its articles yet"
    return look("declaration", seen, f"scrapy newportal NAME {visit.portal.home} writes one")


def _check(visit: Visit, listing: ListingVisit) -> Iterator[Verdict]:
    if listing.page is None:
        yield _absent(visit, listing)
        return
    linked = len(listing.page.articles)
    if listing.path in visit.portal.scripted_listings:
        yield good(listing.path, f"{counted(linked, 'article', 'articles')} before the browser turns it")
        return
    alike = lookalikes(listing.first, visit.portal.addresses)
    yield _links(listing, linked, alike)
    if not linked:
        return
    if listing.path != _HOME or listing.further():
        yield _paging(listing)
    yield from _dates(visit, listing)


def _absent(visit: Visit, listing: ListingVisit) -> Verdict:
    if visit.front().response is None or listing.first.failure == TIME_UP:
        return not_made(listing.path, listing.first.why)  # through no fault of the listing
    remedy = "open it in a browser; if it has moved, correct `listings`"
    if listing.declared:
        return bad(listing.path, f"no page: {listing.first.why}", remedy)
    return look(
        listing.path, f"no page: {listing.first.why}", "linked, matching `listing`: see whether it is one"
    )


def _links(listing: ListingVisit, linked: int, alike: list[str]) -> Verdict:
    seen = counted(linked, "article", "articles")
    examples = ", ".join(alike[:2])
    if linked and len(alike) <= linked:
        return good(listing.path, seen)
    if linked:
        return look(
            listing.path,
            f"{seen}; {len(alike)} links with headlines do not match `article`, such as {examples}",
            "if these are articles too, widen `article`",
        )
    if listing.page and listing.page.is_json:
        return bad(
            listing.path,
            "JSON, but no address of an article in it",
            "name the fields that make one up, PagedListing(…, article=…), so that `article` matches it",
        )
    if alike:
        return bad(
            listing.path,
            f"no article, but {len(alike)} links with headlines that do not match `article`, such as "
            f"{examples}",
            "the form of the addresses has changed: correct `article`",
        )
    if not listing.declared or listing.path == _HOME:
        return look(listing.path, "no article", "nothing, if it only leads to listings")
    return bad(
        listing.path,
        "no article and nothing like one",
        "if a browser shows some, a script puts them there: declare `paged_listings` or `scripted_listings`",
    )


def lookalikes(page: Exchange, addresses: Addresses) -> list[str]:
    """Paths of links that stand under a headline on the portal itself and match no article."""
    found: dict[str, None] = {}
    for link in Selector(text=page.text or "<p></p>", type="html").css("a[href]"):
        words = " ".join(link.css("::text").getall()).split()
        address = _join(page, link.attrib["href"])
        local = addresses.local(address) if address else None
        if local is None or len(words) < _TITLE_WORDS or addresses.article(local):
            continue
        path = local.removeprefix(addresses.read_at)
        if len(urlsplit(local).path) > 1 and not _FILE.search(urlsplit(local).path):
            found[path] = None
    return list(found)


def _join(page: Exchange, link: str) -> str | None:
    try:
        return urljoin(page.response.url if page.response else page.address, link.strip())
    except ValueError:
        return None


def _paging(listing: ListingVisit) -> Verdict:
    check = f"{listing.path} paging"
    kind = _kind(listing)
    if kind is None:
        return _no_paging(check, listing.first.text)
    if listing.second is None:
        return not_made(check, f"{kind} seen, its second page not asked for")
    if listing.second_page is None:
        return bad(check, f"{kind} seen, but no second page: {listing.second.why}", "open it in a browser")
    first = listing.page.articles if listing.page else {}
    new = len(listing.second_page.articles.keys() - first.keys())
    if new:
        return good(check, f"{kind}; {counted(new, 'article', 'articles')} more on the second page")
    return bad(
        check,
        f"{kind} seen, but its second page names no article that the first does not",
        "older articles are not reached: see in a browser's network view what turning the page asks for; "
        "declare `paged_listings`",
    )


def _kind(listing: ListingVisit) -> str | None:
    """How the page says where the next one is, as far as a crawl follows it."""
    if "{page}" in listing.path:
        return "pages by number"
    pages = listing.further()
    numbers = [link.number for link in pages if link.number]
    if any(link.form for link in pages):
        return "a form to be posted (WebForms)"
    if numbers:
        return f"numbered links up to {max(numbers)}"
    return "a link to the next page" if pages else None


def _no_paging(check: str, text: str) -> Verdict:
    """No link that a crawl follows; perhaps one that a person would click."""
    if _POST_BACK.search(text):
        return bad(
            check,
            "by form (`__doPostBack`), but there is no form that could be posted",
            "see in a browser's network view what turning the page asks for; a feed or site map may name the "
            "rest",
        )
    if button := _button(text):
        return bad(
            check,
            f"by script alone: “{button}” leads to no address",
            "see in a browser's network view what it asks for: declare `paged_listings`, or else "
            "`scripted_listings`",
        )
    return look(
        check,
        "no link to a second page",
        "right for a short listing; else declare `paged_listings` or a site map: older articles are not "
        "reached",
    )


def _button(text: str) -> str | None:
    """What a link or button without an address says that seems to turn the page."""
    for link in Selector(text=text or "<p></p>", type="html").css("a, button, [role=button]"):
        words = " ".join(" ".join(link.css("::text").getall()).split())
        dead = _DEAD_LINK.fullmatch(link.attrib.get("href", "#").strip())
        if dead and words and (_MORE.fullmatch(words) or words == "2"):
            return words
    return None


def _dates(visit: Visit, listing: ListingVisit) -> Iterator[Verdict]:
    """The newest date beside the links; a crawl with `-a since` stops by them."""
    newest = listing.page.newest if listing.page else None
    if newest is None:
        return
    check, days = f"{listing.path} newest", (_today(visit) - newest).days
    if days > _STALE:
        yield look(check, f"{newest}, {days} days ago", "see whether the portal publishes elsewhere now")
    else:
        yield good(check, str(newest))


def _today(visit: Visit) -> date:
    return visit.at.astimezone(VIETNAM).date()


def _enough(visit: Visit) -> Iterator[Verdict]:
    """At least one listing has to lead to articles."""
    pages = [listing.page for listing in visit.listings if listing.page]
    if visit.portal.scripted_listings:
        return  # only the browser shows
    if pages and not any(page.articles for page in pages):
        yield bad(
            "articles", "no listing leads to one", "a crawl would fail: correct `article` and `listings`"
        )

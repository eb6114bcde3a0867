"""Whether a first visitor gets pages, or a stub that a browser would see through."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crawlers.doctor.exchange import Exchange
from crawlers.doctor.verdict import Verdict, bad, good, look, not_made
from crawlers.doctor.visit import Visit
from crawlers.reading import NoArticle

_STUB_MOST = 8_000
"""Characters of a stub's source; the ones seen have some hundred."""
_TEXT_MOST = 200
_SETS_A_COOKIE = re.compile(r"document\s*\.\s*cookie\s*=", re.IGNORECASE)
_LOADS_AGAIN = re.compile(
    r"location\s*\.\s*(?:reload|replace|href)|location\s*=|http-equiv=.?refresh", re.IGNORECASE
)
_CHALLENGE = re.compile(
    r"captcha|just a moment|checking your browser|enable javascript|bật javascript", re.IGNORECASE
)
_INVISIBLE = re.compile(r"<(script|style|head|noscript)\b.*?</\1\s*>|<[^>]*>", re.IGNORECASE | re.DOTALL)
_REFUSED = (401, 403, 406, 429)
_ASK = (
    "ask the portal's office to let the user agent `tuantra` through: a crawl keeps cookies but runs no "
    "script outside `scripted_listings`, and it stores no stub"
)


def stub_in(exchange: Exchange) -> str | None:
    """What a page is instead of a page; None where it looks like one."""
    if exchange.response is None:
        return None
    text = exchange.text
    if len(text) > _STUB_MOST or len(_INVISIBLE.sub("", text).strip()) > _TEXT_MOST:
        return None
    if _CHALLENGE.search(text):
        return "a challenge to the browser"
    if _SETS_A_COOKIE.search(text):
        return "a script that sets a cookie"
    return "a page that only loads another" if _LOADS_AGAIN.search(text) else None


def is_worth_asking_again(exchange: Exchange) -> bool:
    """A second request, with the cookies of the first, might get the page."""
    return exchange.status in _REFUSED or stub_in(exchange) is not None


def check_stubs(visit: Visit) -> Iterator[Verdict]:
    """The home page, asked for twice where need be; then all others."""
    if visit.home.response is None:
        yield not_made("first visit", visit.home.why)
        return
    yield _first(visit)
    yield from _others(visit)


def _first(visit: Visit) -> Verdict:
    if not is_worth_asking_again(visit.home):
        return good("first visit", "gets the page at once")
    kind = stub_in(visit.home) or f"HTTP {visit.home.status}"
    again = visit.home_again
    if again is None or again.response is None:
        return bad("first visit", f"gets {kind}; there was no second request", _ASK)
    if again.is_page and stub_in(again) is None:
        return look(
            "first visit",
            f"gets {kind}; the second one, with its cookie, the page",
            "each run loses its first page, the home page: declare the listings by name",
        )
    return bad("first visit", f"gets {kind}; the second one too", _ASK)


def _others(visit: Visit) -> Iterator[Verdict]:
    """A stub in place of an article is refused, in place of a listing it is an empty listing."""
    pages = [page for page in visit.exchanges() if page.is_page and page not in (visit.home, visit.robots)]
    stubs = [page for page in pages if stub_in(page)]
    unread = [sample.reading for sample in visit.samples if isinstance(sample.reading, NoArticle)]
    stubs_read = [refusal for refusal in unread if refusal.reason in ("cookie-stub", "challenge")]
    if stubs or stubs_read:
        number = max(len(stubs), len(stubs_read))
        yield bad("other pages", f"{number} of {len(pages)} are stubs", _ASK)

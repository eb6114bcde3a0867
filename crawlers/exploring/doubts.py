"""What is to be checked by eye after an exploration, and why one found nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from scrapy.http import HtmlResponse

from crawlers.addresses import Addresses
from crawlers.exploring.evidence import Evidence
from crawlers.exploring.findings import Findings
from crawlers.exploring.pattern import Pattern
from crawlers.fetching.failures import ROBOTS_UNREACHABLE
from crawlers.listings.page_links import further_pages

_FEW_ARTICLES = 3
_SCRIPTED_LETTERS = 1500
_FEW_LINKS = 5
_TOLD = 3


def doubts_of(findings: Findings, evidence: Evidence, pattern: Pattern, *, is_spent: bool) -> list[str]:
    """What to check, a sentence each."""
    doubts = [*_of_ids(pattern), *_of_addresses(evidence, pattern), *_of_listings(findings, evidence)]
    if len(findings.articles) < _FEW_ARTICLES:
        doubts.append(f"only {len(findings.articles)} articles were read")
    if is_spent:
        doubts.append("the budget was spent; EXPLORE_PAGES allows more pages")
    return doubts


def _of_ids(pattern: Pattern) -> Iterator[str]:
    if not pattern.has_number:
        yield "ids: addresses have no number of their own; one that is changed makes a new article"
    elif pattern.forms and pattern.forms[0].number and pattern.forms[0].number.is_time:
        yield "ids: the number in the address is the second of publication; two may share one"
    if len(pattern.forms) > 1:
        yield f"articles have addresses of {len(pattern.forms)} forms; is one the other's print view?"


def _of_addresses(evidence: Evidence, pattern: Pattern) -> Iterator[str]:
    if pattern.accepts_others:
        yield f"these look like articles and are none: {_some(pattern.accepts_others)}"
    judged = [(entry, pattern.accepts(entry.target)) for entry in evidence.pool if entry.verdict]
    if wrong := [entry.target.text for entry, taken in judged if taken and entry.verdict == "none"]:
        yield f"pages under an article's address that hold none: {_some(wrong)}"
    if missed := [entry.target.text for entry, taken in judged if not taken and entry.verdict == "article"]:
        yield f"pages that read as articles under other addresses: {_some(missed)}"


def _of_listings(findings: Findings, evidence: Evidence) -> Iterator[str]:
    if not findings.listings and not findings.sitemaps:
        yield "listings: none was found besides the home page"
    is_turned = any(entry.is_page for entry in evidence.pool) or _is_turned_otherwise(findings)
    if not findings.listings or is_turned:
        return
    yield "paging: no listing leads to a further page; perhaps a script turns its pages"
    if evidence.platform and evidence.platform.turning:
        yield f"paging: {evidence.platform.title} usually turns pages {evidence.platform.turning}"


def _is_turned_otherwise(findings: Findings) -> bool:
    """Whether a listing's pages are turned by a form, or by a button that tells its address."""
    addresses = Addresses("portal", findings.home, findings.article, keep=findings.keep)
    pages = (HtmlResponse(page.url, body=page.content) for page in findings.listing_pages)
    return any(True for page in pages for _ in further_pages(page, addresses))


def _some(texts: Iterable[str]) -> str:
    found = list(texts)
    more = f" and {len(found) - _TOLD} more" if len(found) > _TOLD else ""
    return ", ".join(found[:_TOLD]) + more


def why_nothing(evidence: Evidence, *, is_spent: bool, asked: int) -> str:
    """What was tried, what it means, and what to do."""
    failed = len(evidence.failures)
    tried = f"No article was found at {evidence.home} ({asked} pages asked for, {failed} failed)"
    return f"{tried}. {_reason(evidence, is_spent=is_spent)}"


def _reason(evidence: Evidence, *, is_spent: bool) -> str:
    if why := evidence.failures.get("/"):
        return _home_failed(why)
    if any(map(_is_forbidden, evidence.failures.values())):
        return "robots.txt keeps most of it from being read: ask the portal's office to let the crawler in."
    if _is_scripted(evidence):
        return (
            "Its pages hold scripts and no title of an article: the listings seem to need JavaScript. "
            "Declare it with scripted_listings or paged_listings (docs/adding-a-province.md)."
        )
    if is_spent:
        return "The budget was spent: allow more pages with -s EXPLORE_PAGES=200."
    if undated := Counter(looked.verdict for _, _, looked in evidence.pages)["undated"]:
        return (
            f"{undated} pages read as text without a date: is this the home page of the news? Where it is, "
            "`scrapy extract portal ADDRESS --explain` shows what a page lacks."
        )
    if len(evidence.pool.entries) <= _FEW_LINKS:
        return (
            "The home page hardly links a page of its own: look at it in a browser; the news may be on "
            "another host."
        )
    return "No page reads as an article; `scrapy extract portal ADDRESS --explain` says why one does not."


def _home_failed(why: str) -> str:
    if _is_forbidden(why):
        return (
            f"robots.txt keeps its home page from being read ({why}): ask the portal's office to let the "
            "crawler in."
        )
    return f"Its home page did not come: {why}. Does the address open in a browser, and under which host?"


def _is_forbidden(why: str) -> bool:
    """Whether robots.txt says so. One that could not be read says nothing."""
    return "robots.txt" in why and not why.startswith(ROBOTS_UNREACHABLE)


def _is_scripted(evidence: Evidence) -> bool:
    """Whether what is seen in a browser is not in the source of the home page."""
    home = next((looked for target, _, looked in evidence.pages if target == "/"), None)
    if home is None or not home.scripts or home.letters >= _SCRIPTED_LETTERS:
        return False
    return not any(entry.is_titled and 0 in entry.pages for entry in evidence.pool)

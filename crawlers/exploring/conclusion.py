"""From what was seen of a portal to its declaration, with reasons and doubts."""

from __future__ import annotations

import re
from collections import Counter

from crawlers.exploring.doubts import doubts_of, why_nothing
from crawlers.exploring.evidence import Evidence
from crawlers.exploring.findings import Findings, NothingFound
from crawlers.exploring.looked import Looked
from crawlers.exploring.pattern import Pattern, infer, kept_part
from crawlers.exploring.pool import is_print
from crawlers.exploring.targets import Target, split
from crawlers.provinces import UNKNOWN, agency_of, province_of_host, province_of_name

_LISTINGS_MOST = 20
_FEEDS_MOST = 20
_LISTED_FEW = 2
_NEARLY_ALL = 0.95
_NUMBER = "{number}"
_SAME_VIEWS = 2


def conclude(evidence: Evidence, *, is_spent: bool, asked: int) -> Findings:
    """Findings of an exploration that `asked` for so many pages. Raises NothingFound without an article."""
    pattern = evidence.pattern()
    if pattern is None:
        raise NothingFound(why_nothing(evidence, is_spent=is_spent, asked=asked))
    pattern = _of_platform(evidence, pattern) or pattern
    findings = Findings(evidence.home, article=pattern.article, keep=pattern.keep, platform=evidence.platform)
    findings.aliases = evidence.aliases
    _say_who(findings, evidence)
    _add_views(findings, evidence, pattern)
    _sort_pages(findings, evidence, pattern)
    _add_listings(findings, evidence, pattern)
    _add_indexes(findings, evidence, pattern)
    _say_why(findings, evidence, pattern)
    findings.doubts += doubts_of(findings, evidence, pattern, is_spent=is_spent)
    return findings


def _of_platform(evidence: Evidence, own: Pattern) -> Pattern | None:
    """The platform's own pattern, where it takes the same addresses: it knows more of them than were seen."""
    platform = evidence.platform
    if platform is None or not platform.article:
        return None
    pattern = Pattern(platform.article, platform.keep, own.forms)
    if own.has_number and not pattern.has_number:
        return None
    articles = evidence.articles()
    taken = sum(map(pattern.accepts, articles))
    wrong = [other for other in evidence.others() if pattern.accepts(other)]
    return pattern if taken >= _NEARLY_ALL * len(articles) and not wrong else None


def _add_views(findings: Findings, evidence: Evidence, pattern: Pattern) -> None:
    """Print views and pages of articles, where the number alone differs between two of them."""
    numbers = {
        number: kept_part(t, pattern.keep) for t in evidence.articles() if (number := pattern.number(t))
    }
    pages = {path.replace(number, _NUMBER) for number, path in numbers.items()}
    views: Counter[str] = Counter()
    for entry in evidence.pool:
        digits = (
            set(re.findall(r"[0-9]+", entry.target.text)) & numbers.keys()
            if is_print(entry.target)
            else set()
        )
        views.update(entry.target.text.replace(number, _NUMBER) for number in digits)
    view, times = views.most_common(1)[0] if views else ("", 0)
    if len(views) == len(pages) == 1 and times >= _SAME_VIEWS and view.count(_NUMBER) == 1:
        findings.article_view, findings.print_view = pages.pop(), view
        findings.why["print_view"] = (
            f"{times} addresses that speak of printing hold numbers of known articles"
        )
        findings.doubts.append("print views: they are taken for links to their articles, and never read")


def _say_who(findings: Findings, evidence: Evidence) -> None:
    host = findings.home.split("/")[2]
    home = next((looked for target, _, looked in evidence.pages if target == "/"), None)
    first = home or (evidence.pages[0][2] if evidence.pages else None)
    findings.agency = agency_of(first.site_name if first else None, host)
    named = [("the host's name", province_of_host(name)) for name in (host, *findings.aliases)]
    named.append(("the agency's name", province_of_name(findings.agency)))
    why, province = next(((why, one) for why, one in named if one), ("", None))
    findings.province = province.code if province else UNKNOWN
    findings.why["agency"] = "what the home page calls itself" if first else "the host's name"
    if province:
        findings.why["province"] = f"{why}: {province.name}"
    else:
        findings.doubts.append(f"the province: {host} does not tell it ({UNKNOWN} stands for unknown)")


def _sort_pages(findings: Findings, evidence: Evidence, pattern: Pattern) -> None:
    listings = {target for target, _, _ in evidence.listings()}
    for target, page, looked in evidence.pages:
        if not page.content:
            continue
        if looked.verdict == "article" and pattern.accepts(split(target)):
            findings.articles.append(page)
        elif target in listings:
            findings.listing_pages.append(page)
        else:
            findings.others.append(page)


def _add_listings(findings: Findings, evidence: Evidence, pattern: Pattern) -> None:
    counts = _article_links(evidence, pattern)
    first_pages: dict[str, int] = {}
    for target, _, _ in evidence.listings():
        entry = evidence.pool.add(target)
        if counts[target] >= _LISTED_FEW and not entry.is_aside and not pattern.accepts(entry.target):
            first_pages.setdefault(target, counts[target])
    findings.listings = tuple(first_pages)[:_LISTINGS_MOST]
    if not findings.listings:
        return
    least, most = min(first_pages.values()), max(first_pages.values())
    how_many = f"{least}" if least == most else f"{least} to {most}"
    findings.why["listings"] = f"each leads to {how_many} articles that other pages do not show"
    findings.listing = _listing_pattern([split(path) for path in first_pages], evidence, pattern)
    if findings.listing:
        findings.why["listing"] = "further entries of the menu have addresses of the same form"


def _article_links(evidence: Evidence, pattern: Pattern) -> Counter[str]:
    counts: Counter[str] = Counter()
    for (target, _, _), links in zip(evidence.pages, evidence.own_links(), strict=True):
        counts[target] += len({link.text for link in links if pattern.accepts(link)})
    return counts


def _listing_pattern(listings: list[Target], evidence: Evidence, pattern: Pattern) -> str | None:
    """A pattern of the listings of one form, where the menu names more of them than were looked at."""
    places = Counter(target.place for target in listings)
    place, count = places.most_common(1)[0]
    alike = [target for target in listings if target.place == place]
    unseen = [
        entry.target
        for entry in evidence.menu()
        if entry.verdict is None
        and not entry.has_failed
        and entry.target.place == place
        and entry.target.slash == alike[0].slash
        and not pattern.accepts(entry.target)
    ]
    if count < _LISTED_FEW or not unseen or place[2]:
        return None
    seen = {target.text for target in alike}
    wrong = [
        entry.target
        for entry in evidence.pool
        if entry.verdict and entry.target.place == place and entry.target.text not in seen
    ]
    wrong = [
        target for target in wrong if not target.text.startswith(tuple(seen)) and not pattern.accepts(target)
    ]
    inferred = infer([*alike, *unseen], wrong)
    return re.sub(r"\?P<\w+>", "?:", inferred.article) if inferred else None


def _add_indexes(findings: Findings, evidence: Evidence, pattern: Pattern) -> None:
    def leads(index: Looked) -> int:
        found = (evidence.local(link.address) for link in index.links)
        return sum(pattern.accepts(split(target)) for target in found if target)

    feeds = {path: leads(feed) for path, feed in evidence.feeds.items()}
    findings.feeds = tuple(path for path, links in feeds.items() if links)[:_FEEDS_MOST]
    if findings.feeds:
        findings.why["feeds"] = f"each names articles, {max(feeds.values())} at most"
    findings.paged_listings = tuple(
        paged
        for paged, targets in evidence.paged.values()
        if any(pattern.accepts(split(target)) for target in targets)
    )
    if findings.paged_listings:
        findings.why["paged_listings"] = "a script of the portal asks for it, and it names articles"
    nested = {target for looked in evidence.maps.values() for target in map(evidence.local, looked.nested)}
    with_articles = {path for path, looked in evidence.maps.items() if leads(looked)}
    roots = [
        path
        for path, looked in evidence.maps.items()
        if path not in nested
        and (path in with_articles or with_articles & set(map(evidence.local, looked.nested)))
    ]
    findings.sitemaps = tuple(roots)
    if roots:
        findings.why["sitemaps"] = "it names articles, or site maps that do"


def _say_why(findings: Findings, evidence: Evidence, pattern: Pattern) -> None:
    taken = [entry for entry in evidence.pool if pattern.accepts(entry.target)]
    read = sum(entry.verdict == "article" for entry in taken)
    looked = sum(entry.verdict is not None for entry in taken)
    findings.why["article"] = (
        f"{read} of {looked} pages looked at under such addresses read as articles; {len(taken)} were met"
    )
    if pattern.keep:
        findings.why["keep"] = "addresses of different articles differ in nothing else"
    if findings.platform:
        findings.why["platform"] = evidence.platform_why
    if findings.aliases:
        findings.why["aliases"] = "the portal's pages link the same articles there and here"

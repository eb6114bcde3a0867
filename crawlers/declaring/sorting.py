"""Sorting saved pages: which are articles, which list them, which are neither. By reading, not by name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from scrapy.http import HtmlResponse

from crawlers.addresses import Addresses, origin
from crawlers.declaring.seen import Page, read
from crawlers.exploring.findings import Findings, NothingFound, Sampled
from crawlers.exploring.pattern import infer, kept_part
from crawlers.exploring.targets import Target, split
from crawlers.layout import Layout
from crawlers.listings.documents import read_listing
from crawlers.platforms import Platform, recognise
from crawlers.reading import NoArticle, Reading
from crawlers.reading.decode import decode

_LEAST_LINKS = 3
"""Articles that a page leads to, at least, to be called a listing."""
_MOST_LISTINGS = 12
_UNDATED = frozenset(("date-missing",))


@dataclass
class Sorted:
    """Saved pages by what they hold."""

    articles: list[Page] = field(default_factory=list)
    undated: list[Page] = field(default_factory=list)
    """They read as articles without a date: static pages, mostly."""
    rest: list[Page] = field(default_factory=list)


def findings_of(pages: Sequence[Page], home: str) -> Findings:
    """What saved pages say of their portal, as an exploration would. Raises NothingFound."""
    platform, why = _platform(pages)
    layout = platform.layout if platform else Layout()
    kinds = _sorted(pages, layout)
    if not kinds.articles:
        raise NothingFound(
            f"Of the saved pages ({len(pages)}) none reads as an article with a title and a date; nothing "
            "was written. Save some articles' pages; `scrapy extract portal FILE` says why one is not read."
        )
    findings = Findings(home)
    if platform:
        findings.platform, findings.why["platform"] = platform, why
    _address(findings, kinds)
    addresses = Addresses("portal", home, findings.article, keep=findings.keep)
    known = [page for page in kinds.undated if addresses.article(page.url)]
    findings.articles = _sampled([*kinds.articles, *known])
    _listings(findings, [page for page in kinds.rest if page.url.startswith(origin(home))], addresses)
    listed = {page.url for page in findings.listing_pages}
    findings.others = _sampled(page for page in kinds.rest if page.url not in listed)
    return findings


def _platform(pages: Sequence[Page]) -> tuple[Platform | None, str]:
    """The platform that most of the pages tell, and why."""
    told = [found for page in pages if (found := recognise(page.content, page.url))]
    counts = Counter(found.platform.name for found in told)
    if not counts or 2 * max(counts.values()) < len(pages):
        return None, ""
    best = counts.most_common(1)[0][0]
    found = next(one for one in told if one.platform.name == best)
    return found.platform, f"{counts[best]} of {len(pages)} pages: {found.signs[0].told}"


def _sorted(pages: Iterable[Page], layout: Layout) -> Sorted:
    kinds = Sorted()
    for page in pages:
        reading = read(layout, page)
        if isinstance(reading, NoArticle):
            kinds.rest.append(page)
        elif _is_dated(reading):
            kinds.articles.append(page)
        else:
            kinds.undated.append(page)
    return kinds


def _is_dated(reading: Reading) -> bool:
    return reading.title is not None and not _UNDATED & set(reading.flags)


def _address(findings: Findings, kinds: Sorted) -> None:
    """The pattern of the articles' addresses: the platform's where it takes them, else what they share."""
    own = [split(_target(page.url)) for page in kinds.articles]
    linked = [split(_target(address)) for address in _linked(kinds.rest, findings.home)]
    platform = findings.platform
    if platform and platform.article and (hits := _hits(platform.article, platform.keep, own)):
        findings.article, findings.keep = platform.article, platform.keep
        findings.why["article"] = f"the platform's, {hits} of {len(own)} saved articles have it"
        return
    alike = {target.kind for target in own}
    family = [*own, *(target for target in linked if target.kind in alike)]
    others = [split(_target(page.url)) for page in kinds.rest]
    others += [target for target in linked if target.kind not in alike]
    pattern = infer(family, others)
    if pattern is None:
        raise NothingFound(
            "the addresses of the saved articles have nothing in common; give them in addresses.tsv."
        )
    findings.article, findings.keep = pattern.article, pattern.keep
    findings.why["article"] = f"of {len(own)} saved articles and {len(family) - len(own)} links to others"
    if not pattern.has_number:
        findings.doubts.append(
            "article: no number was seen in the addresses; ids will be hashes of addresses."
        )


def _hits(pattern: str, keep: Sequence[str], targets: Sequence[Target]) -> int:
    form = re.compile(pattern, re.I)
    return sum(form.fullmatch(kept_part(target, keep)) is not None for target in targets)


def _linked(pages: Iterable[Page], home: str) -> list[str]:
    """The portal's own addresses that pages link, once each."""
    everything = Addresses("portal", home, r"/.+", keep=())
    found: dict[str, None] = {}
    for page in pages:
        for link in _response(page).xpath("//a/@href").getall():
            try:
                local = everything.local(_response(page).urljoin(link.strip()))
            except ValueError:
                continue
            if local:
                found.setdefault(local)
    return list(found)


def _listings(findings: Findings, pages: Iterable[Page], addresses: Addresses) -> None:
    """Pages that lead to several articles, and the paths of those that are listings of their own."""
    paths: dict[str, int] = {}
    for page in pages:
        found = read_listing(_response(page), addresses, "/", None, page.fetched_at)
        if len(found.articles) < _LEAST_LINKS:
            continue
        if _target(page.url) != "/":
            findings.listing_pages.append(_sample(page))
            path = kept_part(split(_target(page.url)), ())
            paths[path] = max(len(found.articles), paths.get(path, 0))
    own = (path for path in paths if not _is_below_an_article(path, addresses))
    findings.listings = tuple(own)[:_MOST_LISTINGS]
    if findings.listings:
        findings.why["listings"] = (
            f"saved, each leads to {min(paths[path] for path in findings.listings)} articles or more"
        )


def _is_below_an_article(path: str, addresses: Addresses) -> bool:
    """Whether a path, or what of it stands before its last part, is an article's: a way back from one."""
    above = path.rpartition("/")[0]
    return any(addresses.article(addresses.at(one)) for one in (path, above) if one)


def _response(page: Page) -> HtmlResponse:
    return HtmlResponse(page.url, body=decode(page.content, page.content_type).text, encoding="utf-8")


def _target(address: str) -> str:
    return address.removeprefix(origin(address)) or "/"


def _sampled(pages: Iterable[Page]) -> list[Sampled]:
    return [_sample(page) for page in pages]


def _sample(page: Page) -> Sampled:
    return Sampled(page.url, page.content, page.content_type)

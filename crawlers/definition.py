"""Finding out at start, not at page 4,000, that a portal's declaration makes no sense."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from cssselect import SelectorError

from crawlers.addresses import Addresses, clean, origin
from crawlers.layout import Layout
from crawlers.listings.paged import PagedListing
from crawlers.manners.hours import BadHours, hours_for
from crawlers.network import tls
from crawlers.platforms.platform import Platform
from crawlers.reading.css import xpath_of

if TYPE_CHECKING:
    from crawlers.spider import PortalSpider

_SLUG = re.compile(r"[a-z][a-z0-9_]{0,63}")
_PROVINCE = re.compile(r"VN-[A-Z0-9]{2}")
_HOST = re.compile(r"[a-z0-9.-]+\.[a-z]+")
_GROUPS = {"number", "category"}
_EXAMPLE = "184974"

Definition = type["PortalSpider"]


class BadDefinition(TypeError):  # noqa: N818
    """A portal is declared in a way that cannot be meant."""


def check_definition(portal: Definition) -> None:
    """Raise BadDefinition, naming everything that is wrong with the declaration."""
    findings: list[str] = []
    for check in _CHECKS:
        findings += check(portal)
    if findings:
        raise BadDefinition(f"{portal.__name__} ({portal.name!r}): {'; '.join(findings)}")


def _names(portal: Definition) -> Iterator[str]:
    if not _SLUG.fullmatch(portal.name):
        yield "name is not a slug (a lower-case letter, then letters, digits and underscores)"
    if not portal.agency.strip():
        yield "agency is empty"
    if not _PROVINCE.fullmatch(portal.province):
        yield f"province {portal.province!r} is not an ISO 3166-2 code such as VN-HP"
    if type(portal.layout) is not Layout:
        yield "layout is not a Layout"


def _home(portal: Definition) -> Iterator[str]:
    cleaned = clean(portal.home)
    if cleaned is None or cleaned != origin(cleaned) + "/" or not portal.home.endswith("/"):
        yield f"home {portal.home!r} is not an address such as https://congan.example.gov.vn/, without a path"
    for host in _words(portal, "hosts"):
        if not _HOST.fullmatch(host):
            yield f"hosts: {host!r} is not a bare host name"


def _paths(portal: Definition) -> Iterator[str]:
    for attribute in ("listings", "feeds", "sitemaps", "scripted_listings"):
        for path in _words(portal, attribute):
            if not re.fullmatch(r"/(?!/)\S*", path):
                yield f"{attribute}: {path!r} is not below home; write a path that begins with one slash"


def _paged(portal: Definition) -> Iterator[str]:
    paged = portal.paged_listings
    if not isinstance(paged, tuple) or not all(isinstance(one, PagedListing) for one in paged):
        yield "paged_listings is no tuple of PagedListings; a comma is needed after a single one"
        return
    for one in paged:
        yield from (f"paged_listings: {finding}" for finding in one.findings())


def _scripted(portal: Definition) -> Iterator[str]:
    scripted = _words(portal, "scripted_listings")
    for path in sorted(set(scripted) & set(_words(portal, "listings"))):
        yield f"{path!r} is in listings and in scripted_listings; the browser alone is enough"
    for attribute in ("legacy_tls", "intermediates"):
        if scripted and getattr(portal, attribute):
            yield f"{attribute} cannot be granted to scripted_listings: no browser has such exceptions"


def _hours(portal: Definition) -> Iterator[str]:
    try:
        hours_for(portal.hours, None)
    except BadHours as error:
        yield f"hours: {error}"


def _tuples(portal: Definition) -> Iterator[str]:
    for attribute in ("listings", "feeds", "sitemaps", "scripted_listings", "hosts", "keep"):
        if isinstance(getattr(portal, attribute), str):
            yield f"{attribute} is one text; a tuple is needed, with a comma after a single element"


def _patterns(portal: Definition) -> Iterator[str]:
    if not portal.article:
        yield "article is empty: without the pattern of its articles nothing of a portal can be read"
    declared = {"article": portal.article, "listing": portal.listing}
    layouts = {"layout": portal.layout, **{f"former_layouts[{at}]": one for at, one in _former(portal)}}
    for where, layout in layouts.items():
        declared |= {f"{where}.{name}": getattr(layout, name, None) for name in ("print_view", "print_day")}
    for name, pattern in declared.items():
        if (error := _regex_error(pattern or "")) is not None:
            yield f"{name} is no regular expression ({error})"
        elif name == "article" and (unknown := set(re.compile(pattern or "").groupindex) - _GROUPS):
            yield f"article has the group {min(unknown)!r}; only number and category have a meaning"


def _former(portal: Definition) -> Iterator[tuple[int, Layout]]:
    former = portal.former_layouts
    return iter(enumerate(former)) if isinstance(former, tuple) else iter(())


def _views(portal: Definition) -> Iterator[str]:
    for attribute in ("article_view", "print_view"):
        template = getattr(portal, attribute)
        if template and not (template.startswith("/") and template.count("{number}") == 1):
            yield f"{attribute} {template!r} is not a path with {{number}} in it"
            return
    if _regex_error(portal.article) is None and clean(portal.home) is not None:
        yield from _views_agree(portal)


def _views_agree(portal: Definition) -> Iterator[str]:
    addresses = Addresses(
        "portal",
        portal.home,
        portal.article,
        keep=portal.keep,
        article_view=portal.article_view,
        print_view=portal.print_view,
    )
    for attribute in ("article_view", "print_view"):
        template = getattr(portal, attribute)
        example = template and addresses.article(addresses.at(template.format(number=_EXAMPLE)))
        if template and (example is None or example.id != f"portal/{_EXAMPLE}"):
            yield f"{attribute} gives addresses from which article does not read the number back"


def _layouts(portal: Definition) -> Iterator[str]:
    former, present = portal.former_layouts, portal.layout
    if type(present) is not Layout:
        return  # told already
    if isinstance(former, Layout) or not all(type(layout) is Layout for layout in former):
        yield "former_layouts is no tuple of Layouts; a comma is needed after a single one"
        return
    if present.until is not None:
        yield "layout has an until: the layout of today has none, one that ended belongs into former_layouts"
    for layout in former:
        if layout.until is None:
            yield f"former_layouts: version {layout.version} has no until, the last day on which it held"
    if former and present.version <= (newest := max(layout.version for layout in former)):
        yield f"layout has version {present.version}, a former one {newest}: the present one is the highest"
    yield from _order(former)


def _order(former: Iterable[Layout]) -> Iterator[str]:
    ended = sorted((layout.until, layout.version) for layout in former if layout.until is not None)
    for (day, version), (next_day, next_version) in pairwise(ended):
        if day == next_day:
            yield f"former_layouts: versions {version} and {next_version} held until the same day, {day}"
        elif version >= next_version:
            yield f"former_layouts: version {next_version} ended after {version}; versions rise with time"


def _selectors(portal: Definition) -> Iterator[str]:
    for name in ("title", "date", "lead", "body", "author", "source", "caption", "category", "noise"):
        try:
            xpath_of(getattr(portal.layout, name, None) or "*")
        except SelectorError as error:
            yield f"layout.{name} is no CSS selector that can be used ({error})"


def _platform(portal: Definition) -> Iterator[str]:
    platform = portal.platform
    if platform is None:
        return
    if type(platform) is not Platform:
        yield f"platform {platform!r} is none; name one of crawlers.platforms, or leave it out"
        return
    yield from _layout_of(platform, portal)
    for path in _words(portal, "listings"):
        if any(re.search(pattern, path) for pattern in platform.pages):
            yield f"listings: {path!r} is a further page of a listing on {platform.title}; name its first one"
    if portal.article and _regex_error(portal.article) is None and clean(portal.home) is not None:
        yield from _never_articles(platform, portal)


def _layout_of(platform: Platform, portal: Definition) -> Iterator[str]:
    selectors = ("title", "date", "body")
    named = [
        any(getattr(layout, name, None) for name in selectors) for layout in (platform.layout, portal.layout)
    ]
    if named == [True, False]:
        yield (
            f"layout leaves out all selectors of its platform, {platform.title}: "
            f"write {platform.name.upper()}.layout_with(…) instead of Layout(…)"
        )


def _never_articles(platform: Platform, portal: Definition) -> Iterator[str]:
    addresses = Addresses("portal", portal.home, portal.article, keep=_words(portal, "keep"))
    for path in platform.never_articles:
        if addresses.article(addresses.at(path)):
            yield f"article takes {path!r}, which is no article on any portal of {platform.title}"


_CHECKS: tuple[Callable[[Definition], Iterator[str]], ...] = (
    _names,
    _home,
    _hours,
    _tuples,
    _paths,
    _paged,
    _scripted,
    _patterns,
    _views,
    _selectors,
    _platform,
    _layouts,
    tls.findings,
)


def _words(portal: Definition, attribute: str) -> tuple[str, ...]:
    words = getattr(portal, attribute)
    return () if isinstance(words, str) else tuple(words)


def _regex_error(pattern: str) -> str | None:
    try:
        re.compile(pattern)
    except re.error as error:
        return str(error)
    return None

"""Finding out at start, not at page 4,000, that a portal's declaration makes no sense."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from crawlers.addresses import Addresses, clean, origin
from crawlers.hours import BadHours, hours_for
from crawlers.layout import Layout
from crawlers.network import tls

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
    for attribute in ("listings", "feeds", "sitemaps"):
        for path in _words(portal, attribute):
            if not re.fullmatch(r"/(?!/)\S*", path):
                yield f"{attribute}: {path!r} is not below home; write a path that begins with one slash"


def _hours(portal: Definition) -> Iterator[str]:
    try:
        hours_for(portal.hours, None)
    except BadHours as error:
        yield f"hours: {error}"


def _tuples(portal: Definition) -> Iterator[str]:
    for attribute in ("listings", "feeds", "sitemaps", "hosts", "keep"):
        if isinstance(getattr(portal, attribute), str):
            yield f"{attribute} is one text; a tuple is needed, with a comma after a single element"


def _patterns(portal: Definition) -> Iterator[str]:
    if not portal.article:
        yield "article is empty: without the pattern of its articles nothing of a portal can be read"
    declared = {"article": portal.article, "listing": portal.listing}
    declared |= {f"layout.{name}": getattr(portal.layout, name, None) for name in ("print_view", "print_day")}
    for name, pattern in declared.items():
        if (error := _regex_error(pattern or "")) is not None:
            yield f"{name} is no regular expression ({error})"
        elif name == "article" and (unknown := set(re.compile(pattern or "").groupindex) - _GROUPS):
            yield f"article has the group {min(unknown)!r}; only number and category have a meaning"


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


_CHECKS: tuple[Callable[[Definition], Iterator[str]], ...] = (
    _names,
    _home,
    _hours,
    _tuples,
    _paths,
    _patterns,
    _views,
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

"""From what an exploration found to all that a portal's spider says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from crawlers.addresses import origin
from crawlers.declaring.declaration import Declaration
from crawlers.declaring.inferring import infer_layout
from crawlers.declaring.seen import Page, read, short_address
from crawlers.definition import BadDefinition
from crawlers.exploring.findings import Findings, Sampled
from crawlers.layout import Layout
from crawlers.provinces import UNKNOWN, Province, agency_of, province_of_host, province_of_name
from crawlers.reading import NoArticle, Reading
from crawlers.reading.decode import decode
from crawlers.reading.metadata import metadata_of
from crawlers.reading.tree import parse, shortened

_COPIED = (
    "home",
    "article",
    "keep",
    "article_view",
    "print_view",
    "listings",
    "listing",
    "feeds",
    "sitemaps",
    "paged_listings",
    "platform",
)


@dataclass(frozen=True)
class Told:
    """What a person says on the command line; the rest is proposed."""

    name: str
    agency: str | None = None
    province: str | None = None


def propose(
    told: Told, findings: Findings, received: Mapping[str, datetime], day: date, default: datetime
) -> Declaration:
    """The declaration of a portal. `received` says when each page came, by address; `default` else.

    Raises BadDefinition where what was found cannot be declared.
    """

    def pages(samples: Iterable[Sampled]) -> list[Page]:
        return [
            Page(one.url, one.content, one.content_type, received.get(one.url, default)) for one in samples
        ]

    declared = _declared(told, findings, pages, day)
    try:
        declared.check()
    except BadDefinition as error:
        if fewer := _without(findings):
            declared = propose(told, fewer[1], received, day, default)
            declared.doubts.append(f"{fewer[0]}: not declared, since it does not go with the rest: {error}")
        else:
            raise
    return declared


def _without(findings: Findings) -> tuple[str, Findings] | None:
    """What a portal can do without, and the findings without it."""
    if findings.print_view or findings.article_view:
        return "print_view", replace(findings, print_view=None, article_view=None)
    if findings.platform:
        # What was seen of the portal counts more than what is true of others on its platform.
        return "platform", replace(findings, platform=None)
    return None


def _declared(
    told: Told, findings: Findings, pages: Callable[[Iterable[Sampled]], list[Page]], day: date
) -> Declaration:
    base = findings.platform.layout if findings.platform else Layout()
    articles = [page for page in pages(findings.articles) if isinstance(read(base, page), Reading)]
    copied = {name: getattr(findings, name) for name in _COPIED}
    declared = Declaration(
        name=told.name,
        agency="",
        province="",
        hosts=_hosts(findings),
        day=day,
        layout=infer_layout(articles, base),
        why=dict(findings.why),
        articles=articles,
        listing_pages=pages(findings.listing_pages),
        others=pages(findings.others),
        **copied,
    )
    _name(declared, told, findings)
    add_print_views(declared)
    own = ("agency:", "province:", "the province:", "print views:", "only ")  # said here
    found = [doubt for doubt in findings.doubts if not doubt.startswith(own)]
    declared.doubts = [*declared.doubts, *found, *declared.layout.doubts]
    if declared.hosts:
        declared.why["hosts"] = "the portal's own pages link the same addresses there"
    _check_sample(declared)
    return declared


def add_print_views(declared: Declaration) -> None:
    """A print view is read where the page itself fails: what stands at its head is neither title nor date."""
    if declared.print_view is None:
        return
    before, _, after = declared.print_view.partition("{number}")
    pattern = f"{re.escape(before)}\\d+{re.escape(after)}"
    declared.layout.layout = replace(declared.layout.layout, print_view=pattern)
    declared.doubts.append(
        "print_view: it is read where an article's page fails, and neither title nor date is taken from it. "
        "Look at one."
    )


def _hosts(findings: Findings) -> tuple[str, ...]:
    own = origin(findings.home).partition("://")[2].partition(":")[0]
    return tuple(host for host in findings.aliases if host.removeprefix("www.") != own.removeprefix("www."))


def _name(declared: Declaration, told: Told, findings: Findings) -> None:
    """Agency and province: as told, else by the host's name, else by what the pages call themselves."""
    names = _site_names([*declared.others, *declared.listing_pages, *declared.articles])
    declared.agency = told.agency or findings.agency or agency_of(names[0] if names else None, findings.home)
    province = province_of_host(findings.home) or _province_of_alias(findings)
    named = province or next(filter(None, map(province_of_name, [declared.agency, *names])), None)
    declared.province = told.province or (named.code if named else UNKNOWN)
    if told.agency is None:
        declared.doubts.append(
            f"agency: {declared.agency!r} is what the site calls itself. Is it the agency's name?"
        )
    if told.province or province:
        declared.why["province"] = (
            findings.why.get("province") or f"the host's name: {province.name}"
            if province and not told.province
            else ""
        )
    elif named:
        declared.why["province"] = f"what the site calls itself: {named.name}"
        declared.doubts.append(
            f"province: the host tells none; {named.code} is that of {named.name}. Is it right?"
        )
    else:
        declared.doubts.append(
            f"province: nothing tells it; {UNKNOWN} stands for none. Write its ISO 3166-2 code."
        )


def _province_of_alias(findings: Findings) -> Province | None:
    """By another name under which the portal links itself."""
    return next(filter(None, map(province_of_host, findings.aliases)), None)


def _site_names(pages: Iterable[Page]) -> list[str]:
    """What pages call their site, in their metadata and at the end of their window's title."""
    names: list[str] = []
    for page in pages:
        root = parse(shortened(decode(page.content, page.content_type).text))
        if root is None:
            continue
        metadata = metadata_of(root)
        names += [name for name in (metadata.site_name, metadata.window_title) if name]
    return list(dict.fromkeys(names))


def _check_sample(declared: Declaration) -> None:
    """Say what the sample lacks, and what of it does not fit."""
    count = len(declared.articles)
    if count < 3:
        declared.doubts.append(
            f"only {count} article{'s' if count > 1 else ''} could be read; three are needed."
        )
    unknown = [page for page in declared.articles if declared.address(page) is None]
    for page in unknown:
        declared.doubts.append(
            f"{short_address(page.url)} reads as an article, but `article` takes it for none. Is it one?"
        )
    for page in declared.articles:
        reading = read(declared.read_by, page)
        told = (
            f"no article ({reading.reason})" if isinstance(reading, NoArticle) else ", ".join(reading.flags)
        )
        if told:
            declared.doubts.append(f"{short_address(page.url)}: {told}. Compare what was read with the page.")

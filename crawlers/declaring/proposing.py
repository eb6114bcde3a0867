"""From what an exploration found to all that a portal's spider says."""

from __future__ import annotations

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
from crawlers.provinces import UNKNOWN, agency_of, province_of_host, province_of_name
from crawlers.reading import NoArticle, Reading
from crawlers.reading.decode import decode
from crawlers.reading.metadata import metadata_of
from crawlers.reading.tree import parse, shortened

_COPIED = (
    "home",
    "article",
    "keep",
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
        if findings.platform is None:
            raise
        # What was seen of the portal counts more than what is true of others on its platform.
        declared = _declared(told, replace(findings, platform=None), pages, day)
        declared.doubts.append(f"platform: not declared, since it does not go with the rest: {error}")
        declared.check()
    return declared


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
    own = ("agency:", "province:", "the province:")  # said here
    found = [doubt for doubt in findings.doubts if not doubt.startswith(own)]
    declared.doubts = [*declared.doubts, *found, *declared.layout.doubts]
    if declared.hosts:
        declared.why["hosts"] = "the portal's own pages link the same addresses there"
    _check_sample(declared)
    return declared


def _hosts(findings: Findings) -> tuple[str, ...]:
    own = origin(findings.home).partition("://")[2].partition(":")[0]
    return tuple(host for host in findings.aliases if host.removeprefix("www.") != own.removeprefix("www."))


def _name(declared: Declaration, told: Told, findings: Findings) -> None:
    """Agency and province: as told, else by the host's name, else by what the pages call themselves."""
    names = _site_names([*declared.others, *declared.listing_pages, *declared.articles])
    declared.agency = told.agency or findings.agency or agency_of(names[0] if names else None, findings.home)
    province = province_of_host(findings.home)
    named = province or next(filter(None, map(province_of_name, [declared.agency, *names])), None)
    declared.province = told.province or (named.code if named else UNKNOWN)
    if told.agency is None:
        declared.doubts.append(
            f"agency: {declared.agency!r} is what the site calls itself. Is it the agency's name?"
        )
    if told.province or province:
        declared.why["province"] = (
            f"the host's name: {province.name}" if province and not told.province else ""
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
    if len(declared.articles) < 3:
        declared.doubts.append(f"only {len(declared.articles)} article(s) were seen; three are needed.")
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

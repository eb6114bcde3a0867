"""Findings as a short list for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import unquote

from crawlers.exploring.findings import Findings

_EXAMPLES = 2
_LONGEST_LIST = 6
_WIDE = 18


def tell(findings: Findings) -> list[str]:
    """What was found, a line each: who, platform, articles, what leads to them, what to check."""
    lines = [f"{findings.home} was explored; found:"]
    for name, told in _facts(findings):
        lines.append(f"  {name:<{_WIDE}}{told}")
    for doubt in findings.doubts:
        lines.append(f"  {'check':<{_WIDE}}{doubt}")
    return ["".join(letter if letter.isprintable() else " " for letter in line) for line in lines]


def _facts(findings: Findings) -> Iterator[tuple[str, str]]:
    yield "agency", f"{findings.agency} ({findings.province})"
    yield "platform", findings.platform.title if findings.platform else "none that is known"
    yield "articles", f"{findings.article}" + (f"  keep {', '.join(findings.keep)}" if findings.keep else "")
    if "article" in findings.why:
        yield "", findings.why["article"]
    for page in findings.articles[:_EXAMPLES]:
        yield "  such as", unquote(page.url)
    yield "listings", _list(findings.listings) + (f", and {findings.listing}" if findings.listing else "")
    if findings.paged_listings:
        yield "pages by number", _list([paged.address for paged in findings.paged_listings])
    yield "feeds", _list(findings.feeds)
    yield "site maps", _list(findings.sitemaps)
    if findings.print_view:
        yield "print views", findings.print_view
    if findings.aliases:
        yield "also known as", _list(findings.aliases)


def _list(paths: Sequence[str]) -> str:
    more = f" and {len(paths) - _LONGEST_LIST} more" if len(paths) > _LONGEST_LIST else ""
    return ", ".join(paths[:_LONGEST_LIST]) + more if paths else "none"

"""The summary of a reparse as people read it: numbers first, then examples."""

from __future__ import annotations

from collections.abc import Iterator

from crawlers.reparsing.differences import NOT_CONTENT, visible
from crawlers.reparsing.finding import Kind
from crawlers.reparsing.summary import Example, Summary

_MEANINGS: dict[Kind, str] = {
    "unchanged": "unchanged",
    "changed": "differ in their content: a new revision each",
    "outside": "differ, but not in the content: no new revision",
    "no-article": "give no article any more: what is stored stays",
    "other-id": "have another article's address by today's rules: what is stored stays",
    "rejected": "fail the check: no new revision",
    "failed": "could not be read",
    "damaged": "have a page that the archive does not give: check with `scrapy verify --deep`",
}
_LONGEST_DETAIL = 300


def report(portal: str, summary: Summary) -> Iterator[str]:
    """The lines to print."""
    yield f"{portal}: {_number(summary.read)} articles read again"
    for kind, meaning in _MEANINGS.items():
        if number := summary.kinds[kind]:
            yield f"{_number(number):>10} {meaning}{_reasons(kind, summary)}"
    if summary.without_page:
        yield f"{_number(summary.without_page):>10} not read: no page of theirs is archived"
    if summary.gone:
        yield f"{_number(summary.gone):>10} not read: gone from the portal"
    yield from _fields(summary)
    for name in [*_by_number(summary), *_MEANINGS]:
        if kept := summary.examples.get(name):
            yield from _examples(name, kept, summary)


def _fields(summary: Summary) -> Iterator[str]:
    if not summary.differences:
        return
    yield ""
    yield "Differences by field:"
    for name in _by_number(summary):
        note = "  (not in the content: no new revision)" if name in NOT_CONTENT else ""
        yield f"{_number(summary.differences[name]):>10} {name}{note}"


def _by_number(summary: Summary) -> list[str]:
    return [name for name, _ in sorted(summary.differences.items(), key=lambda one: (-one[1], one[0]))]


def _reasons(kind: Kind, summary: Summary) -> str:
    if kind != "no-article":
        return ""
    counts = (f"{reason} {_number(number)}" for reason, number in summary.no_article.most_common())
    return f" ({', '.join(counts)})"


def _examples(name: str, kept: list[Example], summary: Summary) -> Iterator[str]:
    number = summary.differences[name] or summary.kinds[name]  # type: ignore[index]  # a field or a kind
    yield ""
    yield f"{name}, {len(kept)} of {_number(number)}:"
    for example in kept:
        yield f"  {example.id}"
        match example.said:
            case (old, new):
                yield f"       {old}"
                yield f"    -> {new}"
            case (detail, *_):
                yield f"       {visible(detail)[:_LONGEST_DETAIL]}"


def _number(number: int) -> str:
    return f"{number:,}"

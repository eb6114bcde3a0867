"""How right pages of undeclared portals are read, beside libraries that know no portal either."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from crawlers.layout import Layout
from crawlers.reading import NoArticle, Reading, read_page
from tests.bench.measure import Effort, Finding, Target, Value
from tests.bench.pages import CONTENT_TYPE, BenchPage, forged_page
from tests.bench.reading import FETCHED_AT, Read, Reader, f1, quietly, same, share, tools
from tests.forge.article import PORTALS
from tests.redesign.originals import saved_pages
from tests.redesign.sampled import SampledPage, sampled_pages

PACKAGES = ("htmldate",)
_OURS = "tuantra, undeclared"
_FIRST = 200_000
"""Numbers of forged articles of their own, which no test reads; wrong ones found here were looked at."""


class _Result(NamedTuple):
    body: float
    title: bool
    date: str
    """`right`, `wrong` or `missing`."""


def measure(effort: Effort) -> Finding:
    """Every tool reads the same pages, none knows their portal."""
    count = effort.amount(75, 1)
    pages = [forged_page(number, portal) for portal in PORTALS for number in range(_FIRST, _FIRST + count)]
    pages = [page for page in pages if page.title] + _sampled_pages(effort) + _saved_pages()
    finding = Finding(f"accuracy, {len(pages)} pages of portals that nobody declared")
    readers, missing = tools()
    if (dates := _htmldate()) is not None:
        readers["htmldate"] = dates
    else:
        missing.append("htmldate")
    results = {name: [_result(page, quietly(read, page)) for page in pages] for name, read in readers.items()}
    readings = [_read(page) for page in pages]
    results[_OURS] = [_result(page, _as_read(reading)) for page, reading in zip(pages, readings, strict=True)]
    for name in (_OURS, *readers):
        finding.rows.append(_row(name, results[name]))
    _add_flags(finding, pages, readings, results[_OURS])
    _add_parts(finding, sampled_pages())
    _add_targets(finding, results)
    finding.notes += [f"{name} is not here: pip install '.[bench]'" for name in missing]
    return finding


def _sampled_pages(effort: Effort) -> list[BenchPage]:
    sampled = sampled_pages()[:: 1 if not effort.quick else 20]
    return [
        BenchPage(
            page.article.portal,
            page.url,
            page.content,
            page.article.title,
            page.article.published_at,
            list(page.article.body),
        )
        for page in sampled
    ]


def _saved_pages() -> list[BenchPage]:
    return [
        BenchPage(
            "",
            page.url,
            page.html.encode(),
            page.truth["title"],
            page.truth["published_at"],
            page.truth["body"],
        )
        for page in saved_pages()
    ]


def _read(page: BenchPage) -> Reading | NoArticle:
    return read_page(Layout(), page.content, content_type=CONTENT_TYPE, url=page.url, fetched_at=FETCHED_AT)


def _as_read(reading: Reading | NoArticle) -> Read | None:
    if isinstance(reading, NoArticle):
        return None
    return Read(
        reading.title, reading.published.iso()[:10] if reading.published else None, "\n".join(reading.body)
    )


def _result(page: BenchPage, got: Read | None) -> _Result:
    day, wanted = (got and got.day) or "", (page.published_at or "")[:10]
    date = "right" if day == wanted else "wrong" if day else "missing"
    return _Result(f1(page.body, got.body if got else ""), same(page.title, got and got.title), date)


def _row(name: str, results: Sequence[_Result]) -> dict[str, Value]:
    dates = [result.date for result in results]
    only_dates = name == "htmldate"
    return {
        "reader": name,
        "body F1": None if only_dates else statistics.mean(result.body for result in results),
        "title %": None if only_dates else share([result.title for result in results]),
        "date right %": share([date == "right" for date in dates]),
        "wrong %": share([date == "wrong" for date in dates]),
        "missing %": share([date == "missing" for date in dates]),
    }


def _add_flags(
    finding: Finding,
    pages: Sequence[BenchPage],
    readings: Sequence[Reading | NoArticle],
    results: Sequence[_Result],
) -> None:
    """What of ours is wrong with a flag, and what without."""
    wrong: dict[str, list[bool]] = {"title": [], "date": [], "body": []}
    refused = 0
    for page, reading, result in zip(pages, readings, results, strict=True):
        if isinstance(reading, NoArticle):
            refused += 1
            continue
        for name, is_wrong in (
            ("title", not result.title),
            ("date", result.date == "wrong" or (result.date == "missing" and bool(page.published_at))),
            ("body", result.body < _NEARLY),
        ):
            if is_wrong:
                wrong[name].append(any(flag.startswith(name) for flag in reading.flags))
    told = "; ".join(
        f"{name} {sum(flags)} with a flag, {len(flags) - sum(flags)} without" for name, flags in wrong.items()
    )
    finding.notes.append(
        f"Ours, wrong of {len(pages)}: {told}; {refused} taken for no article. A body is wrong below F1 0.95."
    )
    silent = len(wrong["date"]) - sum(wrong["date"])
    finding.targets.append(Target("dates wrong without a flag", float(silent), most=0.0))


_NEARLY = 0.95


def _add_parts(finding: Finding, sampled: Sequence[SampledPage]) -> None:
    """The other fields, on the sample portals of each platform, whose truth is known."""
    right: dict[str, list[bool]] = {"author": [], "lead": [], "captions": [], "attachments": []}
    for page in sampled:
        reading = read_page(
            Layout(), page.content, content_type=CONTENT_TYPE, url=page.url, fetched_at=FETCHED_AT
        )
        if isinstance(reading, NoArticle):
            continue
        article = page.article
        right["author"].append(reading.author == article.author)
        if article.lead:
            right["lead"].append(reading.lead == article.lead)
        right["captions"].append(
            [text for _, text in reading.images if text] == [text for _, text in article.pictures if text]
        )
        right["attachments"].append(
            {urlsplit(address).path for address, _ in reading.attachments}
            == {attachment.path for attachment in article.attachments}
        )
    told = ", ".join(f"{name} {share(known):.0f}" for name, known in right.items() if known)
    finding.notes.append(
        f"Ours on {len(sampled)} pages of sample portals on ten platforms, exactly right in per cent: {told}."
    )


def _add_targets(finding: Finding, results: dict[str, list[_Result]]) -> None:
    """Better than the best of the others in each."""
    others = [name for name in results if name not in (_OURS, "htmldate")]
    measures: dict[str, Callable[[str], float]] = {
        "body F1": lambda name: statistics.mean(result.body for result in results[name]),
        "title %": lambda name: share([result.title for result in results[name]]),
        "date right %": lambda name: share([result.date == "right" for result in results[name]]),
    }
    for what, value in measures.items():
        names = [*others, "htmldate"] if what.startswith("date") and "htmldate" in results else others
        if names:
            best = max(map(value, names))
            finding.targets.append(
                Target(f"{what}, the best of the others {best:.2f}", value(_OURS), least=best)
            )


def _htmldate() -> Reader | None:
    try:
        find: Any = import_module("htmldate").find_date
    except ImportError:
        return None

    def read(page: BenchPage) -> Read:
        return Read(None, find(page.content.decode("utf-8", "replace"), url=page.url), "")

    return read

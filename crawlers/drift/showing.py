"""A drift report as people read it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields
from datetime import date, datetime, timedelta

from rich.console import Console
from rich.table import Table
from rich.text import Text

from crawlers.clock import utc
from crawlers.drift.analysis import Proposal, Told
from crawlers.drift.report import KeptPage, Report
from crawlers.fetching.revisits import day
from crawlers.layout import Layout
from crawlers.reparsing.differences import visible

_ORDER = {one.name: number for number, one in enumerate(fields(Layout))}


def show(report: Report, console: Console) -> None:
    """Print it."""
    console.print(_text(f"{report.portal}: its pages have changed (report of run {report.run})", "bold"))
    console.print(_text(f"the last run as usual: {report.since.usual or 'not known'}"))
    console.print(_text(f"the first one that was not: {report.since.unusual}"))
    console.print(_changes(report))
    if report.note:
        console.print(_text(f"the pages were not compared: {report.note}"))
    console.print(_signs(report))
    console.print(_reads(report))
    for line in [*_pages(report), *_remedy(report)]:
        console.print(_text(line))


def last_day(report: Report) -> date:
    """The last day (in Việt Nam) of the old layout: no page of the new one was fetched by then."""
    before = _day_of(report.since.unusual) - timedelta(days=1)
    return min(before, _day_of(report.since.usual)) if report.since.usual else before


def _day_of(run: str) -> date:
    return day(datetime.fromisoformat(run.partition("-")[0]))


def _changes(report: Report) -> Table:
    rows = ((change.reason, change.subject, change.detail) for change in report.changes)
    return _table("What is not as usual", ("reason", "what", "numbers"), rows)


def _signs(report: Report) -> Table:
    title = f"What the layout (version {report.layout}) declares, and on how many pages it is"
    rows = (
        (told.field, told.value, _of(told.then), _of(told.now), "died" if told.is_dead else _verdict(told))
        for told in report.analysis.signs
    )
    return _table(title, ("declared", "value", "then", "now", ""), rows)


def _verdict(told: Told) -> str:
    return "" if told.now[0] == told.now[1] else "not on all"


def _reads(report: Report) -> Table:
    rows = (
        (name, reads.then or "-", reads.now or "-", reads.general or "-")
        for name, reads in report.analysis.reads.items()
        if reads.then or reads.now or reads.general
    )
    headings = ("field", "then", "now, by the same layout", "now, by the general layout")
    return _table("How the example pages read", headings, rows)


def _of(numbers: tuple[int, int]) -> str:
    return f"{numbers[0]} of {numbers[1]}"


def _pages(report: Report) -> Iterator[str]:
    for when, page in (("then", report.then), ("now", report.now)):
        yield f"page of {when}: {_place(page)}" if page else f"page of {when}: none is archived"


def _place(page: KeptPage) -> str:
    return f"{page.url} ({page.article}), fetched {utc(page.fetched_at)}, kept as {page.object.key}"


def _remedy(report: Report) -> Iterator[str]:
    """What a developer writes into the spider."""
    version, until = report.layout + 1, last_day(report)
    proposed = sorted(report.analysis.proposed, key=lambda one: _ORDER.get(one.field, 0))
    dead = {told.field for told in report.analysis.signs if told.is_dead and told.kind != "rule"}
    yield ""
    yield f"Proposed for spiders/{report.portal}.py, if the page shows that it is right:"
    yield f"    layout = Layout(version={version}, …)  # as it is, but:"
    for one in proposed:
        yield f"        {one.field}={_value(one)},  # agrees with the landmarks on {one.pages} pages of now"
    for name in sorted(dead - {one.field for one in proposed}):
        yield f"        without {name}: nothing was found that agrees with the landmarks on all pages"
    ended = f"until=date({until.year}, {until.month}, {until.day})"
    yield f"    former_layouts = (Layout(version={report.layout}, {ended}, …),)  # as it was"
    yield f"Keep both pages as tests: scrapy drift {report.portal} --save tests/portals/{report.portal}"
    yield f"Then see what the archived pages say to it: scrapy reparse {report.portal}"


def _value(proposal: Proposal) -> str:
    if isinstance(proposal.value, list):
        return repr(tuple(map(str, proposal.value)))
    return repr(str(proposal.value))


def _table(title: str, headings: Iterable[str], rows: Iterable[Iterable[str]]) -> Table:
    table = Table(title=title, title_justify="left")
    for heading in headings:
        table.add_column(heading, overflow="fold")
    for row in rows:
        table.add_row(*map(_text, row))
    return table


def _text(text: str, style: str = "") -> Text:
    """What pages say is never taken for mark-up of the terminal."""
    return Text(visible(text), style=style)

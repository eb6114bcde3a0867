"""Comparing a run's pages with those of then, and leaving the report of what has changed."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import msgspec

from crawlers import clock
from crawlers.declaring.seen import Page as Seen
from crawlers.drift.analysis import Analysis, Told
from crawlers.drift.dating import since
from crawlers.drift.following import Followed
from crawlers.drift.pages import pages_of_now, pages_of_then
from crawlers.drift.report import Change, Kept, KeptPage, Page, Report, When, keep_page, keep_report
from crawlers.drift.task import NotAnalysed, Task, analysed
from crawlers.runs.carried import Ongoing
from crawlers.runs.outcome import Outcome
from crawlers.runs.unusual import Finding

if TYPE_CHECKING:
    from crawlers.runs.run import Run

logger = logging.getLogger(__name__)
_SECONDS = 40
_SILENT = ("mark-up-silent", "selector-silent")


def reported(run: Run, outcome: Outcome, found: list[Finding], subjects: set[str]) -> Followed:
    """Write a report and its pages. Raises StoreError."""
    now, then = pages_of_now(run), pages_of_then(run)
    silent = tuple(finding.subject for finding in found if finding.reason in _SILENT)
    analysis, note = _analysis(run, silent, then, now)
    if not found and not any(told.is_dead for told in analysis.signs):
        return Followed(run.former.drift)  # misread, as it may always have been
    changes = [Change(*_plain(finding)) for finding in found] or [Change(outcome.reason, "", outcome.detail)]
    report = Report(
        portal=run.spider.name,
        run=run.id,
        layout=run.spider.layout.version,
        written_at=clock.now(run.settings),
        since=since(found, run.former.history, run.id),
        changes=changes,
        analysis=analysis,
        note=note,
        pages={"then": len(then), "now": len(now)},
    )
    report.then = _kept(run, "then", then, analysis.then)
    report.now = _kept(run, "now", now, analysis.now)
    kept = keep_report(run.store, report)
    dead = {_subject(told) for told in analysis.signs if told.is_dead}
    former = set(run.former.drift.subjects) if run.former.drift else set()
    ongoing = Ongoing(run=run.id, report=kept.key, subjects=sorted(subjects | dead | former))
    return Followed(ongoing, {"run": run.id, "report": kept.key, "objects": _objects(kept, report)})


def _analysis(run: Run, silent: tuple[str, ...], then: list[Seen], now: list[Seen]) -> tuple[Analysis, str]:
    """What comparing the pages shows, or why they could not be compared: the numbers are told anyway."""
    if not now:
        return Analysis(), "no page of this run was in hand"
    memory = run.settings.getint("READING_MEMORY")
    try:
        return analysed(Task(run.spider.layout, silent, tuple(then), tuple(now), _SECONDS, memory)), ""
    except NotAnalysed as error:
        logger.warning("The pages of the drift report could not be compared: %s", error)
        return Analysis(then=0 if then else None, now=0), str(error)


def _plain(finding: Finding) -> tuple[Any, ...]:
    return finding.reason, finding.subject, finding.detail, _pair(finding.now), _pair(finding.before)


def _pair(numbers: tuple[int, int] | None) -> tuple[int, int] | None:
    return (numbers[0], numbers[1]) if numbers else None


def _subject(told: Told) -> str:
    """As findings name it."""
    if told.kind == "rule":
        return told.value
    return "date" if told.kind == "label" else told.field


def _kept(run: Run, when: When, pages: list[Seen], number: int | None) -> KeptPage | None:
    if number is None:
        return None
    page = pages[number]
    kept = Page(page.name, page.url, page.content, page.content_type, page.fetched_at)
    return keep_page(run.store, run.spider.name, run.id, when, kept)


def _objects(kept: Kept, report: Report) -> list[dict[str, Any]]:
    pages = [page.object for page in (report.then, report.now) if page]
    return [msgspec.to_builtins(one) for one in [kept, *pages]]

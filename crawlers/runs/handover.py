"""What a run makes of the runs before it, and leaves to the ones after it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

import msgspec

from crawlers import clock
from crawlers.fetching.revisits import day
from crawlers.runs.carried import Carried
from crawlers.runs.history import findings, remember, silence
from crawlers.runs.outcome import Outcome
from crawlers.runs.unusual import Finding

if TYPE_CHECKING:
    from crawlers.runs.run import Run

_FAILED_MOST = 1000
_REJECTED_MOST = 50


def unusual(run: Run) -> list[Finding]:
    """How the run differs from those before it, unless it was to read more or less than they."""
    spider, tally = run.spider, run.spider.tally
    if not run.is_open or spider.scope.is_narrowed or spider.scope.full:
        return []
    layout = spider.layout
    declared = {*layout.boilerplate, *(["portal-line"] if layout.furniture else [])}
    found = findings(tally.as_record(), spider.carried.history, layout.version, declared)
    if tally.listing_pages and not tally.added:
        found += filter(None, [silence(_published(run), day(spider.now()))])
    return found


def hand_on(run: Run, outcome: Outcome) -> Carried:
    """What the next run takes up: what this one took up itself, unless it came to its end."""
    spider, former = run.spider, run.former
    if not run.is_open or not spider.has_finished or spider.scope.is_narrowed or outcome.state == "failed":
        return msgspec.structs.replace(former, drift=run.drift, explored=spider.explored or former.explored)
    fetcher = spider.fetcher
    if len(fetcher.failed) > _FAILED_MOST:  # too many to hand on: the listings are read again instead
        ground, failed = former.ground, former.failed
    else:
        ground, failed = spider.finder.ground(former.ground, run.known.seq), fetcher.failed
    return Carried(
        ground=ground,
        failed=failed,
        missing=fetcher.missing,
        revisited_at=clock.utc(run.started_at),
        swept_to=fetcher.swept_to,
        rejected=run.rejected[-_REJECTED_MOST:],
        history=_history(run, outcome),
        drift=run.drift,
        explored=spider.explored,
    )


def _history(run: Run, outcome: Outcome) -> list[dict[str, object]]:
    spider, former = run.spider, run.former.history
    if spider.scope.full:
        return former
    is_suspect = outcome.state == "suspect"
    counts, layout = spider.tally.as_record(), spider.layout.version
    return remember(former, counts, is_suspect=is_suspect, layout=layout, run=run.id)


def _published(run: Run) -> Iterator[date]:
    days = (article.published_at[:10] for _, article in run.known.items() if article.published_at)
    return map(date.fromisoformat, days)

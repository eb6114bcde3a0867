"""What a run makes of a drift: a new one gets its report, one that goes on is told by its first run."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, NamedTuple

from crawlers.runs.carried import Ongoing
from crawlers.runs.chance import WORTH_COUNTING
from crawlers.runs.outcome import Outcome
from crawlers.runs.unusual import DRIFT
from crawlers.store import StoreError

if TYPE_CHECKING:
    from crawlers.runs.run import Run

logger = logging.getLogger(__name__)
_WRONG_BY_ITSELF = ("misread", "rejected", "no-article-read")


class Followed(NamedTuple):
    """A drift as this run leaves it, and what its record says of it."""

    ongoing: Ongoing | None
    record: dict[str, Any] | None = None


def follow(run: Run, outcome: Outcome) -> Followed:
    """Report a drift that begins with this run. Never raises: a run has its end, with a report or without."""
    former = run.former.drift
    scope = run.spider.scope
    if not run.is_open or run.fenced or scope.is_narrowed or scope.full:
        return Followed(former)
    found = [finding for finding in run.unusual if finding.reason in DRIFT]
    if not found and outcome.reason not in _WRONG_BY_ITSELF:
        return Followed(former if _says_nothing(run, outcome) else None)
    subjects = {finding.subject for finding in found} or {outcome.reason}
    if former and (not found or subjects <= set(former.subjects)):
        return Followed(former, {"run": former.run, "report": former.report})
    try:
        from crawlers.drift.reporting import reported  # seldom needed, and slow to import

        return reported(run, outcome, found, subjects)
    except StoreError as error:
        logger.warning("No drift report was written; the run's record has the numbers. %s", error)
        return Followed(former, {"run": run.id, "report": None, "error": str(error)})
    except Exception as error:
        logger.exception("An error in this program: no drift report was written.")
        return Followed(former, {"run": run.id, "report": None, "error": repr(error)})


def _says_nothing(run: Run, outcome: Outcome) -> bool:
    """A run that read too little, or failed, does not tell that pages are as they were."""
    return outcome.state in ("failed", "suspect") or run.spider.tally.read < WORTH_COUNTING

"""The judgement of a run: complete, partial, suspect or failed, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from crawlers.fetching.failures import ROBOTS_UNREACHABLE
from crawlers.runs.tally import Tally
from crawlers.runs.unusual import DRIFT, Finding

State = Literal["complete", "partial", "suspect", "failed"]

EXIT_CODES: dict[State, int] = {"complete": 0, "partial": 3, "suspect": 4, "failed": 5}
HELD_EXIT_CODE = 6
"""Another worker holds the portal."""
_DOUBTFUL_AT_LEAST = 5
_DOUBTFUL_SHARE = 0.2
_LOST_SHARE = 0.5


@dataclass(frozen=True)
class Outcome:
    """How a run ended. `reason` is a short code, `detail` tells people more; both empty where all is well."""

    state: State
    reason: str = ""
    detail: str = ""

    def see(self, command: str) -> Outcome:
        """The same, with a command that shows more."""
        return replace(self, detail=f"{self.detail}; see `{command}`")

    def __str__(self) -> str:
        said = ": ".join(filter(None, (self.reason, self.detail)))
        return f"{self.state} ({said})" if said else self.state


def judge(tally: Tally, *, stopped: bool, limited: bool, unusual: Sequence[Finding] = ()) -> Outcome:
    """The outcome of a run whose store did not fail.

    `stopped`: it was told to end early; `limited`: it read no more than it was asked for; `unusual`: how it
    differs from the runs before. The gravest finding
    is told: a run of which nothing is known to be right has failed; one that was misread is suspect; one that
    missed pages is partial.
    """
    verdict = _failure(tally) if not stopped else None
    verdict = verdict or _drift(unusual) or _suspicion(tally) or _unusual(unusual) or _gap(tally, stopped)
    return verdict or Outcome("complete", "limit" if limited else "")


def _failure(tally: Tally) -> Outcome | None:
    if not tally.listing_pages and tally.http_errors[ROBOTS_UNREACHABLE]:
        return Outcome("failed", "nothing-read", "robots.txt could not be read: nothing else was asked for")
    if not tally.listing_pages and tally.robots and not tally.http_errors:
        return Outcome("failed", "robots-refused", "robots.txt allows none of the listings")
    if not tally.listing_pages:
        return Outcome("failed", "nothing-read", "no page of the portal could be read")
    if not tally.found:
        return Outcome("failed", "no-article-link", "no listing holds a link to an article")
    answered = tally.read + tally.not_modified + tally.no_article.total()
    if tally.asked and not answered and (not tally.known or tally.asked >= _DOUBTFUL_AT_LEAST):
        return Outcome("failed", "no-article-read", f"none of {tally.asked} article pages gave an article")
    return None


def _suspicion(tally: Tally) -> Outcome | None:
    if empty := [path for path, links in tally.listings.items() if not links]:
        return Outcome("suspect", "empty-listing", f"no link to an article in {', '.join(empty)}")
    if tally.rejected >= _DOUBTFUL_AT_LEAST and tally.rejected > _DOUBTFUL_SHARE * tally.read:
        return Outcome("suspect", "rejected", f"{tally.rejected} of {tally.read} articles fail the check")
    doubtful, pages = tally.doubtful + tally.no_article.total(), tally.read + tally.no_article.total()
    if doubtful >= _DOUBTFUL_AT_LEAST and doubtful > _DOUBTFUL_SHARE * pages:
        return Outcome("suspect", "misread", f"{doubtful} of {pages} article pages are not read well")
    lost = tally.gone_links + tally.offsite
    if lost >= _DOUBTFUL_AT_LEAST and lost > _LOST_SHARE * tally.asked:
        return Outcome("suspect", "many-gone", f"{lost} of {tally.asked} article pages are not there")
    return None


def _drift(found: Sequence[Finding]) -> Outcome | None:
    """Pages have changed: told before what is wrong by itself, since it says since when and how much."""
    if not (drifted := [finding for finding in found if finding.reason in DRIFT]):
        return None
    told = [f"{finding.reason}: {finding.detail}" for finding in drifted]
    return Outcome("suspect", "drift", "; ".join(told))


def _unusual(found: Sequence[Finding]) -> Outcome | None:
    if not found:
        return None
    return Outcome("suspect", found[0].reason, "; ".join(finding.detail for finding in found))


def _gap(tally: Tally, stopped: bool) -> Outcome | None:
    if stopped:
        return Outcome("partial", "stopped", "it was told to stop; what was read until then is stored")
    if tally.listings_failed:
        return Outcome("partial", "listing-failed", f"{tally.listings_failed} listing pages failed")
    if tally.failed:
        return Outcome("partial", "article-failed", f"{tally.failed} article pages failed")
    if tally.rejected:
        return Outcome("partial", "rejected", f"{tally.rejected} articles fail the check; see rejected/")
    if tally.listings_cut:
        return Outcome(
            "partial", "listing-cut", f"{tally.listings_cut} listings go on beyond MAX_LISTING_PAGES"
        )
    return None

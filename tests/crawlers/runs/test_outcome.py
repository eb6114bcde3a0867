"""What a run is called: complete, partial, suspect or failed."""

from collections import Counter
from typing import Any

import pytest

from crawlers.runs.outcome import EXIT_CODES, Outcome, judge
from crawlers.runs.tally import Tally
from crawlers.runs.unusual import Finding


def tally(**more: Any) -> Tally:
    return Tally(
        **{"listings": {"/tin": 10}, "listing_pages": 4, "found": 60, "asked": 60, "read": 60, **more}
    )


def outcome(stopped: bool = False, limited: bool = False, **more: Any) -> Outcome:
    return judge(tally(**more), stopped=stopped, limited=limited)


def test_a_run_that_misses_nothing_is_complete() -> None:
    assert outcome() == Outcome("complete")
    assert outcome(gone_links=9, offsite=2, robots=3, absent=["/rss"], older=4).state == "complete"
    assert outcome(no_article=Counter({"form": 3})).state == "complete"


def test_a_run_asked_for_less_says_so() -> None:
    assert outcome(limited=True) == Outcome("complete", "limit")


@pytest.mark.parametrize(
    ("more", "state", "reason"),
    [
        ({"listing_pages": 0, "found": 0, "read": 0}, "failed", "nothing-read"),
        ({"found": 0, "read": 0}, "failed", "no-article-link"),
        ({"read": 0, "failed": 60}, "failed", "no-article-read"),
        ({"listings": {"/tin": 10, "/vu-an": 0}}, "suspect", "empty-listing"),
        ({"doubtful": 13}, "suspect", "misread"),
        ({"doubtful": 7, "no_article": Counter(form=9)}, "suspect", "misread"),
        ({"read": 0, "no_article": Counter({"listing": 60})}, "suspect", "misread"),
        ({"failed": 1}, "partial", "article-failed"),
        ({"listings_failed": 1}, "partial", "listing-failed"),
        ({"listings_cut": 1}, "partial", "listing-cut"),
        ({"failed": 1, "doubtful": 30}, "suspect", "misread"),
    ],
)
def test_the_gravest_finding_is_told(more: dict[str, Any], state: str, reason: str) -> None:
    found = outcome(**more)
    assert (found.state, found.reason) == (state, reason)
    assert found.detail


def test_few_doubtful_pages_are_no_suspicion() -> None:
    assert outcome(doubtful=12).state == "complete"
    assert outcome(read=8, doubtful=4).state == "complete"


def test_a_run_told_to_stop_is_partial_however_little_it_read() -> None:
    assert outcome(stopped=True).reason == "stopped"
    assert outcome(stopped=True, listing_pages=0, found=0, read=0).state == "partial"


def test_exit_codes_are_those_promised() -> None:
    assert EXIT_CODES == {"complete": 0, "partial": 3, "suspect": 4, "failed": 5}


def test_counts_are_plain_data() -> None:
    counted = tally(flags=Counter({"title-missing": 2}))
    counted.witnesses["date"]["both"] += 1
    record = counted.as_record()
    assert record["flags"] == {"title-missing": 2}
    assert record["witnesses"] == {"date": {"both": 1}}
    assert type(record["flags"]) is type(record["witnesses"]["date"]) is dict


def test_pages_that_have_changed_are_told_before_what_is_wrong_by_itself() -> None:
    silent = Finding("mark-up-silent", "date: mark-up no longer tells it on 9 of 9 pages", "date")
    new = Finding("many-new", "900 new articles")
    told = judge(tally(doubtful=13), stopped=False, limited=False, unusual=[new, silent])
    assert told == Outcome("suspect", "drift", f"mark-up-silent: {silent.detail}")
    assert str(told.see("scrapy drift x")).endswith("9 of 9 pages; see `scrapy drift x`)")
    assert judge(tally(), stopped=False, limited=False, unusual=[new]).reason == "many-new"
    assert judge(tally(found=0, read=0), stopped=False, limited=False, unusual=[silent]).state == "failed"

"""A redesign is dated by the runs before the alarm, which may have met it on too few pages."""

from __future__ import annotations

from typing import Any

from crawlers.drift.dating import since
from crawlers.drift.report import Since
from crawlers.runs.unusual import Finding

DATE = Finding("mark-up-silent", "", "date")
LETTER = Finding("rule-silent", "", "letter")
LABEL = Finding("label-silent", "", "date")
SELECTOR = Finding("selector-silent", "", "date")


def entry(run: str, read: int = 1, **more: Any) -> dict[str, Any]:
    usual = {
        "witnesses": {"date": {"both": read}},
        "labelled": read,
        "dropped": {"letter": read},
        "shown": {"date": read},
    }
    return {"run": run, "read": read, "print_views": 0, **usual, **more}


def test_the_run_before_was_usual() -> None:
    history = [entry("c"), entry("b"), entry("a")]
    for finding in (DATE, LETTER, LABEL, SELECTOR, Finding("body-length", "", "body")):
        assert since([finding], history, "now") == Since("c", "now")


def test_a_run_with_few_pages_may_have_met_it_first() -> None:
    met: dict[str, Any] = {
        "witnesses": {"date": {"landmarks": 1}},
        "labelled": 0,
        "dropped": {},
        "shown": {"date": 0},
    }
    history = [entry("d", 0), entry("c", **met), entry("b"), entry("a")]
    for finding in (DATE, LETTER, LABEL, SELECTOR):
        assert since([finding], history, "now") == Since("b", "c")
    assert since([DATE, LETTER], [entry("c", dropped={}), entry("b")], "now") == Since("b", "c")


def test_without_a_usual_run_nothing_is_said_of_it() -> None:
    assert since([DATE], [], "now") == Since(None, "now")
    assert since([], [{"run": "", "read": 3, "print_views": 0}], "now") == Since(None, "now")

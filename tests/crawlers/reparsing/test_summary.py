"""Numbers first, then a few examples of each field and each trouble, the same ones every time."""

from __future__ import annotations

import random

from crawlers.reparsing.finding import Difference, Finding
from crawlers.reparsing.report import report
from crawlers.reparsing.summary import Example, Summary


def changed(number: int, *names: str) -> Finding:
    found = tuple(Difference(name, f'"old {number}"', f'"new {number}"') for name in names)
    return Finding(f"hai_phong/{number}", "changed", found, {})


def test_the_examples_are_few_and_do_not_depend_on_the_order_of_the_workers() -> None:
    findings = [changed(number, "title", *(["body"] if number > 150 else [])) for number in range(100, 200)]
    random.Random(1).shuffle(findings)
    summary = Summary(2)
    for finding in findings:
        summary.add(finding)
    assert summary.differences == {"title": 100, "body": 49}
    assert [one.id for one in summary.examples["title"]] == ["hai_phong/100", "hai_phong/101"]
    assert summary.examples["body"][0] == Example("hai_phong/151", ('"old 151"', '"new 151"'))


def test_no_examples_where_none_are_wanted() -> None:
    summary = Summary(0)
    summary.add(changed(1, "title"))
    assert not any(summary.examples.values())


def test_the_report() -> None:
    summary = Summary(1, gone=2, without_page=3)
    for finding in (
        Finding("hai_phong/1", "unchanged"),
        changed(2, "title"),
        Finding("hai_phong/3", "outside", (Difference("flags", "null", '["date-missing"]'),)),
        Finding("hai_phong/4", "no-article", reason="list", detail="A list of links\x1b[2J."),
        Finding("hai_phong/5", "no-article", reason="empty", detail="No text."),
        Finding("hai_phong/6", "no-article", reason="list", detail="A list."),
    ):
        summary.add(finding)
    assert list(report("hai_phong", summary)) == [
        "hai_phong: 6 articles read again",
        "         1 unchanged",
        "         1 differ in their content: a new revision each",
        "         1 differ, but not in the content: no new revision",
        "         3 give no article any more: what is stored stays (list 2, empty 1)",
        "         3 not read: no page of theirs is archived",
        "         2 not read: gone from the portal",
        "",
        "Differences by field:",
        "         1 flags  (not in the content: no new revision)",
        "         1 title",
        "",
        "flags, 1 of 1:",
        "  hai_phong/3",
        "       null",
        '    -> ["date-missing"]',
        "",
        "title, 1 of 1:",
        "  hai_phong/2",
        '       "old 2"',
        '    -> "new 2"',
        "",
        "no-article, 1 of 3:",
        "  hai_phong/4",
        r"       list: A list of links\x1b[2J.",
    ]

"""What sampled articles say of how they are read, and of what the layout declares."""

from __future__ import annotations

from crawlers.doctor.articles import check_articles, check_layout
from crawlers.doctor.verdict import Verdict
from crawlers.doctor.visit import Sample
from crawlers.layout import Layout
from tests.crawlers.doctor.visits import BODY, article, by_check, declared, failed, visit_of

HEAD = "<h1>Tuần tra đêm trên địa bàn phường Đông Bến</h1><p class=day>Cập nhật: 20/11/2026 08:16</p>"
MAIN = f"{HEAD}<div id=text>{BODY}</div>"
USUAL = {"date_labels": ("Cập nhật",), "title": "h1", "date": ".day", "body": "#text"}


def of_layout(main: str = MAIN, **layout: object) -> dict[str, Verdict]:
    portal = declared(layout=Layout(**{**USUAL, **layout}))  # type: ignore[arg-type]
    return by_check(check_layout(visit_of(portal, samples=[article(portal, main)])))


def of_articles(*mains: str) -> dict[str, Verdict]:
    portal = declared(layout=Layout(**USUAL))  # type: ignore[arg-type]
    return by_check(check_articles(visit_of(portal, samples=[article(portal, main) for main in mains])))


def test_articles_that_both_witnesses_read_alike_are_good() -> None:
    verdicts = of_articles(MAIN, MAIN, MAIN)
    assert {verdict.grade for verdict in verdicts.values()} == {"good"}
    assert verdicts["articles"].seen == "3 of 3 articles read"
    assert verdicts["date"].seen == "both witnesses agree"
    assert verdicts["date form"].seen == "“Cập nhật: 00/00/0000 00:00”"


def test_a_page_that_is_no_article_says_why() -> None:
    some = of_articles(MAIN, "<p>404</p>")["articles"]
    assert (some.grade, "1 of 2 articles read" in some.seen) == ("look", True)
    none = of_articles("<h2>404 - Không tìm thấy trang</h2>")["articles"]
    assert none.grade == "bad"
    assert "--explain" in none.remedy


def test_a_page_that_did_not_come_says_why() -> None:
    visit = visit_of(samples=[Sample(failed("/tin/bai-1.html", "it timed out"))])
    (verdict,) = check_articles(visit)
    assert (verdict.grade, "it timed out" in verdict.seen) == ("bad", True)


def test_witnesses_that_disagree_are_quoted() -> None:
    verdicts = of_articles(MAIN.replace("<p class=day>", "<p class=day>19/11/2026</p><p>"))
    assert verdicts["date"].grade == "bad"
    assert "'2026-11-19'" in verdicts["date"].seen
    assert "date-disagrees on 1" in verdicts["flags"].seen


def test_all_that_a_layout_declares_is_found() -> None:
    verdicts = of_layout()
    assert {verdict.grade for verdict in verdicts.values()} == {"good"}
    assert verdicts["selector body"].seen == "'#text' on 1 of 1"


def test_a_dead_selector_is_bad_where_the_field_is_vital() -> None:
    verdicts = of_layout(body="#article_content", lead=".sapo")
    assert (verdicts["selector body"].grade, verdicts["selector lead"].grade) == ("bad", "look")
    assert "dead" in verdicts["selector body"].remedy


def test_a_dead_label_is_bad() -> None:
    verdict = of_layout(MAIN.replace("Cập nhật", "Đăng lúc"))["label"]
    assert (verdict.grade, verdict.seen) == ("bad", "“Cập nhật” on 0 of 1")


def test_rules_and_signatures_that_never_hit_are_told() -> None:
    verdicts = of_layout(boilerplate=("slogan",), signature=("author",))
    assert verdicts["boilerplate"].seen == "slogan fired on 0 of 1"
    assert (verdicts["boilerplate"].grade, verdicts["signature"].grade) == ("look", "look")


def test_without_articles_the_checks_say_why_they_are_not_made() -> None:
    for check in (check_articles, check_layout):
        (verdict,) = check(visit_of())
        assert verdict.seen.startswith("not looked at")

"""Each check stands alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from crawlers.doctor import examination
from crawlers.doctor.examination import examine, place_of, shake_hands
from crawlers.doctor.verdict import Verdict, good
from crawlers.doctor.visit import Visit
from tests.crawlers.doctor.visits import declared, failed, visit_of


def test_a_check_that_fails_says_so_and_the_others_are_made(monkeypatch: pytest.MonkeyPatch) -> None:
    def stumbles(visit: Visit) -> Iterator[Verdict]:
        yield good("first", "seen")
        raise RuntimeError(f"nobody thought of {visit.agent}")

    def stands(visit: Visit) -> Iterator[Verdict]:
        yield good("last", visit.agent)

    monkeypatch.setattr(examination, "CHECKS", {"one": stumbles, "other": stands})
    found = examine(visit_of())
    assert [verdict.grade for verdict in found.verdicts["one"]] == ["good", "look"]
    assert "nobody thought of tuantra" in found.verdicts["one"][1].seen
    assert found.verdicts["other"] == [good("last", "tuantra")]


def test_a_portal_at_a_private_address_is_not_connected_to() -> None:
    portal = declared(home="https://10.0.0.7/")
    visit = visit_of(portal)
    visit.place = place_of(portal)
    assert (visit.place.addresses, "10.0.0.7 (private)" in visit.place.why) == ((), True)
    shake_hands(visit)
    assert visit.encryptions == []
    assert "10.0.0.7 (private)" in visit.why_no_encryption
    assert place_of(type(portal)(home="https://10.0.0.7")).addresses == (
        "10.0.0.7",
    )  # an operator's own place


def test_all_checks_can_be_made_of_a_portal_that_never_answers() -> None:
    visit = visit_of(robots=failed("/robots.txt"), home=failed("/"))
    found = examine(visit)
    seen = [verdict.seen for several in found.verdicts.values() for verdict in several]
    assert not any("this check itself failed" in one for one in seen)
    assert not visit.reached

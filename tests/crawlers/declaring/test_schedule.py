"""What is scheduled is listed in one place, and each declared portal is there."""

from __future__ import annotations

import pytest
from scrapy.utils.project import get_project_settings

from crawlers.declaring.schedule import COMPOSE, NoPlace, entry, scheduled, with_portal
from crawlers.portals import declared_portals
from tests.crawling import ROOT


def compose() -> str:
    return (ROOT / COMPOSE).read_text(encoding="utf-8")


def test_every_declared_portal_is_scheduled_once_and_no_other() -> None:
    assert sorted(scheduled(compose())) == sorted(declared_portals(get_project_settings()))


def test_a_portal_is_added_after_the_others_and_nothing_else_changes() -> None:
    before = compose()
    after = with_portal(before, "song_lo")
    assert scheduled(after) == [*scheduled(before), "song_lo"]
    assert after.replace(entry("song_lo"), "") == before
    assert with_portal(after, "song_lo") == after, "once is enough"


def test_a_file_of_another_shape_is_left_and_the_entry_told() -> None:
    with pytest.raises(NoPlace, match="command: crawl song_lo"):
        with_portal("services: {}\n", "song_lo")

"""The suite over all portals fails where it should, and says what to add."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from crawlers.layout import Layout
from tests.portals import test_portals as suite


@pytest.fixture
def portal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The recorded pages of a portal, copied so that a test may take some away."""
    folder = tmp_path / "bac_ninh"
    shutil.copytree(suite.HERE / "bac_ninh", folder)
    monkeypatch.setattr(suite, "HERE", tmp_path)
    return folder


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        ("listing.html", "a listing that links articles"),
        ("no-article.html", "a page that is no article"),
        ("article-18732*.json", "1 more articles"),
    ],
)
def test_what_a_portal_lacks_is_named(portal: Path, missing: str, said: str) -> None:
    suite.test_a_portal_has_three_articles_a_listing_and_a_page_without_an_article("bac_ninh")
    found = sorted(portal.glob(missing))
    for path in found[:2]:
        path.unlink()
    with pytest.raises(AssertionError, match=said):
        suite.test_a_portal_has_three_articles_a_listing_and_a_page_without_an_article("bac_ninh")


def test_a_former_layout_needs_a_page_of_its_days_and_reads_it(
    portal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    declared = suite.spider("bac_ninh")

    class Redesigned(declared):  # type: ignore[misc, valid-type]
        layout = Layout(version=2)
        former_layouts = (Layout(version=1, until=date(2024, 12, 31)),)

    monkeypatch.setattr(suite, "spider", lambda _portal: Redesigned)
    with pytest.raises(AssertionError, match="no recorded page of bac_ninh is read by its layout version 1"):
        suite.test_each_layout_of_a_portal_has_a_recorded_page("bac_ninh")

    old = min(portal.glob("article-*.html"))
    pages = {old.name: {"url": "http://127.0.0.1/x", "received": "2024-12-31T16:59:00+00:00"}}
    told = {"home": "http://127.0.0.1/", "pages": pages, "generated": {}}
    (portal / "recorded.json").write_text(json.dumps(told))
    suite.test_each_layout_of_a_portal_has_a_recorded_page("bac_ninh")
    assert suite.layout_for("bac_ninh", suite.recorded(old)).version == 1
    pages[old.name]["received"] = "2024-12-31T17:01:00+00:00"  # the day after, in Việt Nam
    (portal / "recorded.json").write_text(json.dumps(told))
    assert suite.layout_for("bac_ninh", suite.recorded(old)).version == 2

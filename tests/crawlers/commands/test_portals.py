"""`scrapy portals` shows every portal, crawled or not."""

from __future__ import annotations

import json
from pathlib import Path

from crawlers.store import Head, open_store, write_head
from tests.crawling import scrapy


def test_an_empty_store_shows_portals_never_crawled(tmp_path: Path) -> None:
    ended = scrapy("portals", "-s", f"STORE={tmp_path / 'none'}")
    assert (ended.code, ended.err) == (0, "")
    for words in ("bac_ninh", "VN-56", "https://conganbacninh.gov.vn/", "never", "hai_phong_city", "VN-SG"):
        assert words in ended.out
    assert not (tmp_path / "none").exists()


def test_state_and_freshness_come_from_the_head(tmp_path: Path) -> None:
    more = {"articles": 64, "newest": "2025-06-27", "reason": "misread"}
    run = "20261121T101500Z-3f9a2c"
    write_head(
        open_store(str(tmp_path)), "tphcm", Head(7, run, None, "suspect", "2026-11-21T10:15:00Z", more)
    )
    out = scrapy("portals", "-s", f"STORE={tmp_path}").out
    (line,) = [line for line in out.splitlines() if " tphcm " in line]
    for words in ("2026-11-21 10:15:00", "suspect (misread)", "64", "2025-06-27"):
        assert words in line
    shown = json.loads(scrapy("portals", "--format", "json", "-s", f"STORE={tmp_path}").out)
    assert [one["portal"] for one in shown] == ["bac_ninh", "hai_phong", "hai_phong_city", "tphcm"]
    assert shown[3] == {
        "portal": "tphcm",
        "agency": "Công an TPHCM",
        "province": "VN-SG",
        "address": "https://congan.com.vn/",
        "last_run": "2026-11-21T10:15:00Z",
        "state": "suspect",
        "reason": "misread",
        "last_complete_run": None,
        "articles": 64,
        "newest": "2025-06-27",
        "last_seq": 7,
    }


def test_wrong_usage_ends_with_2() -> None:
    assert scrapy("portals", "tphcm").code == 2
    assert scrapy("portals", "--format", "xml").code == 2

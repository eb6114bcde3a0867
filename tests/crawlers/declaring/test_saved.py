"""Saved pages say which address they had; where they do not, that is a doubt."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawlers.declaring.saved import BadFiles, saved_pages

HOME = "https://congan.vidu.vn/"


@pytest.mark.parametrize(
    ("head", "address"),
    [
        ('<link rel="canonical" href="https://congan.vidu.vn/tin/a-1.html">', "tin/a-1.html"),
        ('<meta property="og:url" content="http://www.congan.vidu.vn/tin/a-2.html"/>', "tin/a-2.html"),
        ("<!-- saved from url=(0034)https://congan.vidu.vn/tin/a-3.html -->", "tin/a-3.html"),
        (
            "<!-- Mirrored from congan.vidu.vn/tin/a-4.html?x=1 by HTTrack Website Copier/3.x [XR&CO'2014], "
            "Sat, 27 Aug 2022 09:54:04 GMT -->",
            "tin/a-4.html?x=1",
        ),
        (r'<script>Liferay.currentURL="\x2ftin\x2fa-5";</script>', "tin/a-5"),
        (
            '<a href="https://www.facebook.com/sharer/sharer.php?u=https%3A%2F%2Fcongan.vidu.vn%2Ftin%2Fa-6.html">f</a>',
            "tin/a-6.html",
        ),
        (
            '<div class="zalo-share-button" data-href="https://congan.vidu.vn/tin/a-7.html"></div>',
            "tin/a-7.html",
        ),
    ],
    ids=["canonical", "og:url", "browser", "HTTrack", "Liferay", "Facebook", "Zalo"],
)
def test_a_page_says_its_address(tmp_path: Path, head: str, address: str) -> None:
    (tmp_path / "trang.html").write_text(f"<html><head>{head}</head><body></body></html>")
    found = saved_pages(tmp_path, HOME)
    assert [page.url for page in found.pages] == [HOME + address]
    assert found.doubts == []


def test_another_sites_address_is_not_believed_and_a_guess_is_said(tmp_path: Path) -> None:
    (tmp_path / "bai viet.htm").write_text('<link rel="canonical" href="https://bao.vidu.com/a.html">')
    found = saved_pages(tmp_path, HOME)
    assert [page.url for page in found.pages] == [HOME + "bai%20viet.htm"]
    assert "does not say its address" in found.doubts[0]


def test_a_table_of_addresses_is_believed_first(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text('<link rel="canonical" href="https://congan.vidu.vn/b.html">')
    (tmp_path / "addresses.tsv").write_text(f"# file, address\na.html\t{HOME}tin/a-8.html\n")
    assert saved_pages(tmp_path, HOME).pages[0].url == HOME + "tin/a-8.html"
    (tmp_path / "addresses.tsv").write_text("a.html tin/a-8.html\n")
    with pytest.raises(BadFiles, match="line 1: a file name, a tab and an address"):
        saved_pages(tmp_path, HOME)


def test_httrack_says_the_day_of_a_page(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(
        "<!-- Mirrored from congan.vidu.vn/a by HTTrack Website Copier/3.x, Sat, 27 Aug 2022 09:54:04 GMT -->"
    )
    assert saved_pages(tmp_path, HOME).pages[0].fetched_at == datetime(2022, 8, 27, 9, 54, 4, tzinfo=UTC)


def test_a_directory_without_pages_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("không có trang nào")
    with pytest.raises(BadFiles, match="holds no file named"):
        saved_pages(tmp_path, HOME)

"""Refreshing leaves what a person edited and what a former layout needs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from crawlers.declaring.declaration import Declaration
from crawlers.declaring.inferring import Inferred
from crawlers.declaring.project import Portal
from crawlers.declaring.refreshing import refresh_expected, refresh_pages
from crawlers.declaring.seen import Page
from crawlers.declaring.writing import write_all
from crawlers.layout import Layout
from tests.crawlers.declaring.looking import DAY, page, spider_of
from tests.crawlers.declaring.test_inferring import PLAIN, article

HOME = "https://congan.vidu.vn/"


def declaration() -> Declaration:
    return Declaration(
        name="vi_du",
        agency="Công an tỉnh Ví Dụ",
        province="VN-XX",
        home=HOME,
        article=r"/tin-(?P<number>\d+)\.html",
        day=DAY,
        layout=Inferred(Layout(), Layout()),
        articles=[article(number, PLAIN) for number in (1, 2, 3)],
    )


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    found = Portal(tmp_path, "vi_du")
    write_all(tmp_path, found.declare(declaration()).files)
    return found


def fresh(number: int) -> tuple[str, Page]:
    """The page of an article, a year later and with other words."""
    old = article(number, PLAIN)
    content = old.content.replace("Đến sáng".encode(), "Đến trưa".encode())
    return old.url, replace(old, content=content, fetched_at=old.fetched_at + timedelta(days=365))


def test_a_page_is_replaced_and_what_is_expected_of_it_is_not(portal: Portal) -> None:
    changes = refresh_pages(portal, [fresh(1)], spider_of(declaration())())
    folder = "tests/portals/vi_du"
    assert changes.files.keys() == {f"{folder}/article-1.html", f"{folder}/recorded.json"}
    write_all(portal.root, changes.files)
    after = refresh_expected(portal, spider_of(declaration())())
    assert after.files.keys() == {f"{folder}/article-1.json", f"{folder}/recorded.json"}
    assert any("Đến trưa" in line for line in after.diffs)


def test_what_is_lacking_is_added(portal: Portal) -> None:
    listing = "".join(f"<p><a href='/tin-{number}.html'>Tin số {number}</a></p>" for number in range(9))
    more = [
        fresh(4),
        (HOME + "tin", page(f"<html><body>{listing}</body></html>", url=HOME + "tin")),
        (HOME, page("<html><body><a href='/tin'>Tin</a></body></html>", url=HOME)),
    ]
    changes = refresh_pages(portal, more, spider_of(declaration())())
    names = {Path(path).name for path in changes.files}
    assert names == {"article-4.html", "listing.html", "no-article.html", "recorded.json"}


def test_a_page_that_a_person_edited_is_left(portal: Portal) -> None:
    (portal.root / portal.folder / "article-1.html").write_text("<p>lời khác</p>")
    changes = refresh_pages(portal, [fresh(1)], spider_of(declaration())())
    assert changes.files == {}
    assert "edited by a person" in changes.said[0]


def test_a_former_layout_keeps_its_pages(portal: Portal) -> None:
    spider = spider_of(declaration())()
    spider.layout = Layout(version=2)
    spider.former_layouts = (Layout(until=date(2026, 12, 31)),)
    changes = refresh_pages(portal, [fresh(1)], spider)
    assert changes.files == {}
    assert "shows a former layout" in changes.said[0]

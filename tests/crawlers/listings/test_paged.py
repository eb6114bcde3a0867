"""A paged listing asks for its pages by number, and makes articles' paths of plain fields alone."""

from __future__ import annotations

from typing import Any

import pytest

from crawlers.listings.paged import PagedListing


def test_pages_are_counted_from_the_first_number() -> None:
    paged = PagedListing(address="/api?start={page}&size=20", first=0)
    assert [paged.page(turn) for turn in (1, 2, 11)] == [f"/api?start={n}&size=20" for n in (0, 1, 10)]


@pytest.mark.parametrize(
    ("item", "path"),
    [
        ({"slug": "tuan-tra", "id": "7"}, "/tin/tuan-tra-7.html"),
        ({"slug": "tuần tra", "id": "7"}, "/tin/tu%E1%BA%A7n%20tra-7.html"),
        ({"slug": "tu%E1%BA%A7n", "id": "7"}, "/tin/tu%E1%BA%A7n-7.html"),
        ({"slug": "100%-an-toàn", "id": "7"}, "/tin/100%25-an-to%C3%A0n-7.html"),
        ({"slug": "a/b", "id": "7"}, "/tin/a/b-7.html"),
        ({"slug": "a?b#c&d", "id": "7"}, "/tin/a%3Fb%23c%26d-7.html"),
        ({"slug": "a{b}", "id": "7"}, "/tin/a%7Bb%7D-7.html"),
    ],
)
def test_an_article_s_path_is_made_of_its_fields(item: dict[str, Any], path: str) -> None:
    assert PagedListing(address="/api/{page}", article="/tin/{slug}-{id}.html").article_path(item) == path


@pytest.mark.parametrize(
    "slug",
    [
        None,
        True,
        "",
        " ",
        "..",
        "a/../b",
        "/a",
        "a//b",
        "a/",
        "\\a",
        "a\nb",
        "x" * 2000,
        [],
        ["a"],
        (("a", "b"),),
    ],
)
def test_what_is_no_plain_value_gives_no_path(slug: Any) -> None:
    paged = PagedListing(address="/api/{page}", article="/tin/{slug}-{id}.html")
    assert paged.article_path({"slug": slug, "id": "7"}) is None
    assert paged.article_path({"id": "7"}) is None


def test_a_field_of_an_object_in_the_item_is_named_by_its_way() -> None:
    paged = PagedListing(address="/api/{page}", article="/{muc.slug}/{id}")
    assert paged.article_path({"muc": (("slug", "an-ninh"),), "id": "7"}) == "/an-ninh/7"
    assert paged.article_path({"muc": "an-ninh", "id": "7"}) is None


@pytest.mark.parametrize(
    ("paged", "finding"),
    [
        (PagedListing(address="api/{page}"), "is not below home"),
        (PagedListing(address="//example.com/{page}"), "is not below home"),
        (PagedListing(address="/api"), "is not a path with {page} in it, once"),
        (PagedListing(address="/{page}/{page}"), "is not a path with {page} in it, once"),
        (PagedListing(address="/{page}/{size}"), "is not a path with {page} in it, once"),
        (PagedListing(address="/{page}", first=-1), "first -1 is not"),
        (PagedListing(address="/{page}", article="{id}"), "is not a path that begins with one slash"),
        (PagedListing(address="/{page}", article="/tin.html"), "is not a path with names of fields"),
        (PagedListing(address="/{page}", article="/{id!r}"), "is not a path with names of fields"),
    ],
)
def test_what_cannot_be_meant_is_found(paged: PagedListing, finding: str) -> None:
    assert any(finding in found for found in paged.findings())


def test_what_can_be_meant_is_not() -> None:
    assert list(PagedListing(address="/a?p={page}", first=0, article="/{muc.slug}/{id}").findings()) == []

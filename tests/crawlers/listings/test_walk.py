"""A listing is read page by page until well inside known ground, and no trap keeps a crawl in it."""

from __future__ import annotations

from itertools import count

from crawlers.addresses import ArticleAddress
from crawlers.listings.documents import ListingPage
from crawlers.listings.page_links import PageLink
from crawlers.listings.postback import Form
from crawlers.listings.walk import Bounds, Walk

HOME = "https://congan.example.gov.vn"
BOUNDS = Bounds(overlap=2, stale=3, most=50)


def walk(known: set[str] | None = None, bounds: Bounds = BOUNDS) -> Walk:
    listing = Walk("/tin", bounds, lambda article: article.id in (known or set()))
    assert listing.begin(f"{HOME}/tin") == PageLink(1, f"{HOME}/tin")
    return listing


def page(*articles: int, pages: tuple[int | None, ...] = ()) -> ListingPage:
    found = {f"p/{number}": ArticleAddress(f"p/{number}", f"{HOME}/{number}", "") for number in articles}
    links = [PageLink(number, f"{HOME}/tin?page={number or 'next'}") for number in pages]
    return ListingPage(articles=found, pages=links)


def following(listing: Walk) -> str | None:
    link = listing.next()
    return link.address if link else None


def read(listing: Walk, pages: dict[int, ListingPage]) -> list[str | None]:
    """Walk on through `pages` by number; the addresses that were asked for."""
    asked: list[str | None] = []
    here = 1
    while True:
        listing.take(pages[here])
        link = listing.next()
        asked.append(link.address if link else None)
        if link is None:
            return asked
        here = int(link.address.rpartition("=")[2])


def test_pages_are_read_in_the_order_of_their_numbers() -> None:
    listing = walk()
    pages = {
        1: page(9, 8, pages=(2, 3, 40)),
        2: page(7, 6, pages=(3, 4, 40)),
        3: page(5, 4, pages=(4, 40)),
        4: page(3, 2, pages=(40,)),
        40: page(1),
    }
    assert read(listing, pages) == [f"{HOME}/tin?page={number}" for number in (2, 3, 4, 40)] + [None]
    assert (listing.end, listing.asked, listing.read, listing.is_whole) == ("end", 5, 5, True)


def test_a_page_is_asked_for_once_whether_it_is_named_by_number_or_as_the_next() -> None:
    listing = walk()
    listing.take(page(9, pages=(2, None)))
    assert following(listing) == f"{HOME}/tin?page=2"
    listing.take(page(8, pages=(2,)))
    assert listing.next() is None


def test_it_ends_after_the_overlap_with_known_ground() -> None:
    listing = walk(known={f"p/{number}" for number in range(1, 9)})
    pages = {n: page(11 - 2 * n, 10 - 2 * n, pages=(n + 1,)) for n in range(1, 5)}
    assert read(listing, pages) == [f"{HOME}/tin?page=2", f"{HOME}/tin?page=3", None]
    assert (listing.end, listing.is_whole) == ("ground", True)


def test_a_box_of_new_articles_on_every_page_does_not_hide_the_ground() -> None:
    listing = walk(known={f"p/{number}" for number in range(1, 9)})
    pages = {n: page(99, 11 - 2 * n, 10 - 2 * n, pages=(n + 1,)) for n in range(1, 6)}
    assert len(read(listing, pages)) == 3


def test_one_old_page_between_new_ones_does_not_end_it() -> None:
    listing = walk(known={"p/5", "p/2", "p/1"})
    pages = {1: page(9, pages=(2,)), 2: page(5, pages=(3,)), 3: page(7, pages=(4,)), 4: page(2, 1)}
    assert read(listing, pages)[-2:] == [f"{HOME}/tin?page=4", None]


def test_a_page_that_failed_leaves_a_gap_and_what_comes_after_is_read() -> None:
    listing = walk()
    listing.take(page(9, pages=(2, 3)))
    assert following(listing) == f"{HOME}/tin?page=2"
    listing.fail()
    assert following(listing) == f"{HOME}/tin?page=3"
    listing.take(page(1))
    assert listing.next() is None
    assert (listing.asked, listing.read, listing.is_whole) == (3, 2, False)


def test_pages_that_bring_nothing_new_end_it() -> None:
    """A calendar names the month after, for ever; each month shows the same few articles."""
    listing = walk()
    asked = 0
    for number in count(2):
        listing.take(page(1, 2, pages=(number,)))
        if listing.next() is None:
            break
        asked += 1
    assert (asked, listing.end, listing.is_whole) == (3, "stale", True)


def test_an_address_with_a_new_session_each_time_is_the_same_page() -> None:
    listing = walk()
    for session in range(5):
        links = [PageLink(number, f"{HOME}/tin?sid={session}{number}&page={number}") for number in (2, 3)]
        listing.take(ListingPage(articles=page(session).articles, pages=links))
        if listing.next() is None:
            break
    assert listing.asked == 3


def test_a_trap_that_always_has_something_new_is_cut() -> None:
    listing = walk(bounds=Bounds(overlap=2, stale=3, most=10))
    for number in count(1):
        listing.take(page(number, pages=(number + 1,)))
        if listing.next() is None:
            break
    assert (listing.asked, listing.end, listing.is_whole) == (10, "cut", False)


def test_a_listing_without_an_article_is_not_whole() -> None:
    listing = walk()
    listing.take(page())
    assert listing.next() is None
    assert not listing.is_whole


def test_a_form_is_posted_with_the_state_of_the_last_page_that_has_it() -> None:
    listing = walk()
    old, new = (Form("", f"__VIEWSTATE={state}".encode()) for state in ("old", "new"))
    address = f"{HOME}/tin"
    listing.take(ListingPage(page(9).articles, [PageLink(number, address, old) for number in (2, 3)]))
    assert listing.next() == PageLink(2, address, old)
    listing.take(ListingPage(page(8).articles, [PageLink(number, address, new) for number in (2, 3, 4)]))
    assert [listing.next(), listing.next(), listing.next()] == [
        PageLink(3, address, new),
        PageLink(4, address, new),
        None,
    ]


def test_a_page_behind_one_that_failed_can_be_gone_on_to() -> None:
    listing = walk()
    listing.take(page(9, pages=(2,)))
    listing.next()
    listing.fail()
    assert (listing.page, listing.failed_in_row) == (2, 1)
    listing.go_on_to(PageLink(3, f"{HOME}/tin?page=3"))
    assert following(listing) == f"{HOME}/tin?page=3"
    listing.take(page(7))
    assert (listing.failed_in_row, listing.failed) == (0, 1)

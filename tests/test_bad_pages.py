"""Crawls of sites that serve traps, giants and rubbish: they end, say what was wrong, lose nothing good."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterator, Mapping
from itertools import count
from pathlib import Path
from typing import NamedTuple, Self

import pytest

from tests.crawling import Ended, command, ended, last_run, rows
from tests.fuzz.giants import GIANTS
from tests.measured import Used, measured, used
from tests.raw_site import RawSite, Send
from tests.samples.site import Reply, plain
from tests.small_site import SENTENCES, SmallSite, article, article_path, html, portal

LISTING = "/Tin-An-ninh-trat-tu"
MEGABYTE = 1024 * 1024
GOOD = range(101, 111)
SESSIONS = count(1)


class Run(NamedTuple):
    """A crawl that has ended, and what it and its reading process took."""

    ended: Ended
    used: list[Used]
    stored: set[str]
    record: Mapping[str, object]

    @property
    def code(self) -> int:
        return self.ended.code


class TrapSite(SmallSite):
    """A small site where a trap answers first; it gives None where it has nothing."""

    def __init__(self, trap: Callable[[str], Reply | None], numbers: range = GOOD) -> None:
        self.trap = trap
        super().__init__(portal(numbers))

    def answer(self, target: str, headers: Mapping[str, str]) -> Reply:
        return self.trap(target) or super().answer(target, headers)


@pytest.fixture
def store(tmp_path: Path) -> str:
    return str(tmp_path / "store")


def crawl(site: SmallSite | RawSite, store: str, *more: str, name: str = "hai_phong") -> Run:
    words = command(name, site.base_url, store, "-s", "RETRY_TIMES=0", *more)
    run = ended(measured(words))
    assert "Traceback" not in run.err, run.err
    stored = {str(row["id"]).partition("/")[2] for row in rows(store, name)}
    return Run(run, used(run.err), stored, last_run(store, name))


def numbers(wanted: range) -> set[str]:
    return {str(number) for number in wanted}


def links(wanted: range, suffix: str = "") -> str:
    return "".join(f'<a href="{article_path(number)}{suffix}">Bài {number}</a>' for number in wanted)


def listing(main: str) -> Reply:
    return html(main)()


# --- traps: always one more page ---------------------------------------------------------------------------


def calendar(target: str) -> Reply | None:
    """Every month leads to the next one, none has an article of its own."""
    if not target.startswith(LISTING) or ".html" in target:
        return None
    month = int(target.partition("=")[2] or 0)
    return listing(f'{links(GOOD)}<a href="{LISTING}?thang={month + 1}">Tiếp theo</a>')


def session_in_query(target: str) -> Reply | None:
    """Every link carries a session of its own."""
    if not target.startswith(LISTING) or ".html" in target:
        return article_reply(target)
    session = f"sid={next(SESSIONS):032x}"
    page = f'<a href="{LISTING}?page=2&{session}">2</a><a href="{LISTING}?{session}&page=3">Trang sau</a>'
    return listing(links(GOOD, f"?{session}") + page)


def session_in_path(target: str) -> Reply | None:
    """As Java servers write it."""
    if not target.startswith(LISTING) or ".html" in target:
        return article_reply(target)
    session = f";jsessionid={next(SESSIONS):032X}"
    return listing(links(GOOD, session) + f'<a href="{LISTING}{session}?page=2">2</a>')


def article_reply(target: str) -> Reply | None:
    found = re.search(r"-(\d+)\.html", target)
    return article(int(found[1]))() if found else None


def growing_query(target: str) -> Reply | None:
    if not target.startswith(LISTING) or ".html" in target:
        return None
    return listing(links(GOOD) + f'<a href="{target}{"&" if "?" in target else "?"}a=1">Trang sau</a>')


def growing_path(target: str) -> Reply | None:
    if not target.startswith(LISTING) or ".html" in target:
        return None
    return listing(links(GOOD) + f'<a href="{target}/1">Trang sau</a><a href="a/a">Tiếp</a>')


def page_numbers(target: str) -> Reply | None:
    """Every page links hundreds of pages far behind it."""
    if not target.startswith(LISTING) or ".html" in target:
        return None
    here = int(target.partition("=")[2] or 1)
    more = "".join(f'<a href="{LISTING}?page={here * 7 + n}">{here * 7 + n}</a>' for n in range(300))
    return listing(links(GOOD) + more)


TRAPS = [calendar, session_in_query, session_in_path, growing_query, growing_path, page_numbers]


@pytest.mark.parametrize("trap", TRAPS)
def test_a_listing_without_end_is_left_when_it_brings_nothing_new(
    trap: Callable[[str], Reply | None], store: str
) -> None:
    with TrapSite(trap) as site:
        run = crawl(site, store)
        asked = [path for path in site.asked if path != "/robots.txt"]
    assert run.code == 0, run.ended.last_line
    assert run.stored == numbers(GOOD)
    assert len(asked) <= len(GOOD) + 20
    pages = [path for path in asked if ".html" in path]
    assert len(pages) == len(GOOD), "an article was asked for under several addresses"


def test_a_listing_that_always_has_something_new_is_cut_and_said_to_be(store: str) -> None:
    """A trap that invents articles cannot be told from a long listing; the number of pages ends it."""

    def trap(target: str) -> Reply | None:
        if not target.startswith(LISTING) or ".html" in target:
            return None
        here = int(target.partition("=")[2] or 1)
        invented = links(range(1000 * here, 1000 * here + 3))
        return listing(links(GOOD) + invented + f'<a href="{LISTING}?page={here + 1}">{here + 1}</a>')

    with TrapSite(trap) as site:
        run = crawl(site, store, "-s", "MAX_LISTING_PAGES=10")
        listings = [path for path in site.asked if path.startswith(LISTING) and ".html" not in path]
    assert run.code in (3, 4), run.ended.last_line
    assert len(listings) == 10
    assert run.stored == numbers(GOOD)


def test_listings_without_end_are_cut_and_said_to_be(store: str) -> None:
    """Every page of the menu names new categories."""
    invented = count(1)

    def name() -> str:
        number = next(invented)
        letters = "".join(chr(ord("a") + int(digit)) for digit in str(number))
        return f"/Tin-{letters}"

    def trap(target: str) -> Reply | None:
        if target == "/" or re.fullmatch(r"/Tin-[a-j]+", target):
            menu = "".join(f'<a href="{name()}">Mục</a>' for _ in range(20))
            return listing(menu + links(GOOD))
        return None

    with TrapSite(trap) as site:
        run = crawl(site, store)
        assert len(site.asked) < 400
    assert run.code == 3, run.ended.last_line
    assert "listing-cut" in run.ended.last_line
    assert run.stored == numbers(GOOD)


def test_redirects_without_end_cost_their_page_alone(store: str) -> None:
    def trap(target: str) -> Reply | None:
        if "-105.html" not in target:
            return None
        here = int(target.partition("=")[2] or 0)
        return Reply(status=302, headers={"Location": f"{article_path(105)}?lan={here + 1}"})

    with TrapSite(trap) as site:
        run = crawl(site, store)
        assert sum("-105.html" in path for path in site.asked) <= 6
    assert run.code == 3
    assert "article-failed" in run.ended.last_line
    assert run.stored == numbers(GOOD) - {"105"}


# --- giants among what leads to articles -------------------------------------------------------------------


def huge_listing() -> str:
    return links(GOOD) + '<a href="/lien-he">Liên hệ</a>\n' * 30_000


def repeating_listing() -> str:
    return links(GOOD) * 3_000


def nested_listing() -> str:
    """Links at every depth: whoever looks around each of them looks at all of them."""
    numbered = (f"<div>{links(range(number, number + 1))}" for number in range(5000, 25_000))
    return links(GOOD) + "".join(numbered)


def dated_listing() -> str:
    return links(GOOD) + "<p>Cập nhật: 27/06/2025 08:16</p>" * 50_000


@pytest.mark.parametrize("main", [huge_listing, repeating_listing, dated_listing])
def test_a_giant_listing_is_read_in_bounded_time(main: Callable[[], str], store: str) -> None:
    page = html(main())
    with TrapSite(lambda target: page() if target == LISTING else None) as site:
        run = crawl(site, store)
    assert run.code == 0, run.ended.last_line
    assert run.stored == numbers(GOOD)
    assert run.used[0].seconds < 20
    assert run.used[0].peak < 400 * MEGABYTE


def test_a_deeply_nested_listing_is_read_in_bounded_time(store: str) -> None:
    page = html(nested_listing())
    with TrapSite(lambda target: page() if target == LISTING else None) as site:
        run = crawl(site, store, "-a", "limit=5")
    assert run.code == 0, run.ended.last_line
    assert len(run.stored) == 5
    assert run.used[0].seconds < 20


def test_a_listing_with_30000_articles_is_taken_up_in_bounded_time_and_memory(store: str) -> None:
    page = html(links(range(101, 30_101)))
    with TrapSite(lambda target: page() if target == LISTING else None) as site:
        run = crawl(site, store, "-a", "limit=5")
    assert run.code == 0, run.ended.last_line
    assert len(run.stored) == 5
    assert run.used[0].seconds < 15
    assert run.used[0].peak < 300 * MEGABYTE


# --- site maps ---------------------------------------------------------------------------------------------

NEWS = "/news/-/details/20182"


def news_path(number: int) -> str:
    return f"{NEWS}/tuan-tra-dem-{number}"


def urlset(addresses: Iterator[str]) -> bytes:
    entries = "".join(f"<url><loc>{address}</loc></url>" for address in addresses)
    return (
        '<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        f"{entries}</urlset>"
    ).encode()


def index(addresses: list[str]) -> bytes:
    entries = "".join(f"<sitemap><loc>{address}</loc></sitemap>" for address in addresses)
    return f"<sitemapindex>{entries}</sitemapindex>".encode()


def xml(body: bytes) -> Reply:
    return Reply(body, content_type="application/xml")


class NewsSite(SmallSite):
    """A site in the shape of the Bắc Ninh portal; `site_map` answers for every address of a site map."""

    def __init__(self, site_map: Callable[[NewsSite, str], Reply]) -> None:
        self.site_map = site_map
        home = html("".join(f'<a href="{news_path(number)}">Bài {number}</a>' for number in GOOD))
        super().__init__({"/": home, **{news_path(number): article(number) for number in GOOD}})

    def answer(self, target: str, headers: Mapping[str, str]) -> Reply:
        return self.site_map(self, target) if "sitemap" in target else super().answer(target, headers)

    def __enter__(self) -> Self:
        return self

    def addresses(self, wanted: range) -> Iterator[str]:
        return (f"{self.base_url}{news_path(number)}" for number in wanted)


def crawl_news(site: NewsSite, store: str, *more: str) -> Run:
    return crawl(site, store, *more, name="bac_ninh")


def test_a_site_map_of_200000_addresses_is_taken_up_in_bounded_memory(store: str) -> None:
    def site_map(site: NewsSite, _: str) -> Reply:
        return xml(gzip.compress(urlset(site.addresses(range(101, 200_101)))))

    with NewsSite(site_map) as site:
        run = crawl_news(site, store, "-a", "limit=5")
        assert len(site.asked) < 30
    assert run.code == 0, run.ended.last_line
    assert len(run.stored) == 5
    assert run.used[0].seconds < 40
    assert run.used[0].peak < 400 * MEGABYTE


def test_a_site_map_within_itself_is_read_once(store: str) -> None:
    with NewsSite(lambda site, _: xml(index([f"{site.base_url}/sitemap.xml"] * 100))) as site:
        run = crawl_news(site, store)
        assert site.asked.count("/sitemap.xml") == 1
    assert run.code == 0, run.ended.last_line
    assert run.stored == numbers(GOOD)


def test_site_maps_within_site_maps_end(store: str) -> None:
    """Each names two new ones."""
    named = count(1)

    def site_map(site: NewsSite, _: str) -> Reply:
        return xml(index([f"{site.base_url}/sitemap-{next(named)}.xml" for _ in range(2)]))

    with NewsSite(site_map) as site:
        run = crawl_news(site, store)
        assert sum("sitemap" in path for path in site.asked) <= 2**5
    assert run.stored == numbers(GOOD)
    assert run.code in (0, 3), run.ended.last_line


def test_an_index_of_10000_site_maps_is_cut_and_said_to_be(store: str) -> None:
    def site_map(site: NewsSite, target: str) -> Reply:
        if target != "/sitemap.xml":
            return xml(urlset(site.addresses(GOOD)))
        return xml(index([f"{site.base_url}/sitemap-{number}.xml" for number in range(10_000)]))

    with NewsSite(site_map) as site:
        run = crawl_news(site, store, "-s", "MAX_LISTING_PAGES=30")
        assert sum("sitemap" in path for path in site.asked) <= 31
    assert run.code == 3, run.ended.last_line
    assert "listing-cut" in run.ended.last_line
    assert run.stored == numbers(GOOD)


LAUGHS = (
    '<!DOCTYPE urlset [<!ENTITY a "'
    + "ha" * 1000
    + '">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 20}">' for n in range(8))
    + "]><urlset><url><loc>&i;</loc></url></urlset>"
).encode()
DEEP = b"<urlset>" + b"<url>" * 100_000
FILE = (
    b'<!DOCTYPE urlset [<!ENTITY f SYSTEM "file:///etc/passwd">]><urlset><url><loc>/&f;</loc></url></urlset>'
)


def bad_site_maps() -> Iterator[bytes]:
    packed = gzip.compress(bytes(512 * MEGABYTE), 1)
    yield from (packed, gzip.compress(packed))
    yield from (LAUGHS, DEEP, FILE)
    yield gzip.compress(b"<urlset>" * 1000)[:-20]
    yield html("<p>Không có</p>")().body
    yield b""
    yield bytes(range(256)) * 100


def test_bad_site_maps_cost_nothing_but_themselves(store: str) -> None:
    kinds = {f"/sitemap-{number}.xml": body for number, body in enumerate(bad_site_maps())}

    def site_map(site: NewsSite, target: str) -> Reply:
        if target == "/sitemap.xml":
            return xml(index([site.base_url + path for path in kinds]))
        return Reply(kinds[target], content_type="application/octet-stream")

    with NewsSite(site_map) as site:
        run = crawl_news(site, store)
        assert set(kinds) <= set(site.asked)
        assert not [path for path in site.asked if "root:" in path]
    assert run.stored == numbers(GOOD)
    assert run.code in (0, 3), run.ended.last_line
    assert run.used[0].seconds < 20
    assert run.used[0].peak < 400 * MEGABYTE


# --- article pages -----------------------------------------------------------------------------------------


def good_page(number: int) -> bytes:
    return article(number)().body


def cut_page(number: int) -> bytes:
    """The server's own page ended early; its length is what it says."""
    page = good_page(number)
    return page[: page.index(SENTENCES[1].encode()) + 40]


def nul_page(number: int) -> bytes:
    return good_page(number).replace(b"<p>", b"<\0p>\0\0").replace(b"Tu", b"T\0u")


def mixed_page(number: int) -> bytes:
    text = "Tuần tra ban đêm ở bến phà.".encode("cp1258", "replace")
    return good_page(number).replace(b"</body>", b"<p>" + text * 20 + b"</p></body>")


def controls_page(number: int) -> bytes:
    hidden = "\x01\x1b\x07\u202e\u2066\u200b\ufeff\u061c"
    return good_page(number).decode().replace("<h1>Tuần", f"<h1>{hidden}Tu{hidden}ần").encode()


def test_bad_article_pages_are_read_rightly_or_flagged(store: str) -> None:
    bad = {102: cut_page, 103: nul_page, 104: mixed_page, 105: controls_page}
    replies = {article_path(number): Reply(make(number)) for number, make in bad.items()}
    with TrapSite(replies.get) as site:
        run = crawl(site, store)
    stored = {int(str(row["id"]).partition("/")[2]): row for row in rows(store, "hai_phong")}
    assert numbers(GOOD) - {str(number) for number in bad} <= run.stored
    for number in set(bad) & set(stored):
        row = stored[number]
        said = {"title": f"Tuần tra đêm số {number}", "published_at": "2025-06-27T08:16:00+07:00"}
        wrong = [name for name, value in said.items() if row[name] != value]
        assert not wrong or row["flags"], (number, row)
        assert not re.search(
            "[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2066-\u2069]", row["title"]
        )
    assert stored[103]["title"] == "Tuần tra đêm số 103"


GIANT_PAGES = ("nested_div", "nested_table", "title_words", "entities", "combining_marks", "short_paragraphs")


def test_giant_article_pages_cost_themselves_at_most(store: str) -> None:
    replies = {
        article_path(number): Reply(GIANTS[name](4 * MEGABYTE).encode())
        for number, name in zip(GOOD, GIANT_PAGES, strict=False)
    }
    untouched = numbers(GOOD[len(GIANT_PAGES) :])
    with TrapSite(replies.get) as site:
        run = crawl(site, store, "-s", "READING_SECONDS=4")
    assert run.code in (0, 3, 4), run.ended.last_line
    assert untouched <= run.stored
    assert run.used[1].seconds < 60
    assert run.used[0].peak < 500 * MEGABYTE
    assert run.used[1].peak < 1100 * MEGABYTE
    missing = numbers(GOOD) - run.stored
    told = str(run.record["counts"])
    for number in missing:
        if "no_article" not in told:
            assert f"-{number}.html" in told, "an article is missing and the record does not say why"


def test_a_page_of_100_megabytes_is_cut_off(store: str) -> None:
    sent: list[int] = []

    def endless(send: Send) -> None:
        send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><body>")
        for _ in range(100):
            send(b"<p>" + b"a" * MEGABYTE)
            sent.append(MEGABYTE)

    with RawSite(portal(GOOD), {article_path(105): endless}) as site:
        run = crawl(site, store)
    assert run.code == 3, run.ended.last_line
    assert run.stored == numbers(GOOD) - {"105"}
    assert sum(sent) < 40 * MEGABYTE
    assert max(used.peak for used in run.used) < 300 * MEGABYTE
    (failure,) = run.record["counts"]["failures"]  # type: ignore[index]
    assert failure["url"].endswith(article_path(105))


def test_a_site_of_nothing_but_rubbish_fails_and_says_so(store: str) -> None:
    rubbish = Reply(bytes(range(256)) * 1000)
    with TrapSite(lambda target: rubbish if target != "/robots.txt" else plain("")) as site:
        run = crawl(site, store)
    assert run.code == 5, run.ended.last_line
    assert run.stored == set()

"""The sample portals print what their truth says, with every quirk they promise."""

import gzip
import http.client
import json
import re
import signal
import socket
import subprocess
import sys
import time
import unicodedata
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest

from tests.samples.server import NEWEST, PORTALS, SampleSites, ServedPortal
from tests.samples.site import WEEKDAYS, Visit
from tests.samples.texts import HANOI
from tests.samples.truth import AMENDMENT, SampleArticle

ROOT = Path(__file__).parents[2]
SLOW_SECONDS = 0.3
BROWSER = {"User-Agent": "Mozilla/5.0 (sample test)"}
LISTINGS = {
    "hai_phong": ("/Tin-An-ninh-trat-tu", "/Hoat-dong-cong-an", "/Canh-bao-toi-pham"),
    "hai_phong_city": ("/Portal/Default.aspx?Organization=TU", "/Portal/Default.aspx?Organization=SXD"),
    "bac_ninh": ("/tin-hoat-dong", "/an-ninh-trat-tu"),
    "tphcm": ("/tin-chinh", "/vu-an", "/tin-tuc-su-kien"),
}
NUMBERS = {
    "hai_phong": r"-(\d+)\.html",
    "hai_phong_city": r"ContentID=(\d+)",
    "bac_ninh": r"/news/-/details/20182/[a-z0-9-]+-(\d+)$",
    "tphcm": r"_(\d+)\.html",
}

Answer = tuple[int, dict[str, str], bytes]


class Client:
    """A connection that is kept alive, as a browser's is."""

    def __init__(self, served: ServedPortal) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=10)

    def get(self, target: str, method: str = "GET", **headers: str) -> Answer:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.connection.request(method, target, headers={**BROWSER, **named})
        response = self.connection.getresponse()
        body = response.read()
        return response.status, {name.lower(): value for name, value in response.getheaders()}, body

    def lines(self, target: str) -> list[str]:
        status, headers, body = self.get(target)
        assert status == 200, target
        html = decoded(body, headers)
        return lines(re.sub('<div><div class="inner-article">.*?</div></div>', "", html))

    def links(self, target: str) -> list[str]:
        _, headers, body = self.get(target)
        parser = PageParser()
        parser.feed(decoded(body, headers))
        return parser.links


class PageParser(HTMLParser):
    """The text of a page, a line break at each block's edge, and its links."""

    INLINE = frozenset({"a", "b", "i", "em", "strong", "span", "font", "o:p"})
    SILENT = frozenset({"script", "style", "title"})

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.links: list[str] = []
        self._silent = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.links += [value for name, value in attrs if tag == "a" and name == "href" and value]
        self._silent = self._silent or tag in self.SILENT
        self.text += "" if tag in self.INLINE else "\n\n"

    def handle_endtag(self, tag: str) -> None:
        self._silent = self._silent and tag not in self.SILENT
        self.text += "" if tag in self.INLINE else "\n\n"

    def handle_data(self, data: str) -> None:
        self.text += "" if self._silent else re.sub(r"\s+", " ", data)


def decoded(body: bytes, headers: dict[str, str]) -> str:
    if body.startswith(b"\xff\xfe"):
        return body.decode("utf-16")
    if "windows-1258" in headers["content-type"]:
        return body.decode("cp1258")
    return body.decode()


def lines(html: str) -> list[str]:
    parser = PageParser()
    parser.feed(html)
    folded = (" ".join(line.split()) for line in parser.text.split("\n\n"))
    return [unicodedata.normalize("NFC", line) for line in folded if line]


def printed_lines(article: SampleArticle) -> list[str]:
    """What the article's page prints, in order: captions among the paragraphs, the tag before the lead."""
    texts = [block.text for block in article.blocks if block.text]
    if article.portal == "tphcm" and article.source:
        texts[0] = f"({article.source}) {texts[0]}"
    signature = [] if article.portal == "tphcm" else [article.author, article.source]
    return [*texts, *(line for line in signature if line)]


def contains_run(page: list[str], run: list[str]) -> bool:
    return any(page[start : start + len(run)] == run for start in range(len(page)))


@pytest.fixture(scope="module")
def sites() -> Iterator[SampleSites]:
    with SampleSites.start(slow_seconds=SLOW_SECONDS) as running:
        yield running


@pytest.fixture
def fresh_sites() -> Iterator[SampleSites]:
    with SampleSites.start(slow_seconds=SLOW_SECONDS) as running:
        yield running


@pytest.fixture(params=PORTALS)
def portal(request: pytest.FixtureRequest, sites: SampleSites) -> ServedPortal:
    return sites[str(request.param)]


def patiently(client: Client, article: SampleArticle) -> list[str]:
    """The lines of an article's page, asked for again while it answers 500."""
    while client.get(article.path)[0] == 500:
        pass
    return client.lines(article.path)


class TestTruth:
    def test_each_portal_has_at_least_sixty_articles_none_twice(self, portal: ServedPortal) -> None:
        truth = portal.truth()
        assert len(truth) >= 60
        for values in (
            [article.id for article in truth],
            [article.path for article in truth],
            [article.title for article in truth if article.title],
            [tuple(article.body) for article in truth],
        ):
            assert len(set(values)) == len(values)

    def test_texts_are_composed_and_their_white_space_folded(self, portal: ServedPortal) -> None:
        for article in portal.truth():
            for words in (
                article.title or "",
                *article.body,
                *(caption or "" for _, caption in article.pictures),
            ):
                assert words == unicodedata.normalize("NFC", " ".join(words.split()))
                assert "{" not in words

    def test_stories_vary_in_length_pictures_and_titles(self, portal: ServedPortal) -> None:
        truth = portal.truth()
        assert min(len(article.body) for article in truth) <= 3
        assert max(len(article.body) for article in truth) >= 15
        assert {len(article.pictures) for article in truth} >= {0, 1, 3}
        titles = [article.title for article in truth if article.title]
        assert any(title.isupper() for title in titles)
        assert any("“" in title or '"' in title for title in titles)
        assert max(map(len, titles)) > 150
        assert any(block.kind == "heading" for article in truth for block in article.blocks)
        assert {file.path.rpartition(".")[2] for article in truth for file in article.attachments} == {
            "pdf",
            "doc",
        }

    def test_articles_themselves_say_what_elsewhere_is_boilerplate(self, portal: ServedPortal) -> None:
        told = "\n".join(paragraph for article in portal.truth() for paragraph in article.body)
        for words in (
            "Lượt truy cập:",
            "ngày 11 tháng 3 năm 1948",
            "Bình luận (0)",
            "\nTin liên quan",
            "\nNguồn:",
        ):
            assert words in told

    def test_newest_come_first_and_none_is_of_the_future(self, portal: ServedPortal) -> None:
        days = [article.published_at[:10] for article in portal.truth() if article.published_at]
        assert days == sorted(days, reverse=True)
        assert days[0] == NEWEST.isoformat()

    def test_dates_are_printed_in_the_portals_form(self, sites: SampleSites) -> None:
        forms = {
            "hai_phong": r"Cập nhật: \d\d/\d\d/\d{4} \d\d:\d\d",
            "hai_phong_city": r"\d\d/\d\d/\d{4} - \d\d:\d\d",
            "bac_ninh": r"Đăng vào \d\d/\d\d/\d{4}",
            "tphcm": r"(Thứ \w+|Chủ Nhật), \d\d/\d\d/\d{4} \d\d:\d\d",
        }
        for name, form in forms.items():
            dated = [article.date_text for article in sites.truth(name) if article.date_text]
            assert all(re.fullmatch(form, text) for text in dated), name

    def test_the_weekday_is_the_right_one(self, sites: SampleSites) -> None:
        for article in sites.truth("tphcm"):
            day = datetime.fromisoformat(article.published_at or "")
            assert (article.date_text or "").startswith(WEEKDAYS[day.weekday()])

    def test_gold_has_the_form_of_the_recorded_results(self, sites: SampleSites) -> None:
        shared = ROOT.parent / "shared" / "gold"
        if not shared.is_dir():
            pytest.skip("../shared/gold is missing: the form of recorded results cannot be compared")
        for recorded in shared.glob("*.json"):
            expected = json.loads(recorded.read_text(encoding="utf-8"))
            gold = sites.truth(expected["portal"])[0].gold()
            assert gold.keys() == expected.keys() - {"seed", "portal", "note"}

    def test_dates_move_with_the_newest_day(self) -> None:
        day = date(2024, 2, 29)
        assert PORTALS["bac_ninh"](day).articles[0].published_at == "2024-02-29"

    def test_the_lead_of_the_newspaper_has_no_tag(self, sites: SampleSites) -> None:
        for article in sites.truth("tphcm"):
            assert article.lead == article.body[0]
            assert "(CAO)" not in article.lead


class TestPages:
    def test_print_every_article_line_by_line(self, portal: ServedPortal) -> None:
        client = Client(portal)
        for article in portal.truth():
            page = patiently(client, article)
            assert contains_run(page, printed_lines(article)), article.path
            if article.title:
                assert page.index(article.title) < page.index(article.date_text or "")

    def test_captions_stand_right_after_their_picture(self, portal: ServedPortal) -> None:
        client = Client(portal)
        for article in portal.truth():
            _, headers, body = client.get(article.path)
            html = unicodedata.normalize("NFC", decoded(body, headers))
            for path, caption in article.pictures:
                image = html.rindex("<img", 0, html.index(f'src="{path}"'))
                assert caption is None or lines(html[image:])[0] == caption

    def test_newspaper_signs_some_articles(self, sites: SampleSites) -> None:
        client = Client(sites["tphcm"])
        signed = [article for article in sites.truth("tphcm") if article.author]
        assert len(signed) > 10
        for article in signed:
            _, headers, body = client.get(article.path)
            html = unicodedata.normalize("NFC", unescape(decoded(body, headers)))
            assert f'<div class="article_author">{article.author}</div>' in html

    def test_the_same_visit_gives_the_same_bytes(self) -> None:
        now = datetime(2025, 7, 1, 8, 0, tzinfo=HANOI)
        agent = {"user-agent": "Mozilla/5.0"}
        visit = Visit("http://127.0.0.1:1", agent, now, 3, 9, "http://127.0.0.1:2", 0)
        for make in PORTALS.values():
            first, second = make(NEWEST), make(NEWEST)
            assert first.articles == second.articles
            pages, again = first.pages(first.articles), second.pages(second.articles)
            assert [page(visit) for page in pages.values()] == [page(visit) for page in again.values()]

    def test_clock_counter_and_related_articles_change_and_nothing_of_the_article(
        self, sites: SampleSites
    ) -> None:
        for name in ("hai_phong", "hai_phong_city", "tphcm"):
            client, article = Client(sites[name]), sites.truth(name)[0]
            first, second = client.lines(article.path), client.lines(article.path)
            assert first != second
            assert contains_run(first, printed_lines(article))
            assert contains_run(second, printed_lines(article))

    def test_pages_have_a_clock_of_today(self, sites: SampleSites) -> None:
        today = f"{datetime.now(HANOI):%d/%m/%Y}"
        for name in ("hai_phong", "hai_phong_city", "tphcm"):
            assert any(today in line for line in Client(sites[name]).lines(sites.truth(name)[0].path))

    def test_pictures_and_attachments_are_files_of_their_kind(self, portal: ServedPortal) -> None:
        client = Client(portal)
        heads = {"jpg": b"\xff\xd8\xff", "png": b"\x89PNG", "pdf": b"%PDF-", "doc": b"{\\rtf"}
        paths = [path for article in portal.truth()[:12] for path, _ in article.pictures]
        paths += [file.path for article in portal.truth() for file in article.attachments]
        for path in paths:
            status, _, body = client.get(path)
            assert status == 200
            assert body.startswith(heads[urlsplit(path).path.rpartition(".")[2]])

    def test_png_is_one_whole_pixel(self, sites: SampleSites) -> None:
        path = next(path for article in sites.truth("bac_ninh") for path, _ in article.pictures)
        body = Client(sites["bac_ninh"]).get(path)[2]
        start = body.index(b"IDAT") + 4
        assert zlib.decompress(body[start : body.index(b"IEND") - 8]) == b"\x00\x80"


class TestListings:
    def test_lead_to_every_article_but_those_only_in_the_site_map(self, portal: ServedPortal) -> None:
        listed = {number for number in map(int, _listed_numbers(portal)) if number in _numbers(portal)}
        unlisted = {_number(portal, path) for path in portal.quirks.get("only in the site map", ())}
        assert listed == _numbers(portal) - unlisted

    def test_the_first_page_has_ten_entries_newest_first(self, portal: ServedPortal) -> None:
        for listing in LISTINGS[portal.name]:
            numbers = [number for number in _numbers_on(portal, listing) if number in _numbers(portal)]
            assert 5 <= len(set(numbers)) <= 10
            assert numbers == sorted(numbers, reverse=True)

    def test_the_site_map_names_every_article(self, sites: SampleSites) -> None:
        client = Client(sites["bac_ninh"])
        base = sites["bac_ninh"].base_url
        assert f"Sitemap: {base}/sitemap.xml" in client.get("/robots.txt")[2].decode()
        tree = ElementTree.fromstring(client.get("/sitemap.xml")[2])
        found = [element.text for element in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
        assert found == [base + article.path for article in sites.truth("bac_ninh")]

    def test_feeds_name_the_newest_twenty(self, sites: SampleSites) -> None:
        client, base = Client(sites["tphcm"]), sites["tphcm"].base_url
        for category in ("tin-chinh", "vu-an"):
            tree = ElementTree.fromstring(client.get(f"/rss/{category}")[2])
            links = [
                urlsplit(element.text or "")._replace(query="").geturl() for element in tree.iter("link")
            ]
            newest = [article for article in sites.truth("tphcm") if category in article.categories][:20]
            assert links == [f"{base}/{category}", *(base + article.path for article in newest)]

    def test_robots_are_kept_from_the_administration(self, sites: SampleSites) -> None:
        assert b"Disallow: /Admin/" in Client(sites["hai_phong"]).get("/robots.txt")[2]
        assert Client(sites["hai_phong_city"]).get("/robots.txt")[0] == 404


def _numbers(portal: ServedPortal) -> set[int]:
    return {article.number for article in portal.truth()}


def _number(portal: ServedPortal, address: str) -> int:
    found = re.search(NUMBERS[portal.name], address)
    assert found, address
    return int(found[1])


def _numbers_on(portal: ServedPortal, target: str) -> list[int]:
    links = (link.partition("?utm")[0].partition("#")[0] for link in Client(portal).links(target))
    return [int(found[1]) for link in links if (found := re.search(NUMBERS[portal.name], link))]


def _listed_numbers(portal: ServedPortal) -> Iterator[int]:
    """The article numbers on every page of every listing, by following the page links."""
    waiting, seen = list(LISTINGS[portal.name]), set[str]()
    while waiting:
        target = waiting.pop()
        if target in seen:
            continue
        seen.add(target)
        waiting += [
            link for link in Client(portal).links(target) if re.search(r"[?&](Page|page|_101_cur)=", link)
        ]
        yield from _numbers_on(portal, target)


class TestQuirks:
    def test_each_is_in_the_table(self, portal: ServedPortal) -> None:
        table = Path(__file__).with_name("README.md").read_text(encoding="utf-8")
        for name in portal.quirks:
            row = next((line for line in table.splitlines() if line.startswith(f"| `{name}` |")), "")
            assert f"`{portal.name}`" in row or "all four" in row, name

    @pytest.mark.parametrize(("name", "status"), [("404", 404), ("410", 410), ("redirect off-site", 302)])
    def test_listing_entries_that_lead_to_no_article(
        self, sites: SampleSites, name: str, status: int
    ) -> None:
        for portal in _having(sites, name):
            for path in portal.quirks[name]:
                assert Client(portal).get(path)[0] == status
                assert _number(portal, path) not in _numbers(portal)
                assert _number(portal, path) in set(_listed_numbers(portal))

    @pytest.mark.parametrize("name", ["error page served with 200", "static page"])
    def test_pages_without_an_article_look_well(self, sites: SampleSites, name: str) -> None:
        for portal in _having(sites, name):
            for path in portal.quirks[name]:
                page = Client(portal).lines(path)
                assert not any(
                    re.match("Cập nhật:|Đăng vào|Thứ .*, .* \\d\\d:\\d\\d$", line) for line in page
                )
                assert _number(portal, path) not in _numbers(portal)
                assert _number(portal, path) in set(_listed_numbers(portal))

    def test_off_site_redirects_name_the_site_elsewhere(self, sites: SampleSites) -> None:
        for portal in _having(sites, "redirect off-site"):
            _, headers, _ = Client(portal).get(portal.quirks["redirect off-site"][0])
            assert headers["location"].startswith(sites.elsewhere.base_url)
        assert sites.elsewhere.requests == []

    def test_the_site_elsewhere_logs_who_asks(self, fresh_sites: SampleSites) -> None:
        with socket.create_connection(("127.0.0.1", fresh_sites.elsewhere.port), timeout=5) as connection:
            connection.sendall(b"GET /x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            while connection.recv(4096):
                pass
        assert [request.path for request in fresh_sites.elsewhere.requests] == ["/x"]

    def test_articles_in_two_categories_are_listed_in_both(self, portal: ServedPortal) -> None:
        twice = [article for article in portal.truth() if len(article.categories) == 2]
        assert len(twice) >= 2
        listings = [set(_numbers_in_listing(portal, listing)) for listing in LISTINGS[portal.name]]
        for article in twice:
            assert sum(article.number in numbers for numbers in listings) == 2

    def test_twins_are_linked_by_both_schemes(self, sites: SampleSites) -> None:
        portal = sites["hai_phong"]
        home = Client(portal).links("/")
        listed = [link for listing in LISTINGS["hai_phong"] for link in Client(portal).links(listing)]
        for path in portal.quirks["http and https twins"]:
            assert f"http://congan.haiphong.gov.vn{path}" in home
            assert f"https://congan.haiphong.gov.vn{path}" in listed

    def test_some_links_carry_tracking_or_a_fragment(self, sites: SampleSites) -> None:
        links = [link for page in LISTINGS["hai_phong"] for link in Client(sites["hai_phong"]).links(page)]
        tracked = next(link for link in links if "utm_source=" in link)
        assert any(link.endswith("#noi-dung") and ".html" in link for link in links)
        assert Client(sites["hai_phong"]).get(tracked)[0] == 200

    def test_the_old_address_moves_to_the_canonical_one(self, sites: SampleSites) -> None:
        portal = sites["hai_phong"]
        (old,) = portal.quirks["redirect from an old address"]
        status, headers, _ = Client(portal).get(old)
        assert status == 301
        assert headers["location"] in [article.path for article in portal.truth()]

    def test_print_views_begin_with_today_and_have_no_title(self, sites: SampleSites) -> None:
        portal, now = sites["hai_phong_city"], datetime.now(HANOI)
        by_number = {article.number: article for article in portal.truth()}
        for path in portal.quirks["print view"]:
            article = by_number[_number(portal, path)]
            page = Client(portal).lines(path)
            assert page[0] == f"Hải Phòng, ngày {now.day} tháng {now.month} năm {now.year}"
            assert page[1:] == printed_lines(article)

    def test_three_articles_have_only_a_print_view(self, sites: SampleSites) -> None:
        portal = sites["hai_phong_city"]
        paths = portal.quirks["print view only"]
        assert len(paths) == 3
        for path in paths:
            (article,) = [article for article in portal.truth() if article.number == _number(portal, path)]
            assert [Client(portal).get(path)[0] for _ in range(4)] == [500] * 4
            assert (article.title, article.published_at, article.date_text) == (None, None, None)
            assert "PrintItem.aspx" in article.path

    def test_one_content_id_is_one_article_under_each_organization(self, sites: SampleSites) -> None:
        portal = sites["hai_phong_city"]
        addresses = portal.quirks["in two categories"]
        numbers = [_number(portal, address) for address in addresses]
        assert len(addresses) == 2 * len(set(numbers)) == len(set(addresses))
        assert all(Client(portal).get(address)[0] == 200 for address in addresses)

    def test_half_of_the_city_bodies_are_one_element(self, sites: SampleSites) -> None:
        client, truth = Client(sites["hai_phong_city"]), sites.truth("hai_phong_city")
        bodies = [client.get(article.path)[2] for article in truth if article.title]
        assert len(bodies) / 3 < sum(b"<br><br>" in body for body in bodies) < len(bodies) * 2 / 3

    def test_a_500_heals_after_two_requests(self, fresh_sites: SampleSites) -> None:
        portal = fresh_sites["bac_ninh"]
        (path,) = portal.quirks["500 that heals"]
        assert [Client(portal).get(path)[0] for _ in range(4)] == [500, 500, 200, 200]

    def test_the_slow_page_takes_its_time(self, sites: SampleSites) -> None:
        portal = sites["bac_ninh"]
        started = time.monotonic()
        assert Client(portal).get(portal.quirks["slow page"][0])[0] == 200
        assert time.monotonic() - started >= SLOW_SECONDS

    @pytest.mark.parametrize(
        "name", ["wrong charset in header", "wrong charset in meta", "no charset declared"]
    )
    def test_charsets_that_are_wrong_or_missing(self, sites: SampleSites, name: str) -> None:
        for portal in _having(sites, name):
            _, headers, body = Client(portal).get(portal.quirks[name][0])
            claims = re.findall(
                r"charset=([\w-]+)", headers["content-type"] + body[:400].decode(errors="replace")
            )
            expected = {"no charset declared": [], "wrong charset in meta": ["windows-1252"]}
            assert claims == expected.get(name, ["iso-8859-1"])
            body.decode()  # it is UTF-8

    def test_windows_1258_and_utf_16_are_real(self, sites: SampleSites) -> None:
        _, headers, body = Client(sites["hai_phong"]).get(sites["hai_phong"].quirks["windows-1258"][0])
        assert headers["content-type"] == "text/html; charset=windows-1258"
        with pytest.raises(UnicodeDecodeError):
            body.decode()
        _, headers, body = Client(sites["tphcm"]).get(sites["tphcm"].quirks["UTF-16"][0])
        assert headers["content-type"] == "text/html"
        assert body.startswith(b"\xff\xfe<\x00")

    def test_decomposed_letters_and_numeric_entities(self, portal: ServedPortal) -> None:
        body = Client(portal).get(portal.quirks["decomposed Unicode"][0])[2].decode()
        assert body != unicodedata.normalize("NFC", body)
        body = Client(portal).get(portal.quirks["numeric entities"][0])[2].decode("ascii")
        assert "&#7" in body

    @pytest.mark.parametrize("agent", ["", "Scrapy/2.19 (+https://scrapy.org)", "python-requests/2.32"])
    def test_the_newspaper_refuses_unknown_programs(self, sites: SampleSites, agent: str) -> None:
        assert Client(sites["tphcm"]).get("/", User_Agent=agent)[0] == 403
        assert Client(sites["tphcm"]).get("/")[0] == 200

    def test_an_unchanged_article_is_not_sent_again(self, fresh_sites: SampleSites) -> None:
        portal = fresh_sites["bac_ninh"]
        client, article = Client(portal), portal.truth()[3]
        etag = client.get(article.path)[1]["etag"]
        status, _, body = client.get(article.path, If_None_Match=etag)
        assert (status, body) == (304, b"")
        assert portal.change_article().number == article.number
        assert client.get(article.path, If_None_Match=etag)[0] == 200

    def test_one_sentence_of_one_article_changes(self, fresh_sites: SampleSites) -> None:
        for portal in fresh_sites.portals.values():
            before = portal.truth()
            changed = portal.change_article()
            differing = [old for old, new in zip(before, portal.truth(), strict=True) if old != new]
            assert [article.number for article in differing] == [changed.number]
            (old,) = differing
            assert sum(a != b for a, b in zip(old.body, changed.body, strict=True)) == 1
            assert any(AMENDMENT in line for line in Client(portal).lines(changed.path))
            assert contains_run(Client(portal).lines(changed.path), printed_lines(changed))
            assert before.index(old) < 10


def _having(sites: SampleSites, quirk: str) -> list[ServedPortal]:
    portals = [portal for portal in sites.portals.values() if quirk in portal.quirks]
    assert portals, quirk
    return portals


def _numbers_in_listing(portal: ServedPortal, listing: str) -> Iterator[int]:
    separator = "&" if "?" in listing else "?"
    name = {"bac_ninh": "_101_cur", "hai_phong_city": "Page"}.get(portal.name, "page")
    for page in range(1, 6):
        yield from _numbers_on(portal, f"{listing}{separator}{name}={page}")


class TestServer:
    def test_gzip_for_those_who_ask(self, portal: ServedPortal) -> None:
        path = portal.truth()[0].path
        _, plain_headers, _ = Client(portal).get(path)
        _, headers, body = Client(portal).get(path, Accept_Encoding="gzip, deflate")
        assert "content-encoding" not in plain_headers
        assert headers["content-encoding"] == "gzip"
        assert b"</html>" in gzip.decompress(body)

    def test_many_answers_over_one_connection(self, portal: ServedPortal) -> None:
        client = Client(portal)
        client.get("/")
        connection = client.connection.sock
        for target in ("/", "/khong-co-trang-nay", portal.truth()[0].path):
            _, headers, body = client.get(target)
            assert int(headers["content-length"]) == len(body)
        assert client.connection.sock is connection

    def test_head_has_no_body(self, portal: ServedPortal) -> None:
        status, headers, body = Client(portal).get("/", method="HEAD")
        assert (status, body) == (200, b"")
        assert int(headers["content-length"]) > 500

    def test_requests_are_logged(self, fresh_sites: SampleSites) -> None:
        portal = fresh_sites["hai_phong"]
        Client(portal).get("/khong-co-trang-nay?a=1", Referer="http://example.test/")
        (request,) = portal.requests
        assert (request.method, request.path, request.status) == ("GET", "/khong-co-trang-nay?a=1", 404)
        assert request.headers["referer"] == "http://example.test/"
        assert abs(request.time - time.time()) < 10

    def test_only_the_portals_asked_for(self) -> None:
        with SampleSites.start(portals=("bac_ninh",)) as sites:
            assert list(sites.portals) == ["bac_ninh"]

    def test_nothing_answers_after_stop(self) -> None:
        sites = SampleSites.start(portals=("bac_ninh",))
        client = Client(sites["bac_ninh"])
        client.get("/")
        sites.stop()
        with pytest.raises((ConnectionError, http.client.HTTPException)):
            client.get("/")
        for port in (sites["bac_ninh"].port, sites.elsewhere.port):
            with pytest.raises(ConnectionRefusedError):
                socket.create_connection(("127.0.0.1", port), timeout=1)

    def test_a_taken_port_leaves_nothing_running(self) -> None:
        with SampleSites.start(portals=("bac_ninh",)) as sites:
            taken = sites["bac_ninh"].port
            with pytest.raises(OSError, match="in use"):
                SampleSites.start(portals=("hai_phong",), ports=taken)

    @pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
    def test_the_command_serves_until_a_signal(self, stop: signal.Signals) -> None:
        command = [sys.executable, "-m", "tests.samples", "--json"]
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        try:
            assert process.stdout
            addresses = json.loads(process.stdout.readline())
            assert list(addresses) == list(PORTALS)
            port = urlsplit(addresses["tphcm"]).port
            connection = http.client.HTTPConnection("127.0.0.1", port or 0, timeout=10)
            connection.request("GET", "/rss/vu-an", headers=BROWSER)
            assert connection.getresponse().status == 200
            process.send_signal(stop)
            assert process.wait(10) == 0
        finally:
            process.kill()
            process.wait()
            process.stdout and process.stdout.close()

"""`www.` before a portal's host or not: its server may lead to either, it stays one portal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from crawlers.addresses import Addresses
from tests.crawling import Ended, rows
from tests.raw_site import RawSite
from tests.samples.site import Reply
from tests.small_internet import SmallInternet
from tests.small_site import LISTINGS, Answer, article_path, portal

BARE, WWW = "congan.example", "www.congan.example"
ARTICLES = range(101, 104)
CONTACT = ("-s", "TUANTRA_CONTACT=lan@example.org")


class TwoHosts:
    """The small portal under both names, each at a public address of its own."""

    def __init__(self, internet: SmallInternet, bare: RawSite, www: RawSite) -> None:
        self.internet = internet
        self.sites = {BARE: bare, WWW: www}
        internet.serve(BARE, 80, bare.port, "8.8.4.4")
        internet.serve(WWW, 80, www.port, "8.8.8.8")
        for site in self.sites.values():
            site.answers.update(portal(ARTICLES))

    def lead(self, source: str, target: str, *paths: str) -> None:
        """Let one name answer with redirects to the other: for all its paths, or for some."""
        site = self.sites[source]
        site.answers.update({path: redirect(f"http://{target}{path}") for path in paths or site.answers})

    def crawl(self) -> Ended:
        return self.internet.crawl(*CONTACT)

    def stored(self, name: str = "attacked") -> list[str]:
        return sorted(row["url"] for row in rows(self.internet.store, name))


def redirect(location: str) -> Answer:
    return lambda: Reply(status=301, headers={"Location": location})


@pytest.fixture
def hosts(tmp_path: Path) -> Iterator[TwoHosts]:
    with ExitStack() as stack:
        bare, www = (stack.enter_context(RawSite()) for _ in range(2))
        yield TwoHosts(SmallInternet(tmp_path), bare, www)


def official(home: str) -> list[str]:
    return [f"http://{home}{article_path(number)}" for number in ARTICLES]


@pytest.mark.parametrize(("declared", "served"), [(BARE, WWW), (WWW, BARE)])
def test_a_home_that_leads_to_its_other_name_is_followed_and_costs_one_redirect(
    hosts: TwoHosts, declared: str, served: str
) -> None:
    hosts.internet.declare(home=f"http://{declared}/")
    hosts.lead(declared, served)
    ended = hosts.crawl()
    assert (ended.code, ended.err) == (0, ""), ended
    assert hosts.stored() == official(declared)
    asked = [path for path in hosts.sites[declared].asked if path != "/robots.txt"]
    assert len(asked) <= 1 + len(LISTINGS), "what had been asked for before the redirect came"
    assert not any(article_path(number) in asked for number in ARTICLES)


def test_single_paths_that_lead_to_and_fro_are_read_too(hosts: TwoHosts) -> None:
    hosts.lead(BARE, WWW, "/", LISTINGS[0])
    hosts.lead(WWW, BARE, *map(article_path, ARTICLES))
    ended = hosts.crawl()
    assert (ended.code, ended.err) == (0, ""), ended
    assert hosts.stored() == official(BARE)


def test_a_portal_that_nobody_has_declared_is_explored_under_its_other_name(hosts: TwoHosts) -> None:
    hosts.lead(BARE, WWW)
    store = hosts.internet.store
    ended = hosts.internet.scrapy("crawl", "portal", "-a", f"home=http://{BARE}", "-s", f"STORE={store}")
    assert ended.code == 0, ended
    assert hosts.stored("congan_example") == official(BARE)
    assert "The portal is not told whom to ask about this crawl" in ended.err
    assert "The spider attacked declares this portal" in ended.err
    assert "scrapy crawl attacked" in ended.err


@pytest.mark.parametrize(
    ("home", "left", "reached", "read_at"),
    [
        (f"http://{BARE}", f"http://{BARE}/", f"https://{WWW}/", f"https://{WWW}"),
        (f"https://{BARE}", f"https://{BARE}/", f"http://{WWW}/", f"https://{WWW}"),  # never to less
        (f"http://{BARE}", f"http://{BARE}/", "http://www.khac.example/", f"http://{BARE}"),
        (f"http://{BARE}", f"http://{BARE}/", f"http://{WWW}:8080/", f"http://{BARE}"),
        (f"http://{BARE}", f"http://{BARE}/", f"https://{BARE}/", f"http://{BARE}"),
        (f"http://{BARE}", f"http://{BARE}/", "javascript:", f"http://{BARE}"),
    ],
)
def test_where_a_portal_is_read_after_a_redirect(home: str, left: str, reached: str, read_at: str) -> None:
    addresses = Addresses("p", home, "/x")
    addresses.move(left, reached)
    assert addresses.read_at == read_at
    assert addresses.official(f"{read_at}/tin") == f"{home}/tin"
    assert addresses.local(f"{home}/tin") == f"{read_at}/tin"

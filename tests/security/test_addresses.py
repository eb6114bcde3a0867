"""A portal cannot lead the crawler to any address but its own public ones."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.crawling import crawl, last_run, rows
from tests.raw_site import RawSite
from tests.samples.site import Reply
from tests.small_internet import SmallInternet
from tests.small_site import LISTINGS, Answer, SmallSite, article, article_path, html, portal

PUBLIC = "8.8.4.4"
METADATA = "169.254.169.254"
ONCE = ("-s", "RETRY_TIMES=0")


@pytest.fixture
def internet(tmp_path: Path) -> SmallInternet:
    return SmallInternet(tmp_path)


@pytest.fixture
def site(internet: SmallInternet) -> Iterator[RawSite]:
    """The portal, at a public address."""
    with RawSite(portal(range(101, 106))) as running:
        internet.serve("congan.example", 80, running.port, PUBLIC)
        yield running


@pytest.fixture
def secret() -> Iterator[RawSite]:
    """A service of this machine that no portal may reach."""
    with RawSite({"/": html("<p>Nội bộ</p>")}) as running:
        yield running


def redirect(location: str, status: int = 302) -> Answer:
    return lambda: Reply(status=status, headers={"Location": location})


def test_a_portal_at_a_public_address_is_read(internet: SmallInternet, site: RawSite) -> None:
    ended = internet.crawl()
    assert ended.code == 0, ended.err
    assert len(rows(internet.store, "attacked")) == 5
    assert set(internet.connections) == {(PUBLIC, 80)}
    assert site.hosts == {"congan.example"}


def test_nobody_else_is_asked_for_anything(internet: SmallInternet, site: RawSite) -> None:
    """No public suffix list, no version check: cookies make Scrapy ask for the former."""
    site.answers["/"] = lambda: Reply(
        html("<p>Trang chủ</p>")().body, headers={"Set-Cookie": "phien=1; Path=/; Domain=.congan.example"}
    )
    assert internet.crawl().code == 0
    assert set(internet.connections) == {(PUBLIC, 80)}
    assert set(internet.names_asked) == {"congan.example"}
    assert any("cookie: phien=1" in head.lower() for head in site.heads)


@pytest.mark.parametrize("address", ["::1", METADATA])
def test_a_portal_whose_name_leads_inside_is_not_read(
    internet: SmallInternet, secret: RawSite, address: str
) -> None:
    internet.names["congan.example"] = [[address]]
    internet.routes[f"{address}:80"] = secret.port
    ended = internet.crawl()
    assert ended.code == 5
    assert "failed (nothing-read" in ended.last_line
    assert secret.heads == []
    assert internet.connections == []
    told = {failure["reason"] for failure in last_run(internet.store, "attacked")["counts"]["failures"]}
    assert any(f"congan.example is no public address: it leads to {address}" in why for why in told), told


@pytest.mark.usefixtures("site")
def test_of_two_addresses_only_the_public_one_is_connected_to(
    internet: SmallInternet, secret: RawSite
) -> None:
    internet.names["congan.example"] = [["127.0.0.1", PUBLIC, "10.0.0.1"]]
    internet.routes["127.0.0.1:80"] = secret.port
    assert internet.crawl().code == 0
    assert set(internet.connections) == {(PUBLIC, 80)}
    assert secret.heads == []


def test_a_name_that_changes_its_mind_gains_nothing(
    internet: SmallInternet, site: RawSite, secret: RawSite
) -> None:
    """Public when robots.txt is asked for, then loopback ("DNS rebinding"): every connection is checked."""
    internet.names["congan.example"] = [[PUBLIC], [PUBLIC], ["127.0.0.1"]]
    internet.routes["127.0.0.1:80"] = secret.port
    ended = internet.crawl(*ONCE)
    assert ended.code != 0, ended.last_line
    assert set(internet.connections) == {(PUBLIC, 80)}
    assert secret.heads == []
    assert len(site.heads) == 2


REDIRECTS = [
    "http://127.0.0.1:{secret}/",
    "http://127.1:{secret}/",
    "http://2130706433:{secret}/",
    "http://0177.0.0.1:{secret}/",
    "http://0x7f000001:{secret}/",
    "http://[::ffff:127.0.0.1]:{secret}/",
    "http://127.0.0.1.:{secret}/",
    "http://localhost:{secret}/",
    "http://\uff11\uff12\uff17.0.0.1:{secret}/",
    "http://congan.example:{secret}/",
    "http://congan.example@127.0.0.1:{secret}/",
    "http://user:pass@congan.example/",
    "//127.0.0.1:{secret}/",
    "\\\\127.0.0.1:{secret}\\",
    "http:\\\\127.0.0.1:{secret}/",
    "http://trong.example:{secret}/",
    "https://congan.example:{secret}/",
    "file:///etc/passwd",
    "data:text/html,<h1>Bài</h1>",
    "ftp://127.0.0.1:{secret}/",
    "s3://bucket/key",
    "javascript:alert(1)",
    "http://[",
    "http://congan.example:99999/",
]


def test_redirects_lead_nowhere_else(internet: SmallInternet, site: RawSite, secret: RawSite) -> None:
    """Every article redirects, each in another way: not one is stored, nobody else is asked."""
    numbers = range(201, 201 + len(REDIRECTS))
    site.answers |= portal([101, *numbers])
    for number, location in zip(numbers, REDIRECTS, strict=True):
        site.answers[article_path(number)] = redirect(location.format(secret=secret.port))
    internet.names["trong.example"] = [["127.0.0.1"]]
    internet.crawl(*ONCE)
    assert [row["id"] for row in rows(internet.store, "attacked")] == ["attacked/101"]
    assert secret.heads == []
    assert set(internet.connections) == {(PUBLIC, 80)}
    assert {article_path(number) for number in numbers} <= set(site.asked)


def test_robots_txt_leads_nowhere_else(internet: SmallInternet, site: RawSite, secret: RawSite) -> None:
    site.answers["/robots.txt"] = redirect(f"http://127.0.0.1:{secret.port}/robots.txt")
    internet.crawl(*ONCE)
    assert secret.heads == []
    assert set(internet.connections) == {(PUBLIC, 80)}


def test_pages_name_only_the_portals_own_addresses(
    internet: SmallInternet, site: RawSite, secret: RawSite
) -> None:
    """`base`, canonical link, refresh, `rel=next`, feed and site map all name a service of this machine."""
    inside = f"http://127.0.0.1:{secret.port}"
    internet.declare(home="http://congan.example/", feeds=("/rss",), sitemaps=("/sitemap.xml", "/index.xml"))
    site.answers["/"] = html(
        f'<base href="{inside}/"><meta http-equiv="refresh" content="0;url={inside}/">'
        f'<link rel="next" href="{inside}/trang-2"><a href="/Tin-An-ninh-trat-tu/Bai-Viet-301.html">Bài</a>'
        f'<a rel="next" href="?page=2">2</a><iframe src="{inside}/"></iframe><img src="{inside}/anh.jpg">'
        f'<a href="http://congan.example{article_path(101)}">Bài</a>'
    )
    page = article(101)().body.replace(
        b"<head>", f'<head><link rel="canonical" href="{inside}/"><base href="{inside}/">'.encode()
    )
    site.answers[article_path(101)] = lambda: Reply(page)
    items = f"<item><link>{inside}{article_path(302)}</link></item>"
    site.answers["/rss"] = lambda: Reply(f"<rss><channel>{items}</channel></rss>".encode())
    locations = f"<url><loc>{inside}{article_path(303)}</loc></url>"
    site.answers["/sitemap.xml"] = lambda: Reply(f"<urlset>{locations}</urlset>".encode())
    nested = (
        f"<sitemap><loc>{inside}/sitemap.xml</loc></sitemap><sitemap><loc>file:///etc/passwd</loc></sitemap>"
    )
    site.answers["/index.xml"] = lambda: Reply(f"<sitemapindex>{nested}</sitemapindex>".encode())
    ended = internet.crawl(*ONCE)
    assert "attacked/101" in {row["id"] for row in rows(internet.store, "attacked")}, ended.err
    assert secret.heads == []
    assert set(internet.connections) == {(PUBLIC, 80)}
    assert {row["url"] for row in rows(internet.store, "attacked")} <= {
        f"http://congan.example{article_path(number)}" for number in range(101, 106)
    }


def test_an_own_home_is_one_place_and_no_other(tmp_path: Path, secret: RawSite) -> None:
    """`-a home` may be private; what it links and redirects to may not, not even on the same machine."""
    elsewhere = f"http://127.0.0.1:{secret.port}"
    pages = portal(range(101, 106))
    pages[article_path(102)] = redirect(f"{elsewhere}/")
    pages[article_path(103)] = redirect("http://127.0.0.1/")
    pages[LISTINGS[0]] = html(
        f'<a href="{elsewhere}{article_path(150)}">Bài</a>' + pages["/"]().body.decode()
    )
    with SmallSite(pages) as site:
        crawl("hai_phong", site.base_url, str(tmp_path / "store"), *ONCE)
    assert {row["id"] for row in rows(str(tmp_path / "store"), "hai_phong")} == {
        "hai_phong/101",
        "hai_phong/104",
        "hai_phong/105",
    }
    assert secret.heads == []


def test_an_own_home_may_be_a_name_of_a_private_address(internet: SmallInternet) -> None:
    internet.names["guong.example"] = [["10.1.2.3"]]
    with RawSite(portal(range(101, 106))) as mirror:
        internet.routes["10.1.2.3:8100"] = mirror.port
        assert internet.crawl("-a", "home=http://guong.example:8100").code == 0
    assert set(internet.connections) == {("10.1.2.3", 8100)}


@pytest.mark.parametrize("location", ["http://127.0.0.1:{secret}/", "http://trong.example:{secret}/"])
def test_one_page_that_redirects_inside_is_not_shown(
    internet: SmallInternet, site: RawSite, secret: RawSite, location: str
) -> None:
    internet.names["trong.example"] = [["127.0.0.1"]]
    site.answers["/cu"] = redirect(location.format(secret=secret.port))
    ended = internet.scrapy("extract", "hai_phong", "http://congan.example/cu", "-s", "RETRY_TIMES=0")
    assert ended.code == 5
    assert "no public address" in ended.err
    assert ended.out == ""
    assert secret.heads == []


def test_one_page_is_followed_to_where_it_moved(internet: SmallInternet, site: RawSite) -> None:
    site.answers["/cu"] = redirect(article_path(101))
    ended = internet.scrapy("extract", "hai_phong", "http://congan.example/cu")
    assert ended.code == 0, ended.err
    assert "Tuần tra đêm số 101" in ended.out


def test_one_page_of_ones_own_machine_is_shown(site: RawSite, internet: SmallInternet) -> None:
    ended = internet.scrapy("extract", "hai_phong", site.base_url + article_path(101))
    assert ended.code == 0, ended.err


@pytest.mark.usefixtures("site")
def test_a_proxy_of_the_environment_is_no_way_round(internet: SmallInternet, secret: RawSite) -> None:
    """It is left aside and the run says so: behind it nobody sees where names lead."""
    proxy = {
        "http_proxy": f"http://127.0.0.1:{secret.port}",
        "https_proxy": f"http://127.0.0.1:{secret.port}",
    }
    ended = internet.crawl(env=proxy)
    assert ended.code == 0
    assert "The proxy in http_proxy, https_proxy is not used" in ended.err
    assert secret.heads == []


def test_a_proxy_that_the_operator_asks_for_is_used(internet: SmallInternet, site: RawSite) -> None:
    proxied = {f"http://congan.example{path}": answer for path, answer in portal(range(101, 106)).items()}
    with RawSite({**proxied, "http://congan.example/robots.txt": html("")}) as proxy:
        ended = internet.crawl(
            "-s", "HTTPPROXY_ENABLED=1", env={"http_proxy": f"http://127.0.0.1:{proxy.port}"}
        )
    assert ended.code == 0, ended.last_line
    assert site.heads == []
    assert set(internet.connections) == {("127.0.0.1", proxy.port)}


def test_without_the_check_nothing_is_fetched(internet: SmallInternet, site: RawSite) -> None:
    ended = internet.crawl("-s", "TWISTED_DNS_RESOLVER=scrapy.resolver.CachingThreadedResolver")
    assert ended.code == 5
    assert site.heads == []

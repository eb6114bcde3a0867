"""What is not needed is off: nobody can talk to a crawl, nothing but http and https is fetched."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from scrapy.settings import Settings
from scrapy.utils.project import get_project_settings

from tests.crawling import command, started
from tests.preloaded import Running
from tests.small_site import SmallSite, article, article_path, portal

TCP_LISTEN = "0A"


@pytest.fixture(scope="module")
def settings() -> Settings:
    return get_project_settings()


@pytest.mark.parametrize(
    "name",
    [
        "TELNETCONSOLE_ENABLED",
        "REMOTE_CONTROL_ENABLED",
        "HTTPCACHE_ENABLED",
        "METAREFRESH_ENABLED",
        "HTTPPROXY_ENABLED",
        "COOKIES_DEBUG",
        "DOWNLOADER_CLIENT_TLS_VERBOSE_LOGGING",
    ],
)
def test_it_is_off(settings: Settings, name: str) -> None:
    assert settings.getbool(name) is False


@pytest.mark.parametrize("name", ["ROBOTSTXT_OBEY", "DOWNLOAD_VERIFY_CERTIFICATES"])
def test_it_is_on(settings: Settings, name: str) -> None:
    assert settings.getbool(name) is True


def test_pages_have_a_largest_size(settings: Settings) -> None:
    assert settings.getint("DOWNLOAD_MAXSIZE") == 16 * 1024 * 1024


def test_only_http_and_https_are_fetched_and_only_with_the_check(settings: Settings) -> None:
    handlers = settings.getwithbase("DOWNLOAD_HANDLERS")
    used = {scheme: handler for scheme, handler in handlers.items() if handler is not None}
    assert used == dict.fromkeys(("http", "https"), "crawlers.network.download.Download")
    assert settings["TWISTED_DNS_RESOLVER"] == "crawlers.network.names.PublicNames"


@pytest.fixture
def crawl(tmp_path: Path) -> Iterator[Running]:
    """A crawl under way."""
    pages = {article_path(number): article(number, seconds=0.2) for number in range(101, 161)}
    with (
        SmallSite(portal(range(101, 161), **pages)) as site,
        started(command("hai_phong", site.base_url, str(tmp_path / "store"))) as process,
    ):
        deadline = time.monotonic() + 60
        while len(site.requests) < 5 and time.monotonic() < deadline:
            time.sleep(0.05)
        assert len(site.requests) >= 5
        yield process


def test_a_crawl_listens_nowhere(crawl: Running) -> None:
    if not Path("/proc/net/tcp").exists():
        pytest.skip("no /proc/net/tcp: which sockets are open can only be seen on Linux")
    tables = [Path(f"/proc/{crawl.pid}/net/{name}").read_text().splitlines()[1:] for name in ("tcp", "tcp6")]
    listening = {line.split()[9] for table in tables for line in table if line.split()[3] == TCP_LISTEN}
    sockets = {
        str(entry.readlink()).removeprefix("socket:[").removesuffix("]")
        for entry in Path(f"/proc/{crawl.pid}/fd").iterdir()
        if str(entry.readlink()).startswith("socket:")
    }
    assert sockets, "not even its connection to the site was seen"
    assert not sockets & listening

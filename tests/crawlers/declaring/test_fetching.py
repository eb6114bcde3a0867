"""Whoever looks at a portal asks for one page after the other, on the portal's own host."""

from __future__ import annotations

from datetime import datetime

from scrapy import Request
from scrapy.http import HtmlResponse, Response
from scrapy.settings import Settings

from crawlers.declaring.fetching import SamplingSpider, Wanted

HOME = "https://congan.vidu.vn/"


class Look:
    """A spider that looks at a portal, and what it was given."""

    def __init__(self, *addresses: str) -> None:
        self.wanted = Wanted(addresses)
        self.homes: list[str] = []
        self.received: dict[str, datetime] = {}
        self.failures: list[str] = []
        self.spider = SamplingSpider(HOME, self.ask, self.received, self.failures)

    def ask(self, home: str) -> Wanted:
        self.homes.append(home)
        return self.wanted

    def answered(self, url: str, status: int = 200, *, asked: str | None = None, to: str = "") -> list[str]:
        """The addresses that are asked for after this answer."""
        headers = {"Location": to} if to else {"Content-Type": "text/html"}
        response: Response = HtmlResponse(url, status=status, headers=headers, body=b"<p>Trang</p>")
        found = list(self.spider.parse(response, asked=asked or url, moves=0))
        return [request.url for request in found if isinstance(request, Request)]


def test_pages_are_asked_for_one_by_one_and_each_goes_to_who_asked() -> None:
    look = Look(HOME + "a", HOME + "b", HOME + "c")
    assert look.answered(HOME) == [HOME + "a"]
    assert look.answered(HOME + "a") == [HOME + "b"]
    assert look.answered(HOME + "b", 404) == [HOME + "c"]
    assert look.answered(HOME + "c") == []
    assert look.wanted.pages.keys() == {HOME + "a", HOME + "c"}
    assert look.wanted.missing == {HOME + "b": "the portal answers 404"}
    assert look.received.keys() == {HOME, HOME + "a", HOME + "c"}


def test_the_home_page_is_not_asked_for_twice() -> None:
    look = Look(HOME, HOME + "a")
    assert look.answered(HOME) == [HOME + "a"]
    assert HOME in look.wanted.pages


def test_a_portal_that_lives_under_www_or_https_is_looked_at_there() -> None:
    look = Look()
    assert look.answered(HOME, 301, to="https://www.congan.vidu.vn/") == ["https://www.congan.vidu.vn/"]
    look.answered("https://www.congan.vidu.vn/", asked=HOME)
    assert look.homes == ["https://www.congan.vidu.vn/"]


def test_another_host_is_never_asked() -> None:
    look = Look(HOME + "a", HOME + "b")
    look.answered(HOME)
    assert look.answered(HOME + "a", 302, to="https://khac.vn/") == [HOME + "b"]
    assert "leads to another host" in look.wanted.missing[HOME + "a"]
    moved = Look()
    assert moved.answered(HOME, 302, to="https://khac.vn/") == []
    assert moved.failures == ["it leads to another host, https://khac.vn/"]
    assert moved.homes == []


def test_the_crawls_manners_hold() -> None:
    settings = Settings()
    settings.setmodule("crawlers.settings")
    SamplingSpider.update_settings(settings)
    middlewares = settings.getdict("DOWNLOADER_MIDDLEWARES")
    assert middlewares["crawlers.manners.robots.RobotsTxt"]
    assert middlewares["crawlers.manners.retry_after.RetryAfter"]
    assert settings.getbool("AUTOTHROTTLE_ENABLED")
    assert settings.getfloat("DOWNLOAD_DELAY") >= 1
    assert "tuantra/" in settings["USER_AGENT"]
    assert not settings.getdict("ITEM_PIPELINES")

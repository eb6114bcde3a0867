"""Declaring a portal without a network: an Explorer is given the answers of a sample portal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from crawlers.declaring.declaration import Declaration
from crawlers.declaring.proposing import Told, propose
from crawlers.declaring.seen import Page
from crawlers.declaring.spider_file import spider_source
from crawlers.exploring import Explorer, Sampled
from crawlers.spider import PortalSpider
from tests.samples.site import Reply

NOW = datetime(2026, 11, 21, tzinfo=UTC)
DAY = date(2026, 11, 21)
BROWSER = {"user-agent": "Mozilla/5.0 (compatible; tuantra)"}


def look_at(name: str, home: str, answer: Callable[[str, dict[str, str]], Reply]) -> Declaration:
    """The declaration that is proposed of a portal that answers so."""
    explorer = Explorer(home, budget=30, fetched_at=NOW)
    while (url := explorer.next()) is not None:
        reply = answer("/" + url.removeprefix(home).lstrip("/"), BROWSER)
        if reply.status == 200:
            explorer.take(Sampled(url, reply.body, reply.content_type))
        else:
            explorer.fail(url, str(reply.status))
    return propose(Told(name), explorer.conclude(), {}, DAY, NOW)


def page(html: str, name: str = "a", url: str | None = None) -> Page:
    """A page as it came from a portal."""
    return Page(url or f"https://congan.vidu.vn/{name}.html", html.encode(), "text/html", NOW)


def spider_of(declared: Declaration) -> type[PortalSpider]:
    """The spider that the written source declares."""
    namespace: dict[str, Any] = {"__name__": f"spiders.{declared.name}"}
    exec(compile(spider_source(declared), f"{declared.name}.py", "exec"), namespace)
    [spider] = [
        one
        for one in namespace.values()
        if isinstance(one, type) and issubclass(one, PortalSpider) and one.name == declared.name
    ]
    return spider


def shared(*path: str) -> Path:
    """A file or folder of the saved pages beside the project."""
    return Path(__file__).parents[4].joinpath("shared", "pages", *path)

"""Visits made up of a few pages, for checks that need no network."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from scrapy.http import HtmlResponse, Response, TextResponse

from crawlers.doctor.exchange import Exchange
from crawlers.doctor.handshake import Place
from crawlers.doctor.verdict import Verdict
from crawlers.doctor.visit import ListingVisit, Sample, Terms, Visit
from crawlers.layout import Layout
from crawlers.listings.documents import read_listing
from crawlers.reading import read_page
from crawlers.spider import PortalSpider

HOME = "https://congan.example.vn"
NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
CALM = Terms(delay=1.0, rest=2.0, crawl_delay_most=30.0, hours="")
BODY = "".join(
    f"<p>{sentence}</p>"
    for sentence in (
        "Tổ công tác của Công an phường Đông Bến tuần tra trên các tuyến đường ven sông trong đêm.",
        "Lực lượng chức năng nhắc nhở người dân khóa cửa cẩn thận và báo tin khi thấy người lạ.",
        "Đến sáng, địa bàn không xảy ra vụ việc nào về trật tự xã hội, giao thông thông suốt.",
    )
)


def declared(**attributes: Any) -> PortalSpider:
    """A portal with one listing, and what a test adds."""
    usual: dict[str, Any] = {
        "name": "tested",
        "agency": "Công an tỉnh Lạch Trà",
        "province": "VN-56",
        "home": f"{HOME}/",
        "listings": ("/tin",),
        "article": r"/tin/[^/]+-(?P<number>\d+)\.html",
        "layout": Layout(date_labels=("Cập nhật",)),
    }
    spider: PortalSpider = type("Tested", (PortalSpider,), {**usual, **attributes})()
    return spider


def visit_of(portal: PortalSpider | None = None, **more: Any) -> Visit:
    """A visit that came so far."""
    place = Place("congan.example.vn", 443, ("8.8.4.4",))
    return Visit(
        portal or declared(), NOW, CALM, "tuantra", place, **{"robots": came("/robots.txt", b""), **more}
    )


def came(
    path: str,
    body: str | bytes,
    status: int = 200,
    content_type: str = "text/html; charset=utf-8",
    seconds: float = 0.2,
    **headers: str,
) -> Exchange:
    """An answer."""
    kind: type[Response] = TextResponse if "html" not in content_type else HtmlResponse
    content = body.encode() if isinstance(body, str) else body
    told = {
        "Content-Type": content_type,
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    response = kind(HOME + path, status=status, headers=told, body=content)
    return Exchange(HOME + path, response, seconds=(seconds,))


def failed(path: str, why: str = "Connection refused") -> Exchange:
    """No answer."""
    return Exchange(HOME + path, failure=why)


def listing(portal: PortalSpider, body: str, path: str = "/tin", second: str | None = None) -> ListingVisit:
    """A listing's first page as it was read, and its second one."""
    found = ListingVisit(path, True, came(path, body))
    found.page = _read(portal, found.first, path)
    if second is not None:
        found.second = came(f"{path}?page=2", second)
        found.second_page = _read(portal, found.second, path)
    return found


def links(*numbers: int) -> str:
    """Links to articles."""
    return "".join(f'<li><a href="/tin/bai-{number}.html">Bài số {number}</a></li>' for number in numbers)


def article(portal: PortalSpider, main: str, content_type: str = "text/html; charset=utf-8") -> Sample:
    """An article's page as it was read."""
    exchange = came("/tin/bai-1.html", f"<!DOCTYPE html><html><body>{main}</body></html>", 200, content_type)
    reading = read_page(
        portal.layout, exchange.body, content_type=content_type, url=exchange.address, fetched_at=NOW
    )
    return Sample(exchange, reading)


def by_check(verdicts: Any) -> dict[str, Verdict]:
    """Verdicts by name; two of one name are a mistake."""
    found = list(verdicts)
    named = {verdict.check: verdict for verdict in found}
    assert len(named) == len(found), found
    return named


def _read(portal: PortalSpider, exchange: Exchange, path: str) -> Any:
    assert isinstance(exchange.response, TextResponse)
    return read_listing(exchange.response, portal.addresses, path, None, NOW)

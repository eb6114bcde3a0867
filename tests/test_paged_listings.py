"""Listings that page by number (JSON, pieces of HTML) or by form are read to their end, and no further."""

from __future__ import annotations

import json
import socket
import ssl
from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from tests.crawling import Ended, crawl, last_run, rows
from tests.listing_spiders import MODULE
from tests.raw_site import RawSite
from tests.samples.site import Reply, plain
from tests.small_site import Answer, article, html

JSON, PIECES, FORM = "/api/tin?trang={page}", "/manh/{page}", "/bieu-mau.aspx"
BY_JSON, BY_PIECE, BY_FORM = (11, 12, 13, 14, 15), (31, 32, 33), (51, 52, 53)


class PagedSite(RawSite):
    """Answers a form that is posted by the page that it asks for, if it comes with the state of a page."""

    def __init__(self, answers: Mapping[str, Answer], forms: Mapping[str, Answer]) -> None:
        self.forms = forms
        self.posted: list[dict[str, str]] = []
        super().__init__(answers)

    def __enter__(self) -> PagedSite:
        return self

    def _speak(self, speaker: socket.socket | ssl.SSLSocket) -> None:
        with speaker.makefile("rb") as coming:
            lines = [coming.readline().decode("latin-1")]
            while lines[-1].strip():
                lines.append(coming.readline().decode("latin-1"))
            self.heads.append("".join(lines))
            lengths = [
                int(line.partition(":")[2]) for line in lines if line.lower().startswith("content-length:")
            ]
            body = coming.read(*lengths) if lengths else b""
        reply = self._reply(body.decode())
        head = f"HTTP/1.1 {reply.status} .\r\nContent-Type: {reply.content_type}\r\nConnection: close\r\n\r\n"
        speaker.sendall(head.encode() + reply.body)

    def _reply(self, body: str) -> Reply:
        path = self.asked[-1]
        if body:
            fields = {name: values[0] for name, values in parse_qs(body, keep_blank_values=True).items()}
            self.posted.append({"path": path, **fields})
            return self.forms[fields["__EVENTARGUMENT"]]()
        return self.answers[path]() if path in self.answers else plain("404", 404)


def links(numbers: Iterable[int]) -> str:
    return "".join(f'<li><a href="/tin/tuan-tra-{number}.html">Tin</a></li>' for number in numbers)


def items(*numbers: int) -> Answer:
    listed = [{"id": number, "slug": "tuan tra", "noiDung": None} for number in numbers]
    body = json.dumps({"items": listed, "totalPageNum": 9})
    return lambda: Reply(body.encode(), content_type="application/json")


def wrapped(*numbers: int) -> Answer:
    body = json.dumps({"html": f"<ul>{links(numbers)}</ul>"})
    return lambda: Reply(body.encode(), content_type="text/html")


def form_page(page: int, number: int) -> Answer:
    others = (other for other in (1, 2, 3) if other != page)
    pager = "".join(
        f"""<a href="javascript:__doPostBack(&#39;ctl00$luoi&#39;,&#39;Page${other}&#39;)">{other}</a>"""
        for other in others
    )
    state = f'<input type="hidden" name="__VIEWSTATE" value="trang {page}/+=">'
    return html(f'<form method="post" action=".{FORM}?a=1">{state}{links([number])}{pager}</form>')


def answers() -> dict[str, Answer]:
    pages: dict[str, Answer] = {"/": html("Trang chủ"), FORM: form_page(1, BY_FORM[0])}
    pages |= {f"/tin/tuan-tra-{number}.html": article(number) for number in (*BY_PIECE, *BY_FORM)}
    pages |= {f"/tin/tuan%20tra-{number}.html": article(number) for number in BY_JSON}
    pages |= {
        "/api/tin?trang=0": items(11, 12),
        "/api/tin?trang=1": items(13, 14),
        "/api/tin?trang=2": items(15),
    }
    pages |= {f"/api/tin?trang={page}": items(15) for page in range(3, 30)}  # the last page, for ever
    pages |= {"/manh/1": html(links([31])), "/manh/2": wrapped(32, 33)}
    return pages


FORMS = {f"Page${page}": form_page(page, number) for page, number in enumerate(BY_FORM, 1)}


@pytest.fixture
def store(tmp_path: Path) -> str:
    return str(tmp_path / "store")


def read(site: PagedSite, store: str) -> Ended:
    site.heads.clear()
    return crawl("numbered", site.base_url, store, *MODULE, "-s", "RETRY_TIMES=0", "-s", "LISTING_STALE=3")


def numbers(store: str) -> set[int]:
    return {int(row["id"].partition("/")[2]) for row in rows(store, "numbered")}


def test_each_listing_is_read_to_its_end_and_the_next_time_to_known_ground(store: str) -> None:
    with PagedSite(answers(), FORMS) as site:
        ended = read(site, store)
        record = last_run(store, "numbered")["counts"]
        assert (ended.code, numbers(store)) == (0, {*BY_JSON, *BY_PIECE, *BY_FORM}), record["failures"]
        ends = {path: record["walks"][path]["end"] for path in (JSON, PIECES, FORM)}
        assert ends == {JSON: "stale", PIECES: "end", FORM: "end"}
        assert record["listings"] == {JSON: 2, PIECES: 1, FORM: 1}
        assert [posted["__EVENTARGUMENT"] for posted in site.posted] == ["Page$2", "Page$3"]
        assert [posted["__VIEWSTATE"] for posted in site.posted] == ["trang 1/+=", "trang 2/+="]
        assert {posted["path"] for posted in site.posted} == {f"{FORM}?a=1"}
        (asked,) = [head for head in site.heads if "trang=1 " in head]
        assert "x-requested-with: xmlhttprequest" in asked.lower()

        assert read(site, store).code == 0
        assert [path for path in site.asked if "api" in path] == ["/api/tin?trang=0", "/api/tin?trang=1"]
        assert last_run(store, "numbered")["counts"]["walks"][JSON]["end"] == "ground"


def test_pages_that_fail_leave_a_gap_that_the_next_run_reads(store: str) -> None:
    faults: dict[str, Answer] = {
        "/api/tin?trang=1": lambda: Reply(b'{"items": [', content_type="application/json"),
        "/manh/2": lambda: plain("500", 500),
        "/manh/3": html(links([33])),
    }
    with PagedSite(answers() | faults, FORMS | {"Page$2": lambda: plain("500", 500)}) as site:
        ended = read(site, store)
        assert ended.code == 3, ended.out
        record = last_run(store, "numbered")["counts"]
        assert numbers(store) == {11, 12, 15, 31, 33, 51, 53}
        assert record["listings_failed"] == 3
        assert any("JSON that cannot be read" in failure["reason"] for failure in record["failures"])
        site.answers, site.forms = answers(), FORMS
        assert read(site, store).code == 0
    assert numbers(store) == {*BY_JSON, *BY_PIECE, *BY_FORM}


def test_a_listing_that_holds_no_article_any_more_is_suspect(store: str) -> None:
    empty: dict[str, Answer] = {
        "/api/tin?trang=0": lambda: Reply(b'{"items": []}', content_type="application/json")
    }
    with PagedSite(answers() | empty, FORMS) as site:
        ended = read(site, store)
    assert ended.code == 4
    assert f"empty-listing: no link to an article in {JSON}" in ended.last_line

"""`scrapy page` shows the page behind an article, harmlessly; or says why there is none to show."""

from __future__ import annotations

import argparse
import re
import sys
from datetime import UTC, datetime
from typing import Any, NamedTuple

import pytest
from scrapy.settings import Settings

from crawlers.article import Gone, as_row
from crawlers.commands.page import Command
from crawlers.store import Log, articles_object, open_store, publish
from crawlers.store.warc import Exchange, Place, WarcFile, payload_digest
from tests.crawlers.store.portal import NOW, run_id
from tests.crawling import SECONDS, scrapy, started
from tests.pipelines.articles import article

FETCHED = datetime(2026, 11, 21, 10, 15, tzinfo=UTC)
URL = "https://congan.haiphong.gov.vn/Tin-An-ninh-trat-tu/Bai-1.html"
FIRST = "<html>\r\n<p>Tuần tra đêm\tở phường Đông Bến</p>\r\n</html>"
SECOND = FIRST.replace("đêm", "ngày")
OLD_CHARSET = "<p>Công an phươ\u0300ng</p>".encode("cp1258")  # tone marks stand alone there
EVIL = "<p>\x1b]0;tên\x07\x1b[31mđỏ\x1b[0m \u202etxe\u202c \x9b2J \rche\x00 a\u00a0b</p>"


class Stored(NamedTuple):
    """A store, and where its pages are."""

    store: str
    places: dict[str, Place]


def exchange(body: bytes, content_type: str = "text/html; charset=utf-8") -> Exchange:
    headers = (("Content-Type", content_type), ("Server", "x\x1b[2J"), ("ETag", '"7"'))
    return Exchange(URL, FETCHED, (), 200, headers, body)


def row(number: int, page: dict[str, Any] | None, revision: int = 1) -> dict[str, Any]:
    body = f"Tổ công tác số {number} tuần tra, lần {revision}."
    return as_row(article(number, revision=revision, body=body)) | {"page": page}


def gone(number: int, revision: int) -> dict[str, Any]:
    return as_row(
        Gone(
            id=f"hai_phong/{number}",
            portal="hai_phong",
            url=URL,
            first_missed="2026-11-20",
            confirmed="2026-11-21",
            fetched_at="2026-11-21T10:15:00Z",
            revision=revision,
        )
    )


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Stored:
    """Article 1 in two revisions, 2 in an old charset, 3 gone, 4 without its page, 5 evil, 6 damaged."""
    directory = str(tmp_path_factory.mktemp("store"))
    store = open_store(directory)
    log = Log(store, "hai_phong")
    warc = WarcFile("hai_phong", run_id(1), 1, {"software": "tuantra"})
    places = {
        "first": warc.add(exchange(FIRST.encode())),
        "second": warc.add(exchange(SECOND.encode())),
        "old": warc.add(exchange(OLD_CHARSET, "text/html; charset=windows-1258")),
        "evil": warc.add(exchange(EVIL.encode())),
    }
    pages = {name: {"warc": warc.key, **place._asdict()} for name, place in places.items()}
    pages["damaged"] = pages["first"] | {"digest": payload_digest(b"khac")}
    pages["lost"] = pages["first"] | {"warc": f"v1/hai_phong/pages/{run_id(9)}-1.warc.gz"}
    newer = [row(1, pages["second"], revision=2), gone(3, revision=2)]
    older = [
        row(1, pages["first"]),
        row(2, pages["old"]),
        row(3, pages["first"]),
        row(4, None),
        row(5, pages["evil"]),
        row(6, pages["damaged"]),
        row(7, pages["lost"]),
    ]
    publish(store, log, run_id(1), [warc.close(), articles_object("hai_phong", older)], {}, NOW)
    publish(store, log, run_id(2), [articles_object("hai_phong", newer)], {}, NOW)
    return Stored(directory, places)


def shown(stored: Stored, *words: str) -> str:
    ended = scrapy("page", *words, "-s", f"STORE={stored.store}")
    assert (ended.code, ended.err) == (0, "")
    return ended.out


def refused(store: str, capsys: pytest.CaptureFixture[str], *words: str, revision: int | None = None) -> str:
    """What the command complains of; run within this process, because a start takes a second."""
    command = Command()
    command.settings = Settings()
    command.settings.setmodule("crawlers.settings")
    command.settings.set("STORE", store)
    command.run(list(words), argparse.Namespace(revision=revision, headers=False, raw=False))
    told = capsys.readouterr()
    assert (command.exitcode, told.out) == (5, "")
    return told.err


def raw(store: str, *words: str) -> bytes:
    command = [sys.executable, "-m", "scrapy", "page", *words, "--raw", "-s", f"STORE={store}"]
    with started(command) as process:
        assert process.wait(SECONDS) == 0
        return process.out


def test_the_newest_page_is_shown_and_where_it_is_kept(stored: Stored) -> None:
    head, _, source = shown(stored, "hai_phong/1").partition("\n\n")
    place = stored.places["second"]
    assert dict(line.split(maxsplit=1) for line in head.splitlines()) == {
        "url": URL,
        "fetched": "2026-11-21T10:15:00Z",
        "status": "200",
        "key": f"v1/hai_phong/pages/{run_id(1)}-1.warc.gz",
        "offset": str(place.offset),
        "length": str(place.length),
        "digest": place.digest,
    }
    assert source == SECOND.replace("\r\n", "\n") + "\n"


def test_an_older_revision_is_shown_when_asked_for(stored: Stored) -> None:
    assert "Tuần tra đêm" in shown(stored, "hai_phong/1", "--revision", "1")
    assert "Tuần tra ngày" in shown(stored, "hai_phong/1", "--revision", "2")


def test_a_page_in_an_old_charset_is_decoded(stored: Stored) -> None:
    assert "<p>Công an phươ\u0300ng</p>" in shown(stored, "hai_phong/2")


def test_raw_is_the_page_byte_by_byte(stored: Stored) -> None:
    assert raw(stored.store, "hai_phong/1") == SECOND.encode()
    assert raw(stored.store, "hai_phong/5") == EVIL.encode()
    assert raw(stored.store, "hai_phong/1", "--revision", "1") == FIRST.encode()


def test_nothing_in_a_page_reaches_the_terminal_as_a_command(stored: Stored) -> None:
    told = shown(stored, "hai_phong/5")
    assert {letter for letter in told if not letter.isprintable()} == {"\n", "\u00a0"}
    assert r"\u001b[31mđỏ\u001b[0m \u202etxe\u202c \u009b2J \u000dche" in told


def test_headers_are_shown_harmlessly_too(stored: Stored) -> None:
    assert shown(stored, "hai_phong/1", "--headers").splitlines() == [
        f"Content-Length: {len(SECOND.encode())}",
        "Content-Type: text/html; charset=utf-8",
        "Server: x [2J",  # the escape was left out when the page was stored
        'ETag: "7"',
    ]


def test_an_article_that_is_gone_says_so_and_where_its_last_page_is(
    stored: Stored, capsys: pytest.CaptureFixture[str]
) -> None:
    complaint = refused(stored.store, capsys, "hai_phong/3")
    assert "hai_phong/3 is gone: revision 2 says that the portal no longer has it" in complaint
    assert "--revision 1" in complaint
    assert "Tuần tra đêm" in shown(stored, "hai_phong/3", "--revision", "1")
    assert "is gone" in refused(stored.store, capsys, "hai_phong/3", revision=2)


@pytest.mark.parametrize(
    ("article_id", "revision", "complaint"),
    [
        ("hai_phong/999", None, "no commit in .* holds an article hai_phong/999"),
        ("tphcm/1", None, "no commit in .* holds an article tphcm/1"),
        ("hai_phong/1", 3, "hai_phong/1 has no revision 3. There are: 1, 2."),
        ("hai_phong/4", None, "no page was kept with revision 1 of hai_phong/4"),
        ("hai_phong/4", 1, "no page was kept with revision 1 of hai_phong/4"),
        ("hai_phong/6", None, "not a stored page .*scrapy verify --deep"),
        ("hai_phong/7", None, rf"pages/{run_id(9)}-1\.warc\.gz"),
    ],
)
def test_what_cannot_be_shown_ends_with_5_and_the_reason(
    article_id: str, revision: int | None, complaint: str, stored: Stored, capsys: pytest.CaptureFixture[str]
) -> None:
    assert re.search(complaint, refused(stored.store, capsys, article_id, revision=revision))


def test_a_damaged_page_prints_nothing_even_raw(stored: Stored) -> None:
    ended = scrapy("page", "hai_phong/6", "--raw", "-s", f"STORE={stored.store}")
    assert (ended.code, ended.out) == (5, "")
    assert "not a stored page" in ended.err
    assert "Traceback" not in ended.err


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ([], "give one article id such as hai_phong/184974"),
        (["hai_phong/1", "hai_phong/2"], "give one article id"),
        (["nowhere/1"], "'nowhere' is not a portal. There are: bac_ninh"),
        (["hai_phong"], "'hai_phong' is not an article id"),
        (["hai_phong/../tphcm/1"], "is not an article id"),
        (["hai_phong/1", "--revision", "0"], "'0' is not the number of a revision"),
        (["hai_phong/1", "--raw", "--headers"], "not allowed with"),
    ],
)
def test_wrong_usage_ends_with_2(words: list[str], complaint: str, stored: Stored) -> None:
    ended = scrapy("page", *words, "-s", f"STORE={stored.store}")
    assert ended.code == 2
    assert complaint in ended.err
    assert ended.out == ""


def test_a_store_that_cannot_be_read_ends_with_5(capsys: pytest.CaptureFixture[str]) -> None:
    assert "Set STORE to" in refused("ftp://example.com/", capsys, "hai_phong/1")

"""A page that went into a WARC comes out as it was, alone and by any tool; no server can break it."""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import re
import subprocess
import sys
import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from fastwarc.warc import ArchiveIterator, WarcRecord
from hypothesis import given
from hypothesis import strategies as st

from crawlers.store import BatchObject, Missing, ObjectStore, StoreError
from crawlers.store.warc import Exchange, Place, StoredPage, WarcFile, parse_record, payload_digest, read_page
from tests.crawlers.store.portal import PORTAL, run_id

NOW = datetime(2026, 11, 21, 10, 15, 30, tzinfo=UTC)
EXCHANGE = Exchange(
    url="https://portal.example/Tin-An-ninh/Bai-1.html?trang=2",
    fetched_at=NOW,
    request_headers=(("User-Agent", "tuantra/0.1 (+mailto:ops@example.org)"), ("Accept-Language", "vi")),
    status=200,
    headers=(("Content-Type", "text/html; charset=utf-8"), ("ETag", '"7"')),
    body="<html>Công an phường tuần tra đêm</html>".encode(),
)
IDENTICAL = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"


def warc(number: int = 1) -> WarcFile:
    return WarcFile(PORTAL, run_id(1), number, {"software": "tuantra/0.1", "operator": "Đội thử nghiệm"})


def stored(exchange: Exchange) -> StoredPage:
    """What comes back, by place alone, from a file in which others stand before and after."""
    file = warc()
    file.add(replace(EXCHANGE, body=b"truoc"))
    place = file.add(exchange)
    file.add(replace(EXCHANGE, body=b"sau"))
    return parse_record(cut(file.close(), place))


def cut(made: BatchObject, place: Place) -> bytes:
    return made.data[place.offset : place.offset + place.length]


def records(made: BatchObject) -> list[dict[str, Any]]:
    """Every record as fastwarc reads it, its block as bytes."""
    return list(_records(made.data))


def _records(data: bytes) -> Iterator[dict[str, Any]]:
    for record in ArchiveIterator(io.BytesIO(data), parse_http=False):
        assert record.verify_block_digest()
        yield {**record.headers.to_dict(), "offset": record.stream_pos, "block": record.reader.read()}


def three_pages() -> BatchObject:
    """Two pages, the first payload once more, and a page that lies in an earlier object."""
    file = warc()
    file.add(EXCHANGE)
    file.add(replace(EXCHANGE, url="https://portal.example/2.html", body=b"\r\n\r\nWARC/1.1\r\n\r\n" * 3))
    file.add(replace(EXCHANGE, url="https://portal.example/3.html", fetched_at=NOW + timedelta(minutes=1)))
    file.add_revisit(EXCHANGE, "https://portal.example/Bai-1.html", "2026-11-01T00:00:00Z")
    file.add(replace(EXCHANGE, url="https://portal.example/4.html", body=b""))
    return file.close()


# What goes in comes out

tokens = st.from_regex(r"[Xx]-[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,20}", fullmatch=True).filter(
    lambda name: not name.lower().startswith("x-crawl-")
)
latin = st.text(st.characters(codec="latin-1", exclude_categories=["Cc"]), max_size=60).map(
    lambda text: text.strip(" ")
)
addresses = st.from_regex(r"https?://[a-z0-9.]{1,20}(:[0-9]{2,5})?/[!#-;=?-~]{0,80}", fullmatch=True)
bodies = st.one_of(st.binary(max_size=400), st.binary(max_size=40).map(lambda part: b"WARC/1.1\r\n" + part))


@given(addresses, st.integers(100, 999), st.lists(st.tuples(tokens, latin), max_size=6).map(tuple), bodies)
def test_a_proper_answer_comes_back_exactly(
    url: str, status: int, headers: tuple[tuple[str, str], ...], body: bytes
) -> None:
    page = stored(replace(EXCHANGE, url=url, status=status, headers=headers, body=body))
    assert (page.url, page.status, page.body, page.fetched_at) == (url, status, body, NOW)
    assert page.headers == (("Content-Length", str(len(body))), *headers)
    assert page.digest == payload_digest(body)


anything = st.text(st.characters(), max_size=60) | st.text("\r\n\0 :\t<>\x85\u2028é", max_size=20)


@given(anything, st.lists(st.tuples(anything, anything), max_size=6).map(tuple), bodies)
def test_whatever_a_server_says_stays_in_its_place(
    url: str, headers: tuple[tuple[str, str], ...], body: bytes
) -> None:
    file = warc()
    place = file.add(replace(EXCHANGE, url=url, headers=headers, request_headers=headers, body=body))
    made = file.close()
    page = parse_record(cut(made, place))
    assert page.body == body
    assert unquote(page.url) == unquote(url.encode("utf-8", "replace").decode())
    kept = [(name, value) for name, value in headers if name]
    assert [len(name.removeprefix("X-Crawl-")) for name, _ in page.headers[1:]] == [
        len(name) for name, _ in kept
    ]
    assert not re.search(r"[\x00-\x08\x0a-\x1f\x7f]", "".join(name + value for name, value in page.headers))
    assert [record["WARC-Type"] for record in records(made)] == ["warcinfo", "request", "response"]


@pytest.mark.parametrize(
    "evil", ["a\r\nX-Evil: 1", "a\nX-Evil: 1", "a\rX-Evil: 1", "a\0", "a\r\n\r\nWARC/1.1"]
)
def test_no_line_can_be_smuggled_in(evil: str) -> None:
    file = WarcFile(PORTAL, run_id(1), 1, {"software": evil, evil: "x"})
    headers = (("Server", evil), (evil, "x"))
    file.add(Exchange(f"https://portal.example/{evil}", NOW, headers, 200, headers, b"than bai"))
    file.add_revisit(replace(EXCHANGE, headers=headers), f"https://portal.example/{evil}", evil)
    made = file.close()
    lines = gzip.decompress(made.data).splitlines()
    assert not [line for line in lines if line.lower().startswith(b"x-evil")]
    assert lines.count(b"WARC/1.1") == made.rows == len(records(made)) == 5


def test_text_beyond_latin_1_is_kept_as_utf_8() -> None:
    page = stored(replace(EXCHANGE, headers=(("X-Agency", "Công an Hải Phòng"), ("X-Lone", "\ud800"))))
    assert page.headers[1][1].encode("latin-1").decode() == "Công an Hải Phòng"
    assert page.headers[2][1] == "?"


def test_a_flood_of_headers_leaves_the_page_readable() -> None:
    flood = tuple((f"X-{number}", "x" * 900) for number in range(200))
    file = warc()
    place = file.add(replace(EXCHANGE, headers=(*flood, *EXCHANGE.headers), request_headers=flood))
    made = file.close()
    assert parse_record(cut(made, place)).body == EXCHANGE.body
    for record in ArchiveIterator(io.BytesIO(made.data)):  # with its own limit
        assert record.record_id


def test_one_endless_header_costs_itself_alone() -> None:
    page = stored(replace(EXCHANGE, headers=(("X-Policy", "x" * 30_000), *EXCHANGE.headers)))
    assert page.headers[1:] == EXCHANGE.headers


def test_an_endless_address_is_cut() -> None:
    page = stored(replace(EXCHANGE, url=EXCHANGE.url + "x" * 50_000))
    assert page.url.startswith(EXCHANGE.url + "xxx")
    assert len(page.url) == 8000


def test_headers_tell_of_the_body_as_it_is_stored() -> None:
    sent = (
        ("content-encoding", "gzip"),
        ("Transfer-Encoding", "chunked"),
        ("Content-Length", "17"),
        ("Content-Type", "text/html"),
    )
    assert stored(replace(EXCHANGE, headers=sent)).headers == (
        ("Content-Length", str(len(EXCHANGE.body))),
        ("X-Crawl-content-encoding", "gzip"),
        ("X-Crawl-Transfer-Encoding", "chunked"),
        ("X-Crawl-Content-Length", "17"),
        ("Content-Type", "text/html"),
    )


def test_a_true_content_length_stands_once() -> None:
    length = ("content-length", str(len(EXCHANGE.body)))
    assert stored(replace(EXCHANGE, headers=(length,))).headers == (("Content-Length", length[1]),)


def test_a_page_without_content_type_has_none() -> None:
    assert stored(EXCHANGE).content_type == "text/html; charset=utf-8"
    assert stored(replace(EXCHANGE, headers=())).content_type is None


def test_the_fetch_time_is_stored_in_utc() -> None:
    there = datetime(2026, 11, 21, 17, 15, 30, 999_999, timezone(timedelta(hours=7)))
    assert stored(replace(EXCHANGE, fetched_at=there)).fetched_at == NOW
    with pytest.raises(ValueError, match="time zone"):
        replace(EXCHANGE, fetched_at=there.replace(tzinfo=None))


# The records


def test_records_refer_to_each_other() -> None:
    info, request, response, *_ = records(three_pages())
    assert info["WARC-Filename"] == f"{run_id(1)}-1.warc.gz"
    assert info["WARC-Date"] == "2026-11-21T11:15:00Z"  # the run's
    assert "software: tuantra/0.1\r\noperator: Đội thử nghiệm\r\n" in info["block"].decode()
    assert request["WARC-Concurrent-To"] == response["WARC-Record-ID"]
    assert response["WARC-Concurrent-To"] == request["WARC-Record-ID"]
    for record, role in ((request, "request"), (response, "response")):
        assert record["WARC-Type"] == role
        assert record["Content-Type"] == f"application/http; msgtype={role}"
        assert record["WARC-Warcinfo-ID"] == info["WARC-Record-ID"]
        assert record["WARC-Target-URI"] == EXCHANGE.url
        assert record["WARC-Date"] == "2026-11-21T10:15:30Z"


def test_record_ids_are_unique_uuids() -> None:
    ids = [record["WARC-Record-ID"] for made in (three_pages(), warc(2).close()) for record in records(made)]
    assert len(set(ids)) == len(ids) == 12
    assert all(re.fullmatch(r"<urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}>", name) for name in ids)


def test_the_request_is_as_it_was_sent_without_secrets() -> None:
    secrets = (("Cookie", "phien=1"), ("authorization", "Basic eA=="), ("Proxy-Authorization", "Basic eQ=="))
    file = warc()
    file.add(replace(EXCHANGE, request_headers=(*EXCHANGE.request_headers, *secrets)))
    assert records(file.close())[1]["block"] == (
        b"GET /Tin-An-ninh/Bai-1.html?trang=2 HTTP/1.1\r\nHost: portal.example\r\n"
        b"User-Agent: tuantra/0.1 (+mailto:ops@example.org)\r\nAccept-Language: vi\r\n\r\n"
    )


@pytest.mark.parametrize(
    ("url", "host", "target"),
    [
        ("http://127.0.0.1:8100", "127.0.0.1:8100", "/"),
        ("http://a.example?x=1#y", "a.example", "/?x=1"),
        ("http://[::1]:80/a b", "[::1]:80", "/a%20b"),
        ("http://[::1/", "[::1", "/"),
        ("no address", "", "/no%20address"),
    ],
)
def test_the_request_line_follows_from_the_address(url: str, host: str, target: str) -> None:
    file = warc()
    file.add(replace(EXCHANGE, url=url, request_headers=()))
    assert records(file.close())[1]["block"] == f"GET {target} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode()


def test_a_payload_stands_once_in_a_file() -> None:
    file = warc()
    first = file.add(EXCHANGE)
    other = replace(EXCHANGE, url="https://portal.example/3.html", fetched_at=NOW + timedelta(minutes=1))
    assert file.add(other) == first
    made = file.close()
    response, _, revisit = records(made)[2:]
    assert revisit["WARC-Type"] == "revisit"
    assert revisit["WARC-Profile"] == IDENTICAL
    assert revisit["WARC-Target-URI"] == other.url
    assert revisit["WARC-Refers-To"] == response["WARC-Record-ID"]
    assert revisit["WARC-Refers-To-Target-URI"] == EXCHANGE.url
    assert revisit["WARC-Refers-To-Date"] == "2026-11-21T10:15:30Z"
    assert revisit["WARC-Payload-Digest"] == payload_digest(EXCHANGE.body)
    assert revisit["block"].startswith(b"HTTP/1.1 200 OK\r\n")
    assert revisit["block"].endswith(b"\r\n\r\n")
    assert EXCHANGE.body not in revisit["block"]


def test_a_payload_in_an_earlier_object_is_referred_to() -> None:
    file = warc()
    file.add_revisit(EXCHANGE, "https://portal.example/cũ.html", "2026-11-01T00:00:00Z")
    revisit = records(file.close())[2]
    assert revisit["WARC-Refers-To-Target-URI"] == "https://portal.example/c%C5%A9.html"
    assert revisit["WARC-Refers-To-Date"] == "2026-11-01T00:00:00Z"
    assert revisit["WARC-Payload-Digest"] == payload_digest(EXCHANGE.body)


def test_an_answer_not_modified_claims_no_payload() -> None:
    file = warc()
    file.add_revisit(replace(EXCHANGE, status=304, body=b""), EXCHANGE.url, "2026-11-01T00:00:00Z")
    revisit = records(file.close())[2]
    assert revisit["WARC-Profile"] == "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
    assert "WARC-Payload-Digest" not in revisit
    assert revisit["block"].startswith(b"HTTP/1.1 304 Not Modified\r\n")


def test_the_object_names_itself_and_counts_its_records() -> None:
    file = warc(7)
    assert file.key == f"v1/{PORTAL}/pages/{run_id(1)}-7.warc.gz"
    place = file.add(EXCHANGE)
    assert (file.records, file.size) == (3, place.offset + place.length)
    made = file.close()
    assert (made.key, made.kind, made.rows, len(made.data)) == (file.key, "pages", 3, file.size)


def test_the_same_pages_are_the_same_bytes() -> None:
    assert three_pages() == three_pages()


# Other people's tools


@pytest.fixture(scope="module")
def on_disk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("warc") / "pages.warc.gz"
    path.write_bytes(three_pages().data)
    return path


def run(*words: str | Path) -> str:
    done = subprocess.run(words, capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout.decode()


def test_warcio_finds_every_digest_right(on_disk: Path) -> None:
    warcio = Path(sys.executable).parent / "warcio"
    told = run(warcio, "check", "-v", on_disk)
    assert told.count("digest pass") == three_pages().rows - 2
    assert told.count("digest present but not checked (revisit)") == 2
    assert "failed" not in told


def test_warcio_indexes_every_record_where_it_is(on_disk: Path) -> None:
    warcio = Path(sys.executable).parent / "warcio"
    told = run(warcio, "index", "-f", "offset,warc-type", on_disk).splitlines()
    expected = [
        f'{{"offset": "{record["offset"]}", "warc-type": "{record["WARC-Type"]}"}}'
        for record in records(three_pages())
    ]
    assert told == expected


def test_warcio_extracts_a_page_from_its_offset(on_disk: Path) -> None:
    warcio = Path(sys.executable).parent / "warcio"
    offset = records(three_pages())[2]["offset"]
    assert run(warcio, "extract", "--payload", on_disk, str(offset)) == EXCHANGE.body.decode()


def test_fastwarc_finds_every_digest_right() -> None:
    kinds = []
    for record in ArchiveIterator(io.BytesIO(three_pages().data), verify_digests=True):
        kinds.append(str(record.record_type))
        if kinds[-1] == "response":
            assert record.verify_payload_digest()
            assert record.http_headers.status_code == 200
    assert kinds.count("response") == 3
    assert kinds.count("revisit") == 2


def test_the_gzip_program_reads_it(on_disk: Path) -> None:
    run("gzip", "-t", on_disk)
    assert run("gzip", "-dc", on_disk).count("WARC-Record-ID: ") == three_pages().rows


def test_every_record_is_a_gzip_member_of_its_own_without_a_time() -> None:
    made = three_pages()
    starts = [record["offset"] for record in records(made)]
    for start, end in zip(starts, [*starts[1:], len(made.data)], strict=True):
        member = made.data[start:end]
        assert gzip.decompress(member).count(b"WARC-Record-ID: ") == 1
        assert member[3:8] == b"\0\0\0\0\0"  # neither name nor time


# Damage, and what is no page


def member(record: bytes) -> bytes:
    return gzip.compress(record, mtime=0)


@pytest.fixture(scope="module")
def whole() -> bytes:
    file = warc()
    place = file.add(EXCHANGE)
    return cut(file.close(), place)


def test_every_cut_is_found(whole: bytes) -> None:
    assert parse_record(whole).body == EXCHANGE.body
    for end in range(len(whole)):
        with pytest.raises(StoreError, match="cut short"):
            parse_record(whole[:end])


def test_every_altered_byte_is_found_or_harmless(whole: bytes) -> None:
    for place in range(len(whole)):
        altered = whole[:place] + bytes([whole[place] ^ 0x41]) + whole[place + 1 :]
        try:
            page = parse_record(altered)
        except StoreError:
            continue
        assert place < 10  # of the gzip header: time, level, system
        assert page == parse_record(whole)


def test_a_page_altered_by_hand_is_found(whole: bytes) -> None:
    record = zlib.decompress(whole, 31)
    assert record.count(b"tu") == 1
    with pytest.raises(StoreError, match="another digest"):
        parse_record(member(record.replace(b"tu", b"TU")))
    with pytest.raises(StoreError, match="length is not"):
        parse_record(member(record.replace(b"</html>", b"</html> ")))


@pytest.mark.parametrize(("old", "new"), [(b"tu", b"TU"), (b'"7"', b'"8"'), (b"200 OK", b"404 OK")])
def test_headers_altered_by_hand_are_found_by_who_looks_at_the_block(
    whole: bytes, old: bytes, new: bytes
) -> None:
    record = zlib.decompress(whole, 31)
    assert record.count(old) == 1
    for content, is_whole in ((record, True), (record.replace(old, new), False)):
        told = [one.verify_block_digest() for one in ArchiveIterator(io.BytesIO(content), parse_http=False)]
        assert told == [is_whole]


def test_more_than_one_record_is_refused(whole: bytes) -> None:
    for more in (whole, b"\0", b"x"):
        with pytest.raises(StoreError, match="more data follows"):
            parse_record(whole + more)
    with pytest.raises(StoreError, match="length is not"):
        parse_record(member(zlib.decompress(whole, 31) * 2))


@pytest.mark.parametrize("kind", ["warcinfo", "request", "revisit"])
def test_only_a_response_is_a_page(kind: str) -> None:
    made = three_pages()
    starts = [record["offset"] for record in records(made)] + [len(made.data)]
    place = [record["WARC-Type"] for record in records(made)].index(kind)
    with pytest.raises(StoreError, match=f"'{kind}', not a response"):
        parse_record(made.data[starts[place] : starts[place + 1]])


@pytest.mark.parametrize(
    "foreign",
    [b"", b"WARC/1.1\r\n", b"PK\3\4 not gzip", member(b""), member(b"WARC/1.1"), member(b"{}\n" * 9)],
)
def test_what_is_no_record_is_refused(foreign: bytes) -> None:
    with pytest.raises(StoreError, match=r"not a stored page .*scrapy verify --deep"):
        parse_record(foreign)


@given(st.binary(max_size=200), st.booleans())
def test_no_bytes_at_all_do_anything_but_raise(data: bytes, packed: bool) -> None:
    with pytest.raises(StoreError):
        parse_record(member(data) if packed else data)


@pytest.mark.parametrize(
    "broken",
    [
        (b"2026-11-21T10:15:30Z", b"2026-11-21T10:15:30"),
        (b"2026-11-21T10:15:30Z", b"yesterday"),
        (b"WARC-Target-URI", b"WARC-Target-Url"),
        (b"WARC-Payload-Digest: sha256:", b"WARC-Payload-Digest: sha1:"),
    ],
)
def test_a_record_without_what_a_page_needs_is_refused(whole: bytes, broken: tuple[bytes, bytes]) -> None:
    record = zlib.decompress(whole, 31)
    assert record.count(broken[0]) == 1
    with pytest.raises(StoreError, match="not a stored page"):
        parse_record(member(record.replace(*broken)))


def test_a_status_that_is_no_number_is_refused() -> None:
    block = b"HTTP/1.1 OK\r\n\r\n"
    record = WarcRecord()
    record.init_headers()
    record.headers["WARC-Type"] = "response"
    record.headers["WARC-Target-URI"] = EXCHANGE.url
    record.headers["WARC-Block-Digest"] = payload_digest(block)
    record.headers["WARC-Payload-Digest"] = payload_digest(b"")
    record.set_bytes_content(block)
    written = io.BytesIO()
    record.write(written)
    with pytest.raises(StoreError, match="headers cannot be read"):
        parse_record(member(written.getvalue()))


def test_a_bomb_is_not_unpacked() -> None:
    bomb = member(b"WARC/1.1\r\n" + bytes(70 * 1024 * 1024))
    assert len(bomb) < 100_000
    with pytest.raises(StoreError, match="larger than 64 MiB"):
        parse_record(bomb)


@given(st.binary())
def test_the_digest_is_sha_256_in_base_32(body: bytes) -> None:
    algorithm, _, digest = payload_digest(body).partition(":")
    assert algorithm == "sha256"
    assert digest == base64.b32encode(hashlib.sha256(body).digest()).decode()


# From the store


def kept(store: ObjectStore) -> dict[str, Any]:
    """An article's `page` for a file in the store."""
    file = warc()
    file.add(replace(EXCHANGE, body=b"truoc"))
    place = file.add(EXCHANGE)
    file.add(replace(EXCHANGE, body=b"sau"))
    made = file.close()
    store.put(made.key, made.data)
    return {"warc": made.key, **place._asdict(), "etag": '"7"', "last_modified": None}


def test_a_page_is_fetched_alone(store: ObjectStore, monkeypatch: pytest.MonkeyPatch) -> None:
    page = kept(store)
    asked = []
    get_range = store.get_range

    def counted(key: str, offset: int, length: int) -> bytes:
        asked.append((key, offset, length))
        return get_range(key, offset, length)

    with monkeypatch.context() as patched:
        patched.setattr(store, "get", None)
        patched.setattr(store, "get_range", counted)
        assert read_page(store, page).body == EXCHANGE.body
    assert asked == [(page["warc"], page["offset"], page["length"])]


def test_another_page_than_the_articles_is_refused(store: ObjectStore) -> None:
    page = kept(store) | {"digest": payload_digest(b"khac")}
    with pytest.raises(
        StoreError, match=rf"{page['length']} bytes from {page['offset']} of v1/.*a page with"
    ):
        read_page(store, page)


def test_a_wrong_place_is_refused(store: ObjectStore) -> None:
    page = kept(store)
    for wrong in ({"offset": page["offset"] + 1}, {"length": page["length"] - 1}, {"length": 10**7}):
        with pytest.raises(StoreError):
            read_page(store, page | wrong)


def test_a_page_that_is_not_there_is_missing(store: ObjectStore) -> None:
    with pytest.raises(Missing):
        read_page(store, kept(store) | {"warc": f"v1/{PORTAL}/pages/{run_id(9)}-1.warc.gz"})


@pytest.mark.parametrize(
    "wrong",
    [
        {"warc": "../../etc/passwd"},
        {"warc": "/etc/passwd"},
        {"warc": None},
        {"offset": -1},
        {"offset": "0"},
        {"length": 0},
        {"length": 10**12},
        {"digest": None},
    ],
)
def test_a_pointer_that_cannot_be_meant_reads_nothing(wrong: dict[str, Any], store: ObjectStore) -> None:
    with pytest.raises(StoreError, match=r"cannot be followed .*Nothing was read"):
        read_page(store, kept(store) | wrong)


def test_a_pointer_without_its_fields_reads_nothing(store: ObjectStore) -> None:
    with pytest.raises(StoreError, match="cannot be followed"):
        read_page(store, {})

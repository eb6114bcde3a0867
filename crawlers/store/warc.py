"""Raw pages as WARC records (ISO 28500, WARC/1.1): one gzip member each, so that each can be fetched alone.

`WarcFile` makes the object of a batch, `read_page` fetches the one record that an article's `page` names.
Bodies are stored decoded, as Common Crawl stores them: the headers `Content-Encoding` and `Transfer-Encoding`
are kept with `X-Crawl-` before their names, and `Content-Length` is the length of what is stored.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from http import HTTPStatus
from typing import Annotated, Any, Literal, NamedTuple
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

import msgspec
from isal import isal_zlib
from msgspec import Meta

from crawlers.clock import utc
from crawlers.store import keys
from crawlers.store.batches import BatchObject, pages_object
from crawlers.store.objects import ObjectStore, StoreError

Headers = tuple[tuple[str, str], ...]

Kind = Literal["warcinfo", "request", "response", "revisit"]

# Writing must keep up with fetching. Measured on forged pages of 60 KB: this level of ISA-L takes a seventh
# of the time of zlib's level 1 for 3 % less; ISA-L's level 3 takes seven times as long for another 2 %.
_LEVEL = 2
_GZIP = 31
"""As zlib's `wbits`: a gzip header, here without time and name, and a checksum at the end."""
_RECORD_MOST = 64 * 1024 * 1024
# fastwarc (and with it whoever reads so) refuses a record whose headers exceed 32 KiB.
_HEAD_MOST = 24 * 1024
_ADDRESS_MOST = 8_000
_CONFORMS = "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"
_PROFILE = "http://netpreserve.org/warc/1.1/revisit/"
_IDENTICAL = _PROFILE + "identical-payload-digest"
_NOT_MODIFIED = _PROFILE + "server-not-modified"
_SECRET = {"cookie", "authorization", "proxy-authorization"}
_CODED = {"content-encoding", "transfer-encoding"}
_NO_TOKEN = re.compile(r"[^!#$%&'*+\-.^_`|~0-9A-Za-z]")
_BASE_32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
# base64.b32encode takes more than twice as long as this way; on a small record that is longer than the hash.
_PAIRS = [first + second for first in _BASE_32 for second in _BASE_32]
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]+")
_UNQUOTED = "!#$%&'()*+,/:;=?@[\\]^`{|}"  # besides what `quote` never escapes; no space, no quote, no <>
_ADDRESS = re.compile(r"[^:/?#]*://(?:[^/?#@]*@)?([^/?#]*)([^#]*)")


@dataclass(frozen=True)
class Exchange:
    """One request and its answer; the body without transfer and content coding."""

    url: str
    """As really asked: a mirror's address where one was read."""
    fetched_at: datetime
    """With its time zone; stored in whole seconds."""
    request_headers: Headers
    status: int
    headers: Headers
    body: bytes

    def __post_init__(self) -> None:
        if self.fetched_at.tzinfo is None:
            raise ValueError("a fetch time without a time zone")


class Place(NamedTuple):
    """Where the response record that holds a payload lies in its object; `digest` as `payload_digest`."""

    offset: int
    length: int
    digest: str


@dataclass(frozen=True)
class StoredPage:
    """A response as it was stored; its headers in the order in which they came, text as latin-1."""

    url: str
    fetched_at: datetime
    status: int
    headers: Headers
    body: bytes
    digest: str

    @property
    def content_type(self) -> str | None:
        """The first header Content-Type."""
        return next((value for name, value in self.headers if name.lower() == "content-type"), None)


def payload_digest(body: bytes) -> str:
    """SHA-256 of a payload as WARC-Payload-Digest has it: ``sha256:`` and base32."""
    bits = int.from_bytes(hashlib.sha256(body).digest(), "big") << 4  # 256 and 4 are 52 characters of 5
    return "sha256:" + "".join([_PAIRS[bits >> shift & 0x3FF] for shift in range(250, -1, -10)]) + "===="


class WarcFile:
    """The object `number` (from 1) of a run's pages: a warcinfo record, then two records for each exchange.

    The same calls give the same bytes: record ids follow from key and position, gzip headers hold no time.
    Header names and values come from servers: what could break a record is replaced (see `_field`), and what
    exceeds 24 KiB in one record's HTTP headers is left out. An address longer than 8,000 characters is cut.
    Not for several threads at once. Raises ValueError for what `keys.pages` refuses.
    """

    def __init__(self, portal: str, run: str, number: int, info: Mapping[str, str]) -> None:
        self.key = keys.pages(portal, run, number)
        self.records = 0
        """Records written so far: warcinfo, requests, responses and revisits."""
        self._portal, self._run, self._number = portal, run, number
        self._data = bytearray()
        self._kept: dict[str, _Kept] = {}
        self._stem = str(uuid5(NAMESPACE_URL, self.key))[:-12]
        self._info_id = self._id(0)
        self._write_info(info)

    @property
    def size(self) -> int:
        """Bytes so far."""
        return len(self._data)

    def add(self, exchange: Exchange) -> Place:
        """Write request and response; tell where the payload is.

        For a payload that this file holds already, request and revisit are written: the place is that of the
        earlier record, whose address and headers are the earlier page's.
        """
        digest = payload_digest(exchange.body)
        if kept := self._kept.get(digest):
            refers = {
                "WARC-Refers-To": kept.record,
                "WARC-Refers-To-Target-URI": kept.url,
                "WARC-Refers-To-Date": kept.date,
            }
            self._write_revisit(exchange, digest, refers)
            return kept.place
        self._write_request(exchange)
        block = _answer(exchange) + exchange.body
        offset, record = self.size, self._id(self.records)
        fields = {"WARC-Concurrent-To": self._id(self.records - 1), "WARC-Payload-Digest": digest}
        self._write_http("response", exchange, fields, block)
        place = Place(offset, self.size - offset, digest)
        self._kept[digest] = _Kept(place, record, _uri(exchange.url), utc(exchange.fetched_at))
        return place

    def add_revisit(self, exchange: Exchange, of_url: str, of_date: str) -> None:
        """Write request and revisit: the payload lies in an earlier object.

        `of_url` and `of_date` (ISO 8601, UTC) are address and fetch time of the response there. An answer 304
        is taken for what it is: its payload was not sent.
        """
        refers = {"WARC-Refers-To-Target-URI": _uri(of_url), "WARC-Refers-To-Date": _clean(of_date)}
        self._write_revisit(exchange, payload_digest(exchange.body), refers)

    def close(self) -> BatchObject:
        """The finished object."""
        return pages_object(self._portal, self._run, self._number, bytes(self._data), self.records)

    def _write_info(self, info: Mapping[str, str]) -> None:
        said = {"format": "WARC File Format 1.1", "conformsTo": _CONFORMS, **info}
        lines = [f"{_token(name)}: {_clean(value)}\r\n" for name, value in said.items()]
        fields = {
            "WARC-Date": utc(datetime.fromisoformat(self._run.partition("-")[0])),
            "WARC-Filename": self.key.rpartition("/")[2],
            "Content-Type": "application/warc-fields",
        }
        self._write("warcinfo", fields, "".join(lines).encode("utf-8", "replace"))

    def _write_request(self, exchange: Exchange) -> None:
        fields = {"WARC-Concurrent-To": self._id(self.records + 1)}
        self._write_http("request", exchange, fields, _question(exchange))

    def _write_revisit(self, exchange: Exchange, digest: str, refers: Mapping[str, str]) -> None:
        self._write_request(exchange)
        if exchange.status == HTTPStatus.NOT_MODIFIED:
            what = {"WARC-Profile": _NOT_MODIFIED}
        else:
            what = {"WARC-Profile": _IDENTICAL, "WARC-Payload-Digest": digest}
        fields = {"WARC-Concurrent-To": self._id(self.records - 1), **what, **refers}
        self._write_http("revisit", exchange, fields, _answer(exchange))

    def _write_http(self, kind: Kind, exchange: Exchange, fields: Mapping[str, str], block: bytes) -> None:
        role = "request" if kind == "request" else "response"
        common = {
            "WARC-Date": utc(exchange.fetched_at),
            "WARC-Target-URI": _uri(exchange.url),
            "WARC-Warcinfo-ID": self._info_id,
            "Content-Type": f"application/http; msgtype={role}",
        }
        self._write(kind, {**common, **fields}, block)

    def _write(self, kind: Kind, fields: Mapping[str, str], block: bytes) -> None:
        said = {
            "WARC-Type": kind,
            "WARC-Record-ID": self._id(self.records),
            **fields,
            # On responses too, though their payload has a digest: fastwarc, told to verify, skips what has
            # none.
            "WARC-Block-Digest": payload_digest(block),
            "Content-Length": str(len(block)),
        }
        head = "".join(["WARC/1.1\r\n", *(f"{name}: {value}\r\n" for name, value in said.items()), "\r\n"])
        record = b"".join((head.encode("utf-8", "replace"), block, b"\r\n\r\n"))
        self._data += isal_zlib.compress(record, _LEVEL, _GZIP)  # a member of its own
        self.records += 1

    def _id(self, position: int) -> str:
        return f"<urn:uuid:{self._stem}{position:012x}>"


def parse_record(data: bytes) -> StoredPage:
    """Read exactly one gzip member that holds exactly one response record.

    Raises StoreError where it is none, is cut, was altered, or is larger than 64 MiB unpacked. The member's
    checksum shows damage, the digest of the payload another payload than the record's; that of the block
    (HTTP headers and payload) is left to `scrapy verify --deep`.
    """
    head, block = _parts(_unpack(data))
    if head.get("warc-type") != "response":
        raise _unusable(f"it is a record of type {head.get('warc-type', 'none')!r}, not a response")
    first, _, body = block.partition(b"\r\n\r\n")
    status_line, *lines = first.decode("latin-1").split("\r\n")
    digest = payload_digest(body)
    if head.get("warc-payload-digest") != digest:
        raise _unusable("its content has another digest than it says")
    try:
        return StoredPage(
            url=head["warc-target-uri"],
            fetched_at=_instant(head["warc-date"]),
            status=int(status_line.split(" ", 2)[1]),
            headers=tuple(map(_said, lines)),
            body=body,
            digest=digest,
        )
    except (LookupError, ValueError) as error:
        raise _unusable(f"its headers cannot be read: {error!r}") from error


def read_page(store: ObjectStore, page: Mapping[str, Any]) -> StoredPage:
    """Fetch, by one range request, what an article's `page` names.

    Raises StoreError as `parse_record` and `ObjectStore.get_range` do, also where it is another page.
    """
    try:
        pointer = msgspec.convert(dict(page), _Pointer)
        data = store.get_range(pointer.warc, pointer.offset, pointer.length)
    except ValueError as error:  # msgspec's errors too
        raise StoreError(
            f"an article's page pointer cannot be followed ({error}): the article was altered or is of "
            "another version. Nothing was read. Check the store with `scrapy verify`."
        ) from error
    try:
        stored = parse_record(data)
        if stored.digest != pointer.digest:
            raise _unusable(f"it is a page with the digest {stored.digest}, not {pointer.digest}")
    except StoreError as error:
        where = f"{pointer.length} bytes from {pointer.offset} of {pointer.warc} in {store.address}"
        raise StoreError(f"{where}: {error}") from error
    return stored


class _Kept(NamedTuple):
    """A payload in this file: its place, and what a revisit record says of its record."""

    place: Place
    record: str
    url: str
    date: str


class _Pointer(msgspec.Struct):
    """What is needed of an article's `page`."""

    warc: str
    offset: Annotated[int, Meta(ge=0)]
    length: Annotated[int, Meta(ge=1, le=_RECORD_MOST)]
    digest: str


def _question(exchange: Exchange) -> bytes:
    """The HTTP request, without what would let others in."""
    parts = _ADDRESS.match(_uri(exchange.url))
    host, target = parts.groups() if parts else ("", _uri(exchange.url))
    sent = [(name, value) for name, value in exchange.request_headers if _token(name).lower() not in _SECRET]
    named = any(_token(name).lower() == "host" for name, _ in sent)
    target = target if target.startswith("/") else f"/{target}"
    return _head(f"GET {target} HTTP/1.1", sent if named else [("Host", host), *sent])


def _answer(exchange: Exchange) -> bytes:
    """Status line and headers of the HTTP response, as they hold for the decoded body."""
    return _head(f"HTTP/1.1 {exchange.status} {_reason(exchange.status)}", _decoded(exchange))


def _reason(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""


def _decoded(exchange: Exchange) -> Iterator[tuple[str, str]]:
    length = str(len(exchange.body))
    yield "Content-Length", length
    for name, value in exchange.headers:
        known = _token(name).lower()
        if known in _CODED or (known == "content-length" and _clean(value) != length):
            yield f"X-Crawl-{name}", value
        elif known != "content-length":
            yield name, value


def _head(first: str, headers: Iterable[tuple[str, str]]) -> bytes:
    head = first.encode("ascii") + b"\r\n"
    for name, value in headers:
        line = _field(name, value)
        if len(head) + len(line) <= _HEAD_MOST:
            head += line
    return head + b"\r\n"


def _field(name: str, value: str) -> bytes:
    """One header line, whatever name and value are: latin-1, or UTF-8 where that cannot say it."""
    cleaned = _clean(value)
    try:
        said = cleaned.encode("latin-1")
    except UnicodeEncodeError:
        said = cleaned.encode("utf-8", "replace")
    token = _token(name)
    return token.encode() + b": " + said + b"\r\n" if token else b""


@lru_cache(256)  # servers say the same few names again and again
def _token(name: str) -> str:
    return _NO_TOKEN.sub("_", name)


def _clean(value: str) -> str:
    return _CONTROL.sub(" ", value).strip(" \t")


@lru_cache(64)  # the records of one exchange say it several times
def _uri(url: str) -> str:
    """An address as a header may hold it; an address that follows the rules stays as it is."""
    return quote(url, safe=_UNQUOTED, errors="replace")[:_ADDRESS_MOST]


def _unpack(data: bytes) -> bytes:
    member = isal_zlib.decompressobj(_GZIP)
    try:
        record = member.decompress(data, _RECORD_MOST + 1)
    except isal_zlib.error as error:  # type: ignore[misc]  # isal's stub calls the class an exception
        raise _unusable(f"it is no gzip data, or was altered: {error}") from error
    if len(record) > _RECORD_MOST:
        raise _unusable("unpacked it is larger than 64 MiB")
    if not member.eof:
        raise _unusable("it is cut short")
    if member.unused_data:
        raise _unusable("more data follows it")
    return record


def _parts(record: bytes) -> tuple[dict[str, str], bytes]:
    """The fields of a record, by lower-case name, and its block."""
    end = record.find(b"\r\n\r\n")
    version, *lines = record[:end].decode("latin-1").split("\r\n")
    fields = {name.lower(): value for name, value in map(_said, lines)}
    start = end + 4
    if version not in ("WARC/1.1", "WARC/1.0") or end < 0:
        raise _unusable("it does not begin as a WARC record does")
    length = str(len(record) - start - 4)
    if fields.get("content-length") != length or not record.endswith(b"\r\n\r\n", start):
        raise _unusable("its length is not the one that it says")
    return fields, record[start:-4]


def _said(line: str) -> tuple[str, str]:
    """Name and value of a header line."""
    name, _, value = line.partition(":")
    return name, value.strip(" \t")


def _instant(text: str) -> datetime:
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        raise ValueError(f"{text!r} has no time zone")
    return instant


def _unusable(why: str) -> StoreError:
    return StoreError(
        f"this is not a stored page ({why}): the object was damaged, or is another. Articles are not touched "
        "by that; this page can neither be shown nor read again. Run `scrapy verify --deep` and restore the "
        "object from a copy of the store."
    )

"""Raw pages: each object a file of whole records, and each article's pointer a page of its own."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from crawlers.addresses import clean
from crawlers.store.objects import StoreError
from crawlers.store.verify.scratch import scratch
from crawlers.store.warc import parse_record

_TABLES = """
create table records (
    warc text, offset integer, length integer, digest text, url text, primary key (warc, offset)
) without rowid;
create table revisits (digest text, url text);
create index by_digest on revisits (digest);
"""
_CHUNK = 64 * 1024
_MEMBER_MOST = 64 * 1024 * 1024


class Member(NamedTuple):
    """One gzip member of a file: where it lies, and what it holds."""

    offset: int
    length: int
    content: bytes


class Records:
    """The records of a portal's pages, as far as they have been read."""

    def __init__(self) -> None:
        self._database = scratch(_TABLES)

    def take(self, warc: str, data: bytes, rows: int) -> Iterator[str]:
        """Take up the records of an object with `rows` of them; give what is wrong with it."""
        count, usable = 0, True
        try:
            for member in members(data):
                count += 1
                try:
                    self._take_member(warc, data, member)
                except StoreError as error:
                    usable = False
                    yield f"the record at byte {member.offset} cannot be used: {error}"
        except ValueError as error:
            yield f"it is no file of gzip members: {error}"
            return
        if usable and count != rows:
            yield f"it has {count} records, its commit says {rows}"

    def pointer_defect(self, page: Mapping[str, Any], is_the_articles: Callable[[str], bool]) -> str | None:
        """What is wrong with an article's `page`, whose object has been taken up; None where nothing is.

        `is_the_articles` tells whether an address is one of the article's.
        """
        found = self._database.execute(
            "select length, digest, url from records where warc = ? and offset = ?",
            (page["warc"], page["offset"]),
        ).fetchone()
        if found is None:
            return f"no response begins at byte {page['offset']} of {page['warc']}"
        length, digest, url = found
        if length != page["length"]:
            return f"the record has {length} bytes, not {page['length']}"
        if digest != page["digest"]:
            return f"the page has the digest {digest}, not {page['digest']}"
        if not is_the_articles(url) and not any(map(is_the_articles, self._identical(digest))):
            return f"it is the page of another address, {url}"
        return None

    def _identical(self, digest: str) -> Iterator[str]:
        """Further addresses under which the same page was met."""
        rows = self._database.execute("select url from revisits where digest = ?", (digest,))
        return (str(row[0]) for row in rows)

    def _take_member(self, warc: str, data: bytes, member: Member) -> None:
        record = _only_record(member.content)
        if record.record_type == WarcRecordType.response:
            page = parse_record(data[member.offset : member.offset + member.length])
            if clean(page.url) is None:
                raise StoreError(f"{page.url!r} is no web address")
            self._database.execute(
                "insert into records values (?, ?, ?, ?, ?)",
                (warc, member.offset, member.length, page.digest, page.url),
            )
        elif record.record_type == WarcRecordType.revisit:
            headers = record.headers.asdict()
            self._database.execute(
                "insert into revisits values (?, ?)",
                (headers.get("WARC-Payload-Digest"), headers.get("WARC-Target-URI", "")),
            )


def members(data: bytes) -> Iterator[Member]:
    """The gzip members of a file, in order. Raises ValueError at what is none or is cut short."""
    offset = 0
    while offset < len(data):
        unpacker, pieces, size, position = zlib.decompressobj(wbits=31), [], 0, offset
        while not unpacker.eof:
            chunk = data[position : position + _CHUNK]
            if not chunk:
                raise ValueError(f"the member at byte {offset} is cut short")
            try:
                pieces.append(unpacker.decompress(chunk, _MEMBER_MOST - size + 1))
            except zlib.error as error:
                raise ValueError(f"the member at byte {offset} is damaged ({error})") from error
            size += len(pieces[-1])
            if size > _MEMBER_MOST:
                raise ValueError(f"the member at byte {offset} is larger than 64 MiB unpacked")
            position += len(chunk)
        end = position - len(unpacker.unused_data)
        yield Member(offset, end - offset, b"".join(pieces))
        offset = end


def _only_record(content: bytes) -> WarcRecord:
    """The one record of a member, as fastwarc reads it, its block digest compared. Raises StoreError."""
    try:
        records = [(record, record.verify_block_digest()) for record in _records(content)]
    except Exception as error:  # whatever the library makes of damaged bytes
        raise StoreError(f"fastwarc cannot read it: {error!r}") from error
    if len(records) != 1:
        raise StoreError(f"its gzip member holds {len(records)} records")
    record, is_whole = records[0]
    if not is_whole:
        raise StoreError("its block has another digest than it says")
    return record


def _records(content: bytes) -> ArchiveIterator:
    return ArchiveIterator(io.BytesIO(content), record_types=WarcRecordType.any_type, parse_http=False)

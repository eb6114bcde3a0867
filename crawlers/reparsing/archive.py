"""Archived pages out of the store, in few requests: records that lie near each other come together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crawlers.article import RawPage
from crawlers.reparsing.finding import Stored
from crawlers.store import ObjectStore, StoreError, Unavailable
from crawlers.store.warc import StoredPage, parse_record

_GAP = 128 * 1024
"""Bytes that are read for nothing rather than asked for separately."""
_LONGEST = 8 * 1024 * 1024

Archived = tuple[Stored, StoredPage | StoreError]


def archived_pages(store: ObjectStore, stored: Sequence[Stored]) -> Iterator[Archived]:
    """Each with its page, or with what is wrong with it, in the order given.

    Few requests are needed where that is the order of objects and offsets. Raises Unavailable where the store
    does not answer.
    """
    for span in _spans(stored):
        yield from _pages(store, span)


def _spans(stored: Sequence[Stored]) -> Iterator[list[Stored]]:
    """Neighbours in one object, to be read at once."""
    span: list[Stored] = []
    for one in stored:
        if span and not _is_near(span[0].place, span[-1].place, one.place):
            yield span
            span = []
        span.append(one)
    if span:
        yield span


def _is_near(first: RawPage, last: RawPage, following: RawPage) -> bool:
    return (
        last.warc == following.warc
        and last.offset <= following.offset <= last.offset + last.length + _GAP
        and following.offset + following.length - first.offset <= _LONGEST
    )


def _pages(store: ObjectStore, span: Sequence[Stored]) -> Iterator[Archived]:
    start = span[0].place.offset
    end = max(one.place.offset + one.place.length for one in span)
    try:
        data = store.get_range(span[0].place.warc, start, end - start)
    except Unavailable:
        raise
    except (StoreError, ValueError) as error:
        if len(span) == 1:
            yield span[0], StoreError(str(error))
            return
        for one in span:  # an object that is cut short still has its beginning
            yield from _pages(store, [one])
        return
    for one in span:
        offset = one.place.offset - start
        yield one, _page(data[offset : offset + one.place.length], one.place)


def _page(record: bytes, place: RawPage) -> StoredPage | StoreError:
    try:
        page = parse_record(record)
    except StoreError as error:
        return StoreError(f"{place.length} bytes from {place.offset} of {place.warc}: {error}")
    if page.digest != place.digest:
        return StoreError(
            f"{place.length} bytes from {place.offset} of {place.warc} are another page than the article "
            "says: the archive or the article was altered. Check the store with `scrapy verify`."
        )
    return page

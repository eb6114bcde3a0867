"""The pages that a report compares: some of this run, and archived ones of the same or other articles."""

from __future__ import annotations

import heapq
import logging
from collections.abc import Iterator
from typing import TYPE_CHECKING

from crawlers.clock import utc
from crawlers.declaring.seen import Page
from crawlers.store import StoreError, Unavailable
from crawlers.store.batches import Row
from crawlers.store.warc import read_page

if TYPE_CHECKING:
    from crawlers.runs.run import Run

logger = logging.getLogger(__name__)
_THEN = 4
_TRIED = 12
_LARGEST = 2 * 1024 * 1024


def pages_of_now(run: Run) -> list[Page]:
    """Those of this run that are in hand, each named by its article."""
    sampled = run.spider.samples.pages
    return [Page(one.url, one.content, one.content_type, one.fetched_at, one.article) for one in sampled]


def pages_of_then(run: Run) -> list[Page]:
    """Archived before this run: of the articles in hand first, then of those that were read last."""
    found: list[Page] = []
    tried: set[str] = set()
    for article, pointer in _pointers(run):
        if len(found) == _THEN or len(tried) == _TRIED:
            break
        if article not in tried:
            tried.add(article)
            try:
                stored = read_page(run.store, pointer)
            except Unavailable:
                raise
            except StoreError as error:
                logger.warning("The archived page of %s is left out of the drift report. %s", article, error)
                continue
            if len(stored.body) <= _LARGEST:
                found.append(Page(stored.url, stored.body, stored.content_type, stored.fetched_at, article))
    return found


def _pointers(run: Run) -> Iterator[tuple[str, Row]]:
    for one in run.spider.samples.pages:
        if one.before:
            yield one.article, one.before
    began = utc(run.started_at)
    known = (
        (article.fetched_at, name)
        for name, article in run.known.items()
        if article.fetched_at and article.fetched_at < began and article.page_json and not article.gone
    )
    for _, name in heapq.nlargest(_TRIED, known):
        if page := run.known[name].page:
            yield name, page

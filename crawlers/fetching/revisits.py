"""Which known articles a run asks for again: the recent ones often, the old ones now and then."""

from __future__ import annotations

import heapq
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from crawlers.dates import VIETNAM
from crawlers.store import KnownArticle

_DAY = timedelta(days=1)
_KNOWN_PER_REVISIT = 200
_SWEPT_SHARE = 4


@dataclass(frozen=True)
class Revisits:
    """The ids to ask for, and where the next sweep goes on."""

    ids: list[str]
    swept_to: str


def choose(
    known: Iterable[tuple[str, KnownArticle]],
    count: int,
    now: datetime,
    last: datetime | None,
    least: int,
    swept_to: str,
) -> Revisits:
    """Choose at most `least` of `count` known articles, or one in 200 where that is more.

    First those whose time has come since `last`, the newest before the older. What is left of the number, a
    quarter at least, goes to a sweep through all articles in the order of their ids. `known` comes in that
    order.
    """
    most = max(least, count // _KNOWN_PER_REVISIT)
    most_due = most - most // _SWEPT_SHARE - 1
    due: list[tuple[str, str]] = []
    start: list[str] = []
    onward: list[str] = []
    for article_id, article in known:
        if article.gone or article.url is None:
            continue
        if len(start) < most:
            start.append(article_id)
        if article_id > swept_to and len(onward) < most:
            onward.append(article_id)
        if is_due(article, now, last):
            _keep_newest(due, (_born(article), article_id), most_due)
    chosen = dict.fromkeys(article_id for _, article_id in sorted(due, reverse=True))
    for article_id in onward + start:
        if len(chosen) >= most:
            break
        if article_id not in chosen:
            chosen[article_id] = None
            swept_to = article_id
    return Revisits(list(chosen), swept_to)


def is_due(article: KnownArticle, now: datetime, last: datetime | None) -> bool:
    """In its first day at every run, then 1, 2, 4, 8, … days after it was published.

    `last`: when articles were last asked for again.
    """
    born = _instant(_born(article))
    if born is None or now - born < _DAY:
        return True
    fetched = _instant(article.fetched_at or "")
    asked = max(filter(None, (fetched, last)), default=None)
    return asked is None or _doublings(now - born) > _doublings(asked - born)


def _doublings(age: timedelta) -> int:
    """How often a day has doubled to come to this age; -1 below a day."""
    return (age // _DAY).bit_length() - 1 if age >= _DAY else -1


def _born(article: KnownArticle) -> str:
    return article.published_at or article.fetched_at or ""


def _instant(text: str) -> datetime | None:
    """A stored instant, or the beginning of a stored day."""
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        return None
    return instant if instant.tzinfo else instant.replace(tzinfo=VIETNAM)


def _keep_newest(due: list[tuple[str, str]], entry: tuple[str, str], most: int) -> None:
    if len(due) < most:
        heapq.heappush(due, entry)
    elif due:
        heapq.heappushpop(due, entry)


def day(now: datetime) -> date:
    """The day in Việt Nam."""
    return now.astimezone(VIETNAM).date()

"""From the address of an article to the article: asking for its page, and reading it."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterable, Iterator
from datetime import datetime
from http import HTTPStatus
from typing import TYPE_CHECKING

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from crawlers.addresses import ArticleAddress
from crawlers.article import Article, Gone
from crawlers.clock import utc
from crawlers.compose import article_at
from crawlers.drift.samples import Sampled
from crawlers.fetching.failures import (
    GONE,
    detail_of,
    is_refused_by_robots,
    let_go,
    reason_of,
    request_of,
    status_of,
)
from crawlers.fetching.fetched import FetchedArticle, exchange_of
from crawlers.fetching.revisits import Revisits, choose, day
from crawlers.fetching.seen import Seen
from crawlers.manners.offsite import OffSite
from crawlers.reader.reader import ReadingFailed
from crawlers.reading import NoArticle, Reading
from crawlers.reading.words import fold
from crawlers.runs.habits import size_of
from crawlers.store import KnownArticle

if TYPE_CHECKING:
    from crawlers.spider import PortalSpider

_DOUBTFUL_FLAGS = frozenset({"title-missing", "date-missing", "body-missing"})
_FIELDS = ("title", "lead", "body", "author", "images", "published_at")
_FEW = 3
_TRIES = 5
"""Runs in which a page that holds no article is asked for."""
_ARTICLE_PRIORITY = 1


class Fetcher:
    """Asks for the article pages of one run, each once."""

    def __init__(self, spider: PortalSpider) -> None:
        self._spider = spider
        self._tally = spider.tally
        self._addresses = spider.addresses
        self._print_addresses = re.compile(spider.layout.print_view) if spider.layout.print_view else None
        self._seen = Seen()
        self.failed = dict(spider.carried.failed)
        """Addresses that could not be read, with the number of runs in which they could not."""
        self.missing = dict(spider.carried.missing)
        """Known articles that the portal says it has no more, with the first day on which it did."""
        self.missed_today: list[str] = []
        chosen = self._choose()
        self.swept_to = chosen.swept_to
        self._chosen = list(dict.fromkeys([*self.missing, *chosen.ids]))

    # What is asked for

    def new(self, articles: Iterable[ArticleAddress]) -> Iterator[Request]:
        """Ask for those that are not known, each once."""
        for article in articles:
            self._tally.found += self._seen.add(f"linked {article.id}")
            known = self._spider.known.get(article.id)
            if known and not known.gone:
                continue
            if self._tally.asked == self._spider.scope.limit:
                self._tally.limit_reached = True
                return
            if self._seen.add(article.id):
                yield self._first_request(article)

    def again(self) -> Iterator[Request]:
        """Ask again for what failed in earlier runs."""
        for url in list(self.failed):
            article = self._addresses.article(url)
            if article is None or self._spider.known.get(article.id):
                del self.failed[url]
            elif self._seen.add(article.id):
                yield self._first_request(article)

    def known(self) -> Iterator[Request]:
        """Ask whether known articles have changed: those whose turn it is, in a full run all."""
        chosen = self._all_known() if self._spider.scope.full else self._chosen
        for article_id in chosen:
            known = self._spider.known.get(article_id)
            article = self._addresses.article(known.url) if known and known.url else None
            # An address that another layout would give now is none of today's.
            if known and article and article.id == article_id and self._seen.add(article_id):
                self._tally.revisited += 1
                yield self._conditional_request(article, known)

    def _all_known(self) -> Iterator[str]:
        return (article_id for article_id, known in self._spider.known.items() if not known.gone)

    def _choose(self) -> Revisits:
        spider, carried = self._spider, self._spider.carried
        return choose(
            spider.known.items(),
            len(spider.known),
            spider.now(),
            datetime.fromisoformat(carried.revisited_at) if carried.revisited_at else None,
            spider.settings.getint("REVISITS"),
            carried.swept_to,
        )

    def _first_request(self, article: ArticleAddress) -> Request:
        self._tally.asked += 1
        return self._request(article.request, article)

    def _conditional_request(self, article: ArticleAddress, known: KnownArticle) -> Request:
        self._tally.asked += 1
        page = known.page or {}
        conditions = {"If-None-Match": page.get("etag"), "If-Modified-Since": page.get("last_modified")}
        request = self._request(article.request, article)
        request.headers.update({name: value for name, value in conditions.items() if value})
        request.meta["handle_httpstatus_list"] = [HTTPStatus.NOT_MODIFIED]
        return request

    def _request(self, address: str, article: ArticleAddress) -> Request:
        return Request(
            address,
            callback=self.read_article,
            errback=self.article_failed,
            cb_kwargs={"article": article},
            dont_filter=True,
            priority=_ARTICLE_PRIORITY,
        )

    # What comes

    async def read_article(
        self, response: Response, article: ArticleAddress
    ) -> AsyncIterator[Request | FetchedArticle]:
        """Read an article's page, or its print view where the page holds none."""
        if response.status == HTTPStatus.NOT_MODIFIED:
            self._tally.not_modified += 1
            self._tally.unchanged += 1
            self._settle(article)
            return
        arrived = self._addresses.article(response.url)
        if arrived is None:
            self._note_no_article(article, "redirected", f"its address leads to {response.url}")
            return
        if arrived.id != article.id and not self._seen.add(arrived.id):
            self._settle(article)
            return
        reading = await self._read(response, article)
        self._sample(article, response)
        if isinstance(reading, Reading):
            self._settle(article)
            for fetched in self._take(arrived, reading, response):
                yield fetched
        elif reading is None:
            return
        elif print_view := self._print_view_instead(article, response.url):
            yield print_view
        elif reading.reason == "empty":
            self.note_failed(article, response.url, "an empty answer")
        else:
            self._note_no_article(article, reading.reason, reading.detail)

    def article_failed(self, failure: Failure) -> Iterator[Request]:
        """Read the print view instead, where there is one; note a page that is gone, refused or failing."""
        article: ArticleAddress = request_of(failure).cb_kwargs["article"]
        if self.is_refused(failure):
            self._settle(article)
            return
        self.count_error(failure)
        if status_of(failure) in GONE:
            self._note_missing(article)
        elif print_view := self._print_view_instead(article, request_of(failure).url):
            yield print_view
        else:
            self.note_failed(article, request_of(failure).url, detail_of(failure))

    async def _read(self, response: Response, article: ArticleAddress) -> Reading | NoArticle | None:
        """What the page gives; None where the reading failed, which is noted."""
        try:
            return await self._spider.readers.read(
                response.body,
                content_type=_header(response, "Content-Type"),
                url=response.url,
                fetched_at=self._spider.now(),
            )
        except ReadingFailed as error:
            self.note_failed(article, response.url, str(error))
            return None

    def _sample(self, article: ArticleAddress, response: Response) -> None:
        """What a drift report may look at, and where the article's page of an earlier run is kept."""
        if self._is_print_view(response.url):
            return
        known = self._spider.known.get(article.id)
        before = known.page if known else None
        content_type, now = _header(response, "Content-Type"), self._spider.now()
        page = Sampled(article.id, response.url, response.body, content_type, now, before)
        self._spider.samples.take(page)

    def _print_view_instead(self, article: ArticleAddress, failed: str) -> Request | None:
        if article.print_request is None or article.print_request == failed:
            return None
        return self._request(article.print_request, article)

    def _take(
        self, address: ArticleAddress, reading: Reading, response: Response
    ) -> Iterator[FetchedArticle]:
        fetched_at = self._spider.now()
        article = article_at(self._spider, address, reading, fetched_at)
        self._count(article, reading, is_print_view=self._is_print_view(response.url))
        since = self._spider.scope.since
        if since and article.published_at and article.published_at < since.isoformat():
            self._tally.older += 1
            return
        yield FetchedArticle(article, exchange_of(response, fetched_at))

    def _count(self, article: Article, reading: Reading, *, is_print_view: bool) -> None:
        """A print view lacks title and date by its nature; that says nothing of how well pages are read."""
        self._tally.read += 1
        self._tally.flagged += bool(article.flags)
        self._tally.flags.update(article.flags)
        if is_print_view:
            self._tally.print_views += 1
            return
        self._tally.filled.update(name for name in _FIELDS if getattr(article, name))
        self._tally.filled.update(["captions"] if any(image.caption for image in article.images) else [])
        self._tally.lengths[size_of(len(article.body))] += 1
        self._tally.dropped.update(article.dropped)
        self._tally.labelled += self._is_labelled(article.published_text)
        self._tally.doubtful += any(map(_is_doubtful, article.flags))
        self._tally.shown.update({name: name in reading.shown for name in self._spider.layout.selectors})
        for name, witness in reading.witnesses.items():
            self._tally.witnesses[name][witness] += 1

    def _is_labelled(self, printed: str | None) -> bool:
        labels = self._spider.layout.date_labels
        return printed is not None and printed.casefold().startswith(
            tuple(fold(label).casefold() for label in labels)
        )

    def _is_print_view(self, address: str) -> bool:
        return bool(self._print_addresses and self._print_addresses.search(address))

    # What does not come

    def _settle(self, article: ArticleAddress) -> None:
        """The portal has answered for this article: nothing about it is open any more."""
        self.failed.pop(article.url, None)
        self.missing.pop(article.id, None)

    def _note_no_article(self, article: ArticleAddress, reason: str, detail: str) -> None:
        self._tally.no_article[reason] += 1
        self._spider.logger.info("no article at %s (%s): %s", article.request, reason, detail)
        if self._spider.known.get(article.id):
            return
        self.carry(article.url)
        if self.failed[article.url] >= _TRIES:
            del self.failed[article.url]

    def note_failed(self, article: ArticleAddress, address: str, reason: str) -> None:
        """Note a page that could not be read; the next run asks for it again."""
        self._tally.failed += 1
        self._tally.note_failure(address, reason)
        if not self._spider.known.get(article.id):
            self.carry(article.url)

    def carry(self, url: str) -> None:
        """Have the next run ask for an article again, by its stored address."""
        self.failed[url] = self.failed.get(url, 0) + 1

    def _note_missing(self, article: ArticleAddress) -> None:
        self._tally.gone_links += 1
        self.failed.pop(article.url, None)
        known = self._spider.known.get(article.id)
        if known and not known.gone:
            self.missed_today.append(article.id)
            self.missing.setdefault(article.id, day(self._spider.now()).isoformat())

    def gone(self) -> list[Gone]:
        """The articles of which it is sure that the portal has them no more.

        It said so on two days; and today it still has most of those that were asked for, so that it is not
        the portal as a whole that answers wrongly.
        """
        answered = self._tally.not_modified + self._tally.read
        today = day(self._spider.now()).isoformat()
        if len(self.missed_today) > max(_FEW, answered):
            return []
        sure = [article_id for article_id in self.missed_today if self.missing[article_id] < today]
        return [self._gone(article_id, self.missing.pop(article_id), today) for article_id in sure]

    def _gone(self, article_id: str, first_missed: str, today: str) -> Gone:
        known = self._spider.known[article_id]
        return Gone(
            id=article_id,
            portal=self._spider.name,
            url=known.url or self._addresses.home,
            first_missed=first_missed,
            confirmed=today,
            fetched_at=utc(self._spider.now()),
            revision=known.revision + 1,
        )

    def is_refused(self, failure: Failure) -> bool:
        """Count what was not asked for, because it is another's or because robots.txt says so."""
        if isinstance(failure.value, OffSite):
            self._tally.offsite += 1
        elif is_refused_by_robots(failure):
            self._tally.robots += 1
        else:
            return False
        self._spider.logger.info("not asked for: %s", failure.value)
        return True

    def count_error(self, failure: Failure) -> None:
        """Count a request that failed, by its reason."""
        self._tally.http_errors[reason_of(failure)] += 1
        self._spider.logger.info("%s failed: %s", request_of(failure).url, failure.value)
        let_go(failure)


def _is_doubtful(flag: str) -> bool:
    return flag in _DOUBTFUL_FLAGS or flag.endswith("-disagrees")


def _header(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None

"""Which pages of an unknown portal to look at, and what they say together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from crawlers.addresses import clean, origin
from crawlers.exploring.conclusion import conclude
from crawlers.exploring.evidence import Evidence
from crawlers.exploring.findings import Findings, Sampled
from crawlers.exploring.looked import Looked, is_feed_like, look_at, look_at_index
from crawlers.exploring.numbered import addresses_in
from crawlers.exploring.own import place_and_target
from crawlers.exploring.pool import Entry, is_promising
from crawlers.layout import Layout
from crawlers.listings.paged import PagedListing
from crawlers.platforms import recognise
from crawlers.reading import NoArticle, Reading, read_page

_MAPS_MOST = 4
_NESTED_MOST = 3
_FEEDS_MOST = 5
_NUMBERED_MOST = 4
_FIRST_CLUSTERS = 6
_FIRST_SAMPLES = 2
_SAMPLES = 6
"""Pages of a cluster that is known to hold articles."""
_DOUBTED_MOST = 8
_ANY_MOST = 20
_TURNED_MOST = 3
_SHARE_OF_LISTINGS = 4
"""One page in so many is a listing."""
_NESTED_FIRST = ("post", "news", "article", "tin", "bai")


class Explorer:
    """Explores one portal within a budget of pages. Deterministic: the same pages give the same findings.

    It asks for an address at a time: `next`, then `take` or `fail`, until `next` gives None; then `conclude`.
    """

    def __init__(self, home: str, *, budget: int, fetched_at: datetime) -> None:
        """`budget` in pages, those that fail included; `fetched_at` (aware) is when it takes place."""
        self.home = origin(home) + "/"
        self.budget = budget
        self.fetched_at = fetched_at
        self.asked: list[str] = []
        """Path and query of all that was asked for."""
        self._evidence = Evidence(self.home)
        self._met: set[str] = set()
        self._counts: dict[str, int] = {}
        self._maps: list[str] = []
        self._feeds: list[str] = []
        self._paged: dict[str, PagedListing] = {}

    def next(self) -> str | None:
        """The address to fetch now; None where enough was seen or the budget is spent."""
        if len(self.asked) >= self.budget:
            return None
        for step, most in self._steps():
            if self._counts.get(step.__name__, 0) >= most:
                continue
            for target in step():
                if target not in self._met:
                    self._met.add(target)
                    self.asked.append(target)
                    self._counts[step.__name__] = self._counts.get(step.__name__, 0) + 1
                    return self.home.rstrip("/") + target
        return None

    def take(self, page: Sampled, reading: Reading | NoArticle | None = None) -> None:
        """Take the page that came for the last address; `reading` by the general layout, if it is read."""
        asked = self.asked[-1] if self.asked else "/"
        if asked == "/robots.txt":
            self._read_robots(page)
            return
        if asked in self._paged:
            named, is_json = addresses_in(page, self._paged[asked], self.fetched_at)
            self._evidence.take_paged(asked, self._paged[asked], named, is_json=is_json)
            return
        looked = look_at_index(page.url, page.content)
        if looked:
            self._take_index(asked, looked)
            return
        if reading is None:
            reading = read_page(
                Layout(),
                page.content,
                content_type=page.content_type,
                url=page.url,
                fetched_at=self.fetched_at,
            )
        looked = look_at(page.url, page.content, page.content_type, reading)
        if asked == "/":
            self._recognise(page)
        self._met.update(self._local([page.url]))
        self._evidence.take_page(asked, page, looked)
        for paged in looked.paged:
            self._paged.setdefault(paged.page(1), paged)
        for address in looked.feeds:
            self._note_feed(address)
        for link in looked.links:
            if is_feed_like(link.address):
                self._note_feed(link.address)

    def fail(self, url: str, why: str) -> None:
        """Note that no page came for an address."""
        cleaned = clean(url)
        target = place_and_target(cleaned)[1] if cleaned else "/"
        self._evidence.take_failure(self.asked[-1] if self.asked else target, why)

    def conclude(self) -> Findings:
        """What was found. Raises NothingFound where no article was."""
        return conclude(self._evidence, is_spent=len(self.asked) >= self.budget, asked=len(self.asked))

    def titled(self) -> list[str]:
        """The addresses met that are linked as articles are."""
        return [self.home.rstrip("/") + entry.target.text for entry in self._evidence.pool if entry.is_titled]

    # What to look at

    def _steps(self) -> Iterator[tuple[Callable[[], Iterator[str]], int]]:
        yield self._front, 2
        yield self._site_maps, _MAPS_MOST + _NESTED_MOST
        yield self._feed_pages, _FEEDS_MOST
        yield self._numbered, _NUMBERED_MOST
        yield self._first_samples, 2 * _FIRST_CLUSTERS * _FIRST_SAMPLES
        yield self._listings, max(3, self.budget // _SHARE_OF_LISTINGS)
        yield self._turned, _TURNED_MOST
        yield self._more_samples, self.budget
        yield self._doubted, _DOUBTED_MOST
        yield self._any_samples, _ANY_MOST

    def _front(self) -> Iterator[str]:
        yield "/"
        yield "/robots.txt"

    def _site_maps(self) -> Iterator[str]:
        if "/" in self._evidence.failures:
            return
        yield from (self._maps or ["/sitemap.xml"])[:_MAPS_MOST]
        platform = self._evidence.platform
        if not self._evidence.maps and platform:
            yield from platform.sitemaps
        nested = [target for looked in self._evidence.maps.values() for target in self._local(looked.nested)]
        likely = [target for target in nested if any(word in target.lower() for word in _NESTED_FIRST)]
        yield from [*likely[:_NESTED_MOST], *nested][:_NESTED_MOST]

    def _feed_pages(self) -> Iterator[str]:
        yield from self._feeds
        if self._evidence.platform:
            yield from self._evidence.platform.feeds

    def _numbered(self) -> Iterator[str]:
        """The first pages of listings that scripts ask for."""
        yield from self._paged

    def _first_samples(self) -> Iterator[str]:
        """A few pages of each likely cluster."""
        likely = [cluster for cluster in self._evidence.pool.clusters() if is_promising(cluster)]
        for cluster in likely[:_FIRST_CLUSTERS]:
            yield from self._spread(cluster, _FIRST_SAMPLES)

    def _listings(self) -> Iterator[str]:
        """What the home page names in few words, and is not of a kind that gave articles."""
        for entry in self._evidence.menu():
            yield entry.target.text

    def _turned(self) -> Iterator[str]:
        """The second page of a listing, and a late one: old articles may have addresses of another form."""
        turned = [entry for entry in self._evidence.pool if entry.is_page and not entry.target.is_foreign]
        yield from (entry.target.text for entry in (*turned[:1], *turned[-1:]))

    def _more_samples(self) -> Iterator[str]:
        """More of the clusters that gave articles, from all their categories."""
        for cluster in self._evidence.pool.clusters():
            if self._evidence.gives_articles(cluster):
                categories = {entry.target.segments[:1] for entry in cluster}
                yield from self._spread(cluster, min(max(_SAMPLES, len(categories)), 2 * _SAMPLES))

    def _doubted(self) -> Iterator[str]:
        """What the pattern would take although it does not look like an article."""
        yield from (entry.target.text for entry in self._evidence.doubted())

    def _any_samples(self) -> Iterator[str]:
        """Where nothing gave articles yet: a page of each cluster, whatever its links look like."""
        clusters = self._evidence.pool.clusters()
        if any(map(self._evidence.gives_articles, clusters)):
            return
        for cluster in clusters:
            yield from self._spread(cluster, _FIRST_SAMPLES)

    def _spread(self, cluster: list[Entry], wanted: int) -> Iterator[str]:
        """Unseen members of a cluster, from different categories in turn, until `wanted` of it were seen."""
        seen = [entry for entry in cluster if entry.target.text in self._met]
        if sum(not entry.has_failed for entry in seen) >= wanted or len(seen) >= 2 * wanted:
            return
        used = {entry.target.segments[:1] for entry in seen}
        unseen = [entry for entry in cluster if entry.target.text not in self._met]
        titled = [entry for entry in unseen if entry.is_titled] or unseen
        fresh = [entry for entry in titled if entry.target.segments[:1] not in used]
        for entry in (fresh or titled)[:1]:
            yield entry.target.text

    # What comes

    def _read_robots(self, page: Sampled) -> None:
        for line in page.content[:200_000].decode("utf-8", "replace").splitlines():
            name, _, value = line.partition(":")
            if name.strip().lower() == "sitemap":
                self._maps += self._local([value.strip()])

    def _take_index(self, asked: str, looked: Looked) -> None:
        self._evidence.take_index(asked, looked, is_map=asked in self._maps or not is_feed_like(looked.url))

    def _note_feed(self, address: str) -> None:
        for target in self._local([address]):
            if target not in self._feeds and "comment" not in target:
                self._feeds.append(target)

    def _local(self, addresses: list[str]) -> list[str]:
        found = (self._evidence.local(address) for address in addresses)
        return [target for target in found if target]

    def _recognise(self, page: Sampled) -> None:
        recognition = recognise(page.content, page.url, content_type=page.content_type)
        if recognition:
            self._evidence.platform = recognition.platform
            self._evidence.platform_why = recognition.why

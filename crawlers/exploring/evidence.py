"""What the pages of a portal say together, while it is being explored."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from crawlers.addresses import clean
from crawlers.exploring.findings import Sampled
from crawlers.exploring.looked import Looked, is_feed_like
from crawlers.exploring.own import OwnAddresses, place_and_target
from crawlers.exploring.pattern import Pattern, infer
from crawlers.exploring.pool import Entry, Pool
from crawlers.exploring.targets import Target, split
from crawlers.listings.paged import PagedListing
from crawlers.platforms import Platform

_NEVER = r"(?!)"
_HALF = 0.5
_LISTED_FEW = 2
_SAME_ADDRESSES = 2
_ALIAS_WORDS = 4
_MAP_MOST = 2_000
_SERVICES = (
    "login",
    "dang-nhap",
    "dangnhap",
    "register",
    "logout",
    "search",
    "tim-kiem",
    "sitemap",
    "so-do",
    "wp-",
)
_BYTES_MOST = 64 * 1024 * 1024
"""Of pages that are kept for whoever wants to see them; nothing of later ones is needed any more."""
_MENU_LETTERS = 45
_MENU_WORDS = 8
_NO_TEXT = 1_000
_SAID_OF_MANY = 3
"""Addresses that are linked by the same words: `Xem chi tiết` names none of them."""


class Evidence:
    """Pages looked at and addresses met. What it concludes depends on these alone."""

    def __init__(self, home: str) -> None:
        self.home = home
        self.pool = Pool()
        self.pages: list[tuple[str, Sampled, Looked]] = []
        """Pages in HTML: path and query, the page, what was seen on it."""
        self.maps: dict[str, Looked] = {}
        self.feeds: dict[str, Looked] = {}
        self.paged: dict[str, tuple[PagedListing, list[str]]] = {}
        """Listings by number: the path of the first page, and the addresses that it names."""
        self.failures: dict[str, str] = {}
        self.platform: Platform | None = None
        self.platform_why = ""
        self._addresses = OwnAddresses("portal", home, _NEVER)
        self._elsewhere: defaultdict[str, dict[str, str]] = defaultdict(dict)
        """Hosts to the addresses that are linked there, with the words of the link."""
        self._bytes = 0
        self._said: defaultdict[str, set[str]] = defaultdict(set)

    @property
    def aliases(self) -> tuple[str, ...]:
        """Other hosts of the same portal."""
        return tuple(sorted(self._addresses.aliases))

    def local(self, address: str) -> str | None:
        """Path and query of an address of the portal's; None for another's."""
        local = self._addresses.local(address)
        return place_and_target(local)[1] if local else None

    # What comes

    def take_page(self, asked: str, page: Sampled, looked: Looked) -> None:
        """Take up a page in HTML."""
        target = self.local(page.url) or asked
        number = len(self.pages)
        self._bytes += len(page.content)
        kept = page if self._bytes <= _BYTES_MOST else Sampled(page.url, b"", page.content_type)
        self.pages.append((target, kept, looked))
        entry = self.pool.add(target)
        entry.verdict = looked.verdict
        if asked != target:
            before = self.pool.add(asked)
            before.verdict = looked.verdict if before.target.kind == entry.target.kind else "none"
            entry.text = max(entry.text, before.text, key=len)
        for link in looked.links:
            self._note_link(link.address, link.text, number, is_page=link.is_page)
        self._learn_aliases(number)

    def take_index(self, asked: str, looked: Looked, *, is_map: bool) -> None:
        """Take up a feed or a site map."""
        (self.maps if is_map else self.feeds)[asked] = looked
        addresses = [link.address for link in looked.links]
        if len(addresses) > _MAP_MOST:
            addresses = addresses[: _MAP_MOST // 2] + addresses[-_MAP_MOST // 2 :]
        for address in addresses:
            if (target := self.local(address)) is not None:
                entry = self.pool.add(target)
                entry.in_map |= is_map
                entry.in_feed |= not is_map

    def take_paged(self, asked: str, paged: PagedListing, named: list[str], *, is_json: bool) -> None:
        """Take up the first page of a listing by number. In JSON hardly anything but its entries is named."""
        whole = (self.home.rstrip("/") + name if name.startswith("/") else name for name in named)
        found = [target for address in whole if (target := self.local(address)) is not None]
        self.paged[asked] = paged, found
        for target in found:
            self.pool.add(target).in_feed |= is_json

    def take_failure(self, asked: str, why: str) -> None:
        """Note that no page came."""
        self.failures[asked] = why
        self.pool.add(asked).has_failed = True

    def _note_link(self, address: str, text: str, number: int, *, is_page: bool) -> None:
        target = self.local(address)
        if target is None:
            host, there = place_and_target(address)
            self._elsewhere[host].setdefault(there, text)
            return
        if is_feed_like(address):
            return
        entry = self.pool.add(target)
        entry.pages.add(number)
        entry.is_page |= is_page
        if not is_page:
            entry.text = max(entry.text, self._telling(text, target), key=len)

    def _telling(self, text: str, target: str) -> str:
        """The words of a link, or nothing where many links have the same."""
        said = self._said[text]
        said.add(target)
        if len(said) == _SAID_OF_MANY:
            for other in said:
                if self.pool.add(other).text == text:
                    self.pool.add(other).text = ""
        return text if len(said) < _SAID_OF_MANY else ""

    def _learn_aliases(self, number: int) -> None:
        """A host that has the same addresses as the portal, titles of articles among them, is the portal."""
        for host, targets in sorted(self._elsewhere.items()):
            same = [there for there in targets if there in self.pool.entries and _is_telling(split(there))]
            if len(same) >= _SAME_ADDRESSES:
                self._addresses.aliases.add(host)
        for host in self._addresses.aliases & self._elsewhere.keys():
            for there, text in self._elsewhere.pop(host).items():
                if (target := clean(self.home.rstrip("/") + there)) is not None:
                    self._note_link(target, text, number, is_page=False)

    # What it says

    def gives_articles(self, cluster: Sequence[Entry]) -> bool:
        """Whether a cluster's pages are articles, as far as they were looked at."""
        titled = [entry.verdict for entry in cluster if entry.verdict and not entry.is_menu]
        judged = titled or [entry.verdict for entry in cluster if entry.verdict]
        return judged.count("article") >= max(1, _HALF * len(judged))

    def own_links(self) -> list[list[Target]]:
        """For each page the addresses on it, as articles have them, that most of the others do not show."""
        many = max(2, _HALF * len(self.pages))
        kinds = self._article_kinds()
        own: list[list[Target]] = [[] for _ in self.pages]
        for entry in self.pool:
            alike = entry.is_titled or (entry.target.kind in kinds and not entry.is_menu)
            if alike and not entry.is_aside and len(entry.pages) <= many:
                for number in entry.pages:
                    own[number].append(entry.target)
        return own

    def _article_kinds(self) -> set[tuple[object, ...]]:
        return {c[0].target.kind for c in self.pool.clusters() if self.gives_articles(c)}

    def articles(self) -> list[Target]:
        """Addresses of articles: those that were read, and those like them that are linked by a title."""
        clusters = [cluster for cluster in self.pool.clusters() if self.gives_articles(cluster)]
        named = [
            cluster for cluster in clusters if any(e.is_titled and e.verdict == "article" for e in cluster)
        ]
        found: list[Target] = []
        for cluster in named or clusters:
            found += [entry.target for entry in cluster if self._is_article(entry, titled=bool(named))]
        return found

    def _is_article(self, entry: Entry, *, titled: bool) -> bool:
        if entry.verdict is not None:
            return entry.verdict == "article" and (entry.is_titled or not titled)
        is_mapped = entry.in_map and not entry.text and entry.target.kind[-2:] != ((), ("T",))
        return (entry.is_titled or is_mapped) and not entry.has_failed

    def others(self) -> list[Target]:
        """Addresses of what is no article: listings, further pages, static pages, other languages."""
        listing_pages = {target for target, _, looked in self.listings()}
        kinds = self._article_kinds()
        found: list[Target] = []
        for entry in self.pool:
            target = entry.target
            is_listing = target.text in listing_pages
            is_plain = entry.is_menu or not entry.is_titled
            is_alike = target.kind in kinds and not entry.is_menu  # an article may lack its date
            read = is_plain and (entry.verdict == "none" or (entry.verdict == "undated" and not is_alike))
            short = entry.verdict is None and entry.is_menu and target.kind[-1] == ("T",)
            if is_listing or entry.is_aside or read or short:
                found.append(target)
        return found

    def listings(self) -> list[tuple[str, Sampled, Looked]]:
        """Pages that are no articles and lead to titles that other pages do not show."""
        own = self.own_links()
        return [
            page
            for page, links in zip(self.pages, own, strict=True)
            if page[0] != "/" and page[2].verdict != "article" and len(set(links)) >= _LISTED_FEW
        ]

    def pattern(self) -> Pattern | None:
        """The pattern of articles, as far as it can be told by now."""
        return infer(self.articles(), self.others())

    def menu(self) -> list[Entry]:
        """What the home page names in few words, likely listings first, in the order of the page."""
        home = [entry for entry in self.pool if 0 in entry.pages and not entry.is_aside]
        kinds = self._article_kinds()
        short = [
            entry
            for entry in home
            if entry.text
            and len(entry.text) <= _MENU_LETTERS
            and len(entry.text.split()) <= _MENU_WORDS
            and entry.target.text != "/"
            and (entry.target.kind not in kinds or entry.is_menu)
            and not any(word in entry.target.text.lower() for word in _SERVICES)
        ]
        common = Counter(entry.target.place for entry in short)
        return sorted(short, key=lambda entry: (entry.is_titled, -min(common[entry.target.place], 5)))

    def doubted(self) -> list[Entry]:
        """Unseen addresses that the pattern takes although few words link them, the shortest first."""
        pattern = self.pattern()
        if pattern is None:
            return []
        taken = [
            entry
            for entry in self.pool
            if entry.verdict is None and not entry.has_failed and pattern.accepts(entry.target)
        ]
        plain = [
            entry for entry in taken if not entry.is_titled or (not entry.text and not pattern.has_number)
        ]
        return sorted(plain, key=lambda e: (len(e.text) or _NO_TEXT, e.target.words, e.target.text))


def _is_telling(target: Target) -> bool:
    """Whether an address is so particular that two portals hardly share it."""
    numbered = (
        any(len(tail.digits) >= _ALIAS_WORDS for tail in target.tails) or len(target.head) >= _ALIAS_WORDS
    )
    return target.words >= _ALIAS_WORDS or numbered or any(len(v) >= _ALIAS_WORDS for _, v in target.query)


def texts(targets: Iterable[Target]) -> list[str]:
    """Paths and queries."""
    return [target.text for target in targets]

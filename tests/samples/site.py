"""What a sample portal is made of: addresses, the page behind each, and the visit that a page answers."""

import hashlib
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from urllib.parse import parse_qsl, urlencode, urlsplit

from tests.samples import files
from tests.samples.truth import SampleArticle

WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")


@dataclass(frozen=True)
class Visit:
    """One request, as far as a page cares. Header names are in lower case."""

    base: str
    headers: Mapping[str, str]
    now: datetime
    nth: int
    """How often this address was asked for, this time included."""
    total: int
    """How often any address of the portal was asked for."""
    elsewhere: str
    """Base address of the site that nobody should follow a link to."""
    slow_seconds: float

    @property
    def clock(self) -> str:
        """The page clock of a header."""
        return f"{WEEKDAYS[self.now.weekday()]}, ngày {self.now:%d/%m/%Y %H:%M:%S}"


@dataclass(frozen=True)
class Reply:
    body: bytes = b""
    status: int = 200
    content_type: str = "text/html; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)


Page = Callable[[Visit], Reply]
Pages = dict[str, Page]


@dataclass(frozen=True)
class Entry:
    """One entry of a listing."""

    title: str
    href: str
    day: str
    teaser: str
    picture: str | None = None


@dataclass(frozen=True)
class Stray:
    """A listing entry that leads to no article, although its address looks like an article's."""

    title: str
    path: str
    page: Page

    @property
    def entry(self) -> Entry:
        return Entry(self.title, self.path, "05/06/2024", f"{self.title}: xem thông tin tại đây.")


@dataclass(frozen=True)
class Portal:
    """A sample portal. `articles` is what a correct crawl stores, `quirks` the addresses of each quirk."""

    name: str
    articles: tuple[SampleArticle, ...]
    changing: int
    """Place, in `articles`, of the one that its office changes between two crawls."""
    pages: Callable[[Sequence[SampleArticle]], Pages]
    quirks: Mapping[str, tuple[str, ...]]
    address: Callable[[str], str]
    """Brings a request's target to the form under which `pages` has it."""
    admits: Callable[[Visit], bool] = lambda _visit: True

    def changed(self) -> tuple[SampleArticle, ...]:
        """The articles after the change."""
        amended = self.articles[self.changing].amended()
        return (*self.articles[: self.changing], amended, *self.articles[self.changing + 1 :])


def address(target: str, drop: Iterable[str] = ()) -> str:
    """`target` without tracking and scaling parameters and those in `drop`, the others sorted."""
    parts = urlsplit(target)
    noise = {"maxwidth", "fbclid", *drop}
    kept = sorted(
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if name not in noise and not name.startswith("utm_")
    )
    return f"{parts.path}?{urlencode(kept)}" if kept else parts.path


def plain(words: str, status: int = 200) -> Reply:
    return Reply(words.encode(), status, "text/plain; charset=utf-8")


def missing(_visit: Visit) -> Reply:
    return Reply("<h2>404 - Không tìm thấy trang</h2>".encode(), 404)


def gone(_visit: Visit) -> Reply:
    return Reply("<h2>410 - Nội dung đã được gỡ bỏ</h2>".encode(), 410)


def broken(_visit: Visit) -> Reply:
    return Reply(b"<h2>Server Error in '/' Application.</h2>", 500)


def off_site(visit: Visit) -> Reply:
    return Reply(status=302, headers={"Location": f"{visit.elsewhere}/chuyen-tiep.html"})


def moved_to(path: str) -> Page:
    return lambda _visit: Reply(status=301, headers={"Location": path})


def healing(page: Page, failures: int = 2) -> Page:
    """`page`, once it has answered 500 `failures` times."""
    return lambda visit: broken(visit) if visit.nth <= failures else page(visit)


def slow(page: Page) -> Page:
    def answer(visit: Visit) -> Reply:
        time.sleep(visit.slow_seconds)
        return page(visit)

    return answer


def conditional(page: Page) -> Page:
    """`page` with an ETag, answering 304 to whoever has it already."""

    def answer(visit: Visit) -> Reply:
        reply = page(visit)
        etag = f'W/"{hashlib.sha256(reply.body).hexdigest()[:16]}"'
        if visit.headers.get("if-none-match") == etag:
            return Reply(status=304, content_type=reply.content_type, headers={"ETag": etag})
        return replace(reply, headers={**reply.headers, "ETag": etag})

    return answer


def file_pages(articles: Iterable[SampleArticle]) -> Pages:
    """The pictures and attachments of the articles."""
    paths = [path for article in articles for path, _ in article.pictures]
    paths += [attachment.path for article in articles for attachment in article.attachments]
    return {address(path): _file_page(files.reply_parts(path)) for path in paths}


def related(
    article: SampleArticle, articles: Sequence[SampleArticle], visit: Visit, count: int
) -> list[SampleArticle]:
    """`count` other articles, different ones at each visit: what related lists and teasers show."""
    others = [other for other in articles if other.number != article.number]
    start = visit.nth * 5 % len(others)
    return [others[(start + step) % len(others)] for step in range(count)]


def sheets(entries: Sequence[Entry], size: int) -> list[Sequence[Entry]]:
    """The entries of a listing, page by page."""
    return [entries[start : start + size] for start in range(0, len(entries), size)]


def with_strays(entries: Sequence[Entry], strays: Sequence[Stray]) -> list[Entry]:
    """`entries` with the strays among the first ones."""
    mixed = list(entries)
    for turn, stray in enumerate(strays):
        mixed.insert(2 + 3 * turn, stray.entry)
    return mixed


def _file_page(parts: tuple[bytes, str]) -> Page:
    body, content_type = parts
    return lambda _visit: Reply(body, content_type=content_type)

"""A portal in Hải Phòng's shape that goes on publishing, mends its texts, and knows what it served."""

from __future__ import annotations

import re
import threading
import time
from collections import defaultdict
from collections.abc import Mapping

from tests.samples.server import Served
from tests.samples.site import Reply, plain
from tests.small_site import LISTINGS, SENTENCES, article_path, html

NAME = "hai_phong"
_PER_PAGE = 8
_ON_HOME_PAGE = 4
_NUMBER = re.compile(r"-(\d+)\.html$")
_PAGE = re.compile(re.escape(LISTINGS[0]) + r"(?:\?page=(\d+))?")


class ChangingPortal(Served):
    """Serves `articles` articles, newest (the highest number) first, eight to a page of the listing.

    `seconds` is what every page takes.
    """

    def __init__(self, articles: int, seconds: float = 0.0) -> None:
        self.seconds = seconds
        self.versions = dict.fromkeys(range(101, 101 + articles), 1)
        self.served: dict[int, list[int]] = defaultdict(list)
        """The versions of each article that were given out, in order."""
        self.waiting = 0
        """Requests that are held back."""
        self._changing = threading.Lock()
        self._held_after: int | None = None
        self._go_on = threading.Event()
        super().__init__(0)

    @property
    def articles_asked(self) -> int:
        """Requests for articles until now."""
        with self._changing:
            return sum(map(len, self.served.values()))

    def add(self, articles: int) -> None:
        """Publish so many new articles."""
        newest = max(self.versions)
        self.versions |= dict.fromkeys(range(newest + 1, newest + 1 + articles), 1)

    def change(self, number: int) -> None:
        """Change a sentence of an article."""
        self.versions[number] += 1

    def hold(self, after: int) -> None:
        """Give out so many articles and let whoever asks for more wait for `go_on`."""
        self._held_after = after

    def go_on(self) -> None:
        """Answer those who wait."""
        self._held_after = None
        self._go_on.set()

    def answer(self, target: str, headers: Mapping[str, str]) -> Reply:
        del headers
        time.sleep(self.seconds)
        if target == "/robots.txt":
            return plain("User-agent: *\nDisallow:\n")
        if found := _NUMBER.search(target):
            self._wait()
            return self._article(int(found[1]))
        if page := _PAGE.fullmatch(target):
            return self._listing(int(page[1] or 1))
        if target == "/":
            return html(_links(self._newest_first()[:_ON_HOME_PAGE]))()
        return plain("404", 404)

    def _wait(self) -> None:
        if self._held_after is not None and self.articles_asked >= self._held_after:
            with self._changing:
                self.waiting += 1
            self._go_on.wait()

    def _article(self, number: int) -> Reply:
        with self._changing:
            version = self.versions.get(number)
            if version is None:
                return plain("404", 404)
            self.served[number].append(version)
        paragraphs = "".join(f"<p>{text}</p>" for text in body(number, version))
        return html(f"<h1>{title(number)}</h1><p>Cập nhật: 27/06/2025 08:16</p>{paragraphs}")()

    def _listing(self, page: int) -> Reply:
        numbers = self._newest_first()
        shown = numbers[(page - 1) * _PER_PAGE : page * _PER_PAGE]
        further = page * _PER_PAGE < len(numbers)
        onward = f'<a href="{LISTINGS[0]}?page={page + 1}">{page + 1}</a>' if further else ""
        return html(_links(shown) + onward)()

    def _newest_first(self) -> list[int]:
        return sorted(self.versions, reverse=True)

    def __enter__(self) -> ChangingPortal:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.go_on()
        self.stop()


def title(number: int) -> str:
    """The title of an article, in every version."""
    return f"Tuần tra đêm số {number}"


def body(number: int, version: int) -> list[str]:
    """The paragraphs of an article in one of its versions."""
    return [
        *(f"{sentence} ({number})" for sentence in SENTENCES),
        f"Tin này được công an phường bổ sung lần thứ {version} trong đêm.",
    ]


def _links(numbers: list[int]) -> str:
    return "".join(f'<a href="{article_path(number)}">{title(number)}</a>' for number in numbers)

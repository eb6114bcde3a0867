"""A small site in the shape of the Hải Phòng police portal, whose every answer a test decides."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping

from tests.samples.server import Served
from tests.samples.site import Reply, missing, plain

LISTINGS = ("/Tin-An-ninh-trat-tu", "/Hoat-dong-cong-an", "/Canh-bao-toi-pham")
SENTENCES = (
    "Tổ công tác của Công an phường Đông Bến tuần tra trên các tuyến đường ven sông trong đêm.",
    "Lực lượng chức năng nhắc nhở người dân khóa cửa cẩn thận và báo tin khi thấy người lạ.",
    "Đến sáng, địa bàn không xảy ra vụ việc nào về trật tự xã hội, giao thông thông suốt.",
)
Answer = Callable[[], Reply]


class SmallSite(Served):
    """Serves `answers` by path; everything else is 404. `robots.txt` allows all."""

    def __init__(self, answers: Mapping[str, Answer]) -> None:
        self.answers = {"/robots.txt": lambda: plain("User-agent: *\nDisallow:\n"), **answers}
        super().__init__(0)

    def answer(self, target: str, headers: Mapping[str, str]) -> Reply:
        del headers
        return self.answers[target]() if target in self.answers else plain("404", 404)

    @property
    def asked(self) -> list[str]:
        """Paths in the order in which they were asked for."""
        return [request.path for request in self.requests]

    def __enter__(self) -> SmallSite:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.stop()


def portal(numbers: Iterable[int], **pages: Answer) -> dict[str, Answer]:
    """Home page and listings that link articles of these numbers, and the articles."""
    numbers = list(numbers)
    listing = html("".join(f'<a href="{article_path(number)}">Bài {number}</a>' for number in numbers))
    answers = dict.fromkeys(("/", *LISTINGS), listing)
    return {**answers, **{article_path(number): article(number) for number in numbers}, **pages}


def article_path(number: int) -> str:
    return f"/Tin-An-ninh-trat-tu/Tuan-Tra-Dem-{number}.html"


def article(number: int, day: str = "27/06/2025", seconds: float = 0.0) -> Answer:
    body = "".join(f"<p>{sentence} ({number})</p>" for sentence in SENTENCES)
    page = html(f"<h1>Tuần tra đêm số {number}</h1><p>Cập nhật: {day} 08:16</p>{body}")

    def answer() -> Reply:
        time.sleep(seconds)
        return page()

    return answer


def html(main: str) -> Answer:
    page = f"<!DOCTYPE html><html><head><title>Công an</title></head><body>{main}</body></html>"
    return lambda: Reply(page.encode())


def error() -> Reply:
    return plain("500", 500)


__all__ = ["LISTINGS", "SmallSite", "article", "article_path", "error", "html", "missing", "portal"]

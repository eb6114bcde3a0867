"""The portal of the small site by other rules than those it was crawled with, and readers that fail."""

from __future__ import annotations

import faulthandler
import os
import signal
import time

from crawlers.addresses import Addresses, ArticleAddress
from crawlers.layout import Layout
from spiders.hai_phong import HaiPhongSpider


class ShorterBody(HaiPhongSpider):
    """Tomorrow's rules: the last paragraph is no part of the article."""

    layout = Layout(version=2, date_labels=("Cập nhật",), noise="p:last-of-type")


class Misdeclared(ShorterBody):
    """Articles that differ in content and fail the check."""

    agency = "Công an " * 200


class NoCategory(HaiPhongSpider):
    """Rules that differ in nothing that is content."""

    article = r"/[A-Z][\w-]*/[^/]+-(?P<number>\d+)\.html"


class NoText(HaiPhongSpider):
    """Rules that find no article on any page."""

    layout = Layout(noise="p")


class OtherNumbers(HaiPhongSpider):
    """Rules that take other digits of an address for the article's number."""

    article = r"/(?P<category>[A-Z][\w-]*)/[^/]+-(?P<number>\d)\d*\.html"


class _FatalAddresses(Addresses):
    def article(self, address: str) -> ArticleAddress | None:
        if address.endswith("-1002.html"):
            time.sleep(60)
        if address.endswith("-1004.html"):
            faulthandler.disable()  # this one is meant
            os.kill(os.getpid(), signal.SIGSEGV)
        if address.endswith("-1006.html"):
            raise MemoryError
        if address.endswith("-1007.html"):
            raise RecursionError("too deep")
        return super().article(address)


class Fatal(HaiPhongSpider):
    """A defect of this program: some pages hang, crash or exhaust whoever reads them."""

    def __init__(self, name: str | None = None, **arguments: str) -> None:
        super().__init__(name, **arguments)
        self.addresses = _FatalAddresses(self.name, self.home, self.article)


class Slow(ShorterBody):
    """Takes its time over every page."""

    def __init__(self, name: str | None = None, **arguments: str) -> None:
        super().__init__(name, **arguments)
        self.addresses = _SlowAddresses(self.name, self.home, self.article)


class _SlowAddresses(Addresses):
    def article(self, address: str) -> ArticleAddress | None:
        time.sleep(0.05)
        return super().article(address)

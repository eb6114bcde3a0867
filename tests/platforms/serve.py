"""Serves the sample portals, one on each port.

    with serve("nukeviet") as sample:
        sample.base_url             # http://127.0.0.1:<port>
        sample.truth()              # the articles that a right crawl stores, newest first
        sample.paths("listing")     # addresses of pages of a kind: home, listing, article, other
        sample.page("/gioi-thieu")  # the bytes of a page, without a request
        sample.requests             # what was asked for: time, method, path, status, headers

`SAMPLES` names them all; `PLATFORM_OF` says which platform each runs on, None where it is of no known one.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import cast
from urllib.parse import parse_qsl

from tests.platforms.ajax_listing import AjaxListing
from tests.platforms.json_listing import JsonListing
from tests.platforms.liferay_6 import Liferay6
from tests.platforms.liferay_7 import Liferay7
from tests.platforms.nukeviet import NukeViet
from tests.platforms.nukeviet_egov import NukeVietEGov
from tests.platforms.sample import Form, Kind, Sample
from tests.platforms.sharepoint import SharePoint
from tests.platforms.webforms import WebForms
from tests.platforms.wordpress import WordPress
from tests.platforms.wordpress_newspaper import WordPressNewspaper
from tests.samples.server import NEWEST, LoggedRequest, ServedPortal, _Handler
from tests.samples.site import Reply

SAMPLES: dict[str, Sample] = {
    sample.name: sample
    for sample in (
        Liferay6(),
        Liferay7(),
        NukeViet(),
        NukeVietEGov(),
        WordPress(),
        WordPressNewspaper(),
        WebForms(),
        SharePoint(),
        JsonListing(),
        AjaxListing(),
    )
}
PLATFORM_OF: dict[str, str | None] = {
    "liferay_6": "liferay",
    "liferay_7": "liferay",
    "nukeviet": "nukeviet",
    "nukeviet_egov": "nukeviet",
    "wordpress": "wordpress",
    "wordpress_newspaper": "wordpress",
    "webforms": "webforms",
    "sharepoint": "sharepoint",
    "json_listing": None,
    "ajax_listing": None,
}


class ServedSample(ServedPortal):
    """A sample portal on its port; forms may be sent to it."""

    def __init__(self, sample: Sample, newest: date, port: int = 0) -> None:
        self.sample = sample
        super().__init__(sample.portal(newest), port, elsewhere="https://congan.example", slow_seconds=0.0)
        self._server.RequestHandlerClass = _FormHandler

    def paths(self, kind: Kind) -> tuple[str, ...]:
        """Addresses of pages of a kind."""
        return self.quirks[kind]

    def page(self, path: str) -> bytes:
        """The bytes of a page."""
        return self.answer(path, {}).body

    def post(self, target: str, form: Form, headers: Mapping[str, str]) -> Reply:
        """What the portal answers to a form."""
        return self.sample.post(target, form, self.truth())(self._visit(target, headers))


class _FormHandler(_Handler):
    def do_POST(self) -> None:  # noqa: N802  (the name that http.server calls)
        headers = {name.lower(): value for name, value in self.headers.items()}
        sent = self.rfile.read(int(headers.get("content-length", "0"))).decode()
        served = cast("ServedSample", self.server.served)
        reply = served.post(self.path, dict(parse_qsl(sent, keep_blank_values=True)), headers)
        served.requests.append(LoggedRequest(time.time(), "POST", self.path, reply.status, headers))
        self._send(reply, headers)


@contextmanager
def serve(name: str, newest: date = NEWEST, port: int = 0) -> Iterator[ServedSample]:
    """Serve one sample portal until the block ends. Raises KeyError for a name not in `SAMPLES`."""
    served = ServedSample(SAMPLES[name], newest, port)
    try:
        yield served
    finally:
        served.stop()

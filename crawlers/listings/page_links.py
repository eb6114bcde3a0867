"""Links to the further pages of a listing: which they are, and what has to be asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from urllib.parse import parse_qsl, urljoin, urlsplit

from parsel import Selector
from scrapy.http import Response, TextResponse

from crawlers.addresses import Addresses
from crawlers.listings.postback import Form, Posted, pressed, target_of

_NEXT = frozenset(
    {"»", "›", ">", ">>", "→", "⟩", "❯", "trang sau", "trang tiếp", "trang tiếp theo", "trang kế"}
    | {"trang kế tiếp", "tiếp", "tiếp theo", "kế tiếp", "sau", "next", "next page"}
    | {"older posts", "older entries", "bài cũ hơn", "tin cũ hơn", "bài viết cũ hơn", "cũ hơn"}
    | {"xem thêm", "xem thêm tin", "xem thêm bài viết", "xem tiếp", "tải thêm", "hiển thị thêm"}
    | {"load more", "show more", "more"}
)
_MARKS = " .[]()"
_ARROWS = " »›>→⟩❯…"
_FIRST = "1"
_PAGE_DIGITS = 6
_NAME_LENGTH = 60
_GAPS = ("...", "…")
_PAGE_IN_PATH = re.compile(r"((page|trang|p)[-/_]?)?\d+(\.\w+)?/?", re.IGNORECASE)
_BUTTON_ADDRESSES = ("data-url", "data-href", "data-link", "data-ajax-url", "data-src")
_PLACE = re.compile(r"\{\{?\s*(page|trang|p)\s*\}?\}|__page__|%page%", re.IGNORECASE)
_LINKS = "//a[@href] | //link[@rel='next'][@href]"
_BUTTONS = " | ".join(f"//*[@{name}][not(@href) or starts-with(@href, '#')]" for name in _BUTTON_ADDRESSES)
_PRESSED = "//input[@type='submit' or @type='image'][@name] | //button[@name][not(@type) or @type='submit']"


class PageLink(NamedTuple):
    """A link to a further page of a listing; `number` is None where it only says that it is the next one."""

    number: int | None
    address: str
    form: Form | None = None
    """What is posted to the address; None: it is asked for."""


class PageName(NamedTuple):
    """What an element's words name: the page of that number, or (None) the next one."""

    number: int | None


def page_name(words: str) -> PageName | None:
    """What the words of a link or button name; None where that is no further page."""
    if len(words) > _NAME_LENGTH:
        return None
    name = " ".join(words.lower().split()).strip(_MARKS).removeprefix("trang số ")
    number = name.removeprefix("trang ")
    if number.isascii() and number.isdecimal() and number != _FIRST and len(number) <= _PAGE_DIGITS:
        return PageName(int(number)) if int(number) else PageName(None)
    return PageName(None) if name in _NEXT or name.rstrip(_ARROWS) in _NEXT else None


def page_link(link: Selector, local: str, path: str) -> PageLink | None:
    """The further page of the listing at `path` to which a link leads that is named as one; else None."""
    if target(local) == path or not is_beside(target(local), path):  # `#` leads to where it stands
        return None
    if name := page_name(_words(link)):
        return PageLink(name.number, local)
    is_next = "next" in link.attrib.get("rel", "").lower().split()
    return PageLink(None, local) if is_next else None


def links_of(response: TextResponse) -> Iterable[Selector]:
    """Everything on a page that has an address of its own."""
    return response.xpath(_LINKS)


def further_pages(response: TextResponse, addresses: Addresses) -> Iterator[PageLink]:
    """The further pages that no plain link leads to: forms to be posted, and buttons that scripts act on."""
    yield from _posted_links(response, addresses)
    yield from _pressed_buttons(response, addresses)
    for button in response.xpath(_BUTTONS):
        name = page_name(_words(button)) or page_name(button.attrib.get("data-page", ""))
        address = _button_address(button, name.number) if name else None
        local = addresses.local(join(response, address) or "") if address else None
        if name and local:
            yield PageLink(name.number, local)


def target(local: str) -> str:
    """Path and query of an address."""
    parts = urlsplit(local)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def is_beside(there: str, listing: str) -> bool:
    """The same path, or one below it that adds a page number; every parameter of the listing is there too."""
    here, other = urlsplit(listing), urlsplit(there)
    if not set(parse_qsl(here.query)) <= set(parse_qsl(other.query)):
        return False
    stem = re.sub(r"\.\w+$", "", here.path).rstrip("/")
    rest = other.path.removeprefix(stem)
    is_below = other.path.startswith(stem) and bool(rest)
    return other.path == here.path or (is_below and bool(_PAGE_IN_PATH.fullmatch(rest.lstrip("-/_"))))


def join(response: Response, link: str) -> str | None:
    """The whole address of a link; None for one that is no address at all."""
    for base in (getattr(response, "urljoin", None), lambda link: urljoin(response.url, link)):
        try:
            return str(base(link.strip())) if base else None
        except ValueError:
            continue
    return None


def _words(element: Selector) -> str:
    shown = "".join(element.xpath(".//text()").getall())
    named = (element.attrib.get(name) for name in ("value", "title", "aria-label", "alt"))
    return shown if shown.strip() else next(filter(None, named), "")


def _posted_links(response: TextResponse, addresses: Addresses) -> Iterator[PageLink]:
    """WebForms: links that post the page's form. `...` goes on where the numbers before it end."""
    last: int | None = None
    for link in response.xpath("//a[@href]"):
        posted = target_of(link.attrib["href"])
        if posted is None:
            continue
        words = _words(link)
        name = PageName(_after_gap(posted, last)) if words.strip() in _GAPS else page_name(words)
        if name is None or (words.strip() in _GAPS and name.number is None):
            continue
        last = name.number or last
        if found := _posting(response, addresses, link, posted, name):
            yield found


def _after_gap(posted: Posted, last: int | None) -> int | None:
    """The page behind `...`: by the argument's own number (`Page$11`), else the one after the last number."""
    if number := re.fullmatch(r"Page\$(\d{1,6})", posted.argument):
        return int(number[1])
    return last + 1 if last else None


def _pressed_buttons(response: TextResponse, addresses: Addresses) -> Iterator[PageLink]:
    """Buttons that submit a WebForms form. A lone sign (`>`) is as often one that searches."""
    for button in response.xpath(_PRESSED):
        words = _words(button)
        name = page_name(words) if words.strip(_ARROWS) else None
        if name and (found := _posting(response, addresses, button, pressed(button), name)):
            yield found


def _posting(
    response: TextResponse, addresses: Addresses, element: Selector, posted: Posted, name: PageName
) -> PageLink | None:
    form = posted.form_around(element, response.encoding)
    action = join(response, form.action) if form else None
    local = addresses.local(action) if action else None
    return PageLink(name.number, local, form) if form and local else None


def _button_address(button: Selector, number: int | None) -> str | None:
    """Where a button's own attribute says that its page is; None where that does not tell the page."""
    address = next((button.attrib[name] for name in _BUTTON_ADDRESSES if button.attrib.get(name)), "").strip()
    page = button.attrib.get("data-page", "") if number is None else str(number)
    page = page if page.isascii() and page.isdecimal() else ""
    if _PLACE.search(address):
        return _PLACE.sub(page, address) if page else None
    is_told = page in re.findall(r"\d+", address) if page else bool(re.search(r"\d", address))
    return address if is_told else None

"""Whether pages are written in the encoding that they declare, and written once."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, resolve_encoding

from crawlers.doctor.exchange import Exchange
from crawlers.doctor.verdict import Verdict, bad, counted, good, look, not_made
from crawlers.doctor.visit import Visit
from crawlers.reading.decode import decode, is_encoded_twice

_NAMED = 2
_OTHER = "not utf-8"


def check_encoding(visit: Visit) -> Iterator[Verdict]:
    """Declared against found, over all pages that came."""
    pages = list(visit.pages())
    if not pages:
        yield not_made("encoding", "no page came")
        return
    yield _declared(pages)
    yield from _damaged(pages)


def _declared(pages: list[Exchange]) -> Verdict:
    """A wrong declaration does no harm: pages are read by their bytes."""
    odd = {page: why for page in pages if (why := _misdeclared(page))}
    if not odd:
        return good("declared", f"as written, on {counted(len(pages), 'page', 'pages')}")
    whys = "; ".join(f"{why} ({_path(page)})" for page, why in list(odd.items())[:_NAMED])
    return look(
        "declared",
        f"otherwise than written on {len(odd)} of {len(pages)} pages: {whys}",
        "nothing here, pages are read by their bytes; tell the portal's office, other readers may go wrong",
    )


def _misdeclared(page: Exchange) -> str:
    header, meta = http_content_type_encoding(page.content_type), html_body_declared_encoding(page.body)
    declared = {resolve_encoding(name) or name for name in (header, meta) if name}
    found = _found(page)
    if not declared:
        return f"no charset, it is {found}" if found != "ascii" else ""
    wrong = sorted(declared - {found})
    if found == "ascii" or not wrong or (found == _OTHER and "utf-8" not in declared):
        return ""
    return f"{', '.join(wrong)} declared, it is {found}"


def _found(page: Exchange) -> str:
    """What the bytes are; `ascii` is every encoding at once."""
    if page.body.isascii():
        return "ascii"
    try:
        page.body.decode("utf-8")
    except UnicodeDecodeError:
        return _OTHER
    return "utf-8"


def _damaged(pages: list[Exchange]) -> Iterator[Verdict]:
    decoded = {page: decode(page.body, page.content_type) for page in pages}
    broken = [page for page, one in decoded.items() if one.broken]
    twice = [page for page, one in decoded.items() if is_encoded_twice(one.text)]
    if broken:
        yield bad(
            "letters",
            f"bytes of no encoding on {len(broken)} pages ({_path(broken[0])})",
            "articles there are flagged body-encoding-broken; see in a browser whether the portal shows them "
            "whole",
        )
    if twice:
        yield bad(
            "letters",
            f"encoded twice (`Ã¡Â»` for a letter) on {len(twice)} pages ({_path(twice[0])})",
            "articles there are flagged body-encoding-doubtful; tell the portal's office, it stores them so",
        )
    if not (broken or twice):
        yield good("letters", "whole, encoded once")


def _path(page: Exchange) -> str:
    return urlsplit(page.address).path

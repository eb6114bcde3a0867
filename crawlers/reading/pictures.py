"""Where a picture's address stands in its element: plainly, or because it is loaded later or in sizes."""

from __future__ import annotations

import re
from itertools import islice

from lxml.etree import _Element as Element

PICTURES = ("img", "amp-img")
FILMS = frozenset(("video", "iframe", "embed", "object", "amp-video", "amp-iframe", "amp-youtube"))
"""Elements that show a film, or something else that may have a caption."""
_SMALLEST_FILM = 100
"""Pixels; in a smaller frame stands a button or a counter."""
_LATER = ("data-src", "data-original", "data-lazy-src", "data-lazy", "data-url")
"""Where a picture that is loaded later has its address, in the order of trust."""
_PLAIN = frozenset(("src", "alt", "title", "class", "width", "height", "style", "id", "border", "align"))
"""A picture with no other attributes has its address in `src`."""
_IS_PICTURE = re.compile(r"[^\s,]{1,500}\.(?:jpe?g|png|webp|gif|avif|bmp)(?:[?#]\S{0,500})?", re.I)
_PLACEHOLDER = re.compile(
    r"(?:blank|placeholder|loading|lazy|spacer|pixel|transparent|1x1|grey|gray)[\w.-]{0,20}\.\w{3,4}$", re.I
)
_WIDTH = re.compile(r"(\d{1,6}(?:\.\d{1,3})?)[wx],?")
_ICON = 40
"""Pixels; a smaller picture is furniture."""
_FACE = 100
"""Pixels; a square picture that is no larger shows who wrote it."""
_LONGEST_SIGN = 4
_FIRST_SIGN = "\u2190"
"""From here on come arrows and drawn faces; a full stop is what careless editors describe pictures by."""
_LONGEST_STYLE = 1000
_PIXELS = re.compile(r"\s*(\d{1,5})\s*(?:px)?\s*$", re.I)
_PHOTOGRAPH = re.compile(r"\.(?:jpe?g|webp|avif)(?:[?#]|$)", re.I)
_MOST_SOURCES = 8
_LONGEST_SOURCES = 20_000
_INLINE = "data:"
_DRAWN = 2000
"""Characters; a shorter address that holds its own picture is a placeholder."""


def picture_address(node: Element) -> str | None:
    """The address of a picture as it stands in the source; empty where the picture stands in the page itself.

    None where there is no picture: an address is missing, or that of a placeholder alone.
    """
    source = (node.get("src") or "").strip()
    if _PLAIN.issuperset(node.keys()) and source[:5] != _INLINE and source:
        return source
    later = next((value for name in _LATER if (value := node.get(name))), "")
    if later and later[:5] != _INLINE:
        return later
    if source and source[:5] != _INLINE and not _PLACEHOLDER.search(source):
        return source
    found = _widest(node.get("srcset") or node.get("data-srcset") or "") or _hinted(node) or _around(node)
    if found or source[:5] != _INLINE:
        return found or source or None
    return "" if len(source) > _DRAWN else None


def is_seen(film: Element) -> bool:
    """Whether a frame is of a size in which something is shown."""
    if film.get("hidden") is not None or "display:none" in (film.get("style") or "").replace(" ", ""):
        return False
    sizes = [film.get("width") or "", film.get("height") or ""]
    return not any(size.isdecimal() and int(size[:6]) < _SMALLEST_FILM for size in sizes)


def is_furniture(node: Element) -> bool:
    """Whether a picture is an icon, a face of a small size, or stands for a sign in the text."""
    sizes = [size for size in (_size(node, "width"), _size(node, "height")) if size is not None]
    if any(size <= _ICON for size in sizes) or (len(set(sizes)) == 1 < len(sizes) and sizes[0] <= _FACE):
        return True
    sign = (node.get("alt") or "").strip()
    return 0 < len(sign) <= _LONGEST_SIGN and all(mark >= _FIRST_SIGN for mark in sign)


def is_photograph(node: Element) -> bool:
    """Whether a picture has the form of photographs; drawn signs have another."""
    return _PHOTOGRAPH.search(picture_address(node) or "") is not None


def _size(node: Element, name: str) -> int | None:
    """A picture's width or height as its attributes tell them, in pixels."""
    told = _PIXELS.match(node.get(name) or "")
    if told is None and (style := node.get("style")):
        told = re.search(rf"(?<![\w-]){name}\s*:\s*(\d{{1,5}})\s*px", style[:_LONGEST_STYLE])
    return int(told[1]) if told else None


def _widest(candidates: str) -> str:
    """The address of the largest picture of a `srcset`; addresses may hold commas, but no blanks."""
    best, most = "", 0.0
    words = candidates[:_LONGEST_SOURCES].split()
    for address, after in zip(words, [*words[1:], ""], strict=False):
        told = _WIDTH.fullmatch(after)
        size = float(told[1]) if told else 1.0
        if size > most and _WIDTH.fullmatch(address) is None and not address.startswith(_INLINE):
            best, most = address.strip(","), size
    return best


def _hinted(node: Element) -> str:
    """A picture's address in any other attribute that a script reads."""
    values = (node.get(name) or "" for name in map(str, node.keys()) if name.startswith("data-"))
    return next((value for value in values if _IS_PICTURE.fullmatch(value)), "")


def _around(node: Element) -> str:
    """The address in the `<picture>` around, or in what is shown where no script runs."""
    whole = node
    for above in islice(node.iterancestors(), _MOST_SOURCES):
        if above.tag == "picture":
            whole = above
            break
        if above.tag != "source":  # the parser opens them one in the other
            break
    for source in whole.iter("source"):
        if found := _widest(source.get("srcset") or source.get("data-srcset") or ""):
            return found
    following = whole.getnext()
    if following is not None and following.tag == "noscript":
        return next((value for shown in following.iter("img") if (value := shown.get("src"))), "")
    return ""

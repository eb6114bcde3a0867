"""Tags written wrongly, in ways that show every reader the same text in the same order."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

_END = re.compile(r"</(?:p|li|td|tr|b|strong|i|em|span|font)>")
_COMMENT = re.compile(r"(<!--.*?-->|<script.*?</script>)", re.I | re.S)
_START = re.compile(r"<(?:p|b|span|font|em)\b[^<>]*>")


def _some(pattern: re.Pattern[str], page: str, rng: random.Random, share: float, to: str) -> str:
    """Some of the matches replaced; `to` may name the match by `\\g<0>`."""
    return pattern.sub(lambda found: found.expand(to) if rng.random() < share else found[0], page)


def stray_ends(page: str, rng: random.Random) -> str:
    return _some(_END, page, rng, 0.1, r"\g<0></font></span></b></i>")


def upper_case(page: str, rng: random.Random) -> str:
    del rng
    return re.sub(r"</?[a-z][a-z0-9]*", lambda tag: tag[0].upper(), page)


def spaces_in_tags(page: str, rng: random.Random) -> str:
    return _some(re.compile(r"<(?:p|b|div|span|td)(?=>)"), page, rng, 0.5, "\\g<0> \n\t ")


def self_closed(page: str, rng: random.Random) -> str:
    return _some(re.compile(r"<br>"), page, rng, 0.5, "<br/>")


def comments_inside(page: str, rng: random.Random) -> str:
    """Not in the comments that are there: they cannot be nested."""
    parts = _COMMENT.split(page)
    parts[::2] = [_some(_START, part, rng, 0.2, r"\g<0><!-- > -- <p> -->") for part in parts[::2]]
    return "".join(parts)


def unknown_elements(page: str, rng: random.Random) -> str:
    return _some(_START, page, rng, 0.1, r"<o:p></o:p>\g<0>")


def empty_elements(page: str, rng: random.Random) -> str:
    return _some(re.compile(r"<p\b"), page, rng, 0.2, r"<p></p><p>&nbsp;</p>\g<0>")


def instructions(page: str, rng: random.Random) -> str:
    return _some(re.compile(r"<p\b"), page, rng, 0.2, r"<?xml:namespace prefix = o /?><![CDATA[ ]]>\g<0>")


def doctype_lost(page: str, rng: random.Random) -> str:
    del rng
    return re.sub(r"<!doctype[^>]*>", "", page, flags=re.I)


def end_lost(page: str, rng: random.Random) -> str:
    del rng
    return re.sub(r"</body>|</html>", "", page, flags=re.I)


CHANGES: dict[str, Callable[[str, random.Random], str]] = {
    change.__name__: change
    for change in (
        stray_ends,
        upper_case,
        spaces_in_tags,
        self_closed,
        comments_inside,
        unknown_elements,
        empty_elements,
        instructions,
        doctype_lost,
        end_lost,
    )
}

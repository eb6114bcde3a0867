"""What the lines of several articles' pages have in common: labels, boilerplate, signatures."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import takewhile

from crawlers.declaring.seen import Seen

_WEEKDAY = r"(?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)\b"
_LABEL = re.compile(
    rf"(?P<label>[^\W\d_][^\d:|,()]*?)(?:[\s:|–-]+{_WEEKDAY}[\s:|,(–-]*|\s*[:|–-]+\s*(?:ngày|lúc)\s+"
    r"|\s*[:|,(–-]*\s*)\d",
    re.I,
)
_NO_LABEL = re.compile(r"(?:lúc|hôm|cách đây|th)\b|ngày$|.*\b(?:thứ|chủ nhật)\b", re.I)
_NUMBER = re.compile(r"\d[\d.,]*")
_TAG = re.compile(r"\(\s*([A-ZĐ][\w.&-]{1,19})\s*\)\s*[-–—:]*\s*\S")
_SENTENCE_END = re.compile(r"[.!?…:;,][\"”’')\]]*$")
_LONGEST_LABEL = 30
_LONGEST_LINE = 150
_LONGEST_NAME = 60
_MOST_NAMES = 2
_MOST_TAKEN = 0.3
"""Share of a text."""
_LEAST_PAGES = 3
"""Pages on which a line has to stand before it is called the portal's."""


def label_of(seen: Seen) -> str | None:
    """What the line of the article's date begins with, before weekday and figures; None where nothing."""
    published = seen.reading.published
    found = _LABEL.match(published.text) if published and not published.relative else None
    if found is None:
        return None
    label = found["label"].strip(" –-")
    usable = 3 < len(label) <= _LONGEST_LABEL and not _NO_LABEL.match(label)
    return label if usable else None


def date_labels(pages: Sequence[Seen]) -> Counter[str]:
    """The labels of the dates, with the number of pages on which each stands."""
    return Counter(filter(None, map(label_of, pages)))


def source_tags(pages: Sequence[Seen]) -> Counter[str]:
    """Tags in brackets with which the texts begin, with the number of pages."""
    firsts = (seen.parts.blocks[0].text for seen in pages if seen.parts.blocks)
    return Counter(found[1] for first in firsts if (found := _TAG.match(first)) and found[1].isupper())


def repeated_lines(pages: Sequence[Seen]) -> dict[str, int]:
    """Lines of the texts that repeat from article to article, numbers as `#`, with the number of pages.

    A line on nearly every page is the portal's. Not one that may be who signed the article; and
    where they are much of a text, the articles are alike, and none of it is the portal's.
    """
    on: Counter[str] = Counter()
    for seen in pages:
        on.update(set(_furniture_of(seen)))
    least = max(_LEAST_PAGES, round(0.8 * len(pages)))
    found = {line: count for line, count in sorted(on.items()) if count >= least}
    return found if all(_is_little(seen, found) for seen in pages) else {}


def _is_little(seen: Seen, lines: dict[str, int]) -> bool:
    texts = [block.text for block in seen.parts.blocks]
    taken = sum(len(text) for text in texts if numbered(text) in lines)
    return taken <= _MOST_TAKEN * sum(map(len, texts))


def _furniture_of(seen: Seen) -> Iterator[str]:
    blocks = seen.parts.blocks
    signed = len(blocks) - _signing(seen)
    for place, block in enumerate(blocks):
        # Of a block that was lifted or joined nothing is known but its text: it has to be that line alone.
        if len(block.text) <= _LONGEST_LINE and place < signed and not block.glued:
            # A sentence in which figures differ is a sentence of its own: notices are written alike.
            differs = block.is_prose and _NUMBER.search(block.text)
            yield block.text if differs else numbered(block.text)


def numbered(line: str) -> str:
    """A line in which every number is `#`, as `Layout.furniture` has it."""
    return _NUMBER.sub("#", " ".join(line.split()))


def may_sign(text: str) -> bool:
    """Whether a line may be who signed a text: short, begins with a capital, no sentence, no figures."""
    if len(text) > _LONGEST_NAME or _SENTENCE_END.search(text):
        return False
    figures = re.sub(r"\bP[A-Z]+\d\d\b", "", text)  # divisions are called so: PC06, PA05
    return not any(map(str.isdigit, figures)) and (text[:1].isupper() or text.startswith("("))


def _signing(seen: Seen) -> int:
    """How many lines at the end of a text may be who signed it."""
    last = seen.parts.blocks[:0:-1][:_MOST_NAMES]
    return sum(1 for _ in takewhile(lambda block: may_sign(block.text) and not block.is_link, last))

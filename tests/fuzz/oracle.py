"""What must hold of whatever is read: said by the page, or flagged, or no article at all."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterator
from typing import Any, NamedTuple

from tests.forge.score import NAMES_IN_FLAGS, rights
from tests.fuzz.chain import Outcome, through_the_chain
from tests.fuzz.character_level import INVISIBLE
from tests.fuzz.mutant import Mutant

SECONDS = 2.0
"""Of processor time that a page may cost."""
_JUDGED = ("title", "date", "body")
_NEAR = 0.6
_NEAR_DATE = 0.8
_FOREIGN = 0.3
_UNSEEN = re.compile(f"[{re.escape(INVISIBLE)}\x80-\x9f\\ud800-\\udfff]")


class Finding(NamedTuple):
    """Something that must not be: its kind, and what was seen."""

    kind: str
    seen: str


def findings(mutant: Mutant) -> Iterator[Finding]:
    """What is wrong with the reading of a mutant."""
    try:
        outcome = through_the_chain(mutant.portal, mutant.content, mutant.content_type, mutant.url)
    except Exception as error:
        yield Finding(f"crash: {type(error).__name__}", f"{error}"[:300])
        return
    if outcome.seconds > SECONDS:
        yield Finding("slow", f"{outcome.seconds:.1f} s for {len(mutant.content)} bytes")
    if outcome.row is not None:
        yield from unclean(outcome.row)
        yield from _silent(mutant, outcome)


# --- what holds of every article ---------------------------------------------------------------------------


def unclean(row: dict[str, Any]) -> Iterator[Finding]:
    """Texts that are not folded, hold what nobody sees, or are missing without a word."""
    for name, text in _texts(row):
        if found := _UNSEEN.search(text):
            yield Finding(f"unseen character in {name}", f"U+{ord(found[0]):04X} in {text[:80]!r}")
        if text != " ".join(text.split()) or not unicodedata.is_normalized("NFC", text) or not text:
            yield Finding(f"{name} is not folded", ascii(text[:80]))
        if "\ufffd" in text and not any("encoding" in flag for flag in row["flags"]):
            yield Finding(f"replaced characters in {name} without a flag", repr(text[:80]))
    for name, field in (("title", "title"), ("date", "published_at"), ("body", "body")):
        if not row[field] and not _is_flagged(name, row):
            yield Finding(f"{name} is missing without a flag", repr(row["flags"]))


def _texts(row: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name in ("title", "lead", "category", "author", "source", "published_text"):
        if row[name] is not None:
            yield name, row[name]
    yield from (("body", text) for text in row["body"].split("\n\n"))
    yield from (("tags", text) for text in row["tags"])
    yield from (("caption", image["caption"]) for image in row["images"] if image["caption"] is not None)
    yield from (("attachment", file["name"]) for file in row["attachments"] if file["name"] is not None)


# --- what holds where the truth is known -------------------------------------------------------------------


def _silent(mutant: Mutant, outcome: Outcome) -> Iterator[Finding]:
    got = _as_scored(outcome.row or {})
    right = _exact(mutant.expected, got) if mutant.is_whole else _near(mutant.expected, got)
    for name in _JUDGED:
        if not right[name] and not _is_flagged(name, got) and _was_right_before(name, mutant):
            yield Finding(f"{name} is wrong without a flag", _difference(name, mutant.expected, got))


def _was_right_before(name: str, mutant: Mutant) -> bool:
    before = mutant.before
    outcome = through_the_chain(mutant.portal, before.html_bytes, before.content_type, before.url)
    return outcome.row is not None and _exact(before.expected, _as_scored(outcome.row))[name]


def _as_scored(row: dict[str, Any]) -> dict[str, Any]:
    body = row["body"].split("\n\n")
    lead = [row["lead"]] if row["lead"] and row["lead"] not in body else []
    captions = [(image["caption"], image["url"]) for image in row["images"] if image["caption"]]
    return {**row, "body": [*lead, *body], "captions": captions}


def _is_flagged(name: str, row: dict[str, Any]) -> bool:
    parts = (*NAMES_IN_FLAGS[name], "encoding")
    return any(part in flag for flag in row["flags"] for part in parts)


def _exact(expected: dict[str, Any], got: dict[str, Any]) -> dict[str, bool]:
    """A date that the metadata gave is right too, though it is not the one that is printed."""
    return {**rights(expected, got), "date": got["published_at"] == expected["published_at"]}


def _near(expected: dict[str, Any], got: dict[str, Any]) -> dict[str, bool]:
    """Damaged texts may be read as they are now; another text than the damaged one may not."""
    return {
        "title": got["title"] is None or _alike(expected["title"], got["title"], _NEAR),
        "date": got["published_at"] in (None, expected["published_at"])
        or _alike(expected["published_text"], got["published_text"], _NEAR_DATE),
        "body": _foreign_share(expected["body"], got["body"]) <= _FOREIGN,
    }


def _alike(expected: str | None, got: str, share: float) -> bool:
    if expected is None:
        return True  # a print view, whose other parts may look like a title once it is damaged
    expected, got = _letters(expected), _letters(got)
    ratio = difflib.SequenceMatcher(None, expected, got).ratio()
    return expected in got or got in expected or ratio >= share


def _letters(text: str) -> str:
    """Without tones, which a cut or a hole may take from a letter."""
    apart = unicodedata.normalize("NFD", text)
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).strip()


def _foreign_share(expected: list[str], got: list[str]) -> float:
    known = set(_letters(" ".join(expected)).split())
    words = [word for word in _letters(" ".join(got)).split() if word.isalpha()]
    return sum(word not in known for word in words) / max(1, len(words))


def _difference(name: str, expected: dict[str, Any], got: dict[str, Any]) -> str:
    field = {"date": "published_text"}.get(name, name)
    wanted, read = expected[field], got[field]
    if name == "body":
        missing = [text[:70] for text in wanted if text not in read]
        foreign = [text[:70] for text in read if text not in wanted]
        return f"missing {missing[:3]!r} ({len(missing)}), foreign {foreign[:3]!r} ({len(foreign)})"
    return f"{str(read)[:100]!r} instead of {str(wanted)[:100]!r}"

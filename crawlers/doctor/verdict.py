"""What a check says: whether it is well, what was seen, and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Grade = Literal["good", "look", "bad"]
"""`bad`: articles are lost or read wrong; `look`: a person should decide, or the check could not be made."""


@dataclass(frozen=True)
class Verdict:
    """The outcome of one check."""

    check: str
    """What was looked at, in a word or two."""
    grade: Grade
    seen: str
    remedy: str = ""
    """What to do; empty where nothing is to be done."""


def good(check: str, seen: str) -> Verdict:
    """Nothing to do."""
    return Verdict(check, "good", seen)


def look(check: str, seen: str, remedy: str) -> Verdict:
    """A person should look."""
    return Verdict(check, "look", seen, remedy)


def bad(check: str, seen: str, remedy: str) -> Verdict:
    """Something is broken."""
    return Verdict(check, "bad", seen, remedy)


def not_made(check: str, why: str) -> Verdict:
    """The check could not be made: nobody knows."""
    return Verdict(check, "look", f"not looked at: {why}", "settle that first, then call scrapy doctor again")


def counted(number: int, one: str, several: str) -> str:
    """`1 article`, `3 articles`."""
    return f"{number:,} {one if number == 1 else several}"

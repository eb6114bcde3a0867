"""What a run counts."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

_FAILURES_KEPT = 20


@dataclass
class Tally:
    """The counts of one run, for its record and for the judgement of it."""

    listings: dict[str, int] = field(default_factory=dict)
    """Links to articles on the first page of each declared listing that could be read."""
    walks: dict[str, dict[str, Any]] = field(default_factory=dict)
    """For each listing: pages expected and seen, links on the first page, and why it was read no further."""
    listing_pages: int = 0
    listings_failed: int = 0
    """Pages of listings, feeds and site maps that could not be read."""
    listings_cut: int = 0
    """Listings with more pages than MAX_LISTING_PAGES."""
    absent: list[str] = field(default_factory=list)
    """Declared feeds and site maps that the portal does not have."""
    known: int = 0
    """Articles that were committed before the run."""
    found: int = 0
    """Different articles that were linked."""
    asked: int = 0
    """Article pages that were asked for."""
    revisited: int = 0
    """Of these, known articles that were asked for again."""
    not_modified: int = 0
    """Of these, answered by: not modified."""
    read: int = 0
    failed: int = 0
    """Article pages that could not be fetched, or not read because of an error in this program."""
    gone_links: int = 0
    offsite: int = 0
    robots: int = 0
    """Addresses that robots.txt keeps from being read."""
    older: int = 0
    """Articles printed before the day asked for."""
    print_views: int = 0
    doubtful: int = 0
    """Article pages read whose title, date or body is missing or told in two ways."""
    flagged: int = 0
    added: int = 0
    changed: int = 0
    gone: int = 0
    unchanged: int = 0
    held_back: int = 0
    """Known articles that read as less than what is stored: without the date that they had."""
    rejected: int = 0
    limit_reached: bool = False
    filled: Counter[str] = field(default_factory=Counter)
    """How many of the articles read had each field."""
    flags: Counter[str] = field(default_factory=Counter)
    lengths: Counter[str] = field(default_factory=Counter)
    """How many texts had each length, in classes (see `crawlers.runs.habits.size_of`)."""
    dropped: Counter[str] = field(default_factory=Counter)
    """On how many article pages each boilerplate rule fired."""
    labelled: int = 0
    """Article pages whose printed date begins with a declared label. Print views are in none of these."""
    shown: Counter[str] = field(default_factory=Counter)
    """On how many article pages each declared selector named something, the silent ones too."""
    no_article: Counter[str] = field(default_factory=Counter)
    http_errors: Counter[str] = field(default_factory=Counter)
    witnesses: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    failures: list[dict[str, str]] = field(default_factory=list)
    """The first addresses that failed, with the reason."""

    def note_failure(self, address: str, reason: str) -> None:
        """Keep an address that failed, as long as there are few."""
        if len(self.failures) < _FAILURES_KEPT:
            self.failures.append({"url": address, "reason": reason})

    def as_record(self) -> dict[str, Any]:
        """The counts as plain data."""
        counts = {
            name: dict(value) if isinstance(value, Counter) else value for name, value in vars(self).items()
        }
        return counts | {"witnesses": {name: dict(counter) for name, counter in self.witnesses.items()}}

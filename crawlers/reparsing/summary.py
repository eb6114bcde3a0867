"""What is counted while pages are read again, with a few examples of everything."""

from __future__ import annotations

from bisect import insort
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from crawlers.reparsing.finding import Finding, Kind


class Example(NamedTuple):
    """An article's id, with a field's old and new value, or with what is said about it."""

    id: str
    said: tuple[str, ...]


@dataclass
class Summary:
    """Counts of articles, and of differences by field. The examples are those with the least ids."""

    most_examples: int = 0
    """Of each field and of each trouble."""
    kinds: Counter[Kind] = field(default_factory=Counter)
    gone: int = 0
    without_page: int = 0
    committed: int = 0
    """New revisions."""
    differences: Counter[str] = field(default_factory=Counter)
    no_article: Counter[str] = field(default_factory=Counter)
    """Pages that give no article any more, by reason."""
    examples: defaultdict[str, list[Example]] = field(default_factory=lambda: defaultdict(list))
    """By field, and by kind of trouble."""

    @property
    def read(self) -> int:
        """Articles looked at whose page should have been there."""
        return self.kinds.total()

    def add(self, finding: Finding) -> None:
        """Count an article."""
        self.kinds[finding.kind] += 1
        if finding.kind == "no-article":
            self.no_article[finding.reason] += 1
        if finding.detail:
            reason = f"{finding.reason}: " if finding.reason else ""
            self._keep(finding.kind, Example(finding.id, (reason + finding.detail,)))
        for difference in finding.differences:
            self.differences[difference.field] += 1
            self._keep(difference.field, Example(finding.id, (difference.old, difference.new)))

    def as_record(self) -> dict[str, Any]:
        """The counts as plain data."""
        return {
            "read": self.read,
            "kinds": dict(self.kinds),
            "gone": self.gone,
            "without_page": self.without_page,
            "changed": self.committed,
            "differences": dict(self.differences),
            "no_article": dict(self.no_article),
        }

    def _keep(self, name: str, example: Example) -> None:
        kept = self.examples[name]
        if len(kept) < self.most_examples or (kept and example < kept[-1]):
            insort(kept, example)
            del kept[self.most_examples :]

"""Since when pages look otherwise: runs before the alarm may have read too few of them to raise it."""

from __future__ import annotations

from collections.abc import Sequence

from crawlers.drift.report import Since
from crawlers.runs.history import Entry
from crawlers.runs.unusual import Finding

_SILENT = {"mark-up-silent": ("landmarks", "none"), "landmarks-silent": ("mark-up", "none")}


def since(found: Sequence[Finding], history: Sequence[Entry], run: str) -> Since:
    """Between the last remembered run that read pages as usual, and the first one that did not.

    `history` has the newest run first; `run` raised the alarm.
    """
    unusual = run
    for entry in history:
        if entry["read"] <= entry["print_views"]:
            continue
        if all(_is_usual(finding, entry) for finding in found):
            return Since(entry.get("run") or None, unusual)
        unusual = entry.get("run") or unusual
    return Since(None, unusual)


def _is_usual(finding: Finding, entry: Entry) -> bool:
    """Whether any page of a former run still was as pages used to be; where it cannot be told, it was."""
    match finding.reason:
        case "mark-up-silent" | "landmarks-silent":
            verdicts = entry.get("witnesses", {}).get(finding.subject, {})
            return not verdicts or any(name not in _SILENT[finding.reason] for name in verdicts)
        case "selector-silent":
            return "shown" not in entry or int(entry["shown"].get(finding.subject, 0)) > 0
        case "label-silent":
            return int(entry.get("labelled", 1)) > 0
        case "rule-silent":
            return "dropped" not in entry or int(entry["dropped"].get(finding.subject, 0)) > 0
        case _:
            return True

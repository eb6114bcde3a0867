"""Every key of the ``v1/`` layout, built from nothing but validated slugs, numbers, run ids and hashes."""

from __future__ import annotations

import re
from typing import Literal

ROOT = "v1/"
PROBE = "v1/.probe"  # the dot keeps it apart from every portal: a slug begins with a letter
DEMO = "v1/.demo"  # says that the store holds a demonstration's invented articles

_SLUG = re.compile(r"[a-z][a-z0-9_]*")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_RUN = re.compile(
    r"(\d{4})(0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3])[0-5]\d[0-5]\dZ-[0-9a-f]{6}", re.ASCII
)
_COMMIT = re.compile(r"/log/(\d{12})\.json", re.ASCII)
_CHECKPOINT = re.compile(r"/known/(\d{12})\.jsonl\.gz", re.ASCII)
_RUN_RECORD = re.compile(r"/runs/\d{4}-\d\d/([^/]+)\.json", re.ASCII)
_DRIFT = re.compile(r"/drift/([^/]+?)(?:\.json|-(?:then|now)\.html\.gz)", re.ASCII)
LAST_SEQ = 10**12 - 1  # twelve digits


def schema(name: str, version: int) -> str:
    """The published JSON Schema of an item, for example of ``article/1``."""
    return f"{ROOT}{_slug(name)}-{_number(version, 1)}.schema.json"


def portal_prefix(portal: str) -> str:
    """What every key of a portal begins with."""
    return f"{ROOT}{_slug(portal)}/"


def articles(portal: str, sha256: str) -> str:
    """A batch of articles, named by the hash of its bytes."""
    return f"{portal_prefix(portal)}articles/{_sha256(sha256)}.jsonl.gz"


def rejected(portal: str, sha256: str) -> str:
    """A batch of what failed the check, kept with the reasons, named by the hash of its bytes."""
    return f"{portal_prefix(portal)}rejected/{_sha256(sha256)}.jsonl.gz"


def pages(portal: str, run: str, number: int) -> str:
    """The raw pages of the batch `number` (from 1) of a run."""
    return f"{portal_prefix(portal)}pages/{check_run(run)}-{_number(number, 1)}.warc.gz"


def log_prefix(portal: str) -> str:
    """What the keys of a portal's commits begin with."""
    return f"{portal_prefix(portal)}log/"


def commit(portal: str, seq: int) -> str:
    """The commit `seq` (from 1) of a portal."""
    return f"{log_prefix(portal)}{_number(seq, 1):012d}.json"


def commit_seq(portal: str, key: str) -> int | None:
    """The sequence number of a commit's key; None for any other key."""
    return _numbered(_COMMIT, portal, key)


def known_prefix(portal: str) -> str:
    """What the keys of a portal's checkpoints begin with."""
    return f"{portal_prefix(portal)}known/"


def checkpoint(portal: str, seq: int) -> str:
    """The checkpoint of what is known after commit `seq`."""
    return f"{known_prefix(portal)}{_number(seq, 1):012d}.jsonl.gz"


def checkpoint_seq(portal: str, key: str) -> int | None:
    """The sequence number of a checkpoint's key; None for any other key."""
    return _numbered(_CHECKPOINT, portal, key)


def runs_prefix(portal: str) -> str:
    """What the keys of a portal's run records begin with."""
    return f"{portal_prefix(portal)}runs/"


def runs_month(portal: str, run: str) -> str:
    """What the keys of the run records of the month of `run` begin with."""
    check_run(run)
    return f"{runs_prefix(portal)}{run[:4]}-{run[4:6]}/"


def run_record(portal: str, run: str) -> str:
    """The record of a run; its month comes from the run id."""
    return f"{runs_month(portal, run)}{run}.json"


def record_run(portal: str, key: str) -> str | None:
    """The run id of a run record's key; None for any other key."""
    found = _RUN_RECORD.search(key)
    run = found[1] if found else ""
    return run if _RUN.fullmatch(run) and key == run_record(portal, run) else None


def drift_prefix(portal: str) -> str:
    """What the keys of a portal's drift reports and their pages begin with."""
    return f"{portal_prefix(portal)}drift/"


def drift_report(portal: str, run: str) -> str:
    """The drift report of a run."""
    return f"{drift_prefix(portal)}{check_run(run)}.json"


def drift_page(portal: str, run: str, when: Literal["then", "now"]) -> str:
    """A page of the drift report of a run, gzipped."""
    return f"{drift_prefix(portal)}{check_run(run)}-{when}.html.gz"


def drift_run(portal: str, key: str) -> str | None:
    """The run id of the key of a drift report or of its pages; None for any other key."""
    prefix = portal_prefix(portal)
    found = _DRIFT.fullmatch(key, len(prefix) - 1) if key.startswith(prefix) else None
    return found[1] if found and is_run(found[1]) else None


def head(portal: str) -> str:
    """The portal's advisory summary."""
    return f"{portal_prefix(portal)}head.json"


def lease(portal: str) -> str:
    """Who crawls the portal now."""
    return f"{portal_prefix(portal)}lease.json"


def check_run(run: str) -> str:
    """Return a run id such as ``20261121T101500Z-3f9a2c``; raise ValueError for anything else."""
    if not is_run(run):
        raise ValueError(f"not a run id such as 20261121T101500Z-3f9a2c: {run!r}")
    return run


def is_run(run: str) -> bool:
    """Tell whether `run` has the form of a run id."""
    return _RUN.fullmatch(run) is not None


def _slug(name: str) -> str:
    if not _SLUG.fullmatch(name):
        raise ValueError(f"not a slug (a lower-case letter, then letters, digits and underscores): {name!r}")
    return name


def _sha256(digest: str) -> str:
    if not _SHA256.fullmatch(digest):
        raise ValueError(f"not a SHA-256 in lower-case hexadecimal: {digest!r}")
    return digest


def _number(number: int, least: int) -> int:
    if not least <= number <= LAST_SEQ:
        raise ValueError(f"not a number from {least} to {LAST_SEQ}: {number!r}")
    return number


def _numbered(form: re.Pattern[str], portal: str, key: str) -> int | None:
    prefix = portal_prefix(portal)
    found = form.fullmatch(key, len(prefix) - 1) if key.startswith(prefix) else None
    return int(found[1]) or None if found else None

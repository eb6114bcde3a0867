"""Running the tests of one portal, as a developer would."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

_SECONDS = 300


class Tried(NamedTuple):
    """How the tests of a portal went."""

    passed: bool
    told: str
    """The lines that say what failed, and the last one."""


def try_portal(root: Path, portal: str) -> Tried:
    """Run the tests over all portals for this one."""
    if importlib.util.find_spec("pytest") is None:
        return Tried(False, "pytest is not installed; `pip install -e .[dev]`, then `pytest tests/portals`.")
    chosen = f"[{portal}] or [{portal}/"
    words = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "--tb=line",
        "-p",
        "no:cacheprovider",
        "tests/portals",
        "-k",
        chosen,
    ]
    environment = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}  # none is needed; half the time
    try:
        done = subprocess.run(  # noqa: S603
            words, cwd=root, env=environment, capture_output=True, text=True, timeout=_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return Tried(False, f"the tests took longer than {_SECONDS} s and were ended.")
    lines = [line for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR", "E  "))]
    last = done.stdout.rstrip().rpartition("\n")[2] if done.stdout.strip() else done.stderr.strip()[-500:]
    return Tried(done.returncode == 0, "\n".join([*lines, last]))

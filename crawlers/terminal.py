"""Standard output as commands use it: Vietnamese, whatever the locale says."""

from __future__ import annotations

import io
import sys


def write_utf8() -> None:
    """Make standard output UTF-8; what cannot be said in it is replaced."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")

"""The most memory that this process has used."""

from __future__ import annotations

import re
import resource
from pathlib import Path

_STATUS = Path("/proc/self/status")


def peak_memory() -> int:
    """Bytes. Where the system tells it, of this program alone: `ru_maxrss` counts what started it, too."""
    if _STATUS.exists():
        (kibibytes,) = re.findall(r"VmHWM:\s*(\d+)", _STATUS.read_text())
        return int(kibibytes) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss  # macOS, in bytes

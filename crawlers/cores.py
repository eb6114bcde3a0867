"""The processor cores that this process may use."""

from __future__ import annotations

import os
import sys


def cores() -> int:
    """How many there are; on Linux those that it is bound to (`taskset`, a container's cpuset)."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1

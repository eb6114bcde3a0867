"""Who holds a portal's lease, as a lease names it: a process of a machine."""

from __future__ import annotations

import os
import socket


def this_process(run: str) -> str:
    """The name of this process, for the lease of a run."""
    return f"{socket.gethostname()}:{os.getpid()} (run {run})"


def is_dead(holder: str) -> bool:
    """Whether the holder of a lease was a process of this machine that is no more."""
    host, _, process = holder.partition(" ")[0].rpartition(":")
    if host != socket.gethostname() or not process.isdecimal():
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False

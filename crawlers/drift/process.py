"""The process in which pages are compared, started by `crawlers.drift.task`.

Pages of a portal may hang a parser or eat memory: here that costs the report, and nothing else.
"""

from __future__ import annotations

import pickle
import signal
import sys

import msgspec

from crawlers.drift.analysis import analyse
from crawlers.drift.task import Task
from crawlers.reparsing.workers import bound_memory


def main() -> None:
    """Take one task from standard input, print the analysis as JSON."""
    task: Task = pickle.load(sys.stdin.buffer)  # noqa: S301  # from the parent
    signal.alarm(task.seconds)  # also where the parent was killed
    bound_memory(task.memory)
    found = analyse(task.layout, task.silent, task.then, task.now)
    sys.stdout.buffer.write(msgspec.json.encode(found))


if __name__ == "__main__":
    main()

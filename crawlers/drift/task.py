"""What is to be compared, in a process of its own."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from typing import NamedTuple

import msgspec

from crawlers.declaring.seen import Page
from crawlers.drift.analysis import Analysis
from crawlers.layout import Layout

_LAST_WORDS = 300


class NotAnalysed(Exception):  # noqa: N818
    """The pages could not be compared; the message says why."""


class Task(NamedTuple):
    """Arguments of `crawlers.drift.analysis.analyse`, and what they may cost."""

    layout: Layout
    silent: tuple[str, ...]
    then: tuple[Page, ...]
    now: tuple[Page, ...]
    seconds: int
    memory: int
    """Bytes of address space."""


def analysed(task: Task) -> Analysis:
    """The analysis, made by a child process that knows nothing of the store. Raises NotAnalysed."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    environment["PYTHONPATH"] = os.pathsep.join(entry or os.curdir for entry in sys.path)
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "crawlers.drift.process"],
            input=pickle.dumps(task, pickle.HIGHEST_PROTOCOL),
            capture_output=True,
            timeout=task.seconds,
            env=environment,
            start_new_session=True,  # what is sent to a terminal's group does not concern it
            check=False,
        )
        if done.returncode:
            said = done.stderr.decode(errors="replace").strip().rpartition("\n")[2][-_LAST_WORDS:]
            raise NotAnalysed(f"the process that compares pages ended with {done.returncode}: {said}")
        return msgspec.json.decode(done.stdout, type=Analysis)
    except subprocess.TimeoutExpired as error:
        raise NotAnalysed(f"comparing the pages took longer than {task.seconds} s") from error
    except (OSError, msgspec.MsgspecError) as error:
        raise NotAnalysed(f"the process that compares pages gave nothing ({error})") from error

"""Modules run as by `python -m MODULE …`, in processes forked from one that has imported much of them before.

Imports are two thirds of a short crawl's time, and the tests start hundreds of crawls. Each has a process of
its own all the same, with its own environment, arguments, output and exit code.
"""

from __future__ import annotations

import atexit
import io
import multiprocessing
import os
import runpy
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import import_module
from multiprocessing.context import ForkServerContext
from pathlib import Path
from pkgutil import iter_modules
from subprocess import TimeoutExpired
from typing import NoReturn

_PACKAGES = (
    "scrapy.commands",
    "scrapy.downloadermiddlewares",
    "scrapy.spidermiddlewares",
    "crawlers.commands",
)
_MODULES = (
    "scrapy.cmdline",
    "scrapy.core.downloader.handlers.http11",
    "crawlers.run",
    "crawlers.network.download",
)
"""Not `crawlers.settings`, which reads the environment."""


def run(words: Sequence[str], env: Mapping[str, str], cwd: Path, seconds: float) -> tuple[int, bytes, bytes]:
    """Exit code (negative: the signal), standard output and standard error of `python -m words…`.

    Raises TimeoutExpired, as `subprocess` does, where it takes longer, after it was killed.
    """
    with tempfile.TemporaryDirectory() as place:
        out, err = Path(place, "out"), Path(place, "err")
        out.touch()
        err.touch()
        process = _forks().Process(target=_run, args=(list(words), dict(env), cwd, out, err))
        process.start()
        process.join(seconds)
        if process.exitcode is None:
            process.kill()
            process.join()
            raise TimeoutExpired(list(words), seconds, out.read_bytes(), err.read_bytes())
        return process.exitcode, out.read_bytes(), err.read_bytes()


@cache
def _forks() -> ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([*_MODULES, *_members()])
    return context


def _members() -> Iterator[str]:
    for package in _PACKAGES:
        for member in iter_modules(import_module(package).__path__):
            yield f"{package}.{member.name}"


def _run(words: list[str], env: dict[str, str], cwd: Path, out: Path, err: Path) -> NoReturn:
    """What the interpreter does from its start to its end, but for the imports."""
    for number, name in ((1, out), (2, err)):
        os.dup2(os.open(name, os.O_WRONLY | os.O_APPEND), number)
    sys.stdout = io.TextIOWrapper(io.FileIO(1, "w"))
    sys.stderr = io.TextIOWrapper(io.FileIO(2, "w"), errors="backslashreplace", line_buffering=True)
    os.environ.clear()
    os.environ.update(env)
    os.chdir(cwd)
    sys.argv = list(words)
    code = _ended(words[0])
    threading._shutdown()  # type: ignore[attr-defined]
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _ended(module: str) -> int:
    try:
        runpy.run_module(module, run_name="__main__", alter_sys=True)
    except SystemExit as end:
        if isinstance(end.code, str):
            print(end.code, file=sys.stderr)
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        sys.excepthook(*sys.exc_info())
        return 1
    return 0

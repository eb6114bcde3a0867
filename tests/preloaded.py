"""Modules run as by `python -m MODULE …`, in processes forked from one that has imported much of them before.

Imports are two thirds of a short crawl's time, and the tests start hundreds of crawls. Each has a process of
its own all the same, with its own environment, arguments, output and exit code, and takes real signals.
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
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache
from importlib import import_module
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path
from pkgutil import iter_modules
from subprocess import TimeoutExpired
from typing import NoReturn

from tests import preloaded_reading

_PACKAGES = (
    "scrapy.commands",
    "scrapy.downloadermiddlewares",
    "scrapy.spidermiddlewares",
    "crawlers.commands",
    "crawlers.network",
    "pipelines",
)
_MODULES = (
    "scrapy.cmdline",
    "scrapy.core.downloader.handlers.http11",
    "scrapy.dupefilters",
    "scrapy.extensions.closespider",
    "scrapy.extensions.corestats",
    "scrapy.extensions.logcount",
    "scrapy.extensions.logstats",
    "scrapy.extensions.memdebug",
    "scrapy.extensions.memusage",
    "scrapy.extensions.spiderstate",
    "scrapy.extensions.throttle",
    "scrapy.pqueues",
    "scrapy.squeues",
    "crawlers.reader.process",
    "crawlers.manners.retry_after",
    "crawlers.runs.run",
    "crawlers.store.s3",
    "crawlers.undeclared",
)
"""Not `crawlers.settings`, which reads the environment, nor `spiders`, of which a test may have its own."""


class Running:
    """A process that runs while the block does; it leads a session of its own."""

    def __init__(self, words: Sequence[str], env: Mapping[str, str], cwd: Path) -> None:
        """Start `python -m words…`."""
        self._words = list(words)
        self._place = tempfile.TemporaryDirectory()
        self._out, self._err = Path(self._place.name, "out"), Path(self._place.name, "err")
        self._out.touch()
        self._err.touch()
        self._process: ForkServerProcess = _forks().Process(
            target=_run, args=(self._words, dict(env), cwd, self._out, self._err)
        )
        self._process.start()

    def __enter__(self) -> Running:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.kill()
        self._process.join()
        self._place.cleanup()

    @property
    def pid(self) -> int:
        """Of the process."""
        assert self._process.pid is not None
        return self._process.pid

    @property
    def code(self) -> int | None:
        """Its exit code, negative where a signal ended it; None while it runs."""
        return self._process.exitcode

    @property
    def out(self) -> bytes:
        """What it has printed until now."""
        return self._out.read_bytes()

    @property
    def err(self) -> bytes:
        """What it has said on standard error until now."""
        return self._err.read_bytes()

    def send(self, number: int) -> None:
        """Send a signal, if it still runs."""
        if self.code is None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def kill(self) -> None:
        """Send SIGKILL, if it still runs."""
        if self.code is None:
            self._process.kill()

    def wait(self, seconds: float) -> int:
        """Its exit code. Raises TimeoutExpired, as `subprocess` does."""
        self._process.join(seconds)
        if self.code is None:
            raise TimeoutExpired(self._words, seconds, self.out, self.err)
        return self.code


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
    os.setsid()
    for number, name in ((1, out), (2, err)):
        os.dup2(os.open(name, os.O_WRONLY | os.O_APPEND), number)
    sys.stdout = io.TextIOWrapper(io.FileIO(1, "w"))
    sys.stderr = io.TextIOWrapper(io.FileIO(2, "w"), errors="backslashreplace", line_buffering=True)
    os.environ.clear()
    os.environ.update(env)
    os.chdir(cwd)
    _customise(env, cwd)
    if "crawl" in words:
        preloaded_reading.prepare()
    sys.argv = list(words)
    code = _ended(words[0])
    threading._shutdown()  # type: ignore[attr-defined]
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _customise(env: Mapping[str, str], cwd: Path) -> None:
    """Do what the environment asks of the interpreter: where modules lie, `sitecustomize`, warnings."""
    places = [place for place in env.get("PYTHONPATH", "").split(os.pathsep) if place]
    sys.path[:0] = [str(cwd), *places]
    if any(Path(place, "sitecustomize.py").exists() for place in places):
        sys.modules.pop("sitecustomize", None)
        import_module("sitecustomize")
    if env.get("PYTHONWARNINGS") == "ignore":
        warnings.simplefilter("ignore")


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

"""The process in which pages are read: `python -m crawlers.reader.process`, a child of the crawl's.

It takes pages from its standard input and answers on its standard output, one after the other, until its
input ends. It opens no connection and writes no file.
"""

from __future__ import annotations

import contextlib
import ctypes
import faulthandler
import gc
import os
import pickle
import resource
import signal
import sys
import traceback
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

from crawlers.layout import Layout
from crawlers.reader.messages import HEADER, OUT_OF_MEMORY, READY, Broken, Page, Start, packed
from crawlers.reading import NoArticle, Reading, read_page

_PR_SET_PDEATHSIG = 1
_FIRST_TO_GO = "500"
_LONGEST_LINE = 500
_COLLECTED_AFTER = (50_000, 20, 100)
"""A page makes some thousands of objects, nearly all of which go with the last reference to them."""


def main() -> None:
    """Read pages until there are no more."""
    for number in (
        signal.SIGINT,
        signal.SIGTERM,
    ):  # sent to the whole group; the parent decides what they mean
        signal.signal(number, signal.SIG_IGN)
    faulthandler.enable()
    collect_seldom()
    pages, answers = _streams()
    with contextlib.suppress(EOFError, BrokenPipeError):
        try:
            _serve(pages, answers)
        except MemoryError:
            os._exit(OUT_OF_MEMORY)  # what is left of this process is not relied on


def collect_seldom() -> None:
    """Spend less on garbage: what is imported so far stays, and is not walked for a page's."""
    gc.freeze()
    gc.set_threshold(*_COLLECTED_AFTER)


def _serve(pages: BinaryIO, answers: BinaryIO) -> None:
    start: Start = _next(pages)
    _end_with(start.parent)
    _bound_memory(start.memory)
    _send(answers, READY)
    while True:
        _send(answers, _answer(start.layout, _next(pages)))


def _streams() -> tuple[BinaryIO, BinaryIO]:
    """Where pages come from and answers go; what else is printed or asked for has nothing to do with them."""
    pages, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return pages, answers


def _next(pages: BinaryIO) -> Any:
    (length,) = HEADER.unpack(_exactly(pages, HEADER.size))
    return pickle.loads(_exactly(pages, length))  # noqa: S301  # from the parent


def _exactly(pages: BinaryIO, length: int) -> bytes:
    data = pages.read(length)
    if len(data) < length:
        raise EOFError
    return data


def _send(answers: BinaryIO, message: Any) -> None:
    answers.write(packed(message))
    answers.flush()


def _answer(layout: Layout, page: Page) -> Reading | NoArticle | Broken:
    try:
        read = read_page(
            layout, page.content, content_type=page.content_type, url=page.url, fetched_at=page.fetched_at
        )
    except MemoryError:
        raise
    except Exception as error:
        return Broken(_line(error), traceback.format_exc())
    return replace(read, taken=[]) if isinstance(read, Reading) else read  # it hangs on the page's tree


def _line(error: Exception) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())[:_LONGEST_LINE]


def _bound_memory(size: int) -> None:
    """Let this process fail before the machine does."""
    with contextlib.suppress(ValueError, OSError):  # macOS knows no such bound
        resource.setrlimit(resource.RLIMIT_AS, (size, size))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(OSError):  # Linux: where memory runs out, this process goes before the crawl
        Path("/proc/self/oom_score_adj").write_text(_FIRST_TO_GO, encoding="ascii")


def _end_with(parent: int) -> None:
    """A process busy with a page does not see its input end: Linux then kills it with its parent."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # gone before that was said
        sys.exit()


if __name__ == "__main__":
    main()

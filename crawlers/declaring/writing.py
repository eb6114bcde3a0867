"""Writing several files of the project: all of them or none."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Mapping
from pathlib import Path


class NotWritten(Exception):  # noqa: N818
    """A file could not be written, and nothing was changed; the message says which and why."""


def write_all(root: Path, files: Mapping[str, bytes]) -> None:
    """Write files, by path below `root`. Raises NotWritten: then all is as it was before."""
    before = {path: _content(root / path) for path in files}
    made: list[Path] = []
    path = ""
    try:
        for path, content in files.items():
            made += _make_parents(root / path)
            _write(root / path, content)
    except BaseException as error:
        _restore(root, before, made)
        if isinstance(error, OSError):
            raise NotWritten(
                f"{root / path} cannot be written ({error.strerror}); nothing was changed. Mend that, and "
                "give the command again."
            ) from error
        raise


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _make_parents(path: Path) -> list[Path]:
    """Make the directories above a file; those that were made, the innermost last."""
    missing = [parent for parent in path.parents if not parent.exists()]
    path.parent.mkdir(parents=True, exist_ok=True)
    return missing[::-1]


def _write(path: Path, content: bytes) -> None:
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_bytes(content)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _restore(root: Path, before: Mapping[str, bytes | None], made: list[Path]) -> None:
    for path, content in before.items():
        with contextlib.suppress(OSError):
            if content is None:
                (root / path).unlink(missing_ok=True)
            elif _content(root / path) != content:
                (root / path).write_bytes(content)
    for folder in reversed(made):
        with contextlib.suppress(OSError):
            folder.rmdir()

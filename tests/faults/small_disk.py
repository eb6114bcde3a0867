"""A disk that is soon full: a file system of its own in memory, where this account may mount one."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_BLOCK = 4096


class NotAllowed(Exception):  # noqa: N818
    """The account may not mount a file system."""


class SmallDisk:
    """A mounted tmpfs; `leave` fills it up, `enlarge` gives space again."""

    def __init__(self, place: Path) -> None:
        self.place = place

    def leave(self, blocks: int) -> None:
        """Fill the disk but for so many blocks of 4 KB."""
        with (self.place / "ballast").open("wb") as ballast:
            while os.statvfs(self.place).f_bavail > blocks:
                ballast.write(bytes(_BLOCK))
                ballast.flush()

    def enlarge(self) -> None:
        """Make it large enough for any test."""
        _mount("-o", "remount,size=64m", str(self.place))


@contextmanager
def small_disk(place: Path) -> Iterator[SmallDisk]:
    """Have 1 MB at `place` as long as the block lasts. Raises NotAllowed."""
    place.mkdir(parents=True)
    _mount("-t", "tmpfs", "-o", "size=1m", "tuantra-test", str(place))
    try:
        yield SmallDisk(place)
    finally:
        with suppress(FileNotFoundError):
            (place / "ballast").unlink()
        subprocess.run(["umount", "--lazy", str(place)], check=True, capture_output=True)


def _mount(*words: str) -> None:
    try:
        subprocess.run(["mount", *words], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise NotAllowed(f"no file system can be mounted here: {error}") from error

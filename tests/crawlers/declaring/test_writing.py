"""All files are written, or none."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawlers.declaring.writing import NotWritten, write_all


def tree(root: Path) -> dict[str, str]:
    return {str(path.relative_to(root)): path.read_text() for path in root.rglob("*") if path.is_file()}


def test_files_are_written_with_their_directories(tmp_path: Path) -> None:
    write_all(tmp_path, {"tests/portals/a/x.html": b"1", "spiders/a.py": b"2"})
    assert tree(tmp_path) == {"tests/portals/a/x.html": "1", "spiders/a.py": "2"}


def test_where_one_cannot_be_written_all_is_as_before(tmp_path: Path) -> None:
    (tmp_path / "deploy").mkdir()
    (tmp_path / "deploy/compose.yaml").write_text("before")
    (tmp_path / "spiders").write_text("no directory")
    files = {"tests/a/x.html": b"1", "deploy/compose.yaml": b"after", "spiders/a.py": b"2"}
    with pytest.raises(NotWritten, match="nothing was changed"):
        write_all(tmp_path, files)
    assert tree(tmp_path) == {"deploy/compose.yaml": "before", "spiders": "no directory"}
    assert not (tmp_path / "tests").exists()

"""The benchmark runs and prints its numbers. How good they are is no test's affair."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.bench.__main__ import PARTS, main


def test_each_part_runs_and_prints_its_numbers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    written = tmp_path / "bench.json"
    main(["--quick", "--json", str(written)])
    told = json.loads(written.read_text(encoding="utf-8"))
    printed = capsys.readouterr().out
    assert list(told["parts"]) == list(PARTS)
    for name, part in told["parts"].items():
        assert f"{name}: {part['about']}" in printed
        assert all(isinstance(target["measured"], float) for target in part["targets"])
        assert any(isinstance(value, int | float) for row in part["rows"] for value in row.values())

"""The benchmark runs and prints its numbers. How good they are is no test's affair."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.bench.__main__ import PARTS, main

SHORT = ("pipeline", "reading", "accuracy", "redesigns", "dates")
"""The others crawl several times over, which takes as long as all of these; `make bench` runs them."""


def test_the_short_parts_run_and_print_their_numbers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written = tmp_path / "bench.json"
    main([*SHORT, "--quick", "--json", str(written)])
    told = json.loads(written.read_text(encoding="utf-8"))
    printed = capsys.readouterr().out
    assert set(told["parts"]) == set(SHORT) < set(PARTS)
    for name, part in told["parts"].items():
        assert f"{name}: {part['about']}" in printed
        assert all(isinstance(target["measured"], float) for target in part["targets"])
        assert any(isinstance(value, int | float) for row in part["rows"] for value in row.values())

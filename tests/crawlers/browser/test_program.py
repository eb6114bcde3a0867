"""A browser that is missing or does not start is told at once, with what to do."""

from __future__ import annotations

import asyncio
import importlib.util
from pathlib import Path
from typing import Any

import pytest
from scrapy.settings import Settings

from crawlers.browser import program
from crawlers.browser.program import browser_path, check_browser
from crawlers.browser.trouble import NoBrowser


def program_at(path: Path, text: str) -> Settings:
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return Settings({"BROWSER": str(path)})


def test_a_named_browser_is_taken(tmp_path: Path) -> None:
    settings = program_at(tmp_path / "chromium", "echo Chromium 150")
    assert browser_path(settings) == str(tmp_path / "chromium")
    asyncio.run(check_browser(settings))


def test_else_the_first_of_debian_s_that_exists(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program_at(tmp_path / "second", "")
    monkeypatch.setattr(program, "PLACES", (str(tmp_path / "first"), str(tmp_path / "second")))
    assert browser_path(Settings()) == str(tmp_path / "second")


def test_one_that_is_missing_is_told_with_the_package(tmp_path: Path) -> None:
    for place in (tmp_path / "none", tmp_path):
        with pytest.raises(NoBrowser, match="apt-get install chromium-headless-shell"):
            browser_path(Settings({"BROWSER": str(place)}))


def test_without_scrapy_playwright_it_is_told_which_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    real = importlib.util.find_spec

    def find_spec(name: str, *more: Any) -> Any:
        return None if name == "scrapy_playwright" else real(name, *more)

    monkeypatch.setattr(importlib.util, "find_spec", find_spec)
    with pytest.raises(NoBrowser, match=r"pip install 'tuantra\[browser\]'"):
        browser_path(Settings({"BROWSER": "/bin/true"}))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "echo error while loading libnss3.so >&2; exit 127",
            "does not start: error while loading libnss3.so",
        ),
        ("exit 1", "does not start: it says nothing"),
        ("exec sleep 60", r"does not start: no answer in \d+ s"),
    ],
)
def test_one_that_does_not_start_is_told_with_what_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, told: str
) -> None:
    monkeypatch.setattr(program, "_SECONDS", 1.0)
    with pytest.raises(NoBrowser, match=told):
        asyncio.run(check_browser(program_at(tmp_path / "chromium", text)))

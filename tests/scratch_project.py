"""A copy of the project in which a test may add a portal: the code is this one's."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from tests.crawling import QUICK, ROOT, Ended, ended

NO_PLUGINS = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
"""The portal's own tests need none, and half of their time goes into importing them."""
_SHARED = ("crawlers", "pipelines")
_COPIED = ("spiders", "deploy", "tests/portals")
_FILES = ("scrapy.cfg", "pyproject.toml", "tests/__init__.py")


def scratch_project(folder: Path) -> Path:
    """Make the copy in a folder of its own."""
    (folder / "tests").mkdir(parents=True)
    for name in _SHARED:
        (folder / name).symlink_to(ROOT / name)
    for name in _COPIED:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in _FILES:
        shutil.copy(ROOT / name, folder / name)
    return folder


def newportal(project: Path, *words: str) -> Ended:
    """Run `scrapy newportal` in a project."""
    return ended([sys.executable, "-m", "scrapy", "newportal", *words, *QUICK], NO_PLUGINS, project)

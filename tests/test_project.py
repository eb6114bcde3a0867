"""What holds for the project as a whole: its parts, its package, and that its documents tell the truth."""

from __future__ import annotations

import ast
import io
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from crawlers.store import Log, articles_object, open_store, publish
from crawlers.store.warc import Exchange, WarcFile

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("crawlers", "pipelines", "spiders")
FOLDERS = (*PACKAGES, ".ci", "deploy", "docs", "tests")
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])
SPIDER_LINES = 45
MACHINE_PATH = re.compile(r"(?<![\w.])/(?:home|root|Users|work|tmp/v)/[\w.]")
NAMED_FILE = re.compile(r"\b(?:crawlers|pipelines|spiders|docs|deploy|tests)/[\w./@-]*+(?!<)")
RUN = "20261121T101500Z-3f9a2c"
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def project() -> dict[str, Any]:
    table: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return table


def modules(*packages: str) -> list[Path]:
    return sorted(path for package in packages for path in (ROOT / package).rglob("*.py"))


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", modules("spiders"), ids=name)
def test_a_spider_is_a_short_declaration(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= SPIDER_LINES, f"{name(path)} has {lines} lines: what two portals could use goes elsewhere"


@pytest.mark.parametrize(
    ("package", "forbidden"),
    [
        ("crawlers", {"spiders", "pipelines", "tests"}),
        ("pipelines", {"spiders", "tests"}),
        ("spiders", {"pipelines", "tests"}),
    ],
)
def test_imports_go_one_way(package: str, forbidden: set[str]) -> None:
    wrong = [
        f"{name(path)} imports {module}"
        for path in modules(package)
        for module in imports(path)
        if module.split(".")[0] in forbidden
    ]
    assert not wrong


def test_a_command_does_not_wait_for_what_only_another_one_needs() -> None:
    """Scrapy imports every command, whichever is called."""
    script = (
        "import sys, pkgutil, importlib, crawlers.commands as commands\n"
        "for found in pkgutil.iter_modules(commands.__path__, 'crawlers.commands.'):\n"
        "    importlib.import_module(found.name)\n"
        "print(*sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    seldom = ("boto3", "crawlers.declaring", "crawlers.doctor", "crawlers.drift.analysis", "rich.console")
    assert not set(seldom) & set(done.stdout.split())


def test_every_command_of_make_that_a_document_names_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    named = {
        target
        for path in DOCUMENTS
        for code in code_of(path)
        for target in re.findall(r"\bmake ([a-z]+)", code)
    }
    assert {"demo", "test", "crawl"} <= named
    assert named <= targets


def test_every_file_that_a_document_names_exists() -> None:
    named = {
        (path.name, file.rstrip("."))
        for path in DOCUMENTS
        for code in code_of(path)
        for file in NAMED_FILE.findall(code)
    }
    assert named
    assert not sorted(one for one in named if not (ROOT / one[1]).exists())


def test_the_lock_gives_every_dependency_in_a_version_that_is_allowed() -> None:
    lock = dict(
        line.split("==")
        for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    )
    locked = {canonicalize_name(package): version for package, version in lock.items()}
    extras = project()["optional-dependencies"].values()
    asked = [
        Requirement(one) for one in (*project()["dependencies"], *(one for extra in extras for one in extra))
    ]
    assert not [
        f"{one} is locked as {locked.get(canonicalize_name(one.name))}: run `make lock`"
        for one in asked
        if not one.specifier.contains(locked.get(canonicalize_name(one.name), "0"))
    ]


def test_no_file_names_a_path_of_a_developers_machine() -> None:
    found = [
        f"{name(path)}: {line.strip()}"
        for path in project_files()
        for line in path.read_text(encoding="utf-8", errors="ignore").splitlines()
        if MACHINE_PATH.search(line)
    ]
    assert not found


def test_the_wheel_holds_every_module_and_nothing_else(tmp_path: Path) -> None:
    source = tmp_path / "source"
    for package in PACKAGES:
        shutil.copytree(ROOT / package, source / package, ignore=shutil.ignore_patterns("__pycache__"))
    for file in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / file, source)
    build = "import sys; from setuptools import build_meta; build_meta.build_wheel(sys.argv[1])"
    subprocess.run([sys.executable, "-c", build, str(tmp_path)], cwd=source, check=True, capture_output=True)
    [wheel] = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        inside = {file for file in archive.namelist() if ".dist-info/" not in file}
        assert any(file.endswith("licenses/LICENSE") for file in archive.namelist())
    assert inside == {
        str(path.relative_to(source)) for path in source.rglob("*.py") if is_packaged(path, source)
    }


def test_the_reader_in_the_documents_follows_the_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = open_store(str(tmp_path / "data"))
    log = Log(store, "hai_phong")
    for number in (1, 2, 3):
        row = {"id": f"hai_phong/{number}", "revision": 1, "published_at": None, "title": f"Tin {number}"}
        publish(store, log, RUN, [articles_object("hai_phong", [row])], {"added": 1}, NOON)
    monkeypatch.chdir(tmp_path)
    reader, use, *_ = examples_of(ROOT / "docs/store.md")
    assert printed_by(reader + use).splitlines() == [f"hai_phong/{n} 1 None Tin {n}" for n in (1, 2, 3)]
    assert printed_by(reader + use) == "", "the second time it goes on where it was"


def test_the_examples_in_the_documents_show_the_page_behind_an_article(tmp_path: Path) -> None:
    file = WarcFile("hai_phong", RUN, 1, {})
    exchange = Exchange("https://congan.haiphong.gov.vn/", NOON, (), 200, (), b"<h1>Trang</h1>")
    page = {"warc": file.key, **file.add(exchange)._asdict()}
    open_store(str(tmp_path)).put(file.key, file.close().data)
    imports = "import gzip\nfrom pathlib import Path\n"
    *_, one, whole = examples_of(ROOT / "docs/store.md")
    article = {"page": page}
    shown = f"print(page_of({article!r}, {str(tmp_path)!r})[1])"
    assert printed_by(f"{imports}{one}\n{shown}") == "b'<h1>Trang</h1>'\n"
    assert (
        printed_by(f"path = {str(tmp_path / file.key)!r}\n{whole}") == "https://congan.haiphong.gov.vn/ 14\n"
    )


def examples_of(document: Path) -> list[str]:
    """The Python in a document."""
    return re.findall(r"```python\n(.*?)```", document.read_text(encoding="utf-8"), re.DOTALL)


def test_the_demo_mixes_its_invented_articles_with_no_other_store(tmp_path: Path) -> None:
    (tmp_path / "v1").mkdir()
    command = [sys.executable, "-m", "tests.demo", "--store", str(tmp_path)]
    demo = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert demo.returncode == 1
    assert "holds a store that is not the demo's" in demo.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["v1"]


def printed_by(code: str) -> str:
    run: Callable[..., None] = exec
    output = io.StringIO()
    with redirect_stdout(output):
        run(code, {})
    return output.getvalue()


def code_of(document: Path) -> list[str]:
    """The code of a document: indented lines, fenced lines and words in backticks."""
    text = document.read_text(encoding="utf-8")
    return re.findall(r"^ {4}.*$|`[^`\n]+`", text, re.MULTILINE)


def project_files() -> list[Path]:
    inside = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*") if path.is_file()]
    beside = [path for path in ROOT.iterdir() if path.is_file()]
    return [path for path in inside + beside if "__pycache__" not in path.parts]


def is_packaged(path: Path, source: Path) -> bool:
    """Not what building leaves behind."""
    return path.relative_to(source).parts[0] in PACKAGES

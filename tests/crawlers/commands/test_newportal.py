"""`scrapy newportal`: one command, a look, a merge; and nothing that a person has edited is overwritten."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from scrapy.utils.project import get_project_settings

from crawlers.commands.newportal import Command
from tests.crawlers.declaring.looking import shared
from tests.crawling import ROOT, Ended, end_of, started
from tests.samples.server import SampleSites, ServedPortal
from tests.samples.site import plain
from tests.scratch_project import NO_PLUGINS, newportal, scratch_project
from tests.small_site import SmallSite


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return scratch_project(tmp_path_factory.mktemp("project") / "tuantra")


@pytest.fixture(scope="module")
def portal() -> Iterator[ServedPortal]:
    with SampleSites.start(portals=("bac_ninh",), slow_seconds=0) as sites:
        yield sites["bac_ninh"]


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command in this process: for what never comes to fetching."""
    monkeypatch.chdir(project)
    for name, value in NO_PLUGINS.items():
        monkeypatch.setenv(name, value)

    def call(*words: str) -> tuple[int, str, str]:
        command = Command()
        command.settings = get_project_settings()
        parser = ArgumentParser()
        command.add_options(parser)
        options, args = parser.parse_known_args(words)
        before = files(project)
        command.run(args, options)
        assert command.exitcode != 2 or files(project) == before, "nothing is written"
        return command.exitcode, *capsys.readouterr()

    return call


def files(project: Path) -> dict[str, bytes]:
    """All that a call may write."""
    folders = ("spiders", "deploy", "tests")
    found = (path for folder in folders for path in (project / folder).rglob("*") if path.is_file())
    return {str(path.relative_to(project)): path.read_bytes() for path in found if path.suffix != ".pyc"}


@pytest.fixture(scope="module")
def declared(project: Path, portal: ServedPortal) -> tuple[Ended, dict[str, bytes]]:
    """A portal declared from its address, and what was there before."""
    before = files(project)
    return newportal(project, "song_cau", portal.base_url), before


def test_one_command_declares_a_portal_and_its_own_tests_pass(
    project: Path, portal: ServedPortal, declared: tuple[Ended, dict[str, bytes]]
) -> None:
    ended, before = declared
    assert (ended.code, ended.err) == (0, "")
    written = files(project).keys() - before.keys()
    recorded = [path for path in written if path.startswith("tests/portals/song_cau/")]
    assert written - set(recorded) == {"spiders/song_cau.py"}
    assert len([path for path in recorded if path.endswith(".json")]) >= 4  # three articles, recorded.json
    assert {"tests/portals/song_cau/listing.html", "tests/portals/song_cau/no-article.html"} <= set(recorded)
    assert "  song_cau:\n    <<: *crawl\n    command: crawl song_cau\n" in (
        project / "deploy/compose.yaml"
    ).read_text(encoding="utf-8")
    title = portal.truth()[0].title
    for shown in (
        "Articles as read",
        (title or "")[:20],
        " passed",
        "Check by eye:",
        "checked_by",
        "systemctl",
    ):
        assert shown in ended.out
    assert portal.requests[0].path == "/robots.txt"
    assert all("tuantra/" in request.headers["user-agent"] for request in portal.requests)


def test_expected_articles_are_what_the_portal_says_and_wait_for_a_person(
    project: Path, portal: ServedPortal, declared: tuple[Ended, dict[str, bytes]]
) -> None:
    assert declared[0].code == 0
    truth = {article.number: article.gold() for article in portal.truth()}
    for path in (project / "tests/portals/song_cau").glob("article-*.json"):
        expected = json.loads(path.read_text(encoding="utf-8"))
        assert expected["checked_by"] is None
        number = int(expected["id"].removeprefix("song_cau/"))
        assert {name: expected[name] for name in truth[number]} == truth[number]


def test_the_spider_is_clean_for_ruff_and_mypy(
    project: Path, declared: tuple[Ended, dict[str, bytes]]
) -> None:
    assert declared[0].code == 0
    spider = str(project / "spiders/song_cau.py")
    for words in (["ruff", "check", "-q"], ["ruff", "format", "--diff"], ["mypy", "--strict"]):
        done = subprocess.run(
            [sys.executable, "-m", *words, spider],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr


def test_pages_and_expected_articles_are_refreshed_apart_and_what_was_edited_stays(
    project: Path, portal: ServedPortal, declared: tuple[Ended, dict[str, bytes]]
) -> None:
    assert declared[0].code == 0
    folder = project / "tests/portals/song_cau"
    checked = min(folder.glob("article-*.json"))
    told = json.loads(checked.read_text(encoding="utf-8"))
    by_hand = json.dumps(told | {"checked_by": "Lan", "title": "Sửa bằng tay"}, ensure_ascii=False)
    checked.write_text(by_hand, encoding="utf-8")
    changed = portal.change_article()
    page, expected = (folder / f"article-{changed.number}{end}" for end in (".html", ".json"))
    assert page.exists()
    before = files(project)

    pages = newportal(project, "song_cau", "--refresh", "pages")
    assert pages.code == 1, "the pages say something else than what is expected"
    assert changed.body[1] not in before[str(expected.relative_to(project))].decode()
    after = files(project)
    assert {path for path in after if after[path] != before.get(path)} == {
        path
        for path in after
        if path.startswith("tests/portals/song_cau/")
        and (path.endswith(".html") or path.endswith("recorded.json"))
        and after[path] != before.get(path)
    }
    assert after[str(page.relative_to(project))] != before[str(page.relative_to(project))]

    again = newportal(project, "song_cau", "--refresh", "expected")
    assert "Sửa bằng tay" in checked.read_text(encoding="utf-8")
    assert "was edited by a person" in again.out
    assert "-" in again.out
    assert told["title"] in again.out, "what would be written is shown"
    assert json.loads(expected.read_text(encoding="utf-8"))["body"] == changed.body
    assert again.code == 1
    assert f"{checked.stem}]" in again.out, "the test of the edited article is the one that fails"


def test_a_spider_that_was_edited_is_left_and_the_proposal_is_shown(
    project: Path, declared: tuple[Ended, dict[str, bytes]]
) -> None:
    assert declared[0].code == 0
    spider = project / "spiders/song_cau.py"
    written = spider.read_text(encoding="utf-8")
    edited = written.replace('agency = "Công an tỉnh Bắc Ninh"', 'agency = "Công an Bắc Ninh"')
    assert edited != written
    spider.write_text(edited, encoding="utf-8")
    ended = newportal(project, "song_cau", "--refresh", "spider")
    assert spider.read_text(encoding="utf-8") == edited
    assert "spiders/song_cau.py was edited by a person" in ended.out


# --- saved pages --------------------------------------------------------------------------------------------


def saved(name: str) -> Path:
    folder = shared(name)
    if not folder.is_dir():
        pytest.skip("the saved pages (shared/pages, beside the project) are not on this machine")
    return folder


def test_saved_pages_of_a_department_give_a_portal_that_passes_its_tests(project: Path, run: Run) -> None:
    folder = saved("sotttt.hanoi.gov.vn")
    code, out, err = run("so_ha_noi", "https://sotttt.hanoi.gov.vn", "--from", str(folder))
    assert (code, err) == (0, ""), out
    source = (project / "spiders/so_ha_noi.py").read_text(encoding="utf-8")
    assert "platform = LIFERAY" in source
    assert 'province = "VN-HN"' in source
    recorded = json.loads((project / "tests/portals/so_ha_noi/recorded.json").read_text(encoding="utf-8"))
    assert all(page["received"].startswith("2022-08-27") for page in recorded["pages"].values())


def test_what_too_few_saved_pages_lack_is_named_by_the_suite(project: Path, run: Run) -> None:
    folder = saved("baochinhphu.vn")
    code, out, _ = run("chinh_phu", "https://baochinhphu.vn", "--from", str(folder))
    assert code == 1
    assert "chinh_phu lacks 2 more articles" in out
    assert "only 1 article" in out
    assert (project / "spiders/chinh_phu.py").exists()


# --- what cannot be meant ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("song_lo",), "give NAME and ADDRESS"),
        (("Sông-Lô", "https://congan.vidu.vn"), "is no name for a portal"),
        (("class", "https://congan.vidu.vn"), "is no name for a portal"),
        (("hai_phong", "https://congan.vidu.vn"), "is there already"),
        (("song_lo", "congan.vidu.vn"), "is no address"),
        (("song_lo", "ftp://congan.vidu.vn"), "is no address"),
        (("song_lo", "https://ten:matkhau@congan.vidu.vn"), "is no address"),
        (("song_lo", "https://congan.vidu.vn", "--province", "Bắc Ninh"), "not an ISO 3166-2 code"),
        (("song_lo", "https://congan.vidu.vn", "--pages", "1"), "too few"),
        (("song_lo", "https://congan.vidu.vn", "--from", "nowhere"), "no such directory"),
        (("song_lo", "--refresh", "pages"), "there is no portal 'song_lo'"),
        (("hai_phong", "--refresh", "expected", "--from", "tests"), "works from the recorded pages"),
    ],
)
def test_a_call_that_cannot_be_meant_ends_with_2_and_writes_nothing(
    run: Run, words: tuple[str, ...], said: str
) -> None:
    code, _, err = run(*words)
    assert code == 2
    assert any(one in err for one in said.split("|")), err


def test_a_folder_without_pages_or_without_articles_writes_nothing(run: Run, tmp_path: Path) -> None:
    address = "https://congan.vidu.vn"
    code, _, err = run("song_lo", address, "--from", str(tmp_path))
    assert code == 2
    assert "no file named *.html" in err
    (tmp_path / "trang.html").write_text("<html><body><h1>Liên hệ</h1><p>Trụ sở: số 1</p></body></html>")
    code, _, err = run("song_lo", address, "--from", str(tmp_path))
    assert code == 2
    assert "reads as an article" in err


def test_a_portal_that_does_not_answer_or_lets_no_robot_in_writes_nothing(project: Path) -> None:
    before = files(project)
    closed = {"/robots.txt": lambda: plain("User-agent: *\nDisallow: /\n")}
    with SmallSite(closed) as site:
        refused = newportal(project, "song_lo", site.base_url)
        assert site.asked == ["/robots.txt"]
    gone = newportal(project, "song_lo", site.base_url)
    for ended in (refused, gone):
        assert ended.code == 2
        assert "was not fetched" in ended.err
    assert "robots" in refused.err
    assert files(project) == before


def test_stopped_in_the_middle_it_writes_nothing(project: Path, portal: ServedPortal) -> None:
    before, asked = files(project), len(portal.requests)
    words = [
        sys.executable,
        "-m",
        "scrapy",
        "newportal",
        "song_lo",
        portal.base_url,
        "-s",
        "DOWNLOAD_DELAY=0.5",
    ]
    with started(words, NO_PLUGINS, project) as process:
        deadline = time.monotonic() + 60
        while len(portal.requests) < asked + 4 and time.monotonic() < deadline:
            time.sleep(0.05)
        process.send(signal.SIGINT)
        ended = end_of(process)
    assert ended.code == 2
    assert ended.err.endswith("It was told to stop before all pages had come; nothing was written.\n")
    assert files(project) == before

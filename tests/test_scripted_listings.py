"""Listings that turn by script alone are read in the real browser, on the same terms as all else."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from crawlers.browser.program import PLACES
from tests.crawling import Ended, command, crawl, last_run, rows, started
from tests.listing_spiders import MODULE
from tests.samples.site import Reply, plain
from tests.scripted_site import PER_PAGE, ScriptedSite, endless, listing
from tests.small_site import Answer, SmallSite, article

LISTINGS = ("/theo-nut", "/cuon")
BY_BUTTON, BY_SCROLLING = range(120, 109, -1), range(220, 209, -1)


@pytest.fixture
def browser(tmp_path: Path) -> Path:
    """The browser, by a name of this test's own: what runs of it can be told from others."""
    found = next((place for place in PLACES if Path(place).exists()), None)
    if found is None:
        pytest.fail("no browser to test with: apt-get install chromium-headless-shell")
    path = tmp_path / "browser"
    path.write_text(f'#!/bin/sh\nexec {found} "$@" --test-of={tmp_path}\n')
    path.chmod(0o755)
    return path


@pytest.fixture
def store(tmp_path: Path) -> str:
    return str(tmp_path / "store")


def read(site: ScriptedSite, store: str, browser: Path, *more: str) -> Ended:
    site.requests.clear()
    ended = crawl("scripted", site.base_url, store, *MODULE, *settings(browser), *more)
    assert running(browser) == []
    return ended


def settings(browser: Path) -> tuple[str, ...]:
    return ("-s", f"BROWSER={browser}", "-s", "BROWSER_SECONDS=8")


def running(browser: Path) -> list[int]:
    """Processes of this test's browser."""
    mark = f"--test-of={browser.parent}".encode()
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if mark in (process / "cmdline").read_bytes().split(b"\0"):
                found.append(int(process.name))
        except OSError:
            continue  # it has just ended
    return found


def numbers(store: str) -> set[int]:
    return {int(row["id"].partition("/")[2]) for row in rows(store, "scripted")}


def hostile(elsewhere: str) -> dict[str, Answer]:
    """Pages whose scripts ask for what they may not have, and try to leave."""
    attack = f"""
      for (const way of ['/', '/a'])
        fetch('{elsewhere}' + way, {{mode: 'no-cors'}}).catch(() => 0);
      fetch('/cam/dem').catch(() => 0);
      new WebSocket('{elsewhere.replace("http", "ws")}/');
      new Image().src = '{elsewhere}/anh.png';
      const frame = document.createElement('iframe');
      frame.src = '{elsewhere}/khung';
      document.body.appendChild(frame);
      document.addEventListener('click', () => {{
        window.open('{elsewhere}/cua-so');
        const link = document.createElement('a');
        link.href = '/cam/cua-so'; link.target = '_blank'; link.click();
      }}, true);
    """
    return {
        "/robots.txt": lambda: plain("User-agent: *\nDisallow: /cam\n"),
        "/theo-nut": listing("/api/nut", extra=attack),
        "/cuon": endless("/api/cuon", extra=f"onscroll = () => location = '{elsewhere}/di';"),
    }


def test_all_articles_are_found_nothing_else_is_asked_and_the_next_run_stops_at_known_ground(
    store: str, browser: Path
) -> None:
    with (
        SmallSite({"/": lambda: plain("riêng")}) as private,
        ScriptedSite(BY_BUTTON, BY_SCROLLING, **hostile(private.base_url)) as site,
    ):
        first = read(site, store, browser)
        record = last_run(store, "scripted")["counts"]
        assert (first.code, numbers(store)) == (0, {*BY_BUTTON, *BY_SCROLLING}), record["failures"]
        assert {path: record["walks"][path]["end"] for path in LISTINGS} == dict.fromkeys(LISTINGS, "end")
        assert record["listings"] == dict.fromkeys(LISTINGS, PER_PAGE)
        assert len([path for path in site.asked if path.startswith("/tin/")]) == len(numbers(store))
        assert len({request.headers["user-agent"] for request in site.requests}) == 1
        assert not [path for path in site.asked if path.startswith("/cam")]
        assert private.requests == []

        site.lists["/api/nut"].insert(0, 121)
        site.answers["/tin/tuan-tra-121.html"] = article(121)
        second = read(site, store, browser)
        assert (second.code, 121 in numbers(store)) == (0, True), second.err
        asked = [path for path in site.asked if path.startswith("/api/")]
        assert asked == [*(f"/api/nut?p={page}" for page in (1, 2, 3)), "/api/cuon?p=1", "/api/cuon?p=2"]
        assert last_run(store, "scripted")["counts"]["walks"]["/theo-nut"]["end"] == "ground"


@pytest.mark.parametrize(
    ("program", "told"),
    [
        (None, "there is no browser at "),
        ("exit 1", "does not start"),
        ('[ "$1" = --version ] || exit 1', "does not start"),
    ],
)
def test_a_browser_that_is_missing_or_does_not_start_fails_the_run(
    store: str, tmp_path: Path, program: str | None, told: str
) -> None:
    path = tmp_path / "chromium"
    if program:
        path.write_text(f"#!/bin/sh\n{program}\n")
        path.chmod(0o755)
    with ScriptedSite(BY_BUTTON, BY_SCROLLING) as site:
        ended = crawl("scripted", site.base_url, store, *MODULE, "-s", f"BROWSER={path}")
    assert ended.code == 5
    assert "failed (browser: " in ended.last_line
    assert told in ended.last_line
    assert "apt-get install chromium-headless-shell" in ended.last_line
    assert "Traceback" not in ended.err
    assert last_run(store, "scripted")["reason"] == "browser"


def test_a_turn_that_fails_or_a_crash_leaves_a_gap_that_is_told(store: str, browser: Path) -> None:
    def crash() -> Reply:
        for process in running(browser):
            os.kill(process, signal.SIGKILL)
        return plain("", 500)

    broken: dict[str, Callable[[], Reply]] = {
        "/api/nut?p=2": crash,
        "/api/cuon?p=3": lambda: plain("500", 500),
    }
    with ScriptedSite(BY_BUTTON, BY_SCROLLING, **broken) as site:
        ended = read(site, store, browser)
        assert ended.code == 3, ended.out + ended.err
        counts = last_run(store, "scripted")["counts"]
        reasons = {
            failure["url"].removeprefix(site.base_url): failure["reason"] for failure in counts["failures"]
        }
        assert numbers(store) == {*BY_BUTTON[:PER_PAGE], *BY_SCROLLING[: 2 * PER_PAGE]}
        assert "browser" in reasons["/theo-nut"]
        assert "/api/cuon?p=3 answers 500" in reasons["/cuon"]


def test_sigterm_commits_and_ends_the_browser(store: str, browser: Path) -> None:
    def slow() -> Reply:
        time.sleep(1)
        return plain("500", 500)

    slowly: dict[str, Callable[[], Reply]] = {"/api/nut?p=2": slow}
    with (
        ScriptedSite(BY_BUTTON, BY_SCROLLING, **slowly) as site,
        started(command("scripted", site.base_url, store, *MODULE, *settings(browser))) as run,
    ):
        until = time.monotonic() + 60
        while len([path for path in site.asked if path.startswith("/tin/")]) < PER_PAGE:
            assert time.monotonic() < until
            time.sleep(0.05)
        assert running(browser)
        run.send(signal.SIGTERM)
        assert run.wait(60) == 3
    assert running(browser) == []
    assert numbers(store) == set(BY_BUTTON[:PER_PAGE])

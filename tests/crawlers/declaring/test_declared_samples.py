"""What is proposed of portals nobody has declared reads them right: the sample portals and the platforms'."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace

import pytest

from crawlers.declaring.declaration import Declaration
from crawlers.declaring.proposing import Told, propose
from crawlers.declaring.recording import compared
from crawlers.declaring.seen import read
from crawlers.declaring.spider_file import spider_source
from crawlers.definition import BadDefinition
from crawlers.exploring import Findings, Sampled
from crawlers.reading import Reading
from tests.crawlers.declaring.looking import DAY, NOW, look_at, spider_of
from tests.crawling import ROOT
from tests.platforms.serve import PLATFORM_OF, serve
from tests.samples.server import SampleSites, ServedPortal

SAMPLES = ("hai_phong", "hai_phong_city", "bac_ninh", "tphcm")
ON_PLATFORMS = tuple(name for name in PLATFORM_OF if name != "json_listing")  # its pages link no article
NAMES = (*SAMPLES, *ON_PLATFORMS)
SPIDER_LINES = 45


@pytest.fixture(scope="module")
def served() -> Iterator[dict[str, ServedPortal]]:
    with ExitStack() as stack:
        sites = stack.enter_context(SampleSites.start(portals=SAMPLES, slow_seconds=0))
        portals = {name: sites[name] for name in SAMPLES}
        yield portals | {name: stack.enter_context(serve(name)) for name in ON_PLATFORMS}


@pytest.fixture(scope="module")
def proposed() -> dict[str, Declaration]:
    """Each portal looked at once, as far as it was asked for."""
    return {}


def declared(name: str, served: dict[str, ServedPortal], proposed: dict[str, Declaration]) -> Declaration:
    if name not in proposed:
        portal = served[name]
        proposed[name] = look_at(f"new_{name}", portal.base_url + "/", portal.answer)
    return proposed[name]


@pytest.mark.parametrize("name", NAMES)
def test_the_proposed_spider_reads_the_portal_as_it_is(
    name: str, served: dict[str, ServedPortal], proposed: dict[str, Declaration]
) -> None:
    found = declared(name, served, proposed)
    truth = {article.number: article.gold() for article in served[name].truth()}
    spider = spider_of(found)()
    assert len(found.articles) >= 3
    for page in found.articles:
        address = spider.addresses.article(page.url)
        reading = read(spider.layout, page)
        assert isinstance(reading, Reading), page.url
        assert address is not None, page.url
        number = address.id.partition("/")[2]
        told = truth[int(number)] if number.isdigit() else by_title(truth.values(), reading.title)
        # Who signed cannot be told from every page without a declaration; of a date the metadata may speak.
        names = {"author", "source", "published_text"}
        read_now = compared(reading)
        assert {one: read_now[one] for one in told.keys() - names} == {
            one: told[one] for one in told.keys() - names
        }
        assert reading.author in (told["author"], told["source"], None)
        assert not [flag for flag in reading.flags if flag.endswith("-disagrees")]


@pytest.mark.parametrize("name", ON_PLATFORMS)
def test_the_platform_is_recognised_and_its_own_is_not_declared_again(
    name: str, served: dict[str, ServedPortal], proposed: dict[str, Declaration]
) -> None:
    found = declared(name, served, proposed)
    assert (found.platform and found.platform.name) == PLATFORM_OF[name]
    if found.platform:
        own = found.layout.declared
        assert not [one for one, value in own.items() if value == getattr(found.platform.layout, one)]


@pytest.mark.parametrize("name", NAMES)
def test_the_spiders_file_is_short_and_in_the_projects_style(
    name: str, served: dict[str, ServedPortal], proposed: dict[str, Declaration]
) -> None:
    source = spider_source(declared(name, served, proposed))
    assert len(source.splitlines()) <= SPIDER_LINES
    ruff = [sys.executable, "-m", "ruff"]
    file = ["--stdin-filename", str(ROOT / "spiders" / "new.py"), "-"]
    for words in (["check", "-q", *file], ["format", "--diff", *file]):
        done = subprocess.run([*ruff, *words], input=source, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


def by_title(told: object, title: str | None) -> dict[str, object]:
    found = [one for one in told if one["title"] == title]  # type: ignore[attr-defined]
    assert found, title
    return dict(found[0])


def test_a_platform_that_does_not_go_with_what_was_seen_is_left_out(
    served: dict[str, ServedPortal], proposed: dict[str, Declaration]
) -> None:
    found = declared("webforms", served, proposed)
    assert found.platform is not None
    findings = Findings(
        found.home,
        article=found.article,
        keep=found.keep,
        platform=replace(found.platform, never_articles=("/ChiTietTin.aspx?NewsID=1",)),
        articles=[Sampled(page.url, page.content, page.content_type) for page in found.articles],
    )
    again = propose(Told("new_webforms"), findings, {}, DAY, NOW)
    assert again.platform is None
    assert any(doubt.startswith("platform: not declared") for doubt in again.doubts)
    with pytest.raises(BadDefinition, match="article is empty"):
        propose(Told("new_webforms"), replace(findings, article="", platform=None), {}, DAY, NOW)

"""No page, address or number of a portal's decides where anything is stored."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.crawling import rows
from tests.raw_site import RawSite
from tests.small_internet import SmallInternet
from tests.small_site import Answer, article, html

KEY = re.compile(
    r"~lock|v1/(\.probe|[a-z]+-1\.schema\.json|attacked/(head\.json|lease\.json|log/\d{12}\.json"
    r"|(articles|rejected)/[0-9a-f]{64}\.jsonl\.gz|known/\d{12}\.jsonl\.gz"
    r"|pages/\d{8}T\d{6}Z-[0-9a-f]{6}-\d+\.warc\.gz|runs/\d{4}-\d\d/\d{8}T\d{6}Z-[0-9a-f]{6}\.json))"
)
STEERING = [
    "/Tin/Bai-../../../../etc/passwd-1.html",
    "/Tin/..%2f..%2f..%2fhead.json-2.html",
    "/Tin/%00-3.html",
    "/Tin/Bai-000184974.html",
    f"/Tin/Bai-{10**30}.html",
    f"/Tin/Bai-{'9' * 1500}.html",
    "/Tin/Bai-١٢٣.html",
    "/Tin/Bai-１２３.html",
    "/Tin/Bai-%D9%A1%D9%A2.html",
    "/Tin/Bai--1.html",
    "/Tin/Bai-1e5.html",
    "/Tin/Bai-..%5c..%5c-4.html",
    "/Tin/Bai%0d%0aX-Khoa: 1-5.html",
    "/Tin/v1/attacked/head.json-6.html",
    "/Tin/" + "a" * 1500 + "-7.html",
    "/Tin/con-8.html",
    "/Tin/\u202egnp.-9.html",
]


class Everywhere(dict[str, Answer]):
    """An article at every address."""

    def __init__(self, home: Answer) -> None:
        super().__init__()
        self._home = home

    def __contains__(self, path: object) -> bool:
        return path != "/robots.txt"

    def __getitem__(self, path: str) -> Answer:
        return article(1) if path.endswith(".html") else self._home


@pytest.fixture
def internet(tmp_path: Path) -> SmallInternet:
    return SmallInternet(tmp_path)


@pytest.fixture
def site(internet: SmallInternet) -> Iterator[RawSite]:
    with RawSite() as running:
        running.answers = Everywhere(html("".join(f'<a href="{link}">Bài</a>' for link in STEERING)))
        internet.serve("congan.example", 80, running.port)
        yield running


@pytest.mark.parametrize(
    "pattern",
    [r"/(?P<category>\w+)/.*-(?P<number>\d+)\.html", r"/(?P<category>.*)/(?P<number>.*)\.html", r"/.*\.html"],
)
def test_keys_are_the_stores_own(internet: SmallInternet, site: RawSite, pattern: str) -> None:
    """Also where a portal's declared pattern takes anything for a number."""
    internet.declare(home="http://congan.example/", article=pattern, listing=None)
    run = internet.crawl("-s", "LOG_LEVEL=ERROR")
    assert "Traceback" not in run.err, run.err
    ids = [row["id"] for row in rows(internet.store, "attacked")]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch("attacked/[0-9a-f]+", name) for name in ids)
    root = Path(internet.store)
    keys = {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}
    assert [key for key in keys if not KEY.fullmatch(key)] == []
    assert not [path for path in root.parent.iterdir() if path.name not in ("store", "internet")]
    assert len(site.asked) > len(STEERING) // 2, "hardly any of the addresses was followed"

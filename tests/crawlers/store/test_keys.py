"""Keys come from slugs, numbers, run ids and hashes, and from nothing else."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from crawlers.store import keys
from crawlers.store.objects import check_key

RUN = "20261121T101500Z-3f9a2c"
DIGEST = "0123456789abcdef" * 4


def test_the_layout() -> None:
    assert keys.articles("hai_phong", DIGEST) == f"v1/hai_phong/articles/{DIGEST}.jsonl.gz"
    assert keys.rejected("hai_phong", DIGEST) == f"v1/hai_phong/rejected/{DIGEST}.jsonl.gz"
    assert keys.pages("hai_phong", RUN, 3) == f"v1/hai_phong/pages/{RUN}-3.warc.gz"
    assert keys.commit("hai_phong", 42) == "v1/hai_phong/log/000000000042.json"
    assert keys.run_record("hai_phong", RUN) == f"v1/hai_phong/runs/2026-11/{RUN}.json"
    assert keys.head("hai_phong") == "v1/hai_phong/head.json"
    assert keys.checkpoint("hai_phong", 42) == "v1/hai_phong/known/000000000042.jsonl.gz"
    assert keys.lease("hai_phong") == "v1/hai_phong/lease.json"
    assert keys.schema("article", 1) == "v1/article-1.schema.json"
    assert check_key(keys.PROBE) == "v1/.probe"


@pytest.mark.parametrize(
    "portal", ["", "..", "a/b", "Hai_phong", "hải_phòng", "9", "_x", "a-b", "a\n", "a.b", ".probe"]
)
def test_a_portal_that_is_no_slug_gives_no_key(portal: str) -> None:
    builders: list[Callable[[], str]] = [
        lambda: keys.articles(portal, DIGEST),
        lambda: keys.rejected(portal, DIGEST),
        lambda: keys.pages(portal, RUN, 1),
        lambda: keys.commit(portal, 1),
        lambda: keys.run_record(portal, RUN),
        lambda: keys.head(portal),
        lambda: keys.checkpoint(portal, 1),
        lambda: keys.lease(portal),
    ]
    for build in builders:
        with pytest.raises(ValueError, match="not a slug"):
            build()


@pytest.mark.parametrize("number", [0, -1, 10**12])
def test_a_number_out_of_range_gives_no_key(number: int) -> None:
    for build in (keys.commit, keys.checkpoint):
        with pytest.raises(ValueError, match="not a number"):
            build("hai_phong", number)


@pytest.mark.parametrize("digest", ["", "../" * 21 + "x", DIGEST.upper(), DIGEST + "0", DIGEST[:-1] + "\n"])
def test_what_is_no_hash_gives_no_key(digest: str) -> None:
    with pytest.raises(ValueError, match="not a SHA-256"):
        keys.articles("hai_phong", digest)


@pytest.mark.parametrize(
    "run",
    [
        "",
        "../x",
        "20261321T101500Z-3f9a2c",
        "20261121T251500Z-3f9a2c",
        RUN + "\n",
        RUN.upper(),
        "２" + RUN[1:],
    ],
)
def test_what_is_no_run_id_gives_no_key(run: str) -> None:
    with pytest.raises(ValueError, match="not a run id"):
        keys.run_record("hai_phong", run)


def test_keys_are_read_back_only_where_they_are_the_portals_own() -> None:
    assert keys.commit_seq("hai_phong", keys.commit("hai_phong", 42)) == 42
    assert keys.checkpoint_seq("hai_phong", keys.checkpoint("hai_phong", 7)) == 7
    assert keys.record_run("hai_phong", keys.run_record("hai_phong", RUN)) == RUN
    for key in (
        keys.commit("hai_phong_city", 42),
        "v1/hai_phong/log/42.json",
        "v1/hai_phong/log/000000000000.json",
        "v1/hai_phong/log/000000000042.json.bak",
        "v1/hai_phong/old/log/000000000042.json",
    ):
        assert keys.commit_seq("hai_phong", key) is None
    assert keys.record_run("hai_phong", f"v1/hai_phong/runs/2026-10/{RUN}.json") is None
    assert keys.record_run("bac_ninh", keys.run_record("hai_phong", RUN)) is None

"""The ten lines are enough: each sample portal is crawled by its spider, end to end, and stored as it is."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.crawling import ended, rows
from tests.platforms.serve import SAMPLES, ServedSample, serve

CRAWLED = [name for name in SAMPLES if name not in ("nukeviet_egov", "wordpress_newspaper")]
"""Those two differ from another sample in their theme alone."""


@pytest.fixture(scope="module")
def served() -> Iterator[dict[str, ServedSample]]:
    with ExitStack() as running:
        yield {name: running.enter_context(serve(name)) for name in CRAWLED}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("store")


@pytest.fixture(scope="module")
def outcomes(served: dict[str, ServedSample], store: Path) -> dict[str, str]:
    """How the runs went: all portals are crawled by one process."""
    addresses = [f"{name}={sample.base_url}/" for name, sample in served.items()]
    words = [sys.executable, "-m", "tests.platforms.crawl_all", str(store), *addresses]
    done = ended(words)
    assert done.code == 0, done.err
    return dict(line.split(" ", 1) for line in done.out.splitlines())


@pytest.mark.parametrize("name", CRAWLED)
def test_each_portal_is_crawled_completely(
    name: str, outcomes: dict[str, str], served: dict[str, ServedSample], store: Path
) -> None:
    assert outcomes[name] == "complete"
    sample = served[name]
    stored = {row["url"].split("/", 3)[3]: row for row in rows(str(store), name)}
    assert sorted(f"/{path}" for path in stored) == sorted(sample.paths("article"))
    for article in sample.truth():
        row = stored[article.path.removeprefix("/")]
        told = row["title"], row["published_at"], row["body"], row["lead"], row["author"]
        body = "\n\n".join(article.body)
        assert told == (article.title, article.published_at, body, article.lead, article.author)
        last = article.blocks[-2]
        may_be_caption = last.kind == "picture" and not last.text  # then the last line may be its caption
        assert row["flags"] == (["body-unsure"] if may_be_caption else [])


def test_no_article_is_asked_for_twice(outcomes: dict[str, str], served: dict[str, ServedSample]) -> None:
    assert outcomes
    for name, sample in served.items():
        asked = [request.path for request in sample.requests if request.path in sample.paths("article")]
        assert len(asked) == len(set(asked)), name

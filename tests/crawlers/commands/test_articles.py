"""`scrapy articles` prints what is stored, safely, in order, for whoever reads it."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from typing import Any

import pytest

from crawlers.article import as_row
from crawlers.commands.articles import _cell
from crawlers.store import Log, articles_object, open_store, publish
from tests.crawlers.store.portal import NOW, run_id
from tests.crawling import ROOT, scrapy
from tests.pipelines.articles import article


def store_with(directory: str, portal: str, *batches: list[dict[str, Any]]) -> None:
    store = open_store(directory)
    log = Log(store, portal)
    for number, batch in enumerate(batches, 1):
        rows = [row | {"portal": portal, "id": row["id"].replace("hai_phong", portal)} for row in batch]
        publish(store, log, run_id(number), [articles_object(portal, rows)], {"added": len(rows)}, NOW)


def row(number: int, **more: Any) -> dict[str, Any]:
    return as_row(article(number, **more))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    directory = str(tmp_path_factory.mktemp("store"))
    old = row(2, published_at="2020-01-01", title='=HYPERLINK("http://example.com")')
    store_with(directory, "hai_phong", [row(1), old], [row(3, title="Tin\x1b[31m đỏ\u202e")])
    store_with(directory, "tphcm", [row(7, title=None, published_at=None)])
    return directory


def printed(store: str, *words: str) -> list[dict[str, Any]]:
    ended = scrapy("articles", *words, "-s", f"STORE={store}")
    assert (ended.code, ended.err) == (0, "")
    return [json.loads(line) for line in ended.out.splitlines()]


def test_json_lines_have_every_field_and_the_sequence_number(store: str) -> None:
    lines = printed(store, "--portal", "hai_phong")
    assert [(line["seq"], line["id"]) for line in lines] == [
        (1, "hai_phong/1"),
        (1, "hai_phong/2"),
        (2, "hai_phong/3"),
    ]
    assert {name: value for name, value in lines[0].items() if name != "seq"} == row(1)


def test_all_portals_unless_one_is_named(store: str) -> None:
    assert [line["id"] for line in printed(store)][-1] == "tphcm/7"


def test_a_reader_goes_on_after_the_number_it_kept(store: str) -> None:
    assert [line["id"] for line in printed(store, "--portal", "hai_phong", "--after", "1")] == ["hai_phong/3"]
    assert printed(store, "--portal", "hai_phong", "--after", "2") == []


def test_since_takes_what_was_printed_on_that_day_or_later(store: str) -> None:
    assert len(printed(store, "--since", "2025-06-27")) == 2
    assert printed(store, "--since", "2025-06-28") == []


def test_csv_holds_no_formula(store: str) -> None:
    ended = scrapy("articles", "--format", "csv", "-s", f"STORE={store}")
    lines = list(csv.DictReader(io.StringIO(ended.out)))
    assert [line["id"] for line in lines] == ["hai_phong/1", "hai_phong/2", "hai_phong/3", "tphcm/7"]
    assert lines[1]["title"] == '\'=HYPERLINK("http://example.com")'
    assert lines[0]["title"] == row(1)["title"]
    assert lines[3]["title"] == ""


@pytest.mark.parametrize("start", ["=1", "+1", "-1", "@a", "\tx", "\rx", "\nx", "＝1", "＋1", "－1", "＠a"])
def test_each_beginning_of_a_formula_is_neutralised(start: str) -> None:
    assert _cell(start) == f"'{start}"
    assert _cell(f"Tin {start}") == f"Tin {start}"


def test_a_table_is_one_line_an_article_and_harmless_to_the_terminal(store: str) -> None:
    ended = scrapy("articles", "--format", "table", "-s", f"STORE={store}")
    lines = ended.out.splitlines()
    assert len(lines) == 5
    assert "\x1b" not in ended.out
    assert "\u202e" not in ended.out
    assert "hai_phong/3" in lines[3]


def test_an_empty_store_prints_nothing(tmp_path: Any) -> None:
    assert printed(str(tmp_path / "none")) == []
    assert not (tmp_path / "none").exists()


def test_a_reader_that_has_enough_may_leave(tmp_path: Any) -> None:
    store_with(str(tmp_path), "hai_phong", [row(number, body="x" * 20_000) for number in range(1, 60)])
    words = [sys.executable, "-m", "scrapy", "articles", "-s", f"STORE={tmp_path}"]
    process = subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout
    assert process.stderr
    assert process.stdout.readline().startswith(b"{")
    process.stdout.close()
    error = process.stderr.read()
    process.stderr.close()
    assert process.wait(30) == 0
    assert error == b""


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["--after", "1"], "--after needs --portal"),
        (["--portal", "nowhere"], "'nowhere' is not a portal. There are: bac_ninh"),
        (["--portal", "tphcm", "--after", "x"], "'x' is not the number of a commit"),
        (["--since", "yesterday"], "'yesterday' is not a day"),
        (["--format", "xml"], "invalid choice: 'xml'"),
        (["tphcm"], "'tphcm' is not understood"),
        (["--formt=csv"], "'--formt=csv' is not understood"),
    ],
)
def test_wrong_usage_ends_with_2(words: list[str], complaint: str, store: str) -> None:
    ended = scrapy("articles", *words, "-s", f"STORE={store}")
    assert ended.code == 2
    assert complaint in ended.err
    assert ended.out == ""


def test_a_store_that_cannot_be_read_ends_with_5() -> None:
    ended = scrapy("articles", "-s", "STORE=ftp://example.com/")
    assert ended.code == 5
    assert "Set STORE to" in ended.err
    assert "Traceback" not in ended.err

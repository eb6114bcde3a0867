"""A batch is the same bytes for the same articles, and nothing of an article is lost in it."""

from __future__ import annotations

import gzip
import hashlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.store import StoreError, articles_object, rejected_object
from crawlers.store.batches import decode, encode_articles

ROW: dict[str, Any] = {
    "id": "hai_phong/1",
    "revision": 1,
    "title": "Đồng chí Trưởng Công an phường",
    "lead": None,
}


def test_the_same_articles_in_any_order_are_the_same_bytes() -> None:
    rows = [{**ROW, "id": f"hai_phong/{number % 7}", "revision": number // 7 + 1} for number in range(21)]
    assert encode_articles(rows) == encode_articles(reversed(rows))
    assert encode_articles([{"b": 1, **ROW}]) == encode_articles([{**ROW, "b": 1}])


def test_the_header_holds_neither_time_nor_name_nor_system() -> None:
    assert encode_articles([ROW])[:10] == bytes([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255])


def test_it_is_plain_json_lines_that_any_tool_reads() -> None:
    text = gzip.decompress(encode_articles([{**ROW, "id": "hai_phong/2"}, ROW])).decode("utf-8")
    assert [json.loads(line)["id"] for line in text.splitlines()] == ["hai_phong/1", "hai_phong/2"]
    assert "Trưởng Công an" in text
    assert text.endswith("\n")


def test_its_key_is_the_hash_of_its_bytes() -> None:
    batch = articles_object("hai_phong", [ROW])
    assert batch.key == f"v1/hai_phong/articles/{hashlib.sha256(batch.data).hexdigest()}.jsonl.gz"
    assert (batch.rows, batch.kind) == (1, "articles")


def test_one_revision_twice_is_refused() -> None:
    assert decode(encode_articles([ROW, {**ROW, "revision": 2}]))[1]["revision"] == 2
    with pytest.raises(ValueError, match="revision 1 of article hai_phong/1 stands twice"):
        encode_articles([ROW, {**ROW, "title": "khác"}])


@pytest.mark.parametrize("row", [{}, {"id": "a"}, {"id": None, "revision": 1}, {"id": "a", "revision": "1"}])
def test_an_article_without_identity_is_refused(row: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="needs an id and a revision"):
        encode_articles([row])


@pytest.mark.parametrize("value", [float("nan"), float("inf"), "\ud800"])
def test_what_json_cannot_say_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r"JSON compliant|surrogates"):
        encode_articles([{**ROW, "title": value}])


def test_rejected_rows_need_no_identity() -> None:
    batch = rejected_object("hai_phong", [{"reason": "không có tiêu đề"}, {"reason": "x"}])
    assert [row["reason"] for row in decode(batch.data)] == ["không có tiêu đề", "x"]
    assert batch.key.startswith("v1/hai_phong/rejected/")


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_comes_back_as_it_went_in(text: str) -> None:
    assert decode(encode_articles([{**ROW, "title": text}])) == [{**ROW, "title": text}]


def test_line_separators_within_a_text_do_not_split_a_row() -> None:
    row = {**ROW, "body": "một\u2028hai\u2029ba\x85bốn\x0b\x0c\r\nnăm"}
    assert decode(encode_articles([row])) == [row]


def test_damage_is_found() -> None:
    data = encode_articles([{**ROW, "id": f"hai_phong/{number}"} for number in range(100)])
    for damaged in (data[:-1], data[: len(data) // 2], b"", data[:-8] + b"\0" * 8, b"{}\n"):
        with pytest.raises(StoreError, match="cut short or damaged"):
            decode(damaged)
    with pytest.raises(StoreError, match="no JSON object"):
        decode(gzip.compress(b"[1]\n"))

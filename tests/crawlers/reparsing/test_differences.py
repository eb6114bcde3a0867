"""Two revisions, field by field: clipped to where they differ, harmless to a terminal."""

from __future__ import annotations

from crawlers.article import as_row
from crawlers.reparsing.differences import differences, visible
from tests.pipelines.articles import article


def test_equal_articles_have_none_whatever_was_said_about_the_reading_of_them() -> None:
    old = as_row(article(1))
    new = old | {"revision": 2, "fetched_at": "2027-01-01T00:00:00Z", "content_hash": "1" * 64}
    assert differences(old, new) == ()


def test_each_field_that_differs_is_named_with_both_values() -> None:
    old, new = as_row(article(1)), as_row(article(1, title="Đêm", author=None, tags=["ma túy"]))
    assert [tuple(one) for one in differences(old | {"author": "Bùi An"}, new)] == [
        ("title", '"Tuần tra đêm ở phường Đông Bến"', '"Đêm"'),
        ("author", '"Bùi An"', "null"),
        ("tags", "null", '["ma túy"]'),
    ]


def test_a_field_that_an_older_version_did_not_store_counts_as_empty() -> None:
    new = as_row(article(1))
    old = {name: value for name, value in new.items() if name not in ("tags", "lead")}
    assert differences(old, new) == ()


def test_a_long_text_is_shown_where_it_begins_to_differ() -> None:
    same = "Tổ công tác tuần tra. " * 500
    old, new = as_row(article(1, body=same + "Hết." + same)), as_row(article(1, body=same + "Còn nữa."))
    (found,) = differences(old, new)
    assert found.old.startswith("…")
    assert found.old.endswith("…")
    assert "tuần tra. Hết." in found.old
    assert "tuần tra. Còn nữa." in found.new
    assert max(map(len, (found.old, found.new))) < 130


def test_what_is_invisible_or_would_steer_a_terminal_is_escaped() -> None:
    assert visible("Tin\x1b[31m đỏ\u202e\xa0và\nvàng") == r"Tin\x1b[31m đỏ\u202e\xa0và\nvàng"
    (found,) = differences(as_row(article(1, body="a\xa0b")), as_row(article(1, body="a b")))
    assert (found.old, found.new) == (r'"a\xa0b"', '"a b"')

# ruff: noqa: E501  (addresses read better unbroken)
"""Addresses: the quick way to an absolute address gives what the slow one gives."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.reading.links import Addresses, is_file, resolve
from tests.crawlers.reading.pages import URL

BASES = (
    URL,
    "http://vidu.vn",
    "https://vidu.vn/a//b/./c?d#e",
    "HTTP://Vidu.vn/a",
    "//vidu.vn/",
    "a/b",
    "http://[",
    "",
    None,
)
ADDRESSES = (
    "/tin/1.html", "/", "//khac.vn/a", "/a/../b", "/a/./b", "/.a", "/a?", "/a#", "/a?#b", "/a?b#c", "/a;b", "/a;", "/a ",
    " /a", "/a b", "/a\tb", "/a\u00a0", "/tin/bài viết", "/a:b", "/a//b", "/a?b=/../c", "tin/1", "../1", "?a=1", "#", "",
    "https://khac.vn", "https://khac.vn/a?b", "https://khac.vn/a?", "http://khac.vn/../a", "http:///a", "http://?a",
    "https://khac.vn;a", "http://[a", "https://KHAC.vn/a", "HTTPS://khac.vn/a", "mailto:a@vidu.vn", "javascript:void(0);",
)  # fmt: skip


@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize("address", ADDRESSES)
def test_known_shapes(base: str | None, address: str) -> None:
    assert Addresses(base).absolute(address) == resolve(base, address)


@given(
    st.sampled_from(BASES),
    st.lists(
        st.sampled_from(
            [
                "/",
                ".",
                "..",
                "a",
                "B",
                "?",
                "#",
                ";",
                ":",
                " ",
                "\t",
                "[",
                "é",
                "http",
                "https://",
                "//",
                "%20",
            ]
        )
    ),
)
def test_any_shape(base: str | None, parts: list[str]) -> None:
    address = "".join(parts)
    assert Addresses(base).absolute(address) == resolve(base, address)


@pytest.mark.parametrize("address", ["/a.pdf", "/a.PDF", "/a.doc?v=1", "/a.docx#b", "https://vidu.vn/a.jpeg"])
def test_a_file_is_told_by_its_name(address: str) -> None:
    assert is_file(address)


@pytest.mark.parametrize("address", ["/a.html", "/pdf", "/a.pdf/b", "/a?b=.pdfx", "/a.docs"])
def test_a_page_is_no_file(address: str) -> None:
    assert not is_file(address)

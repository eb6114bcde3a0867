"""The address of a page tells which line is its title, as far as it holds the title's words."""

from __future__ import annotations

import time

import pytest

from crawlers.reading.slugs import initials_of, is_named_by, plain, slug_of

TITLE = "Công an phường Đông Bến ra quân bảo đảm trật tự đô thị"


@pytest.mark.parametrize(
    "address",
    [
        "https://congan.example/cong-an-phuong-dong-ben-ra-quan-bao-dam-trat-tu-do-thi-184959.html",
        "https://congan.example/tin/Cong-An-Phuong-Dong-Ben-Ra-Quan-Bao-Dam-Trat-Tu-Do-Thi-n5024.HTML",
        "https://congan.example/2025/06/cong-an-phuong-dong-ben-ra-quan-bao-dam-trat-tu-do-thi/",
        "https://congan.example/công-an-phường-đông-bến-ra-quân-bảo-đảm-trật-tự-đô-thị",
        "https://congan.example/tin_tuc/cong_an_phuong_dong_ben_ra_quan_bao_dam_trat_tu_do_thi-d9031.aspx",
    ],
)
def test_an_address_names_the_title_that_it_was_made_of(address: str) -> None:
    slug = slug_of(address)
    assert slug == plain(TITLE)
    assert is_named_by(slug, TITLE)
    assert TITLE[0].casefold() in initials_of(slug)


def test_an_address_that_was_cut_short_still_names_its_title_however_long_it_is() -> None:
    slug = slug_of("https://congan.example/cong-an-phuong-dong-ben-ra-quan-bao-dam-123.html")
    assert is_named_by(slug, TITLE)
    assert is_named_by(slug, TITLE + ", đồng thời triển khai nhiều giải pháp bảo đảm an ninh" * 4)


@pytest.mark.parametrize(
    "line",
    [
        "Công an phường Đông Bến",
        "Công an phường Đông Hải ra quân bảo đảm trật tự đô thị",
        f"Tin mới: {TITLE}",
        "",
    ],
)
def test_an_address_names_no_other_line(line: str) -> None:
    assert not is_named_by(plain(TITLE), line)


@pytest.mark.parametrize(
    "address",
    [
        None,
        "",
        "https://congan.example/",
        "https://congan.example/tin-chi-tiet?id=1014",
        "https://congan.example/an-ninh-trat-tu/184959.html",
        "https://congan.example/Portal/Detail.aspx?ContentID=154790",
        "https://congan.example/" + "a-" * 2000,
    ],
)
def test_an_address_without_a_titles_words_says_nothing(address: str | None) -> None:
    assert slug_of(address) == ""
    assert not is_named_by("", TITLE)


def test_a_title_that_begins_with_an_accented_letter_is_known_by_its_plain_one() -> None:
    slug = slug_of("https://congan.example/de-nghi-truy-to-ba-bi-can-trong-vu-an-danh-bac-77.html")
    assert {"d", "đ"} <= initials_of(slug)
    assert is_named_by(slug, "Đề nghị truy tố ba bị can trong vụ án đánh bạc")


@pytest.mark.parametrize("numbers", ["0", "-0", "-a1", "post1", "1-"])
def test_an_address_of_numbers_is_told_in_no_time(numbers: str) -> None:
    began = time.perf_counter()
    slug_of(f"https://congan.example/tin-tuc-an-ninh-{numbers * 300}x")
    assert time.perf_counter() - began < 1

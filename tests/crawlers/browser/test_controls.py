"""What is clicked is what a reader would click to see the next page."""

from __future__ import annotations

from crawlers.addresses import Addresses
from crawlers.browser.controls import Control, choose, last_resort

ADDRESSES = Addresses("vi_du", "https://congan.example.gov.vn/", r"/tin/[\w-]+-(?P<number>\d+)\.html")


def chosen(turn: int, *controls: str | tuple[str, str]) -> list[str]:
    listed: list[Control] = []
    for control in controls:
        name, href = (control, "") if isinstance(control, str) else control
        listed.append({"name": name, "href": href and f"https://congan.example.gov.vn{href}"})
    return [listed[place]["name"] for place in choose(listed, turn, ADDRESSES, "/tin-tuc")]


def test_the_number_comes_before_the_word_and_the_word_before_the_sign() -> None:
    assert chosen(3, "»", "Trang sau", "1", "2", "3", "4", "›") == ["3", "Trang sau", "›"]


def test_a_sign_that_may_mean_the_last_page_comes_last() -> None:
    assert chosen(2, ">>", ">") == [">", ">>"]


def test_the_gap_is_clicked_only_where_the_numbers_before_it_end() -> None:
    assert chosen(6, "1", "…", "4", "5", "…", "40") == ["…"]
    assert chosen(3, "1", "2", "3", "…") == ["3"]
    assert chosen(9, "1", "2", "…") == []


def test_what_leads_elsewhere_is_not_clicked() -> None:
    elsewhere = [("Xem thêm", "/vu-an"), ("Tiếp", "/tin/a-1.html"), ("Đăng nhập", ""), ("2", "/vu-an?page=2")]
    assert chosen(2, *elsewhere) == []
    assert chosen(2, ("Trang sau", "/tin-tuc?page=2")) == ["Trang sau"]


def test_what_stands_at_every_entry_turns_no_page_unless_it_is_the_last_one() -> None:
    entries: list[Control] = [{"name": "Xem thêm", "href": ""}] * 4
    own: Control = {"name": "Xem thêm", "href": "https://congan.example.gov.vn/tin-tuc?page=2"}
    assert choose([*entries, own], 2, ADDRESSES, "/tin-tuc") == [4]
    assert choose(entries, 2, ADDRESSES, "/tin-tuc") == []
    assert last_resort(entries) == [3]
    assert last_resort(entries[:3]) == []
    assert chosen(2, *["2"] * 2) == ["2", "2"]

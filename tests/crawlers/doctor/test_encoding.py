"""Encodings that pages declare, and those in which they are."""

from __future__ import annotations

import pytest

from crawlers.doctor.encoding import check_encoding
from crawlers.doctor.verdict import Verdict
from tests.crawlers.doctor.visits import by_check, came, failed, visit_of

WORDS = "Công an phường Đông Bến tuần tra trên các tuyến đường ven sông trong đêm giao thừa."
HTML = "text/html"
META = '<meta charset="{}">'


def verdicts_on(body: bytes, content_type: str = HTML) -> dict[str, Verdict]:
    return by_check(check_encoding(visit_of(home=came("/", body, 200, content_type))))


def test_what_is_declared_and_true_is_good() -> None:
    verdicts = verdicts_on((META.format("utf-8") + WORDS).encode())
    assert [verdict.grade for verdict in verdicts.values()] == ["good", "good"]


@pytest.mark.parametrize(
    ("body", "content_type", "says"),
    [
        (WORDS.encode(), HTML, "no charset, it is utf-8"),
        ((META.format("windows-1252") + WORDS).encode(), HTML, "cp1252 declared, it is utf-8"),
        (WORDS.encode(), "text/html; charset=iso-8859-1", "declared, it is utf-8"),
        (
            "Trật tự".encode("utf-16") + b"\xff\xfe\xfa",
            "text/html; charset=utf-8",
            "utf-8 declared, it is not",
        ),
    ],
)
def test_what_is_declared_wrongly_is_told_and_harmless(body: bytes, content_type: str, says: str) -> None:
    verdict = verdicts_on(body, content_type)["declared"]
    assert verdict.grade == "look"
    assert says in verdict.seen
    assert "read by their bytes" in verdict.remedy


def test_windows_encodings_that_are_declared_are_taken_as_true() -> None:
    body = "Công an tuâ\u0300n tra".encode("cp1258")
    assert verdicts_on(body, "text/html; charset=windows-1258")["declared"].grade == "good"


def test_text_that_was_encoded_twice_is_bad() -> None:
    twice = WORDS.encode().decode("cp1252", "replace").replace("\ufffd", "").encode()
    verdict = verdicts_on(twice, "text/html; charset=utf-8")["letters"]
    assert verdict.grade == "bad"
    assert "encoded twice" in verdict.seen


def test_damaged_bytes_are_bad() -> None:
    verdict = verdicts_on(WORDS.encode().replace("đ".encode(), b"\xc4"))["letters"]
    assert (verdict.grade, "bytes of no encoding" in verdict.seen) == ("bad", True)


def test_without_a_page_the_check_says_why_it_is_not_made() -> None:
    (verdict,) = check_encoding(visit_of(home=failed("/")))
    assert "not looked at" in verdict.seen

"""Whatever a page holds: no crash, no hang, bounded memory, and nothing wrong without a flag.

The long run is `python -m tests.fuzz --seconds 300`.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.crawling import ROOT
from tests.fuzz.chain import Outcome, through_the_chain
from tests.fuzz.character_level import DIRECTIONS, INVISIBLE
from tests.fuzz.giants import ADDRESS, GIANTS, page
from tests.fuzz.mutant import HARMLESS, OF_BYTES, OF_TEXT, Mutant, mutant
from tests.fuzz.oracle import SECONDS, Finding, findings, unclean

MUTANTS = range(1, 301)
GIANT_BYTES = 200_000
GIANT_MEBIBYTES = 300
Found = list[tuple[Mutant, Finding]]


@pytest.fixture(scope="module")
def found() -> Found:
    made = map(mutant, MUTANTS)
    return [(one, finding) for one in made for finding in findings(one)]


def told(found: Found, *beginnings: str) -> list[str]:
    """The findings of these kinds, each with the words that show it again."""
    return [
        f"python -m tests.fuzz --only {one.seed} ({', '.join(one.changes)}): {finding.kind}: {finding.seen}"
        for one, finding in found
        if any(beginning in finding.kind for beginning in beginnings)
    ]


def test_no_mutant_breaks_the_reading(found: Found) -> None:
    assert told(found, "crash", "slow") == []


def test_no_mutant_leaves_characters_that_nobody_sees(found: Found) -> None:
    assert told(found, "unseen character", "is not folded") == []


def test_no_mutant_leaves_replaced_characters_without_a_flag(found: Found) -> None:
    assert told(found, "replaced characters") == []


def test_nothing_is_missing_without_a_flag(found: Found) -> None:
    assert told(found, "is missing without a flag") == []


def test_nothing_is_wrong_without_a_flag_where_every_text_is_there(found: Found) -> None:
    whole = [(one, finding) for one, finding in found if one.is_whole]
    assert told(whole, "is wrong without a flag") == []


def test_nothing_is_foreign_without_a_flag_where_texts_are_damaged(found: Found) -> None:
    damaged = [(one, finding) for one, finding in found if not one.is_whole]
    assert told(damaged, "is wrong without a flag") == []


def test_a_seed_gives_the_same_mutant_and_every_change_is_tried() -> None:
    assert mutant(7).content == mutant(7).content
    tried = {change for seed in MUTANTS for change in mutant(seed).changes}
    assert tried == {*OF_TEXT, *OF_BYTES}
    assert tried >= HARMLESS


# --- giants ------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def weights() -> dict[str, tuple[float, str]]:
    """Giants by name, what each cost and what came of it; read in a process of their own."""
    run = subprocess.run(
        [sys.executable, "-m", "tests.fuzz.giants", str(GIANT_BYTES)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=600,
    )
    lines = (line.split("\t") for line in run.stdout.splitlines())
    return {name: (float(cost), came) for name, cost, came in lines}


@pytest.mark.parametrize("name", GIANTS)
def test_a_giant_is_read_in_bounded_time(name: str, weights: dict[str, tuple[float, str]]) -> None:
    seconds, came = weights[name]
    assert seconds < SECONDS
    assert "Error" not in came


def test_giants_take_bounded_memory(weights: dict[str, tuple[float, str]]) -> None:
    assert weights["peak MiB"][0] < GIANT_MEBIBYTES


@pytest.mark.parametrize("name", ["nested_div", "nested_table", "nested_list"])
def test_100000_elements_within_one_another_are_read(name: str) -> None:
    size = 100_000 * len({"nested_div": "<div></div>"}.get(name, "<table><tr><td></td></tr></table>"))
    outcome = read(GIANTS[name](size).encode())
    assert outcome.seconds < 5 * SECONDS


# --- any page ----------------------------------------------------------------------------------------------

TAGS = ("p", "div", "h1", "h2", "table", "tr", "td", "b", "a", "ul", "li", "img", "figure", "script", "title")
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
LINES = st.one_of(
    TEXTS,
    st.sampled_from(
        (
            "Cập nhật: 27/06/2025 08:16",
            "Tuần tra đêm",
            "Ảnh: Hoàng Lan",
            "Từ khóa:",
            "27/06/2025",
            "[",
            "&#0;",
        )
    ),
    st.text(INVISIBLE + DIRECTIONS + "\u0301\u0323\u00a0 aă", max_size=40),
)


def element(inside: Iterable[str], name: str) -> str:
    return f"<{name}>{''.join(inside)}</{name}>"


TREES = st.recursive(
    LINES,
    lambda inside: st.builds(element, st.lists(inside, max_size=5), st.sampled_from(TAGS)),
    max_leaves=25,
)
ANY = settings(max_examples=80, deadline=None, derandomize=True, database=None)


def read(content: bytes, content_type: str | None = "text/html; charset=utf-8") -> Outcome:
    return through_the_chain("hai_phong", content, content_type, ADDRESS)


def is_clean(outcome: Outcome) -> bool:
    return outcome.row is None or list(unclean(outcome.row)) == []


@ANY
@given(
    st.binary(max_size=3000),
    st.sampled_from((None, "text/html", "text/html; charset=utf-16", "a; charset=x")),
)
def test_any_bytes_are_read_or_refused(content: bytes, content_type: str | None) -> None:
    read(content, content_type)


@ANY
@given(st.lists(TREES, max_size=6))
def test_any_tree_gives_clean_texts_or_none(trees: list[str]) -> None:
    assert is_clean(read(page(inside="".join(trees)).encode()))


@ANY
@given(LINES, LINES)
def test_any_title_gives_a_clean_one_or_a_flag(title: str, head: str) -> None:
    metadata = f"<meta property='og:title' content='{head}'>"
    assert is_clean(read(page(title=title.replace("<", ""), head=metadata).encode()))


@pytest.mark.parametrize("where", ["title", "inside"])
@pytest.mark.parametrize("character", [*dict.fromkeys(INVISIBLE + DIRECTIONS), "\x80", "\x9f"], ids=ascii)
def test_no_character_that_nobody_sees_is_kept(character: str, where: str) -> None:
    marked = f"Tuần tra{character} đêm ở b{character}ến phà"
    text: Callable[..., str] = page
    row = read(text(**{where: marked if where == "title" else f"<p>{marked}.</p>"}).encode()).row
    assert row
    assert list(unclean(row)) == []


def test_a_text_that_is_turned_round_is_not_taken_for_what_it_looks_like() -> None:
    """U+202E would show `gpj.exe` as `exe.jpg`; the letters stay in their order, the mark goes."""
    row = read(page(title="Công an xã bắt \u202egpj.exe\u202c ở bến phà").encode()).row
    assert row
    assert row["title"] == "Công an xã bắt gpj.exe ở bến phà"

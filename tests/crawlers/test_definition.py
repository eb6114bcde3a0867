"""Former layouts are declared in an order that makes sense, or the portal is refused at start."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from crawlers.definition import BadDefinition
from crawlers.layout import Layout, layout_on
from tests.crawlers.test_spider import declare

FIRST = Layout(version=1, until=date(2024, 3, 1), date_labels=("Ngày",))
SECOND = Layout(version=2, until=date(2025, 6, 30), date=".ngay")
PRESENT = Layout(version=3, date=".thoi-gian")


def test_former_layouts_in_order_are_taken() -> None:
    declare(layout=PRESENT, former_layouts=(FIRST, SECOND))
    declare(layout=PRESENT, former_layouts=(SECOND, FIRST))
    declare(layout=Layout(version=9))


@pytest.mark.parametrize(
    ("declared", "complaint"),
    [
        ({"former_layouts": FIRST}, "former_layouts is no tuple of Layouts"),
        ({"former_layouts": (None,)}, "former_layouts is no tuple of Layouts"),
        ({"former_layouts": (Layout(version=1),)}, "version 1 has no until"),
        ({"layout": Layout(version=3, until=date(2026, 1, 1))}, "layout has an until"),
        ({"layout": Layout(), "former_layouts": (FIRST,)}, "layout has version 1, a former one 1"),
        ({"layout": Layout(), "former_layouts": (SECOND,)}, "layout has version 1, a former one 2"),
        (
            {"former_layouts": (SECOND, Layout(version=1, until=date(2025, 12, 1)))},
            "version 1 ended after 2; versions rise with time",
        ),
        (
            {"former_layouts": (SECOND, Layout(version=2, until=date(2024, 1, 1)))},
            "version 2 ended after 2; versions rise",
        ),
        (
            {"former_layouts": (SECOND, Layout(version=1, until=date(2025, 6, 30)))},
            "versions 1 and 2 held until the same day, 2025-06-30",
        ),
        (
            {"former_layouts": (Layout(until=date(2024, 1, 1), print_view="("),)},
            r"former_layouts\[0\]\.print_view is no regular expression",
        ),
    ],
)
def test_an_incoherent_order_is_refused(declared: dict[str, Any], complaint: str) -> None:
    with pytest.raises(BadDefinition, match=complaint):
        declare(**{"layout": PRESENT, **declared})


def test_a_day_has_the_layout_that_lasted_until_then() -> None:
    days = [date(2023, 1, 1), date(2024, 3, 1), date(2024, 3, 2), date(2025, 6, 30), date(2025, 7, 1)]
    versions = [layout_on(one, PRESENT, (SECOND, FIRST)).version for one in days]
    assert versions == [1, 1, 2, 2, 3]
    assert layout_on(days[0], PRESENT, ()) is PRESENT

# ruff: noqa: E501  (mark-up and sentences read better unbroken)
"""The forms in which portals print a date, for redesigns that change it."""

from __future__ import annotations

import random
from datetime import datetime
from typing import NamedTuple

from tests.forge.article import WEEKDAYS

LABELS = (
    "Cập nhật: ", "Cập nhật lúc ", "Ngày đăng: ", "Đăng lúc ", "Đăng vào ", "Đăng ngày ", "Ngày cập nhật: ",
    "Xuất bản: ", "Ngày đăng tin: ", "Thời gian: ", "Đăng lúc: ", "Ngày xuất bản: ", "Cập nhật lần cuối: ", "Ngày ",
)  # fmt: skip


class Printed(NamedTuple):
    """A date as printed, and what it says."""

    text: str
    says: str
    """ISO 8601."""


def printed(moment: datetime, rng: random.Random) -> Printed:
    """A moment in one of the forms, with or without label, weekday and time."""
    whole = moment.replace(second=0).isoformat() + "+07:00"
    day, clock = (
        rng.choice((f"{moment:%d/%m/%Y}", f"{moment:%d-%m-%Y}", f"{moment:%d.%m.%Y}")),
        f"{moment:%H:%M}",
    )
    plain = f"{moment.day}/{moment.month}/{moment.year}"
    weekday = WEEKDAYS[moment.weekday()]
    weekday = rng.choice((weekday, weekday.capitalize(), weekday.upper()))
    half = "AM" if moment.hour < 12 else "PM"
    twelve = f"{moment.hour % 12 or 12}:{moment.minute:02} {half}"
    label = rng.choice(LABELS)
    forms = [
        (f"{label}{day} {clock}", whole),
        (f"{weekday}, {day} {clock}", whole),
        (f"{weekday}, {day} | {clock}", whole),
        (f"{weekday} - {day} {clock}", whole),
        (f"{weekday}, {plain}, {clock} (GMT+7)", whole),
        (f"{day} {clock} (GMT+07:00)", whole),
        (f"{clock} , {day}", whole),
        (f"{clock} | {day}", whole),
        (f"{clock}' {day}", whole),
        (f"{clock} ngày {day}", whole),
        (f"Cập nhật lúc {clock}, {day}", whole),
        (f"NGÀY {moment.day} THÁNG {moment.month}, {moment.year} | {clock}", whole),
        (f"{day} - {clock}", whole),
        (f"{weekday}, ngày {moment.day} tháng {moment.month} năm {moment.year} {clock}", whole),
        (f"{label}{day}", day_of(moment)),
        (f"({moment:%d/%m/%Y})", day_of(moment)),
        (f"Ngày {moment.day} tháng {moment.month} năm {moment.year}", day_of(moment)),
        (day, day_of(moment)),
    ]
    if moment.hour % 12:
        forms.append((f"{moment:%d/%m/%Y} | {twelve}", whole))
    return Printed(*rng.choice(forms))


def day_of(moment: datetime) -> str:
    return moment.date().isoformat()


def clock_line(now: datetime, rng: random.Random) -> str:
    """Today, as the head of a page tells it."""
    weekday = WEEKDAYS[now.weekday()]
    return rng.choice((
        f"{weekday}, {now:%d/%m/%Y}", f"{weekday}, {now:%d/%m/%Y %H:%M}", f"Hôm nay, {now:%d/%m/%Y}", f"{now:%H:%M %d/%m/%Y}",
        f"{weekday}, ngày {now.day} tháng {now.month} năm {now.year}", f"{now:%d/%m/%Y %H:%M:%S}", f"{now:%d/%m/%Y %H:%M} GMT+7",
        f"{weekday} - {now:%d/%m/%Y %H:%M}", f"{now:%d/%m/%Y}",
    ))  # fmt: skip

# ruff: noqa: E501  (mark-up and sentences read better unbroken)
"""Invented texts and small pages for the tests of reading, and the one way in which they read a page."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawlers.layout import Layout
from crawlers.reading import NoArticle, Reading, read_page
from crawlers.reading.blocks import Page, blocks_of_text
from crawlers.reading.boilerplate import rules_for
from crawlers.reading.metadata import Metadata, metadata_of
from crawlers.reading.survey import Survey
from crawlers.reading.tree import blocks_of_tree, parse

SHARED = Path(__file__).parents[4] / "shared"
FETCHED_AT = datetime(2024, 6, 10, 3, 0, tzinfo=UTC)
URL = "https://congan.vidu.gov.vn/tin/tap-huan-cuu-nan-77.html"
LAYOUT = Layout(date_labels=("Cập nhật",), boilerplate=("slogan", "letter"))
PLAIN = Layout()

TITLE = "Công an huyện Vân Hải tập huấn kỹ năng cứu nạn trên sông"
LINE = "Cập nhật: 05/06/2024 14:30"
MOMENT = "2024-06-05T14:30:00+07:00"
TEXT = (
    "Sáng ngày 4/6, Công an huyện Vân Hải tổ chức lớp tập huấn kỹ năng cứu nạn trên sông cho hơn 120 cán bộ, "
    "chiến sĩ và dân phòng của 14 xã ven sông.",
    "Tại lớp học, các giảng viên hướng dẫn cách dùng phao, cách tiếp cận người bị nạn từ phía sau và cách sơ cứu "
    "ban đầu trước khi lực lượng y tế có mặt.",
    "Kết thúc buổi học, học viên thực hành trên bến đò Cồn Lau và được cấp giấy chứng nhận hoàn thành khóa học.",
)
LETTER = (
    "TƯ CÁCH",
    "NGƯỜI CÔNG AN CÁCH MỆNH LÀ:",
    "Đối với tự mình, phải",
    "CẦN, KIỆM, LIÊM, CHÍNH",
    "Đối với đồng sự, phải",
    "THÂN ÁI GIÚP ĐỠ",
    "Đối với chính phủ, phải",
    "TUYỆT ĐỐI TRUNG THÀNH",
    "Đối với nhân dân, phải",
    "KÍNH TRỌNG LỄ PHÉP",
    "Đối với công việc, phải",
    "TẬN TỤY",
    "Đối với địch, phải",
    "CƯƠNG QUYẾT, KHÔN KHÉO",
    "Trích thư Chủ tịch Hồ Chí Minh",
    "gửi Công an Khu XII,",
    "ngày 11 tháng 3 năm 1948.",
)


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def document(inside: str, head: str = "") -> str:
    return f'<!DOCTYPE html><html><head><meta charset="utf-8">{head}</head><body>{inside}</body></html>'


def article(
    *,
    title: str = f"<h1>{TITLE}</h1>",
    date: str = f"<div>{LINE}</div>",
    text: str = paragraphs(*TEXT),
    before: str = "",
    after: str = "",
    head: str = "",
) -> str:
    """A plain article page; each part of it can be replaced."""
    inside = f'{before}<div class="bai">{title}{date}<div class="noidung">{text}</div></div>{after}'
    return document(inside, head)


def read_any(page: str | bytes, layout: Layout = LAYOUT, url: str | None = URL) -> Reading | NoArticle:
    content = page if isinstance(page, bytes) else page.encode()
    return read_page(layout, content, content_type="text/html", url=url, fetched_at=FETCHED_AT)


def read(page: str | bytes, layout: Layout = LAYOUT, url: str | None = URL) -> Reading:
    """The article of a page; a page without one fails the test and says why."""
    reading = read_any(page, layout, url)
    assert isinstance(reading, Reading), reading
    return reading


def refusal(page: str | bytes, layout: Layout = LAYOUT) -> str:
    """Why a page holds no article."""
    refused = read_any(page, layout)
    assert isinstance(refused, NoArticle), refused
    assert refused.detail
    return refused.reason


def told(reading: Reading) -> tuple[str | None, str | None, list[str]]:
    """What matters most: title, date and body."""
    return reading.title, reading.published.iso() if reading.published else None, reading.body


WHOLE = (TITLE, MOMENT, list(TEXT))


def blocks(page: str, url: str | None = URL) -> Page:
    root = parse(page)
    assert root is not None
    return blocks_of_tree(root, url)


def survey(page: str, layout: Layout = LAYOUT) -> Survey:
    root = parse(page)
    assert root is not None
    found = blocks_of_tree(root, URL)
    return Survey(found, layout, rules_for(layout.boilerplate), metadata_of(root), FETCHED_AT)


def survey_of_text(text: str, layout: Layout = LAYOUT) -> Survey:
    return Survey(blocks_of_text(text), layout, rules_for(layout.boilerplate), Metadata(), FETCHED_AT)


def shared(*parts: str) -> Path:
    """A file or folder beside the project; the test is skipped where it is not there."""
    path = SHARED.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"{'/'.join(parts)} is missing: this test needs the documents in ../shared")
    return path

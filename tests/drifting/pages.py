"""Article pages of the invented portal, as they were and after a redesign of each kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from tests.samples.site import Reply
from tests.small_site import LISTINGS, SENTENCES, Answer, article_path, html

PLACES = ("Đông Bến", "Cầu Đất", "An Sơn", "Bến Láng", "Hòa Bình", "Vĩnh Tân", "Lạch Tray", "Đồ Sơn")
LETTER = (
    "TƯ CÁCH NGƯỜI CÔNG AN CÁCH MỆNH LÀ:",
    "Đối với tự mình, phải cần, kiệm, liêm, chính.",
    "Đối với đồng sự, phải thân ái giúp đỡ.",
    "Đối với Chính phủ, phải tuyệt đối trung thành.",
    "Đối với nhân dân, phải kính trọng lễ phép.",
)
Redesign = Callable[[str], str]


def article(number: int) -> str:
    """The page of an article, in the portal's first design."""
    place = PLACES[number % len(PLACES)]
    body = "".join(f"<p>{sentence} ({place}, {number})</p>" for sentence in (*SENTENCES, *SENTENCES[::-1]))
    letter = "".join(f"<p>{line}</p>" for line in LETTER)
    return f"""<!DOCTYPE html>
<html><head><title>Công an</title></head><body>
<div class="menu-chinh"><a href="/">Trang chủ</a> <a href="/lien-he">Liên hệ</a></div>
<div class="khung-bai"><h1 class="tieu-de">Tuần tra đêm tại {place}, kỳ {number}</h1>
<p class="ngay-dang">Cập nhật: {1 + number % 27:02}/06/2025 08:16</p>
<div class="noi-dung-bai">{body}
<p class="tac-gia">Nguyễn Văn {place.split()[0]}</p>
<div class="thu-bac-ho">{letter}</div></div></div>
<div class="chan-trang"><p>Số lượt truy cập: {number * 37}</p></div>
</body></html>"""


def date_renamed(page: str) -> str:
    """The class of the date is another one."""
    return page.replace('class="ngay-dang"', 'class="thoi-gian-dang"')


def label_reworded(page: str) -> str:
    """The date is labelled otherwise."""
    return page.replace("Cập nhật:", "Đăng tải:")


def body_renamed(page: str) -> str:
    """The element around the text has another name."""
    return page.replace('class="noi-dung-bai"', 'class="bai-viet-chi-tiet"')


def letter_removed(page: str) -> str:
    """The letter below the text is gone."""
    start = page.index('<div class="thu-bac-ho">')
    return page[:start] + page[page.index("</div>", start) + len("</div>") :]


def to_divs(page: str) -> str:
    """Every paragraph is a division now."""
    return page.replace("<p>", "<div>").replace("<p ", "<div ").replace("</p>", "</div>")


def quiet(page: str) -> str:
    """Adverts above and below the article and new counters: nothing that concerns an article."""
    advert = (
        '<div class="quang-cao"><a href="https://qc.example/1"><img src="/qc.gif" alt="Quảng cáo"></a></div>'
    )
    banner = '<div class="quang-cao"><img src="/qc.gif"></div>'
    counters = "<p>Đang trực tuyến: 12</p><p>Hôm nay: 345</p>"
    page = page.replace('<div class="khung-bai">', f'{banner}<div class="khung-bai">')
    page = page.replace('<div class="chan-trang">', f'{advert}<div class="chan-trang">')
    return page.replace("<p>Số lượt", f"{counters}<p>Số lượt")


def site(numbers: Iterable[int], redesign: Redesign = str) -> dict[str, Answer]:
    """The portal's answers: home page and listings that link these articles, and the articles."""
    numbers = list(numbers)
    links = "".join(f'<a href="{article_path(number)}">Bài {number}</a>' for number in numbers)
    answers = dict.fromkeys(("/", *LISTINGS), html(links))
    return answers | {article_path(number): _answer(redesign(article(number))) for number in numbers}


def _answer(page: str) -> Answer:
    return lambda: Reply(page.encode())

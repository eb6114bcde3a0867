# ruff: noqa: E501  (mark-up and sentences read better unbroken)
"""The words of redesigns: headlines, teasers, notices, menus, comments. All invented."""

from __future__ import annotations

import html
import random
from datetime import date, timedelta

from tests.forge import vocabulary as words
from tests.forge.article import WEEKDAYS, filled

SECTIONS = (
    "Tin tức",
    "Tin tức - Sự kiện",
    "An ninh trật tự",
    "Hoạt động của Công an tỉnh",
    "Tin an ninh",
    "Thời sự",
)
NOTICES = (
    "Công an tỉnh thông báo tiếp nhận hồ sơ cấp căn cước tại nhà cho người già yếu từ ngày {day}/{month} đến hết tháng.",
    "Cổng thông tin đang được nâng cấp, một số chức năng có thể gián đoạn trong ít phút, mong bạn đọc thông cảm.",
    "Hãy cài ứng dụng VNeID để nộp hồ sơ trực tuyến, không phải đến trụ sở và được giảm {n} phần trăm lệ phí.",
    "Cảnh báo: không cung cấp mã OTP cho bất kỳ ai tự xưng là cán bộ {unit}, kể cả qua cuộc gọi có hình ảnh.",
    "Mời bạn đọc tham gia cuộc thi tìm hiểu pháp luật về phòng, chống ma túy do {unit} tổ chức, hạn nộp {day}/{month}.",
)
NOTICE_HEADS = (
    "THÔNG BÁO", "Thông báo về việc nâng cấp hệ thống", "Cảnh báo lừa đảo qua điện thoại", "Cổng dịch vụ công",
    "Cuộc thi trực tuyến tìm hiểu pháp luật năm nay", "Khảo sát mức độ hài lòng của người dân",
)  # fmt: skip
COMMENTS = (
    "Cảm ơn các anh đã bắt được kẻ trộm, bà con khu tôi rất phấn khởi và yên tâm hơn nhiều.",
    "Đề nghị cơ quan chức năng thông tin thêm về tuyến đường này để người dân biết mà tránh, nhất là giờ cao điểm.",
    "Mong các chú công an giữ gìn sức khỏe. Gia đình tôi luôn biết ơn những việc làm thầm lặng như thế này.",
    "Tôi thấy đoạn đường trước cổng trường vẫn thường xuyên có xe chạy quá tốc độ, rất nguy hiểm cho các cháu.",
)
SHARES = (
    '<div><a href="#">Facebook</a> <a href="#">Zalo</a> <a href="#">Twitter</a> <a href="#">Lưu</a></div>',
    "<div><span>Chia sẻ</span><span>In bài viết</span><span>Gửi email</span></div>",
    '<ul><li><a href="javascript:print()">In ra</a></li><li><a href="#">Cỡ chữ</a></li><li>Lưu</li></ul>',
    '<div><span>Nghe đọc bài</span> <span>0:00 / 3:42</span> <span>Giọng nữ miền Bắc</span></div>',
    '<p><a href="https://www.facebook.com/sharer?u=x">Chia sẻ</a> | <a href="mailto:?subject=x">Gửi email</a></p>',
)  # fmt: skip
RELATED_HEADS = (
    "Tin liên quan", "Bài viết liên quan", "Tin cùng chuyên mục", "Tin mới nhất", "Đọc nhiều nhất", "TIN NỔI BẬT",
    "Có thể bạn quan tâm", "Các tin khác", "Tin đã đưa", "Xem thêm", "Tiêu điểm", "Mới cập nhật",
)  # fmt: skip


def sentence(template: str, rng: random.Random) -> str:
    return html.escape(filled(template, rng), quote=False)


def headline(rng: random.Random) -> str:
    return sentence(rng.choice((*words.TEASER_TITLES, *words.TITLES)), rng)


def teaser(rng: random.Random) -> str:
    return sentence(rng.choice(words.TEASERS), rng)


def link(text: str, rng: random.Random) -> str:
    number = rng.randrange(10_000, 999_999)
    href = rng.choice((f"/tin-tuc/bai-{number}.html", f"/bai-viet-{number}.htm", f"/?p={number}"))
    return f'<a href="{href}">{text}</a>'


def name(rng: random.Random) -> str:
    """A class or id that means nothing, as build tools and platforms write them."""
    if rng.random() < 0.5:
        return (
            "".join(rng.choices("abcdefghkmnprstvwxyz", k=rng.randint(2, 4))) + f"-{rng.randrange(16**4):x}"
        )
    return (
        rng.choice(("box", "wrap", "col", "item", "block", "inner", "main", "cell")) + f"{rng.randrange(99)}"
    )


def day_near(day: date, rng: random.Random) -> str:
    """Another day, in one of the forms that lists of links have."""
    other = day - timedelta(days=rng.randint(1, 40))
    clock = f"{rng.randint(6, 22):02}:{rng.randint(0, 59):02}"
    return rng.choice((
        f"{other:%d/%m/%Y}", f"({other:%d/%m/%Y})", f"{other:%d/%m/%Y} {clock}", f"{clock} {other:%d/%m/%Y}",
        f"{WEEKDAYS[other.weekday()]}, {other:%d/%m/%Y} | {clock}",
    ))  # fmt: skip


def list_of_others(day: date, rng: random.Random, *, teasers: bool) -> str:
    """Links to other articles with their dates and, if wanted, their summaries, under a heading."""
    head_tag = rng.choice(("h2", "h3", "h4", "div", "p", "b"))
    head = f"<{head_tag}>{rng.choice(RELATED_HEADS)}</{head_tag}>" if rng.random() < 0.85 else ""
    title_tag = rng.choice(("h3", "h4", "div", "b", "span"))
    dated = rng.random() < 0.6
    entries = []
    for _ in range(rng.randint(2, 6)):
        when = f"<span>{day_near(day, rng)}</span>" if dated else ""
        summary = f"<p>{teaser(rng)}</p>" if teasers else ""
        entries.append(f"<{title_tag}>{link(headline(rng), rng)}</{title_tag}>{when}{summary}")
    if rng.random() < 0.5:
        inside = "<ul>" + "".join(f"<li>{entry}</li>" for entry in entries) + "</ul>"
    else:
        inside = "".join(f'<div class="{name(rng)}">{entry}</div>' for entry in entries)
    return f'<div class="{name(rng)}">{head}{inside}</div>'

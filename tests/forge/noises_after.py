# ruff: noqa: E501  (mark-up and sentences read better unbroken)
"""What follows the body in the main column: related articles, comments, the Hồ Chí Minh letter, counters."""

from collections.abc import Callable

from tests.forge.article import filled
from tests.forge.noise import Noise, stands_in


@stands_in("after")
def tags_line(noise: Noise) -> str:
    tags = ", ".join(noise.link(tag) for tag in ("công an", "khởi tố", "an ninh trật tự"))
    return f"<div><b>Từ khóa:</b> {tags}</div>"


@stands_in("after")
def comment_counter(_: Noise) -> str:
    return "<div>Bình luận (0)</div>"


@stands_in("after")
def comment_form(_: Noise) -> str:
    return (
        "<div><h4>Ý kiến bạn đọc</h4><form><textarea>Nhập nội dung bình luận của bạn, có dấu, từ 20 ký tự trở lên "
        "và không vi phạm thuần phong mỹ tục.</textarea><input type=submit value='Gửi'></form></div>"
    )


@stands_in("after")
def rating(noise: Noise) -> str:
    return f"<div>Tổng số điểm của bài viết là: {noise.rng.randrange(50)} trong {noise.rng.randrange(9)} đánh giá</div>"


RELATED_HEADS = ("Tin liên quan", "Các tin khác", "Những tin mới hơn", "Những tin cũ hơn", "Tham khảo thêm",
                 "Các bài viết khác", "CÁC TIN ĐÃ ĐƯA", "Tin cùng chuyên mục", "Xem thêm:")  # fmt: skip


@stands_in("after")
def related_dated(noise: Noise) -> str:
    """Related articles, each with a day in one of the forms that portals use."""
    forms: tuple[Callable[[int], str], ...] = (
        lambda n: f" ({noise.day(n)})",
        lambda n: f" - {noise.day(n)}",
        lambda n: f" <i>[{noise.date(n)}]</i>",
    )
    form = noise.rng.choice(forms)
    tag = noise.rng.choice(("div", "h3", "b", "p", "h2"))
    entries = "".join(f"<li>{noise.link(noise.headline())}{form(-n)}</li>" for n in range(1, 6))
    return f"<div><{tag}>{noise.rng.choice(RELATED_HEADS)}</{tag}><ul>{entries}</ul></div>"


@stands_in("after")
def related_rows(noise: Noise) -> str:
    rows = "".join(
        f"<tr><td>-</td><td>{noise.link(noise.headline())}</td><td>{noise.day(-n)}</td></tr>"
        for n in range(5)
    )
    return f"<table><tr><td colspan=3>{noise.rng.choice(RELATED_HEADS)}</td></tr>{rows}</table>"


@stands_in("after")
def related_teasers(noise: Noise) -> str:
    """Related articles that look like paragraphs: a linked title and a teaser under it."""
    cards = "".join(
        f"<div><div>{noise.link(noise.headline())}</div><div>{noise.date(-n)}</div><div>{noise.teaser()}</div></div>"
        for n in range(1, 4)
    )
    return f"<div><div><strong>{noise.rng.choice(RELATED_HEADS)}</strong></div>{cards}</div>"


LETTER = (
    ("Đối với tự mình, phải", "CẦN, KIỆM, LIÊM, CHÍNH"),
    ("Đối với đồng sự, phải", "THÂN ÁI GIÚP ĐỠ"),
    ("Đối với chính phủ, phải", "TUYỆT ĐỐI TRUNG THÀNH"),
    ("Đối với nhân dân, phải", "KÍNH TRỌNG LỄ PHÉP"),
    ("Đối với công việc, phải", "TẬN TỤY"),
    ("Đối với địch, phải", "CƯƠNG QUYẾT, KHÔN KHÉO"),
)


LETTER_HEAD = ("TƯ CÁCH", "NGƯỜI CÔNG AN CÁCH MỆNH LÀ:")


LETTER_END = ("Trích thư Chủ tịch Hồ Chí Minh", "gửi Công an Khu XII,", "ngày 11 tháng 3 năm 1948.")


@stands_in("after")
def letter(noise: Noise) -> str:
    """The Hồ Chí Minh letter: whole, without its list, or cut short; in any line breaking."""
    rng = noise.rng
    lines = {
        "whole": [*LETTER_HEAD, *(part for pair in LETTER for part in pair), *LETTER_END],
        "paired": [*LETTER_HEAD, *(" ".join(pair) for pair in LETTER), *LETTER_END],
        "rendered": [" ".join(LETTER_HEAD), *_letter_as_rendered(), *LETTER_END[1:]],
        "no_list": [*LETTER_HEAD, *LETTER_END],
        "cut": [*LETTER_HEAD, *(part for pair in LETTER[: rng.randrange(1, 5)] for part in pair)],
        "one_line_end": [*LETTER_HEAD, *(" ".join(pair) for pair in LETTER), " ".join(LETTER_END)],
    }[rng.choice(("whole", "paired", "rendered", "no_list", "cut", "one_line_end"))]
    manner = rng.choice(("br", "bare", "p", "div", "table", "one"))
    if manner == "bare":
        return "<br><br>" + "<br>".join(lines)
    if manner == "table":
        return "<table>" + "".join(f"<tr><td align=center>{line}</td></tr>" for line in lines) + "</table>"
    if manner == "br":
        return f'<div align="center"><b>{"<br>".join(lines)}</b></div>'
    if manner == "one":
        return f"<div>{' '.join(lines)}</div>"
    return "".join(f"<{manner}>{line}</{manner}>" for line in lines)


def _letter_as_rendered() -> list[str]:
    ends = [end for _, end in LETTER]
    follow = [start for start, _ in LETTER[1:]] + [LETTER_END[0]]
    return [LETTER[0][0], *(f"{end} {start}" for end, start in zip(ends, follow, strict=True))]


COMMENTS = (
    "Rất hoan nghênh tinh thần vì dân của các đồng chí, mong khu phố tôi cũng sớm được như vậy.",
    "Đề nghị xử lý thật nghiêm để răn đe, bà con chúng tôi luôn ủng hộ lực lượng chức năng!",
)


@stands_in("after")
def comments(noise: Noise) -> str:
    """Readers' comments, each a paragraph under a name and a moment in the portal's own form."""
    voices = "".join(
        f"<li><b>{filled('{person}', noise.rng)}</b> <span>{noise.date(n)}</span><p>{text}</p></li>"
        for n, text in enumerate(COMMENTS)
    )
    return f"<div><h3>Bình luận ({len(COMMENTS)})</h3><ul>{voices}</ul></div>"


@stands_in("after")
def attachments(noise: Noise) -> str:
    name = f"ke-hoach-{noise.rng.randrange(999)}.pdf"
    return f'<div>File đính kèm: <a href="/files/{name}">{name}</a> (1,2 MB)</div>'


@stands_in("after")
def neighbours(noise: Noise) -> str:
    """Links to the article before and the article after, by title."""
    return f"<div>« {noise.link(noise.headline())}</div><div>{noise.link(noise.headline())} »</div>"


@stands_in("after")
def counters_after(noise: Noise) -> str:
    number = noise.rng.randrange(10**6, 10**7)
    manners = ("<p>{}</p><p>{}</p>", "<div>{}<br>{}</div>", "<br>{}<br>{}", "<div>{}</div><div>{}</div>")
    return noise.rng.choice(manners).format(f"Lượt truy cập: {number}", "Trực tuyến: ...")

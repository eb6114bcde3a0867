# ruff: noqa: E501  (mark-up and sentences read better unbroken)
"""What stands in the main column over the title, on the line of the date, and inside the body."""

import html

from tests.forge.noise import Noise, stands_in


@stands_in("above")
def breadcrumb(noise: Noise) -> str:
    separator = noise.rng.choice((" » ", " / ", " &gt; ", ' <img src="/images/arrow.gif"> '))
    return f"<div>{noise.link('Trang chủ')}{separator}{noise.link('Tin tức')}{separator}{noise.link('An ninh')}</div>"


@stands_in("above")
def breadcrumb_title(noise: Noise) -> str:
    last = html.escape(noise.article.title or "Chi tiết", quote=False)
    return f"<ul><li>{noise.link('Trang chủ')}</li><li>{noise.link('Tin tức')}</li><li>{last}</li></ul>"


@stands_in("above")
def category(noise: Noise) -> str:
    tag = noise.rng.choice(("h2", "div", "h1", "strong", "h3"))
    name = noise.rng.choice(
        ("TIN AN NINH TRẬT TỰ", "Tin tức - Sự kiện", "Hoạt động của đơn vị", "Chi tiết tin")
    )
    return f'<{tag} class="{noise.names("head")}">{name}</{tag}>'


SLOGANS = (
    "CÔNG AN HẢI PHÒNG THI ĐUA LẬP CÔNG, VÌ AN NINH TỔ QUỐC, VÌ HẠNH PHÚC CỦA NHÂN DÂN",
    "NĂM 2024: KỶ CƯƠNG, NÊU GƯƠNG, ĐỔI MỚI; VÌ THÀNH PHỐ CẢNG BÌNH YÊN",
    "TOÀN LỰC LƯỢNG QUYẾT TÂM HOÀN THÀNH XUẤT SẮC NHIỆM VỤ NĂM 2018; GIỮ VỮNG AN NINH, TRẬT TỰ",
)


@stands_in("above")
def slogan(noise: Noise) -> str:
    words_of_it = noise.rng.choice(SLOGANS)
    opening, closing = noise.rng.choice((('"', '"'), ("“", "”"), ("&quot;", "&quot;")))
    tag, end = noise.rng.choice((("p align=center><b", "b></p"), ("div", "div"), ("h2", "h2"), ("h1", "h1"),
                                 ("marquee", "marquee"), ("center><font color=red size=4", "font></center")))  # fmt: skip
    return f"<{tag}>{opening}{words_of_it}{closing}</{end}>"


@stands_in("stamp_before")
def stamp_category(noise: Noise) -> str:
    return noise.rng.choice(
        (
            f"{noise.link('Tin tức')} | ",
            "<b>An ninh trật tự</b> - ",
            f"<span>{noise.link('Pháp luật')}</span> ",
        )
    )


@stands_in("stamp")
def views(noise: Noise) -> str:
    return noise.rng.choice((f" | Lượt xem: {noise.rng.randrange(9999)}", " &nbsp;|&nbsp; View count: 349",
                             f" <span>| Đã xem: {noise.rng.randrange(999)}</span>"))  # fmt: skip


@stands_in("stamp")
def font_size(_: Noise) -> str:
    return ' <a href="javascript:;">A-</a> <a href="javascript:;">A</a> <a href="javascript:;">A+</a>'


@stands_in("stamp")
def print_link(_: Noise) -> str:
    return ' | <a href="/print.aspx">In bài viết này</a>'


@stands_in("under")
def share(noise: Noise) -> str:
    links = "".join(
        f"<li>{noise.link(name)}</li>" for name in ("Chia sẻ", "Zalo", "Facebook", "Gửi email", "Lưu")
    )
    return f'<ul class="{noise.names("share")}">{links}</ul>'


@stands_in("under")
def listen(_: Noise) -> str:
    return (
        "<div><button>Nghe bài viết</button><span>00:00</span> / <span>03:12</span> Giọng nữ miền Bắc</div>"
    )


@stands_in("inside")
def related_inside(noise: Noise) -> str:
    entries = "".join(f"<li>{noise.link(noise.headline())}</li>" for _ in range(noise.rng.randrange(1, 4)))
    return f'<div class="{noise.names("list")}"><b>Tin liên quan:</b><ul>{entries}</ul></div>'


@stands_in("inside")
def related_table_inside(noise: Noise) -> str:
    link = noise.link(noise.headline())
    return (
        f'<table align=right width=200><tr><td><img src="/t/{noise.rng.randrange(999)}.jpg" width=80></td>'
        f"<td>{link} ({noise.day(-6)})</td></tr></table>"
    )


@stands_in("inside")
def hidden_inside(noise: Noise) -> str:
    return noise.rng.choice((
        f'<div style="display:none">{noise.teaser()}</div>',
        f'<p style="DISPLAY: none"><span>{noise.teaser()}</span></p>',
        f"<template><p>{noise.teaser()}</p></template>",
        f"<noscript><p>{noise.teaser()}</p></noscript>",
        f"<div hidden><p>{noise.teaser()}</p></div>",
        f"<!-- <p>{noise.teaser()}</p> -->",
    ))  # fmt: skip


@stands_in("inside")
def script_inside(noise: Noise) -> str:
    return f"<script>document.title = '{noise.headline()}';</script><style>p {{ margin: 0 }}</style>"


@stands_in("inside")
def word_comment(noise: Noise) -> str:
    return (
        "<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->"
        f'<style> /* Style Definitions */ table.MsoNormalTable {{mso-style-name:"{noise.portal_name}";}} </style>'
    )


@stands_in("inside")
def advert_inside(_: Noise) -> str:
    return '<div><a href="https://qc.example.com/"><img src="/ads/300x250.gif"></a><iframe src="/ads.html"></iframe></div>'


@stands_in("inside")
def video_inside(_: Noise) -> str:
    return '<div><video controls><source src="/v/1.mp4">Trình duyệt của bạn không hỗ trợ video.</video></div>'

"""The ways a picture and its caption stand in a body: each takes the picture's tag and the caption."""

from collections.abc import Callable

from tests.forge.noise import Noise

CaptionMaker = Callable[[Noise, str, str], str]


def figcaption(_: Noise, picture: str, caption: str) -> str:
    return f"<figure>{picture}<figcaption>{caption}</figcaption></figure>"


def figcaption_p(_: Noise, picture: str, caption: str) -> str:
    return f'<figure class="expNoEdit"><div>{picture}</div><figcaption><p>{caption}</p></figcaption></figure>'


def centred_figure(_: Noise, picture: str, caption: str) -> str:
    return (
        f'<div style="text-align:center"><figure class="image" style="display:inline-block">{picture}'
        f"<figcaption><em>{caption}</em></figcaption></figure></div>"
    )


def table_rows(noise: Noise, picture: str, caption: str) -> str:
    inner = noise.rng.choice((f"<em>{caption}</em>", f"<font size=2 color=#0000ff>{caption}</font>", caption,
                              f"<p align=center><i>{caption}</i></p>"))  # fmt: skip
    return (
        f'<table align="center" border="0" cellpadding="3"><tbody><tr><td>{picture}</td></tr>'
        f'<tr><td align="center">{inner}</td></tr></tbody></table>'
    )


def table_cell(noise: Noise, picture: str, caption: str) -> str:
    return (
        f'<table class="{noise.names("caption")}" width=100%><tr><td>{picture}'
        f'<p style="text-align:center">{caption}</p></td></tr></table>'
    )


def centred_em(_: Noise, picture: str, caption: str) -> str:
    return f'<p align="center">{picture}</p>\n<p align="center"><em>{caption}</em></p>'


def centred_em_style(_: Noise, picture: str, caption: str) -> str:
    return (
        f'<p style="text-align: center;">{picture}</p>\n<p style="text-align: center;">'
        f'<span style="font-size:12px"><em>{caption}</em></span></p>'
    )


def centred_i(_: Noise, picture: str, caption: str) -> str:
    return f"<p align=center>{picture}</p><p align=center><i>{caption}</i></p>"


def centred_font(_: Noise, picture: str, caption: str) -> str:
    return f'<p align=center>{picture}</p><p align=center><font size="2" color="blue">{caption}</font></p>'


def same_p(_: Noise, picture: str, caption: str) -> str:
    return f'<p style="text-align:center">{picture}<br />\n<em>{caption}</em></p>'


def same_p_plain(_: Noise, picture: str, caption: str) -> str:
    return f'<p style="text-align:center">{picture}<br>{caption}</p>'


def same_center(_: Noise, picture: str, caption: str) -> str:
    return f"<center>{picture}<br><i>{caption}</i></center>"


def div_class(noise: Noise, picture: str, caption: str) -> str:
    note = f'<div class="{noise.names("caption")}">{caption}</div>'
    return f'<div class="{noise.names("picture")}">{picture}{note}</div>'


def div_sibling(noise: Noise, picture: str, caption: str) -> str:
    note = f'<div align="center" class="{noise.names("caption")}"><i>{caption}</i></div>'
    return f'<div align="center">{picture}</div>{note}'


def wp_caption(_: Noise, picture: str, caption: str) -> str:
    return f'<div class="wp-caption aligncenter">{picture}<p class="wp-caption-text">{caption}</p></div>'


def dl_caption(_: Noise, picture: str, caption: str) -> str:
    return f"<dl><dt>{picture}</dt><dd>{caption}</dd></dl>"


def tailwind(_: Noise, picture: str, caption: str) -> str:
    return (
        f'<div class="my-4 flex flex-col"><div class="relative"><a href="#zoom">{picture}</a></div>'
        f'<span class="text-sm italic text-center text-gray-500">{caption}</span></div>'
    )


def span_float(_: Noise, picture: str, caption: str) -> str:
    return (
        f'<p><span style="display:block;float:left;width:300px">{picture}'
        f'<span style="display:block;font-style:italic">{caption}</span></span></p>'
    )


def br_em(_: Noise, picture: str, caption: str) -> str:
    return f"{picture}<br><em>{caption}</em>"


def br_center(_: Noise, picture: str, caption: str) -> str:
    return f"<center>{picture}<br><em>{caption}</em></center>"


def br_div_center(_: Noise, picture: str, caption: str) -> str:
    return (
        f'<div align="center">{picture}<br />\n<font color="#666666" size="2"><i>{caption}</i></font></div>'
    )


def br_table(noise: Noise, picture: str, caption: str) -> str:
    return table_rows(noise, picture, caption)


CAPTIONS: dict[str, CaptionMaker] = {
    maker.__name__: maker
    for maker in (
        figcaption,
        figcaption_p,
        centred_figure,
        table_rows,
        table_cell,
        centred_em,
        centred_em_style,
        centred_i,
        centred_font,
        same_p,
        same_p_plain,
        same_center,
        div_class,
        div_sibling,
        wp_caption,
        dl_caption,
        tailwind,
        span_float,
        br_em,
        br_center,
        br_div_center,
        br_table,
    )
}

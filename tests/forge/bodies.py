"""The ways an article's body is marked up: each takes the body's pieces and gives the HTML inside."""

import html
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from tests.forge.article import ForgedArticle
from tests.forge.captions import CAPTIONS
from tests.forge.noise import Noise


@dataclass(frozen=True)
class Piece:
    """A paragraph, heading, item, picture, signature or furniture, ready as HTML without its wrapping."""

    kind: str
    html: str


Body = Callable[[list[Piece], Noise], str]


def pieces_of(
    article: ForgedArticle, noise: Noise, captions: tuple[str, ...], *, start: int = 0
) -> list[Piece]:
    """The body as pieces from its `start`-th block on, furniture strewn in, the signature last."""
    pieces = list(_block_pieces(article, noise, captions))[start:]
    furniture = noise.slot("inside")
    if furniture and len(pieces) > 2:
        safe = [n for n in range(1, len(pieces)) if pieces[n - 1].kind == "paragraph"]
        pieces.insert(noise.rng.choice(safe or [1]), Piece("furniture", furniture))
    return pieces + [Piece("signature", noise.text(line)) for line in article.signature()]


def lead_of(article: ForgedArticle, noise: Noise) -> str:
    """The first paragraph, with its tag, for the styles that print it outside the body."""
    return noise.text(f"{article.tag} " if article.tag else "") + noise.text(article.blocks[0].text)


def leads(article: ForgedArticle) -> bool:
    """Whether the article begins with its lead, not with a picture."""
    return article.blocks[0].kind == "paragraph"


def _block_pieces(article: ForgedArticle, noise: Noise, captions: tuple[str, ...]) -> Iterator[Piece]:
    caption_manner = noise.pick("caption", {name: CAPTIONS[name] for name in captions})
    tag_manner = noise.rng.choice(
        ("{} ", "<strong>{}</strong> ", "<b>{}&nbsp;</b>", '<span style="color:red">{}</span> ')
    )
    first = next(block for block in article.blocks if block.kind != "picture")
    for block in article.blocks:
        if block.kind == "picture":
            yield Piece("picture", _picture(block.text, block.url, noise, caption_manner))
            continue
        tag = tag_manner.format(article.tag) if article.tag and block is first else ""
        text = noise.text(block.text)
        yield Piece(block.kind, tag + (text if block.kind == "heading" else inline(text, noise)))


def _picture(caption: str, url: str, noise: Noise, manner: Callable[[Noise, str, str], str]) -> str:
    alt = html.escape(noise.rng.choice(("", noise.article.title or "", caption)))
    source = f'src="{url}"'
    if "lazy_pictures" in noise.chosen:
        source = f'src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" data-src="{url}"'
    tag = f'<img alt="{alt}" {source} width="500" border="0">'
    if "linked_pictures" in noise.chosen:
        tag = f'<a href="{url}" target="_blank" rel="lightbox">{tag}</a>'
    return manner(noise, tag, noise.text(caption)) if caption else f'<p align="center">{tag}</p>'


def inline(text: str, noise: Noise) -> str:
    """The text with some words in inline elements, as editors leave them."""
    if "inline_marks" not in noise.chosen:
        return text

    def mark(word: re.Match[str]) -> str:
        if noise.rng.random() > 0.06:
            return word[0]
        return noise.rng.choice((
            f"<b>{word[0]}</b>", f"<em>{word[0]}</em>", f'<a href="/tag/7">{word[0]}</a>',
            f'<span style="color:black">{word[0]}</span>', f"<strong><em>{word[0]}</em></strong>",
            f"<span>{word[0][:1]}</span><span>{word[0][1:]}</span>", f"<u></u>{word[0]}",
        ))  # fmt: skip

    return re.sub(r"(?<![&\w#])[^\W\d_]{2,}(?![\w;])", mark, text)


def _wrapped(pieces: Iterable[Piece], wrappings: dict[str, str], between: str = "\n") -> str:
    """Each piece in the wrapping of its kind (`{}` is its place); pictures and furniture as they are."""
    default = {
        "picture": "{}",
        "furniture": "{}",
        "item": wrappings["paragraph"],
        "signature": wrappings["paragraph"],
    }
    table = {**default, **wrappings}
    return between.join(table[piece.kind].replace("{}", piece.html) for piece in pieces)


def _listed(pieces: list[Piece], list_open: str = "<ul>", item: str = "<li>{}</li>") -> list[Piece]:
    """Runs of items gathered into one list."""
    gathered: list[Piece] = []
    run: list[str] = []
    for piece in [*pieces, Piece("end", "")]:
        if piece.kind == "item":
            run.append(item.replace("{}", piece.html))
            continue
        if run:
            gathered.append(Piece("furniture", list_open + "".join(run) + "</ul>"))
            run = []
        gathered.append(piece)
    return gathered[:-1]


def plain_p(pieces: list[Piece], noise: Noise) -> str:
    right = noise.rng.choice(
        ('<p style="text-align:right"><strong>{}</strong></p>', "<p>{}</p>", "<p align=right><b>{}</b></p>")
    )
    return _wrapped(
        _listed(pieces),
        {"paragraph": "<p>{}</p>", "heading": "<p><strong>{}</strong></p>", "signature": right},
    )


def headings_p(pieces: list[Piece], noise: Noise) -> str:
    tag = noise.rng.choice(("h2", "h3", "h4"))
    return _wrapped(_listed(pieces), {"paragraph": "<p>{}</p>", "heading": f"<{tag}>{{}}</{tag}>"})


def justified_p(pieces: list[Piece], noise: Noise) -> str:
    opening = noise.rng.choice(('<p align="justify">', '<p style="text-align: justify; text-indent: 30px;">',
                                '<p class="Normal" style="margin:6pt 0cm;text-align:justify">'))  # fmt: skip
    font = '<span style="font-family:Arial;font-size:14px">{}</span>'
    empty = noise.rng.choice(("\n", "\n<p>&nbsp;</p>\n", "\n<p></p>\n"))
    signature = noise.rng.choice((f"{opening}{{}}</p>", '<p style="text-align:right"><em>{}</em></p>'))
    return _wrapped(
        pieces,
        {
            "paragraph": f"{opening}{font}</p>",
            "heading": f"{opening}<b>{font}</b></p>",
            "signature": signature,
        },
        empty,
    )


def word(pieces: list[Piece], noise: Noise) -> str:
    """Pasted from Word: MsoNormal, fonts in spans in fonts, empty o:p, indents of non-breaking spaces."""
    span = '<span lang="VI" style="FONT-SIZE: 13pt; FONT-FAMILY: \'Times New Roman\'">{}<o:p></o:p></span>'
    indent = noise.rng.choice(
        ("", "&nbsp;&nbsp;&nbsp;&nbsp;&nbsp; ", '<span style="mso-tab-count:1">&nbsp; </span>')
    )
    opening = '<P class=MsoNormal style="MARGIN: 6pt 0in; TEXT-ALIGN: justify">'
    paragraph = f"{opening}<FONT face=Arial size=2>{indent}{span}</FONT></P>"
    heading = paragraph.replace("{}", "<B>{}</B>")
    empty = "\n<P class=MsoNormal><o:p>&nbsp;</o:p></P>\n" if noise.rng.random() < 0.4 else "\n"
    return _wrapped(pieces, {"paragraph": paragraph, "heading": heading}, empty)


def word_split(pieces: list[Piece], noise: Noise) -> str:
    """Word paragraphs whose text is cut into many spans, also inside of words."""

    def cut(piece: Piece) -> Piece:
        if piece.kind != "paragraph" or "<" in piece.html or "&" in piece.html:
            return piece
        text = piece.html
        places = sorted(noise.rng.sample(range(1, max(2, len(text))), min(4, len(text) - 1)))
        parts = [text[a:b] for a, b in zip([0, *places], [*places, len(text)], strict=True)]
        return Piece("paragraph", "".join(f'<span style="font-size:14.0pt">{part}</span>' for part in parts))

    return word([cut(piece) for piece in pieces], noise)


def br_br(pieces: list[Piece], noise: Noise) -> str:
    """Text nodes in one element, two breaks between paragraphs."""
    between = noise.rng.choice(
        ("<br><br>", "<br />\n<br />\n", "<BR>&nbsp;<BR>", "<br/><br/>\n&nbsp;&nbsp;&nbsp;")
    )
    return _wrapped(pieces, {"paragraph": "{}", "heading": "<b>{}</b>"}, between)


def br_br_bold_signature(pieces: list[Piece], _: Noise) -> str:
    wrappings = {
        "paragraph": "{}",
        "heading": "<strong>{}</strong>",
        "signature": "<div align=right><b>{}</b></div>",
    }
    return _wrapped(pieces, wrappings, "<br>\n<br>\n")


def br_single(pieces: list[Piece], _: Noise) -> str:
    """One break between paragraphs, each begun by an indent of non-breaking spaces."""
    indent = "&nbsp;&nbsp;&nbsp;&nbsp; {}"
    return _wrapped(pieces, {"paragraph": indent, "heading": "&nbsp;&nbsp;&nbsp; <b>{}</b>"}, "<br>\n")


def p_then_text(pieces: list[Piece], _: Noise) -> str:
    """Text nodes ended by stray closing tags, as one Liferay portal sends them."""
    return _wrapped(pieces, {"paragraph": "   {}</p>", "heading": "  <b>{}</b></p>"})


def p_with_breaks(pieces: list[Piece], noise: Noise) -> str:
    """Several paragraphs in one `p`, parted by two breaks; a subheading glued to the paragraph under it."""
    out = ""
    for before, piece in zip([Piece("start", ""), *pieces], pieces, strict=False):
        if piece.kind in ("picture", "furniture"):
            out += f"</p>{piece.html}<p>"
        elif before.kind == "heading" or (
            before.kind == piece.kind == "paragraph" and noise.rng.random() < 0.4
        ):
            out += f"<br><br>{piece.html}" if before.kind == "paragraph" else f"<br>\n{piece.html}"
        else:
            out += "</p>\n<p>" + (f"<b>{piece.html}</b>" if piece.kind == "heading" else piece.html)
    return f"<p>{out}</p>"


def mixed(pieces: list[Piece], noise: Noise) -> str:
    """Paragraphs in `p`, in `div` and as bare text with breaks around, as many hands leave them."""

    def wrapped(piece: Piece) -> str:
        if piece.kind in ("picture", "furniture"):
            return piece.html
        text = f"<b>{piece.html}</b>" if piece.kind == "heading" else piece.html
        return noise.rng.choice(
            (f"<p>{text}</p>", f"<div>{text}</div>", f"<br>{text}<br><br>", f"<p><span>{text}</span></p>")
        )

    return "\n".join(map(wrapped, pieces))


def block_spans(pieces: list[Piece], _: Noise) -> str:
    """Spans made into blocks by their own style."""
    span = '<span style="display:block;margin-bottom:8px">{}</span>'
    return _wrapped(pieces, {"paragraph": span, "heading": span.replace("{}", "<strong>{}</strong>")})


def font_in_center(pieces: list[Piece], noise: Noise) -> str:
    """The whole body in one `font`, paragraphs as aligned divs with a break inside at their end."""
    div = '<div align="justify">{}<br></div>'
    inner = _wrapped(pieces, {"paragraph": div, "heading": '<div align="left"><b>{}</b></div>'})
    return f'<font face="Arial" size="{noise.rng.choice("23")}"><font color="#000000">{inner}</font></font>'


def unclosed_p(pieces: list[Piece], _: Noise) -> str:
    return _wrapped(pieces, {"paragraph": "<P>{}", "heading": "<P><B>{}</B>"})


def div_each(pieces: list[Piece], noise: Noise) -> str:
    opening = noise.rng.choice(("<div>", '<div style="text-align: justify;">', '<div dir="ltr">'))
    empty = noise.rng.choice(("\n", "\n<div>&nbsp;</div>\n", "\n<div><br></div>\n"))
    heading = f"{opening}<strong>{{}}</strong></div>"
    return _wrapped(pieces, {"paragraph": f"{opening}{{}}</div>", "heading": heading}, empty)


def two_divs(pieces: list[Piece], noise: Noise) -> str:
    opening = f'<div class="{noise.names("row")}"><div class="{noise.names("cell")}">'
    heading = f"{opening}<b>{{}}</b></div></div>"
    return _wrapped(pieces, {"paragraph": f"{opening}{{}}</div></div>", "heading": heading})


def div_spans(pieces: list[Piece], _: Noise) -> str:
    """SharePoint rich text: a div and a nest of spans for each paragraph, zero-size anchors between."""
    paragraph = (
        '<div><span class="ms-rteFontSize-2"><span><font face="Times New Roman">{}</font></span></span></div>'
    )
    heading = '<div><span class="ms-rteThemeForeColor-2-0"><strong>{}</strong></span></div>'
    return _wrapped(pieces, {"paragraph": paragraph, "heading": heading}, '<div><a name="_x"></a></div>')


def two_containers(pieces: list[Piece], noise: Noise) -> str:
    """The body in two sibling containers, as galleries or advertisements cut it."""
    middle = max(1, len(pieces) // 2)
    halves = pieces[:middle], pieces[middle:]
    name = noise.names("half")
    return f'</div><div class="{name}">'.join(plain_p(half, noise) for half in halves)


def cell_rows(pieces: list[Piece], _: Noise) -> str:
    """Each paragraph in a table row of its own."""
    row = '<tr><td style="padding:4px">{}</td></tr>'
    wrappings = dict.fromkeys(("paragraph", "picture", "furniture"), row)
    rows = _wrapped(pieces, {**wrappings, "heading": row.replace("{}", "<b>{}</b>")})
    return f'<table border="0" width="100%"><tbody>{rows}</tbody></table>'


def nested_sections(pieces: list[Piece], noise: Noise) -> str:
    """Each subheading opens a section that holds the paragraphs under it."""
    out, opened = [], 0
    for piece in _listed(pieces):
        if piece.kind == "heading":
            out.append("</section>" * opened + f'<section class="{noise.names("part")}">')
            opened = 1
        out.append(_wrapped([piece], {"paragraph": "<p>{}</p>", "heading": "<h2>{}</h2>"}))
    return "\n".join(out) + "</section>" * opened


def p_in_spans(pieces: list[Piece], _: Noise) -> str:
    """Block elements inside inline ones, as old editors leave them."""
    inner = _wrapped(
        pieces, {"paragraph": "<p><span>{}</span></p>", "heading": "<p><span><b>{}</b></span></p>"}
    )
    return f"<span><font face=Verdana><span>{inner}</span></font></span>"


def blockquotes(pieces: list[Piece], _: Noise) -> str:
    """The whole body indented by nested blockquotes."""
    return f"<blockquote><blockquote>{unclosed_p(pieces, _)}</blockquote></blockquote>"


BODIES: dict[str, Body] = {
    body.__name__: body
    for body in (
        p_with_breaks,
        mixed,
        block_spans,
        font_in_center,
        plain_p,
        headings_p,
        justified_p,
        word,
        word_split,
        br_br,
        br_br_bold_signature,
        br_single,
        p_then_text,
        unclosed_p,
        div_each,
        two_divs,
        div_spans,
        two_containers,
        cell_rows,
        nested_sections,
        p_in_spans,
        blockquotes,
    )
}

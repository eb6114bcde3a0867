# ruff: noqa: E501  (mark-up and sentences read better unbroken)
"""Redesigns of the text itself: what its paragraphs stand in, its pictures, and what interrupts it."""

from __future__ import annotations

import html

from lxml.html import HtmlElement

from tests.redesign.canvas import Canvas, made, move, put_after, put_before, redesign, shown_text
from tests.redesign.heads import NOW
from tests.redesign.texts import NOTICES, headline, link, list_of_others, name, sentence


def _plain(nodes: list[HtmlElement]) -> list[HtmlElement]:
    """Paragraphs that stand next to each other in one element, with nothing else in it than text."""
    return [
        node for node in nodes if node.tag in ("p", "div") and next(node.iter("img", "table"), None) is None
    ]


@redesign
def paragraphs_changed(canvas: Canvas) -> bool:
    """Paragraphs are boxes, or boxes paragraphs."""
    nodes = _plain(canvas.paragraphs)
    tag = canvas.rng.choice(("div", "section") if nodes and nodes[0].tag == "p" else ("p",))
    inline = ("span", "b", "strong", "em", "i", "a", "u", "font", "br")
    changed = [node for node in nodes if node.tag != tag and all(child.tag in inline for child in node)]
    for node in changed:
        node.tag = tag
    return bool(changed)


@redesign
def paragraphs_to_breaks(canvas: Canvas) -> bool:
    """Two line breaks part the paragraphs, and no element."""
    nodes = _plain(canvas.paragraphs)
    parents = {node.getparent() for node in nodes}
    inline = ("span", "b", "strong", "em", "i", "a", "u", "font")
    if len(nodes) != len(canvas.truth.body) or len(parents) != 1 or len(nodes) < 2:
        return False
    if any(node.get("align") or "text-align" in (node.get("style") or "") for node in nodes):
        return False
    if any(child.tag not in inline for node in nodes for child in node):
        return False
    put_before(nodes[0], "<br>")
    for node in nodes:
        last = node[-1] if len(node) else None
        if last is not None:
            last.tail = (last.tail or "") + " "
        node.addnext(made("<br>"))
        node.addnext(made("<br>"))
        node.drop_tag()
    canvas.forget()
    return True


@redesign
def pictures_lazy(canvas: Canvas) -> bool:
    """Pictures are loaded later: their address stands in another attribute."""
    images = [node for node in canvas.body.iter("img") if (node.get("src") or "").strip()]
    name_of = canvas.rng.choice(("data-src", "data-original", "data-lazy-src"))
    for node in images:
        if not any(key.startswith("data-") for key in node.attrib):
            node.set(name_of, node.get("src") or "")
            node.set(
                "src",
                canvas.rng.choice(("data:image/gif;base64,R0lGODlhAQABAAAAACw=", "/images/loading.gif")),
            )
    return bool(images)


@redesign
def captions_changed(canvas: Canvas) -> bool:
    """Captions stand under or over their pictures, in figures, in italics, in boxes, or in no way marked."""
    pairs = [pair for pair in canvas.pictures if _stands_free(pair[0], pair[1], canvas)]
    if not pairs:
        return False
    way = canvas.rng.choice(tuple(_WAYS))
    told = set()
    for image, line, caption in pairs:
        place = _top(image, line) if line.getparent() is not None else None
        if place is None:
            continue
        told.add(caption)
        text = html.escape(caption, quote=False)
        source = html.escape(image.get("src") or "")
        lazy = "".join(
            f' {key}="{html.escape(value)}"' for key, value in image.items() if key.startswith("data-")
        )
        made_of = _WAYS[way].format(
            picture=f'<img src="{source}"{lazy}>', text=text, quoted=html.escape(caption)
        )
        put_before(place, f"<div>{made_of}</div>")
        new = place.getprevious()
        line.drop_tree()
        image.drop_tree()
        if not str(place.text_content()).strip() and next(place.iter("img"), None) is None:
            place.drop_tree()
        if new is not None and way not in ("box", "box over"):
            new.drop_tag()
    if way == "title":
        canvas.truth.captions = [pair for pair in canvas.truth.captions if pair[0] not in told]
    canvas.forget()
    return bool(told)


_WAYS = {
    "figure": "<figure>{picture}<figcaption>{text}</figcaption></figure>",
    "figure over": "<figure><figcaption>{text}</figcaption>{picture}</figure>",
    "italic": "<p>{picture}</p><p><em>{text}</em></p>",
    "centred": '<p style="text-align:center">{picture}</p><p style="text-align:center">{text}</p>',
    "box": "{picture}<p>{text}</p>",
    "box over": "<p><i>{text}</i></p>{picture}",
    "named": '<div class="image-wrap">{picture}<div class="img-caption">{text}</div></div>',
    "plain": "<p>{picture}</p><p>{text}</p>",
    "table": "<table><tr><td>{picture}</td></tr><tr><td>{text}</td></tr></table>",
    "title": '<p><span title="{quoted}">{picture}</span></p>',
}


def _stands_free(image: HtmlElement, line: HtmlElement, canvas: Canvas) -> bool:
    return image.getparent() is not None and line.getparent() is not None and not _in_text(image, canvas)


def _in_text(image: HtmlElement, canvas: Canvas) -> bool:
    texts = set(canvas.first_texts)
    return any(above in texts for above in image.iterancestors())


def _top(image: HtmlElement, line: HtmlElement) -> HtmlElement | None:
    """The outermost element that holds nothing but the picture and at most its caption."""
    whole = "".join(str(line.text_content()).split())
    node = image
    while (above := node.getparent()) is not None and above.tag not in ("body", "td"):
        if "".join(str(above.text_content()).split()) not in ("", whole):
            break
        if len(list(above.iter("img"))) > 1:
            break
        node = above
    # A table around the picture goes with it.
    table = next(node.iterancestors("table"), None)
    if table is not None and "".join(str(table.text_content()).split()) in ("", whole):
        node = table
        while (above := node.getparent()) is not None and "".join(str(above.text_content()).split()) in (
            "",
            whole,
        ):
            node = above
    return node if node.tag not in ("td", "tr", "li", "body") else None


@redesign
def list_above_text(canvas: Canvas) -> bool:
    """Links to other articles, with dates and summaries, between title and text."""
    texts = canvas.paragraphs
    if len(texts) < 2:
        return False
    day = (canvas.moment or NOW).date()
    put_before(texts[0], list_of_others(day, canvas.rng, teasers=canvas.rng.random() < 0.6))
    return True


@redesign
def list_in_text(canvas: Canvas) -> bool:
    """A link or a small list of other articles between two paragraphs."""
    texts = [node for node in canvas.paragraphs if node.tag in ("p", "div")]
    if len(texts) < 3:
        return False
    rng = canvas.rng
    one = link(headline(rng), rng)
    box = rng.choice((
        f"<p><b>Xem thêm:</b> {one}</p>",
        f"<p>{rng.choice(('>>', '»', '&gt;&gt;&gt;'))} {one}</p>",
        f'<div class="{name(rng)}"><b>Tin liên quan</b><ul><li>{one}</li><li>{link(headline(rng), rng)}</li></ul></div>',
        list_of_others((canvas.moment or NOW).date(), rng, teasers=False),
    ))  # fmt: skip
    put_after(rng.choice(texts[:-1]), box)
    return True


@redesign
def advertisement_in_text(canvas: Canvas) -> bool:
    """An advertisement or a player between two paragraphs."""
    texts = [node for node in canvas.paragraphs if node.tag in ("p", "div")]
    if len(texts) < 3:
        return False
    rng = canvas.rng
    box = rng.choice((
        '<div class="ads"><div>Quảng cáo</div><script>show(3)</script></div>',
        '<div><a href="https://quangcao.example/x"><img src="/ads/banner.gif"></a></div>',
        '<div style="display:none">' + sentence(rng.choice(NOTICES), rng) + "</div>",
        "<div><span>0:00 / 1:23</span></div>",
    ))  # fmt: skip
    put_after(rng.choice(texts[:-1]), box)
    return True


@redesign
def letter_removed(canvas: Canvas) -> bool:
    """The letter under the text is gone."""
    boxes = [
        node for node in canvas.body.iter() if isinstance(node.tag, str) and _holds_letter(shown_text(node))
    ]
    if not boxes:
        return False
    box = boxes[-1]
    if shown_text(box).startswith("TƯ CÁCH"):
        move(box, lambda _: None)
        return True
    texts = [shown_text(child) for child in box]
    first = next((n for n, text in enumerate(texts) if text.startswith("TƯ CÁCH")), None)
    last = next((n for n, text in enumerate(texts) if _ENDS_LETTER in text), None)
    if first is None or last is None or any((child.tail or "").strip() for child in box[first : last + 1]):
        return False
    for child in box[first : last + 1]:
        child.drop_tree()
    return True


_ENDS_LETTER = "tháng 3 năm 1948"


def _holds_letter(text: str) -> bool:
    return "TƯ CÁCH" in text and _ENDS_LETTER in text[text.find("TƯ CÁCH") :]

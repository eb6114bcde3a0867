"""Redesigns of what stands above the text: date, title, author, clock, path, buttons, lead."""

from __future__ import annotations

import html
from datetime import datetime

from lxml.html import HtmlElement

from tests.redesign.canvas import (
    Canvas,
    innermost,
    made,
    move,
    outermost,
    put_after,
    put_before,
    redesign,
    shown_text,
)
from tests.redesign.printed import LABELS, clock_line, printed
from tests.redesign.texts import SECTIONS, SHARES, link, name

NOW = datetime(2026, 11, 21, 9, 41, 12)
"""The day on which redesigned pages are fetched."""


@redesign
def date_moved(canvas: Canvas) -> bool:
    """The date stands above the title, right under it, under the lead, or after the text."""
    title, date, texts = canvas.title, _own_date(canvas), canvas.paragraphs
    if title is None or date is None or len(texts) < 2:
        return False
    head = outermost(title)
    if head in date.iterancestors() or date in head.iterancestors() or date is head:
        return False
    places = [head.addprevious, head.addnext, texts[0].addprevious, texts[0].addnext]
    if not canvas.truth.author and not canvas.truth.source:
        places.append(texts[-1].addnext)
    move(_as_block(date), canvas.rng.choice(places))
    canvas.forget()
    return True


def _own_date(canvas: Canvas) -> HtmlElement | None:
    """The element of the date, where it holds nothing else."""
    date = canvas.date
    if date is None or date.tag in ("td", "tr", "body", "li") or canvas.printed is None:
        return None
    return outermost(date) if shown_text(date) == canvas.printed else None


def _as_block(node: HtmlElement) -> HtmlElement:
    if node.tag in ("span", "b", "i", "em", "font", "small", "time", "strong", "label", "td"):
        node.set("style", "display:block")
    return node


def _reprint(canvas: Canvas, text: str) -> bool:
    """Print another text where the date stands."""
    date = canvas.date
    if date is None or canvas.printed is None:
        return False
    whole = shown_text(date)
    shown = whole.replace(canvas.printed, text)
    if len(date) and whole != canvas.printed:
        return False
    for child in list(date):
        date.remove(child)
    date.text = shown
    date.attrib.pop("title", None)
    date.attrib.pop("data-date", None)
    date.attrib.pop("datetime", None)
    canvas.printed = text
    canvas.forget()
    return True


@redesign
def label_changed(canvas: Canvas) -> bool:
    """The date has another label, or none."""
    old = canvas.printed or ""
    digit = next((at for at, letter in enumerate(old) if letter.isdigit()), None)
    if digit is None or any(word in old.lower() for word in ("thứ", "nhật,", "tháng", "(", "’", "'")):
        return False
    return _reprint(canvas, canvas.rng.choice((*LABELS, "", "", "")) + old[digit:])


@redesign
def date_form_changed(canvas: Canvas) -> bool:
    """The date is printed in another form."""
    if canvas.moment is None:
        return False
    moment = canvas.moment
    if not (moment.hour or moment.minute):
        moment = moment.replace(hour=canvas.rng.randint(6, 21), minute=canvas.rng.randint(1, 59))
    form = printed(moment, canvas.rng)
    if not _reprint(canvas, form.text):
        return False
    canvas.truth.published_at = form.says
    _restate(canvas, form.says)
    return True


def _restate(canvas: Canvas, says: str) -> None:
    """What the metadata say of the date agrees with what is printed."""
    for node in canvas.root.iter("meta"):
        if node.get("property") == "article:published_time":
            node.set("content", says)


@redesign
def clock_added(canvas: Canvas) -> bool:
    """The page tells what day today is: in its head, or in a bar right above the article."""
    line = clock_line(NOW, canvas.rng)
    tag = canvas.rng.choice(("div", "span", "p", "li", "td"))
    clock = f"<{tag}>{line}</{tag}>" if tag not in ("li", "td") else f"<div><span>{line}</span></div>"
    bar = made(f'<div class="{name(canvas.rng)}">{clock}</div>')
    around = canvas.around()
    if canvas.rng.random() < 0.3 and around is not None and around.tag != "body":
        place = around.addprevious if around.tag not in ("td", "tr", "li", "tbody") else canvas.body.insert
        if around.tag not in ("td", "tr", "li", "tbody"):
            place(bar)
            return True
    canvas.body.insert(0, bar)
    return True


@redesign
def path_added(canvas: Canvas) -> bool:
    """A path of links above the article, with or without the article's title at its end."""
    around, rng = canvas.around(), canvas.rng
    if around is None:
        return False
    parts = [link("Trang chủ", rng), link(rng.choice(SECTIONS), rng)]
    end = html.escape(canvas.truth.title, quote=False)
    ends = (
        f"<span>{end}</span>",
        f"<span>{end[:40]}…</span>",
        "",
        f'<a href="{html.escape(canvas.url)}">{end}</a>',
        "",
    )
    parts += [part for part in (rng.choice(ends),) if part]
    if rng.random() < 0.5:
        path = f'<ul class="{name(rng)}">' + "".join(f"<li>{part}</li>" for part in parts) + "</ul>"
    else:
        path = f'<div class="{name(rng)}">' + f" {rng.choice(('»', '/', '&gt;'))} ".join(parts) + "</div>"
    if around.tag in ("div", "section", "article", "main", "td") and rng.random() < 0.6:
        node = made(path)
        node.tail, around.text = around.text, None
        around.insert(0, node)
    else:
        canvas.body.insert(0, made(path))
    return True


@redesign
def section_added(canvas: Canvas) -> bool:
    """The name of the section right above the title, or between title and date."""
    title = canvas.title
    if title is None:
        return False
    tag = canvas.rng.choice(("div", "span", "p", "h3", "strong"))
    words = canvas.rng.choice(SECTIONS)
    words = link(words, canvas.rng) if canvas.rng.random() < 0.6 else words
    put_before(outermost(title), f'<div class="{name(canvas.rng)}"><{tag}>{words}</{tag}></div>')
    return True


@redesign
def buttons_added(canvas: Canvas) -> bool:
    """Buttons for sharing, printing and listening above or below the text."""
    title, texts = canvas.title, canvas.paragraphs
    if title is None or not texts:
        return False
    place = canvas.rng.choice((outermost(title), texts[0], texts[-1]))
    if place is texts[0]:
        put_before(place, canvas.rng.choice(SHARES))
    elif place is texts[-1] and (canvas.truth.author or canvas.truth.source):
        put_before(texts[0], canvas.rng.choice(SHARES))
    else:
        put_after(place, canvas.rng.choice(SHARES))
    return True


@redesign
def counter_added(canvas: Canvas) -> bool:
    """How often the page was seen, in the line of the date or right after it."""
    date = canvas.date
    if date is None or shown_text(date) != canvas.printed:
        return False
    count = f"{canvas.rng.randint(12, 99_999):,}".replace(",", ".")
    words = canvas.rng.choice(
        (f"Lượt xem: {count}", f"Đã xem: {count}", f"{count} lượt xem", f"View count: {count}")
    )
    if date.tag in ("span", "b", "time", "i", "em"):
        put_after(date, f"<span> | {words}</span>")
    else:
        inner = innermost(date)
        inner.append(made(f"<span> | {words}</span>"))
    return True


@redesign
def title_repeated(canvas: Canvas) -> bool:
    """The title once more, in a bar that stays in view, cut short or whole."""
    title = html.escape(canvas.truth.title, quote=False)
    shown = canvas.rng.choice((title, title[:50] + "…", title))
    bar = f'<div style="position:fixed" class="{name(canvas.rng)}"><span>{shown}</span></div>'
    canvas.body.insert(canvas.rng.choice((0, len(canvas.body))), made(bar))
    return True


@redesign
def author_moved(canvas: Canvas) -> bool:
    """Who wrote it is named under the title."""
    title, author = canvas.title, canvas.truth.author
    if title is None or not author:
        return False
    lines = [node for node in canvas.body.iter() if isinstance(node.tag, str) and shown_text(node) == author]
    if not lines:
        return False
    move(outermost(lines[-1]), lambda _: None)
    label = canvas.rng.choice(("Tác giả: ", "", "", "Người viết: "))
    tag = canvas.rng.choice(("div", "p", "span"))
    line = f'<{tag} class="{name(canvas.rng)}">{label}{html.escape(author, quote=False)}</{tag}>'
    put_after(outermost(title), line if tag != "span" else f"<div>{line}</div>")
    canvas.forget()
    return True


@redesign
def lead_boxed(canvas: Canvas) -> bool:
    """The first paragraph stands in a box of its own: bold, a heading, or with a rule beside it."""
    texts = canvas.paragraphs
    if len(texts) < 3 or texts[0].tag in ("td", "li", "tr"):
        return False
    lead = texts[0]
    tag = canvas.rng.choice(("div", "h2", "p", "blockquote", "strong", "h3"))
    box = made(f'<div class="{name(canvas.rng)}"><{tag}></{tag}></div>')
    lead.addprevious(box)
    box.tail, lead.tail = lead.tail, None
    inner = box[0]
    inner.text = lead.text
    inner.extend(list(lead))
    lead.getparent().remove(lead)
    if tag == "strong":
        inner.set("style", "display:block")
    canvas.forget()
    return True

# ruff: noqa: E501  (mark-up and sentences read better unbroken)
"""Redesigns of what stands around the article, and of what the page says of itself."""

from __future__ import annotations

import html
import json
from datetime import timedelta

from lxml.html import HtmlElement

from tests.forge import vocabulary as words
from tests.redesign.canvas import Canvas, drop, made, put_after, put_before, redesign
from tests.redesign.heads import NOW
from tests.redesign.printed import clock_line
from tests.redesign.texts import (
    COMMENTS,
    NOTICE_HEADS,
    NOTICES,
    headline,
    link,
    list_of_others,
    name,
    sentence,
    teaser,
)


@redesign
def banner_added(canvas: Canvas) -> bool:
    """A notice above everything, with a heading and days of its own."""
    canvas.body.insert(0, _notice(canvas))
    return True


@redesign
def popup_added(canvas: Canvas) -> bool:
    """A box that lies over the page, at the start or the end of the source."""
    box = _notice(canvas)
    box.set("style", "position:fixed;top:20%")
    box.append(made(f"<span>{canvas.rng.choice(('Đóng', '×', 'Tắt thông báo', 'Để sau'))}</span>"))
    canvas.body.insert(canvas.rng.choice((0, len(canvas.body))), box)
    return True


def _notice(canvas: Canvas) -> HtmlElement:
    rng = canvas.rng
    tag = rng.choice(("h1", "h2", "h3", "h4", "div", "strong", "p"))
    head = f"<{tag}>{rng.choice(NOTICE_HEADS)}</{tag}>" if rng.random() < 0.7 else ""
    day = (
        f"<div>{clock_line(NOW - timedelta(days=rng.randint(0, 60)), rng)}</div>"
        if rng.random() < 0.35
        else ""
    )
    text = "".join(f"<p>{sentence(text, rng)}</p>" for text in rng.sample(NOTICES, rng.randint(1, 2)))
    more = f"<p>{link('Xem chi tiết', rng)}</p>" if rng.random() < 0.5 else ""
    return made(f'<div class="{name(rng)}">{head}{day}{text}{more}</div>')


@redesign
def column_added(canvas: Canvas) -> bool:
    """A column with other articles, before or after the article in the source."""
    day = (canvas.moment or NOW).date()
    rng = canvas.rng
    column = list_of_others(day, rng, teasers=rng.random() < 0.7)
    tag = rng.choice(("div", "aside", "div", "section"))
    around = canvas.around()
    if around is None:
        return False
    holder = around if around.tag in ("div", "section", "article", "main", "table") else None
    if holder is not None and rng.random() < 0.6:
        (put_before if rng.random() < 0.5 else put_after)(holder, f"<{tag}>{column}</{tag}>")
    else:
        canvas.body.insert(rng.choice((0, len(canvas.body))), made(f"<{tag}>{column}</{tag}>"))
    return True


@redesign
def list_below_text(canvas: Canvas) -> bool:
    """Links to other articles right after the text, in the same element or after it."""
    end = _end(canvas)
    if end is None:
        return False
    rng = canvas.rng
    put_after(end, list_of_others((canvas.moment or NOW).date(), rng, teasers=rng.random() < 0.4))
    return True


def _end(canvas: Canvas) -> HtmlElement | None:
    """The element after which nothing of the article comes, or nearly."""
    texts = canvas.paragraphs
    if not texts:
        return None
    last = texts[-1]
    is_free = last.tag in ("p", "div") and not canvas.truth.author and not canvas.truth.source
    if is_free and not _picture_follows(last):
        return canvas.rng.choice((last, _holder(last)))
    return _holder(last)


def _picture_follows(node: HtmlElement) -> bool:
    following = [node, *node.itersiblings()]
    return any(next(other.iter("img"), None) is not None for other in following[1:])


def _holder(node: HtmlElement) -> HtmlElement:
    """The box around a paragraph, or the list or table in it that the paragraph is a part of."""
    above = next(node.iterancestors(), node)
    while above.tag in ("ul", "ol", "li", "td", "tr", "tbody", "table", "span", "font"):
        node, above = above, next(above.iterancestors(), above)
    return above if above.tag in ("div", "section", "article") else node


@redesign
def tags_added(canvas: Canvas) -> bool:
    """Key words after the text."""
    end = _end(canvas)
    if end is None:
        return False
    rng = canvas.rng
    tags = [
        link(text, rng)
        for text in rng.sample(("tội phạm", "công an xã", "ma túy", "giao thông", "cứu nạn"), 3)
    ]
    head = rng.choice(("Từ khóa:", "Tags:", "Thẻ:", "Từ khoá :", "Chủ đề:"))
    put_after(end, rng.choice((
        f'<div class="{name(rng)}"><b>{head}</b> {", ".join(tags)}</div>',
        f'<ul><li>{head}</li>{"".join(f"<li>{tag}</li>" for tag in tags)}</ul>',
    )))  # fmt: skip
    return True


@redesign
def comments_added(canvas: Canvas) -> bool:
    """What readers said, with names and days, after the text."""
    end = _end(canvas)
    if end is None:
        return False
    rng = canvas.rng
    head = rng.choice(
        (
            "Bình luận",
            "Ý kiến bạn đọc",
            "Bình luận (3)",
            "Ý kiến của bạn (2)",
            "Phản hồi",
            "Bình luận bài viết",
        )
    )
    tag = rng.choice(("h3", "h4", "div", "p"))
    said = "".join(
        f'<div class="{name(rng)}"><b>{rng.choice(words.PEOPLE)}</b> <span>{NOW - timedelta(days=n):%d/%m/%Y %H:%M}</span>'
        f"<p>{text}</p></div>"
        for n, text in enumerate(rng.sample(COMMENTS, rng.randint(1, 3)))
    )
    form = '<form><textarea>Nội dung</textarea><input type="submit" value="Gửi"></form>'
    put_after(_holder(end), f'<div class="{name(rng)}"><{tag}>{head}</{tag}>{said}{form}</div>')
    return True


@redesign
def footer_changed(canvas: Canvas) -> bool:
    """A longer foot: licence, address, who is responsible."""
    rng = canvas.rng
    lines = (
        "Cơ quan chủ quản: Công an tỉnh",
        "Giấy phép số 12/GP-TTĐT do Sở Thông tin và Truyền thông cấp ngày 15/04/2024",
        "Chịu trách nhiệm nội dung: Đại tá Trần Văn Mẫu, Phó Giám đốc Công an tỉnh",
        "Địa chỉ: Số 1 đường Hùng Vương, thành phố; Điện thoại: 069.000.000; Email: bbt@example.gov.vn",
        "Ghi rõ nguồn khi phát hành lại thông tin từ website này.",
    )
    chosen = rng.sample(lines, rng.randint(2, 5))
    tag = rng.choice(("footer", "div", "table"))
    inside = "".join(f"<p>{line}</p>" for line in chosen)
    inside = f"<tr><td>{inside}</td></tr>" if tag == "table" else inside
    canvas.body.append(made(f'<{tag} class="{name(rng)}">{inside}</{tag}>'))
    return True


@redesign
def metadata_title_wrong(canvas: Canvas) -> bool:
    """Metadata name another article, the section, or the portal."""
    rng = canvas.rng
    wrong = rng.choice(
        (headline(rng), "Công an tỉnh", "Tin tức - Sự kiện", "Chi tiết tin", "Cổng thông tin điện tử")
    )
    _forget_titles(canvas)
    if rng.random() < 0.5:
        _head(canvas).append(made(f'<meta property="og:title" content="{html.escape(wrong)}">'))
    else:
        _add_json(canvas, {"@type": "NewsArticle", "headline": html.unescape(wrong)})
    return True


@redesign
def metadata_lost(canvas: Canvas) -> bool:
    """The page says nothing of itself but the portal's name."""
    _forget_titles(canvas)
    for node in list(canvas.root.iter("meta", "title")):
        if node.tag == "title" or node.get("property") or node.get("name"):
            drop(node)
    for node in list(canvas.root.iter("script")):
        drop(node)
    _head(canvas).append(made("<title>Công an tỉnh</title>"))
    return True


@redesign
def metadata_date_wrong(canvas: Canvas) -> bool:
    """Metadata give the day of the last change, of the draft, or of the page's making."""
    if canvas.moment is None:
        return False
    wrong = canvas.moment + timedelta(days=canvas.rng.choice((-30, -2, 1, 9, 200)))
    stamp = min(wrong, NOW).isoformat() + "+07:00"
    for node in list(canvas.root.iter("meta")):
        if "published" in (node.get("property") or ""):
            drop(node)
    way = canvas.rng.randrange(3)
    if way == 0:
        _head(canvas).append(made(f'<meta property="article:published_time" content="{stamp}">'))
    elif way == 1:
        _add_json(canvas, {"@type": "NewsArticle", "datePublished": stamp, "dateCreated": stamp})
    else:
        _add_json(canvas, {"@type": "NewsArticle", "dateCreated": stamp, "dateModified": stamp})
    return True


def _forget_titles(canvas: Canvas) -> None:
    for node in list(canvas.root.iter("meta")):
        if (node.get("property") or node.get("name") or "") in ("og:title", "twitter:title", "headline"):
            drop(node)
    for node in list(canvas.root.iter("script")):
        if "ld+json" in (node.get("type") or ""):
            drop(node)


def _add_json(canvas: Canvas, told: dict[str, str]) -> None:
    script = made('<script type="application/ld+json"></script>')
    script.text = json.dumps({"@context": "https://schema.org", **told}, ensure_ascii=False)
    _head(canvas).append(script)


def _head(canvas: Canvas) -> HtmlElement:
    head = canvas.root.find("head")
    if head is None:
        head = canvas.root.makeelement("head", {})
        canvas.root.insert(0, head)
    return head


@redesign
def teasers_first(canvas: Canvas) -> bool:
    """The front page's top story stands above the article: headline, picture, summary."""
    rng = canvas.rng
    tag = rng.choice(("h2", "h3", "div", "b"))
    story = f"<{tag}>{link(headline(rng), rng)}</{tag}><img src='/t/1.jpg'><p>{teaser(rng)}</p>"
    canvas.body.insert(0, made(f'<div class="{name(rng)}">{story}</div>'))
    return True

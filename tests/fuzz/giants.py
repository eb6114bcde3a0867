"""Pages made to cost much: each a pattern repeated up to a size, around or inside a good article.

What is repeated stands where readers look: in the title, the text, captions, links, dates, metadata.

    python -m tests.fuzz.giants BYTES [NAME …]     reads them and tells what each cost
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from tests.fuzz.chain import through_the_chain
from tests.peak import peak_memory
from tests.small_site import SENTENCES

Giant = Callable[[int], str]
ADDRESS = "https://congan.haiphong.gov.vn/Tin-An-ninh-trat-tu/Tuan-Tra-Dem-184974.html"
TITLE = "Tuần tra đêm ở bến phà"


def page(*, head: str = "", title: str = TITLE, inside: str = "", after: str = "") -> str:
    """A good article with room for something bad in four places."""
    text = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>Công an</title>{head}</head><body>'
        f"<h1>{title}</h1><p>Cập nhật: 27/06/2025 08:16</p><div class=body>{text}{inside}</div>{after}"
        "</body></html>"
    )


def _filled(pattern: str, size: int) -> str:
    """The pattern repeated up to so many bytes."""
    return pattern * max(1, size // len(pattern.encode()))


def _inside(pattern: str) -> Giant:
    return lambda size: page(inside=_filled(pattern, size))


def _after(pattern: str) -> Giant:
    return lambda size: page(after=_filled(pattern, size))


def _head(pattern: str) -> Giant:
    return lambda size: page(head=_filled(pattern, size))


def _title(pattern: str) -> Giant:
    return lambda size: page(title=_filled(pattern, size))


def _held(before: str, pattern: str, after: str) -> Giant:
    return lambda size: page(inside=before + _filled(pattern, size) + after)


def _nested(start: str, end: str) -> Giant:
    def giant(size: int) -> str:
        depth = max(1, size // len((start + end).encode()))
        return page(inside=start * depth + SENTENCES[0] + end * depth)

    return giant


GIANTS: dict[str, Giant] = {
    # nesting
    "nested_div": _nested("<div>", "</div>"),
    "nested_div_unclosed": _inside("<div>"),
    "nested_span": _nested("<span>", "</span>"),
    "nested_font": _nested("<font>", "</font>"),
    "nested_bold_unclosed": _inside("<b>"),
    "nested_table": _nested("<table><tr><td>", "</td></tr></table>"),
    "nested_list": _nested("<ul><li>", "</li></ul>"),
    "nested_quote_text": _nested("<blockquote>Ông nói: ", "</blockquote>"),
    "nested_link": _nested("<a href=/x>", "</a>"),
    "nested_hidden": _nested('<div style="display:none">', "</div>"),
    "nested_figure": _nested("<figure><figcaption>", "</figcaption></figure>"),
    "bold_in_paragraphs": _inside("<b><p>"),  # each paragraph opens all that is open again
    "formatting_adoption": _inside("<b><i><u></b><p>"),
    "stray_ends": _inside("</div></p></b></td>"),
    # titles and metadata
    "title_words": _title("Tuần tra đêm "),
    "title_one_word": _title("a"),
    "title_in_head": lambda size: page(head=f"<title>{_filled('Tuần tra ', size)}</title>"),
    "title_property": lambda size: page(
        head=f'<meta property="og:title" content="{_filled("Tuần tra ", size)}">'
    ),
    "many_titles": _inside("<h1>Tuần tra đêm ở bến phà</h1>"),
    "many_headings": _inside("<h3>Bắt đối tượng</h3>"),
    "many_metas": _head('<meta property="og:title" content="Tuần tra"><meta name=a content=b>'),
    "many_tags": _head('<meta property="article:tag" content="tuần tra">'),
    "json_ld_deep": lambda size: page(
        head=f'<script type="application/ld+json">{_filled("[", size)}</script>'
    ),
    "json_ld_objects": lambda size: page(
        head='<script type="application/ld+json">' + _filled('{"@graph":', size) + "</script>"
    ),
    "json_ld_digits": lambda size: page(
        head=f'<script type="application/ld+json">{{"datePublished":{_filled("9", size)}}}</script>'
    ),
    "many_json_ld": _head(
        '<script type="application/ld+json">{"@type":"NewsArticle","headline":"A"}</script>'
    ),
    # text
    "paragraphs": _inside(f"<p>{SENTENCES[0]}</p>"),
    "short_paragraphs": _inside("<p>a</p>"),
    "empty_paragraphs": _inside("<p></p>"),
    "breaks": _inside("<br>"),
    "lines": _inside("Tuần tra<br>"),
    "one_paragraph": _held("<p>", SENTENCES[0] + " ", "</p>"),
    "one_word": _held("<p>", "a", "</p>"),
    "spaces": _held("<p>Tuần", " ", "tra</p>"),
    "hard_spaces": _held("<p>Tuần", "\u00a0", "tra</p>"),
    "mixed_spaces": _held("<p>Tuần", " \u00a0\t\n", "tra</p>"),
    "newlines": _held("<pre>", "\n", "</pre>"),
    "combining_marks": _held("<p>a", "\u0301\u0323", "</p>"),
    "combining_entities": _held("<p>a", "&#x301;&#x323;", "</p>"),
    "combining_title": _title("\u0301\u0323"),
    "zero_width": _held("<p>Tuần", "\u200b", "tra</p>"),
    "dots": _held("<p>", ".", "</p>"),
    "colons": _held("<p>", ": ", "</p>"),
    "brackets": _held("<p>", "(", "</p>"),
    "quotes": _held("<p>", "“", "</p>"),
    "capitals": _held("<p>", "TUẦN TRA ", "</p>"),
    "names": _inside("<p>Nguyễn Văn A</p>"),
    "italic_lines": _inside("<p><i>Ảnh: Hoàng Lan</i></p>"),
    # dates
    "date_lines": _inside("<p>Cập nhật: 27/06/2025 08:16</p>"),
    "date_labels": _held("<p>", "Cập nhật: ", "</p>"),
    "dates_in_a_line": _held("<p>", "27/06/2025 08:16 ", "</p>"),
    "digits": _held("<p>", "1", "</p>"),
    "digits_and_slashes": _held("<p>", "1/", "</p>"),
    "digits_in_title": _title("1/2"),
    "weekdays": _held("<p>", "Thứ Hai, ngày ", "</p>"),
    "machine_dates": _inside('<time datetime="2025-06-27T08:16:00">27/06/2025</time>'),
    # pictures, links, tables
    "pictures": _inside('<img src="/a.jpg">'),
    "captions": _inside('<figure><img src="/a.jpg"><figcaption>Tổ công tác.</figcaption></figure>'),
    "picture_tables": _inside(
        "<table><tr><td><img src=/a.jpg></td></tr><tr><td>Tổ công tác</td></tr></table>"
    ),
    "links": _after('<a href="/Tin/bai-1.html">Bài khác</a>'),
    "links_inside": _inside('<a href="/Tin/bai-1.html">Bài khác</a> '),
    "link_lists": _inside("<ul><li><a href=/a>Bài khác của chuyên mục này</a></li></ul>"),
    "attachments": _inside('<a href="/a.pdf">Công văn</a>'),
    "cells": _held("<table><tr>", "<td>1</td>", "</tr></table>"),
    "rows": _held("<table>", "<tr><td>Tuần</td><td>1</td></tr>", "</table>"),
    "options": _held("<select>", "<option>1</option>", "</select>"),
    "bases": _head("<base href=http://[/>"),
    # mark-up
    "less_than": _inside("<"),
    "tag_starts": _inside("<a "),
    "ampersands": _inside("&"),
    "entities": _inside("&amp;"),
    "entities_unclosed": _inside("&#x41"),
    "entity_numbers": _inside("&#99999999999;"),
    "entity_surrogates": _inside("&#xD800;"),
    "entity_controls": _inside("&#0;&#1;&#128;&#150;"),
    "entity_definitions": lambda size: (
        '<!DOCTYPE html [<!ENTITY a "tuần tra"><!ENTITY b "'
        + _filled("&a;", size)
        + '">]>'
        + page(inside="&b;" * 50)
    ),
    "comment_unclosed": lambda size: page(inside="<!--" + _filled("x", size)),
    "comments": _inside("<!-- x -->"),
    "conditional_comments": _inside("<!--[if gte mso 9]><xml></xml><![endif]-->"),
    "script_unclosed": lambda size: page(inside="<script>" + _filled("x<", size)),
    "scripts": _inside("<script>var a=1;</script>"),
    "attributes": lambda size: page(inside="<p " + _filled("a%d=1 ", size) + ">x</p>"),
    "distinct_attributes": lambda size: page(
        inside="<p " + " ".join(f"a{n}=1" for n in range(size // 8)) + ">x</p>"
    ),
    "distinct_tags": lambda size: page(inside="".join(f"<x{n}>" for n in range(size // 8))),
    "classes": lambda size: page(inside=f'<p class="{_filled("cap tion ", size)}">x</p>'),
    "style_attribute": lambda size: page(inside=f'<p style="{_filled("color:red;", size)}">x</p>'),
    "style_spaces": lambda size: page(inside=f'<p style="display{_filled(" ", size)}">x</p>'),
    "nul_bytes": _inside("\0"),
    "control_characters": _inside("\x01\x02\x0b\x0c\x1b\x7f\x85\x9f"),
    "plain_text": lambda size: (
        "Tuần tra đêm\n\nCập nhật: 27/06/2025 08:16\n\n" + _filled(SENTENCES[0] + "\n\n", size)
    ),
    "plain_lines": lambda size: _filled("a\n", size),
    "plain_one_line": lambda size: _filled("Tuần tra ", size),
    "plain_blank": lambda size: "Tuần tra" + _filled("\n", size) + "đêm",
    "plain_dates": lambda size: _filled("Cập nhật: 27/06/2025 08:16\n", size),
}


def weigh(size: int, names: list[str]) -> None:
    """Read giants of this size; print the name, the seconds of processor time and what came of each."""
    for name in names or GIANTS:
        content = GIANTS[name](size).encode()
        began = time.process_time()
        try:
            outcome = through_the_chain("hai_phong", content, "text/html; charset=utf-8", ADDRESS)
            came = outcome.reason or "article"
        except Exception as error:
            came = f"{type(error).__name__}: {error}"
        print(f"{name}\t{time.process_time() - began:.2f}\t{came}", flush=True)
    print(f"peak MiB\t{peak_memory() // 1024**2}\t")


if __name__ == "__main__":
    weigh(int(sys.argv[1]), sys.argv[2:])

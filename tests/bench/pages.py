"""Pages to measure with: forged articles whose truth is known, in a portal's frame of the usual size."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, replace
from functools import cache

from tests.forge import vocabulary as words
from tests.forge.article import filled, invented
from tests.forge.forge import forge

USUAL_BYTES = 60_000
CONTENT_TYPE = "text/html; charset=utf-8"
_MENU_SHARE = 0.6
_SCRIPT = """<script>(function(w,d){{var c=d.getElementById('widget{n}');if(!c){{return;}}
c.addEventListener('click',function(e){{w.dataLayer=w.dataLayer||[];w.dataLayer.push({{'event':'box{n}'}});}});
c.style.display=w.innerWidth>{n}?'block':'none';}})(window,document);</script>
<style>.box{n}{{margin:0 auto;padding:{n}px 4px;background:url(/images/{n}.png) no-repeat;}}</style>
"""
_SCRIPTS = 30
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")


@dataclass(frozen=True)
class BenchPage:
    """A page as bytes (UTF-8), and what a right reading of it gives."""

    portal: str
    url: str
    content: bytes
    title: str | None
    published_at: str | None
    body: list[str]


def forged_page(number: int, portal: str = "hai_phong") -> BenchPage:
    """The page of the article with this number: mark-up, noises and text follow from it."""
    article = invented(number, portal)
    article = replace(article, url=re.sub(r"\d+(?=\D*$)", str(number), article.url))
    page = forge(article, number)
    return BenchPage(
        portal=portal,
        url=page.url,
        content=_framed(page.html, number).encode(),
        title=page.expected["title"],
        published_at=page.expected["published_at"],
        body=page.expected["body"],
    )


def page_again(page: BenchPage, number: int) -> BenchPage:
    """The same page at the address of another article: other bytes, as quickly made as copied."""
    old, new = (f"-{n}.html" for n in (_number(page.url), number))
    content = page.content.replace(old.encode(), new.encode()) + b"<!-- %d -->" % number
    return replace(page, url=page.url.replace(old, new), content=content)


def _number(url: str) -> str:
    found = re.search(r"\d+(?=\D*$)", url)
    return found[0] if found else ""


def _framed(html: str, number: int) -> str:
    """The page with scripts in its head, a menu above and lists of links below, up to the usual size.

    Real pages of portals have eight to ten elements a kilobyte, and a quarter of them is scripts and styles.
    """
    missing = USUAL_BYTES - len(html.encode()) - len(_scripts())
    if missing <= 0:
        return html
    above = _links(int(missing * _MENU_SHARE), number % 10)
    below = _links(missing - len(above.encode()), number % 10 + 10)
    html = re.sub(r"(?i)</head>", lambda tag: _scripts() + tag[0], html, count=1)
    html = re.sub(r"(?i)<body[^>]*>", lambda tag: tag[0] + above, html, count=1)
    return re.sub(r"(?i)</body>", lambda tag: below + tag[0], html, count=1)


@cache
def _scripts() -> str:
    return "".join(_SCRIPT.format(n=n) for n in range(_SCRIPTS))


@cache
def _links(size: int, seed: int) -> str:
    rng = random.Random(seed)
    entries: list[str] = []
    while size > 0:
        headline = filled(rng.choice(words.TITLES), rng)
        slug = _NOT_ASCII.sub("", headline).replace(" ", "-")[:40]
        link = f'<a href="/Chuyen-muc/{slug}" title="{headline}">{headline}</a>'
        entry = f'<li class="item level{rng.randrange(3)}">{link}</li>\n'
        size -= len(entry.encode())
        entries.append(entry)
    return f'<div class="links{seed}"><ul>{"".join(entries)}</ul></div>'

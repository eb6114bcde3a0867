# ruff: noqa: E501  (mark-up and sentences read better unbroken)
"""Styles with HTML5 landmarks: hand-made, WordPress themes, and the ones that use landmarks wrongly."""

from tests.forge.article import ForgedArticle
from tests.forge.noise import Noise
from tests.forge.parts import document, stamp, title_in


def html5(article: ForgedArticle, noise: Noise, lead: str, body: str) -> str:
    """`main`, `article`, `header`, `aside`, as the specification would have it."""
    title = title_in(article, noise, "<h1>{}</h1>", "<h1 itemprop=headline><span>{}</span></h1>")
    page = f"""<header>{noise.slot("banner")}</header>{noise.slot("before")}<main>{noise.slot("above")}<article><header>{title}
{stamp(article, noise, "<p>{}</p>")}</header>{noise.slot("under")}{lead}<div class="{noise.names("body")}">{body}</div>
<footer>{noise.slot("after")}</footer></article></main><aside>{noise.slot("side")}</aside><footer>{noise.slot("foot")}</footer>"""
    return document(article, noise, page)


def html5_bare(article: ForgedArticle, noise: Noise, lead: str, body: str) -> str:
    """The body's paragraphs are children of `article` itself, beside title, share links and related lists."""
    title = title_in(article, noise, "<h2>{}</h2>", "<h1>{}</h1>")
    page = f"""<nav>{noise.slot("banner")}</nav><div><section>{noise.slot("before")}</section><article class="{noise.names("wrap")}">
{noise.slot("above")}{title}{stamp(article, noise, "<small>{}</small>")}{noise.slot("under")}{lead}{body}{noise.slot("after")}
</article></div><section>{noise.slot("side")}</section>{noise.slot("foot")}"""
    return document(article, noise, page)


def wordpress(article: ForgedArticle, noise: Noise, lead: str, body: str) -> str:
    """A news theme: entry title, meta line, content, author box and a grid of related posts."""
    title = title_in(
        article, noise, '<h1 class="entry-title">{}</h1>', f'<h1 class="{noise.names("title")}">{{}}</h1>'
    )
    page = f"""<div id="outer-wrap">{noise.slot("banner")}<div class="main-content-wrap"><div>{noise.slot("before")}</div>
<article class="post-{noise.rng.randrange(9999)} post type-post">{noise.slot("above")}<div class="post-header"><header>{title}
<div class="module-meta-info">{stamp(article, noise, '<span class="post-date">{}</span>')}</div></header></div>{noise.slot("under")}
<div class="{noise.names("body")} tagdiv-type">{lead}{body}</div><footer>{noise.slot("after")}</footer></article>
<div role="complementary">{noise.slot("side")}</div></div>{noise.slot("foot")}</div>"""
    return document(article, noise, page)


def teasers_are_articles(article: ForgedArticle, noise: Noise, lead: str, body: str) -> str:
    """Every teaser stands in an `article` with a heading and a `time`; the article itself in a `section`."""
    cards = "".join(
        f"<article><h2>{noise.link(noise.headline())}</h2><time>{noise.date(-n)}</time><p>{noise.teaser()}</p></article>"
        for n in (2, 3)
    )
    title = title_in(article, noise, "<h1>{}</h1>", "<h2>{}</h2>")
    page = f"""<header><h1>{noise.portal_name}</h1>{noise.slot("banner")}</header><section>{cards}{noise.slot("before")}</section>
<section>{noise.slot("above")}{title}{stamp(article, noise)}{noise.slot("under")}<p>{lead}</p><div>{body}</div>{noise.slot("after")}</section>
<section>{noise.slot("side")}{cards}</section>{noise.slot("foot")}"""
    return document(article, noise, page)

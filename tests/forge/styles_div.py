# ruff: noqa: E501  (mark-up and sentences read better unbroken)
"""Styles made of divs: Liferay, NukeViet, Bootstrap, Vue, Joomla, and the ones known from public sources."""

from tests.forge.article import ForgedArticle
from tests.forge.noise import Noise
from tests.forge.parts import document, stamp, title_in


def liferay6(article: ForgedArticle, noise: Noise, lead: str, body: str) -> str:
    """Portlets; every portlet's name is an `h1`, the article's title is a div."""
    name = noise.rng.randrange(100, 999)
    title = title_in(article, noise, f'<div class="{noise.names("title")}">{{}}</div>')
    portlet = '<div class="portlet-boundary"><section class="portlet"><header class="portlet-topper"><h1 class="portlet-title"><span>{h}</span></h1></header><div class="portlet-body">{b}</div></section></div>'
    sapo = f'<div class="clearfix"><p class="{noise.names("lead")}"><strong>{lead}</strong></p></div>'
    main = f"""{noise.slot("above")}{title}{stamp(article, noise)}<div class="asset-full"><!-- -->{noise.slot("under")}
<div class="asset-content" id="_{name}_708168">{sapo}<div class="{noise.names("body")}">{body}</div></div></div>{noise.slot("after")}"""
    side = portlet.replace("{h}", "Danh mục").replace("{b}", noise.slot("side"))
    left = portlet.replace("{h}", "Chuyên mục").replace("{b}", noise.slot("before"))
    page = f"""<div id="wrapper"><header id="banner"><h1 class="site-title"><a href="/">{noise.portal_name}</a></h1>
{noise.slot("banner")}</header><div class="columns-3"><div>{left}</div><div>{portlet.replace("{h}", "Tin tức").replace("{b}", main)}</div>
<div>{side}</div></div><footer>{noise.slot("foot")}</footer></div>"""
    return document(article, noise, page, doctype="<!DOCTYPE html>")


def liferay7(article: ForgedArticle, noise: Noise, lead: str, body: str) -> str:
    """Newer Liferay: the menu's heading comes first, journal content nested five deep, print and paging links."""
    title = title_in(article, noise, '<h1 id="{c}">{}</h1>'.replace("{c}", noise.names("title")),
                     '<div class="{c}">{}</div>'.replace("{c}", noise.names("title")))  # fmt: skip
    nest = f'<div class="journal-content-article"><div class="{noise.names("wrap")}"><div><div data-fileentryid="1">'
    tools = '<div class="user-tool"><a href="?_101_viewMode=print">In</a> <a href="?_101_cur=2">Trang sau</a></div>'
    page = f"""<div class="d-flex"><h1 class="hide-accessible">Điều hướng</h1>{noise.slot("banner")}
<div class="row"><div class="col-3">{noise.slot("before")}</div><div class="col-6"><section><div class="portlet-content">
{noise.slot("above")}{title}{stamp(article, noise)}{tools}{noise.slot("under")}<div id="{noise.names("lead")}">{lead}</div>
<div id="{noise.names("body")}">{nest}{body}</div></div></div></div></div>{noise.slot("after")}</div></section></div>
<div class="col-3">{noise.slot("side")}</div></div></div>{noise.slot("foot")}"""
    return document(article, noise, page)


def nukeviet(article: ForgedArticle, noise: Noise, lead: str, body: str) -> str:
    """Title in `h1`, the date after it, the lead of its own, `newer` and `older` lists at the end."""
    title = title_in(article, noise, f'<h1 class="{noise.names("title")}">{{}}</h1>')
    intro = f'<div class="{noise.names("lead")} m-bottom"><p>{lead}</p></div>' if lead else ""
    page = f"""<div class="container"><header>{noise.slot("banner")}</header><div class="row"><div class="col-md-5">{noise.slot("before")}</div>
<div class="col-md-14">{noise.slot("above")}<div class="news_column panel panel-default"><div class="panel-body">{title}
<div class="m-bottom">{stamp(article, noise, '<em class="pull-left">{}</em>')}{noise.slot("under")}</div>{intro}
<div class="{noise.names("body")} m-bottom"><div>{body}</div></div></div></div>{noise.slot("after")}</div>
<div class="col-md-5">{noise.slot("side")}</div></div>{noise.slot("foot")}</div>"""
    return document(article, noise, page)


def bootstrap(article: ForgedArticle, noise: Noise, lead: str, body: str) -> str:
    """Rows and columns; the title in a div or any heading."""
    name = noise.names("title")
    title = title_in(article, noise, f'<div class="{name}">{{}}</div>', f'<h3 class="{name}">{{}}</h3>',
                     f'<h4 class="{name}"><a href="#">{{}}</a></h4>', f'<p class="{name}">{{}}</p>')  # fmt: skip
    column = f"""<div class="col-md-9 {noise.names("wrap")}">{noise.slot("above")}{title}{stamp(article, noise)}{noise.slot("under")}
<div>{lead}</div><div class="{noise.names("body")}">{body}</div>{noise.slot("after")}</div>"""
    columns = [
        f'<div class="col-md-3">{noise.slot("before")}</div>',
        column,
        f'<div class="col-md-3">{noise.slot("side")}</div>',
    ]
    if noise.rng.random() < 0.3:
        columns = [columns[0], columns[2], columns[1]]
    page = f"""<div class="{noise.names("head")}">{noise.slot("banner")}</div><div class="row">{"".join(columns)}</div>
<div class="{noise.names("foot")}">{noise.slot("foot")}</div>"""
    return document(article, noise, page)


def vue_soup(article: ForgedArticle, noise: Noise, lead: str, body: str) -> str:
    """Utility classes on divs without a single landmark element; teasers are `article` elements, the article is not."""
    mark = f'data-v-{noise.rng.randrange(16**8):08x}=""'
    title = title_in(
        article,
        noise,
        f'<div {mark} class="text-2xl font-bold">{{}}</div>',
        f'<h1 {mark} class="text-3xl">{{}}</h1>',
    )
    intro = f'<div {mark} class="font-semibold mb-4">{lead}</div>' if lead else ""
    cards = "".join(
        f'<article class="card-small"><figure><a href="/bai-viet/x-17742{n}"><img src="/s/{n}.jpg" alt=""></a><figcaption><h2>'
        f"{noise.headline()}</h2><span>{noise.day(n)}</span></figcaption></figure></article>"
        for n in range(3)
    )
    page = f"""<div id="__nuxt"><div {mark} class="flex flex-col"><div {mark}>{noise.slot("banner")}</div><div {mark} class="grid">
<div>{noise.slot("before")}</div><div {mark} class="col-span-8">{noise.slot("above")}{title}<div {mark} class="text-xs">
{stamp(article, noise, "<span>{}</span>")}</div>{noise.slot("under")}{intro}<div {mark} class="prose"><!---->{body}</div>
{noise.slot("after")}</div><div {mark} class="col-span-4">{cards}{noise.slot("side")}</div></div>{noise.slot("foot")}</div></div>"""
    return document(article, noise, page)


def joomla(article: ForgedArticle, noise: Noise, lead: str, body: str) -> str:
    """The title is a link in `h2`, the date stands before the title or after it in a definition list."""
    title = title_in(article, noise, '<h2 class="contentheading"><a href="/index.php?id=7">{}</a></h2>')
    date = stamp(article, noise, '<dl class="article-info"><dd>{}</dd></dl>')
    top = noise.rng.choice((title + date, date + title))
    page = f"""<div id="all"><div id="header">{noise.slot("banner")}</div><div id="nav">{noise.slot("before")}</div><div id="main">
<div class="item-page">{noise.slot("above")}{top}{noise.slot("under")}{lead}{body}{noise.slot("after")}</div></div>
<div id="right">{noise.slot("side")}</div><div id="footer">{noise.slot("foot")}</div></div>"""
    return document(
        article, noise, page, doctype='<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "">'
    )


def flat(article: ForgedArticle, noise: Noise, lead: str, body: str) -> str:
    """No containers at all: every part is a child of one element."""
    title = title_in(article, noise, "<div><strong>{}</strong></div>", "<h2>{}</h2>", "<p><b>{}</b></p>")
    parts = (noise.slot("banner"), noise.slot("before"), noise.slot("above"), title, stamp(article, noise),
             noise.slot("under"), lead, body, noise.slot("after"), noise.slot("side"), noise.slot("foot"))  # fmt: skip
    return document(article, noise, "<div>" + "\n".join(parts) + "</div>")


def custom_elements(article: ForgedArticle, noise: Noise, lead: str, body: str) -> str:
    """An Angular page: elements that no standard names."""
    title = title_in(
        article, noise, "<app-title><div>{}</div></app-title>", "<app-title><h1>{}</h1></app-title>"
    )
    page = f"""<app-root ng-version="14.2"><app-header>{noise.slot("banner")}</app-header><router-outlet></router-outlet>
<app-left>{noise.slot("before")}</app-left><app-detail _nghost-abc="">{noise.slot("above")}{title}
<app-meta>{stamp(article, noise)}</app-meta>{noise.slot("under")}<app-content><div>{lead}</div><div>{body}</div></app-content>
{noise.slot("after")}</app-detail><app-right>{noise.slot("side")}</app-right><app-footer>{noise.slot("foot")}</app-footer></app-root>"""
    return document(article, noise, page)


def lead_table(article: ForgedArticle, noise: Noise, lead: str, body: str) -> str:
    """The lead in bold beside a thumbnail, in a table between date and body."""
    thumbnail = '<td width="160"><img src="/thumb/160x120/dai-dien.jpg" width="160"></td>'
    table = f"<table><tr>{thumbnail}<td><b>{lead}</b></td></tr></table>" if lead else ""
    title = title_in(
        article, noise, '<p class="{c}">{}</p>'.replace("{c}", noise.names("title")), "<h1>{}</h1>"
    )
    page = f"""<div>{noise.slot("banner")}</div><div class="{noise.names("wrap")}"><div>{noise.slot("before")}</div><div>
{noise.slot("above")}{title}{stamp(article, noise)}{noise.slot("under")}{table}<div>{body}</div>{noise.slot("after")}</div>
<div>{noise.slot("side")}</div></div>{noise.slot("foot")}"""
    return document(article, noise, page)


def tabs(article: ForgedArticle, noise: Noise, lead: str, body: str) -> str:
    """The article in the first of several tabs; the others hold a notice and a form."""
    title = title_in(article, noise, "<h4>{}</h4>", "<legend>{}</legend>", "<div><big>{}</big></div>")
    page = f"""{noise.slot("banner")}{noise.slot("before")}<ul role="tablist"><li>Nội dung</li><li>Ý kiến</li></ul><div role="tabpanel">
<fieldset>{noise.slot("above")}{title}{stamp(article, noise)}{noise.slot("under")}{lead}{body}</fieldset>{noise.slot("after")}</div>
<div role="tabpanel"><p>Ý kiến của bạn sẽ được biên tập trước khi đăng. Xin vui lòng gõ tiếng Việt có dấu và để lại địa chỉ thư.</p>
<form><textarea></textarea><button>Gửi</button></form></div>{noise.slot("side")}{noise.slot("foot")}"""
    return document(article, noise, page)


def tphcm_known(article: ForgedArticle, noise: Noise, lead: str, body: str) -> str:
    """The names known for congan.com.vn, inside a form."""
    title = title_in(article, noise, "<h1>{}</h1>", '<div class="title_news">{}</div>')
    author = f'<div class="article_author">{article.author}</div>' if article.author else ""
    page = f"""<form method="post" action="./" id="form1">{noise.slot("banner")}<div>{noise.slot("before")}</div><div class="col-md-8">
{noise.slot("above")}{title}{stamp(article, noise, '<span style="white-space: nowrap;">{}</span>')}{noise.slot("under")}
<div class="article_head">{lead}</div><div id="article_content">{body}</div>{author}{noise.slot("after")}</div>
<div class="col-md-4">{noise.slot("side")}</div>{noise.slot("foot")}</form>"""
    return document(article, noise, page)


def city_known(article: ForgedArticle, noise: Noise, lead: str, body: str) -> str:
    """The name known for the date of the Hải Phòng city portal."""
    title = title_in(article, noise, '<div class="divDetail_Title">{}</div>', "<h2>{}</h2>")
    page = f"""<form id="aspnetForm">{noise.slot("banner")}<table><tr><td>{noise.slot("before")}</td><td>{noise.slot("above")}{title}
{stamp(article, noise, '<div class="divDetail_DateCreate">{}</div>')}{noise.slot("under")}<div class="divDetail_Content">{lead}{body}</div>
{noise.slot("after")}</td><td>{noise.slot("side")}</td></tr></table>{noise.slot("foot")}</form>"""
    return document(article, noise, page)

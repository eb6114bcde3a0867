# ruff: noqa: E501  (mark-up and sentences read better unbroken)
"""Styles of the years of layout tables: WebForms, framesets' heirs, SharePoint, DotNetNuke."""

from tests.forge.article import ForgedArticle
from tests.forge.noise import Noise
from tests.forge.parts import document, stamp, title_in

XHTML = '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">'
HTML4 = '<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.0 Transitional//EN">'
VIEWSTATE = '<input type="hidden" name="__VIEWSTATE" value="/wEPDwUKLTI4NDk2MTA3Ng9kFgJmD2QWAgIDD2QWAgIBD2QWAgIBDw8WAh4EVGV4dAUK" />'


def webforms_font(article: ForgedArticle, noise: Noise, lead: str, body: str) -> str:
    """A form around layout tables; the title in `<font size=4><b>`, the date in a cell under it."""
    title = title_in(
        article, noise, "<font size=4 color=#990000><b>{}</b></font>", "<b><font size='4'>{}</font></b>"
    )
    page = f"""<form name="Form1" method="post" action="Detail.aspx" id="Form1">{VIEWSTATE}
<table width="1000" align="center" cellpadding="0" cellspacing="0"><tr><td colspan="3">{noise.slot("banner")}</td></tr>
<tr><td width="200" valign="top">{noise.slot("before")}</td>
<td valign="top">{noise.slot("above")}<table width="100%"><tr><td>{title}</td></tr>
<tr><td>{stamp(article, noise, '<font size="1" color="gray">{}</font>')}</td></tr><tr><td>{noise.slot("under")}</td></tr>
<tr><td>{lead}{body}</td></tr><tr><td>{noise.slot("after")}</td></tr></table></td>
<td width="220" valign="top">{noise.slot("side")}</td></tr><tr><td colspan="3">{noise.slot("foot")}</td></tr></table></form>"""
    return document(article, noise, page, doctype=HTML4)


def webforms_span(article: ForgedArticle, noise: Noise, lead: str, body: str) -> str:
    """Everything in generated spans of one cell, the date above the title or under it."""
    title = title_in(
        article, noise, '<span id="{id}">{}</span><br />'.replace("{id}", "ctl00_" + noise.names("title"))
    )
    date = stamp(article, noise, f'<span id="ctl00_{noise.names("date")}">{{}}</span><br />')
    top = noise.rng.choice((title + date, title + date, f"{date}<b>{title}</b>"))
    page = f"""<form id="aspnetForm" action="Default.aspx">{VIEWSTATE}{noise.slot("banner")}
<table><tr><td>{noise.slot("before")}</td><td><div class="{noise.names("wrap")}">{noise.slot("above")}{top}
{noise.slot("under")}<span id="ctl00_{noise.names("body")}">{lead}{body}</span>{noise.slot("after")}</div></td>
<td>{noise.slot("side")}</td></tr></table>{noise.slot("foot")}</form>"""
    return document(article, noise, page, doctype=XHTML)


def one_cell(article: ForgedArticle, noise: Noise, lead: str, body: str) -> str:
    """Title, date and body as text of one and the same cell."""
    title = title_in(article, noise, "<b>{}</b><br>", "<p class=t><strong>{}</strong></p>", "<h3>{}</h3>")
    page = f"""<center><table border=0 width=980><tr><td>{noise.slot("banner")}</td></tr></table>
<table width=980><tr><td>{noise.slot("before")}</td><td>{noise.slot("above")}</td></tr></table>
<table width=980><tr valign=top><td>{title}
{stamp(article, noise, "<i>{}</i><br>")}
{noise.slot("under")}{lead}{body}
{noise.slot("after")}</td><td>{noise.slot("side")}</td></tr></table>{noise.slot("foot")}</center>"""
    return document(article, noise, page, doctype="")


def sharepoint(article: ForgedArticle, noise: Noise, lead: str, body: str) -> str:
    """Web parts: tables in spans in tables; the title in a div of the page's field."""
    title = title_in(
        article,
        noise,
        '<div class="ms-rteElement-H1B">{}</div>',
        '<span class="ms-wpTitle"><span>{}</span></span>',
    )
    part = '<table class="ms-webpartzone-cell"><tr><td><div class="ms-WPBody"><span><span>{}</span></span></div></td></tr></table>'
    main = f"""{title}{stamp(article, noise, "<div><span><span>{}</span></span></div>")}{noise.slot("under")}
<div class="{noise.names("body")}"><div class="ms-rtestate-field" style="display:inline">{lead}{body}</div></div>"""
    page = f"""<form action="Pages/chitiet.aspx" id="aspnetForm"><div id="s4-workspace">{noise.slot("banner")}
<table><tr><td>{part.replace("{}", noise.slot("before"))}</td><td><menu class="ms-hide"></menu>{noise.slot("above")}
{part.replace("{}", main)}{part.replace("{}", noise.slot("after"))}</td><td>{part.replace("{}", noise.slot("side"))}</td></tr>
</table>{noise.slot("foot")}</div></form>"""
    return document(article, noise, page, doctype=XHTML)


def dotnetnuke(article: ForgedArticle, noise: Noise, lead: str, body: str) -> str:
    """Panes and modules; the module's own title is a heading, the article's is a span."""
    name = noise.rng.randrange(300, 999)
    title = title_in(article, noise, '<span class="{c}">{}</span>'.replace("{c}", noise.names("title")))
    page = f"""<form id="Form" enctype="multipart/form-data">{VIEWSTATE}<div id="dnn_ControlPanel"></div>{noise.slot("banner")}
<div id="dnn_LeftPane">{noise.slot("before")}</div><div id="dnn_ContentPane"><a name="{name}"></a>
<div class="c_head"><h1><span id="dnn_ctr{name}_dnnTITLE_titleLabel" class="Head">Tin tức chi tiết</span></h1></div>
<div id="dnn_ctr{name}_ContentPane"><div id="dnn_ctr{name}_ModuleContent">{noise.slot("above")}<div>{title}</div>
{stamp(article, noise)}{noise.slot("under")}<div>{lead}</div><div class="{noise.names("body")}">{body}</div>{noise.slot("after")}
</div></div></div><div id="dnn_RightPane">{noise.slot("side")}</div>{noise.slot("foot")}</form>"""
    return document(article, noise, page, doctype=XHTML)


def label_rows(article: ForgedArticle, noise: Noise, lead: str, body: str) -> str:
    """Title and date in neighbouring rows of a nested table, the body in a third table below a rule."""
    title = title_in(article, noise, '<td class="{c}" colspan=2>{}</td>'.replace("{c}", noise.names("title")))
    page = f"""<table width="100%"><tr><td>{noise.slot("banner")}</td></tr><tr><td><table><tr><td>{noise.slot("before")}</td>
<td>{noise.slot("above")}<table><tr>{title}</tr><tr>{stamp(article, noise, '<td align="right">{}</td>')}<td>&nbsp;</td></tr></table>
<hr size=1>{noise.slot("under")}<table><tbody><tr><td class="{noise.names("body")}">{lead}{body}</td></tr></tbody></table>
{noise.slot("after")}</td></tr></table></td><td>{noise.slot("side")}</td></tr></table>{noise.slot("foot")}"""
    return document(article, noise, page, doctype=noise.rng.choice(("", HTML4)))


def print_view(article: ForgedArticle, noise: Noise, lead: str, body: str) -> str:
    """A print view: the day of rendering on top, then the body; no title, no date of publication."""
    day = noise.rng.choice(
        ('<div align="right"><i>{}</i></div>', "<p>{}</p>", "<tr><td>{}</td></tr>", "<span>{}</span><br />")
    )
    day = day.replace("{}", article.rendered_day)
    button = noise.rng.choice(
        ("", '<a href="javascript:window.print()"><img src="/print.gif" alt="In"></a>', "<a>In trang</a>")
    )
    inner = noise.rng.choice((
        f"<table width=650>{day if day.startswith('<tr') else f'<tr><td>{day}</td></tr>'}<tr><td>{lead}{body}</td></tr></table>",
        f"<div>{day.replace('<tr><td>', '<b>').replace('</td></tr>', '</b>')}<div>{lead}{body}</div></div>",
    ))  # fmt: skip
    return document(
        article,
        noise,
        f'<form name="frmPrint" action="PrintItem.aspx">{VIEWSTATE}{button}{inner}</form>',
        doctype=HTML4,
    )

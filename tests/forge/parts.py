"""Parts that every style needs: the document around the body, the title, the line of the date."""

import html
import re

from tests.forge.article import ForgedArticle
from tests.forge.noise import Noise


def escaped(text: str) -> str:
    return html.escape(text, quote=False)


def document(article: ForgedArticle, noise: Noise, body: str, *, doctype: str = "<!DOCTYPE html>") -> str:
    """The whole page; `<!--charset-->` marks where an encoding puts its declaration."""
    head = f"<!--charset-->{_title_tags(article, noise)}{noise.slot('head')}"
    attributes = noise.rng.choice(("", ' lang="vi"', ' xmlns="http://www.w3.org/1999/xhtml"'))
    whole = f"{body}\n{noise.slot('end')}"
    return f"{doctype}\n<html{attributes}>\n<head>{head}</head>\n<body>\n{whole}</body>\n</html>\n"


def _title_tags(article: ForgedArticle, noise: Noise) -> str:
    """`<title>` with the portal's name, only the portal's name, or the article's title in og:title alone."""
    if article.title is None:
        return noise.rng.choice(
            (f"<title>{noise.portal_name}</title>", "<title>In bài viết</title>", "<title></title>", "")
        )
    manners = _title_manners(article.title, noise.portal_name)
    if article.date_line is None:  # without a date under it, a title in plain text could not be told for sure
        manners = {name: tags for name, tags in manners.items() if name.startswith("title")}
    return noise.pick("title tag", manners)


def _title_manners(title: str, portal_name: str) -> dict[str, str]:
    portal, title, quoted = f"<title>{portal_name}</title>", escaped(title), html.escape(title)
    og = f'<meta property="og:title" content="{quoted}">'
    return {
        "portal only": portal,
        "page's kind only": f"<title>{portal_name} - Chi tiết tin</title>",
        "title - portal": f"<title>\r\n\t{title} - {portal_name}\r\n</title>",
        "title | portal, og": f"<title>{title} | {portal_name}</title>{og}",
        "portal | title": f"<title>{portal_name} | {title}</title>",
        "title only": f"<title>{title}</title>",
        "og only": portal + og,
        "og is the portal": f'{portal}<meta property="og:title" content="{portal_name}">',
        "none": "",
    }


def title_text(article: ForgedArticle, noise: Noise) -> str:
    """The title as HTML; empty where the page prints none."""
    return noise.text(article.title) if article.title else ""


def title_in(article: ForgedArticle, noise: Noise, *wrappings: str) -> str:
    """The title in one of the wrappings (`{}` is its place), or nothing where the page prints none."""
    if not article.title:
        return ""
    return noise.rng.choice(wrappings).replace("{}", title_text(article, noise))


def stamp(article: ForgedArticle, noise: Noise, wrapping: str = "<div>{}</div>") -> str:
    """The date's line with the furniture that stands on it, and the lone `|` of the TPHCM newspaper."""
    furniture = noise.slot("stamp")
    if article.date_line is None:
        return wrapping.replace("{}", furniture) if furniture else ""
    date = noise.pick("date", DATES)(article, noise)
    line = wrapping.replace("{}", noise.slot("stamp_before") + date + furniture)
    if article.portal == "tphcm" and noise.rng.random() < 0.7:
        line += noise.rng.choice(("<div>|</div>", "<span> | </span>", "<p>|</p>"))
    return line


def _whole(article: ForgedArticle, noise: Noise) -> str:
    return noise.text(article.date_line or "")


def _split_label(article: ForgedArticle, noise: Noise) -> str:
    """Label, day and time each in an element of its own."""
    parts = re.split(r"(?<=[:,]) | (?=\d)", article.date_line or "")
    return " ".join(noise.rng.choice(("<span>{}</span>", "<b>{}</b>", "{}")).format(part) for part in parts)


def _time_element(article: ForgedArticle, noise: Noise) -> str:
    return f'<time datetime="{article.published_at}">{noise.text(article.date_line or "")}</time>'


def _titled(article: ForgedArticle, noise: Noise) -> str:
    """A month-first twin in the attribute, as ASP.NET leaves it."""
    moment = noise.moment
    american = f"{moment.month}/{moment.day}/{moment.year} {moment.hour % 12 or 12}:{moment.minute:02}:00 "
    american += "PM" if moment.hour >= 12 else "AM"
    return f'<span title="{american}" data-date="{american}">{noise.text(article.date_line or "")}</span>'


DATES = {"whole": _whole, "split": _split_label, "time element": _time_element, "american twin": _titled}

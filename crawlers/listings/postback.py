"""ASP.NET WebForms: pages of a listing that are asked for by posting the page's own form.

A link such as `javascript:__doPostBack('ctl00$grid','Page$2')` puts its two texts into hidden fields of the
form and submits it with the state that the page carries (`__VIEWSTATE`, `__EVENTVALIDATION`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import unquote, urlencode

from lxml.etree import _Element
from lxml.html import FormElement
from parsel import Selector

_STRING = r"""(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")"""
_PLAIN = re.compile(rf"__doPostBack\(\s*{_STRING}\s*,\s*{_STRING}\s*\)")
_OPTIONS = re.compile(
    rf"WebForm_DoPostBackWithOptions\(\s*new\s+WebForm_PostBackOptions\(\s*{_STRING}\s*,\s*{_STRING}"
)
_LONGEST_CALL = 4096
_STATE = "__VIEWSTATE"
_MOST_BYTES = 4 * 1024 * 1024
"""Of a form: some grids keep their whole table in its state; more than this is no listing worth its pages."""


@dataclass(frozen=True)
class Form:
    """A form as it is posted."""

    action: str
    """As the page has it; empty: the page's own address."""
    body: bytes = field(repr=False)
    """Encoded as `application/x-www-form-urlencoded`."""


@dataclass(frozen=True)
class Posted:
    """What is added to a form's own fields: a link's target and argument, or a pressed button's name."""

    target: str = ""
    argument: str = ""
    button: tuple[tuple[str, str], ...] = ()

    def form_around(self, element: Selector, encoding: str) -> Form | None:
        """The WebForms form that an element submits; None where there is none, or one too large."""
        form = _form(element.root)
        if form is None or (form.get("method") or "get").lower() != "post":
            return None
        fields = dict(form.form_values())
        if _STATE not in fields and "__EVENTTARGET" not in fields:
            return None
        fields |= {"__EVENTTARGET": self.target, "__EVENTARGUMENT": self.argument} | dict(self.button)
        body = urlencode(fields, encoding=encoding, errors="xmlcharrefreplace").encode("ascii")
        return Form(form.get("action") or "", body) if len(body) <= _MOST_BYTES else None


def target_of(link: str) -> Posted | None:
    """What a `javascript:` link posts; None for any other link."""
    if len(link) > _LONGEST_CALL or "PostBack" not in link:
        return None
    call = unquote(link)
    found = _OPTIONS.search(call) or _PLAIN.search(call)
    if not found or not call.strip().lower().startswith("javascript:"):
        return None
    target = found[1] if found[1] is not None else found[2]
    argument = found[3] if found[3] is not None else found[4]
    return Posted(_unescaped(target), _unescaped(argument))


def pressed(button: Selector) -> Posted:
    """What a submit button or picture adds to its form."""
    name, value = button.attrib["name"], button.attrib.get("value", "")
    if button.attrib.get("type") == "image":
        return Posted(button=((f"{name}.x", "1"), (f"{name}.y", "1")))
    return Posted(button=((name, value),))


def _form(element: _Element) -> FormElement | None:
    """The form around an element, else the page's own: WebForms has one, and its scripts take the first."""
    for around in element.iterancestors("form"):
        return around if isinstance(around, FormElement) else None
    for form in element.getroottree().iter("form"):
        if isinstance(form, FormElement) and _STATE in form.fields:
            return form
    return None


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text)

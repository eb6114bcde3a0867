"""Writing a portal's spider: short, and each line that was inferred says from what."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from crawlers.declaring.declaration import Declaration
from crawlers.listings.paged import PagedListing

_WIDTH = 110
_PATTERNS = frozenset(("listing", "article", "print_view", "print_day"))  # of a spider or its layout
_MOST_LINES = 45
"""Of a spider's file; a test of the project holds to it."""


def spider_source(declared: Declaration) -> str:
    """The source of a portal's spider, as `ruff format` leaves it."""
    head, body = list(_head(declared)), list(_body(declared))
    room = _MOST_LINES - len(head)
    if len(body) > room:  # what is shown by pytest and the table anyway gives way
        body = [line for line in body if not line.lstrip().startswith("# ") or line.startswith("    # W")]
    return "\n".join([*head, *body]) + "\n"


def class_name(name: str) -> str:
    """`ha_noi` gives `HaNoiSpider`."""
    return "".join(part.capitalize() for part in name.split("_")) + "Spider"


def _head(declared: Declaration) -> Iterator[str]:
    yield f'"""{_prose(declared.agency)}: {declared.home}."""'
    yield ""
    if declared.layout.declared and declared.platform is None:
        yield "from crawlers.layout import Layout"
    if declared.paged_listings:
        yield "from crawlers.listings.paged import PagedListing"
    if declared.platform is not None:
        yield f"from crawlers.platforms import {declared.platform.name.upper()}"
    yield "from crawlers.spider import PortalSpider"
    yield ""
    yield ""
    yield f"class {class_name(declared.name)}(PortalSpider):"
    yield from _docstring(declared)


def _docstring(declared: Declaration) -> Iterator[str]:
    count = len(declared.articles)
    yield f'    """{_prose(declared.agency)}.'
    yield ""
    pages = "one article" if count == 1 else f"{count} articles"
    yield f"    Proposed by `scrapy newportal` on {declared.day}, from {pages}. Nobody has looked at it yet;"
    yield "    whoever does says here what was seen, and takes away comments that no longer tell anything."
    yield '    """'


def _body(declared: Declaration) -> Iterator[str]:
    yield ""
    yield "    # Who"
    yield f"    name = {_text(declared.name)}"
    yield from _attribute(declared, "agency")
    yield from _attribute(declared, "province")
    yield ""
    yield "    # Where"
    yield from _attribute(declared, "home")
    for attribute in ("hosts", "listings", "listing", "feeds", "sitemaps", "paged_listings"):
        if not declared.inherits(attribute):
            yield from _attribute(declared, attribute)
    if declared.platform is not None:
        yield from _assigned("platform", declared.platform.name.upper(), declared.why.get("platform", ""))
    if declared.inherits("article"):
        yield ""
        why = declared.why.get("article", "as on its platform")
        yield f"    # What an article's address is: {_cut(_prose(why), 70)}"
    else:
        yield ""
        yield "    # What an article's address is"
        for attribute in ("article", "keep", "article_view", "print_view"):
            if not declared.inherits(attribute):
                yield from _attribute(declared, attribute)
    yield ""
    yield from _layout(declared)


def _layout(declared: Declaration) -> Iterator[str]:
    told = declared.layout.declared
    if not told:
        how = (
            "as its platform prints it"
            if declared.platform
            else "by landmarks alone; no label, no selector is shared"
        )
        yield f"    # How a page is read: {how}"
        return
    yield "    # How a page is read"
    maker = f"{declared.platform.name.upper()}.layout_with" if declared.platform else "Layout"
    yield f"    layout = {maker}("
    for name, value in told.items():
        yield from _line(
            f"        {name}=", _value(name, value, 8, name), ",", declared.layout.why.get(name, "")
        )
    yield "    )"


def _attribute(declared: Declaration, attribute: str) -> Iterator[str]:
    value = getattr(declared, attribute)
    yield from _assigned(attribute, _value(attribute, value, 4, attribute), declared.why.get(attribute, ""))


def _assigned(attribute: str, value: str, why: str) -> Iterator[str]:
    yield from _line(f"    {attribute} = ", value, "", why)


def _line(before: str, value: str, after: str, why: str) -> Iterator[str]:
    """One line with its reason behind it, or above it where both do not fit."""
    text = f"{before}{value}{after}"
    indent = " " * (len(text) - len(text.lstrip()))
    reason = _prose(why)
    first = text.split("\n", 1)[0]
    if reason and "\n" not in text and len(first) + len(reason) + 4 <= _WIDTH:
        yield f"{text}  # {reason}"
        return
    if reason:
        yield f"{indent}# {_cut(reason, _WIDTH - len(indent) - 2)}"
    lines = text.split("\n")
    lines[0] += "  # noqa: E501" if len(lines[0]) > _WIDTH else ""
    yield from lines


def _value(name: str, value: Any, indent: int, shown: str) -> str:
    """A value as source, over several lines where it is too long for one."""
    if isinstance(value, tuple):
        parts = [_element(name, one) for one in value]
        one_line = f"({', '.join(parts)}{',' if len(parts) == 1 else ''})"
        if indent + len(shown) + 3 + len(one_line) + 1 <= _WIDTH:
            return one_line
        inner = "".join(f"{' ' * (indent + 4)}{part},\n" for part in parts)
        return f"(\n{inner}{' ' * indent})"
    return _element(name, value)


def _element(name: str, value: Any) -> str:
    if isinstance(value, PagedListing):
        given = [(one.name, getattr(value, one.name)) for one in fields(value)]
        told = [(key, item) for key, item in given if key == "address" or item != _default(key)]
        return f"PagedListing({', '.join(f'{key}={_element(key, item)}' for key, item in told)})"
    if not isinstance(value, str):
        return repr(value)
    if name in _PATTERNS and "\\" in value and not value.endswith("\\"):
        quote = "'" if '"' in value else '"'
        return f"r{quote}{value}{quote}" if quote not in value else _text(value)
    return _text(value)


def _default(key: str) -> Any:
    return next(one.default for one in fields(PagedListing) if one.name == key)


def _text(value: str) -> str:
    """A string as `ruff format` quotes it."""
    if '"' in value and "'" not in value:
        return f"'{value}'" if "\\" not in value else repr(value)
    return json.dumps(value, ensure_ascii=False)


def _prose(text: str) -> str:
    """One line that ends no docstring."""
    return " ".join(text.replace('"""', "'''").replace("\\", "/").split())


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1].rsplit(" ", 1)[0] + "…"

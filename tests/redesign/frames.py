"""Redesigns of a page's scaffold: names, wrappers, tables, heading levels. No text changes its place."""

from __future__ import annotations

from lxml.html import HtmlElement

from tests.redesign.canvas import Canvas, innermost, made, redesign
from tests.redesign.texts import name

_WRAPPERS = ("div", "section", "div", "article", "main", "div", "center", "form")
_LINES = ("div", "span", "p", "h1", "h2", "h3", "h4", "strong", "font", "b")


@redesign
def names_changed(canvas: Canvas) -> bool:
    """Every class and id is another, the same one for the same one."""
    given: dict[str, str] = {}
    for node in canvas.root.iter():
        for attribute in ("class", "id"):
            if old := node.get(attribute):
                node.set(attribute, given.setdefault(old, f"{name(canvas.rng)}-{len(given)}"))
    return bool(given)


@redesign
def names_lost(canvas: Canvas) -> bool:
    """No class and no id is left, nor any attribute that says what an element is for."""
    lost = 0
    for node in canvas.root.iter():
        for attribute in ("class", "id", "itemprop", "role", "data-role"):
            lost += bool(node.attrib.pop(attribute, ""))
    return lost > 0


@redesign
def wrappers_added(canvas: Canvas) -> bool:
    """One to four elements stand in new ones."""
    nodes = [
        node for node in (canvas.title, canvas.date, *canvas.paragraphs, canvas.around()) if node is not None
    ]
    nodes += [node.getparent() for node in canvas.paragraphs[:1] if node.getparent() is not None]
    nodes = [node for node in nodes if node.tag not in ("td", "tr", "body", "li", "tbody")]
    for _ in range(canvas.rng.randint(1, 4)):
        if nodes:
            _wrap(canvas.rng.choice(nodes), canvas)
    return bool(nodes)


def _wrap(node: HtmlElement, canvas: Canvas) -> None:
    tag = "span" if node.tag in ("span", "b", "strong", "em", "font") else canvas.rng.choice(_WRAPPERS)
    wrapper = made(f'<{tag} class="{name(canvas.rng)}"></{tag}>')
    node.addprevious(wrapper)
    wrapper.tail, node.tail = node.tail, None
    wrapper.append(node)


@redesign
def page_wrapped(canvas: Canvas) -> bool:
    """All of the page stands in some more boxes."""
    for _ in range(canvas.rng.randint(1, 5)):
        wrapper = made(f'<{canvas.rng.choice(("div", "form", "div", "center"))} id="{name(canvas.rng)}"/>')
        wrapper.text, canvas.body.text = canvas.body.text, None
        wrapper.extend(list(canvas.body))
        canvas.body.append(wrapper)
    return True


@redesign
def wrappers_removed(canvas: Canvas) -> bool:
    """Some boxes that hold nothing but other boxes are gone."""
    boxes = [node for node in canvas.body.iter("div", "section", "article", "main") if _is_mere_box(node)]
    chosen = canvas.rng.sample(boxes, min(len(boxes), canvas.rng.randint(1, 3)))
    for box in chosen:
        box.drop_tag()
    return bool(chosen)


def _is_mere_box(node: HtmlElement) -> bool:
    texts = [node.text, *(child.tail for child in node)]
    kinds = {child.tag for child in node}
    is_block = kinds <= {"div", "section", "article", "p", "h1", "h2", "h3", "table", "ul", "main"}
    own = node.get("style") or node.get("align")
    return len(node) > 0 and is_block and not own and not any(text and text.strip() for text in texts)


@redesign
def tables_to_boxes(canvas: Canvas) -> bool:
    """A layout of tables becomes one of boxes; tables that hold pictures stay."""
    tables = [node for node in canvas.body.iter("table") if not _is_small(node)]
    for table in tables:
        for node in [table, *_own_cells(table)]:
            node.tag = "div"
            for attribute in ("width", "cellpadding", "cellspacing", "border", "bgcolor", "valign"):
                node.attrib.pop(attribute, None)
    return bool(tables)


def _own_cells(table: HtmlElement) -> list[HtmlElement]:
    cells = table.iter("tr", "td", "th", "tbody", "thead", "tfoot")
    return [node for node in cells if next(node.iterancestors("table"), None) is table]


def _is_small(table: HtmlElement) -> bool:
    return len(str(table.text_content()).strip()) < 500 and next(table.iter("img"), None) is not None


@redesign
def boxes_to_table(canvas: Canvas) -> bool:
    """The parts around title and text become rows, or columns, of a table."""
    around = canvas.around()
    if around is None or around.tag not in ("div", "section", "main", "article") or not len(around):
        return False
    if (
        any(child.tag in ("td", "tr", "li", "span", "a", "br") for child in around)
        or (around.text or "").strip()
    ):
        return False
    if any((child.tail or "").strip() for child in around):
        return False
    table = made(f'<table width="100%" class="{name(canvas.rng)}"></table>')
    for child in list(around):
        row = _row()
        row[0].append(child)
        table.append(row)
    around.append(table)
    return True


def _row() -> HtmlElement:
    table = made("<table><tr><td></td></tr></table>")
    return next(table.iter("tr"))


@redesign
def heading_changed(canvas: Canvas) -> bool:
    """The title is another heading, or none at all."""
    title = canvas.title
    if title is None:
        return False
    heading = next((node for node in (title, *title.iterancestors()) if node.tag in _LINES), None)
    if heading is None or innermost(heading) is not title:
        return False
    tags = [tag for tag in ("div", "p", "h1", "h2", "h3", "strong") if tag != heading.tag]
    block = heading.tag in ("div", "p", "h1", "h2", "h3", "h4")
    if not block:
        tags = ["h1", "h2", "div", "p"]
    heading.tag = canvas.rng.choice(tags)
    heading.set("class", name(canvas.rng))
    if heading.tag == "strong":
        heading.set("style", "display:block;font-size:22px")
    canvas.forget()
    return True


@redesign
def site_heading(canvas: Canvas) -> bool:
    """The portal's name, or the section's, is the page's first `h1` or `h2`."""
    words = canvas.rng.choice(
        ("CÔNG AN TỈNH", "Cổng thông tin điện tử Công an tỉnh", "TIN TỨC - SỰ KIỆN", "Tin hoạt động")
    )
    tag = canvas.rng.choice(("h1", "h2", "div"))
    node = made(f'<{tag} class="{name(canvas.rng)}">{words}</{tag}>')
    around = canvas.around()
    if (
        canvas.rng.random() < 0.5
        and around is not None
        and around.tag in ("div", "section", "article", "main")
    ):
        around.insert(0, node)
    else:
        canvas.body.insert(0, node)
    return True

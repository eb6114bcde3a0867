"""How a page was read, for people: each field's witnesses, and what became of each block."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from crawlers.reading import Reading

_SHOWN = 160
_COLOURS = {"both": "green", "disagree": "red", "none": "yellow"}
_KEPT = {"body": "green", "caption": "cyan"} | dict.fromkeys(("title", "date", "author", "source"), "blue")


def explain(reading: Reading, console: Console) -> None:
    """Print the witnesses of each field, the blocks with what became of them, and the flags."""
    console.print(_witnesses(reading))
    console.print(_blocks(reading))
    console.print(Text(f"flags: {', '.join(reading.flags) or 'none'}"))
    console.print(Text(f"rules that fired: {', '.join(reading.dropped) or 'none'}"))


def _witnesses(reading: Reading) -> Table:
    table = Table(title="Witnesses", title_justify="left")
    for heading in ("field", "verdict", "mark-up and metadata", "landmarks"):
        table.add_column(heading, overflow="fold")
    for field, verdict in reading.witnesses.items():
        marked, found = reading.heard.get(field, (None, None))
        table.add_row(
            Text(field), Text(verdict, style=_COLOURS.get(verdict, "")), _cell(marked), _cell(found)
        )
    return table


def _blocks(reading: Reading) -> Table:
    table = Table(title="Blocks near the article, in order", title_justify="left")
    for heading in ("block", "became", "stood in", "text"):
        table.add_column(heading, justify="right" if heading == "block" else "left", overflow="fold")
    for block, became in reading.taken:
        style = _KEPT.get(became, "dim")
        table.add_row(
            Text(str(block.index)), Text(became, style=style), Text(block.kind), _cell(block.text, style)
        )
    return table


def _cell(text: str | None, style: str = "") -> Text:
    if text is None:
        return Text("-", style="dim")
    return Text(text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…", style=style)

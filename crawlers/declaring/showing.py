"""Showing a person what was read of a new portal, and what to look at."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from crawlers.declaring.declaration import Declaration
from crawlers.declaring.project import Portal
from crawlers.declaring.schedule import next_steps
from crawlers.declaring.seen import Page, read, short_address
from crawlers.layout import Layout
from crawlers.reading import NoArticle, Reading

_SHORT = {"both": "both", "mark-up": "mark-up", "landmarks": "landmarks", "disagree": "disagree", "none": "–"}
_WITNESSED = ("title", "date", "body")


def articles_table(pages: Sequence[Page], layout: Layout) -> Table:
    """The sampled articles as the layout reads them."""
    table = Table(title="Articles as read", title_justify="left", show_lines=False)
    for heading in (
        "address",
        "title",
        "date",
        "par.",
        "author",
        "pict.",
        "flags",
        "title/date/body seen by",
    ):
        table.add_column(heading, overflow="fold")
    for page in pages:
        reading = read(layout, page)
        table.add_row(*map(Text, _row(page, reading)))
    return table


def _row(page: Page, reading: Reading | NoArticle) -> list[str]:
    address = short_address(page.url)
    if isinstance(reading, NoArticle):
        return [address, f"no article ({reading.reason})", *[""] * 6]
    published = reading.published
    return [
        address,
        reading.title or "–",
        published.iso().replace("T", " ").removesuffix(":00+07:00") if published else "–",
        str(len(reading.body)),
        reading.author or reading.source or "–",
        str(len(reading.images)),
        ", ".join(reading.flags) or "–",
        "/".join(_SHORT.get(reading.witnesses.get(name, "none"), "?") for name in _WITNESSED),
    ]


def to_check(declared: Declaration, portal: Portal, files: Sequence[str]) -> list[str]:
    """What a person should look at before the portal is merged."""
    expected = [path for path in files if path.endswith(".json") and "/article-" in path]
    found = [f"{portal.spider}: {doubt}" for doubt in declared.doubts]
    if expected:
        found.append(
            f"{portal.folder}/: each article-*.json ({len(expected)}) against its page in a browser; then "
            'write your name for the null in "checked_by". Until then they prove nothing.'
        )
    if not declared.article.count("?P<number>") and not (declared.platform and declared.inherits("article")):
        found.append(f"{portal.spider}: article has no group `number`: ids would be hashes of addresses.")
    return found


def to_run(portal: Portal) -> list[str]:
    """What to run next, and what schedules the portal."""
    return [
        f"scrapy extract {portal.name} ADDRESS --explain",
        f"scrapy crawl {portal.name} -a limit=20 -s STORE=/tmp/{portal.name}",
        *next_steps(portal.name),
    ]

"""From a portal's name to its layout, through Scrapy's own list of spiders."""

from __future__ import annotations

from functools import cache

from scrapy.spiderloader import SpiderLoader
from scrapy.utils.project import get_project_settings

from crawlers.layout import Layout


@cache
def layout_of(portal: str) -> Layout:
    """The layout that a portal's spider declares. Raises KeyError for a portal that nobody declared."""
    layout = SpiderLoader.from_settings(get_project_settings()).load(portal).layout  # type: ignore[attr-defined]
    if not isinstance(layout, Layout):
        raise TypeError(f"the spider {portal} declares no layout")
    return layout

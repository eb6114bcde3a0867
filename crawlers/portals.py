"""Which portals there are: those that a spider declares, and those that are only found in the store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy.settings import BaseSettings
from scrapy.spiderloader import get_spider_loader

from crawlers.store import ObjectStore

if TYPE_CHECKING:
    from crawlers.spider import PortalSpider

UNDECLARED = "portal"
"""The spider that crawls portals which nobody has declared; no portal itself."""


def declared_portals(settings: BaseSettings) -> dict[str, type[PortalSpider]]:
    """The portals that a spider declares, by name, in the order of their names."""
    from crawlers.spider import PortalSpider

    loader = get_spider_loader(settings)
    spiders = {name: loader.load(name) for name in sorted(loader.list()) if name != UNDECLARED}
    return {name: spider for name, spider in spiders.items() if issubclass(spider, PortalSpider)}


def undeclared_portals(settings: BaseSettings, store: ObjectStore) -> list[str]:
    """Portals of which the store holds something although no spider declares them. Raises StoreError."""
    from crawlers.store.verify import stored_portals

    return sorted(set(stored_portals(store)) - declared_portals(settings).keys())


def all_portals(settings: BaseSettings, store: ObjectStore) -> list[str]:
    """Declared or not. Raises StoreError."""
    return [*declared_portals(settings), *undeclared_portals(settings, store)]


def find_portal(settings: BaseSettings, name: str, store: ObjectStore) -> str | None:
    """What is wrong with the name of a portal whose articles are asked for; None where there is one.

    The store is looked at only where no spider has that name. Raises StoreError.
    """
    if name in declared_portals(settings):
        return None
    portals = all_portals(settings, store)
    return None if name in portals else f"{name!r} is not a portal. There are: {', '.join(portals)}."

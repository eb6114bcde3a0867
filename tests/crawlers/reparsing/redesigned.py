"""Hải Phòng's portal after a redesign, as the only spider of `SPIDER_MODULES`."""

from tests.crawlers.reparsing.test_former_layouts import Redesigned


class RedesignedPortal(Redesigned):
    """Hải Phòng since 20 November 2026."""

"""What `SPIDER_MODULES` names in tests of the command: the portal by tomorrow's rules."""

from tests.crawlers.reparsing.rules import ShorterBody


class HaiPhong(ShorterBody):
    """The last paragraph is no part of the article."""

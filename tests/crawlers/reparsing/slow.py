"""What `SPIDER_MODULES` names in tests of the command: tomorrow's rules, slowly."""

from tests.crawlers.reparsing.rules import Slow


class HaiPhong(Slow):
    """Takes its time over every page, and reads it differently."""

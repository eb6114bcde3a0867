"""What goes wrong with a browser."""

from scrapy.exceptions import DownloadFailedError

from crawlers.network.refused import Refused


class NoBrowser(Exception):  # noqa: N818
    """There is no browser that starts: the run fails. The message says what to install."""


class PageTrouble(Refused, DownloadFailedError):  # noqa: N818
    """A listing that the browser could not open or turn: its articles may be missing.

    Opening is tried again as other failures are; the message is told as it is.
    """
